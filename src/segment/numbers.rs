//! Numbers in a text: digits, and numerals in words.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::lang::Lang;
use crate::segment::edges::Rules;
use crate::segment::{korean, word_key, word_spans};
use crate::text::Span;

/// A number that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Where, in bytes.
    pub span: Span,
    /// Its value; of a percentage the number before the sign.
    pub value: f64,
    /// Whether it is a percentage.
    pub is_percent: bool,
    /// Whether it is a numeral in words for one, which mostly is an article.
    pub is_article: bool,
}

impl Number {
    /// Whether it may be a year.
    pub fn is_year(&self) -> bool {
        !self.is_percent && self.value.fract() == 0.0 && (1900.0..2100.0).contains(&self.value)
    }

    /// Whether both are the same amount.
    pub fn is_same(&self, other: &Self) -> bool {
        let scale = self.value.abs().max(other.value.abs()).max(1.0);
        self.is_percent == other.is_percent && (self.value - other.value).abs() <= scale * 1e-9
    }
}

/// What a numeral is worth, and whether it multiplies what stands before.
type Worth = (f64, bool);

/// The numerals of `numerals.tsv`.
#[derive(Default)]
struct Numerals {
    english: HashMap<&'static str, Worth>,
    /// Those of a character each, Han and Hangul.
    characters: HashMap<char, Worth>,
    /// Native Korean ones, as they stand before what is counted.
    native: HashMap<&'static str, f64>,
    /// What Chinese counts with.
    measures: HashSet<char>,
    /// What Korean counts with: a numeral in Hangul is one only before these.
    counters: Vec<&'static str>,
}

static NUMERALS: LazyLock<Numerals> = LazyLock::new(|| {
    let mut numerals = Numerals::default();
    for row in include_str!("data/numerals.tsv").lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [lang, kind, word, value] = cells.as_slice() else { continue };
        let value: f64 = value.parse().unwrap_or_default();
        match (*lang, *kind) {
            ("en", kind) => drop(numerals.english.insert(word, (value, kind == "power"))),
            ("han", "counter") => numerals.measures.extend(word.chars()),
            (_, "counter") => numerals.counters.push(word),
            (_, "native") => drop(numerals.native.insert(word, value)),
            (_, kind) => numerals.characters.extend(word.chars().map(|c| (c, (value, kind == "power")))),
        }
    }
    numerals
});

/// The numbers in `text`, read as `lang`, in order; what cannot be read whole
/// (fractions, times of day, a dozen or so) is left out.
pub fn numbers(text: &str, lang: Lang) -> Vec<Number> {
    let mut found = digits(text, lang);
    let taken = found.clone();
    let words = match Rules::of(lang) {
        Rules::English => english(text, lang),
        Rules::Chinese | Rules::Japanese => chinese(text),
        Rules::Korean => korean(text),
        Rules::Spaced | Rules::Unspaced => Vec::new(),
    };
    found.extend(words.into_iter().filter(|word| !taken.iter().any(|number| number.span.overlaps(word.span))));
    found.sort_by_key(|number| number.span);
    found
}

/// Numbers that begin with a digit, with what multiplies them: 1,000, 1.5bn, 10万, 1만2천.
fn digits(text: &str, lang: Lang) -> Vec<Number> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|to| at + to) {
        let (before, rest) = text.split_at_checked(start).unwrap_or_default();
        let figure = figure(rest);
        at = start + figure.len().max(1);
        // R1, V3 and B2B are names.
        if before.ends_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let Some(mut value) = figure_value(figure) else { continue };
        let (factor, used) = multiplier(text.get(at..).unwrap_or_default(), lang);
        // A letter glued on makes a name too: 4o, 7B; not in the 1980s.
        let after = text.get(at..).unwrap_or_default();
        if used == 0 && after.starts_with(|c: char| c.is_ascii_alphabetic() && c != 's') {
            continue;
        }
        value *= factor;
        at += used;
        // What goes on after a power: 1만2천.
        let mut last = factor;
        while last > 1.0 && Rules::of(lang) != Rules::English {
            let rest = text.get(at..).unwrap_or_default();
            let blank = usize::from(rest.starts_with(' '));
            let rest = rest.get(blank..).unwrap_or_default();
            let figure = self::figure(rest);
            let Some(part) = figure_value(figure).filter(|_| !figure.is_empty()) else { break };
            let (factor, used) = multiplier(rest.get(figure.len()..).unwrap_or_default(), lang);
            // A smaller power goes on with the number; anything else is another one.
            if factor >= last || blank > 0 && factor < 10.0 {
                break;
            }
            value += part * factor;
            at += blank + figure.len() + used;
            last = factor;
        }
        let span = Span::new(start, at);
        out.extend(whole(text, span, value, lang));
    }
    out
}

/// The digits that `rest` begins with, with their separators.
fn figure(rest: &str) -> &str {
    let length = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(rest.len());
    rest.get(..length).unwrap_or_default().trim_end_matches([',', '.'])
}

/// The number at `span`, unless it is a part of something else: a fraction, a
/// time of day, or an amount that is left open.
fn whole(text: &str, span: Span, value: f64, lang: Lang) -> Option<Number> {
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let is_time = before.ends_with([':', '/']) || after.starts_with([':', '/']);
    let word = |words: &str| -> String {
        words.trim_start().chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase()
    };
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let is_cut = is_time
        || before.ends_with("分之") && !before.ends_with("百分之")
        || before.ends_with(['几', '幾', '数', '數', '수', '몇'])
        || after.starts_with("分之")
        || after.starts_with(['几', '幾', '多', '余', '餘', '来', '여', '몇'])
        || Rules::of(lang) == Rules::English && (FRACTIONS.contains(&word(after).as_str()) || last == "past");
    if is_cut {
        return None;
    }
    let tens = after.starts_with('成') && Rules::of(lang) == Rules::Chinese;
    let is_percent = tens || before.ends_with("百分之") || is_percent(after);
    let value = if tens { value * 10.0 } else { value };
    Some(Number { span, value, is_percent, is_article: false })
}

/// What makes a fraction of the numeral before it, or a time of day.
const FRACTIONS: [&str; 11] =
    ["third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths", "past", "oclock", "o"];

/// Whether a sign or word for per cent follows; percentage points are something else.
fn is_percent(after: &str) -> bool {
    let after = after.trim_start();
    let stands =
        |word: &str| after.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    after.starts_with(['%', '％']) || after.starts_with("퍼센트") || stands("percent") || stands("per cent")
}

/// The value of digits with separators: a comma or full stop before three digits, again and again, groups.
fn figure_value(figure: &str) -> Option<f64> {
    let groups: Vec<&str> = figure.split(',').collect();
    let grouped =
        groups.len() > 1 && groups.iter().skip(1).all(|group| group.split('.').next().map(str::len) == Some(3));
    let plain = if grouped { groups.concat() } else { figure.replace(',', ".") };
    plain.parse().ok()
}

/// What multiplies a number that stands before `after`, and how many bytes say so.
fn multiplier(after: &str, lang: Lang) -> (f64, usize) {
    let blanks = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
    let word = after.get(blanks..).unwrap_or_default();
    if Rules::of(lang) == Rules::English {
        let length = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
        let name = word.get(..length).unwrap_or_default().to_lowercase();
        return match NUMERALS.english.get(name.as_str()) {
            // “5 m” is five metres.
            Some((value, true)) if name.len() > 1 || blanks == 0 => (*value, blanks + length),
            _ => (1.0, 0),
        };
    }
    let (mut factor, mut used) = (1.0, 0);
    for c in word.chars() {
        let Some((value, true)) = character(c) else { break };
        factor *= value;
        used += c.len_utf8();
    }
    if used == 0 { (1.0, 0) } else { (factor, blanks + used) }
}

fn character(c: char) -> Option<Worth> {
    NUMERALS.characters.get(&c).copied()
}

/// Numerals in English words: twenty-one, two hundred million.
fn english(text: &str, lang: Lang) -> Vec<Number> {
    let mut out: Vec<Number> = Vec::new();
    let mut open: Option<(Span, f64, f64)> = None;
    let close = |open: &mut Option<(Span, f64, f64)>, out: &mut Vec<Number>| {
        if let Some((span, total, part)) = open.take() {
            let value = total + part;
            // One in words is an article, mostly.
            let number = whole(text, span, value, lang);
            out.extend(number.map(|number| Number { is_article: value <= 1.0 && value > 0.5, ..number }));
        }
    };
    for span in word_spans(text, lang) {
        let key = word_key(span.slice(text).unwrap_or_default(), lang);
        let numeral = NUMERALS.english.get(key.as_str()).copied().filter(|_| key.len() > 2);
        let gap = open.map(|(last, ..)| text.get(last.end..span.start).unwrap_or_default());
        match (numeral, open.as_mut()) {
            (Some((value, is_power)), Some((whole, total, part)))
                if gap.is_some_and(|gap| gap.trim().is_empty() || gap == "-")
                    && (is_power || *part >= 20.0 || *part == 0.0) =>
            {
                whole.end = span.end;
                if is_power && value >= 1e3 {
                    *total = (*total + part.max(1.0)) * value;
                    *part = 0.0;
                } else if is_power {
                    *part = part.max(1.0) * value;
                } else {
                    *part += value;
                }
            }
            (Some((value, is_power)), _) => {
                close(&mut open, &mut out);
                // A power alone is an article and a power: a million, hundred.
                open = Some(if is_power { (span, value, 0.0) } else { (span, 0.0, value) });
            }
            (None, _) => close(&mut open, &mut out),
        }
    }
    close(&mut open, &mut out);
    out
}

/// Numerals in Han characters: words of their own or with what they count, and
/// none that begins with a power of ten but ten itself (万一, 千万).
fn chinese(text: &str) -> Vec<Number> {
    let words = word_spans(text, Lang::ZH);
    // 四川 is no four, but 半个 is a half: what goes on in the word counts things.
    let is_alone = |span: Span| {
        words.iter().filter(|word| word.overlaps(span)).all(|word| {
            let mut letters = word.slice(text).unwrap_or_default().char_indices();
            letters.all(|(at, c)| {
                let letter = Span::new(word.start + at, word.start + at + c.len_utf8());
                span.overlaps(letter) || NUMERALS.measures.contains(&c) || "百分之".contains(c)
            })
        })
    };
    runs(text, |c| character(c).is_some() && !matches!(c, '가'..='힣'))
        .filter_map(|span| {
            let numeral = span.slice(text)?;
            let begins =
                numeral.chars().next().and_then(character).is_some_and(|(value, power)| !power || value < 11.0);
            let value = character_value(numeral).filter(|_| begins && is_alone(span))?;
            let number = whole(text, span, value, Lang::ZH)?;
            Some(Number { is_article: value <= 1.0 && value > 0.5, ..number })
        })
        .collect()
}

/// What particles after a counter begin with; other tails make another noun of it (장관).
const PARTICLE_STARTS: [char; 19] =
    ['이', '가', '은', '는', '을', '를', '에', '의', '로', '도', '만', '과', '와', '까', '부', '씩', '당', '째', '간'];

/// Numerals in Hangul before a counter, sino-Korean or native.
fn korean(text: &str) -> Vec<Number> {
    // The counter ends its word, or a particle follows: not 이 대통령, 조 장관.
    let counts = |tail: &str| {
        let tail = tail.trim_start();
        let word = tail.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        NUMERALS.counters.iter().any(|counter| {
            word.strip_prefix(counter).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(PARTICLE_STARTS) && korean::is_tail(counter, rest)
            })
        })
    };
    let begins = |span: Span| {
        text.get(..span.start).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
    };
    let sino = runs(text, |c| character(c).is_some() && matches!(c, '가'..='힣')).filter_map(|span| {
        let value = character_value(span.slice(text)?)?;
        (begins(span) && counts(text.get(span.end..)?)).then_some((span, value))
    });
    let native = word_spans(text, Lang::KO).into_iter().filter_map(|span| {
        let value = NUMERALS.native.get(span.slice(text)?)?;
        counts(text.get(span.end..)?).then_some((span, *value))
    });
    sino.chain(native)
        .filter_map(|(span, value)| {
            let number = whole(text, span, value, Lang::KO)?;
            Some(Number { is_article: value <= 1.0 && value > 0.5, ..number })
        })
        .collect()
}

/// The longest runs of characters that are `wanted`.
fn runs(text: &str, wanted: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| wanted(*c)) {
        match spans.last_mut().filter(|span| span.end == at) {
            Some(span) => span.end = at + c.len_utf8(),
            None => spans.push(Span::new(at, at + c.len_utf8())),
        }
    }
    spans.into_iter()
}

/// The value of numerals of a character each. Without a power they are read as
/// digits (二〇二四), but two alone are a range, of which the greater counts (一两年).
fn character_value(numeral: &str) -> Option<f64> {
    let parts: Vec<Worth> = numeral.chars().map(character).collect::<Option<_>>()?;
    if parts.iter().all(|(_, is_power)| !is_power) {
        return match parts.as_slice() {
            [(a, _), (b, _)] => Some(a.max(*b)),
            parts => Some(parts.iter().fold(0.0, |value, (digit, _)| value * 10.0 + digit)),
        };
    }
    let (mut total, mut section, mut digit) = (0.0, 0.0, 0.0);
    for (value, is_power) in parts {
        if !is_power {
            digit = value;
        } else if value >= 1e4 {
            total = (total + section + digit).max(1.0) * value;
            (section, digit) = (0.0, 0.0);
        } else {
            section += f64::max(digit, 1.0) * value;
            digit = 0.0;
        }
    }
    Some(total + section + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_values() {
        for (text, lang, found) in [
            ("1,000 chips, 1.5 million users, $3bn and 20 percent", Lang::EN, "1000 1500000 3000000000 20%"),
            ("a one- or two-year gap; twenty-one of two hundred", Lang::EN, "2 21 200"),
            ("five hundred thousand, a million", Lang::EN, "500000 1000000"),
            ("GPT-4o, R1, B2B and 7B in the 1980s", Lang::EN, "1980"),
            ("一两年，五十人，二〇二四年，三百二十一", Lang::ZH, "2 50 2024 321"),
            ("10万张卡，1.5亿元，百分之三十，一个人", Lang::ZH, "100000 150000000 30%"),
            ("5천만 명, 3만 달러, 이십 명, 두 번, 이 사람", Lang::KO, "50000000 30000 20 2"),
            ("三成，百分之三十，三分之一，十几人，二十多年，半个小时", Lang::ZH, "30% 30% 0.5"),
            ("四川和三亚，万一，千万别，一定", Lang::ZH, ""),
            (
                "1만2천원, 1만 2천 원, 12,000원, 이 대통령은 오 대통령, 조 장관, 3 프로그램",
                Lang::KO,
                "12000 12000 12000 3",
            ),
            ("two thirds, half past ten, 10:30, 2 percentage points, 30 per cent", Lang::EN, "2 30%"),
            ("1.000 und 2,5", "de".parse().unwrap(), "1 2.5"),
        ] {
            let shown: Vec<String> = numbers(text, lang)
                .into_iter()
                .filter(|number| !number.is_article)
                .map(|number| format!("{}{}", number.value, if number.is_percent { "%" } else { "" }))
                .collect();
            assert_eq!(shown.join(" "), found, "{text}");
        }
    }
}
