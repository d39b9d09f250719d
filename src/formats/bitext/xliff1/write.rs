//! From units to XLIFF 1.2.

use std::io::{self, Write};

use rustc_hash::FxHashSet;

use crate::formats::bitext::markup::Names;
use crate::formats::bitext::pairs::{
    AFTER, BEFORE, Gathered, Ids, Segment, entry_of, has_blanks, is_of_entry, languages,
};
use crate::formats::bitext::xliff1::states::Words;
use crate::formats::bitext::xliff1::{CORE, NAME, OURS, content};
use crate::formats::bitext::{BitextWriteSetting, Header, UnitWriter};
use crate::formats::xml::{Layout, Writer, escape};
use crate::formats::{Fate, Losses};
use crate::lang::Lang;
use crate::model::{Content, Note, Property, State, Text, Unit, Variant};

/// The attributes that a `trans-unit` may have, and that the model has no field for.
const OF_UNIT: &[&str] = &[
    "approved",
    "translate",
    "reformat",
    "xml:space",
    "datatype",
    "ts",
    "phase-name",
    "restype",
    "extradata",
    "help-id",
    "menu",
    "menu-option",
    "menu-name",
    "coord",
    "font",
    "css-style",
    "style",
    "exstyle",
    "extype",
    "maxbytes",
    "minbytes",
    "size-unit",
    "maxheight",
    "minheight",
    "maxwidth",
    "minwidth",
    "charclass",
];
/// Those of a `target`, the state apart.
const OF_TARGET: &[&str] = &[
    "state-qualifier",
    "phase-name",
    "xml:space",
    "ts",
    "restype",
    "resname",
    "coord",
    "font",
    "css-style",
    "style",
    "exstyle",
    "equiv-trans",
];
/// Those of a `source`.
const OF_SOURCE: &[&str] = &["xml:space", "ts"];
/// Those of a `file`.
const OF_FILE: &[&str] = &[
    "datatype",
    "tool",
    "tool-id",
    "date",
    "xml:space",
    "ts",
    "category",
    "product-name",
    "product-version",
    "build-num",
];
/// The elements that stand in a `trans-unit` after its segments.
const BESIDE: &[&str] = &["alt-trans", "context-group", "count-group"];

/// What a segment is called that has no name, and something beside it.
const ONLY: &str = "1";

struct XliffWriter<'a> {
    xml: Writer<Box<dyn Write + 'a>>,
    header: &'a Header,
    name: &'a str,
    langs: [Lang; 2],
    /// Whether the units come from XLIFF 1: what it says of them it says again.
    own: bool,
    /// The prefixes that the file declares.
    prefixes: Vec<String>,
    /// The document that is being written, once one is.
    file: Option<Text>,
    ids: Ids,
    gathered: Gathered,
    /// How many characters of segments XML has no place for.
    dropped: usize,
}

/// Begins a file.
pub(super) fn open<'a>(
    setting: &BitextWriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn UnitWriter + 'a>> {
    let langs = languages(setting)?;
    let header = setting.header;
    let own = header.format == NAME;
    let mut xml = Writer::new(out, Layout::Lines);
    xml.declaration();
    xml.begin("xliff")?;
    xml.attribute("xmlns", CORE);
    xml.attribute("version", "1.2");
    let mut prefixes = Vec::new();
    for Property { name, value, .. } in header.properties.iter().filter(|_| own) {
        if let Some(name) = name.strip_prefix('@').filter(|name| name.starts_with("xmlns:")) {
            prefixes.extend(name.strip_prefix("xmlns:").map(str::to_owned));
            xml.attribute(name, value);
        }
    }
    let (ids, gathered) = (Ids::default(), Gathered::default());
    Ok(Box::new(XliffWriter {
        xml,
        header,
        name: setting.name,
        langs,
        own,
        prefixes,
        file: None,
        ids,
        gathered,
        dropped: 0,
    }))
}

impl UnitWriter for XliffWriter<'_> {
    fn unit(&mut self, unit: &Unit, losses: &mut Losses) -> io::Result<()> {
        let done = self.gathered.push(unit);
        self.entry(&done, losses)
    }

    fn finish(&mut self, losses: &mut Losses) -> io::Result<()> {
        let done = self.gathered.take();
        self.entry(&done, losses)?;
        if self.file.is_none() {
            self.begin_file(&Text::new())?;
        }
        self.xml.finish()
    }
}

impl XliffWriter<'_> {
    /// Writes units that are the segments of one entry.
    fn entry(&mut self, units: &[Unit], losses: &mut Losses) -> io::Result<()> {
        let segments: Vec<Segment<'_>> =
            units.iter().filter_map(|unit| Segment::of(unit, self.langs, losses)).collect();
        let Some(first) = segments.first() else { return Ok(()) };
        if self.file.as_ref() != Some(&first.unit.context.file) {
            self.begin_file(&first.unit.context.file)?;
        }
        let (wanted, _) = entry_of(first.unit);
        let id = self.ids.next(wanted, |id| !id.is_empty(), first.unit, losses);
        self.xml.begin("trans-unit")?;
        self.xml.attribute("id", &id);
        if !first.unit.context.key.is_empty() {
            self.xml.attribute("resname", &first.unit.context.key);
        }
        self.unit_attributes(&segments);
        self.segments(&segments)?;
        let mut before = [&[][..]; 3];
        for segment in &segments {
            before = self.notes(segment, before, losses)?;
        }
        self.beside(&segments, losses)?;
        self.xml.end();
        if self.xml.take_dropped() + std::mem::take(&mut self.dropped) > 0 {
            losses.note(Fate::Changed, "XML has no place for control characters", &first.unit.label(), "");
        }
        Ok(())
    }

    fn begin_file(&mut self, document: &Text) -> io::Result<()> {
        if self.file.is_some() {
            self.xml.end();
            self.xml.end();
        }
        let first = self.file.is_none();
        self.file = Some(document.clone());
        self.ids.clear();
        let xml = &mut self.xml;
        xml.begin("file")?;
        xml.attribute("original", if document.is_empty() { self.name } else { document });
        let [source, target] = self.langs;
        xml.attribute("source-language", source.as_str());
        if target != Lang::UND {
            xml.attribute("target-language", target.as_str());
        }
        let kept = self.header.properties.iter().filter(|_| self.own && first);
        let mut datatype = false;
        for Property { name, value, .. } in kept.clone() {
            let Some(name) = name.strip_prefix("file/@").filter(|name| OF_FILE.contains(name)) else { continue };
            datatype |= name == "datatype";
            xml.attribute(name, value);
        }
        if !datatype {
            xml.attribute("datatype", "plaintext");
        }
        let phases: Vec<&Property> = kept.clone().filter(|property| property.name == "phase").collect();
        let others: Vec<&Property> =
            kept.filter(|property| ["tool", "count-group"].contains(&&*property.name)).collect();
        let notes: &[Note] = if first { &self.header.notes } else { &[] };
        if !phases.is_empty() || !others.is_empty() || !notes.is_empty() {
            xml.begin("header")?;
            if !phases.is_empty() {
                xml.begin("phase-group")?;
                for phase in phases {
                    xml.raw_element(&phase.value);
                }
                xml.end();
            }
            for other in others {
                xml.raw_element(&other.value);
            }
            notes.iter().try_for_each(|held| note(xml, held, None))?;
            xml.end();
        }
        xml.begin("body")
    }

    /// The attributes of a `trans-unit`.
    fn unit_attributes(&mut self, segments: &[Segment<'_>]) {
        let Some(first) = segments.first() else { return };
        let states = segments.iter().map(|segment| segment.target.map_or(State::New, |target| target.state));
        let lowest = states.min().unwrap_or(State::Unknown);
        let mut preserved = false;
        for Property { name, value, .. } in first.unit.properties.iter().filter(|_| self.own) {
            let Some(name) = name.strip_prefix('@').filter(|name| OF_UNIT.contains(name) || self.declares(name)) else {
                continue;
            };
            preserved |= name == "xml:space";
            match name {
                "approved" => self.xml.attribute(name, if lowest == State::Final { "yes" } else { "no" }),
                "mq:status" => self.xml.attribute(name, Words::MemoQ.kept(value, lowest)),
                _ => self.xml.attribute(name, value),
            }
        }
        let blanks = segments.iter().flat_map(Segment::variants).any(|variant| has_blanks(&variant.content.text));
        if blanks && !preserved {
            self.xml.attribute("xml:space", "preserve");
        }
    }

    /// Whether a name has a prefix that the file declares.
    fn declares(&self, name: &str) -> bool {
        let prefix = name.split_once(':').map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| self.prefixes.iter().any(|held| held == prefix))
    }

    fn segments(&mut self, segments: &[Segment<'_>]) -> io::Result<()> {
        let [source, target] = self.langs;
        let own = self.prefixes.clone();
        let mut names = Names { own: "", known: Some(&own), pairs: 0 };
        let Some(first) = segments.first() else { return Ok(()) };
        // What stands beside a segment is no part of it.
        let beside = |segment: &Segment<'_>| {
            let both = segment.variants().flat_map(|variant| [BEFORE, AFTER].map(|name| (name, variant.written())));
            both.map(|(name, lang)| self.beside_text(segment, name, lang)).any(|text| !text.is_empty())
        };
        let is_marked = first.name.is_some() || segments.iter().any(beside);
        let mut whole = String::new();
        let mut marked = String::new();
        let mut dropped = 0;
        let mids = mids(segments);
        for (at, (segment, mid)) in segments.iter().zip(&mids).enumerate() {
            let lang = segment.source.written();
            for text in [&mut whole, &mut marked] {
                text.push_str(if at == 0 { self.beside_text(segment, BEFORE, lang) } else { "" });
            }
            dropped += content::write(&mut whole, &segment.source.content, names);
            push_mark(&mut marked, mid, &segment.source.content, names);
            names.pairs += pairs_of(&segment.source.content);
            for text in [&mut whole, &mut marked] {
                text.push_str(self.beside_text(segment, AFTER, lang));
            }
        }
        self.begin_segment("source", first.source, source, OF_SOURCE)?;
        self.xml.raw(&whole);
        self.xml.end();
        if is_marked {
            self.xml.raw_leaf("seg-source", &marked)?;
        }
        if let Some(held) = segments.iter().find_map(|segment| segment.target) {
            let mut text = String::new();
            names.pairs = 0;
            for (at, (segment, mid)) in segments.iter().zip(&mids).enumerate() {
                let Some(target) = segment.target else { continue };
                let lang = target.written();
                text.push_str(if at == 0 { self.beside_text(segment, BEFORE, lang) } else { "" });
                dropped += if is_marked {
                    push_mark(&mut text, mid, &target.content, names)
                } else {
                    content::write(&mut text, &target.content, names)
                };
                names.pairs += pairs_of(&target.content);
                text.push_str(self.beside_text(segment, AFTER, lang));
            }
            self.begin_segment("target", held, target, OF_TARGET)?;
            let states = segments.iter().filter_map(|segment| segment.target).map(|target| target.state);
            let state = states.min().unwrap_or(State::Unknown);
            let name = if is_marked { "target/@state" } else { "@state" };
            let kept = held.properties.iter().find(|property| self.own && property.name == name);
            let word =
                kept.map_or_else(|| Words::Xliff.word(state), |kept| Some(Words::Xliff.kept(&kept.value, state)));
            if let Some(word) = word {
                self.xml.attribute("state", word);
            }
            self.xml.raw(&text);
            self.xml.end();
        }
        self.dropped += dropped;
        Ok(())
    }

    /// What stands beside a segment: as markup where it comes from XLIFF 1, and else as far as it has none.
    fn beside_text<'u>(&self, segment: &Segment<'u>, name: &str, lang: &str) -> &'u str {
        let text = segment.beside(name, lang);
        if self.own || !text.contains('<') { text } else { "" }
    }

    fn begin_segment(&mut self, name: &str, variant: &Variant, lang: Lang, known: &[&str]) -> io::Result<()> {
        self.xml.begin(name)?;
        if variant.lang != lang {
            self.xml.attribute("xml:lang", variant.lang.as_str());
        }
        for Property { name, value, .. } in variant.properties.iter().filter(|_| self.own) {
            let own = name.strip_prefix("target/@").or_else(|| name.strip_prefix('@'));
            if let Some(name) = own.filter(|name| known.contains(name) || self.declares(name)) {
                self.xml.attribute(name, value);
            }
        }
        Ok(())
    }

    /// Writes the notes of a segment, but for those that were written `before` for the one before it.
    fn notes<'u>(
        &mut self,
        segment: &Segment<'u>,
        before: [&'u [Note]; 3],
        losses: &mut Losses,
    ) -> io::Result<[&'u [Note]; 3]> {
        let lists = segment.notes();
        for ((about, notes), before) in lists.into_iter().zip(before) {
            for held in notes.iter().filter(|_| *notes != *before) {
                if !held.kind.is_empty() && priority(held).is_none() {
                    let label = segment.unit.label();
                    losses.note(Fate::Dropped, "XLIFF 1 has no place for the kind of a note", &label, &*held.kind);
                }
                note(&mut self.xml, held, about)?;
            }
        }
        Ok(lists.map(|(_, notes)| notes))
    }

    /// Writes what else is said of the segments: elements of XLIFF, then properties, then elements of tools.
    fn beside(&mut self, segments: &[Segment<'_>], losses: &mut Losses) -> io::Result<()> {
        let mut contexts: Vec<(String, &str)> = Vec::new();
        let mut foreign: Vec<&str> = Vec::new();
        let mut shared: &[Property] = &[];
        for (at, segment) in segments.iter().enumerate() {
            let unit = &segment.unit.properties;
            for property in unit.iter().filter(|property| !is_of_entry(property)) {
                if at > 0 && shared.contains(property) {
                    continue;
                }
                let attribute = property.name.strip_prefix('@');
                if self.own && BESIDE.contains(&&*property.name) {
                    self.xml.raw_element(&property.value);
                } else if self.own && property.value.starts_with('<') && self.declares(&property.name) {
                    foreign.push(&property.value);
                } else if !(self.own && attribute.is_some_and(|name| OF_UNIT.contains(&name) || self.declares(name))) {
                    context("unit", property, segment, at, &mut contexts, losses);
                }
            }
            shared = unit;
            for (about, known, variant) in
                [("source", OF_SOURCE, Some(segment.source)), ("target", OF_TARGET, segment.target)]
            {
                for property in variant.map_or(&[][..], |variant| &variant.properties) {
                    let own = property.name.strip_prefix("target/@").or_else(|| property.name.strip_prefix('@'));
                    let is_known = |name: &str| name == "state" || known.contains(&name) || self.declares(name);
                    if !(self.own && own.is_some_and(is_known)) {
                        context(about, property, segment, at, &mut contexts, losses);
                    }
                }
            }
        }
        if !contexts.is_empty() {
            self.xml.begin("context-group")?;
            self.xml.attribute("purpose", "information");
            for (kind, value) in contexts {
                self.xml.leaf("context", &[("context-type", &kind)], value)?;
            }
            self.xml.end();
        }
        for xml in foreign {
            self.xml.raw_element(xml);
        }
        Ok(())
    }
}

/// Takes a property for the contexts of a unit, as far as they have a place for it.
fn context<'u>(
    about: &str,
    property: &'u Property,
    segment: &Segment<'_>,
    at: usize,
    contexts: &mut Vec<(String, &'u str)>,
    losses: &mut Losses,
) {
    let Property { name, lang, value } = property;
    if at > 0 || name.is_empty() || name.contains(char::is_whitespace) {
        losses.note(Fate::Dropped, "XLIFF has no place for the property", &segment.unit.label(), &**name);
        return;
    }
    if !lang.is_empty() {
        losses.note(Fate::Changed, "XLIFF has no place for the language of a property", &segment.unit.label(), &**name);
    }
    contexts.push((format!("{OURS}{about}:{name}"), value));
}

/// What segments are called in their entry: no two are called the same.
fn mids(segments: &[Segment<'_>]) -> Vec<String> {
    let mut met = FxHashSet::default();
    let mut unique = |(at, segment): (usize, &Segment<'_>)| {
        let mut name = segment.name.unwrap_or(ONLY).to_owned();
        while !met.insert(name.clone()) {
            name = format!("{name}-{at}");
        }
        name
    };
    segments.iter().enumerate().map(&mut unique).collect()
}

/// The highest number of a pair of codes.
fn pairs_of(content: &Content) -> u32 {
    content.codes.iter().filter_map(|code| code.pair).max().unwrap_or(0)
}

/// Appends a segment of a whole that is marked as one.
fn push_mark(out: &mut String, name: &str, content: &Content, names: Names<'_>) -> usize {
    out.push_str("<mrk mtype=\"seg\" mid=\"");
    let dropped = escape(out, name, true);
    out.push_str("\">");
    let dropped = dropped + content::write(out, content, names);
    out.push_str("</mrk>");
    dropped
}

/// The priority that is the kind of a note.
fn priority(note: &Note) -> Option<&str> {
    note.kind.strip_prefix("priority ").filter(|number| matches!(number.as_bytes(), [b'1'..=b'9'] | b"10"))
}

fn note<W: Write>(xml: &mut Writer<W>, note: &Note, about: Option<&str>) -> io::Result<()> {
    xml.begin("note")?;
    for (name, value) in [
        ("xml:lang", &*note.lang),
        ("from", &*note.author),
        ("priority", priority(note).unwrap_or_default()),
        ("annotates", about.unwrap_or_default()),
    ] {
        if !value.is_empty() {
            xml.attribute(name, value);
        }
    }
    xml.text(&note.text);
    xml.end();
    Ok(())
}
