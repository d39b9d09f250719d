//! Quotes, their renditions, and the documents they stand in.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::{Extra, Relation, RenditionKind, SourceStatus, SpeechMode};

/// A text that is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// A readable slug; unique in a glossary.
    pub id: String,
    /// Its title as it gives it.
    pub title: String,
    /// Where it was published.
    pub outlet: String,
    /// Who wrote it.
    pub author: String,
    /// When, as ISO 8601, as far as the text tells.
    pub date: String,
    /// Its language.
    pub lang: Option<Lang>,
    /// Where it can be read.
    pub address: String,
    /// Anything else.
    pub note: String,
    /// Columns that we do not know.
    pub extra: Extra,
}

/// Something somebody said, once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// A readable slug; unique in a glossary.
    pub id: String,
    /// Who said it.
    pub speaker: String,
    /// Where and when it was said.
    pub occasion: String,
    /// When, as ISO 8601.
    pub date: String,
    /// The language it was said in.
    pub source_lang: Option<Lang>,
    /// The words said, where known.
    pub source_text: String,
    /// What is known of that wording.
    pub source_status: Option<SourceStatus>,
    /// Where it can be checked.
    pub source_address: String,
    /// Anything else.
    pub note: String,
    /// Columns that we do not know.
    pub extra: Extra,
}

/// One wording of a quote, in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// The quote.
    pub quote: String,
    /// The document.
    pub document: String,
    /// Its language.
    pub lang: Lang,
    /// The wording, verbatim.
    pub text: String,
    /// Direct or indirect speech.
    pub mode: SpeechMode,
    /// What it was made from.
    pub kind: RenditionKind,
    /// How much of the quote it holds.
    pub relation: Relation,
    /// Who is named as speaker there, where that differs.
    pub speaker: String,
    /// When it was said, as the document has it, as ISO 8601.
    pub date: String,
    /// Where or to whom it was said, as the document has it.
    pub occasion: String,
    /// The place in the document, as an RFC 5147 fragment: `char=100,142`.
    pub locator: String,
    /// Anything else.
    pub note: String,
    /// Columns that we do not know.
    pub extra: Extra,
}
