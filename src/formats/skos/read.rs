//! From SKOS to concepts.

use std::collections::BTreeSet;
use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::fields;
use crate::formats::skos::graph::{Graph, Object, Subject};
use crate::formats::skos::turtle::{self, decoded};
use crate::formats::skos::{CONCEPT, FORM, Label, NAME, OURS, RDF_TYPE, SKOS, SKOS_XL, is_repeated, labelled};
use crate::formats::{ReadError, ReadSetting, Receive};
use crate::lang::{Lang, LangError};
use crate::model::{Concept, Extra, Kept, Status, Term};

/// Whether a file is Turtle that speaks of SKOS, or is called so.
pub(super) fn begins(name: &str, head: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let named = [".ttl", ".nt"].iter().any(|ending| name.ends_with(ending));
    let head = String::from_utf8_lossy(head);
    let first = head.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with('#'));
    let first = first.unwrap_or_default().to_ascii_lowercase();
    let declares = ["@prefix", "@base", "prefix ", "base ", "<http"].iter().any(|word| first.starts_with(word));
    named || (declares && (head.contains(SKOS) || head.contains(SKOS_XL)))
}

/// Reads SKOS and SKOS-XL. A statement may stand anywhere in a file, so all of it is read before the first concept.
pub(super) fn read(
    input: &mut dyn BufRead,
    setting: &ReadSetting<'_>,
    receive: &mut dyn Receive,
) -> Result<(), ReadError> {
    let mut problems = Vec::new();
    let graph = Graph::read(input, &mut problems);
    for problem in problems {
        receive.problem(problem);
    }
    let mut file = File { graph: graph?, lang: setting.source, concepts: BTreeSet::new() };
    file.concepts = file.concepts();
    file.pass_on(receive)
}

/// What is read of a file.
struct File {
    graph: Graph,
    /// The language of labels without one.
    lang: Option<Lang>,
    /// The names of all concepts.
    concepts: BTreeSet<String>,
}

/// A label, and the status that it names.
struct Labelled {
    label: Label,
    term: Term,
    status: Option<Status>,
}

/// What kind of label a property gives; and whether it is one of SKOS-XL.
fn label(property: &str) -> Option<(Label, bool)> {
    let is = |(space, name): (&str, &str)| property.strip_prefix(space) == Some(name);
    Label::ALL.into_iter().find_map(|label| {
        let [plain, extended] = label.properties();
        (is(plain) || is(extended)).then(|| (label, is(extended)))
    })
}

fn is_a(property: &str, object: &Object, space: &str, name: &str) -> bool {
    property == RDF_TYPE
        && matches!(object, Object::Name(held) if held.strip_prefix('<').and_then(|held| held.strip_prefix(space))
            == Some(&format!("{name}>")))
}

impl File {
    /// The names of what has a label or is called a concept, and does not stand in the brackets of something else.
    fn concepts(&self) -> BTreeSet<String> {
        let referred: BTreeSet<&str> = self.objects().filter(|name| name.starts_with("_:")).collect();
        let told = |(property, object): &(String, Object)| {
            label(property).is_some() || is_a(property, object, SKOS, "Concept")
        };
        let all = self.graph.subjects.iter().filter(|subject| subject.said.iter().any(told));
        all.map(|subject| subject.name.clone()).filter(|name| !referred.contains(&**name)).collect()
    }

    fn pass_on(&self, receive: &mut dyn Receive) -> Result<(), ReadError> {
        let referred: BTreeSet<&str> = self.objects().filter(|name| name.starts_with("_:")).collect();
        let mut others = Vec::new();
        let mut labels = BTreeSet::new();
        for subject in self.graph.subjects.iter().filter(|subject| !referred.contains(&*subject.name)) {
            if !self.concepts.contains(&subject.name) {
                others.push(subject);
                continue;
            }
            let mut problems = Vec::new();
            let concept = self.concept(subject, &mut labels, &mut problems);
            for problem in problems {
                receive.problem(problem);
            }
            if let Some(concept) = concept {
                receive.concept(concept)?;
            }
        }
        others.retain(|subject| !labels.contains(&*subject.name));
        let rest = self.statements(&others);
        if !rest.is_empty() {
            receive.keep(Kept { format: NAME.into(), name: "statements".into(), text: rest, ..Kept::default() });
        }
        Ok(())
    }

    /// The names of all that something is said with.
    fn objects(&self) -> impl Iterator<Item = &str> {
        let all = self.graph.subjects.iter().flat_map(|subject| &subject.said);
        all.filter_map(|(_, object)| match object {
            Object::Name(name) => Some(name.as_str()),
            Object::Text { .. } => None,
        })
    }

    /// What is said of things that are neither concepts nor labels.
    fn statements(&self, subjects: &[&Subject]) -> String {
        let mut out = String::new();
        for subject in subjects {
            let name = if subject.name.starts_with("_:") { "[]" } else { &subject.name };
            let mut between = "";
            for (property, object) in &subject.said {
                if let Some(object) = self.graph.written(object) {
                    out.extend([if between.is_empty() { name } else { between }, " <", property, "> ", &object]);
                    between = " ;\n   ";
                }
            }
            if !between.is_empty() {
                out.push_str(" .\n");
            }
        }
        out
    }

    fn concept<'g>(
        &'g self,
        subject: &'g Subject,
        labels: &mut BTreeSet<&'g str>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Concept> {
        let mut concept = Concept { id: id(&subject.name).into(), ..Concept::default() };
        let mut found: Vec<Labelled> = Vec::new();
        let mut kept = Vec::new();
        for (property, object) in &subject.said {
            match (label(property), object) {
                (Some((label, false)), Object::Text { text, lang, .. }) => {
                    let term = self.term(text, lang.as_deref(), problems);
                    if let Some(term) = term.filter(|term| find(&mut found, label, term).is_none()) {
                        found.push(Labelled { label, term, status: None });
                    }
                }
                // No concept is a label.
                (Some((label, true)), Object::Name(name)) if !self.concepts.contains(name) => {
                    // What else is said of a label is kept with the first concept that has it.
                    let own = labels.insert(name);
                    match self.extended(label, name, own, problems) {
                        Some(extended) => match find(&mut found, label, &extended.term) {
                            Some(plain) => *plain = extended,
                            None => found.push(extended),
                        },
                        None => kept.extend(self.line(property, object, problems)),
                    }
                }
                _ if self.about(&mut concept, property, object) => {}
                _ if is_a(property, object, SKOS, "Concept") => {}
                _ => kept.extend(self.line(property, object, problems)),
            }
        }
        let mut shown = Vec::new();
        for Labelled { label, mut term, status } in found {
            let known = shown.contains(&term.lang);
            let assumed = if known && label == Label::Preferred { Status::Admitted } else { label.status() };
            if label == Label::Preferred {
                shown.push(term.lang);
            }
            term.status = status.unwrap_or(assumed);
            concept.terms.push(term);
        }
        if concept.terms.is_empty() {
            let message = format!("`{}` has no label with a language; it is passed over", concept.id);
            problems.push(Diagnostic::warning("no-terms", message));
            return None;
        }
        let ours = subject.name.strip_prefix('<').is_some_and(|name| name.starts_with(CONCEPT));
        keep(&mut concept.extra, if ours { "" } else { &subject.name }, &kept);
        fields::sort_terms(&mut concept);
        let terms: Vec<&Term> = concept.terms.iter().collect();
        let labels = labelled(&terms);
        let mut repeated = (0..labels.len()).map(|at| is_repeated(&labels, at)).collect::<Vec<_>>().into_iter();
        concept.terms.retain(|_| !repeated.next().unwrap_or_default());
        Some(concept)
    }

    /// A statement that is kept.
    fn line(&self, property: &str, object: &Object, problems: &mut Vec<Diagnostic>) -> Option<String> {
        let line = self.graph.written(object).map(|object| format!("<{property}> {object}"));
        if line.is_none() {
            let message = format!("there is too much in brackets in `<{property}>`; it is left out");
            problems.push(Diagnostic::warning("nesting", message));
        }
        line
    }

    fn term(&self, text: &str, lang: Option<&str>, problems: &mut Vec<Diagnostic>) -> Option<Term> {
        let text = text.trim();
        let mut problem = |message: String| problems.push(Diagnostic::error("language", message));
        if text.is_empty() {
            problems.push(Diagnostic::warning("empty-cell", "a label is empty; it is passed over"));
            return None;
        }
        if let Some(tag) = lang {
            return tag
                .parse()
                .map(|lang| Term::new(lang, text))
                .map_err(|error: LangError| problem(error.to_string()))
                .ok();
        }
        if self.lang.is_none() {
            let tagged = turtle::tagged(text, "en");
            problem(format!("the label `{text}` has no language; write `{tagged}`, or name it with `--source`"));
        }
        self.lang.map(|lang| Term::new(lang, text))
    }

    /// Reads a label of SKOS-XL.
    fn extended(&self, label: Label, name: &str, own: bool, problems: &mut Vec<Diagnostic>) -> Option<Labelled> {
        let said = &self.graph.about(name)?.said;
        let mut forms = said.iter().filter_map(|(property, object)| match object {
            Object::Text { text, lang, .. } if property.strip_prefix(SKOS_XL) == Some(FORM) => Some((text, lang)),
            Object::Name(_) | Object::Text { .. } => None,
        });
        let (text, lang) = forms.next()?;
        let mut term = self.term(text, lang.as_deref(), problems)?;
        let mut status = None;
        let mut kept = Vec::new();
        let mut forms = 0;
        for (property, object) in said {
            let heard = match (property.strip_prefix(OURS), object) {
                (Some("status"), Object::Text { text, .. }) => {
                    fields::set_of_term(&mut term, "status", text).inspect(|_| status = Some(term.status))
                }
                (Some("column"), Object::Name(column)) => Ok(self.column(&mut term.extra, column)),
                (Some(field), Object::Text { text, .. }) => fields::set_of_term(&mut term, field, text),
                _ if property.strip_prefix(SKOS_XL) == Some(FORM) => {
                    forms += 1;
                    Ok(forms == 1 || self.is_form(object, &term))
                }
                _ => Ok(is_a(property, object, SKOS_XL, "Label")),
            };
            match heard {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => problems.push(Diagnostic::error("vocabulary", error.to_string())),
            }
            if own {
                kept.extend(self.line(property, object, problems));
            }
        }
        keep(&mut term.extra, name, &kept);
        Some(Labelled { label, term, status })
    }

    /// Whether a form says no more than a term does.
    fn is_form(&self, object: &Object, term: &Term) -> bool {
        let Object::Text { text, lang, .. } = object else { return false };
        let form = self.term(text, lang.as_deref(), &mut Vec::new());
        form.is_some_and(|form| (form.lang, form.text) == (term.lang, term.text.clone()))
    }

    /// Reads what is said of a concept; `false`: the model does not hold all of it.
    fn about(&self, concept: &mut Concept, property: &str, object: &Object) -> bool {
        let name = property.strip_prefix(SKOS).or_else(|| property.strip_prefix(OURS)).unwrap_or_default();
        match object {
            Object::Text { text, lang, datatype } => {
                let known = matches!(name, "definition" | "note" | "domain") && text.trim() == text;
                known && fields::set_of_concept(concept, name, text) && lang.is_none() && datatype.is_none()
            }
            Object::Name(column) => {
                property.strip_prefix(OURS) == Some("column") && self.column(&mut concept.extra, column)
            }
        }
    }

    /// Reads a column: a thing with a name and a value; `false`: it is none.
    fn column(&self, extra: &mut Extra, name: &str) -> bool {
        let said = self.graph.about(name).filter(|_| name.starts_with("_:")).map_or(&[][..], |about| &about.said);
        let text = |wanted: &str| {
            said.iter().find_map(|(property, object)| match object {
                Object::Text { text, lang: None, datatype: None } if property.strip_prefix(OURS) == Some(wanted) => {
                    Some(text)
                }
                Object::Name(_) | Object::Text { .. } => None,
            })
        };
        let pair = text("name").zip(text("value")).filter(|_| said.len() == 2);
        pair.is_some_and(|(name, value)| fields::set_column(extra, name, value))
    }
}

fn find<'f>(found: &'f mut [Labelled], label: Label, term: &Term) -> Option<&'f mut Labelled> {
    found.iter_mut().find(|held| held.label == label && held.term.lang == term.lang && held.term.text == term.text)
}

/// Keeps the name and what else is said, a statement a line.
fn keep(extra: &mut Extra, name: &str, kept: &[String]) {
    let name = if name.starts_with("_:") { "" } else { name };
    if !name.is_empty() || !kept.is_empty() {
        let lines: Vec<&str> = std::iter::once(name).chain(kept.iter().map(String::as_str)).collect();
        extra.insert(NAME.to_owned(), lines.join("\n"));
    }
}

/// The id in the name of a concept: the last part of an address.
fn id(name: &str) -> String {
    let Some(address) = name.strip_prefix('<').map(|name| name.trim_end_matches('>')) else { return String::new() };
    let local = match address.strip_prefix(CONCEPT) {
        Some(local) => local,
        None => address.rsplit(['#', '/', ':']).find(|part| !part.is_empty()).unwrap_or(address),
    };
    decoded(local).trim().to_owned()
}
