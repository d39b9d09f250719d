//! Which data categories a file may use.

use crate::formats::xml::Node;

/// The modules that a dialect is made of; each has all of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Core,
    Min,
    Basic,
    Linguist,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Whether it is version 2.
    pub(super) martif: bool,
    pub(super) level: Level,
}

/// A data category: the element that holds it in the style DCA, its name, and the module that brings it.
struct Category {
    element: &'static str,
    name: &'static str,
    level: Level,
}

const fn category(level: Level, element: &'static str, name: &'static str) -> Category {
    Category { element, name, level }
}

/// The data categories of the modules 1.2.1.
const CATEGORIES: &[Category] = &[
    category(Level::Min, "admin", "customerSubset"),
    category(Level::Min, "descrip", "subjectField"),
    category(Level::Min, "termNote", "administrativeStatus"),
    category(Level::Min, "termNote", "partOfSpeech"),
    category(Level::Min, "xref", "externalCrossReference"),
    category(Level::Basic, "admin", "projectSubset"),
    category(Level::Basic, "admin", "source"),
    category(Level::Basic, "descrip", "context"),
    category(Level::Basic, "descrip", "definition"),
    category(Level::Basic, "ref", "crossReference"),
    category(Level::Basic, "termNote", "geographicalUsage"),
    category(Level::Basic, "termNote", "grammaticalGender"),
    category(Level::Basic, "termNote", "termLocation"),
    category(Level::Basic, "termNote", "termType"),
    category(Level::Basic, "transac", "transactionType"),
    category(Level::Basic, "transacNote", "responsibility"),
    category(Level::Basic, "xref", "xGraphic"),
    category(Level::Linguist, "admin", "reading"),
    category(Level::Linguist, "adminNote", "readingNote"),
    category(Level::Linguist, "termNote", "grammaticalNumber"),
    category(Level::Linguist, "termNote", "register"),
    category(Level::Linguist, "termNote", "transferComment"),
];

/// The element that a data category has in the style DCA, where it is one of the modules'.
pub(super) fn element_of(category: &str) -> Option<&'static str> {
    CATEGORIES.iter().find(|known| known.name == category).map(|known| known.element)
}

impl Dialect {
    /// What the root element of a file says.
    pub(super) fn of(root: Node<'_>) -> Self {
        let named = root.attribute("type").or(root.attribute("dialect")).unwrap_or_default();
        let level = match named {
            "TBX-Core" => Level::Core,
            "TBX-Min" => Level::Min,
            "TBX-Basic" => Level::Basic,
            _ => Level::Linguist,
        };
        match root.local() {
            "martif" => Self { martif: true, level: Level::Basic },
            _ => Self { martif: false, level },
        }
    }

    /// What the root element calls it.
    pub(super) fn name(self) -> &'static str {
        match self.level {
            Level::Core => "TBX-Core",
            Level::Min => "TBX-Min",
            Level::Basic => "TBX-Basic",
            Level::Linguist => "TBX-Linguist",
        }
    }

    /// Whether a file may use a data category. In version 2 a file may declare its own.
    pub(super) fn allows(self, element: &str, category: &str) -> bool {
        let known = CATEGORIES.iter().find(|known| known.element == element && known.name == category);
        self.martif || known.is_some_and(|known| known.level <= self.level)
    }
}
