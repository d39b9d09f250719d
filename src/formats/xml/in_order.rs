//! Work on many cores, with results in the order of what was worked on.

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Scope, available_parallelism, scope};

/// How many threads work at most: a disk gives bytes to no more.
const MOST_WORKERS: usize = 8;
/// How many pieces a thread has before it.
const AHEAD: usize = 2;

/// One thread that works: what it gets, and what it gives.
struct Worker<C, T> {
    pieces: Sender<C>,
    results: Receiver<(C, T)>,
}

/// Does `work` on each piece that `next` gives, in several threads, and hands the results to `take` in the order of the
/// pieces, in this one. Once `take` refuses one, no more are taken: that piece and all after it that `next` had given
/// are returned.
///
/// # Errors
///
/// If `take` fails.
pub(in crate::formats) fn in_order<S, C: Send, T: Send>(
    state: &mut S,
    next: fn(&mut S) -> Option<C>,
    work: &(dyn Fn(&C) -> T + Sync),
    take: fn(&mut S, T) -> io::Result<bool>,
) -> io::Result<Vec<C>> {
    let mut left = Vec::new();
    let Some(first) = next(state) else { return Ok(left) };
    let mut waiting = Some(first);
    scope(|scope| {
        let count = available_parallelism().map_or(1, NonZero::get).min(MOST_WORKERS);
        let workers: Vec<Worker<C, T>> = (0..count).map(|_| begin(scope, work)).collect();
        let worker = |number: usize| workers.get(number % count);
        let (mut sent, mut taken) = (0, 0);
        loop {
            while sent - taken < count * AHEAD
                && let Some(piece) = waiting.take().or_else(|| if left.is_empty() { next(state) } else { None })
            {
                if worker(sent).is_none_or(|worker| worker.pieces.send(piece).is_err()) {
                    break;
                }
                sent += 1;
            }
            if taken == sent {
                return Ok(left);
            }
            // A thread that has panicked gives nothing; the panic goes on at the end of the scope.
            let Some(Ok((piece, result))) = worker(taken).map(|worker| worker.results.recv()) else { return Ok(left) };
            taken += 1;
            if !left.is_empty() || !take(state, result)? {
                left.push(piece);
            }
        }
    })
}

fn begin<'scope, C: Send + 'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: &'scope (dyn Fn(&C) -> T + Sync),
) -> Worker<C, T> {
    let (pieces, given) = channel::<C>();
    let (done, results) = channel();
    scope.spawn(move || {
        for piece in given {
            let result = work(&piece);
            if done.send((piece, result)).is_err() {
                break;
            }
        }
    });
    Worker { pieces, results }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers up to `until`, squared, as far as `refused`.
    fn squares(until: u64, refused: u64) -> (Vec<u64>, Vec<u64>) {
        struct State {
            next: std::ops::Range<u64>,
            refused: u64,
            taken: Vec<u64>,
        }
        let mut state = State { next: 0..until, refused, taken: Vec::new() };
        let next = |state: &mut State| state.next.next();
        let take = |state: &mut State, square: u64| {
            let takes = square < state.refused * state.refused;
            state.taken.extend(takes.then_some(square));
            Ok(takes)
        };
        let left = in_order(&mut state, next, &|number| number * number, take).unwrap();
        (state.taken, left.into_iter().chain(state.next).collect())
    }

    #[test]
    fn results_come_in_order() {
        for until in [0, 1, 2, 100] {
            assert_eq!(squares(until, 1000), ((0..until).map(|number| number * number).collect(), Vec::new()));
        }
    }

    #[test]
    fn what_is_refused_is_left_with_all_after_it() {
        for refused in [0, 1, 50] {
            let taken = (0..refused).map(|number| number * number).collect();
            assert_eq!(squares(100, refused), (taken, (refused..100).collect()));
        }
    }

    #[test]
    fn an_error_ends_it() {
        let take = |_: &mut std::ops::Range<u8>, _: u8| Err(io::Error::other("full"));
        assert!(in_order(&mut (0..200), Iterator::next, &|number| *number, take).is_err());
    }
}
