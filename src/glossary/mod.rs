//! Glossaries: load, validate, put in normal form, look up, count.

mod absorb;
mod conflict;
mod diff;
mod embedded;
mod extend;
mod fields;
mod interchange;
mod load;
mod lookup;
mod merge;
mod normal;
mod save;
mod stack;
mod stats;
mod validate;

pub use absorb::{AbsorbOptions, Absorption, Ids, Prefer, absorb};
pub use conflict::{Conflict, RecordKind};
pub use diff::{ChangeKind, ConceptChange, Diff, FieldChange, RecordChange, TermChange, diff};
pub use extend::{Additions, extended};
pub use interchange::{Gathered, gather, is_own};
pub use load::{LoadError, files_of, load, load_to_change, open};
pub use lookup::{Found, Index, Nearest};
pub use merge::{Merge, MergeError, MergedFile, merge, merge_files};
pub use normal::{NormalFile, normal_form};
pub use save::save;
pub use stack::{EntryId, Stack};
pub use stats::{LangStats, Stats};

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::{Concept, Document, Kept, Quote, Rendition, Term, Text};

/// A set of concepts with their terms, and the quotes and documents that they were taken from.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Parts")]
pub struct Glossary {
    /// What reports call it: the path it was loaded from, or `embedded`.
    pub name: String,
    /// The documents, by id.
    pub documents: Vec<Document>,
    /// The quotes, by id.
    pub quotes: Vec<Quote>,
    /// The renditions, by quote.
    pub renditions: Vec<Rendition>,
    /// What files of other tools that it was read from say of themselves.
    pub kept: Vec<Kept>,
    concepts: Vec<Concept>,
    /// Numbers of concepts, hashed by their ids.
    #[serde(skip)]
    by_id: HashTable<u32>,
    #[serde(skip)]
    hasher: DefaultHashBuilder,
}

/// What is kept of a glossary.
#[derive(Deserialize)]
struct Parts {
    name: String,
    documents: Vec<Document>,
    quotes: Vec<Quote>,
    renditions: Vec<Rendition>,
    kept: Vec<Kept>,
    concepts: Vec<Concept>,
}

impl From<Parts> for Glossary {
    fn from(parts: Parts) -> Self {
        let Parts { name, documents, quotes, renditions, kept, concepts } = parts;
        let mut glossary = Self { name, documents, quotes, renditions, kept, concepts, ..Self::default() };
        let Self { concepts, by_id, hasher, .. } = &mut glossary;
        let hash = |at: &u32| hasher.hash_one(concepts.get(index(*at)).map_or("", |concept| concept.id.as_str()));
        by_id.reserve(concepts.len(), hash);
        for at in 0..number(concepts.len()) {
            by_id.insert_unique(hash(&at), at, hash);
        }
        glossary
    }
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

    /// The same glossary with other concepts.
    fn with_concepts(&self, concepts: Vec<Concept>) -> Self {
        let Self { name, documents, quotes, renditions, kept, concepts: _, by_id: _, hasher: _ } = self;
        Self {
            documents: documents.clone(),
            quotes: quotes.clone(),
            renditions: renditions.clone(),
            kept: kept.clone(),
            ..Self::new(name.clone(), concepts)
        }
    }

    /// The concepts, in the order of the file.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concept called `id`.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.find(id).and_then(|at| self.concepts.get(at))
    }

    fn find(&self, id: &str) -> Option<usize> {
        let is_called = |at: &u32| self.concepts.get(index(*at)).is_some_and(|concept| concept.id == id);
        self.by_id.find(self.hasher.hash_one(id), is_called).copied().map(index)
    }

    /// The languages of the terms, without region, sorted.
    pub fn langs(&self) -> Vec<Lang> {
        let mut langs: Vec<Lang> = Vec::new();
        for term in self.concepts.iter().flat_map(|concept| &concept.terms) {
            if !langs.iter().rev().any(|lang| *lang == term.lang) {
                langs.push(term.lang);
            }
        }
        for lang in &mut langs {
            *lang = lang.base();
        }
        langs.sort();
        langs.dedup();
        langs
    }

    /// Adds what is said of a concept, where nothing is known of it yet; its number.
    fn describe(&mut self, said: Concept) -> usize {
        let Some(at) = self.find(&said.id) else { return self.add(said) };
        let Some(known) = self.concepts.get_mut(at) else { return at };
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
        at
    }

    /// Adds a concept, or its terms to the one of the same id; its number.
    fn add(&mut self, concept: Concept) -> usize {
        let at = self.find(&concept.id).unwrap_or_else(|| self.insert(concept.id.clone()));
        if let Some(known) = self.concepts.get_mut(at) {
            if known.terms.is_empty() {
                *known = concept;
            } else {
                known.terms.extend(concept.terms);
            }
        }
        at
    }

    /// Adds a term to the concept called `id`, a new one if there is none; the numbers of both.
    fn add_term(&mut self, id: Text, term: Term) -> (u32, u32) {
        let at = self.find(&id).unwrap_or_else(|| self.insert(id));
        let Some(known) = self.concepts.get_mut(at) else { return (number(at), 0) };
        if known.terms.is_empty() {
            // Most concepts of a large glossary have few terms: no room is kept for more.
            known.terms.reserve_exact(1);
        }
        known.terms.push(term);
        (number(at), number(known.terms.len() - 1))
    }

    /// Adds a concept without anything but an id, which no other has.
    fn insert(&mut self, id: Text) -> usize {
        let at = self.concepts.len();
        let hash = self.hasher.hash_one(id.as_str());
        let rehash =
            |at: &u32| self.hasher.hash_one(self.concepts.get(index(*at)).map_or("", |concept| concept.id.as_str()));
        self.by_id.insert_unique(hash, number(at), rehash);
        self.concepts.push(Concept { id, ..Concept::default() });
        at
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
