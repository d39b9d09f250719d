//! The command line: reads files, calls the library, prints reports.

mod args;
mod aside;
mod commands;
mod input;
mod output;

use std::io;
use std::process::ExitCode;

use clap::Parser;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to object to.
    Clean,
    /// Something was found that somebody should look at.
    Findings,
    /// Some of the input could not be read; the rest was dealt with.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

fn main() -> ExitCode {
    match commands::run(args::Args::parse()) {
        Ok(outcome) => outcome.into(),
        // Whoever reads us has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        [kind, json].contains(&Some(io::ErrorKind::BrokenPipe))
    })
}
