//! English words beside a term that make another word of it.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How far a line is looked at for the words beside a term, in bytes.
const REACH: usize = 64;

/// What makes another place of the name of a place.
const DIRECTIONS: [&str; 10] =
    ["North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Latin"];

/// Words for institutions that are told apart by what follows `of`.
const INSTITUTIONS: [&str; 5] = ["University", "Institute", "College", "Academy", "School"];

/// Words after which a capital may be mere emphasis.
const DETERMINERS: [&str; 18] = [
    "the", "a", "an", "this", "that", "these", "those", "our", "your", "my", "his", "her", "its", "their", "each",
    "every", "any", "no",
];

/// What the spelling of a term leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// An acronym with the letters of a function word: US, IT.
    FunctionWord,
    /// A common noun of one word, in small letters.
    CommonNoun,
    /// Anything else.
    None,
}

/// Whether the English word at `span` is more likely another one: a pronoun in
/// a heading of capitals (LET US KNOW), a common noun that is a name there (on
/// Teams), or a place named after a place (North Korea).
pub fn is_other_word(text: &str, span: Span, doubt: Doubt) -> bool {
    let surface = span.slice(text).unwrap_or_default();
    if !surface.starts_with(char::is_uppercase) {
        return false;
    }
    let before = line_before(text, span.start);
    if doubt == Doubt::FunctionWord {
        return is_in_heading(before, line_after(text, span.end));
    }
    if names_another_institution(surface, line_after(text, span.end)) {
        return true;
    }
    if surface.contains(char::is_whitespace) {
        return false;
    }
    (doubt == Doubt::CommonNoun && is_inside_sentence(before)) || follows_direction(before)
}

/// Whether an institution's name goes on: Zhejiang University of Technology is
/// another one.
fn names_another_institution(surface: &str, after: &str) -> bool {
    let last = surface.rsplit(char::is_whitespace).next().unwrap_or_default();
    let goes_on = after.strip_prefix(" of ").is_some_and(|after| after.starts_with(char::is_uppercase));
    goes_on && INSTITUTIONS.contains(&last)
}

/// The end of the line before byte `at`, as far as it matters.
fn line_before(text: &str, at: usize) -> &str {
    let from = (at.saturating_sub(REACH)..=at).find(|from| text.is_char_boundary(*from)).unwrap_or(at);
    let before = text.get(from..at).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

/// The beginning of the line after byte `at`, as far as it matters.
fn line_after(text: &str, at: usize) -> &str {
    let to = (at..=(at + REACH).min(text.len())).rev().find(|to| text.is_char_boundary(*to)).unwrap_or(at);
    let after = text.get(at..to).unwrap_or_default();
    after.split('\n').next().unwrap_or_default()
}

/// Whether the words on both sides are in capitals, and there is one.
fn is_in_heading(before: &str, after: &str) -> bool {
    let has_letters = |word: &&str| word.contains(char::is_alphabetic);
    let left = before.split_whitespace().rfind(has_letters);
    let right = after.split_whitespace().find(has_letters);
    let is_capital = |word: Option<&str>| word.is_none_or(|word| !word.contains(char::is_lowercase));
    (left.is_some() || right.is_some()) && is_capital(left) && is_capital(right)
}

/// Whether a small word comes before that does not announce a defined term
/// (on Teams, but: the Fund).
fn is_inside_sentence(before: &str) -> bool {
    let word = before.strip_suffix(' ').and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()) && !DETERMINERS.contains(&word)
}

fn follows_direction(before: &str) -> bool {
    let parted = before.trim_end_matches([' ', '-']);
    let is_last = |word: &&str| parted.strip_suffix(*word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    parted.len() < before.len() && DIRECTIONS.iter().any(is_last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words() {
        for (text, word, doubt, other) in [
            ("PLEASE LET US KNOW", "US", Doubt::FunctionWord, true),
            ("The US economy", "US", Doubt::FunctionWord, false),
            ("US", "US", Doubt::FunctionWord, false),
            ("Join us on Teams today", "Teams", Doubt::CommonNoun, true),
            ("Units of the Fund", "Fund", Doubt::CommonNoun, false),
            ("Moats last.", "Moats", Doubt::CommonNoun, false),
            ("in North Korea", "Korea", Doubt::None, true),
            ("in South-Korea", "Korea", Doubt::None, true),
            ("from Korea", "Korea", Doubt::None, false),
            ("北京 US", "US", Doubt::FunctionWord, true),
        ] {
            let start = text.rfind(word).expect("it stands there");
            assert_eq!(is_other_word(text, Span::new(start, start + word.len()), doubt), other, "{text}");
        }
    }
}
