use baixiao::formats::Losses;
use baixiao::formats::bitext::{BitextReadSetting, BitextWriteSetting, Header, open_aligned, read_aligned};
use baixiao::lang::Lang;
use baixiao::model::{Content, Unit, Variant};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::bitext::models::{Basket, text};
use crate::bitext::shown_basket;
use crate::formats::lost;

fn read(source: &[u8], target: &[u8]) -> (Basket, Result<(), baixiao::formats::ReadError>) {
    let setting = BitextReadSetting { source: Some(Lang::EN), target: Some(Lang::KO), ..BitextReadSetting::default() };
    let mut basket = Basket::default();
    let ended = read_aligned(&mut { source }, &mut { target }, &setting, &mut basket);
    (basket, ended)
}

fn written(units: &[Unit]) -> (Vec<u8>, Vec<u8>, Losses) {
    let setting = BitextWriteSetting { langs: &[Lang::EN, Lang::KO], name: "", date: "", header: &Header::default() };
    let (mut source, mut target, mut losses) = (Vec::new(), Vec::new(), Losses::default());
    let mut writer = open_aligned(&setting, Box::new(&mut source), Box::new(&mut target));
    units.iter().try_for_each(|unit| writer.unit(unit, &mut losses)).expect("memory takes it");
    writer.finish(&mut losses).expect("memory takes it");
    drop(writer);
    (source, target, losses)
}

#[test]
fn line_by_line() {
    for (name, source, target) in [
        ("equal", &b"moat\nditch"[..], "해자\r\n\r\n".as_bytes()),
        ("marked", "\u{feff}moat\n\nwall\n".as_bytes(), "\u{feff}해자\n\n벽\n".as_bytes()),
        ("longer source", b"a\nb\nc\nd\n", b"x\ny\n"),
        ("longer target", b"a\n", b"x\ny\nz"),
        ("encoding", b"a\n\xff\n", b"x\ny\n"),
        ("nothing", b"", b""),
    ] {
        insta::assert_snapshot!(format!("aligned_{}", name.replace(' ', "_")), shown_basket(read(source, target)));
    }
}

#[test]
fn what_is_lost_is_told() {
    let unit = |texts: &[(Lang, &str)]| Unit {
        id: "1".into(),
        variants: texts.iter().map(|(lang, text)| Variant::new(*lang, Content::plain(*text))).collect(),
        ..Unit::default()
    };
    let units = [unit(&[(Lang::EN, "a\r\nb"), (Lang::KO, "가")]), unit(&[(Lang::EN, "c")])];
    let (source, target, losses) = written(&units);
    assert_eq!([source, target], [b"a b\n".to_vec(), "가\n".as_bytes().to_vec()]);
    insta::assert_snapshot!(lost(&losses));
}

proptest! {
    /// Lines come back from the two files.
    #[test]
    fn what_is_written_is_read_again(pairs in vec((text(), text()), 0..6)) {
        let line = |text: &baixiao::model::Text| format!("{}.", text.replace(['\r', '\n'], " "));
        let pairs: Vec<[String; 2]> = pairs.iter().map(|(source, target)| [line(source), line(target)]).collect();
        let units: Vec<Unit> = pairs.iter().map(|[source, target]| Unit {
            variants: vec![Variant::new(Lang::EN, Content::plain(source)), Variant::new(Lang::KO, Content::plain(target))],
            ..Unit::default()
        }).collect();
        let (source, target, losses) = written(&units);
        let (basket, ended) = read(&source, &target);
        prop_assert!(ended.is_ok() && losses.is_empty(), "{}", lost(&losses));
        prop_assert_eq!(basket.units.into_iter().map(Unit::without_places).collect::<Vec<_>>(), units);
    }
}
