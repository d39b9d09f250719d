//! The tables below the renditions: words for concepts, clauses, scores.

use crate::compare::PairScore;
use crate::model::Word as _;
use crate::report::ComparedView;
use crate::report::compare::is_wanted;
use crate::text::Span;

/// What the measures are called on the page, in the order of [`PairScore::NAMES`].
const MEASURES: [&str; 6] =
    ["n-gram cosine", "word edits", "character edits", "Jaro–Winkler", "common subsequence", "chrF"];

/// A concept, and what each rendition has for it.
pub(super) struct TermRow<'a> {
    pub(super) concept: &'a str,
    pub(super) said: Vec<&'a str>,
    /// For each rendition its words, each once.
    pub(super) cells: Vec<Vec<Chosen<'a>>>,
}

#[derive(PartialEq, Eq)]
pub(super) struct Chosen<'a> {
    pub(super) text: &'a str,
    /// The word for its status; empty for words that stand in for a term.
    pub(super) status: &'static str,
    pub(super) is_wanted: bool,
    pub(super) instead: Option<&'a str>,
}

/// A clause of the words said, and what each rendition has of it.
pub(super) struct ClauseRow<'a> {
    pub(super) text: &'a str,
    pub(super) cells: Vec<Vec<&'a str>>,
}

/// One measure over all pairs.
pub(super) struct Matrix {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// For each rendition its likeness to each; `None` to itself.
    pub(super) rows: Vec<Vec<Option<String>>>,
}

fn slices<'a>(text: &'a str, spans: &[Span]) -> Vec<&'a str> {
    let mut out: Vec<&'a str> = Vec::new();
    for slice in spans.iter().filter_map(|span| span.slice(text)) {
        if !out.contains(&slice) {
            out.push(slice);
        }
    }
    out
}

pub(super) fn terms(view: ComparedView<'_>) -> Vec<TermRow<'_>> {
    let of_term = |term: &'_ crate::compare::TermChoice, at: usize| -> Vec<usize> {
        term.uses.iter().enumerate().filter(|(_, found)| found.wording == at).map(|(place, _)| place).collect()
    };
    let rows = view.comparison.terms.iter().map(|term| {
        let cell = |at: usize| {
            let mut chosen: Vec<Chosen<'_>> = Vec::new();
            for found in of_term(term, at).into_iter().filter_map(|place| term.uses.get(place)) {
                let one = Chosen {
                    text: found.span.slice(&view.wording(at).text).unwrap_or_default(),
                    status: found.status.map_or("", |status| status.word()),
                    is_wanted: found.status.is_some_and(is_wanted),
                    instead: found.instead.as_deref(),
                };
                if !chosen.contains(&one) {
                    chosen.push(one);
                }
            }
            chosen
        };
        TermRow {
            concept: &term.concept,
            said: view.row(None).map(|said| slices(&said.text, &term.source)).unwrap_or_default(),
            cells: (0..view.group.wordings.len()).map(cell).collect(),
        }
    });
    rows.collect()
}

pub(super) fn clauses(view: ComparedView<'_>) -> Vec<ClauseRow<'_>> {
    let Some(source) = &view.group.source else { return Vec::new() };
    let rows = view.comparison.clauses.iter().map(|clause| ClauseRow {
        text: clause.span.slice(&source.text).unwrap_or_default(),
        cells: view.group.wordings.iter().zip(&clause.found).map(|(of, spans)| slices(&of.text, spans)).collect(),
    });
    rows.collect()
}

/// A table for each measure; none unless there are two renditions.
pub(super) fn matrices(view: ComparedView<'_>) -> Vec<Matrix> {
    let count = view.group.wordings.len();
    if count < 2 {
        return Vec::new();
    }
    let score = |a: usize, b: usize, measure: usize| view.measure(a, b, measure).map(|score| format!("{score:.2}"));
    let matrix = |(measure, (name, title)): (usize, (&&'static str, &&'static str))| Matrix {
        name,
        title,
        rows: (0..count).map(|a| (0..count).map(|b| score(a, b, measure)).collect()).collect(),
    };
    PairScore::NAMES.iter().zip(&MEASURES).enumerate().map(matrix).collect()
}
