//! A tree, node by node, for reading.

use std::borrow::Cow;
use std::ops::Range;

use crate::formats::xml::tree::{Data, Id, Kind, NONE, Part, Tree, index};
use crate::model::Extent;
use crate::text::Position;

/// A node to be read.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Node<'t> {
    pub(super) tree: &'t Tree,
    pub(super) id: Id,
}

impl<'t> Node<'t> {
    pub(super) fn data(self) -> &'t Data {
        self.tree.data(self.id.0)
    }

    /// Its number.
    pub(in crate::formats) fn id(self) -> Id {
        self.id
    }

    /// What it is.
    pub(in crate::formats) fn kind(self) -> Kind {
        self.data().kind
    }

    /// Whether it is an element.
    pub(in crate::formats) fn is_element(self) -> bool {
        self.kind() == Kind::Element
    }

    /// The name of an element, as it is written, or of an instruction.
    pub(in crate::formats) fn name(self) -> &'t str {
        self.tree.part(self.data().name)
    }

    /// The name of an element without prefix.
    pub(in crate::formats) fn local(self) -> &'t str {
        let name = self.name();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// The namespace of an element: one of those that the reader was given; `None` for none and any other.
    pub(in crate::formats) fn space(self) -> Option<&'static str> {
        let at = usize::from(self.data().space).checked_sub(1)?;
        self.tree.spaces.get(at).copied()
    }

    /// The text of a text, a comment or an instruction.
    pub(in crate::formats) fn content(self) -> &'t str {
        self.tree.part(self.data().text)
    }

    /// The value of an attribute.
    pub(in crate::formats) fn attribute(self, name: &str) -> Option<&'t str> {
        self.attributes().find(|(held, _)| *held == name).map(|(_, value)| value)
    }

    /// The attributes with their values, as they stand.
    pub(in crate::formats) fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let all = self.tree.attributes(self.data().attributes);
        all.iter().map(move |(name, value)| (self.tree.part(*name), self.tree.part(*value)))
    }

    /// What it is in.
    pub(in crate::formats) fn parent(self) -> Option<Self> {
        let parent = self.data().parent;
        (parent != NONE).then_some(Self { id: Id(parent), ..self })
    }

    /// What stands in it first.
    pub(in crate::formats) fn first(self) -> Option<Self> {
        let first = self.data().first;
        (first != NONE).then_some(Self { id: Id(first), ..self })
    }

    /// What stands beside it next.
    pub(in crate::formats) fn next(self) -> Option<Self> {
        let next = self.data().next;
        (next != NONE).then_some(Self { id: Id(next), ..self })
    }

    /// What stands in it.
    pub(in crate::formats) fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first(), |node| node.next())
    }

    /// The elements that stand in it.
    pub(in crate::formats) fn elements(self) -> impl Iterator<Item = Self> {
        self.children().filter(|node| node.is_element())
    }

    /// The first element in it with this name, without prefix.
    pub(in crate::formats) fn element(self, local: &str) -> Option<Self> {
        self.elements().find(|node| node.local() == local)
    }

    /// All text in it, whatever elements it stands in.
    pub(in crate::formats) fn text(self) -> Cow<'t, str> {
        if self.kind() == Kind::Text {
            return Cow::Borrowed(self.content());
        }
        let mut out = Cow::Borrowed("");
        for child in self.children().filter(|child| matches!(child.kind(), Kind::Element | Kind::Text)) {
            let text = child.text();
            if out.is_empty() {
                out = text;
            } else {
                out.to_mut().push_str(&text);
            }
        }
        out
    }

    /// Where it begins in the file.
    pub(in crate::formats) fn place(self) -> Position {
        Position { line: index(self.data().line), column: index(self.data().column) }
    }

    /// Its bytes in the file, from the beginning of its first tag to the end of its last.
    pub(in crate::formats) fn bytes(self) -> Range<u64> {
        self.in_file(self.data().outer)
    }

    /// The bytes of what is in an element, between its tags; behind the only one where it has but one. Anything else
    /// is all in itself.
    pub(in crate::formats) fn inner_bytes(self) -> Range<u64> {
        self.in_file(if self.is_element() { self.data().inner } else { self.data().outer })
    }

    /// Whether it is an element with one tag: `<a/>`.
    pub(in crate::formats) fn is_one_tag(self) -> bool {
        self.is_element() && self.data().inner.start == self.data().outer.end
    }

    /// Where it stands in the file.
    pub(in crate::formats) fn extent(self) -> Extent {
        Extent { position: self.place(), bytes: self.bytes() }
    }

    fn in_file(self, part: Part) -> Range<u64> {
        let base = self.tree.base;
        base + u64::from(part.start)..base + u64::from(part.end)
    }
}
