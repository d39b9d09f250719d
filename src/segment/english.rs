//! English inflection: which written forms are forms of a word.

use serde::{Deserialize, Serialize};

/// Which forms a term may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Forms {
    /// As it is written in the glossary.
    None,
    /// Plurals, and possessives that lost their apostrophe.
    Noun,
    /// Plurals, -s, -ed and -ing.
    Verb,
}

/// A way to make a form: how many letters of the word go, and what comes instead.
type Ending = (usize, &'static str);

/// Words whose plural is made inside; the two stand at the same place.
const IRREGULAR: [(&str, &str); 16] = [
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("person", "people"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("mouse", "mice"),
    ("goose", "geese"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("datum", "data"),
    ("medium", "media"),
    ("index", "indices"),
    ("matrix", "matrices"),
    ("vertex", "vertices"),
    ("appendix", "appendices"),
];

/// Words that hold sentences together; an acronym of the same letters is told
/// from them by its capitals alone.
const FUNCTION_WORDS: [&str; 34] = [
    "a", "all", "am", "an", "are", "as", "at", "be", "by", "can", "do", "for", "he", "how", "if", "in", "is", "it",
    "may", "me", "my", "no", "not", "of", "on", "or", "she", "so", "to", "up", "us", "was", "we", "who",
];

/// Whether `word`, in whatever capitals, is one that holds sentences together.
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether `word` is written in capitals throughout, as acronyms are.
pub fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(char::is_lowercase)
}

/// The forms of `word` (small letters) as a verb, but for itself.
pub fn verb_forms(word: &str) -> Vec<String> {
    let form = |(drop, suffix): Ending| {
        let kept = word.len().checked_sub(drop).and_then(|len| word.get(..len));
        kept.map(|kept| format!("{kept}{suffix}"))
    };
    endings(word, Forms::Verb).filter_map(form).collect()
}

/// The irregular plural of `word`, in small letters.
pub fn irregular_plural(word: &str) -> Option<&'static str> {
    IRREGULAR.iter().find(|(singular, _)| *singular == word).map(|(_, plural)| *plural)
}

/// How many letters at the end of `word` (small letters) one of its `forms` may drop.
pub fn dropped_letters(word: &str, forms: Forms) -> usize {
    if forms == Forms::None {
        return 0;
    }
    endings(word, forms).map(|(drop, _)| drop).max().unwrap_or(0)
}

/// The longest that follows the letters which every form of a word shares, in bytes.
pub const LONGEST_TAIL: usize = 8;

/// Whether `tail` ends as forms do; what cannot is told before anything else is looked at.
pub fn may_end_form(tail: &str) -> bool {
    tail.ends_with(['s', 'd', 'g', 'S', 'D', 'G']) || !tail.is_ascii()
}

/// Whether the letters `kept`, with which `word` begins, and `tail` make `word`
/// or one of its `forms`; all in small letters.
pub fn is_form(word: &str, kept: &str, tail: &str, forms: Forms) -> bool {
    let Some(rest) = word.strip_prefix(kept) else { return false };
    if rest == tail {
        return true;
    }
    if forms == Forms::None {
        return false;
    }
    endings(word, forms).any(|(drop, suffix)| {
        let remains = rest.len().checked_sub(drop).and_then(|len| rest.get(..len));
        remains.is_some_and(|remains| tail.strip_suffix(suffix) == Some(remains))
            || (forms == Forms::Verb && drop == 0 && is_doubled(word, rest, tail, suffix))
    })
}

/// planned, planning: the last consonant after one vowel is doubled.
fn is_doubled(word: &str, rest: &str, tail: &str, suffix: &str) -> bool {
    let mut letters = word.chars().rev();
    let (Some(last), Some(vowel), Some(before)) = (letters.next(), letters.next(), letters.next()) else {
        return false;
    };
    let fits = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !is_vowel(before);
    fits && matches!(suffix, "ed" | "ing")
        && tail.strip_suffix(suffix).and_then(|stem| stem.strip_suffix(last)) == Some(rest)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn endings(word: &str, forms: Forms) -> impl Iterator<Item = Ending> {
    let consonant_y = word.ends_with('y') && !word.chars().rev().nth(1).is_some_and(is_vowel);
    let plural: &[Ending] = if consonant_y {
        &[(1, "ies")]
    } else if word.ends_with("sis") || word.ends_with("xis") {
        &[(2, "es")]
    } else if word.ends_with("fe") {
        &[(2, "ves"), (0, "s")]
    } else if word.ends_with("lf") || word.ends_with("af") || word.ends_with("ief") {
        &[(1, "ves"), (0, "s")]
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        &[(0, "es")]
    } else if word.ends_with('o') {
        &[(0, "s"), (0, "es")]
    } else {
        &[(0, "s")]
    };
    let verb: &[Ending] = match forms {
        Forms::Verb if consonant_y => &[(1, "ied"), (0, "ing")],
        Forms::Verb if word.ends_with("ee") => &[(0, "d"), (0, "ing")],
        Forms::Verb if word.ends_with('e') => &[(0, "d"), (1, "ing")],
        Forms::Verb => &[(0, "ed"), (0, "ing")],
        Forms::None | Forms::Noun => &[],
    };
    plural.iter().chain(verb).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_words() {
        for (word, noun, verb, other) in [
            ("moat", &["moat", "moats"][..], &["moated", "moating"][..], &["moatsy", "moate"][..]),
            ("technology", &["technologies"], &[], &["technological", "technologys"]),
            ("source", &["sources"], &["sourced", "sourcing"], &["sourcer", "sourceing"]),
            ("fund", &["funds"], &["funded", "funding"], &["fundamental", "fundal", "fun"]),
            ("plan", &["plans"], &["planned", "planning"], &["plane", "planner"]),
            ("hypothesis", &["hypotheses"], &[], &["hypothesiss"]),
            ("benchmark", &["benchmarks"], &["benchmarked"], &["benchmarker"]),
            ("process", &["processes"], &["processed", "processing"], &["processor", "processs"]),
            ("supply", &["supplies"], &["supplied", "supplying"], &["supplier"]),
            ("api", &["apis"], &[], &["apple"]),
        ] {
            let kept = word.len() - dropped_letters(word, Forms::Verb);
            let stem = word.get(..kept).expect("only Latin letters are dropped");
            let is_form = |form: &str, forms| {
                form.strip_prefix(stem).is_some_and(|tail| is_form(word, stem, tail, forms) && may_end_form(tail))
                    || form == word
            };
            for form in noun {
                assert!(is_form(form, Forms::Noun), "{form}");
                assert_eq!(is_form(form, Forms::None), word == *form, "{form}");
            }
            for form in verb {
                assert!(is_form(form, Forms::Verb) && !is_form(form, Forms::Noun), "{form}");
            }
            for form in other {
                assert!(!is_form(form, Forms::Verb), "{form}");
            }
            assert!(noun.iter().chain(verb).all(|form| form.starts_with(stem)), "{stem}");
        }
    }
}
