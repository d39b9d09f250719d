use super::machine::Grammar;
use super::table::{FORMS, Form, Places, SLOTS, Slots, rows};
use super::{Tail, read_tail};

const CASES: &str = include_str!("cases.tsv");

/// Every case of the table of cases: noun, tail, reading.
fn cases() -> impl Iterator<Item = (&'static str, &'static str, Option<Tail>)> {
    rows(CASES).flat_map(|row| {
        let mut columns = row.split('\t');
        let noun = columns.next().unwrap_or_default();
        let reading = match columns.next() {
            Some("Particle") => Some(Tail::Particle),
            Some("Copula") => Some(Tail::Copula),
            Some("Verb") => Some(Tail::Verb),
            Some("Suffix") => Some(Tail::Suffix),
            Some("None") => None,
            other => unreachable!("unknown reading {other:?} in {row}"),
        };
        let tails = columns.next().unwrap_or_default();
        assert_eq!(columns.next(), None, "extra column in {row}");
        tails.split(' ').map(move |tail| (noun, tail, reading))
    })
}

#[test]
fn cases_are_read_as_expected() {
    let wrong: Vec<String> = cases()
        .filter(|(noun, tail, reading)| read_tail(noun, tail) != *reading)
        .map(|(noun, tail, reading)| format!("{noun}+{tail}: {:?}, expected {reading:?}", read_tail(noun, tail)))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_enough_cases() {
    assert!(cases().filter(|(_, _, reading)| reading.is_some()).count() >= 200);
    assert!(cases().filter(|(_, _, reading)| reading.is_none()).count() >= 80);
}

#[test]
fn nothing_glued_is_bare() {
    for noun in ["칩", "메타", "API", "5", ""] {
        assert_eq!(read_tail(noun, ""), Some(Tail::Bare));
    }
}

#[test]
fn odd_input_is_rejected_without_panic() {
    let long = "에서는".repeat(1000);
    for noun in ["칩", "", "A", "ㄱ", "🙂", "가\u{301}"] {
        for rest in ["abc", "에서 ", "ㄴ", "는.", "🙂", "\u{1112}\u{1161}", "힣", "\u{ABFF}", "\u{D7A4}", &long]
        {
            assert_eq!(read_tail(noun, rest), None, "{noun}+{rest}");
        }
    }
}

#[test]
fn tails_up_to_the_longest_are_read() {
    let thirty_one = format!("하{}", "시".repeat(30));
    assert_eq!(read_tail("사용", &thirty_one), None);
    assert_eq!(read_tail("사용", "하시겠습니까"), Some(Tail::Verb));
}

/// Every form of every table, with its row.
fn forms(slots: &Slots) -> Vec<(String, Form)> {
    let mut forms = Vec::new();
    for (name, table) in FORMS {
        for row in rows(table) {
            match Form::parse(row, slots) {
                Ok(form) => forms.push((format!("{name}: {row}"), form)),
                Err(error) => unreachable!("{name}: {error}"),
            }
        }
    }
    forms
}

fn slots() -> Slots {
    let mut errors = Vec::new();
    let slots = Slots::parse(SLOTS, &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    slots
}

#[test]
fn every_row_of_every_table_is_read() {
    let errors = Grammar::compile().1;
    assert!(errors.is_empty(), "{errors:?}");
    for (name, table) in FORMS {
        assert!(table.starts_with('#'), "{name} names no source");
        assert!(rows(table).count() > 20, "{name} is short");
    }
    assert_eq!(forms(&slots()).len(), FORMS.iter().map(|(_, table)| rows(table).count()).sum::<usize>());
}

#[test]
fn rows_are_not_repeated() {
    for (name, table) in FORMS {
        let mut seen: Vec<&str> = rows(table).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all, "{name} repeats a row");
    }
}

#[test]
fn every_row_can_be_reached_and_can_end() {
    let slots = slots();
    let forms = forms(&slots);
    let mut errors = Vec::new();
    let mut open = slots.set("noun cop verb suffix", &mut errors);
    let mut ending: Places = slots.set("end", &mut errors);
    loop {
        let before = (open, ending);
        for (_, form) in &forms {
            if form.places & open != 0 {
                open |= form.opens;
            }
            if form.opens & ending != 0 {
                ending |= form.places;
            }
        }
        if before == (open, ending) {
            break;
        }
    }
    for (row, form) in &forms {
        assert_eq!(form.places & !open, 0, "some place of {row} is never open");
        assert_ne!(form.opens & ending, 0, "{row} leads nowhere");
    }
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn broken_rows_are_told_apart() {
    let slots = slots();
    for (row, message) in [
        ("은\ttop\tC", "wrong number of columns in `은\ttop\tC`"),
        ("x\ttop\tC\tend", "form `x` is not hangul"),
        ("은\ttop\tX\tend", "unknown demand `X`"),
        ("은\tnowhere\tC\tend", "unknown place `nowhere`"),
    ] {
        assert_eq!(Form::parse(row, &slots).err().map(|error| error.to_string()).as_deref(), Some(message));
    }
}
