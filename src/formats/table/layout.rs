//! What a kind of table looks like: the writer and the reader both go by it.

use std::borrow::Cow;

use crate::formats::WriteSetting;
use crate::formats::table::tags::Tags;
use crate::model::{PartOfSpeech, Status};

/// A kind of table, such as a tool's glossary file.
#[derive(Debug)]
pub(super) struct Layout {
    /// What the target is called.
    pub(super) name: &'static str,
    /// How cells become a file.
    pub(super) file: File,
    /// Lines before the first row, given the languages as they are written.
    pub(super) preamble: fn(&WriteSetting<'_>, &[String]) -> Vec<String>,
    /// Whether the first row names the columns.
    pub(super) header: bool,
    /// The columns, in their order; those of one language stand together.
    pub(super) columns: &'static [Column],
    /// Whether columns that we do not know may follow those of the concept.
    pub(super) open: bool,
    /// What a row is.
    pub(super) rows: Rows,
    /// The terms of the source language, or of every language, that are written.
    pub(super) source: &'static [Status],
    /// The terms of the target languages that are written.
    pub(super) target: &'static [Status],
    /// The terms that get a row without any translation.
    pub(super) alone: &'static [Status],
    /// In how many languages a row must have terms.
    pub(super) least: usize,
    /// How languages are written.
    pub(super) tags: Tags,
    /// Which terms may stand in one row only.
    pub(super) once: Once,
    /// What it must not exceed.
    pub(super) limits: Limits,
    /// What is done about cells that a spreadsheet would take for a formula.
    pub(super) formulas: Formulas,
    /// What stands where a cell is empty.
    pub(super) empty: &'static str,
    /// The character that makes a comment of a row that begins with it.
    pub(super) comment: Option<char>,
}

/// How cells become a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    /// Text with separators.
    Text(Syntax),
    /// A workbook with one sheet of this name.
    Workbook(&'static str),
}

/// How cells become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Syntax {
    /// Stands between cells; an ASCII character.
    pub(super) separator: char,
    /// When a cell stands in quotation marks.
    pub(super) quoting: Quoting,
    /// Ends a row.
    pub(super) line_end: &'static str,
    /// Whether a cell may have several lines.
    pub(super) lines: bool,
}

/// When a cell stands in quotation marks (RFC 4180).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Never: quotation marks are characters like any other.
    Never,
    /// Where the cell holds a separator, a quotation mark or a line end.
    Needed,
    /// Always.
    Always,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// A concept; the terms of one language share a cell, with this between them.
    Joined(char),
    /// The first terms of each language, then the second ones, and so on; the
    /// id holds them together.
    Grid,
    /// The first terms of each language; then each further one with the first of the others.
    Star,
    /// A source term with a target term, each with each.
    Pairs,
    /// A source term with the first term of each other language.
    Sources,
    /// The first term of each language, and no other.
    First,
}

/// Which terms may stand in one row only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Once {
    /// Any may stand in several.
    No,
    /// A source term, as it is written.
    Source,
    /// A source term, whatever its capitals.
    SourceFolded,
    /// A term of any language, as it is written.
    Each,
    /// A pair of terms.
    Pair,
}

/// What a file must not exceed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The bytes of a term.
    pub(super) term_bytes: usize,
    /// The bytes of the file.
    pub(super) file_bytes: usize,
    /// The number of languages.
    pub(super) langs: usize,
}

impl Limits {
    /// None.
    pub(super) const NONE: Self = Self { term_bytes: usize::MAX, file_bytes: usize::MAX, langs: usize::MAX };
}

/// What is done about cells that a spreadsheet would take for a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formulas {
    /// Nothing: the tool reads them as they are, and nobody opens the file in a spreadsheet.
    Keep,
    /// An apostrophe goes before them, as spreadsheets themselves do it.
    Escape,
}

/// A column of a layout.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// What its header says, with `{}` where the language stands.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) role: Role,
    /// What it says it of.
    pub(super) of: Of,
}

/// What a column says something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Of {
    /// The concept, or all of the row.
    Row,
    /// The source language.
    Source,
    /// The first target language.
    Target,
    /// Each language: the columns are repeated together.
    Each,
    /// Each language but the source.
    EachTarget,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The concept's id.
    Id,
    /// The field that the concept belongs to.
    Domain,
    /// What it means.
    Definition,
    /// A note on the concept.
    Note,
    /// Something of the concept that the model has no place for, by its name.
    OfConcept(Cow<'static, str>),
    /// The language of the row's term.
    Lang,
    /// The language of the source column's terms in this row.
    SourceLang,
    /// The language of the target column's terms in this row.
    TargetLang,
    /// Terms.
    Term,
    /// Terms not to use.
    Avoid,
    /// The status of a term; what is written, by preference.
    Status(&'static [(&'static str, Status)]),
    /// Whether a term is forbidden.
    Forbidden(Flag),
    /// Whether a term is the preferred one.
    Preferred(Flag),
    /// The part of speech; what is written, by preference.
    PartOfSpeech(&'static [(&'static str, PartOfSpeech)]),
    /// Whether capitals must agree.
    Case(Flag),
    /// Whether only the form as written counts.
    Exact(Flag),
    /// Whether a term is to be translated at all.
    Translatable(Flag),
    /// The rules by which a term is found, as our own tables write them.
    Matching,
    /// The documents in which a term stands, with blanks between their ids.
    AttestedIn,
    /// Who supplied a term.
    Source,
    /// How sure that is.
    Confidence,
    /// A note on a term.
    TermNote,
    /// Something of a term that the model has no place for, by its name.
    OfTerm(Cow<'static, str>),
    /// All that is worth knowing to someone who meets the pair.
    Comment,
    /// Always the same text; nothing when read.
    Constant(&'static str),
    /// Nothing that we want.
    Ignore,
}

/// The words for yes and no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flag(pub(super) &'static str, pub(super) &'static str);

/// A column that says something of the row.
pub(super) const fn column(name: &'static str, role: Role) -> Column {
    Column { name, role, of: Of::Row }
}

/// A column that says something of one language.
pub(super) const fn column_of(of: Of, name: &'static str, role: Role) -> Column {
    Column { name, role, of }
}

/// The terms that somebody should write.
pub(super) const TO_USE: &[Status] = &[Status::Preferred, Status::Admitted];
/// The terms that somebody may meet: a source text is not ours to correct. A
/// forbidden term is none of them, as it may be the right word for something else.
pub(super) const TO_MEET: &[Status] = &[Status::Preferred, Status::Admitted, Status::Deprecated];
/// The terms of a tool that can mark what not to use.
pub(super) const WITH_STATUS: &[Status] = &[Status::Preferred, Status::Admitted, Status::Deprecated, Status::Forbidden];
/// No term.
pub(super) const NONE: &[Status] = &[];

/// Comma-separated text, quoted where needed.
pub(super) const CSV: File =
    File::Text(Syntax { separator: ',', quoting: Quoting::Needed, line_end: "\n", lines: true });
/// The same, a row a line.
pub(super) const CSV_LINES: File =
    File::Text(Syntax { separator: ',', quoting: Quoting::Needed, line_end: "\n", lines: false });
/// Tab-separated text, never quoted.
pub(super) const TSV: File =
    File::Text(Syntax { separator: '\t', quoting: Quoting::Never, line_end: "\n", lines: false });

/// What most layouts are; each says what is different.
pub(super) const PLAIN: Layout = Layout {
    name: "",
    file: CSV,
    preamble: |_, _| Vec::new(),
    header: true,
    columns: &[],
    open: false,
    rows: Rows::Star,
    source: TO_USE,
    target: TO_USE,
    alone: NONE,
    least: 1,
    tags: Tags::Own,
    once: Once::No,
    limits: Limits::NONE,
    formulas: Formulas::Keep,
    empty: "",
    comment: None,
};

impl Layout {
    /// Whether the file says what languages it is in.
    pub(super) fn names_languages(&self) -> bool {
        self.header && self.columns.iter().any(|column| column.name.contains("{}"))
    }

    /// Whether a row that begins with `cell` is a comment, whatever is done.
    pub(super) fn is_comment(&self, cell: &str) -> bool {
        let quotable = matches!(self.file, File::Text(Syntax { quoting: Quoting::Needed | Quoting::Always, .. }));
        !quotable && self.comment.is_some_and(|mark| cell.starts_with(mark))
    }

    /// Whether its header cannot be told from any table of languages.
    pub(super) fn is_common(&self) -> bool {
        self.columns.iter().all(|column| column.name == "{}")
    }

    /// Whether a column tells all that is worth knowing.
    pub(super) fn has_comment(&self) -> bool {
        self.columns.iter().any(|column| column.role == Role::Comment)
    }
}
