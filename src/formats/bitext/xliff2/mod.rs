//! XLIFF 2.0 and 2.1: a `segment` a unit, with what stands beside it in its `unit`.

mod content;
mod data;
mod entry;
mod patch;
mod read;
mod states;
mod write;

use crate::formats::Pairing;
use crate::formats::bitext::BitextFormat;
use crate::formats::bitext::sniff::{Version, version};
use crate::formats::xml::Node;

/// The name of the format, and of the markup of its codes.
const NAME: &str = "xliff2";

/// The namespace of 2.0 and 2.1.
const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// The namespace of 2.2.
const CORE_2_2: &str = "urn:oasis:names:tc:xliff:document:2.2";

/// The namespace of metadata.
const METADATA: &str = "urn:oasis:names:tc:xliff:metadata:2.0";

/// What the group of metadata is called in which a writer of ours keeps properties.
const OURS: &str = "baixiao";

const SPACES: &[&str] = &[CORE, CORE_2_2];

/// The format.
pub(super) const FORMAT: BitextFormat = BitextFormat {
    name: NAME,
    title: "XLIFF 2.0 and 2.1",
    extensions: &["xlf", "xliff"],
    pairing: Pairing::Pair,
    begins: |_, head| version(head) == Some(Version::Two),
    read: read::read,
    patch: Some(patch::patch),
    open: Some(write::open),
    keeps: "segments, codes, states, notes and properties",
    loses: "who made and changed a segment, and when",
};

/// The name of an element of XLIFF without prefix; nothing where it is of another vocabulary.
fn core_name(node: Node<'_>) -> &str {
    let core = node.space().is_some() || !node.name().contains(':');
    if core { node.local() } else { "" }
}
