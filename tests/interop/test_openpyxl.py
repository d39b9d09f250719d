"""openpyxl reads our workbooks: text is text, truth values are truth values, nothing is a formula."""

import openpyxl
import pytest

from written import PAIRS, check_import


def rows(exported):
    book = openpyxl.load_workbook(exported.path)
    sheet = book.worksheets[0]
    return [[cell for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("target", ["matecat", "phrase-tms"])
def test_types(export, glossary, target):
    """No cell is a formula, an error, a date or a number, whatever the term looks like."""
    table = rows(export(glossary, target, extension="xlsx"))
    kinds = {cell.data_type for row in table for cell in row if cell.value is not None}
    assert kinds <= {"s", "inlineStr", "b"}
    assert "007" in {cell.value for row in table for cell in row} or glossary.name != "traps"


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
