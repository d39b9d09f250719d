//! From rows to units.

use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::table::columns::{Columns, Role, Side};
use crate::formats::bitext::{BitextReadSetting, Header, ReceiveUnits};
use crate::formats::table::cells::{Cells, Flaw, LONGEST_CELL, Record, Rows as _, Style};
use crate::formats::table::guess::style;
use crate::formats::table::told::shortened;
use crate::formats::table::vocabulary::flag;
use crate::lang::Lang;
use crate::model::{Content, Extent, Note, Property, State, Text, Unit, Variant, Word as _};

/// How much of a text is looked at to tell how its cells stand, in bytes.
const HEAD: usize = 64 << 10;
/// How many problems of rows are told.
const MOST_PROBLEMS: usize = 100;
/// Words for states beside our own.
const STATES: &[(State, &[&str])] = &[
    (State::New, &["untranslated", "not translated", "empty", "미번역", "未翻译", "未翻譯"]),
    (
        State::NeedsWork,
        &["fuzzy", "draft", "rejected", "needs review", "needs translation", "needs editing", "needs adaptation"],
    ),
    (State::Translated, &["done", "번역됨", "已翻译", "已翻譯"]),
    (State::Reviewed, &["proofread", "검토됨", "已审阅", "已審閱"]),
    (State::Final, &["approved", "signed off", "승인됨", "已批准"]),
];

/// Reads a table.
pub(super) fn read(
    format: &'static str,
    input: &mut dyn BufRead,
    setting: &BitextReadSetting<'_>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    let mut head = head(input)?;
    if head.starts_with("\u{feff}".as_bytes()) {
        head.drain(.."\u{feff}".len());
    }
    let usual = Style { separator: if format == "tsv" { b'\t' } else { b',' }, quotes: true };
    let style = style(&head).unwrap_or(usual);
    let mut cells = Cells::new(head, input, style, 1);
    let mut record = Record::default();
    loop {
        if !cells.next(&mut record)? {
            let message = "the table is empty; write a header row with languages, and rows of segments";
            return Err(ReadError::Broken(Diagnostic::error("table", message)));
        }
        if !record.is_blank() {
            break;
        }
    }
    let columns = Columns::guess(&record, setting).map_err(ReadError::Broken)?;
    receive.problem(columns.explained(&record));
    receive.header(header(format, &columns, setting));
    let mut reader = RowReader { columns: &columns, width: record.len(), problems: 0 };
    let mut more = true;
    if columns.header {
        more = cells.next(&mut record)?;
    }
    while more {
        reader.row(&record, receive)?;
        more = cells.next(&mut record)?;
    }
    let untold = reader.problems.saturating_sub(MOST_PROBLEMS);
    if untold > 0 {
        receive.problem(Diagnostic::warning("table", format!("{untold} more problems of rows are not listed")));
    }
    Ok(())
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

fn header(format: &'static str, columns: &Columns, setting: &BitextReadSetting<'_>) -> Header {
    let known = |lang: Lang| Some(lang).filter(|lang| *lang != Lang::UND);
    let source = columns.langs().find_map(|(side, lang)| known(lang).filter(|_| side == Side::Source));
    let source = source.or_else(|| setting.source.filter(|source| columns.langs().any(|(_, lang)| lang == *source)));
    let targets = columns.langs().filter_map(|(_, lang)| known(lang)).filter(|lang| Some(*lang) != source).collect();
    Header { format, source, targets, ..Header::default() }
}

struct RowReader<'c> {
    columns: &'c Columns,
    /// How many cells the first row has.
    width: usize,
    problems: usize,
}

impl RowReader<'_> {
    fn tell(&mut self, problem: Diagnostic, receive: &mut dyn ReceiveUnits) {
        self.problems += 1;
        if self.problems <= MOST_PROBLEMS {
            receive.problem(problem);
        }
    }

    fn row(&mut self, record: &Record, receive: &mut dyn ReceiveUnits) -> Result<(), ReadError> {
        for flaw in &record.flaws {
            self.tell(flawed(*flaw), receive);
        }
        if record.is_broken() || record.is_blank() {
            return Ok(());
        }
        if record.len() != self.width {
            let message = format!(
                "the row has {} cells and the first one {}; put cells that hold the separator or a line end in quotation marks",
                record.len(),
                self.width
            );
            self.tell(Diagnostic::warning("cells", message).at(record.place(0)), receive);
        }
        let mut unit = Unit { place: whole(record), ..Unit::default() };
        let mut state = None;
        let pair = self.columns.langs().count() == 2;
        for (at, column) in self.columns.all.iter().enumerate() {
            let cell = record.cell(at);
            match &column.role {
                Role::Text(side, lang, written) if !cell.is_empty() || pair => {
                    let place = Extent { position: record.place(at), bytes: record.span(at) };
                    let mut variant =
                        Variant { written: written.clone(), place, ..Variant::new(*lang, Content::plain(cell)) };
                    if cell.is_empty() && *side != Side::Source {
                        variant.state = State::New;
                    }
                    match side {
                        Side::Source => unit.variants.insert(0, variant),
                        Side::Target | Side::Any => unit.variants.push(variant),
                    }
                }
                _ if cell.is_empty() => {}
                Role::Text(..) | Role::Ignore => {}
                Role::Id => unit.id = cell.into(),
                Role::File => unit.context.file = cell.into(),
                Role::Context => unit.context.key = cell.into(),
                Role::State => {
                    state = state_of(cell).or(state);
                    if state_of(cell).is_none() {
                        let words = State::WORDS.join("`, `");
                        let message = format!("`{}` is no state; write one of `{words}`", shortened(cell));
                        self.tell(Diagnostic::warning("state", message).at(record.place(at)), receive);
                    }
                }
                Role::Fuzzy => state = flag(cell).filter(|fuzzy| *fuzzy).map(|_| State::NeedsWork).or(state),
                Role::Note(kind) => {
                    unit.notes.push(Note { kind: (*kind).into(), text: cell.into(), ..Note::default() });
                }
                Role::Keep => {
                    let name = column.name.as_str().into();
                    unit.properties.push(Property { name, lang: Text::new(), value: cell.into() });
                }
            }
        }
        if let Some(state) = state {
            // What is said of the work is said of the translations.
            unit.variants.iter_mut().skip(1).for_each(|variant| variant.state = state);
        }
        if !unit.variants.iter().all(|variant| variant.content.is_empty()) {
            receive.unit(unit)?;
        }
        Ok(())
    }
}

/// From the first cell to the last.
fn whole(record: &Record) -> Extent {
    let end = record.span(record.len().saturating_sub(1)).end;
    Extent { position: record.place(0), bytes: record.span(0).start..end }
}

fn state_of(cell: &str) -> Option<State> {
    let word = cell.trim().to_lowercase();
    let plain = word.replace(['-', '_'], " ");
    State::parse(&word)
        .ok()
        .or_else(|| STATES.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(state, _)| *state))
}

fn flawed(flaw: Flaw) -> Diagnostic {
    match flaw {
        Flaw::Long(place) => {
            let message = format!("a cell is longer than {} KiB; the row is left out", LONGEST_CELL >> 10);
            Diagnostic::error("long-cell", message).at(place)
        }
        Flaw::Wide(place) => Diagnostic::error("cells", "the row has too many cells; the rest is left out").at(place),
        Flaw::Unclosed(place) => {
            let message = "the quotation mark is never closed; write it twice inside quotation marks, or close it";
            Diagnostic::error("quotation-mark", message).at(place)
        }
        Flaw::Nul(place) => {
            let message = "a NUL byte is left out; the file may be in another encoding";
            Diagnostic::error("nul", message).at(place)
        }
    }
}
