//! The renditions of one statement, side by side.

mod csv;
mod grid;
mod html;
mod index;
mod json;
mod markdown;
mod profile;
mod shared;
mod suggest;
mod text;

pub use self::csv::write_comparison_csv;
pub use html::{Neighbours, write_comparison_html};
pub use index::{IndexEntry, write_comparison_index};
pub use json::write_comparison_json;
pub use markdown::write_comparison_markdown;
pub use profile::{
    write_profiles_csv, write_profiles_html, write_profiles_json, write_profiles_markdown, write_profiles_text,
};
pub use suggest::write_suggestions;
pub use text::write_comparison_text;

use crate::compare::{Comparison, Group, TermHit, Wording};
use crate::model::{Relation, RenditionKind, Status, Word as _};
use crate::report::setting::{counted, letter};
use crate::text::Span;

/// What reports call the words said, where a rendition has a letter.
const SAID: &str = "said";

/// A comparison, with what was compared.
#[derive(Clone, Copy, Debug)]
pub struct ComparedView<'a> {
    /// What was compared.
    pub group: &'a Group,
    /// What it came to.
    pub comparison: &'a Comparison,
}

impl<'a> ComparedView<'a> {
    /// The rendition of this number.
    ///
    /// # Panics
    ///
    /// If the number is of another group.
    pub fn wording(&self, at: usize) -> &'a Wording {
        self.group.wordings.get(at).expect("a comparison is shown with the group that it is of")
    }

    /// The words of some spans of a rendition, with what stands between them left out.
    pub fn words(wording: &'a Wording, spans: &[Span]) -> String {
        let pieces: Vec<&str> = spans.iter().filter_map(|span| span.slice(&wording.text)).collect();
        pieces.join(" … ")
    }

    /// The rendition of this number, or the words said.
    fn row(&self, at: Option<usize>) -> Option<&'a Wording> {
        at.map_or(self.group.source.as_ref(), |at| self.group.wordings.get(at))
    }

    /// A term in these places that the glossary does not want.
    fn unwanted(wording: &'a Wording, spans: &[Span]) -> Option<&'a TermHit> {
        let inside = |hit: &&TermHit| spans.iter().any(|span| span.overlaps(hit.span));
        wording.hits.iter().filter(inside).find(|hit| !is_wanted(hit.status))
    }

    /// What is known of a rendition beside its label, in the order in which reports tell it.
    fn known(&self, at: usize) -> Vec<String> {
        let origin = &self.wording(at).origin;
        let mut facts: Vec<String> = vec![origin.published.clone()];
        facts.extend(origin.mode.map(|mode| mode.word().to_owned()));
        facts.extend(origin.kind.filter(|kind| *kind != RenditionKind::Translation).map(|kind| kind.word().to_owned()));
        facts.extend(origin.relation.filter(|part| *part == Relation::Partial).map(|part| part.word().to_owned()));
        for (what, fact) in [("speaker", &origin.speaker), ("dated", &origin.date), ("occasion", &origin.occasion)] {
            if !fact.is_empty() {
                facts.push(format!("{what}: {fact}"));
            }
        }
        let clauses = &self.comparison.clauses;
        let found = clauses.iter().filter(|clause| clause.found.get(at).is_some_and(|spans| !spans.is_empty())).count();
        if !clauses.is_empty() {
            facts.push(format!("{found} of {}", counted(clauses.len(), "clause")));
        }
        facts.retain(|fact| !fact.is_empty());
        facts
    }

    /// The n-gram cosine of a pair, or another measure by its place among [`crate::compare::PairScore::NAMES`].
    fn measure(&self, a: usize, b: usize, measure: usize) -> Option<f64> {
        let pair = self.comparison.scores.iter().find(|pair| (pair.a, pair.b) == (a.min(b), a.max(b)))?;
        pair.measures().get(measure).map(|score| score.value())
    }

    /// What the quote is: who said it, where and when.
    fn facts(&self) -> Vec<&'a str> {
        let Group { speaker, occasion, date, .. } = self.group;
        [speaker, occasion, date].into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect()
    }
}

/// Whether the glossary wants a term used.
fn is_wanted(status: Status) -> bool {
    matches!(status, Status::Preferred | Status::Admitted)
}

/// The letter of a rendition, or what the words said are called.
fn name(at: Option<usize>) -> String {
    at.map_or_else(|| SAID.to_owned(), letter)
}

/// Letters of renditions in one line.
fn names(who: &[Option<usize>]) -> String {
    who.iter().map(|at| name(*at)).collect::<Vec<_>>().join(", ")
}
