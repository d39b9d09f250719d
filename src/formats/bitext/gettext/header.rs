//! What a catalogue says of itself.

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::gettext::message::{Form, Message};
use crate::formats::bitext::gettext::plural;
use crate::formats::bitext::gettext::units::{EXTRACTED, comment_notes, lines_of};
use crate::formats::bitext::{BitextReadSetting, BitextWriteSetting, Header};
use crate::formats::languages::{english_name, lang_called};
use crate::lang::Lang;
use crate::model::{Property, Text};

/// The fields that name languages.
const LANGUAGE: &str = "Language";
const SOURCE: [&str; 2] = ["X-Source-Language", "X-Source-Lang"];

/// What is known of a catalogue as a whole.
#[derive(Clone, Debug)]
pub(super) struct Catalogue {
    pub(super) source: Lang,
    pub(super) target: Lang,
    /// The languages as the header writes them, where that is another way.
    pub(super) source_written: Text,
    pub(super) target_written: Text,
    /// How many plural forms the target language has, where the header says so.
    pub(super) forms: Option<usize>,
}

impl Catalogue {
    /// A catalogue of which only `setting` tells something.
    pub(super) fn told(setting: &BitextReadSetting<'_>) -> Self {
        Self {
            source: setting.source.unwrap_or(Lang::UND),
            target: setting.target.or_else(|| lang_of_name(setting.name)).unwrap_or(Lang::UND),
            source_written: Text::new(),
            target_written: Text::new(),
            forms: None,
        }
    }
}

/// What a file without header says of itself.
pub(super) fn without(format: &'static str, setting: &BitextReadSetting<'_>) -> (Header, Catalogue) {
    let catalogue = Catalogue::told(setting);
    let targets = Some(catalogue.target).filter(|lang| *lang != Lang::UND).into_iter().collect();
    (Header { format, source: setting.source, targets, ..Header::default() }, catalogue)
}

/// What the header of a file says.
pub(super) fn read(
    format: &'static str,
    message: &Message,
    setting: &BitextReadSetting<'_>,
    problems: &mut Vec<Diagnostic>,
) -> (Header, Catalogue) {
    let mut header = Header { format, notes: comment_notes(message), ..Header::default() };
    let mut catalogue = Catalogue::told(setting);
    let text = message.forms.first().map_or("", |form| form.text.as_str());
    for line in text.lines() {
        let (name, value) = line.split_once(':').map_or(("", line), |(name, value)| (name.trim(), value.trim()));
        header.properties.push(property(name, value));
    }
    let flags = message.fuzzy.then_some("fuzzy").into_iter().chain(message.flags.iter().map(String::as_str));
    header.properties.extend(flags.map(|flag| property("#,", flag)));
    let place = message.place.position;
    let mut lang = |names: &[&str]| {
        let (name, value) = names.iter().find_map(|name| Some((*name, field(&header, name)?)))?;
        // A name of up to eight letters would be a tag as well.
        let tag = || Lang::folded(value).ok().filter(|lang| lang.base().as_str().len() <= 3);
        let Some(lang) = lang_called(value).or_else(tag) else {
            let message = format!("`{value}` in `{name}` is not a language tag; write one such as `ko` or `zh_CN`");
            problems.push(Diagnostic::warning("language", message).at(place));
            return None;
        };
        Some((lang, Text::from(if lang.as_str() == value { "" } else { value })))
    };
    let (source, target) = (lang(&SOURCE), lang(&[LANGUAGE, "X-Poedit-Language"]));
    header.source = source.as_ref().map(|(lang, _)| *lang).or(setting.source);
    if let Some((lang, written)) = source {
        (catalogue.source, catalogue.source_written) = (lang, written);
    }
    if let Some((lang, written)) = target {
        (catalogue.target, catalogue.target_written) = (lang, written);
    }
    header.targets.extend(Some(catalogue.target).filter(|lang| *lang != Lang::UND));
    header.tool = field(&header, "X-Generator").unwrap_or_default().into();
    catalogue.forms = field(&header, "Plural-Forms").and_then(plural::count);
    (header, catalogue)
}

fn property(name: &str, value: &str) -> Property {
    Property { name: name.into(), lang: Text::new(), value: value.into() }
}

/// The value of a field of the header, unless it is empty.
fn field<'h>(header: &'h Header, name: &str) -> Option<&'h str> {
    let is = |property: &&Property| property.name.eq_ignore_ascii_case(name) && !property.value.is_empty();
    header.properties.iter().find(is).map(|property| property.value.as_str())
}

/// The language in the name of a file: `ko.po`, `app.zh_CN.po`.
fn lang_of_name(name: &str) -> Option<Lang> {
    let name = name.rsplit(['/', '\\']).next()?;
    let (stem, _) = name.rsplit_once('.')?;
    let last = stem.rsplit(['.', '-']).next().filter(|last| last.len() <= 7)?;
    let base = last.split(['_', '@']).next()?;
    let lang = Lang::folded(last).ok()?;
    (matches!(base.len(), 2 | 3) && english_name(lang.base().as_str()).is_some()).then_some(lang)
}

/// The header of a file that is written, as a message.
pub(super) fn message(setting: &BitextWriteSetting<'_>) -> Message {
    let kept = setting.header;
    let ours = matches!(kept.format, "po" | "mo");
    let (source, target) = langs(setting);
    let date = if setting.date.is_empty() { "YEAR-MO-DA HO:MI+ZONE" } else { setting.date };
    let date = if date.len() == 10 { format!("{date} 00:00+0000") } else { date.to_owned() };
    let project = if setting.name.is_empty() { "baixiao" } else { setting.name };
    let target_tag = target.map_or(String::new(), |lang| lang.as_str().replace('-', "_"));
    let plurals = target.and_then(plural::forms).unwrap_or_default();
    let new = [
        ("Project-Id-Version", project),
        ("PO-Revision-Date", &date),
        ("Last-Translator", ""),
        ("Language-Team", ""),
        (LANGUAGE, &target_tag),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", plurals),
        (SOURCE[0], source.map_or("", |lang| lang.as_str())),
    ];
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut message = Message::default();
    if ours {
        for Property { name, value, .. } in &kept.properties {
            match name.as_str() {
                "#," if value == "fuzzy" => message.fuzzy = true,
                "#," => message.flags.push(value.to_string()),
                _ => fields.push((name.to_string(), value.to_string())),
            }
        }
    }
    let same = |value: &str, lang: Option<Lang>| Lang::folded(value).ok() == lang;
    for (name, value) in new {
        let held = fields.iter_mut().find(|(held, _)| held.eq_ignore_ascii_case(name));
        match (name, held) {
            (LANGUAGE, Some((_, held))) if target.is_some() && !same(held, target) => value.clone_into(held),
            (name, Some((_, held))) if name == SOURCE[0] && source.is_some() && !same(held, source) => {
                value.clone_into(held);
            }
            ("Content-Type", Some((_, held))) if !held.to_ascii_lowercase().ends_with("charset=utf-8") => {
                value.clone_into(held);
            }
            // Whatever else the header lacks it had not to say.
            (name, None) if !ours || name == LANGUAGE || name == "Content-Type" || name == SOURCE[0] => {
                let told = !value.is_empty() || !matches!(name, "Plural-Forms" | "X-Source-Language");
                if told && !(ours && value.is_empty()) {
                    fields.push((name.to_owned(), value.to_owned()));
                }
            }
            _ => {}
        }
    }
    let line = |(name, value): &(String, String)| {
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        if name.is_empty() { format!("{value}\n") } else { format!("{name}: {value}\n") }
    };
    let text = fields.iter().map(line).collect();
    message.forms.push(Form { text, ..Form::default() });
    for note in &kept.notes {
        let into = if note.kind == EXTRACTED { &mut message.extracted } else { &mut message.comments };
        into.extend(lines_of(&note.text));
    }
    message
}

/// The source and the target of a file that is written, as far as they are known.
pub(super) fn langs(setting: &BitextWriteSetting<'_>) -> (Option<Lang>, Option<Lang>) {
    let mut langs = setting.langs.iter().copied().map(|lang| Some(lang).filter(|lang| *lang != Lang::UND));
    (langs.next().flatten(), langs.next().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_in_names_of_files() {
        for (name, lang) in [
            ("po/ko.po", Some("ko")),
            ("app.zh_CN.po", Some("zh-CN")),
            ("django-ko.po", Some("ko")),
            ("messages.pot", None),
            ("django.po", None),
            ("ca@valencia.po", None),
            ("it", None),
        ] {
            assert_eq!(lang_of_name(name).map(|lang| lang.to_string()).as_deref(), lang, "{name}");
        }
    }
}
