//! Words of a text as they are compared.

use std::ops::Deref;

use crate::lang::Lang;
use crate::segment::{is_content, stem, word_key, word_spans};
use crate::text::Span;

/// A word, and what it is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// Folded: capitals, width, composition, traditional characters, apostrophes
    /// and British spelling make no other word.
    pub key: String,
    /// What its inflected forms share.
    pub stem: String,
    /// Whether it says something of its own.
    pub is_content: bool,
}

/// The words of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Word>);

impl Words {
    /// The words of `text`, read as `lang`.
    pub fn new(text: &str, lang: Lang) -> Self {
        let word = |span: Span| {
            let key = word_key(span.slice(text)?, lang);
            let stem = stem(&key, lang);
            Some(Word { span, stem, is_content: is_content(&key, lang), key })
        };
        Self(word_spans(text, lang).into_iter().filter_map(word).collect())
    }
}

impl Deref for Words {
    type Target = [Word];

    fn deref(&self) -> &[Word] {
        &self.0
    }
}

impl IntoIterator for Words {
    type Item = Word;
    type IntoIter = std::vec::IntoIter<Word>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renderings_of_one_sentence_share_stems() {
        let stems = |text| Words::new(text, Lang::EN).into_iter().filter(|word| word.is_content).map(|word| word.stem);
        let one: Vec<String> = stems("Giving away is an additional honour").collect();
        let other: Vec<String> = stems("Giving is an extra honor").collect();
        assert_eq!(one, ["give", "away", "addit", "honor"]);
        assert_eq!(other, ["give", "extra", "honor"]);
    }
}
