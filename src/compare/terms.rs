//! Which words each rendition chose for a concept.

use std::collections::BTreeMap;

use crate::compare::Group;
use crate::compare::align::{Column, Kind, SAME_STEM, Table, Token, Tokens, likeness};
use crate::model::Status;
use crate::text::Span;

/// How many words may stand in for a term.
const STAND_IN: usize = 3;

/// A concept, and the words that stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermChoice {
    /// The id of the concept.
    pub concept: String,
    /// Where it is named in the words said.
    pub source: Vec<Span>,
    /// What the renditions have there, by rendition, then by place.
    pub uses: Vec<TermUse>,
}

/// What one rendition has for a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermUse {
    /// The rendition.
    pub wording: usize,
    /// Where, in bytes of the rendition.
    pub span: Span,
    /// What the glossary says of the term; `None` for words that stand where
    /// others have the term, and are no term of the concept.
    pub status: Option<Status>,
    /// The term to write instead, where the glossary wants another.
    pub instead: Option<String>,
}

/// The concepts that are found in the words said or in any rendition, in the order of the columns.
pub(crate) fn choices(group: &Group, rows: &[Tokens], table: &Table) -> Vec<TermChoice> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let all = group.wordings.iter().chain(&group.source);
    for (at, column) in table.columns.iter().enumerate() {
        for (row, chunks) in &column.cells {
            let spans = rows.get(*row).map(|tokens| tokens.spans(chunks)).unwrap_or_default();
            let hits = all.clone().nth(*row).map(|wording| wording.hits.as_slice()).unwrap_or_default();
            for hit in hits.iter().filter(|hit| spans.iter().any(|span| span.overlaps(hit.span))) {
                let known = places.entry(&hit.concept).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
    }
    let mut choices: Vec<(usize, TermChoice)> = Vec::new();
    for (concept, columns) in places {
        let named = |hits: &[crate::compare::TermHit]| -> Vec<Span> {
            hits.iter().filter(|hit| hit.concept == concept).map(|hit| hit.span).collect()
        };
        let mut uses = Vec::new();
        for (row, wording) in group.wordings.iter().enumerate() {
            let hits = wording.hits.iter().filter(|hit| hit.concept == concept);
            let mut own: Vec<TermUse> = hits
                .map(|hit| TermUse {
                    wording: row,
                    span: hit.span,
                    status: Some(hit.status),
                    instead: hit.instead.clone(),
                })
                .collect();
            // A name that is not there is left out; what stands in its place says something else.
            if own.is_empty() && !is_name(group, concept) {
                let columns = columns.iter().filter_map(|at| table.columns.get(*at));
                let found = columns.filter_map(|column| stand_in(rows, row, column, concept));
                let taken = |span: &Span| wording.hits.iter().any(|hit| hit.span.overlaps(*span));
                let free = found.filter(|span| !taken(span));
                own.extend(free.map(|span| TermUse { wording: row, span, status: None, instead: None }));
            }
            uses.append(&mut own);
        }
        let source = group.source.as_ref().map(|source| named(&source.hits)).unwrap_or_default();
        let first = columns.first().copied().unwrap_or_default();
        choices.push((first, TermChoice { concept: concept.to_owned(), source, uses }));
    }
    choices.sort_by(|a, b| (a.0, &a.1.concept).cmp(&(b.0, &b.1.concept)));
    choices.into_iter().map(|(_, choice)| choice).collect()
}

/// Whether a concept is the name of somebody or something.
fn is_name(group: &Group, concept: &str) -> bool {
    let hits = group.wordings.iter().chain(&group.source).flat_map(|wording| &wording.hits);
    hits.filter(|hit| hit.concept == concept).any(|hit| hit.is_name)
}

/// The words of a row in a column that may stand in for the term that others
/// have there: few, without the small words around them, and none that others
/// have beside the term.
fn stand_in(rows: &[Tokens], row: usize, column: &Column, concept: &str) -> Option<Span> {
    let heads = |row: usize| -> Vec<&Token> {
        let chunks = column.cells.get(&row).into_iter().flatten();
        chunks.filter_map(|chunk| rows.get(row)?.head(*chunk)).collect()
    };
    let others: Vec<&Token> =
        column.cells.keys().filter(|other| **other != row).flat_map(|other| heads(*other)).collect();
    let is_beside = |head: &Token| {
        others.iter().any(|other| other.concept.as_deref() != Some(concept) && likeness(head, other) >= SAME_STEM)
    };
    let own: Vec<&Token> = heads(row).into_iter().filter(|head| !is_beside(head)).collect();
    let (first, last) = (own.first()?, own.last()?);
    let is_short = own.len() <= STAND_IN && own.iter().all(|head| head.kind == Kind::Content);
    is_short.then(|| Span::new(first.span.start, last.span.end))
}
