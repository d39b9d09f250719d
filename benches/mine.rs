//! How fast wordings are found: `cargo bench --bench mine`, or `… -- FILE FILE` on texts of
//! your own, one sentence a line. Prints seconds, pairs and, on Linux, the most memory used.
#![expect(clippy::print_stdout, reason = "a bench tells its numbers")]

use std::fs::File;
use std::io::Read as _;
use std::time::Instant;

use baixiao::compare::mine::{Cut, Options, Source, mine};
use baixiao::lang::Lang;
use baixiao::text::detect_lang;

/// How many sentences each of the two made documents has.
const SENTENCES: usize = 50_000;
/// How many words there are; the n-th is met as often as 1/n.
const WORDS: u64 = 20_000;

/// What syllables are made of.
const CONSONANTS: &str = "bcdfghjklmnprstvwz";
const VOWELS: &str = "aeiouy";

/// Numbers that look as if they came by chance, the same each time (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// A word, the frequent ones more often, by halving the range at random.
    fn word(&mut self) -> String {
        let mut range = WORDS;
        while range > 40 && self.below(3) > 0 {
            range /= 2;
        }
        // A syllable for each digit of a number in a system of as many digits as there are syllables.
        let mut number = (self.below(range.max(1)) + 1) * 7919;
        let mut word = String::new();
        while number > 0 {
            for letters in [CONSONANTS, VOWELS] {
                let count = u64::try_from(letters.len()).unwrap_or(1);
                word.extend(usize::try_from(number % count).ok().and_then(|at| letters.chars().nth(at)));
                number /= count;
            }
        }
        word
    }

    fn sentence(&mut self) -> Vec<String> {
        (0..8 + self.below(16)).map(|_| self.word()).collect()
    }
}

/// Two documents; one sentence in twenty of the second is one of the first in other words.
fn made() -> [String; 2] {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let first: Vec<Vec<String>> = (0..SENTENCES).map(|_| chance.sentence()).collect();
    let second: Vec<Vec<String>> = first
        .iter()
        .map(|sentence| {
            if chance.below(20) > 0 {
                return chance.sentence();
            }
            let kept = sentence.iter().filter(|_| chance.below(4) > 0).cloned().collect::<Vec<_>>();
            kept.into_iter().chain([chance.word(), chance.word()]).collect()
        })
        .collect();
    [first, second].map(|sentences| sentences.iter().map(|words| words.join(" ") + ".\n").collect())
}

fn read(path: &str) -> String {
    let mut text = String::new();
    File::open(path).and_then(|mut file| file.read_to_string(&mut text)).expect("a file in UTF-8");
    text
}

/// The most memory that this process had, in megabytes.
fn peak() -> Option<u64> {
    let mut status = String::new();
    File::open("/proc/self/status").ok()?.read_to_string(&mut status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let texts: Vec<String> =
        if paths.is_empty() { made().into() } else { paths.iter().map(|path| read(path)).collect() };
    let source =
        |text| Source { name: "", text, lang: detect_lang(text, &[]).unwrap_or(Lang::UND), mentions: Vec::new() };
    for cut in [Cut::Lines, Cut::Sentences] {
        let sources: Vec<Source<'_>> = texts.iter().map(|text| source(text.as_str())).collect();
        let start = Instant::now();
        let mined = mine(&sources, Options { cut, ..Options::default() });
        let seconds = start.elapsed().as_secs_f64();
        let (units, pairs, groups) = (mined.units.len(), mined.pairs.len(), mined.groups.len());
        let memory = peak().map_or_else(String::new, |megabytes| format!(", {megabytes} MB at most"));
        println!("{cut:?}: {units} units, {pairs} pairs, {groups} groups in {seconds:.1} s{memory}");
    }
}
