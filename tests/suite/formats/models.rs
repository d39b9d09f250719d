//! Concepts of every shape, for what must hold of all formats.

use baixiao::diagnostic::Diagnostic;
use baixiao::formats::{
    Losses, ReadError, ReadSetting, Receive, UnknownColumns, WriteSetting, read, source_format, target, write,
};
use baixiao::lang::Lang;
use baixiao::model::{Capitals, Concept, Confidence, Extra, Kept, Matching, PartOfSpeech, Status, Term, Text, Word};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// What was read from a file.
#[derive(Debug, Default)]
pub(crate) struct Basket {
    pub(crate) concepts: Vec<Concept>,
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) kept: Vec<Kept>,
}

impl Receive for Basket {
    fn concept(&mut self, concept: Concept) -> std::io::Result<()> {
        self.concepts.push(concept);
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn keep(&mut self, kept: Kept) {
        self.kept.push(kept);
    }
}

/// Reads `bytes` in a format.
pub(crate) fn parse(format: &str, bytes: &[u8]) -> (Basket, Result<(), ReadError>) {
    parse_with(&ReadSetting::default(), format, bytes)
}

/// Reads `bytes` in a format, whatever else the reader is told.
pub(crate) fn parse_with(setting: &ReadSetting<'_>, format: &str, bytes: &[u8]) -> (Basket, Result<(), ReadError>) {
    let setting = ReadSetting { format: Some(source_format(format).expect("a format")), ..setting.clone() };
    let mut basket = Basket::default();
    let ended = read(&mut { bytes }, &setting, &mut basket);
    (basket, ended)
}

/// Writes concepts for a target, in the languages given.
pub(crate) fn serialize(to: &str, langs: &[Lang], concepts: &[Concept], kept: &[Kept]) -> (String, Losses) {
    let columns = UnknownColumns::of(concepts);
    let setting = WriteSetting {
        langs,
        name: "fixture",
        date: "2025-02-06",
        kept,
        concept_columns: &columns.of_concepts,
        term_columns: &columns.of_terms,
        ..WriteSetting::default()
    };
    let mut out = Vec::new();
    let losses = write(target(to).expect("a target"), &setting, concepts, &mut out).expect("memory takes it");
    (String::from_utf8(out).expect("text"), losses)
}

/// The languages of `concepts`, sorted.
pub(crate) fn langs(concepts: &[Concept]) -> Vec<Lang> {
    let mut langs: Vec<Lang> = concepts.iter().flat_map(|concept| concept.terms.iter().map(|term| term.lang)).collect();
    langs.sort();
    langs.dedup();
    langs
}

/// Characters that formats stumble over.
const PARTS: [&str; 30] = [
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
    ";",
    ",",
    "\\",
    "=1+1",
    "#",
    "@",
    "^^",
    "{",
    "\u{a0}",
    "-",
    "--",
    ".",
];
/// Those of texts that may have several lines.
const BREAKS: [&str; 3] = ["\n", "\t", "\r\n"];

fn trimmed(parts: &[&str]) -> Text {
    parts.concat().trim().into()
}

/// A text in one line that is not empty, without white space at its ends.
fn word() -> impl Strategy<Value = Text> {
    vec(select(&PARTS[..]), 1..6).prop_map(|parts| trimmed(&parts)).prop_filter("not empty", |text| !text.is_empty())
}

/// A text of any number of lines, mostly none.
fn text() -> impl Strategy<Value = Text> {
    let parts: Vec<&str> = PARTS.into_iter().chain(BREAKS).collect();
    prop_oneof![2 => Just(Text::new()), 1 => vec(select(parts), 1..8).prop_map(|parts| trimmed(&parts))]
}

fn any_of<W: Word + std::fmt::Debug>() -> impl Strategy<Value = W> {
    select(W::ALL)
}

fn extra() -> impl Strategy<Value = Extra> {
    let cell = (select(&["project", "client name", "Größe", "번호", "a&b"][..]), word())
        .prop_map(|(name, text)| (name.to_owned(), text.to_string()));
    prop_oneof![3 => Just(Extra::default()), 1 => vec(cell, 0..3).prop_map(Extra::from_iter)]
}

prop_compose! {
    fn matching()(
        capitals in option::of(any_of()),
        inflection in option::of(any_of()),
        place in option::of(any_of()),
        homograph in any::<bool>(),
    ) -> Matching {
        Matching { capitals, inflection, place, homograph }
    }
}

prop_compose! {
    fn term()(
        lang in select(&["en", "ko", "zh", "zh-TW", "en-GB"][..]),
        text in word(),
        status in any_of::<Status>(),
        part_of_speech in option::of(any_of()),
        matching in prop_oneof![2 => Just(Matching::default()), 1 => matching()],
        attested_in in vec(select(&["paper-1", "paper-2"][..]), 0..2),
        source in text(),
        confidence in option::of(any_of()),
        note in text(),
        extra in extra(),
    ) -> Term {
        Term {
            lang: lang.parse().expect("a tag"),
            text,
            status,
            part_of_speech,
            matching,
            attested_in: attested_in.into_iter().map(Text::from).collect(),
            source,
            confidence,
            note,
            extra,
        }
    }
}

prop_compose! {
    /// A concept with a term at least, its terms in the order of a glossary.
    pub(crate) fn concept()(
        number in 0..100_000,
        domain in text(),
        definition in text(),
        note in text(),
        mut terms in vec(term(), 1..7),
        extra in extra(),
    ) -> Concept {
        terms.sort_by_key(|term| (term.lang, term.status));
        Concept { id: format!("c-{number}").into(), domain, definition, note, terms, extra }
    }
}

/// A glossary of a few concepts.
pub(crate) fn concepts() -> impl Strategy<Value = Vec<Concept>> {
    vec(concept(), 1..4).prop_map(|mut concepts| {
        concepts.sort_by(|a, b| a.id.cmp(&b.id));
        concepts.dedup_by(|a, b| a.id == b.id);
        concepts
    })
}

/// A small glossary with a trap in every corner.
pub(crate) fn traps() -> Vec<Concept> {
    let term = |lang: &str, text: &str, status| Term { status, ..Term::new(lang.parse().expect("a tag"), text) };
    let mut moat = Concept {
        id: "moat".into(),
        domain: "business".into(),
        definition: "Lasting advantage over competitors & others.".into(),
        note: "Two\nlines".into(),
        terms: vec![
            term("en", "moat", Status::Preferred),
            term("en", "economic moat", Status::Admitted),
            term("en", "rampart", Status::Deprecated),
            term("en", "ditch", Status::Forbidden),
            term("en", "maot", Status::Misspelling),
            term("ko", "해자", Status::Preferred),
            term("zh", "护城河", Status::Preferred),
            term("zh-TW", "護城河", Status::Preferred),
        ],
        extra: Extra::from_iter([("project".to_owned(), "A & B".to_owned())]),
    };
    if let [preferred, admitted, _, forbidden, ..] = &mut moat.terms[..] {
        preferred.part_of_speech = Some(PartOfSpeech::Noun);
        preferred.note = "Not water.".into();
        preferred.extra.insert("client".to_owned(), "\"X\"".to_owned());
        admitted.attested_in = ["paper-1", "paper-2"].map(Text::from).into();
        admitted.confidence = Some(Confidence::Low);
        admitted.source = "https://example.org/?a=1&b=2".into();
        forbidden.matching.homograph = true;
        forbidden.matching.capitals = Some(Capitals::Agree);
        forbidden.note = "False friend.".into();
    }
    let of = |id: &str, terms: Vec<Term>| Concept { id: id.into(), terms, ..Concept::default() };
    vec![
        moat,
        of(
            "marks",
            vec![term("en", "<b>R&D</b> \"now\" 'then' ]]>", Status::Preferred), term("zh", "研发", Status::Preferred)],
        ),
        of(
            "decomposed",
            vec![
                term("en", "cafe\u{301}", Status::Preferred),
                term("ko", "\u{1112}\u{1162}\u{110c}\u{1161}", Status::Preferred),
            ],
        ),
        of("control", vec![term("en", "bell\u{7}", Status::Preferred), term("zh", "铃", Status::Preferred)]),
        of("only-forbidden", vec![term("zh", "内卷", Status::Preferred), term("en", "involution", Status::Forbidden)]),
        of("only-japanese", vec![term("ja", "堀", Status::Preferred)]),
        of("no-terms", Vec::new()),
    ]
}

/// The languages of [`traps`] but one.
pub(crate) fn three() -> Vec<Lang> {
    ["en", "ko", "zh", "zh-TW"].iter().map(|tag| tag.parse().expect("a tag")).collect()
}
