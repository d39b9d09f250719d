//! `inspect`: what is in bilingual files.

use std::io::{self, BufRead as _};
use std::path::Path;

use anyhow::{Context, Result};
use baixiao::diagnostic::{Diagnostic, Severity};
use baixiao::formats::ReadError;
use baixiao::formats::bitext::{BitextReadSetting, Header, ReceiveUnits, format_of};
use baixiao::lang::Lang;
use baixiao::model::{CodeKind, Unit, Variant};
use baixiao::report::{InspectedFile, InspectedLang, write_inspection_json, write_inspection_text};
use baixiao::segment::word_spans;

use crate::Outcome;
use crate::args::{Inspect, InspectFormat};
use crate::input;
use crate::output::Output;

pub(crate) fn run(args: &Inspect) -> Result<Outcome> {
    let files = args.files.iter().map(|path| inspect(args, path)).collect::<Result<Vec<_>>>()?;
    let mut out = Output::open(&args.output)?;
    let columns = out.style().columns;
    match args.format {
        InspectFormat::Text => write_inspection_text(&mut out, &files, columns)?,
        InspectFormat::Json => write_inspection_json(&mut out, &files)?,
    }
    out.finish()?;
    let found = files.iter().flat_map(|file| &file.problems).any(|problem| problem.severity > Severity::Note);
    Ok(match files.iter().any(|file| file.format.is_empty()) {
        true => Outcome::Failed,
        false if found => Outcome::Findings,
        false => Outcome::Clean,
    })
}

fn inspect(args: &Inspect, path: &Path) -> Result<InspectedFile> {
    let name = path.display().to_string();
    let cannot = || format!("cannot read `{name}`");
    let mut input = input::file(path, &args.encoding, &input::progress(path))?;
    let mut file = InspectedFile { name: name.clone(), ..InspectedFile::default() };
    file.encoding = input.get_ref().encoding().map(|encoding| encoding.to_string()).unwrap_or_default();
    file.wrapping = input.get_ref().wrapping();
    let head = input.fill_buf().with_context(cannot)?;
    let Some(format) = args.from.or_else(|| format_of(&name, head)) else {
        let message = "the format cannot be told from how the file begins; name it with `--from`";
        file.problems.push(Diagnostic::error("format", message));
        return Ok(file);
    };
    file.format = format.name;
    let setting = BitextReadSetting { name: &name, source: args.source, target: args.target, columns: &args.columns };
    let mut counting = Counting { file, at: 0 };
    match (format.read)(&mut input, &setting, &mut counting) {
        Ok(()) => {}
        Err(ReadError::Broken(problem)) => counting.problem(problem),
        Err(error) => return Err(error).with_context(cannot),
    }
    Ok(counting.file)
}

/// Counts what it is given.
struct Counting {
    file: InspectedFile,
    /// Where the language stood that was counted last.
    at: usize,
}

impl Counting {
    /// What was counted in a language.
    fn lang(&mut self, lang: Lang) -> Option<&mut InspectedLang> {
        let langs = &mut self.file.langs;
        if langs.get(self.at).is_none_or(|held| held.lang != lang) {
            self.at = langs.iter().position(|held| held.lang == lang).unwrap_or_else(|| {
                langs.push(InspectedLang::new(lang));
                langs.len() - 1
            });
        }
        langs.get_mut(self.at)
    }

    fn count(&mut self, variant: &Variant) {
        let Some(counted) = self.lang(variant.lang) else { return };
        let (text, codes) = (&variant.content.text, &variant.content.codes);
        counted.segments += 1;
        counted.empty += usize::from(variant.content.is_empty());
        counted.words += word_spans(text, variant.lang).len();
        counted.characters += text.chars().count();
        counted.codes += codes.len();
        counted.unpaired += codes.iter().filter(|code| code.kind != CodeKind::Alone && code.pair.is_none()).count();
        if let Some((_, count)) = counted.states.iter_mut().find(|(state, _)| *state == variant.state) {
            *count += 1;
        }
        let written = variant.written();
        if let Err(at) = counted.written.binary_search_by(|held| held.as_str().cmp(written)) {
            counted.written.insert(at, written.to_owned());
        }
    }
}

impl ReceiveUnits for Counting {
    fn header(&mut self, header: Header) {
        self.file.version = header.version.to_string();
        self.file.tool = header.tool.to_string();
        self.file.source = header.source;
    }

    fn unit(&mut self, unit: Unit) -> io::Result<()> {
        self.file.units += 1;
        unit.variants.iter().for_each(|variant| self.count(variant));
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.file.problems.push(problem);
    }
}
