//! English acronyms that stand for something else.

use crate::text::Span;

/// Words that an acronym may leave out.
const LEFT_OUT: [&str; 6] = ["and", "for", "in", "of", "on", "the"];

/// What follows a noun that no other noun follows.
const AFTER_NOUNS: [&str; 20] = [
    "and", "are", "as", "at", "by", "can", "for", "from", "has", "in", "is", "of", "on", "or", "that", "to", "was",
    "who", "will", "with",
];

/// The words before the acronym in parentheses at `span` that it is short for, by their initials: `Cable News
/// Network` in `Cable News Network (CNN)`.
///
/// # Source
///
/// A simple case of Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical
/// Text" (2003).
pub fn spelt_out(text: &str, span: Span) -> Option<&str> {
    let before = text.get(..span.start)?.strip_suffix('(')?.strip_suffix(' ')?;
    text.get(span.end..)?.strip_prefix(')')?;
    let acronym = span.slice(text)?.trim_end_matches('s');
    let mut rest = before;
    let mut letters = acronym.chars().rev().peekable();
    while let Some(letter) = letters.peek() {
        let word = rest.rsplit([' ', '-']).next().filter(|word| !word.is_empty())?;
        let initial = word.chars().next()?;
        if initial.eq_ignore_ascii_case(letter) {
            letters.next();
        } else if rest.len() == before.len() || !LEFT_OUT.contains(&word) {
            return None;
        }
        rest = rest.strip_suffix(word)?;
        if letters.peek().is_some() {
            rest = rest.strip_suffix([' ', '-'])?;
        }
    }
    before.get(rest.len()..)
}

/// Whether `phrase` is a way to spell `acronym` out.
pub fn spells_out(phrase: &str, acronym: &str) -> bool {
    let text = format!("{phrase} ({acronym})");
    let start = phrase.len() + 2;
    spelt_out(&text, Span::new(start, start + acronym.len())) == Some(phrase)
}

/// Whether the acronym of a name at `span` stands where only a common noun can: after `a` and before no
/// other noun. CNN is a name in `a CNN report`, not in `a CNN with three layers`.
pub fn is_common_noun(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let article = before.strip_suffix(' ').and_then(|before| before.rsplit(|c: char| !c.is_alphanumeric()).next());
    let after = text.get(span.end..).unwrap_or_default();
    let next = after.strip_prefix(' ').and_then(|after| after.split(|c: char| !c.is_alphabetic()).next());
    matches!(article, Some("a" | "an" | "A" | "An"))
        && (next.is_some_and(|word| AFTER_NOUNS.contains(&word))
            || after.is_empty()
            || after.starts_with(['.', ';', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acronyms_are_short_for() {
        for (text, acronym, words) in [
            ("your adjusted gross income (AGI)", "AGI", Some("adjusted gross income")),
            ("train large language models (LLMs)", "LLMs", Some("large language models")),
            ("set objectives and key results (OKR)", "OKR", Some("objectives and key results")),
            ("a Myers-Briggs Type Indicator (MBTI) test", "MBTI", Some("Myers-Briggs Type Indicator")),
            ("the channel (CNN)", "CNN", None),
            ("Cable News Network CNN", "CNN", None),
            ("(CNN)", "CNN", None),
            ("新闻 (CNN)", "CNN", None),
        ] {
            let start = text.find(acronym).expect("it stands there");
            assert_eq!(spelt_out(text, Span::new(start, start + acronym.len())), words, "{text}");
        }
        assert!(spells_out("Cable News Network", "CNN"));
        assert!(!spells_out("Channel NewsAsia", "CNA"));
    }

    #[test]
    fn names_take_no_article() {
        for (text, is_common) in [
            ("we train a CNN with three layers", true),
            ("She works nights as a CNN.", true),
            ("as seen in a CNN report", false),
            ("as seen on CNN in May", false),
            ("the CNN of the East", false),
        ] {
            let start = text.find("CNN").expect("it stands there");
            assert_eq!(is_common_noun(text, Span::new(start, start + 3)), is_common, "{text}");
        }
    }
}
