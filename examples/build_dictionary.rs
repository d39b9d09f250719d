//! Makes the compiled Chinese dictionary: `build_dictionary DICT.TXT SUPPLEMENT.TXT... OUT`.
//!
//! `scripts/regen` calls it with the dictionary of the jieba-rs package that
//! the tests compare with.

use std::error::Error;
use std::io::Write as _;

use baixiao::files::{TextReader, WholeFile};
use baixiao::segment::compile_dictionary;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dictionary, supplements @ .., out] = arguments.as_slice() else {
        return Err("give the paths of jieba's dict.txt and of the supplements, and the file to write".into());
    };
    let read = |path: &String| -> Result<String, Box<dyn Error>> {
        Ok(TextReader::new(std::fs::File::open(path)?, None, false).rest()?)
    };
    let mut text = read(dictionary)?;
    for supplement in supplements {
        text += &read(supplement)?;
    }
    let mut file = WholeFile::create(out.as_ref())?;
    file.write_all(&compile_dictionary(&text)?)?;
    file.finish()?;
    Ok(())
}
