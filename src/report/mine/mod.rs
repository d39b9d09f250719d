//! Wordings of one statement that were found across documents.

mod csv;
mod html;
mod json;
mod text;

pub use self::csv::write_mined_csv;
pub use html::write_mined_html;
pub use json::write_mined_json;
pub use text::{write_mined_group, write_mined_text};

use std::path::Path;

use crate::compare::mine::{Band, Mined, MinedGroup, MinedPair, Unit};
use crate::report::setting::letter;
use crate::text::Span;

/// A document, as reports show it.
#[derive(Clone, Copy, Debug)]
pub struct SourceView<'a> {
    /// The path it was read from, or `-`.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Who published it; empty where nobody knows.
    pub outlet: &'a str,
}

/// What was found, with the documents.
#[derive(Clone, Copy, Debug)]
pub struct MinedView<'a> {
    /// The documents, in the order in which they were given.
    pub sources: &'a [SourceView<'a>],
    /// What was found in them.
    pub mined: &'a Mined,
    /// Whether the units are lines.
    pub lines: bool,
}

impl<'a> MinedView<'a> {
    /// The unit of this number.
    ///
    /// # Panics
    ///
    /// If the number is of other units.
    pub fn unit(&self, at: usize) -> &'a Unit {
        self.mined.units.get(at).expect("pairs and groups are of the units that they were found with")
    }

    /// The document of a unit.
    ///
    /// # Panics
    ///
    /// If the unit is of other documents.
    pub fn source(&self, unit: &Unit) -> SourceView<'a> {
        *self.sources.get(unit.document).expect("units are of the sources that they were found in")
    }

    /// A span of the unit's document.
    pub fn slice(&self, unit: &Unit, span: Span) -> &'a str {
        span.slice(self.source(unit).text).unwrap_or_default()
    }

    /// The text of a unit on one line.
    pub fn flat(&self, unit: &Unit) -> String {
        self.slice(unit, unit.span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Who is named as saying it.
    pub fn speaker(&self, unit: &Unit) -> Option<&'a str> {
        unit.speech.speaker.map(|span| self.slice(unit, span))
    }

    /// The file name of a document, or its path where two have one name.
    pub fn file(&self, unit: &Unit) -> &'a str {
        let name = |path: &'a str| Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path);
        let path = self.source(unit).name;
        let own = name(path);
        let namesakes = self.sources.iter().filter(|source| name(source.name) == own).count();
        if namesakes > 1 { path } else { own }
    }

    /// Where a span of the unit's document stands, in code points.
    pub fn chars(&self, unit: &Unit, span: Span) -> (usize, usize) {
        let text = self.source(unit).text;
        let count = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
        (count(span.start), count(span.end))
    }

    /// Who published a document, or else its file name.
    fn outlet(&self, unit: &Unit) -> &'a str {
        let outlet = self.source(unit).outlet;
        if outlet.is_empty() { self.file(unit) } else { outlet }
    }

    /// The place of a unit: `file:line`.
    fn place(&self, unit: &Unit) -> String {
        format!("{}:{}", self.file(unit), unit.line)
    }

    /// The letter that names a wording of a group: A, B, … Z, then 27, 28 …
    pub fn letter(at: usize) -> String {
        letter(at)
    }

    /// The pairs inside a group.
    fn pairs_of(&self, group: &MinedGroup) -> Vec<&'a MinedPair> {
        let has = |at: usize| {
            let unit = self.unit(at);
            group.units.iter().any(|other| {
                let other = self.unit(*other);
                other.document == unit.document && other.span.overlaps(unit.span)
            })
        };
        self.mined.pairs.iter().filter(|pair| has(pair.a) && has(pair.b)).collect()
    }

    /// The best band of a pair inside a group.
    fn band(&self, group: &MinedGroup) -> Band {
        self.pairs_of(group).iter().map(|pair| pair.band).min().unwrap_or(Band::Review)
    }
}
