//! Pairs of units in different languages: by concepts, Latin names and numbers.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::compare::mine::Options;
use crate::compare::mine::features::{Feature, Features};
use crate::compare::mine::rank::{Measures, MinedPair, shared_rarity};
use crate::compare::mine::units::Unit;
use crate::similarity::{Score, weighted_dice};

/// An anchor that more units of other languages have than this tells nothing.
const COMMON: usize = 200;
/// How many shared anchors that no other sentence has make a pair sure.
const ENOUGH: f64 = 2.0;
/// What a word without an equivalent weighs, in anchors.
const UNKNOWN: f64 = 0.25;

/// The pairs of units in different languages.
pub(super) fn pairs(features: &Features, units: &[Unit], options: Options) -> Vec<MinedPair> {
    if units.windows(2).all(|pair| matches!(pair, [a, b] if a.lang.same_language(b.lang))) {
        return Vec::new();
    }
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, feature) in features.units.iter().enumerate() {
        for anchor in &feature.anchors {
            holders.entry(*anchor).or_default().push(at);
        }
    }
    let ask = |a: usize| {
        let (Some(here), Some(unit)) = (features.units.get(a), units.get(a)) else { return Vec::new() };
        let lists = here.anchors.iter().filter_map(|anchor| holders.get(anchor)).filter(|list| list.len() <= COMMON);
        let mut others: Vec<usize> = lists.flatten().copied().filter(|b| *b > a).collect();
        others.sort_unstable();
        others.dedup();
        let comparable = |b: &usize| {
            units.get(*b).is_some_and(|other| {
                !other.lang.same_language(unit.lang) && (options.inside || other.document != unit.document)
            })
        };
        let scored = others.into_iter().filter(comparable).filter_map(|b| {
            let (score, measures) = score(features, here, features.units.get(b)?);
            (score >= options.review).then(|| MinedPair::new(a, b, score, measures, options))
        });
        scored.collect()
    };
    (0..units.len()).into_par_iter().map(ask).flatten_iter().collect()
}

/// Dice's coefficient of the anchors, where words without equivalents count a
/// little too; less where few anchors are shared.
fn score(features: &Features, a: &Feature, b: &Feature) -> (f64, Measures) {
    let stems = weighted_dice(&a.anchors, &b.anchors, |anchor| features.rarity(*anchor));
    let evidence = (shared_rarity(features, &a.anchors, &b.anchors) / ENOUGH).min(1.0);
    let anchors = |feature: &Feature| f64::from(u32::try_from(feature.anchors.len()).unwrap_or(u32::MAX));
    let words = |feature: &Feature| f64::from(u32::try_from(feature.other_words).unwrap_or(u32::MAX));
    // Texts of many words and few anchors say much that cannot be compared.
    let unknown = UNKNOWN * words(a).min(words(b));
    let known = anchors(a).min(anchors(b));
    let covered = known / (known + unknown).max(1.0);
    let measures = Measures { stems, evidence: Score::new(evidence), ..Measures::default() };
    (stems.value() * evidence.sqrt() * covered.sqrt(), measures)
}
