//! How many tokens a language model makes of a text, without its vocabulary.

use crate::text::Script;

/// Letters of one Latin word that are taken for one token.
const LATIN: usize = 6;
/// Letters of one Cyrillic word that are taken for one token.
const CYRILLIC: usize = 3;
/// Digits of one number that are taken for one token.
const DIGITS: usize = 3;

/// How many tokens `text` has, estimated from its scripts and rather too high
/// than too low: a Chinese character, a Korean syllable or a kana counts one
/// and a half, every six letters of a Latin word one, every three of a
/// Cyrillic word, every three digits, a punctuation mark and a line end one,
/// a letter of any other script or an emoji two. Spaces are of the word that
/// follows.
///
/// # Source
///
/// Measured with the vocabularies `cl100k_base` and `o200k_base` on glossaries
/// in Chinese, English and Korean; docs/formats/prompt.md has the numbers.
pub fn estimate_tokens(text: &str) -> usize {
    let mut halves = 0;
    let mut run: Option<(Run, usize)> = None;
    for c in text.chars() {
        let of = Run::of(c);
        run = match (run, of) {
            (Some((before, length)), Some(of)) if before == of => Some((of, length + 1)),
            (before, of) => {
                halves += before.map_or(0, |(run, length)| 2 * length.div_ceil(run.letters_a_token()));
                of.map(|run| (run, 1))
            }
        };
        if of.is_none() {
            halves += halves_of(c);
        }
    }
    halves += run.map_or(0, |(run, length)| 2 * length.div_ceil(run.letters_a_token()));
    halves.div_ceil(2)
}

/// Characters that make tokens together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Latin,
    Cyrillic,
    Digits,
}

impl Run {
    fn of(c: char) -> Option<Self> {
        match c {
            '0'..='9' => Some(Self::Digits),
            _ if Script::of(c) == Script::Latin => Some(Self::Latin),
            _ if Script::of(c) == Script::Cyrillic => Some(Self::Cyrillic),
            _ => None,
        }
    }

    fn letters_a_token(self) -> usize {
        match self {
            Self::Latin => LATIN,
            Self::Cyrillic => CYRILLIC,
            Self::Digits => DIGITS,
        }
    }
}

/// What a character costs by itself, in half tokens.
fn halves_of(c: char) -> usize {
    match Script::of(c) {
        Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana => 3,
        Script::Common if matches!(c, ' ' | '\u{3000}') => 0,
        Script::Common if c.len_utf8() < 4 => 2,
        Script::Common | Script::Unspaced | Script::Arabic | Script::Other => 4,
        // They stand in runs.
        Script::Latin | Script::Cyrillic => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_counts_in_its_way() {
        for (text, tokens) in [
            ("", 0),
            (" ", 0),
            ("moat", 1),
            ("open source", 2),
            ("disruptive", 2),
            ("护城河", 5),
            ("해자", 3),
            ("护城河 → moat (not: ditch)\n", 13),
            ("2025", 2),
            ("инновация", 3),
            ("น้ำ", 6),
            ("🙂", 2),
        ] {
            assert_eq!(estimate_tokens(text), tokens, "{text}");
        }
    }
}
