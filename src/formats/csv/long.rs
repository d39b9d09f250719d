//! A whole glossary in one CSV: a term a row, with what is said of its concept.

use std::collections::HashMap;

use crate::formats::csv::table::Writer;
use crate::formats::csv::{Record, Row, TermRow, term_cells};
use crate::model::{Concept, Text};

/// What is said of the concept, beside the columns of a term.
const CONCEPT_COLUMNS: [&str; 3] = ["domain", "definition", "concept_note"];
/// Marks a column that we do not know as the concept's.
const CONCEPT_PREFIX: &str = "concept.";

/// A row of the long form.
#[derive(Clone, Debug)]
pub struct LongRow {
    /// The term and the id of its concept.
    pub row: TermRow,
    /// What the row says of the concept; its terms are empty.
    pub concept: Concept,
}

impl LongRow {
    /// Reads a row; `None` when it cannot be used.
    pub fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mut read = TermRow::read(row)?;
        let (of_concept, of_term): (Vec<_>, Vec<_>) = std::mem::take(&mut read.term.extra)
            .into_iter()
            .filter(|(name, _)| !CONCEPT_COLUMNS.contains(&name.as_str()))
            .partition(|(name, _)| name.starts_with(CONCEPT_PREFIX));
        read.term.extra = of_term.into_iter().collect();
        let unprefixed = |name: String| name.strip_prefix(CONCEPT_PREFIX).map(str::to_owned).unwrap_or(name);
        Some(Self {
            concept: Concept {
                id: read.concept.clone(),
                domain: row.cell("domain").into(),
                definition: row.cell("definition").into(),
                note: row.cell("concept_note").into(),
                terms: Vec::new(),
                extra: of_concept.into_iter().map(|(name, cell)| (unprefixed(name), cell)).collect(),
            },
            row: read,
        })
    }
}

/// Writes the long form. A concept without terms has no row and is left out.
pub fn serialize_long(concepts: &[Concept]) -> String {
    let mut unknown: Vec<String> = Vec::new();
    for concept in concepts {
        unknown.extend(concept.extra.keys().map(|name| format!("{CONCEPT_PREFIX}{name}")));
        unknown.extend(concept.terms.iter().flat_map(|term| term.extra.keys().cloned()));
    }
    unknown.sort_unstable();
    unknown.dedup();
    let mut out = Writer::new();
    let header = TermRow::COLUMNS.iter().copied().chain(CONCEPT_COLUMNS);
    out.row(header.chain(unknown.iter().map(String::as_str)));
    for concept in concepts {
        let of_concept: HashMap<String, &str> =
            concept.extra.iter().map(|(name, cell)| (format!("{CONCEPT_PREFIX}{name}"), cell.as_str())).collect();
        for term in &concept.terms {
            let cells = term_cells(&concept.id, term);
            let about = [&concept.domain, &concept.definition, &concept.note].map(Text::as_str);
            let extra = unknown.iter().map(|name| {
                term.extra.get(name).map(String::as_str).or_else(|| of_concept.get(name).copied()).unwrap_or_default()
            });
            out.row(cells.iter().map(AsRef::as_ref).chain(about).chain(extra));
        }
    }
    out.finish()
}
