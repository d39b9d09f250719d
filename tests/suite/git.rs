//! The merge driver, in a repository of git.
#![expect(clippy::disallowed_methods, reason = "a test writes what it merges and reads what came of it")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use baixiao::glossary::load_to_change;

/// A repository in which two branches change one glossary.
struct Repository<'a>(&'a Path);

impl Repository<'_> {
    fn try_git(&self, args: &[&str]) -> Output {
        let mut git = Command::new("git");
        git.current_dir(self.0).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
            git.env(name, "somebody@example.org");
        }
        git.args(args).output().expect("git runs")
    }

    fn git(&self, args: &[&str]) -> String {
        let output = self.try_git(args);
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("it is there")
    }

    /// Commits a version of the files on a branch that begins where `from` stands.
    fn commit(&self, branch: &str, from: &str, files: &[(&str, &str)]) {
        self.git(&["checkout", "-q", "-B", branch, from]);
        for (name, text) in files {
            self.write(name, text);
        }
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", branch]);
    }
}

#[test]
fn the_driver_merges_concepts() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not there");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let repository = Repository(folder.path());
    repository.git(&["init", "-q", "-b", "base"]);
    repository.git(&["config", "merge.baixiao.name", "concepts of a glossary"]);
    let driver = format!("'{}' glossary merge %O %A %B --path %P", env!("CARGO_BIN_EXE_baixiao"));
    repository.git(&["config", "merge.baixiao.driver", &driver]);
    repository.git(&["config", "merge.baixiao.recursive", "binary"]);
    fs::create_dir(folder.path().join("my glossary")).expect("made");
    let (concepts, terms) = ("my glossary/concepts.csv", "my glossary/terms.csv");
    repository.write(".gitattributes", "*.csv merge=baixiao\n");
    repository.write(concepts, "id,domain,definition\nmoat,business,A ditch.\n");
    repository.write(terms, "concept,lang,term,status\nmoat,en,moat,preferred\nmoat,ko,해자,preferred\n");
    repository.git(&["add", "-A"]);
    repository.git(&["commit", "-q", "-m", "base"]);

    // Beside each other in the file, which lines cannot do: other rows, other fields of one row.
    repository.commit(
        "ours",
        "base",
        &[
            (concepts, "id,domain,definition\nmoat,business,An advantage.\n"),
            (terms, "concept,lang,term,status\nmoat,en,moat,admitted\nmoat,en,economic moat,preferred\nmoat,ko,해자,preferred\n"),
        ],
    );
    repository.commit(
        "theirs",
        "base",
        &[
            (concepts, "id,domain,definition\nmoat,economy,A ditch.\nteam,business,People.\n"),
            (terms, "concept,lang,term,status,note\nmoat,en,moat,preferred,Buffett\nmoat,zh,护城河,preferred,\nteam,en,team,preferred,\n"),
        ],
    );
    repository.git(&["checkout", "-q", "ours"]);
    repository.git(&["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(
        repository.read(terms),
        "concept,lang,term,status,part_of_speech,matching,attested_in,source,confidence,note\n\
         moat,en,economic moat,preferred,,,,,,\nmoat,en,moat,admitted,,,,,,Buffett\nmoat,zh,护城河,preferred,,,,,,\n\
         team,en,team,preferred,,,,,,\n"
    );
    assert_eq!(
        repository.read(concepts),
        "id,domain,definition,note\nmoat,economy,An advantage.,\nteam,business,People.,\n"
    );

    // A conflict is one for git too, and the file says what to do.
    let header = "concept,lang,term,status\n";
    let other = format!("{header}moat,en,moat,deprecated\nmoat,ko,해자,preferred\n");
    repository.commit("other", "base", &[(terms, &other)]);
    repository.git(&["checkout", "-q", "ours"]);
    let merge = repository.try_git(&["merge", "--no-edit", "other"]);
    assert_eq!(merge.status.code(), Some(1));
    let told = String::from_utf8_lossy(&merge.stderr).into_owned();
    let conflict = "conflict: moat, en, moat: status: ours `admitted`, theirs `deprecated`, before that `preferred`";
    assert!(told.contains(&format!("{terms}: {conflict}")), "{told}");
    assert_eq!(repository.git(&["diff", "--name-only", "--diff-filter=U"]).trim(), terms);
    let text = repository.read(terms);
    let versions = "<<<<<<< ours\nmoat,en,moat,admitted,,,,,,Buffett\n=======\nmoat,en,moat,deprecated,,,,,,Buffett\n>>>>>>> theirs\n";
    assert!(text.contains(versions), "{text}");
    let problems = load_to_change(&folder.path().join("my glossary"), None).expect("it can be read").problems;
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["merge-conflict"]);

    // A file that cannot be read stays as it was, and is one to look at.
    repository.git(&["merge", "--abort"]);
    repository.commit("broken", "base", &[(terms, &format!("{header}moat,en,moat,prefered\n"))]);
    repository.git(&["checkout", "-q", "ours"]);
    let before = repository.read(terms);
    let merge = repository.try_git(&["merge", "--no-edit", "broken"]);
    assert_eq!(merge.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&merge.stderr).contains("`prefered` is not a status"));
    assert_eq!(repository.read(terms), before);
    assert_eq!(repository.git(&["diff", "--name-only", "--diff-filter=U"]).trim(), terms);
}
