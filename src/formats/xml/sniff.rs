//! What the root of a file is called, from its first bytes.

/// The name of the root element, without prefix, as far as it stands in the first bytes.
pub(in crate::formats) fn root_name(head: &[u8]) -> Option<&str> {
    let name = root_tag(head)?.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    Some(name.split_once(':').map_or(name, |(_, local)| local)).filter(|name| !name.is_empty())
}

/// What stands in the first tag, without its brackets: the name and the attributes, as far as they stand in the first
/// bytes.
pub(in crate::formats) fn root_tag(head: &[u8]) -> Option<&str> {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?,
    };
    let mut rest = valid.trim_start();
    loop {
        let inner = rest.strip_prefix('<')?;
        let end = if inner.starts_with('?') {
            "?>"
        } else if inner.starts_with("!--") {
            "-->"
        } else if let Some(declared) = inner.strip_prefix('!') {
            // What is declared in a DOCTYPE stands in brackets.
            let internal = declared.find('[').is_some_and(|at| declared.find('>').is_none_or(|end| at < end));
            if internal { "]>" } else { ">" }
        } else {
            return inner.split('>').next();
        };
        rest = inner.split_once(end)?.1.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_root_is_passed() {
        for (head, name) in [
            ("<tmx version='1.4'>", Some("tmx")),
            ("<?xml version='1.0'?>\n<!-- <a> -->\n<!DOCTYPE mtf SYSTEM \"x\">\n<mtf>", Some("mtf")),
            ("<!DOCTYPE a [<!ENTITY b '>'>]><x:a/>", Some("a")),
            ("text", None),
            ("<?xml", None),
            ("", None),
        ] {
            assert_eq!(root_name(head.as_bytes()), name, "{head}");
        }
        assert_eq!(root_name(b"<a>\xe5"), Some("a"));
    }
}
