//! Which clauses of the words said a rendition has.

use crate::compare::align::{Kind, SAME_STEM, Token, Tokens, count, likeness};
use crate::text::Span;

/// What it costs to leave a clause without a counterpart.
const ALONE: f64 = 0.55;
/// What two clauses that take one counterpart together cost in addition.
const JOINED: f64 = 0.2;

/// A clause of the words said, and where each rendition has it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseCoverage {
    /// The clause, in bytes of the words said.
    pub span: Span,
    /// For each rendition the clauses that give it, in bytes of the rendition; empty where it has none.
    pub found: Vec<Vec<Span>>,
}

/// Aligns the clauses of the words said with those of each rendition.
///
/// # Source
///
/// Gale and Church 1993: a monotone alignment of one to one, one to two, two to
/// one, one to none and none to one. A pair costs little when both say much
/// alike, and when their lengths have the proportion of the whole texts.
pub(crate) fn coverage(source: &Tokens, renditions: &[Tokens]) -> Vec<ClauseCoverage> {
    let links: Vec<Vec<Vec<usize>>> = renditions.iter().map(|rendition| links(source, rendition)).collect();
    let of_clause = |(clause, span): (usize, &Span)| ClauseCoverage {
        span: *span,
        found: links
            .iter()
            .zip(renditions)
            .map(|(links, rendition)| {
                let found = links.get(clause).into_iter().flatten();
                found.filter_map(|at| rendition.clauses.get(*at)).copied().collect()
            })
            .collect(),
    };
    source.clauses.iter().enumerate().map(of_clause).collect()
}

/// What a clause says: its content, and how long it is.
struct Said<'t> {
    heads: Vec<&'t Token>,
    length: f64,
}

fn said(tokens: &Tokens) -> Vec<Said<'_>> {
    let of_clause = |clause: usize| {
        let inside = tokens.all.iter().filter(|token| token.clause == clause && token.kind != Kind::Function);
        let heads: Vec<&Token> = inside.collect();
        let length = heads.iter().map(|head| count(head.keys.len())).sum();
        Said { heads, length }
    };
    (0..tokens.clauses.len()).map(of_clause).collect()
}

/// For each clause of `source` the clauses of `other` that give it.
fn links(source: &Tokens, other: &Tokens) -> Vec<Vec<usize>> {
    let (ours, theirs) = (said(source), said(other));
    let total = |said: &[Said<'_>]| said.iter().map(|clause| clause.length).sum::<f64>().max(1.0);
    let proportion = total(&theirs) / total(&ours);
    // The best way to each pair of ends, and the step that led there.
    let width = theirs.len() + 1;
    let mut best = vec![(f64::INFINITY, (0_usize, 0_usize)); (ours.len() + 1) * width];
    if let Some(start) = best.first_mut() {
        start.0 = 0.0;
    }
    for here in 0..=ours.len() {
        for there in 0..=theirs.len() {
            let Some((so_far, _)) = best.get(here * width + there).copied() else { continue };
            for (a, b) in [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2)] {
                let (Some(left), Some(right)) = (ours.get(here..here + a), theirs.get(there..there + b)) else {
                    continue;
                };
                let cost = so_far + cost(left, right, proportion);
                if let Some(slot) = best.get_mut((here + a) * width + there + b).filter(|slot| cost < slot.0) {
                    *slot = (cost, (a, b));
                }
            }
        }
    }
    let mut links = vec![Vec::new(); ours.len()];
    let (mut here, mut there) = (ours.len(), theirs.len());
    while let Some((_, (a, b))) = best.get(here * width + there).filter(|(_, step)| *step != (0, 0)) {
        (here, there) = (here - a, there - b);
        for link in links.iter_mut().skip(here).take(*a) {
            *link = (there..there + b).collect();
        }
    }
    links
}

fn heads<'t>(said: &[Said<'t>]) -> Vec<&'t Token> {
    said.iter().flat_map(|clause| clause.heads.iter().copied()).collect()
}

fn cost(left: &[Said<'_>], right: &[Said<'_>], proportion: f64) -> f64 {
    if left.is_empty() || right.is_empty() {
        return ALONE;
    }
    let (ours, theirs) = (heads(left), heads(right));
    let shared = ours.iter().filter(|a| theirs.iter().any(|b| likeness(a, b) >= SAME_STEM)).count();
    let alike = 2.0 * count(shared) / count(ours.len() + theirs.len()).max(1.0);
    let length = |said: &[Said<'_>]| said.iter().map(|clause| clause.length).sum::<f64>().max(0.5);
    let ratio = (length(right) / length(left) / proportion).ln().abs();
    let joined = if left.len() + right.len() > 2 { JOINED } else { 0.0 };
    // Twice what a clause alone costs, when nothing fits.
    (0.35 * ratio.min(2.0) + 0.9 - 1.6 * alike).max(-0.7) + joined
}
