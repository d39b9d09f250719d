//! Clauses that stand in one rendition only.

use std::ops::Range;

use crate::compare::align::{Kind, Token, count};
use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::segment::{coordinates, is_participle, reporting};
use crate::text::Span;

/// The share of a clause's content that may have a counterpart all the same.
const SHARED: f64 = 0.2;
/// The share of it that may stand where the other has something else.
const FACED: f64 = 0.5;
/// From how many words on that say something what a coordinating word adds is more than a noun.
const COORDINATED: usize = 5;

pub(super) fn differences(pair: &Pair<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (side, _, is_a) in pair.ways() {
        for clauses in pieces(side) {
            let Some(span) = added(side, &clauses) else { continue };
            let (a, b) = if is_a { (Some(span), None) } else { (None, Some(span)) };
            let words = if is_a { [side.text(span), ""] } else { ["", side.text(span)] };
            found.push(Found::new(DifferenceKind::Clause, a, b, words));
        }
    }
    found
}

/// The clauses, those together that a comma inside a phrase cuts: young, passionate graduates.
fn pieces(side: &Side<'_>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for clause in 0..side.tokens.clauses.len() {
        match out.last_mut().filter(|_| goes_on(side, clause)) {
            Some(piece) => piece.end = clause + 1,
            None => out.push(clause..clause + 1),
        }
    }
    out
}

/// Whether a clause goes on with the phrase before it: a small word stands before the comma, or none after it.
fn goes_on(side: &Side<'_>, clause: usize) -> bool {
    let Some(before) = clause.checked_sub(1).and_then(|before| side.clause_span(before)) else { return false };
    let Some(span) = side.clause_span(clause) else { return false };
    if side.text(Span::new(before.end, span.start)).trim() != "," {
        return false;
    }
    let tokens = &side.tokens.all;
    let last = tokens.iter().rfind(|token| token.span.end <= before.end);
    let first = tokens.iter().find(|token| token.span.start >= span.start);
    let is_small = |token: &Token| token.kind == Kind::Function;
    let is_plain = |token: &Token| {
        let text = side.text(token.span);
        let is_participle = token.keys.iter().any(|key| is_participle(key, side.lang()));
        token.kind == Kind::Content && text.starts_with(char::is_lowercase) && !is_participle
    };
    last.is_some_and(is_small) || last.is_some_and(|token| token.kind == Kind::Content) && first.is_some_and(is_plain)
}

/// What a piece says that the other side has nothing for: all of it, or its end from a connective on.
fn added(side: &Side<'_>, clauses: &Range<usize>) -> Option<Span> {
    let whole = Span::new(side.clause_span(clauses.start)?.start, side.clause_span(clauses.end - 1)?.end);
    let content: Vec<usize> = clauses.clone().flat_map(|clause| side.content_of(clause)).collect();
    // What stands alone is no clause that was added.
    if clauses.len() < side.tokens.clauses.len() && is_alone(side, &content) {
        return (!is_frame(side, whole, content.len())).then_some(whole);
    }
    let first = content.iter().rposition(|chunk| is_shared(side, *chunk)).map_or(0, |at| at + 1);
    let tail = content.get(first..).filter(|tail| first > 0 && tail.len() > 1)?;
    // From the first connective on: what stands before it belongs to what is shared.
    let starts = tail.iter().enumerate().find_map(|(at, chunk)| Some((at, side.tokens.connective(*chunk)?)));
    let (skipped, connective) = starts?;
    // What “and” adds may be no more than another noun.
    let is_added = connective.keys.iter().any(|key| coordinates(key, side.lang()));
    let least = if is_added { COORDINATED } else { 2 };
    let rest = tail.get(skipped..).filter(|rest| rest.len() >= least)?;
    is_alone(side, rest).then(|| Span::new(connective.span.start, whole.end))
}

/// Whether a piece only says who said it.
fn is_frame(side: &Side<'_>, piece: Span, content: usize) -> bool {
    content < 7 && reporting(side.text(piece), side.lang(), &[]).is_some()
}

fn is_shared(side: &Side<'_>, chunk: usize) -> bool {
    side.same(chunk).is_some()
}

/// Whether the other side has nothing for some content of a clause.
fn is_alone(side: &Side<'_>, content: &[usize]) -> bool {
    let shared = content.iter().filter(|chunk| is_shared(side, **chunk)).count();
    let faced = content.iter().filter(|chunk| !side.beside(**chunk).is_empty()).count();
    let all = count(content.len());
    content.len() > 1 && count(shared) <= SHARED * all && count(faced) <= FACED * all
}
