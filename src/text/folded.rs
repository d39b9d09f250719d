//! A piece of text folded as a whole: what an automaton reads fast.
#![expect(clippy::indexing_slicing, reason = "a table of 128 entries, indexed by ASCII")]

use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::fold::{Folded, folded, is_joining_or_zwj};
use crate::text::{Folder, Span};

/// A piece of text as it is compared, with the way back.
///
/// Gives the same characters as [`Folder`], without what it says of each.
#[derive(Debug, Default)]
pub struct FoldedText {
    text: String,
    /// For each byte of `text`, where the cluster began that it came from.
    starts: Vec<u32>,
}

/// Stands for what is taken out.
const OUT: u8 = 0xff;

/// What each ASCII character becomes, or [`OUT`].
static ASCII: LazyLock<[u8; 128]> = LazyLock::new(|| {
    let mut table = [OUT; 128];
    for (code, place) in (0..128_u8).zip(table.iter_mut()) {
        if let Folded::Letter(c) = folded(char::from(code)) {
            *place = u8::try_from(c).expect("ASCII folds to ASCII");
        }
    }
    table
});

impl FoldedText {
    /// Folds `source`, which is shorter than 4 GiB, in place of what was there.
    pub fn fold(&mut self, source: &str) {
        self.text.clear();
        self.starts.clear();
        let ascii = &*ASCII;
        let bytes = source.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii() {
                let c = ascii[usize::from(*byte)];
                if c != OUT {
                    self.text.push(char::from(c));
                    self.starts.push(offset(at));
                }
                at += 1;
                continue;
            }
            let Some(c) = source.get(at..).and_then(|rest| rest.chars().next()) else { return };
            let next = at + c.len_utf8();
            match folded(c) {
                Folded::Letter(letter) => {
                    self.push(letter, at);
                    at = next;
                }
                Folded::Gap => at = self.joined(source, at, c).unwrap_or(next),
                Folded::Cluster => {
                    at = self.joined(source, at, c).unwrap_or_else(|| self.cluster(source, at).max(next));
                }
            }
        }
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.starts.resize(self.text.len(), offset(at));
    }

    /// Folds the cluster at byte `at`; its end.
    fn cluster(&mut self, source: &str, at: usize) -> usize {
        let mut folder = Folder::new(source.get(at..).unwrap_or_default());
        let (letters, len) = folder.cluster_atoms();
        letters.for_each(|letter| self.push(letter, at));
        at + len
    }

    /// Folds the letter before `c` at byte `at` anew, if both are one cluster; its end.
    fn joined(&mut self, source: &str, at: usize, c: char) -> Option<usize> {
        let (from, _) = source.get(..at)?.char_indices().next_back().filter(|_| is_joining_or_zwj(c))?;
        // The letter before was taken for a cluster of its own.
        if self.starts.last() != Some(&offset(from)) {
            return None;
        }
        let cluster = source.get(from..)?.graphemes(true).next()?;
        if from + cluster.len() <= at {
            return None;
        }
        let kept = self.starts.partition_point(|start| *start < offset(from));
        self.text.truncate(kept);
        self.starts.truncate(kept);
        Some(self.cluster(source, from))
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The place in `source`, the text that was folded, of the bytes `from..to`
    /// of the folded text; `None` when they are not whole clusters.
    pub fn origin(&self, source: &str, from: usize, to: usize) -> Option<Span> {
        let start = *self.starts.get(from)?;
        let last = *self.starts.get(to.checked_sub(1)?)?;
        let begins = from == 0 || self.starts.get(from - 1) != Some(&start);
        let ends = self.starts.get(to) != Some(&last);
        if !begins || !ends {
            return None;
        }
        let last = usize::try_from(last).ok()?;
        let mut rest = source.get(last..)?.chars();
        let first = rest.next()?;
        let end = if rest.next().is_some_and(is_joining_or_zwj) {
            last + Folder::new(source.get(last..)?).cluster_atoms().1
        } else {
            last + first.len_utf8()
        };
        Some(Span::new(usize::try_from(start).ok()?, end))
    }

    /// Where in the source the last `letters` letters begin.
    pub fn tail(&self, letters: usize) -> Option<usize> {
        let (at, _) = self.text.char_indices().rev().nth(letters.checked_sub(1)?)?;
        self.starts.get(at).and_then(|start| usize::try_from(*start).ok())
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The fast way and the careful way fold alike, and lead back alike.
        #[test]
        fn folds_as_the_folder_does(text in prop_oneof![any::<String>(), "[\u{0}-\u{1f} a-zÀ-ÿ가-힣ᄀ-ᇿ漢-瀧ﾀ-ﾟ\u{300}-\u{304}\u{200d}ﬁ-]{0,24}"]) {
            let mut fast = FoldedText::default();
            fast.fold(&text);
            let atoms: Vec<_> = Folder::new(&text).collect();
            let slow: String = atoms.iter().map(|atom| atom.folded).collect();
            prop_assert_eq!(fast.as_str(), &slow);
            let mut at = 0;
            for atom in atoms {
                let end = at + atom.folded.len_utf8();
                let whole = atom.first && atom.last;
                prop_assert_eq!(fast.origin(&text, at, end), whole.then_some(atom.span));
                at = end;
            }
        }
    }
}
