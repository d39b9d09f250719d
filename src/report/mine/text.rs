//! Groups for a terminal: each wording with its place, how it is given and by whom.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar as _;

use crate::compare::mine::{Band, MinedGroup};
use crate::report::{MinedView, TextStyle};

/// How far a wording is set in.
const INDENT: usize = 4;
/// The width of a line where there is no terminal to ask.
const WIDTH: usize = 100;

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
    let width = if set.columns == 0 { WIDTH } else { usize::from(set.columns) };
    writeln!(out, "{}", emphasis(&format!("{number}  {:.2}", group.score.value()), set))?;
    for (letter, unit) in group.units.iter().enumerate().map(|(at, unit)| (MinedView::letter(at), view.unit(*unit))) {
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

fn emphasis(text: &str, set: TextStyle) -> String {
    styled(text, Style::new().bold(), set)
}

fn quiet(text: &str, set: TextStyle) -> String {
    styled(text, Style::new().fg_color(Some(AnsiColor::Cyan.into())), set)
}

fn styled(text: &str, style: Style, set: TextStyle) -> String {
    if set.coloured { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// The text in lines of at most `width` columns, broken at blanks, and between
/// wide characters where there is none.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut columns = 0;
    let piece_width = |piece: &str| piece.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    for word in text.split_inclusive(' ') {
        let is_wide = word.chars().any(|c| c.width() == Some(2)) && piece_width(word) > width / 2;
        let pieces: Vec<String> =
            if is_wide { word.chars().map(String::from).collect() } else { vec![word.to_owned()] };
        for piece in pieces {
            let wide = piece_width(piece.trim_end());
            if columns > 0 && columns + wide > width {
                lines.push(String::new());
                columns = 0;
            }
            columns += piece_width(&piece);
            if let Some(line) = lines.last_mut() {
                line.push_str(&piece);
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_the_terminal() {
        for (text, width, lines) in [
            ("one two three", 8, &["one two", "three"][..]),
            ("闭源形成的护城河", 8, &["闭源形成", "的护城河"]),
            ("", 8, &[""]),
            ("unbreakable", 4, &["unbreakable"]),
        ] {
            assert_eq!(wrapped(text, width), lines);
        }
    }
}
