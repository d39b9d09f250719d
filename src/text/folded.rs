//! A piece of text folded as a whole: what an automaton reads fast.
#![expect(
    clippy::indexing_slicing,
    reason = "tables of 128 entries, and places in vectors that were just made long enough"
)]

use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::fold::{Folded, folded, is_joining_or_zwj};
use crate::text::{Folder, Span};

/// A piece of text as it is compared, with the way back.
///
/// Gives the same characters as [`Folder`], without what it says of each.
#[derive(Debug, Default)]
pub struct FoldedText {
    /// UTF-8.
    text: Vec<u8>,
    /// For each byte of `text`, where the cluster began that it came from.
    starts: Vec<u32>,
    /// The places in `text` where words may begin.
    words: Vec<u32>,
}

/// Stands for what is taken out.
const OUT: u8 = 0xff;

/// An ASCII character.
#[derive(Clone, Copy)]
struct Ascii {
    /// What it becomes, or [`OUT`].
    letter: u8,
    /// Whether a word goes on with it.
    is_word: bool,
}

static ASCII: LazyLock<[Ascii; 128]> = LazyLock::new(|| {
    let mut table = [Ascii { letter: OUT, is_word: false }; 128];
    for (code, place) in (0..128_u8).zip(table.iter_mut()) {
        place.is_word = code.is_ascii_alphanumeric();
        if let Folded::Letter(c) = folded(char::from(code)) {
            place.letter = u8::try_from(c).expect("ASCII folds to ASCII");
        }
    }
    table
});

/// How many ASCII characters are folded at a time.
const PIECE: usize = 32;

impl FoldedText {
    /// Folds `source`, which is shorter than 4 GiB, in place of what was there.
    pub fn fold(&mut self, source: &str) {
        self.text.clear();
        self.starts.clear();
        self.words.clear();
        let bytes = source.as_bytes();
        let mut at = 0;
        // Where the last Korean syllable ended.
        let mut syllable = usize::MAX;
        while at < bytes.len() {
            at = self.ascii(bytes, at);
            while let Some(c) = source.get(at..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_ascii()) {
                let next = at + c.len_utf8();
                match folded(c) {
                    Folded::Letter(letter) => {
                        let goes_on = syllable == at && is_syllable(c);
                        if is_syllable(c) {
                            syllable = next;
                        }
                        if !goes_on {
                            self.words.push(offset(self.text.len()));
                        }
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
    }

    /// Folds the ASCII characters from byte `at` on; the end of them.
    fn ascii(&mut self, source: &[u8], at: usize) -> usize {
        let table = &*ASCII;
        let run = source.get(at..).unwrap_or_default();
        let whole = run.chunks(PIECE).take_while(|piece| piece.is_ascii()).map(<[u8]>::len).sum::<usize>();
        let len = whole + run[whole..].iter().take_while(|byte| byte.is_ascii()).count();
        match run[..len] {
            [] => return at,
            // A space between words of another script.
            [one] if table[usize::from(one)].letter == OUT => return at + 1,
            _ => {}
        }
        let mut inside = at.checked_sub(1).and_then(|before| source.get(before)).is_some_and(u8::is_ascii_alphanumeric);
        let mut places = offset(at)..;
        for piece in run[..len].chunks(PIECE) {
            // Everything is written and what is not wanted overwritten: no branch to mispredict.
            let (mut text, mut starts, mut words) = ([0; PIECE], [0; PIECE], [0; PIECE]);
            let (mut letters, mut begun) = (0, 0);
            let before = offset(self.text.len());
            for (byte, place) in piece.iter().zip(&mut places) {
                let Ascii { letter, is_word } = table[usize::from(*byte & 0x7f)];
                text[letters % PIECE] = letter;
                starts[letters % PIECE] = place;
                words[begun % PIECE] = before + offset(letters);
                let is_letter = letter != OUT;
                begun += usize::from(is_letter && !inside);
                letters += usize::from(is_letter);
                inside = is_word;
            }
            self.text.extend_from_slice(&text[..letters]);
            self.starts.extend_from_slice(&starts[..letters]);
            self.words.extend_from_slice(&words[..begun]);
        }
        at + len
    }

    fn push(&mut self, c: char, at: usize) {
        // Four bytes at a time, which is quicker than as many as there are.
        let mut bytes = [0; 4];
        let len = self.text.len() + c.encode_utf8(&mut bytes).len();
        self.text.extend_from_slice(&bytes);
        self.text.truncate(len);
        self.starts.extend_from_slice(&[offset(at); 4]);
        self.starts.truncate(len);
    }

    /// Folds the cluster at byte `at`; its end.
    fn cluster(&mut self, source: &str, at: usize) -> usize {
        let mut folder = Folder::new(source.get(at..).unwrap_or_default());
        let (letters, len) = folder.cluster_atoms();
        let begin = self.text.len();
        letters.for_each(|letter| self.push(letter, at));
        if self.text.len() > begin {
            self.words.push(offset(begin));
        }
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
        let before = self.words.partition_point(|word| *word < offset(kept));
        self.words.truncate(before);
        Some(self.cluster(source, from))
    }

    /// The folded text, in UTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        &self.text
    }

    /// Where words may begin in the folded text, rising: at an ASCII character
    /// that no ASCII letter or digit stands directly before, at a Korean
    /// syllable after anything but another, at any other letter or sign.
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// The last place where a word may begin, up to byte `at` of the folded text.
    pub fn word_until(&self, at: usize) -> Option<usize> {
        let after = self.words.partition_point(|word| *word <= offset(at));
        after.checked_sub(1).and_then(|last| self.words.get(last)).and_then(|word| usize::try_from(*word).ok())
    }

    /// Where in the source the cluster began from which byte `at` of the folded text came.
    pub fn start(&self, at: usize) -> Option<usize> {
        self.starts.get(at).and_then(|start| usize::try_from(*start).ok())
    }

    /// Whether a cluster of the source begins with byte `at` of the folded text.
    pub fn begins_cluster(&self, at: usize) -> bool {
        at == 0 || self.starts.get(at - 1) != self.starts.get(at)
    }

    /// The place in `source`, the text that was folded, of the bytes `from..to`
    /// of the folded text; `None` when they are not whole clusters.
    pub fn origin(&self, source: &str, from: usize, to: usize) -> Option<Span> {
        let start = *self.starts.get(from)?;
        let last = *self.starts.get(to.checked_sub(1)?)?;
        let ends = self.starts.get(to) != Some(&last);
        if !self.begins_cluster(from) || !ends {
            return None;
        }
        let (start, last) = (usize::try_from(start).ok()?, usize::try_from(last).ok()?);
        let ascii = |at: usize| source.as_bytes().get(at).is_none_or(u8::is_ascii);
        if ascii(last) && ascii(last + 1) {
            return Some(Span::new(start, last + 1));
        }
        let mut rest = source.get(last..)?.chars();
        let first = rest.next()?;
        let end = if rest.next().is_some_and(is_joining_or_zwj) {
            last + Folder::new(source.get(last..)?).cluster_atoms().1
        } else {
            last + first.len_utf8()
        };
        Some(Span::new(start, end))
    }

    /// Where the last `letters` letters begin in the folded text, if it has as many.
    pub fn tail(&self, letters: usize) -> Option<usize> {
        let begins = |(_, byte): &(usize, &u8)| **byte & 0xc0 != 0x80;
        let last = letters.checked_sub(1)?;
        self.text.iter().enumerate().rev().filter(begins).nth(last).map(|(at, _)| at)
    }
}

fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
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
            prop_assert_eq!(fast.as_bytes(), slow.as_bytes());
            let mut at = 0;
            for atom in atoms {
                let end = at + atom.folded.len_utf8();
                let whole = atom.first && atom.last;
                prop_assert_eq!(fast.origin(&text, at, end), whole.then_some(atom.span));
                at = end;
            }
        }

        #[test]
        fn words_begin_where_the_one_before_does_not_go_on(text in "[a-c 1_,é가나漢\u{300}ﬁ]{0,16}") {
            let mut fast = FoldedText::default();
            fast.fold(&text);
            let mut wanted = Vec::new();
            let mut at = 0_u32;
            for atom in Folder::new(&text) {
                let c = atom.span.slice(&text).and_then(|cluster| cluster.chars().next());
                let alone = c.is_some_and(|c| c.len_utf8() == atom.span.len());
                let before = text.get(..atom.span.start).and_then(|before| before.chars().next_back());
                let goes_on = match before {
                    Some('\0'..='\x7f') => before.is_some_and(|c| c.is_ascii_alphanumeric()) && c.is_some_and(|c| c.is_ascii()),
                    _ => before.is_some_and(is_syllable) && c.is_some_and(is_syllable),
                };
                if atom.first && !(alone && goes_on) {
                    wanted.push(at);
                }
                at += u32::try_from(atom.folded.len_utf8()).unwrap();
            }
            prop_assert_eq!(fast.words(), wanted);
        }
    }
}
