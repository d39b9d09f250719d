//! Filling in what a concept lacks.

use std::collections::HashSet;

use crate::formats::csv::{TermRow, record_of};
use crate::glossary::absorb::identity::is_same_surface;
use crate::glossary::absorb::{AbsorbOptions, Prefer};
use crate::glossary::fields::Fields;
use crate::glossary::{Conflict, RecordKind};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text};

/// Fills in concepts, and keeps account of what two say differently.
pub(super) struct Filler<'a> {
    pub(super) options: AbsorbOptions<'a>,
    pub(super) conflicts: Vec<Conflict>,
}

/// The cells of a record after it was filled in, each with its column.
type Cells<'r> = Vec<(&'r str, String)>;

impl Filler<'_> {
    /// Whether `known` says all that `asked` says.
    pub(super) fn says_all(&self, known: &Concept, asked: &Concept) -> bool {
        let mut trial = Filler { options: self.options, conflicts: Vec::new() };
        !trial.fill(&mut known.clone(), asked.clone())
    }

    /// Adds to `known` what `incoming` says beyond it; whether anything changed or is in conflict.
    pub(super) fn fill(&mut self, known: &mut Concept, incoming: Concept) -> bool {
        let conflicts = self.conflicts.len();
        let key = vec![known.id.to_string()];
        let cells = self.filled(RecordKind::Concept, &key, &Fields::of(known), &Fields::of(&incoming), &["id"]);
        let filled = cells.and_then(|cells| record_of::<Concept>(&cells));
        let mut is_changed = filled.is_some();
        if let Some(filled) = filled {
            let terms = std::mem::take(&mut known.terms);
            *known = Concept { terms, ..filled };
        }
        is_changed |= self.fill_terms(known, incoming.terms);
        is_changed || self.conflicts.len() > conflicts
    }

    fn fill_terms(&mut self, known: &mut Concept, incoming: Vec<Term>) -> bool {
        let before = known.terms.len();
        let spelled: HashSet<(Lang, Text)> = incoming.iter().map(|term| (term.lang, term.text.clone())).collect();
        let mut is_changed = false;
        for term in incoming.into_iter().filter(|term| !term.text.trim().is_empty()) {
            let exact = known.terms.iter().position(|other| other.lang == term.lang && other.text == term.text);
            let alike = |other: &Term| {
                let is_met_exactly = spelled.contains(&(other.lang, other.text.clone()));
                other.lang == term.lang && !is_met_exactly && is_same_surface(other, &term)
            };
            if let Some(at) = exact.or_else(|| known.terms.iter().take(before).position(alike)) {
                is_changed |= self.fill_term(known, at, &term);
            } else {
                self.add_term(known, before, term);
                is_changed = true;
            }
        }
        is_changed
    }

    fn fill_term(&mut self, concept: &mut Concept, at: usize, incoming: &Term) -> bool {
        let Some(known) = concept.terms.get_mut(at) else { return false };
        let key = vec![concept.id.to_string(), known.lang.to_string(), known.text.to_string()];
        let (ours, theirs) = (Fields::of_term(&concept.id, known), Fields::of_term(&concept.id, incoming));
        let cells = self.filled(RecordKind::Term, &key, &ours, &theirs, &["concept", "lang"]);
        let Some(filled) = cells.and_then(|cells| record_of::<TermRow>(&cells)) else { return false };
        let was = std::mem::replace(known, filled.term);
        if known.status == Status::Preferred && was.status != Status::Preferred {
            let lang = known.lang;
            let others = concept.terms.iter_mut().enumerate().filter(|(other, _)| *other != at);
            demote(others.map(|(_, term)| term), lang);
        }
        true
    }

    /// Adds a term to a concept, of which the first `before` terms are ours.
    fn add_term(&self, concept: &mut Concept, before: usize, mut term: Term) {
        let is_preferred = |other: &Term| other.lang == term.lang && other.status == Status::Preferred;
        let rival = concept.terms.iter().position(is_preferred).filter(|_| term.status == Status::Preferred);
        let theirs_counts = self.options.prefer == Some(Prefer::Theirs) && !self.options.unsaid.contains(&"status");
        match rival {
            Some(at) if at < before && theirs_counts => demote(concept.terms.iter_mut(), term.lang),
            Some(_) => term.status = Status::Admitted,
            None => {}
        }
        concept.terms.push(term);
    }

    /// What `ours` holds after its empty fields were filled in from `theirs`,
    /// but for those of `key`; `None` when that is no more than before.
    fn filled<'r>(
        &mut self,
        kind: RecordKind,
        key: &[String],
        ours: &Fields<'r>,
        theirs: &Fields<'r>,
        fixed: &[&str],
    ) -> Option<Cells<'r>> {
        let mut cells = Vec::new();
        let mut is_changed = false;
        for name in Fields::names(&[ours, theirs]) {
            let (here, there) = (ours.get(name), theirs.get(name));
            let is_said = !there.is_empty() && !fixed.contains(&name) && !self.options.unsaid.contains(&name);
            let cell = if !is_said || here == there {
                here.to_owned()
            } else if here.is_empty() {
                there.to_owned()
            } else if name == "attested_in" {
                union(here, there)
            } else {
                self.conflicts.push(Conflict {
                    kind,
                    key: key.to_vec(),
                    field: Some(name.to_owned()),
                    base: None,
                    ours: Some(here.to_owned()),
                    theirs: Some(there.to_owned()),
                });
                if self.options.prefer == Some(Prefer::Theirs) { there.to_owned() } else { here.to_owned() }
            };
            is_changed |= cell != here;
            cells.push((name, cell));
        }
        is_changed.then_some(cells)
    }
}

/// Makes the preferred terms of `lang` admitted.
fn demote<'t>(terms: impl Iterator<Item = &'t mut Term>, lang: Lang) {
    for term in terms.filter(|term| term.lang == lang && term.status == Status::Preferred) {
        term.status = Status::Admitted;
    }
}

/// The words of both cells, ours first.
fn union(ours: &str, theirs: &str) -> String {
    let known: Vec<&str> = ours.split_whitespace().collect();
    let new = theirs.split_whitespace().filter(|word| !known.contains(word));
    known.iter().copied().chain(new).collect::<Vec<_>>().join(" ")
}
