//! Reading the tables of the tail grammar.

use std::fmt;

use super::sound::{Demand, Letters};

/// A set of places, one bit each.
pub(super) type Places = u128;

/// The table of places.
pub(super) const SLOTS: &str = include_str!("slots.tsv");

/// The tables of forms, with their names.
pub(super) const FORMS: [(&str, &str); 6] = [
    ("particles.tsv", include_str!("particles.tsv")),
    ("copula.tsv", include_str!("copula.tsv")),
    ("stems.tsv", include_str!("stems.tsv")),
    ("auxiliaries.tsv", include_str!("auxiliaries.tsv")),
    ("suffixes.tsv", include_str!("suffixes.tsv")),
    ("endings.tsv", include_str!("endings.tsv")),
];

/// Why a row of a table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowError {
    /// The row has another number of columns than its table.
    Columns(String),
    /// The form is not made of syllables and lone codas.
    Form(String),
    /// The demand on what precedes is not known.
    Demand(String),
    /// The place is not in the table of places.
    Place(String),
    /// There are more places than a set can hold.
    TooManyPlaces,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns(row) => write!(f, "wrong number of columns in `{row}`"),
            Self::Form(form) => write!(f, "form `{form}` is not hangul"),
            Self::Demand(text) => write!(f, "unknown demand `{text}`"),
            Self::Place(name) => write!(f, "unknown place `{name}`"),
            Self::TooManyPlaces => f.write_str("too many places"),
        }
    }
}

/// The rows of a table, without its header comments.
pub(super) fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The places of the grammar, each with the set of places it stands for.
pub(super) struct Slots {
    named: Vec<(String, Places)>,
}

impl Slots {
    /// Reads the table of places; a place opens itself and, at no cost, the places of its second column.
    pub(super) fn parse(table: &str, errors: &mut Vec<RowError>) -> Self {
        let mut named = Vec::new();
        let mut opens = Vec::new();
        let mut bit: Places = 1;
        for row in rows(table) {
            let mut columns = row.split('\t');
            let (Some(name), Some(others), Some(_), None) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                errors.push(RowError::Columns(row.to_owned()));
                continue;
            };
            if bit == 0 {
                errors.push(RowError::TooManyPlaces);
                break;
            }
            named.push((name.to_owned(), bit));
            opens.push(others);
            bit <<= 1;
        }
        let mut slots = Self { named };
        slots.close(&opens, errors);
        slots
    }

    /// Adds to each place everything it opens, until nothing changes.
    fn close(&mut self, opens: &[&str], errors: &mut Vec<RowError>) {
        for others in opens {
            self.set(others, errors);
        }
        let mut ignored = Vec::new();
        loop {
            let sets: Vec<Places> = opens.iter().map(|others| self.set(others, &mut ignored)).collect();
            let mut changed = false;
            for ((_, own), opened) in self.named.iter_mut().zip(sets) {
                changed |= *own | opened != *own;
                *own |= opened;
            }
            if !changed {
                return;
            }
        }
    }

    fn get(&self, name: &str) -> Option<(usize, Places)> {
        let at = self.named.iter().position(|(known, _)| known == name)?;
        self.named.get(at).map(|(_, places)| (at, *places))
    }

    /// The places reached by entering the places named in `names`.
    pub(super) fn set(&self, names: &str, errors: &mut Vec<RowError>) -> Places {
        self.sum(names, errors, |(_, places)| places)
    }

    /// The bits of the places named in `names` alone, where `VA.c` is short for `V.c A.c`.
    fn own(&self, names: &str, errors: &mut Vec<RowError>) -> Places {
        let mut spelled = String::new();
        for name in names.split(' ') {
            if let Some((hosts, joint)) = name.split_once('.') {
                for host in hosts.chars() {
                    spelled.extend([' ', host, '.']);
                    spelled.push_str(joint);
                }
            } else {
                spelled.push(' ');
                spelled.push_str(name);
            }
        }
        self.sum(spelled.trim_start(), errors, |(at, _)| 1 << at)
    }

    fn sum(&self, names: &str, errors: &mut Vec<RowError>, value: impl Fn((usize, Places)) -> Places) -> Places {
        let mut sum = 0;
        for name in names.split(' ').filter(|name| *name != "-") {
            match self.get(name) {
                Some(found) => sum |= value(found),
                None => errors.push(RowError::Place(name.to_owned())),
            }
        }
        sum
    }
}

/// One row of a table of forms.
pub(super) struct Form {
    pub(super) letters: Letters,
    pub(super) places: Places,
    pub(super) demand: Demand,
    pub(super) opens: Places,
}

impl Form {
    /// Reads a row: form, places it stands in, what must precede, places it opens.
    pub(super) fn parse(row: &str, slots: &Slots) -> Result<Self, RowError> {
        let mut columns = row.split('\t');
        let (Some(form), Some(places), Some(demand), Some(opens), None) =
            (columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return Err(RowError::Columns(row.to_owned()));
        };
        let mut errors = Vec::new();
        let places = slots.own(places, &mut errors);
        let opens = slots.set(opens, &mut errors);
        if let Some(error) = errors.pop() {
            return Err(error);
        }
        let spelled = if form == "-" { "" } else { form };
        Ok(Self {
            letters: Letters::of_form(spelled).ok_or_else(|| RowError::Form(form.to_owned()))?,
            places,
            demand: Demand::parse(demand).ok_or_else(|| RowError::Demand(demand.to_owned()))?,
            opens,
        })
    }
}
