//! What is in bilingual files.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::diagnostic::Diagnostic;
use crate::formats::Pairing;
use crate::formats::bitext::BITEXT_FORMATS;
use crate::lang::Lang;
use crate::model::{State, Word as _};
use crate::report::tables::table;

/// How wide the tags as they are written may become in a table.
const WRITTEN: usize = 24;

/// What is in a bilingual file.
#[derive(Clone, Debug, Default)]
pub struct InspectedFile {
    /// What the file is called.
    pub name: String,
    /// The name of its format; empty where it could not be told.
    pub format: &'static str,
    /// The version of its format.
    pub version: String,
    /// The program that wrote it.
    pub tool: String,
    /// The encoding; empty where it is no text.
    pub encoding: String,
    /// What is around the text: `byte order mark`, `gzip`, `zip`.
    pub wrapping: Vec<&'static str>,
    /// The language of the source, where the file has one.
    pub source: Option<Lang>,
    /// How many units there are.
    pub units: usize,
    /// The languages, in the order in which they come.
    pub langs: Vec<InspectedLang>,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
}

/// What is in a bilingual file in one language.
#[derive(Clone, Debug)]
pub struct InspectedLang {
    /// The language.
    pub lang: Lang,
    /// How the file writes it, sorted.
    pub written: Vec<String>,
    /// How many segments there are.
    pub segments: usize,
    /// How many of them are empty.
    pub empty: usize,
    /// How many words, as the language has them.
    pub words: usize,
    /// How many characters (code points), codes aside.
    pub characters: usize,
    /// How many codes.
    pub codes: usize,
    /// How many of them begin or end something whose counterpart is in another segment.
    pub unpaired: usize,
    /// How many segments are in each state, in the order of [`State`].
    pub states: Vec<(State, usize)>,
}

#[derive(Serialize)]
struct Report<'i> {
    schema: &'static str,
    files: Vec<FileRow<'i>>,
}

#[derive(Serialize)]
struct FileRow<'i> {
    name: &'i str,
    format: &'i str,
    version: &'i str,
    tool: &'i str,
    encoding: &'i str,
    wrapping: &'i [&'static str],
    source: Option<Lang>,
    units: usize,
    languages: Vec<LangRow<'i>>,
    problems: Vec<ProblemRow<'i>>,
}

#[derive(Serialize)]
struct LangRow<'i> {
    lang: Lang,
    written: &'i [String],
    segments: usize,
    empty: usize,
    words: usize,
    characters: usize,
    codes: usize,
    unpaired_codes: usize,
    states: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct ProblemRow<'i> {
    severity: crate::diagnostic::Severity,
    code: &'static str,
    message: &'i str,
    line: Option<usize>,
    column: Option<usize>,
}

/// Writes what is in some files as `baixiao/inspect/1`.
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn write_inspection_json(out: &mut impl Write, files: &[InspectedFile]) -> io::Result<()> {
    let report = Report { schema: "baixiao/inspect/1", files: files.iter().map(file_row).collect() };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn file_row(file: &InspectedFile) -> FileRow<'_> {
    let lang_row = |lang: &'_ InspectedLang| {
        lang.states.iter().map(|(state, count)| (state.word().to_owned(), (*count).into())).collect()
    };
    FileRow {
        name: &file.name,
        format: file.format,
        version: &file.version,
        tool: &file.tool,
        encoding: &file.encoding,
        wrapping: &file.wrapping,
        source: file.source,
        units: file.units,
        languages: file
            .langs
            .iter()
            .map(|lang| LangRow {
                lang: lang.lang,
                written: &lang.written,
                segments: lang.segments,
                empty: lang.empty,
                words: lang.words,
                characters: lang.characters,
                codes: lang.codes,
                unpaired_codes: lang.unpaired,
                states: lang_row(lang),
            })
            .collect(),
        problems: file
            .problems
            .iter()
            .map(|problem| ProblemRow {
                severity: problem.severity,
                code: problem.code,
                message: &problem.message,
                line: problem.position.map(|position| position.line),
                column: problem.position.map(|position| position.column),
            })
            .collect(),
    }
}

/// Writes what is in some files for people.
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn write_inspection_text(out: &mut impl Write, files: &[InspectedFile], columns: u16) -> io::Result<()> {
    for (at, file) in files.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_file(out, file, columns)?;
    }
    Ok(())
}

fn write_file(out: &mut impl Write, file: &InspectedFile, columns: u16) -> io::Result<()> {
    let format = if file.format.is_empty() { "no format that is known" } else { file.format };
    let mut about = vec![[format, &file.version].join(" ").trim_end().to_owned()];
    if !file.encoding.is_empty() {
        about.push([&[file.encoding.as_str()], file.wrapping.as_slice()].concat().join(" + "));
    }
    if !file.tool.is_empty() {
        about.push(format!("by {}", file.tool));
    }
    writeln!(out, "{}: {}", file.name, about.join(", "))?;
    let source =
        file.source.map_or_else(|| "no source language of its own".to_owned(), |lang| format!("source {lang}"));
    if !file.format.is_empty() {
        writeln!(out, "{} units, {source}", file.units)?;
    }
    if !file.langs.is_empty() {
        let states: Vec<State> = State::ALL
            .iter()
            .copied()
            .filter(|state| file.langs.iter().any(|lang| lang.in_state(*state) > 0))
            .collect();
        let mut header: Vec<String> =
            ["lang", "written", "segments", "empty", "words", "characters", "codes", "unpaired"]
                .map(str::to_owned)
                .into();
        header.extend(states.iter().map(|state| state.word().to_owned()));
        let rows = file.langs.iter().map(|lang| {
            let mut row = vec![lang.lang.to_string(), written(&lang.written)];
            let counts = [lang.segments, lang.empty, lang.words, lang.characters, lang.codes, lang.unpaired];
            row.extend(counts.map(|count| count.to_string()));
            row.extend(states.iter().map(|state| lang.in_state(*state).to_string()));
            row
        });
        writeln!(out, "\n{}", table(header, rows, columns))?;
    }
    if !file.problems.is_empty() {
        writeln!(out)?;
    }
    let name = Path::new(&file.name);
    file.problems.iter().try_for_each(|problem| writeln!(out, "{}", problem.clone().in_file(name)))
}

/// The tags, as many as have room.
fn written(tags: &[String]) -> String {
    let mut out = String::new();
    for (at, tag) in tags.iter().enumerate() {
        if at > 0 && out.width() + tag.width() > WRITTEN {
            let _ = write!(out, " +{}", tags.len() - at);
            break;
        }
        if at > 0 {
            out.push(' ');
        }
        out.push_str(tag);
    }
    out
}

impl InspectedLang {
    /// A language of which nothing has been counted yet.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            written: Vec::new(),
            segments: 0,
            empty: 0,
            words: 0,
            characters: 0,
            codes: 0,
            unpaired: 0,
            states: State::ALL.iter().map(|state| (*state, 0)).collect(),
        }
    }

    fn in_state(&self, state: State) -> usize {
        self.states.iter().find(|(held, _)| *held == state).map_or(0, |(_, count)| *count)
    }
}

/// The formats of bilingual files, with what each keeps and loses.
pub fn bitext_format_list(columns: u16) -> String {
    let rows = BITEXT_FORMATS.iter().map(|format| {
        let langs = match format.pairing {
            Pairing::Pair => "a pair",
            Pairing::Source => "source and others",
            Pairing::All => "any",
        };
        let mut can = vec!["read"];
        can.extend(format.open.map(|_| "written"));
        can.extend(format.patch.map(|_| "patched"));
        let endings = format.extensions.join(", ");
        [format.name, format.title, &endings, langs, &can.join(", "), format.keeps, format.loses]
            .map(str::to_owned)
            .into()
    });
    let header = ["format", "what it is", "file", "languages", "is", "keeps", "loses"].map(str::to_owned).into();
    table(header, rows, columns) + "\n"
}
