//! From units to MO.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::formats::bitext::gettext::gather::Gather;
use crate::formats::bitext::gettext::header;
use crate::formats::bitext::gettext::message::{Message, Previous};
use crate::formats::bitext::gettext::mo::{CONTEXT_END, HEAD, MAGIC};
use crate::formats::bitext::{BitextWriteSetting, UnitWriter};
use crate::formats::{Fate, Losses};
use crate::lang::Lang;
use crate::model::{Text, Unit};

/// Keeps all messages to the end: they are sorted.
struct MoWriter<'a> {
    out: Box<dyn Write + 'a>,
    gather: Gather,
    source: Lang,
    target: Lang,
    /// By what they are sorted by: the key and the translation.
    messages: BTreeMap<String, (String, String)>,
}

/// Begins a file.
#[expect(clippy::unnecessary_wraps, reason = "the function is one of a format's")]
pub(super) fn open<'a>(
    setting: &BitextWriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn UnitWriter + 'a>> {
    let [source, target] = [0, 1].map(|at| setting.langs.get(at).copied().unwrap_or(Lang::UND));
    let text = header::message(setting).forms.into_iter().next().unwrap_or_default().text;
    let messages = BTreeMap::from([(String::new(), (String::new(), text))]);
    Ok(Box::new(MoWriter { out, gather: Gather::default(), source, target, messages }))
}

impl UnitWriter for MoWriter<'_> {
    fn unit(&mut self, unit: &Unit, losses: &mut Losses) -> io::Result<()> {
        if let Some(message) = self.gather.unit(unit, self.source, self.target, losses) {
            self.message(message, losses);
        }
        Ok(())
    }

    fn finish(&mut self, losses: &mut Losses) -> io::Result<()> {
        if let Some(message) = self.gather.finish(losses) {
            self.message(message, losses);
        }
        self.write()?;
        self.out.flush()
    }
}

impl MoWriter<'_> {
    fn message(&mut self, message: Message, losses: &mut Losses) {
        let name: Text =
            message.context.as_ref().map_or(message.id.clone(), |context| format!("{context}|{}", message.id)).into();
        let empty = message.forms.first().is_none_or(|form| form.text.is_empty());
        let why = match message {
            _ if message.obsolete => "it is obsolete",
            _ if message.fuzzy => "it needs work",
            _ if empty => "it has no translation",
            _ => "",
        };
        if !why.is_empty() {
            losses.note(Fate::Dropped, why, &name, "");
            return;
        }
        let said = [&message.comments, &message.extracted, &message.references, &message.flags, &message.sticky];
        if said.iter().any(|said| !said.is_empty())
            || message.previous != Previous::default()
            || message.domain.is_some()
        {
            losses.note(Fate::Dropped, "notes, references, flags and what it was", &name, "");
        }
        let context = message.context.map(|context| format!("{context}{CONTEXT_END}")).unwrap_or_default();
        let sorted_by = format!("{context}{}", message.id);
        let key = message.plural.map_or(sorted_by.clone(), |plural| format!("{sorted_by}\0{plural}"));
        let forms: Vec<&str> = message.forms.iter().map(|form| form.text.as_str()).collect();
        if self.messages.insert(sorted_by, (key, forms.join("\0"))).is_some() {
            losses.note(Fate::Dropped, "another message of this name", &name, "");
        }
    }

    /// Writes the tables without that of hashes, as `msgfmt --no-hash` does.
    fn write(&mut self) -> io::Result<()> {
        let large = || io::Error::new(io::ErrorKind::InvalidInput, "the catalogue is too large: MO holds up to 4 GiB");
        let number = |number: usize| u32::try_from(number).map_err(|_| large());
        let count = number(self.messages.len())?;
        let table = count.checked_mul(8).ok_or_else(large)?;
        let values = HEAD.checked_add(table).ok_or_else(large)?;
        let mut at = values.checked_add(table).ok_or_else(large)?;
        let head = [MAGIC, 0, count, HEAD, values, 0, at];
        let keys = self.messages.values().map(|(key, _)| key);
        let strings: Vec<&String> = keys.chain(self.messages.values().map(|(_, value)| value)).collect();
        let mut numbers: Vec<u32> = head.to_vec();
        for string in &strings {
            let length = number(string.len())?;
            numbers.extend([length, at]);
            at = length.checked_add(1).and_then(|taken| at.checked_add(taken)).ok_or_else(large)?;
        }
        for number in numbers {
            self.out.write_all(&number.to_le_bytes())?;
        }
        for string in strings {
            self.out.write_all(string.as_bytes())?;
            self.out.write_all(b"\0")?;
        }
        Ok(())
    }
}
