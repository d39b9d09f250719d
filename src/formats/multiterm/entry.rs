//! The fields that stand in an entry, a language or a term: read, and put right when they are written again.

use std::io::{self, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::fields::FieldError;
use crate::formats::multiterm::field::{ID, Level, key, kind, meaning};
use crate::formats::xml::{Id, Kind, Node, Tree, Writer};

/// The key of a `descripGrp`, and the text in it.
pub(super) fn said(level: Level, group: Node<'_>) -> Option<(&str, String)> {
    let descrip = group.element("descrip").filter(|_| group.name() == "descripGrp")?;
    Some((key(level, descrip.attribute("type")?), descrip.text().trim().to_owned()))
}

/// Whether a `descripGrp` says no more than `text` in the field `key`, and in our words.
fn is_plain(level: Level, group: Node<'_>, name: &str, text: &str) -> bool {
    let Some(descrip) = group.element("descrip") else { return false };
    // Texts beside elements count for nothing.
    let alone = group.children().filter(|child| child.kind() != Kind::Text).count() == 1;
    let mut texts = descrip.children();
    alone
        && texts.all(|child| child.kind() == Kind::Text)
        && group.attributes().next().is_none()
        && descrip.attributes().all(|(held, _)| held == "type")
        && descrip.attribute("type") == Some(kind(level, name))
        && meaning(level, name, text) == text
}

/// Reads the fields in the element `parent`, the first of each name; takes those out that say nothing more.
pub(super) fn take(
    level: Level,
    tree: &mut Tree,
    parent: Id,
    problems: &mut Vec<Diagnostic>,
    mut set: impl FnMut(&str, &str) -> Result<bool, FieldError>,
) {
    let all: Vec<(Id, &str, String)> = tree
        .node(parent)
        .elements()
        .filter_map(|group| said(level, group).map(|(key, text)| (group.id(), key, text)))
        .collect();
    let mut known = Vec::new();
    for (at, (id, name, text)) in all.iter().enumerate() {
        let of_name = |(_, other, _): &&(Id, &str, String)| other == name;
        if text.is_empty() && *name == ID {
            // The entry gets one as soon as it has an id that is no number.
            known.push(*id);
        }
        if text.is_empty() || all.iter().take(at).any(|other| of_name(&other)) {
            continue;
        }
        match set(name, &meaning(level, name, text)) {
            Ok(true) => {
                let single = all.iter().filter(of_name).count() == 1;
                if single && is_plain(level, tree.node(*id), name, text) {
                    known.push(*id);
                }
            }
            Ok(false) => {}
            Err(error) => {
                let place = tree.node(*id).place();
                problems.push(Diagnostic::error("vocabulary", error.to_string()).at(place));
            }
        }
    }
    for id in known {
        tree.remove(id);
    }
}

/// Puts the fields that were kept right, by what is to be said `now`; gives what they do not say.
///
/// What is `assumed` needs no field. `understood` tells whether a text in a field was taken for what it says.
pub(super) fn reconcile<'s>(
    level: Level,
    tree: &mut Tree,
    parent: Id,
    mut now: Vec<(&'s str, String)>,
    assumed: Option<(&str, &str)>,
    understood: impl Fn(&str, &str) -> bool,
) -> Vec<(&'s str, String)> {
    let mut seen: Vec<String> = Vec::new();
    let groups: Vec<Id> = tree.node(parent).elements().map(Node::id).collect();
    for id in groups {
        let group = tree.node(id);
        let Some((name, text)) = said(level, group).map(|(name, text)| (name.to_owned(), text)) else { continue };
        if seen.contains(&name) {
            continue;
        }
        let said = meaning(level, &name, &text);
        let wanted = now.iter().position(|(held, _)| *held == name).map(|at| now.remove(at).1);
        let needless = wanted.as_deref().is_none_or(|wanted| assumed == Some((&*name, wanted)));
        let descrip = group.element("descrip").map(Node::id);
        match (wanted, descrip) {
            (Some(wanted), _) if wanted == said => {}
            _ if needless && (said.is_empty() || !understood(&name, &said)) => {}
            (Some(wanted), Some(descrip)) => tree.set_text(descrip, &wanted),
            _ => tree.remove(id),
        }
        seen.push(name);
    }
    now.retain(|(name, text)| assumed != Some((name, text)));
    now
}

/// Writes a field.
///
/// # Errors
///
/// If the stream takes nothing.
pub(super) fn write<W: Write>(xml: &mut Writer<W>, level: Level, name: &str, text: &str) -> io::Result<()> {
    xml.begin("descripGrp")?;
    xml.leaf("descrip", &[("type", kind(level, name))], text)?;
    xml.end();
    Ok(())
}
