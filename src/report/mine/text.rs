//! Groups for a terminal: each wording with its place, how it is given and by whom.

use std::io::{self, Write};

use crate::compare::mine::{Band, MinedGroup};
use crate::report::setting::{emphasis, letter, line_width, quiet, wrapped};
use crate::report::{MinedView, TextStyle};

/// How far a wording is set in.
const INDENT: usize = 4;

/// Writes the groups, those that are likely first, then how many there are.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_mined_text(out: &mut dyn Write, view: MinedView<'_>, set: TextStyle) -> io::Result<()> {
    let mut number = 0;
    for (band, heading) in [(Band::Likely, None), (Band::Review, Some("worth a look"))] {
        let groups: Vec<_> = view.mined.groups.iter().filter(|group| view.band(group) == band).collect();
        if let Some(heading) = heading.filter(|_| !groups.is_empty()) {
            writeln!(out, "{}\n", emphasis(heading, set))?;
        }
        for group in groups {
            number += 1;
            write_mined_group(out, view, group, number, set)?;
            writeln!(out)?;
        }
    }
    let wordings: usize = view.mined.groups.iter().map(|group| group.units.len()).sum();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let (groups, documents) = (view.mined.groups.len(), view.sources.len());
    if groups == 0 {
        return writeln!(out, "no statement stands in two wordings in {documents} document{}", plural(documents));
    }
    writeln!(
        out,
        "{groups} statement{} in {wordings} wordings, of {} sentences in {documents} document{}",
        plural(groups),
        view.mined.units.iter().filter(|unit| unit.kind == crate::compare::mine::UnitKind::Sentence).count(),
        plural(documents),
    )
}

/// Writes one group: its number and score, then its wordings, each with a letter.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_mined_group(
    out: &mut dyn Write,
    view: MinedView<'_>,
    group: &MinedGroup,
    number: usize,
    set: TextStyle,
) -> io::Result<()> {
    let width = line_width(set);
    writeln!(out, "{}", emphasis(&format!("{number}  {:.2}", group.score.value()), set))?;
    for (letter, unit) in group.units.iter().enumerate().map(|(at, unit)| (letter(at), view.unit(*unit))) {
        let mut facts = vec![view.outlet(unit).to_owned()];
        if view.source(unit).outlet.is_empty() {
            facts = vec![view.place(unit)];
        } else {
            facts.push(format!("line {}", unit.line));
        }
        facts.extend(unit.speech.mode.word().map(str::to_owned));
        facts.extend(view.speaker(unit).map(str::to_owned));
        writeln!(out, "{letter:<INDENT$}{}", quiet(&facts.join(" · "), set))?;
        for line in wrapped(&view.flat(unit), width.saturating_sub(INDENT).max(20)) {
            writeln!(out, "{:INDENT$}{line}", "")?;
        }
    }
    Ok(())
}
