//! The five kinds of record: what their columns are called, and how a cell is read.

use crate::formats::csv::Row;
use crate::model::{
    Capitals, Concept, Document, Extra, Inflection, Matching, Place, Quote, Rendition, Status, Term, Word,
};

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
    fn cells(&self) -> Vec<String>;

    /// The cells of other columns.
    fn extra(&self) -> &Extra;

    /// What records are sorted by.
    fn sort_key(&self) -> Vec<String>;
}

/// A row of terms: a term and the concept it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRow {
    /// The concept's id.
    pub concept: String,
    /// The term.
    pub term: Term,
}

impl Record for Concept {
    const COLUMNS: &'static [&'static str] = &["id", "domain", "definition", "note"];
    const REQUIRED: &'static [&'static str] = &["id"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        Some(Self {
            id: row.required("id")?,
            domain: row.text("domain"),
            definition: row.text("definition"),
            note: row.text("note"),
            terms: Vec::new(),
            extra: row.extra(Self::COLUMNS),
        })
    }

    fn cells(&self) -> Vec<String> {
        [&self.id, &self.domain, &self.definition, &self.note].map(Clone::clone).into()
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn sort_key(&self) -> Vec<String> {
        vec![self.id.clone()]
    }
}

/// Reads a `matching` cell: flags with blanks between them.
fn matching(row: &mut Row<'_, '_>) -> Matching {
    let mut matching = Matching::default();
    let cell = row.text("matching");
    for flag in cell.split_whitespace() {
        if flag == "homograph" {
            matching.homograph = true;
        } else if let Ok(rule) = Capitals::parse(flag) {
            matching.capitals = Some(rule);
        } else if let Ok(rule) = Inflection::parse(flag) {
            matching.inflection = Some(rule);
        } else if let Ok(rule) = Place::parse(flag) {
            matching.place = Some(rule);
        } else {
            let message = format!(
                "`{flag}` is not a matching rule; write `case`, `nocase`, `exact`, `inflect`, `word`, `anywhere` or \
                 `homograph`"
            );
            row.problem_in("matching", "vocabulary", &message);
        }
    }
    matching
}

fn matching_cell(matching: Matching) -> String {
    let words = [
        matching.capitals.map(Word::word),
        matching.inflection.map(Word::word),
        matching.place.map(Word::word),
        matching.homograph.then_some("homograph"),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
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
        let concept = row.required("concept")?;
        row.required("lang")?;
        let lang = row.lang("lang")?;
        let text = row.required("term")?;
        Some(Self {
            concept,
            term: Term {
                lang,
                text,
                status: row.word("status").unwrap_or(Status::Admitted),
                part_of_speech: row.word("part_of_speech"),
                matching: matching(row),
                attested_in: row.cell("attested_in").split_whitespace().map(str::to_owned).collect(),
                source: row.text("source"),
                confidence: row.word("confidence"),
                note: row.text("note"),
                extra: row.extra(Self::COLUMNS),
            },
        })
    }

    fn cells(&self) -> Vec<String> {
        let term = &self.term;
        vec![
            self.concept.clone(),
            term.lang.to_string(),
            term.text.clone(),
            term.status.word().to_owned(),
            optional(term.part_of_speech),
            matching_cell(term.matching),
            term.attested_in.join(" "),
            term.source.clone(),
            optional(term.confidence),
            term.note.clone(),
        ]
    }

    fn extra(&self) -> &Extra {
        &self.term.extra
    }

    fn sort_key(&self) -> Vec<String> {
        let rank = Status::ALL.iter().position(|status| *status == self.term.status);
        vec![self.concept.clone(), self.term.lang.to_string(), rank.unwrap_or(0).to_string(), self.term.text.clone()]
    }
}

fn optional<W: Word>(word: Option<W>) -> String {
    word.map_or_else(String::new, |word| word.word().to_owned())
}

impl Record for Document {
    const COLUMNS: &'static [&'static str] = &["id", "title", "outlet", "author", "date", "lang", "address", "note"];
    const REQUIRED: &'static [&'static str] = &["id"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        Some(Self {
            id: row.required("id")?,
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

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.title.clone(),
            self.outlet.clone(),
            self.author.clone(),
            self.date.clone(),
            self.lang.map_or_else(String::new, |lang| lang.to_string()),
            self.address.clone(),
            self.note.clone(),
        ]
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn sort_key(&self) -> Vec<String> {
        vec![self.id.clone()]
    }
}

impl Record for Quote {
    const COLUMNS: &'static [&'static str] =
        &["id", "speaker", "occasion", "date", "source_lang", "source_text", "source_status", "source_address", "note"];
    const REQUIRED: &'static [&'static str] = &["id"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        Some(Self {
            id: row.required("id")?,
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

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.speaker.clone(),
            self.occasion.clone(),
            self.date.clone(),
            self.source_lang.map_or_else(String::new, |lang| lang.to_string()),
            self.source_text.clone(),
            optional(self.source_status),
            self.source_address.clone(),
            self.note.clone(),
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
    const COLUMNS: &'static [&'static str] =
        &["quote", "document", "lang", "text", "mode", "kind", "relation", "speaker", "locator", "note"];
    const VERBATIM: bool = true;
    const REQUIRED: &'static [&'static str] = &["quote", "document", "lang", "text", "mode", "kind", "relation"];

    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let quote = row.required("quote")?;
        let document = row.required("document")?;
        row.required("lang")?;
        Some(Self {
            quote,
            document,
            lang: row.lang("lang")?,
            text: row.required("text")?,
            mode: row.required_word("mode")?,
            kind: row.required_word("kind")?,
            relation: row.required_word("relation")?,
            speaker: row.text("speaker"),
            locator: row.text("locator"),
            note: row.text("note"),
            extra: row.extra(Self::COLUMNS),
        })
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.quote.clone(),
            self.document.clone(),
            self.lang.to_string(),
            self.text.clone(),
            self.mode.word().to_owned(),
            self.kind.word().to_owned(),
            self.relation.word().to_owned(),
            self.speaker.clone(),
            self.locator.clone(),
            self.note.clone(),
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
