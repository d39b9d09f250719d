//! What words without a meaning of their own do in a sentence, by language.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::lang::Lang;
use crate::segment::edges::Rules;

/// Whether a word with this key says something of its own in `lang`; particles,
/// pronouns and auxiliaries do not.
pub fn is_content(key: &str, lang: Lang) -> bool {
    STOP_WORDS.get(lang.base().as_str()).is_none_or(|words| !words.contains(key))
}

static STOP_WORDS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let lists = [
        ("en", include_str!("data/stopwords/en.txt")),
        ("ko", include_str!("data/stopwords/ko.txt")),
        ("zh", include_str!("data/stopwords/zh.txt")),
    ];
    lists.into_iter().map(|(lang, words)| (lang, words.split_whitespace().collect())).collect()
});

/// What the words of `function_words.tsv` do, by language.
static WORK: LazyLock<HashMap<(&'static str, &'static str), HashSet<&'static str>>> = LazyLock::new(|| {
    let rows = include_str!("data/function_words.tsv").lines().filter(|row| !row.starts_with('#'));
    let cells = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some(((cells.next()?, cells.next()?), cells.next()?.split(' ').collect()))
    });
    cells.collect()
});

fn does(what: &'static str, key: &str, lang: Lang) -> bool {
    WORK.get(&(lang.base().as_str(), what)).is_some_and(|words| words.contains(key))
}

/// Whether a word that says nothing of its own goes with the word before it:
/// Chinese particles, and all of them in Korean.
pub fn leans_back(key: &str, lang: Lang) -> bool {
    Rules::of(lang) == Rules::Korean || does("leans", key, lang)
}

/// Whether a word that says nothing of its own may begin a clause: as, when, and.
pub fn begins_clause(key: &str, lang: Lang) -> bool {
    does("begins", key, lang)
}

/// Whether a word that may begin a clause may as well add a noun: and, or.
pub fn coordinates(key: &str, lang: Lang) -> bool {
    does("coordinates", key, lang)
}

/// Whether a word makes what follows a clause of its own, even without a comma: if, because.
pub fn subordinates(key: &str, lang: Lang) -> bool {
    does("subordinates", key, lang)
}

/// Whether a word may stand inside a term, between its nouns: sense of achievement.
pub fn joins_nouns(key: &str, lang: Lang) -> bool {
    does("joins", key, lang)
}

/// Whether a word leaves open how exact the number after it is: about, nearly.
pub fn approximates(key: &str, lang: Lang) -> bool {
    does("approximates", key, lang)
}

/// Whether a word tells how something is done, and stands before what is done.
pub fn is_adverb(key: &str, lang: Lang) -> bool {
    lang.same_language(Lang::EN) && key.ends_with("ly")
}

/// Whether a word is a form that makes no statement of its own: using, used.
pub fn is_participle(key: &str, lang: Lang) -> bool {
    lang.same_language(Lang::EN) && (key.ends_with("ing") || key.ends_with("ed"))
}

/// Whether verbs come last in a sentence.
pub fn is_verb_final(lang: Lang) -> bool {
    matches!(lang.base().as_str(), "ko" | "ja" | "tr")
}

/// Whether every noun has a capital, and not only names.
pub fn capitalises_nouns(lang: Lang) -> bool {
    matches!(lang.base().as_str(), "de" | "lb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_carry_no_meaning() {
        for (key, lang, content) in [
            ("the", Lang::EN, false),
            ("moat", Lang::EN, true),
            ("的", Lang::ZH, false),
            ("때문에", Lang::KO, false),
            ("the", "de".parse().unwrap(), true),
        ] {
            assert_eq!(is_content(key, lang), content, "{key}");
        }
    }

    #[test]
    fn small_words_have_their_work() {
        let german: Lang = "de".parse().unwrap();
        for (what, does, expected) in [
            ("and begins a clause", begins_clause("and", Lang::EN), true),
            ("and adds", coordinates("and", Lang::EN), true),
            ("because adds", coordinates("because", Lang::EN), false),
            ("because subordinates", subordinates("because", Lang::EN), true),
            ("of stands in a term", joins_nouns("of", Lang::EN), true),
            ("的 goes with what is before", leans_back("的", Lang::ZH), true),
            ("在 goes with what is before", leans_back("在", Lang::ZH), false),
            ("German nouns have capitals", capitalises_nouns(german), true),
            ("English nouns have capitals", capitalises_nouns(Lang::EN), false),
        ] {
            assert_eq!(does, expected, "{what}");
        }
    }
}
