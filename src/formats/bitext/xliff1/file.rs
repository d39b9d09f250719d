//! What a file of XLIFF 1.2 says of itself, and of the units in it.

use rustc_hash::FxHashMap;

use crate::formats::bitext::written::Written;
use crate::formats::xml::Node;
use crate::model::{Note, Text};

/// How many codes a file may define: of what is beyond that, the content is not known.
const MOST_TAGS: usize = 1 << 16;

/// The `file` that is being read.
#[derive(Debug)]
pub(super) struct File {
    /// The document that was translated.
    pub(super) original: Text,
    pub(super) source: Written,
    pub(super) target: Written,
    /// Whether the language of the target is known, or it was told that it is not.
    pub(super) named: bool,
    /// The codes that it defines.
    pub(super) tags: Tags,
}

/// A `group` that is being read.
#[derive(Debug)]
pub(super) struct Group {
    /// How many elements are around it.
    pub(super) depth: usize,
    /// What it is called.
    pub(super) name: Text,
    /// Whether what is in it is to be translated, where it says.
    pub(super) translate: Option<Text>,
    pub(super) notes: Vec<Note>,
}

/// What the codes of a file are in the language of the document, by their ids: Trados says so at its beginning.
#[derive(Debug, Default)]
pub(super) struct Tags {
    known: FxHashMap<Text, Tag>,
}

#[derive(Debug, Default)]
struct Tag {
    begin: Text,
    end: Text,
    alone: Text,
}

impl Tags {
    /// Reads a `tag` of `tag-defs`.
    pub(super) fn add(&mut self, node: Node<'_>) {
        let Some(id) = node.attribute("id") else { return };
        if self.known.len() >= MOST_TAGS {
            return;
        }
        let text = |names: &[&str]| {
            let found = node.elements().find(|child| names.contains(&child.local()));
            found.map(|found| Text::from(found.text().as_ref())).unwrap_or_default()
        };
        let tag = Tag { begin: text(&["bpt"]), end: text(&["ept"]), alone: text(&["ph", "st", "it", "x"]) };
        self.known.insert(id.into(), tag);
    }

    /// What a pair of codes begins and ends with; empty where that is not known.
    pub(super) fn pair(&self, id: &str) -> (&str, &str) {
        self.known.get(id).map_or(("", ""), |tag| (&tag.begin, &tag.end))
    }

    /// What a code is that stands alone.
    pub(super) fn alone(&self, id: &str) -> &str {
        self.known.get(id).map_or("", |tag| &tag.alone)
    }
}
