//! A folder of pages, one a quote, with an index.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use anyhow::{Context, Result, bail};
use baixiao::compare::{Comparison, Group, profiles};
use baixiao::report::{ComparedView, IndexEntry, Neighbours, write_comparison_html, write_comparison_index};

use crate::args::OutputArgs;
use crate::output::{self, Output};

const INDEX: &str = "index.html";
/// What stands in the head of each of our pages.
const MARK: &str = "<meta name=\"generator\" content=\"baixiao\">";
/// How far into a file the mark is looked for, in bytes.
const HEAD: u64 = 1024;

/// Writes a page for each group, then the index; each file whole or not at all.
///
/// Other files in the folder are left alone.
pub(crate) fn write(compared: &[(Group, Comparison)], folder: &Path) -> Result<()> {
    if folder.exists() && !folder.is_dir() {
        bail!("`{}` is no folder; name one, or one that is to be made", folder.display());
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let pages: Vec<String> = compared.iter().map(|(group, _)| page_name(&group.id)).collect();
    for name in pages.iter().map(String::as_str).chain([INDEX]) {
        let path = folder.join(name);
        if !is_ours(&path)? {
            bail!("`{}` is there already and was made by something else; name another folder", path.display());
        }
    }
    let open = |name: &str| Output::open(&OutputArgs { output: Some(folder.join(name)) });
    let mut entries = Vec::new();
    for (at, ((group, comparison), page)) in compared.iter().zip(&pages).enumerate() {
        let view = ComparedView { group, comparison };
        let beside = |at: Option<usize>| at.and_then(|at| pages.get(at)).map(String::as_str);
        let beside = Neighbours { index: Some(INDEX), previous: beside(at.checked_sub(1)), next: beside(Some(at + 1)) };
        let mut out = open(page)?;
        write_comparison_html(&mut out, view, beside)?;
        out.finish()?;
        entries.push(IndexEntry { view, page });
    }
    let mut out = open(INDEX)?;
    write_comparison_index(&mut out, &entries, &profiles(compared))?;
    out.finish()?;
    let plural = if pages.len() == 1 { "" } else { "s" };
    output::message(&format!("{} page{plural} and {INDEX} in {}", pages.len(), folder.display()));
    Ok(())
}

/// The file name of a quote's page. Different ids have different names, on file
/// systems that do not know capitals too, and none leads out of the folder.
fn page_name(id: &str) -> String {
    let mut name = String::from("quote-");
    for c in id.chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' {
            name.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(name, "_{:x}_", u32::from(c));
        }
    }
    name + ".html"
}

/// Whether nothing is there, or a page that we made.
fn is_ours(path: &Path) -> Result<bool> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        file => file.with_context(|| format!("cannot read `{}`", path.display()))?,
    };
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(String::from_utf8_lossy(&head).contains(MARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names_of_files() {
        for (id, name) in [
            ("moat-2024", "quote-moat-2024.html"),
            ("../a/b", "quote-_2e__2e__2f_a_2f_b.html"),
            ("A_b", "quote-_41__5f_b.html"),
            ("护", "quote-_62a4_.html"),
        ] {
            assert_eq!(page_name(id), name);
        }
    }
}
