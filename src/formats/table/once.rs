//! Rows that claim the same term.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_128;

use crate::formats::table::clean::clean;
use crate::formats::{Fate, Losses};
use crate::model::{Concept, Status, Term, Text};

/// Why a row is not in a file that is full.
pub(super) const TOO_LARGE: &str = "the file would be larger than the tool takes";

/// A row ready to be written.
#[derive(Clone, Debug)]
pub(super) struct Row {
    concept: Text,
    /// The first term of each language, as it stands in its cell.
    terms: Vec<Text>,
    /// The status of the source term.
    status: Status,
    cells: Vec<String>,
}

impl Row {
    /// A row of a concept.
    pub(super) fn new(concept: &Concept, terms: &[Vec<&Term>], cells: Vec<String>) -> Self {
        // What counts is what stands in the file.
        let text = |terms: &Vec<&Term>| terms.first().map(|term| clean(&term.text, false).0.as_ref().into());
        let firsts = terms.iter().map(|terms| text(terms).unwrap_or_default());
        let status = terms.first().and_then(|terms| terms.first()).map_or(Status::Preferred, |term| term.status);
        Self { concept: concept.id.clone(), terms: firsts.collect(), status, cells }
    }

    /// The concept's id.
    pub(super) fn concept(&self) -> &Text {
        &self.concept
    }

    /// The cells.
    pub(super) fn cells(&self) -> &[String] {
        &self.cells
    }

    /// The source term.
    pub(super) fn source(&self) -> &str {
        self.terms.first().map_or("", Text::as_str)
    }

    /// The terms, for a report.
    pub(super) fn what(&self) -> String {
        self.terms.iter().filter(|term| !term.is_empty()).map(Text::as_str).collect::<Vec<_>>().join(" → ")
    }
}

/// The rows of a file in which a term may stand once.
#[derive(Debug)]
pub(super) struct Rivals {
    rows: Vec<Row>,
    /// The bytes that the file has room for.
    room: usize,
    by_key: HashMap<String, usize>,
    seen: HashSet<(usize, String)>,
    /// Hashes of pairs, of which there may be very many.
    pairs: HashSet<u128>,
}

impl Rivals {
    /// None yet, in a file that has room for so many bytes.
    pub(super) fn new(room: usize) -> Self {
        Self { rows: Vec::new(), room, by_key: HashMap::new(), seen: HashSet::new(), pairs: HashSet::new() }
    }

    /// Lets a row compete for `key`: the better status wins, then the first.
    pub(super) fn compete(&mut self, key: String, row: Row, losses: &mut Losses) {
        let held = self.by_key.get(&key).and_then(|at| self.rows.get_mut(*at));
        let Some(held) = held else {
            let bytes = row.cells.iter().map(|cell| cell.len() + 1).sum();
            if let Some(room) = self.room.checked_sub(bytes) {
                self.room = room;
                self.by_key.insert(key, self.rows.len());
                self.rows.push(row);
            } else {
                // What the file has no room for need not be held.
                self.room = 0;
                losses.note(Fate::Dropped, TOO_LARGE, &row.concept, row.what());
            }
            return;
        };
        let loser = if row.status < held.status { std::mem::replace(held, row) } else { row };
        if loser.terms == held.terms {
            let why = "another concept has the same terms";
            losses.note(Fate::Merged, why, &loser.concept, format!("{} ({})", loser.what(), held.concept));
        } else {
            let why = "another concept has the same source term";
            let what = format!("{}; kept: {} ({})", loser.what(), held.what(), held.concept);
            losses.note(Fate::Dropped, why, &loser.concept, what);
        }
    }

    /// Whether the terms of a row stood in no row before.
    pub(super) fn is_new_pair(&mut self, row: &Row, losses: &mut Losses) -> bool {
        let is_new = self.pairs.insert(xxh3_128(row.terms.join("\0").as_bytes()));
        if !is_new {
            losses.note(Fate::Merged, "another concept has the same terms", &row.concept, row.what());
        }
        is_new
    }

    /// The rows that won, in the order in which their terms came up.
    pub(super) fn winners(&mut self) -> Vec<Row> {
        self.by_key.clear();
        std::mem::take(&mut self.rows)
    }

    /// The row without terms that stood in the same column before; `None` if
    /// fewer than `least` are left.
    pub(super) fn without_repeats(
        &mut self,
        mut row: Row,
        columns: &[usize],
        least: usize,
        losses: &mut Losses,
    ) -> Option<Row> {
        for column in columns {
            if let Some(cell) = row.cells.get_mut(*column)
                && self.seen.contains(&(*column, cell.clone()))
            {
                losses.note(Fate::Dropped, "another concept has the same term", &row.concept, cell.as_str());
                cell.clear();
            }
        }
        let filled = || columns.iter().filter_map(|column| Some((*column, row.cells.get(*column)?)));
        let filled: Vec<(usize, String)> =
            filled().filter(|(_, cell)| !cell.is_empty()).map(|(column, cell)| (column, cell.clone())).collect();
        if filled.len() < least {
            losses.note(Fate::Dropped, "too few languages are left", &row.concept, row.what());
            return None;
        }
        self.seen.extend(filled);
        Some(row)
    }
}
