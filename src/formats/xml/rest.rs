//! What the model has no place for in an element: kept as XML, and written back.

use std::io::{self, Write};

use crate::formats::xml::{Event, Id, Kind, Layout, Node, Reader, Tree, Untold, Writer};

/// Tells by the name of an element whether nothing but elements stands in it: blanks between them count for nothing.
pub(in crate::formats) type HoldsElements = fn(&str) -> bool;

/// The root with what is left in it, as XML; nothing where it has no attribute, and nothing but texts in it.
pub(in crate::formats) fn rest(tree: &Tree, holds_elements: HoldsElements) -> String {
    let left =
        |root: &Node<'_>| root.attributes().next().is_some() || root.children().any(|child| child.kind() != Kind::Text);
    tree.root().filter(left).map(|root| as_xml(root, holds_elements)).unwrap_or_default()
}

/// An element as XML, without the texts that stand in itself.
pub(in crate::formats) fn as_xml(node: Node<'_>, holds_elements: HoldsElements) -> String {
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, Layout::Compact);
    // Memory takes whatever is written.
    let written = writer.begin(node.name()).and_then(|()| {
        attributes_of(&mut writer, node);
        children_of(&mut writer, node, holds_elements, |_| true)?;
        writer.finish()
    });
    drop(writer);
    written.ok().and_then(|()| String::from_utf8(out).ok()).unwrap_or_default()
}

/// Reads what [`rest`] gave; nothing where it is no XML.
pub(in crate::formats) fn of_rest(xml: &str) -> Option<Tree> {
    let mut bytes = xml.as_bytes();
    let mut reader = Reader::new(&mut bytes, &[]).ok()?;
    let mut tree = Tree::default();
    let event = reader.next(&mut tree, &mut Untold).ok()?;
    reader.whole(&mut tree, &mut Untold).ok()?;
    (event == Event::Start).then_some(tree)
}

/// Gives the element begun last the attributes of another.
pub(in crate::formats) fn attributes_of<W: Write>(writer: &mut Writer<W>, node: Node<'_>) {
    for (name, value) in node.attributes() {
        writer.attribute(name, value);
    }
}

/// Writes what stands in an element, but for texts, as far as it is `wanted`.
///
/// # Errors
///
/// If the stream takes nothing.
pub(in crate::formats) fn children_of<W: Write>(
    writer: &mut Writer<W>,
    node: Node<'_>,
    holds_elements: HoldsElements,
    wanted: impl Fn(Node<'_>) -> bool,
) -> io::Result<()> {
    let written = |child: &Node<'_>| child.kind() != Kind::Text && wanted(*child);
    node.children().filter(written).try_for_each(|child| element(writer, child, holds_elements))
}

/// Writes a node: without texts in what holds elements, and as it is in all else.
///
/// # Errors
///
/// If the stream takes nothing.
pub(in crate::formats) fn element<W: Write>(
    writer: &mut Writer<W>,
    node: Node<'_>,
    holds_elements: HoldsElements,
) -> io::Result<()> {
    if !node.is_element() || !holds_elements(node.name()) {
        return writer.node(node, |_| false);
    }
    writer.begin(node.name())?;
    attributes_of(writer, node);
    children_of(writer, node, holds_elements, |_| true)?;
    writer.end();
    Ok(())
}

/// Puts what stands in an element into the order of `rank`, and takes texts out.
pub(in crate::formats) fn sort_children(tree: &mut Tree, parent: Id, rank: impl Fn(Node<'_>) -> usize) {
    let mut ranked: Vec<(usize, Id)> = Vec::new();
    let mut texts = Vec::new();
    for child in tree.node(parent).children() {
        if child.kind() == Kind::Text {
            texts.push(child.id());
        } else {
            ranked.push((rank(child), child.id()));
        }
    }
    for id in texts {
        tree.remove(id);
    }
    if !ranked.is_sorted_by_key(|(rank, _)| *rank) {
        ranked.sort_by_key(|(rank, _)| *rank);
        for (_, id) in ranked {
            tree.move_to(id, parent, None);
        }
    }
}
