//! How alike two texts are: pure kernels.

use serde::Serialize;

/// A likeness from 0.0 (nothing shared) to 1.0 (equal).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
pub struct Score(f64);

impl Score {
    /// The likeness as a number from 0.0 to 1.0.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// One less the edit distance over the longer length, in code points; a swap
/// of two neighbours is one edit.
///
/// # Source
///
/// Damerau 1964, with adjacent transpositions, as strsim computes it.
pub fn edit_likeness(a: &str, b: &str) -> Score {
    Score(strsim::normalized_damerau_levenshtein(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_one_only_for_equals() {
        for (a, b, least, most) in [
            ("moat", "moat", 1.0, 1.0),
            ("moat", "maot", 0.7, 0.8),
            ("梁文锋", "梁文峰", 0.6, 0.7),
            ("moat", "护城河", 0.0, 0.0),
            ("", "", 1.0, 1.0),
        ] {
            let score = edit_likeness(a, b).value();
            assert!((least..=most).contains(&score), "{a} {b} {score}");
        }
    }
}
