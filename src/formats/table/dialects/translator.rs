//! Machine translation: services that put the term of a glossary in the place
//! of a word, whatever it means there.

use crate::formats::table::dialects::{CONFIRMED, EXPERIMENTAL, dialects};
use crate::formats::table::layout::{
    CSV, CSV_LINES, Layout, Limits, Of, Once, PLAIN, Role, Rows, TO_MEET, TSV, column, column_of,
};
use crate::formats::table::read::read_as;
use crate::formats::table::tags::Tags;
use crate::formats::table::write::open;
use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};

dialects! {
    DEEPL: "DeepL glossary, tab-separated", "tsv", Pair, Utf8,
        "each source term with one target term", "all else; a source term of several concepts has one translation", CONFIRMED;
    DEEPL_CSV: "DeepL glossary, CSV", "csv", Pair, Utf8,
        "each source term with one target term", "all else; a source term of several concepts has one translation", CONFIRMED;
    GOOGLE: "Google Cloud Translation glossary, one direction, CSV", "csv", Pair, Utf8,
        "each source term with one target term", "all else; a source term of several concepts has one translation", CONFIRMED;
    GOOGLE_SETS: "Google Cloud Translation glossary, equivalent term sets, CSV", "csv", All, Utf8,
        "the preferred term of each language", "all else; a term of several concepts stands in one set", EXPERIMENTAL;
    AWS: "Amazon Translate custom terminology, CSV", "csv", Source, Utf8,
        "each source term with one term a language", "all else; a source term of several concepts has one translation", CONFIRMED;
    AZURE: "Azure Document Translation glossary, tab-separated", "tsv", Pair, Utf8,
        "each source term with one target term", "all else; a source term of several concepts has one translation", CONFIRMED;
    MODERNMT: "ModernMT glossary, one direction, CSV", "csv", Pair, Utf8,
        "each source term with one target term", "all else; a source term of several concepts has one translation", CONFIRMED;
    MODERNMT_SETS: "ModernMT glossary, equivalent terms, CSV", "csv", All, Utf8,
        "ids, the preferred term of each language", "all else; a term of several concepts stands in one of them", CONFIRMED;
    LARA: "Lara glossary, all directions, CSV", "csv", All, Utf8,
        "the preferred term of each language", "all else; a term of several concepts stands in one row", CONFIRMED;
    LARA_UNI: "Lara glossary, one direction, CSV", "csv", Source, Utf8,
        "each source term with one term a language", "all else; a source term of several concepts has one translation", CONFIRMED;
    BABELDOC: "BabelDOC glossary, CSV", "csv", Pair, Utf8,
        "each source term, whatever its capitals, with one target term",
        "all else; a source term of several concepts has one translation", CONFIRMED;
}

/// 10 MiB, and what `DeepL` and Google allow for a term.
const MIB_10: Limits = Limits { term_bytes: 1024, file_bytes: 10_485_760, langs: usize::MAX };

/// A source and a target column without header.
static PAIRS: Layout = Layout {
    header: false,
    columns: &[column_of(Of::Source, "source", Role::Term), column_of(Of::Target, "target", Role::Term)],
    rows: Rows::Sources,
    source: TO_MEET,
    once: Once::Source,
    ..PLAIN
};

/// A column for each language, called by its tag.
static SETS: Layout = Layout {
    columns: &[column_of(Of::Each, "{}", Role::Term)],
    rows: Rows::First,
    least: 2,
    tags: Tags::ChineseRegion,
    once: Once::Each,
    ..PLAIN
};

static DEEPL: Layout = Layout { name: "deepl", file: TSV, limits: MIB_10, tags: Tags::Base, ..PAIRS };
static DEEPL_CSV: Layout = Layout { name: "deepl-csv", file: CSV_LINES, limits: MIB_10, tags: Tags::Base, ..PAIRS };
static GOOGLE: Layout = Layout { name: "google", file: CSV_LINES, limits: MIB_10, ..PAIRS };
static GOOGLE_SETS: Layout = Layout { name: "google-sets", file: CSV_LINES, limits: MIB_10, ..SETS };
static AZURE: Layout = Layout { name: "azure", file: TSV, ..PAIRS };

static AWS: Layout = Layout {
    name: "aws",
    file: CSV_LINES,
    rows: Rows::Sources,
    source: TO_MEET,
    tags: Tags::ChineseTaiwan,
    once: Once::Source,
    // A source language and ten others.
    limits: Limits { term_bytes: 200, file_bytes: 10_485_760, langs: 11 },
    ..SETS
};

static MODERNMT: Layout = Layout {
    name: "modernmt",
    file: CSV_LINES,
    header: true,
    columns: &[column_of(Of::Source, "{}", Role::Term), column_of(Of::Target, "{}", Role::Term)],
    tags: Tags::ChineseRegion,
    ..PAIRS
};

static MODERNMT_SETS: Layout = Layout {
    name: "modernmt-sets",
    file: CSV_LINES,
    columns: &[column("tuid", Role::Id), column_of(Of::Each, "{}", Role::Term)],
    ..SETS
};

static LARA: Layout = Layout { name: "lara", file: CSV, tags: Tags::Region, ..SETS };

static LARA_UNI: Layout = Layout { name: "lara-uni", rows: Rows::Sources, source: TO_MEET, once: Once::Source, ..LARA };

static BABELDOC: Layout = Layout {
    name: "babeldoc",
    file: CSV_LINES,
    header: true,
    columns: &[
        column_of(Of::Source, "source", Role::Term),
        column_of(Of::Target, "target", Role::Term),
        column("tgt_lng", Role::TargetLang),
    ],
    once: Once::SourceFolded,
    ..PAIRS
};
