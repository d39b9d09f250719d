//! Words of a text as they are compared.

use std::ops::Deref;

use crate::lang::Lang;
use crate::segment::{is_content, stem, word_key, word_spans};
use crate::similarity::grams;
use crate::text::{Script, Span};

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

/// Runs of three characters, blanks between words included, of scripts with
/// spaces; of one and of two where a character is a syllable or a word.
pub(crate) fn gram_keys(words: &[Word]) -> Vec<[char; 3]> {
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let is_dense = |key: &&&str| key.chars().next().is_some_and(is_dense_letter);
    let mut out = Vec::new();
    let dense: Vec<char> = keys.iter().filter(is_dense).flat_map(|key| key.chars()).collect();
    out.extend(dense.iter().map(|c| [*c, ' ', ' ']));
    let spaced: Vec<&str> = keys.iter().filter(|key| !is_dense(key)).copied().collect();
    out.extend(dense.windows(2).filter_map(|pair| Some([*pair.first()?, *pair.last()?, ' '])));
    if !spaced.is_empty() {
        let line: Vec<char> = format!(" {} ", spaced.join(" ")).chars().collect();
        out.extend(grams(&line, 3).filter_map(|gram| <[char; 3]>::try_from(gram).ok()));
    }
    out
}

/// Whether one character says as much as a syllable or a word.
fn is_dense_letter(c: char) -> bool {
    matches!(Script::of(c), Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana | Script::Unspaced)
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
