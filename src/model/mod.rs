//! What a glossary is made of: data only.

mod concept;
mod quote;
mod vocabulary;

pub use concept::{Concept, Matching, Term};
pub use quote::{Document, Quote, Rendition};
pub use vocabulary::{
    Capitals, Confidence, Inflection, PartOfSpeech, Place, Relation, RenditionKind, SourceStatus, SpeechMode, Status,
    VocabularyError, Word,
};

use std::collections::BTreeMap;

/// Columns that we do not know: kept, and written back.
pub type Extra = BTreeMap<String, String>;
