//! From units to XLIFF 2.1.

use std::io::{self, Write};

use crate::formats::bitext::markup::Names;
use crate::formats::bitext::pairs::{
    AFTER, BEFORE, Gathered, Ids, Segment, entry_of, has_blanks, is_of_entry, languages,
};
use crate::formats::bitext::xliff2::content::{self, is_id};
use crate::formats::bitext::xliff2::data::OriginalData;
use crate::formats::bitext::xliff2::states::{NEEDS_WORK, words};
use crate::formats::bitext::xliff2::{CORE, METADATA, NAME, OURS};
use crate::formats::bitext::{BitextWriteSetting, Header, UnitWriter};
use crate::formats::xml::{Layout, Writer};
use crate::formats::{Fate, Losses};
use crate::lang::Lang;
use crate::model::{Note, Property, Text, Unit, Variant};

/// The attributes that a `unit` may have, and that the model has no field for.
const OF_UNIT: &[&str] = &["canResegment", "translate", "srcDir", "trgDir", "xml:space", "type"];
/// Those of a `segment`, the state apart.
const OF_SEGMENT: &[&str] = &["canResegment", "subState"];

struct XliffWriter<'a> {
    xml: Writer<Box<dyn Write + 'a>>,
    header: &'a Header,
    name: &'a str,
    langs: [Lang; 2],
    /// Whether the units come from XLIFF 2: what it says of them it says again.
    own: bool,
    /// The prefixes that the file declares.
    prefixes: Vec<String>,
    /// The document that is being written, once one is, and how many there were.
    file: Option<Text>,
    files: usize,
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
    let mut metadata = false;
    let mut prefixes = Vec::new();
    for Property { name, value, .. } in header.properties.iter().filter(|_| own) {
        if let Some(name) = name.strip_prefix('@').filter(|name| name.starts_with("xmlns:")) {
            metadata |= name == "xmlns:mda";
            prefixes.extend(name.strip_prefix("xmlns:").map(str::to_owned));
            xml.attribute(name, value);
        }
    }
    if !metadata {
        xml.attribute("xmlns:mda", METADATA);
    }
    xml.attribute("version", "2.1");
    let [source, target] = langs;
    xml.attribute("srcLang", source.as_str());
    if target != Lang::UND {
        xml.attribute("trgLang", target.as_str());
    }
    Ok(Box::new(XliffWriter {
        xml,
        header,
        name: setting.name,
        langs,
        own,
        prefixes,
        file: None,
        files: 0,
        ids: Ids::default(),
        gathered: Gathered::default(),
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
            // A file has a unit at least.
            self.begin_file(&Text::new())?;
            self.xml.begin("unit")?;
            self.xml.attribute("id", "u0");
            self.xml.begin("segment")?;
            self.xml.leaf("source", &[], "")?;
            self.xml.end();
            self.xml.end();
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
        let id = self.ids.next(wanted, is_id, first.unit, losses);
        self.xml.begin("unit")?;
        self.xml.attribute("id", &id);
        if !first.unit.context.key.is_empty() {
            self.xml.attribute("name", &first.unit.context.key);
        }
        self.unit_attributes(&segments);
        self.properties(&segments, losses)?;
        self.notes(&segments, losses)?;
        // What the codes are in the document stands before them.
        let mut data = OriginalData::default();
        for variant in segments.iter().flat_map(Segment::variants) {
            data.take_named(&variant.content);
        }
        let written: Vec<[Option<String>; 2]> = segments
            .iter()
            .map(|segment| {
                [Some(segment.source), segment.target].map(|variant| Some(self.content(variant?, &mut data)))
            })
            .collect();
        if !data.is_empty() {
            self.xml.begin("originalData")?;
            for (id, data) in data.iter() {
                self.xml.leaf("data", &[("id", id), ("xml:space", "preserve")], data)?;
            }
            self.xml.end();
        }
        for (at, (segment, [source, target])) in segments.iter().zip(&written).enumerate() {
            if at == 0 {
                self.ignorable(segment, BEFORE)?;
            }
            self.segment(segment, at, source.as_deref().unwrap_or_default(), target.as_deref())?;
            self.ignorable(segment, AFTER)?;
        }
        self.xml.end();
        if self.xml.take_dropped() + std::mem::take(&mut self.dropped) > 0 {
            losses.note(Fate::Changed, "XML has no place for control characters", &first.unit.label(), "");
        }
        Ok(())
    }

    fn content(&mut self, variant: &Variant, data: &mut OriginalData) -> String {
        let mut text = String::new();
        let dropped = content::write(&mut text, &variant.content, self.names(), Some(data));
        self.dropped += dropped;
        text
    }

    fn begin_file(&mut self, document: &Text) -> io::Result<()> {
        if self.file.is_some() {
            self.xml.end();
        }
        let first = self.file.is_none();
        self.file = Some(document.clone());
        self.files += 1;
        self.ids.clear();
        self.xml.begin("file")?;
        self.xml.attribute("id", &format!("f{}", self.files));
        let original = if document.is_empty() { self.name } else { document };
        if !original.is_empty() {
            self.xml.attribute("original", original);
        }
        if first && !self.header.notes.is_empty() {
            self.xml.begin("notes")?;
            self.header.notes.iter().try_for_each(|held| note(&mut self.xml, held, None))?;
            self.xml.end();
        }
        Ok(())
    }

    fn unit_attributes(&mut self, segments: &[Segment<'_>]) {
        let Some(first) = segments.first() else { return };
        let mut preserved = false;
        for Property { name, value, .. } in first.unit.properties.iter().filter(|_| self.own) {
            if let Some(name) = name.strip_prefix('@').filter(|name| self.is_attribute(name)) {
                preserved |= name == "xml:space";
                self.xml.attribute(name, value);
            }
        }
        let blanks = segments.iter().flat_map(Segment::variants).any(|variant| has_blanks(&variant.content.text));
        if blanks && !preserved {
            self.xml.attribute("xml:space", "preserve");
        }
    }

    /// How elements are called.
    fn names(&self) -> Names<'_> {
        Names { own: "", known: Some(&self.prefixes), pairs: 0 }
    }

    /// Whether a `unit` may have an attribute.
    fn is_attribute(&self, name: &str) -> bool {
        OF_UNIT.contains(&name) || self.declares(name)
    }

    /// Whether a name has a prefix that the file declares.
    fn declares(&self, name: &str) -> bool {
        let prefix = name.split_once(':').map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| self.prefixes.iter().any(|held| held == prefix))
    }

    /// Writes elements of other vocabularies, and what else is said of the segments as metadata.
    fn properties(&mut self, segments: &[Segment<'_>], losses: &mut Losses) -> io::Result<()> {
        let mut groups: [Vec<&Property>; 3] = Default::default();
        let mut shared: &[Property] = &[];
        for (at, segment) in segments.iter().enumerate() {
            let unit = &segment.unit.properties;
            let of_segment = |name: &str| name.strip_prefix("segment/@").is_some_and(|name| OF_SEGMENT.contains(&name));
            for property in unit.iter().filter(|property| !is_of_entry(property)) {
                let name = &*property.name;
                let written = self.own
                    && (of_segment(name) || name.strip_prefix('@').is_some_and(|name| self.is_attribute(name)));
                if written || (at > 0 && shared.contains(property)) {
                    continue;
                }
                if self.own && property.value.starts_with('<') && self.declares(name) {
                    self.xml.raw_element(&property.value);
                } else {
                    take(&mut groups[0], property, segment, at, losses);
                }
            }
            shared = unit;
            for (number, variant) in [(1, Some(segment.source)), (2, segment.target)] {
                for property in variant.map_or(&[][..], |variant| &variant.properties) {
                    let known = matches!(&*property.name, "@xml:space" | "@order");
                    if !(self.own && known) {
                        groups.get_mut(number).into_iter().for_each(|group| take(group, property, segment, at, losses));
                    }
                }
            }
        }
        if groups.iter().all(Vec::is_empty) {
            return Ok(());
        }
        self.xml.begin("mda:metadata")?;
        for (about, group) in ["", "-source", "-target"].into_iter().zip(groups) {
            if group.is_empty() {
                continue;
            }
            self.xml.begin("mda:metaGroup")?;
            self.xml.attribute("category", &format!("{OURS}{about}"));
            for Property { name, value, .. } in group {
                self.xml.leaf("mda:meta", &[("type", name)], value)?;
            }
            self.xml.end();
        }
        self.xml.end();
        Ok(())
    }

    fn notes(&mut self, segments: &[Segment<'_>], losses: &mut Losses) -> io::Result<()> {
        let mut written: Vec<(Option<&str>, &Note)> = Vec::new();
        let mut before = [&[][..]; 3];
        for segment in segments {
            let lists = segment.notes();
            for ((about, notes), before) in lists.into_iter().zip(before) {
                // What is said of the whole is said of each segment.
                for held in notes.iter().filter(|_| *notes != *before) {
                    if !held.author.is_empty() || !held.lang.is_empty() {
                        let why = "XLIFF 2 has no place for who wrote a note, in which language";
                        losses.note(Fate::Dropped, why, &segment.unit.label(), "");
                    }
                    written.push((about, held));
                }
            }
            before = lists.map(|(_, notes)| notes);
        }
        if written.is_empty() {
            return Ok(());
        }
        self.xml.begin("notes")?;
        written.into_iter().try_for_each(|(about, held)| note(&mut self.xml, held, about))?;
        self.xml.end();
        Ok(())
    }

    fn segment(&mut self, segment: &Segment<'_>, at: usize, source: &str, target: Option<&str>) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.begin("segment")?;
        // A segment without a name of its own is known by its number.
        if let Some(name) = segment.name.filter(|name| is_id(name) && *name != (at + 1).to_string()) {
            xml.attribute("id", name);
        }
        let said = segment.target.and_then(|target| words(target.state));
        if let Some((word, detail)) = said {
            let own = segment.unit.properties.iter().find(|property| property.name == "segment/@subState");
            let own = own.filter(|own| self.own && own.value != NEEDS_WORK).map(|own| &*own.value);
            xml.attribute("state", word);
            detail.or(own).into_iter().for_each(|detail| xml.attribute("subState", detail));
        }
        let can = segment.unit.properties.iter().find(|property| self.own && property.name == "segment/@canResegment");
        if let Some(can) = can {
            xml.attribute("canResegment", &can.value);
        }
        for (name, variant, text) in
            [("source", Some(segment.source), Some(source)), ("target", segment.target, target)]
        {
            let Some((variant, text)) = variant.zip(text) else { continue };
            xml.begin(name)?;
            for Property { name, value, .. } in variant.properties.iter().filter(|_| self.own) {
                if matches!(&**name, "@xml:space" | "@order") {
                    xml.attribute(name.trim_start_matches('@'), value);
                }
            }
            xml.raw(text);
            xml.end();
        }
        xml.end();
        Ok(())
    }

    /// What stands between segments: as markup where it comes from XLIFF 2, and else as far as it has none.
    fn ignorable(&mut self, segment: &Segment<'_>, name: &str) -> io::Result<()> {
        let own = |text: &str| self.own || !text.contains('<');
        let [source, target] = [Some(segment.source), segment.target]
            .map(|variant| variant.map_or("", |variant| segment.beside(name, variant.written())))
            .map(|text| if own(text) { text } else { "" });
        if source.is_empty() && target.is_empty() {
            return Ok(());
        }
        self.xml.begin("ignorable")?;
        self.xml.raw_leaf("source", source)?;
        if !target.is_empty() {
            self.xml.raw_leaf("target", target)?;
        }
        self.xml.end();
        Ok(())
    }
}

/// Takes a property for the metadata of a unit, as far as they have a place for it.
fn take<'u>(
    group: &mut Vec<&'u Property>,
    property: &'u Property,
    segment: &Segment<'_>,
    at: usize,
    losses: &mut Losses,
) {
    if at > 0 {
        losses.note(Fate::Dropped, "XLIFF has no place for the property", &segment.unit.label(), &*property.name);
        return;
    }
    if !property.lang.is_empty() {
        let label = segment.unit.label();
        losses.note(Fate::Changed, "XLIFF has no place for the language of a property", &label, &*property.name);
    }
    group.push(property);
}

fn note<W: Write>(xml: &mut Writer<W>, note: &Note, about: Option<&str>) -> io::Result<()> {
    xml.begin("note")?;
    let priority =
        note.kind.strip_prefix("priority ").filter(|number| matches!(number.as_bytes(), [b'1'..=b'9'] | b"10"));
    match priority {
        Some(priority) => xml.attribute("priority", priority),
        None if !note.kind.is_empty() => xml.attribute("category", &note.kind),
        None => {}
    }
    if let Some(about) = about {
        xml.attribute("appliesTo", about);
    }
    xml.text(&note.text);
    xml.end();
    Ok(())
}
