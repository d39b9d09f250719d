//! Codes in formats of XML: which of them go out as they came in.

use crate::formats::xml::pairs;
use crate::model::{Code, CodeKind, Content, Markup};

/// How elements are called where a segment is written.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::formats) struct Names<'n> {
    /// The prefix of the elements of the format, with its colon; empty for none.
    pub(in crate::formats) own: &'n str,
    /// The prefixes that stand for something there; none for all.
    pub(in crate::formats) known: Option<&'n [String]>,
    /// How many pairs of codes stand before the segment in what it is a part of.
    pub(in crate::formats) pairs: u32,
}

/// The codes of a segment that one format is written with.
pub(in crate::formats) struct Codes<'c> {
    content: &'c Content,
    format: &'static str,
    names: Names<'c>,
    /// Whether elements around a part of the segment are whole, and stand in each other.
    nested: bool,
    /// How often each pair begins and ends.
    whole: Vec<(u32, [usize; 2])>,
}

impl<'c> Codes<'c> {
    pub(in crate::formats) fn new(content: &'c Content, format: &'static str, names: Names<'c>) -> Self {
        let mut whole: Vec<(u32, [usize; 2])> = Vec::new();
        let mut pairs: Vec<(u32, CodeKind)> =
            content.codes.iter().filter_map(|code| Some((code.pair?, code.kind))).collect();
        pairs.sort_unstable();
        for (pair, kind) in pairs {
            if whole.last().is_none_or(|(held, _)| *held != pair) {
                whole.push((pair, [0, 0]));
            }
            if let Some((_, [begun, ended])) = whole.last_mut() {
                *begun += usize::from(kind == CodeKind::Open);
                *ended += usize::from(kind == CodeKind::Close);
            }
        }
        let mut codes = Self { content, format, names, nested: false, whole };
        codes.nested = codes.is_nested();
        codes
    }

    /// What stands in the file for a code; `None` where it is of another format, or would stand alone there.
    pub(in crate::formats) fn markup(&self, code: &'c Code) -> Option<&'c str> {
        let own = self.is_own(code) && (self.nested || tag(&code.markup.text) == Tag::Whole);
        own.then_some(&*code.markup.text)
    }

    fn is_own(&self, code: &Code) -> bool {
        let Markup { format, text } = &code.markup;
        let known = |prefix: &str| self.names.known.is_none_or(|known| known.iter().any(|held| held == prefix));
        *format == self.format && !text.is_empty() && prefixes(text).all(known)
    }

    /// Whether elements around a part of the segment are whole, and stand in each other.
    fn is_nested(&self) -> bool {
        let mut open = Vec::new();
        for code in self.content.codes.iter().filter(|code| self.is_own(code)) {
            match tag(&code.markup.text) {
                Tag::Whole => {}
                Tag::First(name) => open.push(name),
                Tag::Last(name) => {
                    if open.pop() != Some(name) {
                        return false;
                    }
                }
            }
        }
        open.is_empty()
    }

    /// The prefix of the elements of the format.
    pub(in crate::formats) fn prefix(&self) -> &'c str {
        self.names.own
    }

    /// The number of the pair of which a code is a part, where both stand in the segment.
    pub(in crate::formats) fn pair(&self, code: &Code) -> Option<u32> {
        let pair = code.pair.filter(|_| code.kind != CodeKind::Alone)?;
        let at = self.whole.binary_search_by_key(&pair, |(held, _)| *held).ok()?;
        (self.whole.get(at)?.1 == [1, 1]).then(|| pair.saturating_add(self.names.pairs))
    }

    /// What a code is called: what the file calls it, or else a number of its own.
    pub(in crate::formats) fn id(&self, at: usize) -> String {
        match self.content.codes.get(at) {
            Some(code) if !code.id.is_empty() => code.id.to_string(),
            _ => format!("{}", at + 1),
        }
    }

    /// What a code is in the document: where that is not known, the element of another format stands for it.
    pub(in crate::formats) fn data(code: &Code) -> &str {
        if code.data.is_empty() { &code.markup.text } else { &code.data }
    }
}

/// What a markup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag<'m> {
    /// An element.
    Whole,
    /// The beginning of one with this name.
    First(&'m str),
    /// The end of one.
    Last(&'m str),
}

fn tag(markup: &str) -> Tag<'_> {
    let inner = markup.strip_prefix('<').unwrap_or(markup);
    if let Some(name) = inner.strip_prefix('/') {
        return Tag::Last(name.trim_end_matches('>').trim_ascii_end());
    }
    if markup.ends_with("/>") || inner.contains("</") {
        return Tag::Whole;
    }
    Tag::First(inner.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default())
}

/// The prefixes of the names in a markup, but for `xml`.
fn prefixes(markup: &str) -> impl Iterator<Item = &str> {
    let tags = markup.split('<').skip(1).map(|tag| tag.trim_start_matches('/'));
    let names = tags.flat_map(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        let (name, rest) = tag.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((tag, ""));
        [name].into_iter().chain(pairs(rest).map(|(name, _)| name))
    });
    names.filter_map(|name| name.split_once(':')).map(|(prefix, _)| prefix).filter(|prefix| *prefix != "xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_found_in_tags() {
        for (markup, expected) in [
            ("<g id=\"a:b\">", &[][..]),
            ("</x:g>", &["x"]),
            ("<ph xml:space=\"preserve\" s:id=\"1\"><y:sub a:b='c'>t:u</y:sub></ph>", &["s", "y", "a", "y"]),
            ("text:", &[]),
        ] {
            assert_eq!(prefixes(markup).collect::<Vec<_>>(), expected, "{markup}");
        }
    }
}
