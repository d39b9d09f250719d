//! One pass over a text: fold, step the automaton, judge what it finds.

use unicode_segmentation::UnicodeSegmentation;

use crate::annotate::judge::{Judge, Verdict, may_start};
use crate::annotate::patterns::Entry;
use crate::annotate::{Annotator, Decision, MatchedBy, Reason, spelling};
use crate::glossary::EntryId;
use crate::lang::Lang;
use crate::model::Status;
use crate::segment::korean::needs_company;
use crate::segment::{Rules, in_address};
use crate::text::{Atom, FoldedText, Folder, Script, Span};

/// A term that stands as a word, before overlaps are resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) entry: EntryId,
    pub(super) matched_by: MatchedBy,
    /// Whether it stands only in the company of another term.
    pub(super) needs_company: bool,
    /// Whether the term is of another language than the text.
    pub(super) foreign: bool,
    pub(super) status: Status,
}

/// A Korean noun whose tail is no particle, but may be another noun.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    candidate: Candidate,
    /// The noun written before it that waits too, in the list of those waiting.
    left: Option<usize>,
    /// Whether a noun that follows has made a compound of it.
    taken: bool,
}

/// How many nouns are looked at for one that ends at a place.
const PATIENCE: usize = 32;

/// How much text is folded at a time, in bytes: what fits a fast cache.
const BLOCK: usize = 16 * 1024;

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
    /// Where code stands in the whole text, which the piece begins `offset` bytes into.
    code: &'a [Span],
    offset: usize,
    waiting: Vec<Waiting>,
    found: Vec<Candidate>,
    /// Every candidate, where somebody asks for them.
    decisions: Option<Vec<Decision>>,
}

impl<'a, 't> Scanner<'a, 't> {
    pub(super) fn new(
        annotator: &'a Annotator<'a>,
        text: &'t str,
        lang: Lang,
        code: &'a [Span],
        offset: usize,
    ) -> Self {
        let claim = |other: &Lang| {
            if other.same_language(lang) { Claim::Own } else { Claim::Foreign }
        };
        Self {
            annotator,
            text,
            lang,
            claims: annotator.patterns.langs.iter().map(claim).collect(),
            judge: Judge::new(annotator, text),
            code,
            offset,
            waiting: Vec::new(),
            found: Vec::new(),
            decisions: None,
        }
    }

    /// The terms that stand as words, by their ends.
    pub(super) fn scan(mut self) -> Vec<Candidate> {
        self.run();
        self.found
    }

    /// The terms that stand as words, and what became of every candidate.
    pub(super) fn scan_all(mut self) -> (Vec<Candidate>, Vec<Decision>) {
        self.decisions = Some(Vec::new());
        self.run();
        // Nouns that waited for another one may have been taken after all.
        let kept =
            self.found.iter().map(|found| Decision { span: found.span, entry: found.entry, reason: Reason::Kept });
        let mut decisions: Vec<Decision> = kept.collect();
        let dropped = self.decisions.unwrap_or_default().into_iter();
        let dropped: Vec<Decision> = dropped
            .filter(|other| {
                !decisions.iter().any(|kept| kept.entry == other.entry && kept.span.start == other.span.start)
            })
            .collect();
        decisions.extend(dropped);
        (self.found, decisions)
    }

    fn run(&mut self) {
        let patterns = &self.annotator.patterns;
        let Some(automaton) = &patterns.automaton else { return };
        let mut folded = FoldedText::default();
        // Blocks overlap by the longest surface; `done` is the end of the last one.
        let (mut start, mut done) = (0, 0);
        while done < self.text.len() {
            // A block with few letters begins where the last one did, and is twice as long.
            let end = block_end(self.text, done + BLOCK.max(done - start));
            let block = self.text.get(start..end).unwrap_or_default();
            folded.fold(block);
            for found in automaton.find_overlapping_iter(folded.as_str()) {
                let Some(pattern) = patterns.pattern(found.value()) else { continue };
                let Some(span) = folded.origin(block, found.start(), found.end()) else { continue };
                let span = span.shifted(start);
                if span.end > done {
                    self.take(patterns.entries(pattern), span);
                }
            }
            done = end;
            start += folded.tail(patterns.longest).unwrap_or(0);
        }
    }

    /// Judges the terms that one surface may be, at one place.
    fn take(&mut self, entries: &[Entry], span: Span) {
        // A surface of several languages is one of the text's own.
        let mut taken = false;
        for entry in entries {
            taken |= self.claim(entry) == Claim::Own && self.consider(entry, span);
        }
        for entry in entries.iter().filter(|_| !taken) {
            if self.claim(entry) == Claim::Foreign && !entry.script.writes(self.lang) {
                self.consider(entry, span);
            }
        }
    }

    fn claim(&self, entry: &Entry) -> Claim {
        self.claims.get(usize::from(entry.lang)).copied().unwrap_or(Claim::Foreign)
    }

    /// Judges one term at one place; `true` when it was taken.
    fn consider(&mut self, entry: &Entry, span: Span) -> bool {
        let reason = self.decide(entry, span);
        if let (Some(decisions), true) = (&mut self.decisions, reason != Reason::Kept) {
            decisions.push(Decision { span, entry: entry.id, reason });
        }
        reason == Reason::Kept
    }

    fn decide(&mut self, entry: &Entry, span: Span) -> Reason {
        if !may_start(entry, self.text, span) {
            return Reason::StartsInsideWord;
        }
        let Some((_, _, term)) = self.annotator.stack.entry(entry.id) else {
            return Reason::Overlap;
        };
        let alternate =
            entry.alternate.and_then(|at| self.annotator.patterns.alternates.get(usize::try_from(at).ok()?));
        let written = alternate.unwrap_or(&term.text);
        let follows = self.noun_before(entry, span);
        let verdict = self.judge.judge(entry, written, span, follows.is_some());
        let (end, inflected) = match verdict {
            Verdict::Stands { end } => (end, end != span.end && self.text.get(span.start..end) != Some(written)),
            Verdict::Compound => (span.end, false),
            Verdict::Falls(reason) => return reason,
        };
        let folded_span = span;
        let span = Span::new(span.start, end);
        let mut matched_by = MatchedBy::default();
        if span.slice(self.text) != Some(written) {
            let surface: Vec<Atom> = Folder::new(folded_span.slice(self.text).unwrap_or_default()).collect();
            let wanted: Vec<Atom> = Folder::new(written).collect();
            let Some(spelling) = spelling::compare(&surface, &wanted, entry.minds_capitals) else {
                return Reason::Spelling;
            };
            matched_by = spelling;
            if inflected && wanted.len() != Folder::new(span.slice(self.text).unwrap_or_default()).count() {
                matched_by.add(MatchedBy::INFLECTION);
            }
        }
        if alternate.is_some() {
            matched_by.add(MatchedBy::INFLECTION);
        }
        if self.is_protected(entry, span) {
            return Reason::Address;
        }
        let needs_company = entry.rules == Rules::Korean && needs_company(written) && !self.judge.is_all(span);
        let foreign = self.claim(entry) == Claim::Foreign;
        let status = entry.status;
        let candidate = Candidate { span, entry: entry.id, matched_by, needs_company, foreign, status };
        if verdict == Verdict::Compound {
            self.waiting.push(Waiting { candidate, left: follows, taken: false });
            return Reason::NoParticle;
        }
        self.release(follows);
        self.found.push(candidate);
        Reason::Kept
    }

    /// The noun, among those waiting, that ends where this one begins.
    fn noun_before(&self, entry: &Entry, span: Span) -> Option<usize> {
        if entry.script != Script::Hangul {
            return None;
        }
        let latest = self.waiting.iter().enumerate().rev().take(PATIENCE);
        latest.filter(|(_, waiting)| waiting.candidate.span.end == span.start).map(|(at, _)| at).next()
    }

    /// A noun was found after those waiting before it: they make a compound.
    fn release(&mut self, mut at: Option<usize>) {
        while let Some(waiting) = at.and_then(|at| self.waiting.get_mut(at)).filter(|waiting| !waiting.taken) {
            waiting.taken = true;
            self.found.push(waiting.candidate);
            at = waiting.left;
        }
    }

    fn is_protected(&self, entry: &Entry, span: Span) -> bool {
        if self.annotator.options.everywhere {
            return false;
        }
        let place = span.shifted(self.offset);
        let after = self.code.partition_point(|code| code.end <= place.start);
        if self.code.get(after).is_some_and(|code| code.overlaps(place)) {
            return true;
        }
        matches!(entry.script, Script::Latin | Script::Common) && in_address(self.text, span)
    }
}

/// The end of a block that reaches about to byte `wanted`: never inside a
/// cluster, since an ASCII character that is followed by another begins one.
fn block_end(text: &str, wanted: usize) -> usize {
    let bytes = text.as_bytes().get(wanted..).unwrap_or_default();
    let cut = bytes.windows(2).take(LOOK).position(|pair| pair.iter().all(|byte| byte.is_ascii() && *byte != b'\n'));
    let cut = cut.or_else(|| {
        let rest = (wanted..text.len()).find(|at| text.is_char_boundary(*at))?;
        let from = text.get(rest..)?.grapheme_indices(true).nth(1)?.0;
        Some(rest - wanted + from)
    });
    cut.map_or(text.len(), |cut| (wanted + cut).min(text.len()))
}

/// How far a cheap place to cut is looked for, in bytes.
const LOOK: usize = 256;
