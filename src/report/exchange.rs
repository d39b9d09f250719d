//! Formats to exchange terms in: which there are, and what one did not take as it was.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::formats::{Loss, Losses, Pairing, targets};
use crate::report::tables::table;

/// How long a line may become, in columns.
const LINE: usize = 100;

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

/// Every reason with the concepts it concerned, and what of each.
pub fn losses(losses: &Losses) -> String {
    let mut out = String::new();
    for (fate, why, all) in losses.iter() {
        let _ = writeln!(out, "{fate}: {why} ({})", all.len());
        let mut width = LINE;
        for (at, Loss { concept, what }) in all.iter().enumerate() {
            let end = if at + 1 == all.len() { "" } else { "," };
            let item = if what.is_empty() { format!("{concept}{end}") } else { format!("{concept} ({what}){end}") };
            width += 1 + item.width();
            if width > LINE {
                out.push_str(if at == 0 { "  " } else { "\n  " });
                width = 2 + item.width();
            } else {
                out.push(' ');
            }
            out.push_str(&item);
        }
        out.push('\n');
    }
    out
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
        let many = "a-concept-with-a-long-id";
        for _ in 0..5 {
            found.note(Fate::Merged, "one target a source", &many.into(), "해자");
        }
        assert_eq!(
            losses(&found),
            "dropped: no term in the target language (2)\n  hedge-fund, moat\nmerged: one target a source (5)\n  \
             a-concept-with-a-long-id (해자), a-concept-with-a-long-id (해자), a-concept-with-a-long-id (해자),\n  \
             a-concept-with-a-long-id (해자), a-concept-with-a-long-id (해자)\nchanged: a space for a tab (1)\n  moat \
             (a␉b)\n"
        );
    }
}
