//! Find the terms of a glossary in a text.
//!
//! A trie over the folded surfaces of all languages, walked from wherever a word
//! may begin, yields every candidate; each is then judged by the rules of its
//! language, and of those that stand as words the set is kept that covers best.

mod attest;
mod chunks;
mod explain;
mod judge;
mod memo;
mod numbers;
mod patterns;
mod resolve;
mod scan;
mod score;
mod spelling;
mod trie;

pub use attest::{Attestation, Claim, attest};
pub use explain::{Decision, Reason};
pub use patterns::Patterns;
pub use score::{Gold, GoldTerm, Tally, score};

use ecow::EcoVec;
use rayon::prelude::*;

use crate::annotate::memo::Memo;
use crate::annotate::scan::Scanner;
use crate::glossary::{EntryId, Stack};
use crate::lang::Lang;
use crate::segment::code_spans;
use crate::text::{Span, detect_lang};

/// What is looked for, and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Keep the hits inside of longer ones too, marked as nested.
    pub nested: bool,
    /// Look in addresses, paths and code as well.
    pub everywhere: bool,
}

/// A term found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where, in bytes of the text; whole characters.
    pub span: Span,
    /// The term.
    pub entry: EntryId,
    /// How the surface differs from the term as the glossary writes it.
    pub matched_by: MatchedBy,
    /// Whether it lies in a longer hit.
    pub nested: bool,
    pub(crate) others: EcoVec<EntryId>,
}

impl Hit {
    /// The characters as they stand in `text`, the text that was annotated.
    pub fn surface<'t>(&self, text: &'t str) -> &'t str {
        self.span.slice(text).unwrap_or_default()
    }

    /// Terms of other concepts with the same surface, the next best first.
    pub fn others(&self) -> &[EntryId] {
        &self.others
    }
}

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The language the text was read as.
    pub lang: Lang,
    /// The hits, by place; a nested one comes after the one it lies in.
    pub hits: Vec<Hit>,
}

/// How a surface differs from its term: a set of [`MatchedBy::NAMES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchedBy(u16);

impl MatchedBy {
    /// The names of the differences, as reports write them.
    pub const NAMES: [&'static str; 10] = [
        "capitals",
        "width",
        "script-variant",
        "composition",
        "spacing",
        "hyphen",
        "apostrophe",
        "punctuation",
        "line-break",
        "inflection",
    ];
    pub(crate) const CAPITALS: Self = Self(1);
    pub(crate) const WIDTH: Self = Self(1 << 1);
    pub(crate) const VARIANT: Self = Self(1 << 2);
    pub(crate) const COMPOSITION: Self = Self(1 << 3);
    pub(crate) const SPACING: Self = Self(1 << 4);
    pub(crate) const HYPHEN: Self = Self(1 << 5);
    pub(crate) const APOSTROPHE: Self = Self(1 << 6);
    pub(crate) const PUNCTUATION: Self = Self(1 << 7);
    pub(crate) const LINE_BREAK: Self = Self(1 << 8);
    pub(crate) const INFLECTION: Self = Self(1 << 9);

    /// Whether the surface is the term, character by character.
    pub fn is_exact(self) -> bool {
        self == Self::default()
    }

    /// The names of the differences; `exact` when there is none.
    pub fn names(self) -> Vec<&'static str> {
        if self.is_exact() {
            return vec!["exact"];
        }
        Self::NAMES.iter().enumerate().filter(|(bit, _)| self.0 & (1 << bit) != 0).map(|(_, name)| *name).collect()
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Finds the terms of a stack of glossaries.
///
/// Made once and shared between threads; the same text gives the same hits
/// whatever the number of threads.
#[derive(Debug)]
pub struct Annotator<'s> {
    stack: &'s Stack,
    options: Options,
    patterns: Patterns,
}

impl<'s> Annotator<'s> {
    /// Builds the trie over the surfaces of `stack`.
    pub fn new(stack: &'s Stack, options: Options) -> Self {
        Self::with_patterns(stack, Patterns::new(stack), options)
    }

    /// Looks for `patterns`, which were made of `stack` before.
    pub fn with_patterns(stack: &'s Stack, patterns: Patterns, options: Options) -> Self {
        Self { stack, options, patterns }
    }

    /// The glossaries it looks for.
    pub fn stack(&self) -> &'s Stack {
        self.stack
    }

    /// The code in a text, unless it is looked through as well.
    fn code_in(&self, text: &str) -> Vec<Span> {
        if self.options.everywhere { Vec::new() } else { code_spans(text) }
    }

    fn lang_of(&self, text: &str, lang: Option<Lang>) -> Lang {
        lang.or_else(|| detect_lang(text, self.stack.langs())).unwrap_or(Lang::UND)
    }

    /// Finds the terms in `text`, read as `lang` or as the language it is most likely in.
    pub fn annotate(&self, text: &str, lang: Option<Lang>) -> Annotation {
        let lang = self.lang_of(text, lang);
        let chunks = chunks::chunks(text);
        let code = self.code_in(text);
        let scan = |memo: &mut Memo, chunk: Span| {
            let piece = chunk.slice(text).unwrap_or_default();
            let candidates = Scanner::new(self, piece, lang, &code, chunk.start).scan(memo);
            let hits = resolve::resolve(self, piece, candidates).into_iter();
            hits.map(move |hit| Hit { span: hit.span.shifted(chunk.start), ..hit })
        };
        let mut hits = Vec::new();
        if chunks.len() == 1 || rayon::current_num_threads() == 1 {
            let mut memo = Memo::default();
            for chunk in chunks {
                hits.extend(scan(&mut memo, chunk));
            }
        } else {
            let scan = |memo: &mut Memo, chunk: Span| scan(memo, chunk).collect();
            let parts: Vec<Vec<Hit>> = chunks.into_par_iter().map_init(Memo::default, scan).collect();
            hits.reserve_exact(parts.iter().map(Vec::len).sum());
            for part in parts {
                hits.extend(part);
            }
        }
        Annotation { lang, hits }
    }
}
