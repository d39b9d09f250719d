//! Folding: what a matcher compares, with the way back to what was written.
//!
//! A text is folded cluster by cluster into [`Atom`]s. Differences that do not
//! make another word vanish on the way: composition (NFD and NFC), width,
//! traditional and simplified Han, capitals. What stands *between* the letters
//! of a term (spaces, hyphens, apostrophes, middle dots, commas) is taken out
//! and noted on the atom that follows, so that a matcher may compare letters
//! first and ask afterwards whether the gaps fit.

use std::collections::VecDeque;
use std::ops::{BitOr, BitOrAssign};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;
use crate::text::han::simplified;

/// What stood before a letter and was taken out: a set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap(u8);

impl Gap {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// A space or tab of any width.
    pub const SPACE: Self = Self(1);
    /// A line end.
    pub const LINE: Self = Self(1 << 1);
    /// Two line ends or more: another paragraph.
    pub const PARAGRAPH: Self = Self(1 << 2);
    /// A hyphen or a dash as short as one.
    pub const HYPHEN: Self = Self(1 << 3);
    /// An apostrophe, straight or curly.
    pub const APOSTROPHE: Self = Self(1 << 4);
    /// A middle dot, as in 马克·安德森.
    pub const DOT: Self = Self(1 << 5);
    /// A comma, of any width, or 、.
    pub const COMMA: Self = Self(1 << 6);
    /// A character without width: zero-width space, soft hyphen, direction mark.
    pub const ZERO: Self = Self(1 << 7);

    /// Whether nothing stood there.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether a kind of `other` is in it.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What is left without the kinds of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn of(c: char) -> Self {
        match c {
            ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                Self::SPACE
            }
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::LINE,
            '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' => Self::HYPHEN,
            '\'' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{b4}' => Self::APOSTROPHE,
            '\u{b7}' | '\u{318d}' | '\u{119e}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' => {
                Self::DOT
            }
            ',' | '\u{3001}' | '\u{60c}' => Self::COMMA,
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => Self::ZERO,
            _ => Self::NONE,
        }
    }
}

impl BitOr for Gap {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Gap {
    fn bitor_assign(&mut self, other: Self) {
        // A second line end in one gap makes it a paragraph's.
        if self.has(Self::LINE) && other.has(Self::LINE) {
            self.0 |= Self::PARAGRAPH.0;
        }
        self.0 |= other.0;
    }
}

/// What folding changed in a letter: a set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// Another width or compatibility form: Ｄ, ㈜, ﬁ.
    pub const WIDTH: Self = Self(1);
    /// A traditional Han character.
    pub const VARIANT: Self = Self(1 << 1);
    /// Written decomposed, as macOS does.
    pub const COMPOSED: Self = Self(1 << 2);

    /// Whether a kind of `other` is in it.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A letter as it is compared, and where it stands in the text as written.
#[derive(Clone, Copy, Debug)]
pub struct Atom {
    /// Folded throughout, small letters included.
    pub folded: char,
    /// Folded but for capitals.
    pub cased: char,
    /// The cluster in the original that it came from.
    pub span: Span,
    /// What was taken out before it.
    pub gap: Gap,
    /// What folding changed.
    pub marks: Marks,
    /// Whether it is the first of its cluster.
    pub first: bool,
    /// Whether it is the last of its cluster.
    pub last: bool,
}

/// One character's folding, as kept in a page of the table.
#[derive(Clone, Copy, Debug)]
enum Entry {
    Letter {
        folded: char,
        cased: char,
        marks: Marks,
    },
    Gap(Gap),
    /// Becomes several characters, or joins with what follows: take the cluster.
    Cluster,
}

impl Entry {
    fn of(c: char) -> Self {
        // Compatibility jamo stand for themselves: NFKC would make them join.
        let normal = if is_compatibility_jamo(c) {
            c
        } else {
            let mut normal = std::iter::once(c).nfkc();
            match (normal.next(), normal.next()) {
                (Some(one), None) => one,
                _ => {
                    return if Gap::of(c).is_none() { Self::Cluster } else { Self::Gap(Gap::of(c)) };
                }
            }
        };
        let gap = Gap::of(c) | Gap::of(normal);
        if !gap.is_none() {
            return Self::Gap(gap);
        }
        if is_joining(c) {
            return Self::Cluster;
        }
        let cased = simplified(normal);
        let mut lower = cased.to_lowercase();
        let (Some(folded), None) = (lower.next(), lower.next()) else {
            return Self::Cluster;
        };
        let mut marks = Marks::default();
        if normal != c {
            marks |= Marks::WIDTH;
        }
        if cased != normal {
            marks |= Marks::VARIANT;
        }
        Self::Letter { folded, cased, marks }
    }
}

fn is_compatibility_jamo(c: char) -> bool {
    matches!(c, '\u{3131}'..='\u{318e}' | '\u{ffa0}'..='\u{ffdc}')
}

/// Whether `c` never begins a cluster of its own: marks, jamo that join, half-width sound marks.
fn is_joining(c: char) -> bool {
    match u32::from(c) {
        0..0x300 | 0x4e00..=0x9fff | 0xac00..=0xd7a3 => false,
        0x1100..=0x11ff | 0xa960..=0xa97c | 0xd7b0..=0xd7fb | 0xff9e | 0xff9f | 0xfe00..=0xfe0f => true,
        _ => is_combining_mark(c),
    }
}

const PAGE: usize = 256;
type Page = OnceLock<Box<[Entry]>>;
/// The Basic Multilingual Plane in pages that are made when a text first needs them.
static PAGES: [Page; PAGE] = [const { Page::new() }; PAGE];

#[inline]
fn entry(c: char) -> Entry {
    let code = u32::from(c);
    let (Ok(high), Ok(low)) = (usize::try_from(code >> 8), usize::try_from(code & 0xff)) else {
        return Entry::of(c);
    };
    let Some(page) = PAGES.get(high) else {
        return Entry::of(c);
    };
    let page = page.get_or_init(|| {
        (0..256).map(|low| char::from_u32((code & !0xff) | low).map_or(Entry::Cluster, Entry::of)).collect()
    });
    page.get(low).copied().unwrap_or(Entry::Cluster)
}

/// What a character folds to, when nothing joins it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folded {
    Letter(char),
    Gap,
    Cluster,
}

/// The letter that `c` folds to, when nothing joins it and it is one.
pub fn simple_letter(c: char) -> Option<char> {
    match folded(c) {
        Folded::Letter(letter) => Some(letter),
        Folded::Gap | Folded::Cluster => None,
    }
}

type Letters = OnceLock<Box<[u16]>>;
/// What the letters of the Basic Multilingual Plane fold to, or 0 where that is no single letter of it.
static LETTERS: [Letters; PAGE] = [const { Letters::new() }; PAGE];

/// What `c` folds to.
#[inline]
pub(super) fn folded(c: char) -> Folded {
    if matches!(c, '\u{ac00}'..='\u{d7a3}') {
        return Folded::Letter(c);
    }
    let code = u32::from(c);
    let place = |part: u32| usize::try_from(part).unwrap_or(usize::MAX);
    if let Some(page) = LETTERS.get(place(code >> 8)) {
        let page = page.get_or_init(|| {
            let simple = |low: u32| match Entry::of(char::from_u32((code & !0xff) | low)?) {
                Entry::Letter { folded, .. } => u16::try_from(u32::from(folded)).ok(),
                Entry::Gap(_) | Entry::Cluster => None,
            };
            (0..256).map(|low| simple(low).unwrap_or(0)).collect()
        });
        if let Some(letter) = page.get(place(code & 0xff)).filter(|letter| **letter != 0) {
            return Folded::Letter(char::from_u32(u32::from(*letter)).unwrap_or(c));
        }
    }
    match entry(c) {
        Entry::Letter { folded, .. } => Folded::Letter(folded),
        Entry::Gap(_) => Folded::Gap,
        Entry::Cluster => Folded::Cluster,
    }
}

/// Folds a text, one atom after another.
///
/// Spans are bytes of the text given, rising, and each atom's span is a whole
/// cluster: what a matcher finds can always be shown.
#[derive(Debug)]
pub struct Folder<'t> {
    text: &'t str,
    at: usize,
    gap: Gap,
    pending: VecDeque<Atom>,
}

impl<'t> Folder<'t> {
    /// Begins at the start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, gap: Gap::NONE, pending: VecDeque::new() }
    }

    /// The letters of the first cluster of the text, and its length in bytes.
    pub(super) fn cluster_atoms(&mut self) -> (impl Iterator<Item = char>, usize) {
        self.cluster();
        (self.pending.drain(..).map(|atom| atom.folded), self.at)
    }

    /// Takes the grapheme cluster at the cursor apart.
    fn cluster(&mut self) {
        let Some(cluster) = self.text.get(self.at..).and_then(|rest| rest.graphemes(true).next()) else {
            self.at = self.text.len();
            return;
        };
        let span = Span::new(self.at, self.at + cluster.len());
        self.at = span.end;
        let composed: String = cluster.nfc().collect();
        let normal: String =
            if composed.chars().any(is_compatibility_jamo) { composed.clone() } else { composed.nfkc().collect() };
        let mut marks = Marks::default();
        if composed != cluster {
            marks |= Marks::COMPOSED;
        }
        if normal != composed {
            marks |= Marks::WIDTH;
        }
        let begin = self.pending.len();
        for c in normal.chars() {
            let gap = Gap::of(c);
            if !gap.is_none() || matches!(c, '\u{fe00}'..='\u{fe0f}') {
                self.gap |= gap;
                continue;
            }
            let cased = simplified(c);
            let mut marks = marks;
            if cased != c {
                marks |= Marks::VARIANT;
            }
            for folded in cased.to_lowercase() {
                self.pending.push_back(Atom {
                    folded,
                    cased,
                    span,
                    gap: std::mem::take(&mut self.gap),
                    marks,
                    first: self.pending.len() == begin,
                    last: false,
                });
            }
        }
        if let Some(atom) = self.pending.back_mut() {
            atom.last = true;
        }
    }
}

impl Iterator for Folder<'_> {
    type Item = Atom;

    #[inline]
    fn next(&mut self) -> Option<Atom> {
        loop {
            if let Some(atom) = self.pending.pop_front() {
                return Some(atom);
            }
            let mut rest = self.text.get(self.at..)?.chars();
            let c = rest.next()?;
            match entry(c) {
                Entry::Gap(gap) => {
                    // A CRLF is one line end.
                    if c != '\n' || !self.text.get(..self.at).is_some_and(|before| before.ends_with('\r')) {
                        self.gap |= gap;
                    }
                    self.at += c.len_utf8();
                }
                Entry::Letter { folded, cased, marks } if !rest.next().is_some_and(is_joining_or_zwj) => {
                    let span = Span::new(self.at, self.at + c.len_utf8());
                    self.at = span.end;
                    return Some(Atom {
                        folded,
                        cased,
                        span,
                        gap: std::mem::take(&mut self.gap),
                        marks,
                        first: true,
                        last: true,
                    });
                }
                Entry::Letter { .. } | Entry::Cluster => self.cluster(),
            }
        }
    }
}

/// Whether `c` makes one cluster with the letter before it.
#[inline]
pub(super) fn is_joining_or_zwj(c: char) -> bool {
    !c.is_ascii() && (c == '\u{200d}' || is_joining(c))
}

/// The letters of `text` as they are compared, without what stands between them.
pub fn fold_key(text: &str) -> String {
    Folder::new(text).map(|atom| atom.folded).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn writings_of_one_term_have_one_key() {
        for (key, writings) in [
            (
                "freerider",
                &["free rider", "Free-Rider", "freerider", "free\u{a0}rider", "free\nrider", "free\u{2011}rider"][..],
            ),
            ("胸怀大志一贫如洗", &["胸怀大志，一贫如洗", "胸怀大志,一贫如洗", "胸懷大志，一貧如洗"]),
            ("deepseek", &["ＤｅｅｐＳｅｅｋ", "DeepSeek", "DEEPSEEK", "deep\u{200b}seek"]),
            ("오픈소스", &["오픈 소스", "오픈소스", "\u{110b}\u{1169}\u{1111}\u{1173}\u{11ab}소스"]),
            ("mooreslaw", &["Moore's Law", "Moore’s Law"]),
            ("ハングル", &["ﾊﾝｸﾞﾙ", "ハングル"]),
            ("马克安德森", &["马克·安德森", "馬克・安德森"]),
            ("ㄷㅔ", &["ㄷㅔ"]),
        ] {
            for writing in writings {
                assert_eq!(fold_key(writing), key, "{writing}");
            }
        }
    }

    #[test]
    fn gaps_are_told_apart() {
        let gaps = |text| Folder::new(text).map(|atom| atom.gap).collect::<Vec<_>>();
        assert_eq!(gaps("a b"), [Gap::NONE, Gap::SPACE]);
        assert_eq!(gaps("a\r\nb"), [Gap::NONE, Gap::LINE]);
        assert_eq!(gaps("a\n\nb"), [Gap::NONE, Gap::LINE | Gap::PARAGRAPH]);
        assert_eq!(gaps("a\r\n\r\nb"), [Gap::NONE, Gap::LINE | Gap::PARAGRAPH]);
        assert_eq!(gaps("a-\u{ad}b"), [Gap::NONE, Gap::HYPHEN | Gap::ZERO]);
        assert_eq!(gaps("大，一、贫"), [Gap::NONE, Gap::COMMA, Gap::COMMA]);
    }

    proptest! {
        /// Whatever is matched can be shown: every atom has a cluster of the text as written.
        #[test]
        fn every_atom_leads_back_to_the_original(text in any::<String>()) {
            let mut end = 0;
            for atom in Folder::new(&text) {
                prop_assert!(atom.span.slice(&text).is_some_and(|cluster| !cluster.is_empty()));
                prop_assert!(atom.span.start >= end || !atom.first);
                end = atom.span.end;
            }
        }

        /// A decomposed text is the same text.
        #[test]
        fn composition_does_not_matter(text in "[a-zé가-힣漢ﾀ-ﾟ \\-]{0,12}") {
            let decomposed: String = text.nfd().collect();
            let composed: String = text.nfc().collect();
            prop_assert_eq!(fold_key(&decomposed), fold_key(&composed));
        }

        /// Small and fast ways agree: a text folds like its clusters one by one.
        #[test]
        fn clusters_fold_alone(text in "\\PC{0,16}") {
            let whole = fold_key(&text);
            let parts: String = text.graphemes(true).map(fold_key).collect();
            prop_assert_eq!(whole, parts);
        }
    }
}
