//! The glossary module of XLIFF 2.1: a unit a concept, with its terms in `gls:glossary`.
//!
//! The segment of a unit holds the best pair, so that a tool that knows
//! nothing of glossaries shows it. Terms to be used are those of the module;
//! what is not to be used, and what the module has no place for, stands in
//! elements and attributes of our own, which the module allows there.

mod read;
mod write;

use crate::formats::xml::root_name;
use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};

/// The name of the format, and of what is kept for it.
const NAME: &str = "xliff";

/// The namespaces of XLIFF 2.0 and 2.1, of XLIFF 2.2, of the glossary module, and ours.
const SPACES: &[&str] = &[CORE, CORE_2_2, GLOSSARY, OURS];
const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";
const CORE_2_2: &str = "urn:oasis:names:tc:xliff:document:2.2";
const GLOSSARY: &str = "urn:oasis:names:tc:xliff:glossary:2.0";
const OURS: &str = "urn:x-baixiao:glossary:1";

/// What our attributes and elements begin with.
const PREFIX: &str = "baixiao:";

/// Our attributes that are no fields, without [`PREFIX`].
mod attribute {
    /// The id of the concept.
    pub(super) const CONCEPT: &str = "concept";
    /// The language of a term, where the file's is one that it serves.
    pub(super) const LANG: &str = "lang";
    /// The columns that we do not know, as JSON.
    pub(super) const COLUMNS: &str = "columns";
}

/// XLIFF 2.1.
pub(super) const TARGETS: &[Target] = &[Target {
    name: NAME,
    title: "XLIFF 2.1 with the glossary module",
    extension: "xlf",
    pairing: Pairing::Pair,
    byte_order: ByteOrder::Utf8,
    keeps: "all of the two languages; what baixiao alone knows in a namespace of its own",
    loses: "other languages, control characters",
    experimental: false,
    open: write::open,
}];

/// XLIFF 2.
pub(super) const SOURCES: &[SourceFormat] = &[SourceFormat {
    name: NAME,
    title: "glossaries and marked terms in XLIFF 2",
    begins: |_, head| root_name(head) == Some("xliff"),
    read: read::read,
}];
