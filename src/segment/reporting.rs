//! Words that report what somebody says, and the name beside them.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::lang::Lang;
use crate::segment::edges::Rules;
use crate::segment::korean;
use crate::text::{Script, Span};

/// How many characters a Chinese name may have.
const LONGEST_NAME: usize = 4;

/// Words in capitals that begin a sentence and name nobody.
const PRONOUNS: [&str; 18] = [
    "He",
    "She",
    "They",
    "It",
    "I",
    "We",
    "You",
    "This",
    "That",
    "But",
    "And",
    "Who",
    "Nobody",
    "Everybody",
    "Everyone",
    "Someone",
    "People",
    "Others",
];

/// How many characters a name before a colon may have.
const LONGEST_LABEL: usize = 40;

/// Where the speaker stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    Either,
}

/// A word that reports speech, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporting {
    /// The word, in bytes of the text.
    pub word: Span,
    /// The name beside it, where there is one.
    pub speaker: Option<Span>,
}

static WORDS: LazyLock<HashMap<&'static str, Vec<(&'static str, Side)>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<(&str, Side)>> = HashMap::new();
    for row in include_str!("data/reporting.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = row.split('\t');
        if let (Some(lang), Some(word), Some(side)) = (cells.next(), cells.next(), cells.next()) {
            let side = match side {
                "before" => Side::Before,
                "after" => Side::After,
                _ => Side::Either,
            };
            words.entry(lang).or_default().push((word, side));
        }
    }
    words
});

/// The first word of `text` outside of `quoted` that reports speech in `lang`.
/// One with a name beside it goes before one without.
pub fn reporting(text: &str, lang: Lang, quoted: &[Span]) -> Option<Reporting> {
    let words = WORDS.get(lang.base().as_str())?;
    let free = |span: &Span| !quoted.iter().any(|quote| quote.overlaps(*span));
    let rules = Rules::of(lang);
    let mut reports: Vec<Reporting> = Vec::new();
    for (word, side) in words {
        // It may begin the sentence.
        let mut capitals = word.chars();
        let capital: String = capitals.next().into_iter().flat_map(char::to_uppercase).chain(capitals).collect();
        let found_at = |(at, word): (usize, &str)| Span::new(at, at + word.len());
        let capital = if capital == *word { None } else { Some(capital) };
        let capitals = capital.iter().flat_map(|word| text.match_indices(word.as_str())).map(found_at);
        let places = text.match_indices(word).map(found_at).chain(capitals);
        for place in places.filter(free).filter(|place| stands(text, *place, rules)) {
            let speaker = match side {
                Side::Before => before(text, place, rules),
                Side::After => after(text, place),
                Side::Either => before(text, place, rules).or_else(|| after(text, place)),
            };
            reports.push(Reporting { word: place, speaker: speaker.filter(free) });
        }
    }
    reports.extend(label(text));
    reports.into_iter().min_by_key(|report| (report.speaker.is_none(), report.word))
}

/// The name and the colon that a text begins with before a quotation, as in an interview.
fn label(text: &str) -> Option<Reporting> {
    let (name, rest) = text.split_once([':', '：'])?;
    let quotes = rest.trim_start().starts_with(['"', '“', '「', '『', '«', '„']);
    let words: Vec<&str> = name.split(' ').collect();
    let is_name =
        |word: &&str| word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic());
    let short = words.len() <= LONGEST_NAME && name.chars().count() <= LONGEST_LABEL;
    (quotes && short && words.iter().all(is_name)).then(|| Reporting {
        word: Span::new(name.len(), text.len() - rest.len()),
        speaker: Some(Span::new(0, name.len())),
    })
}

/// Whether the word is none inside another.
fn stands(text: &str, place: Span, rules: Rules) -> bool {
    if rules == Rules::Chinese {
        return true;
    }
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = text.get(..place.start).and_then(|before| before.chars().next_back());
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    !letter(before) && !letter(after)
}

/// The name that ends before the word, over a few small words at most.
fn before(text: &str, place: Span, rules: Rules) -> Option<Span> {
    let head = text.get(..place.start)?;
    match rules {
        Rules::Chinese => {
            // What stands between the last mark and the word, if it is as short as a name.
            let start = head
                .rfind(|c| Script::of(c) != Script::Han && c != '·')
                .map_or(Some(0), |at| head.get(at..)?.chars().next().map(|c| at + c.len_utf8()))?;
            let name = head.get(start..)?;
            let count = name.chars().count();
            ((2..=LONGEST_NAME).contains(&count) || name.contains('·')).then(|| Span::new(start, place.start))
        }
        Rules::Korean => {
            // The first eojeol that the particle of a subject ends.
            head.split_word_bound_indices().find_map(|(at, word)| {
                let name = word.strip_suffix(['은', '는', '이', '가'])?;
                let long = name.chars().count() > 1 && name.chars().all(|c| Script::of(c) == Script::Hangul);
                (long && korean::is_tail(name, word.strip_prefix(name)?)).then(|| Span::new(at, at + name.len()))
            })
        }
        Rules::Japanese | Rules::English | Rules::Spaced | Rules::Unspaced => {
            let words: Vec<(usize, &str)> = head.unicode_word_indices().collect();
            let skipped = words.iter().rev().take_while(|(_, word)| is_auxiliary(word)).count();
            let end = words.len().checked_sub(skipped)?;
            name_at_end(head, words.get(..end)?)
        }
    }
}

/// Between a name and its verb: has said, also said, strongly believes.
fn is_auxiliary(word: &str) -> bool {
    matches!(word, "has" | "had" | "have" | "also" | "once" | "then" | "later" | "recently") || word.ends_with("ly")
}

/// The words in capitals that `words` ends in.
fn name_at_end(text: &str, words: &[(usize, &str)]) -> Option<Span> {
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let mut first: Option<(usize, &str)> = None;
    let last = words.last()?;
    for (at, word) in words.iter().rev().take(LONGEST_NAME) {
        let joined = first.is_none_or(|(next, _)| text.get(at + word.len()..next).is_some_and(|gap| gap == " "));
        if !is_capital(word) || !joined {
            break;
        }
        first = Some((*at, word));
    }
    let (start, word) = first?;
    let span = Span::new(start, last.0 + last.1.len());
    // A pronoun names nobody.
    let is_pronoun = span.len() == word.len() && PRONOUNS.contains(&word);
    (!is_pronoun).then_some(span)
}

/// The name that begins after the word.
fn after(text: &str, place: Span) -> Option<Span> {
    let rest = text.get(place.end..)?;
    let mut span: Option<Span> = None;
    for (at, word) in rest.unicode_word_indices().take(LONGEST_NAME) {
        let joined = span.map_or(at == 1, |name| rest.get(name.end..at) == Some(" "));
        if !joined || !word.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
        span = Some(Span::new(span.map_or(at, |name| name.start), at + word.len()));
    }
    span.map(|name| name.shifted(place.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_words_of_saying() {
        for (lang, text, word, speaker) in [
            (Lang::EN, "“Why not,” Liang Wenfeng said.", "said", Some("Liang Wenfeng")),
            (Lang::EN, "“Why not,” said Liang Wenfeng, smiling.", "said", Some("Liang Wenfeng")),
            (Lang::EN, "Liang has stated that money is no problem.", "stated", Some("Liang")),
            (Lang::EN, "He strongly believes it.", "believes", None),
            (Lang::EN, "According to Reuters, it rose.", "According to", Some("Reuters")),
            (Lang::ZH, "梁文锋表示，护城河是短暂的。", "表示", Some("梁文锋")),
            (Lang::KO, "량원펑은 팀이 중요하다고 말했다.", "말했다", Some("량원펑")),
        ] {
            let found = reporting(text, lang, &[]).expect(text);
            assert_eq!(found.word.slice(text), Some(word), "{text}");
            assert_eq!(found.speaker.and_then(|span| span.slice(text)), speaker, "{text}");
        }
        let named = reporting("Mara Lindqvist: “No.”", Lang::EN, &[]).and_then(|report| report.speaker);
        assert_eq!(named, Some(Span::new(0, 14)));
        assert_eq!(reporting("The team grew.", Lang::EN, &[]), None);
        let text = "“He said no.”";
        assert_eq!(reporting(text, Lang::EN, &[Span::new(0, text.len())]), None);
    }
}
