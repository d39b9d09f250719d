//! How things are written in Turtle.

/// A text in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.extend(["\\u", &format!("{:04X}", u32::from(c))]);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text with a language tag.
pub(super) fn tagged(text: &str, tag: &str) -> String {
    format!("{}@{tag}", quoted(text))
}

/// An address of a concept of ours: what an IRI cannot hold is written as `%` and two hexadecimal digits a byte.
pub(super) fn concept(id: &str) -> String {
    let mut out = format!("<{}", super::CONCEPT);
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.extend(["%", &format!("{byte:02X}")]),
        }
    }
    out.push('>');
    out
}

/// The text that `%` and two hexadecimal digits stand for; as it is where they stand for none.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let (byte, after) = code.zip(after.get(2..)).unwrap_or((b'%', after));
        bytes.push(byte);
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back() {
        for id in ["moat", "a b", "100%", "한", "%41"] {
            let written = concept(id);
            let local = written.strip_prefix("<urn:x-baixiao:concept:").and_then(|rest| rest.strip_suffix('>'));
            assert_eq!(local.map(decoded).as_deref(), Some(id));
        }
        assert_eq!(decoded("%FF"), "%FF");
        assert_eq!(decoded("%"), "%");
    }
}
