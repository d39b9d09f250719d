//! Text with separators, as rows of cells: one row in memory, whatever the file.

use std::io::BufRead;
use std::ops::Range;

use crate::formats::ReadError;
use crate::text::Position;

/// The longest cell that is read, in bytes.
pub(in crate::formats) const LONGEST_CELL: usize = 1 << 20;
/// The longest row that is read, in bytes.
const LONGEST_ROW: usize = 8 << 20;
/// The most cells of a row that are read: what a spreadsheet has.
pub(in crate::formats) const MOST_CELLS: usize = 16_384;
/// How often a quotation mark that is never closed is taken back. From then on
/// quotation marks are characters like any other.
const RETRIES: usize = 16;

/// How cells stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Style {
    /// Stands between cells.
    pub(in crate::formats) separator: u8,
    /// Whether quotation marks hold a cell together.
    pub(in crate::formats) quotes: bool,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Flaw {
    /// A cell is longer than [`LONGEST_CELL`]; its row is of no use.
    Long(Position),
    /// The row has more than [`MOST_CELLS`].
    Wide(Position),
    /// A quotation mark is never closed; it was read as a character.
    Unclosed(Position),
    /// A NUL byte was left out.
    Nul(Position),
}

/// A row of cells, each with its place.
#[derive(Clone, Debug, Default)]
pub(in crate::formats) struct Record {
    bytes: Vec<u8>,
    /// Where each cell ends in `bytes`.
    ends: Vec<usize>,
    places: Vec<Position>,
    /// The bytes of the text at which each cell begins and ends, where there are any.
    spans: Vec<Range<u64>>,
    /// What is wrong with it.
    pub(in crate::formats) flaws: Vec<Flaw>,
    /// Whether something stands behind the closing quotation mark of a cell.
    pub(in crate::formats) loose: bool,
    /// Whether the cells at its end that are missing are empty ones.
    pub(in crate::formats) short: bool,
}

impl Record {
    /// Forgets the row.
    pub(in crate::formats) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.places.clear();
        self.spans.clear();
        self.flaws.clear();
        self.loose = false;
    }

    /// Adds a cell.
    pub(in crate::formats) fn push(&mut self, cell: &str, place: Position) {
        self.bytes.extend_from_slice(cell.as_bytes());
        self.ends.push(self.bytes.len());
        self.places.push(place);
    }

    /// The number of cells.
    pub(in crate::formats) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at `at`; an empty one where there is none.
    pub(in crate::formats) fn cell(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let bytes = self.ends.get(at).and_then(|end| self.bytes.get(start..*end)).unwrap_or_default();
        // The input is text; a cell ends between its characters.
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// The cells, in order.
    pub(in crate::formats) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    /// The place of the cell at `at`, or of the row.
    pub(in crate::formats) fn place(&self, at: usize) -> Position {
        let place = self.places.get(at).or_else(|| self.places.first());
        place.copied().unwrap_or(Position { line: 1, column: 1 })
    }

    /// The bytes of the text that the cell at `at` takes; none where that is not known.
    pub(in crate::formats) fn span(&self, at: usize) -> Range<u64> {
        self.spans.get(at).cloned().unwrap_or_default()
    }

    /// Whether all cells are empty.
    pub(in crate::formats) fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }

    /// Whether a part of it could not be read.
    pub(in crate::formats) fn is_broken(&self) -> bool {
        self.flaws.iter().any(|flaw| matches!(flaw, Flaw::Long(_)))
    }
}

/// Gives rows, one after the other.
pub(in crate::formats) trait Rows {
    /// Reads the next row into `record`; `false` at the end.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had, or the rest cannot be read.
    fn next(&mut self, record: &mut Record) -> Result<bool, ReadError>;
}

/// Where in a cell a reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before its first character.
    Start,
    /// In one without quotation marks, or behind them.
    Plain,
    /// Between its quotation marks.
    Quoted,
    /// Behind a quotation mark that may close it.
    Closing,
}

/// Reads rows from text.
pub(in crate::formats) struct Cells<'r> {
    input: &'r mut dyn BufRead,
    buffer: Vec<u8>,
    /// How much of the buffer was read.
    used: usize,
    style: Style,
    at: Position,
    /// The byte of the text.
    byte: u64,
    /// Whether a line feed belongs to the line end before it.
    after_return: bool,
    /// Whether the next quotation mark is a character.
    literal: bool,
    retries: usize,
}

impl<'r> Cells<'r> {
    /// A reader that begins with `before`, at `line`.
    pub(in crate::formats) fn new(before: Vec<u8>, input: &'r mut dyn BufRead, style: Style, line: usize) -> Self {
        let at = Position { line, column: 1 };
        Self { input, buffer: before, used: 0, style, at, byte: 0, after_return: false, literal: false, retries: 0 }
    }

    /// Counts `bytes`, which are passed.
    fn pass(&mut self, bytes: &[u8]) {
        self.byte += u64::try_from(bytes.len()).unwrap_or(0);
        for byte in bytes {
            match byte {
                b'\n' if self.after_return => {}
                b'\n' | b'\r' => self.at = Position { line: self.at.line + 1, column: 1 },
                // A character counts where it begins.
                0x80..=0xBF => {}
                _ => self.at.column += 1,
            }
            self.after_return = *byte == b'\r';
        }
    }

    /// How many bytes mean nothing but themselves.
    fn plain(&self, state: State, bytes: &[u8]) -> usize {
        let Style { separator, quotes } = self.style;
        let quote = match state {
            State::Start => quotes && !self.literal,
            State::Closing => true,
            State::Plain | State::Quoted => false,
        };
        let stop = match state {
            State::Quoted => bytes.iter().position(|byte| matches!(byte, b'"' | 0)),
            State::Start | State::Plain | State::Closing => bytes
                .iter()
                .position(|byte| *byte == separator || matches!(byte, b'\n' | b'\r' | 0) || (quote && *byte == b'"')),
        };
        stop.unwrap_or(bytes.len())
    }

    /// Reads on in `bytes`, from `used`; whether the row ended.
    fn read_from(&mut self, bytes: &[u8], row: &mut Reading<'_>) -> bool {
        while let Some(rest) = bytes.get(self.used..).filter(|rest| !rest.is_empty()) {
            let (plain, special) = rest.split_at(self.plain(row.state, rest));
            if !plain.is_empty() {
                self.pass(plain);
                self.used += plain.len();
                self.literal = false;
                row.record.loose |= row.state == State::Closing;
                if row.state != State::Quoted {
                    row.state = State::Plain;
                }
                row.add(plain);
                continue;
            }
            let Some(byte) = special.first() else { return false };
            let line_feed = *byte == b'\n' && self.after_return;
            let place = self.at;
            self.used += 1;
            self.pass(&[*byte]);
            match (row.state, *byte) {
                (_, 0) => row.flaw(Flaw::Nul(place)),
                (State::Start, b'"') => row.open(),
                (State::Quoted, _) => row.state = State::Closing,
                (State::Closing, b'"') => {
                    row.state = State::Quoted;
                    row.add(b"\"");
                }
                (_, b'\n' | b'\r') if row.empty || line_feed => (row.place, row.from) = (self.at, self.byte),
                (_, b'\n' | b'\r') => {
                    row.end_cell(self.at, self.byte, 1);
                    return true;
                }
                _ => row.end_cell(self.at, self.byte, 1),
            }
        }
        false
    }

    /// Takes back a quotation mark that is never closed: it is a character, and
    /// what follows it is read once more.
    fn take_back(&mut self, row: &mut Reading<'_>) {
        self.retries += 1;
        self.style.quotes &= self.retries < RETRIES;
        let cell = row.record.bytes.split_off(row.start);
        self.buffer = vec![b'"'];
        for byte in cell {
            // One of them stood for each two.
            self.buffer.extend(if byte == b'"' { &b"\"\""[..] } else { std::slice::from_ref(&byte) });
        }
        self.used = 0;
        (self.at, self.byte) = (row.place, row.from);
        self.after_return = false;
        self.literal = true;
        row.state = State::Start;
        row.flaw(Flaw::Unclosed(row.place));
    }
}

impl Rows for Cells<'_> {
    fn next(&mut self, record: &mut Record) -> Result<bool, ReadError> {
        record.clear();
        let mut row = Reading {
            record,
            state: State::Start,
            start: 0,
            place: self.at,
            from: self.byte,
            long: false,
            empty: true,
        };
        loop {
            if self.used == self.buffer.len() {
                self.used = 0;
                self.buffer.clear();
                let more = self.input.fill_buf()?;
                self.buffer.extend_from_slice(more);
                let read = more.len();
                self.input.consume(read);
            }
            if self.buffer.is_empty() {
                match row.state {
                    State::Quoted if !row.long && self.retries < RETRIES => {
                        self.take_back(&mut row);
                        continue;
                    }
                    State::Quoted => row.flaw(Flaw::Unclosed(row.place)),
                    State::Start | State::Plain | State::Closing => {}
                }
                if !row.empty {
                    row.end_cell(self.at, self.byte, 0);
                }
                return Ok(!row.empty);
            }
            let buffer = std::mem::take(&mut self.buffer);
            let ended = self.read_from(&buffer, &mut row);
            self.buffer = buffer;
            if ended {
                return Ok(true);
            }
        }
    }
}

/// A row while it is read.
struct Reading<'a> {
    record: &'a mut Record,
    state: State,
    /// Where the cell begins in the record.
    start: usize,
    place: Position,
    /// The byte of the text at which the cell begins.
    from: u64,
    /// Whether the cell is too long, or one too many.
    long: bool,
    /// Whether nothing of the row was read yet.
    empty: bool,
}

impl Reading<'_> {
    fn open(&mut self) {
        self.state = State::Quoted;
        self.empty = false;
    }

    fn add(&mut self, bytes: &[u8]) {
        self.empty = false;
        if self.long {
            return;
        }
        if self.record.ends.len() >= MOST_CELLS {
            self.long = true;
            self.flaw(Flaw::Wide(self.place));
        } else if self.record.bytes.len() - self.start + bytes.len() > LONGEST_CELL
            || self.record.bytes.len() + bytes.len() > LONGEST_ROW
        {
            self.long = true;
            self.record.bytes.truncate(self.start);
            self.flaw(Flaw::Long(self.place));
        } else {
            self.record.bytes.extend_from_slice(bytes);
        }
    }

    /// Notes what is wrong, once a row.
    fn flaw(&mut self, flaw: Flaw) {
        self.empty = false;
        let same = |other: &Flaw| std::mem::discriminant(other) == std::mem::discriminant(&flaw);
        if !self.record.flaws.iter().any(same) {
            self.record.flaws.push(flaw);
        }
    }

    /// Ends the cell; the next one begins at `next`, behind `between` bytes.
    fn end_cell(&mut self, next: Position, byte: u64, between: u64) {
        self.empty = false;
        if self.record.ends.len() < MOST_CELLS {
            self.record.ends.push(self.record.bytes.len());
            self.record.places.push(self.place);
            self.record.spans.push(self.from..byte.saturating_sub(between));
        }
        self.state = State::Start;
        self.start = self.record.bytes.len();
        (self.place, self.from) = (next, byte);
        self.long = false;
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// The rows with the place of their last cell, read in pieces of `piece` bytes.
    fn rows(text: &str, separator: u8, quotes: bool, piece: usize) -> Vec<String> {
        let mut input = BufReader::with_capacity(piece, text.as_bytes());
        let mut cells = Cells::new(Vec::new(), &mut input, Style { separator, quotes }, 1);
        let mut record = Record::default();
        let mut out = Vec::new();
        while cells.next(&mut record).unwrap() {
            let Position { line, column } = record.place(record.len() - 1);
            let mut row = format!("{} @{line}:{column}", record.cells().collect::<Vec<_>>().join("|"));
            row.extend(record.flaws.iter().flat_map(|flaw| [" ".to_owned(), format!("{flaw:?}")]));
            out.push(row);
        }
        out
    }

    #[test]
    fn rows_and_places() {
        for (text, separator, quotes, expected) in [
            ("a,b\nc,d\n", b',', true, vec!["a|b @1:3", "c|d @2:3"]),
            ("a,b\r\n\r\nc,d", b',', true, vec!["a|b @1:3", "c|d @3:3"]),
            ("a,b\rc,\r", b',', true, vec!["a|b @1:3", "c| @2:3"]),
            ("护城河\t해자\tmoat", b'\t', true, vec!["护城河|해자|moat @1:8"]),
            ("\"a\"\"b\n,c\",d\ne,f", b',', true, vec!["a\"b\n,c|d @2:5", "e|f @3:3"]),
            ("\"a\"x,\"\"\n", b',', true, vec!["ax| @1:6"]),
            ("say \"hi\",b", b',', true, vec!["say \"hi\"|b @1:10"]),
            ("\"a,b\n", b',', false, vec!["\"a|b @1:4"]),
            ("", b',', true, vec![]),
            ("\n\n", b',', true, vec![]),
            (",\n", b',', true, vec!["| @1:2"]),
            ("\"\"\n", b',', true, vec![" @1:1"]),
        ] {
            for piece in [1, 2, 3, 64] {
                assert_eq!(rows(text, separator, quotes, piece), expected, "{text:?} by {piece}");
            }
        }
    }

    #[test]
    fn a_quotation_mark_without_end_is_a_character() {
        let expected = vec!["x|y @1:3", "\"a|b @2:4 Unclosed(Position { line: 2, column: 1 })", "c|d \"\"e\"\" @3:3"];
        assert_eq!(rows("x,y\n\"a,b\nc,d \"\"e\"\"\n", b',', true, 5), expected);
    }

    #[test]
    fn nul_is_left_out() {
        let expected = vec!["ab|c @1:5 Nul(Position { line: 1, column: 2 })"];
        assert_eq!(rows("a\0b,c", b',', true, 64), expected);
    }

    #[test]
    fn a_long_cell_costs_its_row_and_no_memory() {
        let text = format!("a,b\n{},c\n\"{}\",c\nd,e\n", "x".repeat(LONGEST_CELL + 1), "y\n".repeat(LONGEST_CELL));
        let mut input = BufReader::new(text.as_bytes());
        let mut cells = Cells::new(Vec::new(), &mut input, Style { separator: b',', quotes: true }, 1);
        let mut record = Record::default();
        let mut seen = Vec::new();
        while cells.next(&mut record).unwrap() {
            assert!(record.bytes.capacity() <= 2 * LONGEST_CELL);
            seen.push((record.len(), record.is_broken(), record.place(1).line));
        }
        assert_eq!(seen, [(2, false, 1), (2, true, 2), (2, true, 3 + LONGEST_CELL), (2, false, 4 + LONGEST_CELL)]);
    }
}
