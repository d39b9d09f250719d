//! The words of TBX, and ours.

use std::borrow::Cow;

use crate::model::{PartOfSpeech, Status};

/// White space, as XML has it: what stands around a text for the eye alone.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// Letters alone, in small: what spellings of one word have in common.
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The data categories that say how a term may be used.
pub(super) fn is_status(category: &str) -> bool {
    matches!(category, "administrativeStatus" | "usageStatus" | "normativeAuthorization")
}

/// Reads a status of any vocabulary: of the standard, or of tools.
pub(super) fn status(word: &str) -> Option<Status> {
    if let Some(known) = [Status::Preferred, Status::Admitted, Status::Deprecated]
        .into_iter()
        .find(|known| status_word(*known, "") == word)
    {
        return Some(known);
    }
    let bare = bare(word);
    let bare = bare.strip_suffix("admnsts").unwrap_or(&bare);
    Some(match bare.strip_suffix("term").unwrap_or(bare) {
        "preferred" | "recommended" => Status::Preferred,
        "admitted" | "allowed" | "legal" | "regulated" | "standardized" => Status::Admitted,
        "deprecated" | "superseded" | "notrecommended" | "obsolete" => Status::Deprecated,
        "forbidden" => Status::Forbidden,
        _ => return None,
    })
}

/// The word for a status in a data category.
pub(super) fn status_word(status: Status, category: &str) -> &'static str {
    let old = category == "usageStatus";
    match status {
        Status::Preferred if old => "preferred",
        Status::Admitted if old => "admitted",
        Status::Deprecated | Status::Forbidden | Status::Misspelling if old => "deprecated",
        Status::Preferred => "preferredTerm-admn-sts",
        Status::Admitted => "admittedTerm-admn-sts",
        Status::Deprecated | Status::Forbidden | Status::Misspelling => "deprecatedTerm-admn-sts",
    }
}

/// What others read for a status.
pub(super) fn shown_status(status: Status) -> Status {
    if matches!(status, Status::Forbidden | Status::Misspelling) { Status::Deprecated } else { status }
}

/// Reads a part of speech.
pub(super) fn part_of_speech(word: &str) -> Option<PartOfSpeech> {
    // The words of the standard are bare already.
    let simple = word.bytes().all(|b| b.is_ascii_lowercase());
    let bare = if simple { Cow::Borrowed(word) } else { Cow::Owned(bare(word)) };
    Some(match &*bare {
        "noun" | "commonnoun" => PartOfSpeech::Noun,
        "propernoun" => PartOfSpeech::ProperNoun,
        "verb" => PartOfSpeech::Verb,
        "adjective" => PartOfSpeech::Adjective,
        "adverb" => PartOfSpeech::Adverb,
        "phrase" | "setphrase" => PartOfSpeech::Phrase,
        "other" => PartOfSpeech::Other,
        _ => return None,
    })
}

/// The word for a part of speech in the picklist of the standard.
pub(super) fn part_of_speech_word(part: PartOfSpeech) -> &'static str {
    match part {
        PartOfSpeech::Noun | PartOfSpeech::ProperNoun => "noun",
        PartOfSpeech::Verb => "verb",
        PartOfSpeech::Adjective => "adjective",
        PartOfSpeech::Adverb => "adverb",
        PartOfSpeech::Phrase | PartOfSpeech::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_tools() {
        for (word, read) in [
            ("preferredTerm-admn-sts", Some(Status::Preferred)),
            ("PREFERRED", Some(Status::Preferred)),
            ("admittedTerm", Some(Status::Admitted)),
            ("standardizedTerm-admn-sts", Some(Status::Admitted)),
            ("supersededTerm-admn-sts", Some(Status::Deprecated)),
            ("NOT_RECOMMENDED", Some(Status::Deprecated)),
            ("notRecommended", Some(Status::Deprecated)),
            ("obsolete", Some(Status::Deprecated)),
            ("deprecatedTerm-admn-sts", Some(Status::Deprecated)),
            ("forbidden", Some(Status::Forbidden)),
            ("Approved", None),
            ("", None),
        ] {
            assert_eq!(status(word), read, "{word}");
        }
        for (word, read) in [
            ("NOUN", Some(PartOfSpeech::Noun)),
            ("PROPER_NOUN", Some(PartOfSpeech::ProperNoun)),
            ("properNoun", Some(PartOfSpeech::ProperNoun)),
            ("particle", None),
        ] {
            assert_eq!(part_of_speech(word), read, "{word}");
        }
    }
}
