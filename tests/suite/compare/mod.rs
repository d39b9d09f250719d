//! The renditions of one statement, side by side.

#[cfg(feature = "cli")]
mod gold;
mod properties;
mod reports;
