//! What commands read: texts and glossaries.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use baixiao::annotate::Patterns;
use baixiao::files::{Cache, CacheKey, KeyMaker, TextReader};
use baixiao::glossary::{Glossary, Stack, files_of, load};
use etcetera::{BaseStrategy as _, choose_base_strategy};

use crate::args::{EncodingArgs, Glossaries};
use crate::output;

/// How many problems of a glossary are shown when it is only used.
const SHOWN: usize = 5;

/// A reader of a file, or of standard input for `-`.
pub(crate) fn open(path: &Path, encoding: &EncodingArgs) -> Result<TextReader<Box<dyn Read>>> {
    let bytes: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        if path.is_dir() {
            anyhow::bail!("`{}` is a folder; name the files in it", path.display());
        }
        Box::new(File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?)
    };
    Ok(TextReader::new(bytes, encoding.encoding, encoding.lossy))
}

/// The whole text of a file.
pub(crate) fn text(path: &Path, encoding: &EncodingArgs) -> Result<String> {
    open(path, encoding)?.rest().with_context(|| format!("cannot read `{}`", path.display()))
}

/// The glossaries asked for, or the embedded one. Problems are told, not fatal.
pub(crate) fn stack(args: &Glossaries) -> Result<Stack> {
    let (stack, problems) = load_stack(args)?;
    tell(&problems);
    Ok(stack)
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
    problems.extend(parsed.problems.iter().take(SHOWN).map(ToString::to_string));
    if let Some(more) = parsed.problems.len().checked_sub(SHOWN).filter(|more| *more > 0) {
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
