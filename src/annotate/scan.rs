//! One pass over a text: fold, walk the trie from where words may begin, judge what is found.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::annotate::judge::{Judge, Verdict, may_start};
use crate::annotate::memo::{self, Holds, Known, Memo};
use crate::annotate::patterns::Entry;
use crate::annotate::resolve::order;
use crate::annotate::trie::State;
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

/// The length of a Korean syllable in UTF-8.
const SYLLABLE: usize = 3;

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
    /// Where surfaces that begin in the word at hand go on after it: their
    /// starts in the folded block, and the states there.
    going_on: Vec<(usize, State)>,
    /// How many surfaces were reached so far.
    reached: usize,
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
            going_on: Vec::new(),
            reached: 0,
            decisions: None,
        }
    }

    /// The terms that stand as words, by their ends.
    pub(super) fn scan(mut self, memo: &mut Memo) -> Vec<Candidate> {
        self.run(memo);
        self.found
    }

    /// The terms that stand as words, and what became of every candidate.
    pub(super) fn scan_all(mut self) -> (Vec<Candidate>, Vec<Decision>) {
        self.decisions = Some(Vec::new());
        self.run(&mut Memo::default());
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

    fn run(&mut self, memo: &mut Memo) {
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
                self.walk(&block, usize::MAX, memo);
                return;
            }
            // The last words may begin a surface that ends in the next block.
            let limit = folded.tail(patterns.longest).and_then(|tail| folded.word_until(tail));
            match limit.and_then(|limit| Some((limit, folded.start(limit)?))) {
                Some((limit, next)) if next > 0 => {
                    self.walk(&block, limit, memo);
                    start += next;
                    size = BLOCK;
                }
                _ => size *= 2,
            }
        }
    }

    /// Takes the surfaces that begin before byte `limit` of a folded block.
    fn walk(&mut self, block: &Block<'_>, limit: usize, memo: &mut Memo) {
        let folded = block.folded;
        if block.everywhere {
            for at in (0..folded.as_bytes().len().min(limit)).filter(|at| folded.begins_cluster(*at)) {
                self.begin(block, at, usize::MAX);
            }
            return;
        }
        for at in folded.words().iter().filter_map(|at| usize::try_from(*at).ok()).take_while(|at| *at < limit) {
            let rest = folded.as_bytes().get(at..).unwrap_or_default();
            if !(self.annotator.patterns.trie.may_begin(rest) || begins_with_numeral(rest)) {
                continue;
            }
            match self.word_at(block, at) {
                Some(word) => self.take_word(block, at, word, memo),
                None => self.explore(block, at, usize::MAX),
            }
        }
    }

    /// The word at byte `at` of a folded block, if it is short and stands
    /// between spaces or signs that leave no doubt of its ends.
    #[inline]
    fn word_at<'b>(&mut self, block: &Block<'b>, at: usize) -> Option<&'b [u8]> {
        let start = block.folded.start(at)?;
        let bytes = block.text.as_bytes();
        let before = start.checked_sub(1).and_then(|at| bytes.get(at));
        if !before.map_or(block.start == 0, u8::is_ascii_whitespace) {
            return None;
        }
        let rest = bytes.get(start..)?;
        let within = rest.get(..memo::LONGEST + 1).unwrap_or(rest);
        let len = if begins_with_hangul(rest) {
            within.chunks(SYLLABLE).take_while(|syllable| begins_with_hangul(syllable)).count() * SYLLABLE
        } else {
            within.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
        };
        let ends = match rest.get(len..)? {
            [b'.' | b',' | b';' | b':' | b'!' | b'?' | b')', next, ..] | [next, ..] => next.is_ascii_whitespace(),
            [] => false,
        };
        if !ends
            || !(1..=memo::LONGEST).contains(&len)
            || self.next_code(block.start + start).is_some_and(|code| code <= len)
        {
            return None;
        }
        rest.get(..len)
    }

    /// Takes the surfaces that begin in `word`, which stands at byte `at` of a folded block.
    #[inline]
    fn take_word(&mut self, block: &Block<'_>, at: usize, word: &[u8], memo: &mut Memo) {
        let Some(start) = block.folded.start(at) else { return };
        let start = start + block.start;
        match memo.recall(word) {
            Known::Depends => self.explore(block, at, usize::MAX),
            Known::Holds(holds) => {
                let found = self.found.len();
                holds.add_to(&mut self.found, start);
                if let Some(state) = holds.onward {
                    self.go_on(block, at, state, at + word.len());
                    self.sort_from(found);
                }
            }
            Known::Nothing => {
                let (found, reached) = (self.found.len(), self.reached);
                self.judge.forget_surroundings();
                self.explore(block, at, at + word.len());
                let goes_on = std::mem::take(&mut self.going_on);
                let onward = match goes_on.as_slice() {
                    [] => Some(None),
                    [(from, state)] if *from == at => Some(Some(*state)),
                    _ => None,
                };
                if self.reached > reached || onward != Some(None) {
                    let terms = self.found.get(found..).unwrap_or_default();
                    let holds = onward.filter(|_| !self.judge.has_looked_around());
                    memo.keep(word, holds.and_then(|onward| Holds::new(terms, start, onward)));
                }
                for (from, state) in goes_on {
                    self.go_on(block, from, state, at + word.len());
                }
                self.sort_from(found);
            }
        }
    }

    /// Takes the surfaces that begin at byte `at` of a folded block, and at
    /// places in the same word that these lead to.
    fn explore(&mut self, block: &Block<'_>, at: usize, to: usize) {
        self.begin(block, at, to);
        self.after_numerals(block, at);
        // What follows a noun that waits may be one too.
        while let Some(next) = self.onward.pop_first() {
            self.begin(block, next, to);
        }
    }

    /// Takes the surfaces that begin at byte `at` and end by byte `to` of a folded block.
    #[inline]
    fn begin(&mut self, block: &Block<'_>, at: usize, to: usize) {
        let trie = &self.annotator.patterns.trie;
        let rest = block.folded.as_bytes().get(at..).unwrap_or_default();
        let to = to.min(at + rest.len());
        // The filter looks beyond a short word, at what stands there by chance.
        if to == at + rest.len() && !trie.may_begin(rest) {
            return;
        }
        let found = self.found.len();
        let state = trie.walk(trie.root(), rest, 0, to - at, |key, len| self.reach(block, key, at, len));
        if let Some(state) = state.filter(|_| to < at + rest.len()) {
            self.going_on.push((at, state));
        }
        self.sort_from(found);
    }

    /// Takes the surfaces that begin at byte `at` of a folded block and go on
    /// beyond byte `from`, from the state there.
    fn go_on(&mut self, block: &Block<'_>, at: usize, state: State, from: usize) {
        let trie = &self.annotator.patterns.trie;
        let rest = block.folded.as_bytes().get(at..).unwrap_or_default();
        trie.walk(state, rest, from - at, rest.len(), |key, len| self.reach(block, key, at, len));
        while let Some(next) = self.onward.pop_first() {
            self.begin(block, next, usize::MAX);
        }
    }

    /// Takes the terms of a surface, `len` bytes from byte `at` of a folded block.
    #[inline]
    fn reach(&mut self, block: &Block<'_>, key: u32, at: usize, len: usize) {
        let Some(span) = block.folded.origin(block.text, at, at + len) else { return };
        self.reached += 1;
        let waiting = self.waiting.len();
        self.take(self.annotator.patterns.entries(key), span.shifted(block.start));
        if self.waiting.len() > waiting && !block.everywhere {
            self.onward.insert(at + len);
        }
    }

    /// Many small sorts cost less than a large one.
    #[inline]
    fn sort_from(&mut self, at: usize) {
        if let Some(found) = self.found.get_mut(at..).filter(|found| found.len() > 1) {
            found.sort_unstable_by(order);
        }
    }

    /// Takes the surfaces that follow Korean numerals, the first of which is at
    /// byte `at` of a folded block: 9만위안.
    fn after_numerals(&mut self, block: &Block<'_>, at: usize) {
        let rest = block.folded.as_bytes().get(at..).unwrap_or_default();
        let numerals = rest.chunks_exact(SYLLABLE).take_while(|syllable| begins_with_numeral(syllable)).count();
        self.onward.extend((1..=numerals).map(|syllables| at + syllables * SYLLABLE));
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
        let surface = span.slice(self.text).unwrap_or_default();
        if follows.is_some() && surface.contains(char::is_whitespace) && !written.contains(' ') {
            // 관리비 공개 has no 비공개 in it.
            return Reason::StartsInsideWord;
        }
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

    /// How far from byte `at` of the piece the next code begins, in bytes; 0 inside of it.
    fn next_code(&mut self, at: usize) -> Option<usize> {
        let place = at + self.offset;
        // Candidates come by their starts: code that ends before one is done with.
        while let Some((code, rest)) = self.code.split_first() {
            if code.end > place {
                return Some(code.start.saturating_sub(place));
            }
            self.code = rest;
        }
        None
    }

    fn is_protected(&mut self, entry: &Entry, span: Span) -> bool {
        if self.annotator.options.everywhere {
            return false;
        }
        if self.next_code(span.start).is_some_and(|code| code < span.len()) {
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

/// Whether UTF-8 `text` begins with a Korean numeral.
#[inline]
fn begins_with_numeral(text: &[u8]) -> bool {
    let syllable = text.get(..SYLLABLE).filter(|text| begins_with_hangul(text));
    let letter = syllable.and_then(|syllable| std::str::from_utf8(syllable).ok()).and_then(|text| text.chars().next());
    letter.is_some_and(is_hangul_numeral)
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
