//! What every fuzz target of a format does.

mod units;

use std::io;

use baixiao::diagnostic::Diagnostic;
use baixiao::formats::{Pairing, ReadSetting, Receive, UnknownColumns, WriteSetting, read, source_format, target, write};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Kept};

pub use units::{pairs_come_back, units_come_back, units_settle};

/// What was read.
#[derive(Default)]
struct Basket {
    concepts: Vec<Concept>,
    kept: Vec<Kept>,
}

impl Receive for Basket {
    fn concept(&mut self, concept: Concept) -> io::Result<()> {
        self.concepts.push(concept);
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        // Its text must not panic either.
        let _ = problem.to_string();
    }

    fn keep(&mut self, kept: Kept) {
        self.kept.push(kept);
    }
}

fn parse(format: &str, data: &[u8]) -> (Basket, bool) {
    let setting = ReadSetting {
        format: Some(source_format(format).expect("a format")),
        source: Some(Lang::EN),
        target: Some(Lang::KO),
        ..ReadSetting::default()
    };
    let mut basket = Basket::default();
    let whole = read(&mut io::BufReader::new(data), &setting, &mut basket).is_ok();
    (basket, whole)
}

/// Reads `data` as whatever it may be.
pub fn reads(format: &str, data: &[u8]) {
    parse(format, data);
}

/// Reads `data`, writes what was found, and finds the same in it again; what is kept for the format only where it is
/// what the target is called.
///
/// # Panics
///
/// If what was written cannot be read, or says something else.
pub fn comes_back(format: &str, to: &str, data: &[u8]) {
    let (mut first, _) = parse(format, data);
    if first.concepts.is_empty() {
        return;
    }
    let mut langs: Vec<Lang> =
        first.concepts.iter().flat_map(|concept| concept.terms.iter().map(|term| term.lang)).collect();
    langs.sort();
    langs.dedup();
    let columns = UnknownColumns::of(&first.concepts);
    let setting = WriteSetting {
        langs: &langs,
        name: "fuzz",
        date: "2025-02-06",
        kept: &first.kept,
        concept_columns: &columns.of_concepts,
        term_columns: &columns.of_terms,
        budget: None,
    };
    let mut written = Vec::new();
    write(target(to).expect("a target"), &setting, &first.concepts, &mut written).expect("memory takes it");
    let (mut second, whole) = parse(format, &written);
    assert!(whole, "what was written is read: {}", String::from_utf8_lossy(&written));
    if format != to {
        for concept in first.concepts.iter_mut().chain(&mut second.concepts) {
            concept.extra.remove(format);
        }
    }
    assert_eq!(first.concepts, second.concepts, "{}", String::from_utf8_lossy(&written));
}

/// Reads `data`, writes what was found and reads that; from then on nothing
/// changes, whatever the format could not keep of `data`.
///
/// # Panics
///
/// If what was written cannot be read, or if writing it once more says something else.
pub fn settles(format: &str, data: &[u8]) {
    let (first, _) = parse(format, data);
    let (second, whole) = parse(format, &rewritten(format, &first));
    assert!(whole || second.concepts.is_empty(), "what was written is read");
    let (third, _) = parse(format, &rewritten(format, &second));
    assert_eq!(second.concepts, third.concepts);
}

fn rewritten(format: &str, basket: &Basket) -> Vec<u8> {
    let target = target(format).expect("a target");
    let mut langs: Vec<Lang> =
        basket.concepts.iter().flat_map(|concept| concept.terms.iter().map(|term| term.lang)).collect();
    langs.extend([Lang::EN, Lang::KO]);
    langs.sort();
    langs.dedup();
    let pair = [Lang::EN, Lang::KO];
    let columns = UnknownColumns::of(&basket.concepts);
    let setting = WriteSetting {
        langs: if target.pairing == Pairing::Pair { &pair } else { &langs },
        name: "fuzz",
        date: "2025-02-06",
        kept: &basket.kept,
        concept_columns: &columns.of_concepts,
        term_columns: &columns.of_terms,
        budget: None,
    };
    let mut written = Vec::new();
    write(target, &setting, &basket.concepts, &mut written).expect("memory takes it");
    written
}
