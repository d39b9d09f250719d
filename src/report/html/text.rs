//! The texts of the page, and the tables of their terms.

use crate::annotate::{Annotation, Hit};
use crate::glossary::EntryId;
use crate::lang::Lang;
use crate::model::{Status, Term};
use crate::report::html::anchor::{CardAnchor, HitAnchor};
use crate::report::html::{surface_lang, with_marked};
use crate::report::{Annotated, View};
use crate::text::Span;

/// The least length of a piece, in bytes. A browser does not lay out the pieces
/// of a long text until they are looked at.
const PIECE: usize = 16 * 1024;

/// A text with its terms marked.
pub(super) struct Text<'a> {
    pub(super) number: usize,
    pub(super) view: View<'a>,
    pub(super) annotated: Annotated<'a>,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) nested: Vec<Row<'a>>,
}

/// Some lines of a text.
pub(super) struct Piece<'a> {
    number: usize,
    view: View<'a>,
    annotation: &'a Annotation,
    hits: &'a [Hit],
    text: &'a str,
    span: Span,
}

/// A hit in the text, with the text since the one before it.
pub(super) struct Mark<'a> {
    pub(super) before: &'a str,
    pub(super) surface: &'a str,
    pub(super) anchor: HitAnchor,
    pub(super) card: CardAnchor<'a>,
    pub(super) term: &'a Term,
    pub(super) number: u32,
    pub(super) lang: Lang,
    pub(super) how: String,
}

/// A term in the table of a text.
pub(super) struct Row<'a> {
    pub(super) entry: EntryId,
    pub(super) card: CardAnchor<'a>,
    pub(super) term: &'a Term,
    pub(super) instead: Option<&'a Term>,
    pub(super) renderings: Vec<Rendering<'a>>,
    pub(super) anchor: HitAnchor,
    pub(super) count: usize,
}

pub(super) struct Rendering<'a> {
    pub(super) lang: Lang,
    pub(super) good: Vec<&'a Term>,
    pub(super) bad: Vec<&'a Term>,
}

fn to_write(term: &Term) -> bool {
    matches!(term.status, Status::Preferred | Status::Admitted)
}

impl<'a> Text<'a> {
    pub(super) fn new(number: usize, view: View<'a>, annotated: &Annotated<'a>) -> Self {
        let row = |hit: &Hit, marked: &Hit, count| {
            let anchor = HitAnchor { text: number, byte: marked.span.start };
            Row::new(view, hit.entry, anchor, count)
        };
        let annotation = annotated.annotation;
        let counts = view.counts(annotation);
        let mut nested: Vec<Row<'a>> = Vec::new();
        for (hit, marked) in with_marked(annotation).filter(|(hit, _)| hit.nested) {
            match nested.iter_mut().find(|row| row.entry == hit.entry) {
                Some(row) => row.count += 1,
                None => nested.push(row(hit, marked, 1)),
            }
        }
        Self {
            number,
            view,
            annotated: *annotated,
            rows: counts.iter().map(|count| row(count.first, count.first, count.count)).collect(),
            nested,
        }
    }

    pub(super) fn name(&self) -> &'a str {
        match self.annotated.name {
            "-" => "standard input",
            name => name,
        }
    }

    /// Its language, and how much was found in it.
    pub(super) fn facts(&self) -> String {
        let lang = self.annotated.annotation.lang;
        let lang = match lang.base().as_str() {
            "en" => format!("English ({lang})"),
            "ja" => format!("Japanese ({lang})"),
            "ko" => format!("Korean ({lang})"),
            "und" => "language undetermined".to_owned(),
            "zh" => format!("Chinese ({lang})"),
            _ => lang.to_string(),
        };
        let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let hits = self.rows.iter().map(|row| row.count).sum();
        let mut facts = vec![lang, counted(self.rows.len(), "term"), counted(hits, "hit")];
        if !self.nested.is_empty() {
            let nested: usize = self.nested.iter().map(|row| row.count).sum();
            facts.push(format!("{nested} more inside longer terms"));
        }
        facts.join(" · ")
    }

    /// The text in pieces of whole lines, made while they are written.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'a>> {
        let Self { number, view, annotated: Annotated { text, annotation, .. }, .. } = *self;
        let mut start = 0;
        let mut hits = annotation.hits.as_slice();
        std::iter::from_fn(move || {
            let end = piece_end(text, hits, start);
            let (own, rest) = hits.split_at(hits.partition_point(|hit| hit.span.start < end));
            let span = Span::new(start, end);
            (start, hits) = (end, rest);
            (!span.is_empty()).then_some(Piece { number, view, annotation, hits: own, text, span })
        })
    }
}

/// Where the piece that begins at `start` ends: after a line, and not in a hit.
fn piece_end(text: &str, hits: &[Hit], start: usize) -> usize {
    let from = start + PIECE;
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    let mut ends = bytes.iter().zip(from + 1..).filter(|(byte, _)| **byte == b'\n').map(|(_, end)| end);
    let in_hit = |end: usize| {
        let before = hits.iter().take(hits.partition_point(|hit| hit.span.start < end));
        before.rev().find(|hit| !hit.nested).is_some_and(|hit| hit.span.end > end)
    };
    ends.find(|end| !in_hit(*end)).unwrap_or(text.len())
}

impl<'a> Piece<'a> {
    pub(super) fn marks(&self) -> impl Iterator<Item = Mark<'a>> {
        let Self { number, view, annotation, hits, text, span } = *self;
        let mut at = span.start;
        hits.iter().filter(|hit| !hit.nested).map(move |hit| {
            let (_, concept, term) = view.entry(hit.entry);
            let before = Span::new(at, hit.span.start).slice(text).unwrap_or_default();
            at = hit.span.end;
            let differs = !hit.matched_by.is_exact();
            Mark {
                before,
                surface: hit.surface(text),
                anchor: HitAnchor { text: number, byte: hit.span.start },
                card: CardAnchor(&concept.id),
                term,
                number: hit.entry.term,
                lang: surface_lang(term, annotation.lang),
                how: if differs { hit.matched_by.names().join(", ") } else { String::new() },
            }
        })
    }

    /// What stands after the last hit.
    pub(super) fn rest(&self) -> &'a str {
        let last = self.hits.iter().rfind(|hit| !hit.nested);
        Span::new(last.map_or(self.span.start, |hit| hit.span.end), self.span.end).slice(self.text).unwrap_or_default()
    }
}

impl<'a> Row<'a> {
    fn new(view: View<'a>, entry: EntryId, anchor: HitAnchor, count: usize) -> Self {
        let (_, concept, term) = view.entry(entry);
        let renderings = view.renderings(concept, term.lang).into_iter().map(|(lang, terms)| {
            let (good, bad) = terms.into_iter().partition(|term| to_write(term));
            Rendering { lang, good, bad }
        });
        Self {
            entry,
            card: CardAnchor(&concept.id),
            term,
            instead: view.instead(concept, term),
            renderings: renderings.collect(),
            anchor,
            count,
        }
    }
}

#[cfg(test)]
mod tests {
    use ecow::EcoVec;

    use crate::annotate::MatchedBy;
    use crate::glossary::Stack;

    use super::*;

    #[test]
    fn pieces_are_whole_lines_and_no_hit_is_cut() {
        let text = format!("{}\n{}\nlast", "가".repeat(PIECE), "x".repeat(PIECE));
        let break_at = text.find('\n').expect("two lines");
        let ends = |spans: &[(usize, usize)]| {
            let hits = spans.iter().map(|(start, end)| Hit {
                span: Span::new(*start, *end),
                entry: EntryId { layer: 0, concept: 0, term: 0 },
                others: EcoVec::new(),
                matched_by: MatchedBy::default(),
                nested: false,
            });
            let annotation = Annotation { lang: Lang::KO, hits: hits.collect() };
            let stack = Stack::new(Vec::new());
            let view = View::new(&stack, &[]);
            let annotated = Annotated { name: "-", text: &text, annotation: &annotation };
            let whole = Text { number: 1, view, annotated, rows: Vec::new(), nested: Vec::new() };
            whole.pieces().map(|piece| piece.span.end).collect::<Vec<_>>()
        };
        let second = text.len() - "last".len();
        assert_eq!(ends(&[]), [break_at + 1, second, text.len()]);
        assert_eq!(ends(&[(break_at - 3, break_at + 2)]), [second, text.len()]);
        assert_eq!(ends(&[(break_at - 3, break_at)]), [break_at + 1, second, text.len()]);
    }
}
