"""What every list of pairs of terms must hold."""

import re

from reference import STATUSES


def spaces(text: str) -> str:
    """As a table has it that cannot hold tabs."""
    return re.sub(r"[\t\r\n]", " ", text)


def check_pairs(found, glossary, pair, exported, normal=spaces):
    """Holds what a tool found against the glossary.

    Each concept that has both languages is there with its best pair, or was said to be left out. Whatever may stand in a
    source text is translated, with nothing but what may be used; nothing is there twice. `normal` is what the format or
    the tool does to a term.
    """
    source, target = pair
    allowed = set()
    missing = []
    reported = exported.reported()
    for concept in glossary.concepts:
        met = [normal(text) for text in concept.texts(source, STATUSES)]
        froms = [normal(text) for text in concept.texts(source)]
        intos = [normal(text) for text in concept.texts(target)]
        allowed |= {(a, b) for a in met for b in intos}
        if froms and intos and (froms[0], intos[0]) not in found and concept.id not in reported:
            missing.append((concept.id, froms[0], intos[0]))
    assert not missing, "missing, and not said to be"
    assert sorted(set(found) - allowed) == [], "not in the glossary"
    assert len(found) == len(set(found)), "found twice"
    assert found, "nothing found"
