"""BabelDOC's own glossary class loads our file, and finds the terms in a text."""

from pathlib import Path

from babeldoc.glossary import Glossary

from pairs import check_pairs, spaces


def test_glossary(export, glossary, pair):
    source, target = pair
    exported = export(glossary, "babeldoc", *pair, extension="csv")
    loaded = Glossary.from_csv(Path(exported.path), target)
    found = [(entry.source, entry.target) for entry in loaded.entries]
    check_pairs(found, glossary, pair, exported, spaces, once=True)
    for concept in glossary.with_both(source, target):
        wanted, best = spaces(concept.texts(source)[0]), spaces(concept.texts(target)[0])
        # It folds the blanks of a text, not those of a term.
        if (wanted, best) in found and wanted == " ".join(wanted.split()):
            assert (wanted, best) in loaded.get_active_entries_for_text(f"({wanted})")
