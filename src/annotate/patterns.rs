//! Every surface of a stack, folded to what texts are compared by.

use serde::{Deserialize, Serialize};

use crate::annotate::numbers;
use crate::annotate::trie::Trie;
use crate::glossary::{EntryId, Stack};
use crate::lang::Lang;
use crate::model::{Concept, Inflection, PartOfSpeech, Status, Term};
use crate::segment::english::{Forms, dropped_letters, irregular_plural, is_acronym, is_function_word, verb_forms};
use crate::segment::{Doubt, Rules};
use crate::text::{Atom, Folder, Gap, Script, fold_key};

/// A term as the matcher sees it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Entry {
    pub(super) id: EntryId,
    written: Piece,
    pub(super) rules: Rules,
    pub(super) forms: Forms,
    /// The script of its first letter.
    pub(super) first: Script,
    /// The script of its last letter.
    pub(super) last: Script,
    /// The script it is chiefly in.
    pub(super) script: Script,
    /// Which of [`Patterns::langs`] it is in.
    pub(super) lang: u16,
    /// Whether it is an irregular form of the term.
    pub(super) is_alternate: bool,
    pub(super) minds_capitals: bool,
    /// How many letters of the term the surface leaves to its forms.
    pub(super) dropped: u8,
    pub(super) status: Status,
    pub(super) doubt: Doubt,
    pub(super) anywhere: bool,
    /// Whether it names something there is one of.
    pub(super) is_name: bool,
}

/// A part of a text of less than 4 GiB.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Piece {
    start: u32,
    len: u32,
}

impl Piece {
    /// Puts `piece` at the end of `text`.
    fn push(text: &mut String, piece: &str) -> Self {
        let start = number(text.len());
        text.push_str(piece);
        Self { start, len: number(piece.len()) }
    }

    fn of(self, text: &str) -> &str {
        let start = index(self.start);
        text.get(start..start + index(self.len)).unwrap_or_default()
    }
}

/// Every surface of a [`Stack`], made ready to be looked for.
#[derive(Serialize, Deserialize)]
pub struct Patterns {
    /// The surfaces; the terms of each are numbered as it is.
    pub(super) trie: Trie,
    /// For each surface, where its terms end in `entries`; with [`CHINESE`] if one of them is.
    #[serde(with = "numbers")]
    ends: Vec<u32>,
    entries: Vec<Entry>,
    /// The terms as they are written.
    written: String,
    /// The languages of the terms, regions included.
    pub(super) langs: Vec<Lang>,
    /// The length of the longest surface, in folded characters.
    pub(super) longest: usize,
    /// Whether a term may begin inside a word.
    pub(super) anywhere: bool,
}

impl std::fmt::Debug for Patterns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Patterns").field("surfaces", &self.ends.len()).finish_non_exhaustive()
    }
}

/// Marks the surfaces of Chinese terms.
const CHINESE: u32 = 1 << 31;

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a stack holds less than 4 GiB of terms")
}

/// The surfaces of a stack as they come, before they are sorted.
#[derive(Default)]
struct Surfaces {
    keys: String,
    written: String,
    all: Vec<(Piece, Entry)>,
    langs: Vec<Lang>,
}

impl Surfaces {
    fn push(&mut self, key: &str, entry: Entry) {
        if !key.is_empty() {
            self.all.push((Piece::push(&mut self.keys, key), entry));
        }
    }

    fn lang(&mut self, lang: Lang) -> u16 {
        let known = self.langs.iter().position(|known| *known == lang);
        let at = known.unwrap_or_else(|| {
            self.langs.push(lang);
            self.langs.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn add(&mut self, id: EntryId, concept: &Concept, term: &Term) {
        let atoms: Vec<Atom> = Folder::new(&term.text).collect();
        let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else { return };
        let rules = Rules::of(term.lang);
        let mut entry = Entry {
            id,
            written: Piece::push(&mut self.written, &term.text),
            rules,
            forms: forms(term, rules, &atoms),
            first: Script::of(first.cased),
            last: Script::of(last.cased),
            script: Script::of_term(&term.text),
            lang: self.lang(term.lang),
            is_alternate: false,
            minds_capitals: term.minds_capitals(),
            dropped: 0,
            status: term.status,
            doubt: doubt(term),
            anywhere: term.stands_anywhere(),
            is_name: is_name(concept, term),
        };
        let key = |letters: usize| atoms.iter().take(letters).map(|atom| atom.folded).collect::<String>();
        if rules != Rules::English {
            self.push(&key(atoms.len()), entry);
            return;
        }
        let word = last_word(&atoms);
        let stem = term.text.get(..last_word_start(&atoms)).unwrap_or_default();
        let acronym = is_acronym(term.text.get(stem.len()..).unwrap_or_default());
        let dropped = if acronym { 0 } else { dropped_letters(&word, entry.forms) };
        entry.dropped = u8::try_from(dropped).unwrap_or(0);
        self.push(&key(atoms.len() - dropped), entry);
        let alternate = Entry { forms: Forms::None, dropped: 0, is_alternate: true, ..entry };
        for form in first_word_forms(term) {
            let written = Piece::push(&mut self.written, &form);
            self.push(&fold_key(&form), Entry { written, ..alternate });
        }
        if let Some(plural) = irregular_plural(&word).filter(|_| entry.forms != Forms::None) {
            let written = Piece::push(&mut self.written, &format!("{stem}{plural}"));
            self.push(&(key(atoms.len() - word.chars().count()) + plural), Entry { written, ..alternate });
        }
    }
}

impl Patterns {
    /// Takes the surfaces of all terms that count.
    pub fn new(stack: &Stack) -> Self {
        let mut surfaces = Surfaces::default();
        surfaces.all.reserve_exact(stack.len());
        for (id, concept, term) in stack.entries() {
            surfaces.add(id, concept, term);
        }
        let Surfaces { keys, written, mut all, langs } = surfaces;
        // Entries of one surface keep the order of the stack.
        all.sort_unstable_by(|(a, one), (b, other)| {
            (a.of(&keys), one.id, one.written.start).cmp(&(b.of(&keys), other.id, other.written.start))
        });
        let mut ends: Vec<u32> = Vec::new();
        let mut distinct: Vec<Piece> = Vec::new();
        for (at, (key, entry)) in all.iter().enumerate() {
            if distinct.last().is_none_or(|last| last.of(&keys) != key.of(&keys)) {
                distinct.push(*key);
                ends.push(0);
            }
            if let Some(end) = ends.last_mut() {
                let is_chinese = entry.rules == Rules::Chinese && entry.script == Script::Han;
                *end = number(at + 1) | *end & CHINESE | if is_chinese { CHINESE } else { 0 };
            }
        }
        let trie = Trie::new(distinct.iter().map(|key| key.of(&keys)));
        Self {
            trie,
            ends,
            longest: distinct.iter().map(|key| key.of(&keys).chars().count()).max().unwrap_or(0),
            anywhere: all.iter().any(|(_, entry)| entry.anywhere),
            entries: all.into_iter().map(|(_, entry)| entry).collect(),
            written,
            langs,
        }
    }

    /// The terms that the surface numbered `key` may be, in the order of the stack.
    #[inline]
    pub(super) fn entries(&self, key: u32) -> &[Entry] {
        let end = self.ends.get(index(key)).copied().unwrap_or(0);
        let start = key.checked_sub(1).and_then(|before| self.ends.get(index(before))).copied().unwrap_or(0);
        self.entries.get(index(start & !CHINESE)..index(end & !CHINESE)).unwrap_or_default()
    }

    /// The term as it is written, in the form whose surface `entry` is.
    #[inline]
    pub(super) fn written(&self, entry: &Entry) -> &str {
        entry.written.of(&self.written)
    }

    /// Adds the Chinese terms in `folded` to `terms`, as (start, end) in
    /// characters, by their starts; `places` are where its characters begin, and its end.
    pub(super) fn chinese_terms(&self, folded: &str, places: &[usize], terms: &mut Vec<(usize, usize)>) {
        for (from, at) in places.iter().enumerate() {
            let rest = folded.as_bytes().get(*at..).unwrap_or_default();
            if !self.trie.may_begin(rest) {
                continue;
            }
            self.trie.prefixes(rest, |key, len| {
                let is_chinese = self.ends.get(index(key)).is_some_and(|end| end & CHINESE != 0);
                if let (true, Ok(end)) = (is_chinese, places.binary_search(&(at + len))) {
                    terms.push((from, end));
                }
            });
        }
    }
}

/// The letters after the last gap, folded.
fn last_word(atoms: &[Atom]) -> String {
    let start = atoms.iter().rposition(|atom| !atom.gap.is_none()).unwrap_or(0);
    atoms.iter().skip(start).map(|atom| atom.folded).collect()
}

/// The byte of the term where its last word begins.
fn last_word_start(atoms: &[Atom]) -> usize {
    let start = atoms.iter().rposition(|atom| !atom.gap.is_none()).unwrap_or(0);
    atoms.get(start).map_or(0, |atom| atom.span.start)
}

/// Whether a term is a name: as the glossary says, else by the capitals that
/// its concept is written with.
fn is_name(concept: &Concept, term: &Term) -> bool {
    if let Some(part) = term.part_of_speech {
        return part == PartOfSpeech::ProperNoun;
    }
    let has_case = |text: &str| text.contains(|c: char| c.is_uppercase() || c.is_lowercase());
    let mut cased = concept.terms.iter().map(|term| term.text.as_str()).filter(|text| has_case(text)).peekable();
    let is_mixed = concept.terms.iter().any(|term| has_case(&term.text) && term.text.contains(char::is_lowercase));
    cased.peek().is_some() && is_mixed && cased.all(|text| text.starts_with(char::is_uppercase))
}

/// What the spelling of an English term leaves open.
fn doubt(term: &Term) -> Doubt {
    if term.minds_capitals() && is_function_word(&term.text) {
        Doubt::FunctionWord
    } else if term.text.chars().all(char::is_lowercase) {
        Doubt::CommonNoun
    } else {
        Doubt::None
    }
}

/// A verb phrase is inflected at its first word: thinking outside the box.
fn first_word_forms(term: &Term) -> Vec<String> {
    let is_verb = matches!(term.part_of_speech, Some(PartOfSpeech::Verb | PartOfSpeech::Phrase));
    let inflects = term.matching.inflection != Some(Inflection::Exact);
    let Some((first, rest)) = term.text.split_once(' ').filter(|_| is_verb && inflects) else {
        return Vec::new();
    };
    let is_plain = first.chars().all(|c| c.is_ascii_lowercase());
    let forms = if is_plain { verb_forms(first) } else { Vec::new() };
    forms.into_iter().map(|form| format!("{form} {rest}")).collect()
}

/// A phrase that is a noun can be used as a verb (open-sourced), a single noun
/// makes another word of it (moated, funding).
fn forms(term: &Term, rules: Rules, atoms: &[Atom]) -> Forms {
    if rules != Rules::English || !term.inflects() || !last_word(atoms).chars().all(|c| c.is_ascii_alphabetic()) {
        return Forms::None;
    }
    let is_phrase = atoms.iter().any(|atom| atom.gap.has(Gap::SPACE | Gap::HYPHEN));
    match term.part_of_speech {
        Some(PartOfSpeech::Verb) => Forms::Verb,
        Some(PartOfSpeech::ProperNoun) => Forms::Noun,
        _ if is_phrase => Forms::Verb,
        _ => Forms::Noun,
    }
}
