//! Reports of comparisons, whole and of odd groups.

use baixiao::compare::{Comparison, Group, Origin, TermHit, Wording, compare};
use baixiao::lang::Lang;
use baixiao::model::{SpeechMode, Status};
use baixiao::report::{
    ComparedView, Neighbours, TextStyle, write_comparison_csv, write_comparison_html, write_comparison_json,
    write_comparison_markdown, write_comparison_text,
};
use baixiao::text::Span;

/// A group of renditions, each with its language.
fn group(source: Option<(Lang, &str)>, texts: &[(Lang, &str)]) -> Group {
    let wording =
        |(number, (lang, text)): (usize, &(Lang, &str))| Wording::new(format!("outlet {number}"), *lang, *text);
    Group {
        source: source.map(|(lang, text)| Wording::new("source", lang, text)),
        wordings: texts.iter().enumerate().map(wording).collect(),
        ..Group::default()
    }
}

/// A way to write a comparison.
type Writer = fn(&mut Vec<u8>, ComparedView<'_>) -> std::io::Result<()>;

const WRITERS: [(&str, Writer); 5] = [
    ("text", |out, view| write_comparison_text(out, view, TextStyle { coloured: true, columns: 60 })),
    ("json", |out, view| write_comparison_json(out, view)),
    ("csv", |out, view| write_comparison_csv(out, view)),
    ("markdown", |out, view| write_comparison_markdown(out, view)),
    ("html", |out, view| write_comparison_html(out, view, Neighbours::default())),
];

fn written(writer: Writer, group: &Group, comparison: &Comparison) -> String {
    let mut out = Vec::new();
    writer(&mut out, ComparedView { group, comparison }).expect("memory takes it");
    String::from_utf8(out).expect("reports are UTF-8")
}

#[test]
fn strange_groups_are_written_in_every_format() {
    let arabic: Lang = "ar".parse().expect("a tag");
    let long = "the old cranes, which belong to the children of this town, must leave in 1998. ".repeat(20);
    let fifty: Vec<String> = (0..50).map(|number| format!("We believe {number} cranes should leave.")).collect();
    let fifty: Vec<(Lang, &str)> = fifty.iter().map(|text| (Lang::EN, text.as_str())).collect();
    for (source, texts) in [
        (None, &[][..]),
        (Some((Lang::ZH, "港口要开放。")), &[]),
        (None, &[(Lang::EN, "one rendition")]),
        (None, &[(Lang::EN, "the same"), (Lang::EN, "the same")]),
        (None, &[(Lang::EN, "red fish"), (Lang::EN, "…"), (Lang::EN, "")]),
        (
            Some((Lang::ZH, "中国要开放。")),
            &[(Lang::KO, "중국은 개방해야 한다."), (arabic, "يجب أن تنفتح الصين"), (Lang::EN, "open")],
        ),
        (None, &[(Lang::EN, long.as_str()), (Lang::EN, "cranes must leave")]),
        (None, fifty.as_slice()),
    ] {
        let group = group(source, texts);
        let comparison = compare(&group);
        for (name, writer) in WRITERS {
            let report = written(writer, &group, &comparison);
            assert!(!report.is_empty() && report.ends_with('\n') == (name != "html"), "{name}: {texts:?}");
        }
    }
}

/// What an editor would publish.
#[test]
fn a_page_for_readers() {
    let mut group = group(
        Some((Lang::ZH, "我们认为，港口到2026年应该开放。")),
        &[
            (Lang::EN, "We believe that the harbour should be open by 2026."),
            (Lang::EN, "The <b>boat parking</b> must be open by 2027, we believe."),
        ],
    );
    group.id = "harbour-opens".to_owned();
    group.speaker = "Mara Lindqvist".to_owned();
    group.date = "2025-01".to_owned();
    let [gazette, post] = group.wordings.as_mut_slice() else { panic!("there are two") };
    gazette.origin = Origin {
        outlet: "Gazette".to_owned(),
        title: "A harbour & a bridge".to_owned(),
        published: "2025-01-02".to_owned(),
        address: "https://gazette.example/1".to_owned(),
        mode: Some(SpeechMode::Direct),
        ..Origin::default()
    };
    post.origin = Origin {
        address: "javascript:alert(1)".to_owned(),
        mode: Some(SpeechMode::Indirect),
        date: "2023".to_owned(),
        ..Origin::default()
    };
    let hit = |text: &str, word: &str, status, instead: Option<&str>| {
        let start = text.find(word).expect("it stands there");
        TermHit {
            span: Span::new(start, start + word.len()),
            concept: "harbour".to_owned(),
            status,
            instead: instead.map(str::to_owned),
            is_name: false,
        }
    };
    gazette.hits = vec![hit(&gazette.text, "harbour", Status::Preferred, None)];
    post.hits = vec![hit(&post.text, "boat parking", Status::Forbidden, Some("harbour"))];
    let comparison = compare(&group);
    let mut page = Vec::new();
    let beside = Neighbours { index: Some("index.html"), previous: None, next: Some("quote-next.html") };
    write_comparison_html(&mut page, ComparedView { group: &group, comparison: &comparison }, beside).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(!page.contains("<b>boat") && !page.contains("href=\"javascript"));
    let body = page.split("</style>").nth(1).and_then(|rest| rest.split("<script>").next()).unwrap();
    insta::assert_snapshot!(body);
}

#[cfg(feature = "cli")]
mod folder {
    use std::collections::BTreeSet;
    use std::fs::{self, File};
    use std::io::Write as _;
    use std::path::Path;
    use std::process::{Command, Output};

    const GLOSSARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/compare/glossary");

    fn all(folder: &Path, glossary: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baixiao"));
        command.args(["compare", "--all", "-g", glossary, "-o"]).arg(folder).output().expect("it starts")
    }

    fn files(folder: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(folder).expect("it is a folder");
        entries.map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8")).collect()
    }

    fn read(path: &Path) -> String {
        String::from_utf8(fs::read(path).expect("readable")).expect("UTF-8")
    }

    #[test]
    fn every_quote_has_a_page_and_every_link_leads_somewhere() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("new/pages");
        let output = all(&made, "embedded");
        assert!(output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).starts_with("29 pages and index.html in "));
        let names = files(&made);
        assert_eq!(names.len(), 30);
        let mut linked = BTreeSet::new();
        for name in &names {
            let page = read(&made.join(name));
            let ids: BTreeSet<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(ids.len(), page.matches(" id=\"").count(), "{name}: an id is there twice");
            for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                match link.strip_prefix('#') {
                    Some(id) => assert!(ids.contains(id), "{name}: {link}"),
                    None if link.starts_with("https://") => {}
                    None => assert!(names.contains(link), "{name}: {link}"),
                }
                if name == "index.html" {
                    linked.insert(link.to_owned());
                }
            }
        }
        assert!(names.iter().all(|name| name == "index.html" || linked.contains(name)));
        // Pages of ours are written anew; what others put there stays.
        let before = read(&made.join("index.html"));
        File::create(made.join("notes.txt")).unwrap().write_all(b"mine").unwrap();
        assert!(all(&made, "embedded").status.success());
        assert_eq!((read(&made.join("index.html")), read(&made.join("notes.txt"))), (before, "mine".to_owned()));
    }

    #[test]
    fn a_file_of_somebody_else_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        File::create(folder.path().join("index.html")).unwrap().write_all(b"<p>mine").unwrap();
        let output = all(folder.path(), GLOSSARY);
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains("index.html` is there already") && message.contains("another folder"), "{message}");
        assert_eq!(files(folder.path()).len(), 1, "nothing is written");
        assert_eq!(read(&folder.path().join("index.html")), "<p>mine");
    }

    /// An id is no path: its page stays in the folder.
    #[test]
    fn no_id_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let glossary = folder.path().join("glossary");
        fs::create_dir(&glossary).unwrap();
        for name in ["documents.csv", "concepts.csv", "terms.csv", "quotes.csv", "renditions.csv"] {
            let text = read(&Path::new(GLOSSARY).join(name)).replace("old-cranes", "../../Old cranes");
            File::create(glossary.join(name)).unwrap().write_all(text.as_bytes()).unwrap();
        }
        let made = folder.path().join("pages");
        assert!(all(&made, &glossary.display().to_string()).status.success());
        let names = files(&made).into_iter().collect::<Vec<_>>();
        assert_eq!(
            names,
            ["index.html", "quote-_2e__2e__2f__2e__2e__2f__4f_ld_20_cranes.html", "quote-harbour-opens.html"]
        );
        assert_eq!(files(folder.path()).len(), 2);
    }
}
