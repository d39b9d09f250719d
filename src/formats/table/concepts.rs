//! The concept that rows of one id make.

use std::collections::HashMap;
use std::io;

use crate::formats::Receive;
use crate::formats::table::cells::Record;
use crate::formats::table::columns::Columns;
use crate::formats::table::layout::{Of, Role};
use crate::formats::table::problems::Problems;
use crate::formats::table::row::{Found, RowReader};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text};

/// Makes concepts of rows: rows of one id that follow each other are one concept.
pub(super) struct Concepts<'c> {
    columns: &'c Columns,
    concept: Concept,
    /// The status of each term, where a row gave one.
    statuses: Vec<Option<Status>>,
    places: HashMap<(Lang, Text), usize>,
    begun: bool,
    /// Whether any row gave a status.
    pub(super) says_status: bool,
}

impl<'c> Concepts<'c> {
    /// None yet.
    pub(super) fn new(columns: &'c Columns) -> Self {
        Self {
            columns,
            concept: Concept::default(),
            statuses: Vec::new(),
            places: HashMap::new(),
            begun: false,
            says_status: false,
        }
    }

    /// Reads a row; hands the concept before it over if that one has ended.
    pub(super) fn row(
        &mut self,
        record: &Record,
        problems: &mut Problems,
        receive: &mut dyn Receive,
    ) -> io::Result<()> {
        let mut reader = RowReader { columns: self.columns, record, problems, receive };
        reader.check_length();
        let id = reader.first(&Role::Id).unwrap_or_default();
        let terms = reader.terms();
        if terms.is_empty() && id.is_empty() {
            reader.problem(0, "empty-cell", "the row has no term".to_owned());
            return Ok(());
        }
        if !self.begun || id.is_empty() || self.concept.id != *id {
            self.finish(reader.receive)?;
            self.concept.id = id.into();
            self.begun = true;
        }
        for (at, column) in self.columns.all.iter().enumerate() {
            let cell = reader.cell(at);
            if column.of != Of::Row || cell.is_empty() {
                continue;
            }
            if let Role::OfConcept(name) = &column.role {
                self.concept.extra.entry(name.to_string()).or_insert_with(|| cell.to_owned());
            }
            let Some(field) = field(&mut self.concept, &column.role) else { continue };
            if field.is_empty() {
                *field = cell.into();
            } else if *field != *cell {
                let (id, name) = (&self.concept.id, &column.name);
                let message = format!("the concept `{id}` has another {name} in a row before; that is kept");
                reader.problem(at, "conflict", message);
            }
        }
        for found in terms {
            self.add(found);
        }
        Ok(())
    }

    fn add(&mut self, found: Found<'_>) {
        self.says_status |= found.status.is_some();
        let key = (found.term.lang, found.term.text.clone());
        let known = self.places.get(&key).copied();
        let Some((known, status)) =
            known.and_then(|at| Some((self.concept.terms.get_mut(at)?, self.statuses.get_mut(at)?)))
        else {
            self.places.insert(key, self.concept.terms.len());
            self.concept.terms.push(found.term);
            self.statuses.push(found.status);
            return;
        };
        let Term { part_of_speech, confidence, source, note, extra, .. } = found.term;
        *status = status.or(found.status);
        known.part_of_speech = known.part_of_speech.or(part_of_speech);
        known.confidence = known.confidence.or(confidence);
        for (field, other) in [(&mut known.source, source), (&mut known.note, note)] {
            if field.is_empty() {
                *field = other;
            }
        }
        for (name, cell) in extra {
            known.extra.entry(name).or_insert(cell);
        }
    }

    /// Hands over the concept that has ended.
    pub(super) fn finish(&mut self, receive: &mut dyn Receive) -> io::Result<()> {
        self.places.clear();
        let statuses = std::mem::take(&mut self.statuses);
        if !std::mem::take(&mut self.begun) {
            return Ok(());
        }
        let mut concept = std::mem::take(&mut self.concept);
        let preferred = |status: &Option<Status>| *status == Some(Status::Preferred);
        let told = concept.terms.iter().zip(&statuses).filter(|(_, status)| preferred(status));
        let mut langs: Vec<Lang> = told.map(|(term, _)| term.lang).collect();
        for (term, status) in concept.terms.iter_mut().zip(statuses) {
            // Without a word on it, the first term of a language is the one to use.
            term.status = status.unwrap_or(if langs.contains(&term.lang) {
                Status::Admitted
            } else {
                langs.push(term.lang);
                Status::Preferred
            });
        }
        receive.concept(concept)
    }
}

/// The field of a concept that a column fills.
fn field<'c>(concept: &'c mut Concept, role: &Role) -> Option<&'c mut Text> {
    if *role == Role::Domain {
        Some(&mut concept.domain)
    } else if *role == Role::Definition {
        Some(&mut concept.definition)
    } else {
        matches!(role, Role::Note | Role::Comment).then_some(&mut concept.note)
    }
}
