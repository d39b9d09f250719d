//! What every fuzz target of a bilingual format does.

use std::io;

use baixiao::diagnostic::Diagnostic;
use baixiao::formats::{Losses, Pairing};
use baixiao::formats::bitext::{
    BitextFormat, BitextReadSetting, BitextWriteSetting, Edit, EditUnits, Header, ReceiveUnits, bitext_format,
};
use baixiao::lang::Lang;
use baixiao::model::{Content, Unit};

/// What was read.
#[derive(Default)]
struct Basket {
    header: Option<Header>,
    units: Vec<Unit>,
}

impl ReceiveUnits for Basket {
    fn header(&mut self, header: Header) {
        assert!(self.header.is_none() && self.units.is_empty(), "the header comes once, and first");
        self.header = Some(header);
    }

    fn unit(&mut self, unit: Unit) -> io::Result<()> {
        assert!(self.header.is_some(), "the header comes first");
        self.units.push(unit);
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        // Its text must not panic either.
        let _ = problem.to_string();
    }
}

/// Changes units, or leaves them.
struct Editor(Option<&'static str>);

impl EditUnits for Editor {
    fn edit(&mut self, _: &Unit) -> io::Result<Option<Edit>> {
        let content = self.0.map(Content::plain);
        Ok(content.map(|content| Edit { lang: Lang::KO, content, state: None }))
    }

    fn problem(&mut self, _: Diagnostic) {}
}

const TOLD: BitextReadSetting<'_> =
    BitextReadSetting { name: "", source: Some(Lang::EN), target: Some(Lang::KO), columns: &[] };

fn parse(format: &BitextFormat, data: &[u8]) -> (Basket, bool) {
    let mut basket = Basket::default();
    let whole = (format.read)(&mut io::BufReader::new(data), &TOLD, &mut basket).is_ok();
    (basket, whole)
}

/// Reads `data`; a patch without edits changes no byte of it, and one with edits is read again; what was read and
/// written is read as the same.
///
/// # Panics
///
/// If that does not hold.
pub fn units_come_back(format: &str, data: &[u8]) {
    let format = bitext_format(format).expect("a format");
    let first = patched(format, data);
    let Some((second, written)) = again(format, &first) else { return };
    let plain = |units: Vec<Unit>| units.into_iter().map(Unit::without_places).collect::<Vec<_>>();
    assert_eq!(plain(first.units), plain(second.units), "{}", String::from_utf8_lossy(&written));
}

/// Like [`units_come_back`] for a format that does not hold all of a unit: what was read and written is read.
///
/// # Panics
///
/// If that does not hold.
pub fn pairs_come_back(format: &str, data: &[u8]) {
    let format = bitext_format(format).expect("a format");
    let first = patched(format, data);
    again(format, &first);
}

/// What is read from `data`, which is patched as well.
fn patched(format: &BitextFormat, data: &[u8]) -> Basket {
    let (first, whole) = parse(format, data);
    let Some(patch) = format.patch.filter(|_| whole) else { return first };
    let text = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    for edit in [None, Some("해자 & <b>")] {
        let mut out = Vec::new();
        patch(&mut io::BufReader::new(data), &TOLD, &mut Editor(edit), &mut out).expect("it was read");
        if edit.is_none() {
            assert_eq!(out, text, "nothing was to be changed");
        } else {
            let (again, whole) = parse(format, &out);
            assert!(whole && again.units.len() == first.units.len(), "{}", String::from_utf8_lossy(&out));
        }
    }
    first
}

/// What is read from what is written, and that.
fn again(format: &BitextFormat, first: &Basket) -> Option<(Basket, Vec<u8>)> {
    let (open, header) = (format.open?, first.header.as_ref()?);
    let setting = BitextWriteSetting { langs: &[], name: "fuzz", date: "2025-02-06", header };
    let (mut written, mut losses) = (Vec::new(), Losses::default());
    let mut writer = open(&setting, Box::new(&mut written)).expect("memory takes it");
    first.units.iter().try_for_each(|unit| writer.unit(unit, &mut losses)).expect("memory takes it");
    writer.finish(&mut losses).expect("memory takes it");
    drop(writer);
    let (second, whole) = parse(format, &written);
    assert!(whole, "what was written is read: {}", String::from_utf8_lossy(&written));
    Some((second, written))
}

/// Reads `data`; a patch without edits changes no byte of it. What was read is written and read; from then on nothing
/// changes, whatever the format could not keep of `data`.
///
/// # Panics
///
/// If that does not hold.
pub fn units_settle(format: &str, data: &[u8]) {
    let format = bitext_format(format).expect("a format");
    let data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    let (first, whole) = parse(format, data);
    if let Some(patch) = format.patch.filter(|_| whole) {
        let mut out = Vec::new();
        patch(&mut io::BufReader::new(data), &TOLD, &mut Editor(None), &mut out).expect("it was read");
        assert_eq!(out, data, "nothing was to be changed");
        let mut out = Vec::new();
        patch(&mut io::BufReader::new(data), &TOLD, &mut Editor(Some("해자 \"\\\n%")), &mut out).expect("it was read");
        let (again, whole) = parse(format, &out);
        assert!(whole && again.units.len() == first.units.len(), "{}", String::from_utf8_lossy(&out));
    }
    if first.units.is_empty() {
        return;
    }
    let (second, whole) = parse(format, &rewritten(format, &first));
    assert!(whole || second.units.is_empty(), "what was written is read");
    let (third, _) = parse(format, &rewritten(format, &second));
    let plain = |units: Vec<Unit>| units.into_iter().map(Unit::without_places).collect::<Vec<_>>();
    assert_eq!(plain(second.units), plain(third.units));
}

fn rewritten(format: &BitextFormat, basket: &Basket) -> Vec<u8> {
    let mut langs: Vec<Lang> = Vec::new();
    for variant in basket.units.iter().flat_map(|unit| &unit.variants) {
        if !langs.contains(&variant.lang) {
            langs.push(variant.lang);
        }
    }
    if format.pairing == Pairing::Pair {
        langs.truncate(2);
    }
    let header = basket.header.clone().unwrap_or_default();
    let setting = BitextWriteSetting { langs: &langs, name: "fuzz", date: "2025-02-06", header: &header };
    let (mut written, mut losses) = (Vec::new(), Losses::default());
    let mut writer = format.open.expect("it is written")(&setting, Box::new(&mut written)).expect("memory takes it");
    basket.units.iter().try_for_each(|unit| writer.unit(unit, &mut losses)).expect("memory takes it");
    writer.finish(&mut losses).expect("memory takes it");
    drop(writer);
    written
}
