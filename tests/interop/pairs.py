"""What every list of pairs of terms must hold."""

import re
from collections import Counter

from reference import STATUSES


def spaces(text: str) -> str:
    """As a table has it that cannot hold tabs."""
    return re.sub(r"[\t\r\n]", " ", text)


def check_pairs(found, glossary, pair, exported, normal=spaces, *, once=False, comment=None):
    """Holds what a tool found against the glossary.

    Each concept that has both languages is there with its best pair. Only where the format holds a source `once`, a
    concept may be left out that shares its source with another, and where a line that begins with `comment` is none of
    the glossary, one whose source does; it must be said to be. Whatever may stand in a source text is translated, with
    nothing but what may be used. `normal` is what the format or the tool does to a term.
    """
    source, target = pair
    allowed = Counter()
    missing = []
    sources = Counter()
    for concept in glossary.concepts:
        met = [normal(text) for text in concept.texts(source, STATUSES)]
        froms = [normal(text) for text in concept.texts(source)]
        intos = [normal(text) for text in concept.texts(target)]
        allowed.update((a, b) for a in met for b in intos)
        sources.update(met)
        if froms and intos and (froms[0], intos[0]) not in found:
            missing.append((concept.id, froms[0], intos[0]))
    reported = exported.reported()
    if comment:
        missing = [entry for entry in missing if entry[0] not in reported or not entry[1].startswith(comment)]
    if once:
        missing = [entry for entry in missing if entry[0] not in reported or sources[entry[1]] < 2]
        assert max(Counter(term for term, _ in found).values()) == 1, "a source twice"
    assert missing == [], "missing"
    assert sorted(set(found) - set(allowed)) == [], "not in the glossary"
    assert Counter(found) <= allowed, "found more often than there are such concepts"
    assert found, "nothing found"
