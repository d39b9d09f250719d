//! What stands beside segments in formats of XML, as properties and notes.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::formats::xml::Node;
use crate::lang::Lang;
use crate::model::{Note, Property, Text, Unit};

/// The entry of a file that was read last, as it stands there.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Raw<'r> {
    text: &'r str,
    start: u64,
}

impl<'r> Raw<'r> {
    /// An entry that begins at the byte `start` of its file.
    pub(in crate::formats) fn new((text, start): (&'r str, u64)) -> Self {
        Self { text, start }
    }

    /// What stands at some bytes of the file; nothing where the entry does not.
    pub(in crate::formats) fn at(self, bytes: Range<u64>) -> &'r str {
        let at = |byte: u64| byte.checked_sub(self.start).and_then(|at| usize::try_from(at).ok());
        let found = at(bytes.start).zip(at(bytes.end)).and_then(|(from, to)| self.text.get(from..to));
        found.unwrap_or_default()
    }

    /// The white space that stands before an element, in one that is around it.
    pub(in crate::formats) fn blank_before(self, around: Node<'_>, node: Node<'_>) -> &'r str {
        let before = self.at(around.bytes().start..node.bytes().start);
        before.get(before.trim_ascii_end().len()..).unwrap_or_default()
    }

    /// The tags of an element; two also where it has but one.
    pub(in crate::formats) fn tags(self, node: Node<'_>) -> (String, String) {
        let (outer, inner) = (node.bytes(), node.inner_bytes());
        let first = self.at(outer.start..inner.start);
        if node.is_one_tag() {
            let open = first.strip_suffix("/>").unwrap_or(first).trim_ascii_end();
            return (format!("{open}>"), format!("</{}>", node.name()));
        }
        (first.to_owned(), self.at(inner.end..outer.end).to_owned())
    }
}

/// The attributes of an element but for `known` ones, as properties; `prefix` stands before their names.
pub(in crate::formats) fn attributes_as_properties(
    node: Node<'_>,
    prefix: &str,
    known: &[&str],
) -> impl Iterator<Item = Property> {
    let kept = node.attributes().filter(move |(name, _)| !known.contains(name));
    kept.map(move |(name, value)| Property {
        name: format!("{prefix}{name}").into(),
        lang: Text::new(),
        value: value.into(),
    })
}

/// An element as it stands in the file, as a property with its name.
pub(in crate::formats) fn element_as_property(raw: Raw<'_>, node: Node<'_>) -> Property {
    let lang = node.attribute("xml:lang").unwrap_or_default();
    Property { name: node.name().into(), lang: lang.into(), value: raw.at(node.bytes()).into() }
}

/// A note of XLIFF 1.
pub(in crate::formats) fn note(node: Node<'_>) -> Note {
    let own = |name: &str| Text::from(node.attribute(name).unwrap_or_default());
    let kind = node.attribute("priority").map(|priority| format!("priority {priority}")).unwrap_or_default();
    Note { kind: kind.into(), author: own("from"), lang: own("xml:lang"), text: node.text().as_ref().into() }
}

/// A language of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Side {
    Source,
    Target,
}

/// Where the segment in a language stands, or is to stand, in a unit of a file that is translated into `target`; none
/// where it has no place.
pub(in crate::formats) fn side(unit: &Unit, lang: Lang, target: Lang, has_source: bool) -> Option<Side> {
    let held = unit.variant(lang);
    let source = unit.variants.first().filter(|_| has_source);
    let has_target = unit.variants.len() > usize::from(has_source);
    match (held, source) {
        (Some(held), Some(source)) if std::ptr::eq(held, source) => Some(Side::Source),
        (Some(_), _) => Some(Side::Target),
        (None, _) => {
            let same = target == Lang::UND || target.serves(lang) || lang.serves(target);
            (same && (!has_target || target == Lang::UND)).then_some(Side::Target)
        }
    }
}

/// Says that a unit is not changed in a language that its file has no place for.
pub(in crate::formats) fn other_language(unit: &Unit, target: Lang, lang: Lang) -> Diagnostic {
    let label = unit.label();
    let message = format!("the unit `{label}` is not changed: the file is translated into `{target}`, not `{lang}`");
    Diagnostic::error("edit-language", message)
}
