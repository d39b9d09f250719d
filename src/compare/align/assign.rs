//! The best pairing of two lists.

use std::collections::{BTreeMap, BTreeSet};

/// How large a group of entangled candidates is solved exactly; a larger one is paired greedily.
const EXACT: usize = 256;

/// A left and a right item that may be paired, and what that is worth; above zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) left: usize,
    pub(crate) right: usize,
    pub(crate) weight: f64,
}

/// Pairs each left item with at most one right item and the reverse, so that
/// the weights of the pairs sum to the most; in order of the left items.
///
/// Items that no candidate connects are solved apart. A group with more than
/// 256 items on a side is paired greedily, heaviest first.
///
/// # Source
///
/// Kuhn 1955, Munkres 1957, with the potentials of Jonker and Volgenant 1987.
pub(crate) fn assign(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut pairs: Vec<Candidate> = groups(candidates).iter().flat_map(|group| solve(group)).collect();
    pairs.sort_by_key(|pair| (pair.left, pair.right));
    pairs
}

/// The candidates in groups that share no item.
fn groups(candidates: &[Candidate]) -> Vec<Vec<Candidate>> {
    let lefts = candidates.iter().map(|candidate| candidate.left + 1).max().unwrap_or(0);
    let rights = candidates.iter().map(|candidate| candidate.right + 1).max().unwrap_or(0);
    let mut parent: Vec<usize> = (0..lefts + rights).collect();
    for candidate in candidates {
        let (a, b) = (root(&mut parent, candidate.left), root(&mut parent, lefts + candidate.right));
        if let Some(slot) = parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        groups.entry(root(&mut parent, candidate.left)).or_default().push(*candidate);
    }
    groups.into_values().collect()
}

/// The root of a tree of parents; what is passed on the way comes nearer to it.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(above) = parent.get(at).copied().filter(|above| *above != at) {
        let next = parent.get(above).copied().unwrap_or(above);
        if let Some(slot) = parent.get_mut(at) {
            *slot = next;
        }
        at = above;
    }
    at
}

fn solve(group: &[Candidate]) -> Vec<Candidate> {
    let sorted = |item: fn(&Candidate) -> usize| group.iter().map(item).collect::<BTreeSet<_>>().into_iter().collect();
    let (lefts, rights): (Vec<usize>, Vec<usize>) = (sorted(|one| one.left), sorted(|one| one.right));
    if lefts.len().max(rights.len()) > EXACT {
        return greedy(group);
    }
    // The rows are the shorter side, as the method wants it; a cost is the weight below zero.
    let turned = lefts.len() > rights.len();
    let (rows, columns) = if turned { (&rights, &lefts) } else { (&lefts, &rights) };
    let place = |candidate: &Candidate| {
        let (row, column) = if turned { (candidate.right, candidate.left) } else { (candidate.left, candidate.right) };
        rows.binary_search(&row).ok().zip(columns.binary_search(&column).ok())
    };
    let mut costs = vec![vec![0.0; columns.len()]; rows.len()];
    for candidate in group {
        if let Some(cost) = place(candidate).and_then(|(row, column)| costs.get_mut(row)?.get_mut(column)) {
            *cost = f64::min(*cost, -candidate.weight);
        }
    }
    let chosen = cheapest(&costs);
    let is_chosen =
        |candidate: &Candidate| place(candidate).is_some_and(|(row, column)| chosen.get(column) == Some(&Some(row)));
    group.iter().filter(|candidate| is_chosen(candidate)).copied().collect()
}

fn greedy(group: &[Candidate]) -> Vec<Candidate> {
    let mut order: Vec<Candidate> = group.to_vec();
    order.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.left, a.right).cmp(&(b.left, b.right))));
    let (mut lefts, mut rights) = (BTreeSet::new(), BTreeSet::new());
    order.retain(|pair| {
        let is_free = !lefts.contains(&pair.left) && !rights.contains(&pair.right);
        if is_free {
            lefts.insert(pair.left);
            rights.insert(pair.right);
        }
        is_free
    });
    order
}

/// For each column the row it goes to, so that every row has a column and the costs sum to the least.
#[expect(clippy::indexing_slicing, reason = "rows and columns are counted from the matrix itself")]
fn cheapest(costs: &[Vec<f64>]) -> Vec<Option<usize>> {
    let (rows, columns) = (costs.len(), costs.first().map_or(0, Vec::len));
    // Row and column 0 are outside the matrix: where a search begins.
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut taken = vec![0_usize; columns + 1];
    for row in 1..=rows {
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut way = vec![0_usize; columns + 1];
        let mut seen = vec![false; columns + 1];
        taken[0] = row;
        let mut at = 0;
        while taken[at] != 0 {
            seen[at] = true;
            let from = taken[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in 1..=columns {
                if seen[column] {
                    continue;
                }
                let slack = costs[from - 1][column - 1] - of_row[from] - of_column[column];
                if slack < least[column] {
                    least[column] = slack;
                    way[column] = at;
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if seen[column] {
                    of_row[taken[column]] += step;
                    of_column[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            taken[at] = taken[way[at]];
            at = way[at];
        }
    }
    taken[1..].iter().map(|row| row.checked_sub(1)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn worth(pairs: &[Candidate]) -> f64 {
        pairs.iter().map(|pair| pair.weight).sum()
    }

    /// The best there is, by trying all.
    fn best(candidates: &[Candidate]) -> f64 {
        let Some((first, rest)) = candidates.split_first() else { return 0.0 };
        let apart: Vec<Candidate> =
            rest.iter().filter(|other| other.left != first.left && other.right != first.right).copied().collect();
        f64::max(best(rest), first.weight + best(&apart))
    }

    fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
        let of = |((left, right), weight): ((usize, usize), u8)| Candidate { left, right, weight: f64::from(weight) };
        prop::collection::btree_map((0_usize..5, 0_usize..4), 1_u8..20, 0..9)
            .prop_map(move |weights| weights.into_iter().map(of).collect())
    }

    #[test]
    fn the_sum_counts_not_the_single_pair() {
        let of = |left, right, weight| Candidate { left, right, weight };
        let pairs = assign(&[of(0, 0, 0.9), of(0, 1, 0.8), of(1, 0, 0.8), of(7, 3, 0.1)]);
        assert_eq!(pairs, [of(0, 1, 0.8), of(1, 0, 0.8), of(7, 3, 0.1)]);
        assert_eq!(assign(&[]), []);
    }

    proptest! {
        #[test]
        fn no_pairing_is_worth_more(candidates in candidates()) {
            let pairs = assign(&candidates);
            for (at, pair) in pairs.iter().enumerate() {
                prop_assert!(pairs[..at].iter().all(|other| other.left != pair.left && other.right != pair.right));
            }
            prop_assert!((worth(&pairs) - best(&candidates)).abs() < 1e-9, "{pairs:?}");
        }

        #[test]
        fn a_greedy_pairing_is_worth_at_least_half(candidates in candidates()) {
            prop_assert!(2.0 * worth(&greedy(&candidates)) >= best(&candidates));
        }
    }
}
