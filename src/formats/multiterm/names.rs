//! What languages are called in MultiTerm: English names, with the region or script in brackets.

use crate::lang::Lang;

const LANGUAGES: [(&str, &str); 52] = [
    ("af", "Afrikaans"),
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("ko", "Korean"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("mn", "Mongolian"),
    ("ms", "Malay"),
    ("mt", "Maltese"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

const PARTS: [(&str, &str); 27] = [
    ("AT", "Austria"),
    ("AU", "Australia"),
    ("BE", "Belgium"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("CH", "Switzerland"),
    ("CN", "Simplified, China"),
    ("DE", "Germany"),
    ("ES", "Spain"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("HK", "Traditional, Hong Kong SAR"),
    ("IE", "Ireland"),
    ("IN", "India"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("KR", "Korea"),
    ("MO", "Traditional, Macao SAR"),
    ("MX", "Mexico"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("PT", "Portugal"),
    ("SG", "Simplified, Singapore"),
    ("TW", "Traditional, Taiwan"),
    ("US", "United States"),
    ("Hans", "Simplified"),
    ("Hant", "Traditional"),
];

fn called(table: &[(&str, &'static str)], tag: &str) -> Option<&'static str> {
    table.iter().find(|(held, _)| *held == tag).map(|(_, name)| *name)
}

/// The name of a language; where it has none here, its tag.
pub(super) fn name(lang: Lang) -> String {
    let mut parts = lang.as_str().split('-');
    let base = parts.next().unwrap_or_default();
    let Some(base) = called(&LANGUAGES, base) else { return lang.to_string() };
    let rest: Vec<&str> = parts.collect();
    match rest.last() {
        None => base.to_owned(),
        // Brackets hold the last part: of `zh-Hant-HK` the region says it all.
        Some(part) => match called(&PARTS, part) {
            Some(called) if base == "Chinese" => format!("{base} ({called})"),
            Some(called) => format!("{base} ({})", called.rsplit(", ").next().unwrap_or(called)),
            None => format!("{base} ({})", rest.join("-")),
        },
    }
}

/// The language that an index is called after: `English`, `English (United States)`.
pub(super) fn lang_called(name: &str) -> Option<Lang> {
    let (base, part) = match name.trim().split_once('(') {
        Some((base, part)) => (base.trim(), Some(part.trim_end_matches(')').trim())),
        None => (name.trim(), None),
    };
    let (tag, _) = LANGUAGES.iter().find(|(_, called)| called.eq_ignore_ascii_case(base))?;
    let Some(part) = part else { return tag.parse().ok() };
    let fits = |called: &str| called.eq_ignore_ascii_case(part) || called.rsplit(", ").next() == Some(part);
    let part = match part {
        "PRC" => "CN",
        _ => PARTS.iter().find(|(_, called)| fits(called)).map(|(tag, _)| *tag)?,
    };
    format!("{tag}-{part}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_tags_and_back() {
        for (tag, called) in [
            ("en", "English"),
            ("en-US", "English (United States)"),
            ("zh-CN", "Chinese (Simplified, China)"),
            ("zh-TW", "Chinese (Traditional, Taiwan)"),
            ("zh-Hant", "Chinese (Traditional)"),
            ("ko-KR", "Korean (Korea)"),
        ] {
            let lang: Lang = tag.parse().unwrap();
            assert_eq!(name(lang), called);
            assert_eq!(lang_called(called), Some(lang));
        }
        assert_eq!(name("tlh".parse().unwrap()), "tlh");
        assert_eq!(name("de-LI".parse().unwrap()), "German (LI)");
        assert_eq!(lang_called("chinese (PRC)"), "zh-CN".parse().ok());
        assert_eq!(lang_called("Chinese (Taiwan)"), "zh-TW".parse().ok());
        for unknown in ["Klingon", "English (Moon)", ""] {
            assert_eq!(lang_called(unknown), None, "{unknown}");
        }
    }
}
