//! Where sentences and clauses begin and end.
//!
//! Sentences are those of UAX #29, put together again after abbreviations,
//! initials, numbers of lists and questions inside a sentence, and cut at the
//! Chinese semicolon. Clauses are what commas, dashes and connectives set apart.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Script, Span};

/// A line shorter than this, in bytes, was not broken because it was full.
const FULL_LINE: usize = 40;

/// Abbreviations, without the last full stop.
struct Abbreviations {
    /// A sentence never ends there.
    always: HashSet<&'static str>,
    /// A sentence ends there only before a word that begins sentences.
    unless: HashSet<&'static str>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    let (mut always, mut unless) = (HashSet::new(), HashSet::new());
    let mut group = &mut always;
    for line in include_str!("data/abbreviations.txt").lines().filter(|line| !line.starts_with('#')) {
        match line {
            "[always]" => {}
            "[unless]" => group = &mut unless,
            words => group.extend(words.split(' ')),
        }
    }
    Abbreviations { always, unless }
});

/// Words in capitals that begin a sentence after an abbreviation rather than go on with a name.
const BEGINNERS: [&str; 24] = [
    "The", "A", "An", "In", "On", "At", "It", "He", "She", "We", "They", "This", "That", "These", "But", "And", "As",
    "If", "When", "For", "Its", "His", "Their", "There",
];

/// What begins a clause, as words with blanks between them.
static CONNECTIVES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("data/connectives.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(' ').skip(1)).map(|words| words.split('-').collect()).collect()
});

/// The sentences of `text` in order, without the blanks around them. A
/// heading, a list item and a line of verse are sentences too; what holds
/// neither letters nor digits is none.
///
/// # Source
///
/// UAX #29, with the corrections named above.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    for block in blocks(text) {
        let Some(source) = block.slice(text) else { continue };
        // A line end inside a paragraph is a blank; the length stays as it is.
        let flat = source.replace(['\n', '\r'], " ");
        let mut open: Option<Span> = None;
        for (at, piece) in flat.split_sentence_bound_indices() {
            for (from, part) in at_semicolons(at, piece) {
                let span = Span::new(from, from + part.len());
                let before = open.and_then(|before| before.slice(&flat));
                if before.is_some_and(|before| goes_on(before, part)) {
                    open = open.map(|before| Span::new(before.start, span.end));
                } else {
                    out.extend(
                        open.and_then(|sentence| trimmed(&flat, sentence)).map(|span| span.shifted(block.start)),
                    );
                    open = Some(span);
                }
            }
        }
        out.extend(open.and_then(|sentence| trimmed(&flat, sentence)).map(|span| span.shifted(block.start)));
    }
    out
}

/// The clauses of one sentence of `text` in order, without the marks and
/// blanks around them; a sentence without any cut is its one clause.
pub fn clauses(text: &str, sentence: Span) -> Vec<Span> {
    let Some(source) = sentence.slice(text) else { return Vec::new() };
    let mut cuts = vec![0];
    let mut before = None;
    let mut rest = source.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|(_, next)| *next);
        if ends_clause(before, c, after) {
            cuts.push(at + c.len_utf8());
        }
        before = Some(c);
    }
    cuts.extend(connectives(source));
    cuts.push(source.len());
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.iter().zip(cuts.iter().skip(1)).map(|(from, to)| Span::new(*from, *to));
    pieces.filter_map(|piece| bare(source, piece)).map(|piece| piece.shifted(sentence.start)).collect()
}

/// The parts of a text that no sentence crosses: paragraphs, and lines unless they were broken for room.
fn blocks(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut last = "";
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}']) {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let wrapped = last.len() >= FULL_LINE
            && !last.trim_end().ends_with(['.', '!', '?', ':', '。', '！', '？', '：'])
            && line.starts_with(|c: char| c.is_lowercase());
        match out.last_mut() {
            Some(block) if wrapped => block.end = span.end,
            _ => out.push(span),
        }
        last = line;
    }
    out
}

/// The parts of a piece that Chinese semicolons end, with their places.
fn at_semicolons(start: usize, piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    piece.split_inclusive('；').map(move |part| {
        let from = at;
        at += part.len();
        (from, part)
    })
}

/// Whether `next` goes on with the sentence that `before` seemed to end.
fn goes_on(before: &str, next: &str) -> bool {
    let ended = before.trim_end();
    let next = next.trim_start();
    let Some(first) = next.chars().find(|c| c.is_alphanumeric()) else {
        // Closing marks that stand alone belong to what they close.
        return !next.is_empty();
    };
    // “Why?” he asked.
    if first.is_lowercase() && ended.ends_with(['"', '”', '’', '\'', '»', '」', '』', '!', '?', ')', '…']) {
        return true;
    }
    let Some(word) = ended.strip_suffix('.').map(last_word) else { return false };
    if word.is_empty() {
        return false;
    }
    // The number of a list item, alone.
    if word.len() == ended.len() - 1 && word.chars().all(|c| c.is_ascii_digit()) && word.len() < 4 {
        return true;
    }
    let small = word.to_lowercase();
    let begins = BEGINNERS.contains(&first_word(next));
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && first.is_uppercase();
    ABBREVIATIONS.always.contains(small.as_str())
        || (!begins && (is_initial && word != "I" || ABBREVIATIONS.unless.contains(small.as_str())))
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘')).next().unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default()
}

/// Without blanks; `None` when no letter or digit is left.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let piece = span.slice(text)?;
    let start = span.start + (piece.len() - piece.trim_start().len());
    // A mark that opens something belongs to what comes after.
    let inner =
        piece.trim().trim_end_matches(|c: char| matches!(c, '[' | '(' | '{' | '“' | '「' | '（') || c.is_whitespace());
    let inner = Span::new(start, start + inner.len());
    inner.slice(text)?.contains(char::is_alphanumeric).then_some(inner)
}

/// Without the blanks and marks around it; `None` when no letter or digit is left.
fn bare(text: &str, span: Span) -> Option<Span> {
    let piece = span.slice(text)?;
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '¥' | '₩' | '%' | '+' | '#');
    let start = span.start + (piece.len() - piece.trim_start_matches(mark).len());
    let inner = piece.trim_matches(mark);
    (!inner.is_empty()).then(|| Span::new(start, start + inner.len()))
}

/// Whether `c`, between its neighbours, sets two clauses apart.
fn ends_clause(before: Option<char>, c: char, after: Option<char>) -> bool {
    let blank_after = after.is_none_or(|c| c.is_whitespace() || is_closing(c));
    match c {
        '，' | '；' | '：' | '。' | '！' | '？' | '…' | '—' => true,
        // 1,000 and 10:30 are one piece; a comma of Chinese text needs no blank.
        ',' | ';' | ':' => {
            let unspaced = |c: Option<char>| c.is_some_and(|c| matches!(Script::of(c), Script::Han | Script::Hiragana));
            blank_after || unspaced(before) || unspaced(after)
        }
        '.' | '!' | '?' => blank_after && after.is_some(),
        '–' | '-' => blank_after && before.is_some_and(char::is_whitespace),
        _ => false,
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | '」' | '』' | ')' | ']' | '）' | '】')
}

/// Where in a sentence the connectives begin.
fn connectives(source: &str) -> Vec<usize> {
    let words: Vec<(usize, &str)> = source.split_word_bound_indices().filter(|(_, word)| *word != " ").collect();
    let mut cuts = Vec::new();
    for at in 1..words.len() {
        let here = words.get(at..).unwrap_or_default();
        let stands = |connective: &Vec<&str>| {
            connective.len() <= here.len() && connective.iter().zip(here).all(|(wanted, (_, word))| wanted == word)
        };
        if CONNECTIVES.iter().any(stands) {
            cuts.extend(here.first().map(|(start, _)| *start));
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(text: &str, spans: &[Span]) -> Vec<String> {
        spans.iter().map(|span| span.slice(text).expect("a span of the text").to_owned()).collect()
    }

    #[test]
    fn texts_fall_into_sentences() {
        for (text, wanted) in [
            ("It came. It went.", &["It came.", "It went."][..]),
            ("Mr. Liang met Dr. Wu. They spoke.", &["Mr. Liang met Dr. Wu.", "They spoke."]),
            ("J. K. Rowling wrote it.", &["J. K. Rowling wrote it."]),
            (
                "Sold in the U.S. market. Sold in the U.S. The rest stayed.",
                &["Sold in the U.S. market.", "Sold in the U.S.", "The rest stayed."],
            ),
            ("It rose 3.5 percent. Then 4.", &["It rose 3.5 percent.", "Then 4."]),
            ("“Why?” he asked. “Because.” She left.", &["“Why?” he asked.", "“Because.”", "She left."]),
            ("1. First point\n2. Second point", &["1. First point", "2. Second point"]),
            ("A heading\n\nA text.", &["A heading", "A text."]),
            (
                "This long line was broken for the sake of\nroom on the page. So.",
                &["This long line was broken for the sake of\nroom on the page.", "So."],
            ),
            (
                "中国要做贡献者。为什么？因为时候到了；不再等。",
                &["中国要做贡献者。", "为什么？", "因为时候到了；", "不再等。"],
            ),
            ("他说：“可以。”然后走了。", &["他说：“可以。”", "然后走了。"]),
            ("우리는 기여자가 되어야 한다. 이제 시작이다.", &["우리는 기여자가 되어야 한다.", "이제 시작이다."]),
            (" \n — \n", &[]),
            ("", &[]),
        ] {
            assert_eq!(pieces(text, &sentences(text)), wanted, "{text}");
        }
    }

    #[test]
    fn sentences_fall_into_clauses() {
        for (text, wanted) in [
            ("If this changes, China will lead.", &["If this changes", "China will lead"][..]),
            ("It cost 1,000 dollars at 10:30.", &["It cost 1,000 dollars at 10:30"]),
            ("Not money — it's the chips.", &["Not money", "it's the chips"]),
            ("A contributor rather than a rider", &["A contributor", "rather than a rider"]),
            ("We are late but we are here.", &["We are late", "but we are here"]),
            ("在颠覆性的技术面前，护城河是短暂的。", &["在颠覆性的技术面前", "护城河是短暂的"]),
            ("우리는 늦었지만, 여기에 있다.", &["우리는 늦었지만", "여기에 있다"]),
            ("one", &["one"]),
        ] {
            assert_eq!(pieces(text, &clauses(text, Span::new(0, text.len()))), wanted, "{text}");
        }
    }

    proptest! {
        /// Sentences come in order, share nothing, and every letter and digit is in one.
        #[test]
        fn every_letter_is_in_one_sentence(text in "[a-zA-Z.!?,;: \n\r“”1가다中国。，；\u{2028}-]{0,40}") {
            let found = sentences(&text);
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                prop_assert!(found.iter().any(|span| span.start <= at && at < span.end), "{} at {}", c, at);
            }
            for sentence in found {
                let parts = clauses(&text, sentence);
                prop_assert!(parts.windows(2).all(|pair| pair[0].end <= pair[1].start));
                let letters = |span: Span| span.slice(&text).unwrap().chars().filter(|c| c.is_alphanumeric()).count();
                prop_assert_eq!(parts.iter().map(|part| letters(*part)).sum::<usize>(), letters(sentence));
            }
        }
    }
}
