//! Whether a term stands as a word where its letters stand.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::annotate::patterns::Entry;
use crate::annotate::{Annotator, Reason};
use crate::segment::english::{Forms, LONGEST_TAIL, is_acronym, is_form, may_end_form};
use crate::segment::korean::{is_tail, needs_number};
use crate::segment::{
    Rules, Run, Standing, continues_word, is_common_noun, is_counted, is_numeral_before, is_other_phrase,
    is_other_word, spells_out, spelt_out,
};
use crate::text::{Folder, Script, Span, fold_key, simple_letter};

/// How far a run of Chinese is read to either side, in characters.
const RUN: usize = 48;

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
#[derive(Debug, Default)]
struct CutRun {
    span: Span,
    /// Whether it is a whole run, not cut off at [`RUN`].
    whole: bool,
    /// Where each character stands in the text, and the end.
    starts: Vec<usize>,
    run: Run,
    /// The characters as terms are looked for, and where each begins, and the end.
    folded: String,
    ends: Vec<usize>,
}

/// Judges terms at places of one text.
#[derive(Debug)]
pub(super) struct Judge<'a, 't> {
    annotator: &'a Annotator<'a>,
    text: &'t str,
    cut: CutRun,
    /// Whether a verdict depended on more than the word between its spaces.
    looked_around: bool,
}

impl<'a, 't> Judge<'a, 't> {
    pub(super) fn new(annotator: &'a Annotator<'a>, text: &'t str) -> Self {
        Self { annotator, text, cut: CutRun::default(), looked_around: false }
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
            Rules::Korean if needs_number(written) && !self.follows_number(before) && !self.is_all(span) => {
                Verdict::Falls(Reason::OtherWord)
            }
            Rules::English if self.is_other_word(entry, written, Span::new(span.start, end)) => {
                Verdict::Falls(Reason::OtherWord)
            }
            Rules::Korean => self.korean(written, Span::new(span.start, end)),
            Rules::Chinese if entry.script == Script::Han => {
                let is_counted = entry.is_name && is_counted(before);
                self.chinese(Span::new(span.start, end), is_counted)
            }
            Rules::Chinese | Rules::Japanese | Rules::English | Rules::Spaced | Rules::Unspaced => {
                Verdict::Stands { end }
            }
        }
    }

    /// Forgets that anything around a word was looked at.
    pub(super) fn forget_surroundings(&mut self) {
        self.looked_around = false;
    }

    /// Whether anything around a word was looked at since then.
    pub(super) fn has_looked_around(&self) -> bool {
        self.looked_around
    }

    fn follows_number(&mut self, before: &str) -> bool {
        self.looked_around = true;
        is_numeral_before(before)
    }

    fn is_other_word(&mut self, entry: &Entry, written: &str, span: Span) -> bool {
        self.looked_around |= written.contains([' ', '-']);
        if is_other_phrase(self.text, span, written) {
            return true;
        }
        // Only what begins with a capital may be another word.
        let begins_small = self.text.as_bytes().get(span.start).is_some_and(u8::is_ascii_lowercase);
        self.looked_around |= !begins_small;
        !begins_small && (is_other_word(self.text, span, entry.doubt) || self.is_other_acronym(entry, written, span))
    }

    /// Whether an acronym is a common noun where the glossary's is a name, or is spelt out otherwise than in the
    /// glossary: adjusted gross income (AGI).
    fn is_other_acronym(&self, entry: &Entry, written: &str, span: Span) -> bool {
        if !is_acronym(written) {
            return false;
        }
        if entry.is_name && is_common_noun(self.text, span) {
            return true;
        }
        let (Some(words), Some((_, concept, _))) = (spelt_out(self.text, span), self.annotator.stack().entry(entry.id))
        else {
            return false;
        };
        let terms = concept.terms.iter().map(|term| term.text.as_str());
        let mut known = terms.filter(|term| spells_out(term, written)).peekable();
        let words = fold_key(words);
        known.peek().is_some() && !known.any(|term| words.starts_with(&fold_key(term)))
    }

    /// Whether the text is the term and nothing else, which leaves no other word to mean.
    pub(super) fn is_all(&mut self, span: Span) -> bool {
        self.looked_around = true;
        self.text.trim().len() == span.len()
    }

    /// The end of the word that the surface ends in, if the whole is a form of the term.
    fn end(&self, entry: &Entry, written: &str, span: Span) -> Option<usize> {
        let after = self.text.get(span.end..)?;
        if after.as_bytes().first() == Some(&b'-') && roman_numeral_follows(after) {
            return None;
        }
        if entry.dropped == 0 && after.as_bytes().first().is_none_or(|next| is_plain_end(*next)) {
            return Some(span.end);
        }
        let letters = after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let is_ascii = entry.last.is_written_with_ascii() && after.as_bytes().get(letters).is_none_or(u8::is_ascii);
        let tail_len =
            if is_ascii { letters } else { after.find(|c| !continues_word(entry.last, c)).unwrap_or(after.len()) };
        let tail = after.get(..tail_len)?;
        let end = span.end + tail_len;
        let rest = after.get(tail_len..)?;
        if entry.forms == Forms::None {
            let goes_on = !tail.is_empty() || number_goes_on(entry, written, rest) || apostrophe_goes_on(entry, rest);
            return (!goes_on).then_some(end);
        }
        if tail.len() > LONGEST_TAIL || apostrophe_goes_on(entry, rest) {
            return None;
        }
        let dropped = written.len().checked_sub(usize::from(entry.dropped)).and_then(|kept| written.get(kept..));
        if dropped.is_some_and(|dropped| dropped.eq_ignore_ascii_case(tail)) {
            return Some(end);
        }
        if !may_end_form(tail) {
            return None;
        }
        let word = last_word(written);
        if is_acronym(word) {
            // GPUs, not GPUED.
            return (fold_key(tail) == "s" && !tail.contains(char::is_uppercase)).then_some(end);
        }
        // The surface has the letters that every form shares; the tail is the rest.
        let word = word.to_lowercase();
        let kept = word.len().checked_sub(usize::from(entry.dropped)).and_then(|len| word.get(..len))?;
        is_form(&word, kept, &fold_key(tail), entry.forms).then_some(end)
    }

    fn korean(&self, written: &str, span: Span) -> Verdict {
        let after = self.text.get(span.end..).unwrap_or_default();
        if after.as_bytes().first().is_none_or(u8::is_ascii) {
            return Verdict::Stands { end: span.end };
        }
        let is_syllable = |c: &char| matches!(c, '\u{ac00}'..='\u{d7a3}');
        let len = after.chars().take(RUN).take_while(is_syllable).count() * '가'.len_utf8();
        let next = after.get(len..).and_then(|after| after.chars().next());
        // A decomposed text is composed as far as its letters go.
        let composed: String;
        let rest = if next.is_some_and(|c| matches!(c, '\u{1100}'..='\u{11ff}') || is_combining_mark(c)) {
            composed = after.nfc().take_while(is_syllable).take(RUN).collect();
            composed.as_str()
        } else {
            after.get(..len).unwrap_or_default()
        };
        if is_tail(written, rest) { Verdict::Stands { end: span.end } } else { Verdict::Compound }
    }

    fn chinese(&mut self, span: Span, is_counted: bool) -> Verdict {
        if self.cut(span).is_none() {
            return Verdict::Falls(Reason::NoChineseWord);
        }
        let cut = &self.cut;
        let place = |byte: usize| cut.starts.binary_search(&byte).ok();
        let (Some(start), Some(end)) = (place(span.start), place(span.end)) else {
            return Verdict::Falls(Reason::NoChineseWord);
        };
        if is_counted && !cut.run.goes_on(end) {
            return Verdict::Falls(Reason::OtherWord);
        }
        match cut.run.standing(start, end) {
            Standing::Word | Standing::Part => Verdict::Stands { end: span.end },
            Standing::Inside | Standing::Across => Verdict::Falls(Reason::NoChineseWord),
        }
    }

    /// Cuts the run of Han characters, letters and digits around `span` into words.
    fn cut(&mut self, span: Span) -> Option<()> {
        let cut = &mut self.cut;
        if cut.whole && cut.span.start <= span.start && span.end <= cut.span.end {
            return Some(());
        }
        let part_of = |c: &char| c.is_ascii_alphanumeric() || Script::of(*c) == Script::Han;
        let before = self.text.get(..span.start)?.chars().rev().take_while(part_of).take(RUN);
        let after = self.text.get(span.end..)?.chars().take_while(part_of).take(RUN);
        let reach = |run: (usize, usize), c: char| (run.0 + 1, run.1 + c.len_utf8());
        let (before, after) = (before.fold((0, 0), reach), after.fold((0, 0), reach));
        let wanted = Span::new(span.start - before.1, span.end + after.1);
        if cut.span == wanted {
            return Some(());
        }
        cut.span = wanted;
        cut.whole = before.0 < RUN && after.0 < RUN;
        let CutRun { starts, run, folded, ends, .. } = cut;
        starts.clear();
        folded.clear();
        ends.clear();
        let patterns = &self.annotator.patterns;
        run.refill(|chars, terms| {
            for (at, c) in letters(wanted.slice(self.text).unwrap_or_default()) {
                starts.push(wanted.start + at);
                ends.push(folded.len());
                chars.push(c);
                folded.push(c);
            }
            starts.push(wanted.end);
            ends.push(folded.len());
            patterns.chinese_terms(folded, ends, terms);
        });
        Some(())
    }
}

/// The folded letters of a run, the first of each cluster, and where they stand.
fn letters(run: &str) -> impl Iterator<Item = (usize, char)> {
    let simple = run.chars().all(|c| simple_letter(c).is_some());
    let plain = run.char_indices().filter(move |_| simple).filter_map(|(at, c)| Some((at, simple_letter(c)?)));
    let careful = Folder::new(if simple { "" } else { run }).filter(|atom| atom.first);
    plain.chain(careful.map(|atom| (atom.span.start, atom.folded)))
}

/// Whether nothing can go on before `next`: neither a word nor a number nor an apostrophe.
fn is_plain_end(next: u8) -> bool {
    next.is_ascii() && !next.is_ascii_alphanumeric() && !matches!(next, b'_' | b'.' | b',' | b'\'')
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
    if let Some(last) = before.as_bytes().last().filter(|last| last.is_ascii() && entry.first != Script::Common) {
        return !continues_word(entry.first, char::from(*last));
    }
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

/// SK-II is not SK.
fn roman_numeral_follows(after: &str) -> bool {
    let next = after.trim_start_matches('-');
    let numeral = next.bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X')).count();
    let rest = next.as_bytes().get(numeral);
    numeral > 0 && after.len() - next.len() == 1 && !rest.is_some_and(u8::is_ascii_alphanumeric)
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
