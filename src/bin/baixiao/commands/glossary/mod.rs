//! `glossary`: check, fmt, diff, merge, stats, attest, list.

mod diff;
mod merge;

use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use baixiao::annotate::attest;
use baixiao::diagnostic::Severity;
use baixiao::files::write_together;
use baixiao::glossary::{Stats, load, normal_form};
use baixiao::report::{attestation_table, diagnostics, glossary_list, stats_table};

use crate::Outcome;
use crate::args::{EncodingArgs, Glossaries, GlossaryCommand, StatsFormat};
use crate::input;
use crate::output::{Output, message};

pub(crate) fn run(command: GlossaryCommand) -> Result<Outcome> {
    match command {
        GlossaryCommand::Check { path } => check(&path),
        GlossaryCommand::Fmt { path, check } => fmt(&path, check),
        GlossaryCommand::Diff(args) => diff::run(&args),
        GlossaryCommand::Merge(args) => merge::run(&args),
        GlossaryCommand::Stats { glossaries, format } => stats(&glossaries, format),
        GlossaryCommand::Attest { document, file, glossaries, encoding } => {
            attest_document(&document, &file, &glossaries, &encoding)
        }
        GlossaryCommand::List { glossaries, to } => {
            let mut out = Output::stdout();
            for glossary in input::stack(&glossaries)?.layers() {
                write!(out, "{}", glossary_list(glossary, &to, out.style().columns))?;
            }
            out.finish()?;
            Ok(Outcome::Clean)
        }
    }
}

fn check(path: &Path) -> Result<Outcome> {
    let parsed = load(path, None)?;
    let mut out = Output::stdout();
    write!(out, "{}", diagnostics(&parsed.problems))?;
    let errors = parsed.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let warnings = parsed.problems.len() - errors;
    let glossary = parsed.value;
    let terms: usize = glossary.concepts().iter().map(|concept| concept.terms.len()).sum();
    writeln!(out, "{} concepts, {terms} terms: {errors} errors, {warnings} warnings", glossary.concepts().len())?;
    out.finish()?;
    Ok(if parsed.problems.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn fmt(path: &Path, check: bool) -> Result<Outcome> {
    let normal = normal_form(path, None)?;
    if !normal.problems.is_empty() {
        message(diagnostics(&normal.problems).trim_end());
        anyhow::bail!("files with errors are left as they are; correct them first");
    }
    let changed: Vec<_> = normal.value.iter().filter(|file| !file.already).collect();
    if !check {
        write_together(changed.iter().map(|file| (file.path.as_path(), file.text.as_str())))?;
    }
    let mut out = Output::stdout();
    for file in &changed {
        let name = file.path.display();
        if check {
            writeln!(out, "{name}: not in normal form; `baixiao glossary fmt` writes it so")?;
        } else {
            writeln!(out, "{name}: written")?;
        }
    }
    out.finish()?;
    Ok(if check && !changed.is_empty() { Outcome::Findings } else { Outcome::Clean })
}

fn stats(glossaries: &Glossaries, format: StatsFormat) -> Result<Outcome> {
    let stack = input::stack(glossaries)?;
    let stats: Vec<Stats> = stack.layers().iter().map(Stats::new).collect();
    let mut out = Output::stdout();
    match format {
        StatsFormat::Text => {
            for stats in &stats {
                write!(out, "{}", stats_table(stats, out.style().columns))?;
            }
        }
        StatsFormat::Json => {
            let report = serde_json::json!({ "schema": "baixiao/stats/1", "glossaries": stats });
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        }
    }
    out.finish()?;
    Ok(Outcome::Clean)
}

fn attest_document(document: &str, file: &Path, glossaries: &Glossaries, encoding: &EncodingArgs) -> Result<Outcome> {
    let stack = input::stack(glossaries)?;
    let knows = |id: &str| stack.layers().iter().any(|glossary| glossary.documents.iter().any(|known| known.id == id));
    if !knows(document) {
        let ids = stack.layers().iter().flat_map(|glossary| &glossary.documents).map(|known| format!("`{}`", known.id));
        anyhow::bail!("no document `{document}`; the glossary knows {}", ids.collect::<Vec<_>>().join(", "));
    }
    let text = input::text(file, encoding)?;
    let claims: Vec<_> = stack.layers().iter().flat_map(|glossary| attest(glossary, document, &text)).collect();
    let mut out = Output::stdout();
    write!(out, "{}", attestation_table(&claims, out.style().columns))?;
    out.finish()?;
    let all = claims.iter().all(|claim| claim.found.is_some());
    Ok(if all { Outcome::Clean } else { Outcome::Findings })
}
