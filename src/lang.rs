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
