//! Amounts and dates that differ.

use crate::compare::align::{SAME_STEM, likeness};
use crate::compare::differences::calendar;
use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::segment::{Number, numbers};

pub(super) fn differences(pair: &Pair<'_>) -> Vec<Found> {
    let ours = numbers(&pair.a.wording.text, pair.a.lang());
    let theirs = numbers(&pair.b.wording.text, pair.b.lang());
    let only = |numbers: &[Number], others: &[Number]| -> Vec<Number> {
        numbers.iter().filter(|number| !others.iter().any(|other| other.is_same(number))).copied().collect()
    };
    let (left, mut right) = (only(&ours, &theirs), only(&theirs, &ours));
    let mut found = calendar::differences(pair);
    // A year or a share alone on both sides needs no other sign.
    let are_alone = left.len() == 1 && right.len() == 1;
    for number in left {
        let is_its = |other: &Number| {
            let is_one_unit = number.is_percent == other.is_percent && number.is_year() == other.is_year();
            let is_only =
                are_alone && (number.is_year() || number.is_percent) && are_counterparts(pair, &number, other);
            is_one_unit
                && !(number.is_article && other.is_article)
                && (is_only || is_of_one_thing(pair, &number, other))
        };
        let Some(at) = right.iter().position(is_its) else { continue };
        let other = right.remove(at);
        let words = [pair.a.text(number.span), pair.b.text(other.span)];
        found.push(Found::new(DifferenceKind::Number, Some(number.span), Some(other.span), words));
    }
    found
}

/// Whether the clauses of two numbers belong together.
fn are_counterparts(pair: &Pair<'_>, one: &Number, other: &Number) -> bool {
    pair.a.counterpart(pair.a.clause_at(one.span.start)) == Some(pair.b.clause_at(other.span.start))
}

/// Whether two numbers count the same: they face each other, or what they count is the same.
fn is_of_one_thing(pair: &Pair<'_>, one: &Number, other: &Number) -> bool {
    let Some((here, there)) = pair.a.chunk_at(one.span).zip(pair.b.chunk_at(other.span)) else { return false };
    if pair.a.beside(here).contains(&there) {
        return true;
    }
    let counted = |side: &Side<'_>, number: &Number| {
        let clause = side.clause_at(number.span.start);
        let next = side
            .content_of(clause)
            .find(|chunk| side.head_span(*chunk).is_some_and(|span| span.start >= number.span.end));
        next.and_then(|chunk| side.head(chunk)).cloned()
    };
    let things = counted(&pair.a, one).zip(counted(&pair.b, other));
    things.is_some_and(|(one, other)| likeness(&one, &other) >= SAME_STEM)
}
