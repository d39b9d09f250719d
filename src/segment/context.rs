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

/// What makes a name of the word before it: the Yuan dynasty, the Curiosity rover.
const KINDS: [&str; 14] = [
    "bay",
    "canyon",
    "county",
    "dynasty",
    "island",
    "islands",
    "lake",
    "mountains",
    "peninsula",
    "province",
    "river",
    "rover",
    "strait",
    "valley",
];

/// First parts of compounds that are names as well: Meta-analyses agree.
const PREFIXES: [&str; 14] = [
    "Anti", "Crypto", "Giga", "Hyper", "Inter", "Macro", "Mega", "Meta", "Micro", "Multi", "Nano", "Neo", "Omni",
    "Ultra",
];

/// Words that end nouns made of a verb and an adverb (know-how), which apart are a verb and an adverb.
const ADVERBS: [&str; 11] = ["by", "down", "how", "in", "off", "on", "out", "over", "through", "under", "up"];

/// What a verb follows.
const BEFORE_VERBS: [&str; 19] = [
    "i", "you", "we", "they", "who", "to", "not", "can", "could", "do", "did", "don't", "may", "might", "must",
    "shall", "should", "will", "would",
];

/// What follows a verb, but for determiners.
const AFTER_VERBS: [&str; 12] = ["to", "i", "you", "we", "he", "she", "it", "they", "him", "them", "much", "many"];

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
    let after = line_after(text, span.end);
    if names_another_institution(surface, after) || is_prefix(surface, before, after) {
        return true;
    }
    if doubt == Doubt::CommonNoun && is_followed_by_kind(after) {
        return true;
    }
    if surface.contains(char::is_whitespace) {
        return false;
    }
    (doubt == Doubt::CommonNoun && is_inside_sentence(before)) || follows_direction(before)
}

/// Whether the phrase at `span`, a way to write `written`, makes no phrase there: a noun such as
/// know-how stands as a verb and an adverb (they know how to bake), or a direction is part of a
/// longer name (the West Coast).
pub fn is_other_phrase(text: &str, span: Span, written: &str) -> bool {
    if !written.contains([' ', '-']) {
        return false;
    }
    is_verb_with_adverb(text, span, written) || is_direction_of_name(text, span, written)
}

fn is_verb_with_adverb(text: &str, span: Span, written: &str) -> bool {
    let adverb = written.rsplit_once('-').map(|(_, last)| last);
    if !adverb.is_some_and(|last| ADVERBS.contains(&last)) {
        return false;
    }
    let is_apart = span.slice(text).is_some_and(|surface| surface.contains(char::is_whitespace));
    let previous = line_before(text, span.start).split_whitespace().next_back().map(str::to_lowercase);
    let next = line_after(text, span.end).strip_prefix(' ').and_then(|after| after.split_whitespace().next());
    let is_determiner = |word: &str| DETERMINERS.contains(&word);
    let follows_verb = |word: &str| is_determiner(word) || AFTER_VERBS.contains(&word);
    is_apart
        && !previous.as_deref().is_some_and(is_determiner)
        && (previous.is_some_and(|word| BEFORE_VERBS.contains(&word.as_str())) || next.is_some_and(follows_verb))
}

fn is_direction_of_name(text: &str, span: Span, written: &str) -> bool {
    let direction = written.rsplit_once(' ').map(|(_, last)| last);
    let after = line_after(text, span.end);
    direction.is_some_and(|last| DIRECTIONS.contains(&last))
        && after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_uppercase))
        && is_inside_sentence(line_before(text, span.start))
}

/// Whether the first word of a sentence is a prefix: names go with participles
/// (Meta-owned), prefixes with nouns.
fn is_prefix(surface: &str, before: &str, after: &str) -> bool {
    let Some(rest) = after.strip_prefix('-').filter(|_| PREFIXES.contains(&surface)) else { return false };
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or_default();
    let is_participle = word.ends_with("ed") || matches!(word, "built" | "led" | "made" | "only" | "run" | "style");
    let begins_sentence = !before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',');
    begins_sentence && word.starts_with(char::is_lowercase) && !is_participle
}

fn is_followed_by_kind(after: &str) -> bool {
    let next = after.strip_prefix(' ').unwrap_or_default().split(|c: char| !c.is_alphabetic()).next();
    next.is_some_and(|word| KINDS.iter().any(|kind| word.eq_ignore_ascii_case(kind)))
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
            ("Meta-analyses agree", "Meta", Doubt::None, true),
            ("Meta-owned apps", "Meta", Doubt::None, false),
            ("the Meta-analyses", "Meta", Doubt::None, false),
            ("the Yuan dynasty", "Yuan", Doubt::CommonNoun, true),
            ("the Gemini mission", "Gemini", Doubt::None, false),
            ("北京 US", "US", Doubt::FunctionWord, true),
        ] {
            let start = text.rfind(word).expect("it stands there");
            assert_eq!(is_other_word(text, Span::new(start, start + word.len()), doubt), other, "{text}");
        }
    }

    #[test]
    fn other_phrases() {
        for (text, surface, term, is_other) in [
            ("They drove along the West Coast", "the West", "the West", true),
            ("How the West Was Won", "the West", "the West", false),
            ("China and the West agree", "the West", "the West", false),
            ("They know how to bake", "know how", "know-how", true),
            ("We know how it works", "know how", "know-how", true),
            ("to start up a firm", "start up", "start-up", true),
            ("their know how to this day", "know how", "know-how", false),
            ("with technical know how", "know how", "know-how", false),
            ("I have know-how to sell", "know-how", "know-how", false),
            ("They free ride on us", "free ride", "free-ride", false),
        ] {
            let start = text.find(surface).expect("it stands there");
            let span = Span::new(start, start + surface.len());
            assert_eq!(is_other_phrase(text, span, term), is_other, "{text}");
        }
    }
}
