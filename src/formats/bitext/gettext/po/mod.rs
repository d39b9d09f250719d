//! gettext PO and POT.

mod draft;
mod entries;
mod lines;
mod patch;
mod quoted;
mod read;
mod token;
mod write;

use crate::formats::Pairing;
use crate::formats::bitext::BitextFormat;
use crate::formats::bitext::gettext::po::token::{Comment, Token, token};

/// The name of the format.
const NAME: &str = "po";

/// gettext PO and POT.
pub(in crate::formats::bitext) const FORMAT: BitextFormat = BitextFormat {
    name: NAME,
    title: "gettext PO and POT",
    extensions: &["po", "pot"],
    pairing: Pairing::Pair,
    begins,
    read: read::read,
    patch: Some(patch::patch),
    open: Some(write::open),
    keeps: "text, context, plural forms, notes, references, flags, what is fuzzy or new, the text before",
    loses: "ids, dates and people, what is reviewed or final, properties, codes as such",
};

/// Whether the first line that is neither blank nor a plain comment is one of PO's.
fn begins(_: &str, head: &[u8]) -> bool {
    // The last line may be cut; it is looked at nevertheless, a file may have one line only.
    let text = String::from_utf8_lossy(head);
    let lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let mut told = lines
        .map_while(|line| token(line).ok())
        .filter(|token| !matches!(token, Token::Blank | Token::Comment(Comment::Translator, _)));
    match told.next() {
        Some(Token::Comment(_, _)) => told.any(|token| matches!(token, Token::Keyword(..))),
        Some(Token::Keyword(..)) => true,
        _ => false,
    }
}
