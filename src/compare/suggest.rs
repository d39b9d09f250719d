//! Pairs of terms that a glossary may want, from what stands for each other.

use std::collections::BTreeMap;

use crate::compare::align::{Kind, SAME_STEM, Table, Tokens, likeness};
use crate::compare::scores;
use crate::compare::{Group, Wording};
use crate::lang::Lang;
use crate::text::Span;

/// The longest term that is proposed, in words.
const LONGEST: usize = 4;

/// Two wordings of something that the glossary has no concept for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// The language of `term`.
    pub lang: Lang,
    /// Words as they stand in a rendition or in the words said.
    pub term: String,
    /// The language of `other`.
    pub other_lang: Lang,
    /// Words that stand for the same.
    pub other: String,
    /// How many groups have both facing each other.
    pub count: usize,
    /// Where: the ids of the groups, sorted.
    pub groups: Vec<String>,
    /// Why they are taken for each other.
    pub reason: &'static str,
}

/// Candidates for pairs of terms, the most frequent first.
///
/// Of one language: what faces each other in a column, is short and is not the
/// same word. Between the words said and a rendition: what alone is left in
/// clauses that belong together once every known concept is taken away.
pub fn suggestions(groups: &[Group]) -> Vec<Suggestion> {
    let mut found: BTreeMap<(Lang, String, Lang, String, &'static str), Vec<String>> = BTreeMap::new();
    for group in groups {
        for (pair, reason) in of_group(group) {
            let [(lang, term), (other_lang, other)] = pair;
            let groups = found.entry((lang, term, other_lang, other, reason)).or_default();
            if groups.last() != Some(&group.id) {
                groups.push(group.id.clone());
            }
        }
    }
    let mut out: Vec<Suggestion> = found
        .into_iter()
        .map(|((lang, term, other_lang, other, reason), mut groups)| {
            groups.sort();
            Suggestion { lang, term, other_lang, other, count: groups.len(), groups, reason }
        })
        .collect();
    out.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.cmp(b)));
    out
}

/// Two words, each with its language.
type TermPair = [(Lang, String); 2];

fn of_group(group: &Group) -> Vec<(TermPair, &'static str)> {
    let pairs = scores::pairs(group);
    let mut wordings: Vec<&Wording> = group.wordings.iter().collect();
    let mut rows: Vec<Tokens> = group.wordings.iter().map(Tokens::new).collect();
    let mut table = Table::new(&rows, &scores::order(group, &pairs));
    if let Some(source) = &group.source {
        wordings.push(source);
        rows.push(Tokens::new(source));
        table.add(&rows, &[rows.len() - 1]);
    }
    let mut out: Vec<(TermPair, &'static str)> = Vec::new();
    for column in &table.columns {
        let cells: Vec<(&Wording, &Tokens, &Vec<usize>)> = column
            .cells
            .iter()
            .filter_map(|(row, chunks)| Some((*wordings.get(*row)?, rows.get(*row)?, chunks)))
            .collect();
        for (at, one) in cells.iter().enumerate() {
            for other in cells.iter().skip(at + 1) {
                let Some((a, b)) = term(*one).zip(term(*other)).filter(|_| !is_one_word(*one, *other)) else {
                    continue;
                };
                let is_across = !one.0.lang.same_language(other.0.lang);
                let reason = if is_across { "stands where the words said have it" } else { "stands at the same place" };
                let mut pair = [(one.0.lang, a), (other.0.lang, b)];
                pair.sort();
                if pair.first() != pair.last() && !out.iter().any(|(known, _)| *known == pair) {
                    out.push((pair, reason));
                }
            }
        }
    }
    out
}

/// The words of a cell as a term: short, in one piece, content only, and no known term.
fn term((wording, tokens, chunks): (&Wording, &Tokens, &Vec<usize>)) -> Option<String> {
    let heads: Vec<&crate::compare::align::Token> = chunks.iter().filter_map(|chunk| tokens.head(*chunk)).collect();
    let is_term = heads.iter().all(|head| head.kind == Kind::Content && head.concept.is_none());
    let words: usize = heads.iter().map(|head| head.keys.len()).sum();
    let has_digits = heads.iter().any(|head| head.keys.iter().any(|key| key.contains(|c: char| c.is_ascii_digit())));
    let span = Span::new(heads.first()?.span.start, heads.last()?.span.end);
    let text = span.slice(&wording.text)?;
    let is_whole = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’'));
    (is_term && words <= LONGEST && !has_digits && is_whole && text.chars().count() > 1)
        .then(|| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

/// Whether two cells are one word in several forms.
fn is_one_word(one: (&Wording, &Tokens, &Vec<usize>), other: (&Wording, &Tokens, &Vec<usize>)) -> bool {
    let heads = |cell: (&Wording, &Tokens, &Vec<usize>)| -> Vec<crate::compare::align::Token> {
        cell.2.iter().filter_map(|chunk| cell.1.head(*chunk)).cloned().collect()
    };
    let (ours, theirs) = (heads(one), heads(other));
    ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| likeness(a, b) >= SAME_STEM)
}
