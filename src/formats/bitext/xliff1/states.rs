//! How far the work has come, in the words of XLIFF 1.2, Trados and memoQ.

use crate::model::State;

/// The states of a `target`; the first of those that mean the same is the one to write.
const STATES: &[(&str, State)] = &[
    ("new", State::New),
    ("needs-translation", State::New),
    ("needs-review-translation", State::NeedsWork),
    ("needs-adaptation", State::NeedsWork),
    ("needs-l10n", State::NeedsWork),
    ("needs-review-adaptation", State::NeedsWork),
    ("needs-review-l10n", State::NeedsWork),
    ("translated", State::Translated),
    ("signed-off", State::Reviewed),
    ("final", State::Final),
];

/// What Trados calls the confirmation of a segment.
const CONFIRMATIONS: &[(&str, State)] = &[
    ("Unspecified", State::New),
    ("Draft", State::NeedsWork),
    ("RejectedTranslation", State::NeedsWork),
    ("RejectedSignOff", State::NeedsWork),
    ("Translated", State::Translated),
    ("ApprovedTranslation", State::Reviewed),
    ("ApprovedSignOff", State::Final),
];

/// What memoQ calls the status of a row.
const STATUSES: &[(&str, State)] = &[
    ("NotStarted", State::New),
    ("PartiallyEdited", State::NeedsWork),
    ("Pretranslated", State::NeedsWork),
    ("MachineTranslated", State::NeedsWork),
    ("AssembledFromFragments", State::NeedsWork),
    ("Rejected", State::NeedsWork),
    ("ManuallyConfirmed", State::Translated),
    ("Confirmed", State::Translated),
    ("ConfirmedTranslator", State::Translated),
    ("Proofread", State::Reviewed),
    ("Reviewer1Confirmed", State::Reviewed),
    ("Reviewer2Confirmed", State::Reviewed),
];

/// A vocabulary of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// The attribute `state` of a `target`.
    Xliff,
    /// The attribute `conf` of an `sdl:seg`.
    Trados,
    /// The attribute `mq:status` of a `trans-unit`.
    MemoQ,
}

impl Words {
    fn table(self) -> &'static [(&'static str, State)] {
        match self {
            Self::Xliff => STATES,
            Self::Trados => CONFIRMATIONS,
            Self::MemoQ => STATUSES,
        }
    }

    /// What a word means; it is unknown what no word of the vocabulary means.
    pub(super) fn state(self, word: &str) -> State {
        let word = word.trim();
        self.table().iter().find(|(held, _)| *held == word).map_or(State::Unknown, |(_, state)| *state)
    }

    /// The word for a state; the nearest below where it has none of its own, and none where nobody knows.
    pub(super) fn word(self, state: State) -> Option<&'static str> {
        let table = self.table();
        let known = table.iter().filter(|(_, held)| *held <= state).map(|(_, held)| *held).max()?;
        table.iter().find(|(_, held)| *held == known).map(|(word, _)| *word)
    }

    /// The word that a file has already, where it still means the state, and else another one.
    pub(super) fn kept(self, word: &str, state: State) -> &str {
        let other = self.word(state).filter(|other| self.state(other) != self.state(word));
        other.unwrap_or(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Word;

    #[test]
    fn states_come_back_as_far_as_there_are_words() {
        for state in State::ALL {
            let read = |words: Words| words.word(*state).map(|word| words.state(word));
            let expected = (*state != State::Unknown).then_some(*state);
            assert_eq!(read(Words::Xliff), expected);
            assert_eq!(read(Words::Trados), expected);
            assert_eq!(read(Words::MemoQ), expected.map(|state| state.min(State::Reviewed)));
        }
        assert_eq!(Words::Xliff.state("x-mine"), State::Unknown);
    }
}
