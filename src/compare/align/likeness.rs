//! How alike two tokens are.

use crate::compare::align::tokens::{Kind, Token};
use crate::segment::Claim;
use crate::text::Script;

/// What is less alike than this is no anchor.
pub(crate) const LEAST: f64 = 0.4;

/// What two forms of one word are worth.
pub(crate) const SAME_STEM: f64 = 0.95;

/// The likeness of two heads, 0.0 to 1.0.
///
/// One concept or one written word make 1.0, one stem 0.95. Then counts how
/// much of the words of either is in the other, and of two words how much of
/// the shorter begins the longer, or which pairs of letters both have.
pub(crate) fn likeness(a: &Token, b: &Token) -> f64 {
    match (a.kind, b.kind) {
        (Kind::Content, Kind::Content) => content_likeness(a, b),
        (Kind::Claim(one), Kind::Claim(other)) if a.keys == b.keys || one == other => 0.9,
        (Kind::Claim(one), Kind::Claim(other)) if are_akin(one, other) => 0.6,
        (Kind::Function, Kind::Function) if a.keys == b.keys => 1.0,
        _ => 0.0,
    }
}

/// Whether both say how sure or needful something is, or both deny it, or deny that it is all.
fn are_akin(a: Claim, b: Claim) -> bool {
    a.modality.is_some() && b.modality.is_some() || a.is_denied && b.is_denied || a.is_partly && b.is_partly
}

fn content_likeness(a: &Token, b: &Token) -> f64 {
    let is_one_concept = a.concept.is_some() && a.concept == b.concept;
    // Without most letters of the one in the other they are not alike; most pairs of words end here.
    let shared = (a.letters & b.letters).count_ones();
    if !is_one_concept && 2 * shared < a.letters.count_ones().min(b.letters.count_ones()) {
        return 0.0;
    }
    if is_one_concept || a.keys == b.keys {
        return 1.0;
    }
    if a.stems == b.stems {
        return SAME_STEM;
    }
    let best = |stems: &[String], others: &[String]| -> f64 {
        stems.iter().map(|stem| others.iter().map(|other| stem_likeness(stem, other)).fold(0.0, f64::max)).sum()
    };
    let parts =
        0.9 * (best(&a.stems, &b.stems) + best(&b.stems, &a.stems)) / count(a.stems.len() + b.stems.len()).max(1.0);
    // Written as one word or as several: free rider, freeriding.
    if a.keys.len() == b.keys.len() { parts } else { parts.max(stem_likeness(&a.keys.concat(), &b.keys.concat())) }
}

fn stem_likeness(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    // Most words have nothing in common; 2023 and 2024 are not alike.
    if !b.contains(|c| a.contains(c)) || a.chars().chain(b.chars()).any(|c| c.is_ascii_digit()) {
        return 0.0;
    }
    let shorter = a.chars().count().min(b.chars().count());
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let is_dense = a.chars().chain(b.chars()).all(|c| matches!(Script::of(c), Script::Han | Script::Hangul));
    let least = if is_dense { 1 } else { 4 };
    let prefix = if shared >= least && shared * 3 >= shorter * 2 {
        (0.55 + 0.4 * count(shared) / count(shorter.max(1))).min(SAME_STEM)
    } else {
        0.0
    };
    let least = if is_dense { 0.5 } else { 0.75 };
    // As many pairs as it takes have one letter more between them, and both words have those.
    let lengths = a.chars().count() + b.chars().count();
    let common = a.chars().filter(|c| b.contains(*c)).count();
    if shorter > 1 && count(common) < least / 2.0 * count(lengths - 2) + 1.0 {
        return prefix;
    }
    let pairs = shared_pairs(a, b);
    f64::max(prefix, if pairs >= least { pairs } else { 0.0 })
}

/// Dice's coefficient over pairs of neighbouring characters, or over single ones of a word of one.
fn shared_pairs(a: &str, b: &str) -> f64 {
    let size = a.chars().count().min(b.chars().count()).clamp(1, 2);
    let (ours, mut theirs) = (runs(a, size), runs(b, size));
    let total = ours.len() + theirs.len();
    let is_shared =
        |run: &&&str| theirs.iter().position(|other| other == *run).map(|at| theirs.swap_remove(at)).is_some();
    let shared = ours.iter().filter(is_shared).count();
    2.0 * count(shared) / count(total.max(1))
}

/// The runs of `size` neighbouring characters of a word, `size` one or two.
fn runs(word: &str, size: usize) -> Vec<&str> {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    ends.iter().zip(ends.iter().skip(size)).filter_map(|(from, to)| word.get(*from..*to)).collect()
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a count of words of one text")]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}
