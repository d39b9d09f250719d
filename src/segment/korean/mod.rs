//! What may be glued to the right of a Korean noun inside its eojeol.
//!
//! A noun stands as a word when the rest of its eojeol is a well-formed tail: particles, the
//! copula 이다 with its endings, a verb made from the noun (하다, 되다 …), or a productive suffix.
//! The tail grammar is a set of tables (`slots.tsv` names the places a form may stand in, the
//! other tables list the forms); each table names what it follows. The tables are compiled
//! once, on first use, into a trie over letters and a machine over places.

mod machine;
mod sound;
mod table;

/// Measures that are other words where no number precedes them: 위안 is also
/// comfort.
const MEASURES: [&str; 3] = ["위안", "원", "엔"];

/// Names that are much more often other words: 다음 is next, 라마 an animal or
/// a monk.
const SELDOM_NAMES: [&str; 2] = ["다음", "라마"];

/// Whether `noun`, as a name, can only be told from another word by the company it keeps.
pub fn needs_company(noun: &str) -> bool {
    SELDOM_NAMES.contains(&noun)
}

/// Whether `noun` is a measure that only a number before it tells from another word.
pub fn needs_number(noun: &str) -> bool {
    MEASURES.contains(&noun)
}

#[cfg(test)]
mod tests;

use machine::GRAMMAR;
use sound::{Context, Letters};

/// How the letters glued to the right of a noun were read.
///
/// The reading is named after the first thing glued to the noun: `부터였다` is a [`Tail::Particle`],
/// `임을` a [`Tail::Copula`]. A tail with several readings takes the first one in the order of the
/// variants, so `하고` and `이고` are particles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tail {
    /// Nothing follows the noun.
    Bare,
    /// Particles, with the plural 들 and the titles 님 and 씨 before them.
    Particle,
    /// The copula 이다 in any of its forms, also with its 이 dropped after a vowel.
    Copula,
    /// A verb or adjective made from the noun: 하다, 되다, 시키다, 스럽다, 없다 …
    Verb,
    /// A productive derivational suffix such as 적, 화, 별, with what may follow it.
    Suffix,
}

/// Whether `rest` can follow `noun` up to the end of its eojeol: whether [`read_tail`] reads it.
#[must_use]
pub fn is_tail(noun: &str, rest: &str) -> bool {
    rest.is_empty()
        || Letters::of_text(rest).is_some_and(|letters| GRAMMAR.admits(Context::of_noun(noun), letters.as_slice()))
}

/// Reads `rest`, what follows a noun up to the end of its eojeol.
///
/// `noun` is the noun as it stands in the text: its last character decides between allomorphs
/// (은/는, 으로/로 …), and a noun that does not end in a Hangul syllable takes both. Suffixes of one
/// Sino-Korean syllable need a noun of two characters or more, since they make ordinary words of
/// shorter ones (`행` + `성`). `rest` is composed Hangul without spaces or punctuation.
///
/// Returns `None` when no noun can be followed by `rest`, when `rest` holds anything but Hangul
/// syllables, or when it is longer than 32 syllables.
#[must_use]
pub fn read_tail(noun: &str, rest: &str) -> Option<Tail> {
    if rest.is_empty() {
        return Some(Tail::Bare);
    }
    let letters = Letters::of_text(rest)?;
    let context = Context::of_noun(noun);
    GRAMMAR.read(context, letters.as_slice())
}
