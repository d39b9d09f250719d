//! Changes what an entry says in the fields of the model.

use crate::formats::fields::columns;
use crate::formats::tbx::dialect::Dialect;
use crate::formats::tbx::fields::{TermSlots, category};
use crate::formats::tbx::instruction::{Instructions, forget};
use crate::formats::tbx::names::is_group;
use crate::formats::tbx::vocabulary::{part_of_speech_word, status_word, trim};
use crate::formats::xml::{Id, Kind, Node, Tree};
use crate::model::{Capitals, Inflection, PartOfSpeech, Status, Term, Word};

/// A field with an element of its own.
#[derive(Clone, Copy)]
pub(super) struct Field {
    element: &'static str,
    category: &'static str,
}

impl Field {
    pub(super) const DOMAIN: Self = Self { element: "descrip", category: "subjectField" };
    pub(super) const DEFINITION: Self = Self { element: "descrip", category: "definition" };
    pub(super) const NOTE: Self = Self { element: "note", category: "" };
    const STATUS: Self = Self { element: "termNote", category: "administrativeStatus" };
    const PART_OF_SPEECH: Self = Self { element: "termNote", category: "partOfSpeech" };
    const TERM_TYPE: Self = Self { element: "termNote", category: "termType" };
    const SOURCE: Self = Self { element: "admin", category: "source" };

    /// Whether a dialect has the element.
    fn is_in(self, dialect: Dialect) -> bool {
        self.category.is_empty() || dialect.allows(self.element, self.category)
    }

    /// Makes its element in a section, where the dialect has it.
    fn make(self, tree: &mut Tree, section: Id, value: &str, dialect: Dialect) {
        if !self.is_in(dialect) {
            return;
        }
        let before = tree.node(section).elements().find(|node| match self.element {
            "termNote" => !matches!(node.name(), "term" | "termNote" | "termNoteGrp"),
            _ => node.name() == "langSec",
        });
        let before = before.map(Node::id);
        let id = tree.append(Some(section), Kind::Element, self.element, "");
        if !self.category.is_empty() {
            tree.set_attribute(id, "type", self.category);
        }
        tree.append(Some(id), Kind::Text, "", value);
        if before.is_some() {
            tree.move_to(id, section, before);
        }
    }

    /// Sets its element in a section: the one in `slot`, or a new one. An empty value takes the element out. Gives
    /// whether the dialect has a place for it.
    pub(super) fn set(self, tree: &mut Tree, section: Id, slot: Option<Id>, value: &str, dialect: Dialect) -> bool {
        let value = trim(value);
        match slot {
            Some(slot) if value.is_empty() => remove(tree, section, slot),
            Some(slot) => tree.set_text(slot, value),
            None if value.is_empty() => {}
            None => self.make(tree, section, value, dialect),
        }
        value.is_empty() || slot.is_some() || self.is_in(dialect)
    }
}

/// Takes out what says something in a section, with what is said about it.
pub(super) fn remove(tree: &mut Tree, section: Id, id: Id) {
    let parent = tree.node(id).parent().map(Node::id).filter(|parent| *parent != section);
    let group = parent.filter(|parent| is_group(tree.node(*parent).name()));
    tree.remove(group.unwrap_or(id));
}

/// Makes a term section say what `term` does; gives the fields that only an instruction could say and others do not
/// see. `marked` asks for a status where none is needed.
pub(super) fn set_term(tree: &mut Tree, section: Id, term: &Term, marked: bool, dialect: Dialect) -> Vec<&'static str> {
    forget(tree, section);
    let slots = TermSlots::of(tree.node(section));
    let shown = slots.shown(tree, term.lang);
    let mut unseen = Vec::new();
    if let Some(id) = slots.term.filter(|_| trim(&term.text) != shown.text.as_str()) {
        tree.set_text(id, trim(&term.text));
    }
    if term.status != shown.status || marked {
        set_status(tree, section, &slots, term.status, dialect, &mut unseen);
    }
    if term.part_of_speech != shown.part_of_speech {
        set_part_of_speech(tree, section, &slots, term.part_of_speech, dialect, &mut unseen);
    }
    let truth = |holds: bool| if holds { "true" } else { "false" };
    if let Some(case) = slots.case.filter(|_| term.matching.capitals != shown.matching.capitals) {
        tree.set_text(case, truth(term.matching.capitals == Some(Capitals::Agree)));
    }
    if let Some(exact) = slots.exact.filter(|_| term.matching.inflection != shown.matching.inflection) {
        tree.set_text(exact, truth(term.matching.inflection == Some(Inflection::Exact)));
    }
    if trim(&term.source) != shown.source.as_str()
        && !Field::SOURCE.set(tree, section, slots.source, &term.source, dialect)
    {
        unseen.push("source");
    }
    if trim(&term.note) != shown.note.as_str() {
        Field::NOTE.set(tree, section, slots.note, &term.note, dialect);
    }
    instruct(tree, section, term);
    unseen
}

fn set_status(
    tree: &mut Tree,
    section: Id,
    slots: &TermSlots,
    status: Status,
    dialect: Dialect,
    unseen: &mut Vec<&'static str>,
) {
    let truth = |holds: bool| if holds { "true" } else { "false" };
    if let Some(id) = slots.preferred {
        tree.set_text(id, truth(status == Status::Preferred));
    }
    if let Some(id) = slots.forbidden {
        tree.set_text(id, truth(status == Status::Forbidden));
    }
    let told = match status {
        Status::Preferred => slots.preferred.is_some(),
        Status::Admitted => slots.preferred.is_some() || slots.forbidden.is_some(),
        Status::Deprecated | Status::Forbidden | Status::Misspelling => false,
    };
    if told && slots.status.is_none() {
        return;
    }
    let word = slots.status.map_or(Field::STATUS.category, |id| category(tree.node(id)));
    let word = status_word(status, word);
    if !Field::STATUS.set(tree, section, slots.status, word, dialect) && status != Status::Admitted {
        unseen.push("status");
    }
}

fn set_part_of_speech(
    tree: &mut Tree,
    section: Id,
    slots: &TermSlots,
    part: Option<PartOfSpeech>,
    dialect: Dialect,
    unseen: &mut Vec<&'static str>,
) {
    let as_type = part == Some(PartOfSpeech::Phrase) && slots.part_of_speech.is_none() && slots.term_type.is_none();
    if as_type && Field::TERM_TYPE.is_in(dialect) {
        Field::TERM_TYPE.set(tree, section, None, "phrase", dialect);
        return;
    }
    let word = part.map_or("", part_of_speech_word);
    if !Field::PART_OF_SPEECH.set(tree, section, slots.part_of_speech, word, dialect) {
        unseen.push("part of speech");
    }
}

/// Says in instructions what the elements of a term section do not.
fn instruct(tree: &mut Tree, section: Id, term: &Term) {
    let shown = TermSlots::of(tree.node(section)).shown(tree, term.lang);
    let mut said = Instructions::default();
    if shown.text != term.text {
        said.field("term", &term.text);
    }
    if shown.status != term.status {
        said.field("status", term.status.word());
    }
    if shown.part_of_speech != term.part_of_speech {
        said.field("part_of_speech", term.part_of_speech.map_or("", Word::word));
    }
    if shown.matching != term.matching {
        said.field("matching", &term.matching.to_string());
    }
    if !term.attested_in.is_empty() {
        said.field("attested_in", &term.attested_in.join(" "));
    }
    if shown.source != term.source {
        said.field("source", &term.source);
    }
    if let Some(confidence) = term.confidence {
        said.field("confidence", confidence.word());
    }
    if shown.note != term.note {
        said.field("note", &term.note);
    }
    for (name, cell) in columns(&term.extra) {
        said.column(name, cell);
    }
    said.put(tree, section, None);
}
