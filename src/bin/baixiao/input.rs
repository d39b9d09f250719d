//! What commands read: texts and glossaries.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use baixiao::annotate::Patterns;
use baixiao::diagnostic::{Diagnostic, Severity};
use baixiao::files::{Cache, CacheKey, Input, KeyMaker, TextReader};
use baixiao::glossary::{Glossary, Stack, files_of, load};
use etcetera::{BaseStrategy as _, choose_base_strategy};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{EncodingArgs, Glossaries};
use crate::output;

/// How many problems of a glossary are shown when it is only used.
const SHOWN: usize = 5;

/// The bytes of a file, or of standard input for `-`.
fn bytes(path: &Path) -> Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    if path.is_dir() {
        anyhow::bail!("`{}` is a folder; name the files in it", path.display());
    }
    Ok(Box::new(File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?))
}

/// A reader of a text file, or of standard input for `-`.
pub(crate) fn open(path: &Path, encoding: &EncodingArgs) -> Result<TextReader<Box<dyn Read>>> {
    Ok(TextReader::new(bytes(path)?, encoding.encoding, encoding.lossy))
}

/// The whole text of a file.
pub(crate) fn text(path: &Path, encoding: &EncodingArgs) -> Result<String> {
    open(path, encoding)?.rest().with_context(|| format!("cannot read `{}`", path.display()))
}

/// From which size on reading a file is shown to go on, in bytes.
const WORTH_SHOWING: u64 = 8 * 1024 * 1024;
/// How much of a file is held at once, in bytes.
const AT_ONCE: usize = 256 * 1024;

/// A file of any kind, or standard input for `-`, as readers of formats take it.
pub(crate) fn file(path: &Path, encoding: &EncodingArgs, bar: &ProgressBar) -> Result<BufReader<Input<'static>>> {
    let cannot = || format!("cannot read `{}`", path.display());
    let bytes = bar.wrap_read(bytes(path)?);
    let input = Input::new(bytes, encoding.encoding, encoding.lossy).with_context(cannot)?;
    Ok(BufReader::with_capacity(AT_ONCE, input))
}

/// Shows on a terminal how much of a large file was read.
pub(crate) fn progress(path: &Path) -> ProgressBar {
    let Some(size) = path.metadata().ok().map(|meta| meta.len()).filter(|size| *size >= WORTH_SHOWING) else {
        return ProgressBar::hidden();
    };
    let style = ProgressStyle::with_template("{msg} {bar:30} {bytes} of {total_bytes}, {eta} left");
    // Draws nothing where standard error is no terminal.
    ProgressBar::new(size)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(path.display().to_string())
}

/// The problems of a file that is only used: the first ones are shown, the others counted.
pub(crate) struct Problems {
    file: PathBuf,
    count: usize,
    /// Whether something could not be read.
    pub(crate) errors: bool,
}

impl Problems {
    pub(crate) fn new(file: &Path) -> Self {
        Self { file: file.to_owned(), count: 0, errors: false }
    }

    pub(crate) fn tell(&mut self, problem: Diagnostic) {
        self.count += 1;
        self.errors |= problem.severity == Severity::Error;
        if self.count <= SHOWN {
            output::message(&problem.in_file(&self.file).to_string());
        }
    }

    /// Says how many were not shown, and which command lists them.
    pub(crate) fn end(&self, command: &str) {
        if let Some(more) = self.count.checked_sub(SHOWN).filter(|more| *more > 0) {
            let file = self.file.display();
            output::message(&format!("warning: {more} more problems; `baixiao {command} {file}` lists them"));
        }
    }
}

/// The glossaries asked for, or the embedded one. Problems are told, not fatal.
pub(crate) fn stack(args: &Glossaries) -> Result<Stack> {
    let (stack, problems) = load_stack(args)?;
    tell(&problems);
    Ok(stack)
}

/// One glossary, as `-g` takes it. Problems are told, not fatal.
pub(crate) fn one(path: &Path) -> Result<Glossary> {
    let mut problems = Vec::new();
    let glossary = glossary(path, &mut problems)?;
    tell(&problems);
    Ok(glossary)
}

/// The glossaries asked for, with what is wrong in them.
fn load_stack(args: &Glossaries) -> Result<(Stack, Vec<String>)> {
    if args.glossaries.is_empty() {
        return Ok((Stack::new(vec![Glossary::embedded()]), Vec::new()));
    }
    let mut problems = Vec::new();
    let layers = args.glossaries.iter().map(|path| glossary(path, &mut problems)).collect::<Result<Vec<_>>>()?;
    Ok((Stack::new(layers), problems))
}

fn glossary(path: &Path, problems: &mut Vec<String>) -> Result<Glossary> {
    if is_embedded(path) {
        return Ok(Glossary::embedded());
    }
    let parsed = load(path, None)?;
    let wrong: Vec<&Diagnostic> = parsed.problems.iter().filter(|problem| problem.severity > Severity::Note).collect();
    problems.extend(wrong.iter().take(SHOWN).map(ToString::to_string));
    if let Some(more) = wrong.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let path = path.display();
        problems.push(format!("warning: {more} more problems; `baixiao glossary check {path}` lists them"));
    }
    Ok(parsed.value)
}

fn is_embedded(path: &Path) -> bool {
    path == Path::new("embedded") && !path.exists()
}

fn tell(problems: &[String]) {
    for problem in problems {
        output::message(problem);
    }
}

/// From which size on a glossary is kept in the cache, in bytes: below, reading it is as fast.
const WORTH_KEEPING: u64 = 512 * 1024;

/// The glossaries asked for, and their surfaces ready to be looked for, from
/// the cache when they have not changed since.
pub(crate) fn compiled(args: &Glossaries) -> Result<(Stack, Patterns)> {
    let cached = cache().zip(keys(args));
    let kept = cached.as_ref().and_then(|(cache, keys)| {
        // Two parts, since two threads read them in half the time.
        let (stack, patterns) = rayon::join(|| cache.get(keys.stack), || cache.get(keys.patterns));
        Some((stack?, patterns?))
    });
    let ((stack, problems), patterns): ((Stack, Vec<String>), Patterns) = if let Some(kept) = kept {
        kept
    } else {
        let loaded = load_stack(args)?;
        let patterns = Patterns::new(&loaded.0);
        // The files may have been written to while they were read.
        if let Some((cache, before)) = cached.filter(|(_, before)| keys(args).as_ref() == Some(before)) {
            // A cache that cannot be written to costs time, nothing else.
            let _ = cache.put(before.stack, &loaded).and_then(|()| cache.put(before.patterns, &patterns));
        }
        (loaded, patterns)
    };
    tell(&problems);
    Ok((stack, patterns))
}

/// The user's cache folder, unless `BAIXIAO_CACHE` names another one or, when empty, none.
fn cache() -> Option<Cache> {
    #[expect(clippy::disallowed_methods, reason = "where the cache is, is the user's to say")]
    let named = std::env::var("BAIXIAO_CACHE").ok();
    let folder = match named {
        Some(folder) => Some(PathBuf::from(folder)).filter(|folder| !folder.as_os_str().is_empty()),
        None => choose_base_strategy().ok().map(|folders| folders.cache_dir().join("baixiao")),
    };
    folder.map(Cache::new)
}

/// Where the parts of compiled glossaries are kept.
#[derive(PartialEq)]
struct Keys {
    stack: CacheKey,
    patterns: CacheKey,
}

/// What is in the glossaries, and which program reads them; `None` where that
/// cannot be told or is not worth keeping.
fn keys(args: &Glossaries) -> Option<Keys> {
    let mut key = KeyMaker::default();
    let program = std::env::current_exe().and_then(|path| path.metadata()).ok()?;
    key.add(&format!("{} {:?}", program.len(), program.modified().ok()?));
    let mut size = 0;
    for path in &args.glossaries {
        key.add(&path.display().to_string());
        for file in files_of(path) {
            key.add(&file.display().to_string());
            size += if is_embedded(path) { 0 } else { key.add_file(&file).ok()? };
        }
    }
    let stack = key.key();
    key.add("patterns");
    (size >= WORTH_KEEPING).then(|| Keys { stack, patterns: key.key() })
}
