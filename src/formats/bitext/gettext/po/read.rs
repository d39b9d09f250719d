//! From PO to units.

use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::gettext::header::{self, Catalogue};
use crate::formats::bitext::gettext::message::Message;
use crate::formats::bitext::gettext::po::NAME;
use crate::formats::bitext::gettext::po::entries::Entries;
use crate::formats::bitext::gettext::units::units;
use crate::formats::bitext::{BitextReadSetting, Header, ReceiveUnits};
use crate::model::Unit;

/// Tells the header of a file from its units.
pub(super) struct Told<'s> {
    setting: &'s BitextReadSetting<'s>,
    catalogue: Option<Catalogue>,
}

/// What a message is.
pub(super) enum Meant {
    /// What the file says of itself.
    Header(Box<Header>),
    /// Units; before the first of them a header, where the file has none.
    Units(Option<Box<Header>>, Vec<Unit>),
    /// A header where none belongs.
    Nothing,
}

impl<'s> Told<'s> {
    pub(super) fn new(setting: &'s BitextReadSetting<'s>) -> Self {
        Self { setting, catalogue: None }
    }

    /// What a message is.
    pub(super) fn meant(&mut self, message: &Message, problems: &mut Vec<Diagnostic>) -> Meant {
        if message.is_header() {
            if self.catalogue.is_some() {
                let told = "an entry without text stands behind others; only the first one of a file is its header, and \
                            this one is left out";
                problems.push(Diagnostic::warning("header", told).at(message.id_place.position));
                return Meant::Nothing;
            }
            let (header, catalogue) = header::read(NAME, message, self.setting, problems);
            self.catalogue = Some(catalogue);
            return Meant::Header(Box::new(header));
        }
        let header = self.without_header();
        let units = self.catalogue.as_ref().map(|catalogue| units(message, catalogue));
        Meant::Units(header, units.unwrap_or_default())
    }

    /// The header of a file that has none, once.
    pub(super) fn without_header(&mut self) -> Option<Box<Header>> {
        if self.catalogue.is_some() {
            return None;
        }
        let (header, catalogue) = header::without(NAME, self.setting);
        self.catalogue = Some(catalogue);
        Some(Box::new(header))
    }
}

/// Reads a file.
pub(super) fn read(
    input: &mut dyn BufRead,
    setting: &BitextReadSetting<'_>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    let mut entries = Entries::new(input)?;
    let mut told = Told::new(setting);
    while let Some(mut block) = entries.next()? {
        let meant = block.message.as_ref().map(|message| told.meant(message, &mut block.problems));
        for problem in block.problems {
            receive.problem(problem);
        }
        match meant {
            Some(Meant::Header(header)) => receive.header(*header),
            Some(Meant::Units(header, units)) => {
                if let Some(header) = header {
                    receive.header(*header);
                }
                for unit in units {
                    receive.unit(unit)?;
                }
            }
            Some(Meant::Nothing) | None => {}
        }
    }
    if let Some(header) = told.without_header() {
        receive.header(*header);
    }
    Ok(())
}
