//! What stands between markup: characters and references to them.

use std::borrow::Cow;

/// How long the name of an entity may be, in bytes.
const LONGEST_NAME: usize = 40;

/// Something in a text that is not XML, and that can be read around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A code point that XML has no place for; it is left out.
    Character(u32),
    /// A reference to an entity that is not known; it is kept as text.
    Entity(String),
    /// A `&` that begins no reference; it is kept.
    Ampersand,
}

/// Where characters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// In a text.
    Text,
    /// In an attribute: white space is blanks.
    Attribute,
    /// Where `&` means nothing: CDATA, comments, instructions.
    Verbatim,
}

/// Whether XML 1.0 has a place for `c`.
pub(in crate::formats) fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether a name in XML 1.0 (fifth edition) may begin with `c`, the colon aside.
pub(in crate::formats) fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
            | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
            | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Whether `c` may stand in such a name.
pub(in crate::formats) fn in_name(c: char) -> bool {
    begins_name(c)
        || c.is_ascii_digit()
        || matches!(c, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether an element, an attribute or an instruction may be called `name`.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c| c == ':' || begins_name(c)) && name.chars().all(|c| c == ':' || in_name(c))
}

/// Appends what `raw` stands for; `flaw` is told of each flaw and its byte in `raw`.
pub(super) fn push(out: &mut String, raw: &str, place: Where, flaw: &mut dyn FnMut(usize, Flaw)) {
    // U+FFFE and U+FFFF begin with 0xef.
    let plain = |b: u8| (b >= b' ' || (b == b'\n' && place != Where::Attribute)) && b != b'&' && b != 0xef;
    if raw.bytes().all(plain) {
        out.push_str(raw);
        return;
    }
    let mut chars = raw.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\r' => {
                chars.next_if(|(_, next)| *next == '\n');
                out.push(if place == Where::Attribute { ' ' } else { '\n' });
            }
            '\t' | '\n' if place == Where::Attribute => out.push(' '),
            '&' if place != Where::Verbatim => {
                if let Some(name) = name_at(raw, at + 1) {
                    push_reference(out, name, &mut |found| flaw(at, found));
                    for _ in name.chars().chain([';']) {
                        chars.next();
                    }
                } else {
                    flaw(at, Flaw::Ampersand);
                    out.push('&');
                }
            }
            c if is_xml(c) => out.push(c),
            c => flaw(at, Flaw::Character(u32::from(c))),
        }
    }
}

/// The name from byte `start` to a `;`, where one stands there.
fn name_at(raw: &str, start: usize) -> Option<&str> {
    let rest = raw.get(start..)?;
    let end = rest.bytes().take(LONGEST_NAME + 1).position(|b| b == b';')?;
    let name = rest.get(..end)?;
    let named = |c: char| c.is_alphanumeric() || matches!(c, '#' | '_' | '-' | '.' | ':');
    (!name.is_empty() && name.chars().all(named)).then_some(name)
}

/// Appends what the reference `&name;` stands for.
pub(super) fn push_reference(out: &mut String, name: &str, flaw: &mut dyn FnMut(Flaw)) {
    let code = match name {
        "amp" => Some(0x26),
        "lt" => Some(0x3c),
        "gt" => Some(0x3e),
        "quot" => Some(0x22),
        "apos" => Some(0x27),
        _ => name.strip_prefix('#').and_then(|number| match number.strip_prefix('x') {
            Some(hex) => digits(hex, 16),
            None => digits(number, 10),
        }),
    };
    match (code, code.and_then(char::from_u32)) {
        (_, Some(c)) if is_xml(c) => out.push(c),
        (Some(code), _) => flaw(Flaw::Character(code)),
        (None, _) => {
            flaw(Flaw::Entity(name.to_owned()));
            out.push('&');
            push(out, name, Where::Verbatim, &mut |_, found| flaw(found));
            out.push(';');
        }
    }
}

/// A number of digits alone; what is too large for one is no character.
fn digits(text: &str, radix: u32) -> Option<u32> {
    let all = !text.is_empty() && text.chars().all(|c| c.is_digit(radix));
    all.then(|| u32::from_str_radix(text, radix).unwrap_or(u32::MAX))
}

/// Of what a document type declaration says the name and where the definition is to be found.
pub(super) fn doctype(raw: &str) -> &str {
    let raw = raw.split('[').next().unwrap_or_default().trim_ascii();
    let (name, rest) = raw.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((raw, ""));
    let rest = rest.trim_ascii_start();
    let literals = match rest.split_at_checked(6) {
        Some(("SYSTEM", literals)) => is_literals(literals, 1),
        Some(("PUBLIC", literals)) => is_literals(literals, 2),
        _ => false,
    };
    if !is_name(name) {
        ""
    } else if literals {
        raw
    } else {
        name
    }
}

/// Whether a text is so many texts in quotation marks.
fn is_literals(text: &str, count: usize) -> bool {
    let text = text.trim_ascii_start();
    if count == 0 {
        return text.is_empty();
    }
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
    let inner = text.get(1..).and_then(|inner| inner.split_once(quote));
    inner.is_some_and(|(literal, rest)| {
        literal.chars().all(|c| is_xml(c) && !matches!(c, '<' | '>')) && is_literals(rest, count - 1)
    })
}

/// The pairs `name="value"` of an instruction; what is not one ends them.
pub(in crate::formats) fn pairs(content: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let mut rest = content;
    std::iter::from_fn(move || {
        let (name, after) = rest.trim_start().split_once('=')?;
        let quote = after.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (raw, after) = after.trim_start().get(1..)?.split_once(quote)?;
        rest = after;
        let mut value = String::new();
        push(&mut value, raw, Where::Attribute, &mut |_, _| {});
        Some((name.trim_end(), Cow::Owned(value)))
    })
}
