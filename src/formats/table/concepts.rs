//! The concept that rows of one id make.

use std::collections::HashMap;
use std::io;

use crate::diagnostic::Diagnostic;
use crate::formats::Receive;
use crate::formats::table::bound::Bound;
use crate::formats::table::cells::Record;
use crate::formats::table::clean::{Change, clean, without_escape};
use crate::formats::table::columns::{Between, Columns};
use crate::formats::table::layout::{Of, Role};
use crate::formats::table::problems::Problems;
use crate::formats::table::tags;
use crate::formats::table::values::{NOT, TRANSLATABLE};
use crate::formats::table::vocabulary::{flag, word};
use crate::lang::Lang;
use crate::model::{Capitals, Concept, Inflection, Status, Term, Text, Word};

/// Makes concepts of rows: rows of one id that follow each other are one concept.
pub(super) struct Concepts<'c> {
    columns: &'c Columns,
    concept: Concept,
    /// The status of each term, where a row gave one.
    statuses: Vec<Option<Status>>,
    places: HashMap<(Lang, Text), usize>,
    begun: bool,
}

/// A row while it is read.
struct RowReader<'r> {
    columns: &'r Columns,
    record: &'r Record,
    problems: &'r mut Problems,
    receive: &'r mut dyn Receive,
}

/// A term of a row, with the column it stands in.
struct Found<'c> {
    column: &'c Bound,
    term: Term,
    status: Option<Status>,
}

impl<'c> Concepts<'c> {
    /// None yet.
    pub(super) fn new(columns: &'c Columns) -> Self {
        Self { columns, concept: Concept::default(), statuses: Vec::new(), places: HashMap::new(), begun: false }
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
        for (at, column) in self.columns.columns.iter().enumerate() {
            let cell = reader.cell(at);
            if column.of != Of::Row || cell.is_empty() {
                continue;
            }
            let field = match &column.role {
                Role::Domain => &mut self.concept.domain,
                Role::Definition => &mut self.concept.definition,
                Role::Note | Role::Comment => &mut self.concept.note,
                Role::OfConcept(name) => {
                    self.concept.extra.entry(name.to_string()).or_insert_with(|| cell.to_owned());
                    continue;
                }
                _ => continue,
            };
            if field.is_empty() {
                *field = cell.into();
            } else if *field != *cell {
                let message = format!(
                    "the concept `{}` has another {} in the row before; that is kept",
                    self.concept.id, column.name
                );
                reader.problem(at, "conflict", message);
            }
        }
        for found in terms {
            self.add(found);
        }
        Ok(())
    }

    fn add(&mut self, found: Found<'_>) {
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
            term.status = status.unwrap_or(match langs.contains(&term.lang) {
                true => Status::Admitted,
                false => {
                    langs.push(term.lang);
                    Status::Preferred
                }
            });
        }
        receive.concept(concept)
    }
}

impl<'r> RowReader<'r> {
    fn cell(&self, at: usize) -> &'r str {
        let cell = self.record.cell(at).trim();
        let cell = if self.columns.escaped { without_escape(cell) } else { cell };
        if cell == self.columns.empty { "" } else { cell }
    }

    fn problem(&mut self, at: usize, code: &'static str, message: String) {
        let problem = Diagnostic::warning(code, message).at(self.record.place(at));
        self.problems.tell(problem, self.receive);
    }

    fn check_length(&mut self) {
        let (found, wanted) = (self.record.len(), self.columns.columns.len());
        let extra = (wanted..found).find(|at| !self.record.cell(*at).trim().is_empty());
        if let Some(at) = extra {
            let message = format!(
                "the row has {found} cells, the first row {wanted}; put a cell that holds a separator in quotation marks"
            );
            self.problem(at, "columns", message);
        } else if found < wanted && self.columns.header && !self.record.short {
            self.problem(0, "columns", format!("the row has {found} cells, the first row {wanted}"));
        }
    }

    /// The first filled cell of a role.
    fn first(&self, role: &Role) -> Option<&'r str> {
        let columns = self.columns.columns.iter().enumerate();
        columns.filter(|(_, column)| column.role == *role).map(|(at, _)| self.cell(at)).find(|cell| !cell.is_empty())
    }

    /// The language that a column of a role names in this row.
    fn lang(&mut self, role: &Role) -> Option<Lang> {
        let at = self.columns.columns.iter().position(|column| column.role == *role)?;
        let cell = self.cell(at);
        if cell.is_empty() {
            return None;
        }
        let lang = tags::lang(cell).or_else(|| cell.parse().ok());
        if lang.is_none() {
            self.problem(
                at,
                "language",
                format!("`{cell}` is not a language tag; write one such as `ko` or `zh-Hant`"),
            );
        }
        lang
    }

    /// The terms of the row, with what it says of them.
    fn terms(&mut self) -> Vec<Found<'r>> {
        let columns = self.columns;
        let (row, source, target) =
            (self.lang(&Role::Lang), self.lang(&Role::SourceLang), self.lang(&Role::TargetLang));
        let mut found: Vec<Found<'r>> = Vec::new();
        for (at, column) in columns.columns.iter().enumerate().filter(|(_, column)| column.is_term()) {
            let cell = self.cell(at);
            if cell.is_empty() {
                continue;
            }
            let lang = match column.of {
                Of::Source => source.or(column.lang),
                Of::Target => target.or(column.lang),
                Of::Row | Of::Each | Of::EachTarget => column.lang.or(row),
            };
            let Some(lang) = lang else {
                self.problem(at, "language", format!("nothing tells the language of `{cell}`; the row is left out"));
                continue;
            };
            for (nth, part) in self.parts(cell).into_iter().enumerate() {
                let (text, change) = clean(&part, false);
                if change > Change::Trimmed {
                    self.problem(at, "term", format!("`{}`: {}", text, change.why()));
                }
                if text.is_empty() {
                    continue;
                }
                let status = match column.role {
                    Role::Avoid => Some(Status::Forbidden),
                    _ if nth > 0 => Some(Status::Admitted),
                    _ => None,
                };
                found.push(Found { column, term: Term::new(lang, text.as_ref()), status });
            }
        }
        for (at, column) in columns.columns.iter().enumerate() {
            let cell = self.cell(at);
            if !cell.is_empty() {
                self.say(at, column, cell, &mut found);
            }
        }
        found
    }

    /// The terms of one cell.
    fn parts(&self, cell: &str) -> Vec<String> {
        match self.columns.between {
            Between::Nothing => vec![cell.to_owned()],
            Between::Sign(sign) => cell.split(sign).map(str::to_owned).collect(),
            Between::Escaped => {
                let mut parts = vec![String::new()];
                let mut chars = cell.chars();
                while let Some(c) = chars.next() {
                    let Some(part) = parts.last_mut() else { break };
                    match c {
                        '\\' => part.extend(chars.next()),
                        '|' => parts.push(String::new()),
                        _ => part.push(c),
                    }
                }
                parts
            }
        }
    }

    /// Says what a cell has to say of the terms of its row.
    fn say(&mut self, at: usize, column: &Bound, cell: &'r str, found: &mut [Found<'r>]) {
        let last = found.last().map(|found| (found.column.of, found.column.lang));
        let ours = |found: &Found<'r>| match column.of {
            // A status without language speaks of the last term: a rendering is forbidden, not what it renders.
            Of::Row if is_status(&column.role) => Some((found.column.of, found.column.lang)) == last,
            Of::Row => true,
            of => found.column.of == of && found.column.lang == column.lang,
        };
        let told = match &column.role {
            Role::Status(_) => word::<Status>(cell).map(|_| ()),
            Role::PartOfSpeech(_) => word::<crate::model::PartOfSpeech>(cell).map(|_| ()),
            Role::Forbidden(_) | Role::Preferred(_) | Role::Case(_) | Role::Exact(_) | Role::Translatable(_) => {
                flag(cell).map(|_| ())
            }
            Role::Confidence => crate::model::Confidence::parse(cell).ok().map(|_| ()),
            _ => Some(()),
        };
        if told.is_none() {
            let message = format!("`{cell}` means nothing in the column {}; it is left out", column.name);
            self.problem(at, "vocabulary", message);
            return;
        }
        for Found { term, status, .. } in found.iter_mut().filter(|found| ours(found)) {
            match &column.role {
                Role::Status(_) => *status = word(cell).or(*status),
                Role::Forbidden(_) if flag(cell) == Some(true) => *status = Some(Status::Forbidden),
                Role::Preferred(_) if flag(cell) == Some(true) => *status = Some(Status::Preferred),
                Role::PartOfSpeech(_) => term.part_of_speech = word(cell),
                Role::Case(_) if flag(cell) == Some(true) => term.matching.capitals = Some(Capitals::Agree),
                Role::Exact(_) if flag(cell) == Some(true) => term.matching.inflection = Some(Inflection::Exact),
                Role::Translatable(_) if flag(cell) == Some(false) => {
                    term.extra.insert(TRANSLATABLE.to_owned(), NOT.to_owned());
                }
                Role::Confidence => term.confidence = Word::parse(cell).ok(),
                Role::Source => term.source = cell.into(),
                Role::AttestedIn => term.attested_in = cell.split_whitespace().map(Text::from).collect(),
                Role::Matching => {
                    for rule in cell.split_whitespace() {
                        term.matching.take(rule);
                    }
                }
                Role::TermNote => term.note = cell.into(),
                Role::OfTerm(name) => {
                    term.extra.insert(name.to_string(), cell.to_owned());
                }
                _ => {}
            }
        }
    }
}

fn is_status(role: &Role) -> bool {
    matches!(role, Role::Status(_) | Role::Forbidden(_) | Role::Preferred(_))
}
