//! `score`: the annotator against people.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use baixiao::annotate::{Annotator, Gold, Options, score};

use crate::Outcome;
use crate::args::{EncodingArgs, Glossaries};
use crate::input;
use crate::output::Output;

pub(crate) fn run(path: &Path, glossaries: &Glossaries, errors: bool) -> Result<Outcome> {
    let stack = input::stack(glossaries)?;
    let text = input::text(path, &EncodingArgs { encoding: None, lossy: false })?;
    let sentence = |(number, line)| {
        serde_json::from_str::<Gold>(line).with_context(|| format!("`{}`, line {}", path.display(), number + 1))
    };
    let gold = text.lines().enumerate().map(sentence).collect::<Result<Vec<_>>>()?;
    let mut out = Output::stdout();
    writeln!(out, "lang     right  false  missed  precision  recall     F1")?;
    for (lang, tally) in score(&Annotator::new(&stack, Options::default()), &gold) {
        let counts = format!("{:>5}  {:>5}  {:>6}", tally.right, tally.false_hits, tally.missed);
        writeln!(out, "{lang:<7}  {counts}  {:>9.3}  {:>6.3}  {:>5.3}", tally.precision(), tally.recall(), tally.f1())?;
        for fault in tally.faults.iter().filter(|_| errors) {
            writeln!(out, "      {fault}")?;
        }
    }
    out.finish()?;
    Ok(Outcome::Clean)
}
