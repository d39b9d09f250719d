//! `glossary diff`: what two glossaries differ in.

use anyhow::Result;
use baixiao::glossary::{Diff, diff};
use baixiao::report::{write_diff_json, write_diff_text};

use crate::Outcome;
use crate::args::{DiffFormat, GlossaryDiff};
use crate::input;
use crate::output::Output;

pub(super) fn run(args: &GlossaryDiff) -> Result<Outcome> {
    let (ours, theirs) = (input::one(&args.ours)?, input::one(&args.theirs)?);
    let mut diff = diff(&ours, &theirs);
    if args.ours.is_file() || args.theirs.is_file() {
        // A single file has no place for anything else.
        diff = Diff { concepts: diff.concepts, ..Diff::default() };
    }
    let mut out = Output::open(&args.output)?;
    match args.format {
        DiffFormat::Text => {
            let style = out.style();
            write_diff_text(&mut out, &diff, style)?;
        }
        DiffFormat::Json => write_diff_json(&mut out, &ours.name, &theirs.name, &diff)?,
    }
    out.finish()?;
    Ok(if diff.is_empty() { Outcome::Clean } else { Outcome::Findings })
}
