//! From concepts to SKOS.

use std::io::{self, Write};

use crate::formats::fields;
use crate::formats::skos::turtle::{self, quoted, tagged};
use crate::formats::skos::{FORM, Label, NAME, OURS, SKOS, SKOS_XL, is_repeated, labelled};
use crate::formats::{ConceptWriter, Fate, Losses, WriteSetting};
use crate::model::{Concept, Extra, Term, Word};

/// The prefixes, and what they stand for.
const PREFIXES: [(&str, &str); 3] = [("skos:", SKOS), ("skosxl:", SKOS_XL), ("baixiao:", OURS)];

/// Writes Turtle, a paragraph a concept.
struct SkosWriter<'a> {
    setting: WriteSetting<'a>,
    out: Box<dyn Write + 'a>,
}

/// Begins a file.
pub(super) fn open<'a>(
    setting: &WriteSetting<'a>,
    mut out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    for (prefix, space) in PREFIXES {
        writeln!(out, "@prefix {prefix} <{space}> .")?;
    }
    Ok(Box::new(SkosWriter { setting: setting.clone(), out }))
}

impl ConceptWriter for SkosWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        let terms: Vec<&Term> = self.setting.langs.iter().flat_map(|lang| self.setting.terms(concept, *lang)).collect();
        if terms.is_empty() {
            losses.note(Fate::Dropped, "it has no term in the languages of the file", &concept.id, "");
            return Ok(());
        }
        fields::note_left_out(concept, NAME, false, losses);
        let (name, kept) = kept(&concept.extra);
        let name = match name {
            Some(name) => name.to_owned(),
            None if concept.id.is_empty() => "[]".to_owned(),
            None => turtle::concept(&concept.id),
        };
        let labelled = labelled(&terms);
        for (at, (_, term)) in labelled.iter().enumerate() {
            if is_repeated(&labelled, at) {
                losses.note(Fate::Merged, "a label stands once", &concept.id, term.text.as_str());
            }
        }
        let mut said = vec!["a skos:Concept".to_owned()];
        for label in Label::ALL {
            let [plain, _] = label.properties();
            let all = labelled.iter().filter(|(held, _)| *held == label);
            said.extend(all.map(|(_, term)| format!("{} {}", short(plain), tagged(&term.text, term.lang.as_str()))));
        }
        let mut named = Vec::new();
        for (label, term) in &labelled {
            if let Some(object) = extended(*label, term, &mut named) {
                let [_, property] = label.properties();
                said.push(format!("{} {object}", short(property)));
            }
        }
        for (field, text) in fields::of_concept(concept) {
            let space = if field == "domain" { OURS } else { SKOS };
            let text = quoted(text);
            // One with a language is kept.
            let start = format!("<{space}{field}> {text}");
            if !kept.iter().any(|line| line.strip_prefix(&*start).is_some_and(|rest| rest.starts_with(['@', '^']))) {
                said.push(format!("{} {text}", short((space, field))));
            }
        }
        said.extend(fields::columns(&concept.extra).map(|(name, text)| column(name, text)));
        said.extend(kept.into_iter().map(shortened));
        writeln!(self.out, "\n{name} {} .", said.join(" ;\n    "))?;
        for label in named {
            writeln!(self.out, "{label}")?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        for kept in self.setting.kept.iter().filter(|kept| kept.format == NAME) {
            write!(self.out, "\n{}", kept.text)?;
        }
        self.out.flush()
    }
}

/// A label of SKOS-XL, where there is something to be said of a term; one with an address goes to `named`.
fn extended(label: Label, term: &Term, named: &mut Vec<String>) -> Option<String> {
    let (name, kept) = kept(&term.extra);
    let mut said = Vec::new();
    if term.status != label.status() {
        said.push(format!("{} {}", short((OURS, "status")), quoted(term.status.word())));
    }
    said.extend(
        fields::of_term(term).into_iter().map(|(field, text)| format!("{} {}", short((OURS, field)), quoted(&text))),
    );
    said.extend(fields::columns(&term.extra).map(|(name, text)| column(name, text)));
    said.extend(kept.into_iter().map(str::to_owned));
    if said.is_empty() && name.is_none() {
        return None;
    }
    let form = format!("{} {}", short((SKOS_XL, FORM)), tagged(&term.text, term.lang.as_str()));
    let all = ["a skosxl:Label".to_owned(), form].into_iter().chain(said).collect::<Vec<_>>().join(" ; ");
    match name {
        Some(name) => {
            named.push(format!("{name} {all} ."));
            Some(name.to_owned())
        }
        None => Some(format!("[ {all} ]")),
    }
}

fn column(name: &str, text: &str) -> String {
    format!("baixiao:column [ baixiao:name {} ; baixiao:value {} ]", quoted(name), quoted(text))
}

/// A property with its prefix.
fn short((space, name): (&str, &str)) -> String {
    let prefix = PREFIXES.iter().find(|(_, held)| *held == space).map_or("", |(prefix, _)| *prefix);
    format!("{prefix}{name}")
}

/// A statement that was kept, with the prefix of its property.
fn shortened(line: &str) -> String {
    let of = |(prefix, space): &(&str, &str)| {
        let (name, rest) = line.strip_prefix('<')?.strip_prefix(*space)?.split_once('>')?;
        let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        plain.then(|| format!("{prefix}{name}{rest}"))
    };
    PREFIXES.iter().find_map(of).unwrap_or_else(|| line.to_owned())
}

/// The name that was kept, and what else is said.
fn kept(extra: &Extra) -> (Option<&str>, Vec<&str>) {
    let mut lines = extra.get(NAME).map(String::as_str).unwrap_or_default().lines();
    let name = lines.next().filter(|name| !name.is_empty());
    (name, lines.collect())
}
