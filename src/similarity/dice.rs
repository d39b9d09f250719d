//! Dice's coefficient with weights.

use std::collections::BTreeMap;

use crate::similarity::Score;

/// Twice the weight of what both hold over the weight of all that each holds;
/// an item that stands twice counts twice.
///
/// Weights are above 0.0.
///
/// # Source
///
/// Dice 1945, over multisets, with weights as in Soergel 1967.
pub fn weighted_dice<T: Ord>(a: &[T], b: &[T], weight: impl Fn(&T) -> f64) -> Score {
    if a.is_empty() && b.is_empty() {
        return Score::EQUAL;
    }
    let mut counts: BTreeMap<&T, (u32, u32)> = BTreeMap::new();
    for item in a {
        counts.entry(item).or_default().0 += 1;
    }
    for item in b {
        counts.entry(item).or_default().1 += 1;
    }
    // In the order of the items, whichever text comes first: sums of floats depend on it.
    let (mut shared, mut all) = (0.0, 0.0);
    for (item, (here, there)) in counts {
        let weight = weight(item);
        shared += weight * 2.0 * f64::from(here.min(there));
        all += weight * f64::from(here + there);
    }
    Score::new(if all > 0.0 { shared / all } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heavy_items_count_more() {
        let weight = |item: &&str| if *item == "moat" { 3.0 } else { 1.0 };
        let score = weighted_dice(&["a", "moat"], &["the", "moat"], weight);
        assert_eq!(score, Score::new(0.75));
        assert_eq!(weighted_dice(&["a", "a"], &["a"], |_| 1.0), Score::new(2.0 / 3.0));
    }
}
