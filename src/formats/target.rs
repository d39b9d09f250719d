//! The formats that a glossary can be written in.

use std::io::{self, Write};

use crate::formats::Losses;
use crate::lang::Lang;
use crate::model::{Concept, Extra, Kept, Term};

/// A format that concepts can be written in.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// What it is called on the command line, such as `omegat`.
    pub name: &'static str,
    /// What it is: `OmegaT glossary, tab-separated`.
    pub title: &'static str,
    /// What file names end in, without the dot.
    pub extension: &'static str,
    /// Which languages it holds.
    pub pairing: Pairing,
    /// How its bytes are made.
    pub byte_order: ByteOrder,
    /// What of a concept it keeps, in a few words.
    pub keeps: &'static str,
    /// What it loses.
    pub loses: &'static str,
    /// Whether rules of it are documented nowhere, and no tool was seen to take it.
    pub experimental: bool,
    /// Begins a file.
    pub open: Open,
}

/// Begins a file: writes what stands before the first concept, and gives what writes the concepts.
pub type Open = for<'a> fn(&WriteSetting<'a>, Box<dyn Write + 'a>) -> io::Result<Box<dyn ConceptWriter + 'a>>;

/// Which languages a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// A source and a target language.
    Pair,
    /// A source language, and any number of others.
    Source,
    /// Any number of languages.
    All,
}

/// How the characters of a format become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Mark,
    /// UTF-16, little end first, with a byte order mark.
    Utf16,
    /// Not text: the bytes are written as they are.
    Binary,
}

/// What a writer is told.
#[derive(Clone, Debug, Default)]
pub struct WriteSetting<'a> {
    /// The languages to write, without repetition: in a pair the source, then
    /// the target; with [`Pairing::Source`] the source first.
    pub langs: &'a [Lang],
    /// What the glossary is called.
    pub name: &'a str,
    /// The day of writing, as ISO 8601; empty if nobody may know.
    pub date: &'a str,
    /// What was said of the file as a whole when it was read.
    pub kept: &'a [Kept],
    /// The names of the columns of concepts that we do not know, sorted.
    pub concept_columns: &'a [String],
    /// The names of the columns of terms that we do not know, sorted.
    pub term_columns: &'a [String],
    /// How long the file may be, in tokens of a language model; for a prompt only.
    pub budget: Option<usize>,
}

/// Writes a whole file; what the format did not take as it was.
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn write<'c>(
    target: &Target,
    setting: &WriteSetting<'_>,
    concepts: impl IntoIterator<Item = &'c Concept>,
    out: impl Write,
) -> io::Result<Losses> {
    let mut losses = Losses::default();
    let mut writer = (target.open)(setting, Box::new(out))?;
    concepts.into_iter().try_for_each(|concept| writer.concept(concept, &mut losses))?;
    writer.finish(&mut losses)?;
    Ok(losses)
}

/// The names of the columns that we do not know, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnknownColumns {
    /// Those of concepts.
    pub of_concepts: Vec<String>,
    /// Those of terms.
    pub of_terms: Vec<String>,
}

impl UnknownColumns {
    /// The columns of all of `concepts`.
    pub fn of<'c>(concepts: impl IntoIterator<Item = &'c Concept>) -> Self {
        let mut columns = Self::default();
        for concept in concepts {
            columns.add(concept);
        }
        columns
    }

    /// Adds those of one concept more.
    pub fn add(&mut self, concept: &Concept) {
        add_names(&mut self.of_concepts, &concept.extra);
        for term in &concept.terms {
            add_names(&mut self.of_terms, &term.extra);
        }
    }
}

fn add_names(names: &mut Vec<String>, extra: &Extra) {
    for name in extra.keys() {
        if let Err(at) = names.binary_search(name) {
            names.insert(at, name.clone());
        }
    }
}

impl WriteSetting<'_> {
    /// The language of the file that a term goes to: its own, or else the first that it serves.
    pub fn lang_of(&self, term: &Term) -> Option<Lang> {
        let own = self.langs.iter().find(|lang| **lang == term.lang);
        own.or_else(|| self.langs.iter().find(|lang| term.lang.serves(**lang))).copied()
    }

    /// The terms of a concept that go to the language `lang` of the file, in order of preference.
    pub fn terms<'c>(&self, concept: &'c Concept, lang: Lang) -> Vec<&'c Term> {
        let mut terms: Vec<&Term> = concept.terms.iter().filter(|term| self.lang_of(term) == Some(lang)).collect();
        terms.sort_by_key(|term| (term.status, term.lang != lang));
        terms
    }
}

/// Writes concepts to one file.
pub trait ConceptWriter {
    /// Writes a concept, as far as the format holds it; the rest is in `losses`.
    ///
    /// # Errors
    ///
    /// If the file cannot be written to.
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()>;

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// If the file cannot be written to.
    fn finish(&mut self, losses: &mut Losses) -> io::Result<()>;
}

/// A name that is none of a target's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a target; `baixiao export --list` shows them{}", .nearest.map(|name| format!(" (probably `{name}`)")).unwrap_or_default())]
pub struct TargetError {
    found: String,
    nearest: Option<&'static str>,
}

/// Every target, in the order in which a list shows them.
pub fn targets() -> impl Iterator<Item = &'static Target> {
    let first = [
        super::csv::TARGETS,
        super::tbx::TARGETS,
        super::tmx::TARGETS,
        super::multiterm::TARGETS,
        super::xliff::TARGETS,
        super::skos::TARGETS,
    ];
    first.into_iter().flatten().chain(super::table::targets()).chain(super::prompt::TARGETS)
}

/// The target called `name`.
///
/// # Errors
///
/// If there is none.
pub fn target(name: &str) -> Result<&'static Target, TargetError> {
    targets().find(|target| target.name == name).ok_or_else(|| {
        let nearest = targets()
            .map(|target| (strsim::damerau_levenshtein(&name.to_lowercase(), target.name), target.name))
            .min()
            .filter(|(distance, _)| *distance <= 2);
        TargetError { found: name.to_owned(), nearest: nearest.map(|(_, name)| name) }
    })
}
