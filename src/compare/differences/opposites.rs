//! Claims that cannot both be true.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::compare::align::Token;
use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::segment::approximates;
use crate::text::Span;

static OPPOSITES: LazyLock<HashMap<&'static str, HashSet<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut out: HashMap<&str, HashSet<(&str, &str)>> = HashMap::new();
    for row in include_str!("../data/opposites.tsv").lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        if let (Some(lang), Some(one), Some(other)) = (cells.next(), cells.next(), cells.next()) {
            out.entry(lang).or_default().extend([(one, other), (other, one)]);
        }
    }
    out
});

/// Conflicts: the clauses around what one affirms and the other denies, around
/// amounts that differ, and words that are opposites at the same place.
pub(super) fn conflicts(pair: &Pair<'_>, polarity: &[Found], numbers: &[Found]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    // About a hundred and ninety-nine may both be true.
    let exact = numbers.iter().filter(|number| !is_rough(&pair.a, number.a) && !is_rough(&pair.b, number.b));
    let of_others = polarity.iter().chain(exact).map(|other| (other.a, other.b, other.words.clone()));
    let opposites = opposites(pair).into_iter().map(|(a, b)| {
        let words = [pair.a.text(a).to_owned(), pair.b.text(b).to_owned()];
        (Some(a), Some(b), words)
    });
    for (a, b, words) in of_others.chain(opposites) {
        let (a, b) = (clause(&pair.a, a), clause(&pair.b, b));
        if !found.iter().any(|known| known.a == a && known.b == b) {
            found.push(Found::new(DifferenceKind::Conflict, a, b, words));
        }
    }
    found
}

/// Whether the word before a number leaves open how exact it is.
fn is_rough(side: &Side<'_>, number: Option<Span>) -> bool {
    let Some(number) = number else { return false };
    let before = side.tokens.words.iter().rfind(|word| word.span.end <= number.start);
    before.is_some_and(|word| approximates(&word.key, side.lang()))
}

fn clause(side: &Side<'_>, span: Option<Span>) -> Option<Span> {
    side.clause_span(side.clause_at(span?.start))
}

/// Words that stand at the same place, and are opposites, neither of them denied.
fn opposites(pair: &Pair<'_>) -> Vec<(Span, Span)> {
    let Some(table) = OPPOSITES.get(pair.a.lang().base().as_str()) else {
        return Vec::new();
    };
    let are = |one: &Token, other: &Token| {
        one.stems.iter().any(|one| other.stems.iter().any(|other| table.contains(&(one.as_str(), other.as_str()))))
    };
    let is_denied = |side: &Side<'_>, token: &Token| {
        side.tokens.claims.iter().any(|mark| mark.claim.is_denied && side.clause_of(mark) == token.clause)
    };
    let mut out = Vec::new();
    for here in 0..pair.a.tokens.chunks.len() {
        for there in pair.a.beside(here) {
            let Some((one, other)) = pair.a.head(here).zip(pair.b.head(*there)) else { continue };
            if are(one, other) && is_denied(&pair.a, one) == is_denied(&pair.b, other) {
                out.push((one.span, other.span));
            }
        }
    }
    out
}
