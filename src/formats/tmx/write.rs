//! From concepts to TMX.

use std::io::{self, Write};

use crate::formats::fields;
use crate::formats::tmx::read::plain;
use crate::formats::tmx::{NAME, PREFIX, prop};
use crate::formats::tmx_header::{TmxHeader, write_header};
use crate::formats::xml::{Layout, Tree, Writer, attributes_of, children_of, of_rest};
use crate::formats::{ConceptWriter, Fate, Losses, WriteSetting};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Word};

/// Writes TMX; the tree of a language's kept header decides about the header.
struct TmxWriter<'a> {
    setting: WriteSetting<'a>,
    xml: Writer<Box<dyn Write + 'a>>,
}

/// Begins a file.
pub(super) fn open<'a>(
    setting: &WriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    let mut xml = Writer::new(out, Layout::Lines);
    xml.declaration();
    xml.doctype("tmx SYSTEM \"tmx14.dtd\"");
    xml.begin("tmx")?;
    xml.attribute("version", "1.4");
    let kept = setting.kept.iter().find(|kept| kept.format == NAME && kept.name == "header");
    let kept = kept.map(|kept| kept.text.as_str());
    write_header(&mut xml, &TmxHeader { kept, segtype: "phrase", source: "*all*", date: setting.date }, |_| Ok(()))?;
    xml.begin("body")?;
    Ok(Box::new(TmxWriter { setting: setting.clone(), xml }))
}

impl ConceptWriter for TmxWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        let all: Vec<(Lang, Vec<&Term>)> =
            self.setting.langs.iter().map(|lang| (*lang, self.setting.terms(concept, *lang))).collect();
        let usable = |term: &&Term| matches!(term.status, Status::Preferred | Status::Admitted);
        let mut best: Vec<(Lang, &Term)> = all
            .iter()
            .filter_map(|(lang, terms)| terms.first().filter(|term| usable(term)).map(|term| (*lang, *term)))
            .collect();
        if best.is_empty() {
            // A unit has one segment at least; alone, it is nobody's translation.
            best.extend(all.iter().find_map(|(lang, terms)| terms.first().map(|term| (*lang, *term))));
        }
        if best.is_empty() {
            losses.note(Fate::Dropped, "it has no term in the languages of the file", &concept.id, "");
            return Ok(());
        }
        let further: Vec<(Lang, &Term)> = all
            .iter()
            .flat_map(|(lang, terms)| terms.iter().map(|term| (*lang, *term)))
            .filter(|(_, term)| !best.iter().any(|(_, chosen)| std::ptr::eq(*chosen, *term)))
            .collect();
        let (synonyms, unused): (Vec<_>, Vec<_>) = further.into_iter().partition(|(_, term)| usable(term));
        self.unit(concept, &best, &unused)?;
        for (lang, term) in &synonyms {
            self.synonym(concept, &best, *lang, term)?;
        }
        fields::note_left_out(concept, NAME, self.xml.take_dropped() > 0, losses);
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        self.xml.finish()
    }
}

impl TmxWriter<'_> {
    /// The unit of a concept.
    fn unit(&mut self, concept: &Concept, best: &[(Lang, &Term)], unused: &[(Lang, &Term)]) -> io::Result<()> {
        self.xml.begin("tu")?;
        if !concept.id.is_empty() {
            self.xml.attribute("tuid", &concept.id);
        }
        let kept = concept.extra.get(NAME).and_then(|kept| of_rest(kept));
        if let Some(kept) = kept.as_ref().and_then(Tree::root) {
            attributes_of(&mut self.xml, kept);
        }
        if !concept.note.is_empty() {
            self.xml.leaf("note", &[], &concept.note)?;
        }
        for (name, text) in fields::of_concept(concept).filter(|(name, _)| *name != "note") {
            self.own(name, text)?;
        }
        for (name, text) in fields::columns(&concept.extra) {
            self.xml.leaf("prop", &[("type", name)], text)?;
        }
        // After what is ours, of which a reader takes the first.
        if let Some(kept) = kept.as_ref().and_then(Tree::root) {
            children_of(&mut self.xml, kept, |_| false, |_| true)?;
        }
        for (lang, term) in unused {
            let kind = format!("{PREFIX}{}", prop::TERM);
            self.xml.leaf("prop", &[("type", &kind), ("xml:lang", lang.as_str())], &term.text)?;
            self.said(term, *lang, Status::Preferred)?;
            if !term.note.is_empty() {
                self.own("note", &term.note)?;
            }
            if let Some(rest) = term.extra.get(NAME) {
                self.own(prop::REST, rest)?;
            }
        }
        for (lang, term) in best {
            self.variant(*lang, term, Status::Preferred)?;
        }
        self.xml.end();
        Ok(())
    }

    /// The units of a further term: a pair with the best term of each other language.
    fn synonym(&mut self, concept: &Concept, best: &[(Lang, &Term)], lang: Lang, term: &Term) -> io::Result<()> {
        let others: Vec<(Lang, &Term)> = best.iter().copied().filter(|(other, _)| *other != lang).collect();
        let pairs: Vec<Option<(Lang, &Term)>> =
            if others.is_empty() { vec![None] } else { others.into_iter().map(Some).collect() };
        for (at, other) in pairs.into_iter().enumerate() {
            self.xml.begin("tu")?;
            let kind = format!("{PREFIX}{}", if at == 0 { prop::SYNONYM } else { prop::REPEATS });
            self.xml.leaf("prop", &[("type", &kind), ("xml:lang", lang.as_str())], &concept.id)?;
            if at == 0 {
                self.variant(lang, term, Status::Admitted)?;
            } else {
                self.segment(lang, term)?;
            }
            if let Some((lang, term)) = other {
                self.segment(lang, term)?;
            }
            self.xml.end();
        }
        Ok(())
    }

    /// A variant with all that is said of a term.
    fn variant(&mut self, lang: Lang, term: &Term, assumed: Status) -> io::Result<()> {
        self.xml.begin("tuv")?;
        self.xml.attribute("xml:lang", lang.as_str());
        let kept = term.extra.get(NAME).and_then(|kept| of_rest(kept));
        let kept = kept.as_ref().and_then(Tree::root);
        if let Some(kept) = kept {
            attributes_of(&mut self.xml, kept);
        }
        if !term.note.is_empty() {
            self.xml.leaf("note", &[], &term.note)?;
        }
        self.said(term, lang, assumed)?;
        if let Some(kept) = kept {
            children_of(&mut self.xml, kept, |_| false, |child| child.name() != "seg")?;
        }
        let with_codes = kept.and_then(|kept| kept.element("seg")).filter(|seg| plain(*seg).trim() == &*term.text);
        match with_codes {
            Some(seg) => self.xml.node(seg, |_| false)?,
            None => self.xml.leaf("seg", &[], &term.text)?,
        }
        self.xml.end();
        Ok(())
    }

    /// A variant with its text alone.
    fn segment(&mut self, lang: Lang, term: &Term) -> io::Result<()> {
        self.xml.begin("tuv")?;
        self.xml.attribute("xml:lang", lang.as_str());
        self.xml.leaf("seg", &[], &term.text)?;
        self.xml.end();
        Ok(())
    }

    /// What is said of a term, but for its note and what else stood there.
    fn said(&mut self, term: &Term, lang: Lang, assumed: Status) -> io::Result<()> {
        if term.lang != lang {
            self.own(prop::LANG, term.lang.as_str())?;
        }
        if term.status != assumed {
            self.own("status", term.status.word())?;
        }
        for (name, text) in fields::of_term(term).into_iter().filter(|(name, _)| *name != "note") {
            self.own(&name.replace('_', "-"), &text)?;
        }
        for (name, text) in fields::columns(&term.extra) {
            self.xml.leaf("prop", &[("type", name)], text)?;
        }
        Ok(())
    }

    /// A property of ours.
    fn own(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.xml.leaf("prop", &[("type", &format!("{PREFIX}{name}"))], text)
    }
}
