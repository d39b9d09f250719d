//! Measured on renditions that a person compared.
//!
//! `glossary` are the quotes of the embedded glossary, `statements` were written
//! for the purpose by somebody who did not know the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use baixiao::compare::{DifferenceKind, Words};
use baixiao::lang::Lang;
use baixiao::text::Span;
use serde_json::Value;

/// A set, and the glossary that holds its quotes.
const SETS: [(&str, &str); 2] = [("glossary", "embedded"), ("statements", "tests/fixtures/compare/statements")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rows(name: &str) -> BTreeMap<String, Vec<Value>> {
    let path = root().join("tests/fixtures/compare").join(name);
    let text = String::from_utf8(fs::read(path).expect("a fixture")).expect("UTF-8");
    let mut out: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).expect("JSON");
        out.entry(word(&row, "quote").to_owned()).or_default().push(row);
    }
    out
}

fn compared(quote: &str, glossary: &str) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_baixiao"))
        .args(["compare", quote, "--format", "json", "-g", glossary, "-g", "embedded"])
        .current_dir(root())
        .output()
        .expect("it runs");
    assert!(done.status.success(), "{quote}: {}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}

fn word<'v>(row: &'v Value, key: &str) -> &'v str {
    of(row, key).as_str().unwrap_or_default()
}

fn of<'v>(row: &'v Value, key: &str) -> &'v Value {
    row.get(key).unwrap_or(&Value::Null)
}

fn number(row: &Value, key: &str) -> usize {
    usize::try_from(of(row, key).as_u64().expect("a number")).expect("small")
}

fn items(row: &Value) -> &[Value] {
    row.as_array().map_or(&[], Vec::as_slice)
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).expect("few"));
    float(part) / float(whole.max(1))
}

/// What a kind came to: differences named, those of them that are right, those to name, those of them that are named.
#[derive(Clone, Copy, Default)]
struct Tally {
    named: usize,
    right: usize,
    wanted: usize,
    found: usize,
}

/// Whether two places may be one: either says nothing, one is in the other, or they share more than small words.
fn meet(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let words = Words::new(text, Lang::EN).into_iter().filter(|word| word.is_content);
        words.map(|word| word.key).collect::<BTreeSet<_>>()
    };
    let (a, b) = (one.to_lowercase(), other.to_lowercase());
    a.is_empty() || b.is_empty() || a.contains(&b) || b.contains(&a) || !words(one).is_disjoint(&words(other))
}

/// Whether a difference that was named is the one that a person marked.
fn is_it(named: &Value, marked: &Value) -> bool {
    if of(named, "kind") != of(marked, "kind") {
        return false;
    }
    if of(named, "kind") == "back-translation" {
        // It is of one rendition, marked beside any other.
        return [of(marked, "a"), of(marked, "b")].contains(&of(named, "a"));
    }
    let text = |at: &Value| {
        let side = items(of(named, "spans")).iter().find(|side| of(side, "rendition") == at);
        side.map_or("", |side| word(side, "text"))
    };
    of(named, "a") == of(marked, "a")
        && of(named, "b") == of(marked, "b")
        && meet(text(of(named, "a")), word(marked, "a_text"))
        && meet(text(of(named, "b")), word(marked, "b_text"))
}

fn differences(set: &str, glossary: &str) -> BTreeMap<&'static str, Tally> {
    let marked = rows(&format!("{set}-differences.jsonl"));
    let phrases = rows(&format!("{set}-phrases.jsonl"));
    let quotes: BTreeSet<&String> = marked.keys().chain(phrases.keys()).collect();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for quote in quotes {
        let comparison = compared(quote, glossary);
        let none = Vec::new();
        let marked = marked.get(quote).unwrap_or(&none);
        // A date that clashes with the quote's own is nothing between two renditions.
        let named = items(of(&comparison, "differences"));
        let named: Vec<&Value> =
            named.iter().filter(|named| of(named, "kind") != "provenance" || !of(named, "b").is_null()).collect();
        for kind in DifferenceKind::ALL.map(DifferenceKind::word) {
            let tally = tallies.entry(kind).or_default();
            let mut named: Vec<&Value> = named.iter().filter(|named| of(named, "kind") == kind).copied().collect();
            // A pair whose dates and occasions both clash was marked once.
            if kind == "provenance" {
                named.dedup_by_key(|named| (of(named, "a"), of(named, "b")));
            }
            let marked: Vec<&Value> = marked.iter().filter(|marked| of(marked, "kind") == kind).collect();
            // Each that was marked answers for one that was named.
            let mut open: Vec<&Value> = marked.clone();
            let answered = named.iter().filter(|named| {
                let place = open.iter().position(|marked| is_it(named, marked));
                place.map(|at| open.remove(at)).is_some()
            });
            let right = answered.count();
            tally.named += named.len();
            tally.right += right;
            tally.wanted += marked.len();
            tally.found += right;
        }
    }
    tallies
}

#[test]
fn differences_are_named_as_the_guide_says() {
    let mut shown = String::new();
    let mut worst = Vec::new();
    for (set, glossary) in SETS {
        writeln!(shown, "| {set} | precision | recall |\n|---|--:|--:|").expect("a string");
        for (kind, tally) in differences(set, glossary) {
            let share = |part: usize, whole: usize| match whole {
                0 => "–".to_owned(),
                _ => format!("{:.2} ({part}/{whole})", ratio(part, whole)),
            };
            let precision = share(tally.right, tally.named);
            writeln!(shown, "| {kind} | {precision} | {} |", share(tally.found, tally.wanted)).expect("a string");
            worst.push((
                tally.named == 0 || ratio(tally.right, tally.named) >= 0.85,
                format!("{set}: {kind}: {precision}"),
            ));
        }
        shown.push('\n');
    }
    let guide = fs::read(root().join("docs/gold.md")).expect("there is one");
    let guide = String::from_utf8(guide).expect("UTF-8");
    assert!(guide.contains(shown.trim()), "docs/gold.md should show:\n\n{shown}");
    let low: Vec<&String> = worst.iter().filter(|(is_good, _)| !is_good).map(|(_, kind)| kind).collect();
    assert!(low.is_empty(), "{low:?}");
}

/// The columns of a rendition that hold a word of some phrase.
fn columns(comparison: &Value, rendition: usize, places: &[Span]) -> BTreeSet<usize> {
    let cells = cells(comparison, rendition);
    let has = |spans: &Vec<Span>| places.iter().any(|place| spans.iter().any(|span| span.overlaps(*place)));
    cells.into_iter().filter(|(_, spans)| has(spans)).map(|(column, _)| column).collect()
}

fn cells(comparison: &Value, rendition: usize) -> Vec<(usize, Vec<Span>)> {
    let span = |span: &Value| Span::new(number(span, "byte_start"), number(span, "byte_end"));
    let cell = |(at, column): (usize, &Value)| {
        let cell = items(of(column, "cells")).iter().find(|cell| number(cell, "rendition") == rendition)?;
        Some((at, items(of(cell, "spans")).iter().map(span).collect()))
    };
    items(of(comparison, "columns")).iter().enumerate().filter_map(cell).collect()
}

/// The words of `text` that say something; of a phrase without any, all of it.
fn content(text: &str, lang: Lang, within: Option<Span>) -> Vec<Span> {
    let is_inside = |span: &Span| within.is_none_or(|within| within.overlaps(*span));
    let words = Words::new(text, lang).into_iter().filter(|word| word.is_content).map(|word| word.span);
    let words: Vec<Span> = words.filter(is_inside).collect();
    if words.is_empty() { within.into_iter().collect() } else { words }
}

/// Of pairs of phrases that stand for each other: all, those that share a column, and for those that do
/// the content words beside them in the cell, and the cells.
#[derive(Default)]
struct Shared {
    all: usize,
    together: usize,
    extra: usize,
    cells: usize,
}

fn phrases(set: &str, glossary: &str, kind: &str) -> Shared {
    let mut out = Shared::default();
    for (quote, phrases) in rows(&format!("{set}-phrases.jsonl")) {
        let comparison = compared(&quote, glossary);
        for phrase in phrases.iter().filter(|phrase| of(phrase, "kind") == kind) {
            let renderings = of(phrase, "renderings").as_object().expect("an object");
            let place = |(at, words): (&String, &Value)| {
                let at: usize = at.parse().expect("a number");
                let rendition = items(of(&comparison, "renditions")).get(at).expect("a rendition");
                let (text, words) = (word(rendition, "text").to_owned(), words.as_str().expect("words"));
                let start = text.find(words).unwrap_or_else(|| panic!("{quote}: {words}"));
                let lang: Lang = word(rendition, "lang").parse().expect("a tag");
                let whole = Span::new(start, start + words.len());
                let columns = columns(&comparison, at, &content(&text, lang, Some(whole)));
                (at, text, lang, whole, columns)
            };
            let places: Vec<_> = renderings.iter().map(place).collect();
            for (number, one) in places.iter().enumerate() {
                for other in places.iter().skip(number + 1).filter(|other| other.0 != one.0) {
                    let both: BTreeSet<usize> = one.4.intersection(&other.4).copied().collect();
                    out.all += 1;
                    out.together += usize::from(!both.is_empty());
                    for (at, text, lang, whole, _) in [one, other].into_iter().filter(|_| !both.is_empty()) {
                        out.cells += 1;
                        let beside = cells(&comparison, *at).into_iter().filter(|(column, _)| both.contains(column));
                        let beside: Vec<Span> = beside.flat_map(|(_, spans)| spans).collect();
                        let words = content(text, *lang, None).into_iter();
                        out.extra += words
                            .filter(|word| beside.iter().any(|span| span.overlaps(*word)) && !whole.overlaps(*word))
                            .count();
                    }
                }
            }
        }
    }
    out
}

#[test]
fn phrases_that_stand_for_each_other_share_a_column() {
    for (set, glossary) in SETS {
        for (kind, least) in [("term", 0.86), ("clause", 0.93)] {
            let found = phrases(set, glossary, kind);
            let share = ratio(found.together, found.all);
            assert!(share >= least, "{set}: {} of {} {kind}s share a column", found.together, found.all);
            assert!(ratio(found.extra, found.cells) <= 1.6, "{set}: {} words in {} cells", found.extra, found.cells);
        }
    }
}
