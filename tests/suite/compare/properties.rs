//! What holds for any renditions.

use baixiao::compare::{Comparison, Group, Origin, TermHit, Wording, Words, compare, suggestions};
use baixiao::lang::Lang;
use baixiao::model::Status;
use baixiao::text::Span;
use proptest::prelude::*;

fn wording(label: &str, text: &str) -> Wording {
    let lang = match text.chars().find(|c| !c.is_ascii()) {
        Some('가'..='힣') => Lang::KO,
        Some(_) => Lang::ZH,
        None => Lang::EN,
    };
    let terms =
        [("moats", "moat"), ("moat", "moat"), ("free rider", "free-rider"), ("护城河", "moat"), ("China", "china")];
    let mut hits: Vec<TermHit> = Vec::new();
    for (surface, concept) in terms {
        for (start, _) in text.match_indices(surface) {
            let span = Span::new(start, start + surface.len());
            if !hits.iter().any(|hit| hit.span.overlaps(span)) {
                let (concept, is_name) = (concept.to_owned(), concept == "china");
                hits.push(TermHit { span, concept, status: Status::Preferred, instead: None, is_name });
            }
        }
    }
    hits.sort_by_key(|hit| hit.span);
    Wording { hits, ..Wording::new(label, lang, text) }
}

fn group(texts: &[&str]) -> Group {
    let labels = ["Herald", "Post", "Times", "Gazette", "Echo"];
    let wordings = texts.iter().zip(labels.iter().cycle()).map(|(text, label)| wording(label, text));
    let source = Some(wording("source", "护城河是短暂的，中国要成为贡献者。"));
    Group { wordings: wordings.collect(), source, ..Group::default() }
}

/// Every word of every rendition is in one cell, once; cells of a row hold nothing else.
fn assert_covers(group: &Group, comparison: &Comparison) {
    for (at, wording) in group.wordings.iter().enumerate() {
        let cells = comparison.columns.iter().flat_map(|column| &column.cells).filter(|cell| cell.wording == at);
        let mut spans: Vec<Span> = cells.flat_map(|cell| cell.spans.iter().copied()).collect();
        spans.sort_unstable();
        assert!(spans.is_sorted_by(|one, other| one.end <= other.start), "{spans:?} overlap in {}", wording.text);
        for word in Words::new(&wording.text, wording.lang).iter() {
            let holders =
                spans.iter().filter(|span| span.start <= word.span.start && word.span.end <= span.end).count();
            assert_eq!(holders, 1, "“{}” in {}", word.span.slice(&wording.text).unwrap_or_default(), wording.text);
        }
    }
    let said: Vec<Span> = comparison.columns.iter().flat_map(|column| column.source.iter().copied()).collect();
    for word in group.source.iter().flat_map(|source| Words::new(&source.text, source.lang)) {
        let holders = said.iter().filter(|span| span.start <= word.span.start && word.span.end <= span.end).count();
        assert_eq!(holders, 1, "{word:?} of the words said");
    }
    for pair in &comparison.scores {
        assert!(pair.measures().iter().all(|score| (0.0..=1.0).contains(&score.value())), "{pair:?}");
    }
    for difference in &comparison.differences {
        assert!(difference.b.is_none_or(|b| difference.a < b), "{difference:?}");
        let sides = [(Some(difference.a), difference.a_span), (difference.b, difference.b_span)];
        for (at, span) in sides {
            let wording = at.map_or(group.source.as_ref(), |at| group.wordings.get(at));
            let slice = wording.zip(span).map(|(wording, span)| span.slice(&wording.text));
            assert!(slice.is_none_or(|slice| slice.is_some()), "{difference:?}");
        }
    }
}

fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("China"),
        Just("must"),
        Just("should"),
        Just("be"),
        Just("a"),
        Just("contributor,"),
        Just("not"),
        Just("free"),
        Just("rider."),
        Just("2024"),
        Just("fifty"),
        Just("moats"),
        Just("moat"),
        Just("OpenAI"),
        Just("护城河是"),
        Just("短暂的。"),
        Just("우리는"),
        Just("않는다"),
        Just("—"),
        Just("if"),
        Just("and"),
    ];
    prop::collection::vec(word, 0..9).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn every_word_stands_in_one_cell(texts in prop::collection::vec(sentence(), 0..5)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let group = group(&texts);
        assert_covers(&group, &compare(&group));
    }

    #[test]
    fn the_order_of_the_renditions_decides_the_order_of_the_rows_only(
        texts in prop::collection::vec(sentence(), 2..5),
        turn in 1_usize..4,
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut group = group(&texts);
        for (at, wording) in group.wordings.iter_mut().enumerate() {
            wording.origin = Origin { document: at.to_string(), ..Origin::default() };
        }
        let mut turned = group.clone();
        turned.wordings.rotate_left(turn % texts.len());
        let number = |at: usize| (at + turn) % texts.len();
        let (before, after) = (compare(&group), compare(&turned));
        let cells = |comparison: &Comparison, number: &dyn Fn(usize) -> usize| {
            let cells = comparison.columns.iter().map(|column| {
                let mut cells: Vec<_> = column.cells.iter().map(|cell| (number(cell.wording), cell.spans.clone(), cell.is_moved)).collect();
                cells.sort();
                cells
            });
            cells.collect::<Vec<_>>()
        };
        prop_assert_eq!(cells(&before, &|at| at), cells(&after, &number));
        let kinds = |comparison: &Comparison, number: &dyn Fn(usize) -> usize| {
            let mut kinds: Vec<_> = comparison.differences.iter().map(|found| {
                let mut sides = [(number(found.a), found.a_span), (found.b.map_or(usize::MAX, number), found.b_span)];
                sides.sort();
                (sides, found.kind)
            }).collect();
            kinds.sort();
            kinds
        };
        prop_assert_eq!(kinds(&before, &|at| at), kinds(&after, &number));
        prop_assert_eq!(before.medoid, after.medoid.map(number));
        prop_assert_eq!(before.variation, after.variation);
        let concepts = |comparison: &Comparison, number: &dyn Fn(usize) -> usize| {
            let uses = comparison.terms.iter().map(|choice| {
                let mut uses: Vec<_> = choice.uses.iter().map(|found| (number(found.wording), found.span)).collect();
                uses.sort();
                (choice.concept.clone(), uses)
            });
            uses.collect::<Vec<_>>()
        };
        prop_assert_eq!(concepts(&before, &|at| at), concepts(&after, &number));
        prop_assert_eq!(suggestions(&[group]), suggestions(&[turned]));
    }
}

#[test]
fn odd_groups_are_compared_as_well() {
    let long = "We often say that the gap between one team and another is a matter of habit rather than of money. "
        .repeat(100);
    let longer = format!("In short, {long} That is all.");
    let many: Vec<String> =
        (0..50).map(|at| format!("Outlet {at} says that prices will rise by {at} percent.")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for texts in [
        &[][..],
        &["Only one rendition."],
        &["The same words.", "The same words."],
        &["", "Something."],
        &["—", "…"],
        &["Nothing shared here.", "Quite other words entirely!"],
        &["护城河是短暂的。", "The moat is temporary.", "해자는 일시적이다."],
        &["إنه خندق مؤقت.", "The moat is temporary."],
        &["it is what it is", "that was that"],
        &[&long, &longer],
        &many,
    ] {
        let group = group(texts);
        let comparison = compare(&group);
        assert_covers(&group, &comparison);
        assert_eq!(comparison.medoid.is_some(), !texts.is_empty());
        assert_eq!(comparison.scores.len(), texts.len() * texts.len().saturating_sub(1) / 2);
    }
}

#[test]
fn equal_renditions_differ_in_nothing() {
    let group = group(&["A moat is only a delay, not a wall.", "A moat is only a delay, not a wall."]);
    let comparison = compare(&group);
    assert_eq!(comparison.differences, []);
    assert_eq!(comparison.variation.map(baixiao::similarity::Score::value), Some(0.0));
    assert!(comparison.columns.iter().all(|column| column.cells.len() == 2));
}
