//! TMX 1.4b as a termbase: a `tu` a concept, a `tuv` the best term of a language.
//!
//! A memory is read by tools that know nothing of terms, so nothing in it may
//! be taken for a translation that is none. Each further term to be used is a
//! pair with the best term of each other language, in a `tu` of its own; a
//! term not to be used stands in a `prop`, where no tool looks for segments.
//! All that TMX has no place for stands in `prop`s whose type begins with
//! `x-baixiao-`.

mod read;
mod write;

use crate::formats::xml::root_name;
use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};

/// The name of the format, and of what is kept for it.
const NAME: &str = "tmx";

/// What the types of our own properties begin with.
const PREFIX: &str = "x-baixiao-";

/// The properties that are no fields, without [`PREFIX`].
mod prop {
    /// The language of a term, where the variant's is the one it serves.
    pub(super) const LANG: &str = "lang";
    /// A term that is not to be used; what follows, up to the next one, is said of it.
    pub(super) const TERM: &str = "term";
    /// This unit gives a concept another term, in the language of the property.
    pub(super) const SYNONYM: &str = "synonym-of";
    /// This unit gives pairs of terms that are known already.
    pub(super) const REPEATS: &str = "repeats";
    /// What else stood in the variant of a term that is not to be used.
    pub(super) const REST: &str = "rest";
}

/// TMX 1.4b.
pub(super) const TARGETS: &[Target] = &[Target {
    name: NAME,
    title: "TMX 1.4b: a translation memory of terms",
    extension: "tmx",
    pairing: Pairing::All,
    byte_order: ByteOrder::Utf8,
    keeps: "all of every concept; what baixiao alone knows in properties",
    loses: "control characters",
    experimental: false,
    open: write::open,
}];

/// TMX 1.1 to 1.4b.
pub(super) const SOURCES: &[SourceFormat] = &[SourceFormat {
    name: NAME,
    title: "TMX 1.1 to 1.4b",
    begins: |_, head| root_name(head) == Some("tmx"),
    read: read::read,
}];
