//! gettext MO: catalogues as programs load them.

mod read;
mod write;

use crate::formats::Pairing;
use crate::formats::bitext::BitextFormat;

/// The name of the format.
const NAME: &str = "mo";
/// What stands between a context and its text.
const CONTEXT_END: char = '\u{4}';
/// What a file begins with, in the byte order of its numbers.
const MAGIC: u32 = 0x9504_12de;
/// The numbers that a file begins with.
const HEAD: u32 = 28;

/// gettext MO.
pub(in crate::formats::bitext) const FORMAT: BitextFormat = BitextFormat {
    name: NAME,
    title: "gettext MO: compiled catalogues",
    extensions: &["mo", "gmo"],
    pairing: Pairing::Pair,
    begins: |_, head| head.starts_with(&MAGIC.to_le_bytes()) || head.starts_with(&MAGIC.to_be_bytes()),
    read: read::read,
    patch: None,
    open: Some(write::open),
    keeps: "text, context, plural forms",
    loses: "what is fuzzy, new or obsolete, notes, references, flags, and all that PO loses",
};
