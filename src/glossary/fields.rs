//! Records as named fields, which are compared and filled in one by one.

use std::borrow::Cow;

use crate::formats::csv::{Record, TermRow, term_cells};
use crate::model::{Extra, Term};

/// The fields of one record: a cell for each column of its kind, and those that we do not know.
#[derive(Debug)]
pub(super) struct Fields<'r> {
    columns: &'static [&'static str],
    cells: Vec<Cow<'r, str>>,
    extra: &'r Extra,
}

impl<'r> Fields<'r> {
    pub(super) fn of<R: Record>(record: &'r R) -> Self {
        Self { columns: R::COLUMNS, cells: record.cells(), extra: record.extra() }
    }

    /// The fields of a term of the concept called `concept`.
    pub(super) fn of_term(concept: &'r str, term: &'r Term) -> Self {
        Self { columns: TermRow::COLUMNS, cells: term_cells(concept, term).into(), extra: &term.extra }
    }

    /// What the field called `name` holds; nothing if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        match self.columns.iter().position(|column| *column == name) {
            Some(at) => self.cells.get(at).map_or("", AsRef::as_ref),
            None => self.extra.get(name).map_or("", String::as_str),
        }
    }

    /// The names of the fields of all `records`, which are of one kind: known
    /// columns as they are written, then the others by name.
    pub(super) fn names<'n>(records: &[&Fields<'n>]) -> Vec<&'n str> {
        let mut others: Vec<&str> = records.iter().flat_map(|fields| fields.extra.keys().map(String::as_str)).collect();
        others.sort_unstable();
        others.dedup();
        let columns = records.first().map_or(&[][..], |fields| fields.columns);
        columns.iter().copied().chain(others).collect()
    }
}
