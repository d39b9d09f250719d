//! Whether two concepts are the same, by what they are called.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::lang::Lang;
use crate::model::{Concept, Status, Term};
use crate::text::fold_key;

/// Where a term stands: the number of its concept, and its own in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) concept: usize,
    term: usize,
}

impl Place {
    pub(super) fn new(concept: usize, term: usize) -> Self {
        Self { concept, term }
    }

    pub(super) fn term(self, concepts: &[Concept]) -> Option<&Term> {
        concepts.get(self.concept)?.terms.get(self.term)
    }

    pub(super) fn term_mut(self, concepts: &mut [Concept]) -> Option<&mut Term> {
        concepts.get_mut(self.concept)?.terms.get_mut(self.term)
    }
}

/// Where terms stand, by language and surface, folded.
pub(super) struct Surfaces(HashMap<(Lang, String), Vec<Place>>);

/// What a search for a concept came to.
pub(super) enum Found {
    /// This one.
    One(usize),
    /// It may be one of these, or none.
    Perhaps(Vec<usize>),
}

/// How far two concepts agree.
#[derive(Default)]
struct Agreement {
    langs: BTreeSet<Lang>,
    terms: usize,
}

impl Surfaces {
    pub(super) fn new(concepts: &[Concept]) -> Self {
        let mut surfaces = Self(HashMap::new());
        for (at, concept) in concepts.iter().enumerate() {
            for (number, term) in concept.terms.iter().enumerate() {
                surfaces.add(Place::new(at, number), term);
            }
        }
        surfaces
    }

    pub(super) fn add(&mut self, place: Place, term: &Term) {
        self.0.entry((term.lang.base(), fold_key(&term.text))).or_default().push(place);
    }

    /// Where terms stand that are written like `term`, but for what folding levels.
    pub(super) fn places(&self, term: &Term) -> &[Place] {
        self.0.get(&(term.lang.base(), fold_key(&term.text))).map_or(&[], Vec::as_slice)
    }

    /// Which concept `asked` is, by its terms. It must be free; others count
    /// only as far as they have the same terms.
    pub(super) fn find(&self, concepts: &[Concept], asked: &Concept, is_free: impl Fn(usize) -> bool) -> Found {
        let mut agreements: BTreeMap<usize, Agreement> = BTreeMap::new();
        // Anybody may mistype a word into another.
        for term in asked.terms.iter().filter(|term| term.status != Status::Misspelling) {
            let same = |place: &&Place| {
                let known = place.term(concepts);
                known.is_some_and(|known| known.status != Status::Misspelling && is_same_surface(known, term))
            };
            for place in self.places(term).iter().filter(same) {
                let agreement = agreements.entry(place.concept).or_default();
                agreement.langs.insert(term.lang.base());
                agreement.terms += 1;
            }
        }
        let free: Vec<_> = agreements.iter().filter(|(at, _)| is_free(**at)).collect();
        // Of equals the first.
        let best = free.iter().rev().max_by_key(|(_, agreement)| (agreement.langs.len(), agreement.terms));
        let sure = best.filter(|(at, agreement)| {
            let shared = || {
                let theirs = concepts.get(**at).map(Concept::langs).unwrap_or_default();
                asked.langs().into_iter().filter(|lang| theirs.contains(lang)).count()
            };
            agreement.langs.len() > 1 || (agreements.len() == 1 && shared() == 1)
        });
        match sure {
            Some((at, _)) => Found::One(**at),
            None => Found::Perhaps(free.into_iter().map(|(at, _)| *at).collect()),
        }
    }
}

/// Whether two concepts with one id are the same: they have a term in common, or one has none.
pub(super) fn is_same_by_id(known: &Concept, asked: &Concept) -> bool {
    let in_known = |term: &Term| known.terms.iter().any(|other| is_same_term(other, term));
    known.terms.is_empty() || asked.terms.is_empty() || asked.terms.iter().any(in_known)
}

/// Whether two terms are one word of one language, whatever its region.
fn is_same_term(known: &Term, asked: &Term) -> bool {
    known.lang.same_language(asked.lang) && is_same_surface(known, asked)
}

/// Whether two terms of a language are written alike, but for what folding levels.
pub(super) fn is_same_surface(known: &Term, asked: &Term) -> bool {
    if known.text == asked.text {
        return true;
    }
    let key = fold_key(&known.text);
    !key.is_empty() && key == fold_key(&asked.text) && !known.is_told_by_capitals(asked)
}
