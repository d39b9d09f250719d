"""What the tools write, and what must come of it in a glossary."""

import csv
import unicodedata

from conftest import baixiao
from reference import read

#: What a translator may type.
PAIRS = [
    ("moat", "해자"),
    ('so-called "open" source, or not; maybe', "이른바 “오픈” 소스, 아마"),
    ("<b>R&D</b>", "<b>연구&개발</b>"),
    ("=cmd", "=수식"),
    ("rocket 🚀", "로켓 🚀"),
    ("Yoshinoya (𠮷野家)", "요시노야"),
    ("café", unicodedata.normalize("NFD", "카페")),
]


def check_import(tmp_path, file):
    """The file comes into a new glossary: as many concepts, with the same terms."""
    folder = tmp_path / "glossary"
    baixiao("import", file, "--into", folder, "--source", "en", "--target", "ko")
    concepts = {}
    with open(folder / "terms.csv", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            concepts.setdefault(row["concept"], {})[row["lang"]] = row["term"]
    found = sorted((terms["en"], terms["ko"]) for terms in concepts.values())
    assert found == sorted((source, unicodedata.normalize("NFC", target)) for source, target in PAIRS)


def check_complete(tmp_path, glossary, file):
    """A file of all that a glossary holds makes the same concepts anew."""
    folder = tmp_path / glossary.name
    baixiao("import", file, "--into", folder)
    assert _composed(read(glossary.name, folder, "")) == _composed(glossary)


def _composed(glossary):
    """Import writes the normal form: sorted, and in form C."""
    return {
        concept.id: (
            concept.domain,
            concept.definition,
            sorted((term.lang, unicodedata.normalize("NFC", term.text), term.status) for term in concept.terms),
        )
        for concept in glossary.concepts
    }
