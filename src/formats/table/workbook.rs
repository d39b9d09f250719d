//! Workbooks (Office Open XML) as rows of cells.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, Cursor, Read};

use calamine::{Cell, DataRef, Reader, Xlsx, XlsxCellReader, XlsxError};
use zip::ZipArchive;

use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::table::cells::{Flaw, LONGEST_CELL, MOST_CELLS, Record, Rows};
use crate::formats::table::columns::Columns;
use crate::formats::table::layout::Layout;
use crate::formats::table::read::read_rows;
use crate::formats::{ReadError, ReadSetting, Receive};
use crate::text::Position;

/// What a workbook begins with, as every zip archive does.
pub(super) const WORKBOOK: &[u8] = b"PK\x03\x04";
/// The largest workbook that is read, in bytes.
const LARGEST_FILE: u64 = 64 << 20;
/// The largest part of one, unpacked.
const LARGEST_PART: u64 = 256 << 20;
/// How many parts one may have.
const MOST_PARTS: usize = 4096;
/// How many sheets are looked at for a table of terms.
const MOST_SHEETS: usize = 64;

type Bytes = Cursor<Vec<u8>>;

/// Reads the first sheet of a workbook whose first row names columns of terms,
/// or else the first one. `head` are bytes that were read from the input already.
pub(super) fn read(
    head: Vec<u8>,
    input: &mut dyn BufRead,
    layout: Option<&'static Layout>,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let mut bytes = head;
    input.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    check_size(&bytes)?;
    let mut book: Xlsx<Bytes> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = book.sheet_names().into_iter().take(MOST_SHEETS).collect();
    let Some(first) = names.first() else {
        return Err(ReadError::Broken(error("the workbook has no sheet")));
    };
    let mut sheet = first;
    for name in &names {
        let mut record = Record::default();
        let mut cells = SheetCells::open(&mut book, name)?;
        if cells.next(&mut record)? && Columns::guess(&record, None, setting).is_ok_and(|columns| columns.header) {
            sheet = name;
            break;
        }
    }
    if names.len() > 1 {
        let others = names.iter().filter(|name| *name != sheet).map(|name| format!("`{name}`"));
        let others = others.take(8).collect::<Vec<_>>().join(", ");
        receive.problem(Diagnostic {
            severity: Severity::Note,
            code: "sheet",
            message: format!("the sheet `{sheet}` is read, and not {others}"),
            file: None,
            position: None,
        });
    }
    let mut cells = SheetCells::open(&mut book, sheet)?;
    read_rows(&mut cells, layout, setting, receive)
}

/// Unpacks every part into nothing, as sizes in an archive may lie.
fn check_size(bytes: &[u8]) -> Result<(), ReadError> {
    let too_large =
        |what: &str| ReadError::Broken(error(&format!("the workbook is too large: {what}; save it as CSV")));
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST_FILE {
        return Err(too_large(&format!("more than {} MiB", LARGEST_FILE >> 20)));
    }
    let not_one =
        |cause: &dyn std::fmt::Display| ReadError::Broken(error(&format!("this is no workbook (xlsx): {cause}")));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| not_one(&cause))?;
    if archive.len() > MOST_PARTS {
        return Err(too_large(&format!("more than {MOST_PARTS} parts")));
    }
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|cause| not_one(&cause))?;
        let size = io::copy(&mut part.take(LARGEST_PART + 1), &mut io::sink()).map_err(|cause| not_one(&cause))?;
        if size > LARGEST_PART {
            return Err(too_large(&format!("a part of it unpacks to more than {} MiB", LARGEST_PART >> 20)));
        }
    }
    Ok(())
}

fn error(message: &str) -> Diagnostic {
    Diagnostic::error("workbook", message)
}

#[expect(clippy::needless_pass_by_value, reason = "as errors are mapped")]
fn broken(cause: XlsxError) -> ReadError {
    ReadError::Broken(error(&format!("the workbook cannot be read: {cause}")))
}

/// The rows of a sheet; a place is the number of a row and of a column.
struct SheetCells<'b> {
    cells: XlsxCellReader<'b, Bytes>,
    /// The first cell of the next row.
    ahead: Option<(u32, u32, String)>,
    /// Whether the sheet has ended.
    ended: bool,
    /// The last rows of cells that were merged downwards, by where they begin.
    merged: HashMap<(u32, u32), u32>,
    /// What stands in such cells, by column, with their last row.
    hanging: BTreeMap<u32, (u32, String)>,
}

impl<'b> SheetCells<'b> {
    fn open(book: &'b mut Xlsx<Bytes>, name: &str) -> Result<Self, ReadError> {
        let regions = book.merge_cells_by_sheet_name(name).unwrap_or_default();
        let down = regions.into_iter().filter(|region| region.end.0 > region.start.0);
        let merged = down.map(|region| (region.start, region.end.0)).collect();
        let cells = book.worksheet_cells_reader(name).map_err(broken)?;
        Ok(Self { cells, ahead: None, ended: false, merged, hanging: BTreeMap::new() })
    }

    /// The next cell that holds something.
    fn cell(&mut self) -> Result<Option<(u32, u32, String)>, ReadError> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        while !self.ended {
            let Some(cell) = self.cells.next_cell().map_err(broken)? else {
                self.ended = true;
                break;
            };
            let text = text(&cell);
            if !text.is_empty() {
                let (row, column) = cell.get_position();
                return Ok(Some((row, column, text)));
            }
        }
        Ok(None)
    }
}

impl Rows for SheetCells<'_> {
    fn next(&mut self, record: &mut Record) -> Result<bool, ReadError> {
        record.clear();
        record.short = true;
        let Some((row, column, text)) = self.cell()? else { return Ok(false) };
        let mut cells = BTreeMap::from([(column, text)]);
        while let Some((next, column, text)) = self.cell()? {
            if next != row {
                self.ahead = Some((next, column, text));
                break;
            }
            cells.insert(column, text);
        }
        self.hanging.retain(|_, (last, _)| *last >= row);
        for (column, text) in &cells {
            if let Some(last) = self.merged.get(&(row, *column)) {
                self.hanging.insert(*column, (*last, text.clone()));
            }
        }
        for (column, (_, text)) in &self.hanging {
            cells.entry(*column).or_insert_with(|| text.clone());
        }
        let number = |at: u32| usize::try_from(at).unwrap_or(usize::MAX).saturating_add(1);
        for (column, text) in cells {
            let place = Position { line: number(row), column: number(column) };
            if place.column > MOST_CELLS {
                record.flaws.push(Flaw::Wide(place));
                break;
            }
            while record.len() + 1 < place.column {
                record.push("", Position { line: place.line, column: record.len() + 1 });
            }
            if text.len() > LONGEST_CELL {
                record.flaws.push(Flaw::Long(place));
            }
            record.push(&text, place);
        }
        Ok(true)
    }
}

/// A cell as text; an error of a formula is nothing.
fn text(cell: &Cell<DataRef<'_>>) -> String {
    match cell.get_value() {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => (if *is { "TRUE" } else { "FALSE" }).to_owned(),
        DataRef::DateTime(time) if time.is_duration() => time.as_f64().to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
