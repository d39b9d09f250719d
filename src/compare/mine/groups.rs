//! Groups of units that say the same: average linkage over the pairs.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::compare::mine::Options;
use crate::compare::mine::rank::MinedPair;
use crate::compare::mine::units::Unit;
use crate::similarity::Score;

/// Units that say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct MinedGroup {
    /// Their numbers, in the order of the documents.
    pub units: Vec<usize>,
    /// The mean score between units of different documents.
    pub score: Score,
}

/// A group in the making.
#[derive(Default)]
struct Cluster {
    units: Vec<usize>,
    /// The sentences of each document; a sentence and its clauses are one place.
    places: BTreeMap<usize, BTreeSet<usize>>,
    /// The sums of scores with other clusters.
    sums: BTreeMap<usize, f64>,
    /// The sum of scores inside.
    inside: f64,
    /// How many pairs inside may have a score.
    comparable: usize,
}

/// Clusters that may become one: the best first, of equals the first met.
#[derive(PartialEq)]
struct Merge {
    average: f64,
    a: usize,
    b: usize,
}

impl Eq for Merge {}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.average.total_cmp(&other.average).then((other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many pairs of places of two clusters may have a score.
fn comparable(a: &Cluster, b: &Cluster, inside: bool) -> usize {
    let size = |cluster: &Cluster| cluster.places.values().map(BTreeSet::len).sum::<usize>();
    let all = size(a) * size(b);
    if inside {
        return all;
    }
    let same =
        a.places.iter().map(|(document, here)| b.places.get(document).map_or(0, |there| here.len() * there.len()));
    all - same.sum::<usize>()
}

/// Joins clusters, those with the best average first, as long as it reaches the
/// lower threshold. Pairs without a score count as 0.0; pairs of one document
/// count for nothing unless they are asked for.
///
/// # Source
///
/// Sokal and Michener 1958 (UPGMA), on a sparse matrix.
pub(super) fn groups(units: &[Unit], pairs: &[MinedPair], options: Options) -> Vec<MinedGroup> {
    let mut clusters: BTreeMap<usize, Cluster> = BTreeMap::new();
    // A unit is a cluster, called by its number.
    for pair in pairs {
        for (a, b) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let Some(unit) = units.get(a) else { continue };
            let cluster = clusters.entry(a).or_default();
            if cluster.units.is_empty() {
                cluster.units.push(a);
                cluster.places.entry(unit.document).or_default().insert(unit.sentence);
            }
            cluster.sums.insert(b, pair.score.value());
        }
    }
    // A sentence and its clauses are one place: what one is alike to, all are.
    let mut heap: BinaryHeap<Merge> = BinaryHeap::new();
    let mut sentences: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for name in clusters.keys() {
        sentences.entry(units.get(*name).map_or(0, |unit| unit.sentence)).or_default().push(*name);
    }
    for names in sentences.values() {
        // A sentence stands before its clauses, which share nothing with each other.
        if let Some((first, clauses)) = names.split_first() {
            let overlaps = |clause: &&usize| {
                units.get(*first).zip(units.get(**clause)).is_some_and(|(one, two)| one.span.overlaps(two.span))
            };
            heap.extend(clauses.iter().filter(overlaps).take(1).map(|b| Merge { average: 2.0, a: *first, b: *b }));
        }
    }
    heap.extend(pairs.iter().map(|pair| Merge { average: pair.score.value(), a: pair.a, b: pair.b }));
    // A cluster that took in another has a new name, so that what was known of the old one no longer fits.
    let mut next = units.len();
    while let Some(merge) = heap.pop() {
        if !(clusters.contains_key(&merge.a) && clusters.contains_key(&merge.b)) {
            continue;
        }
        let (Some(a), Some(b)) = (clusters.remove(&merge.a), clusters.remove(&merge.b)) else { continue };
        let joined = join(a, &b, (merge.a, merge.b), options.inside);
        for (other, sum) in &joined.sums {
            let Some(cluster) = clusters.get_mut(other) else { continue };
            cluster.sums.remove(&merge.a);
            cluster.sums.remove(&merge.b);
            cluster.sums.insert(next, *sum);
            let count = comparable(&joined, cluster, options.inside);
            let average = if count == 0 { 0.0 } else { sum / number(count) };
            if average >= options.review {
                heap.push(Merge { average, a: *other, b: next });
            }
        }
        clusters.insert(next, joined);
        next += 1;
    }
    clusters.into_values().filter_map(|cluster| finish(units, &cluster)).collect()
}

/// The best first, of equals the first.
pub(super) fn sort(groups: &mut [MinedGroup]) {
    groups.sort_by(|a, b| b.score.value().total_cmp(&a.score.value()).then_with(|| a.units.cmp(&b.units)));
}

fn join(mut a: Cluster, b: &Cluster, names: (usize, usize), inside: bool) -> Cluster {
    a.comparable += b.comparable + comparable(&a, b, inside);
    a.inside += b.inside + a.sums.get(&names.1).copied().unwrap_or_default();
    a.units.extend(&b.units);
    for (document, sentences) in &b.places {
        a.places.entry(*document).or_default().extend(sentences);
    }
    for (other, sum) in &b.sums {
        *a.sums.entry(*other).or_default() += sum;
    }
    a.sums.remove(&names.0);
    a.sums.remove(&names.1);
    a
}

/// The group of a cluster, in which of overlapping units the longest stays; `None` for one unit alone.
fn finish(units: &[Unit], cluster: &Cluster) -> Option<MinedGroup> {
    let mut numbers = cluster.units.clone();
    numbers.sort_by_key(|at| units.get(*at).map(|unit| (std::cmp::Reverse(unit.span.len()), *at)));
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for at in numbers {
        let clash = |other: &usize| {
            let (Some(one), Some(two)) = (units.get(at), units.get(*other)) else { return false };
            one.document == two.document && one.span.overlaps(two.span)
        };
        if !kept.iter().any(clash) {
            kept.insert(at);
        }
    }
    let score = cluster.inside / number(cluster.comparable.max(1));
    (kept.len() > 1).then(|| MinedGroup { units: kept.into_iter().collect(), score: Score::new(score) })
}
