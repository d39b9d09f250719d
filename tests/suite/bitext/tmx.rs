use std::io::Read as _;

use baixiao::files::Input;
use baixiao::formats::bitext::{Edit, Header};
use baixiao::lang::Lang;
use baixiao::model::{Content, State, Unit};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bitext::models::{content, parse, patched, serialize, unit, without_markup};
use crate::bitext::{fixtures, shown};
use crate::formats::lost;

proptest! {
    /// A memory can be kept as TMX.
    #[test]
    fn what_is_written_is_read_again(units in vec(unit(), 0..4)) {
        let (written, losses) = serialize("tmx", &[], &Header::default(), &units);
        let (read, ended) = parse("tmx", written.as_bytes());
        prop_assert!(ended.is_ok() && read.problems.is_empty() && losses.is_empty(), "{:?} in {written}", read.problems);
        let found: Vec<Unit> = read.units.iter().cloned().map(without_markup).collect();
        prop_assert_eq!(&found, &units, "{}", written);
        // What TMX wrote, it writes again.
        let (again, _) = serialize("tmx", &[], &read.header.expect("there is one"), &read.units);
        prop_assert_eq!(again, written);
    }

    /// Who changes nothing changes no byte.
    #[test]
    fn a_patch_without_edits_is_none(units in vec(unit(), 0..4)) {
        let (written, _) = serialize("tmx", &[], &Header::default(), &units);
        let (out, ended) = patched("tmx", written.as_bytes(), |_| None);
        prop_assert!(ended.is_ok());
        prop_assert_eq!(String::from_utf8(out).expect("text"), written);
    }

    /// An edit changes its segment, and no byte outside of its unit.
    #[test]
    fn a_patch_changes_what_it_is_told(
        units in vec(unit(), 1..4),
        which in any::<prop::sample::Index>(),
        lang in prop::sample::select(&["en", "ko", "fr"][..]),
        content in content(),
        state in prop::option::of(prop::sample::select(&[State::New, State::Final][..])),
    ) {
        let lang: Lang = lang.parse().expect("a tag");
        let (written, _) = serialize("tmx", &[], &Header::default(), &units);
        let (before, _) = parse("tmx", written.as_bytes());
        let which = which.index(units.len());
        let mut number = 0;
        let (out, ended) = patched("tmx", written.as_bytes(), |_| {
            number += 1;
            (number == which + 1).then(|| Edit { lang, content: content.clone(), state })
        });
        prop_assert!(ended.is_ok());
        let out = String::from_utf8(out).expect("text");
        let (after, ended) = parse("tmx", out.as_bytes());
        prop_assert!(ended.is_ok() && after.problems.is_empty(), "{:?} in {out}", after.problems);
        let [start, _, end] = around(&written, &before.units[which]);
        prop_assert!(out.starts_with(start) && out.ends_with(end), "{out}\nfrom\n{written}");
        let mut wanted = before.units[which].clone();
        let held = wanted.variants.iter().position(|variant| variant.lang == lang);
        let held = held.or_else(|| wanted.variants.iter().position(|variant| variant.lang.serves(lang)));
        let at = held.unwrap_or_else(|| {
            wanted.variants.push(baixiao::model::Variant::new(lang, Content::default()));
            wanted.variants.len() - 1
        });
        wanted.variants[at].content = content;
        wanted.variants[at].state = state.unwrap_or(wanted.variants[at].state);
        prop_assert_eq!(without_markup(after.units[which].clone()), without_markup(wanted), "{}", out);
    }
}

proptest! {
    /// Whatever happened to a file: nothing panics, who changes nothing changes no byte, and what was read is written.
    #[test]
    fn what_is_damaged_is_read_around(
        which in any::<prop::sample::Index>(),
        damages in vec((any::<prop::sample::Index>(), 0..40_usize, any::<prop::sample::Index>(), prop::sample::select(&DAMAGES[..])), 1..5),
    ) {
        let all = fixtures("tmx");
        let (_, bytes) = which.get(&all);
        let mut text: Vec<char> = String::from_utf8_lossy(bytes).chars().collect();
        for (from, length, to, damage) in damages {
            if text.is_empty() {
                break;
            }
            let from = from.index(text.len());
            let taken: Vec<char> = text.drain(from..(from + length).min(text.len())).collect();
            let to = to.index(text.len() + 1);
            match damage {
                "move" => drop(text.splice(to..to, taken)),
                "copy" => {
                    text.splice(from..from, taken.clone());
                    text.splice(to..to, taken);
                }
                other => drop(text.splice(from..from, other.chars())),
            }
        }
        let file = String::from_iter(text);
        let (first, ended) = parse("tmx", file.as_bytes());
        if ended.is_ok() {
            let (out, ended) = patched("tmx", file.as_bytes(), |_| None);
            prop_assert!(ended.is_ok());
            prop_assert_eq!(String::from_utf8(out).expect("text"), &*file);
            let edit = |_: &Unit| Some(Edit { lang: Lang::KO, content: Content::plain("해자 & <b>"), state: Some(State::New) });
            let (out, ended) = patched("tmx", file.as_bytes(), edit);
            prop_assert!(ended.is_ok());
            let out = String::from_utf8(out).expect("text");
            let (again, ended) = parse("tmx", out.as_bytes());
            prop_assert!(ended.is_ok() && again.units.len() == first.units.len(), "{ended:?}: {out}\nfrom\n{file}");
            let of_korean = |unit: &Unit| unit.variant(Lang::KO).map(|variant| variant.content.text.clone());
            prop_assert!(again.units.iter().all(|unit| of_korean(unit).as_deref() == Some("해자 & <b>")), "{out}\nfrom\n{file}");
        }
        let Some(header) = &first.header else { return Ok(()) };
        let (written, _) = serialize("tmx", &[], header, &first.units);
        let (second, ended) = parse("tmx", written.as_bytes());
        prop_assert!(ended.is_ok(), "{ended:?}: {written}\nfrom\n{file}");
        let plain = |units: Vec<Unit>| units.into_iter().map(Unit::without_places).collect::<Vec<_>>();
        prop_assert_eq!(plain(second.units), plain(first.units), "{}\nfrom\n{}", written, file);
    }
}

/// What may happen to a part of a file: something stands in its place, or it stands elsewhere.
const DAMAGES: [&str; 16] = [
    "",
    "move",
    "copy",
    "<",
    ">",
    "&",
    "\"",
    "</tu>",
    "<seg>",
    "<hi>",
    "</hi>",
    "<!--",
    "-->",
    "\u{1}",
    "<prop type=\"file\">",
    "\r",
];

/// What stands before a unit, the unit, and what stands after it.
fn around<'f>(file: &'f str, unit: &Unit) -> [&'f str; 3] {
    let at = |byte| usize::try_from(byte).expect("it fits");
    let (rest, after) = file.split_at(at(unit.place.bytes.end));
    let (before, unit) = rest.split_at(at(unit.place.bytes.start));
    [before, unit, after]
}

#[test]
fn what_translators_have() {
    for (path, bytes) in fixtures("tmx") {
        let name = path.file_name().expect("a name").to_string_lossy();
        insta::assert_snapshot!(format!("tmx_{name}"), shown("tmx", &bytes));
    }
}

#[test]
fn what_is_not_touched_stays() {
    for (path, bytes) in fixtures("tmx") {
        let (out, ended) = patched("tmx", &bytes, |_| None);
        if ended.is_ok() {
            assert!(out == bytes, "{}", path.display());
        } else {
            assert!(bytes.starts_with(&out), "{}", path.display());
        }
    }
}

#[test]
fn what_was_read_is_written() {
    for (path, bytes) in fixtures("tmx") {
        let (first, _) = parse("tmx", &bytes);
        let Some(header) = &first.header else { continue };
        let (written, losses) = serialize("tmx", &[], header, &first.units);
        let (second, ended) = parse("tmx", written.as_bytes());
        assert!(ended.is_ok(), "{}: {written}", path.display());
        let units = |units: &[Unit]| units.iter().cloned().map(Unit::without_places).collect::<Vec<_>>();
        assert_eq!(units(&first.units), units(&second.units), "{}: {}", path.display(), lost(&losses));
        // What the standard asks for is there, too.
        let held = second.header.expect("there is one").properties;
        assert!(header.properties.iter().all(|property| held.contains(property)), "{}: {held:?}", path.display());
    }
}

/// One edit after the other, shown as what became of the unit.
#[test]
fn edits_look_like_their_file() {
    let file = "<?xml version='1.0' encoding='us-ascii'?>\n<tmx version='1.4'>\n <header/><body>\n  <tu>\n    \
                <tuv xml:lang='en'><seg>one</seg></tuv>\n    <tuv xml:lang='ko' >\n      <seg />\n    </tuv>\n  </tu>\n  \
                <tu ><tuv xml:lang='en'><prop type='x-baixiao-state'>new</prop><seg>two</seg></tuv></tu>\n\
                <tu/><!-- </tu> --><tu><tuv xml:lang='ko'/></tu></body></tmx>\n";
    for (lang, state) in [("ko", None), ("en", Some(State::Final))] {
        let lang: Lang = lang.parse().expect("a tag");
        let (out, ended) =
            patched("tmx", file.as_bytes(), |_| Some(Edit { lang, content: Content::plain("해자 & a"), state }));
        ended.expect("it is TMX");
        insta::assert_snapshot!(format!("edits_{lang}"), String::from_utf8(out).expect("text"));
    }
}

/// Encodings and what is around a file change nothing of what is in it.
#[test]
fn whatever_the_encoding() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><tmx version=\"1.4\"><header srclang=\"en\"/><body><tu><tuv \
                xml:lang=\"ko\"><seg>해자 😀</seg></tuv><tuv xml:lang=\"en\"><seg>moat</seg></tuv></tu></body></tmx>";
    let utf16 =
        |unit: fn(u16) -> [u8; 2], mark: &str| [mark, text].concat().encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let all = [
        text.as_bytes().to_vec(),
        ["\u{feff}", text].concat().into_bytes(),
        utf16(u16::to_le_bytes, "\u{feff}"),
        utf16(u16::to_be_bytes, "\u{feff}"),
        utf16(u16::to_le_bytes, ""),
    ];
    for bytes in all {
        let mut decoded = String::new();
        let mut input = Input::new(bytes.as_slice(), None, false).expect("it is read");
        let nature = input.nature().expect("a text");
        input.read_to_string(&mut decoded).expect("it is decoded");
        let (basket, ended) = parse("tmx", decoded.as_bytes());
        ended.expect("it is TMX");
        let texts: Vec<&str> = basket.units[0].variants.iter().map(|variant| &*variant.content.text).collect();
        assert_eq!(texts, ["moat", "해자 😀"]);
        let [_, unit, _] = around(text, &basket.units[0]);
        assert!(unit.starts_with("<tu>") && unit.ends_with("</tu>"), "{unit}");
        let mut again = Vec::new();
        let mut writer = nature.writer(&mut again).expect("memory takes it");
        let (out, _) = patched("tmx", decoded.as_bytes(), |_| None);
        std::io::Write::write_all(&mut writer, &out).expect("memory takes it");
        writer.finish().expect("memory takes it");
        assert_eq!(again, bytes);
    }
}

#[test]
fn what_is_wrong_is_told() {
    let cases = [
        "<martif/>",
        "<tmx>",
        "<tmx/>",
        "<tmx><body><tu><tuv xml:lang='en'><seg>a</tuv></tu></body></tmx>",
        "<tmx><header srclang='?'/><body><tu><tuv><seg>a</seg></tuv><tuv xml:lang='x!'><seg>b</seg></tuv></tu></body></tmx>",
        "<tmx><body>text<tu><tuv xml:lang='en'><seg>a</seg><seg>b</seg></tuv><tuv xml:lang='ko'/></tu><tu/><x><tu/></x></body></tmx>",
        "<tmx><body><tu><tuv xml:lang='en'><seg>a &unknown; & <b>b</b></seg></tuv><what/></tu>",
    ];
    let told: Vec<String> = cases.iter().map(|case| [case, "\n", &shown("tmx", case.as_bytes())].concat()).collect();
    insta::assert_snapshot!(told.join("\n"));
}

/// Many units are read in several threads, in order, with their places.
#[test]
fn many_units_come_in_order() {
    let unit =
        |number: usize| format!("<tu tuid='{number}'><tuv xml:lang='en'><seg>{number} 해자</seg></tuv></tu>\r\n");
    for broken in ["", "<!-- </tu> -->", "<tu><tuv xml:lang='en'><seg><ph>a</ph>\u{1}</seg></tuv></tu>"] {
        let units: String = (0..200).map(|number| unit(number) + if number == 99 { broken } else { "" }).collect();
        let file = format!("<tmx><header/><body>\r\n{units}</body></tmx>");
        let (basket, ended) = parse("tmx", file.as_bytes());
        ended.expect("it is TMX");
        let numbers: Vec<usize> = basket.units.iter().filter_map(|unit| unit.id.parse().ok()).collect();
        assert_eq!(numbers, (0..200).collect::<Vec<_>>());
        for unit in &basket.units {
            let [before, bytes, _] = around(&file, unit);
            assert!(bytes.starts_with("<tu") && bytes.ends_with("</tu>"), "{bytes}");
            assert_eq!(unit.place.position.line, 1 + before.matches("\r\n").count());
        }
    }
}
