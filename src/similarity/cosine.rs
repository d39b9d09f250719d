//! The cosine between texts as vectors of weighted n-grams.

use crate::similarity::Score;

/// A vector of weights over few of many dimensions, of length 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vector {
    /// Dimensions and weights, by dimension.
    entries: Vec<(u32, f32)>,
}

impl Vector {
    /// The direction of a sum of weights; a dimension may come several times.
    pub fn new(weights: impl IntoIterator<Item = (u32, f32)>) -> Self {
        let mut entries: Vec<(u32, f32)> = weights.into_iter().collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let length = entries.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut entries {
                *weight /= length;
            }
        }
        Self { entries }
    }

    /// Dimensions and weights, by dimension.
    pub fn entries(&self) -> &[(u32, f32)] {
        &self.entries
    }

    /// The cosine of the angle between both, 1.0 for equals and for two vectors of nothing.
    pub fn cosine(&self, other: &Self) -> Score {
        if self == other {
            return Score::EQUAL;
        }
        let (mut here, mut there) = (self.entries.iter().peekable(), other.entries.iter().peekable());
        let mut sum = 0.0;
        while let (Some((a, x)), Some((b, y))) = (here.peek(), there.peek()) {
            if a == b {
                sum += f64::from(*x) * f64::from(*y);
            }
            let (move_here, move_there) = (a <= b, b <= a);
            if move_here {
                here.next();
            }
            if move_there {
                there.next();
            }
        }
        Score::new(sum)
    }
}

/// The runs of `n` neighbouring characters of `chars`; all of it when there are fewer.
pub fn grams(chars: &[char], n: usize) -> impl Iterator<Item = &[char]> {
    let short = (!chars.is_empty() && chars.len() < n).then_some(chars);
    chars.windows(n.max(1)).chain(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines() {
        let vector = |weights: &[(u32, f32)]| Vector::new(weights.iter().copied());
        let near = |score: Score, value: f64| assert!((score.value() - value).abs() < 1e-6, "{score:?}");
        near(vector(&[(1, 3.0), (2, 4.0)]).cosine(&vector(&[(2, 1.0)])), 0.8);
        near(vector(&[(1, 1.0), (1, 1.0)]).cosine(&vector(&[(1, 5.0)])), 1.0);
        near(vector(&[]).cosine(&vector(&[(1, 5.0)])), 0.0);
    }

    #[test]
    fn runs_of_characters() {
        let chars: Vec<char> = "abcd".chars().collect();
        let texts = |n| grams(&chars, n).map(|gram| gram.iter().collect()).collect::<Vec<String>>();
        assert_eq!(texts(3), ["abc", "bcd"]);
        assert_eq!(texts(9), ["abcd"]);
        assert_eq!(grams(&[], 3).count(), 0);
    }
}
