//! Going through the groups one by one, and writing those that are confirmed.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use anyhow::Result;
use baixiao::compare::mine::MinedGroup;
use baixiao::files::write_together;
use baixiao::glossary::{Additions, Glossary, extended, load};
use baixiao::report::{MinedView, diagnostics, write_mined_group};

use super::decisions::{Decision, Decisions, Verdict};
use super::records::additions;
use crate::Outcome;
use crate::output::{Output, message};

const HELP: &str = "a [ID]   accept: write the wordings into the glossary, as the quote ID\n\
                    m        merge with the next group\n\
                    s A C    split: take these wordings out into a group of their own\n\
                    n        neighbours, not variants: never ask again\n\
                    k        skip: ask again next time\n\
                    q        quit; what was decided is kept";

/// What was typed.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Accept(Option<String>),
    Merge,
    Split(Vec<String>),
    Neighbour,
    Skip,
    Quit,
}

/// Reads an answer; what is wrong with it, if it is none.
fn parse(line: &str) -> Result<Answer, String> {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: Vec<String> = words.map(str::to_owned).collect();
    let answer = match first {
        "a" | "accept" => match rest.as_slice() {
            [] => Answer::Accept(None),
            [id] if is_slug(id) => Answer::Accept(Some(id.clone())),
            other => {
                return Err(format!(
                    "`{}` is not an id; write small letters, digits and hyphens such as `free-rider`",
                    other.join(" ")
                ));
            }
        },
        "s" | "split" if !rest.is_empty() => {
            Answer::Split(rest.iter().flat_map(|word| word.split(',')).map(str::to_uppercase).collect())
        }
        "m" | "merge" if rest.is_empty() => Answer::Merge,
        "n" | "neighbour" if rest.is_empty() => Answer::Neighbour,
        "k" | "skip" if rest.is_empty() => Answer::Skip,
        "q" | "quit" if rest.is_empty() => Answer::Quit,
        _ => return Err(format!("`{}` is not an answer; write one of\n{HELP}", line.trim())),
    };
    Ok(answer)
}

fn is_slug(id: &str) -> bool {
    id.chars().all(|c| c.is_alphanumeric() || c == '-') && !id.starts_with('-') && !id.contains(char::is_uppercase)
}

/// The groups that were not decided before, and what has been decided so far.
struct Review<'a> {
    view: MinedView<'a>,
    folder: &'a Path,
    glossary: Glossary,
    decisions: Decisions,
    waiting: VecDeque<MinedGroup>,
    number: usize,
    accepted: usize,
    rejected: usize,
    skipped: usize,
}

/// Asks about each group, and writes the glossary in `folder` after each answer.
pub(super) fn review(view: MinedView<'_>, folder: &Path) -> Result<Outcome> {
    let parsed = load(folder, None)?;
    let decisions = Decisions::load(folder)?;
    let undecided = |group: &&MinedGroup| !decisions.cover(view, group);
    let waiting: VecDeque<MinedGroup> = view.mined.groups.iter().filter(undecided).cloned().collect();
    let before = view.mined.groups.len() - waiting.len();
    let mut review = Review {
        view,
        folder,
        glossary: parsed.value,
        decisions,
        waiting,
        number: 0,
        accepted: 0,
        rejected: 0,
        skipped: 0,
    };
    let mut out = Output::stdout();
    if before > 0 {
        writeln!(out, "{before} decided before\n")?;
    }
    let mut lines = io::stdin().lock().lines();
    while let Some(group) = review.waiting.pop_front() {
        review.number += 1;
        let style = out.style();
        write_mined_group(&mut out, view, &group, review.number, style)?;
        let Some(answer) = ask(&mut out, &mut lines)? else {
            review.waiting.push_front(group);
            break;
        };
        if review.act(answer, group, &mut out)? {
            break;
        }
    }
    let Review { accepted, rejected, skipped, waiting, .. } = review;
    writeln!(out, "accepted {accepted}, neighbours {rejected}, skipped {skipped}, left {}", waiting.len())?;
    out.finish()?;
    Ok(Outcome::Clean)
}

/// Asks until the answer is one; `None` at the end of the input.
fn ask(out: &mut Output, lines: &mut impl Iterator<Item = io::Result<String>>) -> Result<Option<Answer>> {
    loop {
        write!(out, "accept, merge, split, neighbour, skip or quit (a m s n k q)? ")?;
        out.flush()?;
        let Some(line) = lines.next() else {
            writeln!(out)?;
            return Ok(None);
        };
        match parse(&line?) {
            Ok(answer) => {
                writeln!(out)?;
                return Ok(Some(answer));
            }
            Err(wrong) => writeln!(out, "{wrong}")?,
        }
    }
}

impl Review<'_> {
    /// Does what was asked for; whether that was to quit.
    fn act(&mut self, answer: Answer, mut group: MinedGroup, out: &mut Output) -> Result<bool> {
        match answer {
            Answer::Accept(id) => {
                let (quote, added) = additions(self.view, &group, &self.glossary, id);
                let count = added.renditions.len();
                self.write(&added)?;
                self.glossary = load(self.folder, None)?.value;
                self.decide(&group, Verdict::Accepted(quote.clone()))?;
                self.accepted += 1;
                writeln!(out, "{quote}: {count} rendition{} written\n", if count == 1 { "" } else { "s" })?;
            }
            Answer::Neighbour => {
                self.decide(&group, Verdict::Neighbour)?;
                self.rejected += 1;
            }
            Answer::Skip => self.skipped += 1,
            Answer::Merge => {
                if let Some(next) = self.waiting.pop_front() {
                    group.units.extend(next.units);
                    group.units.sort_unstable();
                    group.units.dedup();
                    group.score = if group.score < next.score { group.score } else { next.score };
                } else {
                    writeln!(out, "there is no next group\n")?;
                }
                self.again(group);
            }
            Answer::Split(letters) => {
                let named = |at: &usize| letters.contains(&MinedView::letter(*at));
                let (taken, rest): (Vec<usize>, Vec<usize>) = (0..group.units.len()).partition(named);
                if taken.len() != letters.len() || rest.is_empty() {
                    let last = MinedView::letter(group.units.len().saturating_sub(1));
                    writeln!(out, "`{}` takes out none or all; write some of A to {last}\n", letters.join(" "))?;
                    self.again(group);
                    return Ok(false);
                }
                let part = |places: Vec<usize>| MinedGroup {
                    units: places.into_iter().filter_map(|at| group.units.get(at).copied()).collect(),
                    score: group.score,
                };
                let (taken, rest) = (part(taken), part(rest));
                // A wording alone is no group; it may still be a quote, and is asked for last.
                self.waiting.push_front(rest);
                self.again(taken);
            }
            Answer::Quit => {
                self.waiting.push_front(group);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Asks about a group once more.
    fn again(&mut self, group: MinedGroup) {
        self.waiting.push_front(group);
        self.number -= 1;
    }

    fn decide(&mut self, group: &MinedGroup, verdict: Verdict) -> Result<()> {
        self.decisions.add(Decision::new(self.view, group, verdict));
        self.decisions.save(self.folder)
    }

    fn write(&self, added: &Additions) -> Result<()> {
        let files = extended(self.folder, added)?;
        if !files.problems.is_empty() {
            message(diagnostics(&files.problems).trim_end());
            anyhow::bail!("files with errors are left as they are; correct them first");
        }
        let changed = files.value.iter().filter(|file| !file.already);
        Ok(write_together(changed.map(|file| (file.path.as_path(), file.text.as_str())))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        for (line, answer) in [
            ("a", Answer::Accept(None)),
            ("accept free-rider", Answer::Accept(Some("free-rider".to_owned()))),
            ("s a,c", Answer::Split(vec!["A".to_owned(), "C".to_owned()])),
            ("  m ", Answer::Merge),
            ("n", Answer::Neighbour),
            ("k", Answer::Skip),
            ("q", Answer::Quit),
        ] {
            assert_eq!(parse(line), Ok(answer), "{line}");
        }
        for line in ["", "x", "s", "a Free Rider", "m 2"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
