//! Why a candidate was kept or dropped.

use crate::annotate::scan::Scanner;
use crate::annotate::{Annotator, chunks, resolve};
use crate::glossary::EntryId;
use crate::lang::Lang;
use crate::text::Span;

/// Why a candidate is no hit, or that it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is reported.
    Kept,
    /// Letters of the same word stand before it.
    StartsInsideWord,
    /// Letters of the same word stand after it, and they are no inflection.
    EndsInsideWord,
    /// What is glued to the Korean noun is no particle or ending, nor another term.
    NoParticle,
    /// It is a part of a longer Chinese word, or of a number or a name.
    NoChineseWord,
    /// The same letters are more likely another word here.
    OtherWord,
    /// It has the letters of the term, but capitals, spaces or signs that the term cannot have.
    Spelling,
    /// It lies in an address, a path or code.
    Address,
    /// A longer hit, or one that begins earlier, covers it.
    Overlap,
    /// It is more likely another word unless a term stands beside it.
    Alone,
}

impl Reason {
    /// The reason in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::StartsInsideWord => "begins inside a word",
            Self::EndsInsideWord => "ends inside a word that is no form of it",
            Self::NoParticle => "no particle, ending or term follows the noun",
            Self::NoChineseWord => "is no word of its own in the sentence",
            Self::OtherWord => "is more likely another word",
            Self::Spelling => "differs in capitals, spaces or signs",
            Self::Address => "lies in an address, a path or code",
            Self::Overlap => "a longer or earlier hit covers it",
            Self::Alone => "is more likely another word without a term beside it",
        }
    }
}

/// A place where the letters of a term stand, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Where, in bytes of the text.
    pub span: Span,
    /// The term.
    pub entry: EntryId,
    /// What became of it.
    pub reason: Reason,
}

impl Annotator<'_> {
    /// Every place where the letters of a term stand in `text`, by place, with
    /// the reason why it is or is not among the hits of [`Annotator::annotate`].
    pub fn explain(&self, text: &str, lang: Option<Lang>) -> Vec<Decision> {
        let lang = self.lang_of(text, lang);
        let code = self.code_in(text);
        let mut out = Vec::new();
        for chunk in chunks::chunks(text) {
            let piece = chunk.slice(text).unwrap_or_default();
            let (candidates, mut decisions) = Scanner::new(self, piece, lang, &code, chunk.start).scan_all();
            let alone: Vec<_> = candidates.iter().filter(|candidate| candidate.needs_company).map(|c| c.span).collect();
            let hits = resolve::resolve(self, piece, candidates);
            for decision in decisions.iter_mut().filter(|decision| decision.reason == Reason::Kept) {
                let place = hits.iter().find(|hit| hit.span == decision.span);
                let named =
                    place.is_some_and(|hit| hit.entry == decision.entry || hit.others().contains(&decision.entry));
                let covered = hits.iter().any(|hit| hit.span.overlaps(decision.span));
                if !named {
                    let loner = !covered && alone.contains(&decision.span);
                    decision.reason = if loner { Reason::Alone } else { Reason::Overlap };
                }
            }
            out.extend(
                decisions.into_iter().map(|decision| Decision { span: decision.span.shifted(chunk.start), ..decision }),
            );
        }
        out.sort_by_key(|decision| (decision.span, decision.entry));
        out.dedup();
        out
    }
}
