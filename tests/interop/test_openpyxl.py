"""openpyxl reads our workbooks, and we read its own."""

from collections import defaultdict

import openpyxl
import pytest

from pairs import spaces
from reference import STATUSES
from written import PAIRS, check_import

#: What MateCat calls our languages; it asks for a region.
MATECAT = {"en": "en-US", "ko": "ko-KR", "zh": "zh-CN", "zh-Hant": "zh-TW", "zh-TW": "zh-TW", "zh-HK": "zh-HK"}
#: What Phrase calls them.
PHRASE = {"en": "en", "ko": "ko", "zh": "zh-CN", "zh-Hant": "zh-TW", "zh-TW": "zh-TW", "zh-HK": "zh-HK"}


def cells(exported):
    [sheet] = openpyxl.load_workbook(exported.path).worksheets
    return list(sheet.iter_rows())


def table(exported):
    """The header, and the rows as lists of values."""
    header, *rows = [[cell.value for cell in row] for row in cells(exported)]
    return header, rows


def languages(glossary):
    return {term.lang for concept in glossary.concepts for term in concept.terms}


@pytest.mark.parametrize("target", ["matecat", "phrase-tms", "trados-xlsx"])
def test_types(export, glossary, target):
    """No cell is a formula, an error, a date or a number, whatever the term looks like."""
    found = [
        cell for row in cells(export(glossary, target, extension="xlsx")) for cell in row if cell.value is not None
    ]
    assert {cell.data_type for cell in found} <= {"s", "b"}
    if glossary.name == "traps":
        texts = {cell.value for cell in found if cell.data_type == "s"}
        assert {"007", "TRUE", "1-2", "7.8", "=수식", "+1", "-ism", "@멘션", "'그것'"} <= texts


def test_matecat(export, glossary):
    """Every term is there with the domain and definition of its concept; what must not be written is forbidden."""
    header, rows = table(export(glossary, "matecat", extension="xlsx"))
    used = [MATECAT[lang] for lang in sorted(languages(glossary))]
    assert header == ["Forbidden", "Domain", "Subdomain", "Definition", *_each(used, "Notes", "Example of use")]

    found = defaultdict(set)
    for row in rows:
        forbidden = str(row[0]).upper() == "TRUE"
        for lang, term in zip(used, row[4::3], strict=True):
            if term is not None:
                found[lang, forbidden].add((row[1], row[3], term))
    expected = defaultdict(set)
    for concept in glossary.concepts:
        usable = {term.lang for term in concept.terms if term.status in STATUSES[:2]}
        for term in concept.terms:
            entry = (concept.domain or None, concept.definition or None, spaces(term.text))
            if term.status in ("deprecated", "forbidden"):
                expected[MATECAT[term.lang], True].add(entry)
            elif term.status != "misspelling" and len(usable) > 1:
                expected[MATECAT[term.lang], False].add(entry)
    assert found == expected


def test_phrase_tms(export, glossary):
    """Every concept has its usable terms, the best first."""
    header, rows = table(export(glossary, "phrase-tms", extension="xlsx"))
    found = defaultdict(list)
    for row in rows:
        for name, term in zip(header[6:], row[6:], strict=True):
            if term is not None:
                found[row[0], name].append(term)
    expected = {}
    for concept in glossary.concepts:
        for lang in languages(glossary):
            if concept.texts(lang):
                expected[concept.id, PHRASE[lang]] = [spaces(text) for text in concept.texts(lang)]
    assert found == expected
    assert {row[0]: row[4] for row in rows} == {concept.id: concept.definition or None for concept in glossary.concepts}


def _each(names, *more):
    return [cell for name in names for cell in (name, *more)]


def test_import(tmp_path):
    """A workbook with a column a language."""
    book = openpyxl.Workbook()
    for row in [("en", "ko"), *PAIRS]:
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"
    file = tmp_path / "terms.xlsx"
    book.save(file)
    check_import(tmp_path, file)
