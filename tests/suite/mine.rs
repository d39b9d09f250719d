//! Wordings of one statement, found across documents.

use std::collections::{BTreeMap, BTreeSet};

use baixiao::annotate::{Annotator, Options as AnnotateOptions};
use baixiao::compare::mine::{Band, Cut, Mention, Mined, Options, Source, mine};
use baixiao::glossary::{Glossary, Stack};
use baixiao::lang::Lang;
use baixiao::model::SpeechMode;
use baixiao::report::{MinedView, SourceView, View, write_mined_html, write_mined_json};
use baixiao::similarity::Score;
use proptest::prelude::*;

const GAZETTE: &str = include_str!("../fixtures/mine/harbour-gazette.txt");
const POST: &str = include_str!("../fixtures/mine/northern-post.txt");

fn source<'t>(name: &'t str, text: &'t str) -> Source<'t> {
    Source { name, text, lang: Lang::EN, mentions: Vec::new() }
}

/// Each pair as the texts of its units, and its score.
fn pairs(sources: &[Source<'_>], mined: &Mined) -> BTreeSet<(BTreeSet<String>, String)> {
    let text = |at: usize| {
        let unit = mined.units.get(at).expect("pairs are of units");
        let text = sources.get(unit.document).and_then(|source| unit.span.slice(source.text));
        text.expect("units are of sources").to_owned()
    };
    let pair = |pair: &baixiao::compare::mine::MinedPair| {
        (BTreeSet::from([text(pair.a), text(pair.b)]), format!("{:.4}", pair.score.value()))
    };
    mined.pairs.iter().map(pair).collect()
}

/// The harmonic mean of precision and recall.
fn f1(found: &BTreeSet<(usize, usize)>, gold: &BTreeSet<(usize, usize)>) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).expect("few"));
    2.0 * number(found.intersection(gold).count()) / number(found.len() + gold.len())
}

/// The glossary's own renditions: of one quote, in different documents.
#[test]
fn renditions_of_one_quote_are_found() {
    let glossary = Glossary::embedded();
    let renditions = glossary.renditions.clone();
    let stack = Stack::new(vec![glossary]);
    let annotator = Annotator::new(&stack, AnnotateOptions::default());
    let view = View::new(&stack, &[]);
    let mut documents: BTreeMap<&str, (String, Vec<usize>)> = BTreeMap::new();
    for (number, rendition) in renditions.iter().enumerate() {
        let (text, lines) = documents.entry(&rendition.document).or_default();
        text.push_str(&rendition.text.replace('\n', " "));
        text.push('\n');
        lines.push(number);
    }
    let sources: Vec<Source<'_>> = documents
        .iter()
        .map(|(name, (text, _))| {
            let hits = annotator.annotate(text, Some(Lang::EN)).hits;
            let concept = |hit: &baixiao::annotate::Hit| view.entry(hit.entry).1.id.to_string();
            let mentions = hits.iter().map(|hit| Mention { span: hit.span, concept: concept(hit) }).collect();
            Source { name, text, lang: Lang::EN, mentions }
        })
        .collect();
    let mined = mine(&sources, Options { cut: Cut::Lines, ..Options::default() });
    let order: Vec<usize> = documents.values().flat_map(|(_, lines)| lines.iter().copied()).collect();
    let numbers = |a: usize, b: usize| (order[a].min(order[b]), order[a].max(order[b]));
    let found: BTreeSet<(usize, usize)> =
        mined.pairs.iter().filter(|pair| pair.band == Band::Likely).map(|pair| numbers(pair.a, pair.b)).collect();
    let mut gold = BTreeSet::new();
    for (a, one) in renditions.iter().enumerate() {
        for (b, other) in renditions.iter().enumerate().skip(a + 1) {
            if one.quote == other.quote && one.document != other.document {
                gold.insert((a, b));
            }
        }
    }
    let score = f1(&found, &gold);
    assert!(score >= FLOOR, "F1 {score:.3}; it was {FLOOR}");
    let direct = |pair: &(usize, usize)| [pair.0, pair.1].iter().all(|at| renditions[*at].mode == SpeechMode::Direct);
    let (found, gold) = (found.into_iter().filter(direct).collect(), gold.into_iter().filter(direct).collect());
    let score = f1(&found, &gold);
    assert!(score >= DIRECT_FLOOR, "F1 of direct speech {score:.3}; it was {DIRECT_FLOOR}");
}

/// What is reached now; it rises with the rules.
const FLOOR: f64 = 0.77;
const DIRECT_FLOOR: f64 = 0.93;

#[test]
fn strange_documents_do_no_harm() {
    for (texts, pairs) in [
        (&[][..], 0),
        (&[""][..], 0),
        (&["", "\n\n"], 0),
        (&[GAZETTE], 0),
        (&["One sentence stands here.", "Nothing of it elsewhere!"], 0),
        (&["The same words stand here.", "The same words stand here."], 1),
        (&["The same words stand here.\r\n", "\u{feff}the SAME words stand here"], 1),
    ] {
        for cut in [Cut::Sentences, Cut::Lines] {
            let sources: Vec<Source<'_>> = texts.iter().map(|text| source("a", text)).collect();
            let mined = mine(&sources, Options { cut, ..Options::default() });
            assert_eq!(mined.pairs.len(), pairs, "{texts:?} {cut:?}");
            if pairs > 0 {
                assert_eq!(mined.pairs[0].score, Score::EQUAL, "{texts:?}");
            }
        }
    }
}

#[test]
fn one_document_has_pairs_when_asked() {
    let text = "Old cranes belong to the children of this town.\nNobody came.\nThe old cranes belong to children.";
    for (inside, pairs) in [(false, 0), (true, 1)] {
        let mined = mine(&[source("a", text)], Options { inside, ..Options::default() });
        assert_eq!(mined.pairs.len(), pairs);
    }
}

#[test]
fn lines_as_json() {
    let sources =
        [source("tests/a.txt", "开源\n\nA moat \"lasts\", he said"), source("b.txt", "A moat lasts, he said.\n")];
    let mined = mine(&sources, Options { cut: Cut::Lines, ..Options::default() });
    let views = sources.each_ref().map(|source| SourceView { name: source.name, text: source.text, outlet: "Post" });
    let mut json = Vec::new();
    write_mined_json(&mut json, MinedView { sources: &views, mined: &mined, lines: true }).unwrap();
    insta::assert_snapshot!(String::from_utf8(json).unwrap());
}

#[test]
fn a_page_for_readers() {
    let sources = [source("tests/harbour-gazette.txt", GAZETTE), source("northern-post.txt", POST)];
    let mined = mine(&sources, Options::default());
    let views =
        sources.each_ref().map(|source| SourceView { name: source.name, text: source.text, outlet: "<Post & Sons>" });
    let mut page = Vec::new();
    write_mined_html(&mut page, MinedView { sources: &views, mined: &mined, lines: false }).unwrap();
    let page = String::from_utf8(page).unwrap();
    let body = page.split("</style>").nth(1).unwrap();
    insta::assert_snapshot!(body);
}

proptest! {
    /// Which document is named first changes nothing.
    #[test]
    fn the_order_of_documents_does_not_matter(
        lines in proptest::collection::vec("(old |new )?(cranes|ferries|bridges) (leave|belong to|cost) (seven|children|money)", 2..12),
        cut in 1..11_usize,
    ) {
        let cut = cut.min(lines.len() - 1);
        let (one, two) = (lines[..cut].join("\n"), lines[cut..].join("\n"));
        let options = Options { cut: Cut::Lines, ..Options::default() };
        let forth = [source("one", &one), source("two", &two)];
        let back = [source("two", &two), source("one", &one)];
        prop_assert_eq!(pairs(&forth, &mine(&forth, options)), pairs(&back, &mine(&back, options)));
    }
}

#[cfg(feature = "cli")]
mod review {
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;
    use std::process::{Command, Stdio};

    /// Runs the review with answers on standard input; what it printed.
    fn review(folder: &Path, answers: &str) -> String {
        let mut child = Command::new(env!("CARGO_BIN_EXE_baixiao"))
            .args([
                "mine",
                "tests/fixtures/mine/harbour-gazette.txt",
                "tests/fixtures/mine/northern-post.txt",
                "--save",
            ])
            .arg(folder)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was built");
        child.stdin.take().and_then(|mut input| input.write_all(answers.as_bytes()).ok()).expect("it reads");
        let done = child.wait_with_output().expect("it ends");
        assert!(done.status.success());
        String::from_utf8(done.stdout).expect("UTF-8")
    }

    #[test]
    fn what_is_confirmed_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        fs::copy("tests/fixtures/glossary/small/terms.csv", folder.path().join("terms.csv")).unwrap();
        let first = review(folder.path(), "what\nm\ns A C\na bridge-nobody-crosses\nq\n");
        let second = review(folder.path(), "n\nk\n");
        let third = review(folder.path(), "");
        let read = |name: &str| String::from_utf8(fs::read(folder.path().join(name)).unwrap()).unwrap();
        let files = ["documents.csv", "quotes.csv", "renditions.csv", "mine-decisions.jsonl"].map(read);
        insta::assert_snapshot!(
            [&first, &second, &third].map(String::as_str).join("\n-----\n") + &files.join("\n-----\n")
        );
    }
}
