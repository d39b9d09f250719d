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
    let tokens = lines.map_while(|line| Some((line, token(line).ok()?)));
    let mut told = tokens.filter(|(_, token)| !matches!(token, Token::Blank | Token::Comment(Comment::Translator, _)));
    // `msgid,msgstr` is a table.
    let is_keyword = |line: &str, token| match token {
        Token::Keyword(_, _, at) => line.get(at..).is_some_and(|rest| rest.trim_start().starts_with('"')),
        Token::Blank | Token::Comment(..) | Token::Strings(..) => false,
    };
    match told.next() {
        Some((_, Token::Comment(..))) => told.any(|(line, token)| is_keyword(line, token)),
        Some((line, token)) => is_keyword(line, token),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogues_are_told_by_their_first_lines() {
        for (head, is) in [
            ("# A comment\n\nmsgid \"\"\nmsgstr \"\"\n", true),
            ("#, fuzzy\nmsgid \"\"\n", true),
            ("#~ msgid \"old\"\n", true),
            ("domain \"a\"\r\n", true),
            ("msgid,msgstr\n", false),
            ("# heading\n\ntext\n", false),
            ("#: a\ntext\n", false),
            ("\"a\",\"b\"\n", false),
            ("", false),
        ] {
            assert_eq!(begins("", head.as_bytes()), is, "{head}");
        }
    }
}
