//! The table: renditions as rows, what stands for each other in columns.

use std::collections::BTreeMap;

use crate::compare::align::alternatives;
use crate::compare::align::assign::{Candidate, assign};
use crate::compare::align::likeness::{LEAST, count, likeness};
use crate::compare::align::phrases;
use crate::compare::align::tokens::{Kind, Token, Tokens};

/// What a neighbour that is aligned to a neighbour adds to a pair.
const BESIDE: f64 = 0.12;
/// What standing at the same part of both adds at most.
const PLACE: f64 = 0.06;
/// What a pair loses that crosses all others.
const CROSSING: f64 = 0.25;

/// How many pairs are asked whether another crosses them.
const SAMPLE: usize = 200;
/// What alternatives must be worth in a table that is read, where a gap says little.
const LENIENT: f64 = 0.5;
/// What they must be worth where it is asked whether something has a counterpart.
const STRICT: f64 = 0.9;

/// Chunks that stand for each other: for some rows, the chunks of that row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Column {
    pub(crate) cells: BTreeMap<usize, Vec<usize>>,
}

/// The columns, in the order of the row that was laid first; each chunk of a
/// row that was laid is in one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
}

impl Table {
    /// Lays the rows one after the other, in this order, and puts alternatives into one column.
    pub(crate) fn new(rows: &[Tokens], order: &[usize]) -> Self {
        let mut table = Self::default();
        table.add(rows, order);
        table
    }

    /// Lays two rows, and takes as alternatives only what has a neighbour in common.
    pub(crate) fn of_pair(rows: &[Tokens], a: usize, b: usize) -> Self {
        let mut table = Self::default();
        table.lay(rows, a);
        table.lay(rows, b);
        table.columns = alternatives::joined(rows, &[a, b], table.runs(rows, &[a, b]), STRICT);
        table
    }

    /// Lays more rows, which change nothing in how those that were laid stand to each other.
    pub(crate) fn add(&mut self, rows: &[Tokens], order: &[usize]) {
        for row in order {
            self.lay(rows, *row);
        }
        self.columns = phrases::joined(rows, alternatives::joined(rows, order, self.runs(rows, order), LENIENT));
    }

    /// Adds a row: each chunk to the column of what it is most like, or to a new one.
    fn lay(&mut self, rows: &[Tokens], row: usize) {
        let Some(tokens) = rows.get(row) else { return };
        let places = self.anchors(rows, tokens);
        let steady = longest_rise(&places);
        // What is new stands beside a neighbour: one of its clause, one that was not moved, the one before.
        let mut fresh: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (chunk, place) in places.iter().enumerate() {
            if let Some(column) = place.and_then(|column| self.columns.get_mut(column)) {
                column.cells.entry(row).or_default().push(chunk);
                continue;
            }
            let clause = |chunk: usize| tokens.head(chunk).map(|head| head.clause);
            let anchored = |at: usize| Some((at, places.get(at).copied().flatten()?));
            let before = (0..chunk).rev().find_map(anchored).map(|(at, column)| (at, column + 1, true));
            let after = (chunk + 1..places.len()).find_map(anchored).map(|(at, column)| (at, column, false));
            let beside = before.into_iter().chain(after);
            let best = beside.max_by_key(|(at, _, is_before)| {
                (clause(*at) == clause(chunk), steady.binary_search(at).is_ok(), *is_before)
            });
            let slot = best.map_or(self.columns.len(), |(_, slot, _)| slot);
            fresh.entry(slot).or_default().push(chunk);
        }
        let mut columns = Vec::with_capacity(self.columns.len() + fresh.len());
        let mut old = std::mem::take(&mut self.columns).into_iter();
        for slot in 0..=old.len() {
            for chunk in fresh.remove(&slot).unwrap_or_default() {
                columns.push(Column { cells: BTreeMap::from([(row, vec![chunk])]) });
            }
            columns.extend(old.next());
        }
        self.columns = columns;
    }

    /// For each chunk of a row the column that it belongs to, if any.
    fn anchors(&self, rows: &[Tokens], tokens: &Tokens) -> Vec<Option<usize>> {
        let (width, length) = (count(self.columns.len().max(1)), count(tokens.chunks.len().max(1)));
        let heads: Vec<Vec<&Token>> = self.columns.iter().map(|column| heads(rows, column)).collect();
        let mut candidates = Vec::new();
        for left in 0..tokens.chunks.len() {
            let Some(token) = tokens.head(left) else { continue };
            for (right, heads) in heads.iter().enumerate() {
                let likest = heads.iter().map(|head| likeness(token, head)).fold(0.0, f64::max);
                if likest >= LEAST {
                    let apart = ((count(left) + 0.5) / length - (count(right) + 0.5) / width).abs();
                    candidates.push(Candidate { left, right, weight: likest + PLACE * (1.0 - apart) });
                }
            }
        }
        let first = assign(&candidates);
        let paired: BTreeMap<usize, usize> = first.iter().map(|pair| (pair.left, pair.right)).collect();
        // How many pairs one crosses is asked of some of them, evenly spread: of a long text all would take long.
        let sample: Vec<&Candidate> = first.iter().step_by(first.len() / SAMPLE + 1).collect();
        // A second look, now that the neighbours are known.
        for candidate in &mut candidates {
            let beside = |step: isize| {
                let neighbour = candidate.left.checked_add_signed(step).and_then(|left| paired.get(&left));
                neighbour.is_some_and(|right| Some(*right) == candidate.right.checked_add_signed(step))
            };
            let neighbours = usize::from(beside(-1)) + usize::from(beside(1));
            candidate.weight += BESIDE * count(neighbours);
            if neighbours == 0 {
                let crosses = |pair: &&&Candidate| {
                    (pair.left < candidate.left) != (pair.right < candidate.right) && pair.left != candidate.left
                };
                candidate.weight -=
                    CROSSING * count(sample.iter().filter(crosses).count()) / count(sample.len().max(1));
            }
        }
        candidates.retain(|candidate| candidate.weight >= LEAST);
        let mut places = vec![None; tokens.chunks.len()];
        for pair in assign(&candidates) {
            if let Some(place) = places.get_mut(pair.left) {
                *place = Some(pair.right);
            }
        }
        places
    }

    /// The columns, with neighbours that only one and the same new row has made one, clause by clause.
    fn runs(&self, rows: &[Tokens], new: &[usize]) -> Vec<Column> {
        let mut out: Vec<Column> = Vec::new();
        for column in &self.columns {
            let joined = out.last_mut().filter(|last| is_of(last, new) && goes_on(rows, last, column));
            match joined {
                Some(last) => {
                    for (row, chunks) in &column.cells {
                        last.cells.entry(*row).or_default().extend(chunks);
                    }
                }
                None => out.push(column.clone()),
            }
        }
        out
    }
}

/// Whether only rows of `new` have it.
pub(super) fn is_of(column: &Column, new: &[usize]) -> bool {
    column.cells.keys().all(|row| new.contains(row))
}

/// The heads in a column.
pub(super) fn heads<'r>(rows: &'r [Tokens], column: &Column) -> Vec<&'r Token> {
    let of_row = |(row, chunks): (&usize, &Vec<usize>)| {
        let tokens = rows.get(*row);
        chunks.iter().filter_map(move |chunk| tokens?.head(*chunk)).collect::<Vec<_>>()
    };
    column.cells.iter().flat_map(of_row).collect()
}

/// Whether `next` goes on with the one row that `last` has, in the same clause and of the same kind.
fn goes_on(rows: &[Tokens], last: &Column, next: &Column) -> bool {
    let (Some((row, chunks)), Some((other, more))) = (only(last), only(next)) else { return false };
    let Some(tokens) = rows.get(row).filter(|_| row == other) else { return false };
    let (Some(end), Some(begin)) = (chunks.last(), more.first()) else { return false };
    let (Some(a), Some(b)) = (tokens.head(*end), tokens.head(*begin)) else { return false };
    end + 1 == *begin && a.clause == b.clause && is_claim(a) == is_claim(b)
}

fn only(column: &Column) -> Option<(usize, &Vec<usize>)> {
    let mut cells = column.cells.iter();
    let (row, chunks) = cells.next()?;
    cells.next().is_none().then_some((*row, chunks))
}

pub(super) fn is_claim(token: &Token) -> bool {
    matches!(token.kind, Kind::Claim(_))
}

/// The items with a number that are on the longest rising run of numbers.
///
/// # Source
///
/// Fredman 1975, with patience sorting.
pub(crate) fn longest_rise(numbers: &[Option<usize>]) -> Vec<usize> {
    let value = |at: usize| numbers.get(at).copied().flatten();
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for at in (0..numbers.len()).filter(|at| value(*at).is_some()) {
        let length = tails.partition_point(|tail| value(*tail) < value(at));
        if let (Some(slot), Some(tail)) = (before.get_mut(at), length.checked_sub(1)) {
            *slot = tails.get(tail).copied();
        }
        match tails.get_mut(length) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut rise = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(here) = at {
        rise.push(here);
        at = before.get(here).copied().flatten();
    }
    rise.reverse();
    rise
}
