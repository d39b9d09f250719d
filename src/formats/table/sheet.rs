//! Rows of cells as a file.

use std::io::{self, Write};

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
