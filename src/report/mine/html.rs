//! HTML: one page that stands alone, a card for each statement.

use std::io::{self, Write};

use askama::Template;

use crate::compare::mine::{Band, MinedGroup, Unit};
use crate::report::MinedView;
use crate::report::html::write_page;

#[derive(Template)]
#[template(path = "mine.html")]
struct Page<'a> {
    view: MinedView<'a>,
    sections: Vec<Section<'a>>,
}

/// The groups of one band.
struct Section<'a> {
    id: &'static str,
    title: &'static str,
    groups: Vec<Card<'a>>,
}

struct Card<'a> {
    number: usize,
    score: String,
    wordings: Vec<Wording<'a>>,
    pairs: Vec<Row>,
}

/// A wording, with letters that name it in the table of pairs.
struct Wording<'a> {
    letter: String,
    text: &'a str,
    lang: crate::lang::Lang,
    outlet: &'a str,
    place: String,
    mode: &'static str,
    speaker: &'a str,
}

struct Row {
    a: String,
    b: String,
    score: String,
    measures: [String; 4],
}

impl<'a> Card<'a> {
    fn new(view: MinedView<'a>, group: &MinedGroup, number: usize) -> Self {
        let units: Vec<&Unit> = group.units.iter().map(|at| view.unit(*at)).collect();
        let wording = |(at, unit): (usize, &&'a Unit)| Wording {
            letter: MinedView::letter(at),
            text: view.slice(unit, unit.span),
            lang: unit.lang,
            outlet: view.outlet(unit),
            place: view.place(unit),
            mode: unit.speech.mode.word().unwrap_or_default(),
            speaker: view.speaker(unit).unwrap_or_default(),
        };
        let name = |at: usize| {
            let unit = view.unit(at);
            let is_it = |other: &&Unit| other.document == unit.document && other.span.overlaps(unit.span);
            units.iter().position(is_it).map_or_else(String::new, MinedView::letter)
        };
        let pairs = view.pairs_of(group).into_iter().map(|pair| {
            let measures = pair.measures;
            Row {
                a: name(pair.a),
                b: name(pair.b),
                score: format!("{:.2}", pair.score.value()),
                measures: [measures.grams, measures.stems, measures.order, measures.evidence]
                    .map(|measure| format!("{:.2}", measure.value())),
            }
        });
        Self {
            number,
            score: format!("{:.2}", group.score.value()),
            wordings: units.iter().enumerate().map(wording).collect(),
            pairs: pairs.collect(),
        }
    }
}

/// Writes one standalone HTML page: a card for each statement with its
/// wordings, and how alike they are. It loads nothing.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_mined_html(out: &mut dyn Write, view: MinedView<'_>) -> io::Result<()> {
    let mut number = 0;
    let mut section = |id, title, band: Band| {
        let groups = view.mined.groups.iter().filter(|group| view.band(group) == band);
        let cards = groups.map(|group| {
            number += 1;
            Card::new(view, group, number)
        });
        Section { id, title, groups: cards.collect() }
    };
    let sections = vec![section("likely", "Likely", Band::Likely), section("review", "Worth a look", Band::Review)];
    write_page(out, &Page { view, sections })
}
