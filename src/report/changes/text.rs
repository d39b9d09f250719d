//! Changes for a terminal, as a terminologist reads them.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::glossary::{Absorption, ChangeKind, Diff, FieldChange, Prefer, RecordChange, TermChange};
use crate::model::Word as _;
use crate::report::TextStyle;
use crate::report::changes::{counts, record_kinds};
use crate::report::setting::{counted, emphasis, flat, styled};

/// Writes each concept that is another, with its fields and terms, then
/// documents, quotes and renditions, then how many there are.
///
/// `+` stands before what was added, `-` before what was removed, `~` before
/// what changed.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_diff_text(out: &mut dyn Write, diff: &Diff, set: TextStyle) -> io::Result<()> {
    let mut page = Page { out, set };
    page.changes(diff)?;
    let summary = summary(diff);
    writeln!(page.out, "{}", if summary.is_empty() { "no difference" } else { &summary })
}

/// Writes what changed in the glossary, what both say differently, and how
/// many there are.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_absorption_text(out: &mut dyn Write, absorption: &Absorption, set: TextStyle) -> io::Result<()> {
    let Absorption { diff, conflicts, settled, renamed, unchanged, .. } = absorption;
    let mut page = Page { out, set };
    page.changes(diff)?;
    if !renamed.is_empty() {
        writeln!(page.out, "{}", emphasis("ids that stand for something else here", set))?;
        for (old, new) in renamed {
            writeln!(page.out, "  {old} is now {new}")?;
        }
        writeln!(page.out)?;
    }
    if !conflicts.is_empty() {
        let whose = match settled {
            None => "ours stays until you decide",
            Some(Prefer::Ours) => "ours stays",
            Some(Prefer::Theirs) => "theirs takes its place",
        };
        writeln!(page.out, "{}", emphasis(&format!("conflicts ({whose})"), set))?;
        for conflict in conflicts {
            page.line("  ", "!", &flat(&conflict.to_string()), AnsiColor::Red)?;
        }
        writeln!(page.out)?;
    }
    let changes = Some(summary(diff)).filter(|summary| !summary.is_empty());
    let known = (*unchanged > 0).then(|| format!("{} known before", counted(*unchanged, "concept")));
    let conflicts = (!conflicts.is_empty()).then(|| counted(conflicts.len(), "conflict"));
    let mut parts: Vec<String> = changes.into_iter().chain(known).chain(conflicts).collect();
    if parts.is_empty() {
        parts.push("nothing to take in".to_owned());
    }
    writeln!(page.out, "{}", parts.join("; "))
}

struct Page<'o> {
    out: &'o mut dyn Write,
    set: TextStyle,
}

impl Page<'_> {
    fn line(&mut self, indent: &str, sign: &str, text: &str, colour: AnsiColor) -> io::Result<()> {
        let style = Style::new().fg_color(Some(colour.into()));
        writeln!(self.out, "{indent}{}", styled(&format!("{sign} {text}"), style, self.set))
    }

    fn change(&mut self, indent: &str, kind: ChangeKind, text: &str) -> io::Result<()> {
        match kind {
            ChangeKind::Added => self.line(indent, "+", text, AnsiColor::Green),
            ChangeKind::Removed => self.line(indent, "-", text, AnsiColor::Red),
            ChangeKind::Changed => self.line(indent, "~", text, AnsiColor::Yellow),
        }
    }

    fn changes(&mut self, diff: &Diff) -> io::Result<()> {
        for concept in &diff.concepts {
            self.change("", concept.kind, &concept.id)?;
            self.fields("  ", &concept.fields)?;
            for term in &concept.terms {
                self.term(term)?;
            }
            writeln!(self.out)?;
        }
        for (_, heading, records) in record_kinds(diff) {
            if records.is_empty() {
                continue;
            }
            writeln!(self.out, "{}", emphasis(heading, self.set))?;
            for record in records {
                self.record(record)?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn term(&mut self, term: &TermChange) -> io::Result<()> {
        let text = format!("{}  {}  {}", term.lang, flat(&term.text), term.status.word());
        self.change("  ", term.kind, &text)?;
        match term.kind {
            ChangeKind::Changed => self.fields("    ", &term.fields),
            // What a term has beside its status is not what one reads first.
            ChangeKind::Added | ChangeKind::Removed => Ok(()),
        }
    }

    fn record(&mut self, record: &RecordChange) -> io::Result<()> {
        let key: Vec<String> = record.key.iter().map(|(_, value)| flat(value)).collect();
        self.change("  ", record.kind, &key.join(" · "))?;
        self.fields("    ", &record.fields)
    }

    /// A line for what each field was, and one for what it is.
    fn fields(&mut self, indent: &str, fields: &[FieldChange]) -> io::Result<()> {
        for FieldChange { name, old, new } in fields {
            if !old.is_empty() {
                self.change(indent, ChangeKind::Removed, &format!("{name}: {}", flat(old)))?;
            }
            if !new.is_empty() {
                self.change(indent, ChangeKind::Added, &format!("{name}: {}", flat(new)))?;
            }
        }
        Ok(())
    }
}

/// How many records of each kind were added, removed and changed; empty if none.
fn summary(diff: &Diff) -> String {
    let concepts = counts(diff.concepts.iter().map(|concept| concept.kind));
    let terms = counts(diff.concepts.iter().flat_map(|concept| &concept.terms).map(|term| term.kind));
    let records = record_kinds(diff).map(|(name, _, records)| (name, counts(records.iter().map(|record| record.kind))));
    let all = [("concept", concepts), ("term", terms)].into_iter().chain(records);
    let words = all.filter_map(|(name, numbers)| {
        let told = numbers.into_iter().zip(["added", "removed", "changed"]).filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, what)| format!("{count} {what}")).collect();
        (!told.is_empty()).then(|| format!("{name}s: {}", told.join(", ")))
    });
    words.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use crate::glossary::{AbsorbOptions, Glossary, absorb, diff};
    use crate::lang::Lang;
    use crate::model::{Concept, Document, Status, Term};

    use super::*;

    fn glossary(definition: &str, terms: &[(Lang, &str, Status)]) -> Glossary {
        let term = |(lang, text, status): &(Lang, &str, Status)| Term { status: *status, ..Term::new(*lang, *text) };
        let terms = terms.iter().map(term).collect();
        let concept = Concept { id: "moat".into(), definition: definition.into(), terms, ..Concept::default() };
        Glossary::new("one", vec![concept])
    }

    fn two() -> (Glossary, Glossary) {
        let ours = glossary(
            "A ditch\nwith water 🏰",
            &[(Lang::EN, "moat", Status::Preferred), (Lang::KO, "해자", Status::Admitted)],
        );
        let mut theirs =
            glossary("An advantage", &[(Lang::KO, "해자", Status::Preferred), (Lang::ZH, "护城河", Status::Preferred)]);
        theirs.documents.push(Document { id: "cnn".to_owned(), title: "Moats".to_owned(), ..Document::default() });
        (ours, theirs)
    }

    #[test]
    fn a_diff_can_be_read() {
        let (ours, theirs) = two();
        let mut out = Vec::new();
        write_diff_text(&mut out, &diff(&ours, &theirs), TextStyle { coloured: false, columns: 0 }).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn a_terminal_shows_it_in_colours() {
        let (ours, theirs) = two();
        let mut out = Vec::new();
        write_diff_text(&mut out, &diff(&ours, &theirs), TextStyle { coloured: true, columns: 80 }).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap().replace('\u{1b}', "ESC"));
    }

    #[test]
    fn what_was_taken_in_can_be_read() {
        let (ours, theirs) = two();
        let mut out = Vec::new();
        let other = Concept { terms: vec![Term::new(Lang::EN, "motte")], ..theirs.concepts()[0].clone() };
        let incoming = vec![theirs.concepts()[0].clone(), other];
        for prefer in [None, Some(Prefer::Theirs)] {
            let absorption = absorb(&ours, incoming.clone(), AbsorbOptions { prefer, ..AbsorbOptions::default() });
            write_absorption_text(&mut out, &absorption, TextStyle { coloured: false, columns: 0 }).unwrap();
            writeln!(out, "====").unwrap();
        }
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
