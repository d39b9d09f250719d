//! Tools on a translator's desk.

use std::borrow::Cow;

use crate::formats::table::dialects::{CONFIRMED, EXPERIMENTAL, dialects};
use crate::formats::table::layout::{
    CSV_LINES, File, Flag, Formulas, Layout, Of, Once, PLAIN, Quoting, Role, Rows, Syntax, TO_MEET, TSV, column,
    column_of,
};
use crate::formats::table::read::read_as;
use crate::formats::table::tags::Tags;
use crate::formats::table::write::open;
use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};
use crate::model::Status;

dialects! {
    OMEGAT: "OmegaT glossary, tab-separated", "txt", Pair, Utf8,
        "each source term with each target term; domain, definition and notes in the comment, with what not to write",
        "ids, statuses, parts of speech; homographs become entries of one word", CONFIRMED;
    OMEGAT_CSV: "OmegaT glossary, comma-separated", "csv", Pair, Utf8,
        "each source term with each target term; domain, definition and notes in the comment, with what not to write",
        "ids, statuses, parts of speech; homographs become entries of one word", CONFIRMED;
    TRADOS: "Trados termbase (cloud), CSV", "csv", All, Utf8,
        "terms to use, domain, definition, note, columns that we do not know",
        "what is said of a term, terms not to use", CONFIRMED;
    TRADOS_XLSX: "Trados termbase (cloud), workbook", "xlsx", All, Binary,
        "terms to use, domain, definition, note, columns that we do not know",
        "what is said of a term, terms not to use", CONFIRMED;
    GLOSSARY_CONVERTER: "Glossary Converter for MultiTerm, tab-separated", "txt", All, Utf8Mark,
        "terms to use, ids as numbers of entries where they are numbers, domain, definition, note, columns that we do not know",
        "what is said of a term, terms not to use", CONFIRMED;
    MEMOQ: "memoQ term base, CSV", "csv", All, Utf8Mark,
        "terms to use (split alternatives at |), domain, definition, note",
        "what is said of a term but the first example, terms not to use", EXPERIMENTAL;
    MATECAT: "MateCat glossary, workbook", "xlsx", All, Binary,
        "terms, notes and examples of terms, domain, subdomain, definition; terms not to use as forbidden",
        "ids, notes of concepts, parts of speech; a synonym is an entry of its own", CONFIRMED;
    WORDFAST: "Wordfast glossary", "txt", Pair, Utf16,
        "each source term with each target term; domain, definition and notes in the comment",
        "ids, statuses, parts of speech", EXPERIMENTAL;
}

static OMEGAT: Layout = Layout {
    name: "omegat",
    file: TSV,
    // Without this line, the reader takes the system's encoding.
    preamble: |_, _| vec!["# Glossary in tab-separated format -*- coding: utf-8 -*-".to_owned()],
    header: false,
    columns: &[
        column_of(Of::Source, "source", Role::Term),
        column_of(Of::Target, "target", Role::Term),
        column("comment", Role::Comment),
    ],
    rows: Rows::Pairs,
    source: TO_MEET,
    once: Once::Pair,
    comment: Some('#'),
    ..PLAIN
};

static OMEGAT_CSV: Layout = Layout { name: "omegat-csv", file: CSV_LINES, preamble: |_, _| Vec::new(), ..OMEGAT };

static TRADOS: Layout = Layout {
    name: "trados",
    columns: &[
        column("Subject", Role::Domain),
        column("Definition", Role::Definition),
        column("Note", Role::Note),
        column_of(Of::Each, "{}", Role::Term),
    ],
    open: true,
    rows: Rows::Joined('|'),
    tags: Tags::Name,
    formulas: Formulas::Escape,
    ..PLAIN
};

static TRADOS_XLSX: Layout =
    Layout { name: "trados-xlsx", file: File::Workbook("Termbase"), formulas: Formulas::Keep, ..TRADOS };

static GLOSSARY_CONVERTER: Layout = Layout {
    name: "glossary-converter",
    file: File::Text(Syntax { separator: '\t', quoting: Quoting::Needed, line_end: "\r\n", lines: false }),
    ..TRADOS
};

static MEMOQ: Layout = Layout {
    name: "memoq",
    file: File::Text(Syntax { separator: ';', quoting: Quoting::Needed, line_end: "\r\n", lines: true }),
    // The order is bound; what the program fills in stays empty.
    columns: &[
        column("Entry_ID", Role::OfConcept(Cow::Borrowed("memoq.Entry_ID"))),
        column("Entry_Subject", Role::OfConcept(Cow::Borrowed("subdomain"))),
        column("Entry_Domain", Role::Domain),
        column("Entry_ClientID", Role::OfConcept(Cow::Borrowed("memoq.Entry_ClientID"))),
        column("Entry_ProjectID", Role::OfConcept(Cow::Borrowed("memoq.Entry_ProjectID"))),
        column("Entry_Created", Role::Constant("")),
        column("Entry_Creator", Role::Constant("")),
        column("Entry_LastModified", Role::Constant("")),
        column("Entry_Modifier", Role::Constant("")),
        column("Entry_Note", Role::Note),
        column("Entry_Definition", Role::Definition),
        column_of(Of::Each, "{}", Role::Term),
        column_of(Of::Each, "Term_Example", Role::OfTerm(Cow::Borrowed("example"))),
    ],
    rows: Rows::Joined('|'),
    tags: Tags::Name,
    formulas: Formulas::Escape,
    ..PLAIN
};

static MATECAT: Layout = Layout {
    name: "matecat",
    file: File::Workbook("Glossary"),
    columns: &[
        column("Forbidden", Role::Forbidden(Flag("TRUE", ""))),
        column("Domain", Role::Domain),
        column("Subdomain", Role::OfConcept(Cow::Borrowed("subdomain"))),
        column("Definition", Role::Definition),
        column_of(Of::Each, "{}", Role::Term),
        column_of(Of::Each, "Notes", Role::TermNote),
        column_of(Of::Each, "Example of use", Role::OfTerm(Cow::Borrowed("example"))),
    ],
    alone: &[Status::Deprecated, Status::Forbidden],
    least: 2,
    tags: Tags::Region,
    ..PLAIN
};

static WORDFAST: Layout = Layout {
    name: "wordfast",
    file: File::Text(Syntax { separator: '\t', quoting: Quoting::Never, line_end: "\r\n", lines: false }),
    preamble: |_, _| Vec::new(),
    comment: None,
    ..OMEGAT
};
