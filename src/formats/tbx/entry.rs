//! An entry as a concept, and a concept as an entry.

use crate::formats::fields::{columns, is_free};
use crate::formats::tbx::dialect::Dialect;
use crate::formats::tbx::fields::{TermSlots, category, hear_text, items, text};
use crate::formats::tbx::id;
use crate::formats::tbx::instruction::{Instructions, Said, forget, hear};
use crate::formats::tbx::set::{Field, set_term};
use crate::formats::tbx::vocabulary::trim;
use crate::formats::xml::{Id, Kind, Node, Tree};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term};

/// The elements of an entry that hold fields of the concept.
#[derive(Clone, Copy, Default)]
pub(super) struct EntrySlots {
    domain: Option<Id>,
    definition: Option<Id>,
    note: Option<Id>,
}

impl EntrySlots {
    /// A definition may stand with a language or a term, too.
    pub(super) fn of(entry: Node<'_>) -> Self {
        let mut slots = Self::default();
        for item in items(entry) {
            let slot = match (item.name(), category(item)) {
                ("descrip", "subjectField") => &mut slots.domain,
                ("descrip", "definition") => &mut slots.definition,
                ("note", _) => &mut slots.note,
                _ => continue,
            };
            slot.get_or_insert(item.id());
        }
        if slots.definition.is_none() {
            let languages = entry.elements().filter(|node| node.name() == "langSec");
            slots.definition = languages.flat_map(sections_with_itself).find_map(|section| {
                items(section).find(|item| item.name() == "descrip" && category(*item) == "definition").map(Node::id)
            });
        }
        slots
    }

    /// What the elements say of the concept itself, whatever the instructions.
    fn shown(&self, tree: &Tree, entry: Node<'_>) -> Concept {
        let said = |slot: Option<Id>| slot.map(|id| text(tree.node(id))).unwrap_or_default();
        let written = entry.attribute("id").unwrap_or_default();
        Concept {
            id: (*id::decode(trim(written))).into(),
            domain: said(self.domain),
            definition: said(self.definition),
            note: said(self.note),
            ..Concept::default()
        }
    }
}

fn sections_with_itself(language: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::once(language).chain(language.elements().filter(|node| node.name() == "termSec"))
}

/// A section with a term that can be read.
pub(super) struct Section {
    pub(super) language: Id,
    pub(super) id: Id,
    pub(super) term: Term,
}

/// The language of a section, as it is written.
pub(super) fn written_lang(language: Node<'_>) -> &str {
    language.attribute("xml:lang").or(language.attribute("lang")).unwrap_or_default()
}

/// The terms of an entry, in its order; those without text or language are passed over.
pub(super) fn sections(tree: &Tree, entry: Id) -> Vec<Section> {
    let mut all = Vec::new();
    for language in tree.node(entry).elements().filter(|node| node.name() == "langSec") {
        let Ok(lang) = written_lang(language).parse::<Lang>() else { continue };
        for section in language.elements().filter(|node| node.name() == "termSec") {
            let term = TermSlots::of(section).read(section, tree, lang);
            if !trim(&term.text).is_empty() {
                all.push(Section { language: language.id(), id: section.id(), term });
            }
        }
    }
    all
}

/// What an entry says of the concept itself.
pub(super) fn read_concept(tree: &Tree, entry: Id) -> Concept {
    let node = tree.node(entry);
    let slots = EntrySlots::of(node);
    let mut concept = slots.shown(tree, node);
    hear(node, |said| match said {
        Said::Column(name, cell) if is_free(name) => {
            concept.extra.insert(name.to_owned(), cell.to_owned());
        }
        Said::Field("id", value) => concept.id = value.into(),
        Said::Field("domain", value) => hear_text(&mut concept.domain, slots.domain, value),
        Said::Field("definition", value) => hear_text(&mut concept.definition, slots.definition, value),
        Said::Field("note", value) => hear_text(&mut concept.note, slots.note, value),
        Said::Column(..) | Said::Field(..) => {}
    });
    concept
}

/// Makes an entry say of the concept itself what `concept` does; `made_up` is its id where it has none. Gives the
/// fields that only an instruction could say and others do not see.
pub(super) fn set_concept(
    tree: &mut Tree,
    entry: Id,
    concept: &Concept,
    made_up: &str,
    dialect: Dialect,
) -> Vec<&'static str> {
    forget(tree, entry);
    let slots = EntrySlots::of(tree.node(entry));
    let shown = slots.shown(tree, tree.node(entry));
    if shown.id != concept.id || (concept.id.is_empty() && !made_up.is_empty()) {
        let written = if concept.id.is_empty() { made_up.into() } else { id::encode(&concept.id) };
        if written.is_empty() {
            tree.remove_attribute(entry, "id");
        } else {
            tree.set_attribute(entry, "id", &written);
        }
    }
    let mut unseen = Vec::new();
    for (name, field, slot, held, wanted) in [
        ("domain", Field::DOMAIN, slots.domain, &shown.domain, &concept.domain),
        ("definition", Field::DEFINITION, slots.definition, &shown.definition, &concept.definition),
        ("note", Field::NOTE, slots.note, &shown.note, &concept.note),
    ] {
        if trim(wanted) != held.as_str() && !field.set(tree, entry, slot, wanted, dialect) {
            unseen.push(name);
        }
    }
    let node = tree.node(entry);
    let shown = EntrySlots::of(node).shown(tree, node);
    let mut said = Instructions::default();
    for (name, held, wanted) in [
        ("id", &shown.id, &concept.id),
        ("domain", &shown.domain, &concept.domain),
        ("definition", &shown.definition, &concept.definition),
        ("note", &shown.note, &concept.note),
    ] {
        if held != wanted {
            said.field(name, wanted);
        }
    }
    for (name, cell) in columns(&concept.extra) {
        said.column(name, cell);
    }
    let first = tree.node(entry).elements().find(|node| node.name() == "langSec").map(Node::id);
    said.put(tree, entry, first);
    unseen
}

/// Appends a section for `term`.
pub(super) fn add_term(
    tree: &mut Tree,
    language: Id,
    term: &Term,
    marked: bool,
    dialect: Dialect,
) -> Vec<&'static str> {
    let section = tree.append(Some(language), Kind::Element, "termSec", "");
    tree.append_leaf(section, "term", trim(&term.text));
    set_term(tree, section, term, marked, dialect)
}

/// Appends a section for a language.
pub(super) fn add_language(tree: &mut Tree, entry: Id, lang: Lang) -> Id {
    let language = tree.append(Some(entry), Kind::Element, "langSec", "");
    tree.set_attribute(language, "xml:lang", lang.as_str());
    language
}

/// Whether a term that is admitted is said to be: where another of its language is preferred.
pub(super) fn is_marked(term: &Term, all: &[Term]) -> bool {
    term.status == Status::Admitted
        && all.iter().any(|other| other.lang == term.lang && other.status == Status::Preferred)
}

/// Makes the entry of a concept; the terms stand by language, in order of preference. `unseen` is told of each field
/// that others do not see, and of which term.
pub(super) fn build(
    tree: &mut Tree,
    concept: &Concept,
    made_up: &str,
    dialect: Dialect,
    unseen: &mut dyn FnMut(&'static str, Option<&Term>),
) -> Id {
    tree.clear();
    let entry = tree.append(None, Kind::Element, "conceptEntry", "");
    for name in set_concept(tree, entry, concept, made_up, dialect) {
        unseen(name, None);
    }
    let mut langs: Vec<Lang> = Vec::new();
    for term in &concept.terms {
        if !langs.contains(&term.lang) {
            langs.push(term.lang);
        }
    }
    let mut terms: Vec<&Term> = concept.terms.iter().collect();
    terms.sort_by_key(|term| term.status);
    for lang in langs {
        let language = add_language(tree, entry, lang);
        for term in terms.iter().filter(|term| term.lang == lang) {
            for name in add_term(tree, language, term, is_marked(term, &concept.terms), dialect) {
                unseen(name, Some(term));
            }
        }
    }
    entry
}
