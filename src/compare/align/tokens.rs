//! What is aligned: the words of a wording, with each term in it as one.

use crate::compare::Wording;
use crate::compare::words::{Word, Words};
use crate::segment::{Claim, ClaimMark, begins_clause, claims, clauses, leans_back, sentences, subordinates};
use crate::text::Span;

/// A word, or a term of several words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// Where, in bytes of the wording.
    pub(crate) span: Span,
    /// The words it is made of, folded.
    pub(crate) keys: Vec<String>,
    /// The stems of those that say something of their own, or of all.
    pub(crate) stems: Vec<String>,
    /// Which letters the stems have, a bit for each, or for several.
    pub(crate) letters: u64,
    pub(crate) kind: Kind,
    /// The concept, where it is a term.
    pub(crate) concept: Option<String>,
    /// Whether it is a term that names somebody or something.
    pub(crate) is_name: bool,
    /// Whether it may begin a clause, and says nothing of its own.
    pub(crate) is_connective: bool,
    /// Whether it goes with the word before it rather than with the one after.
    leans_back: bool,
    /// The clause that it stands in, counted from the first.
    pub(crate) clause: usize,
}

/// What a token does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It says something of its own.
    Content,
    /// It says how the rest is claimed.
    Claim(Claim),
    /// It holds others together.
    Function,
}

/// A token that is aligned by itself, with the function words that go with it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chunk {
    /// The tokens, in order.
    pub(crate) tokens: Vec<usize>,
    /// The one that counts.
    pub(crate) head: usize,
}

/// A wording as it is aligned.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tokens {
    pub(crate) all: Vec<Token>,
    /// The words, terms taken apart.
    pub(crate) words: Words,
    /// What makes a claim of the rest.
    pub(crate) claims: Vec<ClaimMark>,
    /// Every token is in one of them; in order of their heads.
    pub(crate) chunks: Vec<Chunk>,
    /// The clauses, in bytes of the wording.
    pub(crate) clauses: Vec<Span>,
}

impl Tokens {
    pub(crate) fn new(wording: &Wording) -> Self {
        let clauses = sentences(&wording.text).into_iter().flat_map(|sentence| clauses(&wording.text, sentence));
        let mut clauses: Vec<Span> = clauses.collect();
        let words = Words::new(&wording.text, wording.lang);
        let claims = claims(&wording.text, wording.lang);
        let mut tokens = tokens(wording, &words, &claims, &clauses);
        cut_before_conjunctions(wording, &mut tokens, &mut clauses);
        let chunks = chunks(&tokens);
        Self { all: tokens, words, claims, chunks, clauses }
    }

    /// The head of a chunk.
    pub(crate) fn head(&self, chunk: usize) -> Option<&Token> {
        self.all.get(self.chunks.get(chunk)?.head)
    }

    /// The connective before the head of a chunk: as, with, and.
    pub(crate) fn connective(&self, chunk: usize) -> Option<&Token> {
        let chunk = self.chunks.get(chunk)?;
        let before = chunk.tokens.iter().filter(|at| **at < chunk.head).filter_map(|at| self.all.get(*at));
        before.into_iter().find(|token| token.is_connective)
    }

    /// Where the tokens of some chunks stand, in order; what stands side by side is one span.
    pub(crate) fn spans(&self, chunks: &[usize]) -> Vec<Span> {
        let mut tokens: Vec<usize> = chunks
            .iter()
            .filter_map(|at| self.chunks.get(*at))
            .flat_map(|chunk| chunk.tokens.iter().copied())
            .collect();
        tokens.sort_unstable();
        let mut spans: Vec<Span> = Vec::new();
        let mut last = None;
        for at in tokens {
            let Some(token) = self.all.get(at) else { continue };
            match spans.last_mut().filter(|_| last.is_some_and(|last: usize| last + 1 == at)) {
                Some(open) => open.end = token.span.end,
                None => spans.push(token.span),
            }
            last = Some(at);
        }
        spans
    }
}

/// Cuts a wording into tokens, in order; each word is in one of them.
fn tokens(wording: &Wording, words: &[Word], claims: &[ClaimMark], clauses: &[Span]) -> Vec<Token> {
    let mut hits = wording.hits.iter().peekable();
    let mut claims = claims.iter().peekable();
    let mut rest = words;
    let mut out = Vec::new();
    while let Some(word) = rest.first() {
        while hits.next_if(|hit| hit.span.end <= word.span.start).is_some() {}
        while claims.next_if(|claim| claim.span.end <= word.span.start).is_some() {}
        let hit = hits.peek().filter(|hit| hit.span.overlaps(word.span));
        let claim = claims.peek().filter(|claim| hit.is_none() && claim.span.overlaps(word.span));
        let whole = hit.map(|hit| hit.span).or(claim.map(|claim| claim.span));
        let length = whole.map_or(1, |whole| rest.iter().take_while(|word| word.span.overlaps(whole)).count().max(1));
        let (parts, others) = rest.split_at(length);
        rest = others;
        let span = Span::new(word.span.start, parts.last().unwrap_or(word).span.end);
        let has_content = parts.iter().any(|word| word.is_content);
        let kind = match claim {
            Some(mark) if !mark.is_worded => Kind::Claim(mark.claim),
            _ if hit.is_some() || has_content => Kind::Content,
            _ => Kind::Function,
        };
        let stems: Vec<String> =
            parts.iter().filter(|word| word.is_content || !has_content).map(|word| word.stem.clone()).collect();
        out.push(Token {
            span,
            letters: letters(&stems),
            keys: parts.iter().map(|word| word.key.clone()).collect(),
            stems,
            kind,
            concept: hit.map(|hit| hit.concept.clone()),
            is_name: hit.is_some_and(|hit| hit.is_name),
            is_connective: parts.iter().any(|word| begins_clause(&word.key, wording.lang)),
            leans_back: leans_back(&word.key, wording.lang),
            clause: clauses.partition_point(|clause| clause.start <= span.start).saturating_sub(1),
        });
    }
    out
}

/// A bit for every letter of some stems; letters far apart may share one.
fn letters(stems: &[String]) -> u64 {
    stems.iter().flat_map(|stem| stem.chars()).fold(0, |bits, c| bits | 1 << (u32::from(c) % 64))
}

/// Cuts clauses once more before words that subordinate, where both parts say two things or more.
fn cut_before_conjunctions(wording: &Wording, tokens: &mut [Token], clauses: &mut Vec<Span>) {
    let mut at = 0;
    while let Some(clause) = clauses.get(at).copied() {
        let says = |from: usize, to: usize| {
            let inside = tokens.iter().filter(|token| token.span.start >= from && token.span.end <= to);
            inside.filter(|token| token.kind == Kind::Content).count() > 1
        };
        let opens = |token: &&Token| token.keys.iter().any(|key| subordinates(key, wording.lang));
        let mut cuts = tokens.iter().filter(|token| token.clause == at).filter(opens).map(|token| token.span.start);
        if let Some(cut) = cuts.find(|cut| says(clause.start, *cut) && says(*cut, clause.end)) {
            let head = wording.text.get(clause.start..cut).unwrap_or_default().trim_end();
            let first = Span::new(clause.start, clause.start + head.len());
            clauses.splice(at..=at, [first, Span::new(cut, clause.end)]);
            for token in tokens.iter_mut().filter(|token| token.span.start >= cut) {
                token.clause += 1;
            }
        }
        at += 1;
    }
}

/// Puts each function word to the head after it, or before it; words of a
/// clause stay together as long as it has a head.
fn chunks(tokens: &[Token]) -> Vec<Chunk> {
    let is_head = |token: &Token| token.kind != Kind::Function;
    // Where nothing says anything of its own, every word counts.
    let all = !tokens.iter().any(is_head);
    let mut chunks: Vec<Chunk> = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| all || is_head(token))
        .map(|(head, _)| Chunk { tokens: vec![head], head })
        .collect();
    let clause = |at: usize| tokens.get(at).map(|token| token.clause);
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| !all && !is_head(token)) {
        let after = chunks.partition_point(|chunk| chunk.head < at);
        let before = after.checked_sub(1);
        let head = |chunk: Option<usize>| chunk.and_then(|chunk| chunks.get(chunk)).map(|chunk| chunk.head);
        let beside = |chunk: Option<usize>| head(chunk).is_some_and(|head| clause(head) == Some(token.clause));
        let next = Some(after).filter(|after| *after < chunks.len());
        let order = if token.leans_back { [before, next] } else { [next, before] };
        let place = order.into_iter().find(|chunk| beside(*chunk)).or_else(|| order.into_iter().find(Option::is_some));
        if let Some(chunk) = place.flatten().and_then(|place| chunks.get_mut(place)) {
            chunk.tokens.push(at);
        }
    }
    for chunk in &mut chunks {
        chunk.tokens.sort_unstable();
    }
    chunks
}
