//! The automaton: every surface of a stack, folded to what texts are compared by.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use crate::glossary::{EntryId, Stack};
use crate::lang::Lang;
use crate::model::{Inflection, PartOfSpeech, Status, Term};
use crate::segment::english::{Forms, dropped_letters, irregular_plural, is_acronym, is_function_word, verb_forms};
use crate::segment::{Doubt, Rules};
use crate::text::{Atom, Folder, Gap, Script, fold_key};

/// A term as the automaton sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) id: EntryId,
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
    /// Which of [`Patterns::alternates`] stands for the term's own text.
    pub(super) alternate: Option<u32>,
    pub(super) minds_capitals: bool,
    /// How many letters of the term the surface leaves to its forms.
    pub(super) dropped: u8,
    pub(super) status: Status,
    pub(super) doubt: Doubt,
    pub(super) anywhere: bool,
}

/// One folded surface, and the terms it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    /// Its length in folded characters.
    pub(super) letters: usize,
    from: usize,
    to: usize,
}

/// Every surface of a stack.
pub(super) struct Patterns {
    /// `None` when there is no term at all.
    pub(super) automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    numbered: Vec<Pattern>,
    entries: Vec<Entry>,
    /// The languages of the terms, regions included.
    pub(super) langs: Vec<Lang>,
    /// Irregular alternates, as whole terms.
    pub(super) alternates: Vec<String>,
    /// The length of the longest surface, in folded characters.
    pub(super) longest: usize,
}

impl std::fmt::Debug for Patterns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Patterns").field("patterns", &self.numbered.len()).finish_non_exhaustive()
    }
}

impl Patterns {
    pub(super) fn new(stack: &Stack) -> Self {
        let mut all: Vec<(String, Entry)> = Vec::new();
        let mut langs: Vec<Lang> = Vec::new();
        let mut alternates = Vec::new();
        for (id, _, term) in stack.entries() {
            let lang = langs.iter().position(|lang| *lang == term.lang).unwrap_or_else(|| {
                langs.push(term.lang);
                langs.len() - 1
            });
            let atoms: Vec<Atom> = Folder::new(&term.text).collect();
            let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else {
                continue;
            };
            let rules = Rules::of(term.lang);
            let mut entry = Entry {
                id,
                rules,
                forms: forms(term, rules, &atoms),
                first: Script::of(first.cased),
                last: Script::of(last.cased),
                script: Script::of_term(&term.text),
                lang: u16::try_from(lang).unwrap_or(u16::MAX),
                alternate: None,
                minds_capitals: term.minds_capitals(),
                dropped: 0,
                status: term.status,
                doubt: doubt(term),
                anywhere: term.stands_anywhere(),
            };
            let word = last_word(&atoms);
            let acronym = is_acronym(term.text.get(last_word_start(&term.text)..).unwrap_or_default());
            let dropped = if acronym { 0 } else { dropped_letters(&word, entry.forms) };
            entry.dropped = u8::try_from(dropped).unwrap_or(0);
            let key = |letters: usize| atoms.iter().take(letters).map(|atom| atom.folded).collect::<String>();
            all.push((key(atoms.len() - dropped), entry));
            for alternate in first_word_forms(term, rules) {
                let text = fold_key(&alternate);
                let number = u32::try_from(alternates.len()).ok();
                alternates.push(alternate);
                all.push((text, Entry { forms: Forms::None, dropped: 0, alternate: number, ..entry }));
            }
            if let Some(plural) = irregular_plural(&word).filter(|_| entry.forms != Forms::None) {
                entry.forms = Forms::None;
                entry.dropped = 0;
                entry.alternate = u32::try_from(alternates.len()).ok();
                let stem = last_word_start(&term.text);
                alternates.push(format!("{}{plural}", term.text.get(..stem).unwrap_or_default()));
                all.push((key(atoms.len() - word.chars().count()) + plural, entry));
            }
        }
        // A stable sort: entries of one surface keep the order of the stack.
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let mut patterns: Vec<Pattern> = Vec::new();
        let mut keys: Vec<&str> = Vec::new();
        for (at, (key, _)) in all.iter().enumerate() {
            if keys.last() == Some(&key.as_str()) {
                if let Some(pattern) = patterns.last_mut() {
                    pattern.to = at + 1;
                }
                continue;
            }
            keys.push(key);
            patterns.push(Pattern { letters: key.chars().count(), from: at, to: at + 1 });
        }
        let numbered = keys.iter().zip(0_u32..);
        let automaton = (!keys.is_empty()).then(|| {
            CharwiseDoubleArrayAhoCorasickBuilder::new()
                .build_with_values(numbered)
                .expect("surfaces are distinct, not empty, and fewer than the automaton holds")
        });
        Self {
            automaton,
            longest: patterns.iter().map(|pattern| pattern.letters).max().unwrap_or(0),
            numbered: patterns,
            entries: all.into_iter().map(|(_, entry)| entry).collect(),
            langs,
            alternates,
        }
    }

    /// The surface numbered `value` by the automaton.
    pub(super) fn pattern(&self, value: u32) -> Option<Pattern> {
        self.numbered.get(usize::try_from(value).ok()?).copied()
    }

    /// The Chinese terms in `folded`, as (start, end) in characters.
    pub(super) fn chinese_terms(&self, folded: &[char]) -> Vec<(usize, usize)> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let mut stepper = automaton.find_overlapping_stepper();
        let mut terms = Vec::new();
        for (end, c) in (1..).zip(folded) {
            stepper.consume(*c);
            for found in stepper.matches() {
                let Some(pattern) = self.pattern(found.value()) else {
                    continue;
                };
                let is_chinese = |entry: &Entry| entry.rules == Rules::Chinese && entry.script == Script::Han;
                if self.entries(pattern).iter().any(is_chinese) {
                    terms.push((end - pattern.letters, end));
                }
            }
        }
        terms
    }

    /// The terms a surface may be, in the order of the stack.
    pub(super) fn entries(&self, pattern: Pattern) -> &[Entry] {
        self.entries.get(pattern.from..pattern.to).unwrap_or_default()
    }
}

/// The letters after the last gap, folded.
fn last_word(atoms: &[Atom]) -> String {
    let start = atoms.iter().rposition(|atom| !atom.gap.is_none()).unwrap_or(0);
    atoms.iter().skip(start).map(|atom| atom.folded).collect()
}

/// The byte of `term` where its last word begins.
fn last_word_start(term: &str) -> usize {
    let atoms: Vec<Atom> = Folder::new(term).collect();
    let start = atoms.iter().rposition(|atom| !atom.gap.is_none()).unwrap_or(0);
    atoms.get(start).map_or(0, |atom| atom.span.start)
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
fn first_word_forms(term: &Term, rules: Rules) -> Vec<String> {
    let is_verb = matches!(term.part_of_speech, Some(PartOfSpeech::Verb | PartOfSpeech::Phrase));
    let inflects = term.matching.inflection != Some(Inflection::Exact);
    let Some((first, rest)) = term.text.split_once(' ').filter(|_| rules == Rules::English && is_verb && inflects)
    else {
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
