//! What stands in the attributes of units and variants.

use std::borrow::Cow;

use crate::formats::xml::Node;
use crate::model::{History, Property, Text};

/// The attributes that a `tu` or a `tuv` may have, and that the model has no field for.
const OTHERS: &[&str] = &[
    "creationtool",
    "creationtoolversion",
    "datatype",
    "lastusagedate",
    "o-encoding",
    "o-tmf",
    "segtype",
    "srclang",
    "usagecount",
];

/// Takes an attribute: as a part of the history, or as a property.
pub(super) fn take(name: &str, value: &str, history: &mut History, properties: &mut Vec<Property>) {
    match name {
        "creationdate" => history.created = date_of_tmx(value),
        "creationid" => history.author = value.into(),
        "changedate" => history.changed = date_of_tmx(value),
        "changeid" => history.editor = value.into(),
        _ => properties.push(Property {
            name: format!("@{name}").into(),
            lang: Text::new(),
            value: if name == "lastusagedate" { date_of_tmx(value) } else { value.into() },
        }),
    }
}

/// The attributes to write.
pub(super) fn of<'u>(
    history: &'u History,
    properties: &'u [Property],
    unit: bool,
) -> impl Iterator<Item = (&'u str, Cow<'u, str>)> {
    let dates = [
        ("creationdate", date_to_tmx(&history.created)),
        ("creationid", Cow::Borrowed(&*history.author)),
        ("changedate", date_to_tmx(&history.changed)),
        ("changeid", Cow::Borrowed(&*history.editor)),
    ];
    let others = properties.iter().zip(are_attributes(properties, unit)).filter(|(_, is)| *is);
    let others = others.filter_map(|(property, _)| Some((attribute(property)?, value(property))));
    dates.into_iter().filter(|(_, value)| !value.is_empty()).chain(others)
}

/// Which properties are written as attributes: the first with the name of one.
pub(super) fn are_attributes(properties: &[Property], unit: bool) -> Vec<bool> {
    let mut seen: Vec<&str> = Vec::new();
    let mut is_attribute = |property: &Property| {
        let name = OTHERS.iter().find(|name| attribute(property) == Some(**name)).copied();
        let Some(name) = name.filter(|name| unit || !matches!(*name, "segtype" | "srclang")) else { return false };
        if seen.contains(&name) {
            return false;
        }
        seen.push(name);
        property.lang.is_empty()
    };
    properties.iter().map(&mut is_attribute).collect()
}

/// Puts those first that are written as attributes, as they are read.
pub(super) fn sort(properties: &mut Vec<Property>, unit: bool) {
    let are = are_attributes(properties, unit);
    if !are.is_sorted_by_key(|is| !is) {
        let mut ranked: Vec<(bool, Property)> = are.into_iter().zip(std::mem::take(properties)).collect();
        ranked.sort_by_key(|(is, _)| !is);
        properties.extend(ranked.into_iter().map(|(_, property)| property));
    }
}

fn attribute(property: &Property) -> Option<&str> {
    property.name.strip_prefix('@')
}

fn value(property: &Property) -> Cow<'_, str> {
    if property.name == "@lastusagedate" { date_to_tmx(&property.value) } else { Cow::Borrowed(&*property.value) }
}

/// The language of an element, as it is written: `lang` up to TMX 1.2.
pub(super) fn lang(node: Node<'_>) -> &str {
    node.attribute("xml:lang").or_else(|| node.attribute("lang")).map(str::trim).unwrap_or_default()
}

/// `20020125T210600Z` as `2002-01-25T21:06:00Z`; anything else as it is.
fn date_of_tmx(written: &str) -> Text {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = || {
        let (date, time) = written.strip_suffix('Z')?.split_once('T')?;
        if date.len() != 8 || time.len() != 6 || !digits(date) || !digits(time) {
            return None;
        }
        let (year, day) = date.split_at_checked(4)?;
        let (month, day) = day.split_at_checked(2)?;
        let (hour, second) = time.split_at_checked(2)?;
        let (minute, second) = second.split_at_checked(2)?;
        Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
    };
    parts().map_or_else(|| written.into(), Text::from)
}

/// `2002-01-25T21:06:00Z` as `20020125T210600Z`, and a day alone with its first second; anything else as it is.
fn date_to_tmx(iso: &str) -> Cow<'_, str> {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00Z";
    let fits = |shape: &[u8]| {
        let alike =
            |(found, wanted): (u8, &u8)| if *wanted == b'0' { found.is_ascii_digit() } else { found == *wanted };
        iso.len() == shape.len() && iso.bytes().zip(shape).all(alike)
    };
    let compact = || iso.chars().filter(|c| !matches!(c, '-' | ':')).collect::<String>();
    if fits(SHAPE) {
        Cow::Owned(compact())
    } else if SHAPE.get(..10).is_some_and(fits) {
        Cow::Owned(compact() + "T000000Z")
    } else {
        Cow::Borrowed(iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_and_go() {
        for (tmx, iso) in [
            ("20020125T210600Z", "2002-01-25T21:06:00Z"),
            ("2002-01-25", "2002-01-25"),
            ("20020125T2106Z", "20020125T2106Z"),
            ("2002年1月25日", "2002年1月25日"),
            ("", ""),
        ] {
            assert_eq!(&*date_of_tmx(tmx), iso);
        }
        assert_eq!(date_to_tmx("2002-01-25T21:06:00Z"), "20020125T210600Z");
        assert_eq!(date_to_tmx("2002-01-25"), "20020125T000000Z");
        assert_eq!(date_to_tmx("25/01/2002"), "25/01/2002");
    }
}
