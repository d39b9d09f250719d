//! One file a command.

mod annotate;
mod compare;
mod convert;
mod export;
mod glossary;
mod import;
mod inspect;
mod lookup;
mod mine;
mod score;

use std::io::Write as _;

use anyhow::Result;
use clap::CommandFactory as _;

use crate::Outcome;
use crate::args::{Args, Command};
use crate::output::Output;

pub(crate) fn run(args: Args) -> Result<Outcome> {
    match args.command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Lookup(args) => lookup::run(&args),
        Command::Mine(args) => mine::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Glossary(command) => glossary::run(command),
        Command::Score { gold, glossaries, errors } => score::run(&gold, &glossaries, errors),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "baixiao", &mut out);
            print(&out)
        }
        Command::Man => {
            let mut out = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut out)?;
            print(&out)
        }
    }
}

/// The day, for the headers that must have one.
fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}

fn print(bytes: &[u8]) -> Result<Outcome> {
    let mut out = Output::stdout();
    out.write_all(bytes)?;
    out.finish()?;
    Ok(Outcome::Clean)
}
