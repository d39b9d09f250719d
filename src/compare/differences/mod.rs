//! Differences between renditions, named.
//!
//! Each pair of renditions is aligned by itself; every kind then has its own
//! rules, in a file of its own.

mod calendar;
mod claims;
mod clauses;
mod names;
mod numbers;
mod opposites;
mod order;
mod origin;
mod pair;
mod spelling;

use rayon::prelude::*;

use crate::compare::Group;
use crate::compare::align::Tokens;
use crate::compare::differences::pair::Pair;
use crate::text::Span;

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Both cannot be true.
    Conflict,
    /// One affirms what the other denies.
    Polarity,
    /// Something is claimed as differently needful, possible or real.
    Modality,
    /// Amounts or dates differ.
    Number,
    /// A name stands in one only, or names differ.
    Name,
    /// A clause stands in one only.
    Clause,
    /// What both say stands in another order.
    Order,
    /// A word is written in two ways.
    Spelling,
    /// One is direct speech, the other reported.
    Speech,
    /// What is said of speaker, date or occasion differs.
    Provenance,
    /// A rendition in the language of the words said has other words.
    BackTranslation,
}

impl DifferenceKind {
    /// Every kind, the gravest first.
    pub const ALL: [Self; 11] = [
        Self::Conflict,
        Self::Polarity,
        Self::Modality,
        Self::Number,
        Self::Name,
        Self::Clause,
        Self::Order,
        Self::Spelling,
        Self::Speech,
        Self::Provenance,
        Self::BackTranslation,
    ];

    /// The word that reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Polarity => "polarity",
            Self::Modality => "modality",
            Self::Number => "number",
            Self::Name => "name",
            Self::Clause => "clause",
            Self::Order => "order",
            Self::Spelling => "spelling",
            Self::Speech => "speech",
            Self::Provenance => "provenance",
            Self::BackTranslation => "back-translation",
        }
    }

    /// What it means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Conflict => "both cannot be true",
            Self::Polarity => "one affirms what the other denies",
            Self::Modality => "claimed as differently needful, possible or real",
            Self::Number => "amounts or dates differ",
            Self::Name => "a name that the other does not have",
            Self::Clause => "a clause that the other does not have",
            Self::Order => "the same in another order",
            Self::Spelling => "a word written in two ways",
            Self::Speech => "direct against reported speech",
            Self::Provenance => "speaker, date or occasion disagree",
            Self::BackTranslation => "suspected translation back into the language of the words said",
        }
    }
}

/// A difference between two renditions, or between one and the words said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The rendition that comes first.
    pub a: usize,
    /// The other one; `None` for the words said.
    pub b: Option<usize>,
    /// What kind of difference it is.
    pub kind: DifferenceKind,
    /// Where it shows in `a`, in bytes of it; `None` where nothing stands, or for the whole.
    pub a_span: Option<Span>,
    /// Where it shows in `b`.
    pub b_span: Option<Span>,
    /// What it is about, where the kind alone does not say: `date`.
    pub what: &'static str,
    /// How `a` and `b` have it, in a few words; empty where one has nothing.
    pub words: [String; 2],
}

impl Difference {
    /// What it is, in a few words: `should / must`, `date: 2023 / 2024-07`.
    pub fn detail(&self) -> String {
        let [a, b] = self.words.each_ref().map(|words| if words.is_empty() { "–" } else { words });
        let what = if self.what.is_empty() { String::new() } else { format!("{}: ", self.what) };
        format!("{what}{a} / {b}")
    }

    /// The same with other numbers for the renditions; the lower one comes first.
    pub(crate) fn renumbered(self, number: impl Fn(usize) -> usize) -> Self {
        let (a, b) = (number(self.a), self.b.map(number));
        let Some(b) = b.filter(|b| *b < a) else { return Self { a, b, ..self } };
        let [ours, theirs] = self.words;
        Self { a: b, b: Some(a), a_span: self.b_span, b_span: self.a_span, words: [theirs, ours], ..self }
    }
}

/// A difference of a pair, before it knows of which.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    kind: DifferenceKind,
    a: Option<Span>,
    b: Option<Span>,
    what: &'static str,
    words: [String; 2],
}

impl Found {
    fn new<W: Into<String>>(kind: DifferenceKind, a: Option<Span>, b: Option<Span>, words: [W; 2]) -> Self {
        Self { kind, a, b, what: "", words: words.map(Into::into) }
    }
}

/// The differences of all pairs of renditions, by pair, then by kind and place.
pub(crate) fn differences(group: &Group, rows: &[Tokens]) -> Vec<Difference> {
    let count = group.wordings.len();
    let pairs: Vec<(usize, usize)> = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
    let of_pair = |(a, b): (usize, usize)| -> Vec<Difference> {
        let Some(pair) = Pair::new(group, rows, a, b) else { return Vec::new() };
        let found = in_texts(&pair).into_iter().chain(origin::differences(&pair, group));
        let difference = |found: Found| Difference {
            a,
            b: Some(b),
            kind: found.kind,
            a_span: found.a,
            b_span: found.b,
            what: found.what,
            words: found.words,
        };
        found.map(difference).collect()
    };
    let mut out: Vec<Difference> = pairs.into_par_iter().flat_map_iter(of_pair).collect();
    out.extend(origin::back_translations(group));
    out.extend(origin::misdated(group));
    out.sort();
    out.dedup();
    out
}

/// What can be told from the words. Between languages only terms, names and
/// numbers tell what belongs together: too little to miss a clause by.
fn in_texts(pair: &Pair<'_>) -> Vec<Found> {
    let mut found = claims::modality(pair);
    if !pair.is_in_one_lang() {
        found.extend(numbers::differences(pair));
        found.extend(names::differences(pair));
        return found;
    }
    let polarity = claims::polarity(pair);
    let numbers = numbers::differences(pair);
    found.extend(opposites::conflicts(pair, &polarity, &numbers));
    found.extend(polarity);
    found.extend(numbers);
    found.extend(names::differences(pair));
    found.extend(clauses::differences(pair));
    found.extend(order::differences(pair));
    found.extend(spelling::differences(pair));
    found
}
