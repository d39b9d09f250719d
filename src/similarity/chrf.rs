//! The character n-gram F-score.

use std::collections::BTreeMap;

use crate::similarity::{Score, grams, number};

/// The longest n-grams that count.
const LONGEST: usize = 6;

/// chrF in its symmetric form: precision and recall of character n-grams, for n
/// from 1 to 6, each averaged, then their harmonic mean. Blanks do not count.
///
/// With β = 1, rather than 2 as is usual for judging translations, neither
/// text is the reference. An n longer than either text is left out.
///
/// # Source
///
/// Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation".
pub fn chrf(a: &str, b: &str) -> Score {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (a, b) = (letters(a), letters(b));
    if a == b {
        return Score::EQUAL;
    }
    let (mut here, mut there, mut orders) = (0.0, 0.0, 0.0);
    for n in (1..=LONGEST).take_while(|n| *n <= a.len().max(b.len())) {
        let (ours, theirs) = (counts(&a, n), counts(&b, n));
        let shared: usize =
            ours.iter().map(|(gram, count)| theirs.get(gram).map_or(0, |other| *count.min(other))).sum();
        let share = |counts: &BTreeMap<&[char], usize>| {
            let all: usize = counts.values().sum();
            if all == 0 { 0.0 } else { number(shared) / number(all) }
        };
        here += share(&ours);
        there += share(&theirs);
        orders += 1.0;
    }
    let both = here + there;
    Score::new(if both > 0.0 { 2.0 * here * there / both / orders } else { 0.0 })
}

fn counts(chars: &[char], n: usize) -> BTreeMap<&[char], usize> {
    let mut counts = BTreeMap::new();
    for gram in grams(chars, n).filter(|gram| gram.len() == n) {
        *counts.entry(gram).or_insert(0) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        for (a, b, value) in [
            ("abc", "abc", 1.0),
            ("a b c", "abc", 1.0),
            // Of n = 1 two of three are shared, of n = 2 one of two, of n = 3 none.
            ("abc", "abd", (2.0 / 3.0 + 0.5) / 3.0),
            ("", "", 1.0),
        ] {
            assert!((chrf(a, b).value() - value).abs() < 1e-9, "{a} {b} {:?}", chrf(a, b));
        }
    }
}
