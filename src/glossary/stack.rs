//! Several glossaries, the first of which wins.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::glossary::{Glossary, index, number};
use crate::lang::Lang;
use crate::model::{Concept, Term};

/// One term of one glossary of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryId {
    /// The glossary, counted from the first.
    pub layer: u32,
    /// The concept in it.
    pub concept: u32,
    /// The term of the concept.
    pub term: u32,
}

/// Glossaries on top of each other: where two know a concept, the first one's terms count.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stack {
    layers: Vec<Glossary>,
    langs: Vec<Lang>,
}

impl Stack {
    /// Stacks `layers`, the one that wins first.
    pub fn new(layers: Vec<Glossary>) -> Self {
        let mut langs: Vec<Lang> = layers.iter().flat_map(Glossary::langs).collect();
        langs.sort();
        langs.dedup();
        Self { layers, langs }
    }

    /// The glossaries, the one that wins first.
    pub fn layers(&self) -> &[Glossary] {
        &self.layers
    }

    /// The languages of the terms, without region, sorted.
    pub fn langs(&self) -> &[Lang] {
        &self.langs
    }

    /// How many terms there are in all layers.
    pub fn len(&self) -> usize {
        self.layers.iter().flat_map(Glossary::concepts).map(|concept| concept.terms.len()).sum()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every term that counts: those of a concept that an earlier glossary has are left out.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &Concept, &Term)> {
        let mut taken: HashSet<&str> = HashSet::new();
        let mut out = Vec::new();
        for (layer, glossary) in self.layers.iter().enumerate() {
            let fresh = |concept: &&Concept| !taken.contains(concept.id.as_str());
            let concepts = glossary.concepts().iter().enumerate().filter(|(_, concept)| fresh(concept));
            out.extend(concepts.map(|(at, concept)| (number(layer), number(at), concept)));
            if self.layers.len() > 1 {
                taken.extend(glossary.concepts().iter().map(|concept| concept.id.as_str()));
            }
        }
        out.into_iter().flat_map(|(layer, at, concept)| {
            concept.terms.iter().enumerate().map(move |(term, found)| {
                let id = EntryId { layer, concept: at, term: number(term) };
                (id, concept, found)
            })
        })
    }

    /// The concepts that count, by id, as one glossary would have them.
    pub fn merged(&self) -> Vec<Concept> {
        let mut taken: HashSet<&str> = HashSet::new();
        let mut concepts: Vec<Concept> = Vec::new();
        for glossary in &self.layers {
            concepts.extend(glossary.concepts().iter().filter(|concept| !taken.contains(concept.id.as_str())).cloned());
            taken.extend(glossary.concepts().iter().map(|concept| concept.id.as_str()));
        }
        concepts.sort_by(|a, b| a.id.cmp(&b.id));
        concepts
    }

    /// The glossary, concept and term of an entry of this stack.
    pub fn entry(&self, id: EntryId) -> Option<(&Glossary, &Concept, &Term)> {
        let glossary = self.layers.get(index(id.layer))?;
        let concept = glossary.concepts().get(index(id.concept))?;
        Some((glossary, concept, concept.terms.get(index(id.term))?))
    }
}
