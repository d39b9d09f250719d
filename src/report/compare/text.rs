//! A comparison for a terminal.

use std::io::{self, Write};

use crate::compare::{DifferenceKind, Wording};
use crate::report::compare::grid::{Grid, Mark, write_grid};
use crate::report::compare::shared::shared;
use crate::report::compare::{SAID, is_wanted, name, names};
use crate::report::setting::{emphasis, flat, letter, line_width, quiet, wrapped};
use crate::report::{ComparedView, TextStyle};
use crate::text::Span;

/// How far a text is set in.
const INDENT: usize = 6;
/// What marks a cell that stands elsewhere.
const MOVED: &str = "↔";
/// What marks a term that the glossary does not want.
const UNWANTED: &str = "!";

/// Writes the words said and the renditions, the table of what stands for each
/// other, the differences, the words chosen for each concept, and the scores.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_comparison_text(out: &mut dyn Write, view: ComparedView<'_>, set: TextStyle) -> io::Result<()> {
    if !view.group.id.is_empty() {
        writeln!(out, "{}", emphasis(&flat(&view.group.id), set))?;
    }
    let facts = view.facts();
    if !facts.is_empty() {
        writeln!(out, "{}", quiet(&flat(&facts.join(" · ")), set))?;
    }
    if !(view.group.id.is_empty() && facts.is_empty()) {
        writeln!(out)?;
    }
    write_wordings(out, view, set)?;
    if !view.group.wordings.is_empty() {
        write_columns(out, view, set)?;
        write_differences(out, view, set)?;
        write_terms(out, view, set)?;
        write_missing(out, view, set)?;
        write_scores(out, view, set)?;
    }
    Ok(())
}

fn heading(out: &mut dyn Write, text: &str, set: TextStyle) -> io::Result<()> {
    writeln!(out, "\n{}", emphasis(text, set))
}

/// The words said, then the renditions, each in full with what is known of it.
fn write_wordings(out: &mut dyn Write, view: ComparedView<'_>, set: TextStyle) -> io::Result<()> {
    let mut write = |name: &str, facts: &[String], wording: &Wording| -> io::Result<()> {
        writeln!(out, "{name:<INDENT$}{}", quiet(&flat(&facts.join(" · ")), set))?;
        for line in wrapped(&flat(&wording.text), line_width(set).saturating_sub(INDENT).max(20)) {
            writeln!(out, "{:INDENT$}{line}", "")?;
        }
        Ok(())
    };
    if let Some(source) = &view.group.source {
        let mut facts = vec![source.lang.to_string(), source.origin.note.clone(), source.origin.address.clone()];
        facts.retain(|fact| !fact.is_empty());
        write(SAID, &facts, source)?;
    }
    for (at, wording) in view.group.wordings.iter().enumerate() {
        let known: Vec<String> = std::iter::once(wording.label.clone()).chain(view.known(at)).collect();
        write(&letter(at), &known, wording)?;
    }
    if view.group.wordings.is_empty() {
        writeln!(out, "no rendition of it is known")?;
    }
    Ok(())
}

/// The letter and label before a row.
fn row_head(view: ComparedView<'_>, at: usize) -> String {
    format!("{} {}", letter(at), flat(&view.wording(at).label))
}

/// The rows of a grid: the words said where they have something, then the renditions.
fn rows(
    view: ComparedView<'_>,
    said: Vec<(String, Mark)>,
    cells: impl Fn(usize) -> Vec<(String, Mark)>,
) -> Vec<(String, Vec<(String, Mark)>)> {
    let mut rows = Vec::new();
    if said.iter().any(|(text, _)| !text.is_empty()) {
        rows.push((SAID.to_owned(), said));
    }
    rows.extend((0..view.group.wordings.len()).map(|at| (row_head(view, at), cells(at))));
    rows
}

fn words(wording: Option<&Wording>, spans: &[Span]) -> String {
    wording.map_or_else(String::new, |wording| flat(&ComparedView::words(wording, spans)))
}

fn write_columns(out: &mut dyn Write, view: ComparedView<'_>, set: TextStyle) -> io::Result<()> {
    let columns = &view.comparison.columns;
    let plain = |text: String| (text, Mark::None);
    let said = columns.iter().map(|column| plain(words(view.row(None), &column.source))).collect();
    let cells = |at: usize| {
        let cell = |column: &crate::compare::Column| {
            let wording = view.wording(at);
            let Some(cell) = column.cells.iter().find(|cell| cell.wording == at) else { return plain(String::new()) };
            let (mut text, mut mark) = (words(Some(wording), &cell.spans), Mark::None);
            if cell.is_moved {
                (text, mark) = (format!("{MOVED}{text}"), Mark::Moved);
            }
            if ComparedView::unwanted(wording, &cell.spans).is_some() {
                (text, mark) = (format!("{UNWANTED}{text}"), Mark::Unwanted);
            }
            (text, mark)
        };
        columns.iter().map(cell).collect()
    };
    let rows = rows(view, said, cells);
    let has = |wanted: &str| rows.iter().any(|(_, cells)| cells.iter().any(|(text, _)| text.starts_with(wanted)));
    let is_moved = columns.iter().any(|column| column.cells.iter().any(|cell| cell.is_moved));
    let is_gappy = rows.iter().any(|(_, cells)| cells.iter().any(|(text, _)| text.is_empty()));
    let mut legend = Vec::new();
    legend.extend(is_gappy.then_some("· nothing stands there"));
    legend.extend(is_moved.then_some("↔ stands elsewhere in its row"));
    legend.extend(has(UNWANTED).then_some("! not wanted by the glossary"));
    heading(out, "side by side", set)?;
    if !legend.is_empty() {
        writeln!(out, "{}", quiet(&legend.join("   "), set))?;
    }
    write_grid(out, &Grid { heads: (1..=columns.len()).map(|number| number.to_string()).collect(), rows }, set)
}

fn write_differences(out: &mut dyn Write, view: ComparedView<'_>, set: TextStyle) -> io::Result<()> {
    let shared = shared(view);
    if shared.is_empty() {
        return Ok(());
    }
    heading(out, "differences", set)?;
    for kind in DifferenceKind::ALL {
        let mut of_kind = shared.iter().filter(|shared| shared.kind == kind).peekable();
        if of_kind.peek().is_some() {
            writeln!(out, "{} {}", kind.word(), quiet(&format!("({})", kind.meaning()), set))?;
        }
        for found in of_kind {
            let [one, other] = &found.sides;
            let line = format!("{} – {}: {}", names(&one.who), names(&other.who), flat(&found.detail()));
            for (number, line) in wrapped(&line, line_width(set).saturating_sub(4).max(20)).iter().enumerate() {
                writeln!(out, "{:1$}{line}", "", if number == 0 { 2 } else { 4 })?;
            }
        }
    }
    Ok(())
}

fn write_terms(out: &mut dyn Write, view: ComparedView<'_>, set: TextStyle) -> io::Result<()> {
    let terms = &view.comparison.terms;
    if terms.is_empty() {
        return Ok(());
    }
    let said = terms.iter().map(|term| (words(view.row(None), &term.source), Mark::None)).collect();
    let cells = |at: usize| {
        let cell = |term: &crate::compare::TermChoice| {
            let (mut texts, mut mark) = (Vec::new(), Mark::None);
            for found in term.uses.iter().filter(|found| found.wording == at) {
                let text = flat(found.span.slice(&view.wording(at).text).unwrap_or_default());
                let text = match found.status {
                    None => format!("({text})"),
                    Some(status) if is_wanted(status) => text,
                    Some(_) => {
                        mark = Mark::Unwanted;
                        let instead = found.instead.as_ref().map(|term| format!(" → {term}"));
                        format!("{UNWANTED}{text}{}", instead.unwrap_or_default())
                    }
                };
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            (texts.join(", "), mark)
        };
        terms.iter().map(cell).collect()
    };
    heading(out, "words for concepts", set)?;
    let rows = rows(view, said, cells);
    let has = |wanted: &str| rows.iter().any(|(_, cells)| cells.iter().any(|(text, _)| text.contains(wanted)));
    let mut legend = Vec::new();
    legend.extend(has("(").then_some("( ) no term of the concept, stands in its place"));
    legend.extend(has(UNWANTED).then_some("! not wanted by the glossary"));
    if !legend.is_empty() {
        writeln!(out, "{}", quiet(&legend.join("   "), set))?;
    }
    write_grid(out, &Grid { heads: terms.iter().map(|term| term.concept.clone()).collect(), rows }, set)
}

/// The clauses of the words said that a rendition lacks.
fn write_missing(out: &mut dyn Write, view: ComparedView<'_>, set: TextStyle) -> io::Result<()> {
    let Some(source) = &view.group.source else { return Ok(()) };
    let lacking = view.comparison.clauses.iter().filter_map(|clause| {
        let without = clause.found.iter().enumerate().filter(|(_, spans)| spans.is_empty());
        let who: Vec<Option<usize>> = without.map(|(at, _)| Some(at)).collect();
        (!who.is_empty()).then(|| format!("{}: {}", names(&who), words(Some(source), &[clause.span])))
    });
    let lines: Vec<String> = lacking.collect();
    if !lines.is_empty() {
        heading(out, "clauses of the words said that are missing", set)?;
    }
    for line in lines.iter().flat_map(|line| wrapped(line, line_width(set).saturating_sub(2).max(20))) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

fn write_scores(out: &mut dyn Write, view: ComparedView<'_>, set: TextStyle) -> io::Result<()> {
    let count = view.group.wordings.len();
    if count < 2 {
        return Ok(());
    }
    heading(out, "how alike (n-gram cosine)", set)?;
    let cells = |at: usize| {
        let score = |other: usize| view.measure(at, other, 0).map_or("–".to_owned(), |score| format!("{score:.2}"));
        (0..count).map(|other| (score(other), Mark::None)).collect()
    };
    write_grid(out, &Grid { heads: (0..count).map(letter).collect(), rows: rows(view, Vec::new(), cells) }, set)?;
    let mut sums = Vec::new();
    sums.extend(view.comparison.medoid.map(|at| format!("closest to all others: {}", name(Some(at)))));
    sums.extend(view.comparison.variation.map(|variation| format!("variation: {:.2}", variation.value())));
    writeln!(out, "\n{}", sums.join(" · "))
}
