//! TMX as a memory: a `tu` a unit, a `tuv` a variant.
//!
//! All versions from 1.1 to 1.4b are read, with the codes of level 2; 1.4b is
//! written. What the model has and TMX has not stands in `prop`s: the context
//! as `OmegaT` writes it (`file`, `id`, `prev`, `next`), the state and kinds
//! of notes under names that begin with `x-baixiao-`.

mod attributes;
mod names;
mod patch;
mod read;
mod segment;
mod unit;
mod write;

use crate::formats::Pairing;
use crate::formats::bitext::BitextFormat;
use crate::formats::xml::root_name;

/// The name of the format.
const NAME: &str = "tmx";

/// TMX 1.1 to 1.4b.
pub(super) const FORMAT: BitextFormat = BitextFormat {
    name: NAME,
    title: "TMX 1.1 to 1.4b, a translation memory",
    extensions: &["tmx"],
    pairing: Pairing::All,
    begins: |_, head| root_name(head) == Some("tmx"),
    read: read::read,
    patch: Some(patch::patch),
    open: Some(write::open),
    keeps: "all of every unit",
    loses: "control characters",
};

/// Whether elements of a name hold elements alone.
fn is_structure(name: &str) -> bool {
    matches!(name, "tmx" | "header" | "body" | "tu" | "tuv" | "ude")
}
