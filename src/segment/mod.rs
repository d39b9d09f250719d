//! Where sentences and words begin and end: what differs by language.

pub mod english;
pub mod korean;

mod acronyms;
mod chinese;
mod claims;
mod context;
mod dictionary;
mod edges;
mod function_words;
mod numbers;
mod reporting;
mod sentences;
mod tokens;
mod zones;

pub use acronyms::{is_common_noun, spells_out, spelt_out};
pub use chinese::{Run, Standing, is_counted};
pub use claims::{Claim, ClaimMark, Modality, claims};
pub use context::{Doubt, is_other_phrase, is_other_word};
pub use dictionary::{DictionaryError, compile_dictionary};
pub use edges::{Rules, continues_word, is_hangul_numeral, is_numeral_before};
pub use function_words::{
    approximates, begins_clause, capitalises_nouns, coordinates, is_adverb, is_content, is_participle, is_verb_final,
    joins_nouns, leans_back, subordinates,
};
pub use numbers::{Number, numbers};
pub use reporting::{Reporting, reporting};
pub use sentences::{clauses, sentences};
pub use tokens::{stem, word_key, word_spans};
pub use zones::{code_spans, in_address};
