//! Rows as concepts.

use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::table::cells::{Cells, Flaw, LONGEST_CELL, MOST_CELLS, Record, Rows, Style};
use crate::formats::table::columns::{COLUMNS, Columns};
use crate::formats::table::concepts::Concepts;
use crate::formats::table::dialects::{LAYOUTS, UTX_HEADER};
use crate::formats::table::guess::style;
use crate::formats::table::layout::{File, Layout, Quoting};
use crate::formats::table::problems::Problems;
use crate::formats::table::workbook::{self, WORKBOOK};
use crate::formats::{ReadError, ReadSetting, Receive, WriteSetting};
use crate::model::{Extra, Kept};

/// How much of a text is looked at to tell how its cells stand, in bytes.
const HEAD: usize = 64 << 10;

/// Reads a table of any kind.
pub(super) fn read_any(
    input: &mut dyn BufRead,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let head = head(input)?;
    if head.trim_ascii().is_empty() {
        return Err(ReadError::Broken(empty()));
    }
    if let Some(layout) = beginning(&head) {
        return read_text(layout, head, input, setting, receive);
    }
    let Some(style) = style(&head) else {
        let message = "this is no table: the rows have one cell only; put commas or tabs between cells".to_owned();
        return Err(ReadError::Broken(Diagnostic::error("table", message)));
    };
    read_rows(&mut Cells::new(head, input, style, 1), None, setting, receive)
}

/// Reads a table in a layout.
pub(super) fn read_as(
    layout: &'static Layout,
    input: &mut dyn BufRead,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let head = head(input)?;
    if head.starts_with(WORKBOOK) {
        return workbook::read(head, input, Some(layout), setting, receive);
    }
    read_text(layout, head, input, setting, receive)
}

/// Reads text in a layout.
fn read_text(
    layout: &'static Layout,
    head: Vec<u8>,
    input: &mut dyn BufRead,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let style = match layout.file {
        File::Text(syntax) => {
            let separator = u8::try_from(syntax.separator).unwrap_or(b',');
            Style { separator, quotes: syntax.quoting != Quoting::Never }
        }
        // A sheet that was saved as text.
        File::Workbook(_) => style(&head).unwrap_or(Style { separator: b',', quotes: true }),
    };
    read_rows(&mut Cells::new(head, input, style, 1), Some(layout), setting, receive)
}

/// The layout whose files begin with the line that a text begins with.
fn beginning(head: &[u8]) -> Option<&'static Layout> {
    let line = head.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
    let begins = |layout: &Layout| (layout.preamble)(&WriteSetting::default(), &[]);
    let mut layouts = LAYOUTS.iter().copied().flatten().copied();
    layouts.find(|layout| begins(layout).first().is_some_and(|own| own.as_bytes() == line))
}

/// Reads UTX: the first line tells the languages, the second the columns.
pub(super) fn read_utx(
    layout: &'static Layout,
    input: &mut dyn BufRead,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let head = head(input)?;
    let end = head.iter().position(|byte| *byte == b'\n').unwrap_or(head.len());
    let line = String::from_utf8_lossy(head.get(..end).unwrap_or_default()).trim_end().to_owned();
    let mut parts = line.split(';').map(str::trim).skip(1);
    let mut langs = parts.next().unwrap_or_default().split('/').map(|tag| tag.trim().parse().ok());
    let (source, target) = (langs.next().flatten(), langs.next().flatten());
    // A time has colons, too.
    let is_property = |part: &&str| part.contains(':') && !part.starts_with(|c: char| c.is_ascii_digit());
    let properties: Vec<&str> = parts.filter(is_property).collect();
    if !properties.is_empty() {
        let text = properties.join("; ");
        receive.keep(Kept { format: "utx".to_owned(), name: UTX_HEADER.to_owned(), text, extra: Extra::default() });
    }
    let setting =
        ReadSetting { source: source.or(setting.source), target: target.or(setting.target), ..setting.clone() };
    let mut cells = Cells::new(head, input, Style { separator: b'\t', quotes: false }, 1);
    read_rows(&mut cells, Some(layout), &setting, receive)
}

/// The first bytes of a text: 64 KiB, or all of it.
fn head(input: &mut dyn BufRead) -> Result<Vec<u8>, ReadError> {
    let mut head = Vec::new();
    while head.len() < HEAD {
        let more = input.fill_buf()?;
        if more.is_empty() {
            break;
        }
        head.extend_from_slice(more);
        let read = more.len();
        input.consume(read);
    }
    Ok(head)
}

/// Reads the rows of a table.
pub(super) fn read_rows(
    rows: &mut dyn Rows,
    layout: Option<&'static Layout>,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let mut record = Record::default();
    let mut problems = Problems::default();
    let comment = layout.and_then(|layout| layout.comment);
    let is_comment = |record: &Record, mark: char| record.cell(0).starts_with(mark);
    // What stands before the first row of a table is a remark on it.
    loop {
        if !rows.next(&mut record)? {
            return Err(ReadError::Broken(empty()));
        }
        let remark = is_comment(&record, '#') && (record.len() == 1 || comment.is_some());
        let columns = layout.is_some() && record.cell(0).starts_with(COLUMNS);
        if columns || !(remark || record.is_blank()) {
            break;
        }
    }
    let mut next = Record::default();
    let mut more = rows.next(&mut next)?;
    let columns = match layout {
        Some(layout) => Columns::of_layout(layout, &record, setting),
        None => Columns::guess(&record, Some(&next).filter(|_| more), setting),
    };
    let columns = columns.map_err(ReadError::Broken)?;
    receive.problem(columns.explained(&record));
    let mut concepts = Concepts::new(&columns);
    let mut take = |record: &Record, receive: &mut dyn Receive| {
        if comment.is_some_and(|mark| is_comment(record, mark)) || record.is_blank() {
            return Ok(());
        }
        tell_flaws(record, &mut problems, receive);
        if record.is_broken() { Ok(()) } else { concepts.row(record, &mut problems, receive) }
    };
    if !columns.header {
        take(&record, receive)?;
    }
    while more {
        take(&next, receive)?;
        more = rows.next(&mut next)?;
    }
    concepts.finish(receive)?;
    if !concepts.says_status {
        receive.assumed("status");
    }
    problems.finish(receive);
    Ok(())
}

fn empty() -> Diagnostic {
    Diagnostic::error("table", "the table is empty; write a header row and rows of terms")
}

fn tell_flaws(record: &Record, problems: &mut Problems, receive: &mut dyn Receive) {
    for flaw in &record.flaws {
        let problem = match flaw {
            Flaw::Long(place) => {
                let message = format!("a cell is longer than {} KiB; the row is left out", LONGEST_CELL >> 10);
                Diagnostic::error("long-cell", message).at(*place)
            }
            Flaw::Wide(place) => {
                let message = format!("the row has more than {MOST_CELLS} cells; the rest is left out");
                Diagnostic::error("columns", message).at(*place)
            }
            Flaw::Unclosed(place) => {
                let message = "the quotation mark is never closed; write it twice inside quotation marks, or close it";
                Diagnostic::error("quotation-mark", message).at(*place)
            }
            Flaw::Nul(place) => {
                let message = "a NUL byte is left out; the file may be in another encoding";
                Diagnostic::error("nul", message).at(*place)
            }
        };
        problems.tell(problem, receive);
    }
}
