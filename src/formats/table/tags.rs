//! How the tools write languages.

use std::sync::LazyLock;

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
                name(written).unwrap_or(written).to_owned()
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

/// Each language with its names, the English one first.
static NAMES: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("data/languages.tsv").lines().map(|row| row.split('\t'));
    rows.filter_map(|mut cells| Some((cells.next()?, cells.collect()))).collect()
});

fn name(tag: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == tag).and_then(|(_, names)| names.first().copied())
}

/// The language that a tag or a name stands for; a word that could be anything else is none.
pub(super) fn lang(text: &str) -> Option<Lang> {
    let text = text.trim();
    if let Some((tag, _)) = NAMES.iter().find(|(_, names)| names.iter().any(|name| same(name, text))) {
        return tag.parse().ok();
    }
    let base = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    // A column called `No` counts rows; Norwegian has other tags.
    if text.eq_ignore_ascii_case("no") {
        return None;
    }
    if !NAMES.iter().any(|(tag, _)| *tag == base) || text.len() > 16 {
        return None;
    }
    text.parse().ok()
}

/// Whether two names differ in nothing but capitals and blanks.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    a.len().abs_diff(b.len()) <= 4 && letters(a) == letters(b)
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
