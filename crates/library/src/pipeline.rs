//! Work on many things by all processors, its results taken one by one in the order of the things.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};

use crate::Result;

/// Things that are under way at once.
const AHEAD: usize = 128;
/// What they may weigh together, in bytes: memory does not grow with the source.
const MOST_WEIGHT: usize = 64 << 20;

/// Makes something of each thing, several at once, and hands it on in order. A thing is given with
/// its weight in bytes. What `make` panics on is nothing; `take` is told so. The first error of
/// `take` ends it.
pub(crate) fn in_order<T: Send, M: Send>(
    mut things: impl Iterator<Item = (T, usize)>,
    make: impl Fn(T) -> M + Sync,
    mut take: impl FnMut(Option<M>) -> Result<()>,
) -> Result<()> {
    let (to_workers, work) = channel::<(u64, T)>();
    let work = Mutex::new(work);
    let (from_workers, made) = channel::<(u64, Option<M>)>();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (from_workers, work, make) = (from_workers.clone(), &work, &make);
            scope.spawn(move || {
                while let Some((number, thing)) = next(work) {
                    let made = catch_unwind(AssertUnwindSafe(|| make(thing))).ok();
                    if from_workers.send((number, made)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(from_workers);
        // Owned here, so that workers end when this ends, however it does.
        let to_workers = to_workers;
        let mut weights: BTreeMap<u64, usize> = BTreeMap::new();
        let mut early: BTreeMap<u64, Option<M>> = BTreeMap::new();
        let (mut given, mut taken, mut weight, mut finished) = (0_u64, 0_u64, 0_usize, false);
        loop {
            while !finished && weights.len() < AHEAD && weight < MOST_WEIGHT {
                match things.next() {
                    Some((thing, heavy)) => {
                        weights.insert(given, heavy);
                        weight += heavy;
                        // The workers wait as long as this end of the channel is there.
                        let _sent = to_workers.send((given, thing));
                        given += 1;
                    }
                    None => finished = true,
                }
            }
            if taken == given && finished {
                return Ok(());
            }
            let Ok((number, result)) = made.recv() else {
                return Ok(());
            };
            early.insert(number, result);
            while let Some(result) = early.remove(&taken) {
                weight -= weights.remove(&taken).unwrap_or(0);
                taken += 1;
                take(result)?;
            }
        }
    })
}

fn next<T>(work: &Mutex<Receiver<T>>) -> Option<T> {
    let work = work.lock().unwrap_or_else(PoisonError::into_inner);
    work.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[test]
    fn results_come_in_order_whatever_takes_long() {
        let things = (0..1_000_u32).map(|number| (number, 1));
        let make = |number: u32| {
            if number.is_multiple_of(7) {
                std::thread::yield_now();
            }
            assert!(number != 500, "made to fail");
            number * 2
        };
        let mut taken = Vec::new();
        in_order(things, make, |made| {
            taken.push(made);
            Ok(())
        })
        .unwrap();
        let expected: Vec<_> = (0..1_000)
            .map(|number| (number != 500).then_some(number * 2))
            .collect();
        assert_eq!(taken, expected);
    }

    #[test]
    fn an_error_ends_it_and_heavy_things_wait() {
        let mut given = 0;
        let things = std::iter::from_fn(|| {
            given += 1;
            Some((given, MOST_WEIGHT))
        });
        let mut taken = 0;
        let ended = in_order(
            things,
            |thing: u32| thing,
            |_| {
                taken += 1;
                if taken == 3 {
                    Err(Error::Cancelled)
                } else {
                    Ok(())
                }
            },
        );
        assert!(matches!(ended, Err(Error::Cancelled)));
        assert_eq!((taken, given), (3, 3), "one heavy thing at a time");
    }
}
