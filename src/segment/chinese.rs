//! Whether a piece of Chinese stands as words of its own.
//!
//! The most probable path through jieba's dictionary, in which the glossary's
//! terms take part, is what a reader would see as words.

use std::fmt;

use jieba_rs::Jieba;

/// Jieba's dictionary and the glossary's words, as one lattice.
pub struct Lattice {
    jieba: Jieba,
}

impl fmt::Debug for Lattice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lattice").finish_non_exhaustive()
    }
}

/// How a piece of a run of Han text stands among its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As one word, or as several.
    Word,
    /// Inside a longer word from which it may be told apart: 美国 in 美国人, 元 in 亿元.
    Part,
    /// Inside a longer word.
    Inside,
    /// Across the edge of another word.
    Across,
}

impl Lattice {
    /// Loads the dictionary, which takes a tenth of a second, and adds `words`
    /// to it, each just probable enough to be one word where it stands alone.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut jieba = Jieba::new();
        for word in words {
            if !jieba.has_word(word) {
                jieba.add_word(word, None, None);
            }
        }
        Self { jieba }
    }

    /// The words of `run`, a piece of simplified text without punctuation, as
    /// byte offsets of their edges, both ends included.
    pub fn edges(&self, run: &str) -> Vec<usize> {
        let mut at = 0;
        let mut edges = vec![0];
        edges.extend(self.jieba.cut(run, false).iter().map(|token| {
            at += token.word.len();
            at
        }));
        edges
    }

    /// How the bytes `start..end` of `run` stand among the words whose `edges` are given.
    pub fn standing(&self, run: &str, edges: &[usize], start: usize, end: usize) -> Standing {
        let left = edges.binary_search(&start);
        let right = edges.binary_search(&end);
        if left.is_ok() && right.is_ok() {
            let Some(piece) = run.get(start..end) else { return Standing::Across };
            return if piece.chars().nth(1).is_none() { self.alone(run, start, end) } else { Standing::Word };
        }
        let token_start = edges.iter().rev().find(|edge| **edge <= start).copied().unwrap_or(0);
        let token_end = edges.iter().find(|edge| **edge > start).copied().unwrap_or(run.len());
        if token_end < end {
            return Standing::Across;
        }
        let part = |from, to| run.get(from..to).unwrap_or_default();
        let (before, piece, after) = (part(token_start, start), part(start, end), part(end, token_end));
        if self.is_part(before, piece, after) { Standing::Part } else { Standing::Inside }
    }

    /// One character is a word only where the text leaves no doubt: in a
    /// number, or where no unknown word can be made of it and a neighbour.
    fn alone(&self, run: &str, start: usize, end: usize) -> Standing {
        if super::is_numeral_before(run.get(..start).unwrap_or_default()) || (start == 0 && end == run.len()) {
            return Standing::Word;
        }
        let mut at = 0;
        for token in self.jieba.cut(run, true) {
            if at == start && token.word.len() == end - start {
                return Standing::Word;
            }
            at += token.word.len();
        }
        Standing::Inside
    }

    /// Whether a longer word is the piece with something that every reader
    /// takes apart: a number before it, or people, goods and teams after the
    /// name of a place.
    fn is_part(&self, before: &str, piece: &str, after: &str) -> bool {
        if after.is_empty() && !before.is_empty() {
            return super::is_numeral_before(before) && piece.chars().nth(1).is_none();
        }
        let is_place = || self.jieba.tag(piece, false).first().is_some_and(|tag| tag.word == piece && tag.tag == "ns");
        before.is_empty() && matches!(after, "人" | "籍" | "产" | "队" | "省" | "市" | "军" | "裔" | "版") && is_place()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standing_among_words() {
        let lattice = Lattice::new(["幻方量化", "闭源", "英伟达"]);
        for (run, piece, standing) in [
            ("幻方量化的基金", "基金", Standing::Word),
            ("这家慈善基金会资助了小学", "基金", Standing::Inside),
            ("船队离开源头之后", "开源", Standing::Across),
            ("每个人才能不同", "人才", Standing::Across),
            ("今年要继续开源节流", "开源", Standing::Inside),
            ("美国人喜欢烧烤", "美国", Standing::Part),
            ("规模曾超过100亿元", "元", Standing::Part),
            ("每百万词元只要两元", "元", Standing::Inside),
            ("华为英伟达谷歌三家公司", "英伟达", Standing::Word),
        ] {
            let edges = lattice.edges(run);
            let start = run.find(piece).expect("it stands there");
            let found = lattice.standing(run, &edges, start, start + piece.len());
            assert_eq!(found, standing, "{piece} in {run}: {edges:?}");
        }
    }
}
