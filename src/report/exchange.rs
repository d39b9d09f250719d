//! Formats to exchange terms in: which there are, and what one did not take as it was.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::formats::{Loss, Losses, Pairing, targets};
use crate::report::tables::table;

/// How long a line may become, in columns.
const LINE: usize = 100;
/// How many things of one concept are shown.
const SHOWN: usize = 3;

/// The targets of an export, with what each keeps and loses.
pub fn target_list(columns: u16) -> String {
    let rows = targets().map(|target| {
        let langs = match target.pairing {
            Pairing::Pair => "a pair",
            Pairing::Source => "source and others",
            Pairing::All => "any",
        };
        let title =
            if target.experimental { format!("{} (experimental)", target.title) } else { target.title.to_owned() };
        [target.name, &title, target.extension, langs, target.keeps, target.loses].map(str::to_owned).into()
    });
    let header = ["target", "what it is", "file", "languages", "keeps", "loses"].map(str::to_owned).into();
    table(header, rows, columns) + "\n"
}

/// Every reason with the concepts it concerns, and the first things of each.
pub fn losses(losses: &Losses) -> String {
    let mut out = String::new();
    for (fate, why, count, all) in losses.iter() {
        let named = if count == all.len() { String::new() } else { format!("; the first {} are named", all.len()) };
        let _ = writeln!(out, "{fate}: {why} ({count}{named})");
        let items: Vec<String> = all.chunk_by(|one, other| one.concept == other.concept).map(item).collect();
        fill(&mut out, &items);
    }
    out
}

/// A concept, and what of it.
fn item(losses: &[Loss]) -> String {
    let concept = losses.first().map_or("", |loss| loss.concept.as_str());
    let all: Vec<&str> = losses.iter().map(|loss| loss.what.as_str()).filter(|what| !what.is_empty()).collect();
    let shown = all.get(..SHOWN).unwrap_or(&all).join("; ");
    match (all.len(), all.len().saturating_sub(SHOWN)) {
        (0, _) => concept.to_owned(),
        (_, 0) => format!("{concept} ({shown})"),
        (_, more) => format!("{concept} ({shown}; {more} more)"),
    }
}

/// Sets items in lines.
fn fill(out: &mut String, items: &[String]) {
    let mut width = LINE;
    for (at, item) in items.iter().enumerate() {
        let end = if at + 1 == items.len() { "" } else { "," };
        let wide = item.width() + end.len();
        width += 1 + wide;
        if width > LINE {
            out.push_str(if at == 0 { "  " } else { "\n  " });
            width = 2 + wide;
        } else {
            out.push(' ');
        }
        let _ = write!(out, "{item}{end}");
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Fate;

    #[test]
    fn each_concept_is_named() {
        let mut found = Losses::default();
        found.note(Fate::Changed, "a space for a tab", &"moat".into(), "a\u{2409}b");
        for id in ["hedge-fund", "moat"] {
            found.note(Fate::Dropped, "no term in the target language", &id.into(), "");
        }
        for term in ["해자", "호", "참호", "도랑", "물길"] {
            found.note(Fate::Merged, "one target a source", &"moat".into(), term);
        }
        let long = "a-concept-with-an-id-of-many-letters";
        for number in 0..3 {
            found.note(Fate::Merged, "one target a source", &format!("{long}-{number}").into(), "");
        }
        assert_eq!(
            losses(&found),
            "dropped: no term in the target language (2)\n  hedge-fund, moat\nmerged: one target a source (8)\n  moat \
             (해자; 호; 참호; 2 more), a-concept-with-an-id-of-many-letters-0,\n  \
             a-concept-with-an-id-of-many-letters-1, a-concept-with-an-id-of-many-letters-2\nchanged: a space for a tab \
             (1)\n  moat (a␉b)\n"
        );
    }
}
