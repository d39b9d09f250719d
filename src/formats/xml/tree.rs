//! One entry as a tree: everything lies in a few vectors, which are used again for the next.

use std::ops::Range;

use crate::formats::xml::node::Node;
use crate::text::Position;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// The number of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Id(pub(super) u32);

/// What a node is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::formats) enum Kind {
    /// An element: a name, attributes, children.
    #[default]
    Element,
    /// A text.
    Text,
    /// A comment.
    Comment,
    /// A processing instruction: a name and a text.
    Instruction,
}

/// A part of a tree's text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What is known of a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Data {
    pub(super) kind: Kind,
    /// The namespace: none, or one more than its number in the reader's list.
    pub(super) space: u8,
    pub(super) name: Part,
    pub(super) text: Part,
    pub(super) attributes: Part,
    pub(super) parent: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) next: u32,
    pub(super) line: u32,
    pub(super) column: u32,
    /// Where it begins and ends in the file, and what is in it: bytes from where the tree begins.
    pub(super) outer: Part,
    pub(super) inner: Part,
}

static NOTHING: Data = Data {
    kind: Kind::Text,
    space: 0,
    name: Part { start: 0, end: 0 },
    text: Part { start: 0, end: 0 },
    attributes: Part { start: 0, end: 0 },
    parent: NONE,
    first: NONE,
    last: NONE,
    next: NONE,
    line: 0,
    column: 0,
    outer: Part { start: 0, end: 0 },
    inner: Part { start: 0, end: 0 },
};

/// One element, or what else stands between elements, with all that is in it.
#[derive(Clone, Debug, Default)]
pub(in crate::formats) struct Tree {
    text: String,
    nodes: Vec<Data>,
    attributes: Vec<(Part, Part)>,
    pub(super) spaces: &'static [&'static str],
    /// Where it begins in the file, in bytes.
    pub(super) base: u64,
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}

/// A number as an index.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Tree {
    /// Forgets everything, and keeps the memory.
    pub(in crate::formats) fn clear(&mut self) {
        self.text.clear();
        self.nodes.clear();
        self.attributes.clear();
    }

    /// The first node, with all others in it.
    pub(in crate::formats) fn root(&self) -> Option<Node<'_>> {
        (!self.nodes.is_empty()).then_some(Node { tree: self, id: Id(0) })
    }

    /// The node with the number `id`.
    pub(in crate::formats) fn node(&self, id: Id) -> Node<'_> {
        Node { tree: self, id }
    }

    /// The node that was made last.
    pub(super) fn last_made(&self) -> Id {
        Id(number(self.nodes.len()).saturating_sub(1))
    }

    /// Every node that was made.
    pub(in crate::formats) fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        (0..number(self.nodes.len())).map(Id)
    }

    /// How many nodes were made.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn set_spaces(&mut self, spaces: &'static [&'static str]) {
        self.spaces = spaces;
    }

    pub(super) fn data(&self, id: u32) -> &Data {
        self.nodes.get(index(id)).unwrap_or(&NOTHING)
    }

    fn change(&mut self, id: u32, change: impl FnOnce(&mut Data)) {
        if let Some(data) = self.nodes.get_mut(index(id)) {
            change(data);
        }
    }

    pub(super) fn part(&self, part: Part) -> &str {
        self.text.get(index(part.start)..index(part.end)).unwrap_or_default()
    }

    /// The names and values of attributes.
    pub(super) fn attributes(&self, held: Part) -> &[(Part, Part)] {
        self.attributes.get(index(held.start)..index(held.end)).unwrap_or_default()
    }

    /// Appends to the text of the tree.
    fn store(&mut self, text: &str) -> Part {
        let start = number(self.text.len());
        self.text.push_str(text);
        Part { start, end: number(self.text.len()) }
    }

    fn make(&mut self, data: Data) -> Id {
        let id = number(self.nodes.len());
        self.nodes.push(data);
        Id(id)
    }

    /// Makes a node that hangs nowhere yet.
    fn loose(&mut self, kind: Kind, name: &str, text: &str) -> Id {
        let (name, text) = (self.store(name), self.store(text));
        self.make(Data { kind, name, text, ..NOTHING })
    }

    /// Appends a node as the last child of `parent`; without one it is the root of an empty tree.
    pub(in crate::formats) fn append(&mut self, parent: Option<Id>, kind: Kind, name: &str, text: &str) -> Id {
        let id = self.loose(kind, name, text);
        if let Some(parent) = parent {
            self.link(id, parent, None);
        }
        id
    }

    /// Appends an element with a text in it.
    pub(in crate::formats) fn append_leaf(&mut self, parent: Id, name: &str, text: &str) -> Id {
        let id = self.append(Some(parent), Kind::Element, name, "");
        self.append(Some(id), Kind::Text, "", text);
        id
    }

    /// Puts a loose node into `parent`: before a child of it, or last.
    fn link(&mut self, id: Id, parent: Id, before: Option<Id>) {
        self.change(id.0, |data| data.parent = parent.0);
        let Data { first, last, .. } = *self.data(parent.0);
        match before {
            None => {
                self.change(parent.0, |data| data.last = id.0);
                if last == NONE {
                    self.change(parent.0, |data| data.first = id.0);
                } else {
                    self.change(last, |data| data.next = id.0);
                }
            }
            Some(before) => {
                self.change(id.0, |data| data.next = before.0);
                if first == before.0 {
                    self.change(parent.0, |data| data.first = id.0);
                } else if let Some(previous) = self.previous(parent, before) {
                    self.change(previous, |data| data.next = id.0);
                }
            }
        }
    }

    fn previous(&self, parent: Id, of: Id) -> Option<u32> {
        let mut at = self.data(parent.0).first;
        while at != NONE {
            let next = self.data(at).next;
            if next == of.0 {
                return Some(at);
            }
            at = next;
        }
        None
    }

    /// Takes a node out, with all that is in it.
    pub(in crate::formats) fn remove(&mut self, id: Id) {
        let Data { parent, next, .. } = *self.data(id.0);
        if parent == NONE {
            return;
        }
        let previous = self.previous(Id(parent), id);
        match previous {
            Some(previous) => self.change(previous, |data| data.next = next),
            None => self.change(parent, |data| data.first = next),
        }
        if next == NONE {
            self.change(parent, |data| data.last = previous.unwrap_or(NONE));
        }
        self.change(id.0, |data| {
            data.parent = NONE;
            data.next = NONE;
        });
    }

    /// Moves a node, with all that is in it, into `parent`: before a child of it, or last.
    pub(in crate::formats) fn move_to(&mut self, id: Id, parent: Id, before: Option<Id>) {
        self.remove(id);
        self.link(id, parent, before);
    }

    /// Gives a node another name.
    pub(in crate::formats) fn rename(&mut self, id: Id, name: &str) {
        let name = self.store(name);
        self.change(id.0, |data| data.name = name);
    }

    /// Gives a text, a comment or an instruction another content.
    pub(in crate::formats) fn set_content(&mut self, id: Id, content: &str) {
        let text = self.store(content);
        self.change(id.0, |data| data.text = text);
    }

    /// Puts `text` in the place of all that is in an element.
    pub(in crate::formats) fn set_text(&mut self, id: Id, text: &str) {
        self.change(id.0, |data| {
            data.first = NONE;
            data.last = NONE;
        });
        self.append(Some(id), Kind::Text, "", text);
    }

    /// Sets an attribute of an element.
    pub(in crate::formats) fn set_attribute(&mut self, id: Id, name: &str, value: &str) {
        let part = self.store(value);
        let held = self.data(id.0).attributes;
        let mut range = index(held.start)..index(held.end);
        let known = range.find(|at| self.attributes.get(*at).is_some_and(|(held, _)| self.part(*held) == name));
        if let Some((_, value)) = known.and_then(|at| self.attributes.get_mut(at)) {
            *value = part;
            return;
        }
        let name = self.store(name);
        let start = number(self.attributes.len());
        if held.end == start && held.start != held.end {
            self.attributes.push((name, part));
            self.change(id.0, |data| data.attributes.end = start + 1);
            return;
        }
        let own: Vec<(Part, Part)> = self.attributes(held).to_vec();
        self.attributes.extend(own);
        self.attributes.push((name, part));
        let end = number(self.attributes.len());
        self.change(id.0, |data| data.attributes = Part { start, end });
    }

    /// Takes an attribute from an element.
    pub(in crate::formats) fn remove_attribute(&mut self, id: Id, name: &str) {
        let held = self.data(id.0).attributes;
        let all = self.attributes(held).iter().copied();
        let rest: Vec<(Part, Part)> = all.filter(|(held, _)| self.part(*held) != name).collect();
        let start = number(self.attributes.len());
        self.attributes.extend(rest);
        let end = number(self.attributes.len());
        self.change(id.0, |data| data.attributes = Part { start, end });
    }

    /// Appends a copy of a node of another tree, with all that is in it.
    pub(in crate::formats) fn append_copy(&mut self, parent: Option<Id>, node: Node<'_>) -> Id {
        let id = self.append(parent, node.kind(), node.name(), node.content());
        let (line, column, space) = (node.data().line, node.data().column, node.data().space);
        self.change(id.0, |data| (data.line, data.column, data.space) = (line, column, space));
        for (name, value) in node.attributes() {
            self.set_attribute(id, name, value);
        }
        for child in node.children() {
            self.append_copy(Some(id), child);
        }
        id
    }

    // For the reader.

    /// Appends an element that attributes are pushed to.
    pub(super) fn begin(&mut self, parent: Option<Id>, name: &str, place: Position) -> Id {
        let name = self.store(name);
        let at = number(self.attributes.len());
        let (line, column) = (number(place.line), number(place.column));
        let attributes = Part { start: at, end: at };
        let id = self.make(Data { kind: Kind::Element, name, attributes, line, column, ..NOTHING });
        if let Some(parent) = parent {
            self.link(id, parent, None);
        }
        id
    }

    /// Appends an attribute to the element begun last; `write` appends its value to the text.
    pub(super) fn push_attribute(&mut self, id: Id, name: &str, write: impl FnOnce(&mut String)) {
        let name = self.store(name);
        let start = number(self.text.len());
        write(&mut self.text);
        let value = Part { start, end: number(self.text.len()) };
        self.attributes.push((name, value));
        let end = number(self.attributes.len());
        self.change(id.0, |data| data.attributes.end = end);
    }

    pub(super) fn set_space(&mut self, id: Id, space: u8) {
        self.change(id.0, |data| data.space = space);
    }

    /// Notes where a node that has just been made stands: its bytes, for an element those of its first tag.
    pub(super) fn stands(&mut self, id: Id, bytes: &Range<u64>) {
        let (start, end) = (self.since_base(bytes.start), self.since_base(bytes.end));
        self.change(id.0, |data| {
            if data.outer.end == 0 {
                data.outer.start = start;
                data.inner.start = end;
            }
            data.outer.end = end;
            data.inner.end = end;
        });
    }

    /// Notes where the last tag of an element stands.
    pub(super) fn ends(&mut self, id: Id, bytes: &Range<u64>) {
        let (start, end) = (self.since_base(bytes.start), self.since_base(bytes.end));
        self.change(id.0, |data| {
            data.inner.end = start;
            data.outer.end = end;
        });
    }

    fn since_base(&self, byte: u64) -> u32 {
        u32::try_from(byte.saturating_sub(self.base)).unwrap_or(NONE)
    }

    /// Appends a text, a comment or an instruction; texts that follow each other are one.
    pub(super) fn push(
        &mut self,
        parent: Option<Id>,
        kind: Kind,
        name: &str,
        place: Position,
        write: impl FnOnce(&mut String),
    ) -> Id {
        let last = parent.map_or(NONE, |parent| self.data(parent.0).last);
        let end = number(self.text.len());
        let goes_on = kind == Kind::Text && self.data(last).kind == Kind::Text && self.data(last).text.end == end;
        if goes_on && last != NONE {
            write(&mut self.text);
            let end = number(self.text.len());
            self.change(last, |data| data.text.end = end);
            return Id(last);
        }
        let name = self.store(name);
        let start = number(self.text.len());
        write(&mut self.text);
        let text = Part { start, end: number(self.text.len()) };
        let (line, column) = (number(place.line), number(place.column));
        let id = self.make(Data { kind, name, text, line, column, ..NOTHING });
        if let Some(parent) = parent {
            self.link(id, parent, None);
        }
        id
    }
}
