//! Tables of the tools: what is written, what is read, and what is not taken.

mod headers;
mod hostile;
mod limits;
mod properties;
mod targets;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use baixiao::diagnostic::Diagnostic;
use baixiao::formats::{
    Losses, ReadError, ReadSetting, Receive, Target, UnknownColumns, WriteSetting, read, source_format, target,
    targets, write,
};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Kept};

/// All that a reader hands over.
#[derive(Default)]
struct Received {
    concepts: Vec<Concept>,
    problems: Vec<Diagnostic>,
    kept: Vec<Kept>,
}

impl Receive for Received {
    fn concept(&mut self, concept: Concept) -> io::Result<()> {
        self.concepts.push(concept);
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn keep(&mut self, kept: Kept) {
        self.kept.push(kept);
    }
}

fn read_bytes(bytes: &[u8], setting: &ReadSetting<'_>) -> (Received, Result<(), ReadError>) {
    let mut received = Received::default();
    let mut input = bytes;
    let result = read(&mut input, setting, &mut received);
    (received, result)
}

fn lang(tag: &str) -> Lang {
    tag.parse().expect("a tag")
}

fn fixture() -> Vec<Concept> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tables/glossary.csv");
    let (received, result) = read_bytes(&fs::read(path).expect("a file of ours"), &ReadSetting::default());
    result.expect("it is read");
    received.concepts
}

/// The tables among the targets: each is read by the source format of its name.
fn tables() -> impl Iterator<Item = &'static Target> {
    let others = ["csv", "csv-wide", "tbx", "tmx", "xliff", "multiterm", "skos", "prompt"];
    let is_other =
        move |target: &Target| others.iter().any(|other| target.name == *other || target.name.starts_with("tbx-"));
    targets().filter(move |target| !is_other(target) && source_format(target.name).is_some())
}

/// The file that a target makes of concepts, and what it lost.
fn written(target: &Target, langs: &[Lang], concepts: &[Concept]) -> (Vec<u8>, Losses) {
    let columns = UnknownColumns::of(concepts);
    let setting = WriteSetting {
        langs,
        name: "fixture",
        date: "2026-11-25",
        concept_columns: &columns.of_concepts,
        term_columns: &columns.of_terms,
        ..WriteSetting::default()
    };
    let mut out = Vec::new();
    let losses = write(target, &setting, concepts, &mut out).expect("memory takes it");
    (out, losses)
}

/// The same as text, with what it lost.
fn text(name: &str, langs: &[&str], concepts: &[Concept]) -> (String, String) {
    let langs: Vec<Lang> = langs.iter().map(|tag| lang(tag)).collect();
    let (bytes, losses) = written(target(name).expect("a target"), &langs, concepts);
    (String::from_utf8(bytes).expect("it is text"), shown_losses(&losses))
}

fn shown_losses(losses: &Losses) -> String {
    let mut out = String::new();
    for (fate, why, _, losses) in losses.iter() {
        writeln!(out, "{fate}: {why}").expect("memory takes it");
        for loss in losses {
            writeln!(out, "  {}: {}", loss.concept, loss.what.escape_debug()).expect("memory takes it");
        }
    }
    out
}
