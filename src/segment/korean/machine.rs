//! The tail grammar as a machine: a trie of forms, and the sets of places reached letter by letter.

use std::sync::LazyLock;

use super::Tail;
use super::sound::{Context, Demand, MAX_LETTERS};
use super::table::{FORMS, Form, Places, RowError, SLOTS, Slots, rows};

/// The compiled grammar of the embedded tables.
pub(super) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::compile().0);

/// Where each reading of a tail starts, in the order in which readings are tried.
const READINGS: [(&str, Tail); 4] =
    [("noun", Tail::Particle), ("cop", Tail::Copula), ("verb", Tail::Verb), ("suffix", Tail::Suffix)];

/// A form as it stands at the end of its path in the trie.
#[derive(Clone, Copy)]
struct Entry {
    places: Places,
    demand: Demand,
    opens: Places,
}

/// A node of the trie, with its children by letter.
#[derive(Default)]
struct Node {
    children: Vec<(u8, usize)>,
    entries: Vec<Entry>,
    /// The places in which some form at or below this node stands.
    below: Places,
}

/// The compiled grammar.
pub(super) struct Grammar {
    nodes: Vec<Node>,
    starts: Vec<(Places, Tail)>,
    end: Places,
}

impl Grammar {
    /// Compiles the embedded tables, leaving out rows that cannot be read and giving their errors.
    pub(super) fn compile() -> (Self, Vec<RowError>) {
        let mut errors = Vec::new();
        let slots = Slots::parse(SLOTS, &mut errors);
        let end = slots.set("end", &mut errors);
        let starts = READINGS.map(|(name, tail)| (slots.set(name, &mut errors), tail));
        let mut grammar = Self { nodes: vec![Node::default()], starts: starts.to_vec(), end };
        for row in FORMS.iter().flat_map(|(_, table)| rows(table)) {
            match Form::parse(row, &slots) {
                Ok(form) => grammar.add(&form),
                Err(error) => errors.push(error),
            }
        }
        (grammar, errors)
    }

    fn add(&mut self, form: &Form) {
        let mut at = 0;
        self.mark(at, form.places);
        for code in form.letters.as_slice() {
            at = self.child(at, *code).unwrap_or_else(|| self.grow(at, *code));
            self.mark(at, form.places);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.entries.push(Entry { places: form.places, demand: form.demand, opens: form.opens });
        }
    }

    fn mark(&mut self, at: usize, places: Places) {
        if let Some(node) = self.nodes.get_mut(at) {
            node.below |= places;
        }
    }

    fn grow(&mut self, at: usize, code: u8) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Node::default());
        if let Some(node) = self.nodes.get_mut(at) {
            node.children.push((code, new));
        }
        new
    }

    fn child(&self, at: usize, code: u8) -> Option<usize> {
        let node = self.nodes.get(at)?;
        node.children.iter().find(|(letter, _)| *letter == code).map(|(_, child)| *child)
    }

    /// Whether all of `letters` can follow a noun in some reading.
    pub(super) fn admits(&self, noun: Context, letters: &[u8]) -> bool {
        self.accepts(self.starts.iter().fold(0, |all, (start, _)| all | start), noun, letters)
    }

    /// The first reading under which all of `letters` can follow a noun.
    pub(super) fn read(&self, noun: Context, letters: &[u8]) -> Option<Tail> {
        self.starts.iter().find(|(start, _)| self.accepts(*start, noun, letters)).map(|(_, tail)| *tail)
    }

    fn accepts(&self, start: Places, noun: Context, letters: &[u8]) -> bool {
        let mut reached: [Places; MAX_LETTERS + 1] = [0; MAX_LETTERS + 1];
        if let Some(first) = reached.first_mut() {
            *first = start;
        }
        let mut context = noun;
        for at in 0..letters.len() {
            let here = reached.get(at).copied().unwrap_or_default();
            if here != 0 {
                self.step(here, context, at, letters, &mut reached);
            }
            context = letters.get(at).map_or(noun, |code| Context::of_letter(*code));
        }
        reached.get(letters.len()).is_some_and(|last| last & self.end != 0)
    }

    /// Follows every form that stands in one of the places `here`, reached before letter `at`.
    fn step(&self, here: Places, context: Context, at: usize, letters: &[u8], reached: &mut [Places]) {
        let mut here = here;
        let mut node = self.nodes.first();
        let mut offset = at;
        while let Some(current) = node.filter(|node| node.below & here != 0) {
            let mut opened = 0;
            for entry in &current.entries {
                if entry.places & here != 0 && entry.demand.met_by(context) {
                    opened |= entry.opens;
                }
            }
            if offset == at {
                here |= opened;
            } else if let Some(places) = reached.get_mut(offset) {
                *places |= opened;
            }
            node = letters.get(offset).and_then(|code| {
                let (_, child) = current.children.iter().find(|(letter, _)| letter == code)?;
                self.nodes.get(*child)
            });
            offset += 1;
        }
    }
}
