//! Tables of the tools: what is written, what is read, and what is not taken.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use baixiao::diagnostic::Diagnostic;
use baixiao::formats::{
    ByteOrder, Losses, Pairing, ReadError, ReadSetting, Receive, Target, WriteSetting, read, targets,
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
    tag.parse().unwrap()
}

fn fixture() -> Vec<Concept> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tables/glossary.csv");
    let (received, result) = read_bytes(&fs::read(path).unwrap(), &ReadSetting::default());
    result.unwrap();
    received.concepts
}

/// The file that a target makes of concepts, and what it lost.
fn written(target: &Target, langs: &[Lang], concepts: &[Concept]) -> (Vec<u8>, Losses) {
    let mut names: Vec<String> = concepts.iter().flat_map(|concept| concept.extra.keys().cloned()).collect();
    names.sort();
    names.dedup();
    let setting =
        WriteSetting { langs, name: "fixture", date: "2026-11-25", concept_columns: &names, ..WriteSetting::default() };
    let mut out = Vec::new();
    let mut losses = Losses::default();
    let mut writer = (target.open)(&setting, Box::new(&mut out)).unwrap();
    for concept in concepts {
        writer.concept(concept, &mut losses).unwrap();
    }
    writer.finish(&mut losses).unwrap();
    drop(writer);
    (out, losses)
}

/// The cells of a workbook, a row a line.
fn shown_workbook(bytes: Vec<u8>) -> String {
    use calamine::{Data, Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(io::Cursor::new(bytes)).unwrap();
    let (name, range) = book.worksheets().into_iter().next().unwrap();
    let mut out = format!("sheet {name}\n");
    for row in range.rows() {
        let cells = row.iter().map(|cell| match cell {
            Data::String(text) => text.replace('\n', "\\n"),
            Data::Empty => String::new(),
            other => panic!("{other:?} is no text"),
        });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join(" | ")).unwrap();
    }
    out
}

fn shown_losses(losses: &Losses) -> String {
    let mut out = String::new();
    for (fate, why, _, losses) in losses.iter() {
        writeln!(out, "{fate}: {why}").unwrap();
        for loss in losses {
            writeln!(out, "  {}: {}", loss.concept, loss.what.escape_debug()).unwrap();
        }
    }
    out
}

#[test]
fn what_each_target_writes() {
    let concepts = fixture();
    let tables = targets().filter(|target| !target.name.starts_with("csv") && is_table(target));
    for target in tables {
        let langs: Vec<Lang> = match target.pairing {
            Pairing::Pair => ["en", "ko"].map(lang).to_vec(),
            Pairing::Source | Pairing::All => ["en", "ko", "zh", "zh-TW"].map(lang).to_vec(),
        };
        let (bytes, losses) = written(target, &langs, &concepts);
        let shown = match target.byte_order {
            ByteOrder::Binary => shown_workbook(bytes),
            _ => String::from_utf8(bytes).unwrap().replace("\r\n", "␍\n"),
        };
        let snapshot = format!("{}\n{shown}---\n{}", target.title, shown_losses(&losses));
        insta::assert_snapshot!(target.name, snapshot);
    }
}

/// Whether a target is a table: it is read by the source format of its name.
fn is_table(target: &Target) -> bool {
    !["tbx", "tmx", "xliff", "multiterm", "skos", "prompt"].iter().any(|other| target.name.starts_with(other))
}
