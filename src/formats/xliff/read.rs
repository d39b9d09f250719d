//! From XLIFF to concepts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};

use crate::diagnostic::Diagnostic;
use crate::formats::fields;
use crate::formats::xliff::{CORE, CORE_2_2, GLOSSARY, NAME, OURS, PREFIX, SPACES, attribute};
use crate::formats::xml::{Event, Kind, Node, Reader, Tree, rest};
use crate::formats::{ReadError, ReadSetting, Receive};
use crate::lang::{Lang, LangError};
use crate::model::{Concept, Extra, Status, Term};

/// Reads the glossaries and the marked terms of any XLIFF 2.
pub(super) fn read(
    input: &mut dyn BufRead,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let mut reader = Reader::new(input, SPACES)?;
    let mut tree = Tree::default();
    let mut file = File { source: setting.source, target: setting.target, ..File::default() };
    loop {
        match reader.next(&mut tree, receive)? {
            Event::Done => break,
            Event::Start => {}
            Event::End | Event::Other | Event::Doctype => continue,
        }
        let Some(root) = tree.root() else { continue };
        file.declared(root);
        match (reader.depth(), root.local()) {
            (1, "xliff") if matches!(root.space(), Some(CORE | CORE_2_2)) => {
                let problems = file.begin(root)?;
                for problem in problems {
                    reader.problem(problem, receive);
                }
            }
            (1, "xliff") => {
                let version = root.attribute("version").unwrap_or_default();
                let message = format!("XLIFF `{version}` holds no terms; the glossary module is one of XLIFF 2");
                return Err(ReadError::Broken(Diagnostic::error("xliff", message).at(root.place())));
            }
            (1, other) => {
                let message = format!("the file begins with `<{other}>`; XLIFF begins with `<xliff>`");
                return Err(ReadError::Broken(Diagnostic::error("xliff", message).at(root.place())));
            }
            (_, "file" | "group") if matches!(root.space(), Some(CORE | CORE_2_2)) => {}
            (_, "unit") if matches!(root.space(), Some(CORE | CORE_2_2)) => {
                reader.whole(&mut tree, receive)?;
                for problem in file.unit(&tree, receive)? {
                    reader.problem(problem, receive);
                }
            }
            _ => reader.skip(&mut tree, receive)?,
        }
    }
    if !file.found {
        let message = "the file has neither a glossary (`gls:glossary`) nor marked terms (`<mrk type=\"term\">`)";
        receive.problem(Diagnostic::warning("no-terms", message));
    }
    Ok(())
}

/// What is known of the file.
#[derive(Default)]
struct File {
    source: Option<Lang>,
    target: Option<Lang>,
    /// The prefixes that were declared so far.
    prefixes: BTreeMap<String, String>,
    found: bool,
    /// The marked terms that were passed on.
    marked: BTreeSet<(String, String, String)>,
}

impl File {
    fn declared(&mut self, node: Node<'_>) {
        let declared = node.attributes().filter_map(|(name, value)| Some((name.strip_prefix("xmlns:")?, value)));
        self.prefixes.extend(declared.map(|(prefix, space)| (prefix.to_owned(), space.to_owned())));
    }

    fn all_declared(&mut self, node: Node<'_>) {
        self.declared(node);
        node.elements().for_each(|child| self.all_declared(child));
    }

    /// Reads the languages.
    fn begin(&mut self, root: Node<'_>) -> Result<Vec<Diagnostic>, ReadError> {
        let mut problems = Vec::new();
        for (name, lang) in [("srcLang", &mut self.source), ("trgLang", &mut self.target)] {
            match root.attribute(name).map(str::parse) {
                Some(Ok(found)) => *lang = Some(found),
                Some(Err(error)) => {
                    let error: LangError = error;
                    problems.push(Diagnostic::error("language", format!("{name}: {error}")).at(root.place()));
                }
                None => {}
            }
        }
        if self.source.is_none() {
            let message = "the file does not say its language; write `srcLang`, or name it with `--source`";
            return Err(ReadError::Broken(Diagnostic::error("language", message).at(root.place())));
        }
        Ok(problems)
    }

    fn unit(&mut self, tree: &Tree, receive: &mut dyn Receive) -> io::Result<Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let Some(unit) = tree.root() else { return Ok(problems) };
        self.all_declared(unit);
        let mut referred = Vec::new();
        let mut current: Option<Concept> = None;
        let glossaries = unit.elements().filter(|child| is(*child, "glossary"));
        for entry in glossaries
            .flat_map(|glossary| glossary.elements().filter(|child| is(*child, "glossEntry")).collect::<Vec<_>>())
        {
            referred.extend(entry.attribute("ref").map(|held| held.trim_start_matches('#')));
            let of = own(entry, attribute::CONCEPT);
            let goes_on = current.as_ref().is_some_and(|concept| of.is_some_and(|id| *concept.id == *id));
            if goes_on {
                let further = self.first_term(entry, Status::Admitted, &mut problems);
                if let Some(concept) = &mut current {
                    concept.terms.extend(further);
                }
                continue;
            }
            self.pass_on(current.take(), receive)?;
            current = self.entry(entry, &mut problems);
            if let (Some(concept), true) = (&mut current, of.is_some()) {
                let notes = unit.element("notes").into_iter().flat_map(|notes| notes.elements().collect::<Vec<_>>());
                if let Some(note) = notes.into_iter().find(|note| note.attribute("category") == Some("note")) {
                    fields::set_of_concept(concept, "note", note.text().trim());
                }
            }
        }
        self.pass_on(current, receive)?;
        for concept in self.marked(unit, &referred) {
            self.pass_on(Some(concept), receive)?;
        }
        Ok(problems)
    }

    fn pass_on(&mut self, concept: Option<Concept>, receive: &mut dyn Receive) -> io::Result<()> {
        let Some(mut concept) = concept else { return Ok(()) };
        self.found = true;
        fields::sort_terms(&mut concept);
        receive.concept(concept)
    }

    /// The term of a `glossEntry`.
    fn first_term(&self, entry: Node<'_>, assumed: Status, problems: &mut Vec<Diagnostic>) -> Option<Term> {
        let node = entry.elements().find(|child| is(*child, "term"))?;
        self.term(node, self.source?, assumed, problems)
    }

    fn entry(&self, entry: Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Concept> {
        let mut concept = Concept::default();
        let Some(first) = self.first_term(entry, Status::Preferred, problems) else {
            let message = "the entry has no text in a `<gls:term>`; it is passed over";
            problems.push(Diagnostic::warning("empty-cell", message).at(entry.place()));
            return None;
        };
        concept.terms.push(first);
        let mut left = Tree::default();
        let root = left.append(None, Kind::Element, "glossEntry", "");
        for (name, value) in entry.attributes() {
            match name.strip_prefix(PREFIX) {
                Some(attribute::CONCEPT) => concept.id = value.trim().into(),
                Some(attribute::COLUMNS) if set_columns(&mut concept.extra, value) => {}
                Some(field) if fields::set_of_concept(&mut concept, field, value) => {}
                // What is referred to is not in the file that will be written.
                None if matches!(name, "id" | "ref") || name.starts_with("xmlns") => {}
                _ => left.set_attribute(root, name, value),
            }
        }
        let mut translated = false;
        for child in entry.elements() {
            if is(child, "translation") {
                let Some(target) = self.target else {
                    let message = "the file does not say the language of translations; write `trgLang`, or name it with `--target`";
                    problems.push(Diagnostic::error("language", message).at(child.place()));
                    continue;
                };
                let assumed = if translated { Status::Admitted } else { Status::Preferred };
                if let Some(term) = self.term(child, target, assumed, problems) {
                    concept.terms.push(term);
                    translated = true;
                }
            } else if child.space() == Some(OURS) && child.local() == "term" {
                let lang: Option<Lang> = child.attribute("xml:lang").and_then(|tag| tag.parse().ok());
                concept.terms.extend(lang.and_then(|lang| self.term(child, lang, Status::Preferred, problems)));
            } else if is(child, "definition") && concept.definition.is_empty() {
                concept.definition = child.text().trim().into();
            } else if !is(child, "term") {
                left.append_copy(Some(root), child);
            }
        }
        self.keep(&mut left, &mut concept.extra);
        Some(concept)
    }

    fn term(&self, node: Node<'_>, lang: Lang, assumed: Status, problems: &mut Vec<Diagnostic>) -> Option<Term> {
        let text = node.text();
        if text.trim().is_empty() {
            return None;
        }
        let mut term = Term { status: assumed, ..Term::new(lang, text.trim()) };
        let mut left = Tree::default();
        let root = left.append(None, Kind::Element, "term", "");
        for (name, value) in node.attributes() {
            let said = match name.strip_prefix(PREFIX) {
                Some(attribute::LANG) => value.parse().map(|lang| term.lang = lang).map(|()| true).map_err(Into::into),
                Some(attribute::COLUMNS) => Ok(set_columns(&mut term.extra, value)),
                Some(field) => fields::set_of_term(&mut term, &field.replace('-', "_"), value.trim()),
                None if name == "source" => Ok(fields::set_of_term(&mut term, "source", value.trim()).unwrap_or(false)),
                None => Ok(matches!(name, "id" | "ref" | "xml:lang") || name.starts_with("xmlns")),
            };
            match said {
                Ok(true) => {}
                Ok(false) => left.set_attribute(root, name, value),
                Err(error) => {
                    let error: fields::FieldError = error;
                    problems.push(Diagnostic::error("vocabulary", error.to_string()).at(node.place()));
                    left.set_attribute(root, name, value);
                }
            }
        }
        self.keep(&mut left, &mut term.extra);
        Some(term)
    }

    /// Keeps what is left, with the prefixes in it declared.
    fn keep(&self, left: &mut Tree, extra: &mut Extra) {
        let Some(root) = left.root() else { return };
        let mut used = BTreeSet::new();
        prefixes(root, &mut used);
        let id = root.id();
        let declared: Vec<(String, &String)> = used
            .into_iter()
            .filter_map(|prefix| Some((format!("xmlns:{prefix}"), self.prefixes.get(&prefix)?)))
            .collect();
        for (name, space) in declared {
            left.set_attribute(id, &name, space);
        }
        let rest = rest(left, |_| false);
        if !rest.is_empty() {
            extra.insert(NAME.to_owned(), rest);
        }
    }

    /// The terms that are marked in the segments and are not of a glossary, each once in a file.
    fn marked(&mut self, unit: Node<'_>, referred: &[&str]) -> Vec<Concept> {
        let (mut sources, mut targets) = (Vec::new(), Vec::new());
        for segment in unit.elements().filter(|child| child.local() == "segment") {
            segment.element("source").into_iter().for_each(|source| marks(source, &mut sources));
            segment.element("target").into_iter().for_each(|target| marks(target, &mut targets));
        }
        let mut concepts = Vec::new();
        for mark in sources {
            let id = mark.attribute("id").unwrap_or_default();
            let text = |mark: Node<'_>| mark.text().trim().to_owned();
            let source = text(mark);
            let target = targets.iter().find(|target| target.attribute("id") == Some(id)).map(|target| text(*target));
            let definition = mark.attribute("value").unwrap_or_default().trim();
            let key = (source.clone(), target.clone().unwrap_or_default(), definition.to_owned());
            if source.is_empty() || referred.contains(&id) || !self.marked.insert(key) {
                continue;
            }
            let mut concept = Concept { definition: definition.into(), ..Concept::default() };
            let pair = [(self.source, Some(source)), (self.target, target)];
            for (lang, text) in pair.into_iter().filter_map(|(lang, text)| lang.zip(text)) {
                if !text.is_empty() {
                    concept.terms.push(Term::new(lang, text));
                }
            }
            concepts.push(concept);
        }
        concepts
    }
}

fn is(node: Node<'_>, local: &str) -> bool {
    node.space() == Some(GLOSSARY) && node.local() == local
}

/// The value of an attribute of ours.
fn own<'t>(node: Node<'t>, name: &str) -> Option<&'t str> {
    node.attributes().find(|(held, _)| held.strip_prefix(PREFIX) == Some(name)).map(|(_, value)| value.trim())
}

/// Reads columns from JSON; `false`: there is something in it that no column can hold.
fn set_columns(extra: &mut Extra, json: &str) -> bool {
    let Ok(columns) = serde_json::from_str::<BTreeMap<String, String>>(json) else { return false };
    let mut whole = true;
    for (name, text) in columns {
        whole &= fields::set_column(extra, &name, &text);
    }
    whole
}

/// The prefixes of the names in an element.
fn prefixes(node: Node<'_>, used: &mut BTreeSet<String>) {
    let names = node.attributes().map(|(name, _)| name).chain([node.name()]);
    let prefixed = names.filter_map(|name| name.split_once(':').map(|(prefix, _)| prefix));
    used.extend(prefixed.filter(|prefix| !prefix.starts_with("xml")).map(str::to_owned));
    node.elements().for_each(|child| prefixes(child, used));
}

/// The marked terms in a segment.
fn marks<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    for child in node.elements() {
        if child.local() == "mrk" && child.attribute("type") == Some("term") {
            found.push(child);
        }
        marks(child, found);
    }
}
