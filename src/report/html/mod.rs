//! HTML: one page that stands alone, for reading the texts with their terms marked.
//!
//! Every concept has one card, at the end of the page, however often it is
//! found; a hit is a link to it. So the page can be read without its script,
//! which only shows the card beside the hit as well. Links do not nest: a hit
//! inside a longer one is not marked in the text, but has a row in the table
//! and is named in the card of the longer one.

mod anchor;
mod card;
mod text;

use std::fmt;
use std::io::{self, BufWriter, Write};

use askama::Template;

use crate::annotate::{Annotation, Hit};
use crate::lang::Lang;
use crate::model::{Status, Term, Word};
use crate::report::html::anchor::CardAnchor;
pub(super) use crate::report::html::card::web_host;
use crate::report::html::card::{Card, cards};
use crate::report::html::text::Text;
use crate::report::{Annotated, View};

/// What the page says of the statuses, worst last.
const LEGEND: [(Status, &str); 5] = [
    (Status::Preferred, "the one to write"),
    (Status::Admitted, "good as well"),
    (Status::Deprecated, "out of date"),
    (Status::Forbidden, "wrong or unwanted"),
    (Status::Misspelling, "an error of typing or recognition"),
];

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    texts: Vec<Text<'a>>,
    cards: Vec<Card<'a>>,
}

/// Each hit with the one that stands for it in the text: itself, or the one it lies in.
fn with_marked(annotation: &Annotation) -> impl Iterator<Item = (&Hit, &Hit)> {
    let mut marked = None;
    annotation.hits.iter().map(move |hit| {
        if !hit.nested {
            marked = Some(hit);
        }
        (hit, marked.unwrap_or(hit))
    })
}

/// The language of the characters of a hit. Of one language, the tag that says
/// more counts: a Chinese term found in a traditional text is in traditional characters.
fn surface_lang(term: &Term, text: Lang) -> Lang {
    if term.lang == text.base() { text } else { term.lang }
}

impl Page<'_> {
    fn title(&self) -> String {
        match self.texts.as_slice() {
            [one] => format!("Terms in {}", one.name()),
            many => format!("Terms in {} texts", many.len()),
        }
    }
}

/// Hands the page on, with U+FFFD for the control characters and
/// noncharacters that no HTML may hold.
struct Clean<W: Write> {
    out: W,
    error: Option<io::Error>,
}

fn is_barred(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && !matches!(c, '\t' | '\n' | '\u{c}' | '\r'))
        || matches!(code, 0xfdd0..=0xfdef)
        || code & 0xfffe == 0xfffe
}

impl<W: Write> fmt::Write for Clean<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut pieces = text.split(is_barred);
        let first = self.out.write_all(pieces.next().unwrap_or_default().as_bytes());
        let written = pieces.fold(first, |written, piece| {
            written?;
            self.out.write_all("\u{fffd}".as_bytes())?;
            self.out.write_all(piece.as_bytes())
        });
        written.map_err(|error| {
            self.error = Some(error);
            fmt::Error
        })
    }
}

/// Writes one standalone HTML page: the texts with their terms marked, a table
/// of the terms of each, and a card for each concept. It loads nothing.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_html(out: &mut dyn Write, view: View<'_>, documents: &[Annotated<'_>]) -> io::Result<()> {
    let texts = (1..).zip(documents).map(|(number, annotated)| Text::new(number, view, annotated));
    write_page(out, &Page { texts: texts.collect(), cards: cards(view, documents) })
}

/// Writes a page, without what no HTML may hold.
///
/// # Errors
///
/// If `out` does not take it.
pub(super) fn write_page(out: &mut dyn Write, page: &impl Template) -> io::Result<()> {
    let mut clean = Clean { out: BufWriter::new(out), error: None };
    match page.render_into(&mut clean) {
        Ok(()) => clean.out.flush(),
        Err(error) => Err(clean.error.unwrap_or_else(|| io::Error::other(error))),
    }
}

#[cfg(test)]
mod tests {
    use ecow::EcoVec;

    use crate::annotate::MatchedBy;
    use crate::glossary::{EntryId, Glossary, Stack};
    use crate::model::{Concept, Confidence, Document};
    use crate::text::Span;

    use super::*;

    const MOAT: (u32, u32) = (0, 0);
    const DITCH: (u32, u32) = (0, 1);
    const MARKUP: (u32, u32) = (1, 0);

    fn stack() -> Stack {
        let ditch = Term { status: Status::Forbidden, ..Term::new(Lang::EN, "ditch") };
        let moat = Term { attested_in: ["essay".into(), "lost".into()].into(), ..Term::new(Lang::EN, "moat") };
        let korean = Term {
            confidence: Some(Confidence::Unverified),
            source: "javascript:alert(1)".into(),
            ..Term::new(Lang::KO, "해자")
        };
        let taiwanese = Term::new("zh-TW".parse().expect("a tag"), "護城河");
        let concept = |id: &str, terms: Vec<Term>| Concept { id: id.into(), terms, ..Concept::default() };
        let mut glossary = Glossary::new(
            "own & private",
            vec![
                concept("moat", vec![moat, ditch, korean, taiwanese]),
                concept("a \"bold\" tag", vec![Term::new(Lang::EN, "<b>"), Term::new(Lang::KO, "<굵게>")]),
            ],
        );
        glossary.documents.push(Document {
            id: "essay".to_owned(),
            title: "On <moats>".to_owned(),
            outlet: "Waves".to_owned(),
            date: "2024-07".to_owned(),
            ..Document::default()
        });
        Stack::new(vec![glossary])
    }

    /// Marks each of `terms` where it first stands in `text`; one that lies in the one before it is nested.
    fn annotation(text: &str, terms: &[(&str, (u32, u32))]) -> Annotation {
        let mut end = 0;
        let hits = terms.iter().map(|(surface, (concept, term))| {
            let start = text.find(surface).expect("it stands there");
            let span = Span::new(start, start + surface.len());
            let nested = span.end <= end;
            end = end.max(span.end);
            Hit {
                span,
                entry: EntryId { layer: 0, concept: *concept, term: *term },
                others: EcoVec::new(),
                matched_by: MatchedBy::default(),
                nested,
            }
        });
        Annotation { lang: Lang::EN, hits: hits.collect() }
    }

    fn page(name: &str, text: &str, annotation: &Annotation) -> String {
        let stack = stack();
        let mut out = Vec::new();
        let annotated = Annotated { name, text, annotation };
        write_html(&mut out, View::new(&stack, &[]), &[annotated]).expect("memory takes it");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn nothing_in_the_input_is_taken_for_markup() {
        let text = "<script>alert(1)</script> & \"x\" <b>\u{1}\u{ffff}";
        let page = page("a \"quoted\" <name>'s", text, &annotation(text, &[("<b>", MARKUP)]));
        assert_eq!(page.matches("<script>").count(), 1);
        for (absent, escaped) in [
            ("<script>alert", "&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#34;x&#34; <a "),
            ("<b>", ">&#60;b&#62;</a>"),
            ("<name>", "a &#34;quoted&#34; &#60;name&#62;&#39;s"),
            ("<굵게>", "&#60;굵게&#62;"),
            ("\"bold\"", "id=\"concept-a.20..22.bold.22..20.tag\""),
            ("\u{1}", "</a>\u{fffd}\u{fffd}</div></div>"),
        ] {
            assert!(!page.contains(absent), "{absent}");
            assert!(page.contains(escaped), "{escaped}");
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        let page = page("-", "moat", &annotation("moat", &[("moat", MOAT)]));
        assert!(page.contains("javascript:alert(1)"));
        assert!(!page.contains("href=\"javascript"));
    }

    #[test]
    fn a_concept_has_one_card_however_often_it_is_found() {
        let text = "a moat, no ditch; <b>";
        let found = annotation(text, &[("moat", MOAT), ("ditch", DITCH), ("<b>", MARKUP)]);
        let page = page("-", text, &found);
        assert_eq!(page.matches("<article").count(), 2);
        assert_eq!(page.matches("id=\"concept-moat\"").count(), 1);
        assert_eq!(page.matches("class=\"term preferred\" id=\"hit-1-").count(), 2);
        assert!(
            page.contains(
                "<cite dir=\"auto\">On &#60;moats&#62;</cite>, Waves, 2024-07; <cite dir=\"auto\">lost</cite>."
            )
        );
        assert!(page.contains("unverified"));
        assert!(page.contains("own &#38; private"));
    }

    #[test]
    fn a_homograph_has_a_card_and_is_named_in_the_other() {
        let mut found = annotation("moat", &[("moat", MOAT)]);
        found.hits[0].others.push(EntryId { layer: 0, concept: 1, term: 0 });
        let page = page("-", "moat", &found);
        assert_eq!(page.matches("<article").count(), 2);
        assert_eq!(page.matches("Written the same: <a href=\"#concept-a.").count(), 1);
        assert_eq!(page.matches("Found as").count(), 1);
    }

    #[test]
    fn languages_are_told() {
        let page = page("-", "moat", &annotation("moat", &[("moat", MOAT)]));
        assert!(page.contains("<html lang=\"en\">"));
        assert!(page.contains("<div class=\"text\" lang=\"en\" dir=\"auto\"><div>"));
        assert!(page.contains("href=\"#concept-moat\" lang=\"en\""));
        assert!(page.contains("<bdi lang=\"ko\">해자</bdi>"));
        assert!(page.contains("<bdi lang=\"zh-TW\">護城河</bdi>"));
        let traditional: Lang = "zh-Hant".parse().expect("a tag");
        assert_eq!(surface_lang(&Term::new(Lang::ZH, "护城河"), traditional), traditional);
        assert_eq!(surface_lang(&Term::new(Lang::EN, "moat"), traditional), Lang::EN);
    }

    #[test]
    fn a_forbidden_term_says_what_to_write() {
        let page = page("-", "a ditch", &annotation("a ditch", &[("ditch", DITCH)]));
        assert!(page.contains("a <a class=\"term forbidden\""));
        assert!(page.contains("write <bdi lang=\"en\">moat</bdi></span>"));
        assert!(page.contains("<p class=\"instead\">Write <bdi lang=\"en\">moat</bdi> instead.</p>"));
    }

    #[test]
    fn nested_hits_are_in_the_table_only() {
        let text = "x moat <b>";
        let page = page("-", text, &annotation(text, &[("moat <b>", MOAT), ("<b>", MARKUP)]));
        assert_eq!(page.matches("class=\"term preferred\" id").count(), 1);
        assert!(page.contains("Inside longer terms"));
        assert!(page.contains("1 hit · 1 more inside longer terms"));
        assert!(page.contains("Inside it: <a href=\"#concept-a."));
        assert_eq!(page.matches("href=\"#hit-1-2\"").count(), 4);
    }

    #[test]
    fn a_text_may_be_empty_or_without_terms() {
        let none = annotation("", &[]);
        let empty = page("-", "", &none);
        assert!(empty.contains("The text is empty."));
        assert!(empty.contains("standard input"));
        assert!(!empty.contains("<script>"));
        assert!(page("-", "x", &none).contains("No term of the glossaries stands in this text."));
    }

    #[test]
    fn the_same_input_gives_the_same_page() {
        let text = "moat, ditch";
        let found = annotation(text, &[("moat", MOAT), ("ditch", DITCH)]);
        assert_eq!(page("-", text, &found), page("-", text, &found));
    }

    #[test]
    fn an_output_that_takes_nothing_is_an_error() {
        let (stack, found) = (stack(), annotation("x", &[]));
        let annotated = Annotated { name: "-", text: "x", annotation: &found };
        let mut full: &mut [u8] = &mut [0; 64];
        let error = write_html(&mut full, View::new(&stack, &[]), &[annotated]).expect_err("it does not fit");
        assert_eq!(error.kind(), io::ErrorKind::WriteZero);
    }
}
