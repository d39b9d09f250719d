//! What was decided about groups, in a file beside the glossary.

use std::collections::HashSet;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context, Result};
use baixiao::compare::mine::MinedGroup;
use baixiao::files::{TextReader, WholeFile};
use baixiao::report::MinedView;
use serde_json::{Value, json};

/// The file, in the folder of the glossary.
const NAME: &str = "mine-decisions.jsonl";

/// What a group is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Wordings of the quote of this id.
    Accepted(String),
    /// Different statements that look alike.
    Neighbour,
}

/// What was decided about some wordings.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    verdict: Verdict,
    /// The file name and the text of each.
    wordings: Vec<(String, String)>,
}

impl Decision {
    pub(super) fn new(view: MinedView<'_>, group: &MinedGroup, verdict: Verdict) -> Self {
        Self { verdict, wordings: wordings(view, group) }
    }

    fn line(&self) -> String {
        let wordings: Vec<Value> =
            self.wordings.iter().map(|(file, text)| json!({ "file": file, "text": text })).collect();
        let value = match &self.verdict {
            Verdict::Accepted(quote) => json!({ "decision": "accepted", "quote": quote, "wordings": wordings }),
            Verdict::Neighbour => json!({ "decision": "neighbour", "wordings": wordings }),
        };
        value.to_string()
    }

    fn parse(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let verdict = match value.get("decision")?.as_str()? {
            "accepted" => Verdict::Accepted(value.get("quote")?.as_str()?.to_owned()),
            "neighbour" => Verdict::Neighbour,
            _ => return None,
        };
        let text = |wording: &Value, name| wording.get(name)?.as_str().map(str::to_owned);
        let wordings = value.get("wordings")?.as_array()?.iter();
        let wordings = wordings.map(|wording| Some((text(wording, "file")?, text(wording, "text")?)));
        Some(Self { verdict, wordings: wordings.collect::<Option<_>>()? })
    }
}

fn wordings(view: MinedView<'_>, group: &MinedGroup) -> Vec<(String, String)> {
    let units = group.units.iter().map(|at| view.unit(*at));
    units.map(|unit| (view.file(unit).to_owned(), view.flat(unit))).collect()
}

/// All that was decided, in the order in which it was.
#[derive(Debug, Default)]
pub(super) struct Decisions(Vec<Decision>);

impl Decisions {
    /// Reads the decisions beside the glossary in `folder`; none when there is no such file.
    pub(super) fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        let name = path.display();
        let file = match File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            opened => opened.with_context(|| format!("cannot read `{name}`"))?,
        };
        let text = TextReader::new(file, None, false).rest().with_context(|| format!("cannot read `{name}`"))?;
        let read = |(number, line): (usize, &str)| {
            Decision::parse(line).with_context(|| {
                format!(
                    "{name}:{}: `{line}` is not a decision; correct the line, or delete it to be asked again",
                    number + 1
                )
            })
        };
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(read).collect::<Result<_>>().map(Self)
    }

    /// Writes the file anew.
    pub(super) fn save(&self, folder: &Path) -> Result<()> {
        let path = folder.join(NAME);
        let context = || format!("cannot write `{}`", path.display());
        let mut file = WholeFile::create(&path).with_context(context)?;
        for decision in &self.0 {
            writeln!(file, "{}", decision.line())?;
        }
        file.finish().with_context(context)
    }

    pub(super) fn add(&mut self, decision: Decision) {
        self.0.push(decision);
    }

    /// Whether something was decided about each wording of a group.
    pub(super) fn cover(&self, view: MinedView<'_>, group: &MinedGroup) -> bool {
        let decided: HashSet<&(String, String)> = self.0.iter().flat_map(|decision| &decision.wordings).collect();
        wordings(view, group).iter().all(|wording| decided.contains(wording))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_read_as_they_were_written() {
        for verdict in [Verdict::Accepted("free-rider".to_owned()), Verdict::Neighbour] {
            let wordings = vec![("a.txt".to_owned(), "护城河 “是”".to_owned())];
            let decision = Decision { verdict: verdict.clone(), wordings: wordings.clone() };
            let read = Decision::parse(&decision.line()).expect("it was just written");
            assert_eq!((read.verdict, read.wordings), (verdict, wordings));
        }
        assert!(Decision::parse("{\"decision\": \"perhaps\", \"wordings\": []}").is_none());
    }
}
