//! Rows of cells as a file.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use crate::formats::WriteSetting;
use crate::formats::table::layout::{Layout, Quoting, Syntax};

/// Takes rows of cells.
pub(super) trait Sheet {
    /// Takes a row; `false` if the file has no place for it.
    ///
    /// # Errors
    ///
    /// If the file cannot be written to.
    fn row(&mut self, cells: &[String]) -> io::Result<bool>;

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// If the file cannot be written to.
    fn finish(&mut self) -> io::Result<()>;
}

/// A sheet of text with separators.
pub(super) struct TextSheet<'a> {
    out: Box<dyn Write + 'a>,
    syntax: Syntax,
    comment: Option<char>,
    /// The bytes that may follow.
    left: usize,
    line: String,
}

impl<'a> TextSheet<'a> {
    /// Begins a file, with the lines that stand before the first row.
    pub(super) fn begin(
        layout: &Layout,
        syntax: Syntax,
        preamble: &[String],
        out: Box<dyn Write + 'a>,
    ) -> io::Result<Self> {
        let left = layout.limits.file_bytes;
        let mut sheet = Self { out, syntax, comment: layout.comment, left, line: String::new() };
        for line in preamble {
            sheet.line.push_str(line);
            sheet.end_line()?;
        }
        Ok(sheet)
    }

    fn cell(&mut self, cell: &str, first: bool) {
        let commented = first && self.comment.is_some_and(|mark| cell.starts_with(mark));
        let special = |c: char| c == self.syntax.separator || matches!(c, '"' | '\n' | '\r');
        let quoted = match self.syntax.quoting {
            Quoting::Never => false,
            Quoting::Needed => commented || cell.contains(special),
            Quoting::Always => true,
        };
        if quoted {
            self.line.push('"');
            self.line.push_str(&cell.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(cell);
        }
    }

    fn end_line(&mut self) -> io::Result<bool> {
        self.line.push_str(self.syntax.line_end);
        let fits = self.line.len() <= self.left;
        if fits {
            self.left -= self.line.len();
            self.out.write_all(self.line.as_bytes())?;
        } else {
            // What would fit later on would be there by chance.
            self.left = 0;
        }
        self.line.clear();
        Ok(fits)
    }
}

impl Sheet for TextSheet<'_> {
    fn row(&mut self, cells: &[String]) -> io::Result<bool> {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.line.push(self.syntax.separator);
            }
            self.cell(cell, at == 0);
        }
        self.end_line()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The rows that a sheet of a workbook has.
const ROWS: u32 = 1_048_576;

/// A workbook with one sheet; every cell is a text, so that none is a formula.
pub(super) struct WorkbookSheet<'a> {
    out: Box<dyn Write + 'a>,
    properties: DocProperties,
    sheet: Worksheet,
    row: u32,
}

impl<'a> WorkbookSheet<'a> {
    /// Begins a workbook with a sheet called `name`.
    pub(super) fn begin(name: &str, setting: &WriteSetting<'_>, out: Box<dyn Write + 'a>) -> io::Result<Self> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name).map_err(io::Error::other)?;
        // The same glossary makes the same file.
        let date = ExcelDateTime::parse_from_str(setting.date.get(..10).unwrap_or_default());
        let date = date.or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1)).map_err(io::Error::other)?;
        let properties = DocProperties::new().set_creation_datetime(&date);
        Ok(Self { out, properties, sheet, row: 0 })
    }
}

impl Sheet for WorkbookSheet<'_> {
    fn row(&mut self, cells: &[String]) -> io::Result<bool> {
        if self.row == ROWS {
            return Ok(false);
        }
        for (column, cell) in (0..).zip(cells) {
            if !cell.is_empty() {
                self.sheet.write_string(self.row, column, cell).map_err(io::Error::other)?;
            }
        }
        self.row += 1;
        Ok(true)
    }

    fn finish(&mut self) -> io::Result<()> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&self.properties);
        workbook.push_worksheet(std::mem::take(&mut self.sheet));
        let bytes = workbook.save_to_buffer().map_err(io::Error::other)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}
