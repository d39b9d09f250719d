//! From units to PO.

use std::io::{self, Write};

use crate::formats::Losses;
use crate::formats::bitext::gettext::gather::Gather;
use crate::formats::bitext::gettext::header;
use crate::formats::bitext::gettext::message::Message;
use crate::formats::bitext::gettext::po::quoted::quote;
use crate::formats::bitext::{BitextWriteSetting, UnitWriter};
use crate::lang::Lang;
use crate::model::Unit;

struct PoWriter<'a> {
    out: Box<dyn Write + 'a>,
    gather: Gather,
    source: Lang,
    target: Lang,
    domain: Option<String>,
}

/// Begins a file with its header.
pub(super) fn open<'a>(
    setting: &BitextWriteSetting<'a>,
    mut out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn UnitWriter + 'a>> {
    out.write_all(serialized(&header::message(setting)).as_bytes())?;
    let [source, target] = [0, 1].map(|at| setting.langs.get(at).copied().unwrap_or(Lang::UND));
    Ok(Box::new(PoWriter { out, gather: Gather::default(), source, target, domain: None }))
}

impl UnitWriter for PoWriter<'_> {
    fn unit(&mut self, unit: &Unit, losses: &mut Losses) -> io::Result<()> {
        let message = self.gather.unit(unit, self.source, self.target, losses);
        self.message(message)
    }

    fn finish(&mut self, losses: &mut Losses) -> io::Result<()> {
        let message = self.gather.finish(losses);
        self.message(message)?;
        self.out.flush()
    }
}

impl PoWriter<'_> {
    fn message(&mut self, message: Option<Message>) -> io::Result<()> {
        let Some(message) = message else { return Ok(()) };
        let mut text = String::from("\n");
        if message.domain != self.domain {
            quote("", "domain", message.domain.as_deref().unwrap_or("messages"), "\n\n", &mut text);
            self.domain.clone_from(&message.domain);
        }
        text.push_str(&serialized(&message));
        self.out.write_all(text.as_bytes())
    }
}

/// A message as an entry.
fn serialized(message: &Message) -> String {
    let mut out = String::new();
    let mut comment = |sign: &str, text: &str| {
        let blank = if text.is_empty() { "" } else { " " };
        out.extend(["#", sign, blank, text, "\n"]);
    };
    for line in &message.comments {
        comment("", line);
    }
    for line in &message.extracted {
        comment(".", line);
    }
    for line in filled(&message.references) {
        comment(":", &line);
    }
    let fuzzy = message.fuzzy.then_some("fuzzy");
    let flags: Vec<&str> = fuzzy.into_iter().chain(message.flags.iter().map(String::as_str)).collect();
    if !flags.is_empty() {
        comment(",", &flags.join(", "));
    }
    if !message.sticky.is_empty() {
        comment("=", &message.sticky.join(", "));
    }
    let (before, previous) = if message.obsolete { ("#~ ", "#~| ") } else { ("", "#| ") };
    let held = &message.previous;
    let strings = [("msgctxt", &held.context), ("msgid", &held.id), ("msgid_plural", &held.plural)];
    for (keyword, text) in strings.into_iter().filter_map(|(keyword, text)| Some((keyword, text.as_ref()?))) {
        quote(previous, keyword, text, "\n", &mut out);
    }
    if let Some(context) = &message.context {
        quote(before, "msgctxt", context, "\n", &mut out);
    }
    quote(before, "msgid", &message.id, "\n", &mut out);
    if let Some(plural) = &message.plural {
        quote(before, "msgid_plural", plural, "\n", &mut out);
    }
    for (number, form) in message.forms.iter().enumerate() {
        quote(before, &keyword(message, number), &form.text, "\n", &mut out);
    }
    out
}

/// The word before a translation.
pub(super) fn keyword(message: &Message, number: usize) -> String {
    if message.plural.is_some() { format!("msgstr[{number}]") } else { "msgstr".to_owned() }
}

/// Places in the program's source, as many in a line as fit.
fn filled(references: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for reference in references {
        match lines.last_mut() {
            Some(line) if line.len() + reference.len() < 76 => line.extend([" ", reference]),
            _ => lines.push(reference.clone()),
        }
    }
    lines
}
