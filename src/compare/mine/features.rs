//! What units are compared by, with weights by rarity.

use std::hash::Hash;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::compare::mine::units::{Unit, UnitKind};
use crate::compare::mine::{Mention, Source};
use crate::compare::words::{Word, Words, gram_keys};
use crate::similarity::Vector;
use crate::text::Span;

/// One unit as it is compared. Numbers stand for texts.
#[derive(Debug, Default)]
pub(super) struct Feature {
    /// Its character n-grams, weighted by frequency and rarity.
    pub(super) grams: Vector,
    /// Its stems in order.
    pub(super) stems: Vec<u32>,
    /// Its stems and concepts, sorted, each as often as it stands there.
    pub(super) tokens: Vec<u32>,
    /// The stems and concepts that say something of their own, sorted, each once.
    pub(super) content: Vec<u32>,
    /// Concepts, Latin names and numbers: what is the same in every language; sorted, each once.
    pub(super) anchors: Vec<u32>,
    /// The words that are no anchors but carry meaning.
    pub(super) other_words: usize,
}

/// All units as they are compared.
#[derive(Debug)]
pub(super) struct Features {
    pub(super) units: Vec<Feature>,
    /// How rare a token is: the logarithm of the sentences over those that have it.
    rarity: Vec<f32>,
    /// The rarity of a token that one sentence has.
    pub(super) rarest: f32,
    /// How many n-grams there are.
    pub(super) gram_count: usize,
}

/// Numbers for texts, in the order in which they are met.
struct Interner<T>(FxHashMap<T, u32>);

impl<T: Eq + Hash> Interner<T> {
    fn number(&mut self, item: T) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(item).or_insert(next)
    }
}

/// What stands in a unit, as text.
struct Raw {
    grams: Vec<[char; 3]>,
    stems: Vec<Stem>,
    concepts: Vec<String>,
    names: Vec<String>,
}

/// A word of a unit.
struct Stem {
    text: String,
    /// Whether it says something of its own.
    is_content: bool,
    /// Whether it is part of a concept, which then counts in its place.
    is_covered: bool,
}

impl Features {
    /// Reads the units of `sources`.
    pub(super) fn new(sources: &[&Source<'_>], units: &[Unit]) -> Self {
        let read = |unit: &Unit| sources.get(unit.document).map(|source| raw(source, unit));
        let raws: Vec<Option<Raw>> = units.par_iter().map(read).collect();
        let mut gram_numbers = Interner(FxHashMap::default());
        let mut token_numbers = Interner(FxHashMap::default());
        let mut counted: Vec<Vec<(u32, f32)>> = Vec::with_capacity(units.len());
        let mut features: Vec<Feature> = Vec::with_capacity(units.len());
        for raw in raws {
            let raw =
                raw.unwrap_or(Raw { grams: Vec::new(), stems: Vec::new(), concepts: Vec::new(), names: Vec::new() });
            let mut feature = Feature::default();
            let mut numbers: Vec<u32> = raw.grams.into_iter().map(|gram| gram_numbers.number(gram)).collect();
            numbers.sort_unstable();
            let runs = numbers.chunk_by(|a, b| a == b);
            counted.push(runs.filter_map(|run| run.first().map(|gram| (*gram, damped(run.len())))).collect());
            feature.other_words = raw.stems.iter().filter(|stem| stem.is_content && !stem.is_covered).count();
            for stem in raw.stems {
                let number = token_numbers.number((Token::Stem, stem.text));
                feature.stems.push(number);
                if !stem.is_covered {
                    feature.tokens.push(number);
                }
                if stem.is_content && !stem.is_covered {
                    feature.content.push(number);
                }
            }
            for concept in raw.concepts {
                let number = token_numbers.number((Token::Concept, concept));
                feature.tokens.push(number);
                feature.content.push(number);
                feature.anchors.push(number);
            }
            let names = raw.names.len();
            feature.anchors.extend(raw.names.into_iter().map(|name| token_numbers.number((Token::Name, name))));
            feature.tokens.sort_unstable();
            for set in [&mut feature.content, &mut feature.anchors] {
                set.sort_unstable();
                set.dedup();
            }
            feature.other_words = feature.other_words.saturating_sub(names);
            features.push(feature);
        }
        let sentences = || units.iter().zip(&features).filter(|(unit, _)| unit.kind == UnitKind::Sentence);
        let count = sentences().count();
        let mut holders = vec![0_u32; token_numbers.0.len()];
        for (_, feature) in sentences() {
            let mut all: Vec<u32> = feature.tokens.iter().chain(&feature.anchors).copied().collect();
            all.sort_unstable();
            all.dedup();
            tally(&mut holders, all.into_iter());
        }
        let mut gram_holders = vec![0_u32; gram_numbers.0.len()];
        for (unit, grams) in units.iter().zip(&counted) {
            if unit.kind == UnitKind::Sentence {
                tally(&mut gram_holders, grams.iter().map(|(gram, _)| *gram));
            }
        }
        let gram_rarity: Vec<f32> = gram_holders.iter().map(|held| rarity(count, *held)).collect();
        features.par_iter_mut().zip(counted).for_each(|(feature, grams)| {
            feature.grams =
                Vector::new(grams.into_iter().map(|(gram, weight)| (gram, weight * at(&gram_rarity, gram))));
        });
        Self {
            units: features,
            rarity: holders.iter().map(|held| rarity(count, *held)).collect(),
            rarest: rarity(count, 1),
            gram_count: gram_rarity.len(),
        }
    }

    /// How rare a token is.
    pub(super) fn rarity(&self, token: u32) -> f64 {
        f64::from(at(&self.rarity, token))
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Token {
    Stem,
    Concept,
    Name,
}

/// The value for a number that was handed out.
fn at(values: &[f32], number: u32) -> f32 {
    usize::try_from(number).ok().and_then(|number| values.get(number)).copied().unwrap_or_default()
}

fn tally(counts: &mut [u32], numbers: impl Iterator<Item = u32>) {
    for number in numbers {
        if let Some(count) = usize::try_from(number).ok().and_then(|number| counts.get_mut(number)) {
            *count += 1;
        }
    }
}

/// What stands there often counts more, but not as often more.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a count of n-grams in one sentence")]
fn damped(count: usize) -> f32 {
    1.0 + (count as f32).ln()
}

/// Never nothing: what all sentences have still tells a little.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "sentences are counted in millions at most")]
fn rarity(sentences: usize, held: u32) -> f32 {
    ((sentences as f32 + 1.0) / (held as f32 + 0.5)).ln()
}

fn raw(source: &Source<'_>, unit: &Unit) -> Raw {
    let text = unit.span.slice(source.text).unwrap_or_default();
    let words = Words::new(text, unit.lang);
    let concepts: Vec<&Mention> = mentions(&source.mentions, unit.span).collect();
    let covered = |word: &Word| {
        let span = word.span.shifted(unit.span.start);
        concepts.iter().any(|mention| mention.span.overlaps(span))
    };
    let mut names = Vec::new();
    for word in words.iter() {
        if !covered(word) && is_name(word.span.slice(text).unwrap_or_default(), &word.key) {
            names.push(word.key.clone());
        }
    }
    Raw {
        grams: gram_keys(&words),
        stems: words
            .iter()
            .map(|word| Stem { text: word.stem.clone(), is_content: word.is_content, is_covered: covered(word) })
            .collect(),
        concepts: concepts.iter().map(|mention| mention.concept.clone()).collect(),
        names,
    }
}

/// The concepts inside `span`; they are sorted by place.
fn mentions(all: &[Mention], span: Span) -> impl Iterator<Item = &Mention> {
    let first = all.partition_point(|mention| mention.span.start < span.start);
    let here = all.iter().skip(first).take_while(move |mention| mention.span.start < span.end);
    here.filter(move |mention| mention.span.end <= span.end)
}

/// Whether a word stands in texts of every language as it is: a number of two
/// digits or more, or a Latin word with a capital or a digit inside.
fn is_name(word: &str, key: &str) -> bool {
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let is_latin = key.is_ascii() && key.len() > 1;
    is_latin && (digits > 1 || word.chars().skip(1).any(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
}
