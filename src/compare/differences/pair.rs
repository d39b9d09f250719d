//! Two renditions, aligned with each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::align::{Kind, Table, Token, Tokens, likeness};
use crate::compare::{Group, Wording, Words};
use crate::lang::Lang;
use crate::segment::ClaimMark;
use crate::text::Span;

/// From which likeness on two words are taken to say the same.
const SURE: f64 = 0.75;

/// Two renditions, with which words of one stand for which of the other.
pub(super) struct Pair<'g> {
    pub(super) a: Side<'g>,
    pub(super) b: Side<'g>,
    /// The words of the speaker's name, folded.
    pub(super) speaker: BTreeSet<String>,
    /// Chunks that say the same: of `a`, of `b`; by `a`.
    pub(super) sure: Vec<(usize, usize)>,
}

/// One of the two.
pub(super) struct Side<'g> {
    pub(super) wording: &'g Wording,
    pub(super) tokens: &'g Tokens,
    /// For each chunk those of the other side in the same column.
    beside: BTreeMap<usize, Vec<usize>>,
    /// For each chunk the one of the other side that says the same.
    same: BTreeMap<usize, usize>,
    /// For each clause the one of the other side that shares most with it, and how much that is:
    /// two for a word that says the same, one for what stands at the same place.
    counterparts: BTreeMap<usize, (usize, usize)>,
}

impl<'g> Pair<'g> {
    pub(super) fn new(group: &'g Group, rows: &'g [Tokens], a: usize, b: usize) -> Option<Self> {
        let (one, other) = (group.wordings.get(a)?, group.wordings.get(b)?);
        let (ours, theirs) = (rows.get(a)?, rows.get(b)?);
        let table = Table::of_pair(rows, a, b);
        let mut sure = Vec::new();
        let (mut beside_a, mut beside_b) = (BTreeMap::new(), BTreeMap::new());
        for column in &table.columns {
            let (Some(here), Some(there)) = (column.cells.get(&a), column.cells.get(&b)) else { continue };
            for left in here {
                beside_a.insert(*left, there.clone());
                for right in there {
                    beside_b.insert(*right, here.clone());
                    let heads = ours.head(*left).zip(theirs.head(*right));
                    let is_content =
                        heads.is_some_and(|(one, other)| one.kind == other.kind && one.kind == Kind::Content);
                    if is_content && heads.is_some_and(|(one, other)| likeness(one, other) >= SURE) {
                        sure.push((*left, *right));
                    }
                }
            }
        }
        sure.sort_unstable();
        let back: Vec<(usize, usize)> = sure.iter().map(|(a, b)| (*b, *a)).collect();
        Some(Self {
            a: Side::new(one, ours, theirs, beside_a, &sure),
            b: Side::new(other, theirs, ours, beside_b, &back),
            speaker: Words::new(&group.speaker, Lang::UND).into_iter().map(|word| word.key).collect(),
            sure,
        })
    }

    /// Whether both are in one language.
    pub(super) fn is_in_one_lang(&self) -> bool {
        self.a.wording.lang.same_language(self.b.wording.lang)
    }

    /// Both sides, each with the other one, and whether it is `a`.
    pub(super) fn ways(&self) -> [(&Side<'g>, &Side<'g>, bool); 2] {
        [(&self.a, &self.b, true), (&self.b, &self.a, false)]
    }
}

impl<'g> Side<'g> {
    fn new(
        wording: &'g Wording,
        tokens: &'g Tokens,
        others: &Tokens,
        beside: BTreeMap<usize, Vec<usize>>,
        sure: &[(usize, usize)],
    ) -> Self {
        let same: BTreeMap<usize, usize> = sure.iter().rev().copied().collect();
        // What faces each other tells a little of which clauses belong together, what says the same tells more.
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (here, theirs) in &beside {
            for there in theirs {
                let clauses =
                    tokens.head(*here).zip(others.head(*there)).map(|(here, there)| (here.clause, there.clause));
                let worth = if same.get(here) == Some(there) { 2 } else { 1 };
                if let Some(clauses) = clauses {
                    *shared.entry(clauses).or_default() += worth;
                }
            }
        }
        let mut counterparts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for ((here, there), worth) in shared.into_iter().filter(|(_, worth)| *worth > 1) {
            let best = counterparts.entry(here).or_insert((there, worth));
            if worth > best.1 {
                *best = (there, worth);
            }
        }
        Self { wording, tokens, beside, same, counterparts }
    }

    pub(super) fn lang(&self) -> Lang {
        self.wording.lang
    }

    pub(super) fn text(&self, span: Span) -> &'g str {
        span.slice(&self.wording.text).unwrap_or_default()
    }

    /// The chunk of the other side that says the same.
    pub(super) fn same(&self, chunk: usize) -> Option<usize> {
        self.same.get(&chunk).copied()
    }

    /// The chunks of the other side in the same column.
    pub(super) fn beside(&self, chunk: usize) -> &[usize] {
        self.beside.get(&chunk).map_or(&[], Vec::as_slice)
    }

    /// The clause of the other side that shares most words with one of this.
    pub(super) fn counterpart(&self, clause: usize) -> Option<usize> {
        self.counterparts.get(&clause).map(|(there, _)| *there)
    }

    /// Whether the other side has a clause that shares more than a single word with one of this.
    pub(super) fn has_close_counterpart(&self, clause: usize) -> bool {
        self.counterparts.get(&clause).is_some_and(|(_, worth)| *worth > 2)
    }

    pub(super) fn head(&self, chunk: usize) -> Option<&'g Token> {
        self.tokens.head(chunk)
    }

    /// The span of the words that count in a chunk.
    pub(super) fn head_span(&self, chunk: usize) -> Option<Span> {
        self.head(chunk).map(|head| head.span)
    }

    /// The clause that a place stands in.
    pub(super) fn clause_at(&self, byte: usize) -> usize {
        self.tokens.clauses.partition_point(|clause| clause.start <= byte).saturating_sub(1)
    }

    /// The clause of a claim: that of its last word, since the first may end the one before (even | though).
    pub(super) fn clause_of(&self, mark: &ClaimMark) -> usize {
        self.clause_at(mark.span.end.saturating_sub(1))
    }

    pub(super) fn clause_span(&self, clause: usize) -> Option<Span> {
        self.tokens.clauses.get(clause).copied()
    }

    /// The chunks of a clause that say something of their own, in order.
    pub(super) fn content_of(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.chunks.len()).filter(move |chunk| {
            self.head(*chunk).is_some_and(|head| head.clause == clause && head.kind == Kind::Content)
        })
    }

    /// The chunk that holds a place.
    pub(super) fn chunk_at(&self, span: Span) -> Option<usize> {
        let holds = |chunk: &crate::compare::align::Chunk| {
            let mut tokens = chunk.tokens.iter().filter_map(|at| self.tokens.all.get(*at));
            tokens.any(|token| token.span.overlaps(span))
        };
        self.tokens.chunks.iter().position(holds)
    }
}
