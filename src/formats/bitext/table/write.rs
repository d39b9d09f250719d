//! From units to rows.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use crate::formats::bitext::flat::flat;
use crate::formats::bitext::{BitextWriteSetting, UnitWriter};
use crate::formats::{Fate, Losses};
use crate::lang::Lang;
use crate::model::{State, Unit, Variant, Word as _};

/// What stands before the segments.
const COLUMNS: [&str; 5] = ["id", "file", "context", "state", "note"];

struct TableWriter<'a> {
    out: csv::Writer<Box<dyn Write + 'a>>,
    langs: Vec<Lang>,
}

/// Begins a table with the row that names the columns; a language that is not known is `source` or `target`.
pub(super) fn open<'a>(
    separator: u8,
    setting: &BitextWriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn UnitWriter + 'a>> {
    let end = if separator == b',' { Terminator::CRLF } else { Terminator::Any(b'\n') };
    let mut out = WriterBuilder::new().delimiter(separator).terminator(end).from_writer(out);
    let name = |(at, lang): (usize, &Lang)| match (*lang, at) {
        (Lang::UND, 0) => "source",
        (Lang::UND, _) => "target",
        (lang, _) => lang.as_str(),
    };
    let names = setting.langs.iter().enumerate().map(name);
    out.write_record(COLUMNS.into_iter().chain(names))?;
    Ok(Box::new(TableWriter { out, langs: setting.langs.to_vec() }))
}

impl UnitWriter for TableWriter<'_> {
    fn unit(&mut self, unit: &Unit, losses: &mut Losses) -> io::Result<()> {
        let found: Vec<Option<&Variant>> = self.langs.iter().map(|lang| unit.variant(*lang)).collect();
        let texts: Vec<String> = found
            .iter()
            .map(|variant| variant.map_or_else(String::new, |variant| flat(&variant.content, &unit.id, losses)))
            .collect();
        if texts.iter().all(String::is_empty) {
            losses.note(Fate::Dropped, "it has no text in the languages of the file", &unit.id, "");
            return Ok(());
        }
        let mut states = found.iter().skip(1).flatten().map(|variant| variant.state);
        let state = states.next().unwrap_or_default();
        if states.any(|other| other != state) {
            losses.note(Fate::Changed, "the first translation's state stands for all", &unit.id, "");
        }
        let state = if state == State::Unknown { "" } else { state.word() };
        let of_variants = found.iter().flatten().flat_map(|variant| &variant.notes);
        let notes: Vec<&str> = unit.notes.iter().chain(of_variants).map(|note| &*note.text).collect();
        let (file, key) = (&unit.context.file, &unit.context.key);
        let note = notes.join("\n");
        let cells = [unit.id.as_str(), file, key, state, &note].into_iter().chain(texts.iter().map(String::as_str));
        // No reader takes a NUL.
        self.out.write_record(cells.map(|cell| cell.replace('\0', "")))?;
        tell_lost(unit, &found, losses);
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        self.out.flush()
    }
}

fn tell_lost(unit: &Unit, found: &[Option<&Variant>], losses: &mut Losses) {
    let held: Vec<&Variant> = found.iter().flatten().copied().collect();
    let notes = || unit.notes.iter().chain(held.iter().flat_map(|variant| &variant.notes));
    if notes().count() > 1 {
        losses.note(Fate::Changed, "its notes become one", &unit.id, "");
    }
    if notes().any(|note| !(note.kind.is_empty() && note.author.is_empty() && note.lang.is_empty())) {
        losses.note(Fate::Dropped, "who wrote a note, in which language, and its kind", &unit.id, "");
    }
    for variant in &unit.variants {
        if !held.iter().any(|held| std::ptr::eq(*held, variant)) {
            losses.note(Fate::Dropped, "a variant in another language, or a second one", &unit.id, variant.written());
        }
    }
    if !unit.history.is_empty() || held.iter().any(|variant| !variant.history.is_empty()) {
        losses.note(Fate::Dropped, "who made it and when", &unit.id, "");
    }
    if !unit.context.previous.is_empty() || !unit.context.next.is_empty() {
        losses.note(Fate::Dropped, "what stood before and after it", &unit.id, "");
    }
    for held in unit.properties.iter().chain(held.iter().flat_map(|variant| &variant.properties)) {
        losses.note(Fate::Dropped, "a property that the format has no place for", &unit.id, held.name.as_str());
    }
}
