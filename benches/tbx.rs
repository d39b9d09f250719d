//! How fast a termbase passes through: `cargo bench --bench tbx`, or `… -- CONCEPTS`. Makes a termbase in TBX, reads
//! it, and converts it to CSV; every tenth entry holds what the model does not. Prints megabytes of TBX a second, and, on
//! Linux, a second of the processor (on a machine that does other things, too) and the most memory used so far.
#![expect(clippy::print_stdout, reason = "a bench tells its numbers")]

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::time::Instant;

use baixiao::diagnostic::Diagnostic;
use baixiao::files::Input;
use baixiao::formats::{ConceptWriter, Losses, ReadSetting, Receive, WriteSetting, read, source_format, target};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Kept, PartOfSpeech, Status, Term};

/// How many concepts are made unless another number is given.
const CONCEPTS: usize = 1_000_000;
/// How many bytes a megabyte has here.
const MEGA: f64 = 1e6;

/// The number of a concept in letters of a script.
fn word(mut number: usize, letters: &[char]) -> String {
    let mut out = String::new();
    while number > 0 || out.is_empty() {
        out.extend(letters.get(number % letters.len()));
        number /= letters.len();
    }
    out
}

fn concept(number: usize) -> Concept {
    let latin: Vec<char> = ('a'..='z').collect();
    let han: Vec<char> = ('一'..='丘').collect();
    let hangul: Vec<char> = ('가'..='갛').collect();
    let mut terms = Vec::new();
    for (lang, letters) in [(Lang::EN, &latin), (Lang::KO, &hangul), (Lang::ZH, &han)] {
        let text = word(number + 1000, letters);
        let mut first = Term::new(lang, format!("{text} {}", word(number / 7, letters)));
        first.part_of_speech = Some(PartOfSpeech::Noun);
        terms.push(first);
        if number.is_multiple_of(3) {
            terms.push(Term { status: Status::Admitted, ..Term::new(lang, text) });
        }
    }
    let mut concept = Concept {
        id: format!("concept-{number}").into(),
        domain: "a field of knowledge".into(),
        definition: format!("What the concept with the number {number} means, said in a sentence & a half.").into(),
        terms,
        ..Concept::default()
    };
    if number.is_multiple_of(10) {
        let terms: Vec<String> = concept
            .terms
            .iter()
            .map(|term| {
                format!("<langSec xml:lang=\"{}\"><termSec><term>{}</term></termSec></langSec>", term.lang, term.text)
            })
            .collect();
        let entry = format!(
            "<conceptEntry><transacGrp><transac type=\"transactionType\">origination</transac><date>2020-01-02</date>\
             </transacGrp>{}</conceptEntry>",
            terms.concat()
        );
        concept.extra.insert("tbx".to_owned(), entry);
    }
    concept
}

/// Counts what it takes, and hands it on.
struct Through<'a> {
    concepts: usize,
    writer: Option<Box<dyn ConceptWriter + 'a>>,
    losses: Losses,
}

impl Receive for Through<'_> {
    fn concept(&mut self, concept: Concept) -> io::Result<()> {
        self.concepts += 1;
        self.writer.as_mut().map_or(Ok(()), |writer| writer.concept(&concept, &mut self.losses))
    }

    fn problem(&mut self, problem: Diagnostic) {
        println!("{problem}");
    }

    fn keep(&mut self, _: Kept) {}
}

/// The most memory that this process had, in megabytes.
fn peak() -> Option<u64> {
    let status = io::read_to_string(File::open("/proc/self/status").ok()?).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// The seconds that the threads of this process had of the processor, on any kernel with the usual clock.
fn worked() -> Option<f64> {
    let status = io::read_to_string(File::open("/proc/self/stat").ok()?).ok()?;
    let (_, fields) = status.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Some(ticks.sum::<Result<f64, _>>().ok()? / 100.0)
}

fn tell(what: &str, concepts: usize, bytes: u64, (start, before): (Instant, Option<f64>)) {
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a size for people")]
    let megabytes = bytes as f64 / MEGA;
    let peak = peak().map_or_else(String::new, |peak| format!("\tpeak_MB={peak}"));
    let rate = megabytes / seconds;
    let work = worked().zip(before).map(|(now, before)| format!("\tMB/s_of_work={:.1}", megabytes / (now - before)));
    let work = work.unwrap_or_default();
    println!("{what}\tconcepts={concepts}\tMB={megabytes:.0}\tseconds={seconds:.1}\tMB/s={rate:.1}{work}{peak}");
}

fn through(file: &File, writer: Option<Box<dyn ConceptWriter + '_>>) -> usize {
    let format = source_format("tbx");
    let setting = ReadSetting { format, ..ReadSetting::default() };
    let input = Input::new(file, None, false).expect("readable");
    let mut through = Through { concepts: 0, writer, losses: Losses::default() };
    read(&mut BufReader::with_capacity(1 << 16, input), &setting, &mut through).expect("it is TBX");
    let Through { concepts, writer, mut losses } = through;
    if let Some(mut writer) = writer {
        writer.finish(&mut losses).expect("it is taken");
    }
    concepts
}

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(CONCEPTS);
    let langs = [Lang::EN, Lang::KO, Lang::ZH];
    let columns = ["tbx".to_owned()];
    let setting = WriteSetting { langs: &langs, name: "bench", concept_columns: &columns, ..WriteSetting::default() };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made.tbx");

    let start = (Instant::now(), worked());
    let mut out = BufWriter::new(File::create(&path).expect("a file"));
    let mut losses = Losses::default();
    let mut writer = (target("tbx").expect("a target").open)(&setting, Box::new(&mut out)).expect("it begins");
    (0..count).try_for_each(|number| writer.concept(&concept(number), &mut losses)).expect("it is written");
    writer.finish(&mut losses).expect("it is written");
    drop(writer);
    out.flush().expect("it is written");
    drop(out);
    let bytes = path.metadata().expect("a file").len();
    tell("write", count, bytes, start);

    let open = || File::open(&path).expect("a file");
    let start = (Instant::now(), worked());
    let concepts = through(&open(), None);
    tell("read", concepts, bytes, start);

    for name in ["csv", "tbx-basic"] {
        let start = (Instant::now(), worked());
        let writer = (target(name).expect("a target").open)(&setting, Box::new(io::sink())).expect("it begins");
        let concepts = through(&open(), Some(writer));
        tell(&format!("to {name}"), concepts, bytes, start);
    }
}
