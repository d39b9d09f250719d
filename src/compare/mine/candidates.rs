//! Which units are worth comparing: an inverted index of n-grams.
//!
//! A unit asks for its rarest n-grams first, and leaves out those that so many
//! units have that they tell nothing. What remains of its weight is too little
//! to lift another unit by itself, so little is lost; in a few thousand units
//! nothing is left out.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers of n-grams and units are handed out by the tables that they index"
)]

use rayon::prelude::*;

use crate::compare::mine::features::Features;
use crate::compare::mine::units::Unit;

/// How many n-grams of a unit are asked for where there are many units.
const ASKED: usize = 24;
/// An n-gram that more units have than this is not asked for; where there are more than ...
const COMMON: usize = 400;
/// ... this many units.
const MANY: usize = 6_000;
/// How many units are compared with one in full.
const KEPT: usize = 40;
/// The least part of the cosine that a candidate has by the n-grams asked for.
const LEAST: f32 = 0.04;

/// For each n-gram the units that have it, with its weight there.
pub(super) struct Index {
    /// Where the postings of each n-gram begin.
    starts: Vec<usize>,
    postings: Vec<(u32, f32)>,
}

impl Index {
    pub(super) fn new(features: &Features) -> Self {
        let mut starts = vec![0; features.gram_count + 1];
        let entries = || features.units.iter().flat_map(|feature| feature.grams.entries());
        for (gram, _) in entries() {
            starts[usize_of(*gram) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0.0); starts.last().copied().unwrap_or(0)];
        for (unit, feature) in (0_u32..).zip(&features.units) {
            for (gram, weight) in feature.grams.entries() {
                let place = &mut next[usize_of(*gram)];
                postings[*place] = (unit, *weight);
                *place += 1;
            }
        }
        Self { starts, postings }
    }

    fn of(&self, gram: u32) -> &[(u32, f32)] {
        let at = usize_of(gram);
        &self.postings[self.starts[at]..self.starts[at + 1]]
    }
}

fn usize_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What one thread adds up, used again for each unit.
struct Scratch {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

/// Pairs of units, the lesser number first, sorted, each once.
pub(super) fn candidates(index: &Index, features: &Features, units: &[Unit], inside: bool) -> Vec<(u32, u32)> {
    let is_many = units.len() > MANY;
    let ask = |scratch: &mut Scratch, unit: usize| {
        let mut grams: Vec<(u32, f32)> = features.units[unit].grams.entries().to_vec();
        if is_many {
            grams.retain(|(gram, _)| index.of(*gram).len() <= COMMON);
            grams.sort_by_key(|(gram, _)| (index.of(*gram).len(), *gram));
            grams.truncate(ASKED);
        }
        for (gram, weight) in grams {
            for (other, there) in index.of(gram) {
                let sum = &mut scratch.sums[usize_of(*other)];
                if *sum == 0.0 {
                    scratch.touched.push(*other);
                }
                *sum += weight * there;
            }
        }
        let here = &units[unit];
        let mut found: Vec<(f32, u32)> = Vec::new();
        for other in scratch.touched.drain(..) {
            let sum = std::mem::take(&mut scratch.sums[usize_of(other)]);
            let there = &units[usize_of(other)];
            let comparable = here.sentence != there.sentence
                && (inside || here.document != there.document)
                && here.lang.same_language(there.lang);
            if sum >= LEAST && comparable {
                found.push((sum, other));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(KEPT);
        let unit = u32::try_from(unit).unwrap_or(u32::MAX);
        found.into_iter().map(|(_, other)| (unit.min(other), unit.max(other))).collect::<Vec<_>>()
    };
    let scratch = || Scratch { sums: vec![0.0; units.len()], touched: Vec::new() };
    let mut pairs: Vec<(u32, u32)> = (0..units.len()).into_par_iter().map_init(scratch, ask).flatten_iter().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}
