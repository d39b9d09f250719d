//! Glossaries: load, validate, put in normal form, look up, count.

mod embedded;
mod load;
mod lookup;
mod normal;
mod stack;
mod stats;
mod validate;

pub use load::{LoadError, load};
pub use lookup::{Found, Index, Nearest};
pub use normal::{NormalFile, normal_form};
pub use stack::{EntryId, Stack};
pub use stats::{LangStats, Stats};

use std::collections::HashMap;

use crate::lang::Lang;
use crate::model::{Concept, Document, Quote, Rendition};

/// A set of concepts with their terms, and the quotes and documents that they were taken from.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// What reports call it: the path it was loaded from, or `embedded`.
    pub name: String,
    /// The documents, by id.
    pub documents: Vec<Document>,
    /// The quotes, by id.
    pub quotes: Vec<Quote>,
    /// The renditions, by quote.
    pub renditions: Vec<Rendition>,
    concepts: Vec<Concept>,
    by_id: HashMap<String, usize>,
}

impl Glossary {
    /// A glossary of `concepts`; of two with one id, the terms of both count for the first.
    pub fn new(name: impl Into<String>, concepts: Vec<Concept>) -> Self {
        let mut glossary = Self { name: name.into(), ..Self::default() };
        for concept in concepts {
            glossary.add(concept);
        }
        glossary
    }

    /// The concepts, in the order of the file.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concept called `id`.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.by_id.get(id).and_then(|at| self.concepts.get(*at))
    }

    /// The languages of the terms, without region, sorted.
    pub fn langs(&self) -> Vec<Lang> {
        let mut langs: Vec<Lang> = self.concepts.iter().flat_map(Concept::langs).collect();
        langs.sort();
        langs.dedup();
        langs
    }

    /// Adds what is said of a concept, where nothing is known of it yet.
    fn describe(&mut self, said: Concept) {
        let Some(known) = self.by_id.get(&said.id).and_then(|at| self.concepts.get_mut(*at)) else {
            self.add(said);
            return;
        };
        for (here, there) in
            [(&mut known.domain, said.domain), (&mut known.definition, said.definition), (&mut known.note, said.note)]
        {
            if here.is_empty() {
                *here = there;
            }
        }
        for (name, cell) in said.extra {
            known.extra.entry(name).or_insert(cell);
        }
    }

    /// Adds a concept, or its terms to the one of the same id.
    fn add(&mut self, concept: Concept) {
        if let Some(known) = self.by_id.get(&concept.id).and_then(|at| self.concepts.get_mut(*at)) {
            known.terms.extend(concept.terms);
        } else {
            self.by_id.insert(concept.id.clone(), self.concepts.len());
            self.concepts.push(concept);
        }
    }
}
