//! UTX, the Universal Terminology eXchange of the Asia-Pacific Association for
//! Machine Translation.

use crate::formats::table::clean::clean;
use crate::formats::table::layout::{
    File, Layout, Of, Once, PLAIN, Quoting, Role, Rows, Syntax, TO_MEET, WITH_STATUS, column, column_of,
};
use crate::formats::table::read::read_utx;
use crate::formats::table::tags::Tags;
use crate::formats::table::write::open;
use crate::formats::{ByteOrder, Pairing, SourceFormat, Target, WriteSetting};
use crate::model::{PartOfSpeech, Status};

pub(super) const TARGETS: &[Target] = &[Target {
    name: "utx",
    title: "UTX 1.11 glossary",
    extension: "utx",
    pairing: Pairing::Pair,
    byte_order: ByteOrder::Utf8,
    keeps: "ids, each source term with each target term, its status, parts of speech, notes of terms",
    loses: "statuses of source terms, domain, definition, note of the concept",
    experimental: false,
    open: |setting, out| open(&UTX, setting, out),
}];

pub(super) const SOURCES: &[SourceFormat] = &[SourceFormat {
    name: "utx",
    title: "UTX glossary",
    begins: |_, head| head.starts_with(MARK.as_bytes()),
    read: |input, setting, receive| read_utx(&UTX, input, setting, receive),
}];

pub(super) static LAYOUTS: &[&Layout] = &[&UTX];

/// What a file begins with.
const MARK: &str = "#UTX";

static UTX: Layout = Layout {
    name: "utx",
    file: File::Text(Syntax { separator: '\t', quoting: Quoting::Never, line_end: "\r\n", lines: false }),
    preamble: |setting, tags| vec![heading(setting, tags), names()],
    header: false,
    columns: &[
        column_of(Of::Source, "#src", Role::Term),
        column_of(Of::Target, "tgt", Role::Term),
        column_of(Of::Source, "src:pos", Role::PartOfSpeech(PARTS)),
        column_of(Of::Target, "tgt:pos", Role::PartOfSpeech(PARTS)),
        column_of(Of::Target, "term status", Role::Status(STATUSES)),
        column_of(Of::Source, "src:comment", Role::TermNote),
        column_of(Of::Target, "tgt:comment", Role::TermNote),
        column("concept ID", Role::Id),
    ],
    rows: Rows::Pairs,
    source: TO_MEET,
    target: WITH_STATUS,
    tags: Tags::Own,
    once: Once::Pair,
    empty: "-",
    comment: Some('#'),
    ..PLAIN
};

const STATUSES: &[(&str, Status)] = &[
    ("approved", Status::Preferred),
    ("non-standard", Status::Admitted),
    ("forbidden", Status::Forbidden),
    ("forbidden", Status::Deprecated),
];

const PARTS: &[(&str, PartOfSpeech)] = &[
    ("noun", PartOfSpeech::Noun),
    ("properNoun", PartOfSpeech::ProperNoun),
    ("verb", PartOfSpeech::Verb),
    ("adjective", PartOfSpeech::Adjective),
    ("adverb", PartOfSpeech::Adverb),
    ("sentence", PartOfSpeech::Phrase),
    ("other", PartOfSpeech::Other),
];

/// The first line: version, languages, time, and what the dictionary says of
/// itself. Readers want one colon in each of the latter, and no `;` at the end.
fn heading(setting: &WriteSetting<'_>, tags: &[String]) -> String {
    let date = if setting.date.is_empty() { "2000-01-01" } else { setting.date };
    let time = if date.contains('T') { date.to_owned() } else { format!("{date}T00:00:00Z") };
    let mut parts = vec![format!("#UTX 1.11; {}", tags.join("/")), time];
    let kept = setting.kept.iter().filter(|kept| kept.format == "utx" && kept.name == HEADER);
    for property in kept.flat_map(|kept| kept.text.split(';')) {
        if let Some((name, value)) = property.split_once(':').filter(|(_, value)| !value.contains(':')) {
            parts.push(format!("{}: {}", clean(name, false).0, clean(value, false).0));
        }
    }
    if parts.len() == 2 && !setting.name.is_empty() {
        let name = clean(setting.name, false).0.replace([';', ':'], " ");
        parts.push(format!("Dictionary ID: {name}"));
    }
    parts.join("; ")
}

/// What the first line is called among what is kept.
pub(in crate::formats::table) const HEADER: &str = "header";

/// The second line: the columns.
fn names() -> String {
    UTX.columns.iter().map(|column| column.name).collect::<Vec<_>>().join("\t")
}
