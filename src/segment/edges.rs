//! Edges of words, by script; which rules a language follows.

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

use crate::lang::Lang;
use crate::text::Script;

/// How the words of a language are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rules {
    /// No spaces: a lattice of words decides.
    Chinese,
    /// No spaces: changes between scripts decide.
    Japanese,
    /// Spaces, with particles and endings glued to nouns.
    Korean,
    /// Spaces, with inflection at the end of words.
    English,
    /// Spaces.
    Spaced,
    /// No spaces, and no dictionary: anywhere between clusters.
    Unspaced,
}

impl Rules {
    /// The rules of `lang`.
    pub fn of(lang: Lang) -> Self {
        match lang.base().as_str() {
            "zh" | "yue" | "lzh" => Self::Chinese,
            "ja" => Self::Japanese,
            "ko" => Self::Korean,
            "en" => Self::English,
            "th" | "lo" | "km" | "my" => Self::Unspaced,
            _ => Self::Spaced,
        }
    }
}

/// Whether `next`, beside a letter of `script`, goes on the same written word.
///
/// Letters and digits of spaced scripts go on a word of such a script, katakana
/// a word of katakana; Han and Hangul have rules of their own and never do here.
pub fn continues_word(script: Script, next: char) -> bool {
    if next.is_ascii() {
        return script.is_written_with_ascii() && (next == '_' || next.is_ascii_alphanumeric());
    }
    match script {
        Script::Han | Script::Hangul | Script::Hiragana | Script::Unspaced => is_combining_mark(next),
        Script::Katakana => is_combining_mark(next) || Script::of(next) == Script::Katakana,
        Script::Latin | Script::Cyrillic | Script::Arabic | Script::Other | Script::Common => {
            next == '_' || is_combining_mark(next) || (next.is_alphanumeric() && !is_unspaced_letter(next))
        }
    }
}

fn is_unspaced_letter(c: char) -> bool {
    !Script::of(c).is_spaced() && Script::of(c) != Script::Common
}

/// Whether `c` is a Sino-Korean numeral.
pub fn is_hangul_numeral(c: char) -> bool {
    matches!(c, '일' | '이' | '삼' | '사' | '오' | '육' | '칠' | '팔' | '구' | '십' | '백' | '천' | '만' | '억' | '조')
}

/// Whether `before`, what precedes a word of measure, ends in a number:
/// 100亿, 两, 9만.
pub fn is_numeral_before(before: &str) -> bool {
    let mut words = 0;
    for c in before.chars().rev() {
        if c.is_numeric() && !is_han_numeral(c) {
            return true;
        }
        match c {
            _ if is_han_numeral(c) => return true,
            _ if is_hangul_numeral(c) => words += 1,
            ' ' if words == 0 => {}
            // One syllable alone is more often a word (이 = this) than a number.
            _ => return words > 1 && Script::of(c) != Script::Hangul,
        }
    }
    words > 1
}

/// Han characters that count.
pub(super) const HAN_NUMERALS: &str = "〇零一二三四五六七八九十百千万萬亿億兆两兩几幾数數半每多余";

pub(super) fn is_han_numeral(c: char) -> bool {
    HAN_NUMERALS.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_on_within_their_script() {
        for (script, next, goes_on) in [
            (Script::Latin, 'a', true),
            (Script::Latin, '7', true),
            (Script::Latin, 'é', true),
            (Script::Latin, '\u{301}', true),
            (Script::Latin, '가', false),
            (Script::Latin, '中', false),
            (Script::Latin, '-', false),
            (Script::Katakana, 'ー', true),
            (Script::Katakana, 'と', false),
            (Script::Han, '字', false),
            (Script::Common, '5', true),
        ] {
            assert_eq!(continues_word(script, next), goes_on, "{script:?} {next}");
        }
    }

    #[test]
    fn numerals_before_a_measure() {
        for (before, numeral) in [
            ("超过100亿", true),
            ("只要两", true),
            ("월급은 9만", true),
            ("100억 ", true),
            ("구만", true),
            ("이", false),
            ("따뜻한 ", false),
            ("词", false),
            ("", false),
        ] {
            assert_eq!(is_numeral_before(before), numeral, "{before}");
        }
    }
}
