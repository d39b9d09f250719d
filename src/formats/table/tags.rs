//! How the tools write languages.

use crate::formats::languages::{english_name, lang_called};
use crate::lang::Lang;

/// How a tool writes languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tags {
    /// As BCP 47 does: `zh-Hant`, `ko`.
    Own,
    /// The same, but Chinese by its region: `zh-TW`, `ko`.
    ChineseRegion,
    /// The same, and plain `zh` for simplified characters.
    ChineseTaiwan,
    /// With a region, always: `zh-TW`, `ko-KR`.
    Region,
    /// Without region and script: `zh`, `ko`.
    Base,
    /// As gettext does, Chinese by its region: `zh_TW`, `ko`.
    Underscore,
    /// By their English names: `Chinese (Traditional, Taiwan)`.
    Name,
}

/// The region that stands for a language where one has to.
const REGIONS: &[(&str, &str)] = &[
    ("ar", "SA"),
    ("bn", "BD"),
    ("bo", "CN"),
    ("ca", "ES"),
    ("cs", "CZ"),
    ("da", "DK"),
    ("el", "GR"),
    ("en", "US"),
    ("et", "EE"),
    ("fa", "IR"),
    ("he", "IL"),
    ("hi", "IN"),
    ("ja", "JP"),
    ("ka", "GE"),
    ("kk", "KZ"),
    ("km", "KH"),
    ("ko", "KR"),
    ("lo", "LA"),
    ("ms", "MY"),
    ("my", "MM"),
    ("nb", "NO"),
    ("nn", "NO"),
    ("pt", "BR"),
    ("sl", "SI"),
    ("sr", "RS"),
    ("sv", "SE"),
    ("ta", "IN"),
    ("te", "IN"),
    ("tl", "PH"),
    ("uk", "UA"),
    ("ur", "PK"),
    ("vi", "VN"),
];

impl Tags {
    /// What stands in the file for `lang`.
    pub(super) fn write(self, lang: Lang) -> String {
        let tag = lang.as_str();
        match self {
            Self::Own => tag.to_owned(),
            Self::Base => lang.base().to_string(),
            Self::ChineseRegion => chinese(lang).unwrap_or(tag).to_owned(),
            Self::ChineseTaiwan => match chinese(lang) {
                Some("zh-CN") => "zh".to_owned(),
                other => other.unwrap_or(tag).to_owned(),
            },
            Self::Region => chinese(lang).map_or_else(|| with_region(tag), str::to_owned),
            Self::Underscore => chinese(lang).unwrap_or(tag).replace('-', "_"),
            Self::Name => {
                let written = chinese(lang).unwrap_or(tag);
                english_name(written).unwrap_or(written).to_owned()
            }
        }
    }
}

/// Chinese by its region.
fn chinese(lang: Lang) -> Option<&'static str> {
    if lang.base() != Lang::ZH {
        return None;
    }
    let regions = ["zh-HK", "zh-MO", "zh-SG", "zh-TW"];
    let region = lang.as_str().rsplit('-').next().unwrap_or_default();
    let named = regions.into_iter().find(|tag| tag.ends_with(region) && region.len() == 2 && region != "zh");
    Some(named.unwrap_or(if lang.as_str().contains("Hant") { "zh-TW" } else { "zh-CN" }))
}

fn with_region(tag: &str) -> String {
    match REGIONS.iter().find(|(lang, _)| *lang == tag) {
        Some((_, region)) => format!("{tag}-{region}"),
        // Most languages share the two letters with the country that they are named after.
        None if tag.len() == 2 => format!("{tag}-{}", tag.to_ascii_uppercase()),
        None => tag.to_owned(),
    }
}

/// The language that a tag or a name stands for; a word that could be anything else is none.
pub(in crate::formats) fn lang(text: &str) -> Option<Lang> {
    let text = text.trim();
    if let Some(lang) = lang_called(text) {
        return Some(lang);
    }
    let base = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    // A column called `No` counts rows; Norwegian has other tags.
    if text.eq_ignore_ascii_case("no") {
        return None;
    }
    if english_name(&base).is_none() || text.len() > 16 {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_as_the_tools_write_them() {
        for (tag, own, region, base, underscore, name) in [
            ("en", "en", "en-US", "en", "en", "English"),
            ("en-GB", "en-GB", "en-GB", "en", "en_GB", "English (United Kingdom)"),
            ("ko", "ko", "ko-KR", "ko", "ko", "Korean"),
            ("zh", "zh", "zh-CN", "zh", "zh_CN", "Chinese (Simplified, China)"),
            ("zh-Hant", "zh-Hant", "zh-TW", "zh", "zh_TW", "Chinese (Traditional, Taiwan)"),
            ("zh-Hant-HK", "zh-Hant-HK", "zh-HK", "zh", "zh_HK", "Chinese (Traditional, Hong Kong)"),
            ("sv", "sv", "sv-SE", "sv", "sv", "Swedish"),
            ("tlh", "tlh", "tlh", "tlh", "tlh", "tlh"),
        ] {
            let lang: Lang = tag.parse().unwrap();
            let written =
                [Tags::Own, Tags::Region, Tags::Base, Tags::Underscore, Tags::Name].map(|tags| tags.write(lang));
            assert_eq!(written, [own, region, base, underscore, name]);
        }
        assert_eq!(Tags::ChineseTaiwan.write("zh-Hans".parse().unwrap()), "zh");
        assert_eq!(Tags::ChineseRegion.write("zh-Hant".parse().unwrap()), "zh-TW");
    }

    #[test]
    fn tags_and_names_are_read() {
        for (text, tag) in [
            ("en", "en"),
            ("zh_CN", "zh-CN"),
            ("ZH-TW", "zh-TW"),
            ("chinese (simplified, china)", "zh-CN"),
            ("Chinese(Traditional)", "zh-Hant"),
            ("한국어", "ko"),
            (" Korean ", "ko"),
            ("sr-Latn", "sr-Latn"),
        ] {
            assert_eq!(lang(text).map(|lang| lang.to_string()), Some(tag.to_owned()), "{text}");
        }
        for text in ["", "notes", "term", "status", "xx", "en us", "definition", "No"] {
            assert_eq!(lang(text), None, "{text}");
        }
    }
}
