//! What is in a glossary, counted.

use serde::Serialize;

use crate::glossary::Glossary;
use crate::lang::Lang;
use crate::model::{Confidence, Status, Term, Word};

/// What is in one language.
#[derive(Clone, Debug, Serialize)]
pub struct LangStats {
    /// The language tag.
    pub lang: Lang,
    /// Concepts with a term in it.
    pub concepts: usize,
    /// Its terms.
    pub terms: usize,
    /// Its terms by status, in the order of [`Status::ALL`].
    pub by_status: Vec<(&'static str, usize)>,
    /// Terms that stand in a document.
    pub attested: usize,
    /// Terms that an editor or an address answers for.
    pub sourced: usize,
    /// Terms that nobody could verify.
    pub unverified: usize,
}

/// What is in a glossary.
#[derive(Clone, Debug, Serialize)]
pub struct Stats {
    /// The glossary.
    pub glossary: String,
    /// Its concepts.
    pub concepts: usize,
    /// Its terms.
    pub terms: usize,
    /// Its documents.
    pub documents: usize,
    /// Its quotes.
    pub quotes: usize,
    /// Its quotes with a source text.
    pub quotes_with_source: usize,
    /// Its renditions.
    pub renditions: usize,
    /// The languages, sorted.
    pub langs: Vec<LangStats>,
}

impl Stats {
    /// Counts what is in `glossary`.
    pub fn new(glossary: &Glossary) -> Self {
        let terms = || glossary.concepts().iter().flat_map(|concept| &concept.terms);
        let mut langs: Vec<Lang> = terms().map(|term| term.lang).collect();
        langs.sort();
        langs.dedup();
        let count =
            |lang: Lang, fits: &dyn Fn(&Term) -> bool| terms().filter(|term| term.lang == lang && fits(term)).count();
        let langs = langs
            .into_iter()
            .map(|lang| LangStats {
                lang,
                concepts: glossary
                    .concepts()
                    .iter()
                    .filter(|concept| concept.terms.iter().any(|term| term.lang == lang))
                    .count(),
                terms: count(lang, &|_| true),
                by_status: Status::ALL
                    .iter()
                    .map(|status| (status.word(), count(lang, &|term| term.status == *status)))
                    .collect(),
                attested: count(lang, &|term| !term.attested_in.is_empty()),
                sourced: count(lang, &|term| term.attested_in.is_empty() && !term.source.is_empty()),
                unverified: count(lang, &|term| term.confidence == Some(Confidence::Unverified)),
            })
            .collect();
        Self {
            glossary: glossary.name.clone(),
            concepts: glossary.concepts().len(),
            terms: terms().count(),
            documents: glossary.documents.len(),
            quotes: glossary.quotes.len(),
            quotes_with_source: glossary.quotes.iter().filter(|quote| !quote.source_text.is_empty()).count(),
            renditions: glossary.renditions.len(),
            langs,
        }
    }
}
