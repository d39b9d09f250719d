//! Units as TMX has them.

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::tmx::names::{Field, NOTE_AUTHOR, NOTE_KIND, STATE, state};
use crate::formats::bitext::tmx::{attributes, segment};
use crate::formats::languages::lang_written;
use crate::formats::xml::{Node, Reader};
use crate::lang::Lang;
use crate::model::{Content, Context, Note, Property, State, Text, Unit, Variant};

/// How many tags are remembered: a memory has few languages.
const TAGS: usize = 16;

/// What holds for all units of a file.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// The language of the source, unless a unit names another.
    pub(super) source: Option<Lang>,
    /// The tags met so far and their languages.
    tags: Vec<(Text, Option<Lang>)>,
}

impl Setting {
    pub(super) fn new(source: Option<Lang>) -> Self {
        Self { source, tags: Vec::new() }
    }

    /// The language that a tag names.
    pub(super) fn lang(&mut self, written: &str) -> Option<Lang> {
        if let Some((_, lang)) = self.tags.iter().find(|(known, _)| *known == written) {
            return *lang;
        }
        let lang = lang_written(written);
        if self.tags.len() < TAGS {
            self.tags.push((written.into(), lang));
        }
        lang
    }

    /// The language of the source that a header or a unit names: none where any may be it.
    pub(super) fn source(&mut self, written: &str) -> Option<Lang> {
        let written = written.trim();
        if written.eq_ignore_ascii_case("*all*") { None } else { self.lang(written) }
    }

    /// Reads a `tu`.
    pub(super) fn unit(&mut self, tu: Node<'_>, reader: &Reader<'_>, problems: &mut Vec<Diagnostic>) -> Unit {
        let mut unit = Unit { place: tu.extent(), ..Unit::default() };
        let mut source = self.source;
        for (name, value) in tu.attributes() {
            match name {
                "tuid" => unit.id = value.into(),
                name => {
                    if name == "srclang" {
                        source = self.source(value);
                    }
                    attributes::take(name, value, &mut unit.history, &mut unit.properties);
                }
            }
        }
        let mut about = About { notes: Vec::new(), properties: std::mem::take(&mut unit.properties) };
        for child in tu.elements() {
            match child.name() {
                "tuv" => unit.variants.push(self.variant(child, reader, problems)),
                "prop" => {
                    let field =
                        child.attribute("type").and_then(Field::named).map(|field| field.of_mut(&mut unit.context));
                    match field {
                        Some(held) if held.is_empty() && attributes::lang(child).is_empty() => {
                            *held = child.text().as_ref().into();
                        }
                        _ => about.take(child, problems),
                    }
                }
                _ => about.take(child, problems),
            }
        }
        (unit.notes, unit.properties) = (about.notes, about.properties);
        attributes::sort(&mut unit.properties, true);
        fill(&mut unit.context, &unit.properties);
        if unit.variants.is_empty() {
            let message = "the unit has no `<tuv>`; add one for each language or delete the unit";
            problems.push(Diagnostic::warning("no-variants", message).at(tu.place()));
        }
        if let Some(at) = source.and_then(|source| source_at(&unit.variants, source)) {
            unit.variants.get_mut(..=at).unwrap_or_default().rotate_right(1);
        }
        unit
    }

    fn variant(&mut self, tuv: Node<'_>, reader: &Reader<'_>, problems: &mut Vec<Diagnostic>) -> Variant {
        let written = attributes::lang(tuv);
        let lang = self.lang(written).unwrap_or_else(|| {
            let message = if written.is_empty() {
                "`<tuv>` has no language; write one such as `xml:lang=\"ko\"`".to_owned()
            } else {
                format!("`{written}` is not a language tag; write one such as `ko` or `zh-Hant`")
            };
            problems.push(Diagnostic::error("language", message).at(tuv.place()));
            Lang::UND
        });
        let mut variant = Variant::new(lang, Content::default());
        variant.place = tuv.extent();
        if written != lang.as_str() {
            variant.written = written.into();
        }
        for (name, value) in tuv.attributes().filter(|(name, _)| !matches!(*name, "xml:lang" | "lang")) {
            attributes::take(name, value, &mut variant.history, &mut variant.properties);
        }
        let mut about = About { notes: Vec::new(), properties: std::mem::take(&mut variant.properties) };
        let mut segments = 0;
        for child in tuv.elements() {
            if child.name() != "seg" {
                about.take(child, problems);
                continue;
            }
            segments += 1;
            if segments == 1 {
                variant.content = segment::read(child, reader, problems);
            } else {
                let message = "`<tuv>` has a second `<seg>`, which is left out; write a `<tuv>` for each";
                problems.push(Diagnostic::error("second-segment", message).at(child.place()));
            }
        }
        if segments == 0 {
            let message = "`<tuv>` has no `<seg>`; write the segment into one";
            problems.push(Diagnostic::error("no-segment", message).at(tuv.place()));
        }
        (variant.notes, variant.properties) = (about.notes, about.properties);
        attributes::sort(&mut variant.properties, false);
        variant.state = take_state(&mut variant.properties);
        variant
    }
}

/// What is said of something beside what it is.
struct About {
    notes: Vec<Note>,
    properties: Vec<Property>,
}

impl About {
    fn take(&mut self, child: Node<'_>, problems: &mut Vec<Diagnostic>) {
        let text: Text = child.text().as_ref().into();
        let lang = attributes::lang(child).into();
        match (child.name(), child.attribute("type").unwrap_or_default(), self.notes.last_mut()) {
            ("note", ..) => self.notes.push(Note { lang, text, ..Note::default() }),
            ("prop", NOTE_KIND, Some(note)) if note.kind.is_empty() => note.kind = text,
            ("prop", NOTE_AUTHOR, Some(note)) if note.author.is_empty() => note.author = text,
            ("prop", name, _) => self.properties.push(Property { name: name.into(), lang, value: text }),
            (name, ..) => {
                let message = format!("`<{name}>` is not of TMX here and is left out");
                problems.push(Diagnostic::warning("tmx-element", message).at(child.place()));
            }
        }
    }
}

/// Reads the elements of a header.
pub(super) fn about(header: Node<'_>) -> (Vec<Note>, Vec<Property>) {
    let mut about = About { notes: Vec::new(), properties: Vec::new() };
    let known = |child: &Node<'_>| matches!(child.name(), "note" | "prop");
    header.elements().filter(known).for_each(|child| about.take(child, &mut Vec::new()));
    (about.notes, about.properties)
}

/// Fills what is not known of the context with what properties of other tools say.
fn fill(context: &mut Context, properties: &[Property]) {
    for (field, text) in properties.iter().filter_map(Field::said) {
        let held = field.of_mut(context);
        if held.is_empty() {
            *held = text.into();
        }
    }
}

/// The state that properties say; the first one of ours is taken out.
fn take_state(properties: &mut Vec<Property>) -> State {
    let own = properties.iter().position(|property| property.name == STATE && state(STATE, &property.value).is_some());
    if let Some(at) = own {
        return state(STATE, &properties.remove(at).value).unwrap_or_default();
    }
    properties.iter().find_map(|property| state(&property.name, &property.value)).unwrap_or_default()
}

/// Which variant is the source: in its language, in one that serves it, or at least in the same one.
fn source_at(variants: &[Variant], source: Lang) -> Option<usize> {
    let at = |fits: &dyn Fn(Lang) -> bool| variants.iter().position(|variant| fits(variant.lang));
    at(&|lang| lang == source)
        .or_else(|| at(&|lang| lang.serves(source)))
        .or_else(|| at(&|lang| lang.same_language(source)))
}
