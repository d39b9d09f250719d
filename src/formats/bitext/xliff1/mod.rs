//! XLIFF 1.2, and the files of Trados and memoQ that are made of it.
//!
//! A unit is a segment: an `mrk` of the type `seg` with the one in the target
//! that has the same `mid`, and a whole `trans-unit` where there is none.

mod content;
mod entry;
mod file;
mod patch;
mod read;
mod states;
mod write;

use crate::formats::Pairing;
use crate::formats::bitext::BitextFormat;
use crate::formats::bitext::sniff::{Version, version};
use crate::formats::xml::Node;

/// The name of the format, and of the markup of its codes.
const NAME: &str = "xliff1";

/// The namespace of version 1.2.
const CORE: &str = "urn:oasis:names:tc:xliff:document:1.2";
/// The namespace of version 1.1.
const CORE_1_1: &str = "urn:oasis:names:tc:xliff:document:1.1";
/// The namespaces of what Trados adds.
const SDL: &str = "http://sdl.com/FileTypes/SdlXliff/1.0";
/// The namespace of what memoQ adds.
const MQ: &str = "MQXliff";

/// How the types of contexts begin in which a writer of ours keeps properties.
const OURS: &str = "x-baixiao-";

const SPACES: &[&str] = &[CORE, CORE_1_1, SDL, MQ];

/// The format.
pub(super) const FORMAT: BitextFormat = BitextFormat {
    name: NAME,
    title: "XLIFF 1.0 to 1.2, with SDLXLIFF and MQXLIFF",
    extensions: &["xlf", "xliff", "sdlxliff", "mqxliff"],
    pairing: Pairing::Pair,
    begins: |_, head| version(head) == Some(Version::One),
    read: read::read,
    patch: Some(patch::patch),
    open: Some(write::open),
    keeps: "segments, codes, states, notes and properties",
    loses: "who made and changed a segment, and when",
};

/// Whether an element is one of XLIFF: those of version 1.0 have no namespace.
fn is_core(node: Node<'_>) -> bool {
    match node.space() {
        Some(space) => matches!(space, CORE | CORE_1_1),
        None => !node.name().contains(':'),
    }
}

/// The name of an element of XLIFF without prefix; nothing where it is of another vocabulary.
fn core_name(node: Node<'_>) -> &str {
    if is_core(node) { node.local() } else { "" }
}
