use super::*;

fn source<'t>(name: &'t str, text: &'t str, lang: Lang) -> Source<'t> {
    Source { name, text, lang, mentions: Vec::new() }
}

fn texts<'t>(sources: &[Source<'t>], mined: &Mined, numbers: &[usize]) -> Vec<&'t str> {
    let unit = |at: &usize| &mined.units[*at];
    numbers.iter().map(|at| unit(at).span.slice(sources[unit(at).document].text).unwrap()).collect()
}

const ONE: &str = "The market fell on Monday. “In the face of disruptive technology, any moat will be short-lived,” he said. \
                   Nobody was surprised by the weather.";
const TWO: &str =
    "In the face of disruptive technology moats are temporary. The company hires graduates of many schools.";

#[test]
fn a_statement_is_found_in_two_documents() {
    let sources = [source("one", ONE, Lang::EN), source("two", TWO, Lang::EN)];
    let mined = mine(&sources, Options::default());
    assert_eq!(mined.groups.len(), 1, "{mined:#?}");
    assert_eq!(texts(&sources, &mined, &mined.groups[0].units).len(), 2);
    assert!(texts(&sources, &mined, &mined.groups[0].units)[1].starts_with("In the face"));
    assert_eq!(mined.pairs[0].band, Band::Likely);
}
