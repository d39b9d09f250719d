//! Two plain texts, aligned line by line.
//!
//! No format of one file: [`read_aligned`] takes both, and [`open_aligned`] writes both. A line ends with a line feed, which a
//! carriage return may precede; nothing in it is taken for anything but text.

use std::io::{self, BufRead, Read as _, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::flat::flat;
use crate::formats::bitext::{BitextReadSetting, BitextWriteSetting, Header, ReceiveUnits, UnitWriter};
use crate::formats::{Fate, Losses, ReadError};
use crate::lang::Lang;
use crate::model::{Content, Extent, State, Unit, Variant};
use crate::text::Position;

/// The longest line that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// Reads units from two texts: line by line, the source and the target of each. The places of variants are each in its own
/// text, that of a unit in the source.
///
/// # Errors
///
/// If the bytes of either cannot be had, a line is too long or none of UTF-8, or the texts have different numbers of lines;
/// what they have both is received.
pub fn read_aligned(
    source: &mut dyn BufRead,
    target: &mut dyn BufRead,
    setting: &BitextReadSetting<'_>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    receive.header(Header {
        format: "aligned",
        source: setting.source,
        targets: setting.target.into_iter().collect(),
        ..Header::default()
    });
    let mut source = Lines { input: source, side: "source", number: 0, byte: 0 };
    let mut target = Lines { input: target, side: "target", number: 0, byte: 0 };
    loop {
        let pair = match (source.next()?, target.next()?) {
            (None, None) => return Ok(()),
            (Some(source), Some(target)) => (source, target),
            (Some(_), None) => return Err(unequal(&mut source, &target)?),
            (None, Some(_)) => return Err(unequal(&mut target, &source)?),
        };
        let ((from, from_place), (to, to_place)) = pair;
        let variant = |lang: Option<Lang>, text: String, place: &Extent| Variant {
            place: place.clone(),
            ..Variant::new(lang.unwrap_or(Lang::UND), Content::plain(text))
        };
        if from.is_empty() && to.is_empty() {
            continue;
        }
        let mut variants = vec![variant(setting.source, from, &from_place), variant(setting.target, to, &to_place)];
        for variant in variants.iter_mut().skip(1).filter(|variant| variant.content.is_empty()) {
            variant.state = State::New;
        }
        receive.unit(Unit { variants, place: from_place, ..Unit::default() })?;
    }
}

/// What is said where one text goes on and the other has ended.
fn unequal(longer: &mut Lines<'_>, shorter: &Lines<'_>) -> Result<ReadError, ReadError> {
    // The line that was asked for in vain is counted.
    let (ended, at) = (shorter.number - 1, longer.number);
    while longer.next()?.is_some() {}
    let message = format!(
        "the {} has {} lines and the {} {ended}; what follows has no counterpart: align the files so that line by line they \
         say the same",
        longer.side,
        longer.number - 1,
        shorter.side,
    );
    Ok(ReadError::Broken(Diagnostic::error("lines", message).at(Position { line: at, column: 1 })))
}

struct Lines<'r> {
    input: &'r mut dyn BufRead,
    side: &'static str,
    number: usize,
    byte: u64,
}

impl Lines<'_> {
    /// The next line without its end, and its place.
    fn next(&mut self) -> Result<Option<(String, Extent)>, ReadError> {
        self.number += 1;
        let position = Position { line: self.number, column: 1 };
        let wrong = |message: String| ReadError::Broken(Diagnostic::error("lines", message).at(position));
        let mut bytes = Vec::new();
        let read = (&mut *self.input).take(LONGEST + 1).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        let length = u64::try_from(read).unwrap_or(u64::MAX);
        if length > LONGEST {
            return Err(wrong(format!("the line of the {} is longer than {} KiB", self.side, LONGEST >> 10)));
        }
        let mut start = self.byte;
        self.byte += length;
        let mut text = String::from_utf8(bytes)
            .map_err(|_| wrong(format!("the line of the {} is not valid UTF-8; name the encoding", self.side)))?;
        if self.number == 1 && text.starts_with('\u{feff}') {
            text.remove(0);
            self.byte -= 3;
            start = 0;
        }
        if text.ends_with('\n') {
            text.pop();
            if text.ends_with('\r') {
                text.pop();
            }
        }
        let end = start + u64::try_from(text.len()).unwrap_or(0);
        Ok(Some((text, Extent { position, bytes: start..end })))
    }
}

/// Begins two texts, of which each unit is a line: the first two languages of `setting`.
pub fn open_aligned<'a>(
    setting: &BitextWriteSetting<'_>,
    source: Box<dyn Write + 'a>,
    target: Box<dyn Write + 'a>,
) -> Box<dyn UnitWriter + 'a> {
    let [from, to] = [0, 1].map(|at| setting.langs.get(at).copied().unwrap_or(Lang::UND));
    Box::new(AlignedWriter { source, target, from, to })
}

struct AlignedWriter<'a> {
    source: Box<dyn Write + 'a>,
    target: Box<dyn Write + 'a>,
    from: Lang,
    to: Lang,
}

impl UnitWriter for AlignedWriter<'_> {
    fn unit(&mut self, unit: &Unit, losses: &mut Losses) -> io::Result<()> {
        let from = unit.variant(self.from);
        let others = unit.variants.iter().filter(|other| from.is_none_or(|from| !std::ptr::eq(from, *other)));
        let to = others
            .clone()
            .find(|other| other.lang == self.to)
            .or_else(|| others.clone().find(|other| other.lang.serves(self.to)));
        let [Some(from), Some(to)] = [from, to] else {
            losses.note(Fate::Dropped, "it has no text in one of the languages", &unit.id, "");
            return Ok(());
        };
        let [from, to] = [from, to].map(|variant| one_line(&flat(&variant.content, &unit.id, losses), unit, losses));
        if from.is_empty() && to.is_empty() {
            losses.note(Fate::Dropped, "it has no text", &unit.id, "");
            return Ok(());
        }
        writeln!(self.source, "{from}")?;
        writeln!(self.target, "{to}")?;
        let plain = Unit { variants: Vec::new(), place: unit.place.clone(), ..Unit::default() };
        if unit.variants.len() > 2 || (Unit { variants: Vec::new(), ..unit.clone() }) != plain {
            losses.note(Fate::Dropped, "everything but the text in two languages", &unit.id, "");
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        self.source.flush()?;
        self.target.flush()
    }
}

/// The text with blanks for line ends.
fn one_line(text: &str, unit: &Unit, losses: &mut Losses) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    losses.note(Fate::Changed, "a line end becomes a blank", &unit.id, "");
    text.replace("\r\n", " ").replace(['\n', '\r'], " ")
}
