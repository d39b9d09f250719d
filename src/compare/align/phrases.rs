//! Words that belong to the words beside them: phrases, which belong into one column.

use std::collections::BTreeSet;

use crate::compare::align::table::{Column, is_claim};
use crate::compare::align::tokens::Tokens;

/// How many words that count a phrase has at most.
const LONGEST: usize = 3;

/// Puts neighbouring columns into one where some rows have both and the others
/// one of them: gradually become, become. What begins with a connective is no
/// part of the phrase before it, and what says how something is claimed stays alone.
pub(super) fn joined(rows: &[Tokens], columns: Vec<Column>) -> Vec<Column> {
    let mut out: Vec<Column> = Vec::new();
    for column in columns {
        match out.last_mut().filter(|last| is_phrase(rows, last, &column)) {
            Some(last) => {
                for (row, chunks) in column.cells {
                    last.cells.entry(row).or_default().extend(chunks);
                }
            }
            None => out.push(column),
        }
    }
    out
}

fn is_phrase(rows: &[Tokens], first: &Column, second: &Column) -> bool {
    let of = |column: &Column| column.cells.keys().copied().collect::<BTreeSet<usize>>();
    let (ours, theirs) = (of(first), of(second));
    let is_nested = ours != theirs && (ours.is_subset(&theirs) || theirs.is_subset(&ours));
    is_nested && ours.intersection(&theirs).all(|row| goes_on(rows, *row, first, second)) && !begins_anew(rows, second)
}

/// Whether in one row the second cell goes on with the first, in one clause, and is short enough.
fn goes_on(rows: &[Tokens], row: usize, first: &Column, second: &Column) -> bool {
    let cells = first.cells.get(&row).zip(second.cells.get(&row)).zip(rows.get(row));
    let Some(((here, there), tokens)) = cells else { return false };
    let heads = here.last().zip(there.first()).and_then(|(a, b)| tokens.head(*a).zip(tokens.head(*b)));
    let Some((last, next)) = heads else { return false };
    let is_near = here.last().map(|at| at + 1) == there.first().copied() && last.clause == next.clause;
    is_near && here.len() + there.len() <= LONGEST && !is_claim(last) && !is_claim(next)
}

/// Whether a connective stands before the head of any cell.
fn begins_anew(rows: &[Tokens], column: &Column) -> bool {
    let mut firsts = column.cells.iter().filter_map(|(row, chunks)| rows.get(*row).zip(chunks.first()));
    firsts.any(|(tokens, chunk)| tokens.connective(*chunk).is_some())
}
