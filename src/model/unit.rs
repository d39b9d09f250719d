//! Units: one segment in several languages.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::{State, Text};
use crate::text::Position;

/// How many characters of a segment stand for a unit without id.
const LABEL: usize = 30;

/// The same segment in several languages, as one entry of a file holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// What the file calls it; empty where it has no name.
    pub id: Text,
    /// Where the segment stood in what was translated.
    pub context: Context,
    /// The segment in each language, in the order of the file; the source first where the file has one.
    pub variants: Vec<Variant>,
    /// Who made it and when, where that is said of all variants at once.
    pub history: History,
    /// What people wrote about it.
    pub notes: Vec<Note>,
    /// What else the file says of it, in the order of the file.
    pub properties: Vec<Property>,
    /// Where it stands in the file.
    #[serde(skip)]
    pub place: Extent,
}

/// Where a segment stood in what was translated; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The file.
    pub file: Text,
    /// What tells it from the same segment elsewhere, such as the context of a message.
    pub key: Text,
    /// The source segment before it.
    pub previous: Text,
    /// The source segment after it.
    pub next: Text,
}

/// A segment in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its language; undetermined where the file names none.
    pub lang: Lang,
    /// The language as the file writes it; empty where that is how `lang` is written.
    pub written: Text,
    /// The text and the codes in it.
    pub content: Content,
    /// How far the work on it has come.
    pub state: State,
    /// Who made it and when.
    pub history: History,
    /// What people wrote about it.
    pub notes: Vec<Note>,
    /// What else the file says of it, in the order of the file.
    pub properties: Vec<Property>,
    /// Where it stands in the file.
    #[serde(skip)]
    pub place: Extent,
}

/// Who made something and when; what is not known is empty, and dates are as ISO 8601 writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// When it was made.
    pub created: Text,
    /// Who made it.
    pub author: Text,
    /// When it was changed last.
    pub changed: Text,
    /// Who did that.
    pub editor: Text,
}

/// What a person wrote about a unit or a variant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What kind of note it is in its format, such as `extracted`; empty for a plain one.
    pub kind: Text,
    /// Who wrote it.
    pub author: Text,
    /// The language it is in, as the file writes it.
    pub lang: Text,
    /// What it says.
    pub text: Text,
}

/// Something that a file says of a unit, a variant or itself, and that the model has no field for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// What the file calls it. What is an attribute in a format of XML has an `@` before its name.
    pub name: Text,
    /// The language it is in, as the file writes it.
    pub lang: Text,
    /// What it says.
    pub value: Text,
}

/// A segment: its text, and the codes that stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Content {
    /// The text without codes.
    pub text: String,
    /// The codes, in their order; several may stand at one place.
    pub codes: Vec<Code>,
}

/// A code in a segment: formatting, a placeholder, a tag. What it does is not known; it is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Code {
    /// The byte of the text before which it stands.
    pub at: usize,
    /// Whether it begins or ends something.
    pub kind: CodeKind,
    /// A number that a code that begins something shares with the one that ends it, in this segment; none where its
    /// counterpart stands in another.
    pub pair: Option<u32>,
    /// What the file calls it: codes of two languages that belong together have the same name.
    pub id: Text,
    /// The code in the language of the document, such as `<b>`; empty where the file does not say.
    pub data: Text,
    /// How its format wrote it.
    pub markup: Markup,
}

/// What a code does to the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeKind {
    /// It begins something.
    Open,
    /// It ends something.
    Close,
    /// It stands for itself.
    Alone,
}

/// A code exactly as a format wrote it; writers of that format write it so again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Markup {
    /// The format, by its name, such as `tmx`; empty where there is none.
    pub format: Text,
    /// What stands in the file, such as `<ph x="1">{0}</ph>`.
    pub text: Text,
}

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Where it begins, for people.
    pub position: Position,
    /// Its bytes in the text of the file as UTF-8, without byte order mark.
    pub bytes: Range<u64>,
}

impl Default for Extent {
    /// The beginning of the file.
    fn default() -> Self {
        Self { position: Position { line: 1, column: 1 }, bytes: 0..0 }
    }
}

impl Unit {
    /// The first variant in `lang`: in the language itself, or else in one that serves who asks for it.
    pub fn variant(&self, lang: Lang) -> Option<&Variant> {
        let own = self.variants.iter().find(|variant| variant.lang == lang);
        own.or_else(|| self.variants.iter().find(|variant| variant.lang.serves(lang)))
    }

    /// What to call it in a message: its id, or how its first segment begins.
    pub fn label(&self) -> Text {
        if !self.id.is_empty() {
            return self.id.clone();
        }
        let text = self.variants.first().map_or("", |variant| variant.content.text.trim());
        let mut label: String = text.chars().take(LABEL).map(|c| if c.is_control() { ' ' } else { c }).collect();
        if text.chars().nth(LABEL).is_some() {
            label.push('…');
        }
        label.into()
    }

    /// The same unit, wherever it stands.
    #[must_use]
    pub fn without_places(mut self) -> Self {
        self.place = Extent::default();
        for variant in &mut self.variants {
            variant.place = Extent::default();
        }
        self
    }
}

impl Variant {
    /// A segment of which nothing else is said.
    pub fn new(lang: Lang, content: Content) -> Self {
        Self {
            lang,
            written: Text::new(),
            content,
            state: State::Unknown,
            history: History::default(),
            notes: Vec::new(),
            properties: Vec::new(),
            place: Extent::default(),
        }
    }

    /// The language as the file writes it.
    pub fn written(&self) -> &str {
        if self.written.is_empty() { self.lang.as_str() } else { &self.written }
    }
}

impl Content {
    /// A text without codes.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), codes: Vec::new() }
    }

    /// Whether there is neither text nor code.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.codes.is_empty()
    }

    /// The pieces of it in their order: each code with the text before it, then the text after the last one.
    ///
    /// A code whose place is none of the text stands where the one before it does.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Option<&Code>)> {
        let mut from = 0;
        let ends = self.codes.iter().map(|code| (code.at, Some(code))).chain([(self.text.len(), None)]);
        ends.map(move |(at, code)| {
            let piece = self.text.get(from..at);
            if piece.is_some() {
                from = at;
            }
            (piece.unwrap_or_default(), code)
        })
    }
}

impl History {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
