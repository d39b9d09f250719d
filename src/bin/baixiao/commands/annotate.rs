//! `annotate`: the terms in texts.

use std::io::{Read, Write as _};
use std::path::Path;

use anyhow::{Context, Error, Result};
use baixiao::annotate::{Annotation, Annotator, Options};
use baixiao::files::TextReader;
use baixiao::lang::Lang;
use baixiao::report::{
    Annotated, CsvReport, TextStyle, View, decision_table, write_html, write_json, write_json_line, write_line_text,
    write_markdown, write_text,
};
use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::Outcome;
use crate::args::{Annotate, AnnotateFormat, InputKind};
use crate::output::Output;
use crate::{input, output};

/// How much text is annotated at a time when each line is a text, in bytes.
const BATCH: usize = 4 << 20;

pub(crate) fn run(args: &Annotate) -> Result<Outcome> {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global().context("cannot start threads")?;
    }
    let by_line = args.lines || args.input == InputKind::Jsonl;
    if args.lines && matches!(args.format, AnnotateFormat::Json | AnnotateFormat::Html | AnnotateFormat::Markdown) {
        anyhow::bail!("`--lines` goes with `--format text`, `jsonl` or `csv`");
    }
    if args.input == InputKind::Jsonl && args.format != AnnotateFormat::Jsonl {
        anyhow::bail!("`--input jsonl` goes with `--format jsonl`");
    }
    let (stack, patterns) = input::compiled(&args.glossaries)?;
    let options = Options { nested: args.nested, everywhere: args.everywhere };
    let job =
        Job { args, annotator: Annotator::with_patterns(&stack, patterns, options), view: View::new(&stack, &args.to) };
    let mut out = Output::open(&args.output)?;
    if args.explain {
        for path in &args.files {
            let text = input::text(path, &args.encoding)?;
            let decisions = job.annotator.explain(&text, args.lang.0);
            write!(out, "{}", decision_table(job.view, &text, &decisions, out.style().columns))?;
        }
        out.finish()?;
        return Ok(Outcome::Clean);
    }
    let outcome = if by_line { job.lines(&mut out)? } else { job.documents(&mut out)? };
    out.finish()?;
    Ok(outcome)
}

struct Job<'a> {
    args: &'a Annotate,
    annotator: Annotator<'a>,
    view: View<'a>,
}

/// A text that is read and annotated.
struct Document {
    name: String,
    text: String,
    annotation: Annotation,
}

impl Document {
    fn view(&self) -> Annotated<'_> {
        Annotated { name: &self.name, text: &self.text, annotation: &self.annotation }
    }
}

/// One line of input, to be annotated by itself.
struct Line {
    text: String,
    lang: Option<Lang>,
    /// The fields of the input, or the number of the line.
    carried: Map<String, Value>,
}

impl Job<'_> {
    /// Annotates whole files, and reports them together.
    fn documents(&self, out: &mut Output) -> Result<Outcome> {
        let mut outcome = Outcome::Clean;
        let mut documents = Vec::new();
        for path in &self.args.files {
            match input::text(path, &self.args.encoding) {
                Ok(text) => documents.push(Document {
                    name: path.display().to_string(),
                    annotation: self.annotator.annotate(&text, self.args.lang.0),
                    text,
                }),
                Err(error) => {
                    output::error(&format!("{error:#}"));
                    outcome = Outcome::Failed;
                }
            }
        }
        if documents.is_empty() {
            return Ok(outcome);
        }
        let views: Vec<Annotated<'_>> = documents.iter().map(Document::view).collect();
        let style = out.style();
        match self.args.format {
            AnnotateFormat::Text => {
                for (number, view) in views.iter().enumerate() {
                    if views.len() > 1 {
                        let gap = if number > 0 { "\n" } else { "" };
                        writeln!(out, "{gap}== {} ==", view.name)?;
                    }
                    write_text(out, self.view, *view, style)?;
                }
            }
            AnnotateFormat::Json => write_json(out, self.view, &views)?,
            AnnotateFormat::Jsonl => {
                for view in &views {
                    let named = Map::from_iter([("name".to_owned(), Value::from(view.name))]);
                    write_json_line(out, self.view, *view, &named)?;
                }
            }
            AnnotateFormat::Html => write_html(out, self.view, &views)?,
            AnnotateFormat::Markdown => write_markdown(out, self.view, &views)?,
            AnnotateFormat::Csv => {
                let mut report = CsvReport::new(&mut *out, self.view)?;
                views.iter().try_for_each(|view| report.write(*view, None))?;
                report.finish()?;
            }
        }
        Ok(outcome)
    }

    /// Annotates line by line; memory does not grow with the input.
    fn lines(&self, out: &mut Output) -> Result<Outcome> {
        let mut outcome = Outcome::Clean;
        if self.args.format == AnnotateFormat::Csv {
            CsvReport::new(&mut *out, self.view)?.finish()?;
        }
        for path in &self.args.files {
            let fault = match input::open(path, &self.args.encoding) {
                Ok(reader) => self.file_by_line(path, reader, out)?,
                Err(error) => Some(error),
            };
            if let Some(error) = fault {
                output::error(&format!("{error:#}"));
                outcome = Outcome::Failed;
            }
        }
        Ok(outcome)
    }

    /// Annotates the lines of one file; what is wrong with the file, if anything.
    ///
    /// # Errors
    ///
    /// If the output does not take the report.
    fn file_by_line<R: Read>(&self, path: &Path, mut reader: TextReader<R>, out: &mut Output) -> Result<Option<Error>> {
        let name = path.display().to_string();
        let mut number = 0;
        loop {
            let mut batch = Vec::new();
            let mut size = 0;
            let mut failed = None;
            while size < BATCH {
                match reader.line() {
                    Ok(Some(text)) => {
                        number += 1;
                        size += text.len() + 64;
                        match self.line(text, number) {
                            Ok(line) => batch.push((number, line)),
                            Err(error) => {
                                failed = Some(error);
                                break;
                            }
                        }
                    }
                    Ok(None) => break,
                    Err(error) => {
                        failed = Some(Error::new(error).context(format!("after line {number}")));
                        break;
                    }
                }
            }
            if batch.is_empty() && failed.is_none() {
                return Ok(None);
            }
            let style = out.style();
            let reports: Vec<std::io::Result<Vec<u8>>> =
                batch.par_iter().map(|(number, line)| self.report(&name, *number, line, style)).collect();
            for report in reports {
                out.write_all(&report?)?;
            }
            // What was read before the fault has been written.
            if let Some(error) = failed {
                return Ok(Some(error.context(format!("`{name}`"))));
            }
        }
    }

    fn line(&self, text: String, number: usize) -> Result<Line> {
        let given = self.args.lang.0;
        if self.args.input == InputKind::Text {
            return Ok(Line { text, lang: given, carried: Map::from_iter([("line".to_owned(), Value::from(number))]) });
        }
        let wrong =
            |what: &str| anyhow::anyhow!("line {number}: {what}; write an object such as {{\"text\": \"护城河\"}}");
        let Value::Object(carried) = serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))? else {
            return Err(wrong("not an object"));
        };
        let Some(text) = carried.get("text").and_then(Value::as_str).map(str::to_owned) else {
            return Err(wrong("no `text` that is a string"));
        };
        let own = carried.get("lang").and_then(Value::as_str).map(str::parse).transpose();
        let own: Option<Lang> = own.map_err(|error: baixiao::lang::LangError| wrong(&error.to_string()))?;
        Ok(Line { text, lang: given.or(own), carried })
    }

    fn report(&self, name: &str, number: usize, line: &Line, style: TextStyle) -> std::io::Result<Vec<u8>> {
        let annotation = self.annotator.annotate(&line.text, line.lang);
        let annotated = Annotated { name, text: &line.text, annotation: &annotation };
        let mut out = Vec::new();
        match self.args.format {
            AnnotateFormat::Jsonl => write_json_line(&mut out, self.view, annotated, &line.carried)?,
            AnnotateFormat::Csv => {
                let mut report = CsvReport::rows_only(&mut out, self.view);
                report.write(annotated, Some(number))?;
                report.finish()?;
            }
            AnnotateFormat::Text | AnnotateFormat::Json | AnnotateFormat::Html | AnnotateFormat::Markdown => {
                write_line_text(&mut out, self.view, annotated, style)?;
            }
        }
        Ok(out)
    }
}
