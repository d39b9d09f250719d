//! What is known of the renditions beside their words.

use crate::compare::differences::pair::Pair;
use crate::compare::differences::{Difference, DifferenceKind, Found};
use crate::compare::words::Words;
use crate::compare::{Group, Origin, Wording};
use crate::lang::Lang;
use crate::model::{RenditionKind, SpeechMode, Word as _};
use crate::similarity::char_similarity;
use crate::text::{Span, fold_key};

/// Who speaks where the document itself does.
const NARRATOR: &str = "narrator";
/// From which likeness on a wording is the one that was said, but for slips.
const AS_SAID: f64 = 0.85;

/// Direct against reported speech, and origins that clash.
pub(super) fn differences(pair: &Pair<'_>, group: &Group) -> Vec<Found> {
    let (one, other) = (&pair.a.wording.origin, &pair.b.wording.origin);
    let mut found = Vec::new();
    let narrates = |origin: &Origin| origin.speaker == NARRATOR;
    if let (Some(ours), Some(theirs)) = (one.mode, other.mode)
        && (ours != theirs || narrates(one) != narrates(other))
    {
        let word = |origin: &Origin, mode: SpeechMode| if narrates(origin) { NARRATOR } else { mode.word() };
        let words = [word(one, ours), word(other, theirs)];
        found.push(Found::new(DifferenceKind::Speech, None, None, words));
    }
    let clashes = [
        ("speaker", speaker(one, group), speaker(other, group), false),
        ("date", &one.date, &other.date, true),
        ("occasion", &one.occasion, &other.occasion, false),
    ];
    for (what, ours, theirs, is_date) in clashes {
        let agree = if is_date { are_one_date(ours, theirs) } else { are_one_name(ours, theirs) };
        if !ours.is_empty() && !theirs.is_empty() && !agree {
            found.push(Found { what, ..Found::new(DifferenceKind::Provenance, None, None, [ours, theirs]) });
        }
    }
    found
}

/// Who is named as speaker; nobody where the document narrates.
fn speaker<'o>(origin: &'o Origin, group: &'o Group) -> &'o str {
    match origin.speaker.as_str() {
        "" => &group.speaker,
        NARRATOR => "",
        named => named,
    }
}

/// Dates that clash with what is known of the quote itself.
pub(super) fn misdated(group: &Group) -> Vec<Difference> {
    let clashes =
        |origin: &Origin| !group.date.is_empty() && !origin.date.is_empty() && !are_one_date(&origin.date, &group.date);
    let wrong = group.wordings.iter().enumerate().filter(|(_, wording)| clashes(&wording.origin));
    wrong
        .map(|(a, wording)| Difference {
            a,
            b: None,
            kind: DifferenceKind::Provenance,
            a_span: None,
            b_span: None,
            what: "date",
            words: [wording.origin.date.clone(), group.date.clone()],
        })
        .collect()
}

/// Whether one date says no more than the other: 2024 and 2024-07.
fn are_one_date(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// Stems that every occasion may have.
const GENERAL: [&str; 6] = ["interview", "speech", "talk", "press", "confer", "statement"];

/// Whether two names or occasions share a word that says something.
fn are_one_name(a: &str, b: &str) -> bool {
    let keys = |text: &str| -> Vec<String> {
        Words::new(text, Lang::EN)
            .into_iter()
            .filter(|word| word.is_content)
            .map(|word| word.stem)
            .filter(|stem| !GENERAL.contains(&stem.as_str()))
            .collect()
    };
    let (ours, theirs) = (keys(a), keys(b));
    ours.is_empty() || theirs.is_empty() || ours.iter().any(|key| theirs.contains(key))
}

/// Renditions in the language of the words said that are not those words: they
/// were translated back, or retold.
pub(super) fn back_translations(group: &Group) -> Vec<Difference> {
    let Some(source) = &group.source else { return Vec::new() };
    let is_back = |wording: &Wording| match wording.origin.kind {
        Some(RenditionKind::BackTranslation) => true,
        Some(RenditionKind::Source) => false,
        Some(RenditionKind::Translation) | None => {
            wording.lang.same_language(source.lang) && !is_as_said(&source.text, &wording.text)
        }
    };
    let backs = group.wordings.iter().enumerate().filter(|(_, wording)| is_back(wording));
    backs
        .map(|(a, wording)| Difference {
            a,
            b: None,
            kind: DifferenceKind::BackTranslation,
            a_span: Some(Span::new(0, wording.text.len())),
            b_span: Some(Span::new(0, source.text.len())),
            what: "",
            words: [wording.text.clone(), source.text.clone()],
        })
        .collect()
}

/// Whether a wording is a part of what was said, but for slips.
fn is_as_said(source: &str, text: &str) -> bool {
    // Folded: another script, width or mark is no other wording.
    let letters = |text: &str| -> String { fold_key(text).chars().filter(|c| c.is_alphanumeric()).collect() };
    let (said, told) = (letters(source), letters(text));
    said.contains(&told) || char_similarity(&said, &told).value() >= AS_SAID
}
