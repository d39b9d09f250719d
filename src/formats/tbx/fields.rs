//! Where in an entry the fields of the model stand, and what they say.

use crate::formats::fields::is_free;
use crate::formats::tbx::instruction::{Said, hear};
use crate::formats::tbx::names::is_group;
use crate::formats::tbx::vocabulary::{is_status, part_of_speech, part_of_speech_word, shown_status, status, trim};
use crate::formats::xml::{Id, Node, Tree};
use crate::lang::Lang;
use crate::model::{Capitals, Confidence, Inflection, Matching, PartOfSpeech, Status, Term, Text, Word};

/// What a section says: of groups what they are about.
pub(super) fn items(section: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    section.elements().filter_map(
        |element| {
            if is_group(element.name()) { element.elements().next() } else { Some(element) }
        },
    )
}

/// The data category of an element.
pub(super) fn category(node: Node<'_>) -> &str {
    node.attribute("type").unwrap_or_default()
}

pub(super) fn text(node: Node<'_>) -> Text {
    trim(&node.text()).into()
}

/// The elements of a term section that hold fields of the model.
#[derive(Clone, Copy, Default)]
pub(super) struct TermSlots {
    pub(super) term: Option<Id>,
    pub(super) status: Option<Id>,
    pub(super) part_of_speech: Option<Id>,
    pub(super) term_type: Option<Id>,
    pub(super) source: Option<Id>,
    pub(super) note: Option<Id>,
    pub(super) preferred: Option<Id>,
    pub(super) forbidden: Option<Id>,
    pub(super) case: Option<Id>,
    pub(super) exact: Option<Id>,
}

impl TermSlots {
    pub(super) fn of(section: Node<'_>) -> Self {
        let mut slots = Self::default();
        for item in items(section) {
            let category = category(item);
            let slot = match item.name() {
                "term" => &mut slots.term,
                "note" => &mut slots.note,
                "admin" if category == "source" => &mut slots.source,
                "termNote" if is_status(category) => &mut slots.status,
                "termNote" => match category {
                    "partOfSpeech" => &mut slots.part_of_speech,
                    "termType" => &mut slots.term_type,
                    "preferred" => &mut slots.preferred,
                    "forbidden" => &mut slots.forbidden,
                    "caseSensitive" => &mut slots.case,
                    "exactMatch" => &mut slots.exact,
                    _ => continue,
                },
                _ => continue,
            };
            slot.get_or_insert(item.id());
        }
        slots
    }

    /// What the elements say, whatever the instructions.
    pub(super) fn shown(&self, tree: &Tree, lang: Lang) -> Term {
        let said = |slot: Option<Id>| slot.map_or_else(Text::new, |id| text(tree.node(id)));
        let holds = |slot: Option<Id>| said(slot).eq_ignore_ascii_case("true");
        let mut term = Term::new(lang, said(self.term));
        term.status = match self.status {
            _ if holds(self.forbidden) => Status::Forbidden,
            _ if holds(self.preferred) => Status::Preferred,
            Some(_) => status(&said(self.status)).unwrap_or(Status::Admitted),
            None => Status::Admitted,
        };
        term.part_of_speech = part_of_speech(&said(self.part_of_speech));
        if self.part_of_speech.is_none() && said(self.term_type) == "phrase" {
            term.part_of_speech = Some(PartOfSpeech::Phrase);
        }
        term.source = said(self.source);
        term.note = said(self.note);
        term.matching.capitals = holds(self.case).then_some(Capitals::Agree);
        term.matching.inflection = holds(self.exact).then_some(Inflection::Exact);
        term
    }

    /// What the section says.
    pub(super) fn read(&self, section: Node<'_>, tree: &Tree, lang: Lang) -> Term {
        let mut term = self.shown(tree, lang);
        hear(section, |said| match said {
            Said::Column(name, cell) if is_free(name) => {
                term.extra.insert(name.to_owned(), cell.to_owned());
            }
            Said::Column(..) => {}
            Said::Field(name, value) => self.hear(&mut term, name, value),
        });
        term
    }

    /// Takes what an instruction says of a field, unless the elements contradict: then another tool has changed them.
    fn hear(&self, term: &mut Term, name: &str, value: &str) {
        match name {
            "term" => hear_text(&mut term.text, self.term, value),
            "source" => hear_text(&mut term.source, self.source, value),
            "note" => hear_text(&mut term.note, self.note, value),
            "status" => {
                if let Ok(said) = Status::parse(value)
                    && (self.status.is_none() || shown_status(said) == term.status)
                {
                    term.status = said;
                }
            }
            "part_of_speech" => {
                let said = PartOfSpeech::parse(value).ok();
                let fits = said.is_none_or(|said| part_of_speech(part_of_speech_word(said)) == term.part_of_speech);
                if value.is_empty() || (said.is_some() && (term.part_of_speech.is_none() || fits)) {
                    term.part_of_speech = said;
                }
            }
            "matching" => {
                term.matching = Matching::default();
                for rule in value.split_whitespace() {
                    term.matching.take(rule);
                }
            }
            "attested_in" => term.attested_in = value.split_whitespace().map(Text::from).collect(),
            "confidence" => term.confidence = Confidence::parse(value).ok(),
            _ => {}
        }
    }
}

/// Takes a text that an instruction says, where the element is missing, or says the same but for white space around.
pub(super) fn hear_text(shown: &mut Text, slot: Option<Id>, value: &str) {
    if slot.is_none() || value.is_empty() || trim(value) == shown.as_str() {
        *shown = value.into();
    }
}
