//! Different words at the same place: alternatives, which belong into one column.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::compare::align::likeness::{LEAST, count, likeness};
use crate::compare::align::table::{Column, heads, is_claim, is_of, longest_rise};
use crate::compare::align::tokens::{Token, Tokens};

/// How far apart, in columns, alternatives are looked for.
const REACH: usize = 16;
/// What one same neighbour is worth, and what the same steady one is.
const SAME: f64 = 1.0;
const SAME_STEADY: f64 = 0.6;
/// What it is worth that both begin, or that both end, their wordings.
const SAME_END: f64 = 0.5;
/// What words that are somewhat alike are worth.
const ALIKE: f64 = 1.5;

/// What stands beside a cell, as columns; `None` is the beginning or the end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Flanks {
    before: Option<usize>,
    after: Option<usize>,
    /// The nearest that other rows have too, and that were not moved.
    steady_before: Option<usize>,
    steady_after: Option<usize>,
    /// Whether what stands directly beside was moved.
    is_moved_before: bool,
    is_moved_after: bool,
}

/// Puts columns of different rows into one where they stand between the same
/// neighbours, those with the most neighbours in common first; one of each pair
/// is only of rows of `new`. `enough` is what two columns must be worth to be one.
pub(super) fn joined(rows: &[Tokens], new: &[usize], mut columns: Vec<Column>, enough: f64) -> Vec<Column> {
    if columns.iter().flat_map(|column| column.cells.keys()).collect::<BTreeSet<_>>().len() < 2 {
        return columns;
    }
    // Words that are alike are looked for everywhere once; what is left stands beside one another.
    let mut reach = usize::MAX;
    loop {
        let mut pairs = pairs(rows, new, &columns, reach);
        reach = REACH;
        pairs.retain(|(worth, ..)| *worth >= enough);
        if pairs.is_empty() {
            return columns;
        }
        // Each column is joined once a round: its neighbours are others then.
        let mut touched = vec![false; columns.len()];
        for (_, keep, gone) in pairs {
            let free = [keep, gone].iter().all(|at| touched.get(*at) == Some(&false));
            if !free {
                continue;
            }
            let cells = columns.get_mut(gone).map(|column| std::mem::take(&mut column.cells)).unwrap_or_default();
            if let Some(kept) = columns.get_mut(keep) {
                kept.cells.extend(cells);
            }
            for at in [keep, gone] {
                if let Some(slot) = touched.get_mut(at) {
                    *slot = true;
                }
            }
        }
        columns.retain(|column| !column.cells.is_empty());
    }
}

/// Pairs of columns that may be one, the best first: their worth, the one that more rows have, the other.
fn pairs(rows: &[Tokens], new: &[usize], columns: &[Column], reach: usize) -> Vec<(f64, usize, usize)> {
    let flanks = flanks(rows.len(), columns);
    let claims: Vec<bool> = columns.iter().map(|column| heads(rows, column).into_iter().all(is_claim)).collect();
    let mut pairs = Vec::new();
    for (a, one) in columns.iter().enumerate() {
        for (b, other) in columns.iter().enumerate().skip(a + 1).take(reach) {
            let is_apart = !one.cells.keys().any(|row| other.cells.contains_key(row));
            if !is_apart || claims.get(a) != claims.get(b) || !(is_of(one, new) || is_of(other, new)) {
                continue;
            }
            let alike = likest(rows, one, other);
            if alike < LEAST && b - a > REACH {
                continue;
            }
            // The place of the one that more rows have is kept.
            let ways = match one.cells.len().cmp(&other.cells.len()) {
                Ordering::Greater => &[(a, b)][..],
                Ordering::Less => &[(b, a)],
                Ordering::Equal => &[(a, b), (b, a)],
            };
            let worth = ways.iter().map(|(keep, gone)| (flanks.worth(columns, *keep, *gone), *keep, *gone));
            let best = worth.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            pairs.extend(best.map(|(worth, keep, gone)| (worth + ALIKE * alike, keep, gone)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    pairs
}

/// How alike the likest words of two columns are; nothing for what is no anchor.
fn likest(rows: &[Tokens], one: &Column, other: &Column) -> f64 {
    let others = heads(rows, other);
    let likest = |head: &Token| others.iter().map(|other| likeness(head, other)).fold(0.0, f64::max);
    let best = heads(rows, one).into_iter().map(likest).fold(0.0, f64::max);
    if best >= LEAST { best } else { 0.0 }
}

/// The flanks of every cell.
struct AllFlanks {
    /// By column, then by row.
    cells: Vec<Vec<Option<Flanks>>>,
}

fn flanks(rows: usize, columns: &[Column]) -> AllFlanks {
    let mut cells = vec![vec![None; rows]; columns.len()];
    for row in 0..rows {
        let mut filled: Vec<(usize, usize)> = columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| Some((*column.cells.get(&row)?.first()?, at)))
            .collect();
        filled.sort_unstable();
        let order: Vec<usize> = filled.iter().map(|(_, at)| *at).collect();
        let unmoved = longest_rise(&order.iter().map(|at| Some(*at)).collect::<Vec<_>>());
        let column = |place: usize| order.get(place).copied();
        let is_shared =
            |place: &usize| column(*place).and_then(|at| columns.get(at)).is_some_and(|column| column.cells.len() > 1);
        let steady: Vec<usize> = unmoved.iter().copied().filter(is_shared).collect();
        let is_moved = |place: usize| place < order.len() && unmoved.binary_search(&place).is_err();
        for (place, at) in order.iter().enumerate() {
            let next = steady.partition_point(|other| *other <= place);
            let last = steady.partition_point(|other| *other < place).checked_sub(1);
            let found = Flanks {
                before: place.checked_sub(1).and_then(column),
                after: column(place + 1),
                steady_before: last.and_then(|last| steady.get(last)).and_then(|place| column(*place)),
                steady_after: steady.get(next).and_then(|place| column(*place)),
                is_moved_before: place.checked_sub(1).is_some_and(is_moved),
                is_moved_after: is_moved(place + 1),
            };
            if let Some(slot) = cells.get_mut(*at).and_then(|cells| cells.get_mut(row)) {
                *slot = Some(found);
            }
        }
    }
    AllFlanks { cells }
}

impl AllFlanks {
    fn of(&self, (row, column): (usize, usize)) -> Option<Flanks> {
        self.cells.get(column)?.get(row).copied().flatten()
    }

    /// What the neighbours that two columns have in common are worth, on average over their rows.
    fn worth(&self, columns: &[Column], keep: usize, gone: usize) -> f64 {
        let rows = |at: usize| columns.get(at).map(|column| &column.cells).into_iter().flat_map(BTreeMap::keys);
        let mut worth = 0.0;
        let mut pairs = 0;
        for row in rows(keep) {
            for other in rows(gone) {
                worth += self.shared((*row, keep), (*other, gone));
                pairs += 1;
            }
        }
        worth / count(pairs.max(1))
    }

    /// What the neighbours that two cells have in common are worth; nothing
    /// where the place that is kept is not between those of the other, unless
    /// they were moved with a neighbour.
    fn shared(&self, keep: (usize, usize), gone: (usize, usize)) -> f64 {
        let (Some(a), Some(b)) = (self.of(keep), self.of(gone)) else { return 0.0 };
        let is_between =
            b.steady_before.is_none_or(|before| before < keep.1) && b.steady_after.is_none_or(|after| keep.1 < after);
        let with_before = a.before == b.before && b.is_moved_before;
        let with_after = a.after == b.after && b.is_moved_after;
        if !is_between && !with_before && !with_after {
            return 0.0;
        }
        let worth = |direct: [Option<usize>; 2], steady: [Option<usize>; 2]| match (direct, steady) {
            ([None, None], _) => SAME_END,
            ([one, other], _) if one == other => SAME,
            (_, [None, None]) => SAME_END,
            (_, [one, other]) if one == other => SAME_STEADY,
            _ => 0.0,
        };
        worth([a.before, b.before], [a.steady_before, b.steady_before])
            + worth([a.after, b.after], [a.steady_after, b.steady_after])
    }
}
