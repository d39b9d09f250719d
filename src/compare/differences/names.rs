//! Names that stand in one rendition only, or that differ.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::compare::align::{Kind, Token};
use crate::compare::differences::calendar::is_calendar;
use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::compare::words::Words;
use crate::segment::{Rules, capitalises_nouns, is_content};
use crate::similarity::edit_likeness;
use crate::text::Span;

/// From which likeness on two names are forms of one: China, Chinese.
const KIN: f64 = 0.6;

/// A name in a rendition.
#[derive(Clone)]
struct Name {
    span: Span,
    keys: Vec<String>,
    concept: Option<String>,
    chunk: usize,
    clause: usize,
}

impl Name {
    fn spelled(&self) -> String {
        self.keys.concat()
    }
}

pub(super) fn differences(pair: &Pair<'_>) -> Vec<Found> {
    let (ours, theirs) = (names(&pair.a), names(&pair.b));
    let mut found = Vec::new();
    for (side, other, is_a) in pair.ways() {
        let (here, there) = if is_a { (&ours, &theirs) } else { (&theirs, &ours) };
        // Across languages only the glossary knows what is the same name.
        let known = |name: &&Name| pair.is_in_one_lang() || name.concept.is_some();
        let mut told: BTreeSet<String> = BTreeSet::new();
        for name in here.iter().filter(known) {
            let is_missing = !is_in(name, there, other, pair) && side.has_close_counterpart(name.clause);
            if !is_missing || !told.insert(name.concept.clone().unwrap_or_else(|| name.spelled())) {
                continue;
            }
            // Two names face each other where nothing else does.
            let faces =
                |their: &&Name| side.beside(name.chunk) == [their.chunk] && other.beside(their.chunk) == [name.chunk];
            let facing = there.iter().find(faces).map(|their| their.span);
            let (a, b) = if is_a { (Some(name.span), facing) } else { (facing, Some(name.span)) };
            let text = |side: &Side<'_>, span: Option<Span>| span.map_or("", |span| side.text(span)).to_owned();
            let words = [text(&pair.a, a), text(&pair.b, b)];
            // Two names that face each other are one difference.
            let difference = Found::new(DifferenceKind::Name, a, b, words);
            if !found.contains(&difference) {
                found.push(difference);
            }
        }
    }
    found.extend(renamed(&ours, &theirs, pair));
    found
}

/// The names in a rendition: terms that are names, and words in capitals that no sentence begins with.
fn names(side: &Side<'_>) -> Vec<Name> {
    let content: Vec<(usize, &Token)> = (0..side.tokens.chunks.len())
        .filter_map(|chunk| Some((chunk, side.head(chunk)?)))
        .filter(|(_, token)| token.kind == Kind::Content)
        .collect();
    let has_capital = |span: Span| side.text(span).starts_with(|c: char| c.is_uppercase());
    // In a heading every word has a capital.
    let is_heading = content.iter().filter(|(_, token)| has_capital(token.span)).count() * 5 > content.len() * 3;
    let mut out = Vec::new();
    for (chunk, token) in content {
        let name = |span: Span, keys: Vec<String>, concept: Option<String>| Name {
            span,
            keys,
            concept,
            chunk,
            clause: token.clause,
        };
        if token.is_name {
            out.push(name(token.span, token.keys.clone(), token.concept.clone()));
            continue;
        }
        // A term may have a name in it: top Chinese universities.
        let words = Words::new(side.text(token.span), side.lang()).into_iter();
        let words = words.map(|word| (word.span.shifted(token.span.start), word.key));
        let is_name = |span: Span, key: &str| {
            !is_heading && has_capital(span) && stands_out(side, span) && !is_calendar(key, side.lang())
        };
        for (span, key) in words.filter(|(span, key)| is_name(*span, key)) {
            // Sky News and John Smith are one name, known by its last part.
            let whole = out.last_mut().filter(|last: &&mut Name| {
                last.concept.is_none() && side.text(Span::new(last.span.end, span.start)) == " "
            });
            match whole {
                Some(last) => {
                    last.span.end = span.end;
                    last.keys.push(key);
                }
                None => out.push(name(span, vec![key], None)),
            }
        }
    }
    out
}

/// Whether a word with a capital has it for being a name.
fn stands_out(side: &Side<'_>, span: Span) -> bool {
    let text = side.text(span);
    let before = side.wording.text.get(..span.start).unwrap_or_default();
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '['));
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '—']);
    // CEO and GPU are words.
    let is_short_form = text.chars().count() <= 5 && text.chars().filter(|c| c.is_lowercase()).count() < 2;
    match Rules::of(side.lang()) {
        Rules::Chinese | Rules::Japanese | Rules::Korean => text.is_ascii() && !is_short_form,
        Rules::Spaced if capitalises_nouns(side.lang()) => false,
        Rules::English | Rules::Spaced | Rules::Unspaced => (!begins || is_phrase(side, span)) && !is_short_form,
    }
}

/// Whether a word that begins a sentence is a name by what follows: a word with a capital, or what is its own.
fn is_phrase(side: &Side<'_>, span: Span) -> bool {
    let after = side.wording.text.get(span.end..).unwrap_or_default();
    let is_own = side.text(span).ends_with("'s") || side.text(span).ends_with("’s");
    let text = side.text(span).to_lowercase();
    is_content(&text, side.lang())
        && (is_own || after.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase)))
}

/// Whether the other side has a name in any form, or it is that of the speaker.
fn is_in(name: &Name, theirs: &[Name], other: &Side<'_>, pair: &Pair<'_>) -> bool {
    let is_speaker = name.keys.iter().any(|key| {
        pair.speaker.iter().any(|own| key.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest == "s"))
    });
    let same = |their: &Name| their.concept.is_some() && their.concept == name.concept || is_form(their, name);
    // To report a name takes much, to find it there little: any word that is kin to its last part.
    let last = name.keys.last();
    let lands = countries(name);
    let anywhere = other.tokens.words.iter().any(|word| {
        let is_part = name.concept.is_none() && last.is_some_and(|key| *key == word.key || is_kin(key, &word.key));
        is_part || COUNTRIES.get(word.key.as_str()).is_some_and(|land| lands.contains(land))
    });
    is_speaker || anywhere || theirs.iter().any(same)
}

/// Whether one word is the beginning of the other: China, Chinese.
fn is_kin(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    shared > 3 && shared * 3 >= one.chars().count().max(other.chars().count()) * 2 - 2
}

/// Whether two names are forms of one: whole and cut, or of one country.
fn is_form(a: &Name, b: &Name) -> bool {
    let (one, other) = (a.spelled(), b.spelled());
    one.starts_with(&other)
        || other.starts_with(&one)
        || is_kin(&one, &other)
        || is_short_for(a, b)
        || is_short_for(b, a)
        || edit_likeness(&one, &other).value() >= KIN
        || countries(a).intersection(&countries(b)).next().is_some()
}

/// Whether one is made of the first letters of the other's words.
fn is_short_for(short: &Name, long: &Name) -> bool {
    let initials: String = long.keys.iter().filter_map(|key| key.chars().next()).collect();
    long.keys.len() > 1 && short.keys.len() == 1 && short.keys.first() == Some(&initials)
}

/// Words for a country, its people and what is theirs, where their letters do not show it; a country a row.
static COUNTRIES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let rows = include_str!("../data/countries.txt").lines().filter(|row| !row.starts_with('#')).enumerate();
    rows.flat_map(|(at, row)| row.split(' ').map(move |word| (word, at))).collect()
});

fn countries(name: &Name) -> BTreeSet<usize> {
    let whole = name.spelled();
    let words = name.keys.iter().map(String::as_str).chain([whole.as_str()]);
    words.filter_map(|word| COUNTRIES.get(word)).copied().collect()
}

/// One concept that bears different names.
fn renamed(ours: &[Name], theirs: &[Name], pair: &Pair<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let has = |names: &[Name], name: &Name| names.iter().any(|other| other.spelled() == name.spelled());
    let known = |name: &&Name| pair.is_in_one_lang() && name.concept.is_some();
    for name in ours.iter().filter(known).filter(|name| !has(theirs, name)) {
        let renamed =
            theirs.iter().find(|other| other.concept == name.concept && !has(ours, other) && !is_form(name, other));
        if let Some(other) = renamed {
            let words = [pair.a.text(name.span), pair.b.text(other.span)];
            found.push(Found::new(DifferenceKind::Name, Some(name.span), Some(other.span), words));
        }
    }
    found
}
