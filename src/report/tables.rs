//! Tables and lists for a terminal.

use std::fmt::Write as _;

use comfy_table::{ContentArrangement, Table, presets};

use crate::annotate::{Attestation, Claim, Decision};
use crate::diagnostic::Diagnostic;
use crate::glossary::{Glossary, Stats};
use crate::lang::Lang;
use crate::report::View;
use crate::text::LineIndex;

/// Sets rows in columns, no wider than `columns` unless that is 0.
pub(super) fn table(header: Vec<String>, rows: impl IntoIterator<Item = Vec<String>>, columns: u16) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if columns > 0 {
        table.set_width(columns);
    }
    table.set_header(header);
    table.add_rows(rows);
    // Cells are padded on both sides; nobody needs that at the ends of a line.
    table
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What is in a glossary, as a table for people.
pub fn stats_table(stats: &Stats, columns: u16) -> String {
    let mut out = format!(
        "{}: {} concepts, {} terms, {} documents, {} quotes ({} with their source text), {} renditions\n\n",
        stats.glossary,
        stats.concepts,
        stats.terms,
        stats.documents,
        stats.quotes,
        stats.quotes_with_source,
        stats.renditions
    );
    let statuses: Vec<String> = stats
        .langs
        .first()
        .map(|lang| lang.by_status.iter().map(|(word, _)| (*word).to_owned()).collect())
        .unwrap_or_default();
    let mut header: Vec<String> = ["lang", "concepts", "coverage", "terms"].map(str::to_owned).into();
    header.extend(statuses);
    header.extend(["attested", "sourced", "unverified"].map(str::to_owned));
    let rows = stats.langs.iter().map(|lang| {
        let percent = (lang.concepts * 100).checked_div(stats.concepts).unwrap_or(0);
        let mut row =
            vec![lang.lang.to_string(), lang.concepts.to_string(), format!("{percent} %"), lang.terms.to_string()];
        row.extend(lang.by_status.iter().map(|(_, count)| count.to_string()));
        row.extend([lang.attested, lang.sourced, lang.unverified].map(|count| count.to_string()));
        row
    });
    let _ = writeln!(out, "{}", table(header, rows, columns));
    out
}

/// The concepts of a glossary with their preferred terms, one a row.
pub fn glossary_list(glossary: &Glossary, to: &[Lang], columns: u16) -> String {
    let langs = if to.is_empty() { glossary.langs() } else { to.to_vec() };
    let mut header = vec!["concept".to_owned(), "domain".to_owned()];
    header.extend(langs.iter().map(Lang::to_string));
    let rows = glossary.concepts().iter().map(|concept| {
        let mut row = vec![concept.id.to_string(), concept.domain.to_string()];
        row.extend(
            langs
                .iter()
                .map(|lang| concept.terms_in(*lang).first().map_or_else(String::new, |term| term.text.to_string())),
        );
        row
    });
    table(header, rows, columns) + "\n"
}

/// Findings about files, one a line, then how many there are.
pub fn diagnostics(found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in found {
        let _ = writeln!(out, "{diagnostic}");
    }
    out
}

/// What stands in a document and what does not, as a table; and whether all of it does.
pub fn attestation_table(attestations: &[Attestation], columns: u16) -> String {
    let header = ["", "place", "×", "claim"].map(str::to_owned).into();
    let rows = attestations.iter().map(|attestation| {
        let place = attestation.found.map(|(_, position)| format!("{}:{}", position.line, position.column));
        let claim = match &attestation.claim {
            Claim::Term { concept, term } => format!("{term} ({concept})"),
            Claim::Rendition { quote, text } => format!("“{}” ({quote})", excerpt(text)),
        };
        vec![
            if attestation.found.is_some() { "stands" } else { "MISSING" }.to_owned(),
            place.unwrap_or_default(),
            attestation.count.to_string(),
            claim,
        ]
    });
    let missing = attestations.iter().filter(|attestation| attestation.found.is_none()).count();
    format!(
        "{}\n\n{} of {} stand in the document, {missing} missing\n",
        table(header, rows, columns),
        attestations.len() - missing,
        attestations.len()
    )
}

/// Every candidate of a text and what became of it.
pub fn decision_table(view: View<'_>, text: &str, decisions: &[Decision], columns: u16) -> String {
    let lines = LineIndex::new(text);
    let header = ["place", "surface", "term", "lang", "concept", "decision"].map(str::to_owned).into();
    let rows = decisions.iter().map(|decision| {
        let (_, concept, term) = view.entry(decision.entry);
        let place = lines.position(text, decision.span.start);
        vec![
            format!("{}:{}", place.line, place.column),
            decision.span.slice(text).unwrap_or_default().replace(['\n', '\r'], " "),
            term.text.to_string(),
            term.lang.to_string(),
            concept.id.to_string(),
            decision.reason.text().to_owned(),
        ]
    });
    table(header, rows, columns) + "\n"
}

/// The beginning of a long quotation.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let start: String = text.chars().take(LONGEST).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
