//! An entry of one dialect for another that has fewer data categories.

use crate::formats::tbx::dialect::Dialect;
use crate::formats::tbx::entry::written_lang;
use crate::formats::tbx::fields::category;
use crate::formats::tbx::id;
use crate::formats::tbx::names::is_group;
use crate::formats::xml::{Id, Node, Tree};
use crate::lang::Lang;

/// Takes out what a dialect has no data category for, and writes ids and languages as version 3 wants them; `dropped`
/// is told of what is taken out.
pub(super) fn restrict(tree: &mut Tree, dialect: Dialect, dropped: &mut dyn FnMut(String)) {
    if let Some(entry) = tree.root().map(Node::id) {
        if let Some(written) = tree.node(entry).attribute("id") {
            let proper = id::encode(&id::decode(written)).into_owned();
            tree.set_attribute(entry, "id", &proper);
        }
        section(tree, entry, dialect, dropped);
    }
}

fn section(tree: &mut Tree, id: Id, dialect: Dialect, dropped: &mut dyn FnMut(String)) {
    let mut next = tree.node(id).first();
    while let Some(node) = next {
        let child = node.id();
        let after = node.next().map(Node::id);
        if node.is_element() {
            if node.name() == "langSec" {
                if let Ok(lang) = written_lang(node).parse::<Lang>() {
                    tree.remove_attribute(child, "lang");
                    tree.set_attribute(child, "xml:lang", lang.as_str());
                }
                section(tree, child, dialect, dropped);
            } else if node.name() == "termSec" {
                section(tree, child, dialect, dropped);
            } else if is_group(node.name()) {
                let head = node.elements().next();
                if head.is_some_and(|head| has_place(head, dialect)) {
                    section(tree, child, dialect, dropped);
                } else {
                    dropped(head.map_or_else(|| node.name().to_owned(), shown));
                    tree.remove(child);
                }
            } else if !has_place(node, dialect) {
                dropped(shown(node));
                tree.remove(child);
            }
        }
        next = after.map(|after| tree.node(after));
    }
}

fn has_place(node: Node<'_>, dialect: Dialect) -> bool {
    matches!(node.name(), "term" | "note" | "date") || dialect.allows(node.name(), category(node))
}

fn shown(node: Node<'_>) -> String {
    match category(node) {
        "" => node.name().to_owned(),
        category => format!("{} {category}", node.name()),
    }
}
