//! Which words each outlet uses.

use std::io::{self, Write};

use askama::Template;
use serde::Serialize;

use crate::compare::{Habit, OutletProfile};
use crate::report::TextStyle;
use crate::report::html::write_page;
use crate::report::markdown::cell;
use crate::report::setting::{counted, emphasis, flat, line_width, quiet, wrapped};

const COLUMNS: [&str; 9] =
    ["outlet", "renditions", "terms", "agreeing", "agreement", "concept", "lang", "uses", "never"];

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    outlets: Vec<OutletRow<'a>>,
}

#[derive(Serialize)]
struct OutletRow<'a> {
    outlet: &'a str,
    renditions: usize,
    terms: usize,
    agreeing: usize,
    agreement: Option<f64>,
    habits: Vec<HabitRow<'a>>,
}

#[derive(Serialize)]
struct HabitRow<'a> {
    concept: &'a str,
    lang: crate::lang::Lang,
    uses: Vec<UsedRow<'a>>,
    never: &'a [String],
}

#[derive(Serialize)]
struct UsedRow<'a> {
    text: &'a str,
    count: usize,
}

#[derive(Template)]
#[template(path = "profiles.html")]
struct Page<'a> {
    profiles: &'a [OutletProfile],
}

/// How much of an outlet's terms the glossary wants, in words.
pub(super) fn agreement(profile: &OutletProfile) -> String {
    let Some(share) = profile.agreement() else { return "no term of the glossary".to_owned() };
    format!(
        "{:.0} % agreement with the glossary ({} of {})",
        share.value() * 100.0,
        profile.agreeing,
        counted(profile.terms, "term")
    )
}

/// The words an outlet uses for a concept, each with how often.
pub(super) fn uses(habit: &Habit) -> String {
    habit.uses.iter().map(|(word, count)| format!("{word} ×{count}")).collect::<Vec<_>>().join(", ")
}

/// Writes a paragraph for each outlet: how far it agrees with the glossary, and
/// which words it uses for a concept that others render otherwise.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_profiles_text(out: &mut dyn Write, profiles: &[OutletProfile], set: TextStyle) -> io::Result<()> {
    for (number, profile) in profiles.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let facts = [counted(profile.renditions, "rendition"), agreement(profile)].join(" · ");
        writeln!(out, "{}  {}", emphasis(&flat(&profile.outlet), set), quiet(&facts, set))?;
        for habit in &profile.habits {
            let line = format!("{}: {}; never {}", habit.concept, uses(habit), habit.never.join(", "));
            for (number, line) in wrapped(&flat(&line), line_width(set).saturating_sub(4).max(20)).iter().enumerate() {
                writeln!(out, "{:1$}{line}", "", if number == 0 { 2 } else { 4 })?;
            }
        }
    }
    if profiles.is_empty() {
        writeln!(out, "the glossary has no renditions")?;
    }
    Ok(())
}

/// Writes one JSON document, `baixiao/profile/1`; shares run from 0 to 1.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_profiles_json(out: &mut dyn Write, profiles: &[OutletProfile]) -> io::Result<()> {
    let outlets = profiles.iter().map(|profile| OutletRow {
        outlet: &profile.outlet,
        renditions: profile.renditions,
        terms: profile.terms,
        agreeing: profile.agreeing,
        agreement: profile.agreement().map(|share| (share.value() * 10_000.0).round() / 10_000.0),
        habits: profile
            .habits
            .iter()
            .map(|habit| HabitRow {
                concept: &habit.concept,
                lang: habit.lang,
                uses: habit.uses.iter().map(|(text, count)| UsedRow { text, count: *count }).collect(),
                never: &habit.never,
            })
            .collect(),
    });
    let report = Report { schema: "baixiao/profile/1", outlets: outlets.collect() };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}

/// Writes a row for each concept that an outlet has words of its own for; an
/// outlet that has none has one row. Words are separated by `|`.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_profiles_csv(out: &mut dyn Write, profiles: &[OutletProfile]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for profile in profiles {
        let agreement = profile.agreement().map_or_else(String::new, |share| format!("{:.4}", share.value()));
        let counts = [profile.renditions, profile.terms, profile.agreeing].map(|count| count.to_string());
        let mut row = |cells: [String; 4]| {
            let facts = std::iter::once(&profile.outlet).chain(&counts).chain(std::iter::once(&agreement));
            writer.write_record(facts.chain(&cells))
        };
        if profile.habits.is_empty() {
            row(Default::default())?;
        }
        for habit in &profile.habits {
            let used: Vec<&str> = habit.uses.iter().map(|(word, _)| word.as_str()).collect();
            row([habit.concept.clone(), habit.lang.to_string(), used.join("|"), habit.never.join("|")])?;
        }
    }
    writer.flush()
}

/// Writes a section for each outlet, with a table of its words.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_profiles_markdown(out: &mut dyn Write, profiles: &[OutletProfile]) -> io::Result<()> {
    writeln!(out, "# Outlets and their words")?;
    for profile in profiles {
        writeln!(out, "\n## {}\n", cell(&profile.outlet))?;
        writeln!(out, "{} · {}", counted(profile.renditions, "rendition"), agreement(profile))?;
        if !profile.habits.is_empty() {
            writeln!(out, "\n| concept | uses | never |\n|---|---|---|")?;
        }
        for habit in &profile.habits {
            writeln!(out, "| {} | {} | {} |", cell(&habit.concept), cell(&uses(habit)), cell(&habit.never.join(", ")))?;
        }
    }
    Ok(())
}

/// Writes one standalone HTML page. It loads nothing.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_profiles_html(out: &mut dyn Write, profiles: &[OutletProfile]) -> io::Result<()> {
    write_page(out, &Page { profiles })
}
