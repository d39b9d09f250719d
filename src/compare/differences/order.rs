//! The same in another order.

use crate::compare::align::{Kind, Token, longest_rise};
use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::text::Span;

pub(super) fn differences(pair: &Pair<'_>) -> Vec<Found> {
    // One to one, in the order of `a`.
    let links: Vec<(usize, usize)> =
        pair.sure.iter().copied().filter(|(a, b)| pair.a.same(*a) == Some(*b) && pair.b.same(*b) == Some(*a)).collect();
    let places: Vec<Option<usize>> = links.iter().map(|(_, b)| Some(*b)).collect();
    let steady = longest_rise(&places);
    let mut found: Vec<Moved> = Vec::new();
    let mut at = 0;
    while at < links.len() {
        if steady.binary_search(&at).is_ok() {
            at += 1;
            continue;
        }
        // A block is moved together as long as it goes on in both.
        let mut end = at + 1;
        while end < links.len() && steady.binary_search(&end).is_err() && places.get(end) > places.get(end - 1) {
            end += 1;
        }
        let block = links.get(at..end).unwrap_or_default();
        found.extend(moved(pair, &links, block));
        at = end;
    }
    // Of one sentence built in another way, one example is enough.
    let far = found.iter().filter(|moved| !moved.is_local).rev().max_by_key(|moved| moved.size).cloned();
    let local = found.into_iter().filter(|moved| moved.is_local);
    let mut out: Vec<Found> = local.chain(far).map(|moved| moved.found).collect();
    out.extend(of_clauses(pair));
    out
}

/// Something that changed places.
#[derive(Clone)]
struct Moved {
    found: Found,
    /// Whether it stays in its clause.
    is_local: bool,
    /// How many words moved.
    size: usize,
}

/// The difference that a moved block makes, unless grammar moved it.
fn moved(pair: &Pair<'_>, links: &[(usize, usize)], block: &[(usize, usize)]) -> Option<Moved> {
    let first = block.first()?;
    // What it changed places with: what stands on the other side of it there.
    let crossed: Vec<(usize, usize)> = links
        .iter()
        .filter(|link| !block.contains(link) && (link.0 < first.0) != (link.1 < first.1))
        .copied()
        .collect();
    if crossed.is_empty() {
        return None;
    }
    let all: Vec<(usize, usize)> = block.iter().chain(&crossed).copied().collect();
    let (here, there): (Vec<usize>, Vec<usize>) = all.iter().copied().unzip();
    // Another construction may say the same in another order; only terms and numbers are held to theirs.
    let are_held = |links: &[(usize, usize)]| links.iter().any(|(chunk, _)| pair.a.head(*chunk).is_some_and(is_held));
    let is_held = are_held(block) && are_held(&crossed);
    let is_local = is_in_one_clause(&pair.a, &here) && is_in_one_clause(&pair.b, &there);
    let is_close = is_local && !has_other_content(&pair.a, &here) && !has_other_content(&pair.b, &there);
    if !is_close && !is_held {
        return None;
    }
    // A noun phrase turned round by a preposition: top university graduates, graduates from top universities.
    let (ours, theirs) = (links_words(&pair.a, &here), links_words(&pair.b, &there));
    if (ours == 0) != (theirs == 0) {
        return None;
    }
    let (ours, theirs) = (stretch(&pair.a, &here)?, stretch(&pair.b, &there)?);
    let words = [pair.a.text(ours), pair.b.text(theirs)];
    let found = Found::new(DifferenceKind::Order, Some(ours), Some(theirs), words);
    Some(Moved { found, is_local, size: block.len() })
}

/// From the first to the last of some heads.
fn stretch(side: &Side<'_>, chunks: &[usize]) -> Option<Span> {
    let (first, last) = chunks.iter().min().zip(chunks.iter().max())?;
    Some(Span::new(side.head_span(*first)?.start, side.head_span(*last)?.end))
}

/// Whether something that the other side does not have stands between some heads.
fn has_other_content(side: &Side<'_>, chunks: &[usize]) -> bool {
    let bounds = chunks.iter().min().zip(chunks.iter().max());
    let mut between = bounds.map(|(first, last)| *first..*last).into_iter().flatten();
    between.any(|chunk| side.same(chunk).is_none() && side.head(chunk).is_some_and(|head| head.kind == Kind::Content))
}

fn is_held(token: &Token) -> bool {
    token.concept.is_some() && !token.is_name || token.keys.iter().any(|key| key.contains(|c: char| c.is_ascii_digit()))
}

fn is_in_one_clause(side: &Side<'_>, chunks: &[usize]) -> bool {
    let mut clauses = chunks.iter().map(|chunk| side.head(*chunk).map(|head| head.clause));
    let first = clauses.next();
    clauses.all(|clause| Some(clause) == first)
}

/// How many words stand between the first and the last of some heads beside them.
fn links_words(side: &Side<'_>, chunks: &[usize]) -> usize {
    let heads = chunks.iter().filter_map(|chunk| side.tokens.chunks.get(*chunk)).map(|chunk| chunk.head);
    let (first, last) = heads.fold((usize::MAX, 0), |(first, last), head| (first.min(head), last.max(head)));
    (last + 1).saturating_sub(first + chunks.len())
}

/// Clauses that stand in another order, each with a counterpart of which it is the counterpart.
fn of_clauses(pair: &Pair<'_>) -> Vec<Found> {
    let clauses = 0..pair.a.tokens.clauses.len();
    let is_close = |here: usize| pair.a.has_close_counterpart(here);
    let mutual = |here: usize| {
        let there =
            pair.a.counterpart(here).filter(|there| is_close(here) && pair.b.counterpart(*there) == Some(here))?;
        Some((here, there))
    };
    let links: Vec<(usize, usize)> = clauses.filter_map(mutual).collect();
    let turned = links.windows(2).filter_map(|two| match two {
        [one, other] if one.1 > other.1 => {
            let ours = Span::new(pair.a.clause_span(one.0)?.start, pair.a.clause_span(other.0)?.end);
            let theirs = Span::new(pair.b.clause_span(other.1)?.start, pair.b.clause_span(one.1)?.end);
            let words = [pair.a.text(ours), pair.b.text(theirs)];
            Some(Found::new(DifferenceKind::Order, Some(ours), Some(theirs), words))
        }
        _ => None,
    });
    turned.collect()
}
