//! `export`: the glossary for other tools.

mod languages;
mod occurring;
mod passing;
mod supply;

use std::io::{self, IsTerminal as _, Write};

use anyhow::{Context, Result, bail};
use baixiao::files::Utf16Writer;
use baixiao::formats::{ByteOrder, Losses, Target, WriteSetting, target};
use baixiao::report::{losses, target_list};

use crate::Outcome;
use crate::args::{Export, Layout};
use crate::commands::today;
use crate::output::{self, Output};

use supply::{Supply, Survey};

pub(crate) fn run(args: &Export) -> Result<Outcome> {
    if args.list {
        let mut out = Output::stdout();
        out.write_all(target_list(out.style().columns).as_bytes())?;
        out.finish()?;
        return Ok(Outcome::Clean);
    }
    let target = match (args.target.name, args.layout) {
        ("csv", Layout::Wide) => target("csv-wide")?,
        _ => args.target,
    };
    if target.byte_order == ByteOrder::Binary && args.output.output.is_none() && io::stdout().is_terminal() {
        bail!("{} is a file of bytes, not of text; name it with `--output glossary.{}`", target.name, target.extension);
    }
    let mut supply = match &args.text {
        None => Supply::open(&args.glossaries)?,
        Some(text) => occurring::supply(args, text)?,
    };
    let survey = supply.survey()?;
    if survey.concepts == 0 && survey.errors {
        bail!("nothing could be read, so nothing was written");
    }
    let langs = languages::asked(target, args.source, &args.to, &survey.langs)?;
    let date = args.date.clone().unwrap_or_else(today);
    let name = supply.name.clone();
    let setting = WriteSetting {
        langs: &langs,
        name: &name,
        date: &date,
        kept: &survey.kept,
        concept_columns: &survey.columns.of_concepts,
        term_columns: &survey.columns.of_terms,
        budget: args.budget,
    };
    let mut out = Output::open(&args.output)?;
    let mut found = Losses::default();
    write(target, &setting, args.bom, supply, &mut out, &mut found).context("the export could not be written")?;
    out.finish()?;
    tell(target, &survey, &found);
    Ok(if survey.errors { Outcome::Failed } else { Outcome::Clean })
}

fn write(
    target: &Target,
    setting: &WriteSetting<'_>,
    bom: bool,
    supply: Supply,
    mut out: impl Write,
    found: &mut Losses,
) -> Result<()> {
    let out: Box<dyn Write + '_> = match target.byte_order {
        ByteOrder::Utf16 => Box::new(Utf16Writer::new(out)?),
        ByteOrder::Binary => Box::new(out),
        ByteOrder::Utf8 | ByteOrder::Utf8Mark => {
            if bom || target.byte_order == ByteOrder::Utf8Mark {
                out.write_all("\u{feff}".as_bytes())?;
            }
            Box::new(out)
        }
    };
    let mut writer = (target.open)(setting, out)?;
    supply.each(&mut |concept| writer.concept(concept, found))?;
    Ok(writer.finish(found)?)
}

/// Says what the format did not take as it was.
fn tell(target: &Target, survey: &Survey, found: &Losses) {
    if target.experimental {
        output::message(&format!(
            "note: `{}` is experimental: some of its rules are documented nowhere; try a small file first",
            target.name
        ));
    }
    if survey.concepts == 0 {
        output::message("warning: there is no concept to write");
    }
    let report = losses(found);
    if !report.is_empty() {
        output::message(report.trim_end());
    }
}
