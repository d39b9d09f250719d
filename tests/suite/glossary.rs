//! Our own glossary, and the files that a glossary can be.
#![expect(clippy::disallowed_methods, reason = "a test writes what it reads again")]

use std::fs;
use std::path::{Path, PathBuf};

use baixiao::formats::csv::serialize_long;
use baixiao::formats::{WriteSetting, target, write};
use baixiao::glossary::{Glossary, load, load_to_change, normal_form, save};
use baixiao::lang::Lang;
use baixiao::model::{SourceStatus, Status};

fn ours() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("glossary")
}

#[test]
fn ours_is_sound_and_in_normal_form() {
    let parsed = load(&ours(), None).expect("it can be read");
    assert_eq!(parsed.problems, []);
    let normal = normal_form(&ours(), None).expect("it can be read");
    let other: Vec<_> = normal.value.iter().filter(|file| !file.already).map(|file| &file.path).collect();
    assert!(other.is_empty(), "run `baixiao glossary fmt glossary`: {other:?}");
}

#[test]
fn ours_keeps_its_provenance_clear() {
    let glossary = Glossary::embedded();
    for concept in glossary.concepts() {
        for term in &concept.terms {
            assert!(
                !term.attested_in.is_empty() || (!term.source.is_empty() && term.confidence.is_some()),
                "{}: nobody answers for {}",
                concept.id,
                term.text
            );
        }
    }
    let status = |text: &str| {
        let mut terms = glossary.concepts().iter().flat_map(|concept| &concept.terms);
        terms.find(|term| term.text == text).map(|term| term.status)
    };
    assert_eq!(status("Phantom Quant"), Some(Status::Forbidden));
    assert_eq!(status("梁文峰"), Some(Status::Misspelling));
    assert_eq!(status("Al"), Some(Status::Misspelling));
    for quote in &glossary.quotes {
        let renditions = glossary.renditions.iter().filter(|rendition| rendition.quote == quote.id);
        assert!(renditions.count() > 1, "{}", quote.id);
        assert!(
            quote.source_status != Some(SourceStatus::Verified) || !quote.source_address.is_empty(),
            "{}",
            quote.id
        );
    }
}

#[test]
fn the_long_form_is_the_same_glossary() {
    let ours = Glossary::embedded();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("long.csv");
    for bom in ["", "\u{feff}"] {
        fs::write(&file, format!("{bom}{}", serialize_long(ours.concepts()))).expect("written");
        let read = load(&file, None).expect("it can be read");
        assert_eq!(read.problems, []);
        assert_eq!(read.value.concepts(), ours.concepts());
    }
}

#[test]
fn the_wide_form_has_a_column_a_language() {
    let ours = Glossary::embedded();
    let setting = WriteSetting { langs: &[Lang::EN, Lang::KO, Lang::ZH], ..WriteSetting::default() };
    let mut wide = Vec::new();
    let target = target("csv-wide").expect("a target");
    write(target, &setting, ours.concepts(), &mut wide).expect("memory takes it");
    let mut rows = csv::Reader::from_reader(wide.as_slice());
    let header = rows.headers().expect("a header").clone();
    for lang in [Lang::EN, Lang::KO, Lang::ZH] {
        assert!(header.iter().any(|column| column == lang.as_str()));
    }
    let row = rows.records().map(|row| row.expect("a row")).find(|row| &row[0] == "high-flyer").expect("it is there");
    let cell = |column: &str| &row[header.iter().position(|name| name == column).expect("a column")];
    assert_eq!(cell("en"), "High-Flyer|High-Flyer Quant");
    assert_eq!(cell("en not"), "Phantom Quant");
}

/// What is wrong with a glossary is said with its place and what to write instead.
#[test]
fn every_fault_is_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/glossary/faulty");
    let parsed = load(&folder, None).expect("it can be read");
    let root = format!("{}/", folder.display());
    let told: Vec<String> = parsed.problems.iter().map(|problem| problem.to_string().replace(&root, "")).collect();
    insta::assert_snapshot!(told.join("\n"));
    let words: usize = parsed.value.concepts().iter().map(|concept| concept.terms.len()).sum();
    assert_eq!(words, 11, "what can be read is read");
}

#[test]
fn columns_that_we_do_not_know_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("terms.csv");
    let text = "concept,lang,term,client,status\nmoat,en,moat,ACME,preferred\nmoat,zh,护城河,,preferred\n";
    fs::write(&file, text).expect("written");
    let normal = normal_form(&file, None).expect("it can be read").value;
    assert!(normal[0].text.contains("client") && normal[0].text.contains("ACME"), "{}", normal[0].text);
    fs::write(&file, &normal[0].text).expect("written");
    assert!(normal_form(&file, None).expect("it can be read").value[0].already, "the normal form is its own");
    let read = load(&file, None).expect("it can be read").value;
    fs::write(&file, serialize_long(read.concepts())).expect("written");
    assert_eq!(load(&file, None).expect("it can be read").value.concepts(), read.concepts());
}

/// What is saved is what was loaded, and nothing is left for `fmt` to do.
#[test]
fn a_glossary_is_saved_in_normal_form() {
    let root = tempfile::tempdir().expect("a folder");
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/glossary/small");
    for (from, names) in [
        (ours(), &["concepts.csv", "documents.csv", "quotes.csv", "renditions.csv", "terms.csv"][..]),
        (small, &["documents.csv", "terms.csv"]),
    ] {
        let loaded = load(&from, None).expect("it can be read").value;
        for to in [root.path().join("new/folder"), root.path().join("long.csv")] {
            save(&loaded, &to).expect("written");
            let again = load(&to, None).expect("it can be read");
            assert!(normal_form(&to, None).expect("it can be read").value.iter().all(|file| file.already));
            assert_eq!(save(&again.value, &to).expect("written"), Vec::<PathBuf>::new());
            assert_eq!(again.value.concepts().len(), loaded.concepts().len());
            if to.is_dir() {
                let mut found: Vec<_> =
                    fs::read_dir(&to).expect("a folder").map(|file| file.expect("a file")).collect();
                found.sort_by_key(fs::DirEntry::file_name);
                assert!(found.iter().map(fs::DirEntry::file_name).eq(names.iter().copied()));
                assert_eq!(again.value.renditions, loaded.renditions);
                fs::remove_dir_all(&to).expect("removed");
            }
        }
    }
}

#[test]
fn what_would_be_lost_when_written_back_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("terms.csv"), "concept,lang,term,status\na,en,a,prefered\na,en,a,\nb,en,a,\n")
        .expect("ok");
    fs::write(folder.path().join("concepts.csv"), "id,domain\na,x\na,y\n").expect("written");
    let codes =
        |parsed: baixiao::diagnostic::Parsed<Glossary>| parsed.problems.iter().map(|p| p.code).collect::<Vec<_>>();
    let lost = codes(load_to_change(folder.path(), None).expect("it can be read"));
    assert_eq!(lost, ["duplicate-id", "vocabulary"]);
    let all = codes(load(folder.path(), None).expect("it can be read"));
    assert!(all.contains(&"duplicate-term") && all.contains(&"homograph"), "{all:?}");
}
