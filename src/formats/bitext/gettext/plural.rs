//! Plural forms, as headers of catalogues describe them.

use std::sync::LazyLock;

use crate::lang::Lang;

/// Each formula with the languages that follow it.
static FORMS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("plurals.tsv").lines().map(|row| row.split('\t'));
    rows.filter_map(|mut cells| Some((cells.next()?, cells.next()?.split(' ').collect()))).collect()
});

/// The most plural forms that a language may have.
const MOST: usize = 64;

/// What the header says of the plural forms of a language, as gettext's manual has them.
pub(super) fn forms(lang: Lang) -> Option<&'static str> {
    let tag = if lang.as_str() == "pt-BR" { "pt-BR" } else { lang.base().as_str() };
    FORMS.iter().find(|(_, langs)| langs.contains(&tag)).map(|(forms, _)| *forms)
}

/// The number of forms that a header speaks of.
pub(super) fn count(forms: &str) -> Option<usize> {
    let (_, after) = forms.split_once("nplurals")?;
    let number = after.trim_start().strip_prefix('=')?.split(';').next()?;
    number.trim().parse().ok().filter(|count| (1..=MOST).contains(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_languages() {
        for (tag, forms_of) in [
            ("ko", Some(1)),
            ("zh-Hant-TW", Some(1)),
            ("en-GB", Some(2)),
            ("pt-BR", Some(2)),
            ("ru", Some(3)),
            ("tlh", None),
        ] {
            assert_eq!(forms(tag.parse().unwrap()).and_then(count), forms_of, "{tag}");
        }
        for wrong in ["", "nplurals", "nplurals=x", "nplurals=0;", "nplurals=99999999999999999999"] {
            assert_eq!(count(wrong), None);
        }
    }
}
