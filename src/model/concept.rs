//! Concepts and their terms.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::model::{Capitals, Confidence, Extra, Inflection, PartOfSpeech, Place, Status, Text, Word};

/// A meaning, with the words for it in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// A readable slug, such as `moat`; unique in a glossary.
    pub id: Text,
    /// The field it belongs to.
    pub domain: Text,
    /// What it means.
    pub definition: Text,
    /// Anything else an editor wants said.
    pub note: Text,
    /// The terms, in the order of the file.
    pub terms: Vec<Term>,
    /// Columns that we do not know.
    pub extra: Extra,
}

/// A word for a concept, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its language.
    pub lang: Lang,
    /// The word itself.
    pub text: Text,
    /// Whether to use it.
    pub status: Status,
    /// What kind of word it is, where known.
    pub part_of_speech: Option<PartOfSpeech>,
    /// How it is found, where that differs from what its language does.
    pub matching: Matching,
    /// The documents in which it stands.
    pub attested_in: Box<[Text]>,
    /// Who or what supplied it: an address, or `editor`.
    pub source: Text,
    /// How sure that is.
    pub confidence: Option<Confidence>,
    /// Anything else.
    pub note: Text,
    /// Columns that we do not know.
    pub extra: Extra,
}

/// How a term is found; what is `None` follows its language and kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// Whether capitals must agree.
    pub capitals: Option<Capitals>,
    /// Whether inflected forms count.
    pub inflection: Option<Inflection>,
    /// Where in a word it may stand.
    pub place: Option<Place>,
    /// Whether other concepts claim the same surface by right.
    pub homograph: bool,
}

impl Matching {
    /// Takes a rule as a file writes it; whether it is one.
    pub fn take(&mut self, rule: &str) -> bool {
        if rule == "homograph" {
            self.homograph = true;
        } else if let Ok(rule) = Capitals::parse(rule) {
            self.capitals = Some(rule);
        } else if let Ok(rule) = Inflection::parse(rule) {
            self.inflection = Some(rule);
        } else if let Ok(rule) = Place::parse(rule) {
            self.place = Some(rule);
        } else {
            return false;
        }
        true
    }
}

/// The rules as a file writes them, with blanks between them.
impl fmt::Display for Matching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            self.capitals.map(Word::word),
            self.inflection.map(Word::word),
            self.place.map(Word::word),
            self.homograph.then_some("homograph"),
        ];
        f.write_str(&words.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

impl Term {
    /// A preferred term with nothing else said of it.
    pub fn new(lang: Lang, text: impl Into<Text>) -> Self {
        Self {
            lang,
            text: text.into(),
            status: Status::Preferred,
            part_of_speech: None,
            matching: Matching::default(),
            attested_in: Box::default(),
            source: Text::new(),
            confidence: None,
            note: Text::new(),
            extra: Extra::default(),
        }
    }

    /// Whether capitals must agree: as the glossary says, else for short
    /// acronyms, which would be other words in small letters (US, us).
    pub fn minds_capitals(&self) -> bool {
        match self.matching.capitals {
            Some(rule) => rule == Capitals::Agree,
            None => self.text.len() <= 4 && self.text.len() > 1 && self.text.bytes().all(|b| b.is_ascii_uppercase()),
        }
    }

    /// Whether capitals tell this term from one whose letters are the same.
    pub fn is_told_by_capitals(&self, other: &Self) -> bool {
        self.text != other.text && (self.minds_capitals() || other.minds_capitals())
    }

    /// Whether inflected forms count: as the glossary says, else for any but
    /// adjectives, adverbs and set phrases.
    pub fn inflects(&self) -> bool {
        match self.matching.inflection {
            Some(rule) => rule == Inflection::Inflected,
            None => !matches!(
                self.part_of_speech,
                Some(PartOfSpeech::Adjective | PartOfSpeech::Adverb | PartOfSpeech::Phrase)
            ),
        }
    }

    /// Whether it may stand inside another word.
    pub fn stands_anywhere(&self) -> bool {
        self.matching.place == Some(Place::Anywhere)
    }
}

impl Concept {
    /// The terms of `lang`, regional ones included, in order of preference.
    pub fn terms_in(&self, lang: Lang) -> Vec<&Term> {
        let mut terms: Vec<&Term> = self.terms.iter().filter(|term| term.lang.same_language(lang)).collect();
        terms.sort_by_key(|term| (term.status, term.lang != lang));
        terms
    }

    /// What is said of the concept itself.
    #[must_use]
    pub fn without_terms(&self) -> Self {
        let Self { id, domain, definition, note, terms: _, extra } = self;
        Self {
            id: id.clone(),
            domain: domain.clone(),
            definition: definition.clone(),
            note: note.clone(),
            terms: Vec::new(),
            extra: extra.clone(),
        }
    }

    /// The languages it has terms in, without region, sorted.
    pub fn langs(&self) -> Vec<Lang> {
        let mut langs: Vec<Lang> = self.terms.iter().map(|term| term.lang.base()).collect();
        langs.sort();
        langs.dedup();
        langs
    }
}
