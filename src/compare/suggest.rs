//! Pairs of terms that a glossary may want, from what stands for each other.

use std::collections::BTreeMap;

use crate::compare::align::{Kind, SAME_STEM, Token, Tokens, likeness};
use crate::compare::comparison::laid;
use crate::compare::scores;
use crate::compare::{Group, Wording};
use crate::lang::Lang;
use crate::segment::joins_nouns;
use crate::text::Span;

/// The longest term that is proposed, in words.
const LONGEST: usize = 4;

/// From which likeness on two words frame what stands between them.
const AKIN: f64 = 0.75;

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
/// What faces each other in a column, is short, is not the same word, and stands
/// between words that say the same: of one language, or of the words said and a
/// rendition.
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

/// A cell: its rendition, the words of that, and those of them that are in it.
type Cell<'g> = (&'g Wording, &'g Tokens, &'g Vec<usize>);

/// Two words, each with its language.
type TermPair = [(Lang, String); 2];

fn of_group(group: &Group) -> Vec<(TermPair, &'static str)> {
    let wordings: Vec<&Wording> = group.wordings.iter().chain(&group.source).collect();
    let (rows, table) = laid(group, &scores::pairs(group));
    let mut out: Vec<(TermPair, &'static str)> = Vec::new();
    for column in &table.columns {
        let cells: Vec<Cell<'_>> = column
            .cells
            .iter()
            .filter_map(|(row, chunks)| Some((*wordings.get(*row)?, rows.get(*row)?, chunks)))
            .collect();
        for (at, one) in cells.iter().enumerate() {
            for other in cells.iter().skip(at + 1) {
                let is_pair = !is_one_word(*one, *other) && is_framed(*one, *other);
                let Some((a, b)) = term(*one).zip(term(*other)).filter(|_| is_pair) else { continue };
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
fn term((wording, tokens, chunks): Cell<'_>) -> Option<String> {
    let heads: Vec<&Token> = chunks.iter().filter_map(|chunk| tokens.head(*chunk)).collect();
    let is_term = heads.iter().all(|head| head.kind == Kind::Content && head.concept.is_none());
    let words: usize = heads.iter().map(|head| head.keys.len()).sum();
    let has_digits = heads.iter().any(|head| head.keys.iter().any(|key| key.contains(|c: char| c.is_ascii_digit())));
    let span = Span::new(heads.first()?.span.start, heads.last()?.span.end);
    let text = span.slice(&wording.text)?;
    // Small words in the middle make a phrase of it.
    let inner = tokens.all.iter().filter(|token| token.span.start > span.start && token.span.end < span.end);
    let mut inner = inner.filter(|token| token.kind != Kind::Content);
    let is_term = is_term && inner.all(|token| token.keys.iter().all(|key| joins_nouns(key, wording.lang)));
    let is_whole = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’'));
    (is_term && words <= LONGEST && !has_digits && is_whole && text.chars().count() > 1)
        .then(|| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

/// Whether two cells stand between words that say the same; at most one of the sides may be an end.
fn is_framed(one: Cell<'_>, other: Cell<'_>) -> bool {
    let ends = |cell: Cell<'_>| {
        let (first, last) = (cell.2.first().copied().unwrap_or_default(), cell.2.last().copied().unwrap_or_default());
        let before = first.checked_sub(1).and_then(|at| cell.1.head(at)).cloned();
        (before, cell.1.head(last + 1).cloned())
    };
    let (ours, theirs) = (ends(one), ends(other));
    let alike = |here: &Option<Token>, there: &Option<Token>| match (here, there) {
        (Some(here), Some(there)) => likeness(here, there) >= AKIN,
        (None, None) => true,
        _ => false,
    };
    let has_end = ours.0.is_some() || ours.1.is_some();
    has_end && alike(&ours.0, &theirs.0) && alike(&ours.1, &theirs.1)
}

/// Whether all words of one cell are in the other, in some form: approval, needing approval.
fn is_one_word(one: Cell<'_>, other: Cell<'_>) -> bool {
    let heads = |cell: Cell<'_>| cell.2.iter().filter_map(|chunk| cell.1.head(*chunk)).cloned().collect::<Vec<Token>>();
    let (ours, theirs) = (heads(one), heads(other));
    let holds = |some: &[Token], others: &[Token]| {
        some.iter().all(|head| others.iter().any(|other| likeness(head, other) >= SAME_STEM))
    };
    holds(&ours, &theirs) || holds(&theirs, &ours)
}
