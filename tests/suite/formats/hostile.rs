//! Files that once broke a reader, or are made to: they are read as far as they can be, and what was found settles.

use std::fs;
use std::path::Path;

use baixiao::formats::{ReadError, ReadSetting, target};
use baixiao::lang::Lang;
use baixiao::model::Concept;

use crate::formats::models::{Basket, langs, parse_with, serialize};

/// The formats that keep everything.
const COME_BACK: [&str; 4] = ["tbx", "tmx", "skos", "multiterm"];

/// Reads a file that may not say its languages.
fn read(format: &str, bytes: &[u8]) -> (Basket, Result<(), ReadError>) {
    let setting = ReadSetting { source: Some(Lang::EN), target: Some(Lang::KO), ..ReadSetting::default() };
    parse_with(&setting, format, bytes)
}

/// What is found in what was written of `basket`.
fn again(format: &str, basket: &Basket) -> (Vec<Concept>, Basket) {
    let mut asked = langs(&basket.concepts);
    if target(format).expect("a target").pairing != baixiao::formats::Pairing::All {
        asked.truncate(2);
    }
    let (written, _) = serialize(format, &asked, &basket.concepts, &basket.kept);
    let (found, ended) = read(format, written.as_bytes());
    assert!(!matches!(ended, Err(ReadError::Io(_))), "memory has no faults");
    (found.concepts.clone(), found)
}

#[test]
fn files_that_were_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats/hostile");
    let mut count = 0;
    for format in fs::read_dir(folder).expect("a folder") {
        let format = format.expect("a folder");
        let name = format.file_name().into_string().expect("a name");
        for file in fs::read_dir(format.path()).expect("a folder") {
            let path = file.expect("a file").path();
            let bytes = fs::read(&path).expect("a file");
            let (first, _) = read(&name, &bytes);
            let (once, second) = again(&name, &first);
            let (twice, _) = again(&name, &second);
            assert_eq!(once, twice, "{}", path.display());
            if COME_BACK.contains(&name.as_str()) {
                assert_eq!(first.concepts, once, "{}", path.display());
            }
            count += 1;
        }
    }
    assert!(count > 5, "the files are there");
}
