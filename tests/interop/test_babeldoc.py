"""BabelDOC's own glossary class loads our file, and finds the terms in a text."""

from pathlib import Path

from babeldoc.glossary import Glossary

from pairs import check_pairs, spaces


def test_glossary(export, glossary, pair):
    source, target = pair
    exported = export(glossary, "babeldoc", *pair, extension="csv")
    loaded = Glossary.from_csv(Path(exported.path), target)
    check_pairs([(entry.source, entry.target) for entry in loaded.entries], glossary, pair, exported, spaces)
    for concept in glossary.with_both(source, target):
        wanted = spaces(concept.texts(source)[0])
        # It folds the blanks of a text, not those of a term.
        if wanted == " ".join(wanted.split()):
            active = [entry for entry, _ in loaded.get_active_entries_for_text(f"({wanted})")]
            assert wanted in active or concept.id in exported.reported()
