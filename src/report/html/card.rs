//! The cards of the page: what the glossaries say of a concept, and where it was found.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::MatchedBy;
use crate::glossary::{EntryId, Glossary};
use crate::lang::Lang;
use crate::model::{Concept, Confidence, Document, Term, Word};
use crate::report::html::anchor::{CardAnchor, HitAnchor};
use crate::report::html::{surface_lang, with_marked};
use crate::report::{Annotated, View};

/// What is told of one concept.
pub(super) struct Card<'a> {
    pub(super) view: View<'a>,
    pub(super) glossary: &'a Glossary,
    pub(super) concept: &'a Concept,
    pub(super) found_in: BTreeSet<Lang>,
    /// By term, surface and whether it was nested.
    pub(super) forms: BTreeMap<(EntryId, &'a str, bool), Form>,
    pub(super) homographs: BTreeSet<&'a str>,
    pub(super) nested: BTreeSet<&'a str>,
}

/// A surface of a concept, and how often it stands in the texts.
pub(super) struct Form {
    pub(super) first: HitAnchor,
    pub(super) lang: Lang,
    pub(super) matched_by: MatchedBy,
    pub(super) count: usize,
}

pub(super) struct Group<'a> {
    pub(super) lang: Lang,
    pub(super) lines: Vec<Line<'a>>,
}

/// A term in a card.
pub(super) struct Line<'a> {
    /// Its place in the concept, by which the script finds the term of a hit.
    pub(super) number: usize,
    pub(super) term: &'a Term,
    pub(super) instead: Option<&'a Term>,
    pub(super) attested: Vec<Source<'a>>,
}

/// A document in which a term is attested.
pub(super) struct Source<'a> {
    pub(super) title: &'a str,
    pub(super) lang: Option<Lang>,
    pub(super) address: &'a str,
    pub(super) imprint: String,
}

/// The host of an address on the web; other addresses are not made links.
pub(in crate::report) fn web_host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty() && !address.contains(char::is_whitespace)).then_some(host)
}

impl<'a> Card<'a> {
    fn id(&self) -> &'a str {
        &self.concept.id
    }

    pub(super) fn anchor(&self) -> CardAnchor<'a> {
        CardAnchor(self.id())
    }

    /// All terms of the languages it was found in, then of those that are asked for.
    pub(super) fn groups(&self) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        for lang in self.found_in.iter().copied().chain(self.view.target_langs(Lang::UND)) {
            let lines: Vec<Line<'a>> = self.concept.terms_in(lang).into_iter().map(|term| self.line(term)).collect();
            if !lines.is_empty() && groups.iter().all(|group| !group.lang.same_language(lang)) {
                groups.push(Group { lang, lines });
            }
        }
        groups
    }

    fn line(&self, term: &'a Term) -> Line<'a> {
        let documents = &self.glossary.documents;
        let attested =
            term.attested_in.iter().map(|id| match documents.iter().find(|document| *id == document.id.as_str()) {
                Some(document) => Source::new(document),
                None => Source { title: id, lang: None, address: "", imprint: String::new() },
            });
        Line {
            number: self.concept.terms.iter().position(|other| std::ptr::eq(other, term)).unwrap_or_default(),
            term,
            instead: self.view.instead(self.concept, term),
            attested: attested.collect(),
        }
    }
}

impl Line<'_> {
    /// How sure it is; what nobody could verify is marked instead.
    pub(super) fn confidence(&self) -> Option<&'static str> {
        self.term.confidence.filter(|confidence| *confidence != Confidence::Unverified).map(Word::word)
    }

    pub(super) fn is_unverified(&self) -> bool {
        self.term.confidence == Some(Confidence::Unverified)
    }

    pub(super) fn host(&self) -> Option<&str> {
        web_host(&self.term.source)
    }
}

impl<'a> Source<'a> {
    fn new(document: &'a Document) -> Self {
        let imprint = [&document.outlet, &document.date].map(String::as_str);
        Self {
            title: if document.title.is_empty() { &document.id } else { &document.title },
            lang: document.lang,
            address: &document.address,
            imprint: imprint.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        }
    }

    pub(super) fn host(&self) -> Option<&'a str> {
        web_host(self.address)
    }
}

/// The cards of the concepts that were found, by id.
struct Deck<'a> {
    view: View<'a>,
    cards: BTreeMap<&'a str, Card<'a>>,
}

impl<'a> Deck<'a> {
    /// The card of the concept of an entry, on which the language of the entry is shown.
    fn card(&mut self, entry: EntryId) -> &mut Card<'a> {
        let view = self.view;
        let (glossary, concept, term) = view.entry(entry);
        let card = self.cards.entry(&concept.id).or_insert_with(|| Card {
            view,
            glossary,
            concept,
            found_in: BTreeSet::new(),
            forms: BTreeMap::new(),
            homographs: BTreeSet::new(),
            nested: BTreeSet::new(),
        });
        card.found_in.insert(term.lang.base());
        card
    }
}

/// One card for each concept that was found, by id.
pub(super) fn cards<'a>(view: View<'a>, documents: &[Annotated<'a>]) -> Vec<Card<'a>> {
    let mut deck = Deck { view, cards: BTreeMap::new() };
    for (text, annotated) in (1..).zip(documents) {
        for (hit, marked) in with_marked(annotated.annotation) {
            let (_, _, term) = view.entry(hit.entry);
            let homographs: Vec<&str> = hit.others().iter().map(|other| deck.card(*other).id()).collect();
            let card = deck.card(hit.entry);
            card.homographs.extend(homographs);
            let key = (hit.entry, hit.surface(annotated.text), hit.nested);
            let form = card.forms.entry(key).or_insert_with(|| Form {
                first: HitAnchor { text, byte: marked.span.start },
                lang: surface_lang(term, annotated.annotation.lang),
                matched_by: hit.matched_by,
                count: 0,
            });
            form.count += 1;
            let id = card.id();
            let outer = deck.card(marked.entry);
            if hit.nested && outer.id() != id {
                outer.nested.insert(id);
            }
        }
    }
    deck.cards.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_on_the_web_have_a_host() {
        assert_eq!(web_host("https://example.org/a?b"), Some("example.org"));
        for other in ["editor", "https:///a", "https://a b", "javascript:alert(1)//https://example.org"] {
            assert_eq!(web_host(other), None, "{other}");
        }
    }
}
