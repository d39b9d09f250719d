//! Language tags (BCP 47).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest tag that fits, in bytes.
const CAPACITY: usize = 30;

/// A BCP 47 language tag in its usual capitals: `en`, `zh-Hant`, `ko-KR`.
///
/// Tags compare by their text; [`Lang::base`] is what two tags of one language share.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lang {
    bytes: [u8; CAPACITY],
    len: u8,
}

/// A text that is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a language tag; write one such as `ko` or `zh-Hant`")]
pub struct LangError {
    found: String,
}

impl Lang {
    /// Chinese.
    pub const ZH: Self = Self::primary(*b"zh");
    /// English.
    pub const EN: Self = Self::primary(*b"en");
    /// Korean.
    pub const KO: Self = Self::primary(*b"ko");
    /// Japanese.
    pub const JA: Self = Self::primary(*b"ja");
    /// Undetermined: a text without letters.
    pub const UND: Self = {
        let mut tag = Self::primary(*b"un");
        tag.bytes[2] = b'd';
        tag.len = 3;
        tag
    };

    const fn primary(code: [u8; 2]) -> Self {
        let mut bytes = [0; CAPACITY];
        bytes[0] = code[0];
        bytes[1] = code[1];
        Self { bytes, len: 2 }
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The language without script and region: `zh` of `zh-Hant-TW`.
    #[must_use]
    pub fn base(self) -> Self {
        let len = self.as_str().find('-').unwrap_or(usize::from(self.len));
        let mut bytes = [0; CAPACITY];
        for (to, from) in bytes.iter_mut().zip(self.bytes.iter().take(len)) {
            *to = *from;
        }
        Self { bytes, len: u8::try_from(len).unwrap_or(self.len) }
    }

    /// Whether both are the same language, whatever script or region.
    pub fn same_language(self, other: Self) -> bool {
        self.base() == other.base()
    }
}

impl FromStr for Lang {
    type Err = LangError;

    /// Reads a tag; `_` is taken for `-`, and capitals are put right.
    fn from_str(text: &str) -> Result<Self, LangError> {
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
        let mut bytes = [0; CAPACITY];
        if out.len() > CAPACITY {
            return Err(error());
        }
        for (to, from) in bytes.iter_mut().zip(out.bytes()) {
            *to = from;
        }
        Ok(Self { bytes, len: u8::try_from(out.len()).map_err(|_| error())? })
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
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
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
    fn base_drops_script_and_region() {
        let tag: Lang = "zh-Hant-TW".parse().expect("a tag");
        assert_eq!(tag.base(), Lang::ZH);
        assert!(tag.same_language(Lang::ZH));
        assert!(!tag.same_language(Lang::JA));
    }
}
