//! Days, months and seasons that differ.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::lang::Lang;
use crate::text::Span;

/// The names of one language, each with its kind and its place among them.
type Calendar = HashMap<&'static str, (usize, usize)>;

/// Days, months and seasons, by language.
static CALENDAR: LazyLock<HashMap<&'static str, Calendar>> = LazyLock::new(|| {
    let mut out: HashMap<&str, Calendar> = HashMap::new();
    for (kind, row) in include_str!("../data/calendar.tsv").lines().filter(|row| !row.starts_with('#')).enumerate() {
        let Some((lang, words)) = row.split_once('\t') else { continue };
        for (which, names) in words.split(' ').enumerate() {
            out.entry(lang).or_default().extend(names.split('/').map(|name| (name, (kind, which))));
        }
    }
    out
});

/// Whether a word names a day, a month or a season.
pub(super) fn is_calendar(key: &str, lang: Lang) -> bool {
    CALENDAR.get(lang.base().as_str()).is_some_and(|names| names.contains_key(key))
}

/// Days, months and seasons that differ: those of one kind that stand in one rendition only.
pub(super) fn differences(pair: &Pair<'_>) -> Vec<Found> {
    let calendar = |side: &Side<'_>| -> Vec<(usize, usize, Span)> {
        let Some(names) = CALENDAR.get(side.lang().base().as_str()) else { return Vec::new() };
        side.tokens
            .words
            .iter()
            .filter_map(|word| {
                names
                    .get(word.stem.as_str())
                    .or(names.get(word.key.as_str()))
                    .map(|(kind, which)| (*kind, *which, word.span))
            })
            .collect()
    };
    let (ours, theirs) = (calendar(&pair.a), calendar(&pair.b));
    let has = |days: &[(usize, usize, Span)], day: &(usize, usize, Span)| {
        days.iter().any(|other| (other.0, other.1) == (day.0, day.1))
    };
    let mut found = Vec::new();
    for day in ours.iter().filter(|day| !has(&theirs, day)) {
        if let Some(other) = theirs.iter().find(|other| other.0 == day.0 && !has(&ours, other)) {
            let words = [pair.a.text(day.2), pair.b.text(other.2)];
            found.push(Found::new(DifferenceKind::Number, Some(day.2), Some(other.2), words));
        }
    }
    found
}
