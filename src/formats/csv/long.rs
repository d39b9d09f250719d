//! A whole glossary in one CSV: a term a row, with what is said of its concept.

use std::io::{self, Write};

use crate::formats::csv::table::{Writer, in_memory};
use crate::formats::csv::{Record, Row, TermRow, term_cells};
use crate::formats::{ConceptWriter, Fate, Losses, UnknownColumns, WriteSetting};
use crate::model::{Concept, Extra, Term, Text};

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

/// A term with what is said of its concept, as a row of the long form has it.
pub fn long_row(concept: &Concept, term: &Term) -> TermRow {
    let about = CONCEPT_COLUMNS.into_iter().zip([&concept.domain, &concept.definition, &concept.note]);
    let about = about.map(|(name, cell)| (name.to_owned(), cell.to_string()));
    let others = concept.extra.iter().map(|(name, cell)| (format!("{CONCEPT_PREFIX}{name}"), cell.clone()));
    let said: Vec<(String, String)> = about.chain(others).filter(|(_, cell)| !cell.is_empty()).collect();
    let mut row = TermRow { concept: concept.id.clone(), term: term.clone() };
    if !said.is_empty() {
        row.term.extra.extend(said);
    }
    row
}

/// Whether a column is about the concept, in the long form.
pub fn is_of_concept(column: &str) -> bool {
    CONCEPT_COLUMNS.contains(&column) || column.starts_with(CONCEPT_PREFIX)
}

/// Writes the long form. A concept without terms has no row and is lost.
struct LongWriter<'a> {
    out: Writer<Box<dyn Write + 'a>>,
    concept_columns: &'a [String],
    term_columns: &'a [String],
}

/// The long form of `concepts`. A concept without terms has no row and is lost.
pub fn serialize_long(concepts: &[Concept]) -> String {
    let columns = UnknownColumns::of(concepts);
    let setting = WriteSetting {
        concept_columns: &columns.of_concepts,
        term_columns: &columns.of_terms,
        ..WriteSetting::default()
    };
    in_memory(|bytes| {
        let mut writer = open(&setting, Box::new(bytes))?;
        let mut losses = Losses::default();
        concepts.iter().try_for_each(|concept| writer.concept(concept, &mut losses))?;
        writer.finish(&mut losses)
    })
}

/// Begins the long form.
pub(super) fn open<'a>(
    setting: &WriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    let (concept_columns, term_columns) = (setting.concept_columns, setting.term_columns);
    let mut out = Writer::new(out);
    let of_concept = concept_columns.iter().map(|name| format!("{CONCEPT_PREFIX}{name}"));
    let header = TermRow::COLUMNS.iter().chain(&CONCEPT_COLUMNS).map(|name| (*name).to_owned());
    let header: Vec<String> = header.chain(of_concept).chain(term_columns.iter().cloned()).collect();
    out.row(header.iter().map(String::as_str))?;
    Ok(Box::new(LongWriter { out, concept_columns, term_columns }))
}

impl ConceptWriter for LongWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        if concept.terms.is_empty() {
            losses.note(Fate::Dropped, "it has no term", &concept.id, "");
        }
        for term in &concept.terms {
            let cells = term_cells(&concept.id, term);
            let about = [&concept.domain, &concept.definition, &concept.note].map(Text::as_str);
            let of_concept = cells_of(&concept.extra, self.concept_columns);
            let of_term = cells_of(&term.extra, self.term_columns);
            self.out.row(cells.iter().map(AsRef::as_ref).chain(about).chain(of_concept).chain(of_term))?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        self.out.flush()
    }
}

fn cells_of<'e>(extra: &'e Extra, columns: &'e [String]) -> impl Iterator<Item = &'e str> {
    columns.iter().map(|name| extra.get(name).map_or("", String::as_str))
}
