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

    /// The same, with the renditions in the order of the group: `order` has for each the number that it is to have.
    fn renumbered(mut self, order: &[usize]) -> Self {
        let number = |at: usize| order.get(at).copied().unwrap_or(at);
        self.medoid = self.medoid.map(number);
        for column in &mut self.columns {
            for cell in &mut column.cells {
                cell.wording = number(cell.wording);
            }
            column.cells.sort_by_key(|cell| cell.wording);
        }
        for choice in &mut self.terms {
            for found in &mut choice.uses {
                found.wording = number(found.wording);
            }
            choice.uses.sort_by_key(|found| (found.wording, found.span));
        }
        for clause in &mut self.clauses {
            let mut found = vec![Vec::new(); clause.found.len()];
            for (at, spans) in clause.found.drain(..).enumerate() {
                if let Some(slot) = found.get_mut(number(at)) {
                    *slot = spans;
                }
            }
            clause.found = found;
        }
        for pair in &mut self.scores {
            let (a, b) = (number(pair.a), number(pair.b));
            (pair.a, pair.b) = (a.min(b), a.max(b));
        }
        self.scores.sort_by_key(|pair| (pair.a, pair.b));
        let differences = self.differences.into_iter().map(|difference| difference.renumbered(number));
        self.differences = differences.collect();
        self.differences.sort();
        self
    }
}

/// Compares the renditions of a group.
///
/// The order of the renditions decides the order of the rows, and nothing else.
pub fn compare(group: &Group) -> Comparison {
    // Ties and sums of floats depend on the order: the renditions are looked at in one of their own.
    let mut order: Vec<usize> = (0..group.wordings.len()).collect();
    order.sort_by_key(|at| group.wordings.get(*at).map(|wording| (&wording.text, &wording.label, &wording.origin)));
    let wordings = order.iter().filter_map(|at| group.wordings.get(*at)).cloned().collect();
    in_order(&Group { wordings, ..group.clone() }).renumbered(&order)
}

/// Compares renditions that stand in an order of their own.
fn in_order(group: &Group) -> Comparison {
    let scores = scores::pairs(group);
    let (rows, table) = laid(group, &scores);
    let (renditions, source) = rows.split_at(group.wordings.len());
    let clauses = source.first().map(|source| coverage::coverage(source, renditions));
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

/// The rows of a group and their table. The words said are the last row, and
/// laid last: they are mostly in another language.
pub(crate) fn laid(group: &Group, scores: &[PairScore]) -> (Vec<Tokens>, Table) {
    let mut rows: Vec<Tokens> = group.wordings.iter().map(Tokens::new).collect();
    let mut table = Table::new(&rows, &scores::order(group, scores));
    if let Some(source) = &group.source {
        rows.push(Tokens::new(source));
        table.add(&rows, &[group.wordings.len()]);
    }
    (rows, table)
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
