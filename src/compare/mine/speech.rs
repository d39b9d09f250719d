//! Which sentences are given as somebody's words: information, never a condition.

use crate::lang::Lang;
use crate::segment::{reporting, sentences};
use crate::text::Span;

/// The longest quotation that is looked for, in bytes.
const LONGEST: usize = 4000;
/// How far back the speaker of a quotation may be named, in sentences.
const REACH: usize = 2;

/// How words are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// As the narrator's own.
    #[default]
    Narration,
    /// Between quotation marks, or as a block after a colon.
    Direct,
    /// In the narrator's words, after a word of saying.
    Indirect,
    /// In the narrator's words, with some quoted.
    Mixed,
}

impl Mode {
    /// The word that reports use; none for narration.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Narration => None,
            Self::Direct => Some("direct"),
            Self::Indirect => Some("indirect"),
            Self::Mixed => Some("mixed"),
        }
    }
}

/// Whether a unit is speech, and whose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// How it is given.
    pub mode: Mode,
    /// Where the speaker is named, in bytes of the document.
    pub speaker: Option<Span>,
    /// What stands between the quotation marks, where there is one quotation.
    pub quoted: Option<Span>,
}

/// The quotations of a text, and who is named as saying something.
pub(super) struct SpeechIndex<'t> {
    text: &'t str,
    quoted: Quoted,
    /// The sentences, each with the speaker named there.
    speakers: Vec<(Span, Option<Span>)>,
}

impl<'t> SpeechIndex<'t> {
    pub(super) fn new(text: &'t str, lang: Lang) -> Self {
        let mut quoted = quotations(text);
        quoted.extend(blocks(text));
        let quoted = Quoted::new(quoted);
        let speaker = |span: Span| {
            let piece = span.slice(text)?;
            let inside: Vec<Span> = quoted.within(span).map(|quote| relative(quote, span)).collect();
            reporting(piece, lang, &inside)?.speaker.map(|name| name.shifted(span.start))
        };
        let speakers = sentences(text).into_iter().map(|span| (span, speaker(span))).collect();
        Self { text, quoted, speakers }
    }

    /// How `span`, in or as `sentence`, is given.
    pub(super) fn of(&self, span: Span, sentence: Span, lang: Lang) -> Speech {
        let letters = |span: Span| {
            let text = span.slice(self.text).unwrap_or_default();
            text.chars().filter(|c| c.is_alphanumeric()).count()
        };
        let inside: Vec<Span> = self.quoted.within(span).collect();
        let quoted: usize = inside.iter().map(|quote| letters(*quote)).sum();
        let piece = sentence.slice(self.text).unwrap_or_default();
        let hidden: Vec<Span> = self.quoted.within(sentence).map(|quote| relative(quote, sentence)).collect();
        let report = reporting(piece, lang, &hidden);
        let mode = match (quoted * 10, letters(span), &report) {
            (most, all, _) if most > 0 && most >= all * 6 => Mode::Direct,
            (some, _, _) if some > 0 => Mode::Mixed,
            (_, _, Some(_)) => Mode::Indirect,
            _ => Mode::Narration,
        };
        if mode == Mode::Narration {
            return Speech::default();
        }
        let named = report.and_then(|report| report.speaker).map(|name| name.shifted(sentence.start));
        let quoted = match inside.as_slice() {
            [one] if mode == Mode::Direct => Some(*one),
            _ => None,
        };
        Speech { mode, speaker: named.or_else(|| self.near(sentence)), quoted }
    }

    /// The speaker named nearest before, or in the sentence after.
    fn near(&self, sentence: Span) -> Option<Span> {
        let here = self.speakers.partition_point(|(span, _)| span.start < sentence.start);
        let before = self.speakers.get(here.saturating_sub(REACH)..here)?.iter().rev().find_map(|(_, name)| *name);
        before.or_else(|| self.speakers.get(here + 1).and_then(|(_, name)| *name))
    }
}

/// What is inside of quotation marks, and blocks, by place; a block may hold quotations.
struct Quoted {
    spans: Vec<Span>,
    /// For each of `spans`, where the last of it and those before ends.
    reach: Vec<usize>,
}

impl Quoted {
    fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut end = 0;
        let reach = spans.iter().map(|span| {
            end = end.max(span.end);
            end
        });
        Self { reach: reach.collect(), spans }
    }

    /// The parts that lie in `span`.
    fn within(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.reach.partition_point(|end| *end <= span.start);
        let near = self.spans.iter().skip(first).take_while(move |quote| quote.start < span.end);
        let overlapping = near.filter(move |quote| quote.overlaps(span));
        overlapping.map(move |quote| Span::new(quote.start.max(span.start), quote.end.min(span.end)))
    }
}

fn relative(span: Span, of: Span) -> Span {
    Span::new(span.start.saturating_sub(of.start), span.end.saturating_sub(of.start))
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '“' | '„' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '«' => '»',
        '"' => '"',
        _ => return None,
    })
}

/// What stands between quotation marks, of two words at least; a paragraph that
/// ends without closing marks is quoted to its end. 《》 holds titles, not speech.
fn quotations(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut before = '\n';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or('\n', |(_, next)| *next);
        let paragraph = c == '\n' && next == '\n';
        match open {
            Some((close, start)) if c == close && !(c == '’' && next.is_alphanumeric()) => {
                out.extend(quotation(text, Span::new(start, at)));
                open = None;
            }
            Some((close, start)) if paragraph || at - start > LONGEST => {
                // A straight mark that nothing closes may be one of inches or seconds.
                if close != '"' {
                    out.extend(quotation(text, Span::new(start, at)));
                }
                open = None;
            }
            None if !before.is_alphanumeric() => open = closing(c).map(|close| (close, at + c.len_utf8())),
            None if !c.is_ascii() && c != '‘' => open = closing(c).map(|close| (close, at + c.len_utf8())),
            _ => {}
        }
        before = c;
    }
    out
}

/// A name or a word between marks is no speech.
fn quotation(text: &str, span: Span) -> Option<Span> {
    let inside = span.slice(text)?;
    let words = inside.split_whitespace().count();
    (words > 2 || inside.chars().filter(|c| c.len_utf8() > 2).count() > 4).then_some(span)
}

/// Paragraphs after one that ends in a colon, and paragraphs that `>` begins.
fn blocks(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut announced = false;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if announced || line.starts_with('>') {
            out.push(span);
        }
        announced = line.ends_with([':', '：']) && line.chars().count() > 12;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_is_recognised() {
        for (text, lang, sentence, mode, speaker) in [
            ("“We embed value in our team,” Liang said.", Lang::EN, 0, Mode::Direct, Some("Liang")),
            ("\"We embed value in it.\" Ma Huateng said so. It rose.", Lang::EN, 0, Mode::Direct, Some("Ma Huateng")),
            ("It's a moat. It's not.", Lang::EN, 0, Mode::Narration, None),
            ("Liang argued that moats do not last.", Lang::EN, 0, Mode::Indirect, Some("Liang")),
            (
                "Liang called it “a very real gap” that nobody in the whole industry had seen.",
                Lang::EN,
                0,
                Mode::Mixed,
                None,
            ),
            ("This is what Liang said in July:\n\nMoats do not last.\n\nSo.", Lang::EN, 1, Mode::Direct, Some("Liang")),
            ("This is what Liang said in July:\n\nMoats do not last.\n\nSo.", Lang::EN, 2, Mode::Narration, None),
            ("梁文锋说：“我们把价值沉淀在团队上。”", Lang::ZH, 0, Mode::Direct, Some("梁文锋")),
            ("他读了《关于价值和团队的书》。", Lang::ZH, 0, Mode::Narration, None),
            ("량원펑은 “팀에 가치를 쌓는다”고 말했다.", Lang::KO, 0, Mode::Mixed, Some("량원펑")),
        ] {
            let span = sentences(text)[sentence];
            let found = SpeechIndex::new(text, lang).of(span, span, lang);
            assert_eq!(found.mode, mode, "{text}");
            let text_inside = found.quoted.and_then(|span| span.slice(text)).unwrap_or_default();
            assert!(!text_inside.contains(['“', '"', '」']), "{text}");
            assert_eq!(found.speaker.and_then(|name| name.slice(text)), speaker, "{text}");
        }
    }
}
