//! One shape for the entries of all versions, and the names of version 2.

use crate::formats::tbx::dialect::element_of;
use crate::formats::tbx::vocabulary::trim;
use crate::formats::xml::{Id, Kind, Node, Tree};

/// The namespaces that are told from others: TBX, TBX before the standard was out, and the modules of the style DCT.
pub(super) const SPACES: &[&str] = &[
    "urn:iso:std:iso:30042:ed-2",
    "urn:iso:std:iso:30042:ed:3.0",
    "http://www.tbxinfo.net/ns/min",
    "http://www.tbxinfo.net/ns/basic",
    "http://www.tbxinfo.net/ns/linguist",
];

/// The namespace of TBX.
pub(super) const TBX_SPACE: &str = "urn:iso:std:iso:30042:ed-2";
/// What the namespaces of modules begin with.
const MODULES: &str = "http://www.tbxinfo.net/ns/";
/// Marks a term section that was an `ntig` in version 2.
pub(super) const MARK: &str = "v2";
/// Marks the attributes that its `termGrp` had.
pub(super) const GROUP_PREFIX: &str = "termGrp.";

/// Whether elements of this name hold elements alone.
pub(super) fn holds_elements(name: &str) -> bool {
    is_group(name)
        || matches!(
            name,
            "conceptEntry"
                | "langSec"
                | "termSec"
                | "termEntry"
                | "langSet"
                | "tig"
                | "ntig"
                | "termCompList"
                | "tbxHeader"
                | "martifHeader"
                | "fileDesc"
                | "titleStmt"
                | "publicationStmt"
                | "sourceDesc"
                | "encodingDesc"
                | "revisionDesc"
                | "change"
                | "back"
                | "refObjectList"
                | "refObjectSec"
                | "refObject"
                | "itemSet"
        )
}

/// Whether a node is nothing but white space.
pub(super) fn is_blank(node: Node<'_>) -> bool {
    node.kind() == Kind::Text && trim(node.content()).is_empty()
}

/// Whether elements of this name, in a file of any version, hold elements alone.
pub(super) fn is_structure(name: &str) -> bool {
    let local = name.split_once(':').map_or(name, |(_, local)| local);
    holds_elements(local)
        || matches!(local, "entry" | "langGroup" | "termGroup" | "martif" | "tbx" | "TBX" | "text" | "body")
}

/// Whether elements of this name say something, and then something about it.
pub(super) fn is_group(name: &str) -> bool {
    name.ends_with("Grp")
}

/// Whether a namespace is one of the modules'.
pub(super) fn is_module(space: &str) -> bool {
    space.starts_with(MODULES)
}

/// The prefix of a name.
pub(super) fn prefix(name: &str) -> Option<&str> {
    name.split_once(':').map(|(prefix, _)| prefix)
}

/// Takes the prefix from every element of TBX: those in its namespace, and those with the prefix of the root, `own`.
pub(super) fn strip_prefixes(tree: &mut Tree, own: Option<&str>) {
    for id in tree.ids() {
        let node = tree.node(id);
        let local = node.local();
        let prefix = prefix(node.name());
        let ours = prefix == own || node.space().is_some_and(|space| !is_module(space));
        if node.is_element() && prefix.is_some() && ours {
            let local = local.to_owned();
            tree.rename(id, &local);
        }
    }
}

/// Brings an entry of any version into the shape of version 3, style DCA.
pub(super) fn normalise(tree: &mut Tree) {
    if let Some(entry) = tree.root().map(Node::id) {
        section(tree, entry);
    }
}

fn section(tree: &mut Tree, id: Id) {
    rename(tree, id);
    let name = tree.node(id).name();
    if !holds_elements(name) && name != "termGrp" {
        return;
    }
    let mut next = tree.node(id).first();
    while let Some(child) = next.map(Node::id) {
        match tree.node(child).kind() {
            Kind::Element => section(tree, child),
            // Text does not belong here; white space around it means nothing.
            Kind::Text => {
                let content = tree.node(child).content();
                let proper = trim(content);
                if proper != content {
                    let proper = proper.to_owned();
                    tree.set_content(child, &proper);
                }
            }
            Kind::Comment | Kind::Instruction => {}
        }
        let node = tree.node(child);
        next = node.next();
        if node.name() == "termGrp" && node.is_element() {
            let after = next.map(Node::id);
            unwrap_group(tree, id, child);
            next = after.map(|after| tree.node(after));
        }
    }
}

fn rename(tree: &mut Tree, id: Id) {
    let node = tree.node(id);
    let (name, local, space) = (node.name(), node.local(), node.space());
    let prefixed = name.len() != local.len();
    let common = matches!(name, "term" | "termNote" | "descrip" | "admin" | "note" | "transac" | "date");
    if common || (space.is_none() && prefixed) {
        return;
    }
    let structure = match local {
        "termEntry" | "entry" => Some("conceptEntry"),
        "langSet" | "langGroup" => Some("langSec"),
        "tig" | "ntig" | "termGroup" => Some("termSec"),
        _ => None,
    };
    if let Some(structure) = structure {
        if local == "ntig" {
            tree.set_attribute(id, MARK, "ntig");
        }
        tree.rename(id, structure);
        return;
    }
    // The old TBX-Min names its own categories without a namespace.
    let category = match local {
        "customer" => "customerSubset",
        "termStatus" => "administrativeStatus",
        other => other,
    };
    let in_style_dct = space.is_none_or(is_module).then(|| element_of(category)).flatten();
    if let Some(element) = in_style_dct {
        let category = category.to_owned();
        tree.rename(id, element);
        tree.set_attribute(id, "type", &category);
    } else if space.is_some_and(is_module) {
        let in_term = node.parent().is_some_and(|parent| parent.name() == "termSec");
        let local = local.to_owned();
        tree.rename(id, if in_term { "termNote" } else { "descrip" });
        tree.set_attribute(id, "type", &local);
    } else if prefixed {
        let local = local.to_owned();
        tree.rename(id, &local);
    }
}

/// Puts what is in the `termGrp` of an `ntig` in its place.
fn unwrap_group(tree: &mut Tree, section: Id, group: Id) {
    if tree.node(section).attribute(MARK).is_none() {
        return;
    }
    let attributes: Vec<(String, String)> = tree
        .node(group)
        .attributes()
        .map(|(name, value)| (format!("{GROUP_PREFIX}{name}"), value.to_owned()))
        .collect();
    for (name, value) in attributes {
        tree.set_attribute(section, &name, &value);
    }
    while let Some(child) = tree.node(group).first().map(Node::id) {
        tree.move_to(child, section, Some(group));
    }
    tree.remove(group);
}

/// The name of an element in version 2.
pub(super) fn in_martif(name: &str) -> &str {
    match name {
        "conceptEntry" => "termEntry",
        "langSec" => "langSet",
        "termSec" => "tig",
        "refObjectSec" => "refObjectList",
        other => other,
    }
}

/// The name of an element in version 3.
pub(super) fn in_version_3(name: &str) -> &str {
    match name {
        "refObjectList" => "refObjectSec",
        other => other,
    }
}
