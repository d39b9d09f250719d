//! What the types of properties mean.

use crate::model::{Context, Property, State, Text, Word};

/// The state of a variant.
pub(super) const STATE: &str = "x-baixiao-state";
/// The kind of the note before.
pub(super) const NOTE_KIND: &str = "x-baixiao-note-kind";
/// Who wrote the note before.
pub(super) const NOTE_AUTHOR: &str = "x-baixiao-note-author";

/// A field of the context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    File,
    Key,
    Previous,
    Next,
}

impl Field {
    pub(super) const ALL: [Self; 4] = [Self::File, Self::Key, Self::Previous, Self::Next];

    pub(super) fn of(self, context: &Context) -> &Text {
        match self {
            Self::File => &context.file,
            Self::Key => &context.key,
            Self::Previous => &context.previous,
            Self::Next => &context.next,
        }
    }

    pub(super) fn of_mut(self, context: &mut Context) -> &mut Text {
        match self {
            Self::File => &mut context.file,
            Self::Key => &mut context.key,
            Self::Previous => &mut context.previous,
            Self::Next => &mut context.next,
        }
    }

    /// The type that we write, as `OmegaT` does.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Key => "id",
            Self::Previous => "prev",
            Self::Next => "next",
        }
    }

    /// The field that a type of ours stands for.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The field that a property of another tool stands for, and what it says of it: the property stays, too.
    pub(super) fn said(property: &Property) -> Option<(Self, &str)> {
        let field = match &*property.name {
            "x-document" | "x-filename" | "x-origin-file" => Self::File,
            "x-context" | "x-segment-id" | "x-idinfo" => Self::Key,
            "x-context-pre" | "x-previous-source-text" => Self::Previous,
            "x-context-post" | "x-next-source-text" => Self::Next,
            _ => return None,
        };
        // memoQ writes the segment with its element.
        let text = property.value.strip_prefix("<seg>").and_then(|text| text.strip_suffix("</seg>"));
        Some((field, text.unwrap_or(&property.value)))
    }
}

/// The state that a property says, of ours or another tool's.
pub(super) fn state(name: &str, value: &str) -> Option<State> {
    match (name, value) {
        (STATE, word) => State::parse(word).ok(),
        ("x-ConfirmationLevel", level) => match level {
            "Unspecified" => Some(State::New),
            "Draft" | "RejectedTranslation" | "RejectedSignOff" => Some(State::NeedsWork),
            "Translated" => Some(State::Translated),
            "ApprovedTranslation" => Some(State::Reviewed),
            "ApprovedSignOff" => Some(State::Final),
            _ => None,
        },
        _ => None,
    }
}
