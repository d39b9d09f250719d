//! Hits for a terminal: the text with its terms marked, then what they are.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::annotate::Hit;
use crate::lang::Lang;
use crate::model::{Status, Term};
use crate::report::tables::table;
use crate::report::{Annotated, View};

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle {
    /// Whether marks are colours; else they are brackets.
    pub coloured: bool,
    /// The width of the terminal in columns; 0 when there is none.
    pub columns: u16,
}

fn style(status: Status) -> Style {
    let colour = match status {
        Status::Preferred => AnsiColor::Green,
        Status::Admitted => AnsiColor::Cyan,
        Status::Deprecated => AnsiColor::Yellow,
        Status::Forbidden | Status::Misspelling => AnsiColor::Red,
    };
    Style::new().underline().fg_color(Some(colour.into()))
}

/// A note on a term that is not simply right to use.
pub(super) fn remark(view: View<'_>, hit: &Hit) -> String {
    let (_, concept, term) = view.entry(hit.entry);
    let mut remarks = Vec::new();
    match term.status {
        Status::Preferred | Status::Admitted => {}
        Status::Deprecated => remarks.push("deprecated".to_owned()),
        Status::Forbidden => remarks.push("forbidden".to_owned()),
        Status::Misspelling => remarks.push("misspelt".to_owned()),
    }
    if let Some(instead) = view.instead(concept, term) {
        remarks.push(format!("write {}", instead.text));
    }
    if !hit.others().is_empty() {
        let others: Vec<&str> = hit.others().iter().map(|other| view.entry(*other).1.id.as_str()).collect();
        remarks.push(format!("also {}", others.join(", ")));
    }
    remarks.join("; ")
}

/// The renderings of one language in one cell: those to use, then those not to use.
pub(super) fn rendering_cell(terms: &[&Term]) -> String {
    let advised = |term: &&&Term| matches!(term.status, Status::Preferred | Status::Admitted);
    let texts = |terms: Vec<&&Term>| terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join(", ");
    let (good, bad): (Vec<&&Term>, Vec<&&Term>) = terms.iter().partition(advised);
    match (texts(good), texts(bad)) {
        (good, bad) if bad.is_empty() => good,
        (good, bad) if good.is_empty() => format!("not {bad}"),
        (good, bad) => format!("{good} (not {bad})"),
    }
}

fn write_marked(out: &mut dyn Write, view: View<'_>, annotated: Annotated<'_>, set: TextStyle) -> io::Result<()> {
    let text = annotated.text;
    let mut at = 0;
    for hit in annotated.annotation.hits.iter().filter(|hit| !hit.nested) {
        write!(out, "{}", text.get(at..hit.span.start).unwrap_or_default())?;
        let surface = hit.surface(text);
        let (_, _, term) = view.entry(hit.entry);
        if set.coloured {
            let style = style(term.status);
            write!(out, "{style}{surface}{style:#}")?;
        } else {
            write!(out, "[{surface}]")?;
        }
        at = hit.span.end;
    }
    write!(out, "{}", text.get(at..).unwrap_or_default())
}

/// Writes the text with its terms marked, then a table of the terms.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_text(out: &mut dyn Write, view: View<'_>, annotated: Annotated<'_>, set: TextStyle) -> io::Result<()> {
    write_marked(out, view, annotated, set)?;
    if !annotated.text.is_empty() && !annotated.text.ends_with('\n') {
        writeln!(out)?;
    }
    let counts = view.counts(annotated.annotation);
    if counts.is_empty() {
        return Ok(());
    }
    let shown: Vec<_> = counts.iter().map(|count| (count, view.entry(count.first.entry))).collect();
    let mut langs: Vec<Lang> = Vec::new();
    for (_, (_, concept, term)) in &shown {
        for (lang, _) in view.renderings(concept, term.lang) {
            if !langs.contains(&lang) {
                langs.push(lang);
            }
        }
    }
    langs.sort();
    let remarks: Vec<String> = counts.iter().map(|count| remark(view, count.first)).collect();
    let remarked = remarks.iter().any(|remark| !remark.is_empty());
    let mut header = vec!["term".to_owned(), "×".to_owned()];
    header.extend(langs.iter().map(Lang::to_string));
    if remarked {
        header.push("remark".to_owned());
    }
    let rows = shown.iter().zip(remarks).map(|((count, (_, concept, term)), remark)| {
        let renderings = view.renderings(concept, term.lang);
        let mut row = vec![term.text.to_string(), count.count.to_string()];
        row.extend(langs.iter().map(|lang| {
            let terms = renderings.iter().find(|(other, _)| other == lang);
            terms.map_or_else(String::new, |(_, terms)| rendering_cell(terms))
        }));
        if remarked {
            row.push(remark);
        }
        row
    });
    writeln!(out, "\n{}", table(header, rows, set.columns))
}

/// Writes one line with its terms marked, then a line for each term.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_line_text(
    out: &mut dyn Write,
    view: View<'_>,
    annotated: Annotated<'_>,
    set: TextStyle,
) -> io::Result<()> {
    write_marked(out, view, annotated, set)?;
    writeln!(out)?;
    for count in view.counts(annotated.annotation) {
        let (_, concept, term) = view.entry(count.first.entry);
        let renderings = view.renderings(concept, term.lang);
        let cells: Vec<String> =
            renderings.iter().map(|(lang, terms)| format!("{lang} {}", rendering_cell(terms))).collect();
        let remark = remark(view, count.first);
        let remark = if remark.is_empty() { remark } else { format!(" ({remark})") };
        writeln!(out, "    {} → {}{remark}", term.text, cells.join(" · "))?;
    }
    Ok(())
}
