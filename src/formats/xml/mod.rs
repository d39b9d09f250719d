//! XML for the formats made of it: safe reading, small trees, writing.
//!
//! [`Reader`] pulls one thing after the other from a stream, and reads an
//! entry as a [`Tree`] when asked to. Nothing is ever fetched, and no entity
//! that a file declares is expanded. What is not XML ends the reading with a
//! place; what can be read around is a problem with a place.

mod content;
mod in_order;
mod node;
mod reader;
mod rest;
mod sniff;
mod source;
mod tree;
mod writer;

pub(in crate::formats) use content::{begins_name, in_name, pairs};
pub(in crate::formats) use in_order::in_order;
pub(in crate::formats) use node::Node;
pub(in crate::formats) use reader::{Around, Event, Problems, Reader, Untold};
pub(in crate::formats) use rest::{as_xml, attributes_of, children_of, element, of_rest, rest, sort_children};
pub(in crate::formats) use sniff::{root_name, root_tag};
pub(in crate::formats) use source::Chunk;
pub(in crate::formats) use tree::{Id, Kind, Tree};
pub(in crate::formats) use writer::{Layout, Writer, escape};

/// The namespace that the prefix `xml` stands for.
#[cfg(test)]
pub(in crate::formats) const XML_SPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// How deep elements may be nested.
const DEEPEST: usize = 256;
/// How many bytes one entry may have.
const LARGEST: usize = 16 << 20;
/// How many elements, texts, comments and instructions one entry may have.
const MOST_NODES: usize = 1 << 18;
/// How many attributes one element may have.
const MOST_ATTRIBUTES: usize = 256;
/// How many namespaces may be declared at one place.
const MOST_SPACES: usize = 256;
/// How many problems of one file are told.
const MOST_PROBLEMS: usize = 1000;

#[cfg(test)]
mod tests;
