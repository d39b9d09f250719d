//! What is compared: sentences, and the clauses of long ones.

use crate::compare::mine::Source;
use crate::compare::mine::speech::{Speech, SpeechIndex};
use crate::lang::Lang;
use crate::segment::{clauses, sentences};
use crate::text::{Span, detect_lang};

/// The least number of letters in a clause that is a unit of its own.
const LEAST_LETTERS: usize = 30;
/// A Han character or a Hangul syllable says as much as this many letters.
const DENSE: usize = 3;

/// How documents are cut into units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// Into sentences, and the clauses of those that have several.
    #[default]
    Sentences,
    /// Into lines, as they are.
    Lines,
}

/// What a unit is of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// A sentence, or a line.
    Sentence,
    /// A part of the sentence before it.
    Clause,
}

impl UnitKind {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Clause => "clause",
        }
    }
}

/// A piece of a document that may be a wording of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The number of its source.
    pub document: usize,
    /// Where it stands, in bytes of the source.
    pub span: Span,
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it is.
    pub kind: UnitKind,
    /// The language of its letters.
    pub lang: Lang,
    /// Whether it is given as somebody's words, and whose.
    pub speech: Speech,
    /// The number of the sentence, over all documents, that it is or is part of.
    pub(crate) sentence: usize,
}

/// The units of all documents in order, a sentence before its clauses.
pub(super) fn units(sources: &[&Source<'_>], cut: Cut) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    let mut sentence = 0;
    for (document, source) in sources.iter().enumerate() {
        let lines = crate::text::LineIndex::new(source.text);
        let speech = SpeechIndex::new(source.text, source.lang);
        for span in pieces(source.text, cut) {
            let unit = |span: Span, kind| {
                let text = span.slice(source.text).unwrap_or_default();
                let lang = detect_lang(text, &[source.lang]).unwrap_or(source.lang);
                let lang = if lang.same_language(source.lang) { source.lang } else { lang };
                Unit { document, span, line: lines.line(span.start).0, kind, lang, speech: Speech::default(), sentence }
            };
            let mut whole = unit(span, UnitKind::Sentence);
            whole.speech = speech.of(span, span, whole.lang);
            let lang = whole.lang;
            out.push(whole);
            if cut == Cut::Sentences {
                let parts = clauses(source.text, span);
                let parts =
                    parts.into_iter().filter(|part| is_long(source.text, *part) && part.len() * 10 < span.len() * 9);
                out.extend(parts.map(|part| {
                    let mut clause = unit(part, UnitKind::Clause);
                    clause.speech = speech.of(part, span, lang);
                    clause
                }));
            }
            sentence += 1;
        }
    }
    out
}

fn pieces(text: &str, cut: Cut) -> Vec<Span> {
    match cut {
        Cut::Sentences => sentences(text),
        Cut::Lines => {
            let mut at = 0;
            let line = |line: &str| {
                let span = Span::new(at, at + line.trim_end_matches(['\n', '\r']).len());
                at += line.len();
                span
            };
            text.split_inclusive('\n').map(line).collect()
        }
    }
}

fn is_long(text: &str, span: Span) -> bool {
    let letters = span.slice(text).unwrap_or_default().chars().filter(|c| c.is_alphanumeric());
    letters.map(|c| if c.len_utf8() > 2 { DENSE } else { 1 }).sum::<usize>() >= LEAST_LETTERS
}
