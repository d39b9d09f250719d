//! Words in plain Latin letters, as readable ids are made of them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The consonants that begin a Korean syllable, from U+1100, in the Revised Romanization of 2000.
const INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
/// Its vowels, from U+1161.
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
/// The consonants that end it, from U+11A8, as they sound alone.
const FINALS: [&str; 27] = [
    "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t",
    "k", "t", "p", "t",
];

/// A text in the letters a to z, digits and single hyphens, such as `free-rider`;
/// `None` if it has a letter of another kind, or none at all.
///
/// Accents fall, Korean syllables are spelled each by itself, and what is no
/// letter stands between words.
pub fn plain_latin(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut is_apart = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        let letters = match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => c.to_ascii_lowercase().to_string(),
            '\'' | '\u{2019}' => continue,
            _ if !c.is_alphanumeric() => {
                is_apart = true;
                continue;
            }
            _ => latin(c)?.to_owned(),
        };
        if is_apart && !out.is_empty() {
            out.push('-');
        }
        is_apart = false;
        out.push_str(&letters);
    }
    (!out.is_empty()).then_some(out)
}

/// A letter beyond ASCII that has no accent to lose.
fn latin(c: char) -> Option<&'static str> {
    let from = |start: u32, letters: &[&'static str]| {
        let at = usize::try_from(u32::from(c).checked_sub(start)?).ok()?;
        letters.get(at).copied()
    };
    match c {
        'ß' | 'ẞ' => Some("ss"),
        'æ' | 'Æ' => Some("ae"),
        'œ' | 'Œ' => Some("oe"),
        'ø' | 'Ø' => Some("o"),
        'ł' | 'Ł' => Some("l"),
        'đ' | 'Đ' | 'ð' | 'Ð' => Some("d"),
        'þ' | 'Þ' => Some("th"),
        'ı' => Some("i"),
        _ => from(0x1100, &INITIALS).or_else(|| from(0x1161, &VOWELS)).or_else(|| from(0x11a8, &FINALS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_plain() {
        for (text, plain) in [
            ("Free Rider", Some("free-rider")),
            ("  café—Straße ", Some("cafe-strasse")),
            ("don’t", Some("dont")),
            ("ＤｅｅｐＳｅｅｋ-R1", Some("deepseek-r1")),
            ("해자", Some("haeja")),
            ("\u{1112}\u{1162}\u{110c}\u{1161}", Some("haeja")),
            ("오픈 소스", Some("opeun-soseu")),
            ("삼성", Some("samseong")),
            ("护城河", None),
            ("AI护城河", None),
            ("ров", None),
            ("C++", Some("c")),
            ("—", None),
            ("", None),
        ] {
            assert_eq!(plain_latin(text).as_deref(), plain, "{text}");
        }
    }
}
