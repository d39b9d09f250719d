//! How fast a memory passes through: `cargo bench --bench bitext`, or `… -- UNITS`. Makes a memory in TMX, reads it,
//! patches it, and writes it anew; every fourth unit has codes. Prints megabytes of TMX a second, and, on Linux, a
//! second of the processor (on a machine that does other things, too) and the most memory used so far.
#![expect(clippy::print_stdout, reason = "a bench tells its numbers")]

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::time::Instant;

use baixiao::diagnostic::Diagnostic;
use baixiao::files::Input;
use baixiao::formats::bitext::{
    BitextFormat, BitextReadSetting, BitextWriteSetting, Edit, EditUnits, Header, ReceiveUnits, UnitWriter,
    bitext_format,
};
use baixiao::formats::{Losses, ReadError};
use baixiao::lang::Lang;
use baixiao::model::{Code, CodeKind, Content, Markup, Property, Text, Unit, Variant};

/// How many units are made unless another number is given.
const UNITS: usize = 1_000_000;
/// How many bytes a megabyte has here.
const MEGA: f64 = 1e6;

/// A sentence of a few words in letters of a script.
fn sentence(number: usize, letters: &[char], blank: &str) -> String {
    let mut seed = number;
    let mut words = Vec::new();
    for _ in 0..6 + number % 9 {
        // Knuth's multiplier: neighbours share no words.
        seed = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345) % 1_000_003;
        let mut word = String::new();
        let mut rest = seed;
        while rest > 0 {
            word.extend(letters.get(rest % letters.len()));
            rest /= letters.len();
        }
        words.push(word);
    }
    words.join(blank)
}

fn unit(number: usize, scripts: &[(Lang, Vec<char>, &str)]) -> Unit {
    let variants = scripts.iter().map(|(lang, letters, blank)| {
        let mut content = Content::plain(sentence(number, letters, blank));
        if number.is_multiple_of(4) {
            let end = content.text.len();
            let code = |at, kind, pair: Option<u32>, data: &str| {
                let id = if pair.is_some() { "1" } else { "2" };
                Code { at, kind, pair, id: id.into(), data: data.into(), markup: Markup::default() }
            };
            content.codes = vec![
                code(0, CodeKind::Open, Some(1), "<b>"),
                code(0, CodeKind::Close, Some(1), "</b>"),
                code(end, CodeKind::Alone, None, "<br/>"),
            ];
        }
        let mut variant = Variant::new(*lang, content);
        variant.history.created = "2024-02-03T04:05:06Z".into();
        variant.history.author = "translator".into();
        variant
    });
    let property = Property { name: "x-project".into(), lang: Text::new(), value: "Harbour & Sons".into() };
    Unit {
        id: format!("unit-{number}").into(),
        variants: variants.collect(),
        properties: vec![property],
        ..Unit::default()
    }
}

/// Counts what it takes, and hands it on.
#[derive(Default)]
struct Through<'a> {
    units: usize,
    writer: Option<Box<dyn UnitWriter + 'a>>,
    losses: Losses,
}

impl ReceiveUnits for Through<'_> {
    fn header(&mut self, _: Header) {}

    fn unit(&mut self, unit: Unit) -> io::Result<()> {
        self.units += 1;
        self.writer.as_mut().map_or(Ok(()), |writer| writer.unit(&unit, &mut self.losses))
    }

    fn problem(&mut self, problem: Diagnostic) {
        println!("{problem}");
    }
}

impl EditUnits for Through<'_> {
    fn edit(&mut self, unit: &Unit) -> io::Result<Option<Edit>> {
        self.units += 1;
        let first = unit.variants.first().filter(|_| self.units.is_multiple_of(10));
        Ok(first.map(|first| Edit { lang: first.lang, content: Content::plain("another text"), state: None }))
    }

    fn problem(&mut self, problem: Diagnostic) {
        println!("{problem}");
    }
}

/// The most memory that this process had, in megabytes.
fn peak() -> Option<u64> {
    let status = io::read_to_string(File::open("/proc/self/status").ok()?).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// The seconds that the threads of this process had of the processor, also those that have ended.
fn worked() -> Option<f64> {
    let stat = io::read_to_string(File::open("/proc/self/stat").ok()?).ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    // User and system time, in hundredths of a second.
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

fn tell(what: &str, units: usize, bytes: u64, (start, before): (Instant, Option<f64>)) {
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a size for people")]
    let megabytes = bytes as f64 / MEGA;
    let peak = peak().map_or_else(String::new, |peak| format!("\tpeak_MB={peak}"));
    let rate = megabytes / seconds;
    let work = worked().zip(before).map(|(now, before)| format!("\tMB/s_of_work={:.1}", megabytes / (now - before)));
    let work = work.unwrap_or_default();
    println!("{what}\tunits={units}\tMB={megabytes:.0}\tseconds={seconds:.1}\tMB/s={rate:.1}{work}{peak}");
}

fn input(file: &File) -> BufReader<Input<'_>> {
    BufReader::with_capacity(1 << 16, Input::new(file, None, false).expect("readable"))
}

fn through(format: &BitextFormat, file: &File, writer: Option<Box<dyn UnitWriter + '_>>) -> Result<usize, ReadError> {
    let mut through = Through { writer, ..Through::default() };
    (format.read)(&mut input(file), &BitextReadSetting::default(), &mut through)?;
    let Through { units, writer, mut losses } = through;
    if let Some(mut writer) = writer {
        writer.finish(&mut losses)?;
    }
    Ok(units)
}

fn main() {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(UNITS);
    let scripts = [
        (Lang::EN, ('a'..='z').collect::<Vec<char>>(), " "),
        (Lang::KO, ('가'..='갛').collect(), " "),
        (Lang::ZH, ('一'..='丘').collect(), ""),
    ];
    let header = Header { source: Some(Lang::EN), ..Header::default() };
    let setting = BitextWriteSetting { langs: &[], name: "bench", date: "", header: &header };
    let format = bitext_format("tmx").expect("a format");
    let open = format.open.expect("it is written");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made.tmx");

    let start = (Instant::now(), worked());
    let mut out = BufWriter::new(File::create(&path).expect("a file"));
    let mut losses = Losses::default();
    let mut writer = open(&setting, Box::new(&mut out)).expect("it begins");
    (0..count).try_for_each(|number| writer.unit(&unit(number, &scripts), &mut losses)).expect("it is written");
    writer.finish(&mut losses).expect("it is written");
    drop(writer);
    out.flush().expect("it is written");
    drop(out);
    let bytes = path.metadata().expect("a file").len();
    tell("write", count, bytes, start);

    let file = || File::open(&path).expect("a file");
    let start = (Instant::now(), worked());
    let units = through(format, &file(), None).expect("it is TMX");
    tell("read", units, bytes, start);

    let start = (Instant::now(), worked());
    let writer = open(&setting, Box::new(io::sink())).expect("it begins");
    let units = through(format, &file(), Some(writer)).expect("it is TMX");
    tell("read and write", units, bytes, start);

    let start = (Instant::now(), worked());
    let mut edits = Through::default();
    let patch = format.patch.expect("it is patched");
    patch(&mut input(&file()), &BitextReadSetting::default(), &mut edits, &mut io::sink()).expect("it is TMX");
    tell("patch", edits.units, bytes, start);
}
