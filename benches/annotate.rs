//! How fast texts are annotated: `cargo bench`. Compare numbers of one run only.

use baixiao::annotate::{Annotator, Options};
use baixiao::glossary::{Glossary, Stack};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Term};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A text of some size in one language, dense with terms as news about the glossary's subject is.
fn text(lang: &str) -> String {
    let sentence = match lang {
        "zh" => {
            "在颠覆性的技术面前，闭源形成的护城河是短暂的。即使OpenAI闭源，也无法阻止被别人赶超。所以我们把价值沉淀在团队上，\
             我们的同事在这个过程中得到成长，积累很多经验，形成可以创新的组织和文化，就是我们的护城河。\n"
        }
        "ko" => {
            "파괴적 기술 앞에서 폐쇄형으로 만든 해자는 오래가지 못한다. 오픈AI가 폐쇄형이라고 해도 다른 이들이 따라잡는 것을 막을 수 \
             없다. 그래서 우리는 팀에 가치를 쌓고, 동료들은 그 과정에서 성장하며 노하우를 축적한다.\n"
        }
        _ => {
            "In the face of disruptive technology, closed-source moats are temporary. Even if OpenAI is closed-source, it \
             can't stop others from catching up. So we embed value in our team; colleagues grow and gather know-how.\n"
        }
    };
    sentence.repeat(1_000_000 / sentence.len())
}

#[divan::bench(args = ["en", "ko", "zh"])]
fn embedded_glossary(bencher: Bencher<'_, '_>, lang: &str) {
    let stack = Stack::new(vec![Glossary::embedded()]);
    let annotator = Annotator::new(&stack, Options::default());
    let text = text(lang);
    let lang: Lang = lang.parse().expect("a tag");
    bencher.counter(BytesCount::of_str(&text)).bench(|| annotator.annotate(&text, Some(lang)));
}

#[divan::bench(args = ["en", "ko", "zh"])]
fn hundred_thousand_terms(bencher: Bencher<'_, '_>, lang: &str) {
    let concepts = (0..100_000).map(|number| Concept {
        id: format!("c{number}").into(),
        terms: vec![Term::new(Lang::EN, format!("term {number}x"))],
        ..Concept::default()
    });
    let stack = Stack::new(vec![Glossary::embedded(), Glossary::new("many", concepts.collect())]);
    let annotator = Annotator::new(&stack, Options::default());
    let text = text(lang);
    let lang: Lang = lang.parse().expect("a tag");
    bencher.counter(BytesCount::of_str(&text)).bench(|| annotator.annotate(&text, Some(lang)));
}

/// What a start costs before the first text: reading the embedded glossary and building the automaton.
#[divan::bench]
fn start() -> usize {
    let stack = Stack::new(vec![Glossary::embedded()]);
    Annotator::new(&stack, Options::default()).annotate("moat", Some(Lang::EN)).hits.len()
}
