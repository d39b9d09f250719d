//! A comparison as Markdown.

use std::io::{self, Write};

use crate::compare::{DifferenceKind, TermUse, Wording};
use crate::model::Word as _;
use crate::report::ComparedView;
use crate::report::compare::shared::shared;
use crate::report::compare::{SAID, is_wanted, names};
use crate::report::markdown::cell;
use crate::report::setting::letter;

/// Writes the words said and the renditions as quotations, then tables of what
/// stands for each other, of the words for each concept and of the scores.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_comparison_markdown(out: &mut dyn Write, view: ComparedView<'_>) -> io::Result<()> {
    let title = if view.group.id.is_empty() { "Renditions" } else { &view.group.id };
    writeln!(out, "# {}\n", cell(title))?;
    if !view.facts().is_empty() {
        writeln!(out, "{}\n", cell(&view.facts().join(" · ")))?;
    }
    if let Some(source) = &view.group.source {
        let facts = [&source.origin.note, &source.origin.address];
        let facts: Vec<&str> = facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
        write_quotation(out, SAID, &facts.join(" · "), source)?;
    }
    for (at, wording) in view.group.wordings.iter().enumerate() {
        let known: Vec<String> = std::iter::once(wording.label.clone()).chain(view.known(at)).collect();
        write_quotation(out, &letter(at), &known.join(" · "), wording)?;
    }
    if view.group.wordings.is_empty() {
        return writeln!(out, "No rendition of it is known.");
    }
    write_columns(out, view)?;
    write_differences(out, view)?;
    write_terms(out, view)?;
    write_scores(out, view)
}

fn write_quotation(out: &mut dyn Write, name: &str, facts: &str, wording: &Wording) -> io::Result<()> {
    writeln!(out, "**{name}** {}\n\n> {}\n", cell(facts), cell(&wording.text))
}

fn write_table(out: &mut dyn Write, heads: &[String], rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    writeln!(out, "| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()))?;
    for row in rows {
        writeln!(out, "| {} |", row.join(" | "))?;
    }
    Ok(())
}

/// The head of a row: the letter and the label.
fn row_head(view: ComparedView<'_>, at: usize) -> String {
    format!("**{}** {}", letter(at), cell(&view.wording(at).label))
}

fn heads(names: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(String::new()).chain(names).collect()
}

fn write_columns(out: &mut dyn Write, view: ComparedView<'_>) -> io::Result<()> {
    let columns = &view.comparison.columns;
    writeln!(out, "## Side by side\n")?;
    let said = view.group.source.as_ref().map(|source| {
        let cells = columns.iter().map(|column| cell(&ComparedView::words(source, &column.source)));
        heads(cells).into_iter().enumerate().map(|(at, text)| if at == 0 { SAID.to_owned() } else { text }).collect()
    });
    let row = |at: usize| {
        let text = |column: &crate::compare::Column| {
            let Some(found) = column.cells.iter().find(|cell| cell.wording == at) else { return "·".to_owned() };
            let text = cell(&ComparedView::words(view.wording(at), &found.spans));
            let text = match ComparedView::unwanted(view.wording(at), &found.spans) {
                Some(hit) => format!("{text} *({})*", hit.status.word()),
                None => text,
            };
            if found.is_moved { format!("↔ {text}") } else { text }
        };
        std::iter::once(row_head(view, at)).chain(columns.iter().map(text)).collect()
    };
    let rows = said.into_iter().chain((0..view.group.wordings.len()).map(row));
    write_table(out, &heads((1..=columns.len()).map(|number| number.to_string())), rows)?;
    writeln!(out, "\n· nothing stands there, ↔ stands elsewhere in its row")
}

fn write_differences(out: &mut dyn Write, view: ComparedView<'_>) -> io::Result<()> {
    let shared = shared(view);
    if shared.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Differences")?;
    for kind in DifferenceKind::ALL {
        let mut of_kind = shared.iter().filter(|shared| shared.kind == kind).peekable();
        if of_kind.peek().is_some() {
            writeln!(out, "\n**{}** ({})\n", kind.word(), kind.meaning())?;
        }
        for found in of_kind {
            let [one, other] = &found.sides;
            writeln!(out, "- {} – {}: {}", names(&one.who), names(&other.who), cell(&found.detail()))?;
        }
    }
    Ok(())
}

fn write_terms(out: &mut dyn Write, view: ComparedView<'_>) -> io::Result<()> {
    let terms = &view.comparison.terms;
    if terms.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Words for concepts\n")?;
    let told = |at: usize, found: &TermUse| {
        let text = cell(found.span.slice(&view.wording(at).text).unwrap_or_default());
        match (found.status, &found.instead) {
            (None, _) => format!("({text})"),
            (Some(status), _) if is_wanted(status) => text,
            (Some(status), Some(instead)) => format!("{text} *({}: {})*", status.word(), cell(instead)),
            (Some(status), None) => format!("{text} *({})*", status.word()),
        }
    };
    let row = |term: &crate::compare::TermChoice| {
        let of = |at: usize| {
            let mut texts: Vec<String> = Vec::new();
            for text in term.uses.iter().filter(|found| found.wording == at).map(|found| told(at, found)) {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts.join(", ")
        };
        let said = view.row(None).map_or_else(String::new, |said| cell(&ComparedView::words(said, &term.source)));
        [cell(&term.concept), said].into_iter().chain((0..view.group.wordings.len()).map(of)).collect()
    };
    let names = [String::new(), SAID.to_owned()].into_iter().chain((0..view.group.wordings.len()).map(letter));
    write_table(out, &names.collect::<Vec<_>>(), terms.iter().map(row))
}

fn write_scores(out: &mut dyn Write, view: ComparedView<'_>) -> io::Result<()> {
    let count = view.group.wordings.len();
    if count < 2 {
        return Ok(());
    }
    writeln!(out, "\n## How alike\n")?;
    let row = |at: usize| {
        let score = |other: usize| view.measure(at, other, 0).map_or("–".to_owned(), |score| format!("{score:.2}"));
        std::iter::once(row_head(view, at)).chain((0..count).map(score)).collect()
    };
    write_table(out, &heads((0..count).map(letter)), (0..count).map(row))?;
    let mut sums = vec!["n-gram cosine".to_owned()];
    sums.extend(view.comparison.medoid.map(|at| format!("closest to all others: {}", letter(at))));
    sums.extend(view.comparison.variation.map(|variation| format!("variation: {:.2}", variation.value())));
    writeln!(out, "\n{}", sums.join(" · "))
}
