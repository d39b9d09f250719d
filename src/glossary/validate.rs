//! What must hold between the rows of a glossary.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use unicode_normalization::is_nfc;

use crate::diagnostic::Diagnostic;
use crate::formats::csv::{Record, Table, TermRow};
use crate::glossary::Glossary;
use crate::glossary::load::Rows;
use crate::lang::Lang;
use crate::model::{Concept, Document, Quote, Rendition, Status, Word};
use crate::text::{Position, fold_key};

/// The files of a glossary, as far as they are there.
#[derive(Default)]
pub(super) struct Files<'f, 't> {
    pub(super) documents: Option<&'f Rows<'t, Document>>,
    pub(super) concepts: Option<&'f Rows<'t, Concept>>,
    pub(super) terms: Option<&'f Rows<'t, TermRow>>,
    pub(super) quotes: Option<&'f Rows<'t, Quote>>,
    pub(super) renditions: Option<&'f Rows<'t, Rendition>>,
}

/// Adds what is wrong in and between `files` to `problems`.
pub(super) fn check(files: &Files<'_, '_>, problems: &mut Vec<Diagnostic>) {
    let documents = files.documents.map(|rows| unique_ids(rows, |document| &document.id, problems));
    let concepts = files.concepts.map(|rows| unique_ids(rows, |concept| &concept.id, problems));
    let quotes = files.quotes.map(|rows| unique_ids(rows, |quote| &quote.id, problems));
    let documents = documents.as_ref();
    if let Some(terms) = files.terms {
        cells(terms, &[], problems);
        refer(terms, "concept", "concepts.csv", concepts.as_ref(), |row| vec![&row.concept], problems);
        refer(terms, "attested_in", "documents.csv", documents, |row| row.term.attested_in.iter().collect(), problems);
        duplicate_terms(terms, problems);
        preferred_twice(terms, problems);
        homographs(terms, problems);
        provenance(terms, problems);
        if let Some(concepts) = files.concepts {
            without_terms(concepts, terms, problems);
        }
    }
    if let Some(rows) = files.renditions {
        cells(rows, &["text"], problems);
        refer(rows, "quote", "quotes.csv", quotes.as_ref(), |rendition| vec![&rendition.quote], problems);
        refer(rows, "document", "documents.csv", documents, |rendition| vec![&rendition.document], problems);
    }
    for problem in quote_sources(files.quotes) {
        problems.push(problem);
    }
}

impl<R> Rows<'_, R> {
    fn error(&self, start: usize, column: &str, code: &'static str, message: String) -> Diagnostic {
        Diagnostic::error(code, message).at(self.table.place(start, column)).in_file(self.path)
    }

    fn warning(&self, start: usize, column: &str, code: &'static str, message: String) -> Diagnostic {
        Diagnostic::warning(code, message).at(self.table.place(start, column)).in_file(self.path)
    }

    fn line(&self, start: usize) -> usize {
        let Position { line, .. } = self.table.place(start, "");
        line
    }
}

/// Checks ids and cells of a file whose rows have ids of their own.
fn unique_ids<'r, R: Record>(
    rows: &'r Rows<'_, R>,
    id: impl Fn(&'r R) -> &'r String,
    problems: &mut Vec<Diagnostic>,
) -> HashSet<&'r str> {
    cells(rows, &[], problems);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (start, record) in &rows.records {
        let id = id(record);
        if !is_slug(id) {
            let message =
                format!("`{id}` is not an id; write small Latin letters, digits and `-`, such as `hedge-fund`");
            problems.push(rows.warning(*start, "id", "id", message));
        }
        match seen.entry(id) {
            Entry::Occupied(first) => {
                let line = rows.line(*first.get());
                let message = format!("the id `{id}` stands in line {line} already; give one of them another id");
                problems.push(rows.error(*start, "id", "duplicate-id", message));
            }
            Entry::Vacant(free) => {
                free.insert(*start);
            }
        }
    }
    seen.into_keys().collect()
}

fn is_slug(id: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    id.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) && id.chars().all(inner)
}

/// Checks each cell for what cannot be seen; `verbatim` columns may be composed in any way.
fn cells<R: Record>(rows: &Rows<'_, R>, verbatim: &[&str], problems: &mut Vec<Diagnostic>) {
    for (start, record) in &rows.records {
        for (column, cell) in R::COLUMNS.iter().zip(record.cells()) {
            if cell.trim() != cell {
                let message = format!("`{cell}` begins or ends with a space; delete it");
                problems.push(rows.warning(*start, column, "space", message));
            }
            if let Some(c) = cell.chars().find(|c| is_invisible(*c)) {
                let code = u32::from(c);
                let message =
                    format!("`{}` holds the invisible character U+{code:04X}; delete it", cell.escape_debug());
                problems.push(rows.error(*start, column, "invisible", message));
            }
            if !verbatim.contains(column) && !is_nfc(&cell) {
                let message = format!("`{cell}` is not in Unicode normal form C; `glossary fmt` writes it so");
                problems.push(rows.warning(*start, column, "normal-form", message));
            }
        }
    }
}

/// Characters that nobody sees in a cell. Line ends and tabs have their place in notes.
pub(super) fn is_invisible(c: char) -> bool {
    match c {
        // Joiners belong to Persian and to emoji.
        '\n' | '\r' | '\t' | '\u{200c}' | '\u{200d}' => false,
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fffd}' => true,
        _ => c.is_control(),
    }
}

/// Checks that what the cells of `column` name is there.
fn refer<R>(
    rows: &Rows<'_, R>,
    column: &str,
    file: &str,
    known: Option<&HashSet<&str>>,
    names: impl Fn(&R) -> Vec<&String>,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(known) = known else { return };
    for (start, record) in &rows.records {
        for name in names(record) {
            if !known.contains(name.as_str()) {
                let message = format!("`{name}` is not in {file}; add it there or name another");
                problems.push(rows.error(*start, column, "dangling", message));
            }
        }
    }
}

fn duplicate_terms(terms: &Rows<'_, TermRow>, problems: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(&str, Lang, &str), usize> = HashMap::new();
    for (start, row) in &terms.records {
        match seen.entry((&row.concept, row.term.lang, &row.term.text)) {
            Entry::Occupied(first) => {
                let line = terms.line(*first.get());
                let message = format!("`{}` stands in line {line} already; delete one of the rows", row.term.text);
                problems.push(terms.error(*start, "term", "duplicate-term", message));
            }
            Entry::Vacant(free) => {
                free.insert(*start);
            }
        }
    }
}

fn preferred_twice(terms: &Rows<'_, TermRow>, problems: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(&str, Lang), (usize, &str)> = HashMap::new();
    for (start, row) in terms.records.iter().filter(|(_, row)| row.term.status == Status::Preferred) {
        match seen.entry((&row.concept, row.term.lang)) {
            Entry::Occupied(first) => {
                let (at, other) = first.get();
                let message = format!(
                    "`{}` has two preferred terms in {}: `{}` and, in line {}, `{other}`; make one of them `admitted`",
                    row.concept,
                    row.term.lang,
                    row.term.text,
                    terms.line(*at),
                );
                problems.push(terms.error(*start, "status", "two-preferred", message));
            }
            Entry::Vacant(free) => {
                free.insert((*start, &row.term.text));
            }
        }
    }
}

/// Two concepts may share a surface only if both rows say so.
fn homographs(terms: &Rows<'_, TermRow>, problems: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(Lang, String), (usize, &TermRow)> = HashMap::new();
    for (start, row) in &terms.records {
        match seen.entry((row.term.lang.base(), fold_key(&row.term.text))) {
            Entry::Occupied(first) => {
                let (at, other) = *first.get();
                let told_by_capitals =
                    other.term.text != row.term.text && (other.term.minds_capitals() || row.term.minds_capitals());
                if other.concept == row.concept || told_by_capitals {
                    continue;
                }
                if !(other.term.matching.homograph && row.term.matching.homograph) {
                    let message = format!(
                        "`{}` belongs to `{}` and, in line {}, to `{}`; write `homograph` in the `matching` cell of both \
                         rows if that is meant",
                        row.term.text,
                        row.concept,
                        terms.line(at),
                        other.concept,
                    );
                    problems.push(terms.error(*start, "term", "homograph", message));
                }
            }
            Entry::Vacant(free) => {
                free.insert((*start, row));
            }
        }
    }
}

/// A term stands in a document, or somebody answers for it.
fn provenance(terms: &Rows<'_, TermRow>, problems: &mut Vec<Diagnostic>) {
    if !(terms.table.names("attested_in") && terms.table.names("source")) {
        return;
    }
    for (start, row) in &terms.records {
        if row.term.attested_in.is_empty() && row.term.source.is_empty() {
            let message = format!(
                "`{}` stands in no document and has no source; name the documents in `attested_in`, or an address or \
                 `editor` in `source`",
                row.term.text
            );
            problems.push(terms.warning(*start, "source", "provenance", message));
        }
    }
}

fn without_terms(concepts: &Rows<'_, Concept>, terms: &Rows<'_, TermRow>, problems: &mut Vec<Diagnostic>) {
    let named: HashSet<&str> = terms.records.iter().map(|(_, row)| row.concept.as_str()).collect();
    for (start, concept) in concepts.records.iter().filter(|(_, concept)| !named.contains(concept.id.as_str())) {
        let message = format!("`{}` has no term; add one to terms.csv or delete the concept", concept.id);
        problems.push(concepts.warning(*start, "id", "no-terms", message));
    }
}

fn quote_sources(quotes: Option<&Rows<'_, Quote>>) -> Vec<Diagnostic> {
    let Some(quotes) = quotes else {
        return Vec::new();
    };
    let unsaid =
        quotes.records.iter().filter(|(_, quote)| !quote.source_text.is_empty() && quote.source_status.is_none());
    let status = crate::model::SourceStatus::WORDS.join("` or `");
    unsaid
        .map(|(start, quote)| {
            let message = format!("`{}` has a source text of unknown status; write `{status}`", quote.id);
            quotes.warning(*start, "source_status", "provenance", message)
        })
        .collect()
}

/// In the long form, every row that says something of its concept says the same.
pub(super) fn agree_on_concept(
    said: &Concept,
    glossary: &Glossary,
    table: &Table<'_>,
    start: usize,
    path: &Path,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(first) = glossary.concept(&said.id) else {
        return;
    };
    let pairs = [
        ("domain", &said.domain, &first.domain),
        ("definition", &said.definition, &first.definition),
        ("concept_note", &said.note, &first.note),
    ];
    for (column, here, there) in pairs {
        if !here.is_empty() && !there.is_empty() && here != there {
            let message = format!("`{here}` differs from `{there}`, which an earlier row of `{}` says", said.id);
            problems.push(Diagnostic::warning("concept", message).at(table.place(start, column)).in_file(path));
        }
    }
}
