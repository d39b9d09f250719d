//! What must hold between the rows of a glossary.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use rustc_hash::FxBuildHasher;
use unicode_normalization::is_nfc;

use crate::diagnostic::Diagnostic;
use crate::formats::csv::{Record, Row, Table, TermRow, term_cells};
use crate::glossary::Glossary;
use crate::glossary::load::{Rows, TermRows};
use crate::model::{Concept, Document, Quote, Rendition, Status, Term, Word};
use crate::text::{Position, fold_key};

/// What two rows of one id are called.
const DUPLICATE_ID: &str = "duplicate-id";

/// The files of a glossary, as far as they are there, and what they make together.
pub(super) struct Files<'f, 't> {
    pub(super) glossary: &'f Glossary,
    pub(super) documents: Option<&'f Rows<'t, Document>>,
    pub(super) concepts: Option<&'f Rows<'t, Concept>>,
    pub(super) terms: Option<&'f TermRows<'t>>,
    pub(super) quotes: Option<&'f Rows<'t, Quote>>,
    pub(super) renditions: Option<&'f Rows<'t, Rendition>>,
}

/// Adds what is wrong in and between `files` to `problems`.
pub(super) fn check(files: &Files<'_, '_>, problems: &mut Vec<Diagnostic>) {
    let documents = files.documents.map(|rows| unique_ids(rows, |document| &document.id, problems));
    let concepts = files.concepts.map(|rows| unique_ids(rows, |concept| &concept.id, problems));
    let quotes = files.quotes.map(|rows| unique_ids(rows, |quote| &quote.id, problems));
    if let Some(terms) = files.terms {
        Terms { rows: terms, glossary: files.glossary }.check(concepts.as_ref(), documents.as_ref(), problems);
        if let Some(concepts) = files.concepts {
            without_terms(concepts, files.glossary, problems);
        }
    }
    if let Some(rows) = files.renditions {
        cells(rows, &["text"], problems);
        refer(rows, "quote", "quotes.csv", quotes.as_ref(), |rendition| &rendition.quote, problems);
        refer(rows, "document", "documents.csv", documents.as_ref(), |rendition| &rendition.document, problems);
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
        line(&self.table, start)
    }
}

/// The line in which the row stands that begins at byte `start`.
fn line(table: &Table<'_>, start: usize) -> usize {
    let Position { line, .. } = table.place(start, "");
    line
}

/// Concepts of one id: a glossary keeps what the last of them says.
pub(super) fn concepts_twice(rows: &Rows<'_, Concept>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    unique_ids(rows, |concept| &concept.id, &mut problems);
    problems.retain(|problem| problem.code == DUPLICATE_ID);
    problems
}

/// Checks ids and cells of a file whose rows have ids of their own.
fn unique_ids<'r, R: Record>(
    rows: &'r Rows<'_, R>,
    id: impl Fn(&'r R) -> &'r str,
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
                problems.push(rows.error(*start, "id", DUPLICATE_ID, message));
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
            for problem in cell_problems(&cell, !verbatim.contains(column)) {
                problems.push(problem.at(rows.table.place(*start, column)).in_file(rows.path));
            }
        }
    }
}

/// What is wrong with the characters of a cell, which must be composed or may be in any way.
fn cell_problems(cell: &str, composed: bool) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if cell.trim() != cell {
        let message = format!("`{cell}` begins or ends with a space; delete it");
        problems.push(Diagnostic::warning("space", message));
    }
    if cell.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return problems;
    }
    if let Some(c) = cell.chars().find(|c| is_invisible(*c)) {
        let code = u32::from(c);
        let message = format!("`{}` holds the invisible character U+{code:04X}; delete it", cell.escape_debug());
        problems.push(Diagnostic::error("invisible", message));
    }
    if composed && !is_nfc(cell) {
        let message = format!("`{cell}` is not in Unicode normal form C; `glossary fmt` writes it so");
        problems.push(Diagnostic::warning("normal-form", message));
    }
    problems
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

/// Checks that what the cell of `column` names is there.
fn refer<R>(
    rows: &Rows<'_, R>,
    column: &str,
    file: &str,
    known: Option<&HashSet<&str>>,
    name: impl Fn(&R) -> &str,
    problems: &mut Vec<Diagnostic>,
) {
    let Some(known) = known else { return };
    for (start, record) in rows.records.iter().filter(|(_, record)| !known.contains(name(record))) {
        problems.push(rows.error(*start, column, "dangling", dangling(name(record), file)));
    }
}

fn dangling(name: &str, file: &str) -> String {
    format!("`{name}` is not in {file}; add it there or name another")
}

/// The first row with each key, by the hash of the key: a million take little room.
#[derive(Default)]
struct First(HashMap<u64, u32, FxBuildHasher>);

impl First {
    /// The first row with `key`, if this is not the one and the two are the `same`.
    fn before(&mut self, key: impl Hash, row: u32, same: impl Fn(u32) -> bool) -> Option<u32> {
        match self.0.entry(FxBuildHasher.hash_one(key)) {
            Entry::Occupied(first) => Some(*first.get()).filter(|first| same(*first)),
            Entry::Vacant(free) => {
                free.insert(row);
                None
            }
        }
    }
}

/// The rows of terms, with the glossary that they made.
struct Terms<'f, 't> {
    rows: &'f TermRows<'t>,
    glossary: &'f Glossary,
}

impl Terms<'_, '_> {
    fn error(&self, start: usize, column: &str, code: &'static str, message: String) -> Diagnostic {
        Diagnostic::error(code, message).at(self.rows.table.place(start, column)).in_file(self.rows.path)
    }

    /// The rows with their numbers.
    fn numbered(&self) -> impl Iterator<Item = (u32, (usize, &Concept, &Term))> {
        (0..).zip(self.rows.iter(self.glossary))
    }

    fn get(&self, row: u32) -> Option<(usize, &Concept, &Term)> {
        self.rows.get(self.glossary, row)
    }

    fn line(&self, row: u32) -> usize {
        self.get(row).map_or(0, |(start, _, _)| line(&self.rows.table, start))
    }

    fn check(
        &self,
        concepts: Option<&HashSet<&str>>,
        documents: Option<&HashSet<&str>>,
        problems: &mut Vec<Diagnostic>,
    ) {
        self.cells(problems);
        for (start, concept, term) in self.rows.iter(self.glossary) {
            if concepts.is_some_and(|known| !known.contains(concept.id.as_str())) {
                problems.push(self.error(start, "concept", "dangling", dangling(&concept.id, "concepts.csv")));
            }
            let unknown =
                term.attested_in.iter().filter(|id| documents.is_some_and(|known| !known.contains(id.as_str())));
            problems
                .extend(unknown.map(|id| self.error(start, "attested_in", "dangling", dangling(id, "documents.csv"))));
        }
        self.duplicates(problems);
        self.preferred_twice(problems);
        self.homographs(problems);
        self.provenance(problems);
    }

    fn cells(&self, problems: &mut Vec<Diagnostic>) {
        for (start, concept, term) in self.rows.iter(self.glossary) {
            for (column, cell) in TermRow::COLUMNS.iter().zip(term_cells(&concept.id, term)) {
                let place = || self.rows.table.place(start, column);
                let found = cell_problems(&cell, true).into_iter();
                problems.extend(found.map(|problem| problem.at(place()).in_file(self.rows.path)));
            }
        }
    }

    fn duplicates(&self, problems: &mut Vec<Diagnostic>) {
        let mut seen = First::default();
        for (row, (start, concept, term)) in self.numbered() {
            let same = |first: u32| {
                self.get(first).is_some_and(|(_, other, known)| {
                    other.id == concept.id && known.lang == term.lang && known.text == term.text
                })
            };
            if let Some(first) = seen.before((&concept.id, term.lang, &term.text), row, same) {
                let line = self.line(first);
                let message = format!("`{}` stands in line {line} already; delete one of the rows", term.text);
                problems.push(self.error(start, "term", "duplicate-term", message));
            }
        }
    }

    fn preferred_twice(&self, problems: &mut Vec<Diagnostic>) {
        let mut seen = First::default();
        for (row, (start, concept, term)) in
            self.numbered().filter(|(_, (_, _, term))| term.status == Status::Preferred)
        {
            let same = |first: u32| {
                self.get(first).is_some_and(|(_, other, known)| other.id == concept.id && known.lang == term.lang)
            };
            let first = seen.before((&concept.id, term.lang), row, same);
            if let Some((first, (_, _, other))) = first.and_then(|first| Some((first, self.get(first)?))) {
                let message = format!(
                    "`{}` has two preferred terms in {}: `{}` and, in line {}, `{}`; make one of them `admitted`",
                    concept.id,
                    term.lang,
                    term.text,
                    self.line(first),
                    other.text,
                );
                problems.push(self.error(start, "status", "two-preferred", message));
            }
        }
    }

    /// Two concepts may share a surface only if both rows say so.
    fn homographs(&self, problems: &mut Vec<Diagnostic>) {
        let mut seen = First::default();
        for (row, (start, concept, term)) in self.numbered() {
            let key = fold_key(&term.text);
            let same = |first: u32| {
                self.get(first).is_some_and(|(_, other, known)| {
                    other.id != concept.id && known.lang.same_language(term.lang) && fold_key(&known.text) == key
                })
            };
            let first = seen.before((term.lang.base(), &key), row, same);
            let Some((first, (_, other, known))) = first.and_then(|first| Some((first, self.get(first)?))) else {
                continue;
            };
            if may_share_a_surface(known, term) {
                continue;
            }
            let message = format!(
                "`{}` belongs to `{}` and, in line {}, to `{}`; write `homograph` in the `matching` cell of both rows \
                 if that is meant",
                term.text,
                concept.id,
                self.line(first),
                other.id,
            );
            problems.push(self.error(start, "term", "homograph", message));
        }
    }

    /// A term stands in a document, or somebody answers for it.
    fn provenance(&self, problems: &mut Vec<Diagnostic>) {
        let table = &self.rows.table;
        if !(table.names("attested_in") && table.names("source")) {
            return;
        }
        for (start, _, term) in self.rows.iter(self.glossary) {
            if term.attested_in.is_empty() && term.source.is_empty() {
                let message = format!(
                    "`{}` stands in no document and has no source; name the documents in `attested_in`, or an \
                     address or `editor` in `source`",
                    term.text
                );
                let place = table.place(start, "source");
                problems.push(Diagnostic::warning("provenance", message).at(place).in_file(self.rows.path));
            }
        }
    }
}

/// Whether two terms whose surfaces fold alike may stand for different concepts:
/// capitals tell them apart, or both rows say that it is meant.
pub(super) fn may_share_a_surface(one: &Term, other: &Term) -> bool {
    one.is_told_by_capitals(other) || (one.matching.homograph && other.matching.homograph)
}

fn without_terms(concepts: &Rows<'_, Concept>, glossary: &Glossary, problems: &mut Vec<Diagnostic>) {
    let bare = |id: &str| glossary.concept(id).is_none_or(|concept| concept.terms.is_empty());
    for (start, concept) in concepts.records.iter().filter(|(_, concept)| bare(&concept.id)) {
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
pub(super) fn agree_on_concept(said: &Concept, glossary: &Glossary, row: &Row<'_, '_>, problems: &mut Vec<Diagnostic>) {
    if said.domain.is_empty() && said.definition.is_empty() && said.note.is_empty() {
        return;
    }
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
            problems.push(Diagnostic::warning("concept", message).at(row.place(column)));
        }
    }
}
