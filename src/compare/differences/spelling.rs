//! One word written in two ways: honour and honor, doesnt and doesn't, closed source and closed-source.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::compare::words::Word;
use crate::text::{Script, Span};

/// A word, or two in a row, and how they are written.
type Spellings = BTreeMap<String, Vec<(String, Span)>>;

pub(super) fn differences(pair: &Pair<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut known: BTreeSet<(Span, Span)> = BTreeSet::new();
    let (ours, theirs) = (spellings(&pair.a), spellings(&pair.b));
    for (key, here) in &ours {
        let Some(there) = theirs.get(key) else { continue };
        let differ = |one: &[(String, Span)], other: &[(String, Span)]| {
            one.iter().find(|(text, _)| !other.iter().any(|(same, _)| same == text)).cloned()
        };
        let (Some((one, a)), Some((other, b))) = (differ(here, there), differ(there, here)) else { continue };
        // What two words in a row show, one of them may have shown.
        let is_known = known.iter().any(|(left, right)| left.overlaps(a) && right.overlaps(b));
        // Traditional and simplified characters are two scripts, and no spelling.
        let is_script = |text: &str| text.chars().any(|c| Script::of(c) == Script::Han);
        if one != other && !is_known && !is_script(&one) {
            known.insert((a, b));
            let words = [pair.a.text(a), pair.b.text(b)];
            found.push(Found::new(DifferenceKind::Spelling, Some(a), Some(b), words));
        }
    }
    found
}

/// Every word and every two words in a row by their letters, with how they are written.
fn spellings(side: &Side<'_>) -> Spellings {
    let words = &side.tokens.words;
    let mut out = Spellings::new();
    let mut add = |key: String, span: Span| {
        out.entry(key).or_default().push((written(side.text(span)), span));
    };
    for word in words.iter() {
        add(word.key.clone(), word.span);
    }
    for two in words.windows(2) {
        let [one, other] = two else { continue };
        if is_compound(side, one, other) {
            add(format!("{}{}", one.key, other.key), Span::new(one.span.start, other.span.end));
        }
    }
    out
}

/// Whether two words in a row may be written as one: both say something, and a blank or a hyphen stands between.
fn is_compound(side: &Side<'_>, one: &Word, other: &Word) -> bool {
    let gap = side.text(Span::new(one.span.end, other.span.start));
    matches!(gap, " " | "-" | "- " | "\u{2010}" | "\u{2011}" | "\u{a0}") && (one.is_content || other.is_content)
}

/// A word as it is written, without what fonts and the place in the sentence change.
fn written(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{a0}' => ' ',
        c => c,
    });
    plain.flat_map(char::to_lowercase).collect()
}
