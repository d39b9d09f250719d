//! One row: its terms, and what it says of them.

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
use crate::model::{Capitals, Inflection, Status, Term, Text};

/// A row while it is read.
pub(super) struct RowReader<'r> {
    pub(super) columns: &'r Columns,
    pub(super) record: &'r Record,
    pub(super) problems: &'r mut Problems,
    pub(super) receive: &'r mut dyn Receive,
}

/// A term of a row, with the column it stands in.
pub(super) struct Found<'c> {
    column: &'c Bound,
    pub(super) term: Term,
    /// Its status, where the row gives one.
    pub(super) status: Option<Status>,
}

impl<'r> RowReader<'r> {
    /// A cell without white space at its ends and marks of ours.
    pub(super) fn cell(&self, at: usize) -> &'r str {
        let cell = self.record.cell(at).trim();
        let cell = if self.columns.escaped { without_escape(cell) } else { cell };
        if cell == self.columns.empty { "" } else { cell }
    }

    /// Tells a problem at a cell.
    pub(super) fn problem(&mut self, at: usize, code: &'static str, message: String) {
        let problem = Diagnostic::warning(code, message).at(self.record.place(at));
        self.problems.tell(problem, self.receive);
    }

    /// Tells if the row has more or fewer cells than the first.
    pub(super) fn check_length(&mut self) {
        let (found, wanted) = (self.record.len(), self.columns.all.len());
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
    pub(super) fn first(&self, role: &Role) -> Option<&'r str> {
        let columns = self.columns.all.iter().enumerate();
        columns.filter(|(_, column)| column.role == *role).map(|(at, _)| self.cell(at)).find(|cell| !cell.is_empty())
    }

    /// The language that a column of a role names in this row.
    fn lang(&mut self, role: &Role) -> Option<Lang> {
        let at = self.columns.all.iter().position(|column| column.role == *role)?;
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
    pub(super) fn terms(&mut self) -> Vec<Found<'r>> {
        let columns = self.columns;
        let (row, source, target) =
            (self.lang(&Role::Lang), self.lang(&Role::SourceLang), self.lang(&Role::TargetLang));
        let mut found: Vec<Found<'r>> = Vec::new();
        for (at, column) in columns.all.iter().enumerate().filter(|(_, column)| column.is_term()) {
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
            let mut first = true;
            for part in self.parts(cell) {
                let (text, change) = clean(&part, false);
                if change > Change::Trimmed {
                    self.problem(at, "term", format!("`{}`: {}", text, change.why()));
                }
                if text.is_empty() {
                    continue;
                }
                let status = if column.role == Role::Avoid {
                    Some(Status::Forbidden)
                } else {
                    (!std::mem::take(&mut first)).then_some(Status::Admitted)
                };
                found.push(Found { column, term: Term::new(lang, text.as_ref()), status });
            }
        }
        for (at, column) in columns.all.iter().enumerate() {
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
    fn say(&mut self, at: usize, column: &Bound, cell: &str, found: &mut [Found<'r>]) {
        let side = |found: &Found<'r>| (found.column.of, found.column.lang);
        let last = found.last().map(side);
        let mut told = true;
        for found in found {
            let own = match column.of {
                // A status without language speaks of the last term: a rendering is forbidden, not what it renders.
                Of::Row if is_status(&column.role) => Some(side(found)) == last,
                Of::Row => true,
                Of::Source | Of::Target | Of::Each | Of::EachTarget => side(found) == (column.of, column.lang),
            };
            told &= !own || found.take(&column.role, cell);
        }
        if !told {
            let message = format!("`{cell}` means nothing in the column {}; it is left out", column.name);
            self.problem(at, "vocabulary", message);
        }
    }
}

impl Found<'_> {
    /// Takes what a cell says of the term; whether that means anything.
    fn take(&mut self, role: &Role, cell: &str) -> bool {
        let (term, yes) = (&mut self.term, flag(cell));
        match role {
            Role::Status(_) => {
                self.status = word(cell).or(self.status);
                word::<Status>(cell).is_some()
            }
            Role::Forbidden(_) => {
                self.status = if yes == Some(true) { Some(Status::Forbidden) } else { self.status };
                yes.is_some()
            }
            Role::Preferred(_) => {
                self.status = if yes == Some(true) { Some(Status::Preferred) } else { self.status };
                yes.is_some()
            }
            Role::PartOfSpeech(_) => {
                term.part_of_speech = word(cell);
                term.part_of_speech.is_some()
            }
            Role::Case(_) => {
                term.matching.capitals = yes.filter(|yes| *yes).map(|_| Capitals::Agree);
                yes.is_some()
            }
            Role::Exact(_) => {
                term.matching.inflection = yes.filter(|yes| *yes).map(|_| Inflection::Exact);
                yes.is_some()
            }
            Role::Translatable(_) => {
                if yes == Some(false) {
                    term.extra.insert(TRANSLATABLE.to_owned(), NOT.to_owned());
                }
                yes.is_some()
            }
            Role::Confidence => {
                term.confidence = word(cell);
                term.confidence.is_some()
            }
            Role::Matching => {
                let wrong = cell.split_whitespace().filter(|rule| !term.matching.take(rule)).count();
                wrong == 0
            }
            Role::AttestedIn => {
                term.attested_in = cell.split_whitespace().map(Text::from).collect();
                true
            }
            Role::Source => {
                term.source = cell.into();
                true
            }
            Role::TermNote => {
                term.note = cell.into();
                true
            }
            Role::OfTerm(name) => {
                term.extra.insert(name.to_string(), cell.to_owned());
                true
            }
            Role::Id
            | Role::Domain
            | Role::Definition
            | Role::Note
            | Role::OfConcept(_)
            | Role::Lang
            | Role::SourceLang
            | Role::TargetLang
            | Role::Term
            | Role::Avoid
            | Role::Comment
            | Role::Constant(_)
            | Role::Ignore => true,
        }
    }
}

fn is_status(role: &Role) -> bool {
    matches!(role, Role::Status(_) | Role::Forbidden(_) | Role::Preferred(_))
}
