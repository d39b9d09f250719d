//! Finds wordings of one statement across documents.
//!
//! 1. `units` cuts documents into sentences and clauses, and says which are speech.
//! 2. `features` turns each into n-grams, stems and anchors, with weights by rarity.
//! 3. `candidates` walks an inverted index for the units that share the rarest n-grams.
//! 4. `rank` scores each pair, and keeps one pair for two places.
//! 5. `bridge` does the same between languages, by concepts, names and numbers.
//! 6. `groups` puts pairs together by average linkage.

mod bridge;
mod candidates;
mod features;
mod groups;
mod rank;
mod speech;
mod units;

pub use groups::MinedGroup;
pub use rank::{Band, Measures, MinedPair};
pub use speech::{Mode, Speech};
pub use units::{Cut, Unit, UnitKind};

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::mine::candidates::Index;
use crate::compare::mine::features::Features;
use crate::lang::Lang;
use crate::text::Span;

/// A document to look through.
#[derive(Clone, Debug)]
pub struct Source<'t> {
    /// What reports call it.
    pub name: &'t str,
    /// Its text.
    pub text: &'t str,
    /// Its language; a sentence in letters of another is read as what it is.
    pub lang: Lang,
    /// The concepts that were found in it, by place.
    pub mentions: Vec<Mention>,
}

/// A concept in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where, in bytes.
    pub span: Span,
    /// The concept's id.
    pub concept: String,
}

/// What counts as found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The least score of a pair that is likely, from 0.0 to 1.0.
    pub likely: f64,
    /// The least score of a pair that is worth a look.
    pub review: f64,
    /// Whether two places of one document make a pair.
    pub inside: bool,
    /// What the units are.
    pub cut: Cut,
}

impl Default for Options {
    fn default() -> Self {
        Self { likely: 0.45, review: 0.33, inside: false, cut: Cut::Sentences }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mined {
    /// The sentences of all documents in order, and the clauses that are in a pair.
    pub units: Vec<Unit>,
    /// Pairs of numbers of `units`, the best first.
    pub pairs: Vec<MinedPair>,
    /// Units that say the same, the best group first.
    pub groups: Vec<MinedGroup>,
}

/// Finds the wordings of one statement in `sources`.
///
/// The order of the sources decides which unit of a pair comes first, and nothing else.
pub fn mine(sources: &[Source<'_>], options: Options) -> Mined {
    // Ties and sums of floats depend on the order: they are looked at in one of their own.
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|at| sources.get(*at).map(|source| (source.name, source.text)));
    let sorted: Vec<&Source<'_>> = order.iter().filter_map(|at| sources.get(*at)).collect();
    let units = units::units(&sorted, options.cut);
    let features = Features::new(&sorted, &units);
    let index = Index::new(&features);
    let candidates = candidates::candidates(&index, &features, &units, options.inside);
    let mut pairs = rank::pairs(&features, &units, &candidates, options);
    pairs.extend(bridge::pairs(&features, &units, options));
    let mut pairs = rank::resolve(&units, pairs, options);
    let mut groups = groups::groups(&units, &pairs, options);
    rank::settle(&mut pairs, &mut groups, options);
    in_order(units, pairs, groups, &order)
}

/// Puts the units in the order in which the sources were given, without the
/// clauses that are in no pair.
fn in_order(units: Vec<Unit>, mut pairs: Vec<MinedPair>, mut groups: Vec<MinedGroup>, order: &[usize]) -> Mined {
    let paired: BTreeSet<usize> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    let kept = |(at, unit): &(usize, Unit)| unit.kind == UnitKind::Sentence || paired.contains(at);
    let mut kept: Vec<(usize, Unit)> = units.into_iter().enumerate().filter(kept).collect();
    for (_, unit) in &mut kept {
        unit.document = order.get(unit.document).copied().unwrap_or_default();
    }
    kept.sort_by_key(|(at, unit)| (unit.document, *at));
    let numbers: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(number, (at, _))| (*at, number)).collect();
    let number = |at: usize| numbers.get(&at).copied().unwrap_or_default();
    for pair in &mut pairs {
        let (a, b) = (number(pair.a), number(pair.b));
        (pair.a, pair.b) = (a.min(b), a.max(b));
    }
    rank::sort(&mut pairs);
    for group in &mut groups {
        for unit in &mut group.units {
            *unit = number(*unit);
        }
        group.units.sort_unstable();
    }
    groups::sort(&mut groups);
    Mined { units: kept.into_iter().map(|(_, unit)| unit).collect(), pairs, groups }
}

#[cfg(test)]
mod tests;
