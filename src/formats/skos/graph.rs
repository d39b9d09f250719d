//! The triples of a file, by what they are about.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher as _;
use std::io::BufRead;

use oxttl::{TurtleParseError, TurtleParser};
use rustc_hash::FxBuildHasher;

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::skos::turtle::{quoted, tagged};
use crate::text::Position;

/// How much of a file is held in memory, in bytes.
const LARGEST: usize = 1 << 30;
/// How many problems of one file are told.
const MOST_PROBLEMS: usize = 1000;
/// How many things may stand in brackets in one another.
const DEEPEST: usize = 64;
/// How many things an entry may hold in brackets.
const MOST_PARTS: usize = 10_000;

/// What a triple says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Object {
    /// Something with a name: `<address>` or `_:number`.
    Name(String),
    /// A text: its language or datatype, where it is no plain one.
    Text { text: String, lang: Option<String>, datatype: Option<String> },
}

/// Something, and what is said of it: property and object, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) said: Vec<(String, Object)>,
}

/// All that a file says.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// In the order in which they were met.
    pub(super) subjects: Vec<Subject>,
    numbers: HashMap<String, usize, FxBuildHasher>,
    /// The hashes of all statements.
    seen: HashSet<u64, FxBuildHasher>,
}

impl Graph {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had, or there are too many.
    pub(super) fn read(input: &mut dyn BufRead, problems: &mut Vec<Diagnostic>) -> Result<Self, ReadError> {
        let mut graph = Self::default();
        let mut size = 0;
        let parser = TurtleParser::new();
        // Addresses that depend on where a file lies are kept as if it lay nowhere.
        let parser = parser.clone().with_base_iri("file:///").unwrap_or(parser);
        for triple in parser.for_reader(input) {
            let triple = match triple {
                Ok(triple) => triple,
                Err(TurtleParseError::Io(error)) => return Err(error.into()),
                Err(TurtleParseError::Syntax(error)) => {
                    let start = error.location().start;
                    let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).saturating_add(1);
                    let position = Position { line: place(start.line), column: place(start.column) };
                    problems.push(Diagnostic::error("turtle", error.message()).at(position));
                    if problems.len() > MOST_PROBLEMS {
                        let message = format!("more than {MOST_PROBLEMS} problems; the rest is not read");
                        return Err(ReadError::Broken(Diagnostic::error("problems", message).at(position)));
                    }
                    continue;
                }
            };
            let subject = triple.subject.to_string();
            let object = match triple.object {
                oxrdf::Term::Literal(literal) => {
                    let (text, datatype, lang) = literal.destruct();
                    Object::Text { text, lang, datatype: datatype.map(oxrdf::NamedNode::into_string) }
                }
                named @ (oxrdf::Term::NamedNode(_) | oxrdf::Term::BlankNode(_)) => Object::Name(named.to_string()),
            };
            let property = triple.predicate.into_string();
            size += subject.len() + property.len();
            size += match &object {
                Object::Name(name) => name.len(),
                Object::Text { text, .. } => text.len(),
            };
            if size > LARGEST {
                let message = format!("the file says more than {} MiB; divide it", LARGEST >> 20);
                return Err(ReadError::Broken(Diagnostic::error("turtle", message)));
            }
            graph.add(subject, property, object);
        }
        Ok(graph)
    }

    /// Adds a statement, unless it was made before.
    fn add(&mut self, subject: String, property: String, object: Object) {
        let next = self.subjects.len();
        let at = *self.numbers.entry(subject.clone()).or_insert(next);
        if at == next {
            self.subjects.push(Subject { name: subject, said: Vec::new() });
        }
        let Some(subject) = self.subjects.get_mut(at) else { return };
        let statement = (property, object);
        let new = self.seen.insert(FxBuildHasher.hash_one((at, &statement)));
        // Different statements may have the same hash.
        if new || !subject.said.contains(&statement) {
            subject.said.push(statement);
        }
    }

    /// What is said of the thing called `name`.
    pub(super) fn about(&self, name: &str) -> Option<&Subject> {
        self.numbers.get(name).and_then(|at| self.subjects.get(*at))
    }

    /// An object in Turtle; what has no address stands in brackets. `None`: there is too much in it.
    pub(super) fn written(&self, object: &Object) -> Option<String> {
        let mut out = String::new();
        let mut left = MOST_PARTS;
        self.push(&mut out, object, 0, &mut left).then_some(out)
    }

    fn push(&self, out: &mut String, object: &Object, depth: usize, left: &mut usize) -> bool {
        if *left == 0 || depth > DEEPEST {
            return false;
        }
        *left -= 1;
        match object {
            Object::Text { text, lang: Some(lang), .. } => out.push_str(&tagged(text, lang)),
            Object::Text { text, datatype: Some(datatype), .. } => {
                out.extend([&*quoted(text), "^^<", datatype, ">"]);
            }
            Object::Text { text, .. } => out.push_str(&quoted(text)),
            Object::Name(name) if !name.starts_with("_:") => out.push_str(name),
            Object::Name(name) => {
                out.push('[');
                for (at, (property, object)) in self.about(name).map_or(&[][..], |about| &about.said).iter().enumerate()
                {
                    out.extend([if at == 0 { " <" } else { " ; <" }, property, "> "]);
                    if !self.push(out, object, depth + 1, left) {
                        return false;
                    }
                }
                out.push_str(" ]");
            }
        }
        true
    }
}
