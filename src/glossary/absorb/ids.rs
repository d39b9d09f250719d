//! Ids for concepts that have none, or one that is taken.

use std::collections::{HashMap, HashSet};

use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text};
use crate::text::plain_latin;

/// What a concept is called that has no term in Latin letters.
const NAMELESS: &str = "concept";
/// How long an id made from a term is at most, in bytes, unless its first word is longer.
const LONGEST: usize = 40;

/// Gives ids to concepts that have none, or one that another has.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<Text>,
    /// Those that concepts will ask for.
    reserved: HashSet<Text>,
    /// The number from which on one may be free, for ids that were asked for twice.
    next: HashMap<Text, usize>,
}

impl Ids {
    /// All ids but those of `known`, which have theirs, and of `incoming`, which
    /// will ask for theirs.
    pub fn new(known: &[Concept], incoming: &[Concept]) -> Self {
        let ids = |concepts: &[Concept]| concepts.iter().map(|concept| concept.id.clone()).collect();
        Self { taken: ids(known), reserved: ids(incoming), next: HashMap::new() }
    }

    /// The id of a concept: its own if it is free, else one like it; made from
    /// its terms if it has none.
    pub fn give(&mut self, concept: &Concept) -> Text {
        let id = if concept.id.is_empty() {
            match readable(concept) {
                Some(base) if self.is_free(&base) => base,
                Some(base) => self.numbered(&base, 2),
                None => self.numbered(NAMELESS, 1),
            }
        } else if self.taken.contains(&concept.id) {
            self.numbered(&concept.id, 2)
        } else {
            concept.id.clone()
        };
        self.taken.insert(id.clone());
        id
    }

    fn is_free(&self, id: &str) -> bool {
        !self.taken.contains(id) && !self.reserved.contains(id)
    }

    fn numbered(&mut self, base: &str, first: usize) -> Text {
        let start = self.next.get(base).copied().unwrap_or(first);
        let mut found = (start..).map(|number| (number, Text::from(format!("{base}-{number}"))));
        let (number, id) = found.find(|(_, id)| self.is_free(id)).unwrap_or((start, Text::from(base)));
        self.next.insert(base.into(), number + 1);
        id
    }
}

/// An id made from the best English term, or the best one that Latin letters can write.
fn readable(concept: &Concept) -> Option<Text> {
    let mut terms: Vec<&Term> = concept.terms.iter().filter(|term| term.status != Status::Misspelling).collect();
    // What is written in Latin letters goes before what is only spelled in them.
    let is_spelled = |term: &Term| term.text.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x24f);
    terms.sort_by_key(|term| (!term.lang.same_language(Lang::EN), is_spelled(term), term.status));
    let mut words = terms.into_iter().filter_map(|term| plain_latin(&term.text));
    words.next().map(|words| Text::from(short(&words)))
}

/// The first words of an id, as far as they have room.
fn short(id: &str) -> &str {
    let ends = id.match_indices('-').map(|(at, _)| at).chain([id.len()]);
    let last = ends.take_while(|end| *end <= LONGEST).last();
    last.or_else(|| id.find('-')).and_then(|end| id.get(..end)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_can_be_read() {
        let mut ids = Ids::new(&[Concept { id: "team".into(), ..Concept::default() }], &[]);
        for (terms, id) in [
            (&[(Lang::ZH, "护城河"), (Lang::EN, "Economic Moat")][..], "economic-moat"),
            (&[(Lang::ZH, "团队"), (Lang::EN, "team")], "team-2"),
            (&[(Lang::EN, "team"), (Lang::KO, "팀")], "team-3"),
            (&[(Lang::KO, "해자"), (Lang::ZH, "护城河")], "haeja"),
            (&[(Lang::KO, "해자"), (Lang::ZH, "GDP")], "gdp"),
            (&[(Lang::ZH, "护城河")], "concept-1"),
            (&[(Lang::ZH, "开源")], "concept-2"),
            (
                &[(Lang::EN, "If this does not change, China will always be a follower")],
                "if-this-does-not-change-china-will",
            ),
            (&[(Lang::EN, "ⅷ")], "viii"),
        ] {
            let terms = terms.iter().map(|(lang, text)| Term::new(*lang, *text)).collect();
            assert_eq!(ids.give(&Concept { terms, ..Concept::default() }), id);
        }
    }

    #[test]
    fn an_id_of_its_own_is_kept_if_it_is_free() {
        let named = |id: &str| Concept { id: id.into(), ..Concept::default() };
        let mut ids = Ids::new(&[named("a")], &[named("a"), named("a-2"), named("B c")]);
        for (own, given) in [("a", "a-3"), ("a-2", "a-2"), ("B c", "B c")] {
            assert_eq!(ids.give(&named(own)), given);
        }
    }
}
