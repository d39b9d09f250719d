//! Places where words are not words: addresses, paths and code.

use std::collections::HashMap;

use crate::text::Span;

/// How far an address is followed to either side, in bytes.
const REACH: usize = 2048;

/// Last parts of names on the network that are no words of a language.
const DOMAINS: [&str; 14] = ["com", "org", "net", "edu", "gov", "io", "ai", "cn", "kr", "jp", "dev", "app", "tw", "hk"];

/// Last parts of file names.
const EXTENSIONS: [&str; 24] = [
    "txt", "md", "html", "htm", "pdf", "csv", "tsv", "json", "xml", "toml", "yaml", "yml", "py", "rs", "js", "ts",
    "java", "cpp", "sh", "exe", "zip", "png", "jpg", "docx",
];

/// Whether `span` of `text` lies in a web or mail address, a network name, a
/// file name or a path.
pub fn in_address(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let open = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    if open(span.start.checked_sub(1).and_then(|at| bytes.get(at))) && open(bytes.get(span.end)) {
        return false;
    }
    let word = word_around(text, span);
    let Some(word) = word.slice(text) else {
        return false;
    };
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '>']);
    if !word.bytes().any(|byte| matches!(byte, b'.' | b'@' | b'/' | b'\\' | b':')) {
        return false;
    }
    let word = word.trim_start_matches(['(', '[', '{', '"', '\'', '<']);
    is_web(word) || is_mail(word) || is_path(word) || has_known_end(word)
}

/// The run of ASCII characters around `span` that an address can be made of.
fn word_around(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes();
    let part_of = |byte: &&u8| byte.is_ascii_graphic() && !matches!(byte, b'`' | b'"' | b'<' | b'>');
    let before = bytes.get(..span.start).unwrap_or_default();
    let after = bytes.get(span.end..).unwrap_or_default();
    Span::new(
        span.start - before.iter().rev().take(REACH).take_while(part_of).count(),
        span.end + after.iter().take(REACH).take_while(part_of).count(),
    )
}

fn is_web(word: &str) -> bool {
    let scheme = word.split_once("://").map(|(scheme, _)| scheme);
    let is_scheme = |name: &str| {
        let name = name.rsplit(['(', '[']).next().unwrap_or(name);
        name.len() > 1 && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    scheme.is_some_and(is_scheme) || word.starts_with("www.") || word.starts_with("mailto:")
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
    })
}

fn is_path(word: &str) -> bool {
    let rooted = ["/", "./", "../", "~/", ".\\", "..\\", "\\\\"].iter().any(|root| word.starts_with(root));
    let drive = word.chars().nth(1) == Some(':') && word.chars().nth(2).is_some_and(|c| c == '\\' || c == '/');
    (rooted && word.chars().any(char::is_alphabetic)) || drive
}

/// example.com/about, docs/readme.md, config.toml
fn has_known_end(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let file = word.rsplit(['/', '\\']).next().unwrap_or_default();
    let ends_in = |name: &str, known: &[&str]| {
        name.rsplit_once('.').is_some_and(|(stem, end)| {
            stem.chars().next_back().is_some_and(char::is_alphanumeric) && known.contains(&end)
        })
    };
    ends_in(host, &DOMAINS) || ends_in(file, &EXTENSIONS)
}

/// The spans of `text` between backticks: code as Markdown writes it.
///
/// A run of backticks is closed by the next one of the same length. A fence,
/// three or more at the beginning of a line, reaches as far as the next one;
/// anything else ends with its line, since a lone backtick is mere punctuation.
pub fn code_spans(text: &str) -> Vec<Span> {
    let runs = backtick_runs(text);
    let is_fence = |run: &Span| {
        let before = text.get(..run.start).unwrap_or_default();
        run.len() > 2 && before.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n')
    };
    // For each run the next one of its length, found from the end.
    let mut last: HashMap<usize, usize> = HashMap::new();
    let mut closing: Vec<Option<usize>> =
        runs.iter().enumerate().rev().map(|(at, run)| last.insert(run.len(), at)).collect();
    closing.reverse();
    let mut spans = Vec::new();
    let mut at = 0;
    while let (Some(open), Some(close)) = (runs.get(at), closing.get(at)) {
        at += 1;
        let Some((next, close)) = close.and_then(|next| Some((next, runs.get(next)?))) else { continue };
        let in_line = || text.get(open.end..close.start).is_some_and(|inside| !inside.contains('\n'));
        if (is_fence(open) && is_fence(close)) || in_line() {
            spans.push(Span::new(open.start, close.end));
            at = next + 1;
        }
    }
    spans
}

fn backtick_runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => runs.push(Span::new(at, at + 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_text() {
        for (text, word, inside) in [
            ("See https://deepseek.com/openai for details.", "openai", true),
            ("Write to info@deepseek.com, please", "deepseek", true),
            ("www.google.com", "google", true),
            ("in docs/openai.md there", "openai", true),
            ("/usr/share/openai/x", "openai", true),
            ("C:\\openai\\x", "openai", true),
            ("See DeepSeek.", "DeepSeek", false),
            ("AI/ML and US/China", "AI", false),
            ("(DeepSeek)", "DeepSeek", false),
            ("DeepSeek: why", "DeepSeek", false),
            ("levels at deepseek.com:", "deepseek", true),
            ("@openai said", "openai", false),
        ] {
            let start = text.rfind(word).expect("it stands there");
            assert_eq!(in_address(text, Span::new(start, start + word.len())), inside, "{text}");
        }
    }

    #[test]
    fn code_is_between_equal_runs() {
        let spans = |text: &str| {
            code_spans(text).iter().map(|span| span.slice(text).unwrap_or("?").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(spans("a `b` c ``d`e`` f"), ["`b`", "``d`e``"]);
        assert_eq!(spans("it`s a lone one\nand` another"), Vec::<String>::new());
        assert_eq!(spans("```\nx\n\ny\n``` z"), ["```\nx\n\ny\n```"]);
    }
}
