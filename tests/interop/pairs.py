"""What every list of pairs of terms must hold."""

import re


def spaces(text: str) -> str:
    """As a table has it that cannot hold tabs."""
    return re.sub(r"[\t\r\n]", " ", text)


def check_pairs(found, glossary, pair, told, normal=spaces):
    """Holds what a tool found against the glossary.

    Each concept that has both languages is there with its best pair, or was said to be left out; nothing else is, no
    unwanted term above all, and nothing twice. `normal` is what the format or the tool does to a term.
    """
    source, target = pair
    allowed = set()
    missing = []
    for concept in glossary.concepts:
        froms = [normal(text) for text in concept.texts(source)]
        intos = [normal(text) for text in concept.texts(target)]
        allowed |= {(a, b) for a in froms for b in intos}
        if froms and intos and (froms[0], intos[0]) not in found and concept.id not in told:
            missing.append((concept.id, froms[0], intos[0]))
    assert not missing, "missing, and not said to be"
    assert sorted(set(found) - allowed) == [], "not in the glossary"
    assert len(found) == len(set(found)), "found twice"
    assert found, "nothing found"
