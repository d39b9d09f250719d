//! What the model has no place for in an element: kept as XML, and written back.

use std::io::{self, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::Receive;
use crate::formats::xml::{Event, Kind, Layout, Node, Reader, Tree, Writer};
use crate::model::{Concept, Kept};

/// The element with what is left in it, as XML; nothing where it has no attribute, and nothing but white space in it.
pub(in crate::formats) fn rest(tree: &Tree) -> String {
    let left = |root: &Node<'_>| root.attributes().next().is_some() || root.children().any(|child| !is_blank(child));
    tree.root().filter(left).map(as_xml).unwrap_or_default()
}

/// An element as XML, without the blanks between what stands in it.
pub(in crate::formats) fn as_xml(node: Node<'_>) -> String {
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, Layout::Compact);
    // Memory takes whatever is written.
    let written = element(&mut writer, node).and_then(|()| writer.finish());
    drop(writer);
    written.ok().and_then(|()| String::from_utf8(out).ok()).unwrap_or_default()
}

fn element<W: Write>(writer: &mut Writer<W>, node: Node<'_>) -> io::Result<()> {
    writer.begin(node.name())?;
    attributes_of(writer, node);
    let filled = node.children().filter(|child| !is_blank(*child));
    filled.into_iter().try_for_each(|child| writer.node(child, |_| false))?;
    writer.end();
    Ok(())
}

fn is_blank(node: Node<'_>) -> bool {
    node.kind() == Kind::Text && node.content().trim().is_empty()
}

/// Reads what [`rest`] gave; nothing where it is no XML.
pub(in crate::formats) fn of_rest(xml: &str) -> Option<Tree> {
    let mut bytes = xml.as_bytes();
    let mut reader = Reader::new(&mut bytes, &[]).ok()?;
    let mut tree = Tree::default();
    let event = reader.next(&mut tree, &mut Nobody).ok()?;
    reader.whole(&mut tree, &mut Nobody).ok()?;
    (event == Event::Start).then_some(tree)
}

/// Gives the element begun last the attributes of another.
pub(in crate::formats) fn attributes_of<W: Write>(writer: &mut Writer<W>, node: Node<'_>) {
    for (name, value) in node.attributes() {
        writer.attribute(name, value);
    }
}

/// Writes what stands in an element, but for texts and what `except` holds for.
///
/// # Errors
///
/// If the stream takes nothing.
pub(in crate::formats) fn children_of<W: Write>(
    writer: &mut Writer<W>,
    node: Node<'_>,
    except: fn(Node<'_>) -> bool,
) -> io::Result<()> {
    let written = |child: &Node<'_>| child.kind() != Kind::Text && !except(*child);
    node.children().filter(written).try_for_each(|child| writer.node(child, |_| false))
}

/// Nobody takes it.
struct Nobody;

impl Receive for Nobody {
    fn concept(&mut self, _: Concept) -> io::Result<()> {
        Ok(())
    }

    fn problem(&mut self, _: Diagnostic) {}

    fn keep(&mut self, _: Kept) {}
}
