//! What a table keeps comes back from it, for every table there is.

use proptest::prelude::*;

use baixiao::formats::{Pairing, ReadSetting, Target, source_format, target};
use baixiao::lang::Lang;
use baixiao::model::{Concept, PartOfSpeech, Status, Term};

use crate::tables::{Received, lang, read_bytes, tables, written};

/// Text with all that tables part, quote, trim, fold or take for something else.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,4}",
        4 => "[가-힣]{1,3}",
        4 => "[一-龥]{1,3}",
        1 => prop::sample::select(vec![
            "\"", "'", ",", ";", "\t", "\n", "\r\n", "|", "\\", "=", "+", "-", "@", "%", "#", " ", "\u{a0}", "\u{2028}",
            "\u{85}", "\0", "\u{feff}", "TRUE", "en", "/", "~", "🚀", "e\u{301}", "[x]", "not: ",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn maybe_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just(String::new()), 1 => text()]
}

fn term() -> impl Strategy<Value = Term> {
    let tags = prop::sample::select(vec!["en", "ko", "zh", "zh-Hant"]);
    let status = prop_oneof![
        4 => Just(Status::Preferred),
        3 => Just(Status::Admitted),
        1 => Just(Status::Deprecated),
        1 => Just(Status::Forbidden),
        1 => Just(Status::Misspelling),
    ];
    let part =
        prop::option::of(prop::sample::select(vec![PartOfSpeech::Noun, PartOfSpeech::ProperNoun, PartOfSpeech::Verb]));
    (tags, text(), status, part, maybe_text(), maybe_text()).prop_map(|(tag, text, status, part, note, example)| {
        let mut term = Term { status, part_of_speech: part, note: note.into(), ..Term::new(lang(tag), text) };
        if !example.is_empty() {
            term.extra.insert("example".to_owned(), example);
        }
        term
    })
}

fn concepts() -> impl Strategy<Value = Vec<Concept>> {
    let concept = (maybe_text(), maybe_text(), maybe_text(), prop::collection::vec(term(), 0..6));
    prop::collection::vec(concept, 0..5).prop_map(|concepts| {
        let concept = |(at, (domain, definition, note, terms)): (usize, (String, String, String, Vec<Term>))| Concept {
            id: format!("c{at}").into(),
            domain: domain.into(),
            definition: definition.into(),
            note: note.into(),
            terms,
            ..Concept::default()
        };
        concepts.into_iter().enumerate().map(concept).collect()
    })
}

fn langs(target: &Target) -> Vec<Lang> {
    let tags = if target.pairing == Pairing::Pair { vec!["en", "ko"] } else { vec!["en", "ko", "zh", "zh-Hant"] };
    tags.into_iter().map(lang).collect()
}

/// What a target's own reader finds in what it wrote.
fn read_back(target: &Target, bytes: &[u8]) -> Received {
    let format = source_format(target.name);
    let setting = ReadSetting { format, source: Some(lang("en")), target: Some(lang("ko")), ..ReadSetting::default() };
    let (received, result) = read_bytes(bytes, &setting);
    // A table without rows and header has nothing to read.
    if !bytes.is_empty() && !received.concepts.is_empty() {
        result.expect("it is read");
    }
    received
}

/// A text as every table has it: no control characters, single lines, trimmed.
fn plain(text: &str) -> String {
    let parts_lines = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let text = text.replace("\r\n", "\n");
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let blanks: String = text.chars().map(|c| if parts_lines(c) { ' ' } else { c }).collect();
    blanks.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// All terms with language and text, sorted, each once.
fn terms(concepts: &[Concept], wanted: impl Fn(&Term) -> bool) -> Vec<(String, String)> {
    let terms = concepts.iter().flat_map(|concept| &concept.terms).filter(|term| wanted(term));
    let mut terms: Vec<(String, String)> = terms.map(|term| (term.lang.to_string(), term.text.to_string())).collect();
    terms.sort();
    terms.dedup();
    terms
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// What came back once comes back for ever: nothing is lost unseen at the second pass.
    #[test]
    fn what_a_table_keeps_comes_back(concepts in concepts()) {
        for target in tables() {
            let langs = langs(target);
            let (bytes, _) = written(target, &langs, &concepts);
            let once = read_back(target, &bytes);
            prop_assert!(
                once.problems.iter().all(|problem| problem.severity < baixiao::diagnostic::Severity::Warning),
                "{}: {:?}", target.name, once.problems
            );
            let langs: Vec<Lang> = langs.iter().map(|lang| as_read(target, *lang)).collect();
            let (again, _) = written(target, &langs, &once.concepts);
            let twice = read_back(target, &again);
            prop_assert_eq!(&once.concepts, &twice.concepts, "{}\n{}", target.name, String::from_utf8_lossy(&bytes));
        }
    }

    /// Nothing but our terms comes back, and each that does not was said to be lost or no term to write.
    #[test]
    fn what_does_not_come_back_was_reported(concepts in concepts()) {
        for target in tables() {
            let langs = langs(target);
            let (bytes, losses) = written(target, &langs, &concepts);
            let back = terms(&read_back(target, &bytes).concepts, |_| true);
            let reported: Vec<String> = losses.iter().flat_map(|(_, _, _, losses)| losses).map(|loss| format!("{} {}", loss.concept, loss.what)).collect();
            for concept in &concepts {
                let whole = reported.contains(&format!("{} ", concept.id));
                for term in &concept.terms {
                    if !langs.contains(&term.lang) || whole {
                        continue;
                    }
                    let tag = as_read(target, term.lang).to_string();
                    let found = back.contains(&(tag, plain(&term.text)));
                    let told = reported.iter().any(|loss| loss.starts_with(&*concept.id) && loss.contains(&*term.text));
                    prop_assert!(found || told, "{}: {:?} of {}\n{}\n{:?}", target.name, term.text, concept.id, String::from_utf8_lossy(&bytes), reported);
                }
            }
        }
    }

    /// Tables with ids and statuses bring terms back with both.
    #[test]
    fn utx_keeps_ids_statuses_and_notes(concepts in concepts()) {
        let utx = target("utx").expect("a target");
        let (bytes, _) = written(utx, &langs(utx), &concepts);
        for read in read_back(utx, &bytes).concepts {
            let own = concepts.iter().find(|concept| concept.id == read.id).expect("one of ours");
            for term in read.terms.iter().filter(|term| term.lang == Lang::KO) {
                let same: Vec<&Term> = own.terms.iter().filter(|own| own.lang == Lang::KO && plain(&own.text) == *term.text).collect();
                let status = |status| if status == Status::Deprecated { Status::Forbidden } else { status };
                prop_assert!(same.iter().any(|own| status(own.status) == term.status && own.part_of_speech == term.part_of_speech), "{term:?} {same:?}");
            }
        }
    }
}

/// The language that a target's file says instead of `lang`.
fn as_read(target: &Target, own: Lang) -> Lang {
    if target.pairing == Pairing::Pair {
        return own;
    }
    let with_region = ["matecat", "lara", "lara-uni"].contains(&target.name);
    match own.as_str() {
        "en" if with_region => lang("en-US"),
        "ko" if with_region => lang("ko-KR"),
        "zh" if target.name != "aws" => lang("zh-CN"),
        "zh-Hant" => lang("zh-TW"),
        _ => own,
    }
}
