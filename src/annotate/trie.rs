//! A trie over sorted keys that is walked from where words may begin.
//!
//! A double array: the child of a node over a letter is at the node's base,
//! combined by XOR with the letter's code, if it names the node as its parent. Nodes that
//! lead to one key only are not built; the rest of the key is compared as a whole.
//!
//! # Source
//!
//! Aoe, An efficient digital search algorithm by using a double-array structure
//! (1989), with codes for letters as Kanda, Akabe and Oda do it (2023).

#![expect(clippy::indexing_slicing, reason = "places that were just added")]

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::annotate::numbers::{self, Number};

/// A set of keys, numbered as they are sorted.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Trie {
    /// The keys, one after another.
    text: String,
    /// Where each key ends in `text`.
    #[serde(with = "numbers")]
    ends: Vec<u32>,
    /// For each letter of the Basic Multilingual Plane its code, or 0.
    #[serde(with = "numbers")]
    codes: Vec<u32>,
    /// The codes of other letters.
    rare: HashMap<u32, u32>,
    #[serde(with = "numbers")]
    nodes: Vec<Node>,
    first: Beginnings,
}

/// What keys begin with, as a Bloom filter with one hash: most places of a text
/// are told by it to begin no key.
///
/// All keys count with their first two letters, and those that begin with as
/// much ASCII with their first four, or with all of fewer.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Beginnings {
    #[serde(with = "numbers")]
    bits: Vec<u64>,
    /// Whether there are keys of one letter.
    single: bool,
    /// Whether there are ASCII beginnings of one, two, three and four letters.
    ascii: [bool; 4],
}

impl Beginnings {
    fn of<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> Self {
        let mut last = None;
        let codes = keys.map(|key| (pair_code(key), ascii_code(key.as_bytes())));
        let codes = codes.filter(move |codes| last.replace(*codes) != Some(*codes));
        // At most one bit in sixteen is set.
        let words = (codes.clone().count() / 2).next_power_of_two();
        let mut filter = Self { bits: vec![0; words], ..Self::default() };
        for (pair, ascii) in codes {
            filter.single |= pair & SECOND == 0;
            filter.add(pair);
            if let Some((len, code)) = ascii {
                filter.ascii[index(len - 1)] = true;
                filter.add(code);
            }
        }
        filter
    }

    fn add(&mut self, code: u64) {
        let (word, bit) = self.place(code);
        self.bits[word] |= bit;
    }

    #[inline]
    fn place(&self, code: u64) -> (usize, u64) {
        let mixed = code.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let word = usize::try_from(mixed >> 32).unwrap_or(0) & (self.bits.len() - 1);
        (word, 1 << (mixed >> 26 & 63))
    }

    #[inline]
    fn has(&self, code: u64) -> bool {
        let (word, bit) = self.place(code);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether a key may begin where these letters stand.
    #[inline]
    fn may_begin(&self, text: &[u8]) -> bool {
        if let Some(head) = text.first_chunk().filter(|head: &&[u8; 4]| head.is_ascii()) {
            let letters = u32::from_le_bytes(*head);
            return (1..).zip(self.ascii).any(|(len, any)| any && self.has(first_letters(letters, len)));
        }
        let Some((first, len)) = letter_at(text, 0) else { return false };
        let first = u64::from(first) << 21;
        letter_at(text, len).is_some_and(|(second, _)| self.has(first | u64::from(second)))
            || self.single && self.has(first)
    }
}

/// The bits of the second letter in the code of a pair.
const SECOND: u64 = (1 << 21) - 1;

/// The code of the first two letters of `key`.
fn pair_code(key: &str) -> u64 {
    let mut letters = key.chars().map(|letter| u64::from(u32::from(letter)));
    letters.next().unwrap_or(0) << 21 | letters.next().unwrap_or(0)
}

/// The code of the first four letters of `key` and their number, if they are
/// ASCII; of all of a shorter key.
fn ascii_code(key: &[u8]) -> Option<(u32, u64)> {
    let len = key.len().min(4);
    let mut head = [0; 4];
    head.get_mut(..len)?.copy_from_slice(key.get(..len)?);
    (head.is_ascii() && len > 0).then(|| {
        let len = number(len);
        (len, first_letters(u32::from_le_bytes(head), len))
    })
}

/// The code of the first `len` of four ASCII letters.
#[inline]
fn first_letters(letters: u32, len: u32) -> u64 {
    u64::from(letters & (u32::MAX >> (32 - 8 * len))) | u64::from(len) << 45
}

/// A node, or a place without one.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The node it is a child of, or [`NONE`].
    parent: u32,
    /// Where its children are, or with [`LEAF`] the only key that is left.
    base: u32,
    /// The key that ends here, or [`NONE`].
    whole: u32,
}

impl Number for Node {
    type Bytes = [u8; 12];

    fn to_bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        for (place, number) in bytes.chunks_mut(4).zip([self.parent, self.base, self.whole]) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    fn from_bytes(bytes: [u8; 12]) -> Self {
        let mut numbers = bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number));
        let mut next = || numbers.next().unwrap_or(NONE);
        Self { parent: next(), base: next(), whole: next() }
    }
}

const NONE: u32 = u32::MAX;
/// What the root is a child of.
const ROOT: u32 = u32::MAX - 1;
const LEAF: u32 = 1 << 31;
const FREE: Node = Node { parent: NONE, base: 0, whole: NONE };
/// How many places may fail before the search for several at once goes on from there.
const PATIENCE: usize = 64;

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a trie holds less than 2 GiB of keys")
}

impl Trie {
    /// Builds the trie of `keys`, which are sorted by bytes, distinct and not empty.
    pub(super) fn new<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        let mut trie = Self::default();
        for key in keys {
            trie.text.push_str(key);
            trie.ends.push(number(trie.text.len()));
        }
        let keys = (0..number(trie.ends.len())).map(|key| trie.key(key));
        trie.first = Beginnings::of(keys);
        let letters = trie.encode();
        trie.link(letters);
        trie
    }

    /// Gives codes to the letters, small ones to frequent letters; how many there are.
    fn encode(&mut self) -> u32 {
        let mut counts: HashMap<char, u32> = HashMap::new();
        for c in self.text.chars() {
            *counts.entry(c).or_default() += 1;
        }
        let mut letters: Vec<(char, u32)> = counts.into_iter().collect();
        letters.sort_unstable_by_key(|(c, count)| (std::cmp::Reverse(*count), *c));
        for ((letter, _), code) in letters.iter().zip(1..) {
            match usize::try_from(u32::from(*letter)) {
                Ok(letter @ 0..0x1_0000) => {
                    if self.codes.len() <= letter {
                        self.codes.resize(letter + 1, 0);
                    }
                    self.codes[letter] = code;
                }
                _ => {
                    self.rare.insert(u32::from(*letter), code);
                }
            }
        }
        number(letters.len())
    }

    fn link(&mut self, letters: u32) {
        let mut places = Places::new(letters, &mut self.nodes);
        places.take(0);
        self.nodes[0].parent = ROOT;
        // A node, the keys that go through it, and how much of them is behind it.
        let mut open = vec![(0_u32, 0_u32, number(self.ends.len()), 0_usize)];
        let mut children: Vec<Child> = Vec::new();
        while let Some((node, first, last, depth)) = open.pop() {
            let mut at = first;
            if at < last && self.key(at).len() == depth {
                self.nodes[index(node)].whole = at;
                at += 1;
            }
            children.clear();
            while let Some(letter) = Some(at).filter(|at| *at < last).and_then(|at| self.letter(at, depth)) {
                let first = at;
                while at < last && self.letter(at, depth) == Some(letter) {
                    at += 1;
                }
                let code = self.code(u32::from(letter));
                children.push(Child { code, first, last: at, depth: depth + letter.len_utf8() });
            }
            let base = places.fit(&mut self.nodes, &children, node == 0);
            self.nodes[index(node)].base = base;
            for child in &children {
                let at = base ^ child.code;
                places.take(at);
                let only = child.last - child.first == 1;
                self.nodes[index(at)] =
                    Node { parent: node, base: if only { LEAF | child.first } else { 0 }, whole: NONE };
                if !only {
                    open.push((at, child.first, child.last, child.depth));
                }
            }
        }
    }

    fn letter(&self, key: u32, depth: usize) -> Option<char> {
        self.key(key).get(depth..)?.chars().next()
    }

    /// The key numbered `key`.
    fn key(&self, key: u32) -> &str {
        let end = self.ends.get(index(key)).copied().unwrap_or(0);
        let start = key.checked_sub(1).and_then(|before| self.ends.get(index(before))).copied().unwrap_or(0);
        self.text.get(index(start)..index(end)).unwrap_or_default()
    }

    #[inline]
    fn code(&self, letter: u32) -> u32 {
        match self.codes.get(index(letter)) {
            Some(code) => *code,
            None if letter > 0xffff => self.rare.get(&letter).copied().unwrap_or(0),
            None => 0,
        }
    }

    /// Whether `text`, which is UTF-8, may begin with a key; mostly it cannot.
    #[inline]
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        self.first.may_begin(text)
    }

    /// Where a walk begins.
    #[inline]
    pub(super) fn root(&self) -> State {
        State { node: 0, base: self.nodes.first().map_or(0, |root| root.base) }
    }

    /// Gives the keys that `text`, which is UTF-8, begins with to `found`, the
    /// shortest first: the number of each, and its length in bytes.
    #[inline]
    pub(super) fn prefixes(&self, text: &[u8], found: impl FnMut(u32, usize)) {
        self.walk(self.root(), text, 0, text.len(), found);
    }

    /// Goes on from `state`, which byte `at` of `text` was reached in, up to byte
    /// `to`, and gives the keys that end on the way to `found`. The state that
    /// `to` is reached in; `None` when no key goes on beyond it.
    #[inline]
    pub(super) fn walk(
        &self,
        mut state: State,
        text: &[u8],
        mut at: usize,
        to: usize,
        mut found: impl FnMut(u32, usize),
    ) -> Option<State> {
        let text = text.get(..to).unwrap_or(text);
        loop {
            if state.base & LEAF != 0 {
                let key = state.base & !LEAF;
                let rest = self.key(key).as_bytes().get(at..).unwrap_or_default();
                let next = text.get(at..).unwrap_or_default();
                if next.starts_with(rest) {
                    found(key, at + rest.len());
                    return None;
                }
                return rest.starts_with(next).then_some(state);
            }
            let Some((letter, len)) = letter_at(text, at) else { return Some(state) };
            // A letter without a code leads to the base itself, which is no child of the node.
            let child = state.base ^ self.code(letter);
            let next = self.nodes.get(index(child)).filter(|next| next.parent == state.node)?;
            at += len;
            if next.whole != NONE {
                found(next.whole, at);
            }
            state = State { node: child, base: next.base };
        }
    }
}

/// A place in a trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    node: u32,
    base: u32,
}

/// A child in the making: the keys that go through it, and how much of them is behind it.
struct Child {
    code: u32,
    first: u32,
    last: u32,
    depth: usize,
}

/// The free places of a double array in the making, as a list.
struct Places {
    next: Vec<u32>,
    before: Vec<u32>,
    first: u32,
    last: u32,
    /// Where places for several children are looked for.
    cursor: u32,
    /// How many places are added at a time: any code changes a place to another of its block.
    block: usize,
}

impl Places {
    fn new(letters: u32, nodes: &mut Vec<Node>) -> Self {
        let mut places = Self {
            next: Vec::new(),
            before: Vec::new(),
            first: NONE,
            last: NONE,
            cursor: NONE,
            block: index(letters + 1).next_power_of_two(),
        };
        places.extend(nodes);
        places
    }

    /// Adds a block; the first place of it.
    fn extend(&mut self, nodes: &mut Vec<Node>) -> u32 {
        let from = number(nodes.len());
        nodes.resize(nodes.len() + self.block, FREE);
        let to = number(nodes.len());
        self.before.extend((from..to).map(|at| if at == from { self.last } else { at - 1 }));
        self.next.extend((from..to).map(|at| if at + 1 == to { NONE } else { at + 1 }));
        match self.next.get_mut(index(self.last)) {
            Some(next) => *next = from,
            None => self.first = from,
        }
        self.last = to - 1;
        if self.cursor == NONE {
            self.cursor = from;
        }
        from
    }

    fn take(&mut self, at: u32) {
        let (before, next) = (self.before[index(at)], self.next[index(at)]);
        match self.next.get_mut(index(before)) {
            Some(place) => *place = next,
            None => self.first = next,
        }
        match self.before.get_mut(index(next)) {
            Some(place) => *place = before,
            None => self.last = before,
        }
        if self.cursor == at {
            self.cursor = next;
        }
    }

    /// A base that puts every child on a free place.
    fn fit(&mut self, nodes: &mut Vec<Node>, children: &[Child], is_root: bool) -> u32 {
        let Some(child) = children.first() else { return 0 };
        if children.len() == 1 {
            let free = if self.first == NONE { self.extend(nodes) } else { self.first };
            return free ^ child.code;
        }
        let mut at = if is_root { NONE } else { self.cursor };
        let mut tries = 0;
        while at != NONE {
            let base = at ^ child.code;
            if children.iter().all(|child| nodes[index(base ^ child.code)].parent == NONE) {
                if tries > PATIENCE {
                    self.cursor = at;
                }
                return base;
            }
            at = self.next[index(at)];
            tries += 1;
        }
        let base = self.extend(nodes);
        if tries > PATIENCE {
            self.cursor = base;
        }
        base
    }
}

/// The letter at byte `at` of UTF-8 text, and its length.
#[inline]
fn letter_at(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let first = *text.get(at)?;
    let next = |after: usize| text.get(at + after).map_or(0, |byte| u32::from(byte & 0x3f));
    Some(match first {
        0..0x80 => (u32::from(first), 1),
        0x80..0xe0 => (u32::from(first & 0x1f) << 6 | next(1), 2),
        0xe0..0xf0 => (u32::from(first & 0x0f) << 12 | next(1) << 6 | next(2), 3),
        0xf0.. => (u32::from(first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn prefixes(trie: &Trie, text: &str) -> Vec<(u32, usize)> {
        let mut all = Vec::new();
        trie.prefixes(text.as_bytes(), |key, len| all.push((key, len)));
        all
    }

    #[test]
    fn an_empty_trie_finds_nothing() {
        assert_eq!(prefixes(&Trie::new([].into_iter()), "abc"), []);
    }

    proptest! {
        /// What is found is what a comparison with every key finds.
        #[test]
        fn finds_every_prefix(
            keys in prop::collection::btree_set("[ab가나护\u{1f600}]{1,4}", 0..40),
            text in "[ab가나护\u{1f600}c]{0,8}",
        ) {
            let keys: BTreeSet<String> = keys;
            let trie = Trie::new(keys.iter().map(String::as_str));
            let mut wanted: Vec<(u32, usize)> = (0..)
                .zip(&keys)
                .filter(|(_, key)| text.starts_with(key.as_str()))
                .map(|(number, key)| (number, key.len()))
                .collect();
            wanted.sort_by_key(|(_, len)| *len);
            prop_assert!(wanted.is_empty() || trie.may_begin(text.as_bytes()));
            prop_assert_eq!(prefixes(&trie, &text), wanted.clone());
            // A walk may be broken off anywhere and taken up again.
            for to in text.char_indices().map(|(at, _)| at) {
                let mut all = Vec::new();
                let bytes = text.as_bytes();
                if let Some(state) = trie.walk(trie.root(), bytes, 0, to, |key, len| all.push((key, len))) {
                    prop_assert!(all.iter().all(|(_, len)| *len <= to));
                    trie.walk(state, bytes, to, bytes.len(), |key, len| all.push((key, len)));
                }
                prop_assert_eq!(&all, &wanted);
            }
        }
    }
}
