//! What the fields of a termbase are called, and what is said in them.

use crate::formats::fields;
use crate::lang::Lang;
use crate::model::{PartOfSpeech, Status, Term, Word};

/// The field with the id of a concept that is no entry number.
pub(super) const ID: &str = "id";
/// The field with the language of a term, where the index is of one that it serves.
pub(super) const LANG: &str = "lang";

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Entry,
    Term,
}

/// The fields of an entry: what we call them, what they are called, and what they may be called besides, in small letters.
const ENTRY: [(&str, &str, &[&str]); 4] = [
    (ID, "Concept ID", &[]),
    ("domain", "Subject", &["subject field", "domain"]),
    ("definition", "Definition", &[]),
    ("note", "Note", &["comment", "remark"]),
];

/// Those of a term.
const TERM: [(&str, &str, &[&str]); 8] = [
    (LANG, "Language Tag", &[]),
    ("status", "Status", &["usage status", "administrative status"]),
    ("part_of_speech", "Part of Speech", &["pos", "word class", "partofspeech"]),
    ("matching", "Matching", &[]),
    ("attested_in", "Attested In", &[]),
    ("source", "Source", &["source of term"]),
    ("confidence", "Confidence", &[]),
    ("note", "Note", &["comment", "remark"]),
];

fn all(level: Level) -> &'static [(&'static str, &'static str, &'static [&'static str])] {
    match level {
        Level::Entry => &ENTRY,
        Level::Term => &TERM,
    }
}

/// What we call the field `kind`; one that we do not know keeps its name.
pub(super) fn key(level: Level, kind: &str) -> &str {
    let kind = kind.trim();
    let small = kind.to_lowercase();
    let known = all(level).iter().find(|(_, name, others)| name.to_lowercase() == small || others.contains(&&*small));
    known.map_or(kind, |(key, ..)| key)
}

/// What our field `key` is called; a column that we do not know keeps its name.
pub(super) fn kind(level: Level, key: &str) -> &str {
    all(level).iter().find(|(held, ..)| *held == key).map_or(key, |(_, name, _)| name)
}

/// Whether a column called `name` comes back under that name.
pub(super) fn is_own_name(level: Level, name: &str) -> bool {
    name == name.trim() && key(level, name) == name && !all(level).iter().any(|(key, ..)| *key == name)
}

/// What `text` says in the field `key`, as we say it.
pub(super) fn meaning(level: Level, key: &str, text: &str) -> String {
    let text = text.trim();
    let small = text.to_lowercase();
    let word = match (level, key) {
        (Level::Term, "status") => status(&small).map(Word::word),
        (Level::Term, "part_of_speech") => part_of_speech(&small).map(Word::word),
        (Level::Term, "matching" | "attested_in") => return text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => None,
    };
    word.unwrap_or(text).to_owned()
}

/// The status that the words of usual pick lists mean.
fn status(small: &str) -> Option<Status> {
    let status = match small {
        "preferred term" | "preferredterm-admn-sts" => Status::Preferred,
        "admitted term" | "admittedterm-admn-sts" | "allowed" => Status::Admitted,
        "obsolete" | "superseded" | "supersededterm-admn-sts" => Status::Deprecated,
        "not recommended" | "do not use" | "not allowed" | "prohibited" | "rejected" | "deprecatedterm-admn-sts" => {
            Status::Forbidden
        }
        _ => return Status::parse(small).ok(),
    };
    Some(status)
}

fn part_of_speech(small: &str) -> Option<PartOfSpeech> {
    match small {
        "n" | "n." => Some(PartOfSpeech::Noun),
        "v" | "v." => Some(PartOfSpeech::Verb),
        "adj" | "adj." => Some(PartOfSpeech::Adjective),
        "adv" | "adv." => Some(PartOfSpeech::Adverb),
        "proper noun" | "propernoun" => Some(PartOfSpeech::ProperNoun),
        _ => PartOfSpeech::parse(small).ok(),
    }
}

/// What a term has to say, by the names of our fields and of its columns.
pub(super) fn of_term(term: &Term, index: Lang) -> Vec<(&str, String)> {
    let mut said = Vec::new();
    if term.lang != index {
        said.push((LANG, term.lang.to_string()));
    }
    said.push(("status", term.status.word().to_owned()));
    said.extend(fields::of_term(term).into_iter().map(|(key, text)| (key, text.into_owned())));
    said.extend(fields::columns(&term.extra).map(|(name, text)| (name, text.to_owned())));
    said
}
