//! Scripts, and the language a text is most likely in.

use serde::{Deserialize, Serialize};
use unicode_script::{Script as S, UnicodeScript};

use crate::lang::Lang;

/// The scripts that matter for where words begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Script {
    /// Chinese characters, in whatever language.
    Han,
    /// Korean syllables and letters.
    Hangul,
    /// The kana of Japanese words and endings.
    Hiragana,
    /// The kana of names and loan words.
    Katakana,
    /// Thai, Lao, Khmer and Burmese: letters without spaces between words.
    Unspaced,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Arabic.
    Arabic,
    /// Any other script with letters; its words stand between spaces.
    Other,
    /// Digits, punctuation, spaces: characters of every script.
    Common,
}

impl Script {
    /// The script of one character.
    pub fn of(c: char) -> Self {
        if c.is_ascii() {
            return if c.is_ascii_alphabetic() { Self::Latin } else { Self::Common };
        }
        match c {
            '\u{ac00}'..='\u{d7a3}' => return Self::Hangul,
            '\u{4e00}'..='\u{9fff}' => return Self::Han,
            _ => {}
        }
        // The Unicode property is open: a wildcard is the only way to end.
        #[expect(clippy::wildcard_enum_match_arm, reason = "160 scripts have no rule of their own")]
        match c.script() {
            S::Han => Self::Han,
            S::Hangul => Self::Hangul,
            S::Hiragana => Self::Hiragana,
            S::Katakana => Self::Katakana,
            S::Thai | S::Lao | S::Khmer | S::Myanmar => Self::Unspaced,
            S::Latin => Self::Latin,
            S::Cyrillic => Self::Cyrillic,
            S::Arabic => Self::Arabic,
            S::Common | S::Inherited | S::Unknown => {
                // ー belongs to both kana, and Common says nothing of it.
                if matches!(c, 'ー' | 'ｰ') { Self::Katakana } else { Self::Common }
            }
            _ => Self::Other,
        }
    }

    /// Whether words of this script are set apart by spaces.
    pub fn is_spaced(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic | Self::Arabic | Self::Other)
    }

    /// Whether a Latin letter or a digit beside a letter of this script is of the same word.
    pub fn is_written_with_ascii(self) -> bool {
        self.is_spaced() || self == Self::Common
    }

    /// Whether texts in `lang` are written in this script.
    pub fn writes(self, lang: Lang) -> bool {
        match lang.base().as_str() {
            "zh" | "yue" | "lzh" => self == Self::Han,
            "ja" => matches!(self, Self::Han | Self::Hiragana | Self::Katakana),
            "ko" => self == Self::Hangul,
            "th" | "lo" | "km" | "my" => self == Self::Unspaced,
            "ru" | "uk" | "be" | "bg" | "mk" | "kk" | "ky" | "mn" | "tg" => self == Self::Cyrillic,
            "ar" | "fa" | "ur" | "ps" | "ug" | "sd" => self == Self::Arabic,
            "el" | "he" | "yi" | "hy" | "ka" | "am" | "hi" | "mr" | "ne" | "bn" | "ta" | "te" | "kn" | "ml" | "gu"
            | "pa" | "si" | "bo" => self == Self::Other,
            _ => self == Self::Latin,
        }
    }

    /// The script that `text` is chiefly in, by its first letter; Han and
    /// Hangul letters come before Latin ones, so 36氪 is Han and 챗GPT Hangul.
    pub fn of_term(text: &str) -> Self {
        let mut first = Self::Common;
        for script in text.chars().map(Self::of) {
            match script {
                Self::Han | Self::Hangul | Self::Hiragana | Self::Katakana => return script,
                Self::Common => {}
                Self::Unspaced | Self::Latin | Self::Cyrillic | Self::Arabic | Self::Other => {
                    if first == Self::Common {
                        first = script;
                    }
                }
            }
        }
        first
    }
}

/// How many characters are looked at to tell a language.
const SAMPLE: usize = 20_000;

/// The most likely language of `text`, one of `known` where the script alone
/// does not tell; `None` for a text without letters.
///
/// Kana tells Japanese, Hangul Korean, Han Chinese, Latin English unless
/// English is not known. A Chinese or Korean letter weighs as much as three
/// Latin ones, so that an English name does not make a Korean line English.
pub fn detect_lang(text: &str, known: &[Lang]) -> Option<Lang> {
    let (mut han, mut hangul, mut kana) = (0_u32, 0_u32, 0_u32);
    let mut spaced: Vec<(Script, u32)> = Vec::new();
    for script in text.chars().take(SAMPLE).map(Script::of) {
        match script {
            Script::Han => han += 3,
            Script::Hangul => hangul += 3,
            Script::Hiragana | Script::Katakana => kana += 3,
            Script::Common => {}
            Script::Unspaced | Script::Latin | Script::Cyrillic | Script::Arabic | Script::Other => {
                match spaced.iter_mut().find(|(other, _)| *other == script) {
                    Some((_, count)) => *count += 1,
                    None => spaced.push((script, 1)),
                }
            }
        }
    }
    let (other, letters) = spaced.into_iter().max_by_key(|(_, count)| *count).unwrap_or((Script::Latin, 0));
    let most = han.max(hangul).max(kana).max(letters);
    if most == 0 {
        return None;
    }
    // A Japanese text has kana between its characters; a Chinese one does not.
    if kana > 0 && kana * 6 >= han && kana + han >= hangul.max(letters) {
        return Some(Lang::JA);
    }
    if most == hangul {
        return Some(Lang::KO);
    }
    if most == han {
        return Some(Lang::ZH);
    }
    let written = |lang: &Lang| other.writes(*lang);
    if other == Script::Latin && (known.contains(&Lang::EN) || !known.iter().any(written)) {
        return Some(Lang::EN);
    }
    Some(known.iter().copied().find(written).map_or(Lang::UND, Lang::base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_script() {
        let known = [Lang::EN, Lang::KO, Lang::ZH];
        for (text, lang) in [
            ("ＤｅｅｐＳｅｅｋ在杭州招聘应届博士。", Some(Lang::ZH)),
            ("DeepSeek R1은 OpenAI o1보다 저렴하다.", Some(Lang::KO)),
            ("The Chinese name is 幻方量化.", Some(Lang::EN)),
            ("これは人工知能の話です。", Some(Lang::JA)),
            ("12,345 … !", None),
            ("", None),
            ("딥시크", Some(Lang::KO)),
        ] {
            assert_eq!(detect_lang(text, &known), lang, "{text}");
        }
        let german: Lang = "de-AT".parse().expect("a tag");
        assert_eq!(detect_lang("Der Burggraben", &[german]), Some(german.base()));
        assert_eq!(detect_lang("Ров", &known), Some(Lang::UND));
    }

    #[test]
    fn a_mixed_term_has_the_script_of_its_letters() {
        for (term, script) in
            [("36氪", Script::Han), ("챗GPT", Script::Hangul), ("R1", Script::Latin), ("100%", Script::Common)]
        {
            assert_eq!(Script::of_term(term), script, "{term}");
        }
    }
}
