//! One comparison: everything that is known of a group.

use crate::compare::Group;
use crate::compare::align::{Table, Tokens, count, longest_rise};
use crate::compare::coverage::{self, ClauseCoverage};
use crate::compare::differences::{self, Difference};
use crate::compare::scores::{self, PairScore};
use crate::compare::terms::{self, TermChoice};
use crate::similarity::Score;
use crate::text::Span;

/// What a comparison came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The rendition closest to all others.
    pub medoid: Option<usize>,
    /// The phrases that stand for each other, in the order of the medoid.
    pub columns: Vec<Column>,
    /// Which words each rendition chose for a concept.
    pub terms: Vec<TermChoice>,
    /// Where the renditions differ, pair by pair.
    pub differences: Vec<Difference>,
    /// The clauses of the words said, where they are known.
    pub clauses: Vec<ClauseCoverage>,
    /// How alike the renditions are, pair by pair.
    pub scores: Vec<PairScore>,
    /// How much they differ, 0.0 to 1.0; `None` unless two are of one language.
    pub variation: Option<Score>,
}

/// Phrases of the renditions that stand for each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The cells that hold something, by rendition.
    pub cells: Vec<Cell>,
    /// What the words said have there, in bytes of them.
    pub source: Vec<Span>,
}

/// The words of one rendition in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The rendition.
    pub wording: usize,
    /// Where the words stand, in order, in bytes of the rendition; neighbours are one span.
    pub spans: Vec<Span>,
    /// Whether it stands at another place among its neighbours than in the other rows.
    pub is_moved: bool,
}

impl Comparison {
    /// The share of the clauses said that a rendition has; `None` where the words said are not known.
    pub fn coverage(&self, wording: usize) -> Option<Score> {
        let has = |clause: &&ClauseCoverage| clause.found.get(wording).is_some_and(|found| !found.is_empty());
        let all = self.clauses.len();
        (all > 0).then(|| Score::new(count(self.clauses.iter().filter(has).count()) / count(all)))
    }
}

/// Compares the renditions of a group.
///
/// The order of the renditions decides the order of the rows, and nothing else.
pub fn compare(group: &Group) -> Comparison {
    let scores = scores::pairs(group);
    let mut rows: Vec<Tokens> = group.wordings.iter().map(Tokens::new).collect();
    let mut table = Table::new(&rows, &scores::order(group, &scores));
    // The words said are the last row, and laid last: they are mostly in another language.
    let source = group.source.as_ref().map(Tokens::new);
    if let Some(source) = &source {
        rows.push(source.clone());
        table.add(&rows, &[group.wordings.len()]);
    }
    let clauses = source.map(|source| {
        let renditions = rows.get(..group.wordings.len()).unwrap_or_default();
        coverage::coverage(&source, renditions)
    });
    Comparison {
        medoid: scores::medoid(group, &scores),
        columns: columns(&table, &rows, group.wordings.len()),
        terms: terms::choices(group, &rows, &table),
        differences: differences::differences(group, &rows),
        clauses: clauses.unwrap_or_default(),
        variation: scores::variation(group, &scores),
        scores,
    }
}

/// The table as spans; the row after the `renditions` is that of the words said.
fn columns(table: &Table, rows: &[Tokens], renditions: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = vec![Column::default(); table.columns.len()];
    for (row, tokens) in rows.iter().enumerate() {
        // The columns of the row in the order of its words: those off the longest rise were moved.
        let mut filled: Vec<(usize, &Vec<usize>)> =
            table.columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.cells.get(&row)?))).collect();
        filled.sort_by_key(|(_, chunks)| chunks.first().copied());
        let steady = longest_rise(&filled.iter().map(|(at, _)| Some(*at)).collect::<Vec<_>>());
        for (place, (at, chunks)) in filled.iter().enumerate() {
            let Some(column) = columns.get_mut(*at) else { continue };
            let spans = tokens.spans(chunks);
            if row < renditions {
                column.cells.push(Cell { wording: row, spans, is_moved: steady.binary_search(&place).is_err() });
            } else {
                column.source = spans;
            }
        }
    }
    columns
}
