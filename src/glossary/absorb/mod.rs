//! Taking in concepts that come from elsewhere.

mod fill;
mod identity;
mod ids;

pub use ids::Ids;

use std::collections::{HashMap, HashSet};

use crate::glossary::absorb::fill::Filler;
use crate::glossary::absorb::identity::{Found, Place, Surfaces, is_same_by_id};
use crate::glossary::validate::may_share_a_surface;
use crate::glossary::{Conflict, Diff, Glossary, diff};
use crate::lang::Lang;
use crate::model::{Concept, Document, Term, Text};

/// Whose word counts where two glossaries say different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefer {
    /// That of the glossary that takes in.
    Ours,
    /// That of what is taken in.
    Theirs,
}

/// How concepts are taken in.
#[derive(Clone, Copy, Debug, Default)]
pub struct AbsorbOptions<'a> {
    /// Whose word counts; without that, ours stays and the conflict is left to decide.
    pub prefer: Option<Prefer>,
    /// The columns of which the file says nothing, such as `status`: what known
    /// terms and concepts have there is left alone.
    pub unsaid: &'a [&'a str],
}

/// What came of taking concepts in.
#[derive(Clone, Debug)]
pub struct Absorption {
    /// The glossary with all of it.
    pub glossary: Glossary,
    /// What is another in it than before: concepts and terms added, fields filled in.
    pub diff: Diff,
    /// What both say differently.
    pub conflicts: Vec<Conflict>,
    /// Whose word counted there; `None` when ours stayed until somebody decides.
    pub settled: Option<Prefer>,
    /// Ids of the file that stand for another concept here, with the ids given instead.
    pub renamed: Vec<(Text, Text)>,
    /// How many of the concepts were known, with all that the file says of them.
    pub unchanged: usize,
}

impl Absorption {
    /// Whether nothing is left to decide.
    pub fn is_settled(&self) -> bool {
        self.conflicts.is_empty() || self.settled.is_some()
    }
}

/// Takes concepts into a glossary: adds those it does not know, and to those
/// it knows the terms and fields that it lacks.
///
/// A concept is known by its id, if both have a term in common (or one has
/// none at all); an id that stands for another concept here is replaced, such
/// as `moat` by `moat-2`. Else it is known by its terms, however they are
/// written: by two languages, or by one, if no other concept of ours has the
/// term and the concepts have no other language in common; or because one of
/// ours says all that it says. Concepts of a file with ids of its own are not
/// joined with each other.
///
/// A concept without id gets one from an English term, or one in Latin letters.
/// A second preferred term of a language becomes admitted; terms that two
/// concepts claim are marked as homographs; a document that only the file
/// knows is added by its id.
pub fn absorb(into: &Glossary, incoming: Vec<Concept>, options: AbsorbOptions<'_>) -> Absorption {
    let mut work = Work::new(into, &incoming, options);
    let claims: Vec<Option<usize>> = incoming.iter().map(|concept| by_id(into, concept)).collect();
    let claimed: HashSet<usize> = claims.iter().flatten().copied().collect();
    for (concept, claim) in incoming.into_iter().zip(claims) {
        work.take_in(concept, claim, &claimed);
    }
    work.mark_homographs();
    let mut glossary = into.with_concepts(work.concepts);
    if !into.documents.is_empty() {
        glossary.documents.extend(work.documents);
    }
    Absorption {
        diff: diff(into, &glossary),
        glossary,
        conflicts: work.filler.conflicts,
        settled: options.prefer,
        renamed: work.renamed,
        unchanged: work.unchanged,
    }
}

/// The number of our concept that has the id of another, or one that was made
/// from it, and is the same.
fn by_id(into: &Glossary, concept: &Concept) -> Option<usize> {
    let made = (2..).map(|number| Text::from(format!("{}-{number}", concept.id)));
    let ids = std::iter::once(concept.id.clone()).chain(made);
    let mut ours = ids.map_while(|id| into.find(&id));
    ours.find(|at| into.concepts().get(*at).is_some_and(|known| is_same_by_id(known, concept)))
}

struct Work<'a> {
    filler: Filler<'a>,
    concepts: Vec<Concept>,
    surfaces: Surfaces,
    ids: Ids,
    /// How many concepts were there before.
    before: usize,
    /// The number of each concept that was added with an id of the file.
    added: HashMap<Text, usize>,
    new_terms: Vec<Place>,
    documents: Vec<Document>,
    renamed: Vec<(Text, Text)>,
    unchanged: usize,
}

impl<'a> Work<'a> {
    fn new(into: &Glossary, incoming: &[Concept], options: AbsorbOptions<'a>) -> Self {
        let concepts = into.concepts().to_vec();
        Self {
            filler: Filler { options, conflicts: Vec::new() },
            surfaces: Surfaces::new(&concepts),
            ids: Ids::new(&concepts, incoming),
            before: concepts.len(),
            concepts,
            added: HashMap::new(),
            new_terms: Vec::new(),
            documents: unknown_documents(into, incoming),
            renamed: Vec::new(),
            unchanged: 0,
        }
    }

    /// Takes in one concept; `claim` is the one of ours that has its id.
    fn take_in(&mut self, concept: Concept, claim: Option<usize>, claimed: &HashSet<usize>) {
        let has_id = !concept.id.is_empty();
        let is_free = |at: usize| !has_id || (at < self.before && !claimed.contains(&at));
        let known = claim.or_else(|| self.added.get(&concept.id).copied());
        let known = known.or_else(|| self.by_terms(&concept, is_free));
        let at = known.unwrap_or_else(|| self.add(&concept));
        let Some(target) = self.concepts.get_mut(at) else { return };
        let terms = target.terms.len();
        let is_changed = self.filler.fill(target, concept);
        if known.is_some() && !is_changed {
            self.unchanged += 1;
        }
        let new_terms = target.terms.iter().enumerate().skip(terms);
        for (term, text) in new_terms {
            let place = Place::new(at, term);
            self.surfaces.add(place, text);
            self.new_terms.push(place);
        }
    }

    /// The number of the concept that has the terms of this one, or that says all it does.
    fn by_terms(&self, concept: &Concept, is_free: impl Fn(usize) -> bool) -> Option<usize> {
        match self.surfaces.find(&self.concepts, concept, is_free) {
            Found::One(at) => Some(at),
            Found::Perhaps(some) => some
                .into_iter()
                .find(|at| self.concepts.get(*at).is_some_and(|known| self.filler.says_all(known, concept))),
        }
    }

    /// Adds a concept that has nothing but an id so far; its number.
    fn add(&mut self, concept: &Concept) -> usize {
        let id = self.ids.give(concept);
        let at = self.concepts.len();
        if !concept.id.is_empty() {
            self.added.insert(concept.id.clone(), at);
            if id != concept.id {
                self.renamed.push((concept.id.clone(), id.clone()));
            }
        }
        self.concepts.push(Concept { id, ..Concept::default() });
        at
    }

    /// Says of new terms, and of those with the same surface, that both are meant.
    fn mark_homographs(&mut self) {
        let mut shared: Vec<Place> = Vec::new();
        for place in &self.new_terms {
            let Some(term) = place.term(&self.concepts) else { continue };
            let clashes = |other: &&Place| {
                other.concept != place.concept
                    && other.term(&self.concepts).is_some_and(|other| !may_share_a_surface(term, other))
            };
            let others: Vec<Place> = self.surfaces.places(term).iter().filter(clashes).copied().collect();
            if !others.is_empty() {
                shared.push(*place);
                shared.extend(others);
            }
        }
        for place in shared {
            if let Some(term) = place.term_mut(&mut self.concepts) {
                term.matching.homograph = true;
            }
        }
    }
}

/// The documents that only `incoming` names, each with the language of the first term it attests.
fn unknown_documents(into: &Glossary, incoming: &[Concept]) -> Vec<Document> {
    let mut known: HashSet<&str> = into.documents.iter().map(|document| document.id.as_str()).collect();
    let attested = |term: &'_ Term| -> Vec<(Text, Lang)> {
        term.attested_in.iter().map(|document| (document.clone(), term.lang)).collect()
    };
    let named: Vec<(Text, Lang)> = incoming.iter().flat_map(|concept| &concept.terms).flat_map(attested).collect();
    let new = named.iter().filter(|(document, _)| known.insert(document));
    new.map(|(document, lang)| Document { id: document.to_string(), lang: Some(*lang), ..Document::default() })
        .collect()
}
