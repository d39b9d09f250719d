//! Ids of concepts as XML takes them: a letter or `_` first, no blanks.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::formats::xml::{begins_name, in_name};

/// Writes what XML takes for no id as `_x20_`, with the number of the character in hexadecimal.
pub(super) fn encode(id: &str) -> Cow<'_, str> {
    let mut chars = id.chars();
    let plain = chars.next().is_some_and(begins_name) && chars.all(in_name) && !id.contains("_x");
    if plain {
        return Cow::Borrowed(id);
    }
    let mut out = String::new();
    for (at, c) in id.char_indices() {
        let taken = if at == 0 { begins_name(c) } else { in_name(c) };
        let rest = id.get(at..).unwrap_or_default();
        if taken && !rest.starts_with("_x") {
            out.push(c);
        } else {
            let _ = write!(out, "_x{:X}_", u32::from(c));
        }
    }
    Cow::Owned(out)
}

/// Reads an id; the inverse of [`encode`].
pub(super) fn decode(id: &str) -> Cow<'_, str> {
    if !id.contains("_x") {
        return Cow::Borrowed(id);
    }
    let mut out = String::new();
    let mut rest = id;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.split_once('_').filter(|(code, _)| (1..=6).contains(&code.len()));
        let digits = code.filter(|(code, _)| code.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)));
        let found = digits.and_then(|(code, after)| {
            let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?;
            Some((c, after))
        });
        if let Some((c, after)) = found {
            out.push(c);
            rest = after;
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_as_xml_takes_them() {
        for (id, written) in [
            ("moat", "moat"),
            ("hedge-fund", "hedge-fund"),
            ("护城河", "护城河"),
            ("36kr", "_x33_6kr"),
            ("two words", "two_x20_words"),
            ("a:b", "a_x3A_b"),
            ("a_x20_b", "a_x5F_x20_b"),
            ("_x", "_x5F_x"),
            ("", ""),
        ] {
            assert_eq!(encode(id), written);
            assert_eq!(decode(written), id);
        }
        for foreign in ["a_xyz_b", "_x_", "_x110000_", "_x00000020_", "_x2a_", "_xD800_"] {
            assert_eq!(decode(foreign), foreign);
        }
    }

    proptest! {
        #[test]
        fn every_id_comes_back(id in "(_x|[0-9A-F_x]|\\PC){0,8}") {
            let written = encode(&id);
            prop_assert_eq!(decode(&written), id.as_str());
        }
    }
}
