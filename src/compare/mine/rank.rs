//! How alike two units are, and which pairs stand.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::compare::mine::features::Features;
use crate::compare::mine::units::{Unit, UnitKind};
use crate::compare::mine::{MinedGroup, Options};
use crate::similarity::{Score, lcs_ratio, weighted_dice};

/// How much each token that both share adds, if no other sentence had it: words
/// that nobody else uses tie two sentences however long they are.
const EVIDENCE: f64 = 0.085;
/// As many such tokens are enough.
const ENOUGH: f64 = 4.0;
/// What a score is worth where one of the two is a clause: less is needed to be alike.
const ONE_CLAUSE: f64 = 0.85;
/// What it is worth where both are.
const TWO_CLAUSES: f64 = 0.8;
/// How much better than its clauses a whole sentence need not be.
const WHOLE: f64 = 0.06;
/// A pair is another statement where both its units have partners in the
/// other's document that are better by more than this.
const RIVAL: f64 = 0.9;
/// The same in one document, where a statement may stand in many wordings.
const RIVAL_INSIDE: f64 = 0.65;
/// What is left of the score of such a pair.
const OUTDONE: f64 = 0.5;

/// How much faster than they are scores fall below the upper threshold.
const STEEP: f64 = 2.0;

/// How sure a pair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// It says the same, most likely.
    Likely,
    /// Somebody should look.
    Review,
}

impl Band {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Review => "review",
        }
    }
}

/// What the score of a pair was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// The cosine of the n-grams.
    pub grams: Score,
    /// Dice's coefficient of stems and concepts, weighted by rarity.
    pub stems: Score,
    /// The longest common subsequence of stems.
    pub order: Score,
    /// The rarity of what both share.
    pub evidence: Score,
}

/// Two units that may say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MinedPair {
    /// The number of the unit that comes first.
    pub a: usize,
    /// The number of the other.
    pub b: usize,
    /// How alike they are.
    pub score: Score,
    /// What that means.
    pub band: Band,
    /// What it was made from; between languages, `stems` and `evidence` are of concepts, names and numbers.
    pub measures: Measures,
}

impl MinedPair {
    pub(super) fn new(a: usize, b: usize, score: f64, measures: Measures, options: Options) -> Self {
        let band = if score >= options.likely { Band::Likely } else { Band::Review };
        Self { a, b, score: Score::new(score), band, measures }
    }
}

/// Scores the candidates; those below the lower threshold are left out.
pub(super) fn pairs(
    features: &Features,
    units: &[Unit],
    candidates: &[(u32, u32)],
    options: Options,
) -> Vec<MinedPair> {
    let score = |(a, b): &(u32, u32)| {
        let (a, b) = (usize::try_from(*a).ok()?, usize::try_from(*b).ok()?);
        let (score, measures) = score(features, a, b)?;
        let is_clause = |at: usize| units.get(at).is_some_and(|unit| unit.kind == UnitKind::Clause);
        let score = score
            * match (is_clause(a), is_clause(b)) {
                (false, false) => 1.0,
                (true, true) => TWO_CLAUSES,
                _ => ONE_CLAUSE,
            };
        (score >= options.review).then(|| MinedPair::new(a, b, score, measures, options))
    };
    candidates.par_iter().filter_map(score).collect()
}

/// The mean of three measures, and what rare shared words add.
fn score(features: &Features, a: usize, b: usize) -> Option<(f64, Measures)> {
    let (here, there) = (features.units.get(a)?, features.units.get(b)?);
    let grams = here.grams.cosine(&there.grams);
    let stems = weighted_dice(&here.tokens, &there.tokens, |token| features.rarity(*token));
    let order = lcs_ratio(&here.stems, &there.stems);
    let shared = shared_rarity(features, &here.content, &there.content);
    let mean = (grams.value() + stems.value() + order.value()) / 3.0;
    let evidence = (shared / ENOUGH).min(1.0);
    let measures = Measures { grams, stems, order, evidence: Score::new(evidence) };
    // However much both share, only equals are equal.
    let most = f64::midpoint(1.0, mean);
    Some(((mean + EVIDENCE * ENOUGH * evidence).min(most), measures))
}

/// How rare all that both have is, in tokens that one sentence has.
pub(super) fn shared_rarity(features: &Features, a: &[u32], b: &[u32]) -> f64 {
    let shared = a.iter().filter(|token| b.binary_search(token).is_ok());
    shared.map(|token| features.rarity(*token)).sum::<f64>() / f64::from(features.rarest).max(f64::MIN_POSITIVE)
}

/// Keeps for two sentences the best of their pairs, and weakens those that both sides outdo.
pub(super) fn resolve(units: &[Unit], pairs: Vec<MinedPair>, options: Options) -> Vec<MinedPair> {
    let place = |at: usize| units.get(at).map_or((0, 0), |unit| (unit.sentence, unit.document));
    let is_whole = |at: usize| units.get(at).is_some_and(|unit| unit.kind == UnitKind::Sentence);
    let worth = |pair: &MinedPair| {
        let whole = [pair.a, pair.b].into_iter().filter(|at| is_whole(*at)).count();
        pair.score.value() + if whole == 2 { WHOLE } else { 0.0 }
    };
    // The best pair of two sentences.
    let mut best: BTreeMap<(usize, usize), MinedPair> = BTreeMap::new();
    for pair in pairs {
        let key = (place(pair.a).0, place(pair.b).0);
        match best.get(&key) {
            Some(known) if worth(known) >= worth(&pair) => {}
            _ => {
                best.insert(key, pair);
            }
        }
    }
    // The best score of a sentence in a document.
    let mut partners: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for pair in best.values() {
        let ((a, here), (b, there)) = (place(pair.a), place(pair.b));
        for key in [(a, there), (b, here)] {
            let known = partners.entry(key).or_default();
            *known = known.max(pair.score.value());
        }
    }
    let mut out: Vec<MinedPair> = Vec::new();
    for pair in best.into_values() {
        let ((a, here), (b, there)) = (place(pair.a), place(pair.b));
        let partner = |key| partners.get(&key).copied().unwrap_or_default();
        let rival = partner((a, there)).min(partner((b, here)));
        let score = pair.score.value();
        let limit = if here == there { RIVAL_INSIDE } else { RIVAL };
        let score = if score < limit * rival { score * OUTDONE } else { score };
        if score >= options.review {
            out.push(MinedPair::new(pair.a, pair.b, score, pair.measures, options));
        }
    }
    out
}

/// Settles what is reported: what a likely group holds together is likely too,
/// and below that scores fall off faster, so that what is worth a look is right
/// often enough to be worth it. Pairs and groups that end below the lower
/// threshold are left out.
pub(super) fn settle(pairs: &mut Vec<MinedPair>, groups: &mut Vec<MinedGroup>, options: Options) {
    let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate().filter(|(_, group)| group.score.value() >= options.likely) {
        group_of.extend(group.units.iter().map(|unit| (*unit, number)));
    }
    let fallen = |score: Score| score.value() - (STEEP - 1.0) * (options.likely - score.value()).max(0.0);
    pairs.retain_mut(|pair| {
        if group_of.get(&pair.a).is_some_and(|group| group_of.get(&pair.b) == Some(group)) {
            pair.band = Band::Likely;
        }
        if pair.band == Band::Review {
            pair.score = Score::new(fallen(pair.score));
        }
        pair.band == Band::Likely || pair.score.value() >= options.review
    });
    let paired: BTreeSet<usize> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    groups.retain_mut(|group| {
        group.units.retain(|unit| paired.contains(unit));
        group.score = Score::new(fallen(group.score));
        group.units.len() > 1
    });
}

/// The best first, of equals the first.
pub(super) fn sort(pairs: &mut [MinedPair]) {
    pairs.sort_by(|a, b| b.score.value().total_cmp(&a.score.value()).then((a.a, a.b).cmp(&(b.a, b.b))));
}
