//! How far the work has come, in the words of XLIFF 2.

use crate::model::State;

/// The states of a `segment`.
const STATES: &[(&str, State)] = &[
    ("initial", State::New),
    ("translated", State::Translated),
    ("reviewed", State::Reviewed),
    ("final", State::Final),
];

/// What is said beside `initial` where something is there that cannot stay.
pub(super) const NEEDS_WORK: &str = "baixiao:needs-work";

/// What `state` and `subState` of a segment mean.
pub(super) fn state(word: Option<&str>, detail: Option<&str>) -> State {
    let found = word.and_then(|word| STATES.iter().find(|(held, _)| *held == word.trim()));
    match found {
        Some((_, State::New)) if detail == Some(NEEDS_WORK) => State::NeedsWork,
        Some((_, state)) => *state,
        None => State::Unknown,
    }
}

/// The `state` and the `subState` to write; none where nobody knows.
pub(super) fn words(state: State) -> Option<(&'static str, Option<&'static str>)> {
    if state == State::NeedsWork {
        return Some(("initial", Some(NEEDS_WORK)));
    }
    STATES.iter().find(|(_, held)| *held == state).map(|(word, _)| (*word, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Word;

    #[test]
    fn states_come_back() {
        for held in State::ALL {
            let read = words(*held).map_or(State::Unknown, |(word, detail)| state(Some(word), detail));
            assert_eq!(read, *held);
        }
        assert_eq!(state(Some("signed"), None), State::Unknown);
    }
}
