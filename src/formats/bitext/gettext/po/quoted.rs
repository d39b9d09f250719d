//! Strings between quotation marks, with their escapes.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

/// Something wrong in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The byte of the line.
    pub(super) at: usize,
    /// What kind of problem it is.
    pub(super) code: &'static str,
    /// What was found, and what to write instead.
    pub(super) message: String,
    /// Whether the entry is of no use.
    pub(super) fatal: bool,
}

impl Fault {
    pub(super) fn fatal(at: usize, code: &'static str, message: impl Into<String>) -> Self {
        Self { at, code, message: message.into(), fatal: true }
    }

    pub(super) fn slight(at: usize, code: &'static str, message: impl Into<String>) -> Self {
        Self { at, code, message: message.into(), fatal: false }
    }
}

/// Reads the strings in `line` from byte `from` to its end, one after the other.
///
/// # Errors
///
/// If there is anything else, or a string without end.
pub(super) fn unquote(line: &str, from: usize, into: &mut Vec<u8>, faults: &mut Vec<Fault>) -> Result<(), Fault> {
    let mut rest = line.get(from..).unwrap_or_default().trim_start();
    if rest.is_empty() {
        let message = "a string in quotation marks is missing; write `\"\"` for an empty one";
        return Err(Fault::fatal(line.len(), "string", message));
    }
    while !rest.is_empty() {
        let at = line.len() - rest.len();
        let Some(inside) = rest.strip_prefix('"') else {
            let found = start_of(rest);
            let message = format!(
                "`{found}` stands outside the quotation marks; write `\\\"` for a quotation mark inside a string"
            );
            return Err(Fault::fatal(at, "string", message));
        };
        rest = one(line, at, inside, into, faults)?.trim_start();
    }
    Ok(())
}

/// The first characters of a text, as a message shows them.
pub(super) fn start_of(text: &str) -> String {
    text.trim_end().chars().take(20).collect()
}

/// Reads one string, whose quotation mark is at byte `open`; gives what follows it.
fn one<'l>(
    line: &'l str,
    open: usize,
    mut rest: &'l str,
    into: &mut Vec<u8>,
    faults: &mut Vec<Fault>,
) -> Result<&'l str, Fault> {
    loop {
        let Some(plain) = rest.find(['"', '\\']) else {
            let message = "the string has no end; write a quotation mark at the end of the line".to_owned();
            return Err(Fault::fatal(open, "string", message));
        };
        let (text, special) = rest.split_at(plain);
        into.extend_from_slice(text.as_bytes());
        if let Some(after) = special.strip_prefix('"') {
            return Ok(after);
        }
        rest = escape(line, special, into, faults);
    }
}

/// Reads what begins with a backslash; gives what follows it.
fn escape<'l>(line: &'l str, special: &'l str, into: &mut Vec<u8>, faults: &mut Vec<Fault>) -> &'l str {
    let at = line.len() - special.len();
    let mut chars = special.chars();
    chars.next();
    let escaped = chars.next();
    let rest = chars.as_str();
    let byte = match escaped {
        Some('n') => b'\n',
        Some('t') => b'\t',
        Some('r') => b'\r',
        Some('"') => b'"',
        Some('\\') => b'\\',
        Some('a') => 0x07,
        Some('b') => 0x08,
        Some('f') => 0x0C,
        Some('v') => 0x0B,
        Some('0'..='7') => {
            let digits = special.get(1..).unwrap_or_default();
            return number(at, digits, 8, 3, into, faults);
        }
        Some('x') if rest.starts_with(|c: char| c.is_ascii_hexdigit()) => {
            return number(at, rest, 16, usize::MAX, into, faults);
        }
        // It is kept as it stands.
        other => {
            let found: String = other.into_iter().collect();
            let message = format!("`\\{found}` is no escape; write `\\\\` for a backslash");
            faults.push(Fault::slight(at, "escape", message));
            into.push(b'\\');
            return special.get(1..).unwrap_or_default();
        }
    };
    into.push(byte);
    rest
}

/// Reads a byte written as a number.
fn number<'l>(
    at: usize,
    digits: &'l str,
    radix: u32,
    most: usize,
    into: &mut Vec<u8>,
    faults: &mut Vec<Fault>,
) -> &'l str {
    let length = digits.bytes().take(most).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let (digits, rest) = digits.split_at(length);
    match u8::from_str_radix(digits, radix) {
        Ok(byte) => into.push(byte),
        Err(_) => faults.push(Fault::slight(at, "escape", format!("`{digits}` is no byte; it is left out"))),
    }
    rest
}

/// How wide lines are, in columns.
const WIDTH: usize = 79;

/// Writes `keyword` and a text as one string, or as several where it has lines or is long, as msgcat does. `before` stands
/// at the beginning of each line, `end` at its end.
pub(super) fn quote(before: &str, keyword: &str, text: &str, end: &str, out: &mut String) {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let whole = escaped(text);
    if lines.len() <= 1 && width(before) + width(keyword) + width(&whole) + 3 <= WIDTH {
        out.extend([before, keyword, " \"", &whole, "\"", end]);
        return;
    }
    out.extend([before, keyword, " \"\"", end]);
    for line in lines {
        let mut rest = escaped(line);
        while !rest.is_empty() {
            let (now, later) = rest.split_at(room(&rest, WIDTH - 2 - width(before).min(WIDTH / 2)));
            out.extend([before, "\"", now, "\"", end]);
            rest = later.to_owned();
        }
    }
}

/// The number of columns that a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// How many bytes of an escaped line go into one string of `columns`: up to the last place where it may be parted.
fn room(text: &str, columns: usize) -> usize {
    let (mut used, mut fits, mut before) = (0, 0, None);
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_part(before, c)) {
            fits = at;
        }
        used += c.width().unwrap_or(0);
        if used > columns && fits > 0 {
            return fits;
        }
        before = Some(c);
    }
    text.len()
}

/// Whether a line may be parted between two characters: behind a blank, and beside a wide character, unless it is
/// punctuation that holds on to its neighbour; Korean words too, as msgcat does. Never inside an escape.
fn may_part(before: char, after: char) -> bool {
    let blank = before == ' ' && after != ' ';
    let wide = |c: char| c.width() == Some(2);
    let holds_left =
        |c: char| "、。，．：；？！）】》〉」』〕］｝”’…—・ー々".contains(c) || c.is_ascii_punctuation() || c == ' ';
    let holds_right = |c: char| "（【《〈「『〔［｛“‘".contains(c) || c == '\\' || c.is_ascii_punctuation();
    blank || ((wide(before) || wide(after)) && !holds_left(after) && !holds_right(before))
}

/// A text with escapes for what cannot stand in a string.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            // Some readers take these for the end of a line.
            '\0'..='\u{1f}' | '\u{7f}' => {
                // Memory takes it.
                let _ = write!(out, "\\{:03o}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (String, Vec<String>) {
        let (mut bytes, mut faults) = (Vec::new(), Vec::new());
        let result = unquote(line, 0, &mut bytes, &mut faults);
        faults.extend(result.err());
        let told = faults
            .into_iter()
            .map(|fault| format!("{}{} {}", if fault.fatal { "!" } else { "" }, fault.at, fault.message));
        (String::from_utf8(bytes).unwrap(), told.collect())
    }

    #[test]
    fn strings_and_escapes() {
        for (line, text) in [
            (r#""moat""#, "moat"),
            (r#"  "a" "b"  "#, "ab"),
            (r#""\n\t\r\"\\\a\b\f\v""#, "\n\t\r\"\\\u{7}\u{8}\u{c}\u{b}"),
            (r#""\101\x42\7""#, "AB\u{7}"),
            (r#""\346\212\244\xe5\x9f\x8e""#, "护城"),
            (r#""%s \\n 护城河""#, "%s \\n 护城河"),
            (r#""""#, ""),
        ] {
            assert_eq!(read(line), (text.to_owned(), vec![]), "{line}");
        }
        for (line, text, told) in [
            ("", "", "!0 a string in quotation marks is missing; write `\"\"` for an empty one"),
            ("\"a", "", "!0 the string has no end; write a quotation mark at the end of the line"),
            ("\"a\\\"", "a\"", "!0 the string has no end; write a quotation mark at the end of the line"),
            (
                "\"a\" b",
                "a",
                "!4 `b` stands outside the quotation marks; write `\\\"` for a quotation mark inside a string",
            ),
            ("\"\\q\"", "\\q", "1 `\\q` is no escape; write `\\\\` for a backslash"),
            ("\"\\400\"", "", "1 `400` is no byte; it is left out"),
        ] {
            assert_eq!(read(line), (text.to_owned(), vec![told.to_owned()]), "{line}");
        }
    }

    #[test]
    fn long_texts_are_parted() {
        for (text, expected) in [
            ("moat".to_owned(), vec!["msgid \"moat\""]),
            ("moat\n".to_owned(), vec!["msgid \"moat\\n\""]),
            ("a\nb".to_owned(), vec!["msgid \"\"", "\"a\\n\"", "\"b\""]),
            (format!("{} b", "a".repeat(68)), vec![&*format!("msgid \"{} b\"", "a".repeat(68))]),
            (format!("{} bb", "a".repeat(76)), vec!["msgid \"\"", &*format!("\"{} \"", "a".repeat(76)), "\"bb\""]),
            ("护".repeat(40), vec!["msgid \"\"", &*format!("\"{}\"", "护".repeat(38)), "\"护护\""]),
        ] {
            let mut out = String::new();
            quote("", "msgid", &text, "\n", &mut out);
            assert_eq!(out.lines().collect::<Vec<_>>(), expected);
        }
    }
}
