//! How a sentence claims what it says: as needful, possible, real or denied.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lang::Lang;
use crate::segment::edges::Rules;
use crate::segment::{word_key, word_spans};
use crate::text::Span;

/// How sure or needful something is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// It has to be.
    Must,
    /// It does not have to be.
    NeedNot,
    /// It ought to be.
    Should,
    /// It is able to be.
    Can,
    /// It may be, or was able to be.
    Could,
    /// It is possible or likely.
    May,
    /// It is going to be.
    Will,
    /// It is taken for the sake of argument: even if.
    Suppose,
    /// It is granted as a fact: even though.
    Grant,
}

impl Modality {
    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::NeedNot => "need not",
            Self::Should => "should",
            Self::Can => "can",
            Self::Could => "could",
            Self::May => "may",
            Self::Will => "will",
            Self::Suppose => "even if",
            Self::Grant => "even though",
        }
    }
}

/// What some words do to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// How sure or needful they make it.
    pub modality: Option<Modality>,
    /// Whether they deny it.
    pub is_denied: bool,
    /// Whether they deny that it is all, or always so.
    pub is_partly: bool,
}

/// Words that do something to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimMark {
    /// Where they stand: whole words, in bytes.
    pub span: Span,
    /// What they do.
    pub claim: Claim,
    /// Whether they say something of their own as well: a lack, or a word with its ending.
    pub is_worded: bool,
}

/// What a row of the table says of its words: what they do, `None` for those that only look
/// like a claim, and whether they say something of their own.
type Meaning = (Option<Claim>, bool);

/// The words of one language.
#[derive(Default)]
struct Table {
    /// By the first word: the words, and what they do.
    words: HashMap<&'static str, Vec<(Vec<&'static str>, Meaning)>>,
    /// Entries whose first word may go on.
    open: Vec<(Vec<&'static str>, Meaning)>,
    /// Endings, each with the words that follow.
    endings: Vec<(&'static str, Vec<&'static str>, Meaning)>,
    /// The most letters of an entry of a script without spaces.
    longest: usize,
}

static TABLES: LazyLock<HashMap<&'static str, Table>> = LazyLock::new(|| {
    let mut tables: HashMap<&'static str, Table> = HashMap::new();
    for row in include_str!("data/claims.tsv").lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let (Some(lang), Some(does), Some(entries)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let table = tables.entry(lang).or_default();
        for entry in entries.split(", ") {
            let meaning = meaning(does);
            table.longest = table.longest.max(entry.chars().count());
            if let Some(ending) = entry.strip_prefix('-') {
                let mut words = ending.split(' ');
                table.endings.push((words.next().unwrap_or_default(), words.collect(), meaning));
                continue;
            }
            let words: Vec<&str> = entry.split(' ').collect();
            match words.first().copied() {
                Some(first) if !first.ends_with('*') => table.words.entry(first).or_default().push((words, meaning)),
                _ => table.open.push((words, meaning)),
            }
        }
    }
    tables
});

fn meaning(does: &str) -> Meaning {
    let is_worded = does == "lack";
    let (what, is_denied) = match does.strip_suffix("-not") {
        Some(what) => (what, true),
        None => (does, does == "not" || is_worded),
    };
    let modality = match what {
        "must" => Some(Modality::Must),
        "neednt" => Some(Modality::NeedNot),
        "should" => Some(Modality::Should),
        "can" => Some(Modality::Can),
        "could" => Some(Modality::Could),
        "may" => Some(Modality::May),
        "will" => Some(Modality::Will),
        "suppose" => Some(Modality::Suppose),
        "grant" => Some(Modality::Grant),
        _ => None,
    };
    let is_partly = what == "partly";
    let claim = (modality.is_some() || is_denied || is_partly).then_some(Claim { modality, is_denied, is_partly });
    (claim, is_worded)
}

/// The words of `text` that make a claim needful, possible, real or denied, in
/// order; none overlaps another, and the longest entry wins.
///
/// Languages without a table have none.
pub fn claims(text: &str, lang: Lang) -> Vec<ClaimMark> {
    let Some(table) = TABLES.get(lang.base().as_str()) else { return Vec::new() };
    let is_spaced = Rules::of(lang) != Rules::Chinese;
    let spans = word_spans(text, lang);
    let keys: Vec<String> = spans.iter().map(|span| word_key(span.slice(text).unwrap_or_default(), lang)).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < keys.len() {
        let here = keys.get(at..).unwrap_or_default();
        let found = if is_spaced { table.spaced(here) } else { table.unspaced(here) };
        let Some((length, (claim, is_worded))) = found else {
            at += 1;
            continue;
        };
        let last = at + length - 1;
        if let (Some(claim), Some(first), Some(last)) = (claim, spans.get(at), spans.get(last)) {
            out.push(ClaimMark { span: Span::new(first.start, last.end), claim, is_worded });
        }
        at = last + 1;
    }
    out
}

impl Table {
    /// The longest entry that the words begin with: how many words it has, and what it does.
    fn spaced(&self, keys: &[String]) -> Option<(usize, Meaning)> {
        let first = keys.first()?;
        let whole = self.words.get(first.as_str()).into_iter().flatten().chain(&self.open);
        let whole = whole.filter(|(words, _)| begins(keys, words)).map(|(words, meaning)| (words.len(), *meaning));
        let rest = keys.get(1..).unwrap_or_default();
        let endings = self
            .endings
            .iter()
            .filter(|(ending, words, _)| first.len() > ending.len() && first.ends_with(ending) && begins(rest, words));
        let endings = endings.map(|(_, words, (claim, _))| (words.len() + 1, (*claim, true)));
        whole.chain(endings).max_by_key(|(length, _)| *length)
    }

    /// The longest entry that is made of the first words.
    fn unspaced(&self, keys: &[String]) -> Option<(usize, Meaning)> {
        let mut joined = String::new();
        let mut best = None;
        for (count, key) in (1..).zip(keys) {
            joined.push_str(key);
            if joined.chars().count() > self.longest {
                break;
            }
            if let Some((_, meaning)) = self.words.get(joined.as_str()).and_then(|entries| entries.first()) {
                best = Some((count, *meaning));
            }
        }
        best
    }
}

/// Whether the words stand at the beginning; a word before a star may go on.
fn begins(keys: &[String], words: &[&str]) -> bool {
    let fits = |(word, key): (&&str, &String)| match word.strip_suffix('*') {
        Some(start) => key.starts_with(start),
        None => key == word,
    };
    keys.len() >= words.len() && words.iter().zip(keys).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_found_as_whole_words() {
        for (text, lang, found) in [
            ("China should be, and must become, one.", Lang::EN, "should:should must:must"),
            ("It can’t stop them; it won't.", Lang::EN, "can’t:can-not stop:not won't:will-not"),
            ("Not only this, but not that.", Lang::EN, "Not only:partly not:not"),
            ("Even though it is late, we never sleep.", Lang::EN, "Even though:even though never:not"),
            ("Maybe a mustard seed.", Lang::EN, "Maybe:may"),
            ("无法阻止，不仅是价格，可能会停。", Lang::ZH, "无法:can-not 不仅:partly 可能:may 会:will"),
            ("We don't have to wait.", Lang::EN, "don't have to:need not"),
            ("不断创新，不能停。", Lang::ZH, "不能:can-not"),
            ("기여자가 되어야 한다. 막을 수 없다.", Lang::KO, "되어야 한다:must 수 없다:can-not"),
            ("돈뿐만 아니라 칩이 문제가 되지 않는다.", Lang::KO, "돈뿐만 아니라:partly 되지 않는다:not"),
            ("배울 수 있습니다. 쓰지 않겠습니다.", Lang::KO, "수 있습니다:can 쓰지 않겠습니다:not"),
            ("Er muss nicht.", "de".parse().unwrap(), ""),
            ("", Lang::EN, ""),
        ] {
            let shown: Vec<String> = claims(text, lang)
                .into_iter()
                .map(|mark| {
                    let surface = mark.span.slice(text).unwrap();
                    let word = mark.claim.modality.map(Modality::word);
                    let word = match (word, mark.claim.is_denied) {
                        (Some(word), true) => format!("{word}-not"),
                        (None, false) => "partly".to_owned(),
                        (word, _) => word.unwrap_or("not").to_owned(),
                    };
                    format!("{surface}:{word}")
                })
                .collect();
            assert_eq!(shown.join(" "), found, "{text}");
        }
    }
}
