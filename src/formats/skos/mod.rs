//! SKOS in Turtle: a `skos:Concept` with labels in any number of languages.
//!
//! The best term of a language is its `skos:prefLabel`, others to be used are
//! `skos:altLabel`s; what is found but not shown is a `skos:hiddenLabel`
//! (deprecated terms and misspellings), and a forbidden term has a property of
//! ours, so that no tool takes it for a name of the concept. What is said of a
//! term stands with a label of SKOS-XL.

mod graph;
mod read;
mod turtle;
mod write;

use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};
use crate::lang::Lang;
use crate::model::{Status, Term};

/// The name of the format, and of what is kept for it.
const NAME: &str = "skos";

/// Namespaces.
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
/// The property with the text of a label of SKOS-XL.
const FORM: &str = "literalForm";
/// Ours: of properties, and of concepts.
const OURS: &str = "urn:x-baixiao:glossary:";
const CONCEPT: &str = "urn:x-baixiao:concept:";

/// The kinds of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Preferred,
    Alternative,
    Hidden,
    Forbidden,
}

impl Label {
    const ALL: [Self; 4] = [Self::Preferred, Self::Alternative, Self::Hidden, Self::Forbidden];

    /// The namespaces and the names of the property: of a text, and of a label of SKOS-XL.
    fn properties(self) -> [(&'static str, &'static str); 2] {
        match self {
            Self::Preferred => [(SKOS, "prefLabel"), (SKOS_XL, "prefLabel")],
            Self::Alternative => [(SKOS, "altLabel"), (SKOS_XL, "altLabel")],
            Self::Hidden => [(SKOS, "hiddenLabel"), (SKOS_XL, "hiddenLabel")],
            Self::Forbidden => [(OURS, "forbiddenLabel"), (OURS, "forbiddenXlLabel")],
        }
    }

    /// The status that a label alone tells.
    fn status(self) -> Status {
        match self {
            Self::Preferred => Status::Preferred,
            Self::Alternative => Status::Admitted,
            Self::Hidden => Status::Misspelling,
            Self::Forbidden => Status::Forbidden,
        }
    }
}

/// What kind of label each term is.
fn labelled<'c>(terms: &[&'c Term]) -> Vec<(Label, &'c Term)> {
    let mut shown: Vec<Lang> = Vec::new();
    let label = |term: &&'c Term| {
        let label = match term.status {
            // A language has one of them, which is what tools show.
            Status::Preferred | Status::Admitted if shown.contains(&term.lang) => Label::Alternative,
            Status::Preferred | Status::Admitted => {
                shown.push(term.lang);
                Label::Preferred
            }
            Status::Deprecated | Status::Misspelling => Label::Hidden,
            Status::Forbidden => Label::Forbidden,
        };
        (label, *term)
    };
    terms.iter().map(label).collect()
}

/// Whether the label of a number stands before, too: statements are a set.
fn is_repeated(labelled: &[(Label, &Term)], at: usize) -> bool {
    let Some((label, term)) = labelled.get(at) else { return false };
    let same = |(held, other): &(Label, &Term)| held == label && other.lang == term.lang && other.text == term.text;
    labelled.iter().take(at).any(same)
}

/// SKOS in Turtle.
pub(super) const TARGETS: &[Target] = &[Target {
    name: NAME,
    title: "SKOS in Turtle: a vocabulary for the web of data",
    extension: "ttl",
    pairing: Pairing::All,
    byte_order: ByteOrder::Utf8,
    keeps: "all of every concept; what baixiao alone knows in properties of its own",
    loses: "nothing",
    experimental: false,
    open: write::open,
}];

/// SKOS and SKOS-XL in Turtle and N-Triples.
pub(super) const SOURCES: &[SourceFormat] = &[SourceFormat {
    name: NAME,
    title: "SKOS and SKOS-XL in Turtle or N-Triples",
    begins: read::begins,
    read: read::read,
}];
