use std::fmt::Write as _;

use baixiao::formats::bitext::{BitextReadSetting, Header, bitext_format, read};
use baixiao::lang::Lang;
use baixiao::model::{Content, Note, State, Unit, Variant};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::bitext::models::{Basket, parse, serialize, text, unit};
use crate::bitext::{fixtures, shown, shown_basket};
use crate::formats::lost;

fn lang(tag: &str) -> Lang {
    tag.parse().expect("a tag")
}

prop_compose! {
    fn row()(
        id in text(),
        file in text(),
        key in text(),
        note in text(),
        source in text(),
        targets in vec(option::of(text()), 2),
        state in select(&[State::Unknown, State::New, State::NeedsWork, State::Final][..]),
    ) -> Unit {
        let mut unit = Unit { id, ..Unit::default() };
        (unit.context.file, unit.context.key) = (file, key);
        if !note.is_empty() {
            unit.notes.push(Note { text: note, ..Note::default() });
        }
        unit.variants.push(Variant::new(Lang::EN, Content::plain(format!("{source}."))));
        for (lang, target) in [Lang::KO, lang("zh-Hant")].into_iter().zip(targets) {
            let Some(target) = target.filter(|target| !target.is_empty()) else { continue };
            unit.variants.push(Variant { state, ..Variant::new(lang, Content::plain(target.as_str())) });
        }
        unit
    }
}

proptest! {
    /// Segments can be kept as a table, of either kind.
    #[test]
    fn what_is_written_is_read_again(units in vec(row(), 0..6), format in select(&["csv", "tsv"][..])) {
        let langs = [Lang::EN, Lang::KO, lang("zh-Hant")];
        let (written, losses) = serialize(format, &langs, &Header::default(), &units);
        let (read, ended) = parse(format, written.as_bytes());
        prop_assert!(ended.is_ok() && losses.is_empty() && read.problems.len() == 1, "{} {:?}", lost(&losses), read.problems);
        for unit in &read.units {
            let place = &unit.place.bytes;
            let [start, end] = [place.start, place.end].map(|byte| usize::try_from(byte).expect("it fits"));
            prop_assert!(written.get(start..end).is_some_and(|row| !row.ends_with(['\r', '\n'])), "{:?} of {written}", place);
        }
        prop_assert_eq!(read.units.into_iter().map(Unit::without_places).collect::<Vec<_>>(), units, "{}", written);
    }

    /// Whatever a unit holds, its texts stay.
    #[test]
    fn texts_of_any_unit_stay(units in vec(unit(), 0..4)) {
        let (written, _) = serialize("csv", &[Lang::EN, Lang::KO], &Header::default(), &units);
        let (_, ended) = parse("csv", written.as_bytes());
        prop_assert!(ended.is_ok());
    }
}

fn told(file: &str, source: Option<&str>, target: Option<&str>, columns: &[&str]) -> String {
    let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
    let setting =
        BitextReadSetting { name: "a.csv", source: source.map(lang), target: target.map(lang), columns: &columns };
    let mut basket = Basket::default();
    let ended = read(&mut file.as_bytes(), bitext_format("csv").ok(), &setting, &mut basket);
    shown_basket((basket, ended))
}

#[test]
fn tables_of_translators() {
    for (path, bytes) in fixtures("table") {
        let name = path.file_name().expect("a name").to_string_lossy();
        let format = if name.ends_with("tsv") { "tsv" } else { "csv" };
        insta::assert_snapshot!(format!("table_{name}"), shown(format, &bytes));
    }
}

/// A table, the languages of the source and the target, and `--columns`.
type Case<'c> = (&'c str, Option<&'c str>, Option<&'c str>, &'c [&'c str]);

/// The first row says what the columns hold, or who reads them.
#[test]
fn columns_are_guessed_or_told() {
    let cases: [Case<'_>; 12] = [
        ("source,target\nmoat,해자\n", Some("en"), Some("ko"), &[]),
        ("moat,해자\nditch,도랑\n", Some("en"), Some("ko"), &[]),
        ("moat,해자,map\n", None, None, &["1=text:en", "2=text:ko", "3=note"]),
        ("한국어;English;번호\n해자;moat;7\n", Some("en"), Some("ko"), &[]),
        ("zh_CN\tko\n护城河\t해자\n", None, None, &[]),
        ("Korean,한국어\n", Some("en"), Some("ko"), &[]),
        ("id,en,ko,fr\n1,moat,,\n2,a,,c\n", None, None, &[]),
        ("word,해자\n", None, None, &["9=note"]),
        ("en,ko\na,b\n", None, None, &["en=what"]),
        ("en,ko\na,b\n", None, None, &["ko=ignore"]),
        ("a,b,c\n1,x,y\n", None, None, &["a=id", "b=text:en", "c=text:ko"]),
        ("", None, None, &[]),
    ];
    let mut all = String::new();
    for (file, source, target, columns) in cases {
        writeln!(all, "{file}{columns:?}\n{}", told(file, source, target, columns)).expect("memory takes it");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_lost_is_told() {
    let (_, bytes) = fixtures("po").into_iter().find(|(path, _)| path.ends_with("full.po")).expect("a fixture of ours");
    let (basket, _) = parse("po", &bytes);
    let langs = [Lang::UND, lang("ko-KR")];
    let (written, losses) = serialize("csv", &langs, basket.header.as_ref().expect("there is one"), &basket.units);
    insta::assert_snapshot!(format!("{}\n{}", written.replace('\r', "␍"), lost(&losses)));
}
