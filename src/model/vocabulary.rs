//! The closed vocabularies of the columns.

use serde::{Deserialize, Serialize};

/// A word that is none of a column's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a {what}; write {}{}", list(.allowed), nearest(.found, .allowed))]
pub struct VocabularyError {
    found: String,
    what: &'static str,
    allowed: &'static [&'static str],
}

fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn nearest(found: &str, words: &[&str]) -> String {
    let near = words
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&found.to_lowercase(), word), word))
        .min()
        .filter(|(distance, _)| *distance <= 2);
    near.map_or_else(String::new, |(_, word)| format!(" (probably `{word}`)"))
}

/// An enumeration whose members are written as words in a file.
pub trait Word: Copy + 'static {
    /// What a member is called in a message.
    const WHAT: &'static str;
    /// Every word that can be written, in order of rank.
    const WORDS: &'static [&'static str];
    /// Every member, in the order of [`Word::WORDS`].
    const ALL: &'static [Self];

    /// Reads a word.
    ///
    /// # Errors
    ///
    /// If it is none of [`Word::WORDS`].
    fn parse(text: &str) -> Result<Self, VocabularyError> {
        Self::WORDS
            .iter()
            .position(|word| *word == text)
            .and_then(|at| Self::ALL.get(at))
            .copied()
            .ok_or_else(|| VocabularyError { found: text.to_owned(), what: Self::WHAT, allowed: Self::WORDS })
    }

    /// The word as it is written.
    fn word(self) -> &'static str;
}

macro_rules! words {
    ($(#[$about:meta])* $name:ident, $what:literal, { $($(#[$doc:meta])* $member:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $member),+
        }

        impl Word for $name {
            const WHAT: &'static str = $what;
            const WORDS: &'static [&'static str] = &[$($word),+];
            const ALL: &'static [Self] = &[$(Self::$member),+];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$member => $word),+
                }
            }
        }
    };
}

words!(
    /// How a term may be used; the order is the order of preference.
    Status, "status", {
        /// The one to write.
        Preferred = "preferred",
        /// Good as well.
        Admitted = "admitted",
        /// Out of date: understood, no longer to be written.
        Deprecated = "deprecated",
        /// A wrong or unwanted rendering: the preferred one is to be written.
        Forbidden = "forbidden",
        /// A typing or recognition error: found, never proposed.
        Misspelling = "misspelling",
    }
);

words!(
    /// A part of speech.
    PartOfSpeech, "part of speech", {
        /// A common noun.
        Noun = "noun",
        /// A name.
        ProperNoun = "proper-noun",
        /// A verb.
        Verb = "verb",
        /// An adjective.
        Adjective = "adjective",
        /// An adverb.
        Adverb = "adverb",
        /// A set phrase.
        Phrase = "phrase",
        /// Anything else.
        Other = "other",
    }
);

words!(
    /// How sure an editor is of a term.
    Confidence, "confidence", {
        /// In common use.
        High = "high",
        /// In use.
        Medium = "medium",
        /// A proposal.
        Low = "low",
        /// A name whose spelling nobody could verify.
        Unverified = "unverified",
    }
);

words!(
    /// Whether capitals tell one word from another.
    Capitals, "capitals rule", {
        /// They must agree, or stand in a heading of capitals.
        Agree = "case",
        /// They do not matter.
        Ignore = "nocase",
    }
);

words!(
    /// Whether inflected forms count.
    Inflection, "inflection rule", {
        /// Only as written.
        Exact = "exact",
        /// Inflected as its language does.
        Inflected = "inflect",
    }
);

words!(
    /// Where in a word a term may stand.
    Place, "place rule", {
        /// As a word of its own.
        Word = "word",
        /// Inside other words too.
        Anywhere = "anywhere",
    }
);

words!(
    /// What is known of the wording of a source sentence.
    SourceStatus, "source status", {
        /// Checked at the address given.
        Verified = "verified",
        /// From memory.
        Recalled = "recalled",
    }
);

words!(
    /// How somebody's words are given.
    SpeechMode, "mode", {
        /// Word for word.
        Direct = "direct",
        /// In the narrator's words.
        Indirect = "indirect",
        /// Narration with some words quoted.
        Mixed = "mixed",
    }
);

words!(
    /// What a rendition was made from.
    RenditionKind, "kind", {
        /// The words first said.
        Source = "source",
        /// A translation of them.
        Translation = "translation",
        /// A translation back into the source language.
        BackTranslation = "back-translation",
    }
);

words!(
    /// How much of the quote a rendition holds.
    Relation, "relation", {
        /// All of it.
        Full = "full",
        /// A part.
        Partial = "partial",
    }
);

words!(
    /// How far the work on a segment has come; the order is that of the work.
    #[derive(Default)]
    State, "state", {
        /// The file does not say.
        #[default]
        Unknown = "unknown",
        /// Nobody has begun.
        New = "new",
        /// Something is there that cannot stay: fuzzy, a draft, rejected.
        NeedsWork = "needs-work",
        /// It is translated.
        Translated = "translated",
        /// Another person has read it.
        Reviewed = "reviewed",
        /// It is approved.
        Final = "final",
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_word_is_met_with_the_right_ones() {
        let error = Status::parse("prefered").expect_err("misspelt");
        assert_eq!(
            error.to_string(),
            "`prefered` is not a status; write `preferred`, `admitted`, `deprecated`, `forbidden` or `misspelling` \
             (probably `preferred`)"
        );
        assert_eq!(Status::parse("forbidden"), Ok(Status::Forbidden));
    }
}
