//! `convert`: a bilingual file in another format.

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use baixiao::diagnostic::Diagnostic;
use baixiao::files::Spool;
use baixiao::formats::bitext::{
    BITEXT_FORMATS, BitextFormat, BitextReadSetting, BitextWriteSetting, Header, ReceiveUnits, format_of, read,
};
use baixiao::formats::{Losses, Pairing, ReadError};
use baixiao::lang::Lang;
use baixiao::model::Unit;
use baixiao::report::{bitext_format_list, losses};

use crate::Outcome;
use crate::args::{Convert, OutputArgs};
use crate::aside::{Batches, hand_on, put_aside};
use crate::commands::today;
use crate::input::{self, Problems};
use crate::output::{self, Output};

pub(crate) fn run(args: &Convert) -> Result<Outcome> {
    if args.list {
        let mut out = Output::stdout();
        out.write_all(bitext_format_list(out.style().columns).as_bytes())?;
        out.finish()?;
        return Ok(Outcome::Clean);
    }
    let (Some(from), Some(to)) = (&args.from_file, &args.to_file) else {
        bail!("name the file to read and the file to write, such as `memory.tmx memory.csv`");
    };
    let target = target(args, to)?;
    let Some(open) = target.open else { bail!("{} is only read; write another format", target.name) };
    let (spool, survey) = read_aside(args, from)?;
    if survey.units == 0 && survey.errors {
        bail!("nothing could be read, so nothing was written");
    }
    let langs = langs(target, args, &survey)?;
    let date = args.date.clone().unwrap_or_else(today);
    let name = from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let header = Header { source: args.source.or(survey.header.source), ..survey.header };
    let setting = BitextWriteSetting { langs: &langs, name: &name, date: &date, header: &header };
    let file = Some(to.clone()).filter(|to| to != Path::new("-"));
    let mut out = Output::open(&OutputArgs { output: file })?;
    let mut found = Losses::default();
    write(open(&setting, Box::new(&mut out)), spool, &mut found)
        .with_context(|| format!("`{}` could not be written", to.display()))?;
    out.finish()?;
    if survey.units == 0 {
        output::message("warning: there is no unit to write");
    }
    let report = losses(&found);
    if !report.is_empty() {
        output::message(report.trim_end());
    }
    Ok(if survey.errors { Outcome::Failed } else { Outcome::Clean })
}

fn write(
    writer: io::Result<Box<dyn baixiao::formats::bitext::UnitWriter + '_>>,
    spool: Spool<Unit>,
    found: &mut Losses,
) -> io::Result<()> {
    let mut writer = writer?;
    hand_on(spool, &mut |unit| writer.unit(unit, found))?;
    writer.finish(found)
}

/// The format to write: the one asked for, or the one that the file's name ends in.
fn target(args: &Convert, to: &Path) -> Result<&'static BitextFormat> {
    if let Some(target) = args.to {
        return Ok(target);
    }
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let written = |format: &&BitextFormat| format.open.is_some() && format.extensions.contains(&ending.as_str());
    BITEXT_FORMATS.iter().find(written).ok_or_else(|| {
        let names: Vec<&str> =
            BITEXT_FORMATS.iter().filter(|format| format.open.is_some()).map(|format| format.name).collect();
        anyhow!("`{}` does not say in which format to write; name it with `--to`: {}", to.display(), names.join(", "))
    })
}

/// What a writer must know of the units before the first.
#[derive(Default)]
struct Survey {
    units: usize,
    /// The languages in the order in which they come.
    langs: Vec<Lang>,
    header: Header,
    /// Whether something could not be read.
    errors: bool,
}

/// Reads a file, and puts its units aside until it is known how to write them.
fn read_aside(args: &Convert, path: &Path) -> Result<(Spool<Unit>, Survey)> {
    let mut survey = Survey::default();
    let look = |unit: &Unit| {
        survey.units += 1;
        for variant in &unit.variants {
            if !survey.langs.contains(&variant.lang) {
                survey.langs.push(variant.lang);
            }
        }
    };
    let (spool, (header, errors)) = put_aside(look, |batches| pass(args, path, batches))?;
    Ok((spool, Survey { header, errors, ..survey }))
}

fn pass(args: &Convert, path: &Path, batches: &mut Batches<Unit>) -> Result<(Header, bool)> {
    let name = path.display().to_string();
    let mut passing = Passing { batches, header: Header::default(), problems: Problems::new(path) };
    let mut input = input::file(path, &args.encoding, &input::progress(path))?;
    let head = input.fill_buf().with_context(|| format!("cannot read `{name}`"))?;
    let format = args.from.or_else(|| format_of(&name, head));
    let setting = BitextReadSetting {
        name: &name,
        source: args.source,
        target: args.target.first().copied(),
        columns: &args.columns,
    };
    match read(&mut input, format, &setting, &mut passing) {
        Ok(()) => {}
        Err(ReadError::Broken(problem)) => passing.problem(problem),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{name}`")),
    }
    passing.problems.end("inspect");
    Ok((passing.header, passing.problems.errors))
}

struct Passing<'p> {
    batches: &'p mut Batches<Unit>,
    header: Header,
    problems: Problems,
}

impl ReceiveUnits for Passing<'_> {
    fn header(&mut self, header: Header) {
        self.header = header;
    }

    fn unit(&mut self, unit: Unit) -> io::Result<()> {
        self.batches.push(unit)
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.tell(problem);
    }
}

/// The languages to write, the source first.
fn langs(target: &BitextFormat, args: &Convert, survey: &Survey) -> Result<Vec<Lang>> {
    let mut there = survey.langs.clone();
    // What is to be translated still may have no segment in the language.
    let said = survey.header.source.iter().chain(&survey.header.targets);
    let asked = args.source.iter().chain(&args.target).filter(|_| survey.units == 0);
    for lang in said.chain(asked) {
        if !there.contains(lang) {
            there.push(*lang);
        }
    }
    let names = || there.iter().map(|lang| format!("`{lang}`")).collect::<Vec<_>>().join(", ");
    for lang in args.source.iter().chain(&args.target) {
        if !there.iter().any(|known| known == lang || known.serves(*lang)) {
            bail!("there is no segment in `{lang}`; the languages are {}", names());
        }
    }
    let known =
        |lang: Lang| there.iter().copied().find(|held| *held == lang || held.serves(lang) || lang.serves(*held));
    let source = args.source.or_else(|| survey.header.source.and_then(known)).or_else(|| there.first().copied());
    let Some(source) = source else { return Ok(Vec::new()) };
    let others: Vec<Lang> = if args.target.is_empty() {
        there.iter().copied().filter(|lang| *lang != source && !lang.serves(source)).collect()
    } else {
        args.target.clone()
    };
    if others.contains(&source) {
        bail!("`{source}` is both the source and the target language; write two languages");
    }
    if target.pairing == Pairing::Pair && others.len() != 1 {
        let name = target.name;
        bail!("{name} holds one target language; write `--target` with one of {}", names());
    }
    let mut langs = vec![source];
    for lang in others {
        if !langs.contains(&lang) {
            langs.push(lang);
        }
    }
    Ok(langs)
}
