//! Language tags (BCP 47).

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{LazyLock, PoisonError, RwLock};

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest tag, in bytes: what BCP 47 asks programs to take at least.
const LONGEST: usize = 35;

/// A BCP 47 language tag in its usual capitals: `en`, `zh-Hant`, `ko-KR`.
///
/// A number into a table of all tags that were met: two bytes, wherever a
/// million terms keep one. Tags compare by their text; [`Lang::base`] is what
/// two tags of one language share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lang(u16);

/// A text that is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a language tag; write one such as `ko` or `zh-Hant`")]
pub struct LangError {
    found: String,
}

/// Every tag that was met, the well-known ones first.
#[derive(Default)]
struct Tags {
    numbers: HashMap<&'static str, u16>,
    texts: Vec<&'static str>,
}

/// What tools write for a language or its script beside what BCP 47 asks for: capitals alone count for the shortest.
const FOLDED: &[(&str, &str)] = &[
    ("SC", "zh-Hans"),
    ("TC", "zh-Hant"),
    ("chs", "zh-Hans"),
    ("cht", "zh-Hant"),
    ("zhs", "zh-Hans"),
    ("zht", "zh-Hant"),
    ("zh-chs", "zh-Hans"),
    ("zh-cht", "zh-Hant"),
    ("zh-sc", "zh-Hans"),
    ("zh-tc", "zh-Hant"),
];

/// What stands for a language first in a tag where BCP 47 has another code for it.
const CODES: &[(&str, &str)] = &[
    ("iw", "he"),
    ("in", "id"),
    ("ji", "yi"),
    ("sh", "sr-Latn"),
    ("mo", "ro"),
    ("ara", "ar"),
    ("bul", "bg"),
    ("ces", "cs"),
    ("chi", "zh"),
    ("cmn", "zh"),
    ("cze", "cs"),
    ("dan", "da"),
    ("deu", "de"),
    ("dut", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("est", "et"),
    ("fas", "fa"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gre", "el"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("ind", "id"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lao", "lo"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("may", "ms"),
    ("mon", "mn"),
    ("msa", "ms"),
    ("mya", "my"),
    ("nld", "nl"),
    ("nor", "no"),
    ("per", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("rus", "ru"),
    ("slk", "sk"),
    ("slo", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tha", "th"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("vie", "vi"),
    ("zho", "zh"),
];

/// What follows `@` in a locale, where it is a script.
const MODIFIERS: &[(&str, &str)] =
    &[("latin", "Latn"), ("cyrillic", "Cyrl"), ("devanagari", "Deva"), ("arabic", "Arab")];

const KNOWN: [&str; 5] = ["zh", "en", "ko", "ja", "und"];

static TAGS: LazyLock<RwLock<Tags>> = LazyLock::new(|| {
    let mut tags = Tags::default();
    for text in KNOWN {
        tags.number(text);
    }
    RwLock::new(tags)
});

impl Tags {
    /// The number of a tag in its usual capitals; `None` when there are 65,536 already.
    fn number(&mut self, text: &str) -> Option<u16> {
        if let Some(number) = self.numbers.get(text) {
            return Some(*number);
        }
        let number = u16::try_from(self.texts.len()).ok()?;
        // Kept to the end of the program, like the table.
        let text: &'static str = Box::leak(text.into());
        self.texts.push(text);
        self.numbers.insert(text, number);
        Some(number)
    }
}

impl Lang {
    /// Chinese.
    pub const ZH: Self = Self(0);
    /// English.
    pub const EN: Self = Self(1);
    /// Korean.
    pub const KO: Self = Self(2);
    /// Japanese.
    pub const JA: Self = Self(3);
    /// Undetermined: a text without letters.
    pub const UND: Self = Self(4);

    /// The tag as text.
    pub fn as_str(&self) -> &'static str {
        let at = usize::from(self.0);
        if let Some(text) = KNOWN.get(at) {
            return text;
        }
        TAGS.read().unwrap_or_else(PoisonError::into_inner).texts.get(at).copied().unwrap_or_default()
    }

    fn known(text: &str) -> Option<Self> {
        TAGS.read().unwrap_or_else(PoisonError::into_inner).numbers.get(text).copied().map(Self)
    }

    /// The language without script and region: `zh` of `zh-Hant-TW`.
    #[must_use]
    pub fn base(self) -> Self {
        match self.as_str().split_once('-') {
            Some((base, _)) => Self::known(base).unwrap_or(self),
            None => self,
        }
    }

    /// Whether a text in this language is what somebody wants who asks for
    /// `asked`: the same language in the same script, and of the same region
    /// where both name one. `zh` is taken for `zh-Hans`, and `zh-TW`, `zh-HK`
    /// and `zh-MO` for `zh-Hant`.
    pub fn serves(self, asked: Self) -> bool {
        let same_region = match (self.region(), asked.region()) {
            (Some(here), Some(there)) => here == there,
            _ => true,
        };
        self == asked || (self.same_language(asked) && self.script() == asked.script() && same_region)
    }

    /// The script, as far as the tag tells.
    fn script(self) -> Option<&'static str> {
        let named = self.as_str().split('-').skip(1).find(|part| is_script(part));
        match (named, self.base()) {
            (None, Self::ZH) => Some(if matches!(self.region(), Some("TW" | "HK" | "MO")) { "Hant" } else { "Hans" }),
            _ => named,
        }
    }

    fn region(self) -> Option<&'static str> {
        self.as_str().split('-').skip(1).find(|part| {
            let letters = part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
            letters || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
        })
    }

    /// Reads a tag as tools write it: a locale such as `zh_CN.UTF-8` or `sr@latin`, three letters where two are usual
    /// (`kor-KR`), and what is written for the two scripts of Chinese (`zh-CHS`, `SC`; small letters are Sardinian).
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn folded(written: &str) -> Result<Self, LangError> {
        let written = written.trim();
        let (locale, modifier) = written.split_once('@').map_or((written, None), |(locale, is)| (locale, Some(is)));
        let locale = locale.split('.').next().unwrap_or_default();
        let lower = locale.to_ascii_lowercase().replace('_', "-");
        let folded = FOLDED.iter().find(|(held, _)| *held == locale || (held.len() > 2 && *held == lower));
        if let Some((_, tag)) = folded {
            return tag.parse();
        }
        let (first, rest) = lower.split_once('-').map_or((lower.as_str(), ""), |(first, rest)| (first, rest));
        let rest = if first == "zh" { rest.strip_prefix("cmn-").unwrap_or(rest) } else { rest };
        let first = CODES.iter().find(|(held, _)| *held == first).map_or(first, |(_, code)| code);
        let script = modifier.and_then(|is| MODIFIERS.iter().find(|(held, _)| held.eq_ignore_ascii_case(is)));
        let parts = [first, script.map_or("", |(_, script)| script), rest];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let error = || LangError { found: written.to_owned() };
        parts.join("-").parse().map_err(|_| error())
    }

    /// Whether both are the same language, whatever script or region.
    pub fn same_language(self, other: Self) -> bool {
        self == other || self.base() == other.base()
    }
}

fn is_script(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())
}

impl FromStr for Lang {
    type Err = LangError;

    /// Reads a tag; `_` is taken for `-`, and capitals are put right.
    fn from_str(text: &str) -> Result<Self, LangError> {
        if let Some(known) = Self::known(text) {
            return Ok(known);
        }
        let error = || LangError { found: text.to_owned() };
        let mut out = String::with_capacity(text.len());
        for (at, part) in text.trim().split(['-', '_']).enumerate() {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            let known = match at {
                0 => letters && (2..=8).contains(&part.len()) && part.len() != 4,
                _ => (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()),
            };
            if !known {
                return Err(error());
            }
            if at > 0 {
                out.push('-');
            }
            let lower = part.to_ascii_lowercase();
            match part.len() {
                4 if at > 0 && letters => {
                    let mut chars = lower.chars();
                    out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
                    out.extend(chars);
                }
                2 if at > 0 && letters => out.push_str(&lower.to_ascii_uppercase()),
                _ => out.push_str(&lower),
            }
        }
        if out.len() > LONGEST {
            return Err(error());
        }
        let mut tags = TAGS.write().unwrap_or_else(PoisonError::into_inner);
        // What it is a variant of is known then, too.
        let base = out.split('-').next().and_then(|base| tags.number(base));
        base.and_then(|_| tags.number(&out)).map(Self).ok_or_else(error)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({})", self.as_str())
    }
}

impl PartialOrd for Lang {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Lang {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TagVisitor)
    }
}

struct TagVisitor;

impl Visitor<'_> for TagVisitor {
    type Value = Lang;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a language tag")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Lang, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_and_put_right() {
        for (written, read) in [
            ("en", "en"),
            ("zh_CN", "zh-CN"),
            ("ZH-hant-tw", "zh-Hant-TW"),
            ("ko-kr", "ko-KR"),
            ("sl-rozaj-biske-1994", "sl-rozaj-biske-1994"),
            (" de ", "de"),
        ] {
            assert_eq!(written.parse::<Lang>().map(|lang| lang.to_string()), Ok(read.to_owned()));
        }
        for wrong in ["", "e", "한국어", "en-", "en--us", "auto!", "zh Hans", "1en"] {
            assert!(wrong.parse::<Lang>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_tools_write_is_folded() {
        for (written, read) in [
            ("zh_CN", "zh-CN"),
            ("EN-US", "en-US"),
            ("zh-hans", "zh-Hans"),
            ("SC", "zh-Hans"),
            ("sc", "sc"),
            ("ZH-CHT", "zh-Hant"),
            ("zh_TW.UTF-8", "zh-TW"),
            ("sr_RS@latin", "sr-Latn-RS"),
            ("ca@valencia", "ca"),
            ("KOR-KR", "ko-KR"),
            ("zh-cmn-Hant", "zh-Hant"),
            ("cmn-Hans-CN", "zh-Hans-CN"),
            ("iw", "he"),
            ("sh", "sr-Latn"),
            ("fil", "fil"),
        ] {
            assert_eq!(Lang::folded(written).map(|lang| lang.to_string()), Ok(read.to_owned()), "{written}");
        }
        for wrong in ["", "*all*", "中文", "@latin", "en us"] {
            assert!(Lang::folded(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_serves_somebody() {
        for (here, asked, serves) in [
            ("zh", "zh", true),
            ("zh-CN", "zh", true),
            ("zh", "zh-Hans", true),
            ("zh-TW", "zh", false),
            ("zh-TW", "zh-Hant", true),
            ("zh-HK", "zh-TW", false),
            ("zh-Hant", "zh-TW", true),
            ("en-US", "en", true),
            ("en-US", "en-GB", false),
            ("en", "ko", false),
            ("sr-Latn", "sr-Cyrl", false),
            ("es-419", "es-ES", false),
        ] {
            let [here, asked]: [Lang; 2] = [here, asked].map(|tag| tag.parse().expect("a tag"));
            assert_eq!(here.serves(asked), serves, "{here} for {asked}");
        }
    }

    #[test]
    fn base_drops_script_and_region() {
        let tag: Lang = "zh-Hant-TW".parse().expect("a tag");
        assert_eq!(tag.base(), Lang::ZH);
        assert!(tag.same_language(Lang::ZH));
        assert!(!tag.same_language(Lang::JA));
    }
}
