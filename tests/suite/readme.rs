//! What the README and the guides show is what the program does.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The commands in the `console` blocks of a Markdown file, with the output shown.
fn transcripts(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match (line.strip_prefix("$ "), out.last_mut()) {
                (Some(command), _) => out.push((command.to_owned(), String::new())),
                (None, Some((_, output))) => {
                    output.push_str(line);
                    output.push('\n');
                }
                (None, None) => panic!("output without a command: {line}"),
            },
        }
    }
    out
}

/// Runs a line of shell in the root of the repository, with our program first on the path.
fn run(line: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_baixiao"));
    // What is shown for a fresh clone builds the program first; here it is built.
    let line = line.replace("cargo run --release --quiet --", "baixiao");
    let folder = program.parent().expect("it lies in a folder").display();
    let script = format!("PATH={folder}:$PATH; {line}");
    let done = Command::new("sh")
        .args(["-c", &script])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .output()
        .expect("there is a shell");
    let error = String::from_utf8_lossy(&done.stderr);
    format!("{}{error}", String::from_utf8_lossy(&done.stdout))
}

#[test]
fn what_is_shown_is_true() {
    if cfg!(windows) {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut ran = 0;
    let guides = ["annotate", "compare", "exchange", "glossary", "gold", "mine"].map(|name| format!("docs/{name}.md"));
    for name in guides.iter().map(String::as_str).chain(["README.md"]) {
        let text = String::from_utf8(fs::read(root.join(name)).expect(name)).expect("UTF-8");
        for (command, shown) in transcripts(&text) {
            if command == "scripts/test" {
                continue;
            }
            let printed = run(&command);
            let tidy =
                |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned();
            assert_eq!(tidy(&printed), tidy(&shown), "{name}: $ {command}");
            ran += 1;
        }
    }
    assert!(ran >= 8, "only {ran} commands are shown");
}

#[test]
fn every_command_is_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = String::from_utf8(fs::read(root.join("README.md")).expect("there is one")).expect("UTF-8");
    let help = run("baixiao --help; baixiao glossary --help");
    let commands = help.lines().filter_map(|line| {
        let name = line.strip_prefix("  ")?.split("  ").next()?.trim();
        (!name.is_empty() && name != "help" && name.chars().all(|c| c.is_ascii_lowercase())).then_some(name)
    });
    let missing: Vec<&str> = commands.filter(|name| !readme.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
