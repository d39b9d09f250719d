//! Of hits that overlap, the set that covers best.

use crate::annotate::scan::Candidate;
use crate::annotate::{Annotator, Hit};
use crate::text::Span;

/// Keeps the longest, then the leftmost; of one place the text's own language,
/// then the first glossary, then the better status.
pub(super) fn resolve(annotator: &Annotator<'_>, text: &str, mut candidates: Vec<Candidate>) -> Vec<Hit> {
    drop_loners(text, &mut candidates);
    candidates.sort_by_key(|candidate| {
        let rank = (candidate.foreign, candidate.entry.layer, candidate.status, candidate.entry);
        (candidate.span.start, std::cmp::Reverse(candidate.span.end), rank)
    });
    let mut hits = merge(annotator, &candidates);
    let mut beaten = Vec::new();
    let mut from = 0;
    while from < hits.len() {
        let to = cluster(&hits, from);
        if to - from > 1 {
            beaten.extend(choose(&mut hits, from, to));
        }
        from = to;
    }
    beaten.sort_unstable();
    let mut at = 0..;
    hits.retain(|_| at.next().is_some_and(|at| beaten.binary_search(&at).is_err()));
    if !annotator.options.nested {
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
                others: Vec::new(),
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
fn choose(hits: &mut [Hit], from: usize, to: usize) -> Vec<usize> {
    let mut order: Vec<(usize, Span)> = (from..to).zip(hits.iter().skip(from).map(|hit| hit.span)).collect();
    order.sort_by_key(|(_, span)| (std::cmp::Reverse(span.len()), span.start));
    let mut winners: Vec<Span> = Vec::new();
    let mut beaten = Vec::new();
    for (at, own) in order {
        if winners.iter().all(|winner| !winner.overlaps(own)) {
            winners.push(own);
        } else if winners.iter().any(|winner| winner.start <= own.start && own.end <= winner.end) {
            if let Some(hit) = hits.get_mut(at) {
                hit.nested = true;
            }
        } else {
            beaten.push(at);
        }
    }
    beaten
}
