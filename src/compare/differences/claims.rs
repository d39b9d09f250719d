//! Modality and polarity: how the same is claimed.

use crate::compare::align::Token;
use crate::compare::differences::pair::{Pair, Side};
use crate::compare::differences::{DifferenceKind, Found};
use crate::segment::{Claim, ClaimMark, Modality, is_adverb, is_participle, is_verb_final};
use crate::text::Span;

/// The same claimed as differently needful, possible or real.
pub(super) fn modality(pair: &Pair<'_>) -> Vec<Found> {
    let marks = |side: &Side<'_>| -> Vec<ClaimMark> {
        side.tokens.claims.iter().filter(|mark| mark.claim.modality.is_some()).copied().collect()
    };
    let (mut ours, mut theirs) = (marks(&pair.a), marks(&pair.b));
    let links = facing(pair, &ours, &theirs);
    let mut found = Vec::new();
    for (a, b) in &links {
        if a.claim != b.claim && differ(a.claim, Some(b.claim)) {
            let words = [word(a.claim), word(b.claim)];
            found.push(Found::new(DifferenceKind::Modality, Some(a.span), Some(b.span), words));
        }
    }
    // What is claimed on one side only.
    ours.retain(|mark| !links.iter().any(|(a, _)| a == mark));
    theirs.retain(|mark| !links.iter().any(|(_, b)| b == mark));
    for (side, other, is_a) in pair.ways() {
        let (marks, others) = if is_a { (&ours, &theirs) } else { (&theirs, &ours) };
        for mark in marks.iter().filter(|mark| differ(mark.claim, None)) {
            let Some(plain) = plain(side, other, mark) else { continue };
            // A claim there that none here answers may be of this very word.
            if others.iter().any(|mark| other.clause_of(mark) == other.clause_at(plain.start)) {
                continue;
            }
            let (a, b) = if is_a { (mark.span, plain) } else { (plain, mark.span) };
            let (word, text) = (word(mark.claim), other.text(plain));
            let words = if is_a { [word, text] } else { [text, word] };
            found.push(Found::new(DifferenceKind::Modality, Some(a), Some(b), words));
        }
    }
    found
}

/// Claims made of the same: each of one side with at most one of the other, the surest first.
fn facing(pair: &Pair<'_>, ours: &[ClaimMark], theirs: &[ClaimMark]) -> Vec<(ClaimMark, ClaimMark)> {
    let mut links: Vec<(u32, ClaimMark, ClaimMark)> = Vec::new();
    for a in ours {
        for b in theirs {
            let faces = |here: Option<usize>, there: Option<usize>| {
                here.zip(there).is_some_and(|(here, there)| pair.a.beside(here).contains(&there))
            };
            let predicate = faces(predicate(&pair.a, a), predicate(&pair.b, b));
            let subject = faces(subject(&pair.a, a), subject(&pair.b, b));
            let column = faces(pair.a.chunk_at(a.span), pair.b.chunk_at(b.span));
            if predicate || subject {
                let is_one = a.claim.modality == b.claim.modality;
                let worth = [(4, predicate), (2, subject), (1, column), (1, is_one)];
                links.push((worth.iter().filter(|(_, has)| *has).map(|(worth, _)| worth).sum(), *a, *b));
            }
        }
    }
    links.sort_by_key(|(worth, a, b)| (std::cmp::Reverse(*worth), a.span, b.span));
    let mut out: Vec<(ClaimMark, ClaimMark)> = Vec::new();
    for (_, a, b) in links {
        if !out.iter().any(|(one, other)| *one == a || *other == b) {
            out.push((a, b));
        }
    }
    out
}

fn word(claim: Claim) -> &'static str {
    match (claim.modality, claim.is_denied) {
        (Some(Modality::Can), true) => "cannot",
        (Some(Modality::Could), true) => "could not",
        (Some(Modality::Will), true) => "will not",
        (Some(Modality::Must), true) => "must not",
        (Some(Modality::Should), true) => "should not",
        (Some(Modality::May), true) => "may not",
        (Some(modality), _) => modality.word(),
        (None, true) => "not",
        (None, false) => "not only",
    }
}

/// Whether it matters that one claim is made rather than the other, or than none.
fn differ(ours: Claim, theirs: Option<Claim>) -> bool {
    let theirs = theirs.and_then(|claim| claim.modality);
    match (ours.modality, theirs) {
        (Some(Modality::Suppose), Some(Modality::Grant)) | (Some(Modality::Grant), Some(Modality::Suppose)) => true,
        // Could is the past of can, and a doubt. What is going to be and what is are told apart by tense.
        (Some(Modality::Suppose | Modality::Grant), _)
        | (_, Some(Modality::Suppose | Modality::Grant))
        | (Some(Modality::Could), Some(Modality::Can | Modality::May | Modality::Could))
        | (Some(Modality::Can | Modality::May), Some(Modality::Could))
        | (Some(Modality::Will | Modality::Could), None) => false,
        (ours, theirs) => ours != theirs,
    }
}

/// Where the other side says plainly what a claim is made of; `None` where it does not.
fn plain(side: &Side<'_>, other: &Side<'_>, mark: &ClaimMark) -> Option<Span> {
    let said = predicate(side, mark)?;
    let there = side.same(said)?;
    let (head, span) = (other.head(there)?, other.head_span(there)?);
    // A word in another form, or said of somebody else, may be no claim at all.
    let is_ing = |keys: &[String]| keys.iter().any(|key| is_participle(key, side.lang()));
    let said_as = side.head(said)?;
    let is_one_form = said_as.stems == head.stems && is_ing(&said_as.keys) == is_ing(&head.keys);
    let is_of_same = match subject(side, mark) {
        Some(subject) => {
            side.same(subject).and_then(|there| other.head(there)).is_some_and(|there| there.clause == head.clause)
        }
        None => {
            subject_word(side, mark).is_none_or(|word| other.tokens.all.iter().any(|token| token.keys == word.keys))
        }
    };
    (is_one_form && is_of_same).then_some(span)
}

/// The word right before a claim, in its clause: a pronoun, mostly.
fn subject_word<'g>(side: &Side<'g>, mark: &ClaimMark) -> Option<&'g Token> {
    let before = side.tokens.all.iter().rfind(|token| token.span.end <= mark.span.start);
    before.filter(|token| token.clause == side.clause_of(mark))
}

/// What a claim is made of: the content after it in its clause; where verbs
/// come last, the word that it ends, or the one before it.
fn predicate(side: &Side<'_>, mark: &ClaimMark) -> Option<usize> {
    if mark.is_worded {
        return side.chunk_at(mark.span);
    }
    if is_verb_final(side.lang()) {
        return content_before(side, mark.span.start).last();
    }
    let is_after = |chunk: &usize| side.head_span(*chunk).is_some_and(|span| span.start >= mark.span.end);
    let mut after = side.content_of(side.clause_of(mark)).filter(is_after);
    let first = after.next()?;
    // “can immediately use” is made of using.
    let is_adverb = side.head(first).is_some_and(|head| head.keys.iter().all(|key| is_adverb(key, side.lang())));
    if is_adverb { after.next().or(Some(first)) } else { Some(first) }
}

/// What a claim is said of, mostly: the content before it in its clause, or before what it is made of.
fn subject(side: &Side<'_>, mark: &ClaimMark) -> Option<usize> {
    let place = match predicate(side, mark).filter(|_| is_verb_final(side.lang())) {
        Some(predicate) => side.head_span(predicate)?.start,
        None => mark.span.start,
    };
    content_before(side, place).last()
}

/// The content of the clause that `place` ends or stands in, before it.
fn content_before<'s>(side: &'s Side<'_>, place: usize) -> impl Iterator<Item = usize> + 's {
    let is_before = move |chunk: &usize| side.head_span(*chunk).is_some_and(|span| span.end <= place);
    side.content_of(side.clause_at(place)).filter(is_before)
}

/// How often a clause denies; what denies that it is all is left out.
fn denials(side: &Side<'_>, clause: usize) -> usize {
    side.tokens.claims.iter().filter(|mark| side.clause_of(mark) == clause && mark.claim.is_denied).count()
}

fn is_partly(side: &Side<'_>, clause: usize) -> bool {
    side.tokens.claims.iter().any(|mark| side.clause_of(mark) == clause && mark.claim.is_partly)
}

/// One affirms what the other denies: what is denied stands in both and is
/// denied in one, whose clause denies an odd number of times more.
pub(super) fn polarity(pair: &Pair<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (side, other, is_a) in pair.ways() {
        for mark in side.tokens.claims.iter().filter(|mark| mark.claim.is_denied) {
            let clause = side.clause_of(mark);
            let Some((said, there)) = predicate(side, mark).and_then(|said| Some((said, side.same(said)?))) else {
                continue;
            };
            let Some(head) = other.head(there) else { continue };
            let (ours, theirs) = (denials(side, clause), denials(other, head.clause));
            // What does not have to be is denied as well, in its way.
            let denies = |claim: Claim| claim.is_denied || claim.modality == Some(Modality::NeedNot);
            let mut claims = other.tokens.claims.iter().filter(|mark| denies(mark.claim));
            let is_denied_too = claims.any(|mark| predicate(other, mark) == Some(there));
            if is_denied_too
                || ours <= theirs
                || (ours - theirs).is_multiple_of(2)
                || is_partly(side, clause)
                || is_partly(other, head.clause)
            {
                continue;
            }
            let (a, b) = if is_a { (mark.span, head.span) } else { (head.span, mark.span) };
            let said = side.head_span(said).unwrap_or(mark.span);
            let whole = Span::new(mark.span.start.min(said.start), mark.span.end.max(said.end));
            let denied = side.text(whole).to_owned();
            let plain = other.text(head.span).to_owned();
            let words = if is_a { [denied, plain] } else { [plain, denied] };
            // One difference a clause: where it is denied twice over, the first word shows it.
            let is_known = found.iter().any(|known: &Found| {
                let place = if is_a { known.a } else { known.b };
                place.is_some_and(|place| side.clause_at(place.start) == clause)
            });
            if !is_known {
                found.push(Found::new(DifferenceKind::Polarity, Some(a), Some(b), words));
            }
        }
    }
    found
}
