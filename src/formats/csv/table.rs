//! Rows of cells, with the place of each cell in the text.

use std::cell::OnceCell;
use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Parsed};
use crate::formats::csv::Record;
use crate::formats::csv::conflict::{Step, UNFINISHED, Within, is_mark};
use crate::lang::Lang;
use crate::model::{Extra, Word};
use crate::text::{LineIndex, Position};

/// The separators that are told from a header row.
const SEPARATORS: [char; 3] = [',', '\t', ';'];

/// One CSV text: its columns, and where its rows stand.
#[derive(Debug)]
pub struct Table<'t> {
    text: &'t str,
    /// Made when a place is asked for first.
    lines: OnceCell<LineIndex>,
    separator: char,
    columns: Vec<String>,
    problems: Vec<Diagnostic>,
}

/// One row of a table, while it is being read.
#[derive(Debug)]
pub struct Row<'r, 't> {
    table: &'r mut Table<'t>,
    cells: &'r csv::StringRecord,
    start: usize,
}

impl<'t> Table<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, lines: OnceCell::new(), separator: separator(text), columns: Vec::new(), problems: Vec::new() }
    }

    /// Whether the header names `column`.
    pub fn names(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// Reads every row; `read` gives `None` for one that cannot be used.
    fn rows<T>(&mut self, mut read: impl FnMut(&mut Row<'_, 't>) -> Option<T>) -> Vec<(usize, T)> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(u8::try_from(self.separator).unwrap_or(b','))
            .from_reader(self.text.as_bytes());
        let mut cells = csv::StringRecord::new();
        let mut out = Vec::new();
        let mut within = Within::default();
        loop {
            match reader.read_record(&mut cells) {
                Ok(true) => {}
                Ok(false) => return out,
                Err(error) => {
                    // The text is UTF-8 and rows may be of any length: nothing else can fail.
                    self.problems.push(Diagnostic::error("csv", error.to_string()));
                    return out;
                }
            }
            let start = cells.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
            match within.step(cells.get(0).unwrap_or_default()) {
                Step::Read => {}
                Step::Skip => continue,
                Step::Begin => {
                    let place = self.place_of(start, 0);
                    self.problems.push(Diagnostic::error("merge-conflict", UNFINISHED).at(place));
                    continue;
                }
            }
            if self.columns.is_empty() {
                self.columns = cells.iter().map(|name| name.trim().to_owned()).collect();
                continue;
            }
            let too_many = cells.iter().skip(self.columns.len()).any(|cell| !cell.trim().is_empty());
            let mut row = Row { table: self, cells: &cells, start };
            if too_many {
                let (found, wanted) = (row.cells.len(), row.table.columns.len());
                row.problem(
                    wanted,
                    "columns",
                    &format!(
                        "the row has {found} cells, the header {wanted}; put cells with a comma in quotation marks"
                    ),
                );
            }
            if let Some(value) = read(&mut row) {
                out.push((start, value));
            }
        }
    }

    /// The place of a cell in the row that begins at byte `start`; of the row where there is no such column.
    pub fn place(&self, start: usize, column: &str) -> Position {
        let at = self.columns.iter().position(|name| name == column).unwrap_or(0);
        self.place_of(start, at)
    }

    fn place_of(&self, start: usize, column: usize) -> Position {
        let mut quoted = false;
        let mut left = column;
        let row = self.text.get(start..).unwrap_or_default();
        // A reader skips empty lines before a row.
        let skipped = row.len() - row.trim_start_matches(['\r', '\n']).len();
        let mut offset = start + skipped;
        for (at, c) in row.char_indices().skip_while(|(at, _)| *at < skipped) {
            if left == 0 {
                break;
            }
            match c {
                '"' => quoted = !quoted,
                '\n' if !quoted => break,
                _ if c == self.separator && !quoted => {
                    left -= 1;
                    offset = start + at + c.len_utf8();
                }
                _ => {}
            }
        }
        self.lines.get_or_init(|| LineIndex::new(self.text)).position(self.text, offset)
    }
}

fn header_line(text: &str) -> &str {
    let is_header = |line: &&str| !line.trim().is_empty() && !is_mark(line);
    text.lines().find(is_header).unwrap_or_default()
}

fn separator(text: &str) -> char {
    let header = header_line(text);
    SEPARATORS.into_iter().rev().max_by_key(|separator| header.matches(*separator).count()).unwrap_or(',')
}

impl<'r> Row<'r, '_> {
    /// The cell of `column`, or nothing.
    pub fn cell(&self, column: &str) -> &'r str {
        let cells = self.cells;
        let at = self.table.columns.iter().position(|name| name == column);
        at.and_then(|at| cells.get(at)).unwrap_or_default()
    }

    /// The cell of `column` as a text of its own.
    pub fn text(&self, column: &str) -> String {
        self.cell(column).to_owned()
    }

    /// The cell of a column that must not be empty; `None` is a problem of the row.
    pub fn required(&mut self, column: &'static str) -> Option<&'r str> {
        let cell = self.cell(column);
        if cell.trim().is_empty() {
            self.problem_in(column, "empty-cell", &format!("`{column}` is empty; fill it in or delete the row"));
            return None;
        }
        Some(cell)
    }

    /// The word of a closed vocabulary; `None` when empty, a problem when it is none of them.
    pub fn word<W: Word>(&mut self, column: &'static str) -> Option<W> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        W::parse(cell).map_err(|error| self.problem_in(column, "vocabulary", &error.to_string())).ok()
    }

    /// The word of a column that must hold one.
    pub fn required_word<W: Word>(&mut self, column: &'static str) -> Option<W> {
        self.required(column)?;
        self.word(column)
    }

    /// The language tag of a column; `None` when empty, a problem when it is none.
    pub fn lang(&mut self, column: &'static str) -> Option<Lang> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        cell.parse()
            .map_err(|error: crate::lang::LangError| self.problem_in(column, "language", &error.to_string()))
            .ok()
    }

    /// The cells of columns that are not among `known`.
    pub fn extra(&self, known: &[&str]) -> Extra {
        let named = self.table.columns.iter().zip(self.cells.iter());
        named
            .filter(|(name, cell)| !cell.is_empty() && !known.contains(&name.as_str()))
            .map(|(name, cell)| (name.clone(), cell.to_owned()))
            .collect()
    }

    /// Notes a problem at the cell of `column`.
    pub fn problem_in(&mut self, column: &str, code: &'static str, message: &str) {
        let at = self.table.columns.iter().position(|name| name == column).unwrap_or(0);
        self.problem(at, code, message);
    }

    /// The place of the cell of `column`.
    pub fn place(&self, column: &str) -> Position {
        self.table.place(self.start, column)
    }

    fn problem(&mut self, column: usize, code: &'static str, message: &str) {
        let place = self.table.place_of(self.start, column);
        self.table.problems.push(Diagnostic::error(code, message).at(place));
    }
}

/// Reads the records of one file; each comes with the byte where its row begins.
pub fn parse_records<R: Record>(text: &str) -> Parsed<(Table<'_>, Vec<(usize, R)>)> {
    parse_with(text, R::REQUIRED, R::read)
}

/// The record whose cells are `cells`, each with the name of its column;
/// `None` when they make none.
pub fn record_of<R: Record>(cells: &[(&str, String)]) -> Option<R> {
    let mut table = Table::new("");
    table.columns = cells.iter().map(|(name, _)| (*name).to_owned()).collect();
    let cells = cells.iter().map(|(_, cell)| cell.as_str()).collect();
    R::read(&mut Row { table: &mut table, cells: &cells, start: 0 })
}

/// Reads rows with `read`, once the columns that it cannot do without are there.
pub fn parse_with<'t, T>(
    text: &'t str,
    required: &[&str],
    mut read: impl FnMut(&mut Row<'_, 't>) -> Option<T>,
) -> Parsed<(Table<'t>, Vec<(usize, T)>)> {
    let mut table = Table::new(text);
    let mut missing: Option<Vec<String>> = None;
    let rows = table.rows(|row| {
        let missing = missing.get_or_insert_with(|| {
            let absent = required.iter().filter(|column| !row.table.names(column));
            absent.map(|column| format!("`{column}`")).collect()
        });
        if missing.is_empty() { read(row) } else { None }
    });
    let missing = missing.unwrap_or_else(|| {
        let absent = required.iter().filter(|column| !table.names(column));
        absent.map(|column| format!("`{column}`")).collect()
    });
    let mut names: Vec<&str> = table.columns.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find_map(|pair| pair.first().filter(|name| pair.last() == Some(name))) {
        let message = format!("two columns are called `{twice}`; give one of them another name");
        table.problems.push(Diagnostic::error("header", message).at(Position { line: 1, column: 1 }));
    }
    if !missing.is_empty() {
        let found = table.columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let wanted = required.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let message = if found.is_empty() {
            format!("the file is empty; write a header row with {wanted}")
        } else {
            format!("the header row has no {}, only {found}; name the columns {wanted}", missing.join(", "))
        };
        table.problems.push(Diagnostic::error("header", message).at(Position { line: 1, column: 1 }));
    }
    let problems = std::mem::take(&mut table.problems);
    Parsed { value: (table, rows), problems }
}

/// The columns of a CSV text, none if it is empty.
pub fn header(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(u8::try_from(separator(text)).unwrap_or(b','))
        .from_reader(header_line(text).as_bytes());
    let cells = reader.records().next().and_then(Result::ok).unwrap_or_default();
    cells.iter().map(|name| name.trim().to_owned()).collect()
}

/// Writes records in the order given: the columns of their kind, then the ones that we do not know.
pub fn serialize_records<R: Record>(records: &[R]) -> String {
    let unknown = unknown_columns(records.iter());
    in_memory(|bytes| {
        let mut out = Writer::new(bytes);
        out.row(R::COLUMNS.iter().copied().chain(unknown.iter().copied()))?;
        records.iter().try_for_each(|record| write_record(&mut out, record, &unknown))?;
        out.flush()
    })
}

/// The columns of records that are none of their kind, sorted.
pub(super) fn unknown_columns<'r, R: Record + 'r>(records: impl Iterator<Item = &'r R>) -> Vec<&'r str> {
    let mut names: Vec<&str> = records.flat_map(|record| record.extra().keys().map(String::as_str)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Writes one record, with the cells of `unknown` columns at the end.
pub(super) fn write_record<R: Record, W: Write>(out: &mut Writer<W>, record: &R, unknown: &[&str]) -> io::Result<()> {
    let cells = record.cells();
    let extra = unknown.iter().map(|name| record.extra().get(*name).map_or("", String::as_str));
    out.row(cells.iter().map(AsRef::as_ref).chain(extra))
}

/// What `write` writes.
pub(super) fn in_memory(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory takes every row");
    String::from_utf8(bytes).expect("cells are text")
}

/// Writes rows with `\n` line ends and quotation marks only where they are needed.
pub(super) struct Writer<W: Write>(csv::Writer<W>);

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W) -> Self {
        Self(csv::WriterBuilder::new().flexible(true).from_writer(out))
    }

    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
        self.0.write_record(cells).map_err(|error| {
            let message = error.to_string();
            // Its kind tells a closed pipe from a full disk.
            if let csv::ErrorKind::Io(error) = error.into_kind() { error } else { io::Error::other(message) }
        })
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
