//! `import`: the terms of other tools' files, into a glossary.

use anyhow::{Context, Result, bail};
use baixiao::diagnostic::Parsed;
use baixiao::formats::ReadSetting;
use baixiao::glossary::{Gathered, gather, save};

use crate::Outcome;
use crate::args::Import;
use crate::input::{self, Problems};
use crate::output;

pub(crate) fn run(args: &Import) -> Result<Outcome> {
    let mut all = Gathered::default();
    for path in &args.files {
        let name = path.display().to_string();
        let setting = ReadSetting {
            name: &name,
            format: args.format,
            source: args.source,
            target: args.target,
            columns: &args.columns,
        };
        let mut bytes = input::file(path, &args.encoding, &input::progress(path))?;
        let Parsed { value, problems } =
            gather(&mut bytes, &setting).with_context(|| format!("cannot read `{name}`"))?;
        let mut shown = Problems::new(path);
        for problem in problems {
            shown.tell(problem);
        }
        shown.end();
        all.concepts.extend(value.concepts);
        all.kept.extend(value.kept);
    }
    if args.into.exists() {
        bail!("`{}` is there already", args.into.display());
    }
    for path in save(&all.into_glossary(&args.into.display().to_string()), &args.into)? {
        output::message(&format!("wrote {}", path.display()));
    }
    Ok(Outcome::Clean)
}
