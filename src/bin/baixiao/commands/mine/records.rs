//! From a group to rows of the glossary.

use std::collections::BTreeMap;
use std::path::Path;

use baixiao::compare::Words;
use baixiao::compare::mine::{MinedGroup, Mode, Unit, UnitKind};
use baixiao::glossary::{Additions, Glossary};
use baixiao::model::{Document, Extra, Quote, Relation, Rendition, RenditionKind, SpeechMode};
use baixiao::report::MinedView;
use baixiao::text::Span;

/// How many words an id is made of.
const WORDS: usize = 4;

/// The id of the quote, and what is new to the glossary: documents, the quote unless it has
/// it, and the renditions that it does not have.
///
/// Without an id given, the quote is the one that a wording is already a
/// rendition of, or a new one called after its first words.
pub(super) fn additions(
    view: MinedView<'_>,
    group: &MinedGroup,
    glossary: &Glossary,
    id: Option<String>,
) -> (String, Additions) {
    let units: Vec<&Unit> = group.units.iter().map(|at| view.unit(*at)).collect();
    let known = |unit: &&Unit| {
        let (text, _) = words_said(view, unit);
        glossary.renditions.iter().find(|rendition| flat(&rendition.text) == text)
    };
    let known_quote = units.iter().find_map(known).map(|rendition| rendition.quote.clone());
    let id = id.or(known_quote).unwrap_or_else(|| new_id(view, &units, glossary));
    let quote = glossary.quotes.iter().find(|quote| quote.id == id);
    let speaker = quote.map_or_else(|| speaker(view, &units), |quote| quote.speaker.clone());
    let source_lang = quote.and_then(|quote| quote.source_lang);
    let mut added = Additions::default();
    if quote.is_none() {
        added.quotes.push(Quote { id: id.clone(), speaker: speaker.clone(), ..Quote::default() });
    }
    for unit in units {
        let document = document_id(view, unit);
        let is_known = glossary.documents.iter().chain(&added.documents).any(|known| known.id == document);
        if !is_known {
            added.documents.push(Document { id: document.clone(), lang: Some(unit.lang), ..Document::default() });
        }
        let (text, span) = words_said(view, unit);
        let same = |rendition: &Rendition| {
            rendition.quote == id && rendition.document == document && flat(&rendition.text) == text
        };
        if glossary.renditions.iter().any(same) {
            continue;
        }
        let named = view.speaker(unit).filter(|name| !speaker.contains(name)).unwrap_or_default();
        let is_source = source_lang.is_some_and(|lang| lang.same_language(unit.lang));
        let chars = view.chars(unit, span);
        added.renditions.push(Rendition {
            quote: id.clone(),
            document,
            lang: unit.lang,
            text,
            mode: match unit.speech.mode {
                Mode::Direct => SpeechMode::Direct,
                Mode::Mixed => SpeechMode::Mixed,
                Mode::Indirect | Mode::Narration => SpeechMode::Indirect,
            },
            kind: if is_source { RenditionKind::Source } else { RenditionKind::Translation },
            relation: if unit.kind == UnitKind::Sentence { Relation::Full } else { Relation::Partial },
            speaker: named.to_owned(),
            date: String::new(),
            occasion: String::new(),
            locator: format!("char={},{}", chars.0, chars.1),
            note: String::new(),
            extra: Extra::default(),
        });
    }
    (id, added)
}

/// The words of the speaker, without the marks and what the narrator says around them.
fn words_said(view: MinedView<'_>, unit: &Unit) -> (String, Span) {
    let span = unit.speech.quoted.unwrap_or(unit.span);
    let text = view.slice(unit, span);
    let kept = text.trim_end_matches([',', '，', ' ']);
    let lost = text.len() - kept.len();
    (flat(kept), Span::new(span.start, span.end - lost))
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name that most wordings give, of equals the longest.
fn speaker(view: MinedView<'_>, units: &[&Unit]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in units.iter().filter_map(|unit| view.speaker(unit)) {
        *counts.entry(name).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(name, count)| (*count, name.len()));
    most.map_or_else(String::new, |(name, _)| name.to_owned())
}

/// A file is the document called like it, without its ending.
fn document_id(view: MinedView<'_>, unit: &Unit) -> String {
    let name = view.source(unit).name;
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name);
    slug(stem.split_whitespace())
}

fn slug<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let lower = words.collect::<Vec<_>>().join("-").to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// The first words of the shortest wording that say something, with a number if that is taken.
fn new_id(view: MinedView<'_>, units: &[&Unit], glossary: &Glossary) -> String {
    let Some(unit) = units.iter().min_by_key(|unit| unit.span.len()) else { return String::new() };
    let words = Words::new(&words_said(view, unit).0, unit.lang);
    let content = words.iter().filter(|word| word.is_content).take(WORDS).map(|word| word.key.as_str());
    let base = slug(content);
    let base = if base.is_empty() { "quote".to_owned() } else { base };
    let taken = |id: &String| glossary.quotes.iter().any(|quote| quote.id == *id);
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(base)
}
