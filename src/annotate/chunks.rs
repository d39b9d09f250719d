//! Where a long text can be cut so that no term is.

use crate::text::Span;

/// The least length of a piece, in bytes: what is found in it stays in a fast cache.
const LEAST: usize = 64 * 1024;

/// Cuts `text` at empty lines into pieces of some length. No term crosses an
/// empty line, so pieces can be looked through apart.
pub(super) fn chunks(text: &str) -> Vec<Span> {
    let mut chunks = Vec::new();
    let mut start = 0;
    while text.len() - start > LEAST {
        let from = start + LEAST;
        let bytes = text.as_bytes().get(from..).unwrap_or_default();
        let Some(cut) = bytes.windows(2).position(|pair| pair == b"\n\n") else {
            break;
        };
        chunks.push(Span::new(start, from + cut + 2));
        start = from + cut + 2;
    }
    chunks.push(Span::new(start, text.len()));
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_the_text_again() {
        let text = format!("{}\n\n{}", "a 护城河\n".repeat(LEAST / 4), "b\n\n".repeat(LEAST / 6));
        let chunks = chunks(&text);
        assert_eq!(chunks.len(), 2);
        let joined: String = chunks.iter().map(|chunk| chunk.slice(&text).unwrap()).collect();
        assert_eq!(joined, text);
        assert_eq!(super::chunks(""), [Span::new(0, 0)]);
    }
}
