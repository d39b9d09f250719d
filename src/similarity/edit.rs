//! Edit distances over the longer length, and Jaro–Winkler.

use crate::similarity::{Score, number};

/// One less the edit distance over the longer length, in code points; a swap
/// of two neighbours is one edit.
///
/// # Source
///
/// Damerau 1964, with adjacent transpositions, as strsim computes it.
pub fn edit_likeness(a: &str, b: &str) -> Score {
    Score::new(strsim::normalized_damerau_levenshtein(a, b))
}

/// One less the edit distance over the longer length, in code points.
///
/// # Source
///
/// Levenshtein 1966, as strsim computes it.
pub fn char_similarity(a: &str, b: &str) -> Score {
    Score::new(strsim::normalized_levenshtein(a, b))
}

/// One less the edit distance over the longer length, in words.
///
/// # Source
///
/// Levenshtein 1966, as strsim computes it.
pub fn word_similarity<T: PartialEq>(a: &[T], b: &[T]) -> Score {
    let longest = a.len().max(b.len());
    if longest == 0 {
        return Score::EQUAL;
    }
    // strsim wants sequences that can be walked again and again by reference.
    let distance = strsim::generic_levenshtein(&Sequence(a), &Sequence(b));
    Score::new(1.0 - number(distance) / number(longest))
}

struct Sequence<'a, T>(&'a [T]);

impl<'s, T> IntoIterator for &'s Sequence<'_, T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Jaro's similarity, higher for a shared beginning of up to four characters.
///
/// Which characters pair off depends on which text is read first; the lesser
/// in the order of their bytes is.
///
/// # Source
///
/// Winkler 1990, as strsim computes it.
pub fn jaro_winkler(a: &str, b: &str) -> Score {
    Score::new(strsim::jaro_winkler(a.min(b), a.max(b)))
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

    #[test]
    fn known_values() {
        let near = |score: Score, value: f64| assert!((score.value() - value).abs() < 5e-4, "{score:?} {value}");
        near(char_similarity("kitten", "sitting"), 1.0 - 3.0 / 7.0);
        near(word_similarity(&["a", "b", "c"], &["a", "c"]), 1.0 - 1.0 / 3.0);
        // Winkler's own example.
        near(jaro_winkler("MARTHA", "MARHTA"), 0.961);
    }
}
