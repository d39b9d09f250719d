//! Hits as CSV, one a row.

use std::io::{self, Write};

use crate::lang::Lang;
use crate::model::{Status, Word};
use crate::report::{Annotated, View};
use crate::text::{CharCounter, LineIndex};

const COLUMNS: [&str; 11] = [
    "document",
    "line",
    "column",
    "char_start",
    "char_end",
    "surface",
    "concept",
    "lang",
    "term",
    "status",
    "matched_by",
];

/// Writes one row a hit: its place, the term, and for each target language the term to use.
///
/// Lines and columns count from 1, columns and `char` offsets in code points.
pub struct CsvReport<'a, W: Write> {
    writer: csv::Writer<W>,
    view: View<'a>,
    langs: Vec<Lang>,
}

impl<W: Write> std::fmt::Debug for CsvReport<'_, W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvReport").field("langs", &self.langs).finish_non_exhaustive()
    }
}

impl<'a, W: Write> CsvReport<'a, W> {
    /// Begins a report with its header row.
    ///
    /// # Errors
    ///
    /// If `out` does not take it.
    pub fn new(out: W, view: View<'a>) -> io::Result<Self> {
        let mut report = Self::rows_only(out, view);
        let langs = report.langs.iter().map(ToString::to_string);
        report.writer.write_record(COLUMNS.iter().map(|name| (*name).to_owned()).chain(langs))?;
        Ok(report)
    }

    /// Goes on with a report whose header row is written.
    pub fn rows_only(out: W, view: View<'a>) -> Self {
        Self { writer: csv::Writer::from_writer(out), view, langs: view.target_langs(Lang::UND) }
    }

    /// Writes the hits of one text; of line `number` of a document, if it is one.
    ///
    /// # Errors
    ///
    /// If the output does not take it.
    pub fn write(&mut self, annotated: Annotated<'_>, number: Option<usize>) -> io::Result<()> {
        let lines = LineIndex::new(annotated.text);
        let mut chars = CharCounter::new(annotated.text);
        let mut line_chars = CharCounter::new(annotated.text);
        for hit in &annotated.annotation.hits {
            let (_, concept, term) = self.view.entry(hit.entry);
            let (line, line_start) = lines.line(hit.span.start);
            let start = chars.chars_before(hit.span.start);
            let mut row = vec![
                annotated.name.to_owned(),
                number.unwrap_or(line).to_string(),
                (start - line_chars.chars_before(line_start) + 1).to_string(),
                start.to_string(),
                chars.chars_before(hit.span.end).to_string(),
                hit.surface(annotated.text).to_owned(),
                concept.id.to_string(),
                term.lang.to_string(),
                term.text.to_string(),
                term.status.word().to_owned(),
                hit.matched_by.names().join(" "),
            ];
            row.extend(self.langs.iter().map(|lang| {
                let best = concept.terms_in(*lang).into_iter().find(|term| term.status <= Status::Admitted);
                best.map_or_else(String::new, |best| best.text.to_string())
            }));
            self.writer.write_record(row)?;
        }
        Ok(())
    }

    /// Ends the report.
    ///
    /// # Errors
    ///
    /// If the output does not take what is left.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
