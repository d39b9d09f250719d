//! Units of every shape, for what must hold of all formats.

use std::io;

use baixiao::diagnostic::Diagnostic;
use baixiao::formats::bitext::{
    BitextReadSetting, BitextWriteSetting, Edit, EditUnits, Header, ReceiveUnits, bitext_format, patch, read,
};
use baixiao::formats::{Losses, ReadError};
use baixiao::lang::Lang;
use baixiao::model::{
    Code, CodeKind, Content, Context, History, Markup, Note, Property, State, Text, Unit, Variant, Word as _,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What was read from a file.
#[derive(Debug, Default)]
pub(crate) struct Basket {
    pub(crate) header: Option<Header>,
    pub(crate) units: Vec<Unit>,
    pub(crate) problems: Vec<Diagnostic>,
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
        self.problems.push(problem);
    }
}

/// Reads `bytes` in a format.
pub(crate) fn parse(format: &str, bytes: &[u8]) -> (Basket, Result<(), ReadError>) {
    let format = Some(bitext_format(format).expect("a format"));
    let mut basket = Basket::default();
    let ended = read(&mut { bytes }, format, &BitextReadSetting::default(), &mut basket);
    (basket, ended)
}

/// Writes units in a format.
pub(crate) fn serialize(format: &str, langs: &[Lang], header: &Header, units: &[Unit]) -> (String, Losses) {
    let open = bitext_format(format).expect("a format").open.expect("it is written");
    let setting = BitextWriteSetting { langs, name: "fixture", date: "2025-02-06", header };
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    let mut writer = open(&setting, Box::new(&mut out)).expect("memory takes it");
    units.iter().try_for_each(|unit| writer.unit(unit, &mut losses)).expect("memory takes it");
    writer.finish(&mut losses).expect("memory takes it");
    drop(writer);
    (String::from_utf8(out).expect("text"), losses)
}

/// Changes some units.
pub(crate) struct Editor<F>(pub(crate) F);

impl<F: FnMut(&Unit) -> Option<Edit>> EditUnits for Editor<F> {
    fn edit(&mut self, unit: &Unit) -> io::Result<Option<Edit>> {
        Ok((self.0)(unit))
    }

    fn problem(&mut self, _: Diagnostic) {}
}

/// What a file becomes.
pub(crate) fn patched(
    format: &str,
    bytes: &[u8],
    edit: impl FnMut(&Unit) -> Option<Edit>,
) -> (Vec<u8>, Result<(), ReadError>) {
    let format = Some(bitext_format(format).expect("a format"));
    let mut out = Vec::new();
    let ended = patch(&mut { bytes }, format, &BitextReadSetting::default(), &mut Editor(edit), &mut out);
    (out, ended)
}

/// The same content, whatever its format made of it.
pub(crate) fn without_markup(mut unit: Unit) -> Unit {
    let codes = unit.variants.iter_mut().flat_map(|variant| &mut variant.content.codes);
    codes.for_each(|code| code.markup = Markup::default());
    unit.without_places()
}

/// Texts that formats stumble over.
const PARTS: [&str; 24] = [
    "moat",
    "A",
    "护城河",
    "護",
    "해자",
    "한",
    "é",
    "🙂",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "&amp;",
    "]]>",
    " ",
    "  ",
    "|",
    "\\",
    "{0}",
    "%s",
    "\u{a0}",
    "--",
    "<b>",
];
/// Those of texts that may have several lines.
const BREAKS: [&str; 3] = ["\n", "\t", "\r\n"];

/// A text of any number of lines, mostly none.
pub(crate) fn text() -> impl Strategy<Value = Text> {
    let parts: Vec<&str> = PARTS.into_iter().chain(BREAKS).collect();
    prop_oneof![2 => Just(Text::new()), 1 => vec(select(parts), 1..8).prop_map(|parts| parts.concat().into())]
}

/// A piece of a segment.
#[derive(Clone, Debug)]
enum Piece {
    Text(&'static str),
    Code(CodeKind, &'static str),
    /// It ends what was begun last.
    End(&'static str),
}

prop_compose! {
    /// A segment with codes, numbered as they come.
    pub(crate) fn content()(pieces in vec(prop_oneof![
        6 => select(PARTS.into_iter().chain(BREAKS).collect::<Vec<_>>()).prop_map(Piece::Text),
        1 => select(&[(CodeKind::Open, "<b>"), (CodeKind::Open, "{\\i "), (CodeKind::Alone, "<br/>"), (CodeKind::Alone, "%1")][..])
            .prop_map(|(kind, data)| Piece::Code(kind, data)),
        1 => select(&["</b>", "}"][..]).prop_map(Piece::End),
    ], 0..10)) -> Content {
        let mut content = Content::default();
        let mut open: Vec<usize> = Vec::new();
        for (number, piece) in pieces.into_iter().enumerate() {
            let id: Text = format!("c{number}").into();
            let code = |at, kind, id, data: &str| Code { at, kind, pair: None, id, data: data.into(), markup: Markup::default() };
            let at = content.text.len();
            match piece {
                Piece::Text(text) => content.text.push_str(text),
                Piece::Code(kind, data) => {
                    if kind == CodeKind::Open {
                        open.push(content.codes.len());
                    }
                    content.codes.push(code(at, kind, id, data));
                }
                Piece::End(data) => match open.pop() {
                    None => content.codes.push(code(at, CodeKind::Close, id, data)),
                    Some(at_begun) => {
                        let pair = Some(u32::try_from(at_begun).expect("few") + 1);
                        let begun = content.codes.get_mut(at_begun).expect("it was pushed");
                        begun.pair = pair;
                        let id = begun.id.clone();
                        content.codes.push(Code { pair, ..code(at, CodeKind::Close, id, data) });
                    }
                },
            }
        }
        renumber(&mut content);
        content
    }
}

/// Numbers pairs in the order in which they begin.
pub(crate) fn renumber(content: &mut Content) {
    let begun = |code: &&Code| code.kind == CodeKind::Open && code.pair.is_some();
    let order: Vec<Option<u32>> = content.codes.iter().filter(begun).map(|code| code.pair).collect();
    for code in &mut content.codes {
        let at = order.iter().position(|pair| *pair == code.pair);
        code.pair = at.map(|at| u32::try_from(at).expect("few") + 1);
    }
}

prop_compose! {
    fn history()(
        created in select(&["", "2024-02-03T04:05:06Z"][..]),
        author in text(),
        changed in select(&["", "", "2025-12-31T23:59:59Z"][..]),
        editor in text(),
    ) -> History {
        History { created: created.into(), author, changed: changed.into(), editor }
    }
}

prop_compose! {
    fn note()(kind in select(&["", "extracted"][..]), author in select(&["", "Bob"][..]), lang in select(&["", "en"][..]), text in text()) -> Note {
        Note { kind: kind.into(), author: author.into(), lang: lang.into(), text }
    }
}

fn properties() -> impl Strategy<Value = Vec<Property>> {
    let property = (select(&["x-Domain", "Project", "번호"][..]), select(&["", "ko"][..]), text())
        .prop_map(|(name, lang, value)| Property { name: name.into(), lang: lang.into(), value });
    vec(property, 0..3)
}

prop_compose! {
    fn variant()(
        (tag, written) in select(&[("en", ""), ("en-US", "EN-us"), ("ko", ""), ("zh-CN", "zh_CN"), ("zh-Hant", "")][..]),
        content in content(),
        state in select(State::ALL),
        history in history(),
        notes in vec(note(), 0..2),
        properties in properties(),
    ) -> Variant {
        let lang = tag.parse().expect("a tag");
        Variant { written: written.into(), state, history, notes, properties, ..Variant::new(lang, content) }
    }
}

prop_compose! {
    /// A unit with anything that may be said of one.
    pub(crate) fn unit()(
        id in text(),
        context in (text(), text(), text(), text()),
        variants in vec(variant(), 1..4),
        history in history(),
        notes in vec(note(), 0..2),
        properties in properties(),
    ) -> Unit {
        let (file, key, previous, next) = context;
        let context = Context { file, key, previous, next };
        Unit { id, context, variants, history, notes, properties, ..Unit::default() }
    }
}
