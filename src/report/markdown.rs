//! Hits as Markdown: the text with its terms in bold, then a table.

use std::io::{self, Write};

use crate::lang::Lang;
use crate::report::terminal::{remark, rendering_cell};
use crate::report::{Annotated, View};

/// Puts a backslash before what Markdown would read as markup.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

pub(super) fn cell(text: &str) -> String {
    escape(text).replace(['\n', '\r'], " ")
}

/// Writes texts with their terms in bold, each followed by a table of them.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_markdown(out: &mut dyn Write, view: View<'_>, documents: &[Annotated<'_>]) -> io::Result<()> {
    for (number, annotated) in documents.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        if documents.len() > 1 {
            writeln!(out, "## {}\n", escape(annotated.name))?;
        }
        write_document(out, view, *annotated)?;
    }
    Ok(())
}

fn write_document(out: &mut dyn Write, view: View<'_>, annotated: Annotated<'_>) -> io::Result<()> {
    let text = annotated.text;
    let mut at = 0;
    for hit in annotated.annotation.hits.iter().filter(|hit| !hit.nested) {
        write!(out, "{}", escape(text.get(at..hit.span.start).unwrap_or_default()))?;
        write!(out, "**{}**", escape(hit.surface(text)))?;
        at = hit.span.end;
    }
    writeln!(out, "{}", escape(text.get(at..).unwrap_or_default()).trim_end_matches('\n'))?;
    let counts = view.counts(annotated.annotation);
    if counts.is_empty() {
        return Ok(());
    }
    let langs: Vec<Lang> = view.target_langs(annotated.annotation.lang);
    let names: Vec<String> = langs.iter().map(|lang| format!("{lang} | ")).collect();
    writeln!(out, "\n| term | × | {}remark |", names.concat())?;
    writeln!(out, "|---|--:|{}---|", "---|".repeat(langs.len()))?;
    for count in counts {
        let (_, concept, term) = view.entry(count.first.entry);
        let renderings = view.renderings(concept, term.lang);
        let cells = langs.iter().map(|lang| {
            let terms = renderings.iter().find(|(other, _)| other == lang);
            format!(" {} |", terms.map_or_else(String::new, |(_, terms)| cell(&rendering_cell(terms))))
        });
        let remark = cell(&remark(view, count.first));
        writeln!(out, "| {} | {} |{} {remark} |", cell(&term.text), count.count, cells.collect::<String>())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_no_markup() {
        assert_eq!(escape("*a* [b](c) `d` <e> | f_g"), r"\*a\* \[b\](c) \`d\` \<e\> \| f\_g");
        assert_eq!(cell("two\r\nlines"), "two  lines");
    }
}
