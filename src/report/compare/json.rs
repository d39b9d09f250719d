//! `baixiao/compare/1`. Fields are only ever added.

use std::io::{self, Write};

use serde::Serialize;

use crate::compare::{DifferenceKind, PairScore, Wording};
use crate::lang::Lang;
use crate::model::{Relation, RenditionKind, SpeechMode, Status};
use crate::report::ComparedView;
use crate::similarity::Score;
use crate::text::{CharCounter, Span};

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    id: &'a str,
    speaker: &'a str,
    occasion: &'a str,
    date: &'a str,
    source: Option<SourceRow<'a>>,
    renditions: Vec<RenditionRow<'a>>,
    columns: Vec<ColumnRow>,
    terms: Vec<TermRow<'a>>,
    differences: Vec<DifferenceRow<'a>>,
    scores: ScoresRow,
}

#[derive(Serialize)]
struct SourceRow<'a> {
    lang: Lang,
    text: &'a str,
    address: &'a str,
    clauses: Vec<ClauseRow>,
}

#[derive(Serialize)]
struct ClauseRow {
    #[serde(flatten)]
    span: SpanRow,
    renditions: Vec<Vec<SpanRow>>,
}

#[derive(Serialize)]
struct RenditionRow<'a> {
    id: usize,
    label: &'a str,
    document: &'a str,
    outlet: &'a str,
    lang: Lang,
    text: &'a str,
    mode: Option<SpeechMode>,
    kind: Option<RenditionKind>,
    relation: Option<Relation>,
    speaker: &'a str,
    date: &'a str,
    occasion: &'a str,
    locator: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<f64>,
}

#[derive(Serialize)]
struct ColumnRow {
    cells: Vec<CellRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<SpanRow>,
}

#[derive(Serialize)]
struct CellRow {
    rendition: usize,
    text: String,
    spans: Vec<SpanRow>,
    moved: bool,
}

#[derive(Clone, Copy, Serialize)]
struct SpanRow {
    byte_start: usize,
    byte_end: usize,
    char_start: usize,
    char_end: usize,
}

#[derive(Serialize)]
struct TermRow<'a> {
    concept: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<SpanRow>,
    uses: Vec<UseRow<'a>>,
}

#[derive(Serialize)]
struct UseRow<'a> {
    rendition: usize,
    text: &'a str,
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'a str>,
    #[serde(flatten)]
    span: SpanRow,
}

#[derive(Serialize)]
struct DifferenceRow<'a> {
    kind: &'static str,
    a: usize,
    b: Option<usize>,
    spans: Vec<SideRow<'a>>,
    detail: String,
}

/// Where a difference shows: in `a`, then in `b`; in the words said where `rendition` is null.
#[derive(Serialize)]
struct SideRow<'a> {
    rendition: Option<usize>,
    text: &'a str,
    #[serde(flatten)]
    span: SpanRow,
}

#[derive(Serialize)]
struct ScoresRow {
    medoid: Option<usize>,
    variation: Option<f64>,
    pairs: Vec<PairRow>,
}

#[derive(Serialize)]
struct PairRow {
    a: usize,
    b: usize,
    grams: f64,
    words: f64,
    chars: f64,
    jaro_winkler: f64,
    order: f64,
    chrf: f64,
}

impl From<&PairScore> for PairRow {
    fn from(pair: &PairScore) -> Self {
        Self {
            a: pair.a,
            b: pair.b,
            grams: rounded(pair.grams),
            words: rounded(pair.words),
            chars: rounded(pair.chars),
            jaro_winkler: rounded(pair.jaro_winkler),
            order: rounded(pair.order),
            chrf: rounded(pair.chrf),
        }
    }
}

/// Four decimals are more than any reader needs, and the same everywhere.
fn rounded(score: Score) -> f64 {
    (score.value() * 10_000.0).round() / 10_000.0
}

fn place(wording: &Wording, span: Span) -> SpanRow {
    let mut chars = CharCounter::new(&wording.text);
    let char_start = chars.chars_before(span.start);
    SpanRow { byte_start: span.start, byte_end: span.end, char_start, char_end: chars.chars_before(span.end) }
}

fn places(wording: &Wording, spans: &[Span]) -> Vec<SpanRow> {
    spans.iter().map(|span| place(wording, *span)).collect()
}

/// Writes the comparison as one JSON document; places are in bytes and in code
/// points of the rendition that they are of, or of the words said.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_comparison_json(out: &mut dyn Write, view: ComparedView<'_>) -> io::Result<()> {
    let ComparedView { group, comparison } = view;
    let source_places = |spans: &[Span]| group.source.as_ref().map(|source| places(source, spans)).unwrap_or_default();
    let report = Report {
        schema: "baixiao/compare/1",
        id: &group.id,
        speaker: &group.speaker,
        occasion: &group.occasion,
        date: &group.date,
        source: group.source.as_ref().map(|source| SourceRow {
            lang: source.lang,
            text: &source.text,
            address: &source.origin.address,
            clauses: comparison
                .clauses
                .iter()
                .map(|clause| ClauseRow {
                    span: place(source, clause.span),
                    renditions: group.wordings.iter().zip(&clause.found).map(|(of, spans)| places(of, spans)).collect(),
                })
                .collect(),
        }),
        renditions: group
            .wordings
            .iter()
            .enumerate()
            .map(|(id, wording)| {
                let origin = &wording.origin;
                RenditionRow {
                    id,
                    label: &wording.label,
                    document: &origin.document,
                    outlet: &origin.outlet,
                    lang: wording.lang,
                    text: &wording.text,
                    mode: origin.mode,
                    kind: origin.kind,
                    relation: origin.relation,
                    speaker: &origin.speaker,
                    date: &origin.date,
                    occasion: &origin.occasion,
                    locator: &origin.locator,
                    coverage: comparison.coverage(id).map(rounded),
                }
            })
            .collect(),
        columns: comparison
            .columns
            .iter()
            .map(|column| ColumnRow {
                cells: column
                    .cells
                    .iter()
                    .map(|cell| {
                        let wording = view.wording(cell.wording);
                        CellRow {
                            rendition: cell.wording,
                            text: ComparedView::words(wording, &cell.spans),
                            spans: places(wording, &cell.spans),
                            moved: cell.is_moved,
                        }
                    })
                    .collect(),
                source: source_places(&column.source),
            })
            .collect(),
        terms: comparison
            .terms
            .iter()
            .map(|choice| TermRow {
                concept: &choice.concept,
                source: source_places(&choice.source),
                uses: choice
                    .uses
                    .iter()
                    .map(|found| {
                        let wording = view.wording(found.wording);
                        UseRow {
                            rendition: found.wording,
                            text: found.span.slice(&wording.text).unwrap_or_default(),
                            status: found.status,
                            instead: found.instead.as_deref(),
                            span: place(wording, found.span),
                        }
                    })
                    .collect(),
            })
            .collect(),
        differences: comparison
            .differences
            .iter()
            .map(|found| DifferenceRow {
                kind: found.kind.word(),
                a: found.a,
                b: found.b,
                spans: [(Some(found.a), found.a_span), (found.b, found.b_span)]
                    .into_iter()
                    .filter_map(|(rendition, span)| {
                        let wording = rendition.map_or(group.source.as_ref(), |at| group.wordings.get(at))?;
                        // How it is given and by whom concerns the whole of it.
                        let is_whole = matches!(found.kind, DifferenceKind::Speech | DifferenceKind::Provenance);
                        let span = span.or_else(|| is_whole.then(|| Span::new(0, wording.text.len())))?;
                        let text = span.slice(&wording.text)?;
                        Some(SideRow { rendition, text, span: place(wording, span) })
                    })
                    .collect(),
                detail: found.detail(),
            })
            .collect(),
        scores: ScoresRow {
            medoid: comparison.medoid,
            variation: comparison.variation.map(rounded),
            pairs: comparison.scores.iter().map(PairRow::from).collect(),
        },
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}
