use std::fmt::Write as _;

use baixiao::formats::bitext::Header;
use baixiao::lang::Lang;
use baixiao::model::{Content, Property, State, Unit, Variant};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bitext::models::{bytes_of, parse, text};
use crate::bitext::shown;
use crate::formats::lost;

const PAIR: [Lang; 2] = [Lang::EN, Lang::KO];

/// Strings as a file in an order of bytes.
fn file(order: fn(u32) -> [u8; 4], pairs: &[(&[u8], &[u8])]) -> Vec<u8> {
    let number = |number: usize| u32::try_from(number).expect("it is small");
    let tables = 28 + 16 * pairs.len();
    let mut numbers = vec![0x9504_12de, 0, number(pairs.len()), 28, number(28 + 8 * pairs.len()), 0, number(tables)];
    let strings: Vec<&[u8]> = pairs.iter().map(|(key, _)| *key).chain(pairs.iter().map(|(_, value)| *value)).collect();
    let mut at = tables;
    for string in &strings {
        numbers.extend([number(string.len()), number(at)]);
        at += string.len() + 1;
    }
    let mut out: Vec<u8> = numbers.into_iter().flat_map(order).collect();
    for string in strings {
        out.extend([string, b"\0"].concat());
    }
    out
}

fn catalogue(order: fn(u32) -> [u8; 4]) -> Vec<u8> {
    let header = b"Language: ko\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n>1;\n";
    let pairs: [(&[u8], &[u8]); 5] = [
        (b"", header),
        (b"%d moat\0%d moats", "해자\0해자 %d개".as_bytes()),
        (b"a\nb", "가\n나".as_bytes()),
        (b"menu\x04Open", "열기".as_bytes()),
        (b"moat", "해자".as_bytes()),
    ];
    file(order, &pairs)
}

#[test]
fn both_orders_of_bytes() {
    let little = shown("mo", &catalogue(u32::to_le_bytes));
    assert_eq!(little, shown("mo", &catalogue(u32::to_be_bytes)));
    insta::assert_snapshot!(little);
}

#[test]
fn other_encodings() {
    let header = b"Language: ko\nContent-Type: text/plain; charset=EUC-KR\n";
    let bytes = file(u32::to_le_bytes, &[(b"", header), (b"moat", b"\xc7\xd8\xc0\xda")]);
    let (basket, _) = parse("mo", &bytes);
    assert_eq!(basket.units[0].variants[1].content.text, "해자");
    let bytes = file(u32::to_le_bytes, &[(b"moat", b"\xc7\xd8"), (b"a", b"")]);
    insta::assert_snapshot!(shown("mo", &bytes));
}

/// Numbers that lead nowhere are told.
#[test]
fn hostile_numbers() {
    let good = catalogue(u32::to_le_bytes);
    let with = |at: usize, number: u32| {
        let mut bytes = good.clone();
        bytes.splice(at..at + 4, number.to_le_bytes());
        bytes
    };
    let cases = [
        ("nothing", Vec::new()),
        ("magic", with(0, 7)),
        ("revision", with(4, 2 << 16)),
        ("count", with(8, u32::MAX)),
        ("texts", with(12, u32::MAX - 3)),
        ("translations", with(16, 0)),
        ("length", with(28 + 8, u32::MAX)),
        ("offset", with(28 + 12, u32::MAX)),
        ("cut", good[..60].to_vec()),
        ("head", good[..10].to_vec()),
    ];
    let mut told = String::new();
    for (name, bytes) in cases {
        let (basket, ended) = parse("mo", &bytes);
        writeln!(told, "{name}: {} units", basket.units.len()).expect("memory takes it");
        for problem in basket.problems {
            writeln!(told, "{problem}").expect("memory takes it");
        }
        if let Err(error) = ended {
            writeln!(told, "ended: {error}").expect("memory takes it");
        }
    }
    insta::assert_snapshot!(told);
    // All strings are one, as large as the file.
    let mut bytes: Vec<u8> = [0x9504_12de, 0, 100_000, 28, 28, 0, 0].into_iter().flat_map(u32::to_le_bytes).collect();
    (0..100_000).for_each(|_| bytes.extend([800_000_u32, 28].into_iter().flat_map(u32::to_le_bytes)));
    let (basket, _) = parse("mo", &bytes);
    assert!(basket.problems.iter().any(|problem| problem.message.contains("lie over each other")));
}

proptest! {
    /// What programs load comes back from a file of ours.
    #[test]
    fn what_is_written_is_read_again(pairs in vec((text(), text(), text()), 0..6)) {
        let unit = |(number, (context, source, target)): (usize, &(_, _, _))| {
            let (context, source, target): (&baixiao::model::Text, &baixiao::model::Text, &baixiao::model::Text) = (context, source, target);
            let source = format!("{number:02}{source}");
            let mut unit = Unit { id: source.as_str().into(), ..Unit::default() };
            if !context.is_empty() {
                unit.id = format!("{context}|{source}").into();
                unit.context.key = context.clone();
            }
            let target = Variant { state: State::Translated, ..Variant::new(Lang::KO, Content::plain(format!("{target}!"))) };
            unit.variants = vec![Variant::new(Lang::EN, Content::plain(source)), target];
            unit
        };
        let mut units: Vec<Unit> = pairs.iter().enumerate().map(unit).collect();
        let (written, losses) = bytes_of("mo", &PAIR, &Header::default(), &units);
        let (read, ended) = parse("mo", &written);
        prop_assert!(ended.is_ok() && losses.is_empty() && read.problems.is_empty(), "{} {:?}", lost(&losses), read.problems);
        let key = |unit: &Unit| match unit.context.key.as_str() {
            "" => unit.id.to_string(),
            key => format!("{key}\u{4}{}", unit.variants[0].content.text),
        };
        units.sort_by_key(key);
        prop_assert_eq!(read.units.into_iter().map(Unit::without_places).collect::<Vec<_>>(), units);
    }

    /// Nothing that is flipped in a file makes it fatal.
    #[test]
    fn no_file_is_too_strange(flips in vec((0..260_usize, any::<u8>()), 0..6), length in 0..400_usize) {
        let mut bytes = catalogue(u32::to_le_bytes);
        for (at, byte) in flips {
            bytes[at] = byte;
        }
        bytes.truncate(length);
        let _ = parse("mo", &bytes);
    }
}

#[test]
fn what_a_program_does_not_load() {
    let mut units = Vec::new();
    for (id, state, target) in [
        ("fuzzy", State::NeedsWork, "a"),
        ("new", State::New, ""),
        ("old", State::Translated, "a"),
        ("good", State::Final, "b"),
    ] {
        let variant = |lang, text: &str| Variant::new(lang, Content::plain(text));
        let target = Variant { state, ..variant(Lang::KO, target) };
        units.push(Unit { id: id.into(), variants: vec![variant(Lang::EN, id), target], ..Unit::default() });
    }
    units[2].properties.push(Property { name: "obsolete".into(), ..Property::default() });
    let (written, losses) = bytes_of("mo", &PAIR, &Header::default(), &units);
    insta::assert_snapshot!(format!("{}{}", shown("mo", &written), lost(&losses)));
}

/// A piece of a text may be another on each machine, and has a name.
#[test]
fn texts_that_depend_on_the_machine() {
    // One name, and one text of two pieces with the name between them: `%` and ` bytes`.
    let (name, key, value) = (b"PRIu64\0", b"% bytes\0", "%바이트\0".as_bytes());
    let [at_name, at_key, at_value] = [88, 95, 103_u32];
    let numbers: [u32; 22] = [
        0x9504_12de,
        1,
        0,
        48,
        48,
        0,
        48, // no texts of the usual kind
        1,
        48,
        1,
        80,
        84, // one name, one text, and where they are
        7,
        at_name, // the name
        at_key,
        1,
        0,
        7,
        u32::MAX, // the pieces of the text
        0,
        56,
        116, // where the pieces of the text are said, and those of its translation
    ];
    let bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    let mut bytes: Vec<u8> = [&bytes[..], name, key, value].concat();
    assert_eq!(bytes.len(), 114);
    bytes.resize(116, 0);
    bytes.extend([at_value, 1, 0, 10, u32::MAX].into_iter().flat_map(u32::to_le_bytes));
    let (basket, ended) = parse("mo", &bytes);
    assert!(ended.is_ok() && basket.problems.is_empty(), "{:?}", basket.problems);
    let texts: Vec<&str> = basket.units[0].variants.iter().map(|variant| &*variant.content.text).collect();
    assert_eq!(texts, ["%<PRIu64> bytes", "%<PRIu64>바이트"]);
    for cut in 0..bytes.len() {
        let _ = parse("mo", &bytes[..cut]);
    }
}
