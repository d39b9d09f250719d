//! Codes in formats of XML: which of them go out as they came in.

use crate::model::{Code, CodeKind, Content};

/// The codes of a segment that one format is written with.
pub(in crate::formats) struct Codes<'c> {
    content: &'c Content,
    format: &'static str,
    /// Whether elements around a part of the segment are whole, and stand in each other.
    nested: bool,
    /// How often each pair begins and ends.
    whole: Vec<(u32, [usize; 2])>,
}

impl<'c> Codes<'c> {
    pub(in crate::formats) fn new(content: &'c Content, format: &'static str) -> Self {
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
        Self { content, format, nested: is_nested(content, format), whole }
    }

    /// What stands in the file for a code; `None` where it is of another format, or would stand alone there.
    pub(in crate::formats) fn markup(&self, code: &'c Code) -> Option<&'c str> {
        let own = code.markup.format == self.format && !code.markup.text.is_empty();
        (own && (self.nested || tag(&code.markup.text) == Tag::Whole)).then_some(&*code.markup.text)
    }

    /// The number of the pair of which a code is a part, where both stand in the segment.
    pub(in crate::formats) fn pair(&self, code: &Code) -> Option<u32> {
        let pair = code.pair.filter(|_| code.kind != CodeKind::Alone)?;
        let at = self.whole.binary_search_by_key(&pair, |(held, _)| *held).ok()?;
        (self.whole.get(at)?.1 == [1, 1]).then_some(pair)
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

fn is_nested(content: &Content, format: &str) -> bool {
    let mut open = Vec::new();
    for code in content.codes.iter().filter(|code| code.markup.format == format) {
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
