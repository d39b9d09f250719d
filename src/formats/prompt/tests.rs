use super::*;

fn term(lang: &str, text: &str, status: Status) -> Term {
    Term { status, ..Term::new(lang.parse().unwrap(), text) }
}

fn concept(id: &str, definition: &str, terms: &[(&str, &str, Status)]) -> Concept {
    let terms = terms.iter().map(|(lang, text, status)| term(lang, text, *status)).collect();
    Concept { id: id.into(), definition: definition.into(), terms, ..Concept::default() }
}

/// The block, and what it lost.
fn block(concepts: &[Concept], langs: [&str; 2], budget: Option<usize>) -> String {
    let langs = langs.map(|lang| lang.parse().unwrap());
    let setting = WriteSetting { langs: &langs, budget, ..WriteSetting::default() };
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    let mut writer = open(&setting, Box::new(&mut out)).unwrap();
    for concept in concepts {
        writer.concept(concept, &mut losses).unwrap();
    }
    writer.finish(&mut losses).unwrap();
    drop(writer);
    let mut text = String::from_utf8(out).unwrap();
    for (fate, why, _, lost) in losses.iter() {
        let lost: Vec<String> = lost.iter().map(|loss| format!("{} {}", loss.concept, loss.what)).collect();
        text.extend(["-- ", &fate.to_string(), ", ", why, ": ", &lost.join(", "), "\n"]);
    }
    text
}

fn small() -> Vec<Concept> {
    use Status::{Admitted, Deprecated, Forbidden, Misspelling, Preferred};
    let mut model = concept(
        "ai-model",
        "Trained system that maps an input to an output. Also called network.",
        &[("zh", "模型", Preferred), ("en", "AI model", Preferred), ("ko", "AI 모델", Preferred)],
    );
    model.domain = "technology".into();
    let bank = |id: &str, definition: &str, english: &str| {
        concept(id, definition, &[("zh", "行", Preferred), ("en", english, Preferred)])
    };
    let mut verb = bank("to-go", "", "walk");
    verb.terms[0].part_of_speech = Some(crate::model::PartOfSpeech::Verb);
    vec![
        concept(
            "moat",
            "",
            &[
                ("zh", "经济护城河", Admitted),
                ("zh", "护城河", Preferred),
                ("en", "moat", Preferred),
                ("en", "economic moat", Admitted),
                ("en", "ditch", Forbidden),
                ("en", "rampart", Deprecated),
                ("en", "maot", Misspelling),
                ("ko", "해자", Preferred),
            ],
        ),
        model,
        concept("scale-model", "", &[("zh", "模型", Preferred), ("en", "scale model", Preferred)]),
        bank("line-of-business", "A field in which somebody works; a trade", "trade"),
        verb,
        concept("tricky", "", &[("zh", "A\r\nB / C", Preferred), ("en", "a → b", Preferred)]),
        concept("no-chinese", "", &[("en", "only English", Preferred)]),
        concept("no-english", "", &[("zh", "唯", Preferred)]),
        concept("only-not", "", &[("zh", "内卷", Preferred), ("en", "involution", Forbidden)]),
        concept("taiwan", "", &[("zh-TW", "護城河", Preferred), ("en", "moat", Preferred)]),
        concept("moat-again", "", &[("zh", "唯", Preferred), ("en", "唯", Preferred)]),
        concept("moat-thrice", "", &[("zh", "唯", Preferred), ("en", "唯", Preferred)]),
    ]
}

#[test]
fn a_line_a_concept() {
    insta::assert_snapshot!(block(&small(), ["zh", "en"], None), @r#"
    Glossary zh → en: translate what stands left as on the right, inflected as needed. " / " parts synonyms. [ ] tells the sense. Never write what follows "not:". (8 entries, about 155 tokens)
    护城河 / 经济护城河 → moat (not: rampart / ditch)
    模型 [Trained system that maps an input to an output] → AI model
    模型 → scale model
    行 [A field in which somebody works] → trade
    行 [verb] → walk
    "A B / C" → "a → b"
    内卷 → (not: involution)
    唯 → 唯
    -- dropped, a model is given one target term: moat economic moat
    -- dropped, it has no term in the source language: no-chinese , taiwan 
    -- dropped, it has no term in the target language: no-english 
    -- dropped, misspellings of the target are left out: moat maot
    -- merged, another concept has the same line: moat-thrice 
    -- changed, line ends and control characters become spaces: tricky A B / C
    "#);
}

#[test]
fn direction_is_as_asked() {
    insta::assert_snapshot!(block(&small()[..2], ["en", "ko"], None), @r#"
    Glossary en → ko: translate what stands left as on the right, inflected as needed. " / " parts synonyms. (2 entries, about 63 tokens)
    moat / economic moat / rampart / ditch / maot → 해자
    AI model → AI 모델
    "#);
}

#[test]
fn what_does_not_fit_is_told() {
    insta::assert_snapshot!(block(&small()[..5], ["zh", "en"], Some(100)), @r#"
    Glossary zh → en: translate what stands left as on the right, inflected as needed. " / " parts synonyms. [ ] tells the sense. Never write what follows "not:". (2 entries, about 97 tokens)
    护城河 / 经济护城河 → moat (not: rampart / ditch)
    模型 [Trained system that maps an input to an output] → AI model
    -- dropped, a model is given one target term: moat economic moat
    -- dropped, it does not fit into the token budget: scale-model , line-of-business , to-go 
    -- dropped, misspellings of the target are left out: moat maot
    "#);
}

#[test]
fn nothing_is_written_where_nothing_fits() {
    assert_eq!(
        block(&small()[..1], ["zh", "ko"], Some(3)),
        "-- dropped, it does not fit into the token budget: moat \n"
    );
    assert_eq!(block(&[], ["zh", "ko"], None), "");
}

/// Whoever gives a budget can rely on it, by the same measure.
#[test]
fn a_block_keeps_to_its_budget() {
    for budget in 0..200 {
        let block = block(&small(), ["zh", "en"], Some(budget));
        let block = block.split("-- ").next().unwrap_or_default();
        assert!(estimate_tokens(block) <= budget, "{budget}: {block}");
    }
}

#[test]
fn a_definition_is_cut_to_what_tells_senses_apart() {
    for (definition, sense) in [
        ("A trade.", "A trade"),
        ("Ability; also skill", "Ability"),
        ("能力。也指技能。", "能力"),
        ("Version 1.5 of a model. It is old.", "Version 1.5 of a model"),
        (
            "Organisation that puts money of its clients into securities and more",
            "Organisation that puts money of its clients into securities …",
        ),
    ] {
        assert_eq!(shortened(definition), sense);
    }
}
