//! One pass over a text: fold, step the automaton, judge what it finds.

use crate::annotate::judge::{Judge, Verdict};
use crate::annotate::patterns::Entry;
use crate::annotate::{Annotator, MatchedBy, spelling};
use crate::glossary::EntryId;
use crate::lang::Lang;
use crate::segment::{code_spans, in_address};
use crate::text::{Atom, Folder, Script, Span};

/// A term that stands as a word, before overlaps are resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) entry: EntryId,
    pub(super) matched_by: MatchedBy,
}

/// Korean nouns written together, the last of which has a tail that is no
/// particle but may be another noun.
#[derive(Clone, Debug)]
struct Waiting {
    nouns: Vec<Candidate>,
    end: usize,
}

/// How many nouns may wait: more than can end within one word.
const PATIENCE: usize = 32;

/// The letters most lately read, as many as the longest surface has.
#[derive(Debug)]
struct Ring {
    atoms: Vec<Option<Atom>>,
    read: usize,
}

impl Ring {
    fn new(longest: usize) -> Self {
        Self { atoms: vec![None; (longest + 1).next_power_of_two()], read: 0 }
    }

    fn push(&mut self, atom: Atom) {
        let at = self.read & (self.atoms.len() - 1);
        if let Some(place) = self.atoms.get_mut(at) {
            *place = Some(atom);
        }
        self.read += 1;
    }

    /// The letter that is `back` letters before the next one, from 1.
    fn back(&self, back: usize) -> Option<Atom> {
        let at = self.read.checked_sub(back)? & (self.atoms.len() - 1);
        self.atoms.get(at).copied().flatten()
    }
}

/// How the terms of a language are looked for in a text of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    /// The text's own language.
    Own,
    /// Another language: only in a script that the text's language is not written in.
    Foreign,
}

/// Looks through one piece of text.
#[derive(Debug)]
pub(super) struct Scanner<'a, 't> {
    annotator: &'a Annotator<'a>,
    text: &'t str,
    lang: Lang,
    claims: Vec<Claim>,
    judge: Judge<'a, 't>,
    code: Vec<Span>,
    ring: Ring,
    waiting: Vec<Waiting>,
    found: Vec<Candidate>,
}

impl<'a, 't> Scanner<'a, 't> {
    pub(super) fn new(annotator: &'a Annotator<'a>, text: &'t str, lang: Lang) -> Self {
        let claim = |other: &Lang| {
            if other.same_language(lang) { Claim::Own } else { Claim::Foreign }
        };
        Self {
            annotator,
            text,
            lang,
            claims: annotator.patterns.langs.iter().map(claim).collect(),
            judge: Judge::new(annotator, text),
            code: if annotator.options.everywhere { Vec::new() } else { code_spans(text) },
            ring: Ring::new(annotator.patterns.longest),
            waiting: Vec::new(),
            found: Vec::new(),
        }
    }

    pub(super) fn scan(mut self) -> Vec<Candidate> {
        let patterns = &self.annotator.patterns;
        let Some(automaton) = &patterns.automaton else {
            return Vec::new();
        };
        let mut stepper = automaton.find_overlapping_stepper();
        for atom in Folder::new(self.text) {
            self.ring.push(atom);
            stepper.consume(atom.folded);
            if !atom.last {
                continue;
            }
            for found in stepper.matches() {
                let Some(pattern) = patterns.pattern(found.value()) else {
                    continue;
                };
                let Some(first) = self.ring.back(pattern.letters).filter(|first| first.first) else {
                    continue;
                };
                let span = Span::new(first.span.start, atom.span.end);
                let entries = patterns.entries(pattern);
                // A surface of several languages is one of the text's own.
                let mut taken = false;
                for entry in entries {
                    taken |= self.claim(entry) == Claim::Own && self.consider(entry, span, pattern.letters);
                }
                for entry in entries.iter().filter(|_| !taken) {
                    if self.claim(entry) == Claim::Foreign && !entry.script.writes(self.lang) {
                        self.consider(entry, span, pattern.letters);
                    }
                }
            }
        }
        self.found
    }

    fn claim(&self, entry: &Entry) -> Claim {
        self.claims.get(usize::from(entry.lang)).copied().unwrap_or(Claim::Foreign)
    }

    /// Judges one term at one place; `true` when it was taken.
    fn consider(&mut self, entry: &Entry, span: Span, letters: usize) -> bool {
        let Some((_, _, term)) = self.annotator.stack.entry(entry.id) else {
            return false;
        };
        let plural = entry.plural.and_then(|at| self.annotator.patterns.plurals.get(usize::try_from(at).ok()?));
        let written = plural.unwrap_or(&term.text);
        let follows = self.nouns_before(entry, span);
        let verdict = self.judge.judge(entry, written, span, follows.is_some());
        let (end, inflected) = match verdict {
            Verdict::Stands { end } => (end, end != span.end && self.text.get(span.start..end) != Some(written)),
            Verdict::Compound => (span.end, false),
            Verdict::Falls => return false,
        };
        let span = Span::new(span.start, end);
        let mut matched_by = MatchedBy::default();
        if span.slice(self.text) != Some(written) {
            let surface: Vec<Atom> = (1..=letters).rev().filter_map(|back| self.ring.back(back)).collect();
            let wanted: Vec<Atom> = Folder::new(written).collect();
            let Some(spelling) = spelling::compare(&surface, &wanted, entry.minds_capitals) else {
                return false;
            };
            matched_by = spelling;
            if inflected && wanted.len() != Folder::new(span.slice(self.text).unwrap_or_default()).count() {
                matched_by.add(MatchedBy::INFLECTION);
            }
        }
        if plural.is_some() {
            matched_by.add(MatchedBy::INFLECTION);
        }
        if self.is_protected(entry, span) {
            return false;
        }
        let candidate = Candidate { span, entry: entry.id, matched_by };
        if verdict == Verdict::Compound {
            if self.waiting.len() > PATIENCE {
                self.waiting.drain(..PATIENCE / 2);
            }
            let mut nouns = follows.unwrap_or_default();
            nouns.push(candidate);
            self.waiting.push(Waiting { nouns, end: span.end });
            return false;
        }
        // Nouns that waited for this one make a compound with it.
        self.found.extend(follows.unwrap_or_default());
        self.found.push(candidate);
        true
    }

    /// The nouns, among those waiting, that end where this one begins.
    fn nouns_before(&self, entry: &Entry, span: Span) -> Option<Vec<Candidate>> {
        if entry.script != Script::Hangul {
            return None;
        }
        let waiting = self.waiting.iter().rfind(|waiting| waiting.end == span.start)?;
        Some(waiting.nouns.clone())
    }

    fn is_protected(&self, entry: &Entry, span: Span) -> bool {
        if self.annotator.options.everywhere {
            return false;
        }
        let after = self.code.partition_point(|code| code.end <= span.start);
        if self.code.get(after).is_some_and(|code| code.overlaps(span)) {
            return true;
        }
        matches!(entry.script, Script::Latin | Script::Common) && in_address(self.text, span)
    }
}
