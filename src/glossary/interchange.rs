//! From the files of other tools to a glossary.

use std::io::{self, BufRead};

use crate::diagnostic::{Diagnostic, Parsed};
use crate::formats::csv::{Record as _, TermRow};
use crate::formats::{ReadError, ReadSetting, Receive, read};
use crate::glossary::{Glossary, Ids};
use crate::model::{Concept, Kept};

/// What was found in a file of another tool.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The concepts, in the order of the file; without an id where it gives none.
    pub concepts: Vec<Concept>,
    /// What it says of itself as a whole.
    pub kept: Vec<Kept>,
    /// The columns of which it says nothing.
    pub assumed: Vec<&'static str>,
}

/// Reads all of a file of another tool. What breaks it off is the last problem.
///
/// # Errors
///
/// If the bytes cannot be had.
pub fn gather(input: &mut dyn BufRead, setting: &ReadSetting<'_>) -> io::Result<Parsed<Gathered>> {
    let mut basket = Basket { gathered: Gathered::default(), problems: Vec::new() };
    match read(input, setting, &mut basket) {
        Ok(()) => {}
        Err(ReadError::Broken(problem)) => basket.problems.push(problem),
        Err(ReadError::Io(error)) => return Err(error),
    }
    Ok(Parsed { value: basket.gathered, problems: basket.problems })
}

struct Basket {
    gathered: Gathered,
    problems: Vec<Diagnostic>,
}

impl Receive for Basket {
    fn concept(&mut self, concept: Concept) -> io::Result<()> {
        self.gathered.concepts.push(concept);
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn keep(&mut self, kept: Kept) {
        self.gathered.kept.push(kept);
    }

    fn assumed(&mut self, column: &'static str) {
        self.gathered.assumed.push(column);
    }
}

impl Gathered {
    /// A glossary of what was gathered, in which every concept has an id. Two
    /// concepts with the same id become one.
    pub fn into_glossary(mut self, name: &str) -> Glossary {
        let mut ids = Ids::new(&self.concepts, &[]);
        for concept in self.concepts.iter_mut().filter(|concept| concept.id.is_empty()) {
            concept.id = ids.give(concept);
        }
        let mut glossary = Glossary::new(name, self.concepts);
        glossary.kept = self.kept;
        glossary
    }
}

/// Whether a text that begins with `head` is a glossary of ours in one CSV file.
pub fn is_own(head: &[u8]) -> bool {
    // The header itself may be in conflict.
    let is_header = |line: &&[u8]| !line.trim_ascii().is_empty() && !line.starts_with(b"<<<<<<<");
    let line = head.split(|byte| *byte == b'\n').find(is_header).unwrap_or_default();
    let Ok(line) = std::str::from_utf8(line) else { return false };
    [',', '\t', ';'].iter().any(|separator| {
        let names: Vec<&str> = line.split(*separator).map(|name| name.trim().trim_matches('"')).collect();
        TermRow::REQUIRED.iter().all(|wanted| names.contains(wanted))
    })
}
