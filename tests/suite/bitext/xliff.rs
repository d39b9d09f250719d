use baixiao::formats::bitext::{Edit, Header, format_of};
use baixiao::lang::Lang;
use baixiao::model::{Content, Context, Note, Property, State, Text, Unit, Variant, Word as _};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::bitext::models::{content, parse, patched, serialize, text, without_markup};
use crate::bitext::{fixtures, shown};
use crate::formats::lost;

const FORMATS: [&str; 2] = ["xliff1", "xliff2"];
const PAIR: [Lang; 2] = [Lang::EN, Lang::KO];

/// A state as it is read: nothing that is there is not begun.
fn state_of(content: &Content, state: State) -> State {
    if state == State::Unknown && content.is_empty() { State::New } else { state }
}

fn property(name: &str, value: &str) -> Property {
    Property { name: name.into(), lang: Text::new(), value: value.into() }
}

prop_compose! {
    fn properties()(all in vec((select(&["x-Domain", "Project", "번호", "a:b"][..]), text()), 0..3)) -> Vec<Property> {
        all.into_iter().map(|(name, value)| property(name, &value)).collect()
    }
}

prop_compose! {
    fn notes()(all in vec((select(&["", "priority 3"][..]), text()), 0..2)) -> Vec<Note> {
        let note = |(kind, text): (&str, Text)| Note { kind: kind.into(), text, ..Note::default() };
        let mut notes: Vec<Note> = all.into_iter().map(note).collect();
        notes.dedup();
        notes
    }
}

prop_compose! {
    fn variant(lang: Lang)(content in content(), properties in properties()) -> Variant {
        Variant { properties, ..Variant::new(lang, content) }
    }
}

prop_compose! {
    /// What XLIFF holds of a unit, all but its id.
    fn unit()(
        source in variant(Lang::EN),
        target in prop::option::of((variant(Lang::KO), select(State::ALL))),
        key in text(),
        properties in properties(),
        notes in notes(),
    ) -> Unit {
        let target = target.map(|(target, state)| Variant { state: state_of(&target.content, state), ..target });
        let context = Context { file: "moat.html".into(), key, ..Context::default() };
        let variants = [source].into_iter().chain(target).collect();
        Unit { context, variants, properties, notes, ..Unit::default() }
    }
}

prop_compose! {
    fn units()(mut units in vec(unit(), 0..4)) -> Vec<Unit> {
        for (number, unit) in units.iter_mut().enumerate() {
            unit.id = format!("id{number}").into();
        }
        units
    }
}

prop_compose! {
    /// One entry with several segments.
    fn entry()(
        segments in vec((content(), prop::option::of(content()), select(&["", " "][..])), 2..4),
        state in select(&[State::NeedsWork, State::Translated, State::Final][..]),
    ) -> Vec<Unit> {
        let unit = |(number, (source, target, after)): (usize, (Content, Option<Content>, &str))| {
            let name = format!("s{number}");
            let target = target.map(|target| Variant { state, ..Variant::new(Lang::KO, target) });
            let mut properties = vec![property("segment", &name)];
            if !after.is_empty() {
                properties.push(Property { lang: "en".into(), ..property("after", after) });
            }
            Unit {
                id: format!("e/{name}").into(),
                context: Context { file: "moat.html".into(), ..Context::default() },
                variants: [Variant::new(Lang::EN, source)].into_iter().chain(target).collect(),
                properties,
                ..Unit::default()
            }
        };
        segments.into_iter().enumerate().map(unit).collect()
    }
}

/// A unit without what only says how its file is laid out.
fn plain(unit: Unit) -> Unit {
    let mut unit = without_markup(unit);
    unit.properties.retain(|property| property.name != "@xml:space");
    for variant in &mut unit.variants {
        variant.properties.retain(|property| property.name != "target/@state" && property.name != "@state");
    }
    unit
}

proptest! {
    /// A pair of languages can be kept as XLIFF.
    #[test]
    fn what_is_written_is_read_again(units in units(), format in select(&FORMATS[..])) {
        let (written, losses) = serialize(format, &PAIR, &Header::default(), &units);
        let (read, ended) = parse(format, written.as_bytes());
        prop_assert!(ended.is_ok() && read.problems.is_empty() && losses.is_empty(), "{:?} {losses:?} in {written}", read.problems);
        let mut found: Vec<Unit> = read.units.iter().cloned().map(plain).collect();
        if units.is_empty() {
            found.clear();
        }
        prop_assert_eq!(&found, &units, "{}", written);
        // What XLIFF wrote, it writes again.
        let (again, _) = serialize(format, &PAIR, &read.header.expect("there is one"), &read.units);
        prop_assert!(units.is_empty() || again == written, "{again} is not {written}");
    }

    /// So can the segments of one entry.
    #[test]
    fn segments_are_read_again(units in entry(), format in select(&FORMATS[..])) {
        let (written, losses) = serialize(format, &PAIR, &Header::default(), &units);
        let (read, ended) = parse(format, written.as_bytes());
        prop_assert!(ended.is_ok() && read.problems.is_empty() && losses.is_empty(), "{:?} in {written}", read.problems);
        let found: Vec<Unit> = read.units.iter().cloned().map(plain).collect();
        prop_assert_eq!(&found, &units, "{}", written);
        let (again, _) = serialize(format, &PAIR, &read.header.expect("there is one"), &read.units);
        prop_assert_eq!(again, written);
    }

    /// Who changes nothing changes no byte.
    #[test]
    fn a_patch_without_edits_is_none(units in units(), format in select(&FORMATS[..])) {
        let (written, _) = serialize(format, &PAIR, &Header::default(), &units);
        let (out, ended) = patched(format, written.as_bytes(), |_| None);
        prop_assert!(ended.is_ok());
        prop_assert_eq!(String::from_utf8(out).expect("text"), written);
    }

    /// An edit changes its segment, and no byte outside of it and its entry.
    #[test]
    fn a_patch_changes_what_it_is_told(
        units in prop_oneof![units().prop_filter("some", |units| !units.is_empty()), entry()],
        which in any::<Index>(),
        lang in select(&PAIR[..]),
        content in content(),
        state in prop::option::of(select(&[State::New, State::NeedsWork, State::Final][..])),
        format in select(&FORMATS[..]),
    ) {
        let (written, _) = serialize(format, &PAIR, &Header::default(), &units);
        let (before, _) = parse(format, written.as_bytes());
        let which = which.index(units.len());
        let mut number = 0;
        let (out, ended) = patched(format, written.as_bytes(), |_| {
            number += 1;
            (number == which + 1).then(|| Edit { lang, content: content.clone(), state })
        });
        prop_assert!(ended.is_ok());
        let out = String::from_utf8(out).expect("text");
        let (after, ended) = parse(format, out.as_bytes());
        prop_assert!(ended.is_ok() && after.problems.is_empty(), "{:?} in {out}", after.problems);
        prop_assert_eq!(after.units.len(), before.units.len(), "{}", &out);
        for (at, (was, is)) in before.units.iter().zip(&after.units).enumerate() {
            let (mut was, mut is) = (plain(was.clone()), plain(is.clone()));
            if at == which {
                let changed = is.variant(lang).expect("it is there").clone();
                prop_assert_eq!(&changed.content, &content, "{}", &out);
                // The segments of an entry of XLIFF 1 have one state together.
                let alone = format == "xliff2" || !units[at].id.starts_with("e/");
                if let Some(state) = state.filter(|_| alone && lang == Lang::KO) {
                    prop_assert_eq!(changed.state, state, "{}", &out);
                }
                is.variants.retain(|variant| variant.lang != lang);
                was.variants.retain(|variant| variant.lang != lang);
            }
            for unit in [&mut was, &mut is] {
                unit.variants.iter_mut().for_each(|variant| variant.state = State::Unknown);
                // A target that was not there has no blanks beside it either.
                unit.properties.retain(|property| property.name != "after" || property.lang == "en");
            }
            prop_assert_eq!(is, was, "{}", &out);
        }
        if format == "xliff2" || units.iter().all(|unit| !unit.id.starts_with("e/")) {
            let place = &before.units[which].place.bytes;
            let [start, end] = [place.start, place.end].map(|byte| usize::try_from(byte).expect("it fits"));
            let [before, after] = [&written.as_bytes()[..start], &written.as_bytes()[end..]];
            prop_assert!(out.as_bytes().starts_with(before) && out.as_bytes().ends_with(after), "{}", out);
        }
    }
}

/// What every fixture is read as; nobody changes it by changing nothing.
#[test]
fn fixtures_are_read_as_they_are() {
    for format in FORMATS {
        for (path, bytes) in fixtures(format) {
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            assert_eq!(format_of(&name, &bytes).map(|format| format.name), Some(format), "{name}");
            insta::assert_snapshot!(format!("{format}_{name}"), shown(format, &bytes));
            let (out, ended) = patched(format, &bytes, |_| None);
            if ended.is_ok() {
                assert!(out == bytes, "{name}");
            } else {
                assert!(bytes.starts_with(&out), "{name}");
            }
        }
    }
}

/// What becomes of every fixture when all of its translations are changed.
#[test]
fn edits_look_like_their_file() {
    let mut content = Content::plain("해자 & a");
    content.codes.push(baixiao::model::Code {
        at: "해자".len(),
        kind: baixiao::model::CodeKind::Alone,
        pair: None,
        id: "7".into(),
        data: "<br/>".into(),
        markup: baixiao::model::Markup::default(),
    });
    for format in FORMATS {
        for (path, bytes) in fixtures(format) {
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            let (header, _) = parse(format, &bytes);
            let lang = header.header.and_then(|header| header.targets.first().copied()).unwrap_or(Lang::KO);
            let (out, _) = patched(format, &bytes, |_| {
                Some(Edit { lang, content: content.clone(), state: Some(State::Reviewed) })
            });
            insta::assert_snapshot!(format!("edited_{format}_{name}"), String::from_utf8(out).expect("text"));
        }
    }
}

/// What every fixture is written as in each format, and what of it is lost.
#[test]
fn fixtures_are_written_in_each_format() {
    for format in FORMATS {
        for (path, bytes) in fixtures(format) {
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            let (basket, _) = parse(format, &bytes);
            let header = basket.header.unwrap_or_default();
            for into in FORMATS {
                let langs: Vec<Lang> = header.source.into_iter().chain(header.targets.first().copied()).collect();
                let Ok(langs) = <[Lang; 2]>::try_from(langs) else { continue };
                let (written, losses) = serialize(into, &langs, &header, &basket.units);
                insta::assert_snapshot!(format!("{format}_{name}_as_{into}"), format!("{written}\n{}", lost(&losses)));
            }
        }
    }
}

/// Codes of another format, blanks, several documents, ids that are none.
#[test]
fn what_no_xliff_had_is_written() {
    use baixiao::model::{Code, CodeKind, History, Markup};
    let code = |at, kind, pair, id: &str, data: &str, markup: &str| Code {
        at,
        kind,
        pair,
        id: id.into(),
        data: data.into(),
        markup: Markup { format: "tmx".into(), text: markup.into() },
    };
    let source = Content {
        text: " a moat ".into(),
        codes: vec![
            code(1, CodeKind::Open, Some(1), "1", "<b>", "<bpt i=\"1\">&lt;b></bpt>"),
            code(2, CodeKind::Open, None, "", "<i>", ""),
            code(7, CodeKind::Close, Some(1), "1", "</b>", "<ept i=\"1\"/>"),
            code(8, CodeKind::Alone, None, "a b", "", "<ph/>"),
            code(8, CodeKind::Alone, None, "", "", ""),
        ],
    };
    let mut unit = Unit { id: "not an id".into(), ..Unit::default() };
    unit.variants = vec![Variant::new(Lang::EN, source), Variant::new(Lang::KO, Content::plain("해자\u{1}"))];
    unit.variants.push(Variant::new(Lang::ZH, Content::plain("护城河")));
    unit.history = History { author: "Kim".into(), ..History::default() };
    unit.context.previous = "before".into();
    unit.notes = vec![Note { kind: "extracted".into(), author: "dev".into(), lang: "en".into(), text: "n".into() }];
    unit.properties = vec![property("two words", "x"), Property { lang: "ko".into(), ..property("p", "y") }];
    let mut other = unit.clone();
    other.context.file = "other.txt".into();
    let sourceless = Unit { variants: vec![Variant::new(Lang::ZH, Content::plain("河"))], ..Unit::default() };
    for format in FORMATS {
        let (written, losses) = serialize(
            format,
            &PAIR,
            &Header::default(),
            &[unit.clone(), unit.clone(), other.clone(), sourceless.clone()],
        );
        insta::assert_snapshot!(format!("written_{format}"), format!("{written}\n{}", lost(&losses)));
        let (read, ended) = parse(format, written.as_bytes());
        assert!(ended.is_ok() && read.problems.is_empty() && read.units.len() == 3, "{:?}", read.problems);
    }
}

#[test]
fn what_is_wrong_is_told() {
    let cases = [
        ("xliff1", "<tmx/>"),
        ("xliff1", "<xliff version='2.0'/>"),
        ("xliff2", "<xliff version='1.2'/>"),
        ("xliff2", "<tmx/>"),
        ("xliff1", "<xliff>"),
        ("xliff2", "<xliff"),
        ("xliff1", "<xliff version='1.2'><file source-language='en' target-language='ko'><body><trans-unit id='1'>"),
        ("xliff2", "<xliff version='2.0' srcLang='en'><file id='f'><unit id='u'><segment><source>a</target>"),
    ];
    let told = cases.map(|(format, case)| format!("{format} {case}\n{}\n", shown(format, case.as_bytes())));
    insta::assert_snapshot!(told.concat());
}
