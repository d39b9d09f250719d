//! One pass over a text: fold, walk the trie from where words may begin, judge what is found.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::annotate::judge::{Judge, Verdict, may_start};
use crate::annotate::patterns::Entry;
use crate::annotate::resolve::order;
use crate::annotate::{Annotator, Decision, MatchedBy, Reason, spelling};
use crate::glossary::EntryId;
use crate::lang::Lang;
use crate::model::Status;
use crate::segment::korean::needs_company;
use crate::segment::{Rules, in_address, is_hangul_numeral};
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

/// A folded part of a piece of text.
struct Block<'f> {
    text: &'f str,
    /// Where it begins in the piece.
    start: usize,
    folded: &'f FoldedText,
    /// Whether candidates inside words are wanted too.
    everywhere: bool,
}

/// Looks through one piece of text.
#[derive(Debug)]
pub(super) struct Scanner<'a, 't> {
    annotator: &'a Annotator<'a>,
    text: &'t str,
    lang: Lang,
    claims: Vec<Claim>,
    judge: Judge<'a, 't>,
    /// Where code stands in the whole text, which the piece begins `offset` bytes
    /// into, from the place on that the scan has reached.
    code: &'a [Span],
    offset: usize,
    waiting: Vec<Waiting>,
    /// Where in the folded block a noun may begin because another one ends there.
    onward: BTreeSet<usize>,
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
            code: code.get(code.partition_point(|code| code.end <= offset)..).unwrap_or_default(),
            offset,
            waiting: Vec::new(),
            onward: BTreeSet::new(),
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
        // Who asks for every candidate wants to know of those inside words too.
        let everywhere = patterns.anywhere || self.decisions.is_some();
        let mut folded = FoldedText::default();
        let (mut start, mut size) = (0, BLOCK);
        while start < self.text.len() {
            let end = block_end(self.text, start + size);
            let text = self.text.get(start..end).unwrap_or_default();
            folded.fold(text);
            let block = Block { text, start, folded: &folded, everywhere };
            if end == self.text.len() {
                self.walk(&block, usize::MAX);
                return;
            }
            // The last words may begin a surface that ends in the next block.
            let limit = folded.tail(patterns.longest).and_then(|tail| folded.word_until(tail));
            match limit.and_then(|limit| Some((limit, folded.start(limit)?))) {
                Some((limit, next)) if next > 0 => {
                    self.walk(&block, limit);
                    start += next;
                    size = BLOCK;
                }
                _ => size *= 2,
            }
        }
    }

    /// Takes the surfaces that begin before byte `limit` of a folded block.
    fn walk(&mut self, block: &Block<'_>, limit: usize) {
        let folded = block.folded;
        if block.everywhere {
            for at in (0..folded.as_bytes().len().min(limit)).filter(|at| folded.begins_cluster(*at)) {
                self.walk_from(block, at);
            }
            return;
        }
        for at in folded.words().iter().filter_map(|at| usize::try_from(*at).ok()).take_while(|at| *at < limit) {
            self.walk_from(block, at);
            if folded.as_bytes().get(at..).is_some_and(begins_with_hangul) {
                self.after_numerals(block, at);
            }
            // What follows a noun that waits may be one too.
            while let Some(next) = self.onward.pop_first() {
                self.walk_from(block, next);
            }
        }
    }

    /// Takes the surfaces that begin at byte `at` of a folded block.
    #[inline]
    fn walk_from(&mut self, block: &Block<'_>, at: usize) {
        let patterns = &self.annotator.patterns;
        let rest = block.folded.as_bytes().get(at..).unwrap_or_default();
        if !patterns.trie.may_begin(rest) {
            return;
        }
        let found = self.found.len();
        patterns.trie.prefixes(rest, |key, len| {
            let Some(span) = block.folded.origin(block.text, at, at + len) else { return };
            let waiting = self.waiting.len();
            self.take(patterns.entries(key), span.shifted(block.start));
            if self.waiting.len() > waiting && !block.everywhere {
                self.onward.insert(at + len);
            }
        });
        // Many small sorts cost less than a large one.
        if let Some(found) = self.found.get_mut(found..).filter(|found| found.len() > 1) {
            found.sort_unstable_by(order);
        }
    }

    /// Takes the surfaces that follow Korean numerals, the first of which is at
    /// byte `at` of a folded block: 9만위안.
    fn after_numerals(&mut self, block: &Block<'_>, at: usize) {
        let rest = block.folded.as_bytes().get(at..).unwrap_or_default();
        let syllables = rest.chunks_exact('가'.len_utf8()).map_while(|bytes| std::str::from_utf8(bytes).ok());
        let numerals = syllables.take_while(|syllable| syllable.chars().all(is_hangul_numeral)).count();
        self.onward.extend((1..=numerals).map(|syllables| at + syllables * '가'.len_utf8()));
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
        let written = self.annotator.patterns.written(entry);
        let follows = self.noun_before(entry, span);
        let verdict = self.judge.judge(entry, written, span, follows.is_some());
        let end = match verdict {
            Verdict::Stands { end } => end,
            Verdict::Compound => span.end,
            Verdict::Falls(reason) => return reason,
        };
        let Some(mut matched_by) = self.spelling(entry, written, span, end) else {
            return Reason::Spelling;
        };
        if entry.is_alternate {
            matched_by.add(MatchedBy::INFLECTION);
        }
        let span = Span::new(span.start, end);
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

    /// How the surface `span`, which inflection extends to byte `end`, differs
    /// from the term; `None` when it is no way to write it.
    #[inline]
    fn spelling(&self, entry: &Entry, written: &str, span: Span, end: usize) -> Option<MatchedBy> {
        let whole = self.text.get(span.start..end)?;
        if whole == written {
            return Some(MatchedBy::default());
        }
        let stem = span.slice(self.text)?;
        // Capitals and endings are all that differs mostly.
        let wanted = written.get(..stem.len()).filter(|_| !entry.minds_capitals && whole.is_ascii());
        if wanted.is_some_and(|wanted| wanted.eq_ignore_ascii_case(stem)) && !stem.contains('\n') {
            let mut matched_by = MatchedBy::default();
            if wanted != Some(stem) {
                matched_by.add(MatchedBy::CAPITALS);
            }
            if end != span.end && whole.len() != written.len() {
                matched_by.add(MatchedBy::INFLECTION);
            }
            return Some(matched_by);
        }
        let surface: Vec<Atom> = Folder::new(stem).collect();
        let wanted: Vec<Atom> = Folder::new(written).collect();
        let mut matched_by = spelling::compare(&surface, &wanted, entry.minds_capitals)?;
        if end != span.end && wanted.len() != Folder::new(whole).count() {
            matched_by.add(MatchedBy::INFLECTION);
        }
        Some(matched_by)
    }

    /// The noun, among those waiting, that ends where this one begins.
    #[inline]
    fn noun_before(&self, entry: &Entry, span: Span) -> Option<usize> {
        if entry.script != Script::Hangul {
            return None;
        }
        let mut latest = self.waiting.iter().enumerate().rev().take(PATIENCE);
        latest.find(|(_, noun)| noun.candidate.span.end == span.start).map(|(at, _)| at)
    }

    /// A noun was found after those waiting before it: they make a compound.
    fn release(&mut self, mut at: Option<usize>) {
        while let Some(waiting) = at.and_then(|at| self.waiting.get_mut(at)).filter(|waiting| !waiting.taken) {
            waiting.taken = true;
            self.found.push(waiting.candidate);
            at = waiting.left;
        }
    }

    fn is_protected(&mut self, entry: &Entry, span: Span) -> bool {
        if self.annotator.options.everywhere {
            return false;
        }
        let place = span.shifted(self.offset);
        // Candidates come by their starts: code that ends before one is done with.
        while let Some((code, rest)) = self.code.split_first() {
            if code.end > place.start {
                break;
            }
            self.code = rest;
        }
        if self.code.first().is_some_and(|code| code.overlaps(place)) {
            return true;
        }
        matches!(entry.script, Script::Latin | Script::Common) && in_address(self.text, span)
    }
}

/// Whether UTF-8 `text` begins with a Korean syllable, U+AC00 to U+D7A3.
#[inline]
fn begins_with_hangul(text: &[u8]) -> bool {
    matches!(text, [0xea, 0xb0..=0xff, ..] | [0xeb | 0xec, ..] | [0xed, 0..=0x9e, ..])
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
