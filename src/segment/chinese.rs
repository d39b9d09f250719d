//! Whether a piece of Chinese stands as words of its own.
//!
//! The most probable path through the dictionary, in which the glossary's
//! terms take part, is what a reader would see as words.
//!
//! # Source
//!
//! The unigram lattice of jieba (Sun Junyi), without its hidden Markov model. That single characters
//! cost more is what MMSEG (Tsai Chih-Hao, 1996) sees to by its rules of even length.

use std::sync::LazyLock;

use crate::segment::dictionary::Dictionary;
use crate::segment::edges::{HAN_NUMERALS, is_han_numeral, is_numeral_before};

/// Measures of single things, which are counted, as names are not: 九个字节, but 两个华为员工.
const MEASURES: &str = "个個位名只隻台张張块塊枚份条條件种種层層级級阶階";

/// Whether `before`, what precedes a word, ends in a number above one and a
/// measure: 九个, 三阶. 再造一个百度 is a figure of speech.
pub fn is_counted(before: &str) -> bool {
    let mut last = before.chars().rev();
    last.next().is_some_and(|c| MEASURES.contains(c))
        && last.next().is_some_and(|c| c != '一' && (is_han_numeral(c) || c.is_numeric()))
}

/// How a piece of a run of Han text stands among its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As one word, or as several.
    Word,
    /// Inside a longer word from which it may be told apart: 美国 in 美国人, 元 in 亿元.
    Part,
    /// Inside a longer word.
    Inside,
    /// Across the edge of another word.
    Across,
}

/// A run of simplified Chinese, cut into words. Places are counted in characters.
#[derive(Debug, Default)]
pub struct Run {
    chars: Vec<char>,
    /// Where words begin and end, both ends of the run included.
    edges: Vec<usize>,
    /// What the glossary knows, as (start, end), by their starts.
    terms: Vec<(usize, usize)>,
    lattice: Lattice,
}

/// Frequent surnames that are hardly ever words of their own before a noun.
const SURNAMES: &str = "李王张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢韩冯邓曹彭萧蔡潘袁董苏吕魏蒋杜沈姜";
/// What titles and callings end in: 工程师, 作曲家, 教授, 经理, 记者, 总监.
const TITLE_ENDS: &str = "师家员长授理者监手士";

/// What stands between names.
const JOINERS: &str = "和与及跟叫";

/// What a content word of one character costs beside its frequency: seven times rarer.
/// Counts come from single characters as well as from names and broken words, and text prefers
/// words of two: 南韩|国会, not 南|韩国|会.
const SINGLE: u64 = 2_000_000;

/// How much cheaper each character beyond three makes a term of the glossary:
/// the longer it is, the less likely it stands there by chance.
const LONG: u64 = 3_000_000;

/// How much dearer than a word of its own a compound must be, to be taken apart: fifty times rarer.
const FREE: u32 = 3_900_000;

/// What verbs take as a second part, to tell what comes of them: 写出, 做完.
const COMPLEMENTS: [char; 8] = ['下', '出', '到', '住', '成', '完', '过', '掉'];

/// Words of one character that stand beside nouns and never make one with them.
const PARTICLES: &str = "的地得了着过是在和与或及把被将对向从由为以于到给让使令跟比按也都就还又再才只不没很更最这那每各某该本其之所而但且则因如若虽并等吗呢吧啊";

/// Particles and numerals, sorted.
static LIGHT: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut light: Vec<char> = PARTICLES.chars().chain(HAN_NUMERALS.chars()).collect();
    light.sort_unstable();
    light
});

/// Whether `c` alone is a word with a content.
fn is_content(c: char) -> bool {
    !c.is_ascii() && LIGHT.binary_search(&c).is_err()
}

impl Run {
    /// Cuts `chars`, a piece of simplified text in small letters without punctuation.
    ///
    /// `terms` are pieces that the glossary knows, as (start, end), by their starts: each is
    /// just probable enough to be one word where it stands alone, so that
    /// words of the dictionary which cross its edges win.
    pub fn new(chars: Vec<char>, terms: Vec<(usize, usize)>) -> Self {
        let mut run = Self { chars, terms, ..Self::default() };
        run.cut(SINGLE);
        run
    }

    /// Cuts another piece in place of this one: `fill` puts its characters and
    /// terms into empty lists.
    pub fn refill(&mut self, fill: impl FnOnce(&mut Vec<char>, &mut Vec<(usize, usize)>)) {
        self.chars.clear();
        self.terms.clear();
        fill(&mut self.chars, &mut self.terms);
        self.cut(SINGLE);
    }

    /// Cuts the run; `single` is what a content word of one character costs beside its frequency.
    fn cut(&mut self, single: u64) {
        let mut lattice = std::mem::take(&mut self.lattice);
        lattice.fill(&self.chars);
        let len = self.chars.len();
        lattice.ways.clear();
        lattice.ways.resize(len + 1, (0, len));
        let mut terms = self.terms.iter().rev().peekable();
        for start in (0..len).rev() {
            let content = self.chars.get(start).is_some_and(|c| is_content(*c));
            let single = if content { single } else { 0 };
            let mut best = lattice.step(start, len, &lattice.ways, single);
            while let Some((_, end)) = terms.next_if(|(from, _)| *from >= start) {
                let cost = lattice.term_cost(start, *end) + if *end == start + 1 { single } else { 0 };
                let onward = lattice.ways.get(*end).map_or(0, |way| way.0);
                best = best.min((cost + onward, usize::MAX - end));
            }
            if let Some(way) = lattice.ways.get_mut(start) {
                *way = best;
            }
        }
        self.edges.clear();
        self.edges.push(0);
        let mut at = 0;
        while let Some((_, end)) = lattice.ways.get(at).filter(|_| at < len) {
            at = usize::MAX - end;
            self.edges.push(at);
        }
        self.lattice = lattice;
    }

    /// The words, as they stand in the run.
    pub fn words(&self) -> Vec<String> {
        self.edges
            .iter()
            .zip(self.edges.iter().skip(1))
            .filter_map(|(from, to)| self.chars.get(*from..*to))
            .map(|word| word.iter().collect())
            .collect()
    }

    /// How the characters `start..end` stand among the words.
    pub fn standing(&self, start: usize, end: usize) -> Standing {
        if self.is_number(start) || self.is_given_name(start, end) {
            return Standing::Across;
        }
        let is_edge = |at: usize| self.edges.binary_search(&at).is_ok();
        if is_edge(start) && is_edge(end) {
            return if end - start > 1 || self.is_alone(start, end) { Standing::Word } else { Standing::Inside };
        }
        let word_start = self.edges.iter().rev().find(|edge| **edge <= start).copied().unwrap_or(0);
        let word_end = self.edges.iter().find(|edge| **edge > start).copied().unwrap_or(self.chars.len());
        if word_end < end {
            return Standing::Across;
        }
        if self.is_part((word_start, start), (start, end), (end, word_end)) { Standing::Part } else { Standing::Inside }
    }

    /// Whether a word of several characters follows at `end`, which what ends there may describe:
    /// not a verb with its complement (存下).
    pub fn goes_on(&self, end: usize) -> bool {
        let next = self.edges.iter().find(|edge| **edge > end);
        next.is_some_and(|next| next - end > 1 && !self.piece((end, *next)).ends_with(COMPLEMENTS))
    }

    fn piece(&self, (start, end): (usize, usize)) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// Whether a number runs on into the piece: 一百|度 is not 百度.
    fn is_number(&self, start: usize) -> bool {
        let numeral = |at: Option<usize>| at.and_then(|at| self.chars.get(at)).is_some_and(|c| is_han_numeral(*c));
        numeral(Some(start)) && numeral(start.checked_sub(1))
    }

    /// Whether the piece is a given name: two characters after a surname that
    /// begins the run or follows a title (作曲家陈开源) or another name (赵自信和孙创新).
    fn is_given_name(&self, start: usize, end: usize) -> bool {
        let Some(surname) = start.checked_sub(1) else { return false };
        let is_surname = self.chars.get(surname).is_some_and(|c| SURNAMES.contains(*c));
        let after_title = surname.checked_sub(1).is_none_or(|at| {
            let ends_word = self.edges.binary_search(&surname).is_ok();
            ends_word && self.chars.get(at).is_some_and(|c| TITLE_ENDS.contains(*c) || JOINERS.contains(*c))
        });
        end - start == 2 && is_surname && after_title
    }

    /// One character is a word only where the text leaves no doubt: after a
    /// number, or between words to which it cannot belong. Beside another
    /// single character it is more likely part of a word that no dictionary
    /// has (词元).
    fn is_alone(&self, start: usize, end: usize) -> bool {
        if is_numeral_before(&self.piece((0, start))) {
            return true;
        }
        let before = self.edges.iter().rev().find(|edge| **edge < start).map(|from| self.piece((*from, start)));
        let after = self.edges.iter().find(|edge| **edge > end).map(|to| self.piece((end, *to)));
        let parts = |word: &Option<String>| {
            word.as_ref().is_none_or(|word| word.chars().nth(1).is_some() || PARTICLES.contains(word.as_str()))
        };
        parts(&before) && parts(&after)
    }

    /// Whether a longer word is the piece with something that every reader
    /// takes apart: a number before it; people, goods and teams after the name
    /// of a place; another term (美国硅谷); or other words that are much more
    /// often without it (优秀人才, but not 开源节流, since 节流 is hardly ever elsewhere).
    fn is_part(&self, before: (usize, usize), piece: (usize, usize), after: (usize, usize)) -> bool {
        let (number, suffix) = (self.piece(before), self.piece(after));
        if suffix.is_empty() && piece.1 - piece.0 == 1 {
            return is_numeral_before(&number);
        }
        let word = |(start, end): (usize, usize)| Dictionary::embedded().word(self.chars.get(start..end)?);
        if number.is_empty()
            && matches!(suffix.as_str(), "人" | "籍" | "产" | "队" | "省" | "市" | "军" | "裔" | "版" | "城")
        {
            return word(piece).is_some_and(|word| word.is_place);
        }
        let whole = word((before.0, after.1)).map_or(0, |word| word.cost);
        let is_term = |rest: (usize, usize)| rest.1 - rest.0 > 1 && self.terms.binary_search(&rest).is_ok();
        let is_free = |rest: (usize, usize)| {
            rest.0 == rest.1
                || is_term(rest)
                || (rest.1 - rest.0 > 1 && word(rest).is_some_and(|word| whole.saturating_sub(word.cost) > FREE))
        };
        piece.1 - piece.0 > 1 && is_free(before) && is_free(after)
    }
}

/// The words of the dictionary that a run may be cut into.
#[derive(Debug, Default)]
struct Lattice {
    /// For each character, where the words that begin with it end in `words`.
    ends: Vec<usize>,
    /// The words: (end, cost), by their starts, the shortest first.
    words: Vec<(usize, u32)>,
    /// For each character, where the letters and digits end that begin with it.
    latin: Vec<usize>,
    /// The cheapest way to the end from each character: cost, and the end of
    /// the first word, counted down from the top: of equal ways the longer word wins.
    ways: Vec<(u64, usize)>,
    /// The same, inside a term.
    inner: Vec<(u64, usize)>,
}

impl Lattice {
    /// Looks up the words of `chars`.
    fn fill(&mut self, chars: &[char]) {
        let dictionary = Dictionary::embedded();
        self.ends.clear();
        self.words.clear();
        self.latin.clear();
        self.latin.resize(chars.len(), 0);
        let mut end = chars.len();
        for (at, c) in chars.iter().enumerate().rev() {
            if !c.is_ascii_alphanumeric() {
                end = at;
            }
            if let Some(latin) = self.latin.get_mut(at) {
                *latin = end;
            }
        }
        for start in 0..chars.len() {
            let latin = self.latin.get(start).copied().unwrap_or(start);
            let words = dictionary.words(chars.get(start..).unwrap_or_default());
            let words = words.map(|word| (start + word.chars, word.cost));
            // Letters and digits of one number or name are not torn apart.
            self.words.extend(words.filter(|(end, _)| *end >= latin));
            self.ends.push(self.words.len());
        }
    }

    /// The cheapest first word from `start`, and the way on from its end, up to `limit`;
    /// `single` is added to a word of one character.
    fn step(&self, start: usize, limit: usize, ways: &[(u64, usize)], single: u64) -> (u64, usize) {
        let onward = |end: usize| ways.get(end).map_or(0, |way| way.0);
        let latin = self.latin.get(start).copied().unwrap_or(start).min(limit);
        let unknown = latin.max(start + 1);
        let mut best = (u64::from(Dictionary::embedded().once) + single + onward(unknown), usize::MAX - unknown);
        let first = start.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let words = self.words.get(first..self.ends.get(start).copied().unwrap_or(first)).unwrap_or_default();
        for (end, cost) in words.iter().take_while(|(end, _)| *end <= limit) {
            let cost = u64::from(*cost) + if *end == start + 1 { single } else { 0 };
            best = best.min((cost + onward(*end), usize::MAX - end));
        }
        best
    }

    /// What a term costs as one word: a trifle less than the words it is made of,
    /// and no more than a word that was seen once.
    fn term_cost(&mut self, start: usize, end: usize) -> u64 {
        let mut ways = std::mem::take(&mut self.inner);
        ways.clear();
        ways.resize(end + 1, (0, end));
        for at in (start..end).rev() {
            let way = self.step(at, end, &ways, 0);
            if let Some(place) = ways.get_mut(at) {
                *place = way;
            }
        }
        let parts = ways.get(start).map_or(0, |way| way.0);
        self.inner = ways;
        let bonus = u64::try_from((end - start).saturating_sub(3)).unwrap_or(0) * LONG;
        parts.saturating_sub(1).min(u64::from(Dictionary::embedded().once)).saturating_sub(bonus)
    }
}

#[cfg(test)]
mod tests {
    use jieba_rs::Jieba;

    use super::*;

    #[test]
    fn things_are_counted_by_their_measures() {
        for (before, counted) in
            [("存下九个", true), ("解3阶", true), ("再造一个", false), ("这个", false), ("三家", false), ("个", false)]
        {
            assert_eq!(is_counted(before), counted, "{before}");
        }
    }

    #[test]
    fn standing_among_words() {
        for (text, piece, terms, standing) in [
            ("幻方量化的基金", "基金", &[(0, 4)][..], Standing::Word),
            ("幻方量化的基金", "幻方量化", &[(0, 4)], Standing::Word),
            ("这家慈善基金会资助了小学", "基金", &[], Standing::Inside),
            ("船队离开源头之后", "开源", &[(3, 5)], Standing::Across),
            ("今年要继续开源节流", "开源", &[(5, 7)], Standing::Inside),
            ("杭州人喜欢喝茶", "杭州", &[], Standing::Part),
            ("吸引优秀人才", "人才", &[], Standing::Part),
            ("规模曾超过100亿元", "元", &[], Standing::Part),
            ("每百万词元只要两元", "元", &[], Standing::Inside),
            ("华为英伟达谷歌三家公司", "英伟达", &[(2, 5)], Standing::Word),
            ("美国硅谷的工程师", "美国", &[(0, 2), (2, 4)], Standing::Part),
            ("赵自信和孙创新", "创新", &[(5, 7)], Standing::Across),
            ("在36氪发表", "36氪", &[(1, 4)], Standing::Word),
            ("在136氪发表", "36氪", &[(2, 5)], Standing::Across),
            ("水烧到一百度左右", "百度", &[], Standing::Across),
            ("作曲家陈开源", "开源", &[], Standing::Across),
            ("电脑科学系开设", "电脑科学", &[(0, 4)], Standing::Word),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let start = text.split(piece).next().map_or(0, |before| before.chars().count());
            let run = Run::new(chars, terms.to_vec());
            assert_eq!(run.standing(start, start + piece.chars().count()), standing, "{piece}: {:?}", run.words());
        }
    }

    /// The lattice is jieba's: it cuts as jieba does, on every Chinese text that we have.
    #[test]
    fn words_are_jiebas() {
        let mut jieba = Jieba::new();
        let supplements = [include_str!("data/supplement.txt"), include_str!("data/taiwan.txt")];
        for line in supplements.iter().flat_map(|text| text.lines()) {
            let cells: Vec<&str> = line.split(' ').collect();
            jieba.add_word(cells[0], cells[1].parse().ok(), Some(cells[2]));
        }
        let quotes = include_str!("../../glossary/quotes.csv");
        let terms = include_str!("../../glossary/terms.csv");
        let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
        let mut runs = 0;
        for run in quotes.split(|c| !han(c)).chain(terms.split(|c| !han(c))).filter(|run| !run.is_empty()) {
            let mut ours = Run { chars: run.chars().collect(), ..Run::default() };
            ours.cut(0);
            let ours = ours.words();
            let theirs: Vec<&str> = jieba.cut(run, false).iter().map(|token| token.word).collect();
            assert_eq!(ours, theirs);
            runs += 1;
        }
        assert!(runs > 500, "{runs}");
    }
}
