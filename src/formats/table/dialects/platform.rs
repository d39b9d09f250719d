//! Translation platforms on the web.

use std::borrow::Cow;

use crate::formats::table::dialects::{CONFIRMED, EXPERIMENTAL, dialects};
use crate::formats::table::layout::{
    CSV, File, Flag, Formulas, Layout, Of, Once, PLAIN, Quoting, Role, Rows, Syntax, TO_MEET, WITH_STATUS, column,
    column_of,
};
use crate::formats::table::read::read_as;
use crate::formats::table::tags::Tags;
use crate::formats::table::write::open;
use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};
use crate::model::{PartOfSpeech, Status};

dialects! {
    PHRASE_TMS: "Phrase TMS term base, workbook", "xlsx", All, Binary,
        "ids, terms to use, domain, subdomain, definition, note",
        "what is said of a term, terms not to use", CONFIRMED;
    PHRASE_STRINGS: "Phrase Strings term base, CSV", "csv", Source, Utf8,
        "each source term with one term a language, definition, whether capitals count, whether to translate",
        "ids, synonyms of the translations, notes, terms not to use", CONFIRMED;
    CROWDIN: "Crowdin glossary, CSV", "csv", All, Utf8,
        "terms with status, part of speech and note, domain, definition, note of the concept",
        "ids, misspellings; a synonym is an entry of its own", CONFIRMED;
    WEBLATE: "Weblate glossary, CSV", "csv", Pair, Utf8,
        "ids as context, each source term with one target term; domain, definition and notes in the comment, with what \
         else to write and what not",
        "statuses, parts of speech", CONFIRMED;
    LOKALISE: "Lokalise glossary, CSV", "csv", Source, Utf8,
        "each source term with one term a language, definition, domain as tag, notes of terms, forbidden source terms",
        "ids, synonyms of the translations, parts of speech", EXPERIMENTAL;
    TRANSIFEX: "Transifex glossary, CSV", "csv", Source, Utf8,
        "each source term with one term a language, part of speech, definition, notes of terms",
        "ids, synonyms of the translations, terms not to use", EXPERIMENTAL;
}

static PHRASE_TMS: Layout = Layout {
    name: "phrase-tms",
    file: File::Workbook("Terms"),
    columns: &[
        column("CID", Role::Id),
        column("concept_domain", Role::Domain),
        column("concept_subdomain", Role::OfConcept(Cow::Borrowed("subdomain"))),
        column("concept_url", Role::OfConcept(Cow::Borrowed("url"))),
        column("concept_definition", Role::Definition),
        column("concept_note", Role::Note),
        column_of(Of::Each, "{}", Role::Term),
    ],
    rows: Rows::Grid,
    tags: Tags::ChineseRegion,
    ..PLAIN
};

static PHRASE_STRINGS: Layout = Layout {
    name: "phrase-strings",
    columns: &[
        column_of(Of::Source, "term", Role::Term),
        column_of(Of::Source, "case sensitive", Role::Case(Flag("true", "false"))),
        column_of(Of::Source, "translatable", Role::Translatable(Flag("true", "false"))),
        column("description", Role::Definition),
        column_of(Of::EachTarget, "{}", Role::Term),
    ],
    rows: Rows::Sources,
    source: TO_MEET,
    tags: Tags::ChineseRegion,
    once: Once::Source,
    formulas: Formulas::Escape,
    ..PLAIN
};

static CROWDIN: Layout = Layout {
    name: "crowdin",
    file: CSV,
    columns: &[
        column("Concept Definition", Role::Definition),
        column("Concept Subject", Role::Domain),
        column("Concept Note", Role::Note),
        column("Concept Url", Role::OfConcept(Cow::Borrowed("url"))),
        column("Concept Figure", Role::OfConcept(Cow::Borrowed("figure"))),
        column_of(Of::Each, "Term [{}]", Role::Term),
        column_of(Of::Each, "Description [{}]", Role::OfTerm(Cow::Borrowed("description"))),
        column_of(Of::Each, "Part of Speech [{}]", Role::PartOfSpeech(PARTS)),
        column_of(Of::Each, "Status [{}]", Role::Status(STATUSES)),
        column_of(Of::Each, "Type [{}]", Role::OfTerm(Cow::Borrowed("type"))),
        column_of(Of::Each, "Gender [{}]", Role::OfTerm(Cow::Borrowed("gender"))),
        column_of(Of::Each, "Note [{}]", Role::TermNote),
        column_of(Of::Each, "Url [{}]", Role::OfTerm(Cow::Borrowed("url"))),
    ],
    source: WITH_STATUS,
    target: WITH_STATUS,
    tags: Tags::ChineseRegion,
    formulas: Formulas::Escape,
    ..PLAIN
};

const STATUSES: &[(&str, Status)] = &[
    ("preferred", Status::Preferred),
    ("admitted", Status::Admitted),
    ("obsolete", Status::Deprecated),
    ("not recommended", Status::Forbidden),
];

const PARTS: &[(&str, PartOfSpeech)] = &[
    ("noun", PartOfSpeech::Noun),
    ("proper noun", PartOfSpeech::ProperNoun),
    ("verb", PartOfSpeech::Verb),
    ("adjective", PartOfSpeech::Adjective),
    ("adverb", PartOfSpeech::Adverb),
    ("other", PartOfSpeech::Phrase),
    ("other", PartOfSpeech::Other),
];

static WEBLATE: Layout = Layout {
    name: "weblate",
    // The reader guesses the dialect; with every cell in quotation marks it guesses right.
    file: File::Text(Syntax { separator: ',', quoting: Quoting::Always, line_end: "\n", lines: true }),
    columns: &[
        column("context", Role::Id),
        column_of(Of::Source, "source", Role::Term),
        column_of(Of::Target, "target", Role::Term),
        column("translator_comments", Role::Comment),
    ],
    rows: Rows::Sources,
    source: TO_MEET,
    ..PLAIN
};

static LOKALISE: Layout = Layout {
    name: "lokalise",
    file: File::Text(Syntax { separator: ';', quoting: Quoting::Needed, line_end: "\n", lines: false }),
    columns: &[
        column_of(Of::Source, "term", Role::Term),
        column("description", Role::Definition),
        column_of(Of::Source, "casesensitive", Role::Case(Flag("yes", "no"))),
        column_of(Of::Source, "translatable", Role::Translatable(Flag("yes", "no"))),
        column_of(Of::Source, "forbidden", Role::Forbidden(Flag("yes", "no"))),
        column("tags", Role::Domain),
        column_of(Of::EachTarget, "{}", Role::Term),
        column_of(Of::EachTarget, "{}_description", Role::TermNote),
    ],
    rows: Rows::Sources,
    source: &[Status::Preferred, Status::Admitted, Status::Forbidden],
    tags: Tags::Underscore,
    once: Once::Source,
    formulas: Formulas::Escape,
    ..PLAIN
};

static TRANSIFEX: Layout = Layout {
    name: "transifex",
    columns: &[
        column_of(Of::Source, "term", Role::Term),
        column_of(Of::Source, "pos", Role::PartOfSpeech(PARTS)),
        column("comment", Role::Definition),
        column_of(Of::Source, "case_sensitive", Role::Case(Flag("true", "false"))),
        column_of(Of::EachTarget, "translation_{}", Role::Term),
        column_of(Of::EachTarget, "comment_{}", Role::TermNote),
    ],
    rows: Rows::Sources,
    source: TO_MEET,
    tags: Tags::Underscore,
    once: Once::Source,
    formulas: Formulas::Escape,
    ..PLAIN
};
