//! A room uses only rooms below it.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up; those of one level do not see each other.
const LAYERS: &[&[&str]] = &[
    &["lang"],
    &["text"],
    &["diagnostic", "model", "similarity"],
    &["files", "formats", "segment"],
    &["glossary"],
    &["annotate", "compare"],
    &["report"],
];

/// Packages that only these rooms may use.
const FENCED: &[(&str, &[&str])] = &[
    ("clap", &["bin"]),
    ("anyhow", &["bin"]),
    ("anstream", &["bin"]),
    ("rayon", &["annotate", "compare", "bin"]),
    ("crawdad", &["segment"]),
    ("snowball_stemmers_rs", &["segment"]),
    ("encoding_rs", &["files"]),
    ("flate2", &["files"]),
    ("quick_xml", &["formats"]),
    ("oxttl", &["formats"]),
    ("oxrdf", &["formats"]),
    ("calamine", &["formats"]),
    ("rust_xlsxwriter", &["formats"]),
    ("zip", &["files", "formats"]),
    ("indicatif", &["bin"]),
    ("time", &["bin"]),
    ("etcetera", &["bin"]),
    ("postcard", &["files"]),
    ("tempfile", &["files"]),
    ("askama", &["report"]),
    ("comfy_table", &["report"]),
];

fn rank(room: &str) -> Option<usize> {
    LAYERS.iter().position(|level| level.contains(&room))
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of ours") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(path);
        }
    }
}

/// The room of a file, and its code without tests.
fn rooms() -> Vec<(PathBuf, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths);
    paths.sort();
    let room = |path: &Path| {
        let first = path.strip_prefix(&src).expect("it is in there").components().next().expect("a name");
        first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    };
    let read = |path: &Path| {
        let bytes = fs::read(path).expect("readable");
        let text = String::from_utf8(bytes).expect("source is UTF-8");
        text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
    };
    paths.into_iter().map(|path| (path.clone(), room(&path), read(&path))).collect()
}

#[test]
fn rooms_use_the_rooms_below_them() {
    let mut broken = Vec::new();
    for (path, room, code) in rooms() {
        if room == "lib" || room == "bin" {
            continue;
        }
        let own = rank(&room).unwrap_or_else(|| panic!("{room} has no level; give it one"));
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if used != room && rank(&used).is_none_or(|other| other >= own) {
                broken.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn packages_stay_in_their_rooms() {
    let mut broken = Vec::new();
    for (path, room, code) in rooms() {
        for (package, allowed) in FENCED {
            let used = code.contains(&format!("use {package}::")) || code.contains(&format!(" {package}::"));
            if used && !allowed.contains(&room.as_str()) {
                broken.push(format!("{} uses {package}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
