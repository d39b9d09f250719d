//! What languages are called.

use std::sync::LazyLock;

use crate::lang::Lang;

/// Each language with its names, the English one first.
static NAMES: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("data/languages.tsv").lines().map(|row| row.split('\t'));
    rows.filter_map(|mut cells| Some((cells.next()?, cells.collect()))).collect()
});

/// The English name of the language with a tag.
pub(in crate::formats) fn english_name(tag: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == tag).and_then(|(_, names)| names.first().copied())
}

/// The language that is called so, in whatever capitals.
pub(in crate::formats) fn lang_called(name: &str) -> Option<Lang> {
    let name = name.trim();
    let (tag, _) = NAMES.iter().find(|(_, names)| names.iter().any(|held| same(held, name)))?;
    tag.parse().ok()
}

/// The language that a file writes as a tag of some kind, or by its name.
pub(in crate::formats) fn lang_written(written: &str) -> Option<Lang> {
    // A name is longer than the first part of a tag.
    let named = || lang_called(written).filter(|_| written.len() > 3);
    named().or_else(|| Lang::folded(written).ok())
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
    fn names_lead_to_tags_and_back() {
        for (tag, called) in [
            ("en", "English"),
            ("en-US", "English (United States)"),
            ("zh-CN", "Chinese (Simplified, China)"),
            ("zh-TW", "Chinese (Traditional, Taiwan)"),
            ("zh-Hant", "Chinese (Traditional)"),
            ("ko", "Korean"),
        ] {
            assert_eq!(english_name(tag), Some(called));
            assert_eq!(lang_called(called), tag.parse().ok());
        }
        assert_eq!(lang_called("chinese (PRC)"), "zh-CN".parse().ok());
        for unknown in ["Klingon", "English (Moon)", ""] {
            assert_eq!(lang_called(unknown), None, "{unknown}");
        }
    }
}
