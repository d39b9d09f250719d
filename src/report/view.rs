//! What every report of hits shows: terms, renderings, counts.

use std::collections::HashMap;

use crate::annotate::{Annotation, Hit};
use crate::glossary::{EntryId, Glossary, Stack};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term};

/// A text and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Annotated<'a> {
    /// What the text is called: its path, or `-`.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
    /// What was found in it.
    pub annotation: &'a Annotation,
}

/// The terms of a concept in one language, in order of preference; no misspellings.
pub type Renderings<'a> = Vec<(Lang, Vec<&'a Term>)>;

/// The glossaries behind the hits, and the languages to render in.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    stack: &'a Stack,
    to: &'a [Lang],
}

/// A term, and how often it stands in a text.
#[derive(Clone, Copy, Debug)]
pub struct TermCount<'a> {
    /// Its first hit.
    pub first: &'a Hit,
    /// How many hits it has.
    pub count: usize,
}

impl<'a> View<'a> {
    /// Shows renderings in the languages `to`; in every other language of the glossaries when it is empty.
    pub fn new(stack: &'a Stack, to: &'a [Lang]) -> Self {
        Self { stack, to }
    }

    /// The glossary, concept and term of an entry.
    ///
    /// # Panics
    ///
    /// If the entry is of another stack.
    pub fn entry(&self, id: EntryId) -> (&'a Glossary, &'a Concept, &'a Term) {
        self.stack.entry(id).expect("hits are shown with the glossaries they were found by")
    }

    /// The languages that are shown beside terms of `lang`.
    pub fn target_langs(&self, lang: Lang) -> Vec<Lang> {
        if self.to.is_empty() {
            return self.stack.langs().iter().copied().filter(|other| !other.same_language(lang)).collect();
        }
        self.to.to_vec()
    }

    /// How to render the concept of a term in `lang`: every target language that has a term.
    pub fn renderings(&self, concept: &'a Concept, lang: Lang) -> Renderings<'a> {
        let langs = self.target_langs(lang).into_iter();
        let proposed = |term: &&Term| term.status != Status::Misspelling;
        let terms = langs.map(|lang| (lang, concept.terms_in(lang).into_iter().filter(proposed).collect::<Vec<_>>()));
        terms.filter(|(_, terms)| !terms.is_empty()).collect()
    }

    /// What to write instead of a term that should not be used: the preferred one of its language.
    pub fn instead(&self, concept: &'a Concept, term: &Term) -> Option<&'a Term> {
        if matches!(term.status, Status::Preferred | Status::Admitted) {
            return None;
        }
        concept.terms_in(term.lang).into_iter().find(|other| other.status == Status::Preferred)
    }

    /// Each term of a text once, in the order of their first hits; nested hits do not count.
    pub fn counts<'h>(&self, annotation: &'h Annotation) -> Vec<TermCount<'h>> {
        let mut order: Vec<TermCount<'h>> = Vec::new();
        let mut at: HashMap<EntryId, usize> = HashMap::new();
        for hit in annotation.hits.iter().filter(|hit| !hit.nested) {
            let slot = *at.entry(hit.entry).or_insert_with(|| {
                order.push(TermCount { first: hit, count: 0 });
                order.len() - 1
            });
            if let Some(known) = order.get_mut(slot) {
                known.count += 1;
            }
        }
        order
    }
}
