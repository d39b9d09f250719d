//! The lines of a file, one in memory, whatever its length.

use std::io::{self, BufRead};

/// The longest piece of a line that is given at once, in bytes.
pub(super) const LONGEST: usize = 1 << 20;
/// A byte order mark, which is no part of the text.
pub(super) const MARK: &[u8] = "\u{feff}".as_bytes();

/// A line, or a piece of one that is longer than [`LONGEST`].
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its bytes with the line end.
    pub(super) bytes: Vec<u8>,
    /// How many of them are the line end.
    pub(super) end: usize,
    /// Its number, from 1.
    pub(super) number: usize,
    /// Where it begins in the text.
    pub(super) offset: u64,
    /// Whether it is a piece of a longer line.
    pub(super) piece: bool,
}

impl Line {
    /// The line without its end; `None` where it is no UTF-8.
    pub(super) fn text(&self) -> Option<&str> {
        let length = self.bytes.len().checked_sub(self.end)?;
        std::str::from_utf8(self.bytes.get(..length)?).ok()
    }
}

/// Reads lines, which end with `\n`, `\r\n` or a lone `\r`.
pub(super) struct Lines<'r> {
    input: &'r mut dyn BufRead,
    number: usize,
    offset: u64,
    /// Whether the piece before did not end its line.
    open: bool,
    /// Whether the text began with a byte order mark.
    pub(super) marked: bool,
}

impl<'r> Lines<'r> {
    pub(super) fn new(input: &'r mut dyn BufRead) -> io::Result<Self> {
        let marked = input.fill_buf()?.starts_with(MARK);
        if marked {
            input.consume(MARK.len());
        }
        Ok(Self { input, number: 0, offset: 0, open: false, marked })
    }

    /// Reads the next line into `line`; `false` at the end.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(super) fn next(&mut self, line: &mut Line) -> io::Result<bool> {
        line.bytes.clear();
        line.end = 0;
        line.piece = self.open;
        self.number += usize::from(!self.open);
        (line.number, line.offset) = (self.number, self.offset);
        self.open = true;
        while self.open {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                self.open = false;
                break;
            }
            let room = LONGEST.saturating_sub(line.bytes.len());
            let bytes = bytes.get(..room).unwrap_or(bytes);
            let ends = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let taken = ends.map_or(bytes.len(), |at| at + 1);
            line.bytes.extend_from_slice(bytes.get(..taken).unwrap_or(bytes));
            self.input.consume(taken);
            if ends.is_some() {
                self.open = false;
                line.end = 1;
                if line.bytes.ends_with(b"\r") && self.input.fill_buf()?.starts_with(b"\n") {
                    line.bytes.push(b'\n');
                    line.end = 2;
                    self.input.consume(1);
                }
            } else if line.bytes.len() >= LONGEST {
                line.piece = true;
                break;
            }
        }
        self.offset += u64::try_from(line.bytes.len()).unwrap_or(0);
        Ok(!line.bytes.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn lines_of_any_end_and_length() {
        let long = "x".repeat(LONGEST + 2);
        let text = format!("\u{feff}a\r\nb\rc\n\n{long}\nd");
        for size in [1, 2, 3, 1 << 16] {
            let mut input = BufReader::with_capacity(size, text.as_bytes());
            // A reader that gives single bytes hides the mark; nobody's does.
            let mut lines = Lines::new(&mut input).unwrap();
            let (mut line, mut found, mut all) = (Line::default(), Vec::new(), Vec::new());
            while lines.next(&mut line).unwrap() {
                found.push((line.number, line.offset, line.bytes.len(), line.end, line.piece));
                all.extend_from_slice(&line.bytes);
            }
            if size > 2 {
                let rest = u64::try_from(LONGEST).unwrap();
                let expected = [
                    (1, 0, 3, 2, false),
                    (2, 3, 2, 1, false),
                    (3, 5, 2, 1, false),
                    (4, 7, 1, 1, false),
                    (5, 8, LONGEST, 0, true),
                    (5, 8 + rest, 3, 1, true),
                    (6, 11 + rest, 1, 0, false),
                ];
                assert_eq!(found, expected);
            }
            assert!(text.as_bytes().ends_with(&all));
        }
    }
}
