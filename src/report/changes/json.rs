//! Changes for programs: `baixiao/diff/1` and `baixiao/import/1`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::glossary::{
    Absorption, ChangeKind, ConceptChange, Conflict, Diff, FieldChange, Prefer, RecordChange, TermChange,
};
use crate::model::Word as _;
use crate::report::changes::record_kinds;

/// Writes all that is different, as one document with the schema `baixiao/diff/1`.
///
/// `ours` and `theirs` are what the glossaries are called.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_diff_json(out: &mut dyn Write, ours: &str, theirs: &str, diff: &Diff) -> io::Result<()> {
    let mut report = Map::new();
    report.insert("schema".to_owned(), "baixiao/diff/1".into());
    report.insert("ours".to_owned(), ours.into());
    report.insert("theirs".to_owned(), theirs.into());
    add_changes(&mut report, diff);
    finish(out, &report)
}

/// Writes what changed and what is in conflict, as one document with the schema `baixiao/import/1`.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_absorption_json(out: &mut dyn Write, absorption: &Absorption) -> io::Result<()> {
    let Absorption { diff, conflicts, settled, renamed, unchanged, .. } = absorption;
    let mut report = Map::new();
    report.insert("schema".to_owned(), "baixiao/import/1".into());
    report.insert("unchanged".to_owned(), (*unchanged).into());
    let prefer = settled.map(|side| match side {
        Prefer::Ours => "ours",
        Prefer::Theirs => "theirs",
    });
    report.insert("prefer".to_owned(), prefer.into());
    report.insert("conflicts".to_owned(), conflicts.iter().map(conflict).collect());
    let renamed = renamed.iter().map(|(old, new)| json!({ "old": old, "new": new }));
    report.insert("renamed".to_owned(), renamed.collect());
    add_changes(&mut report, diff);
    finish(out, &report)
}

fn finish(out: &mut dyn Write, report: &Map<String, Value>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

fn add_changes(report: &mut Map<String, Value>, diff: &Diff) {
    report.insert("concepts".to_owned(), diff.concepts.iter().map(concept).collect());
    for (_, name, records) in record_kinds(diff) {
        report.insert(name.to_owned(), records.iter().map(record).collect());
    }
}

fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
    }
}

fn fields(fields: &[FieldChange]) -> Value {
    let one = |FieldChange { name, old, new }: &FieldChange| json!({ "field": name, "old": old, "new": new });
    fields.iter().map(one).collect()
}

fn concept(change: &ConceptChange) -> Value {
    json!({
        "concept": change.id,
        "change": kind(change.kind),
        "fields": fields(&change.fields),
        "terms": change.terms.iter().map(term).collect::<Value>(),
    })
}

fn term(change: &TermChange) -> Value {
    json!({
        "lang": change.lang,
        "term": change.text,
        "status": change.status.word(),
        "change": kind(change.kind),
        "fields": fields(&change.fields),
    })
}

fn record(change: &RecordChange) -> Value {
    let mut value: Map<String, Value> =
        change.key.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    value.insert("change".to_owned(), kind(change.kind).into());
    value.insert("fields".to_owned(), fields(&change.fields));
    Value::Object(value)
}

fn conflict(conflict: &Conflict) -> Value {
    json!({
        "record": conflict.kind.to_string(),
        "key": conflict.key,
        "field": conflict.field,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
    })
}
