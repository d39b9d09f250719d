//! From TMX to concepts.

use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::fields::{self, FieldError};
use crate::formats::tmx::{NAME, PREFIX, prop};
use crate::formats::xml::{Event, Id, Kind, Node, Reader, Tree, as_xml, rest, sort_children};
use crate::formats::{ReadError, ReadSetting, Receive};
use crate::lang::{Lang, LangError};
use crate::model::{Concept, Kept, Status, Term};

/// Reads TMX of any version.
pub(super) fn read(input: &mut dyn BufRead, _: &ReadSetting<'_>, receive: &mut dyn Receive) -> Result<(), ReadError> {
    let mut reader = Reader::new(input, &[])?;
    let mut tree = Tree::default();
    let mut units = Units::default();
    loop {
        match reader.next(&mut tree, receive)? {
            Event::Done => return Ok(units.pass_on(receive)?),
            Event::Start => {}
            Event::End | Event::Other | Event::Doctype => continue,
        }
        let Some(root) = tree.root() else { continue };
        match (reader.depth(), root.name()) {
            (1, "tmx") | (2, "body") => {}
            (1, other) => {
                let message = format!("the file begins with `<{other}>`; TMX begins with `<tmx>`");
                return Err(ReadError::Broken(Diagnostic::error("tmx", message).at(root.place())));
            }
            (2, "header") => {
                reader.whole(&mut tree, receive)?;
                let text = tree.root().map(|root| as_xml(root, |_| false)).unwrap_or_default();
                receive.keep(Kept { format: NAME.into(), name: "header".into(), text, ..Kept::default() });
            }
            (3, "tu") => {
                reader.whole(&mut tree, receive)?;
                for problem in units.unit(&mut tree, receive)? {
                    reader.problem(problem, receive);
                }
            }
            (_, other) => {
                let message = format!("`<{other}>` is not of TMX here; what is in it is passed over");
                reader.problem(Diagnostic::warning("tmx-element", message).at(root.place()), receive);
                reader.skip(&mut tree, receive)?;
            }
        }
    }
}

/// The concept that the units are at, until it is known that no further unit is about it.
#[derive(Default)]
struct Units {
    concept: Option<Concept>,
}

impl Units {
    /// Passes on what was read.
    fn pass_on(&mut self, receive: &mut dyn Receive) -> std::io::Result<()> {
        let Some(mut concept) = self.concept.take().filter(|concept| !concept.terms.is_empty()) else { return Ok(()) };
        fields::sort_terms(&mut concept);
        receive.concept(concept)
    }

    /// Reads a unit; gives what is wrong in it.
    fn unit(&mut self, tree: &mut Tree, receive: &mut dyn Receive) -> std::io::Result<Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let Some(root) = tree.root() else { return Ok(problems) };
        if own_prop(root, prop::REPEATS).is_some() {
            return Ok(problems);
        }
        if let Some(of) = own_prop(root, prop::SYNONYM) {
            self.synonym(of, receive, &mut problems)?;
            return Ok(problems);
        }
        self.pass_on(receive)?;
        let place = root.place();
        let mut concept =
            Concept { id: root.attribute("tuid").unwrap_or_default().trim().into(), ..Concept::default() };
        let variants: Vec<Id> = root.elements().filter(|child| child.name() == "tuv").map(Node::id).collect();
        let mut langs = Vec::new();
        for id in variants {
            if let Some(lang) = lang_of(tree.node(id), &mut problems) {
                let assumed = if langs.contains(&lang) { Status::Admitted } else { Status::Preferred };
                if let Some(term) = variant(tree.node(id), lang, assumed, &mut problems) {
                    langs.push(lang);
                    concept.terms.push(term);
                }
            }
            tree.remove(id);
        }
        about(tree, &mut concept, &mut problems);
        if concept.terms.is_empty() {
            let message = "the unit has no segment with a language; it is passed over";
            problems.push(Diagnostic::warning("no-terms", message).at(place));
            return Ok(problems);
        }
        let rest = rest(tree, |_| false);
        if !rest.is_empty() {
            concept.extra.insert(NAME.to_owned(), rest);
        }
        self.concept = Some(concept);
        Ok(problems)
    }

    /// Adds the term that the unit of the property `of` gives.
    fn synonym(
        &mut self,
        of: Node<'_>,
        receive: &mut dyn Receive,
        problems: &mut Vec<Diagnostic>,
    ) -> std::io::Result<()> {
        let id = of.text();
        if self.concept.as_ref().is_none_or(|concept| concept.id != *id.trim()) {
            // Another tool has put the units into another order.
            self.pass_on(receive)?;
            self.concept = Some(Concept { id: id.trim().into(), ..Concept::default() });
        }
        let Some(concept) = &mut self.concept else { return Ok(()) };
        let lang = of.attribute("xml:lang");
        let unit = of.parent().unwrap_or(of);
        let own = unit.elements().find(|child| child.name() == "tuv" && child.attribute("xml:lang") == lang);
        let lang = own.and_then(|own| lang_of(own, problems));
        let term = own.zip(lang).and_then(|(own, lang)| variant(own, lang, Status::Admitted, problems));
        concept.terms.extend(term);
        Ok(())
    }
}

/// The property of ours with a name.
fn own_prop<'t>(parent: Node<'t>, name: &str) -> Option<Node<'t>> {
    let mut props = parent.elements().filter(|child| child.name() == "prop");
    props.find(|child| child.attribute("type").and_then(|held| held.strip_prefix(PREFIX)) == Some(name))
}

/// The language of a `tuv`.
fn lang_of(tuv: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Lang> {
    let tag = tuv.attribute("xml:lang").or(tuv.attribute("lang")).map(str::trim).unwrap_or_default();
    let message = if tag.is_empty() {
        "`<tuv>` has no language; write one such as `xml:lang=\"ko\"`".to_owned()
    } else {
        match tag.parse() {
            Ok(lang) => return Some(lang),
            Err(error) => LangError::to_string(&error),
        }
    };
    problems.push(Diagnostic::error("language", message).at(tuv.place()));
    None
}

/// Reads a `tuv`, of a term with the status `assumed` unless it says otherwise.
fn variant(tuv: Node<'_>, lang: Lang, assumed: Status, problems: &mut Vec<Diagnostic>) -> Option<Term> {
    let seg = tuv.element("seg");
    let text = seg.map(plain).unwrap_or_default();
    if text.trim().is_empty() {
        let message = "`<tuv>` has no text in a `<seg>`; it is passed over";
        problems.push(Diagnostic::warning("empty-cell", message).at(tuv.place()));
        return None;
    }
    let mut term = Term { status: assumed, ..Term::new(lang, text.trim()) };
    let mut copy = Tree::default();
    let root = copy.append_copy(None, tuv);
    copy.remove_attribute(root, "xml:lang");
    copy.remove_attribute(root, "lang");
    let mut known = Vec::new();
    let first = copy.node(root).element("seg").map(Node::id);
    for child in copy.node(root).elements() {
        let text = child.text();
        let said = match child.name() {
            "note" if bare(child, &[]) => fields::set_of_term(&mut term, "note", text.trim()),
            "prop" if bare(child, &["type"]) => match own_name(child) {
                Ok(prop::LANG) => text.parse().map(|lang| term.lang = lang).map(|()| true).map_err(FieldError::from),
                Ok(name) => fields::set_of_term(&mut term, &name.replace('-', "_"), text.trim()),
                Err(name) => Ok(fields::set_column(&mut term.extra, name, text.trim())),
            },
            // With codes in it, it is written back as it stood.
            "seg" => Ok(Some(child.id()) != first || child.elements().next().is_none()),
            _ => Ok(false),
        };
        match said {
            Ok(true) => known.push(child.id()),
            Ok(false) => {}
            Err(error) => problems.push(Diagnostic::error("vocabulary", error.to_string()).at(child.place())),
        }
    }
    for id in known {
        copy.remove(id);
    }
    sort_children(&mut copy, root, |child| usize::from(child.name() == "seg"));
    let rest = rest(&copy, |_| false);
    if !rest.is_empty() {
        term.extra.insert(NAME.to_owned(), rest);
    }
    Some(term)
}

/// Reads what is said of the concept, and the terms that are not to be used; takes it out of the tree.
fn about(tree: &mut Tree, concept: &mut Concept, problems: &mut Vec<Diagnostic>) {
    let Some(root) = tree.root().map(Node::id) else { return };
    let mut known = Vec::new();
    let mut unused: Option<Term> = None;
    for child in tree.node(root).elements() {
        let text = child.text();
        let text = text.trim();
        let said =
            match child.name() {
                "note" if bare(child, &[]) => Ok(fields::set_of_concept(concept, "note", text)),
                "prop" if own_name(child) == Ok(prop::TERM) => {
                    concept.terms.extend(unused.take().filter(|term| !term.text.is_empty()));
                    let lang = child.attribute("xml:lang").unwrap_or_default().parse().map_err(FieldError::from);
                    lang.map(|lang| unused = Some(Term::new(lang, text))).map(|()| true)
                }
                "prop" if bare(child, &["type"]) => match (own_name(child), &mut unused) {
                    (Ok(prop::LANG), Some(term)) => {
                        text.parse().map(|lang| term.lang = lang).map(|()| true).map_err(FieldError::from)
                    }
                    (Ok(prop::REST), Some(term)) => {
                        term.extra.insert(NAME.to_owned(), text.to_owned());
                        Ok(true)
                    }
                    (Ok(name), Some(term)) => fields::set_of_term(term, &name.replace('-', "_"), text)
                        .map(|said| said || fields::set_of_concept(concept, name, text)),
                    (Ok(name), None) => Ok(fields::set_of_concept(concept, name, text)),
                    (Err(name), Some(term)) => Ok(fields::set_column(&mut term.extra, name, text)
                        || fields::set_column(&mut concept.extra, name, text)),
                    (Err(name), None) => Ok(fields::set_of_concept(concept, name, text)
                        || fields::set_column(&mut concept.extra, name, text)),
                },
                _ => Ok(false),
            };
        match said {
            Ok(true) => known.push(child.id()),
            Ok(false) => {}
            Err(error) => problems.push(Diagnostic::error("vocabulary", error.to_string()).at(child.place())),
        }
    }
    concept.terms.extend(unused.filter(|term| !term.text.is_empty()));
    for id in known {
        tree.remove(id);
    }
    tree.remove_attribute(root, "tuid");
}

/// The name of a property of ours, or that of another one.
fn own_name(prop: Node<'_>) -> Result<&str, &str> {
    let name = prop.attribute("type").unwrap_or_default();
    name.strip_prefix(PREFIX).ok_or(name)
}

/// Whether an element holds nothing but a text, and has no attributes but `attributes`.
fn bare(node: Node<'_>, attributes: &[&str]) -> bool {
    let text = node.children().all(|child| child.kind() == Kind::Text);
    text && node.attributes().all(|(name, _)| attributes.contains(&name))
}

/// The text of a segment without the codes in it.
pub(super) fn plain(node: Node<'_>) -> String {
    let mut out = String::new();
    push_plain(&mut out, node);
    out
}

fn push_plain(out: &mut String, node: Node<'_>) {
    for child in node.children() {
        match (child.kind(), child.name()) {
            (Kind::Text, _) => out.push_str(child.content()),
            (Kind::Element, "bpt" | "ept" | "ph" | "it" | "ut") | (Kind::Comment | Kind::Instruction, _) => {}
            (Kind::Element, _) => push_plain(out, child),
        }
    }
}
