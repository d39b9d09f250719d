//! From units to TMX 1.4b.

use std::io::{self, Write};

use crate::formats::bitext::tmx::names::{Field, NOTE_AUTHOR, NOTE_KIND, STATE, state};
use crate::formats::bitext::tmx::{NAME, attributes, is_structure, segment};
use crate::formats::bitext::{BitextWriteSetting, Header, UnitWriter};
use crate::formats::languages::lang_written;
use crate::formats::tmx_header::{TmxHeader, write_header};
use crate::formats::xml::{Layout, Node, Writer, as_xml, of_rest};
use crate::formats::{Fate, Losses};
use crate::lang::Lang;
use crate::model::{Note, Property, State, Unit, Variant, Word as _};

struct TmxWriter<'a> {
    xml: Writer<Box<dyn Write + 'a>>,
    /// The languages to write, the source first; all where there is none.
    langs: &'a [Lang],
    segment: String,
    dropped: usize,
}

/// Begins a file.
pub(super) fn open<'a>(
    setting: &BitextWriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn UnitWriter + 'a>> {
    let mut xml = Writer::new(out, Layout::Lines);
    xml.declaration();
    xml.doctype("tmx SYSTEM \"tmx14.dtd\"");
    xml.begin("tmx")?;
    xml.attribute("version", "1.4");
    let header = setting.header;
    let own = header.format == NAME;
    let kept = own.then(|| kept_header(header));
    let source = header.source.or_else(|| setting.langs.first().copied().filter(|_| !own));
    let source = source.map_or("*all*", |lang| lang.as_str());
    let wanted = TmxHeader { kept: kept.as_deref(), segtype: "sentence", source, date: setting.date };
    write_header(
        &mut xml,
        &wanted,
        |xml| {
            if own { Ok(()) } else { about(xml, &header.notes, &header.properties, &[]) }
        },
    )?;
    xml.begin("body")?;
    Ok(Box::new(TmxWriter { xml, langs: setting.langs, segment: String::new(), dropped: 0 }))
}

/// The header as it was read, with another source language if that has changed.
fn kept_header(header: &Header) -> String {
    let source = |root: Node<'_>| root.attribute("srclang").and_then(lang_written);
    match of_rest(&header.markup)
        .and_then(|tree| tree.root().map(|root| (root.id(), source(root))).map(|root| (tree, root)))
    {
        Some((mut tree, (root, held))) if held != header.source => {
            let written = header.source.map_or("*all*", |lang| lang.as_str());
            tree.set_attribute(root, "srclang", written);
            tree.root().map(|root| as_xml(root, is_structure)).unwrap_or_default()
        }
        _ => header.markup.clone(),
    }
}

impl UnitWriter for TmxWriter<'_> {
    fn unit(&mut self, unit: &Unit, losses: &mut Losses) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.begin("tu")?;
        if !unit.id.is_empty() {
            xml.attribute("tuid", &unit.id);
        }
        for (name, value) in attributes::of(&unit.history, &unit.properties, true) {
            xml.attribute(name, &value);
        }
        for field in Field::ALL {
            let text = field.of(&unit.context);
            // A property of another tool says it.
            let told = unit.properties.iter().filter_map(Field::said).find(|(said, _)| *said == field);
            let taken = unit.properties.iter().any(|held| held.name == field.name() && held.lang.is_empty());
            let known = told.is_some_and(|(_, said)| said == &**text) && !taken;
            if !text.is_empty() && !known {
                xml.leaf("prop", &[("type", field.name())], text)?;
            }
        }
        about(xml, &unit.notes, &unit.properties, &attributes::are_attributes(&unit.properties, true))?;
        let wanted = |variant: &Variant| {
            self.langs.is_empty() || self.langs.iter().any(|lang| variant.lang == *lang || variant.lang.serves(*lang))
        };
        let source = self.langs.first().and_then(|lang| unit.variant(*lang));
        let is_source = |variant: &Variant| source.is_some_and(|source| std::ptr::eq(source, variant));
        let others: Vec<&Variant> = unit.variants.iter().filter(|variant| !is_source(variant)).collect();
        let (written, left): (Vec<&Variant>, Vec<&Variant>) = others.into_iter().partition(|variant| wanted(variant));
        for variant in left {
            losses.note(Fate::Dropped, "its language is not to be written", &unit.label(), variant.lang.as_str());
        }
        for variant in source.into_iter().chain(written) {
            self.variant(variant)?;
        }
        self.xml.end();
        if self.xml.take_dropped() + std::mem::take(&mut self.dropped) > 0 {
            losses.note(Fate::Changed, "XML has no place for control characters", &unit.label(), "");
        }
        if unit.variants.is_empty() {
            losses.note(Fate::Changed, "a unit without segments is none for other tools", &unit.label(), "");
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        self.xml.finish()
    }
}

impl TmxWriter<'_> {
    fn variant(&mut self, variant: &Variant) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.begin("tuv")?;
        xml.attribute("xml:lang", variant.written());
        for (name, value) in attributes::of(&variant.history, &variant.properties, false) {
            xml.attribute(name, &value);
        }
        let told = variant.properties.iter().find_map(|property| state(&property.name, &property.value));
        let own = variant.properties.iter().any(|property| property.name == STATE);
        // Of several that say it, the first of ours counts.
        if own || told.unwrap_or(State::Unknown) != variant.state {
            xml.leaf("prop", &[("type", STATE)], variant.state.word())?;
        }
        about(xml, &variant.notes, &variant.properties, &attributes::are_attributes(&variant.properties, false))?;
        self.segment.clear();
        self.dropped += segment::write(&mut self.segment, &variant.content);
        xml.raw_leaf("seg", &self.segment)?;
        xml.end();
        Ok(())
    }
}

/// Writes notes, and the properties that are not `written` yet.
fn about<W: Write>(xml: &mut Writer<W>, notes: &[Note], properties: &[Property], written: &[bool]) -> io::Result<()> {
    // What is said of a note stands behind it; no property may be taken for that.
    let written = written.iter().copied().chain(std::iter::repeat(false));
    for (property, _) in properties.iter().zip(written).filter(|(_, written)| !written) {
        leaf(xml, "prop", Some(&property.name), &property.lang, &property.value)?;
    }
    for note in notes {
        leaf(xml, "note", None, &note.lang, &note.text)?;
        for (name, value) in [(NOTE_KIND, &note.kind), (NOTE_AUTHOR, &note.author)] {
            if !value.is_empty() {
                leaf(xml, "prop", Some(name), "", value)?;
            }
        }
    }
    Ok(())
}

fn leaf<W: Write>(xml: &mut Writer<W>, element: &str, kind: Option<&str>, lang: &str, text: &str) -> io::Result<()> {
    xml.begin(element)?;
    if let Some(kind) = kind {
        xml.attribute("type", kind);
    }
    if !lang.is_empty() {
        xml.attribute("xml:lang", lang);
    }
    xml.text(text);
    xml.end();
    Ok(())
}
