//! How fast real text is annotated, on one thread: `cargo bench --bench real -- TEXT LANG GLOSSARY.csv [RUNS]`.
//!
//! `docs/benchmarks.md` tells how to get the texts and glossaries, and what the numbers mean.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufReader, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use baixiao::annotate::{Annotator, Options};
use baixiao::files::TextReader;
use baixiao::glossary::{Stack, load};
use baixiao::lang::Lang;

const USAGE: &str = "\
usage: cargo bench --bench real -- TEXT LANG GLOSSARY [RUNS]
  TEXT      a UTF-8 file
  LANG      its language, such as zh
  GLOSSARY  a CSV file or a folder, as `baixiao annotate -g` takes it
  RUNS      how often the text is annotated; 5 by default
Prints one line of `name=value` pairs separated by tabs.
";

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench` to what it starts.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let mut out = io::stdout().lock();
    let (text, lang, glossary, runs) = match arguments.as_slice() {
        [text, lang, glossary] => (text, lang, glossary, 5),
        [text, lang, glossary, runs] => (text, lang, glossary, runs.parse::<usize>()?.max(1)),
        [] => return Ok(out.write_all(USAGE.as_bytes())?),
        _ => return Err(USAGE.into()),
    };
    let lang: Lang = lang.parse().map_err(|error| format!("`{lang}`: {error}"))?;
    let text = TextReader::new(BufReader::new(File::open(text)?), None, false).rest()?;

    let start = Instant::now();
    let glossary = load(Path::new(glossary), None)?.value;
    let load_time = start.elapsed();
    let stack = Stack::new(vec![glossary]);
    let terms = stack.entries().count();
    // The pool comes first: what is built on several threads is built on one here too.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let (build_time, hits, times) = pool.install(|| {
        let start = Instant::now();
        let annotator = Annotator::new(&stack, Options::default());
        let build_time = start.elapsed();
        let mut hits = 0;
        let mut times: Vec<Duration> = Vec::with_capacity(runs);
        for _ in 0..runs {
            let start = Instant::now();
            let annotation = black_box(annotator.annotate(black_box(&text), Some(lang)));
            times.push(start.elapsed());
            hits = annotation.hits.len();
        }
        (build_time, hits, times)
    });

    let mut speeds: Vec<f64> = times.iter().map(|time| megabytes(text.len()) / time.as_secs_f64()).collect();
    speeds.sort_by(f64::total_cmp);
    let least = speeds.first().copied().unwrap_or_default();
    let most = speeds.last().copied().unwrap_or_default();
    let memory = peak_memory().map_or_else(|| "-".to_owned(), |megabytes| format!("{megabytes:.0}"));
    writeln!(
        out,
        "lang={lang}\tbytes={}\tterms={terms}\thits={hits}\tMB/s={:.2}\tmin={least:.2}\tmax={most:.2}\t\
         build_ms={:.1}\tload_ms={:.1}\tpeak_MB={memory}",
        text.len(),
        median(&speeds),
        build_time.as_secs_f64() * 1e3,
        load_time.as_secs_f64() * 1e3,
    )?;
    Ok(())
}

/// Of sorted numbers, the middle one.
fn median(sorted: &[f64]) -> f64 {
    let upper = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    let lower = sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    f64::midpoint(lower, upper)
}

/// In millions of bytes.
fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

/// The most memory this process has had, in millions of bytes, where the system tells (Linux).
fn peak_memory() -> Option<f64> {
    let status = TextReader::new(File::open("/proc/self/status").ok()?, None, true).rest().ok()?;
    let kibibytes: f64 =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}
