//! Messages as units: one for each plural form.

use crate::formats::bitext::gettext::header::Catalogue;
use crate::formats::bitext::gettext::message::{Form, Message};
use crate::lang::Lang;
use crate::model::{Content, Context, Extent, History, Note, Property, State, Text, Unit, Variant};

/// The kinds of notes.
pub(super) const TRANSLATOR: &str = "translator";
pub(super) const EXTRACTED: &str = "extracted";

/// The names of properties.
pub(super) mod property {
    /// The part of the program that a message belongs to.
    pub(in super::super) const DOMAIN: &str = "domain";
    /// Whether the program no longer has it.
    pub(in super::super) const OBSOLETE: &str = "obsolete";
    /// A flag.
    pub(in super::super) const FLAG: &str = "flag";
    /// A flag that does not depend on the program's source.
    pub(in super::super) const STICKY: &str = "sticky-flag";
    /// A place in the program's source.
    pub(in super::super) const REFERENCE: &str = "reference";
    /// What the message was.
    pub(in super::super) const PREVIOUS_CONTEXT: &str = "previous-msgctxt";
    pub(in super::super) const PREVIOUS_ID: &str = "previous-msgid";
    pub(in super::super) const PREVIOUS_PLURAL: &str = "previous-msgid_plural";
    /// A context that is there, and empty.
    pub(in super::super) const CONTEXT: &str = "msgctxt";
    /// The texts of a message with plural forms, and which of the forms the unit is.
    pub(in super::super) const ID: &str = "msgid";
    pub(in super::super) const PLURAL: &str = "msgid_plural";
    pub(in super::super) const FORM: &str = "plural-form";
    /// All of them.
    pub(in super::super) const ALL: [&str; 12] = [
        DOMAIN,
        OBSOLETE,
        FLAG,
        STICKY,
        REFERENCE,
        PREVIOUS_CONTEXT,
        PREVIOUS_ID,
        PREVIOUS_PLURAL,
        CONTEXT,
        ID,
        PLURAL,
        FORM,
    ];
}

/// The units of a message: one, or one for each plural form.
pub(super) fn units(message: &Message, catalogue: &Catalogue) -> Vec<Unit> {
    let mut common = Unit {
        context: Context {
            file: file(message).into(),
            key: message.context.as_deref().unwrap_or_default().into(),
            ..Context::default()
        },
        notes: comment_notes(message),
        properties: properties(message),
        place: message.place.clone(),
        ..Unit::default()
    };
    let name = message.context.as_ref().map_or(message.id.clone(), |context| format!("{context}|{}", message.id));
    let Some(plural) = &message.plural else {
        let form = message.forms.first().cloned().unwrap_or_default();
        common.id = name.into();
        common.variants = variants(message, &message.id, &form, catalogue);
        return vec![common];
    };
    let unit = |(number, form): (usize, &Form)| {
        let mut unit = common.clone();
        unit.id = format!("{name}[{number}]").into();
        // A language with one form says by it what others say of one thing and of several.
        let singular = number == 0 && catalogue.forms != Some(1);
        unit.variants = variants(message, if singular { &message.id } else { plural }, form, catalogue);
        let number = number.to_string();
        unit.properties.extend(
            [(property::ID, message.id.as_str()), (property::PLURAL, plural), (property::FORM, &number)].map(said),
        );
        unit
    };
    message.forms.iter().enumerate().map(unit).collect()
}

fn variants(message: &Message, source: &str, form: &Form, catalogue: &Catalogue) -> Vec<Variant> {
    let state = if message.fuzzy {
        State::NeedsWork
    } else if form.text.is_empty() {
        State::New
    } else {
        State::Translated
    };
    let variant = |lang: Lang, written: &Text, text: &str, state, place: &Extent| Variant {
        lang,
        written: written.clone(),
        content: Content::plain(text),
        state,
        history: History::default(),
        notes: Vec::new(),
        properties: Vec::new(),
        place: place.clone(),
    };
    vec![
        variant(catalogue.source, &catalogue.source_written, source, State::Unknown, &message.id_place),
        variant(catalogue.target, &catalogue.target_written, &form.text, state, &form.place),
    ]
}

/// The comments of a message, those of translators first.
pub(super) fn comment_notes(message: &Message) -> Vec<Note> {
    let note = |(kind, lines): (&str, &Vec<String>)| {
        (!lines.is_empty()).then(|| Note { kind: kind.into(), text: lines.join("\n").into(), ..Note::default() })
    };
    [(TRANSLATOR, &message.comments), (EXTRACTED, &message.extracted)].into_iter().filter_map(note).collect()
}

/// The lines of a comment.
pub(super) fn lines_of(text: &str) -> Vec<String> {
    let plain = |line: &str| -> String { line.chars().filter(|c| !c.is_control() || *c == '\t').collect() };
    text.split('\n').map(plain).collect()
}

fn said((name, value): (&str, &str)) -> Property {
    Property { name: name.into(), lang: Text::new(), value: value.into() }
}

fn properties(message: &Message) -> Vec<Property> {
    let each = |name, values: &[String]| -> Vec<Property> { values.iter().map(|value| said((name, value))).collect() };
    let maybe = |name, value: Option<&String>| value.map(|value| said((name, value)));
    let mut out = Vec::new();
    out.extend(maybe(property::DOMAIN, message.domain.as_ref()));
    out.extend(message.obsolete.then(|| said((property::OBSOLETE, "yes"))));
    out.extend(each(property::FLAG, &message.flags));
    out.extend(each(property::STICKY, &message.sticky));
    out.extend(each(property::REFERENCE, &message.references));
    out.extend(maybe(property::PREVIOUS_CONTEXT, message.previous.context.as_ref()));
    out.extend(maybe(property::PREVIOUS_ID, message.previous.id.as_ref()));
    out.extend(maybe(property::PREVIOUS_PLURAL, message.previous.plural.as_ref()));
    out.extend(maybe(property::CONTEXT, message.context.as_ref().filter(|context| context.is_empty())));
    out
}

/// The file of the first reference.
fn file(message: &Message) -> String {
    let reference = message.references.first().map_or("", String::as_str);
    let file = match reference.rsplit_once(':') {
        Some((file, line)) if line.trim_end_matches('\u{2069}').bytes().all(|byte| byte.is_ascii_digit()) => file,
        _ => reference,
    };
    file.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect()
}
