//! The texts of the page, and the tables of their terms.

use crate::annotate::Hit;
use crate::glossary::EntryId;
use crate::lang::Lang;
use crate::model::{Status, Term};
use crate::report::html::anchor::{CardAnchor, HitAnchor};
use crate::report::html::{surface_lang, with_marked};
use crate::report::{Annotated, View};

/// A text with its terms marked.
pub(super) struct Text<'a> {
    pub(super) number: usize,
    pub(super) view: View<'a>,
    pub(super) annotated: Annotated<'a>,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) nested: Vec<Row<'a>>,
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

    /// The hits in the text, made while they are written: a text may have very many.
    pub(super) fn marks(&self) -> impl Iterator<Item = Mark<'a>> {
        let Self { number, view, annotated, .. } = *self;
        let mut at = 0;
        annotated.annotation.hits.iter().filter(|hit| !hit.nested).map(move |hit| {
            let (_, concept, term) = view.entry(hit.entry);
            let before = annotated.text.get(at..hit.span.start).unwrap_or_default();
            at = hit.span.end;
            let differs = !hit.matched_by.is_exact();
            Mark {
                before,
                surface: hit.surface(annotated.text),
                anchor: HitAnchor { text: number, byte: hit.span.start },
                card: CardAnchor(&concept.id),
                term,
                number: hit.entry.term,
                lang: surface_lang(term, annotated.annotation.lang),
                how: if differs { hit.matched_by.names().join(", ") } else { String::new() },
            }
        })
    }

    /// The text after the last hit.
    pub(super) fn rest(&self) -> &'a str {
        let last = self.annotated.annotation.hits.iter().rfind(|hit| !hit.nested);
        self.annotated.text.get(last.map_or(0, |hit| hit.span.end)..).unwrap_or_default()
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
