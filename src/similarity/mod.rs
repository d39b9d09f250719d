//! How alike two texts are: pure kernels, one file each.
//!
//! Every one is symmetric, lies between 0.0 and 1.0, and is 1.0 for equals.

mod chrf;
mod cosine;
mod dice;
mod edit;
mod lcs;

pub use chrf::chrf;
pub use cosine::{Vector, grams};
pub use dice::weighted_dice;
pub use edit::{char_similarity, edit_likeness, jaro_winkler, word_similarity};
pub use lcs::{lcs_length, lcs_ratio};

use serde::Serialize;

/// A likeness from 0.0 (nothing shared) to 1.0 (equal).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize)]
pub struct Score(f64);

impl Score {
    /// Nothing shared.
    pub const NONE: Self = Self(0.0);
    /// Equal.
    pub const EQUAL: Self = Self(1.0);

    /// The likeness `value`, or the nearest that there is; 0.0 for what is no number.
    pub fn new(value: f64) -> Self {
        Self(if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) })
    }

    /// The likeness as a number from 0.0 to 1.0.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// A count as a number to divide by.
fn number(count: usize) -> f64 {
    // Counts of characters and words are far below where a float is no longer exact.
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        text.split(' ').collect()
    }

    type Kernel = (&'static str, fn(&str, &str) -> Score);

    /// Every kernel on texts or their words, as one function of two texts.
    fn kernels() -> [Kernel; 8] {
        [
            ("damerau", edit_likeness),
            ("levenshtein", char_similarity),
            ("words", |a, b| word_similarity(&tokens(a), &tokens(b))),
            ("jaro-winkler", jaro_winkler),
            ("lcs", |a, b| lcs_ratio(&tokens(a), &tokens(b))),
            ("chrf", chrf),
            ("dice", |a, b| weighted_dice(&tokens(a), &tokens(b), |token| number(token.len()) + 0.5)),
            ("cosine", |a, b| {
                let vector = |text: &str| Vector::new(text.bytes().map(|byte| (u32::from(byte), 0.1)));
                vector(a).cosine(&vector(b))
            }),
        ]
    }

    proptest! {
        #[test]
        fn kernels_are_likenesses(a in "[a-c é한]{0,12}", b in "[a-c é한]{0,12}") {
            for (name, kernel) in kernels() {
                let score = kernel(&a, &b);
                prop_assert!((0.0..=1.0).contains(&score.value()), "{name}: {score:?}");
                prop_assert_eq!(score, kernel(&b, &a), "{} is not symmetric", name);
                prop_assert_eq!(kernel(&a, &a), Score::EQUAL, "{} of equals", name);
            }
        }
    }

    #[test]
    fn nothing_shared_is_zero() {
        for (name, kernel) in kernels() {
            assert_eq!(kernel("aaa bbb", "ccc"), Score::NONE, "{name}");
            assert_eq!(kernel("", "ccc"), Score::NONE, "{name} of nothing and something");
        }
    }
}
