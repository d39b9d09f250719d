//! Which languages go into a file.

use anyhow::{Result, bail};
use baixiao::formats::{Pairing, Target};
use baixiao::lang::Lang;

/// The languages to write, from what was asked for and what there is.
pub(super) fn asked(target: &Target, source: Option<Lang>, to: &[Lang], there: &[Lang]) -> Result<Vec<Lang>> {
    let names = || there.iter().map(|lang| format!("`{lang}`")).collect::<Vec<_>>().join(", ");
    for lang in source.iter().chain(to) {
        if !there.iter().any(|known| known.serves(*lang)) {
            bail!("there is no term in `{lang}`; the languages are {}", names());
        }
    }
    let name = target.name;
    let mut langs: Vec<Lang> = match (target.pairing, source, to) {
        (Pairing::Pair, Some(source), [target]) => vec![source, *target],
        (Pairing::Pair, Some(_), [_, second, ..]) => {
            bail!("{name} holds one target language, and `{second}` is a second one; write a file for each")
        }
        (Pairing::Pair, ..) => {
            bail!("{name} wants to know both languages; write `--source` and `--target`, each one of {}", names())
        }
        (Pairing::Source, None, _) => {
            bail!("{name} wants to know the source language; write `--source`, one of {}", names())
        }
        (Pairing::Source, Some(source), []) => {
            [source].into_iter().chain(there.iter().copied().filter(|lang| !lang.serves(source))).collect()
        }
        (Pairing::All, None, []) => there.to_vec(),
        (_, source, to) => source.into_iter().chain(to.iter().copied()).collect(),
    };
    if let (Pairing::Pair | Pairing::Source, Some((source, others))) = (target.pairing, langs.split_first())
        && others.contains(source)
    {
        bail!("`{source}` is both the source and the target language; write two languages");
    }
    let mut seen = Vec::new();
    langs.retain(|lang| {
        let fresh = !seen.contains(lang);
        seen.push(*lang);
        fresh
    });
    Ok(langs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        tag.parse().expect("a tag")
    }

    #[test]
    fn what_a_target_wants() {
        let there = ["en", "ko", "zh", "zh-TW"].map(lang);
        let base = baixiao::formats::target("csv").unwrap();
        for (pairing, source, to, langs) in [
            (Pairing::All, "", "", "en ko zh zh-TW"),
            (Pairing::All, "", "ko zh-Hant", "ko zh-Hant"),
            (Pairing::All, "ko", "en ko", "ko en"),
            (Pairing::Pair, "en", "zh-CN", "en zh-CN"),
            (Pairing::Pair, "en", "", "wants to know both languages"),
            (Pairing::Pair, "en", "ko zh", "`zh` is a second one"),
            (Pairing::Pair, "en", "en", "both the source and the target"),
            (Pairing::Pair, "en", "fr", "no term in `fr`; the languages are `en`, `ko`, `zh`, `zh-TW`"),
            (Pairing::Source, "zh-TW", "", "zh-TW en ko zh"),
            (Pairing::Source, "", "ko", "wants to know the source language"),
        ] {
            let target = Target { pairing, ..*base };
            let source = (!source.is_empty()).then(|| lang(source));
            let to: Vec<Lang> = to.split_whitespace().map(lang).collect();
            let found = match asked(&target, source, &to, &there) {
                Ok(found) => found.iter().map(Lang::as_str).collect::<Vec<_>>().join(" "),
                Err(error) => error.to_string(),
            };
            assert!(found.contains(langs), "{found} for {langs}");
        }
    }
}
