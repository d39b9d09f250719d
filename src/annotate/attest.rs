//! Provenance: whether what a glossary says stands in a document stands there.

use crate::annotate::{Annotator, Options};
use crate::glossary::{Glossary, Stack};
use crate::text::{LineIndex, Position, Span, fold_key};

/// What the glossary claims to stand in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A term, in one of its forms.
    Term {
        /// Its concept.
        concept: String,
        /// The term as the glossary writes it.
        term: String,
    },
    /// The wording of a quote, verbatim.
    Rendition {
        /// The quote's id.
        quote: String,
        /// The wording.
        text: String,
    },
}

/// A claim, and where it is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// What is claimed.
    pub claim: Claim,
    /// Where it first stands; `None` when it does not.
    pub found: Option<(Span, Position)>,
    /// How often it stands there.
    pub count: usize,
}

/// Checks every claim of `glossary` about `document` against its text.
pub fn attest(glossary: &Glossary, document: &str, text: &str) -> Vec<Attestation> {
    let lines = LineIndex::new(text);
    let place = |span: Span| (span, lines.position(text, span.start));
    let lang = glossary.documents.iter().find(|known| known.id == document).and_then(|known| known.lang);
    let stack = Stack::new(vec![glossary.clone()]);
    let options = Options { nested: true, ..Options::default() };
    let hits = Annotator::new(&stack, options).annotate(text, lang).hits;
    let mut out = Vec::new();
    for (id, concept, term) in stack.entries() {
        if !term.attested_in.iter().any(|attested| attested == document) {
            continue;
        }
        let key = fold_key(&term.text);
        let same = |entry: &crate::glossary::EntryId| {
            *entry == id
                || stack
                    .entry(*entry)
                    .is_some_and(|(_, other, found)| other.id == concept.id && fold_key(&found.text) == key)
        };
        let mut places =
            hits.iter().filter(|hit| same(&hit.entry) || hit.others().iter().any(same)).map(|hit| hit.span);
        let first = places.next();
        out.push(Attestation {
            claim: Claim::Term { concept: concept.id.to_string(), term: term.text.to_string() },
            found: first.map(place),
            count: usize::from(first.is_some()) + places.count(),
        });
    }
    for rendition in glossary.renditions.iter().filter(|rendition| rendition.document == document) {
        let mut places = text.match_indices(&rendition.text).map(|(at, found)| Span::new(at, at + found.len()));
        let first = places.next();
        out.push(Attestation {
            claim: Claim::Rendition { quote: rendition.quote.clone(), text: rendition.text.clone() },
            found: first.map(place),
            count: usize::from(first.is_some()) + places.count(),
        });
    }
    out
}
