//! MultiTerm XML: an entry with languages, each with terms, each with fields of any name.
//!
//! Fields have the names that termbases mostly give them, and are known by
//! others too. What has more to it than a text (who changed it when, links), or
//! stands where the model has no place, is kept as it is; when the file is
//! written again, only texts in it that have changed since are put right.

mod entry;
mod field;
mod read;
mod write;

use crate::formats::xml::root_name;
use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};

/// The name of the format, and of what is kept for it.
const NAME: &str = "multiterm";

/// Whether nothing but elements stands in an element.
fn holds_elements(name: &str) -> bool {
    matches!(name, "conceptGrp" | "languageGrp" | "termGrp" | "descripGrp" | "transacGrp")
}

/// MultiTerm XML.
pub(super) const TARGETS: &[Target] = &[Target {
    name: NAME,
    title: "MultiTerm XML, for Trados",
    extension: "xml",
    pairing: Pairing::All,
    byte_order: ByteOrder::Utf16,
    keeps: "all of every concept, in fields",
    loses: "control characters",
    experimental: true,
    open: write::open,
}];

/// MultiTerm XML.
pub(super) const SOURCES: &[SourceFormat] = &[SourceFormat {
    name: NAME,
    title: "MultiTerm XML",
    begins: |_, head| root_name(head) == Some("mtf"),
    read: read::read,
}];
