//! Makes the compiled Chinese dictionary from jieba's: `build_dictionary DICT.TXT OUT`.
//!
//! `scripts/regen` calls it with the dictionary of the jieba-rs package that
//! the tests compare with.

use std::error::Error;
use std::io::Write as _;

use baixiao::files::{TextReader, WholeFile};
use baixiao::segment::compile_dictionary;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dictionary, out] = arguments.as_slice() else {
        return Err("give the path of jieba's dict.txt and the file to write".into());
    };
    let text = TextReader::new(std::fs::File::open(dictionary)?, None, false).rest()?;
    let mut file = WholeFile::create(out.as_ref())?;
    file.write_all(&compile_dictionary(&text)?)?;
    file.finish()?;
    Ok(())
}
