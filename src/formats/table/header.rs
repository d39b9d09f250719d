//! What columns hold, by their names.

use std::sync::LazyLock;

use crate::formats::table::layout::{Flag, Of, Role};
use crate::formats::table::tags;
use crate::lang::Lang;

/// What a name says: what the column holds, and of which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Named {
    /// The word for what it holds.
    pub(in crate::formats) what: &'static str,
    /// Which language, if it says so.
    pub(in crate::formats) of: Of,
    /// The language, if it names it.
    pub(in crate::formats) lang: Option<Lang>,
}

/// The words for what a column holds, in the order in which a message lists
/// them; each can be given by `--columns`.
static WORDS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("data/headers.tsv").lines().map(|row| row.split('\t'));
    rows.filter_map(|mut cells| Some((cells.next()?, cells.collect()))).collect()
});

/// The words that `--columns` takes.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word).chain(["keep", "ignore"])
}

/// The role of a word.
pub(super) fn role(word: &str, name: &str) -> Role {
    let flag = Flag("", "");
    match word {
        "id" => Role::Id,
        "lang" => Role::Lang,
        "term" | "source" | "target" => Role::Term,
        "avoid" => Role::Avoid,
        "source-lang" => Role::SourceLang,
        "target-lang" => Role::TargetLang,
        "note" => Role::Note,
        "definition" => Role::Definition,
        "domain" => Role::Domain,
        "status" => Role::Status(&[]),
        "forbidden" => Role::Forbidden(flag),
        "preferred" => Role::Preferred(flag),
        "part-of-speech" => Role::PartOfSpeech(&[]),
        "case" => Role::Case(flag),
        "exact" => Role::Exact(flag),
        "translatable" => Role::Translatable(flag),
        "confidence" => Role::Confidence,
        "matching" => Role::Matching,
        "attested-in" => Role::AttestedIn,
        "provenance" => Role::Source,
        "example" => Role::OfTerm("example".into()),
        "type" => Role::OfTerm("type".into()),
        "gender" => Role::OfTerm("gender".into()),
        "subdomain" => Role::OfConcept("subdomain".into()),
        "url" => Role::OfConcept("url".into()),
        "figure" => Role::OfConcept("figure".into()),
        "ignore" => Role::Ignore,
        _ => Role::OfConcept(unclaimed(name).into()),
    }
}

/// The role of the same thing said of one language.
pub(super) fn of_one(role: Role) -> Role {
    if matches!(role, Role::Note | Role::Comment) {
        Role::TermNote
    } else if role == Role::Definition {
        Role::OfTerm("description".into())
    } else if role == Role::Domain {
        Role::OfTerm("domain".into())
    } else if let Role::OfConcept(name) = role {
        Role::OfTerm(name)
    } else {
        role
    }
}

/// A name for a column that we do not know, other than those that our own
/// tables have.
pub(super) fn unclaimed(name: &str) -> String {
    let own = ["id", "concept", "domain", "definition", "note", "concept_note", "lang", "term", "status", "matching"];
    if own.contains(&name) || name.is_empty() { format!("table.{name}") } else { name.to_owned() }
}

/// What a name says, if it says anything.
pub(in crate::formats) fn named(name: &str) -> Option<Named> {
    let plain = |what| Named { what, of: side(what), lang: None };
    if let Some(what) = word(name) {
        return Some(plain(what));
    }
    if let Some(lang) = tags::lang(name) {
        return Some(Named { what: "term", of: Of::Each, lang: Some(lang) });
    }
    parts(name).find_map(|(what, which)| {
        let what = word(what).filter(|what| is_said_of_one(what))?;
        match normal(which).as_str() {
            "src" | "source" => Some(Named { what, of: Of::Source, lang: None }),
            "tgt" | "target" => Some(Named { what, of: Of::Target, lang: None }),
            _ => Some(Named { what, of: Of::Each, lang: Some(tags::lang(which)?) }),
        }
    })
}

/// The ways in which a name may be made of two: what it holds, and which language.
fn parts(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let bracketed = |open: char, close: char| {
        let (what, which) = name.trim().strip_suffix(close)?.split_once(open)?;
        Some((what, which))
    };
    let brackets = [bracketed('[', ']'), bracketed('(', ')'), bracketed('<', '>')].into_iter().flatten();
    let signs = [' ', '_', ':', '.', '-'].into_iter().flat_map(move |sign| {
        name.match_indices(sign).filter_map(move |(at, _)| {
            let (first, second) = (name.get(..at)?, name.get(at + sign.len_utf8()..)?);
            Some([(first, second), (second, first)])
        })
    });
    brackets.flat_map(|(what, which)| [(what, which), (which, what)]).chain(signs.take(16).flatten())
}

/// Which side a word is of by itself.
fn side(what: &str) -> Of {
    match what {
        "source" => Of::Source,
        "target" => Of::Target,
        _ => Of::Row,
    }
}

/// Whether something is said of single languages.
fn is_said_of_one(what: &str) -> bool {
    !matches!(what, "id" | "lang" | "source-lang" | "target-lang" | "figure")
}

/// The word that a whole name stands for.
fn word(name: &str) -> Option<&'static str> {
    let name = normal(name);
    WORDS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(word, _)| *word)
}

/// A name in small letters, with single blanks.
fn normal(name: &str) -> String {
    let letters = name.trim().trim_start_matches('#').trim_end_matches([':', '*']);
    let words: Vec<String> =
        letters.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-')).map(str::to_lowercase).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns() {
        for (name, expected) in [
            ("Source", "source Source -"),
            ("translator_comments", "note Row -"),
            ("en", "term Each en"),
            ("zh-TW", "term Each zh-TW"),
            ("Chinese (Simplified, China)", "term Each zh-CN"),
            ("Korean", "term Each ko"),
            ("Term [en]", "term Each en"),
            ("Part of Speech [ko]", "part-of-speech Each ko"),
            ("Description [zh-CN]", "definition Each zh-CN"),
            ("translation_pt_BR", "target Each pt-BR"),
            ("comment_ko", "note Each ko"),
            ("de_DE_description", "definition Each de-DE"),
            ("en not", "avoid Each en"),
            ("src:pos", "part-of-speech Source -"),
            ("tgt:comment", "note Target -"),
            ("English Definition", "definition Each en"),
            ("용어", "term Row -"),
            ("备注", "note Row -"),
            ("Notes (Korean)", "note Each ko"),
            ("Example of use", "example Row -"),
            ("id", "id Row -"),
            ("tgt_lng", "target-lang Row -"),
            ("casesensitive", "case Row -"),
            ("Entry_Subject", "domain Row -"),
            ("Foo", "nothing"),
            ("", "nothing"),
        ] {
            let found = named(name).map_or("nothing".to_owned(), |named| {
                format!("{} {:?} {}", named.what, named.of, named.lang.map_or("-", |lang| lang.as_str()))
            });
            assert_eq!(found, expected, "{name}");
        }
    }
}
