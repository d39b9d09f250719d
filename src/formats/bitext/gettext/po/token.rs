//! What a line of a PO file is.

use crate::formats::bitext::gettext::po::quoted::{Fault, start_of};

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'l> {
    /// Nothing.
    Blank,
    /// A comment, without its signs.
    Comment(Comment, &'l str),
    /// A word, with the strings that follow it, from a byte of the line.
    Keyword(Keyword, Marks, usize),
    /// More strings of the word before, from a byte of the line.
    Strings(Marks, usize),
}

/// What kind of comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// Of a translator.
    Translator,
    /// From the program's source.
    Extracted,
    /// Places in the program's source.
    References,
    /// Flags.
    Flags,
    /// Flags that do not depend on the program's source.
    Sticky,
}

/// What stands before the strings of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// `#~`
    pub(super) obsolete: bool,
    /// `#|`
    pub(super) previous: bool,
}

/// A word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Domain,
    Context,
    Id,
    Plural,
    /// `msgstr`, with the number of the plural form.
    Form(Option<usize>),
}

/// What is known of `line`.
///
/// # Errors
///
/// If it is none of what a line can be.
pub(super) fn token(line: &str) -> Result<Token<'_>, Fault> {
    let blank = |c: char| c.is_whitespace();
    let mut rest = line.trim_start_matches(blank);
    let mut marks = Marks::default();
    if let Some(after) = rest.strip_prefix("#~") {
        marks.obsolete = true;
        rest = after;
        if let Some(after) = rest.strip_prefix('|') {
            marks.previous = true;
            rest = after;
        }
    } else if let Some(after) = rest.strip_prefix("#|") {
        marks.previous = true;
        rest = after;
    }
    rest = rest.trim_start_matches(blank);
    if rest.is_empty() {
        return Ok(Token::Blank);
    }
    if let Some(after) = rest.strip_prefix('#') {
        return Ok(comment(after));
    }
    let at = line.len() - rest.len();
    if rest.starts_with('"') {
        return Ok(Token::Strings(marks, at));
    }
    let (keyword, after) = keyword(rest).ok_or_else(|| {
        let found = start_of(rest);
        let message = format!(
            "`{found}` is nothing that a PO file holds; write `msgid`, `msgstr`, `msgctxt`, `msgid_plural`, a string in \
             quotation marks, or `#` before a comment"
        );
        Fault::fatal(at, "keyword", message)
    })?;
    Ok(Token::Keyword(keyword, marks, line.len() - after.len()))
}

fn comment(after: &str) -> Token<'_> {
    let signs = [('.', Comment::Extracted), (':', Comment::References), (',', Comment::Flags), ('=', Comment::Sticky)];
    let found = signs.into_iter().find_map(|(sign, kind)| Some((kind, after.strip_prefix(sign)?)));
    let (kind, text) = found.unwrap_or((Comment::Translator, after));
    Token::Comment(kind, text.strip_prefix(' ').unwrap_or(text))
}

/// The word that a text begins with, and what follows it.
fn keyword(text: &str) -> Option<(Keyword, &str)> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_').count();
    let (word, rest) = text.split_at_checked(length)?;
    let keyword = match word {
        "domain" => Keyword::Domain,
        "msgctxt" => Keyword::Context,
        "msgid" => Keyword::Id,
        "msgid_plural" => Keyword::Plural,
        "msgstr" => {
            let Some(inside) = rest.trim_start().strip_prefix('[') else { return Some((Keyword::Form(None), rest)) };
            let (number, rest) = inside.split_once(']')?;
            return Some((Keyword::Form(Some(number.trim().parse().ok()?)), rest));
        }
        _ => return None,
    };
    Some((keyword, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let none = Marks::default();
        let (obsolete, previous) = (Marks { obsolete: true, ..none }, Marks { previous: true, ..none });
        for (line, expected) in [
            ("", Token::Blank),
            (" \t", Token::Blank),
            ("#~", Token::Blank),
            ("#", Token::Comment(Comment::Translator, "")),
            ("# a", Token::Comment(Comment::Translator, "a")),
            ("#  a", Token::Comment(Comment::Translator, " a")),
            ("#a", Token::Comment(Comment::Translator, "a")),
            ("#. a", Token::Comment(Comment::Extracted, "a")),
            ("#:a.c:1", Token::Comment(Comment::References, "a.c:1")),
            ("#, fuzzy", Token::Comment(Comment::Flags, "fuzzy")),
            ("#~ # a", Token::Comment(Comment::Translator, "a")),
            ("\"a\"", Token::Strings(none, 0)),
            ("#~ \"a\"", Token::Strings(obsolete, 3)),
            ("msgid \"a\"", Token::Keyword(Keyword::Id, none, 5)),
            ("msgid\"a\"", Token::Keyword(Keyword::Id, none, 5)),
            ("#| msgid \"a\"", Token::Keyword(Keyword::Id, previous, 8)),
            ("#~| msgid_plural \"a\"", Token::Keyword(Keyword::Plural, Marks { obsolete: true, previous: true }, 16)),
            ("  msgstr[1] \"a\"", Token::Keyword(Keyword::Form(Some(1)), none, 11)),
            ("msgstr [ 2 ] \"a\"", Token::Keyword(Keyword::Form(Some(2)), none, 12)),
            ("domain \"a\"", Token::Keyword(Keyword::Domain, none, 6)),
        ] {
            assert_eq!(token(line), Ok(expected), "{line}");
        }
        for line in ["msgstrs \"a\"", "msgstr[x] \"a\"", "msgstr[0", "moat", "msgstr[99999999999999999999] \"\""] {
            assert!(token(line).is_err(), "{line}");
        }
    }
}
