//! `glossary merge`: what two sides made of one glossary.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use baixiao::files::write_together;
use baixiao::glossary::{MergeError, MergedFile, merge_files};
use baixiao::report::diagnostics;

use crate::Outcome;
use crate::args::GlossaryMerge;
use crate::output::message;

pub(super) fn run(args: &GlossaryMerge) -> Result<Outcome> {
    let (files, conflicts) =
        merge_files([&args.base, &args.ours, &args.theirs], args.path.as_deref()).inspect_err(|error| {
            if let MergeError::Unreadable(problems) = error {
                message(diagnostics(problems).trim_end());
            }
        })?;
    let target = args.output.as_deref().unwrap_or(&args.ours);
    write(&files, target)?;
    let name = args.path.as_deref().unwrap_or(target).display();
    for conflict in &conflicts {
        message(&format!("{name}: conflict: {conflict}"));
    }
    Ok(if conflicts.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

fn write(files: &[MergedFile], target: &Path) -> Result<()> {
    let named: Vec<(PathBuf, &str)> = files
        .iter()
        .map(|file| (file.name.map_or_else(|| target.to_owned(), |name| target.join(name)), file.text.as_str()))
        .collect();
    if files.iter().any(|file| file.name.is_some()) {
        fs::create_dir_all(target).with_context(|| format!("cannot write `{}`", target.display()))?;
    }
    Ok(write_together(named.iter().map(|(path, text)| (path.as_path(), *text)))?)
}
