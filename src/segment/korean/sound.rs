//! Letters of Hangul syllables, and the sounds that choose between allomorphs.

/// The longest tail that is read, in syllables.
const MAX_SYLLABLES: usize = 32;
/// Room for the letters of the longest tail.
pub(super) const MAX_LETTERS: usize = MAX_SYLLABLES * 3;

const FIRST_SYLLABLE: u32 = 0xAC00;
const LAST_SYLLABLE: u32 = 0xD7A3;
const CODAS: u32 = 28;
const VOWELS: u32 = 21;
const RIEUL: u32 = 8;
const NIEUN: u32 = 4;

/// Codes run over onsets, then vowels, then codas, so a letter string has one spelling.
const VOWEL_CODE: u32 = 20;
const CODA_CODE: u32 = 40;

/// Consonants that stand alone in the tables for a coda, with their coda index.
const LONE_CODAS: [(char, u32); 6] = [('ㄴ', NIEUN), ('ㄹ', RIEUL), ('ㅁ', 16), ('ㅂ', 17), ('ㅅ', 19), ('ㅆ', 20)];

/// The coda index of a composed syllable (0 for none), or `None` for any other character.
fn coda(c: char) -> Option<u32> {
    let code = u32::from(c);
    (FIRST_SYLLABLE..=LAST_SYLLABLE).contains(&code).then(|| (code - FIRST_SYLLABLE) % CODAS)
}

/// The onset, vowel and coda codes of a composed syllable; the coda is absent in an open one.
fn split(c: char) -> Option<(u8, u8, Option<u8>)> {
    let coda = coda(c)?;
    let body = (u32::from(c) - FIRST_SYLLABLE) / CODAS;
    let onset = u8::try_from(body / VOWELS + 1).ok()?;
    let vowel = u8::try_from(body % VOWELS + VOWEL_CODE).ok()?;
    let closing = if coda == 0 { None } else { u8::try_from(coda + CODA_CODE).ok() };
    Some((onset, vowel, closing))
}

/// The letters of a tail, in order.
pub(super) struct Letters {
    codes: [u8; MAX_LETTERS],
    len: usize,
}

impl Letters {
    const EMPTY: Self = Self { codes: [0; MAX_LETTERS], len: 0 };

    fn push(&mut self, code: u8) -> Option<()> {
        *self.codes.get_mut(self.len)? = code;
        self.len += 1;
        Some(())
    }

    fn push_syllable(&mut self, c: char) -> Option<()> {
        let (onset, vowel, closing) = split(c)?;
        self.push(onset)?;
        self.push(vowel)?;
        closing.map_or(Some(()), |code| self.push(code))
    }

    /// The letters of `text`, or `None` if it is too long or not all composed Hangul.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let mut letters = Self::EMPTY;
        for c in text.chars() {
            letters.push_syllable(c)?;
        }
        Some(letters)
    }

    /// The letters of a table form, where a lone consonant is a coda.
    pub(super) fn of_form(form: &str) -> Option<Self> {
        let mut letters = Self::EMPTY;
        for c in form.chars() {
            match LONE_CODAS.iter().find(|(lone, _)| *lone == c) {
                Some((_, coda)) => letters.push(u8::try_from(coda + CODA_CODE).ok()?)?,
                None => letters.push_syllable(c)?,
            }
        }
        Some(letters)
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.codes.get(..self.len).unwrap_or_default()
    }
}

/// Kinds of sound a form can end in, as bits.
mod ends {
    pub(super) const VOWEL: u8 = 1;
    pub(super) const RIEUL: u8 = 2;
    pub(super) const NIEUN: u8 = 4;
    pub(super) const OTHER: u8 = 8;
    pub(super) const ANY: u8 = VOWEL | RIEUL | NIEUN | OTHER;
}

/// Properties of a noun, as bits.
mod marks {
    pub(super) const LONG: u8 = 1;
    pub(super) const NUMERAL: u8 = 2;
}

fn ending_of(coda: u32) -> u8 {
    match coda {
        0 => ends::VOWEL,
        RIEUL => ends::RIEUL,
        NIEUN => ends::NIEUN,
        _ => ends::OTHER,
    }
}

/// What stands before a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    ends: u8,
    marks: u8,
}

impl Context {
    /// The context a noun gives to what is glued to it.
    pub(super) fn of_noun(noun: &str) -> Self {
        let last = noun.chars().next_back();
        let ends = last.and_then(coda).map_or(ends::ANY, ending_of);
        let long = if noun.chars().nth(1).is_some() { marks::LONG } else { 0 };
        let numeral = match last {
            Some(c) if c.is_numeric() || "십백천만억조".contains(c) => marks::NUMERAL,
            Some(_) | None => 0,
        };
        Self { ends, marks: long | numeral }
    }

    /// The context a letter inside the tail gives to what comes next, which stands far enough from
    /// the start of the word to count as following a long noun.
    pub(super) fn of_letter(code: u8) -> Self {
        Self { ends: ending_of(u32::from(code).saturating_sub(CODA_CODE)), marks: marks::LONG }
    }
}

/// What a form demands of the context before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    ends: u8,
    marks: u8,
}

impl Demand {
    /// Reads the demand column of a table; `-` demands nothing.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut demand = Self { ends: ends::ANY, marks: 0 };
        for c in text.chars() {
            match c {
                '-' => {}
                'V' => demand.ends = ends::VOWEL,
                'C' => demand.ends = ends::ANY & !ends::VOWEL,
                'L' => demand.ends = ends::VOWEL | ends::RIEUL,
                'N' => demand.ends = ends::NIEUN | ends::OTHER,
                'Y' => demand.ends = ends::VOWEL | ends::NIEUN,
                'Z' => demand.ends = ends::RIEUL | ends::OTHER,
                '2' => demand.marks |= marks::LONG,
                '#' => demand.marks |= marks::NUMERAL,
                _ => return None,
            }
        }
        (!text.is_empty()).then_some(demand)
    }

    /// Whether `context` gives what is demanded.
    pub(super) fn met_by(self, context: Context) -> bool {
        self.ends & context.ends != 0 && self.marks & !context.marks == 0
    }
}
