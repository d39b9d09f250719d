//! What two glossaries say differently.

use std::fmt;

/// A kind of record, as one of the files of a glossary holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// A text that is cited.
    Document,
    /// A meaning.
    Concept,
    /// A word for it.
    Term,
    /// Something somebody said.
    Quote,
    /// A wording of it.
    Rendition,
    /// Something that a file of another format said of itself.
    Interchange,
}

/// A field that two glossaries fill in differently, or a record that one
/// deleted and the other changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What kind of record it is.
    pub kind: RecordKind,
    /// What names the record: its id, or for a term concept, language and text.
    pub key: Vec<String>,
    /// The column, or `None` for the record as a whole.
    pub field: Option<String>,
    /// What both began with, where that is known; `None` when it was not there.
    pub base: Option<String>,
    /// What ours says, or what it did to the record; `None` when it deleted it.
    pub ours: Option<String>,
    /// What theirs says, or what it did to the record; `None` when it deleted it.
    pub theirs: Option<String>,
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Document => "document",
            Self::Concept => "concept",
            Self::Term => "term",
            Self::Quote => "quote",
            Self::Rendition => "rendition",
            Self::Interchange => "interchange record",
        })
    }
}

/// `moat, en, moat: status: ours says …, theirs …`
impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |side: &Option<String>| match side {
            Some(text) if text.is_empty() => "nothing".to_owned(),
            Some(text) => format!("`{text}`"),
            None => "deleted".to_owned(),
        };
        write!(f, "{}: ", self.key.join(", "))?;
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        match (&self.field, &self.ours, &self.theirs) {
            (None, None, Some(did)) => write!(f, "ours deleted this {}, theirs {did}", self.kind)?,
            (None, Some(did), None) => write!(f, "theirs deleted this {}, ours {did}", self.kind)?,
            _ => write!(f, "ours {}, theirs {}", said(&self.ours), said(&self.theirs))?,
        }
        match &self.base {
            Some(base) if self.field.is_some() => write!(f, ", before that {}", said(&Some(base.clone()))),
            _ => Ok(()),
        }
    }
}
