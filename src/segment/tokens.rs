//! The words of a text in any language, and what they are compared by.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

use crate::lang::Lang;
use crate::segment::edges::Rules;
use crate::segment::{Run, korean};
use crate::text::{Folder, Script, Span, fold_key};

/// The words of `text`, read as `lang`, in order.
///
/// Words of spaced scripts are those of UAX #29, with their apostrophes; a run
/// of Han characters is cut by the dictionary, except in Japanese, where a
/// character is a word.
pub fn word_spans(text: &str, lang: Lang) -> Vec<Span> {
    let cut = Rules::of(lang) != Rules::Japanese;
    let mut out: Vec<Span> = Vec::new();
    let mut run: Option<Span> = None;
    for (at, word) in text.unicode_word_indices() {
        let span = Span::new(at, at + word.len());
        let is_han = cut && word.chars().next().is_some_and(|c| Script::of(c) == Script::Han);
        match run.as_mut() {
            Some(open) if is_han && open.end == at => open.end = span.end,
            _ => {
                out.extend(run.take().into_iter().flat_map(|run| han_words(text, run)));
                if is_han {
                    run = Some(span);
                } else {
                    out.push(span);
                }
            }
        }
    }
    out.extend(run.into_iter().flat_map(|run| han_words(text, run)));
    out
}

/// A run of Han characters, cut into words.
fn han_words(text: &str, span: Span) -> Vec<Span> {
    let atoms: Vec<(char, Span)> =
        Folder::new(span.slice(text).unwrap_or_default()).map(|atom| (atom.folded, atom.span)).collect();
    let run = Run::new(atoms.iter().map(|(c, _)| *c).collect(), Vec::new());
    let mut places = atoms.iter().map(|(_, place)| place.shifted(span.start));
    let lengths = run.words().into_iter().map(|word| word.chars().count());
    lengths
        .filter_map(|length| {
            let first = places.next()?;
            let last = places.by_ref().take(length - 1).last().unwrap_or(first);
            Some(Span::new(first.start, last.end))
        })
        .collect()
}

/// What a word is compared by: folded as terms are, without apostrophes, of
/// British and American spelling the American one, and `Al` taken for AI, as
/// recognition errors have it.
pub fn word_key(word: &str, lang: Lang) -> String {
    let key = fold_key(word);
    if Rules::of(lang) != Rules::English {
        return key;
    }
    if word == "Al" {
        return "ai".to_owned();
    }
    SPELLING.level(&key)
}

/// The stem of a key: what its inflected forms share.
///
/// # Source
///
/// The Snowball algorithm of the language, where there is one, in English after
/// irregular verbs were made regular; in Korean the word without the particles
/// and endings glued to it.
pub fn stem(key: &str, lang: Lang) -> String {
    if Rules::of(lang) == Rules::Korean && key.chars().all(|c| Script::of(c) == Script::Hangul) {
        return korean_stem(key).to_owned();
    }
    let key = if Rules::of(lang) == Rules::English { IRREGULAR.get(key).copied().unwrap_or(key) } else { key };
    match STEMMERS.get(lang.base().as_str()) {
        Some(stemmer) if !key.contains(|c: char| c.is_ascii_digit()) => stemmer.stem(key).into_owned(),
        _ => key.to_owned(),
    }
}

/// The shortest beginning of an eojeol after which the rest is particles or
/// endings; one syllable alone only before two or more, since a syllable that
/// looks like a particle ends many words (나이, 회의).
fn korean_stem(eojeol: &str) -> &str {
    let length = eojeol.chars().count();
    let cut = |(count, (at, _)): (usize, (usize, char))| {
        let (noun, rest) = eojeol.split_at_checked(at)?;
        (count > 0 && (count > 1 || length - count > 1) && korean::is_tail(noun, rest)).then_some(noun)
    };
    eojeol.char_indices().enumerate().find_map(cut).unwrap_or(eojeol)
}

/// The languages that Snowball has an algorithm for.
const ALGORITHMS: [(&str, Algorithm); 26] = [
    ("ar", Algorithm::Arabic),
    ("ca", Algorithm::Catalan),
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("et", Algorithm::Estonian),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hi", Algorithm::Hindi),
    ("hu", Algorithm::Hungarian),
    ("hy", Algorithm::Armenian),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("lt", Algorithm::Lithuanian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("tr", Algorithm::Turkish),
    ("uk", Algorithm::Ukrainian),
];

static STEMMERS: LazyLock<HashMap<&'static str, Stemmer>> =
    LazyLock::new(|| ALGORITHMS.into_iter().map(|(lang, algorithm)| (lang, Stemmer::create(algorithm))).collect());

/// Irregular forms of English verbs, each with the verb.
static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("data/irregular.txt").lines().filter(|row| !row.starts_with('#'));
    let forms = rows.flat_map(|row| {
        let mut words = row.split(' ');
        let verb = words.next().unwrap_or_default();
        words.map(move |form| (form, verb))
    });
    forms.collect()
});

/// Beginnings and ends that are written in two ways.
struct Spelling {
    starts: Vec<(&'static str, &'static str)>,
    ends: Vec<(&'static str, &'static str)>,
}

static SPELLING: LazyLock<Spelling> = LazyLock::new(|| {
    let rows = include_str!("data/spelling.tsv").lines().filter(|line| !line.starts_with('#'));
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for row in rows {
        let mut cells = row.split('\t');
        match (cells.next(), cells.next(), cells.next()) {
            (Some("start"), Some(from), Some(to)) => starts.push((from, to)),
            (Some("end"), Some(from), Some(to)) => ends.push((from, to)),
            _ => {}
        }
    }
    starts.sort_unstable();
    Spelling { starts, ends }
});

impl Spelling {
    /// The word in the second of its spellings.
    fn level(&self, key: &str) -> String {
        // The only row that can fit is among those that do not come after the word.
        let until = self.starts.partition_point(|(from, _)| *from <= key);
        let near = self.starts.get(until.saturating_sub(3)..until).unwrap_or_default();
        let start = near.iter().rev().find_map(|(from, to)| key.strip_prefix(from).map(|rest| format!("{to}{rest}")));
        let key = start.map_or(Cow::Borrowed(key), Cow::Owned);
        let end = self.ends.iter().find_map(|(from, to)| {
            // Short words in -ise (wise, rise) are no verbs made with it.
            let kept = key.strip_suffix(from).filter(|kept| kept.len() > 2)?;
            Some(format!("{kept}{to}"))
        });
        end.unwrap_or_else(|| key.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fall_into_words() {
        for (text, lang, words) in [
            ("They don't open-source 1,000.", Lang::EN, &["They", "don't", "open", "source", "1,000"][..]),
            ("他们开源了GPT。", Lang::ZH, &["他们", "开源", "了", "GPT"]),
            ("護城河是短暫的，", Lang::ZH, &["護城河", "是", "短暫", "的"]),
            ("기여자가 되어야 한다", Lang::KO, &["기여자가", "되어야", "한다"]),
            ("护城河 is a moat", Lang::EN, &["护城河", "is", "a", "moat"]),
            ("", Lang::EN, &[]),
        ] {
            let found = word_spans(text, lang).into_iter().map(|span| span.slice(text).unwrap());
            assert_eq!(found.collect::<Vec<_>>(), words, "{text}");
        }
    }

    #[test]
    fn what_is_one_word_has_one_key() {
        for (key, words) in [
            ("honor", &["honour", "Honor", "HONOUR"][..]),
            ("monetizing", &["monetising", "monetizing"]),
            ("organization", &["organisation", "organization"]),
            ("centers", &["centres", "centers"]),
            ("doesnt", &["doesn't", "doesn’t", "doesnt"]),
            ("ai", &["AI", "Al", "ai"]),
            ("1000", &["1,000", "1000"]),
            ("rise", &["rise"]),
        ] {
            for word in words {
                assert_eq!(word_key(word, Lang::EN), key, "{word}");
            }
        }
        assert_eq!(word_key("honour", "fr".parse().unwrap()), "honour");
    }

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for (lang, stem_of_all, words) in [
            (Lang::EN, "innov", &["innovation", "innovations", "innovating"][..]),
            (Lang::EN, "come", &["came", "coming", "comes"]),
            (Lang::EN, "contributor", &["contributor", "contributors"]),
            (Lang::EN, "gpt4", &["gpt4"]),
            (Lang::KO, "기여자", &["기여자가", "기여자로서", "기여자"]),
            (Lang::KO, "팀", &["팀에서", "팀"]),
            (Lang::KO, "회의", &["회의", "회의에서"]),
            (Lang::ZH, "护城河", &["护城河"]),
            ("fr".parse().unwrap(), "continu", &["continuer", "continue"]),
        ] {
            for word in words {
                assert_eq!(stem(word, lang), stem_of_all, "{word}");
            }
        }
    }
}
