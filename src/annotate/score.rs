//! How well the annotator does on sentences that people annotated.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::annotate::Annotator;
use crate::lang::Lang;
use crate::text::CharCounter;

/// A sentence and the terms that stand in it.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Its name.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// The sentence.
    pub text: String,
    /// The terms of its own language, the longest ones only.
    pub terms: Vec<GoldTerm>,
}

/// A term in a sentence.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldTerm {
    /// Its first code point.
    pub start: usize,
    /// The code point after its last.
    pub end: usize,
    /// Its concept.
    pub concept: String,
    /// Whether careful people differ; it counts neither way.
    #[serde(default)]
    pub ambiguous: bool,
}

/// Hits and misses, counted by place and concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Terms found.
    pub right: usize,
    /// Hits that are no terms.
    pub false_hits: usize,
    /// Terms not found.
    pub missed: usize,
    /// What is wrong in which sentence, in words.
    pub faults: Vec<String>,
}

impl Tally {
    /// The share of hits that are right, from 0.0 to 1.0.
    pub fn precision(&self) -> f64 {
        share(self.right, self.false_hits)
    }

    /// The share of terms that are found, from 0.0 to 1.0.
    pub fn recall(&self) -> f64 {
        share(self.right, self.missed)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.false_hits + self.missed)
    }
}

fn share(right: usize, wrong: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if right + wrong == 0 { 1.0 } else { count(right) / count(right + wrong) }
}

/// Annotates each sentence and counts by language as the sentences name it: `zh-Hant` apart from `zh`.
///
/// A hit counts only in the sentence's own language. One that overlaps an
/// ambiguous term is passed over, unless it is a term that counts.
pub fn score(annotator: &Annotator<'_>, gold: &[Gold]) -> BTreeMap<Lang, Tally> {
    let mut tallies: BTreeMap<Lang, Tally> = BTreeMap::new();
    for sentence in gold {
        let text = &sentence.text;
        let mut chars = CharCounter::new(text);
        let mut found: BTreeSet<(usize, usize, String)> = BTreeSet::new();
        for hit in annotator.annotate(text, Some(sentence.lang)).hits.iter().filter(|hit| !hit.nested) {
            let entry = annotator.stack().entry(hit.entry);
            if let Some((_, concept, _)) = entry.filter(|(_, _, term)| term.lang.same_language(sentence.lang)) {
                found.insert((
                    chars.chars_before(hit.span.start),
                    chars.chars_before(hit.span.end),
                    concept.id.to_string(),
                ));
            }
        }
        let counted = sentence.terms.iter().filter(|term| !term.ambiguous);
        let wanted: BTreeSet<_> = counted.map(|term| (term.start, term.end, term.concept.clone())).collect();
        let open: Vec<&GoldTerm> = sentence.terms.iter().filter(|term| term.ambiguous).collect();
        found.retain(|hit| wanted.contains(hit) || open.iter().all(|term| hit.1 <= term.start || term.end <= hit.0));
        let tally = tallies.entry(sentence.lang).or_default();
        tally.right += found.intersection(&wanted).count();
        tally.false_hits += found.difference(&wanted).count();
        tally.missed += wanted.difference(&found).count();
        let faults = found.difference(&wanted).map(|hit| ("false", hit));
        for (fault, (start, end, concept)) in faults.chain(wanted.difference(&found).map(|term| ("missed", term))) {
            let surface: String = text.chars().skip(*start).take(end - start).collect();
            tally.faults.push(format!("{}: {fault} `{surface}` ({concept}) in {text}", sentence.id));
        }
    }
    tallies
}
