//! Whether a term stands as a word where its letters stand.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::annotate::patterns::Entry;
use crate::annotate::{Annotator, Reason};
use crate::segment::english::{Forms, is_form, is_function_word};
use crate::segment::korean::{needs_number, read_tail};
use crate::segment::{Rules, Run, Standing, continues_word, is_numeral_before};
use crate::text::{Atom, Folder, Script, Span, fold_key};

/// How far a run of Chinese is read to either side, in characters.
const RUN: usize = 48;

/// How far a line is looked at for the words beside a term, in bytes.
const REACH: usize = 64;

/// What makes another place of the name of a place.
const DIRECTIONS: [&str; 10] =
    ["North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Latin"];

/// Words after which a capital may be mere emphasis.
const DETERMINERS: [&str; 18] = [
    "the", "a", "an", "this", "that", "these", "those", "our", "your", "my", "his", "her", "its", "their", "each",
    "every", "any", "no",
];

/// What a term does at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It stands as a word that ends at byte `end`, inflection included.
    Stands {
        /// The byte after its last letter.
        end: usize,
    },
    /// It is a Korean noun that stands if what follows is another one.
    Compound,
    /// It is no word of this text.
    Falls(Reason),
}

/// A run of Chinese that was cut into words.
#[derive(Debug)]
struct CutRun {
    span: Span,
    /// Where each character stands in the text, and the end.
    starts: Vec<usize>,
    run: Run,
}

/// Judges terms at places of one text.
#[derive(Debug)]
pub(super) struct Judge<'a, 't> {
    annotator: &'a Annotator<'a>,
    text: &'t str,
    run: Option<CutRun>,
}

impl<'a, 't> Judge<'a, 't> {
    pub(super) fn new(annotator: &'a Annotator<'a>, text: &'t str) -> Self {
        Self { annotator, text, run: None }
    }

    /// Judges a term, written as `written`, whose folded surface covers `span`.
    ///
    /// `after_noun` says that a noun which waits for another one ends there.
    pub(super) fn judge(&mut self, entry: &Entry, written: &str, span: Span, after_noun: bool) -> Verdict {
        if entry.anywhere {
            return Verdict::Stands { end: span.end };
        }
        let before = self.text.get(..span.start).unwrap_or_default();
        if !after_noun && !starts_word(entry, before) {
            return Verdict::Falls(Reason::StartsInsideWord);
        }
        let Some(end) = self.end(entry, written, span) else {
            return Verdict::Falls(Reason::EndsInsideWord);
        };
        match entry.rules {
            Rules::Korean if needs_number(written) && !is_numeral_before(before) => Verdict::Falls(Reason::OtherWord),
            Rules::English if self.is_other_word(entry, written, Span::new(span.start, end)) => {
                Verdict::Falls(Reason::OtherWord)
            }
            Rules::Korean => self.korean(written, Span::new(span.start, end)),
            Rules::Chinese if entry.script == Script::Han => self.chinese(Span::new(span.start, end)),
            Rules::Chinese | Rules::Japanese | Rules::English | Rules::Spaced | Rules::Unspaced => {
                Verdict::Stands { end }
            }
        }
    }

    /// The end of the word that the surface ends in, if the whole is a form of the term.
    fn end(&self, entry: &Entry, written: &str, span: Span) -> Option<usize> {
        let after = self.text.get(span.end..)?;
        let tail_len = after.find(|c| !continues_word(entry.last, c)).unwrap_or(after.len());
        let tail = after.get(..tail_len)?;
        let end = span.end + tail_len;
        let rest = after.get(tail_len..)?;
        if entry.forms == Forms::None {
            let goes_on = !tail.is_empty() || number_goes_on(entry, written, rest) || apostrophe_goes_on(entry, rest);
            return (!goes_on).then_some(end);
        }
        if apostrophe_goes_on(entry, rest) || tail.len() > 8 {
            return None;
        }
        let word = last_word(written);
        let is_acronym = word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(char::is_lowercase);
        let surface = self.text.get(span.start..end)?;
        let word = word.to_lowercase();
        if is_acronym {
            // GPUs, not GPUED.
            let key = fold_key(written);
            let plural = surface.strip_suffix('s').is_some_and(|singular| fold_key(singular) == key);
            return (plural || fold_key(surface) == key).then_some(end);
        }
        // A surface may be written together where the term is not: only its last letters are the word's.
        let (form, term) = (fold_key(surface), fold_key(written));
        is_form(&word, form.strip_prefix(term.strip_suffix(&word)?)?, entry.forms).then_some(end)
    }

    fn korean(&self, written: &str, span: Span) -> Verdict {
        let after = self.text.get(span.end..).unwrap_or_default();
        // A decomposed text is composed as far as its letters go.
        let rest: String = after.nfc().take_while(|c| matches!(c, '\u{ac00}'..='\u{d7a3}')).take(RUN).collect();
        if read_tail(written, &rest).is_some() {
            return Verdict::Stands { end: span.end };
        }
        Verdict::Compound
    }

    /// Whether an English word of the same letters is more likely: `LET US
    /// KNOW`, `North Korea`.
    fn is_other_word(&self, entry: &Entry, written: &str, span: Span) -> bool {
        let surface = span.slice(self.text).unwrap_or_default();
        let words = |text: &str| {
            text.split_whitespace()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
                .find(|word| !word.is_empty())
        };
        let line_before = self.text.get(..span.start).and_then(|before| before.lines().next_back()).unwrap_or_default();
        if entry.minds_capitals && is_function_word(written) {
            let reach = line_before.len().saturating_sub(REACH);
            let start = (reach..line_before.len()).find(|at| line_before.is_char_boundary(*at)).unwrap_or(reach);
            let before =
                line_before.get(start..).and_then(|text| text.split_whitespace().next_back()).map(str::to_owned);
            let line_after = self.text.get(span.end..).and_then(|after| after.lines().next()).unwrap_or_default();
            let after = words(line_after);
            let neighbours = [before, after];
            let letters =
                |word: &Option<String>| word.as_ref().is_some_and(|word| word.chars().any(char::is_alphabetic));
            let is_heading =
                |word: &Option<String>| word.as_ref().is_none_or(|word| !word.contains(char::is_lowercase));
            return neighbours.iter().any(letters) && neighbours.iter().all(is_heading);
        }
        let capital = surface.starts_with(char::is_uppercase) && !surface.contains(char::is_whitespace);
        if capital && written.chars().all(char::is_lowercase) && is_name_inside(line_before) {
            return true;
        }
        let modifier = line_before.trim_end_matches([' ', '-']);
        let parted = modifier.len() < line_before.len();
        capital
            && parted
            && DIRECTIONS
                .iter()
                .any(|word| modifier.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
    }

    fn chinese(&mut self, span: Span) -> Verdict {
        let Some(cut) = self.cut(span) else {
            return Verdict::Falls(Reason::NoChineseWord);
        };
        let place = |byte: usize| cut.starts.binary_search(&byte).ok();
        let (Some(start), Some(end)) = (place(span.start), place(span.end)) else {
            return Verdict::Falls(Reason::NoChineseWord);
        };
        match cut.run.standing(start, end) {
            Standing::Word | Standing::Part => Verdict::Stands { end: span.end },
            Standing::Inside | Standing::Across => Verdict::Falls(Reason::NoChineseWord),
        }
    }

    /// The run of Han characters, letters and digits around `span`, cut into words.
    fn cut(&mut self, span: Span) -> Option<&CutRun> {
        let part_of = |c: &char| c.is_ascii_alphanumeric() || Script::of(*c) == Script::Han;
        let before = self.text.get(..span.start)?.chars().rev().take_while(part_of).take(RUN);
        let after = self.text.get(span.end..)?.chars().take_while(part_of).take(RUN);
        let wanted = Span::new(
            span.start - before.map(char::len_utf8).sum::<usize>(),
            span.end + after.map(char::len_utf8).sum::<usize>(),
        );
        if self.run.as_ref().is_none_or(|run| run.span != wanted) {
            let atoms: Vec<Atom> = Folder::new(wanted.slice(self.text)?).filter(|atom| atom.first).collect();
            let folded: Vec<char> = atoms.iter().map(|atom| atom.folded).collect();
            let terms = self.annotator.patterns.chinese_terms(&folded);
            let starts = atoms.iter().map(|atom| wanted.start + atom.span.start);
            self.run = Some(CutRun {
                span: wanted,
                starts: starts.chain([wanted.end]).collect(),
                run: Run::new(atoms.iter().map(|atom| atom.cased).collect(), &terms),
            });
        }
        self.run.as_ref()
    }
}

/// Whether a word of the entry's script may begin at `span`, by the byte
/// before it alone: what most candidates fail by.
#[inline]
pub(super) fn may_start(entry: &Entry, text: &str, span: Span) -> bool {
    let before = span.start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    let inside = before.is_some_and(u8::is_ascii_alphanumeric);
    !(inside && entry.first.is_spaced()) || entry.anywhere
}

/// Whether a word may begin after `before`.
fn starts_word(entry: &Entry, before: &str) -> bool {
    // Marks belong to the letter before them.
    let Some(previous) = before.chars().rev().find(|c| !is_combining_mark(*c)) else { return true };
    if entry.first == Script::Hangul {
        // 9만위안: a measure follows its number.
        return Script::of(previous) != Script::Hangul || is_numeral_before(before);
    }
    if entry.first == Script::Common && previous.is_ascii_punctuation() {
        // 1.36: a number that began before.
        let digit = before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
        return !(matches!(previous, '.' | ',') && digit);
    }
    !continues_word(entry.first, previous)
}

/// Whether a capital after `before` makes a name of a common noun: inside a
/// sentence, after a small word that does not announce a defined term (on
/// Teams, but: the Fund).
fn is_name_inside(before: &str) -> bool {
    let word = before.strip_suffix(' ').and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
    let is_small = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    is_small && !DETERMINERS.contains(&word)
}

/// GPT-4.5 is not GPT-4.
fn number_goes_on(entry: &Entry, written: &str, rest: &str) -> bool {
    let mut next = rest.chars();
    entry.last == Script::Common
        && written.ends_with(|c: char| c.is_ascii_digit())
        && matches!(next.next(), Some('.' | ','))
        && next.next().is_some_and(|c| c.is_ascii_digit())
}

/// An apostrophe goes on a word (can't) unless it makes a possessive ('s, s').
fn apostrophe_goes_on(entry: &Entry, rest: &str) -> bool {
    if entry.rules != Rules::English {
        return false;
    }
    let Some(rest) = rest.strip_prefix(['\'', '’']) else {
        return false;
    };
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    !matches!(word.as_str(), "" | "s" | "S") && word.len() <= 2
}

/// The letters at the end of `text`.
fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last();
    start.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}
