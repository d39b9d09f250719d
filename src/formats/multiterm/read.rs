//! From MultiTerm XML to concepts.

use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::fields::{self, FieldError};
use crate::formats::languages::{english_name, lang_called};
use crate::formats::multiterm::field::{ID, LANG, Level};
use crate::formats::multiterm::{NAME, entry, holds_elements};
use crate::formats::xml::{Event, Id, Kind, Node, Reader, Tree, rest, sort_children};
use crate::formats::{ReadError, ReadSetting, Receive};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term};

/// Reads MultiTerm XML.
pub(super) fn read(input: &mut dyn BufRead, _: &ReadSetting<'_>, receive: &mut dyn Receive) -> Result<(), ReadError> {
    let mut reader = Reader::new(input, &[])?;
    let mut tree = Tree::default();
    loop {
        match reader.next(&mut tree, receive)? {
            Event::Done => return Ok(()),
            Event::Start => {}
            Event::End | Event::Other | Event::Doctype => continue,
        }
        let Some(root) = tree.root() else { continue };
        match (reader.depth(), root.name()) {
            (1, "mtf") => {}
            (1, other) => {
                let message = format!("the file begins with `<{other}>`; MultiTerm XML begins with `<mtf>`");
                return Err(ReadError::Broken(Diagnostic::error("multiterm", message).at(root.place())));
            }
            (2, "conceptGrp") => {
                reader.whole(&mut tree, receive)?;
                let mut problems = Vec::new();
                let concept = concept(&mut tree, &mut problems);
                for problem in problems {
                    reader.problem(problem, receive);
                }
                if let Some(concept) = concept {
                    receive.concept(concept)?;
                }
            }
            (_, other) => {
                let message = format!("`<{other}>` is not of MultiTerm XML here; what is in it is passed over");
                reader.problem(Diagnostic::warning("multiterm-element", message).at(root.place()), receive);
                reader.skip(&mut tree, receive)?;
            }
        }
    }
}

fn concept(tree: &mut Tree, problems: &mut Vec<Diagnostic>) -> Option<Concept> {
    let root = tree.root()?;
    let (id, place) = (root.id(), root.place());
    let mut concept = Concept::default();
    let number = root.element("concept").map(Node::id);
    if let Some(number) = number {
        concept.id = tree.node(number).text().trim().into();
        tree.remove(number);
    }
    if concept.id == *"0" {
        concept.id = "".into();
    }
    let mut own_id = None;
    entry::take(Level::Entry, tree, id, problems, |key, text| {
        Ok(match key {
            ID => !text.is_empty() && own_id.replace(text.to_owned()).is_none(),
            _ => fields::set_of_concept(&mut concept, key, text) || fields::set_column(&mut concept.extra, key, text),
        })
    });
    if let Some(own) = own_id {
        concept.id = own.into();
    }
    let groups: Vec<Id> =
        tree.node(id).elements().filter(|child| child.name() == "languageGrp").map(Node::id).collect();
    for group in groups {
        language(tree, group, &mut concept, problems);
    }
    if concept.terms.is_empty() {
        let message = "the entry has no term; it is passed over";
        problems.push(Diagnostic::warning("no-terms", message).at(place));
        return None;
    }
    let ranks = ranks(tree.node(id), &concept);
    sort_children(tree, id, |child| match child.name() {
        "languageGrp" => ranks.iter().find(|(id, _)| *id == child.id()).map_or(usize::MAX, |(_, rank)| *rank),
        "descripGrp" => 1,
        _ => 0,
    });
    let rest = rest(tree, holds_elements);
    if !rest.is_empty() {
        concept.extra.insert(NAME.to_owned(), rest);
    }
    fields::sort_terms(&mut concept);
    Some(concept)
}

/// In which order languages are written: those with terms by their tags, then what is left of others.
fn ranks(root: Node<'_>, concept: &Concept) -> Vec<(Id, usize)> {
    let mut langs: Vec<Lang> = concept.terms.iter().map(|term| term.lang).collect();
    langs.sort_unstable();
    langs.dedup();
    let mut seen = Vec::new();
    let mut ranks = Vec::new();
    for group in root.elements().filter(|child| child.name() == "languageGrp") {
        let at = lang_of(group).filter(|lang| !seen.contains(lang)).and_then(|lang| {
            seen.push(lang);
            langs.binary_search(&lang).ok()
        });
        ranks.push((group.id(), at.map_or(usize::MAX, |at| 2 + at)));
    }
    ranks
}

/// The language of a `languageGrp`.
pub(super) fn lang_of(group: Node<'_>) -> Option<Lang> {
    let language = group.element("language")?;
    let tag = language.attribute("lang").and_then(|tag| tag.parse().ok());
    tag.or_else(|| lang_called(language.attribute("type")?))
}

/// What a language is called.
pub(super) fn name(lang: Lang) -> &'static str {
    english_name(lang.as_str()).unwrap_or(lang.as_str())
}

/// The tag of a language as MultiTerm has it.
pub(super) fn tag(lang: Lang) -> String {
    lang.as_str().to_uppercase()
}

fn language(tree: &mut Tree, group: Id, concept: &mut Concept, problems: &mut Vec<Diagnostic>) {
    let node = tree.node(group);
    let Some(lang) = lang_of(node) else {
        let message = "the language is not known; write a tag such as `<language type=\"Korean\" lang=\"KO\"/>`";
        problems.push(Diagnostic::error("language", message).at(node.place()));
        return;
    };
    let terms: Vec<Id> = node.elements().filter(|child| child.name() == "termGrp").map(Node::id).collect();
    for id in terms {
        let first = !concept.terms.iter().any(|term| term.lang == lang);
        let assumed = if first { Status::Preferred } else { Status::Admitted };
        if let Some(term) = term(tree.node(id), lang, assumed, problems) {
            concept.terms.push(term);
            tree.remove(id);
        }
    }
    let node = tree.node(group);
    let further: Vec<Id> = node.elements().filter(|child| child.name() == "language").skip(1).map(Node::id).collect();
    for id in further {
        let message = "there is another language already; give it a `<languageGrp>`";
        problems.push(Diagnostic::error("multiterm-element", message).at(tree.node(id).place()));
        tree.remove(id);
    }
    sort_children(tree, group, |child| usize::from(child.name() != "language"));
    let node = tree.node(group);
    if let Some((_, definition)) =
        node.elements().filter_map(|child| entry::said(Level::Entry, child)).find(|(key, _)| *key == "definition")
    {
        fields::set_of_concept(concept, "definition", &definition);
    }
    let ours = node.element("language").is_some_and(|language| {
        let mut held: Vec<(&str, &str)> = language.attributes().collect();
        held.sort_unstable();
        held == [("lang", &*tag(lang)), ("type", name(lang))] && language.children().next().is_none()
    });
    if ours && node.attributes().next().is_none() && node.children().count() == 1 {
        tree.remove(group);
    }
}

fn term(group: Node<'_>, lang: Lang, assumed: Status, problems: &mut Vec<Diagnostic>) -> Option<Term> {
    let element = group.element("term");
    let text = element.map(|term| term.text().trim().to_owned()).unwrap_or_default();
    if text.is_empty() {
        problems.push(Diagnostic::warning("empty-cell", "the term is empty; it is passed over").at(group.place()));
        return None;
    }
    let mut term = Term { status: assumed, ..Term::new(lang, text) };
    let mut copy = Tree::default();
    let root = copy.append_copy(None, group);
    let bare =
        |term: Node<'_>| term.attributes().next().is_none() && term.children().all(|child| child.kind() == Kind::Text);
    let elements: Vec<Id> = copy.node(root).elements().filter(|child| child.name() == "term").map(Node::id).collect();
    for (at, id) in elements.into_iter().enumerate() {
        if at > 0 {
            let message =
                format!("`{}` stands beside another term; give it a `<termGrp>`", copy.node(id).text().trim());
            problems.push(Diagnostic::error("multiterm-element", message).at(copy.node(id).place()));
        }
        if at > 0 || bare(copy.node(id)) {
            copy.remove(id);
        }
    }
    entry::take(Level::Term, &mut copy, root, problems, |key, text| {
        if key == LANG {
            term.lang = text.parse().map_err(FieldError::from)?;
            return Ok(true);
        }
        let said = fields::set_of_term(&mut term, key, text)?;
        Ok(said || fields::set_column(&mut term.extra, key, text))
    });
    sort_children(&mut copy, root, |child| match child.name() {
        "term" => 0,
        "descripGrp" => 2,
        _ => 1,
    });
    let rest = rest(&copy, holds_elements);
    if !rest.is_empty() {
        term.extra.insert(NAME.to_owned(), rest);
    }
    Some(term)
}
