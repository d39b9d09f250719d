//! `compare`: the renditions of one statement, side by side.

mod folder;
mod groups;

use anyhow::Result;
use baixiao::annotate::{Annotator, Options};
use baixiao::compare::{Comparison, Group, compare, profiles, suggestions};
use baixiao::report::{
    ComparedView, Neighbours, write_comparison_csv, write_comparison_html, write_comparison_json,
    write_comparison_markdown, write_comparison_text, write_profiles_csv, write_profiles_html, write_profiles_json,
    write_profiles_markdown, write_profiles_text, write_suggestions,
};

use crate::Outcome;
use crate::args::{Compare, CompareFormat, OutputArgs};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Compare) -> Result<Outcome> {
    let (stack, patterns) = input::compiled(&args.glossaries)?;
    let annotator = Annotator::with_patterns(&stack, patterns, Options::default());
    let output = OutputArgs { output: args.output.clone() };
    if let Some(folder) = args.output.as_deref().filter(|_| args.all) {
        folder::write(&compared(groups::all(&annotator)?), folder)?;
    } else if args.profile {
        write_profiles(&compared(groups::all(&annotator)?), args.format, Output::open(&output)?)?;
    } else if args.suggest {
        let is_all = args.what.is_empty() && args.lines.is_none();
        let groups = if is_all { groups::all(&annotator)? } else { vec![groups::asked(args, &annotator)?] };
        let mut out = Output::open(&output)?;
        write_suggestions(&mut out, &suggestions(&groups))?;
        out.finish()?;
    } else {
        let group = groups::asked(args, &annotator)?;
        write(&group, args.format, Output::open(&output)?)?;
    }
    Ok(Outcome::Clean)
}

/// Each group with what comparing it came to.
fn compared(groups: Vec<Group>) -> Vec<(Group, Comparison)> {
    groups
        .into_iter()
        .map(|group| {
            let comparison = compare(&group);
            (group, comparison)
        })
        .collect()
}

fn write(group: &Group, format: CompareFormat, mut out: Output) -> Result<()> {
    let view = ComparedView { group, comparison: &compare(group) };
    match format {
        CompareFormat::Text => {
            let style = out.style();
            write_comparison_text(&mut out, view, style)?;
        }
        CompareFormat::Json => write_comparison_json(&mut out, view)?,
        CompareFormat::Html => write_comparison_html(&mut out, view, Neighbours::default())?,
        CompareFormat::Csv => write_comparison_csv(&mut out, view)?,
        CompareFormat::Markdown => write_comparison_markdown(&mut out, view)?,
    }
    out.finish()
}

fn write_profiles(compared: &[(Group, Comparison)], format: CompareFormat, mut out: Output) -> Result<()> {
    let profiles = profiles(compared);
    match format {
        CompareFormat::Text => {
            let style = out.style();
            write_profiles_text(&mut out, &profiles, style)?;
        }
        CompareFormat::Json => write_profiles_json(&mut out, &profiles)?,
        CompareFormat::Html => write_profiles_html(&mut out, &profiles)?,
        CompareFormat::Csv => write_profiles_csv(&mut out, &profiles)?,
        CompareFormat::Markdown => write_profiles_markdown(&mut out, &profiles)?,
    }
    out.finish()
}
