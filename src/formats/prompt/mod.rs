//! A glossary for the instructions of a language model: a line a concept, in few tokens.

mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

pub use tokens::estimate_tokens;

use crate::formats::{ByteOrder, ConceptWriter, Fate, Losses, Pairing, Target, WriteSetting};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text, Word};

/// The block for a prompt.
pub(super) const TARGETS: &[Target] = &[Target {
    name: "prompt",
    title: "a compact block for the prompt of a language model, within a token budget",
    extension: "txt",
    pairing: Pairing::Pair,
    byte_order: ByteOrder::Utf8,
    keeps: "all source terms, the preferred target term, what must not be written",
    loses: "further target terms, notes, definitions except where they tell senses apart",
    experimental: false,
    open,
}];

/// Stands between terms that are worth the same.
const OR: &str = " / ";
/// The longest definition that tells a sense, in characters.
const LONGEST_SENSE: usize = 60;

/// Writes a line of instructions, then a line a concept:
/// `护城河 / 经济护城河 → moat (not: ditch)`.
///
/// Concepts come in order of importance, and are kept until the end, since
/// only then it is known which source terms stand for several of them.
struct PromptWriter<'a> {
    setting: WriteSetting<'a>,
    source: Lang,
    target: Lang,
    out: Box<dyn Write + 'a>,
    entries: Vec<Entry>,
}

/// What is said of a concept.
struct Entry {
    concept: Text,
    sources: Vec<String>,
    target: Option<String>,
    unwanted: Vec<String>,
    part_of_speech: Option<&'static str>,
    definition: String,
    domain: String,
}

fn open<'a>(setting: &WriteSetting<'a>, out: Box<dyn Write + 'a>) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    let [source, target] = *setting.langs else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a prompt has a source and a target language"));
    };
    Ok(Box::new(PromptWriter { setting: setting.clone(), source, target, out, entries: Vec::new() }))
}

impl ConceptWriter for PromptWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        self.entries.extend(Entry::new(&self.setting, concept, self.source, self.target, losses));
        Ok(())
    }

    fn finish(&mut self, losses: &mut Losses) -> io::Result<()> {
        let (source, target) = (self.source, self.target);
        let entries = std::mem::take(&mut self.entries);
        let senses = senses(&entries);
        let mut left = self.setting.budget.map(|budget| budget.saturating_sub(longest_header(source, target)));
        let mut tokens = 0;
        let mut header = Header::default();
        let mut lines: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for (entry, sense) in entries.iter().zip(senses) {
            let line = entry.line(sense.as_deref());
            if !seen.insert(line.clone()) {
                losses.note(Fate::Merged, "another concept has the same line", &entry.concept, "");
                continue;
            }
            let cost = estimate_tokens(&line);
            if left.is_some_and(|left| cost > left) {
                losses.note(Fate::Dropped, "it does not fit into the token budget", &entry.concept, "");
                continue;
            }
            left = left.map(|left| left - cost);
            tokens += cost;
            header.note(entry, sense.is_some());
            lines.push(line);
        }
        if !lines.is_empty() {
            self.out.write_all(header.line(source, target, lines.len(), tokens).as_bytes())?;
        }
        for line in lines {
            self.out.write_all(line.as_bytes())?;
        }
        self.out.flush()
    }
}

impl Entry {
    /// What is said of a concept that has terms in both languages.
    fn new(
        setting: &WriteSetting<'_>,
        concept: &Concept,
        source: Lang,
        target: Lang,
        losses: &mut Losses,
    ) -> Option<Self> {
        let mut plain = |term: &Term| {
            let text = plain_text(&term.text);
            if text != *term.text {
                losses.note(Fate::Changed, "line ends and control characters become spaces", &concept.id, text.clone());
            }
            quoted(text)
        };
        let of_source = setting.terms(concept, source);
        let sources: Vec<String> = of_source.iter().map(|term| plain(term)).collect();
        let of_target = setting.terms(concept, target);
        let (wanted, rest): (Vec<&Term>, Vec<&Term>) =
            of_target.iter().partition(|term| matches!(term.status, Status::Preferred | Status::Admitted));
        let unwanted: Vec<&Term> = rest.into_iter().filter(|term| term.status != Status::Misspelling).collect();
        let unwanted: Vec<String> = unwanted.into_iter().map(&mut plain).collect();
        let best = wanted.first().map(|term| plain(term));
        for (missing, why) in [
            (sources.is_empty(), "it has no term in the source language"),
            (best.is_none() && unwanted.is_empty(), "it has no term in the target language"),
        ] {
            if missing {
                losses.note(Fate::Dropped, why, &concept.id, "");
                return None;
            }
        }
        for term in wanted.iter().skip(1) {
            losses.note(Fate::Dropped, "a model is given one target term", &concept.id, term.text.as_str());
        }
        for term in of_target.iter().filter(|term| term.status == Status::Misspelling) {
            losses.note(Fate::Dropped, "misspellings of the target are left out", &concept.id, term.text.as_str());
        }
        Some(Self {
            concept: concept.id.clone(),
            part_of_speech: of_source.first().and_then(|term| term.part_of_speech).map(Word::word),
            definition: shortened(&plain_text(&concept.definition)),
            domain: plain_text(&concept.domain),
            sources,
            target: best,
            unwanted,
        })
    }

    /// `护城河 [noun] → moat (not: ditch)`.
    fn line(&self, sense: Option<&str>) -> String {
        let mut line = self.sources.join(OR);
        if let Some(sense) = sense {
            line.extend([" [", sense, "]"]);
        }
        line.push_str(" →");
        if let Some(target) = &self.target {
            line.extend([" ", target]);
        }
        if !self.unwanted.is_empty() {
            line.extend([" (not: ", &self.unwanted.join(OR), ")"]);
        }
        line.push('\n');
        line
    }
}

/// What tells each entry from others that share a source term: the part of
/// speech where that is enough, else the definition, else the domain.
fn senses(entries: &[Entry]) -> Vec<Option<String>> {
    let mut by_source: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for source in &entry.sources {
            let sharing = by_source.entry(source).or_default();
            if sharing.last() != Some(&at) {
                sharing.push(at);
            }
        }
    }
    let mut senses = vec![None; entries.len()];
    for sharing in by_source.values().filter(|sharing| sharing.len() > 1) {
        let all: Vec<&Entry> = sharing.iter().filter_map(|at| entries.get(*at)).collect();
        for at in sharing {
            let (Some(entry), Some(sense)) = (entries.get(*at), senses.get_mut(*at)) else { continue };
            let same = all.iter().filter(|other| other.part_of_speech == entry.part_of_speech).count();
            let words = [entry.definition.as_str(), &entry.domain];
            let said = match entry.part_of_speech {
                Some(word) if same == 1 => Some(word),
                word => words.into_iter().find(|text| !text.is_empty()).or(word),
            };
            if sense.is_none() {
                *sense = said.map(str::to_owned);
            }
        }
    }
    senses
}

/// What of the notation stands in the block, and has to be explained.
#[derive(Default)]
struct Header {
    synonyms: bool,
    senses: bool,
    unwanted: bool,
}

impl Header {
    fn note(&mut self, entry: &Entry, sense: bool) {
        self.synonyms |= entry.sources.len() > 1 || entry.unwanted.len() > 1;
        self.senses |= sense;
        self.unwanted |= !entry.unwanted.is_empty();
    }

    fn line(&self, source: Lang, target: Lang, entries: usize, tokens: usize) -> String {
        let mut text = format!("Glossary {source} → {target}: translate what stands left as on the right, inflected");
        text.push_str(" as needed.");
        for (used, clause) in [
            (self.synonyms, " \" / \" parts synonyms."),
            (self.senses, " [ ] tells the sense."),
            (self.unwanted, " Never write what follows \"not:\"."),
        ] {
            if used {
                text.push_str(clause);
            }
        }
        let noun = if entries == 1 { "entry" } else { "entries" };
        // The count is a part of what it counts.
        let counted = |tokens: usize| format!("{text} ({entries} {noun}, about {tokens} tokens)\n");
        counted(tokens + estimate_tokens(&counted(tokens)))
    }
}

/// What the line of instructions may cost, in tokens.
fn longest_header(source: Lang, target: Lang) -> usize {
    let header = Header { synonyms: true, senses: true, unwanted: true };
    estimate_tokens(&header.line(source, target, 999_999, 999_999))
}

/// A term in quotation marks where it holds what parts terms.
fn quoted(text: String) -> String {
    let parts = [OR, "→", "(not:", " ["].iter().any(|mark| text.contains(mark));
    if parts { format!("\"{text}\"") } else { text }
}

/// A text in one line.
fn plain_text(text: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(|c: char| breaks(c) || c == ' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The first clause of a definition, in a length that tells senses apart.
fn shortened(definition: &str) -> String {
    let clause = definition.split([';', '；', '。']).next().unwrap_or_default();
    let clause = clause.split(". ").next().unwrap_or_default().trim_end_matches('.').trim();
    match clause.char_indices().nth(LONGEST_SENSE) {
        Some((end, _)) => {
            let cut = clause.get(..end).unwrap_or(clause);
            let words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
            format!("{words} …")
        }
        None => clause.to_owned(),
    }
}

#[cfg(test)]
mod tests;
