//! Tables of which nothing is known, and those of the tools: the first byte says which.

#![no_main]

use libfuzzer_sys::fuzz_target;

const TOOLS: &[&str] = &[
    "omegat", "omegat-csv", "trados", "glossary-converter", "memoq", "crowdin", "weblate", "phrase-strings", "lokalise",
    "transifex", "deepl", "deepl-csv", "aws", "modernmt-sets", "babeldoc",
];

fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else { return };
    // A reader is given text.
    let text = String::from_utf8_lossy(text);
    match TOOLS.get(usize::from(*choice)) {
        Some(tool) => baixiao_fuzz::settles(tool, text.as_bytes()),
        None => baixiao_fuzz::reads("table", text.as_bytes()),
    }
});
