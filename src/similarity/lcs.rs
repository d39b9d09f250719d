//! The longest common subsequence.

use std::collections::HashMap;
use std::hash::Hash;

use crate::similarity::{Score, number};

/// Twice the length of the longest common subsequence over both lengths.
pub fn lcs_ratio<T: Eq + Hash>(a: &[T], b: &[T]) -> Score {
    if a.is_empty() && b.is_empty() {
        return Score::EQUAL;
    }
    Score::new(2.0 * number(lcs_length(a, b)) / number(a.len() + b.len()))
}

/// How many items of `a` stand in the same order in `b`.
///
/// # Source
///
/// Hyyrö 2004, "Bit-parallel LCS-length computation revisited", 64 items of `a` at a time.
pub fn lcs_length<T: Eq + Hash>(a: &[T], b: &[T]) -> usize {
    let words = a.len().div_ceil(64);
    let mut places: HashMap<&T, Vec<u64>> = HashMap::with_capacity(a.len());
    for (at, item) in a.iter().enumerate() {
        let bits = places.entry(item).or_insert_with(|| vec![0; words]);
        if let Some(word) = bits.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
    // A bit of `a` is cleared once a common subsequence grows there.
    let mut open = vec![u64::MAX; words];
    for item in b {
        let Some(bits) = places.get(item) else { continue };
        let mut carry = false;
        for (word, bits) in open.iter_mut().zip(bits) {
            let matched = *word & bits;
            let (sum, over) = word.overflowing_add(matched);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            carry = over || over_again;
            *word = sum | (*word & !bits);
        }
    }
    let closed: u32 = open.iter().map(|word| word.count_zeros()).sum();
    usize::try_from(closed).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The textbook's table.
    fn by_table(a: &[u8], b: &[u8]) -> usize {
        let mut last = vec![0; b.len() + 1];
        for x in a {
            let mut row = vec![0; b.len() + 1];
            for (at, y) in b.iter().enumerate() {
                row[at + 1] = if x == y { last[at] + 1 } else { row[at].max(last[at + 1]) };
            }
            last = row;
        }
        last[b.len()]
    }

    proptest! {
        #[test]
        fn bits_count_as_the_table_does(
            a in proptest::collection::vec(0_u8..6, 0..150),
            b in proptest::collection::vec(0_u8..6, 0..150),
        ) {
            prop_assert_eq!(lcs_length(&a, &b), by_table(&a, &b));
        }
    }
}
