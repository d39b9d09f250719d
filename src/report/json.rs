//! JSON: what programs can rely on. Fields are only ever added.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::annotate::Hit;
use crate::model::Status;
use crate::report::{Annotated, Renderings, View};
use crate::text::CharCounter;

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    documents: Vec<Document<'a>>,
}

#[derive(Serialize)]
struct Document<'a> {
    name: &'a str,
    lang: crate::lang::Lang,
    text: &'a str,
    hits: Hits<'a>,
}

/// The hits of one text, made while they are written: a text may have millions.
struct Hits<'a> {
    view: View<'a>,
    annotated: Annotated<'a>,
}

#[derive(Serialize)]
struct HitRow<'a> {
    byte_start: usize,
    byte_end: usize,
    char_start: usize,
    char_end: usize,
    surface: &'a str,
    concept: &'a str,
    lang: crate::lang::Lang,
    term: &'a str,
    status: Status,
    matched_by: Vec<&'static str>,
    glossary: &'a str,
    renderings: RenderingMap<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    homographs: Vec<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    nested: bool,
}

struct RenderingMap<'a>(Renderings<'a>);

#[derive(Serialize)]
struct Rendering<'a> {
    term: &'a str,
    status: Status,
}

impl Serialize for RenderingMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (lang, terms) in &self.0 {
            let terms: Vec<Rendering<'_>> =
                terms.iter().map(|term| Rendering { term: &term.text, status: term.status }).collect();
            map.serialize_entry(lang.as_str(), &terms)?;
        }
        map.end()
    }
}

impl<'a> Hits<'a> {
    fn row(&self, hit: &'a Hit, chars: &RefCell<CharCounter<'a>>) -> HitRow<'a> {
        let (glossary, concept, term) = self.view.entry(hit.entry);
        let mut chars = chars.borrow_mut();
        HitRow {
            byte_start: hit.span.start,
            byte_end: hit.span.end,
            char_start: chars.chars_before(hit.span.start),
            char_end: chars.chars_before(hit.span.end),
            surface: hit.surface(self.annotated.text),
            concept: &concept.id,
            lang: term.lang,
            term: &term.text,
            status: term.status,
            matched_by: hit.matched_by.names(),
            glossary: &glossary.name,
            renderings: RenderingMap(self.view.renderings(concept, term.lang)),
            homographs: hit.others().iter().map(|other| self.view.entry(*other).1.id.as_str()).collect(),
            nested: hit.nested,
        }
    }
}

impl Serialize for Hits<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hits = &self.annotated.annotation.hits;
        let chars = RefCell::new(CharCounter::new(self.annotated.text));
        let mut seq = serializer.serialize_seq(Some(hits.len()))?;
        for hit in hits {
            seq.serialize_element(&self.row(hit, &chars))?;
        }
        seq.end()
    }
}

/// Writes one JSON document, `baixiao/annotate/1`, for all texts.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_json(out: &mut dyn Write, view: View<'_>, documents: &[Annotated<'_>]) -> io::Result<()> {
    let report = Report {
        schema: "baixiao/annotate/1",
        documents: documents
            .iter()
            .map(|annotated| Document {
                name: annotated.name,
                lang: annotated.annotation.lang,
                text: annotated.text,
                hits: Hits { view, annotated: *annotated },
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    out.write_all(b"\n")
}

/// Writes one line of JSON for one text: the fields of `carried`, then `lang`, `text` and `hits`.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_json_line(
    out: &mut dyn Write,
    view: View<'_>,
    annotated: Annotated<'_>,
    carried: &Map<String, Value>,
) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::new(&mut *out);
    let mut map = serializer.serialize_map(None)?;
    for (name, value) in carried.iter().filter(|(name, _)| !matches!(name.as_str(), "lang" | "text" | "hits")) {
        map.serialize_entry(name, value)?;
    }
    map.serialize_entry("lang", &annotated.annotation.lang)?;
    map.serialize_entry("text", annotated.text)?;
    map.serialize_entry("hits", &Hits { view, annotated })?;
    SerializeMap::end(map)?;
    out.write_all(b"\n")
}
