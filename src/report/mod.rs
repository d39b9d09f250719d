//! Reports: what was found, as bytes for people and for programs.
//!
//! Nothing here decides what is a finding, and nothing prints.

mod cards;
mod changes;
mod compare;
mod csv;
mod exchange;
mod html;
mod inspect;
mod json;
mod markdown;
mod mine;
mod setting;
mod tables;
mod terminal;
mod view;

pub use cards::{CardFormat, LookupAnswer, write_cards};
pub use changes::{write_absorption_json, write_absorption_text, write_diff_json, write_diff_text};
pub use compare::{
    ComparedView, IndexEntry, Neighbours, write_comparison_csv, write_comparison_html, write_comparison_index,
    write_comparison_json, write_comparison_markdown, write_comparison_text, write_profiles_csv, write_profiles_html,
    write_profiles_json, write_profiles_markdown, write_profiles_text, write_suggestions,
};
pub use csv::CsvReport;
pub use exchange::{losses, target_list};
pub use html::write_html;
pub use inspect::{InspectedFile, InspectedLang, bitext_format_list, write_inspection_json, write_inspection_text};
pub use json::{write_json, write_json_line};
pub use markdown::write_markdown;
pub use mine::{
    MinedView, SourceView, write_mined_csv, write_mined_group, write_mined_html, write_mined_json, write_mined_text,
};
pub use tables::{attestation_table, decision_table, diagnostics, glossary_list, stats_table};
pub use terminal::{TextStyle, write_line_text, write_text};
pub use view::{Annotated, Renderings, TermCount, View};
