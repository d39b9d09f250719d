//! The words of closed vocabularies, as the tools write them.

use std::sync::LazyLock;

use crate::model::Word;

/// Each of our words, with those that mean the same.
static WORDS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("data/words.tsv").lines().map(|row| row.split('\t'));
    rows.filter_map(|mut cells| Some((cells.next()?, cells.collect()))).collect()
});

/// Our word for what a tool wrote.
pub(super) fn word<W: Word>(text: &str) -> Option<W> {
    let text = normal(text);
    let mut meant = WORDS.iter().filter(|(_, words)| words.contains(&text.as_str()));
    W::parse(&text).ok().or_else(|| meant.find_map(|(word, _)| W::parse(word).ok()))
}

/// Yes or no.
pub(in crate::formats) fn flag(text: &str) -> Option<bool> {
    let text = normal(text);
    let is = |word: &str| WORDS.iter().any(|(own, words)| *own == word && words.contains(&text.as_str()));
    if is("yes") { Some(true) } else { is("no").then_some(false) }
}

fn normal(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty());
    let plain = words.collect::<Vec<_>>().join(" ").to_lowercase();
    // What has a hyphen of its own keeps it.
    let written = text.trim().to_lowercase();
    if written.ends_with("-admn-sts") || matches!(written.as_str(), "-" | "proper-noun") { written } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PartOfSpeech, Status};

    #[test]
    fn words_of_the_tools() {
        for (text, status) in [
            ("Preferred", Some(Status::Preferred)),
            ("NOT_RECOMMENDED", Some(Status::Forbidden)),
            ("not recommended", Some(Status::Forbidden)),
            ("non-standard", Some(Status::Admitted)),
            ("deprecatedTerm-admn-sts", Some(Status::Deprecated)),
            ("금지", Some(Status::Forbidden)),
            ("noun", None),
            ("", None),
        ] {
            assert_eq!(word::<Status>(text), status, "{text}");
        }
        assert_eq!(word::<PartOfSpeech>("PROPER NOUN"), Some(PartOfSpeech::ProperNoun));
        assert_eq!(word::<PartOfSpeech>("proper-noun"), Some(PartOfSpeech::ProperNoun));
        assert_eq!(
            [flag("WAHR"), flag("0"), flag("아니요"), flag("maybe")],
            [Some(true), Some(false), Some(false), None]
        );
    }
}
