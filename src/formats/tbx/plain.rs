//! Whether an entry is just what its concept comes to, told at a glance.

use crate::formats::tbx::dialect::Dialect;
use crate::formats::tbx::entry::is_marked;
use crate::formats::tbx::id;
use crate::formats::tbx::names::is_blank;
use crate::formats::tbx::vocabulary::{part_of_speech_word, status_word};
use crate::formats::xml::{Kind, Node};
use crate::lang::Lang;
use crate::model::{Concept, PartOfSpeech, Status, Term};

/// What an element has for attributes: one, or none.
type Attribute<'a> = Option<(&'a str, &'a str)>;

/// Whether an entry that was read as `concept` holds nothing else, in the order in which it would be written. Of those
/// for which it says no, some do not either.
pub(super) fn is_plain(entry: Node<'_>, concept: &Concept, dialect: Dialect) -> bool {
    let id = id::encode(&concept.id);
    if !has_attribute(entry, (!id.is_empty()).then_some(("id", &*id))) || !concept.extra.is_empty() {
        return false;
    }
    let mut children = inner(entry);
    let fields = [
        ("descrip", Some("subjectField"), concept.domain.as_str()),
        ("descrip", Some("definition"), concept.definition.as_str()),
        ("note", None, concept.note.as_str()),
    ];
    let mut terms = concept.terms.iter();
    fields.into_iter().all(|field| takes(&mut children, field, dialect))
        && children.all(|language| is_language(language, &mut terms, &concept.terms, dialect))
        && terms.next().is_none()
        && !concept.terms.is_empty()
}

fn is_language<'c>(
    language: Node<'_>,
    terms: &mut (impl Iterator<Item = &'c Term> + Clone),
    all: &'c [Term],
    dialect: Dialect,
) -> bool {
    let Some(lang) = terms.clone().next().map(|term| term.lang) else { return false };
    // A language has one section.
    let done = all.iter().position(|term| term.lang == lang) != Some(all.len() - terms.clone().count());
    if done || language.name() != "langSec" || !has_attribute(language, Some(("xml:lang", lang.as_str()))) {
        return false;
    }
    let mut last = Status::Preferred;
    let mut sections = 0;
    let all_plain = inner(language).all(|section| {
        sections += 1;
        terms.next().is_some_and(|term| {
            let in_order = term.status >= last;
            last = term.status;
            in_order && is_term(section, term, lang, all, dialect)
        })
    });
    all_plain && sections > 0
}

fn is_term(section: Node<'_>, term: &Term, lang: Lang, all: &[Term], dialect: Dialect) -> bool {
    let plain = term.status <= Status::Deprecated
        && term.part_of_speech != Some(PartOfSpeech::ProperNoun)
        && term.extra.is_empty()
        && term.lang == lang;
    if !plain || section.name() != "termSec" || !has_attribute(section, None) {
        return false;
    }
    let marked = term.status != Status::Admitted || is_marked(term, all);
    let status = if marked { status_word(term.status, "") } else { "" };
    let (part, phrase) = match term.part_of_speech {
        Some(PartOfSpeech::Phrase) => ("", "phrase"),
        Some(part) => (part_of_speech_word(part), ""),
        None => ("", ""),
    };
    let fields = [
        ("term", None, term.text.as_str()),
        ("termNote", Some("administrativeStatus"), status),
        ("termNote", Some("partOfSpeech"), part),
        ("termNote", Some("termType"), phrase),
        ("admin", Some("source"), term.source.as_str()),
        ("note", None, term.note.as_str()),
    ];
    let mut children = inner(section);
    fields.into_iter().all(|field| takes(&mut children, field, dialect)) && children.next().is_none()
}

/// Whether the next of `children` is the element of a field, where it has a value.
fn takes<'t>(
    children: &mut impl Iterator<Item = Node<'t>>,
    (element, category, value): (&str, Option<&str>, &str),
    dialect: Dialect,
) -> bool {
    if value.is_empty() {
        return true;
    }
    let allowed = category.is_none_or(|category| dialect.allows(element, category));
    let named = |node: Node<'_>| node.is_element() && node.name() == element;
    allowed
        && children.next().is_some_and(|node| {
            named(node) && has_attribute(node, category.map(|category| ("type", category))) && holds(node, value)
        })
}

/// Whether an element holds one text and nothing else.
fn holds(node: Node<'_>, value: &str) -> bool {
    node.first().is_some_and(|text| text.kind() == Kind::Text && text.content() == value && text.next().is_none())
}

fn has_attribute(node: Node<'_>, wanted: Attribute<'_>) -> bool {
    let mut attributes = node.attributes();
    attributes.next() == wanted && (wanted.is_none() || attributes.next().is_none())
}

/// What stands in an element, but for white space.
fn inner(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.children().filter(|child| !is_blank(*child))
}
