//! Units of bilingual files: what comes in goes out, and what is not touched stays as it was.

mod aligned;
mod mo;
pub(crate) mod models;
mod po;
mod table;
mod tmx;
mod xliff;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use baixiao::formats::ReadError;
use baixiao::formats::bitext::Header;
use baixiao::lang::Lang;
use baixiao::model::{Code, Content, Context, History, Note, Property, Unit, Word as _};

use crate::bitext::models::{Basket, parse};

/// The fixtures of a format, sorted, with their bytes.
pub(crate) fn fixtures(format: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bitext").join(format);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder of ours").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(&path).expect("readable"))).collect()
}

/// What a file is read as, all of it.
pub(crate) fn shown(format: &str, bytes: &[u8]) -> String {
    shown_basket(parse(format, bytes))
}

/// What was read, all of it.
pub(crate) fn shown_basket((basket, ended): (Basket, Result<(), ReadError>)) -> String {
    let Basket { header, units, problems } = basket;
    let mut out = String::new();
    for problem in problems {
        out.extend([&problem.to_string(), "\n"]);
    }
    if let Err(error) = ended {
        out.extend(["ended: ", &error.to_string(), "\n"]);
    }
    show_header(&mut out, header.as_ref());
    for unit in &units {
        show_unit(&mut out, unit);
    }
    out
}

fn show_header(out: &mut String, header: Option<&Header>) {
    let Some(Header { format, version, source, targets, tool, notes, properties, markup: _ }) = header else { return };
    let source = source.map_or("any", |lang| lang.as_str());
    let targets: Vec<&str> = targets.iter().map(Lang::as_str).collect();
    writeln!(out, "{format} {version} from {source} to {targets:?} by {tool:?}").expect("memory takes it");
    show_about(out, "  ", &History::default(), notes, properties);
}

fn show_unit(out: &mut String, unit: &Unit) {
    let Unit { id, context, variants, history, notes, properties, place } = unit;
    let (line, column) = (place.position.line, place.position.column);
    writeln!(out, "* {id:?} at {line}:{column}, {:?}", place.bytes).expect("memory takes it");
    let Context { file, key, previous, next } = context;
    for (name, text) in [("file", file), ("key", key), ("previous", previous), ("next", next)] {
        if !text.is_empty() {
            writeln!(out, "    {name}: {text:?}").expect("memory takes it");
        }
    }
    show_about(out, "    ", history, notes, properties);
    for variant in variants {
        let Content { text, codes } = &variant.content;
        let written = if variant.written.is_empty() { String::new() } else { format!(" as {}", variant.written) };
        let (line, column) = (variant.place.position.line, variant.place.position.column);
        let state = variant.state.word();
        writeln!(out, "  {}{written} {text:?} {state} at {line}:{column}", variant.lang).expect("memory takes it");
        for Code { at, kind, pair, id, data, markup } in codes {
            let pair = pair.map_or_else(|| "-".to_owned(), |pair| pair.to_string());
            let markup = format!("{} {}", markup.format, markup.text);
            writeln!(out, "      at {at} {kind:?} {pair} {id:?} {data:?} {markup}").expect("memory takes it");
        }
        show_about(out, "      ", &variant.history, &variant.notes, &variant.properties);
    }
}

fn show_about(out: &mut String, indent: &str, history: &History, notes: &[Note], properties: &[Property]) {
    let History { created, author, changed, editor } = history;
    for (name, text) in [("created", created), ("author", author), ("changed", changed), ("editor", editor)] {
        if !text.is_empty() {
            writeln!(out, "{indent}{name}: {text}").expect("memory takes it");
        }
    }
    for Note { kind, author, lang, text } in notes {
        let about: Vec<&str> =
            [kind, author, lang].into_iter().map(|said| &**said).filter(|said| !said.is_empty()).collect();
        writeln!(out, "{indent}note {about:?} {text:?}").expect("memory takes it");
    }
    for Property { name, lang, value } in properties {
        let lang = if lang.is_empty() { String::new() } else { format!(" ({lang})") };
        writeln!(out, "{indent}[{name}]{lang} {value:?}").expect("memory takes it");
    }
}
