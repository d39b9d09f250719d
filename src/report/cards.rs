//! Concept cards: all that a glossary says of a concept, and the answer to a look-up.

use std::io::{self, Write};

use serde::Serialize;

use crate::glossary::{EntryId, Found};
use crate::model::{Confidence, Status, Term, Word};
use crate::report::View;
use crate::report::markdown::escape;

/// How cards are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFormat {
    /// For a terminal.
    Text,
    /// For programs: `baixiao/lookup/1`.
    Json,
    /// For a document.
    Markdown,
}

/// What was asked, and what was found.
#[derive(Clone, Debug)]
pub struct LookupAnswer {
    /// The words asked for.
    pub query: String,
    /// What they came to.
    pub found: Found,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    answers: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    query: &'a str,
    concepts: Vec<Card<'a>>,
    nearest: Vec<Near<'a>>,
}

#[derive(Serialize)]
struct Card<'a> {
    glossary: &'a str,
    concept: &'a str,
    domain: &'a str,
    definition: &'a str,
    note: &'a str,
    terms: Vec<&'a Term>,
}

#[derive(Serialize)]
struct Near<'a> {
    term: &'a str,
    lang: crate::lang::Lang,
    concept: &'a str,
    score: f64,
}

/// The concepts of entries, each once, in their order.
fn concepts(view: View<'_>, entries: &[EntryId]) -> Vec<EntryId> {
    let mut once: Vec<EntryId> = Vec::new();
    for entry in entries {
        if !once.iter().any(|known| (known.layer, known.concept) == (entry.layer, entry.concept)) {
            once.push(*entry);
        }
    }
    once.sort_by_key(|entry| view.entry(*entry).2.status);
    once
}

fn card(view: View<'_>, entry: EntryId) -> Card<'_> {
    let (glossary, concept, term) = view.entry(entry);
    let mut langs = view.target_langs(term.lang);
    if !langs.iter().any(|lang| lang.same_language(term.lang)) {
        langs.insert(0, term.lang.base());
    }
    Card {
        glossary: &glossary.name,
        concept: &concept.id,
        domain: &concept.domain,
        definition: &concept.definition,
        note: &concept.note,
        terms: langs.iter().flat_map(|lang| concept.terms_in(*lang)).collect(),
    }
}

/// Where a term comes from, in words.
fn provenance(term: &Term) -> String {
    let mut parts = Vec::new();
    if !term.attested_in.is_empty() {
        parts.push(format!("attested in {}", term.attested_in.join(", ")));
    }
    if !term.source.is_empty() {
        parts.push(format!("source: {}", term.source));
    }
    match term.confidence {
        Some(Confidence::Unverified) => parts.push("unverified".to_owned()),
        Some(confidence @ (Confidence::Low | Confidence::Medium)) => {
            parts.push(format!("confidence {}", confidence.word()));
        }
        Some(Confidence::High) | None => {}
    }
    parts.join("; ")
}

/// Writes the answers to a look-up.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_cards(
    out: &mut dyn Write,
    view: View<'_>,
    answers: &[LookupAnswer],
    format: CardFormat,
) -> io::Result<()> {
    let answers = answers.iter().map(|answer| {
        let (entries, nearest) = match &answer.found {
            Found::Terms(entries) => (concepts(view, entries), Vec::new()),
            Found::Nearest(nearest) => (Vec::new(), nearest.clone()),
        };
        Answer {
            query: &answer.query,
            concepts: entries.into_iter().map(|entry| card(view, entry)).collect(),
            nearest: nearest
                .into_iter()
                .map(|near| {
                    let (_, concept, term) = view.entry(near.entry);
                    Near {
                        term: &term.text,
                        lang: term.lang,
                        concept: &concept.id,
                        score: (near.score.value() * 10_000.0).round() / 10_000.0,
                    }
                })
                .collect(),
        }
    });
    let report = Report { schema: "baixiao/lookup/1", answers: answers.collect() };
    match format {
        CardFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            writeln!(out)
        }
        CardFormat::Text => report.answers.iter().try_for_each(|answer| write_text(out, answer)),
        CardFormat::Markdown => report.answers.iter().try_for_each(|answer| write_markdown(out, answer)),
    }
}

fn write_text(out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
    for card in &answer.concepts {
        writeln!(out, "{} ({}, {})", card.concept, card.domain, card.glossary)?;
        for line in [card.definition, card.note].iter().filter(|line| !line.is_empty()) {
            writeln!(out, "  {line}")?;
        }
        for term in &card.terms {
            let status = if term.status == Status::Preferred { "" } else { term.status.word() };
            writeln!(out, "  {:<6} {}{}", term.lang, term.text, in_brackets(&[status, &provenance(term), &term.note]))?;
        }
        writeln!(out)?;
    }
    if answer.concepts.is_empty() {
        writeln!(out, "`{}` is not in the glossary; nearest:", answer.query)?;
        for near in &answer.nearest {
            writeln!(out, "  {:.2}  {}  {} ({})", near.score, near.lang, near.term, near.concept)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn in_brackets(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().filter(|part| !part.is_empty()).copied().collect();
    if parts.is_empty() { String::new() } else { format!("  [{}]", parts.join("; ")) }
}

fn write_markdown(out: &mut dyn Write, answer: &Answer<'_>) -> io::Result<()> {
    for card in &answer.concepts {
        writeln!(out, "## {}\n", escape(card.concept))?;
        for line in [card.definition, card.note].iter().filter(|line| !line.is_empty()) {
            writeln!(out, "{}\n", escape(line))?;
        }
        writeln!(out, "| lang | term | status | provenance | note |\n|---|---|---|---|---|")?;
        for term in &card.terms {
            let cells = [
                term.lang.to_string(),
                escape(&term.text),
                term.status.word().to_owned(),
                escape(&provenance(term)),
                escape(&term.note),
            ];
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        writeln!(out)?;
    }
    if answer.concepts.is_empty() {
        writeln!(out, "`{}` is not in the glossary; nearest:\n", answer.query)?;
        for near in &answer.nearest {
            writeln!(out, "- {} ({}, {}), {:.2}", escape(near.term), near.lang, escape(near.concept), near.score)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
