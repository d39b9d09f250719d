//! How far the renditions of a statement are apart.

use std::collections::BTreeMap;

use crate::compare::align::count;
use crate::compare::words::{Words, gram_keys};
use crate::compare::{Group, Wording};
use crate::model::SpeechMode;
use crate::similarity::{Score, Vector, char_similarity, chrf, jaro_winkler, lcs_ratio, word_similarity};

/// How alike two renditions are, by several measures; capitals, marks and
/// British spelling make no difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairScore {
    /// The one that comes first in the group.
    pub a: usize,
    /// The other one.
    pub b: usize,
    /// The cosine of their character n-grams.
    pub grams: Score,
    /// The edit similarity of their words.
    pub words: Score,
    /// The edit similarity of their characters.
    pub chars: Score,
    /// Jaro–Winkler.
    pub jaro_winkler: Score,
    /// The longest common subsequence of their stems.
    pub order: Score,
    /// chrF with β = 1.
    pub chrf: Score,
}

impl PairScore {
    /// The names of the measures, as reports write them.
    pub const NAMES: [&'static str; 6] = ["grams", "words", "chars", "jaro_winkler", "order", "chrf"];

    /// The measures, in the order of [`PairScore::NAMES`].
    pub fn measures(&self) -> [Score; 6] {
        [self.grams, self.words, self.chars, self.jaro_winkler, self.order, self.chrf]
    }
}

/// A wording as measures see it.
struct Measured {
    line: String,
    keys: Vec<String>,
    stems: Vec<String>,
    grams: Vector,
}

/// The scores of all pairs, by `a`, then by `b`.
pub(crate) fn pairs(group: &Group) -> Vec<PairScore> {
    let measured = measured(&group.wordings);
    let mut out = Vec::new();
    for (a, one) in measured.iter().enumerate() {
        for (b, other) in measured.iter().enumerate().skip(a + 1) {
            out.push(PairScore {
                a,
                b,
                grams: one.grams.cosine(&other.grams),
                words: word_similarity(&one.keys, &other.keys),
                chars: char_similarity(&one.line, &other.line),
                jaro_winkler: jaro_winkler(&one.line, &other.line),
                order: lcs_ratio(&one.stems, &other.stems),
                chrf: chrf(&one.line, &other.line),
            });
        }
    }
    out
}

fn measured(wordings: &[Wording]) -> Vec<Measured> {
    let mut numbers: BTreeMap<[char; 3], u32> = BTreeMap::new();
    let mut measure = |wording: &Wording| {
        let words = Words::new(&wording.text, wording.lang);
        let grams = gram_keys(&words).into_iter().map(|gram| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            (*numbers.entry(gram).or_insert(next), 1.0)
        });
        let grams = Vector::new(grams);
        let keys: Vec<String> = words.iter().map(|word| word.key.clone()).collect();
        let stems = words.iter().map(|word| word.stem.clone()).collect();
        Measured { line: keys.join(" "), keys, stems, grams }
    };
    wordings.iter().map(&mut measure).collect()
}

/// The rendition closest to all others by n-grams.
pub(crate) fn medoid(group: &Group, pairs: &[PairScore]) -> Option<usize> {
    closest(group, pairs, &(0..group.wordings.len()).collect::<Vec<_>>())
}

/// Of some renditions the closest to all others of the group; of equals the one whose text comes first.
fn closest(group: &Group, pairs: &[PairScore], some: &[usize]) -> Option<usize> {
    let nearness = |at: usize| -> f64 {
        pairs.iter().filter(|pair| pair.a == at || pair.b == at).map(|pair| pair.grams.value()).sum()
    };
    let text = |at: usize| group.wordings.get(at).map(|wording| (&wording.text, &wording.label));
    // Sums in another order differ in their last digits.
    let rounded = |at: usize| (nearness(at) * 1e9).round();
    let nearer = |a: &usize, b: &usize| rounded(*a).total_cmp(&rounded(*b)).then_with(|| text(*b).cmp(&text(*a)));
    some.iter().copied().max_by(nearer)
}

/// The order in which the renditions are laid: of those in direct speech, or of
/// all, the closest to all others, then the nearest to those that were laid.
pub(crate) fn order(group: &Group, pairs: &[PairScore]) -> Vec<usize> {
    let near = |a: usize, b: usize| {
        let place = pairs.binary_search_by_key(&(a.min(b), a.max(b)), |pair| (pair.a, pair.b));
        place.ok().and_then(|at| pairs.get(at)).map_or(0.0, |pair| pair.grams.value())
    };
    let is_direct =
        |at: &usize| group.wordings.get(*at).is_some_and(|wording| wording.origin.mode == Some(SpeechMode::Direct));
    let direct: Vec<usize> = (0..group.wordings.len()).filter(is_direct).collect();
    let all: Vec<usize> = (0..group.wordings.len()).collect();
    let Some(first) = closest(group, pairs, if direct.is_empty() { &all } else { &direct }) else {
        return Vec::new();
    };
    let mut order = vec![first];
    let mut rest: Vec<usize> = (0..group.wordings.len()).filter(|at| *at != first).collect();
    let text = |at: usize| group.wordings.get(at).map(|wording| (&wording.text, &wording.label));
    rest.sort_by_key(|at| text(*at));
    let mut nearest: Vec<f64> = rest.iter().map(|at| near(*at, first)).collect();
    while !rest.is_empty() {
        let best = (0..rest.len()).fold(0, |best, at| if nearest.get(at) > nearest.get(best) { at } else { best });
        let next = rest.remove(best);
        nearest.remove(best);
        for (at, known) in rest.iter().zip(&mut nearest) {
            *known = f64::max(*known, near(*at, next));
        }
        order.push(next);
    }
    order
}

/// How much the renditions differ: one less the mean n-gram cosine of the pairs
/// of one language; `None` where there is no such pair. Marks alone are no rendition.
pub(crate) fn variation(group: &Group, pairs: &[PairScore]) -> Option<Score> {
    let lang = |at: usize| {
        let wording = group.wordings.get(at).filter(|wording| wording.text.contains(char::is_alphanumeric));
        wording.map(|wording| wording.lang.base())
    };
    let is_one = |pair: &&PairScore| lang(pair.a).is_some() && lang(pair.a) == lang(pair.b);
    let same: Vec<f64> = pairs.iter().filter(is_one).map(|pair| pair.grams.value()).collect();
    (!same.is_empty()).then(|| Score::new(1.0 - same.iter().sum::<f64>() / count(same.len())))
}
