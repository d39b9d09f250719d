//! The kinds of record: what their columns are called, and how a cell is read.

use std::borrow::Cow;

use crate::formats::csv::Row;
use crate::lang::Lang;
use crate::model::{Concept, Document, Extra, Kept, Matching, Quote, Rendition, Status, Term, Text, Word};

/// A kind of row.
pub trait Record: Sized {
    /// The columns, in the order in which they are written.
    const COLUMNS: &'static [&'static str];
    /// The columns that a file cannot do without.
    const REQUIRED: &'static [&'static str];

    /// Whether its texts are quoted, composed in whatever way.
    const VERBATIM: bool = false;

    /// Reads a row; `None` when it cannot be used, which is a problem of the row.
    fn read(row: &mut Row<'_, '_>) -> Option<Self>;

    /// The cells, one for each of [`Record::COLUMNS`].
    fn cells(&self) -> Vec<Cow<'_, str>>;

    /// The cells of other columns.
    fn extra(&self) -> &Extra;

    /// What records are sorted by.
    fn sort_key(&self) -> Vec<String>;
}

/// A row of terms: a term and the concept it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRow {
    /// The concept's id.
    pub concept: Text,
    /// The term.
    pub term: Term,
}

impl Record for Concept {
    const COLUMNS: &'static [&'static str] = &["id", "domain", "definition", "note"];
    const REQUIRED: &'static [&'static str] = &["id"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        Some(Self {
            id: row.required("id")?.into(),
            domain: row.cell("domain").into(),
            definition: row.cell("definition").into(),
            note: row.cell("note").into(),
            terms: Vec::new(),
            extra: row.extra(Self::COLUMNS),
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        [&self.id, &self.domain, &self.definition, &self.note].map(|cell| Cow::Borrowed(cell.as_str())).into()
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn sort_key(&self) -> Vec<String> {
        vec![self.id.to_string()]
    }
}

/// Reads a `matching` cell: flags with blanks between them.
fn matching(row: &mut Row<'_, '_>) -> Matching {
    let mut matching = Matching::default();
    if row.cell("matching").is_empty() {
        return matching;
    }
    let cell = row.text("matching");
    for flag in cell.split_whitespace() {
        if !matching.take(flag) {
            let message = format!(
                "`{flag}` is not a matching rule; write `case`, `nocase`, `exact`, `inflect`, `word`, `anywhere` or \
                 `homograph`"
            );
            row.problem_in("matching", "vocabulary", &message);
        }
    }
    matching
}

impl Record for TermRow {
    const COLUMNS: &'static [&'static str] = &[
        "concept",
        "lang",
        "term",
        "status",
        "part_of_speech",
        "matching",
        "attested_in",
        "source",
        "confidence",
        "note",
    ];
    const REQUIRED: &'static [&'static str] = &["concept", "lang", "term"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let concept = row.required("concept")?.into();
        row.required("lang")?;
        let lang = row.lang("lang")?;
        let text = row.required("term")?.into();
        Some(Self {
            concept,
            term: Term {
                lang,
                text,
                status: row.word("status").unwrap_or(Status::Admitted),
                part_of_speech: row.word("part_of_speech"),
                matching: matching(row),
                attested_in: row.cell("attested_in").split_whitespace().map(Text::from).collect(),
                source: row.cell("source").into(),
                confidence: row.word("confidence"),
                note: row.cell("note").into(),
                extra: row.extra(Self::COLUMNS),
            },
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        term_cells(&self.concept, &self.term).into()
    }

    fn extra(&self) -> &Extra {
        &self.term.extra
    }

    fn sort_key(&self) -> Vec<String> {
        let rank = Status::ALL.iter().position(|status| *status == self.term.status);
        vec![
            self.concept.to_string(),
            self.term.lang.to_string(),
            rank.unwrap_or(0).to_string(),
            self.term.text.to_string(),
        ]
    }
}

/// The cells of [`TermRow::COLUMNS`].
pub fn term_cells<'r>(concept: &'r str, term: &'r Term) -> [Cow<'r, str>; 10] {
    [
        Cow::Borrowed(concept),
        Cow::Borrowed(term.lang.as_str()),
        Cow::Borrowed(&term.text),
        Cow::Borrowed(term.status.word()),
        optional(term.part_of_speech),
        Cow::Owned(term.matching.to_string()),
        Cow::Owned(term.attested_in.join(" ")),
        Cow::Borrowed(&term.source),
        optional(term.confidence),
        Cow::Borrowed(&term.note),
    ]
}

fn optional<'r, W: Word>(word: Option<W>) -> Cow<'r, str> {
    Cow::Borrowed(word.map_or("", Word::word))
}

fn lang_cell(lang: Option<&Lang>) -> Cow<'_, str> {
    Cow::Borrowed(lang.map_or("", Lang::as_str))
}

impl Record for Document {
    const COLUMNS: &'static [&'static str] = &["id", "title", "outlet", "author", "date", "lang", "address", "note"];
    const REQUIRED: &'static [&'static str] = &["id"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        Some(Self {
            id: row.required("id")?.to_owned(),
            title: row.text("title"),
            outlet: row.text("outlet"),
            author: row.text("author"),
            date: row.text("date"),
            lang: row.lang("lang"),
            address: row.text("address"),
            note: row.text("note"),
            extra: row.extra(Self::COLUMNS),
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            Cow::Borrowed(&self.id),
            Cow::Borrowed(&self.title),
            Cow::Borrowed(&self.outlet),
            Cow::Borrowed(&self.author),
            Cow::Borrowed(&self.date),
            lang_cell(self.lang.as_ref()),
            Cow::Borrowed(&self.address),
            Cow::Borrowed(&self.note),
        ]
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn sort_key(&self) -> Vec<String> {
        vec![self.id.clone()]
    }
}

impl Record for Kept {
    const COLUMNS: &'static [&'static str] = &["format", "name", "text"];
    const REQUIRED: &'static [&'static str] = &["format", "name", "text"];
    const VERBATIM: bool = true;

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        Some(Self {
            format: row.required("format")?.to_owned(),
            name: row.required("name")?.to_owned(),
            text: row.text("text"),
            extra: row.extra(Self::COLUMNS),
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        [&self.format, &self.name, &self.text].map(|cell| Cow::Borrowed(cell.as_str())).into()
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn sort_key(&self) -> Vec<String> {
        vec![self.format.clone(), self.name.clone()]
    }
}

impl Record for Quote {
    const COLUMNS: &'static [&'static str] =
        &["id", "speaker", "occasion", "date", "source_lang", "source_text", "source_status", "source_address", "note"];
    const REQUIRED: &'static [&'static str] = &["id"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        Some(Self {
            id: row.required("id")?.to_owned(),
            speaker: row.text("speaker"),
            occasion: row.text("occasion"),
            date: row.text("date"),
            source_lang: row.lang("source_lang"),
            source_text: row.text("source_text"),
            source_status: row.word("source_status"),
            source_address: row.text("source_address"),
            note: row.text("note"),
            extra: row.extra(Self::COLUMNS),
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            Cow::Borrowed(&self.id),
            Cow::Borrowed(&self.speaker),
            Cow::Borrowed(&self.occasion),
            Cow::Borrowed(&self.date),
            lang_cell(self.source_lang.as_ref()),
            Cow::Borrowed(&self.source_text),
            optional(self.source_status),
            Cow::Borrowed(&self.source_address),
            Cow::Borrowed(&self.note),
        ]
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn sort_key(&self) -> Vec<String> {
        vec![self.id.clone()]
    }
}

impl Record for Rendition {
    const COLUMNS: &'static [&'static str] = &[
        "quote", "document", "lang", "text", "mode", "kind", "relation", "speaker", "date", "occasion", "locator",
        "note",
    ];
    const VERBATIM: bool = true;
    const REQUIRED: &'static [&'static str] = &["quote", "document", "lang", "text", "mode", "kind", "relation"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let quote = row.required("quote")?.to_owned();
        let document = row.required("document")?.to_owned();
        row.required("lang")?;
        Some(Self {
            quote,
            document,
            lang: row.lang("lang")?,
            text: row.required("text")?.to_owned(),
            mode: row.required_word("mode")?,
            kind: row.required_word("kind")?,
            relation: row.required_word("relation")?,
            speaker: row.text("speaker"),
            date: row.text("date"),
            occasion: row.text("occasion"),
            locator: row.text("locator"),
            note: row.text("note"),
            extra: row.extra(Self::COLUMNS),
        })
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            Cow::Borrowed(&self.quote),
            Cow::Borrowed(&self.document),
            Cow::Borrowed(self.lang.as_str()),
            Cow::Borrowed(&self.text),
            Cow::Borrowed(self.mode.word()),
            Cow::Borrowed(self.kind.word()),
            Cow::Borrowed(self.relation.word()),
            Cow::Borrowed(&self.speaker),
            Cow::Borrowed(&self.date),
            Cow::Borrowed(&self.occasion),
            Cow::Borrowed(&self.locator),
            Cow::Borrowed(&self.note),
        ]
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    /// By quote, document and place: the first number of the locator, then the text.
    fn sort_key(&self) -> Vec<String> {
        let start: String =
            self.locator.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        vec![self.quote.clone(), self.document.clone(), format!("{start:0>20}"), self.text.clone()]
    }
}
