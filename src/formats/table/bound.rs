//! The columns of one file.

use crate::formats::table::layout::{Column, Layout, Of, Role};
use crate::lang::Lang;

/// A column of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    /// What its header says.
    pub(super) name: String,
    /// What it holds.
    pub(super) role: Role,
    /// What it says it of.
    pub(super) of: Of,
    /// The language that it says it of; none for all of the row.
    pub(super) lang: Option<Lang>,
}

impl Layout {
    /// The columns of a file in `langs`, the source first. `extra` are the
    /// names of columns of the concept that the layout does not know.
    pub(super) fn bind(&self, langs: &[Lang], extra: &[String]) -> Vec<Bound> {
        let mut bound = Vec::new();
        let mut extra = Some(extra).filter(|_| self.open);
        for columns in self.columns.chunk_by(|a, b| a.of == b.of) {
            let of = columns.first().map_or(Of::Row, |column| column.of);
            if of != Of::Row {
                bound.extend(
                    extra.take().unwrap_or_default().iter().filter(|name| !self.knows(name)).map(|name| unknown(name)),
                );
            }
            let langs = match of {
                Of::Row => {
                    bound.extend(columns.iter().map(|column| self.column(column, None)));
                    &[]
                }
                Of::Source => langs.get(..1).unwrap_or_default(),
                Of::Target => langs.get(1..2).unwrap_or_default(),
                Of::Each => langs,
                Of::EachTarget => langs.get(1..).unwrap_or_default(),
            };
            for lang in langs {
                bound.extend(columns.iter().map(|column| self.column(column, Some(*lang))));
            }
        }
        bound
    }

    fn column(&self, column: &Column, lang: Option<Lang>) -> Bound {
        let tag = lang.map(|lang| self.tags.write(lang)).unwrap_or_default();
        Bound { name: column.name.replace("{}", &tag), role: column.role.clone(), of: column.of, lang }
    }

    /// Whether a column holds what is called `name`.
    fn knows(&self, name: &str) -> bool {
        let is = |role: &Role| matches!(role, Role::OfConcept(own) | Role::OfTerm(own) if own == name);
        self.columns.iter().any(|column| is(&column.role))
    }
}

fn unknown(name: &str) -> Bound {
    Bound { name: name.to_owned(), role: Role::OfConcept(name.to_owned().into()), of: Of::Row, lang: None }
}

impl Bound {
    /// Whether it holds terms.
    pub(super) fn is_term(&self) -> bool {
        matches!(self.role, Role::Term | Role::Avoid)
    }
}
