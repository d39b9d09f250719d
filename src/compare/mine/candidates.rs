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

/// How many places a unit looks at: the n-grams that it asks for stand in that many units
/// together, unless they are few.
const BUDGET: usize = 20_000;
/// As many n-grams are asked for in any case.
const FEW: usize = 6;
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
    let ask = |scratch: &mut Scratch, unit: usize| {
        let mut grams: Vec<(u32, f32)> = features.units[unit].grams.entries().to_vec();
        grams.sort_by_key(|(gram, _)| (index.of(*gram).len(), *gram));
        let mut places = 0;
        let asked = grams.iter().take_while(|(gram, _)| {
            places += index.of(*gram).len();
            places <= BUDGET
        });
        let asked = asked.count().max(FEW);
        grams.truncate(asked);
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
            if sum < LEAST {
                continue;
            }
            let there = &units[usize_of(other)];
            let comparable = here.sentence != there.sentence
                && (inside || here.document != there.document)
                && here.lang.same_language(there.lang);
            if comparable {
                found.push((sum, other));
            }
        }
        let better = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > KEPT {
            found.select_nth_unstable_by(KEPT, better);
            found.truncate(KEPT);
        }
        let unit = u32::try_from(unit).unwrap_or(u32::MAX);
        found.into_iter().map(|(_, other)| (unit.min(other), unit.max(other))).collect::<Vec<_>>()
    };
    let scratch = || Scratch { sums: vec![0.0; units.len()], touched: Vec::new() };
    let mut pairs: Vec<(u32, u32)> = (0..units.len()).into_par_iter().map_init(scratch, ask).flatten_iter().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}
