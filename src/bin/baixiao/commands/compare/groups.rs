//! What is compared: a quote of the glossary, the lines of a file, or files.

use std::path::Path;

use anyhow::{Result, bail};
use baixiao::annotate::Annotator;
use baixiao::compare::{Group, Origin, TermHit, Wording};
use baixiao::lang::Lang;
use baixiao::model::{Document, PartOfSpeech, Quote, Rendition, Word};
use baixiao::report::View;

use crate::args::Compare;
use crate::{input, output};

/// The label of the words said, in a file of lines.
const SOURCE: &str = "source";

/// What the command line asks for.
pub(crate) fn asked(args: &Compare, annotator: &Annotator<'_>) -> Result<Group> {
    if let Some(path) = &args.lines {
        let text = input::text(path, &args.encoding)?;
        return lines(&path.display().to_string(), &text, annotator, args.lang.0);
    }
    if let [one] = args.what.as_slice() {
        if let Some(group) = quote(annotator, one) {
            return Ok(group);
        }
        if one != "-" && !Path::new(one).exists() {
            bail!("`{one}` is neither a quote of the glossary nor a file{}", nearest(annotator, one));
        }
    }
    let mut group = Group::default();
    for path in &args.what {
        if path != "-" && !Path::new(path).exists() && is_quote(annotator, path) {
            bail!("`{path}` is a quote; give one quote alone, or `--all -o FOLDER` for a page of each");
        }
        let text = input::text(Path::new(path), &args.encoding)?;
        let text = text.trim();
        if text.is_empty() {
            output::message(&format!("warning: `{path}` is empty; it is left out"));
            continue;
        }
        let label =
            Path::new(path).file_stem().map_or_else(|| path.clone(), |stem| stem.to_string_lossy().into_owned());
        if args.what.len() == 1 && text.lines().all(|line| line.contains('\t')) {
            output::message(&format!(
                "warning: `{path}` is one rendition with tabs in it; did you mean `--lines {path}`?"
            ));
        }
        group.wordings.push(wording(annotator, label, text, args.lang.0));
    }
    if group.wordings.is_empty() {
        bail!("there is no text in what was given");
    }
    Ok(group)
}

fn is_quote(annotator: &Annotator<'_>, id: &str) -> bool {
    annotator.stack().layers().iter().flat_map(|glossary| &glossary.quotes).any(|quote| quote.id == id)
}

/// The quote that is most likely meant.
fn nearest(annotator: &Annotator<'_>, asked: &str) -> String {
    let quotes = annotator.stack().layers().iter().flat_map(|glossary| &glossary.quotes);
    let near = quotes
        .map(|quote| (baixiao::similarity::edit_likeness(asked, &quote.id).value(), &quote.id))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((likeness, id)) if likeness > 0.4 => format!("; did you mean `{id}`?"),
        Some(_) => "; `baixiao compare --all -o FOLDER` writes a page for each quote".to_owned(),
        None => "; the glossary has no quotes".to_owned(),
    }
}

/// The renditions of a file of lines: a label, a tab, the text.
fn lines(name: &str, text: &str, annotator: &Annotator<'_>, lang: Option<Lang>) -> Result<Group> {
    let mut group = Group::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let Some((label, text)) = line.split_once('\t') else {
            bail!("{name}:{number}: `{}` has no tab; write a label, a tab and the text", excerpt(line));
        };
        let (label, text) = (label.trim(), text.trim());
        if label.is_empty() {
            bail!("{name}:{number}: nothing stands before the tab; write who renders it so");
        }
        if text.is_empty() {
            output::message(&format!("warning: {name}:{number}: `{label}` has no text; it is left out"));
            continue;
        }
        let wording = wording(annotator, label.to_owned(), text, lang.filter(|_| label != SOURCE));
        if label != SOURCE {
            group.wordings.push(wording);
        } else if group.source.is_none() {
            group.source = Some(wording);
        } else {
            bail!(
                "{name}:{number}: the words said stand there twice; `source` labels them, so call a rendition otherwise"
            );
        }
    }
    if group.wordings.is_empty() {
        bail!("`{name}` holds no rendition; write one a line: a label, a tab and the text");
    }
    Ok(group)
}

fn excerpt(line: &str) -> String {
    let mut short: String = line.chars().take(40).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// Every quote of the glossaries, in their order; of one id the first glossary's.
pub(crate) fn all(annotator: &Annotator<'_>) -> Result<Vec<Group>> {
    let mut ids: Vec<&str> = Vec::new();
    for quote in annotator.stack().layers().iter().flat_map(|glossary| &glossary.quotes) {
        if !ids.contains(&quote.id.as_str()) {
            ids.push(&quote.id);
        }
    }
    if ids.is_empty() {
        bail!("the glossary has no quotes; write them into its quotes.csv and renditions.csv, or use `mine --save`");
    }
    Ok(ids.into_iter().filter_map(|id| quote(annotator, id)).collect())
}

/// A quote of the glossary with its renditions.
fn quote(annotator: &Annotator<'_>, id: &str) -> Option<Group> {
    let layers = annotator.stack().layers();
    let quote = layers.iter().flat_map(|glossary| &glossary.quotes).find(|quote| quote.id == id)?;
    let mut renditions: Vec<&Rendition> = Vec::new();
    for rendition in layers.iter().flat_map(|glossary| &glossary.renditions).filter(|rendition| rendition.quote == id) {
        // Two glossaries may have it from one another.
        let is_known = |known: &&Rendition| known.document == rendition.document && known.text == rendition.text;
        if !renditions.iter().any(is_known) {
            renditions.push(rendition);
        }
    }
    Some(Group {
        id: quote.id.clone(),
        speaker: quote.speaker.clone(),
        occasion: quote.occasion.clone(),
        date: quote.date.clone(),
        source: source(annotator, quote),
        wordings: renditions.into_iter().map(|rendition| of_rendition(annotator, rendition)).collect(),
    })
}

fn source(annotator: &Annotator<'_>, quote: &Quote) -> Option<Wording> {
    if quote.source_text.is_empty() {
        return None;
    }
    let mut wording = wording(annotator, SOURCE.to_owned(), &quote.source_text, quote.source_lang);
    wording.origin.address.clone_from(&quote.source_address);
    quote.source_status.map_or("", Word::word).clone_into(&mut wording.origin.note);
    Some(wording)
}

fn of_rendition(annotator: &Annotator<'_>, rendition: &Rendition) -> Wording {
    let documents = annotator.stack().layers().iter().flat_map(|glossary| &glossary.documents);
    let unknown = Document { id: rendition.document.clone(), ..Document::default() };
    let document = documents.into_iter().find(|document| document.id == rendition.document).unwrap_or(&unknown);
    let label = if document.outlet.is_empty() { &document.id } else { &document.outlet };
    let mut wording = wording(annotator, label.clone(), &rendition.text, Some(rendition.lang));
    wording.origin = Origin {
        document: document.id.clone(),
        outlet: document.outlet.clone(),
        title: document.title.clone(),
        published: document.date.clone(),
        address: document.address.clone(),
        speaker: rendition.speaker.clone(),
        date: rendition.date.clone(),
        occasion: rendition.occasion.clone(),
        mode: Some(rendition.mode),
        kind: Some(rendition.kind),
        relation: Some(rendition.relation),
        locator: rendition.locator.clone(),
        note: rendition.note.clone(),
    };
    wording
}

fn wording(annotator: &Annotator<'_>, label: String, text: &str, lang: Option<Lang>) -> Wording {
    let found = annotator.annotate(text, lang);
    let view = View::new(annotator.stack(), &[]);
    let hits = found.hits.iter().filter(|hit| !hit.nested).map(|hit| {
        let (_, concept, term) = view.entry(hit.entry);
        TermHit {
            span: hit.span,
            concept: concept.id.to_string(),
            status: term.status,
            instead: view.instead(concept, term).map(|term| term.text.to_string()),
            is_name: concept.terms.iter().any(|term| term.part_of_speech == Some(PartOfSpeech::ProperNoun)),
        }
    });
    Wording { hits: hits.collect(), ..Wording::new(label, found.lang, text) }
}
