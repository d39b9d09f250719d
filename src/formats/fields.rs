//! What is said of a concept or a term beside its words, as names and texts: for formats that have room for any.
//!
//! Names are those of the columns in CSV. What a file says under other names becomes a column that we do not know.

use std::borrow::Cow;

use crate::formats::{Fate, Losses, source_format};
use crate::lang::LangError;
use crate::model::{Concept, Extra, Matching, Term, Text, Word};

/// Names that no unknown column may have: those of columns that we know.
const TAKEN: [&str; 15] = [
    "id",
    "concept",
    "lang",
    "term",
    "status",
    "part_of_speech",
    "matching",
    "attested_in",
    "source",
    "confidence",
    "note",
    "domain",
    "definition",
    "concept_note",
    "rest",
];

/// Why a text cannot be in a field, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(in crate::formats) struct FieldError(String);

impl From<LangError> for FieldError {
    fn from(error: LangError) -> Self {
        Self(error.to_string())
    }
}

/// What is said of a term beside its language, text, status and columns.
pub(in crate::formats) fn of_term(term: &Term) -> Vec<(&'static str, Cow<'_, str>)> {
    let fields = [
        ("part_of_speech", Cow::Borrowed(term.part_of_speech.map_or("", Word::word))),
        ("matching", Cow::Owned(term.matching.to_string())),
        ("attested_in", Cow::Owned(term.attested_in.join(" "))),
        ("source", Cow::Borrowed(term.source.as_str())),
        ("confidence", Cow::Borrowed(term.confidence.map_or("", Word::word))),
        ("note", Cow::Borrowed(term.note.as_str())),
    ];
    fields.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// Says `text` of a term in the field `name`. `false`: it is no field of a
/// term, or something is said there already.
///
/// # Errors
///
/// If the field cannot hold the text.
pub(in crate::formats) fn set_of_term(term: &mut Term, name: &str, text: &str) -> Result<bool, FieldError> {
    match name {
        "status" => term.status = word(text)?,
        "part_of_speech" if term.part_of_speech.is_none() => term.part_of_speech = Some(word(text)?),
        "matching" if term.matching == Matching::default() => term.matching = matching(text)?,
        "attested_in" if term.attested_in.is_empty() => {
            term.attested_in = text.split_whitespace().map(Text::from).collect();
        }
        "source" => return Ok(fill(&mut term.source, text)),
        "confidence" if term.confidence.is_none() => term.confidence = Some(word(text)?),
        "note" => return Ok(fill(&mut term.note, text)),
        _ => return Ok(false),
    }
    Ok(true)
}

/// What is said of a concept beside its id, terms and columns.
pub(in crate::formats) fn of_concept(concept: &Concept) -> impl Iterator<Item = (&'static str, &str)> {
    let fields = [
        ("domain", concept.domain.as_str()),
        ("definition", concept.definition.as_str()),
        ("note", concept.note.as_str()),
    ];
    fields.into_iter().filter(|(_, text)| !text.is_empty())
}

/// Says `text` of a concept in the field `name`. `false`: it is no field of a
/// concept, or something is said there already.
pub(in crate::formats) fn set_of_concept(concept: &mut Concept, name: &str, text: &str) -> bool {
    match name {
        "domain" => fill(&mut concept.domain, text),
        "definition" => fill(&mut concept.definition, text),
        "note" => fill(&mut concept.note, text),
        _ => false,
    }
}

/// The columns that we do not know, without what other formats keep there.
pub(in crate::formats) fn columns(extra: &Extra) -> impl Iterator<Item = (&str, &str)> {
    extra.iter().map(|(name, text)| (name.as_str(), text.as_str())).filter(|(name, _)| is_free(name))
}

/// Notes what a format of XML has left out of a concept: what formats other than `format` keep there, and control
/// characters.
pub(in crate::formats) fn note_left_out(concept: &Concept, format: &str, controls: bool, losses: &mut Losses) {
    let others = concept.extra.keys().filter(|name| *name != format && !is_free(name));
    for name in others {
        losses.note(Fate::Dropped, "what another format keeps is left out", &concept.id, name.as_str());
    }
    if controls {
        losses.note(Fate::Changed, "XML has no place for control characters", &concept.id, "");
    }
}

/// Puts `text` into a column that we do not know. `false`: no column may be called so, or there is one.
pub(in crate::formats) fn set_column(extra: &mut Extra, name: &str, text: &str) -> bool {
    let free = is_free(name) && !text.is_empty() && !extra.contains_key(name);
    if free {
        extra.insert(name.to_owned(), text.to_owned());
    }
    free
}

/// Whether a column that we do not know may be called `name`: not if it is one of ours, or what a format keeps.
pub(in crate::formats) fn is_free(name: &str) -> bool {
    let ours = TAKEN.contains(&name) || name.starts_with("x-baixiao") || source_format(name).is_some();
    !ours && !name.trim().is_empty()
}

/// Puts the terms into the order of a glossary: by language, then from the preferred one down.
pub(in crate::formats) fn sort_terms(concept: &mut Concept) {
    concept.terms.sort_by_key(|term| (term.lang, term.status));
}

fn fill(field: &mut Text, text: &str) -> bool {
    let empty = field.is_empty() && !text.is_empty();
    if empty {
        *field = text.into();
    }
    empty
}

fn word<W: Word>(text: &str) -> Result<W, FieldError> {
    W::parse(text).map_err(|error| FieldError(error.to_string()))
}

fn matching(text: &str) -> Result<Matching, FieldError> {
    let mut matching = Matching::default();
    for flag in text.split_whitespace() {
        if !matching.take(flag) {
            return Err(FieldError(format!(
                "`{flag}` is not a matching rule; write `case`, `nocase`, `exact`, `inflect`, `word`, `anywhere` or \
                 `homograph`"
            )));
        }
    }
    Ok(matching)
}
