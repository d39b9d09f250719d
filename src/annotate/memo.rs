//! What became of words that were met before.
//!
//! Few words make up most of a text. What a word between spaces holds is the
//! same wherever it stands, as long as nothing around it was looked at.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use crate::annotate::MatchedBy;
use crate::annotate::scan::Candidate;
use crate::annotate::trie::State;
use crate::glossary::EntryId;
use crate::model::Status;
use crate::text::Span;

/// The longest word that is kept, in bytes.
pub(super) const LONGEST: usize = 24;
/// How many words are kept: a new one takes the place of another with the same hash.
const SLOTS: usize = 4096;
/// How many terms a kept word may hold.
const TERMS: usize = 2;

/// Terms in words of one text, read as one language.
#[derive(Debug, Default)]
pub(super) struct Memo {
    slots: Vec<Slot>,
    hasher: BuildHasherDefault<FxHasher>,
}

/// A word, and what it holds.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    word: [u8; LONGEST],
    len: u8,
    holds: Option<Holds>,
}

/// A term in a word: what a [`Candidate`] says, its span counted from the start of the word.
#[derive(Clone, Copy, Debug)]
struct Term {
    start: u8,
    end: u8,
    status: Status,
    needs_company: bool,
    foreign: bool,
    matched_by: MatchedBy,
    entry: EntryId,
}

/// What a word holds, wherever it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    terms: [Option<Term>; TERMS],
    /// Where a surface that begins with the word may go on after it.
    pub(super) onward: Option<State>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    /// Everything.
    Holds(Holds),
    /// That it depends on what stands around it.
    Depends,
    /// Nothing yet.
    Nothing,
}

impl Term {
    fn new(candidate: &Candidate, word: usize) -> Option<Self> {
        let within = |at: usize| u8::try_from(at.checked_sub(word)?).ok();
        let Candidate { span, entry, matched_by, needs_company, foreign, status } = *candidate;
        Some(Self {
            start: within(span.start)?,
            end: within(span.end)?,
            status,
            needs_company,
            foreign,
            matched_by,
            entry,
        })
    }

    fn at(&self, word: usize) -> Candidate {
        let Self { start, end, status, needs_company, foreign, matched_by, entry } = *self;
        let span = Span::new(word + usize::from(start), word + usize::from(end));
        Candidate { span, entry, matched_by, needs_company, foreign, status }
    }
}

impl Holds {
    /// Takes the `terms` found in the word at byte `word`; `None` when there are too many.
    pub(super) fn new(terms: &[Candidate], word: usize, onward: Option<State>) -> Option<Self> {
        let mut holds = Self { onward, ..Self::default() };
        if terms.len() > TERMS {
            return None;
        }
        for (place, term) in holds.terms.iter_mut().zip(terms) {
            *place = Some(Term::new(term, word)?);
        }
        Some(holds)
    }

    /// Adds the terms of the word, which stands at byte `word`, to `found`.
    #[inline]
    pub(super) fn add_to(&self, found: &mut Vec<Candidate>, word: usize) {
        for term in self.terms.iter().flatten() {
            found.push(term.at(word));
        }
    }
}

impl Memo {
    /// What is known of `word`.
    #[inline]
    pub(super) fn recall(&self, word: &[u8]) -> Known {
        match self.slots.get(self.place(word)).filter(|slot| slot.is(word)) {
            None => Known::Nothing,
            Some(Slot { holds: Some(holds), .. }) => Known::Holds(*holds),
            Some(_) => Known::Depends,
        }
    }

    /// Keeps what `word` holds, or that it depends on what stands around it.
    pub(super) fn keep(&mut self, word: &[u8], holds: Option<Holds>) {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, Slot::default());
        }
        let place = self.place(word);
        let mut kept = Slot { holds, ..Slot::default() };
        let (Some(slot), Some(room), Ok(len)) =
            (self.slots.get_mut(place), kept.word.get_mut(..word.len()), u8::try_from(word.len()))
        else {
            return;
        };
        room.copy_from_slice(word);
        kept.len = len;
        *slot = kept;
    }

    #[inline]
    fn place(&self, word: &[u8]) -> usize {
        usize::try_from(self.hasher.hash_one(word) >> 40).unwrap_or(0) % SLOTS
    }
}

impl Slot {
    #[inline]
    fn is(&self, word: &[u8]) -> bool {
        usize::from(self.len) == word.len() && self.word.get(..word.len()) == Some(word)
    }
}
