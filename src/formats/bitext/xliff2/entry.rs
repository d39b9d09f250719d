//! A `unit` and the segments in it.

use crate::formats::bitext::pairs::{AFTER, BEFORE, MOST_SHARING, SEGMENT};
use crate::formats::bitext::parts::{attributes_as_properties, element_as_property};
use crate::formats::bitext::written::Written;
use crate::formats::bitext::xliff2::content::Segments;
use crate::formats::bitext::xliff2::states::{NEEDS_WORK, state};
use crate::formats::bitext::xliff2::{OURS, core_name};
use crate::formats::xml::Node;
use crate::model::{Context, Note, Property, State, Text, Unit, Variant};

/// The segments of a `unit`.
pub(super) fn segments(unit: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    unit.elements().filter(|child| core_name(*child) == "segment")
}

/// A part of a segment.
pub(super) fn part<'t>(segment: Node<'t>, name: &str) -> Option<Node<'t>> {
    segment.elements().find(|child| core_name(*child) == name)
}

/// A `file` or a `group` that is being read.
#[derive(Debug)]
pub(super) struct Level {
    /// How many elements are around it.
    pub(super) depth: usize,
    /// What a group is called; empty for a file.
    pub(super) name: Text,
    /// Whether what is in it is to be translated, where it says.
    pub(super) translate: Option<Text>,
    pub(super) notes: Vec<Note>,
}

/// What is around a `unit`.
#[derive(Clone, Copy)]
pub(super) struct Around<'r> {
    pub(super) segments: Segments<'r>,
    pub(super) source: &'r Written,
    pub(super) target: &'r Written,
    /// The document that was translated.
    pub(super) original: &'r Text,
    pub(super) levels: &'r [Level],
}

/// What is said of a whole `unit`.
#[derive(Default)]
struct Shared {
    about: Unit,
    of_source: Vec<Note>,
    of_target: Vec<Note>,
}

impl Around<'_> {
    /// The units of a `unit`, one for each of its segments.
    pub(super) fn units(self, node: Node<'_>) -> Vec<Unit> {
        let mut shared = self.shared(node);
        let count = segments(node).count();
        let mut units = Vec::with_capacity(count);
        for (at, segment) in segments(node).enumerate() {
            let own = segment.attribute("id").map(str::to_owned);
            let id = own.or_else(|| (count > 1).then(|| (at + 1).to_string()));
            if at == MOST_SHARING {
                let Unit { context, .. } = shared.about;
                shared = Shared { about: Unit { context, ..Unit::default() }, ..Shared::default() };
            }
            units.push(self.unit(node, segment, id.as_deref(), &shared));
        }
        if let Some(first) = units.first_mut() {
            let known = |child: &Node<'_>| {
                matches!(core_name(*child), "segment" | "ignorable" | "notes" | "originalData") || is_ours(*child)
            };
            let others = node.elements().filter(|child| !known(child));
            first.properties.extend(others.map(|child| element_as_property(self.segments.raw, child)));
            node.elements().filter(|child| is_ours(*child)).for_each(|child| metas(child, first));
        }
        self.ignorables(node, &mut units);
        units
    }

    fn shared(self, node: Node<'_>) -> Shared {
        let mut unit = Unit {
            context: Context {
                file: self.original.clone(),
                key: node.attribute("name").unwrap_or_default().into(),
                ..Context::default()
            },
            properties: attributes_as_properties(node, "@", &["id", "name"]).collect(),
            notes: self.levels.iter().flat_map(|level| level.notes.iter().cloned()).collect(),
            ..Unit::default()
        };
        let translate = self.levels.iter().rev().find_map(|level| level.translate.clone());
        if let Some(value) = translate.filter(|_| node.attribute("translate").is_none()) {
            unit.properties.push(Property { name: "group/@translate".into(), lang: Text::new(), value });
        }
        let path: Vec<&str> = self.levels.iter().map(|level| &*level.name).filter(|name| !name.is_empty()).collect();
        if !path.is_empty() {
            unit.properties.push(Property { name: "group".into(), lang: Text::new(), value: path.join("/").into() });
        }
        let mut shared = Shared { about: unit, ..Shared::default() };
        let notes = node.elements().filter(|child| core_name(*child) == "notes").flat_map(Node::elements);
        for child in notes.filter(|child| core_name(*child) == "note") {
            let notes = match child.attribute("appliesTo") {
                Some("source") => &mut shared.of_source,
                Some("target") => &mut shared.of_target,
                _ => &mut shared.about.notes,
            };
            notes.push(note(child));
        }
        shared
    }

    fn unit(self, node: Node<'_>, segment: Node<'_>, name: Option<&str>, shared: &Shared) -> Unit {
        let id = node.attribute("id").unwrap_or_default();
        let mut unit = Unit {
            id: name.map_or_else(|| id.into(), |name| format!("{id}/{name}").into()),
            place: segment.extent(),
            ..shared.about.clone()
        };
        if let Some(name) = name {
            unit.properties.insert(0, Property { name: SEGMENT.into(), lang: Text::new(), value: name.into() });
        }
        let known: &[&str] = if segment.attribute("subState") == Some(NEEDS_WORK) {
            &["id", "state", "subState"]
        } else {
            &["id", "state"]
        };
        unit.properties.extend(attributes_as_properties(segment, "segment/@", known));
        if let Some(source) = part(segment, "source") {
            let mut variant = self.variant(source, self.source);
            variant.notes.extend_from_slice(&shared.of_source);
            unit.variants.push(variant);
        }
        if let Some(target) = part(segment, "target") {
            let mut variant = self.variant(target, self.target);
            variant.notes.extend_from_slice(&shared.of_target);
            variant.state = state(segment.attribute("state"), segment.attribute("subState"));
            if variant.state == State::Unknown && variant.content.is_empty() {
                variant.state = State::New;
            }
            unit.variants.push(variant);
        } else {
            unit.notes.extend_from_slice(&shared.of_target);
        }
        unit
    }

    fn variant(self, node: Node<'_>, written: &Written) -> Variant {
        let Written { lang, written } = written.clone();
        let mut variant = Variant { written, ..Variant::new(lang, self.segments.content(node)) };
        variant.properties.extend(attributes_as_properties(node, "@", &["xml:lang"]));
        variant.place = node.extent();
        variant
    }

    /// Keeps what stands between segments: with the one before it, or with the first one.
    fn ignorables(self, node: Node<'_>, units: &mut [Unit]) {
        let mut before = 0_usize;
        for child in node.elements() {
            match core_name(child) {
                "segment" => before += 1,
                "ignorable" => {
                    let (at, name) = (before.saturating_sub(1), if before > 0 { AFTER } else { BEFORE });
                    let Some(unit) = units.get_mut(at) else { continue };
                    for (part_name, written) in [("source", self.source), ("target", self.target)] {
                        let Some(held) = part(child, part_name) else { continue };
                        let value = self.segments.raw.at(held.inner_bytes()).into();
                        unit.properties.push(Property { name: name.into(), lang: written.text(), value });
                    }
                }
                _ => {}
            }
        }
    }
}

/// A note.
pub(super) fn note(node: Node<'_>) -> Note {
    let kind = node.attribute("category").map(str::to_owned);
    let kind = kind.or_else(|| node.attribute("priority").map(|priority| format!("priority {priority}")));
    let text = node.text().as_ref().into();
    Note { kind: kind.unwrap_or_default().into(), text, ..Note::default() }
}

/// Whether an element holds the properties that a writer of ours had no other place for.
fn is_ours(node: Node<'_>) -> bool {
    let ours = |group: Node<'_>| group.attribute("category").is_some_and(|category| category.starts_with(OURS));
    let metadata = node.local() == "metadata" && core_name(node).is_empty();
    metadata && node.elements().next().is_some() && node.elements().all(ours)
}

/// Reads them.
fn metas(node: Node<'_>, unit: &mut Unit) {
    for group in node.elements() {
        let about = group.attribute("category").and_then(|category| category.strip_prefix(OURS));
        let properties = match about {
            Some("-source") => unit.variants.first_mut().map(|variant| &mut variant.properties),
            Some("-target") => unit.variants.last_mut().map(|variant| &mut variant.properties),
            _ => Some(&mut unit.properties),
        };
        let Some(properties) = properties else { continue };
        properties.extend(group.elements().map(|meta| Property {
            name: meta.attribute("type").unwrap_or_default().into(),
            lang: Text::new(),
            value: meta.text().as_ref().into(),
        }));
    }
}
