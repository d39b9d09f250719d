//! `mine`: wordings of one statement across documents.

mod decisions;
mod records;
mod review;

use std::path::Path;

use anyhow::Result;
use baixiao::annotate::{Annotator, Options as AnnotateOptions};
use baixiao::compare::mine::{Cut, Mention, Mined, Options, Source, mine};
use baixiao::glossary::Stack;
use baixiao::lang::Lang;
use baixiao::report::{MinedView, SourceView, View};
use baixiao::report::{write_mined_csv, write_mined_html, write_mined_json, write_mined_text};
use baixiao::text::detect_lang;

use crate::Outcome;
use crate::args::{Mine, MineFormat};
use crate::output::Output;
use crate::{input, output};

/// A text that was read.
struct Document {
    name: String,
    text: String,
    outlet: String,
}

pub(crate) fn run(args: &Mine) -> Result<Outcome> {
    if args.review.0 > args.min.0 {
        anyhow::bail!("`--review {}` is above `--min {}`; write a lower one", args.review.0, args.min.0);
    }
    let (stack, patterns) = input::compiled(&args.glossaries)?;
    let mut outcome = Outcome::Clean;
    let mut documents = Vec::new();
    for path in &args.files {
        match input::text(path, &args.encoding) {
            Ok(text) => {
                documents.push(Document { name: path.display().to_string(), text, outlet: outlet(&stack, path) });
            }
            Err(error) => {
                output::error(&format!("{error:#}"));
                outcome = Outcome::Failed;
            }
        }
    }
    if documents.is_empty() {
        return Ok(outcome);
    }
    let mined = find(args, &Annotator::with_patterns(&stack, patterns, AnnotateOptions::default()), &documents);
    let sources: Vec<SourceView<'_>> = documents
        .iter()
        .map(|document| SourceView { name: &document.name, text: &document.text, outlet: &document.outlet })
        .collect();
    let view = MinedView { sources: &sources, mined: &mined, lines: args.lines };
    if let Some(folder) = &args.save {
        return review::review(view, folder);
    }
    let mut out = Output::open(&args.output)?;
    match args.format {
        MineFormat::Text => {
            let style = out.style();
            write_mined_text(&mut out, view, style)?;
        }
        MineFormat::Json => write_mined_json(&mut out, view)?,
        MineFormat::Html => write_mined_html(&mut out, view)?,
        MineFormat::Csv => write_mined_csv(&mut out, view)?,
    }
    out.finish()?;
    Ok(outcome)
}

fn find(args: &Mine, annotator: &Annotator<'_>, documents: &[Document]) -> Mined {
    let stack = annotator.stack();
    let view = View::new(stack, &[]);
    let source = |document: &'_ Document| {
        let lang = args.lang.0.or_else(|| detect_lang(&document.text, stack.langs())).unwrap_or(Lang::UND);
        let hits = annotator.annotate(&document.text, Some(lang)).hits;
        let mention =
            |hit: &baixiao::annotate::Hit| Mention { span: hit.span, concept: view.entry(hit.entry).1.id.to_string() };
        (lang, hits.iter().map(mention).collect::<Vec<_>>())
    };
    let sources: Vec<Source<'_>> = documents
        .iter()
        .map(|document| {
            let (lang, mentions) = source(document);
            Source { name: &document.name, text: &document.text, lang, mentions }
        })
        .collect();
    let cut = if args.lines { Cut::Lines } else { Cut::Sentences };
    let options = Options { likely: args.min.0, review: args.review.0, inside: args.inside, cut };
    mine(&sources, options)
}

/// Who published a file: what the glossary says of the document called like it, without its ending.
fn outlet(stack: &Stack, path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let documents = stack.layers().iter().flat_map(|glossary| &glossary.documents);
    documents.filter(|document| document.id == stem).map(|document| document.outlet.clone()).next().unwrap_or_default()
}
