//! Traditional and simplified forms of Han characters.

use std::sync::LazyLock;

static DATA: &str = include_str!("data/han_variants.tsv");

/// Pairs of (traditional, simplified), sorted by the first.
static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    DATA.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (from, to) = line.split_once('\t')?;
            Some((from.chars().next()?, to.chars().next()?))
        })
        .collect()
});

/// The simplified form of `c`, or `c` itself when it has none.
pub(crate) fn simplified(c: char) -> char {
    if !('\u{3400}'..='\u{3ffff}').contains(&c) {
        return c;
    }
    PAIRS.binary_search_by_key(&c, |pair| pair.0).ok().and_then(|at| PAIRS.get(at)).map_or(c, |pair| pair.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_final() {
        assert!(PAIRS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (from, to) in PAIRS.iter() {
            assert_eq!(simplified(*to), *to, "{from} → {to} goes on");
        }
    }

    #[test]
    fn known_pairs() {
        for (from, to) in [('護', '护'), ('開', '开'), ('为', '为'), ('為', '为'), ('a', 'a'), ('한', '한')] {
            assert_eq!(simplified(from), to);
        }
    }
}
