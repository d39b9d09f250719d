//! Units as messages.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

use crate::formats::bitext::flat::flat;
use crate::formats::bitext::gettext::message::{Form, Message};
use crate::formats::bitext::gettext::units::{EXTRACTED, TRANSLATOR, lines_of, property};
use crate::formats::{Fate, Losses};
use crate::lang::Lang;
use crate::model::{State, Text, Unit, Variant};

/// Makes messages of units; those of plural forms that follow each other make one.
#[derive(Debug, Default)]
pub(super) struct Gather {
    /// A message that may get more forms, with the id of its first unit.
    open: Option<(Text, Message)>,
    /// What tells each message from others, with what it says: of both a hash.
    known: FxHashMap<u128, u128>,
}

impl Gather {
    /// Takes a unit; gives the message before it, if there is one.
    pub(super) fn unit(&mut self, unit: &Unit, source: Lang, target: Lang, losses: &mut Losses) -> Option<Message> {
        let (mut message, number) = message(unit, source, target, losses)?;
        if let (Some(number), Some((_, open))) = (number, &mut self.open)
            && number == open.forms.len()
            && same(open, &message)
        {
            open.forms.append(&mut message.forms);
            open.fuzzy |= message.fuzzy;
            return None;
        }
        if let Some(number) = number {
            let missing = std::iter::repeat_with(Form::default).take(number.min(64));
            message.forms.splice(0..0, missing);
        }
        let before = self.open.replace((unit.id.clone(), message));
        before.and_then(|(id, message)| self.once(&id, message, losses))
    }

    /// Gives the last message.
    pub(super) fn finish(&mut self, losses: &mut Losses) -> Option<Message> {
        let (id, message) = self.open.take()?;
        self.once(&id, message, losses)
    }

    /// The message, unless it was there already; one that says something else gets a context of its own.
    fn once(&mut self, id: &Text, mut message: Message, losses: &mut Losses) -> Option<Message> {
        let says = hash(message.forms.iter().map(|form| form.text.as_str()));
        let mut number = 1_usize;
        loop {
            match self.known.insert(key(&message), says) {
                None => return Some(message),
                Some(before) if before == says => {
                    losses.note(Fate::Merged, "the same pair stands in the file already", id, "");
                    return None;
                }
                Some(before) => {
                    self.known.insert(key(&message), before);
                    if number == 1 {
                        let why = "the same text stands twice; it gets a context that tells it apart";
                        losses.note(Fate::Changed, why, id, "");
                    }
                    message.context = Some(match number {
                        1 if !id.is_empty() => id.to_string(),
                        _ => format!("{id}#{number}"),
                    });
                    number += 1;
                }
            }
        }
    }
}

/// Whether both are forms of one message.
fn same(a: &Message, b: &Message) -> bool {
    a.plural.is_some()
        && (&a.id, &a.plural, &a.context, &a.domain, a.obsolete)
            == (&b.id, &b.plural, &b.context, &b.domain, b.obsolete)
}

fn key(message: &Message) -> u128 {
    let obsolete = if message.obsolete { "obsolete" } else { "" };
    let domain = message.domain.as_deref().unwrap_or_default();
    // An empty context is none of none.
    let context = message.context.as_ref().map_or("-".to_owned(), |context| format!("+{context}"));
    hash([obsolete, domain, &context, &message.id].into_iter())
}

fn hash<'t>(texts: impl Iterator<Item = &'t str>) -> u128 {
    let mut hash = Xxh3::new();
    for text in texts {
        hash.update(&text.len().to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.digest128()
}

/// A unit as a message of one form, and which of its forms that is.
fn message(unit: &Unit, source: Lang, target: Lang, losses: &mut Losses) -> Option<(Message, Option<usize>)> {
    let own = |name: &str| unit.properties.iter().find(|held| held.name == name).map(|held| held.value.to_string());
    let all = |name: &str| -> Vec<String> {
        let held = unit.properties.iter().filter(|held| held.name == name);
        held.map(|held| one_line(&held.value)).filter(|value| !value.is_empty()).collect()
    };
    let (from, to) = sides(unit, source, target);
    let plural = own(property::PLURAL);
    let number = plural.as_ref().and_then(|_| own(property::FORM)?.parse::<usize>().ok());
    let plural = plural.filter(|_| number.is_some());
    let text = |variant: Option<&Variant>, losses: &mut Losses| {
        variant.map_or_else(String::new, |variant| flat(&variant.content, &unit.id, losses))
    };
    let id = plural.as_ref().and_then(|_| own(property::ID)).unwrap_or_else(|| text(from, losses));
    let key = unit.context.key.to_string();
    let context = if key.is_empty() { own(property::CONTEXT).filter(String::is_empty) } else { Some(key) };
    if id.is_empty() && context.is_none() && plural.is_none() {
        losses.note(Fate::Dropped, "it has no text in the source language", &unit.id, "");
        return None;
    }
    let translation = text(to, losses);
    let state = to.map_or(State::Unknown, |to| to.state);
    if state > State::Translated {
        losses.note(Fate::Changed, "that it was reviewed is not in the file", &unit.id, "");
    }
    let mut message = Message {
        domain: own(property::DOMAIN).map(|name| one_line(&name)).filter(|name| name != "messages"),
        obsolete: own(property::OBSOLETE).is_some(),
        references: all(property::REFERENCE),
        flags: all(property::FLAG),
        sticky: all(property::STICKY),
        // What nobody worked on is no translation.
        fuzzy: state == State::NeedsWork || (state == State::New && !translation.is_empty()),
        context,
        id,
        plural,
        forms: vec![Form { text: translation, ..Form::default() }],
        ..Message::default()
    };
    message.previous.context = own(property::PREVIOUS_CONTEXT);
    message.previous.id = own(property::PREVIOUS_ID);
    message.previous.plural = own(property::PREVIOUS_PLURAL);
    if message.references.is_empty() && !unit.context.file.is_empty() {
        let file = one_line(&unit.context.file);
        message.references.push(if file.contains(' ') { format!("\u{2068}{file}\u{2069}") } else { file });
    }
    comments(&mut message, unit, from, to);
    tell_lost(unit, from, to, losses);
    Some((message, number))
}

/// The variants that are the source and the target.
fn sides(unit: &Unit, source: Lang, target: Lang) -> (Option<&Variant>, Option<&Variant>) {
    let from = unit.variant(source);
    let other = |variant: &&Variant| from.is_none_or(|from| !std::ptr::eq(from, *variant));
    let exact = unit.variants.iter().filter(other).find(|variant| variant.lang == target);
    (from, exact.or_else(|| unit.variants.iter().filter(other).find(|variant| variant.lang.serves(target))))
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

fn comments(message: &mut Message, unit: &Unit, from: Option<&Variant>, to: Option<&Variant>) {
    let of_variants = [from, to].into_iter().flatten().flat_map(|variant| &variant.notes);
    for note in unit.notes.iter().chain(of_variants) {
        let into = if note.kind == EXTRACTED { &mut message.extracted } else { &mut message.comments };
        into.extend(lines_of(&note.text));
    }
}

fn tell_lost(unit: &Unit, from: Option<&Variant>, to: Option<&Variant>, losses: &mut Losses) {
    let sides: Vec<&Variant> = [from, to].into_iter().flatten().collect();
    let notes = unit.notes.iter().chain(sides.iter().flat_map(|variant| &variant.notes));
    for note in notes {
        if !note.author.is_empty() || !note.lang.is_empty() {
            losses.note(Fate::Dropped, "who wrote a note, and in which language", &unit.id, note.author.as_str());
        }
        if !note.kind.is_empty() && note.kind != TRANSLATOR && note.kind != EXTRACTED {
            losses.note(Fate::Changed, "a note becomes one of a translator", &unit.id, note.kind.as_str());
        }
    }
    for variant in &unit.variants {
        if !sides.iter().any(|side| std::ptr::eq(*side, variant)) {
            losses.note(Fate::Dropped, "a variant in another language, or a second one", &unit.id, variant.written());
        }
    }
    if !unit.history.is_empty() || sides.iter().any(|variant| !variant.history.is_empty()) {
        losses.note(Fate::Dropped, "who made it and when", &unit.id, "");
    }
    if !unit.context.previous.is_empty() || !unit.context.next.is_empty() {
        losses.note(Fate::Dropped, "what stood before and after it", &unit.id, "");
    }
    let of_unit = unit.properties.iter().filter(|held| !property::ALL.contains(&held.name.as_str()));
    for held in of_unit.chain(sides.iter().flat_map(|variant| &variant.properties)) {
        losses.note(Fate::Dropped, "a property that the format has no place for", &unit.id, held.name.as_str());
    }
}
