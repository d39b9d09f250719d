//! An entry as it is kept where the concept does not hold all of it.

use std::io;

use crate::formats::tbx::NAME;
use crate::formats::tbx::dialect::Dialect;
use crate::formats::tbx::entry::build;
use crate::formats::tbx::names::{SPACES, holds_elements, is_blank};
use crate::formats::tbx::plain::is_plain;
use crate::formats::xml::{Event, Kind, Layout, Node, Reader, Tree, Untold, Writer};
use crate::model::{Concept, Text};

/// How many terms an entry may have to be compared with what its concept comes to: that takes their square.
const MOST_TERMS: usize = 1000;

/// A comment or an instruction that stands before an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Aside {
    kind: Kind,
    name: String,
    content: String,
}

impl Aside {
    pub(super) fn of(node: Node<'_>) -> Self {
        Self { kind: node.kind(), name: node.name().to_owned(), content: node.content().to_owned() }
    }

    pub(super) fn write<W: io::Write>(&self, out: &mut Writer<W>) {
        match self.kind {
            Kind::Comment => out.comment(&self.content),
            Kind::Instruction => out.instruction(&self.name, &self.content),
            Kind::Element | Kind::Text => {}
        }
    }
}

/// Keeps an entry with its concept, unless the concept alone makes the same entry. `plain` is used for that.
pub(super) fn keep(concept: &mut Concept, entry: &Tree, asides: &[Aside], dialect: Dialect, plain: &mut Tree) {
    let Some(root) = entry.root() else { return };
    if asides.is_empty() && (1..=MOST_TERMS).contains(&concept.terms.len()) {
        let at_a_glance = is_plain(root, concept, dialect);
        if at_a_glance && !cfg!(debug_assertions) {
            return;
        }
        build(plain, concept, "", dialect, &mut |_, _| {});
        if plain.root().is_some_and(|plain| same(root, plain)) {
            return;
        }
        debug_assert!(!at_a_glance, "what is plain is the same");
    }
    concept.extra.insert(NAME.to_owned(), compact(root, asides));
}

/// Takes its id from a concept, and from the entry that was kept with it.
pub(super) fn drop_id(concept: &mut Concept) {
    concept.id = Text::new();
    let mut tree = Tree::default();
    let held = concept.extra.get(NAME).and_then(|text| restore(text, &mut tree));
    if let (Some(asides), Some(entry)) = (held, tree.root().map(Node::id)) {
        tree.remove_attribute(entry, "id");
        let entry = compact(tree.node(entry), &asides);
        concept.extra.insert(NAME.to_owned(), entry);
    }
}

/// An entry as short text.
pub(super) fn compact(entry: Node<'_>, asides: &[Aside]) -> String {
    let mut bytes = Vec::new();
    let mut out = Writer::new(&mut bytes, Layout::Compact);
    for aside in asides {
        aside.write(&mut out);
    }
    out.node(entry, holds_elements).and_then(|()| out.finish()).expect("memory takes every entry");
    String::from_utf8(bytes).expect("what is written of text is text")
}

/// Comments and instructions as text.
pub(super) fn compact_asides(asides: &[Aside]) -> String {
    let mut bytes = Vec::new();
    let mut out = Writer::new(&mut bytes, Layout::Compact);
    for aside in asides {
        aside.write(&mut out);
    }
    out.finish().expect("memory takes everything");
    String::from_utf8(bytes).expect("what is written of text is text")
}

/// Reads an entry that was kept, and what stands before it; `None` if it has been spoilt.
pub(super) fn restore(text: &str, tree: &mut Tree) -> Option<Vec<Aside>> {
    let mut asides = Vec::new();
    read_fragment(text, tree, &mut asides)?;
    tree.root().is_some_and(|root| root.name() == "conceptEntry").then_some(asides)
}

/// Reads one element into `tree`, and the comments and instructions before it; `None` if there is no whole element.
pub(super) fn read_fragment(text: &str, tree: &mut Tree, asides: &mut Vec<Aside>) -> Option<()> {
    let mut input = text.as_bytes();
    let mut reader = Reader::new(&mut input, SPACES).ok()?;
    loop {
        match reader.next(tree, &mut Untold).ok()? {
            Event::Other => asides.extend(tree.root().map(Aside::of)),
            Event::Start => return reader.whole(tree, &mut Untold).ok(),
            Event::Doctype => {}
            Event::End | Event::Done => return None,
        }
    }
}

/// Whether two nodes say the same: attributes in any order, and white space between elements for nothing.
fn same(one: Node<'_>, other: Node<'_>) -> bool {
    let attributes = one.attributes().count() == other.attributes().count()
        && one.attributes().all(|(name, value)| other.attribute(name) == Some(value));
    if !attributes || one.kind() != other.kind() || one.name() != other.name() || one.content() != other.content() {
        return false;
    }
    let structure = one.is_element() && holds_elements(one.name());
    let counts = |node: &Node<'_>| !(structure && is_blank(*node));
    let (mut ones, mut others) = (one.children().filter(counts), other.children().filter(counts));
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if same(one, other) => {}
            _ => return false,
        }
    }
}
