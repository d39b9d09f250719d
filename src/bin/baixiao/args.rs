//! What can be asked for on the command line.

use std::path::PathBuf;
use std::str::FromStr;

use baixiao::files::Encoding;
use baixiao::formats::bitext::{self, BitextFormat};
use baixiao::formats::{self, SourceFormat, Target};
use baixiao::lang::Lang;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// A glossary and translation-memory tool for Chinese, English and Korean.
#[derive(Debug, Parser)]
#[command(name = "baixiao", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 clean, 1 findings, 2 error.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Mark the terms in a text and show how to render them
    Annotate(Annotate),
    /// Show what the glossary says of some words
    Lookup(Lookup),
    /// Find wordings of the same statement across documents
    Mine(Mine),
    /// Lay the renditions of one statement side by side and name their differences
    Compare(Compare),
    /// Write the glossary for other tools
    Export(Export),
    /// Merge the terms of other tools' files into a glossary
    Import(Import),
    /// Write a bilingual file in another format
    Convert(Convert),
    /// Show what is in bilingual files: languages, words, codes, states, problems
    Inspect(Inspect),
    /// Look after a glossary
    #[command(subcommand)]
    Glossary(GlossaryCommand),
    /// Measure the annotator on sentences that people annotated
    #[command(hide = true)]
    Score {
        /// JSON lines: id, lang, text, terms with start, end, concept
        gold: PathBuf,
        #[command(flatten)]
        glossaries: Glossaries,
        /// List what is wrong
        #[arg(long)]
        errors: bool,
    },
    /// Write completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page
    Man,
}

/// Glossaries that are used together.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Glossaries {
    /// A folder, a CSV file or a file of another tool; may be given several times, the first wins [default: embedded]
    #[arg(short, long = "glossary", value_name = "GLOSSARY")]
    pub(crate) glossaries: Vec<PathBuf>,
}

/// Where a report goes.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct OutputArgs {
    /// Write to a file, whole or not at all, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// How bytes are read.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct EncodingArgs {
    /// The encoding of the input, such as gb18030 or euc-kr; a byte order mark wins [default: utf-8]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<Encoding>,
    /// Replace what is not valid in the encoding with U+FFFD, and go on
    #[arg(long)]
    pub(crate) lossy: bool,
}

/// A language, or the one that the text is most likely in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextLang(pub(crate) Option<Lang>);

impl FromStr for TextLang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self(None));
        }
        text.parse().map(|lang| Self(Some(lang))).map_err(|error: baixiao::lang::LangError| error.to_string())
    }
}

#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
#[command(after_help = "Example: echo '深度求索选择开源' | baixiao annotate --to en,ko")]
pub(crate) struct Annotate {
    /// Text files; - is standard input
    #[arg(default_value = "-")]
    pub(crate) files: Vec<PathBuf>,
    /// The language of the text: auto, zh, en, ko or any tag
    #[arg(long, default_value = "auto", value_name = "LANG")]
    pub(crate) lang: TextLang,
    /// The languages to render in [default: all others of the glossary]
    #[arg(long, value_delimiter = ',', value_name = "LANG")]
    pub(crate) to: Vec<Lang>,
    #[command(flatten)]
    pub(crate) glossaries: Glossaries,
    /// Take each line as a text of its own; goes with text, jsonl and csv
    #[arg(long)]
    pub(crate) lines: bool,
    /// What the input is
    #[arg(long, value_enum, default_value_t, value_name = "KIND", conflicts_with = "lines")]
    pub(crate) input: InputKind,
    /// Report terms inside longer terms too
    #[arg(long)]
    pub(crate) nested: bool,
    /// List every candidate with the reason why it was kept or dropped, instead of a report
    #[arg(long, conflicts_with_all = ["lines", "input", "format", "nested"])]
    pub(crate) explain: bool,
    /// Look in web and mail addresses, paths and code as well
    #[arg(long)]
    pub(crate) everywhere: bool,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AnnotateFormat,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) encoding: EncodingArgs,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputKind {
    /// Plain text
    #[default]
    Text,
    /// An object a line, with `text` and perhaps `id` and `lang`; answered by a line each
    Jsonl,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// The text with its terms marked, and a table of them
    #[default]
    Text,
    /// One document, `baixiao/annotate/1`
    Json,
    /// An object a line
    Jsonl,
    /// A page that stands alone
    Html,
    /// The text with its terms in bold, and a table of them
    Markdown,
    /// A hit a row
    Csv,
}

/// A score from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Threshold(pub(crate) f64);

impl FromStr for Threshold {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let value = text.parse().ok().filter(|value| (0.0..=1.0).contains(value));
        value.map(Self).ok_or_else(|| format!("`{text}` is not a score; write a number from 0 to 1 such as `0.45`"))
    }
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao mine one.txt two.txt --format html -o variants.html")]
pub(crate) struct Mine {
    /// Text files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The least score of a pair that is likely
    #[arg(long, default_value = "0.45", value_name = "SCORE")]
    pub(crate) min: Threshold,
    /// The least score of a pair that is worth a look
    #[arg(long, default_value = "0.33", value_name = "SCORE")]
    pub(crate) review: Threshold,
    /// Take each line as a unit, instead of sentences and clauses
    #[arg(long)]
    pub(crate) lines: bool,
    /// Pair places of one document too
    #[arg(long)]
    pub(crate) inside: bool,
    /// The language of the texts: auto, zh, en, ko or any tag
    #[arg(long, default_value = "auto", value_name = "LANG")]
    pub(crate) lang: TextLang,
    #[command(flatten)]
    pub(crate) glossaries: Glossaries,
    /// Go through the groups one by one, and write those that you confirm into the glossary in this folder
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["format", "output"])]
    pub(crate) save: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: MineFormat,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) encoding: EncodingArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MineFormat {
    /// The groups, each wording with its place, mode and speaker
    #[default]
    Text,
    /// One document, `baixiao/mine/1`
    Json,
    /// A page that stands alone
    Html,
    /// A wording a row
    Csv,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao compare contributor-not-free-rider")]
pub(crate) struct Compare {
    /// The id of a quote of the glossary, or text files, each a rendition
    #[arg(value_name = "QUOTE|FILE", required_unless_present_any = ["lines", "all", "profile", "suggest"])]
    pub(crate) what: Vec<String>,
    /// Take the renditions from a file, one a line: a label, a tab, the text; `source` labels the words said
    #[arg(long, value_name = "FILE", conflicts_with_all = ["what", "all", "profile"])]
    pub(crate) lines: Option<PathBuf>,
    /// Write a page for each quote of the glossary, and an index, to the folder `--output`
    #[arg(long, conflicts_with_all = ["what", "format", "profile", "suggest"], requires = "output")]
    pub(crate) all: bool,
    /// Over all quotes: which words each outlet uses for which concept
    #[arg(long, conflicts_with_all = ["what", "suggest"])]
    pub(crate) profile: bool,
    /// Propose pairs of terms that the glossary lacks, as CSV to review; from all quotes if none is named
    #[arg(long, conflicts_with = "format")]
    pub(crate) suggest: bool,
    /// The language of the renditions: auto, zh, en, ko or any tag
    #[arg(long, default_value = "auto", value_name = "LANG")]
    pub(crate) lang: TextLang,
    #[command(flatten)]
    pub(crate) glossaries: Glossaries,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CompareFormat,
    /// Write to a file, whole or not at all, instead of standard output; with `--all`, to a folder
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) encoding: EncodingArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// The aligned table, the differences, the terms and the scores
    #[default]
    Text,
    /// One document, `baixiao/compare/1`
    Json,
    /// A page that stands alone
    Html,
    /// The aligned table, a cell a row
    Csv,
    /// Tables for a document
    Markdown,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao lookup 护城河")]
pub(crate) struct Lookup {
    /// A term in any language, or the id of a concept
    #[arg(required = true, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) words: Vec<String>,
    /// The languages to show [default: all]
    #[arg(long, value_delimiter = ',', value_name = "LANG")]
    pub(crate) to: Vec<Lang>,
    #[command(flatten)]
    pub(crate) glossaries: Glossaries,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: LookupFormat,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LookupFormat {
    /// Cards for a terminal
    #[default]
    Text,
    /// `baixiao/lookup/1`
    Json,
    /// Cards for a document
    Markdown,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao export --for omegat --source en --target ko -o glossary.txt")]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) glossaries: Glossaries,
    /// The tool or format to write for; `--list` shows them, and which are experimental: some of
    /// their rules are documented nowhere
    #[arg(long = "for", visible_alias = "format", default_value = "csv", value_name = "TARGET", value_parser = target)]
    pub(crate) target: &'static Target,
    /// List the targets with what each keeps and loses
    #[arg(long, conflicts_with_all = ["target", "glossaries"])]
    pub(crate) list: bool,
    /// The source language, where a target wants one
    #[arg(long, value_name = "LANG")]
    pub(crate) source: Option<Lang>,
    /// The target languages [default: all others, where a target takes several]
    #[arg(long = "target", value_delimiter = ',', value_name = "LANG")]
    pub(crate) to: Vec<Lang>,
    /// Write only the concepts whose terms occur in a text; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// For `prompt`: how many tokens the block may have, by estimate
    #[arg(long, value_name = "TOKENS")]
    pub(crate) budget: Option<usize>,
    /// For `csv`: what a row is; `wide` is the target `csv-wide`
    #[arg(long, value_enum, default_value_t, hide = true)]
    pub(crate) layout: Layout,
    /// Begin UTF-8 text with a byte order mark, as Excel wants it
    #[arg(long)]
    pub(crate) bom: bool,
    /// The day to write into headers, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) encoding: EncodingArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layout {
    /// A term a row, with all that is known of it; can be read back with -g
    #[default]
    Long,
    /// A concept a row, a column for each language, synonyms with | between them
    Wide,
}

fn target(name: &str) -> Result<&'static Target, String> {
    formats::target(name).map_err(|error| error.to_string())
}

fn source_format(name: &str) -> Result<&'static SourceFormat, String> {
    formats::source_format(name).ok_or_else(|| {
        let names: Vec<&str> = formats::source_formats().map(|format| format.name).collect();
        format!("`{name}` is not a format; write one of {}", names.join(", "))
    })
}

fn bitext_format(name: &str) -> Result<&'static BitextFormat, String> {
    bitext::bitext_format(name).map_err(|error| error.to_string())
}

/// A day as ISO 8601 writes it.
fn date(text: &str) -> Result<String, String> {
    let digits = |part: &str, many: usize| part.len() == many && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => Ok(text.to_owned()),
        _ => Err(format!("`{text}` is not a day; write one such as `2025-02-06`")),
    }
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao import client.tbx --into glossary/ --dry-run")]
pub(crate) struct Import {
    /// Files of other tools: TBX, TMX, XLIFF, `MultiTerm` XML, SKOS, UTX, CSV, TSV, xlsx; also gzipped; - is standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The glossary to merge into, a folder or a CSV file; made if it is not there
    #[arg(long, value_name = "GLOSSARY")]
    pub(crate) into: PathBuf,
    /// Show what would be added, changed and in conflict, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Whose word counts where both say something else [default: nobody's: yours stays, and the exit status is 1]
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) prefer: Option<Side>,
    /// The format of the files [default: told from the content]
    #[arg(long, value_name = "FORMAT", value_parser = source_format)]
    pub(crate) from: Option<&'static SourceFormat>,
    /// The language of the source column, where the file does not say
    #[arg(long, value_name = "LANG")]
    pub(crate) source: Option<Lang>,
    /// The language of the target column, where the file does not say
    #[arg(long, value_name = "LANG")]
    pub(crate) target: Option<Lang>,
    /// What columns hold, by name or number, such as `Source=term:en,Remarks=note,4=ignore`
    #[arg(long, value_delimiter = ',', value_name = "COLUMN=ROLE")]
    pub(crate) columns: Vec<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: DiffFormat,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) encoding: EncodingArgs,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao convert memory.tmx memory.csv --source en --target ko")]
pub(crate) struct Convert {
    /// The file to read, perhaps gzipped or alone in a zip archive; - is standard input
    #[arg(value_name = "FROM", required_unless_present = "list")]
    pub(crate) from_file: Option<PathBuf>,
    /// The file to write, whole or not at all; - is standard output
    #[arg(value_name = "TO", required_unless_present = "list")]
    pub(crate) to_file: Option<PathBuf>,
    /// The format to read [default: told from the content]
    #[arg(long, value_name = "FORMAT", value_parser = bitext_format)]
    pub(crate) from: Option<&'static BitextFormat>,
    /// The format to write [default: what the file's name ends in]
    #[arg(long, value_name = "FORMAT", value_parser = bitext_format)]
    pub(crate) to: Option<&'static BitextFormat>,
    /// List the formats with what each keeps and loses
    #[arg(long, conflicts_with_all = ["from_file", "to_file", "from", "to"])]
    pub(crate) list: bool,
    /// The source language [default: the file's]
    #[arg(long, value_name = "LANG")]
    pub(crate) source: Option<Lang>,
    /// The target languages [default: all others]
    #[arg(long, value_delimiter = ',', value_name = "LANG")]
    pub(crate) target: Vec<Lang>,
    /// What columns of a table hold, by name or number, where their names do not say, such as `1=en,2=ko`
    #[arg(long, value_delimiter = ',', value_name = "COLUMN=ROLE")]
    pub(crate) columns: Vec<String>,
    /// The day to write into headers, as YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<String>,
    #[command(flatten)]
    pub(crate) encoding: EncodingArgs,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao inspect memory.tmx --format json")]
pub(crate) struct Inspect {
    /// Bilingual files, perhaps gzipped or alone in a zip archive; - is standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The format of the files [default: told from the content]
    #[arg(long, value_name = "FORMAT", value_parser = bitext_format)]
    pub(crate) from: Option<&'static BitextFormat>,
    /// The source language, where the file does not say
    #[arg(long, value_name = "LANG")]
    pub(crate) source: Option<Lang>,
    /// The target language, where the file does not say
    #[arg(long, value_name = "LANG")]
    pub(crate) target: Option<Lang>,
    /// What columns of a table hold, by name or number, where their names do not say, such as `1=en,2=ko`
    #[arg(long, value_delimiter = ',', value_name = "COLUMN=ROLE")]
    pub(crate) columns: Vec<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: InspectFormat,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) encoding: EncodingArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum InspectFormat {
    /// A table for each file, and what is wrong in it
    #[default]
    Text,
    /// `baixiao/inspect/1`
    Json,
}

/// One side of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// What the glossary says stays
    Ours,
    /// What the file says takes its place
    Theirs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// As a terminologist reads it
    #[default]
    Text,
    /// `baixiao/diff/1`
    Json,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: baixiao glossary diff embedded my-glossary/")]
pub(crate) struct GlossaryDiff {
    /// A folder, a CSV file or a file of another tool
    pub(crate) ours: PathBuf,
    /// The one to compare it with
    pub(crate) theirs: PathBuf,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: DiffFormat,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example, in git's configuration: driver = baixiao glossary merge %O %A %B --path %P")]
pub(crate) struct GlossaryMerge {
    /// What both began with: a folder, a CSV file, or one file of a folder; an empty file for nothing
    pub(crate) base: PathBuf,
    /// What one side made of it
    pub(crate) ours: PathBuf,
    /// What the other side made of it
    pub(crate) theirs: PathBuf,
    /// Where the merged glossary goes, whole or not at all [default: OURS]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// What the file is called, where it stands under another name for the time being
    #[arg(long, value_name = "NAME")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GlossaryCommand {
    /// Find what is wrong in a glossary
    #[command(after_help = "Example: baixiao glossary check glossary/")]
    Check {
        /// A folder or CSV file
        path: PathBuf,
    },
    /// Write a glossary in its normal form: sorted, composed, quoted only where needed
    #[command(after_help = "Example: baixiao glossary fmt --check glossary/")]
    Fmt {
        /// A folder or CSV file
        path: PathBuf,
        /// Change nothing; the exit status is 1 if something would change
        #[arg(long)]
        check: bool,
    },
    /// Show what two glossaries differ in, concept by concept; the exit status is 1 if they do
    Diff(GlossaryDiff),
    /// Merge what two sides made of one glossary, record by record and field by field
    Merge(GlossaryMerge),
    /// Count concepts and terms by language, status and provenance
    #[command(after_help = "Example: baixiao glossary stats --format json")]
    Stats {
        #[command(flatten)]
        glossaries: Glossaries,
        /// How to report
        #[arg(long, value_enum, default_value_t)]
        format: StatsFormat,
    },
    /// Prove that what is attested in a document stands in it
    #[command(after_help = "Example: baixiao glossary attest cnn-2025-01 article.txt")]
    Attest {
        /// The document's id in the glossary
        document: String,
        /// Its text
        file: PathBuf,
        #[command(flatten)]
        glossaries: Glossaries,
        #[command(flatten)]
        encoding: EncodingArgs,
    },
    /// List the concepts with their preferred terms
    #[command(after_help = "Example: baixiao glossary list --to zh,ko")]
    List {
        #[command(flatten)]
        glossaries: Glossaries,
        /// The languages to show [default: all]
        #[arg(long, value_delimiter = ',', value_name = "LANG")]
        to: Vec<Lang>,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsFormat {
    /// A table
    #[default]
    Text,
    /// `baixiao/stats/1`
    Json,
}
