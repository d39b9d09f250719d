//! `compare`: the renditions of one statement, side by side.

mod groups;

use anyhow::Result;
use baixiao::annotate::{Annotator, Options};
use baixiao::compare::compare;
use baixiao::report::{ComparedView, write_comparison_json};

use crate::Outcome;
use crate::args::{Compare, OutputArgs};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Compare) -> Result<Outcome> {
    let (stack, patterns) = input::compiled(&args.glossaries)?;
    let annotator = Annotator::with_patterns(&stack, patterns, Options::default());
    let group = groups::asked(args, &annotator)?;
    let comparison = compare(&group);
    let view = ComparedView { group: &group, comparison: &comparison };
    let mut out = Output::open(&OutputArgs { output: args.output.clone() })?;
    write_comparison_json(&mut out, view)?;
    out.finish()?;
    Ok(Outcome::Clean)
}
