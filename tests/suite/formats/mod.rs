//! What goes out comes in again, and what comes in goes out.

mod canonical;
mod hostile;
mod long;
mod models;
mod multiterm;
mod skos;
mod tbx;
mod tmx;
mod xliff;

use std::fmt::Write as _;

use baixiao::formats::Losses;
use baixiao::model::{Concept, Matching, Word};
use serde_json::json;

use crate::formats::models::{Basket, parse};

/// What was read, as a text that shows all of it.
fn shown((basket, ended): (Basket, Result<(), baixiao::formats::ReadError>)) -> String {
    let mut out = String::new();
    let matching = json!(Matching::default());
    let nothing = [json!(""), json!([]), json!({}), matching];
    for problem in basket.problems {
        out.extend([&problem.to_string(), "\n"]);
    }
    if let Err(error) = ended {
        out.extend(["ended: ", &error.to_string(), "\n"]);
    }
    for Concept { id, domain, definition, note, terms, extra } in &basket.concepts {
        out.extend(["* ", id, "\n"]);
        for (name, text) in [("domain", domain), ("definition", definition), ("note", note)] {
            if !text.is_empty() {
                out.extend(["    ", name, ": ", text, "\n"]);
            }
        }
        for (name, text) in &**extra {
            out.extend(["    [", name, "] ", text, "\n"]);
        }
        for term in terms {
            let json = serde_json::to_value(term).expect("a term is plain data");
            let said = json.as_object().expect("a term has fields").iter();
            let said = said.filter(|(name, value)| {
                !matches!(name.as_str(), "lang" | "text" | "status") && !value.is_null() && !nothing.contains(value)
            });
            let status = Word::word(term.status);
            write!(out, "  {} {:?} {status}", term.lang, term.text).expect("memory takes it");
            for (name, value) in said {
                write!(out, " {name}={value}").expect("memory takes it");
            }
            out.push('\n');
        }
    }
    for kept in basket.kept {
        out.extend(["kept ", &kept.format, " ", &kept.name, ": ", &kept.text, "\n"]);
    }
    out
}

/// What a writer lost.
pub(crate) fn lost(losses: &Losses) -> String {
    let mut out = String::new();
    for (fate, why, _, lost) in losses.iter() {
        let lost: Vec<String> = lost.iter().map(|loss| format!("{} {}", loss.concept, loss.what)).collect();
        out.extend([&fate.to_string(), ", ", why, ": ", &lost.join(", "), "\n"]);
    }
    out
}

/// What each of `cases` is read as.
fn table(format: &str, cases: &[&str]) -> String {
    let case = |case: &&str| format!("{case}\n{}\n", shown(parse(format, case.as_bytes())));
    cases.iter().map(case).collect()
}
