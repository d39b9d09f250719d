//! `baixiao/mine/1`. Fields are only ever added.

use std::io::{self, Write};

use serde::Serialize;

use crate::compare::mine::{MinedPair, Unit};
use crate::report::MinedView;
use crate::text::CharCounter;

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    units: Vec<UnitRow<'a>>,
    pairs: Vec<PairRow<'a>>,
    groups: Vec<GroupRow<'a>>,
}

#[derive(Serialize)]
struct UnitRow<'a> {
    id: &'a str,
    document: &'a str,
    outlet: &'a str,
    line: usize,
    byte_start: usize,
    byte_end: usize,
    char_start: usize,
    char_end: usize,
    text: &'a str,
    lang: crate::lang::Lang,
    kind: &'static str,
    speech: Option<&'static str>,
    speaker: Option<&'a str>,
}

#[derive(Serialize)]
struct PairRow<'a> {
    a: &'a str,
    b: &'a str,
    score: f64,
    band: &'static str,
    measures: MeasuresRow,
}

#[derive(Serialize)]
struct MeasuresRow {
    grams: f64,
    stems: f64,
    order: f64,
    evidence: f64,
}

#[derive(Serialize)]
struct GroupRow<'a> {
    units: Vec<&'a str>,
    score: f64,
}

/// Four decimals are more than any reader needs, and the same everywhere.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn measures(pair: &MinedPair) -> MeasuresRow {
    let measures = pair.measures;
    MeasuresRow {
        grams: rounded(measures.grams.value()),
        stems: rounded(measures.stems.value()),
        order: rounded(measures.order.value()),
        evidence: rounded(measures.evidence.value()),
    }
}

/// Writes one JSON document, `baixiao/mine/1`.
///
/// With lines, a unit is called `<file name>:<line>`; else
/// `<file name>:<char_start>-<char_end>`.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_mined_json(out: &mut dyn Write, view: MinedView<'_>) -> io::Result<()> {
    let mut counters: Vec<CharCounter<'_>> = view.sources.iter().map(|source| CharCounter::new(source.text)).collect();
    let mut chars = |document: usize, byte: usize| counters.get_mut(document).map_or(0, |text| text.chars_before(byte));
    let places: Vec<(usize, usize)> = view
        .mined
        .units
        .iter()
        .map(|unit| (chars(unit.document, unit.span.start), chars(unit.document, unit.span.end)))
        .collect();
    let name = |(unit, (start, end)): (&Unit, &(usize, usize))| {
        if view.lines { view.place(unit) } else { format!("{}:{start}-{end}", view.file(unit)) }
    };
    let ids: Vec<String> = view.mined.units.iter().zip(&places).map(name).collect();
    let id = |at: usize| ids.get(at).map_or("", String::as_str);
    let units = view.mined.units.iter().zip(&places).zip(&ids).map(|((unit, (start, end)), id)| UnitRow {
        id,
        document: view.source(unit).name,
        outlet: view.source(unit).outlet,
        line: unit.line,
        byte_start: unit.span.start,
        byte_end: unit.span.end,
        char_start: *start,
        char_end: *end,
        text: view.slice(unit, unit.span),
        lang: unit.lang,
        kind: if view.lines { "line" } else { unit.kind.word() },
        speech: unit.speech.mode.word(),
        speaker: view.speaker(unit),
    });
    let pairs = view.mined.pairs.iter().map(|pair| PairRow {
        a: id(pair.a),
        b: id(pair.b),
        score: rounded(pair.score.value()),
        band: pair.band.word(),
        measures: measures(pair),
    });
    let groups = view.mined.groups.iter().map(|group| GroupRow {
        units: group.units.iter().map(|at| id(*at)).collect(),
        score: rounded(group.score.value()),
    });
    let report =
        Report { schema: "baixiao/mine/1", units: units.collect(), pairs: pairs.collect(), groups: groups.collect() };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}
