//! Differences that several pairs of renditions have in common, told once.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::DifferenceKind;
use crate::report::ComparedView;
use crate::text::Span;

/// A difference, with all renditions that it divides.
pub(super) struct Shared {
    pub(super) kind: DifferenceKind,
    /// What disagrees, where it is not the words: `date`.
    pub(super) about: String,
    pub(super) sides: [Side; 2],
}

/// The renditions that agree in a difference.
pub(super) struct Side {
    /// What they have; a dash for nothing.
    pub(super) words: String,
    /// Which they are; `None` for the words said.
    pub(super) who: Vec<Option<usize>>,
    /// Where it shows, a place a rendition.
    pub(super) places: Vec<(Option<usize>, Span)>,
}

impl Shared {
    /// What it is, in a few words: `should / must`.
    pub(super) fn detail(&self) -> String {
        let [one, other] = &self.sides;
        let about = if self.about.is_empty() { String::new() } else { format!("{}: ", self.about) };
        format!("{about}{} / {}", one.words, other.words)
    }
}

/// What stands where a rendition has nothing.
const NOTHING: &str = "–";

/// A pair that has a difference, and where it shows in each.
struct Edge {
    who: [Option<usize>; 2],
    spans: [Option<Span>; 2],
}

/// The differences by kind, the gravest first; what several pairs have in common is one.
pub(super) fn shared(view: ComparedView<'_>) -> Vec<Shared> {
    let mut order: Vec<(DifferenceKind, String, [String; 2], Vec<Edge>)> = Vec::new();
    let mut known: BTreeMap<(DifferenceKind, String, [String; 2]), usize> = BTreeMap::new();
    for difference in &view.comparison.differences {
        let words = difference.words.each_ref().map(|words| match words.trim() {
            "" => NOTHING.to_owned(),
            words => words.to_owned(),
        });
        let mut edge = Edge { who: [Some(difference.a), difference.b], spans: [difference.a_span, difference.b_span] };
        let is_empty = words.first().is_some_and(|words| words == NOTHING);
        let mut key = (difference.kind, difference.what.to_owned(), words);
        let mut turned = key.clone();
        turned.2.reverse();
        // Whoever has something comes first; else whoever did when it was first met.
        if is_empty || known.contains_key(&turned) && !known.contains_key(&key) {
            edge.who.reverse();
            edge.spans.reverse();
            key = turned;
        }
        let slot = *known.entry(key.clone()).or_insert_with(|| {
            order.push((key.0, key.1, key.2, Vec::new()));
            order.len() - 1
        });
        if let Some((.., edges)) = order.get_mut(slot) {
            edges.push(edge);
        }
    }
    order.sort_by_key(|(kind, ..)| *kind);
    order.iter().flat_map(|(kind, about, words, edges)| divided(*kind, about, words, edges)).collect()
}

/// Renditions, each with those that it differs from.
type Facing = Vec<(Vec<Option<usize>>, BTreeSet<Option<usize>>)>;

/// The pairs of one difference as few groups against groups.
fn divided(kind: DifferenceKind, about: &str, words: &[String; 2], edges: &[Edge]) -> Vec<Shared> {
    let mut facing: BTreeMap<Option<usize>, BTreeSet<Option<usize>>> = BTreeMap::new();
    for Edge { who: [one, other], .. } in edges {
        facing.entry(*one).or_default().insert(*other);
    }
    let mut groups: Facing = Vec::new();
    for (one, others) in facing {
        match groups.iter_mut().find(|(_, known)| *known == others) {
            Some((with, _)) => with.push(one),
            None => groups.push((vec![one], others)),
        }
    }
    let side = |at: usize, who: Vec<Option<usize>>| {
        let spans = edges.iter().filter_map(|edge| Some((*edge.who.get(at)?, (*edge.spans.get(at)?)?)));
        let places: BTreeSet<_> = spans.filter(|(of, _)| who.contains(of)).collect();
        Side { words: words.get(at).cloned().unwrap_or_default(), who, places: places.into_iter().collect() }
    };
    let one = |(with, others): (Vec<_>, BTreeSet<_>)| Shared {
        kind,
        about: about.to_owned(),
        sides: [side(0, with), side(1, others.into_iter().collect())],
    };
    groups.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use crate::compare::{Comparison, Difference, Group};
    use crate::report::compare::names;

    use super::*;

    fn difference(kind: DifferenceKind, a: usize, b: Option<usize>, words: [&str; 2]) -> Difference {
        let words = words.map(str::to_owned);
        Difference { a, b, kind, a_span: Some(Span::new(0, 1)), b_span: None, what: "", words }
    }

    #[test]
    fn what_pairs_have_in_common_is_told_once() {
        let date = Difference { what: "date", ..difference(DifferenceKind::Provenance, 3, None, ["2023", "2024"]) };
        let differences = vec![
            difference(DifferenceKind::Modality, 0, Some(1), ["should", "must"]),
            difference(DifferenceKind::Modality, 1, Some(2), ["must", "should"]),
            difference(DifferenceKind::Modality, 1, Some(3), ["must", "may"]),
            difference(DifferenceKind::Clause, 0, Some(2), ["if so", ""]),
            difference(DifferenceKind::Clause, 1, Some(2), ["if so", ""]),
            difference(DifferenceKind::Name, 0, Some(3), ["", "Busan"]),
            date,
            difference(DifferenceKind::Order, 0, Some(1), ["x y", "y x"]),
            difference(DifferenceKind::Order, 1, Some(2), ["y x", "x y"]),
        ];
        let (group, comparison) = (Group::default(), Comparison { differences, ..Comparison::default() });
        let told: Vec<String> = shared(ComparedView { group: &group, comparison: &comparison })
            .iter()
            .map(|shared| {
                let [one, other] = &shared.sides;
                format!("{} {} – {}: {}", shared.kind.word(), names(&one.who), names(&other.who), shared.detail())
            })
            .collect();
        assert_eq!(
            told,
            [
                "modality A, C – B: should / must",
                "modality B – D: must / may",
                "name D – A: Busan / –",
                "clause A, B – C: if so / –",
                "order A, C – B: x y / y x",
                "provenance D – said: date: 2023 / 2024",
            ]
        );
    }
}
