//! Terms by their surface, and the nearest ones when there is none.

use std::collections::HashMap;

use crate::glossary::{EntryId, Stack};
use crate::similarity::{Score, edit_likeness};
use crate::text::fold_key;

/// The surfaces of a stack, folded.
#[derive(Debug)]
pub struct Index {
    by_key: HashMap<String, Vec<EntryId>>,
}

/// What a look-up came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Terms that are written so, but for what folding levels: capitals,
    /// width, script, spacing, composition.
    Terms(Vec<EntryId>),
    /// None; these are the nearest, best first.
    Nearest(Vec<Nearest>),
}

/// A term that is not the one asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// The term.
    pub entry: EntryId,
    /// How like the two are, folded.
    pub score: Score,
}

/// How many neighbours are shown.
const NEIGHBOURS: usize = 5;
/// How like a neighbour must be, to be shown beside the nearest.
const ALIKE: f64 = 0.3;

impl Index {
    /// Folds every surface of `stack`.
    pub fn new(stack: &Stack) -> Self {
        let mut by_key: HashMap<String, Vec<EntryId>> = HashMap::new();
        for (id, _, term) in stack.entries() {
            by_key.entry(fold_key(&term.text)).or_default().push(id);
        }
        Self { by_key }
    }

    /// Finds the terms written as `surface`, else the nearest ones.
    ///
    /// An id of a concept finds its terms too.
    pub fn find(&self, stack: &Stack, surface: &str) -> Found {
        let key = fold_key(surface);
        if let Some(entries) = self.by_key.get(&key) {
            return Found::Terms(entries.clone());
        }
        let of_id: Vec<EntryId> =
            stack.entries().filter(|(_, concept, _)| concept.id == surface.trim()).map(|(id, _, _)| id).collect();
        if !of_id.is_empty() {
            return Found::Terms(of_id);
        }
        let mut near: Vec<Nearest> = stack
            .entries()
            .map(|(entry, _, term)| Nearest { entry, score: edit_likeness(&key, &fold_key(&term.text)) })
            .collect();
        near.sort_by(|a, b| b.score.value().total_cmp(&a.score.value()).then(a.entry.cmp(&b.entry)));
        // What is hardly alike helps nobody, but an answer is better than none.
        let alike = near.iter().take_while(|near| near.score.value() >= ALIKE).count();
        near.truncate(alike.clamp(1, NEIGHBOURS));
        Found::Nearest(near)
    }
}

#[cfg(test)]
mod tests {
    use crate::glossary::Glossary;
    use crate::lang::Lang;
    use crate::model::{Concept, Term};

    use super::*;

    fn stack() -> Stack {
        let concept = |id: &str, terms: &[(Lang, &str)]| Concept {
            id: id.into(),
            terms: terms.iter().map(|(lang, text)| Term::new(*lang, *text)).collect(),
            ..Concept::default()
        };
        Stack::new(vec![
            Glossary::new(
                "first",
                vec![concept("moat", &[(Lang::EN, "moat"), (Lang::ZH, "护城河"), (Lang::KO, "해자")])],
            ),
            Glossary::new(
                "second",
                vec![
                    concept("moat", &[(Lang::EN, "ditch")]),
                    concept("open-source", &[(Lang::EN, "open source"), (Lang::KO, "오픈소스")]),
                ],
            ),
        ])
    }

    #[test]
    fn surfaces_are_found_however_they_are_written() {
        let stack = stack();
        let index = Index::new(&stack);
        for (asked, term) in [
            ("MOAT", "moat"),
            ("護城河", "护城河"),
            ("open-source", "open source"),
            ("ＯｐｅｎＳｏｕｒｃｅ", "open source"),
            ("오픈 소스", "오픈소스"),
            ("\u{1112}\u{1162}\u{110c}\u{1161}", "해자"),
        ] {
            let Found::Terms(found) = index.find(&stack, asked) else { panic!("{asked} is not found") };
            let (_, _, first) = stack.entry(found[0]).unwrap();
            assert_eq!(first.text, term);
        }
    }

    #[test]
    fn what_is_not_there_has_neighbours_and_the_first_glossary_wins() {
        let stack = stack();
        let index = Index::new(&stack);
        let Found::Nearest(near) = index.find(&stack, "maot") else { panic!("found") };
        assert_eq!(stack.entry(near[0].entry).unwrap().2.text, "moat");
        let Found::Nearest(near) = index.find(&stack, "ditch") else { panic!("`ditch` is shadowed") };
        assert!(near.iter().all(|near| stack.entry(near.entry).unwrap().2.text != "ditch"));
    }
}
