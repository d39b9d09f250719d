//! From concepts to MultiTerm XML.

use std::io::{self, Write};

use crate::formats::fields;
use crate::formats::multiterm::field::{self, ID, Level};
use crate::formats::multiterm::read::{lang_of, name, tag};
use crate::formats::multiterm::{NAME, entry, holds_elements};
use crate::formats::xml::{Id, Kind, Layout, Node, Tree, Writer, attributes_of, children_of, element, of_rest};
use crate::formats::{ConceptWriter, Fate, Losses, WriteSetting};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text, Word};

/// Writes MultiTerm XML. Entries have numbers there: an id that is none stands in a field.
struct MultitermWriter<'a> {
    setting: WriteSetting<'a>,
    xml: Writer<Box<dyn Write + 'a>>,
    /// The number that an entry got last.
    last: u32,
}

/// Begins a file.
pub(super) fn open<'a>(
    setting: &WriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    let mut xml = Writer::new(out, Layout::Lines);
    xml.instruction("xml", "version=\"1.0\" encoding=\"UTF-16\"");
    xml.begin("mtf")?;
    Ok(Box::new(MultitermWriter { setting: setting.clone(), xml, last: 0 }))
}

impl ConceptWriter for MultitermWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        let all: Vec<(Lang, Vec<&Term>)> =
            self.setting.langs.iter().map(|lang| (*lang, self.setting.terms(concept, *lang))).collect();
        if all.iter().all(|(_, terms)| terms.is_empty()) {
            losses.note(Fate::Dropped, "it has no term in the languages of the file", &concept.id, "");
            return Ok(());
        }
        let mut kept = concept.extra.get(NAME).and_then(|kept| of_rest(kept)).unwrap_or_default();
        let root = root_of(&mut kept, "conceptGrp");
        self.xml.begin("conceptGrp")?;
        attributes_of(&mut self.xml, kept.node(root));
        let number = self.number(&concept.id);
        self.xml.leaf("concept", &[], &number)?;
        let said = Self::entry_fields(concept, &number, kept.node(root), losses);
        let said = entry::reconcile(Level::Entry, &mut kept, root, said, None, |key, text| {
            let mut blank = Concept::default();
            let known =
                fields::set_of_concept(&mut blank, key, text) || fields::set_column(&mut blank.extra, key, text);
            known || (key == ID && !text.is_empty())
        });
        let kept = kept.node(root);
        children_of(&mut self.xml, kept, holds_elements, |child| {
            !matches!(child.name(), "descripGrp" | "languageGrp")
        })?;
        for (key, text) in said {
            entry::write(&mut self.xml, Level::Entry, key, &text)?;
        }
        children_of(&mut self.xml, kept, holds_elements, |child| child.name() == "descripGrp")?;
        let groups: Vec<(Option<Lang>, Node<'_>)> = kept
            .elements()
            .filter(|child| child.name() == "languageGrp")
            .map(|group| (lang_of(group), group))
            .collect();
        for (lang, terms) in all.iter().filter(|(_, terms)| !terms.is_empty()) {
            let group = groups.iter().find(|(held, _)| *held == Some(*lang)).map(|(_, group)| *group);
            self.language(*lang, terms, group, &concept.id, losses)?;
        }
        for (at, (lang, group)) in groups.iter().enumerate() {
            let again = groups.iter().take(at).any(|(held, _)| held == lang);
            let has_terms = lang.is_some_and(|lang| concept.terms.iter().any(|term| term.lang == lang));
            if lang.is_none() || again || !has_terms {
                element(&mut self.xml, *group, holds_elements)?;
            }
        }
        self.xml.end();
        fields::note_left_out(concept, NAME, self.xml.take_dropped() > 0, losses);
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        self.xml.finish()
    }
}

impl MultitermWriter<'_> {
    /// The number of an entry: its id where that is one, else the next.
    fn number(&mut self, id: &str) -> String {
        if id.is_empty() {
            return "0".to_owned();
        }
        let own = id.parse::<u32>().ok().filter(|number| *number > 0 && id.bytes().all(|b| b.is_ascii_digit()));
        if let Some(number) = own {
            self.last = self.last.max(number);
            return id.to_owned();
        }
        self.last = self.last.saturating_add(1);
        self.last.to_string()
    }

    /// What an entry has to say, but for a definition that one of its languages gives.
    fn entry_fields<'c>(
        concept: &'c Concept,
        number: &str,
        kept: Node<'_>,
        losses: &mut Losses,
    ) -> Vec<(&'c str, String)> {
        let mut said = Vec::new();
        if number != &*concept.id && !concept.id.is_empty() {
            said.push((ID, concept.id.to_string()));
        }
        let of_entry = kept.elements().filter_map(|child| entry::said(Level::Entry, child));
        let at_entry = of_entry.into_iter().any(|(key, _)| key == "definition");
        let mut groups = kept.elements().filter(|child| child.name() == "languageGrp");
        let at_language = groups.any(|group| {
            let mut all = group.elements().filter_map(|child| entry::said(Level::Entry, child));
            all.any(|(key, text)| key == "definition" && text == *concept.definition)
        });
        for (key, text) in fields::of_concept(concept) {
            if key != "definition" || at_entry || !at_language {
                said.push((key, text.to_owned()));
            }
        }
        for (name, text) in fields::columns(&concept.extra) {
            if field::is_own_name(Level::Entry, name) {
                said.push((name, text.to_owned()));
            } else {
                losses.note(Fate::Dropped, "MultiTerm has another field of that name", &concept.id, name);
            }
        }
        said
    }

    fn language(
        &mut self,
        lang: Lang,
        terms: &[&Term],
        kept: Option<Node<'_>>,
        id: &Text,
        losses: &mut Losses,
    ) -> io::Result<()> {
        self.xml.begin("languageGrp")?;
        if let Some(kept) = kept {
            attributes_of(&mut self.xml, kept);
        }
        match kept.and_then(|kept| kept.element("language")) {
            Some(language) => self.xml.node(language, |_| false)?,
            None => self.xml.leaf("language", &[("type", name(lang)), ("lang", &tag(lang))], "")?,
        }
        if let Some(kept) = kept {
            children_of(&mut self.xml, kept, holds_elements, |child| child.name() != "language")?;
        }
        for (at, term) in terms.iter().enumerate() {
            let assumed = if at == 0 { Status::Preferred } else { Status::Admitted };
            self.term(term, lang, assumed, id, losses)?;
        }
        self.xml.end();
        Ok(())
    }

    fn term(&mut self, term: &Term, lang: Lang, assumed: Status, id: &Text, losses: &mut Losses) -> io::Result<()> {
        let mut kept = term.extra.get(NAME).and_then(|kept| of_rest(kept)).unwrap_or_default();
        let root = root_of(&mut kept, "termGrp");
        let mut said = field::of_term(term, lang);
        said.retain(|(key, _)| {
            let ours = !term.extra.contains_key(*key) || field::is_own_name(Level::Term, key);
            if !ours {
                losses.note(Fate::Dropped, "MultiTerm has another field of that name", id, *key);
            }
            ours
        });
        let said =
            entry::reconcile(Level::Term, &mut kept, root, said, Some(("status", assumed.word())), |key, text| {
                let mut blank = Term::new(lang, "");
                let known = fields::set_of_term(&mut blank, key, text);
                known.is_ok_and(|known| known || fields::set_column(&mut blank.extra, key, text))
            });
        let with_markup: Option<Id> = kept.node(root).element("term").map(Node::id);
        if let Some(with_markup) = with_markup.filter(|id| kept.node(*id).text().trim() != &*term.text) {
            kept.set_text(with_markup, &term.text);
        }
        let kept = kept.node(root);
        self.xml.begin("termGrp")?;
        attributes_of(&mut self.xml, kept);
        match kept.element("term") {
            Some(with_markup) => self.xml.node(with_markup, |_| false)?,
            None => self.xml.leaf("term", &[], &term.text)?,
        }
        children_of(&mut self.xml, kept, holds_elements, |child| !matches!(child.name(), "term" | "descripGrp"))?;
        for (key, text) in said {
            entry::write(&mut self.xml, Level::Term, key, &text)?;
        }
        children_of(&mut self.xml, kept, holds_elements, |child| child.name() == "descripGrp")?;
        self.xml.end();
        Ok(())
    }
}

/// The root of a tree, which is made where there is none.
fn root_of(tree: &mut Tree, name: &str) -> Id {
    let root = tree.root().map(Node::id);
    root.unwrap_or_else(|| tree.append(None, Kind::Element, name, ""))
}
