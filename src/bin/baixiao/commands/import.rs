//! `import`: the terms of other tools' files, into a glossary.

use anyhow::{Context, Result, bail};
use baixiao::diagnostic::Parsed;
use baixiao::formats::ReadSetting;
use baixiao::glossary::{AbsorbOptions, Gathered, Glossary, Prefer, absorb, gather, load_to_change, save};
use baixiao::model::{Kept, Status};
use baixiao::report::{write_absorption_json, write_absorption_text};

use crate::Outcome;
use crate::args::{DiffFormat, Import, Side};
use crate::input::{self, Problems};
use crate::output::{self, Output};

pub(crate) fn run(args: &Import) -> Result<Outcome> {
    let mut ours = ours(args)?;
    let (theirs, errors) = theirs(args)?;
    let empty = theirs.concepts.is_empty();
    if empty && errors {
        bail!("nothing could be read, so nothing was written");
    }
    let prefer = args.prefer.map(|side| match side {
        Side::Ours => Prefer::Ours,
        Side::Theirs => Prefer::Theirs,
    });
    let unsaid = unsaid(&theirs);
    keep(&mut ours, theirs.kept, prefer);
    let absorption = absorb(&ours, theirs.concepts, AbsorbOptions { prefer, unsaid: &unsaid });
    let mut out = Output::open(&args.output)?;
    let style = out.style();
    match args.format {
        DiffFormat::Text => write_absorption_text(&mut out, &absorption, style)?,
        DiffFormat::Json => write_absorption_json(&mut out, &absorption)?,
    }
    out.finish()?;
    // A file without terms makes no glossary.
    if !args.dry_run && (!empty || args.into.exists()) {
        for path in save(&absorption.glossary, &args.into)? {
            output::message(&format!("wrote {}", path.display()));
        }
    }
    Ok(match (errors, absorption.is_settled()) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Clean,
        (false, false) => Outcome::Findings,
    })
}

/// The glossary to merge into, without anything in it if it is not there.
fn ours(args: &Import) -> Result<Glossary> {
    let path = &args.into;
    if !path.exists() {
        return Ok(Glossary::default());
    }
    let parsed = load_to_change(path, None)?;
    if let Some(problem) = parsed.problems.first() {
        output::message(&problem.to_string());
        bail!("`{0}` cannot be written back without loss; `baixiao glossary check {0}` says why", path.display());
    }
    Ok(parsed.value)
}

/// What all files hold, and whether something in them could not be read.
fn theirs(args: &Import) -> Result<(Gathered, bool)> {
    let mut all = Gathered::default();
    let mut errors = false;
    let mut assumed: Vec<Vec<&str>> = Vec::new();
    for path in &args.files {
        let name = path.display().to_string();
        let setting = ReadSetting {
            name: &name,
            format: args.from,
            source: args.source,
            target: args.target,
            columns: &args.columns,
        };
        let mut bytes = input::file(path, &args.encoding, &input::progress(path))?;
        let Parsed { value, problems } =
            gather(&mut bytes, &setting).with_context(|| format!("cannot read `{name}`"))?;
        let mut shown = Problems::new(path);
        for problem in problems {
            shown.tell(problem);
        }
        shown.end("glossary check");
        errors |= shown.errors;
        all.concepts.extend(value.concepts);
        all.kept.extend(value.kept);
        assumed.push(value.assumed);
    }
    // What one file says is said.
    all.assumed = assumed.pop().unwrap_or_default();
    all.assumed.retain(|column| assumed.iter().all(|columns| columns.contains(column)));
    Ok((all, errors))
}

/// The columns of which the files say nothing: where all terms are admitted, as
/// they are by default, nobody said so.
fn unsaid(theirs: &Gathered) -> Vec<&'static str> {
    let mut unsaid = theirs.assumed.clone();
    if theirs.concepts.iter().flat_map(|concept| &concept.terms).all(|term| term.status == Status::Admitted) {
        unsaid.push("status");
    }
    unsaid
}

/// What files say of themselves: what the glossary has already stays, unless theirs is preferred.
fn keep(ours: &mut Glossary, theirs: Vec<Kept>, prefer: Option<Prefer>) {
    for kept in theirs {
        let same = |known: &&mut Kept| known.format == kept.format && known.name == kept.name;
        match ours.kept.iter_mut().find(same) {
            None => ours.kept.push(kept),
            Some(known) if prefer == Some(Prefer::Theirs) => *known = kept,
            Some(_) => {}
        }
    }
}
