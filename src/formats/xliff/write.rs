//! From concepts to XLIFF.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::formats::fields;
use crate::formats::xliff::{CORE, GLOSSARY, NAME, OURS, PREFIX, attribute};
use crate::formats::xml::{Layout, Tree, Writer, attributes_of, children_of, of_rest};
use crate::formats::{ConceptWriter, Fate, Losses, WriteSetting};
use crate::lang::Lang;
use crate::model::{Concept, Extra, Status, Term, Word};

/// Writes XLIFF.
struct XliffWriter<'a> {
    setting: WriteSetting<'a>,
    xml: Writer<Box<dyn Write + 'a>>,
    source: Lang,
    target: Lang,
    /// How many units there are.
    units: usize,
}

/// Begins a file.
pub(super) fn open<'a>(
    setting: &WriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    let [source, target] = *setting.langs else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "XLIFF has a source and a target language"));
    };
    let mut xml = Writer::new(out, Layout::Lines);
    xml.declaration();
    xml.begin("xliff")?;
    for (name, value) in [
        ("xmlns", CORE),
        ("xmlns:gls", GLOSSARY),
        ("xmlns:baixiao", OURS),
        ("version", "2.1"),
        ("srcLang", source.as_str()),
        ("trgLang", target.as_str()),
    ] {
        xml.attribute(name, value);
    }
    xml.begin("file")?;
    xml.attribute("id", "glossary");
    if !setting.name.is_empty() {
        xml.attribute("original", setting.name);
    }
    Ok(Box::new(XliffWriter { setting: setting.clone(), xml, source, target, units: 0 }))
}

/// The terms of a concept, by where they stand.
struct Terms<'c> {
    /// The source terms that stand in the glossary, the best one first.
    sources: Vec<&'c Term>,
    /// The target terms that do.
    targets: Vec<&'c Term>,
    /// All others, in an element of ours.
    unused: Vec<(Lang, &'c Term)>,
}

impl ConceptWriter for XliffWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        let mut terms = self.terms(concept);
        if terms.sources.is_empty() {
            terms.sources.extend(self.setting.terms(concept, self.source).first());
            terms.unused.retain(|(_, term)| !terms.sources.iter().any(|held| std::ptr::eq(*held, *term)));
        }
        for (missing, why) in [
            (terms.sources.is_empty(), "it has no term in the source language"),
            (
                terms.targets.is_empty() && concept.definition.is_empty(),
                "it has neither a term to use in the target language nor a definition",
            ),
        ] {
            if missing {
                losses.note(Fate::Dropped, why, &concept.id, "");
                return Ok(());
            }
        }
        self.unit(concept, &terms)?;
        fields::note_left_out(concept, NAME, self.xml.take_dropped() > 0, losses);
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        if self.units == 0 {
            // A file has a unit at least.
            self.xml.begin("unit")?;
            self.xml.attribute("id", "u0");
            self.xml.begin("segment")?;
            self.xml.leaf("source", &[], "")?;
            self.xml.end();
            self.xml.end();
        }
        self.xml.finish()
    }
}

impl XliffWriter<'_> {
    fn terms<'c>(&self, concept: &'c Concept) -> Terms<'c> {
        let source = self.setting.terms(concept, self.source);
        let (sources, others): (Vec<&Term>, Vec<&Term>) =
            source.into_iter().partition(|term| !matches!(term.status, Status::Forbidden | Status::Misspelling));
        let target = self.setting.terms(concept, self.target);
        let (targets, unwanted): (Vec<&Term>, Vec<&Term>) =
            target.into_iter().partition(|term| matches!(term.status, Status::Preferred | Status::Admitted));
        let others = others.into_iter().map(|term| (self.source, term));
        let unused = others.chain(unwanted.into_iter().map(|term| (self.target, term))).collect();
        Terms { sources, targets, unused }
    }

    fn unit(&mut self, concept: &Concept, terms: &Terms<'_>) -> io::Result<()> {
        self.units += 1;
        self.xml.begin("unit")?;
        self.xml.attribute("id", &format!("u{}", self.units));
        if !concept.id.is_empty() {
            self.xml.attribute("name", &concept.id);
        }
        self.xml.begin("gls:glossary")?;
        for (at, term) in terms.sources.iter().enumerate() {
            if at == 0 {
                self.entry(concept, term, terms)?;
            } else {
                self.further_entry(concept, term, terms.targets.first().copied())?;
            }
        }
        self.xml.end();
        if !concept.note.is_empty() {
            self.xml.begin("notes")?;
            self.xml.leaf("note", &[("category", "note")], &concept.note)?;
            self.xml.end();
        }
        self.xml.begin("segment")?;
        for (name, term) in [("source", terms.sources.first()), ("target", terms.targets.first())] {
            if let Some(term) = term {
                self.xml.leaf(name, &[("xml:space", "preserve")], &term.text)?;
            }
        }
        self.xml.end();
        self.xml.end();
        Ok(())
    }

    /// The entry with all that is said of the concept.
    fn entry(&mut self, concept: &Concept, term: &Term, terms: &Terms<'_>) -> io::Result<()> {
        let kept = concept.extra.get(NAME).and_then(|kept| of_rest(kept));
        let kept = kept.as_ref().and_then(Tree::root);
        self.xml.begin("gls:glossEntry")?;
        self.own(attribute::CONCEPT, &concept.id);
        if !concept.domain.is_empty() {
            self.own("domain", &concept.domain);
        }
        self.columns(&concept.extra);
        if let Some(kept) = kept {
            attributes_of(&mut self.xml, kept);
        }
        self.term("gls:term", None, self.source, term, Status::Preferred)?;
        for (at, translation) in terms.targets.iter().enumerate() {
            let assumed = if at == 0 { Status::Preferred } else { Status::Admitted };
            self.term("gls:translation", None, self.target, translation, assumed)?;
        }
        if !concept.definition.is_empty() {
            self.xml.leaf("gls:definition", &[], &concept.definition)?;
        }
        for (lang, unused) in &terms.unused {
            self.term(&format!("{PREFIX}term"), Some(*lang), *lang, unused, Status::Preferred)?;
        }
        if let Some(kept) = kept {
            children_of(&mut self.xml, kept, |_| false, |_| true)?;
        }
        self.xml.end();
        Ok(())
    }

    /// The entry of another source term.
    fn further_entry(&mut self, concept: &Concept, term: &Term, best: Option<&Term>) -> io::Result<()> {
        self.xml.begin("gls:glossEntry")?;
        self.own(attribute::CONCEPT, &concept.id);
        self.term("gls:term", None, self.source, term, Status::Admitted)?;
        match best {
            Some(best) => self.xml.leaf("gls:translation", &[], &best.text)?,
            None => self.xml.leaf("gls:definition", &[], &concept.definition)?,
        }
        self.xml.end();
        Ok(())
    }

    fn term(&mut self, name: &str, tagged: Option<Lang>, lang: Lang, term: &Term, assumed: Status) -> io::Result<()> {
        self.xml.begin(name)?;
        if let Some(tagged) = tagged {
            self.xml.attribute("xml:lang", tagged.as_str());
        }
        if term.lang != lang {
            self.own(attribute::LANG, term.lang.as_str());
        }
        if term.status != assumed {
            self.own("status", term.status.word());
        }
        for (field, text) in fields::of_term(term) {
            if field == "source" && tagged.is_none() {
                self.xml.attribute("source", &text);
            } else {
                self.own(&field.replace('_', "-"), &text);
            }
        }
        self.columns(&term.extra);
        let kept = term.extra.get(NAME).and_then(|kept| of_rest(kept));
        if let Some(kept) = kept.as_ref().and_then(Tree::root) {
            attributes_of(&mut self.xml, kept);
        }
        self.xml.text(&term.text);
        self.xml.end();
        Ok(())
    }

    fn own(&mut self, name: &str, value: &str) {
        self.xml.attribute(&format!("{PREFIX}{name}"), value);
    }

    fn columns(&mut self, extra: &Extra) {
        let columns: BTreeMap<&str, &str> = fields::columns(extra).collect();
        if !columns.is_empty() {
            // Text is text in JSON.
            self.own(attribute::COLUMNS, &serde_json::to_string(&columns).unwrap_or_default());
        }
    }
}
