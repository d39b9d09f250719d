//! Which version of XLIFF a file is of, by its first bytes.

use crate::formats::xml::{pairs, root_tag};

/// A version of XLIFF, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 1.0 to 1.2.
    One,
    /// 2.0 and later.
    Two,
}

/// The version of a file; none where it is not XLIFF.
pub(super) fn version(head: &[u8]) -> Option<Version> {
    let tag = root_tag(head)?;
    let (name, attributes) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
    if name.rsplit(':').next() != Some("xliff") {
        return None;
    }
    let second = pairs(attributes).any(|(name, value)| match name {
        "version" => value.starts_with('2'),
        "srcLang" => true,
        _ => false,
    });
    Some(if second { Version::Two } else { Version::One })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_by_the_root() {
        for (head, expected) in [
            ("<xliff version=\"1.2\">", Some(Version::One)),
            ("<xliff>", Some(Version::One)),
            ("<?xml version=\"1.0\"?><x:xliff xmlns:x='urn:x' version='2.1' srcLang='en'>", Some(Version::Two)),
            ("<xliff srcLang=\"en\"", Some(Version::Two)),
            ("<tmx version=\"1.4\">", None),
            ("", None),
        ] {
            assert_eq!(version(head.as_bytes()), expected, "{head}");
        }
    }
}
