//! Transcripts of the command line.

#[test]
fn transcripts() {
    trycmd::TestCases::new().default_bin_path(env!("CARGO_BIN_EXE_baixiao")).case("tests/cmd/*.toml");
}
