//! The Chinese dictionary: jieba's words with their costs, compiled to be used as it lies.

use std::sync::LazyLock;

use crawdad::Trie;

/// A dictionary of words, each with what it costs to use it.
///
/// The cost of a word is the negative logarithm of its probability in units of
/// [`UNIT`], a whole number: paths compare alike on every machine.
pub(super) struct Dictionary {
    trie: Trie,
    /// The cost of a word that was seen once, which is what an unknown one has.
    pub(super) once: u32,
}

/// How many units of cost make one natural logarithm.
const UNIT: f64 = 1_000_000.0;
/// Begins a compiled dictionary, with the number of the layout.
const MAGIC: &[u8; 8] = b"bxzh\0\0\0\x01";

/// A word that begins somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its length in characters.
    pub(super) chars: usize,
    pub(super) cost: u32,
    /// Whether it is the name of a place.
    pub(super) is_place: bool,
}

static EMBEDDED: &[u8] = include_bytes!("data/chinese.dict");

static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::read(EMBEDDED).expect("the embedded dictionary was made by compile_dictionary"));

/// Why a dictionary could not be compiled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DictionaryError {
    /// A line is not `word frequency tag`.
    #[error("line {line}: `{found}` is not `word frequency tag`")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// There is no word in it, or there are too many.
    #[error("the words make no dictionary: {reason}")]
    Words {
        /// Why.
        reason: String,
    },
}

impl Dictionary {
    /// The dictionary that comes with the program.
    pub(super) fn embedded() -> &'static Self {
        &DICTIONARY
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (once, trie) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
        Some(Self { trie: Trie::deserialize_from_slice(trie).0, once: u32::from_le_bytes(*once) })
    }

    /// The word that `text` is, if it is one.
    pub(super) fn word(&self, text: &[char]) -> Option<Word> {
        self.words(text).find(|word| word.chars == text.len())
    }

    /// The words that begin at the start of `text`, the shortest first.
    pub(super) fn words<'w>(&'w self, text: &'w [char]) -> impl Iterator<Item = Word> + 'w {
        self.trie.common_prefix_search(text.iter().copied()).map(|(value, chars)| Word {
            chars,
            cost: value >> 1,
            is_place: value & 1 == 1,
        })
    }
}

/// Compiles a dictionary in jieba's format, a word, its frequency and its tag a line, in small letters.
///
/// # Errors
///
/// If a line is of another form, or there is no word.
pub fn compile_dictionary(text: &str) -> Result<Vec<u8>, DictionaryError> {
    let mut rows: Vec<(String, u32, bool)> = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let mut cells = line.split(' ');
        let row = cells.next().zip(cells.next().and_then(|cell| cell.parse().ok()));
        let (word, frequency) =
            row.ok_or_else(|| DictionaryError::Line { line: number + 1, found: line.to_owned() })?;
        rows.push((word.to_lowercase(), frequency, cells.next() == Some("ns")));
    }
    // Of two rows for a word the later one counts.
    rows.reverse();
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    rows.dedup_by(|one, other| one.0 == other.0);
    let total = f64::from(rows.iter().map(|row| row.1).fold(0, u32::saturating_add)).ln();
    let cost = |frequency: u32| ((total - f64::from(frequency.max(1)).ln()) * UNIT).round();
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "logarithms of 32-bit numbers in these units fit"
    )]
    let cost = |frequency| cost(frequency) as u32;
    let records =
        rows.iter().map(|(word, frequency, is_place)| (word.as_str(), cost(*frequency) << 1 | u32::from(*is_place)));
    let trie = Trie::from_records(records).map_err(|error| DictionaryError::Words { reason: error.to_string() })?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend(cost(1).to_le_bytes());
    bytes.extend(trie.serialize_to_vec());
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiled_dictionary_gives_its_words_back() {
        let bytes = compile_dictionary("人才 50 n\n人 100 n\n美国 3 ns\n").unwrap();
        let dictionary = Dictionary::read(&bytes).unwrap();
        let words = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            dictionary.words(&chars).map(|word| (word.chars, word.is_place)).collect::<Vec<_>>()
        };
        assert_eq!(words("人才市场"), [(1, false), (2, false)]);
        assert_eq!(words("美国"), [(2, true)]);
        assert_eq!(words("市场"), []);
        assert!(compile_dictionary("人才 many n").is_err());
        assert!(Dictionary::read(b"not one").is_none());
    }
}
