//! What is compared: the renditions of one statement.

use crate::lang::Lang;
use crate::model::{Relation, RenditionKind, SpeechMode, Status};
use crate::text::Span;

/// The renditions of one statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What it is called: the id of a quote, or what the user gave.
    pub id: String,
    /// Who said it.
    pub speaker: String,
    /// Where and when it was said.
    pub occasion: String,
    /// When, as ISO 8601.
    pub date: String,
    /// The words said, where they are known.
    pub source: Option<Wording>,
    /// The renditions.
    pub wordings: Vec<Wording>,
}

/// A rendition as it is compared: its words, the terms in it, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// What reports call it: an outlet, a file, a label.
    pub label: String,
    /// Its language.
    pub lang: Lang,
    /// The words.
    pub text: String,
    /// The terms in it, by place; none overlaps another.
    pub hits: Vec<TermHit>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Wording {
    /// A wording of which nothing but the words is known.
    pub fn new(label: impl Into<String>, lang: Lang, text: impl Into<String>) -> Self {
        Self { label: label.into(), lang, text: text.into(), hits: Vec::new(), origin: Origin::default() }
    }
}

/// A term that stands in a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermHit {
    /// Where, in bytes of the wording.
    pub span: Span,
    /// The id of the concept.
    pub concept: String,
    /// Whether the glossary wants it used.
    pub status: Status,
    /// The term to write instead, where it does not.
    pub instead: Option<String>,
    /// Whether it is the name of somebody or something.
    pub is_name: bool,
}

/// Where a wording comes from, as far as that is known; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The id of the document.
    pub document: String,
    /// Who published it.
    pub outlet: String,
    /// The document's title.
    pub title: String,
    /// When it was published, as ISO 8601.
    pub published: String,
    /// Where it can be read.
    pub address: String,
    /// Who is named as speaker there.
    pub speaker: String,
    /// When it was said, as the document has it, as ISO 8601.
    pub date: String,
    /// Where or to whom it was said, as the document has it.
    pub occasion: String,
    /// Direct or reported speech.
    pub mode: Option<SpeechMode>,
    /// What it was made from.
    pub kind: Option<RenditionKind>,
    /// How much of the statement it holds.
    pub relation: Option<Relation>,
    /// The place in the document, as an RFC 5147 fragment.
    pub locator: String,
    /// Anything else.
    pub note: String,
}
