//! A PO file again, with some translations changed.

use std::io::{BufRead, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::flat::flat;
use crate::formats::bitext::gettext::message::Message;
use crate::formats::bitext::gettext::po::entries::{Block, Entries, Part};
use crate::formats::bitext::gettext::po::lines::MARK;
use crate::formats::bitext::gettext::po::quoted::quote;
use crate::formats::bitext::gettext::po::read::{Meant, Told};
use crate::formats::bitext::gettext::po::write::keyword;
use crate::formats::bitext::{BitextReadSetting, Edit, EditUnits};
use crate::formats::{Losses, ReadError};
use crate::model::{State, Unit};

/// Writes a file again.
pub(super) fn patch(
    input: &mut dyn BufRead,
    setting: &BitextReadSetting<'_>,
    edit: &mut dyn EditUnits,
    out: &mut dyn Write,
) -> Result<(), ReadError> {
    let mut entries = Entries::new(input)?;
    let mut told = Told::new(setting);
    if entries.marked() {
        out.write_all(MARK)?;
    }
    while let Some(mut block) = entries.next()? {
        let meant = block.message.as_ref().map(|message| told.meant(message, &mut block.problems));
        for problem in std::mem::take(&mut block.problems) {
            edit.problem(problem);
        }
        let units = match meant {
            Some(Meant::Header(header)) => {
                edit.header(*header);
                Vec::new()
            }
            Some(Meant::Units(header, units)) => {
                if let Some(header) = header {
                    edit.header(*header);
                }
                units
            }
            Some(Meant::Nothing) | None => Vec::new(),
        };
        let mut edits = Vec::new();
        for unit in &units {
            let told = edit.edit(unit)?;
            edits.push(told.filter(|told| fits(unit, told, edit)));
        }
        match &block.message {
            Some(message) if edits.iter().any(Option::is_some) => out.write_all(&patched(&block, message, &edits))?,
            _ => out.write_all(&block.bytes)?,
        }
    }
    if let Some(header) = told.without_header() {
        edit.header(*header);
    }
    out.flush()?;
    Ok(())
}

/// Whether an edit is one of the translation; else it is a problem.
fn fits(unit: &Unit, told: &Edit, edit: &mut dyn EditUnits) -> bool {
    let changed = unit
        .variants
        .iter()
        .position(|variant| unit.variant(told.lang).is_some_and(|found| std::ptr::eq(found, variant)));
    if changed == Some(1) {
        return true;
    }
    let target = unit.variants.get(1).map_or("none", |target| target.lang.as_str());
    let message =
        format!("the file holds translations into `{target}`; nothing in `{}` can be changed in it", told.lang);
    edit.problem(Diagnostic::error("language", message).at(unit.place.position));
    false
}

/// The bytes of an entry with the edits of its forms in it.
fn patched(block: &Block, message: &Message, edits: &[Option<Edit>]) -> Vec<u8> {
    let states: Vec<State> = edits.iter().flatten().filter_map(|edit| edit.state).collect();
    let fuzzy = match states.as_slice() {
        [] => message.fuzzy,
        states => states.iter().any(|state| needs_work(*state, edits)),
    };
    let flips = fuzzy != message.fuzzy;
    let end = line_end(block);
    let before = if message.obsolete { "#~ " } else { "" };
    // A flag goes where the other flags are, or before what it speaks of.
    let spoken_of = |part: &Part| matches!(part, Part::Previous | Part::Source);
    let has_flags = block.parts.iter().any(|(part, _)| *part == Part::Flags);
    let mut flag = (flips && fuzzy).then_some("#, fuzzy");
    let mut done = vec![false; edits.len()];
    let mut out = Vec::with_capacity(block.bytes.len());
    for (part, range) in &block.parts {
        let line = block.bytes.get(range.clone()).unwrap_or_default();
        match part {
            Part::Flags if flips => {
                out.extend(flags(&String::from_utf8_lossy(line), flag.take().is_some()).into_bytes());
            }
            Part::Previous if flips && !fuzzy => {}
            Part::Form(number) if edits.get(*number).is_some_and(Option::is_some) => {
                if let (Some(Some(edit)), Some(false)) = (edits.get(*number), done.get(*number)) {
                    let mut text = String::new();
                    let content = flat(&edit.content, &"".into(), &mut Losses::default());
                    quote(before, &keyword(message, *number), &content, end, &mut text);
                    if !ends(block, *number) {
                        text.truncate(text.trim_end_matches(['\r', '\n']).len());
                    }
                    out.extend(text.into_bytes());
                }
                if let Some(done) = done.get_mut(*number) {
                    *done = true;
                }
            }
            Part::Other | Part::Comment | Part::Flags | Part::Previous | Part::Source | Part::Form(_) => {
                let here = flag.take_if(|_| spoken_of(part) && !has_flags);
                out.extend(here.map(|flag| [flag, end].concat()).unwrap_or_default().into_bytes());
                out.extend_from_slice(line);
            }
        }
    }
    out
}

/// Whether a translation in such a state cannot stay.
fn needs_work(state: State, edits: &[Option<Edit>]) -> bool {
    let filled = edits.iter().flatten().any(|edit| !edit.content.is_empty());
    state == State::NeedsWork || (state == State::New && filled)
}

/// The end of the first line that has one.
fn line_end(block: &Block) -> &'static str {
    let mut lines = block.parts.iter().filter_map(|(_, range)| block.bytes.get(range.clone()));
    let end = |line: &[u8]| ["\r\n", "\n", "\r"].into_iter().find(|end| line.ends_with(end.as_bytes()));
    lines.find_map(end).unwrap_or("\n")
}

/// Whether the last line of a form has an end; only the last one of a file may have none.
fn ends(block: &Block, number: usize) -> bool {
    let last = block.parts.iter().rev().find(|(part, _)| *part == Part::Form(number));
    let line = last.and_then(|(_, range)| block.bytes.get(range.clone())).unwrap_or_default();
    line.ends_with(b"\n") || line.ends_with(b"\r")
}

/// A line of flags with `fuzzy` put first, or taken out; nothing where it was the only one.
fn flags(line: &str, fuzzy: bool) -> String {
    let text = line.trim_end_matches(['\r', '\n']);
    let end = line.get(text.len()..).unwrap_or_default();
    let Some((before, list)) = text.split_once(',') else { return line.to_owned() };
    if fuzzy {
        return [before, ", fuzzy,", list, end].concat();
    }
    let rest: Vec<&str> = list.split(',').filter(|flag| flag.trim() != "fuzzy").collect();
    if rest.is_empty() {
        return String::new();
    }
    let rest = rest.join(",");
    let blank = if rest.starts_with(' ') { "" } else { " " };
    [before, ",", blank, &rest, end].concat()
}
