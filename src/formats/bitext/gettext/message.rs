//! A message: a text of a program, and what it is in another language.

use crate::model::Extent;

/// A message of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    /// The part of the program that it belongs to, where the file names one.
    pub(super) domain: Option<String>,
    /// Whether the program no longer has it.
    pub(super) obsolete: bool,
    /// What translators wrote, a line each.
    pub(super) comments: Vec<String>,
    /// What was taken from the program's source, a line each.
    pub(super) extracted: Vec<String>,
    /// Where it stands in the program's source.
    pub(super) references: Vec<String>,
    /// What is said of it in words, such as `c-format`; `fuzzy` is not among them.
    pub(super) flags: Vec<String>,
    /// The same in lines of `#=`.
    pub(super) sticky: Vec<String>,
    /// Whether the translation cannot stay.
    pub(super) fuzzy: bool,
    /// What it was when it was translated.
    pub(super) previous: Previous,
    /// What tells it from another of the same text.
    pub(super) context: Option<String>,
    /// Its text.
    pub(super) id: String,
    /// Its text where it is said of several things.
    pub(super) plural: Option<String>,
    /// Its translations: one, or one for each plural form.
    pub(super) forms: Vec<Form>,
    /// Where it stands.
    pub(super) place: Extent,
    /// Where its text stands.
    pub(super) id_place: Extent,
}

/// What a message was when it was translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Previous {
    pub(super) context: Option<String>,
    pub(super) id: Option<String>,
    pub(super) plural: Option<String>,
}

/// A translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) text: String,
    pub(super) place: Extent,
}

impl Message {
    /// Whether it is the one in which a file speaks of itself.
    pub(super) fn is_header(&self) -> bool {
        self.id.is_empty() && self.context.is_none() && self.plural.is_none() && !self.obsolete
    }
}
