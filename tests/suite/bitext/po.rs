#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail by panicking")]

use baixiao::formats::bitext::{Edit, Header};
use baixiao::lang::Lang;
use baixiao::model::{Content, Context, Note, Property, State, Unit, Variant};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::bitext::models::{parse, patched, serialize, text};
use crate::bitext::{fixtures, shown};
use crate::formats::lost;

/// A message as a program and its translators may have it.
#[derive(Clone, Debug)]
struct Message {
    context: Option<String>,
    id: String,
    plural: Option<String>,
    forms: Vec<String>,
    fuzzy: bool,
    obsolete: bool,
    notes: [String; 2],
    lists: [Vec<&'static str>; 2],
    previous: Option<String>,
}

prop_compose! {
    fn message()(
        context in option::of(text()),
        id in text(),
        plural in option::weighted(0.3, text()),
        forms in vec(text(), 2),
        fuzzy in any::<bool>(),
        obsolete in prop::bool::weighted(0.2),
        notes in [text(), text()],
        flags in vec(select(&["c-format", "no-wrap", "range: 0..10"][..]), 0..2),
        references in vec(select(&["src/a.c:1", "b.py", "\u{2068}a b.c\u{2069}:7"][..]), 0..12),
        previous in option::weighted(0.2, text()),
    ) -> Message {
        let texts = |texts: Vec<baixiao::model::Text>| texts.into_iter().map(|text| text.to_string()).collect();
        let (context, plural, previous) = [context, plural, previous].map(|text| text.map(|text| text.to_string())).into();
        let notes = notes.map(|note| note.replace(['\t', '\r'], " "));
        Message {
            context, id: id.to_string(), plural, forms: texts(forms), fuzzy, obsolete, notes, lists: [flags, references], previous,
        }
    }
}

/// The units of messages, as PO holds them: no two of one name, none without any.
fn units(messages: &[Message]) -> Vec<Unit> {
    let mut out = Vec::new();
    for (number, message) in messages.iter().enumerate() {
        let id = format!("{number} {}", message.id);
        let property =
            |name: &str, value: &str| Property { name: name.into(), value: value.into(), ..Property::default() };
        let mut properties = Vec::new();
        properties.extend(message.obsolete.then(|| property("obsolete", "yes")));
        properties.extend(message.lists[0].iter().map(|flag| property("flag", flag)));
        properties.extend(message.lists[1].iter().map(|place| property("reference", place)));
        properties.extend(message.previous.iter().map(|text| property("previous-msgid", text)));
        properties.extend(message.context.iter().filter(|text| text.is_empty()).map(|_| property("msgctxt", "")));
        let notes = ["translator", "extracted"].into_iter().zip(&message.notes).filter(|(_, text)| !text.is_empty());
        let file = match message.lists[1].first() {
            Some(place) if place.contains(' ') => "a b.c",
            Some(place) => place.split(':').next().expect("a part"),
            None => "",
        };
        let key = message.context.clone().unwrap_or_default();
        let name = message.context.as_ref().map_or(id.clone(), |context| format!("{context}|{id}"));
        let common = Unit {
            context: Context { file: file.into(), key: key.into(), ..Context::default() },
            notes: notes
                .map(|(kind, text)| Note { kind: kind.into(), text: text.as_str().into(), ..Note::default() })
                .collect(),
            properties,
            ..Unit::default()
        };
        let sides = |source: &str, target: &str| {
            let state = match target {
                _ if message.fuzzy => State::NeedsWork,
                "" => State::New,
                _ => State::Translated,
            };
            let variant = |lang, text| Variant::new(lang, Content::plain(text));
            vec![variant(Lang::EN, source), Variant { state, ..variant(Lang::KO, target) }]
        };
        let Some(plural) = &message.plural else {
            out.push(Unit { id: name.into(), variants: sides(&id, &message.forms[0]), ..common });
            continue;
        };
        for (form, target) in message.forms.iter().enumerate() {
            let mut unit = Unit {
                id: format!("{name}[{form}]").into(),
                variants: sides(if form == 0 { &id } else { plural }, target),
                ..common.clone()
            };
            let said = [("msgid", id.as_str()), ("msgid_plural", plural), ("plural-form", &form.to_string())];
            unit.properties.extend(said.map(|(name, value)| property(name, value)));
            out.push(unit);
        }
    }
    out
}

const PAIR: [Lang; 2] = [Lang::EN, Lang::KO];

/// What says that Korean has two plural forms; else the source of one would be that of all.
fn header() -> Header {
    let property = |name: &str, value: &str| Property { name: name.into(), value: value.into(), ..Property::default() };
    let properties = vec![property("Plural-Forms", "nplurals=2; plural=n>1;"), property("Language", "ko")];
    Header { format: "po", properties, ..Header::default() }
}

fn plain(units: &[Unit]) -> Vec<Unit> {
    units.iter().cloned().map(Unit::without_places).collect()
}

proptest! {
    /// Messages can be kept as PO.
    #[test]
    fn what_is_written_is_read_again(messages in vec(message(), 0..5)) {
        let units = units(&messages);
        let (written, losses) = serialize("po", &PAIR, &header(), &units);
        let (read, ended) = parse("po", written.as_bytes());
        prop_assert!(ended.is_ok() && read.problems.is_empty() && losses.is_empty(), "{:?} {} in {written}", read.problems, lost(&losses));
        prop_assert_eq!(plain(&read.units), units, "{}", written);
        let (again, _) = serialize("po", &PAIR, &read.header.expect("there is one"), &read.units);
        prop_assert_eq!(again, written);
    }

    /// Who changes nothing changes no byte.
    #[test]
    fn a_patch_without_edits_is_none(messages in vec(message(), 0..5), crlf in any::<bool>()) {
        let (mut written, _) = serialize("po", &PAIR, &header(), &units(&messages));
        if crlf {
            written = written.replace('\n', "\r\n");
        }
        let (out, ended) = patched("po", written.as_bytes(), |_| None);
        prop_assert!(ended.is_ok());
        prop_assert_eq!(String::from_utf8(out).expect("text"), written);
    }

    /// An edit changes its translation, and no byte outside of its entry.
    #[test]
    fn a_patch_changes_what_it_is_told(
        messages in vec(message(), 1..5),
        which in any::<Index>(),
        content in text(),
        state in option::of(select(&[State::NeedsWork, State::Translated][..])),
        crlf in any::<bool>(),
    ) {
        let (mut written, _) = serialize("po", &PAIR, &header(), &units(&messages));
        if crlf {
            written = written.replace('\n', "\r\n");
        }
        let (before, _) = parse("po", written.as_bytes());
        let which = which.index(before.units.len());
        let mut number = 0;
        let (out, ended) = patched("po", written.as_bytes(), |_| {
            number += 1;
            (number == which + 1).then(|| Edit { lang: Lang::KO, content: Content::plain(content.as_str()), state })
        });
        prop_assert!(ended.is_ok());
        let out = String::from_utf8(out).expect("text");
        let (after, ended) = parse("po", out.as_bytes());
        prop_assert!(ended.is_ok() && after.problems.is_empty(), "{:?} in {out}", after.problems);
        let place = &before.units[which].place.bytes;
        let [start, end] = [place.start, place.end].map(|byte| usize::try_from(byte).expect("it fits"));
        prop_assert!(out.starts_with(&written[..start]) && out.ends_with(&written[end..]), "{out}\nfrom\n{written}");
        let mut wanted = plain(&before.units);
        let fuzzy = |unit: &Unit| unit.variants[1].state == State::NeedsWork;
        let (was, is) = (fuzzy(&wanted[which]), state.map_or(fuzzy(&wanted[which]), |state| state == State::NeedsWork));
        wanted[which].variants[1].content = Content::plain(content.as_str());
        // All forms of a message are fuzzy, or none.
        let of_it = before.units.iter().map(|unit| unit.place == before.units[which].place);
        for (unit, _) in wanted.iter_mut().zip(of_it).filter(|(_, is)| *is) {
            if was && !is {
                unit.properties.retain(|held| !held.name.starts_with("previous-"));
            }
            let target = &mut unit.variants[1];
            target.state = match target.content.text.as_str() {
                _ if is => State::NeedsWork,
                "" => State::New,
                _ => State::Translated,
            };
        }
        prop_assert_eq!(plain(&after.units), wanted, "{}", out);
    }

    /// Whatever a file holds, something can be said of it.
    #[test]
    fn no_file_is_too_strange(lines in vec(select(&[
        "msgid \"a\"", "msgid", "msgctxt \"c\"", "msgid_plural \"b\"", "msgstr \"d\"", "msgstr[0] \"e\"", "msgstr[1] \"f\"",
        "\"more\"", "", "# note", "#, fuzzy", "#| msgid \"p\"", "#~ msgid \"o\"", "#~ msgstr \"\"", "#~| msgid \"q\"",
        "#~ \"more\"", "msgid \"\"", "domain \"d\"", "msgid \"a", "x", "\\",
    ][..]), 0..20)) {
        let file = lines.join("\n");
        let (read, ended) = parse("po", file.as_bytes());
        prop_assert!(ended.is_ok());
        let (out, ended) = patched("po", file.as_bytes(), |_| None);
        prop_assert!(ended.is_ok());
        prop_assert_eq!(String::from_utf8(out).expect("text"), file);
        for unit in &read.units {
            prop_assert!(unit.place.bytes.start < unit.place.bytes.end);
        }
    }
}

#[test]
fn what_translators_have() {
    for (path, bytes) in fixtures("po") {
        let name = path.file_name().expect("a name").to_string_lossy();
        insta::assert_snapshot!(format!("po_{name}"), shown("po", &bytes));
    }
}

#[test]
fn what_is_not_touched_stays() {
    for (path, bytes) in fixtures("po") {
        let (out, ended) = patched("po", &bytes, |_| None);
        assert!(ended.is_ok() && out == bytes, "{}", path.display());
    }
}

#[test]
fn what_was_read_is_written() {
    for (path, bytes) in fixtures("po") {
        let (first, _) = parse("po", &bytes);
        let header = first.header.as_ref().expect("there is one");
        let langs = [header.source.unwrap_or(Lang::UND), header.targets.first().copied().unwrap_or(Lang::UND)];
        let (written, losses) = serialize("po", &langs, header, &first.units);
        let (second, ended) = parse("po", written.as_bytes());
        // A language that is none stays one.
        let wrong = second.problems.iter().filter(|problem| problem.code != "language").count();
        assert!(ended.is_ok() && wrong == 0, "{}: {written}", path.display());
        assert_eq!(plain(&first.units), plain(&second.units), "{}: {}", path.display(), lost(&losses));
        insta::assert_snapshot!(
            format!("po_written_{}", path.file_name().expect("a name").to_string_lossy()),
            format!("{written}{}", lost(&losses))
        );
    }
}

/// Every message translated anew, to the state named, as the file then looks.
#[test]
fn edits_look_like_their_file() {
    for (state, shown) in [(None, "kept"), (Some(State::Translated), "translated"), (Some(State::NeedsWork), "fuzzy")] {
        for name in ["full.po", "crlf.po"] {
            let (_, bytes) =
                fixtures("po").into_iter().find(|(path, _)| path.ends_with(name)).expect("a fixture of ours");
            let mut number = 0;
            let (out, ended) = patched("po", &bytes, |unit| {
                number += 1;
                let content = Content::plain(format!("번역 {number}\n\"끝\" {}", "긴 문장 ".repeat(number * 2)));
                Some(Edit { lang: unit.variants[1].lang, content, state })
            });
            ended.expect("it is PO");
            let out = String::from_utf8(out).expect("text");
            insta::assert_snapshot!(format!("po_edits_{shown}_{name}"), out.replace('\r', "␍"));
        }
    }
}

#[test]
fn what_another_format_holds() {
    let variant = |lang: Lang, text: &str| Variant::new(lang, Content::plain(text));
    let unit = |id: &str, source: &str, target: &str| Unit {
        id: id.into(),
        variants: vec![variant(Lang::EN, source), variant(Lang::KO, target)],
        ..Unit::default()
    };
    let mut rich = unit("rich", "rich", "부유");
    rich.variants[1].state = State::Final;
    rich.variants.push(variant(Lang::ZH, "富"));
    rich.notes.push(Note { author: "Bob".into(), text: "two\nlines".into(), ..Note::default() });
    rich.properties.push(Property { name: "x-domain".into(), value: "money".into(), ..Property::default() });
    rich.context.file = "my file.docx".into();
    let units = [
        rich,
        unit("1", "moat", "해자"),
        unit("2", "moat", "해자"),
        unit("3", "moat", "도랑"),
        unit("", "moat", "참호"),
        unit("4", "", "빈 원문"),
    ];
    let (written, losses) = serialize("po", &PAIR, &Header::default(), &units);
    insta::assert_snapshot!(format!("{written}\n{}", lost(&losses)));
}

/// An entry that has no end is passed by in pieces.
#[test]
fn a_long_entry_costs_no_memory() {
    let long = "x".repeat(3 << 20);
    let many = "\"y\"\n".repeat(2 << 20);
    let file =
        format!("msgid \"a\"\nmsgstr \"{long}\"\n\nmsgid \"b\"\nmsgstr \"\"\n{many}\nmsgid \"c\"\nmsgstr \"d\"\n");
    let (read, ended) = parse("po", file.as_bytes());
    assert!(ended.is_ok());
    let ids: Vec<&str> = read.units.iter().map(|unit| &*unit.id).collect();
    assert_eq!(ids, ["c"]);
    let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    let expected = [
        "2:1: error: the entry is longer than 4096 KiB; it is left out [long-entry]",
        "1048577:1: error: the entry is longer than 4096 KiB; it is left out [long-entry]",
    ];
    assert_eq!(told, expected);
    let (out, _) = patched("po", file.as_bytes(), |_| None);
    assert!(out == file.as_bytes());
}
