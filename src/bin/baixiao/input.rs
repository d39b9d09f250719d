//! What commands read: texts and glossaries.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use baixiao::files::TextReader;
use baixiao::glossary::{Glossary, Stack, load};

use crate::args::{EncodingArgs, Glossaries};
use crate::output;

/// How many problems of a glossary are shown when it is only used.
const SHOWN: usize = 5;

/// A reader of a file, or of standard input for `-`.
pub(crate) fn open(path: &Path, encoding: &EncodingArgs) -> Result<TextReader<Box<dyn Read>>> {
    let bytes: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        if path.is_dir() {
            anyhow::bail!("`{}` is a folder; name the files in it", path.display());
        }
        Box::new(File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?)
    };
    Ok(TextReader::new(bytes, encoding.encoding, encoding.lossy))
}

/// The whole text of a file.
pub(crate) fn text(path: &Path, encoding: &EncodingArgs) -> Result<String> {
    open(path, encoding)?.rest().with_context(|| format!("cannot read `{}`", path.display()))
}

/// The glossaries asked for, or the embedded one. Problems are told, not fatal.
pub(crate) fn stack(args: &Glossaries) -> Result<Stack> {
    if args.glossaries.is_empty() {
        return Ok(Stack::new(vec![Glossary::embedded()]));
    }
    args.glossaries.iter().map(glossary).collect::<Result<Vec<_>>>().map(Stack::new)
}

fn glossary(path: &PathBuf) -> Result<Glossary> {
    if path == Path::new("embedded") && !path.exists() {
        return Ok(Glossary::embedded());
    }
    let parsed = load(path, None)?;
    for problem in parsed.problems.iter().take(SHOWN) {
        output::message(&problem.to_string());
    }
    if let Some(more) = parsed.problems.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let path = path.display();
        output::message(&format!("warning: {more} more problems; `baixiao glossary check {path}` lists them"));
    }
    Ok(parsed.value)
}
