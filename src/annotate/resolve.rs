//! Of hits that overlap, the set that covers best.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use ecow::EcoVec;

use crate::annotate::scan::Candidate;
use crate::annotate::{Annotator, Hit};
use crate::text::Span;

/// By the start, the longest first, and at one place the best first.
pub(super) fn order(a: &Candidate, b: &Candidate) -> Ordering {
    let place = a.span.start.cmp(&b.span.start).then_with(|| b.span.end.cmp(&a.span.end));
    let rank = |one: &Candidate| (one.foreign, one.entry.layer, one.status, one.entry);
    place.then_with(|| rank(a).cmp(&rank(b)))
}

/// Keeps the longest, then the leftmost; of one place the text's own language,
/// then the first glossary, then the better status.
pub(super) fn resolve(annotator: &Annotator<'_>, text: &str, mut candidates: Vec<Candidate>) -> Vec<Hit> {
    drop_loners(text, &mut candidates);
    // They come by their starts, but for Korean compounds.
    if !candidates.is_sorted_by(|a, b| order(a, b).is_le()) {
        candidates.sort_unstable_by(order);
    }
    let mut hits = merge(annotator, &candidates);
    let mut beaten = Vec::new();
    let mut from = 0;
    while from < hits.len() {
        let to = cluster(&hits, from);
        if to - from > 1 {
            choose(&mut hits, from, to, &mut beaten);
        }
        from = to;
    }
    if !beaten.is_empty() {
        beaten.sort_unstable();
        let mut at = 0..;
        hits.retain(|_| at.next().is_some_and(|at| beaten.binary_search(&at).is_err()));
    }
    if !annotator.options.nested && hits.iter().any(|hit| hit.nested) {
        hits.retain(|hit| !hit.nested);
    }
    hits
}

/// Takes out names that are more likely other words, unless another term stands
/// beside them in the sentence.
fn drop_loners(text: &str, candidates: &mut Vec<Candidate>) {
    if candidates.iter().all(|candidate| !candidate.needs_company) {
        return;
    }
    let mut company: Vec<Span> =
        candidates.iter().filter(|candidate| !candidate.needs_company).map(|candidate| candidate.span).collect();
    company.sort_by_key(|span| span.end);
    let joined = |a: Span, b: Span| {
        let between = text.get(a.end.min(b.end)..a.start.max(b.start));
        // 다음과 네이버, 라마, 제미나이: a particle or a comma apart.
        between.is_some_and(|between| between.chars().count() <= BESIDE && !between.contains(['.', '!', '?', '\n']))
    };
    candidates.retain(|candidate| {
        // Spans come in the order of their ends: only those nearby are looked at.
        let near = company.partition_point(|span| span.end + 4 * BESIDE < candidate.span.start);
        let mut near = company.iter().skip(near).take_while(|span| span.start <= candidate.span.end + 4 * BESIDE);
        !candidate.needs_company || near.any(|span| joined(*span, candidate.span))
    });
}

/// How far apart names in one list stand at most, in characters.
const BESIDE: usize = 4;

/// Makes one hit of the candidates of one place.
fn merge(annotator: &Annotator<'_>, candidates: &[Candidate]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::with_capacity(candidates.len());
    let concept = |candidate: &Candidate| annotator.stack.entry(candidate.entry).map(|(_, concept, _)| &concept.id);
    for candidate in candidates {
        match hits.last_mut().filter(|hit| hit.span == candidate.span) {
            Some(hit) => {
                let known = |entry| annotator.stack.entry(entry).map(|(_, concept, _)| &concept.id);
                let mut all = std::iter::once(hit.entry).chain(hit.others.iter().copied());
                if all.all(|entry| known(entry) != concept(candidate)) {
                    hit.others.push(candidate.entry);
                }
            }
            None => hits.push(Hit {
                span: candidate.span,
                entry: candidate.entry,
                others: EcoVec::new(),
                matched_by: candidate.matched_by,
                nested: false,
            }),
        }
    }
    hits
}

/// The end of the group of hits that begins at `from` and in which each overlaps one before it.
fn cluster(hits: &[Hit], from: usize) -> usize {
    let mut end = 0;
    let inside = hits.iter().skip(from).enumerate().take_while(|(at, hit)| {
        let joins = *at == 0 || hit.span.start < end;
        end = end.max(hit.span.end);
        joins
    });
    from + inside.count()
}

/// Marks the hits of a cluster that lie in a winner as nested, and tells those
/// that only overlap one.
fn choose(hits: &mut [Hit], from: usize, to: usize, beaten: &mut Vec<usize>) {
    let cluster = hits.get_mut(from..to).unwrap_or_default();
    // Mostly the first one holds the others.
    if let Some((first, rest)) = cluster.split_first_mut()
        && rest.iter().all(|hit| hit.span.end <= first.span.end)
    {
        for hit in rest {
            hit.nested = true;
        }
        return;
    }
    let mut order: Vec<(usize, Span)> = cluster.iter().map(|hit| hit.span).enumerate().collect();
    order.sort_by_key(|(_, span)| (std::cmp::Reverse(span.len()), span.start));
    // Winners do not overlap: the one that could is found by its start.
    let mut winners: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, own) in order {
        let overlapped = winners.range(..own.end).next_back().filter(|(_, end)| **end > own.start);
        match overlapped {
            None => {
                winners.insert(own.start, own.end);
            }
            Some((start, end)) if *start <= own.start && own.end <= *end => {
                if let Some(hit) = cluster.get_mut(at) {
                    hit.nested = true;
                }
            }
            Some(_) => beaten.push(from + at),
        }
    }
}
