//! Where the least value of any stretch of an array stands, in a few steps.

/// Values are looked at in blocks of this size.
const BLOCK: u32 = 64;

/// A sparse table over the least value of each block.
///
/// The array itself stays with its owner, which hands in how to read it.
#[derive(Debug, Default)]
pub(crate) struct Minima {
    /// `levels[k][b]`: position of the least value in the `2^k` blocks from `b`.
    levels: Vec<Vec<u32>>,
}

impl Minima {
    pub(crate) fn new(len: u32, value: impl Fn(u32) -> u32) -> Self {
        let mut blocks = Vec::with_capacity(len.div_ceil(BLOCK) as usize);
        let mut start = 0;
        while start < len {
            let end = start.saturating_add(BLOCK).min(len);
            blocks.extend(scan(start, end, &value));
            start = end;
        }
        let mut levels = vec![blocks];
        let mut width = 1;
        while let Some(last) = levels.last().filter(|last| last.len() > width) {
            let next = (0..last.len() - width)
                .map(|at| lesser(last[at], last[at + width], &value))
                .collect();
            levels.push(next);
            width *= 2;
        }
        Self { levels }
    }

    /// Position of the least value in `start..end`, the first where several are equal.
    pub(crate) fn least(&self, start: u32, end: u32, value: impl Fn(u32) -> u32) -> Option<u32> {
        let (first, last) = (start.div_ceil(BLOCK), end / BLOCK);
        if first >= last {
            return scan(start, end, &value);
        }
        let head = scan(start, first * BLOCK, &value);
        let tail = scan(last * BLOCK, end, &value);
        let level = (last - first).ilog2();
        let row = self.levels.get(level as usize);
        let block = |at: u32| row.and_then(|row| row.get(at as usize)).copied();
        let middle = [block(first), block(last - (1 << level))];
        [head, middle[0], middle[1], tail]
            .into_iter()
            .flatten()
            .reduce(|one, other| lesser(one, other, &value))
    }
}

fn scan(start: u32, end: u32, value: &impl Fn(u32) -> u32) -> Option<u32> {
    (start..end).reduce(|one, other| lesser(one, other, value))
}

fn lesser(one: u32, other: u32, value: &impl Fn(u32) -> u32) -> u32 {
    if value(other) < value(one) {
        other
    } else {
        one
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_least_is_what_a_search_finds(
            values in prop::collection::vec(0_u32..50, 1..1000),
            bounds in (0_usize..1000, 0_usize..1000),
        ) {
            let start = bounds.0.min(bounds.1).min(values.len());
            let end = bounds.0.max(bounds.1).min(values.len());
            let len = u32::try_from(values.len()).unwrap();
            let minima = Minima::new(len, |at| values[at as usize]);
            let (from, to) = (u32::try_from(start).unwrap(), u32::try_from(end).unwrap());
            let found = minima.least(from, to, |at| values[at as usize]);
            prop_assert_eq!(found.map(|at| values[at as usize]), values[start..end].iter().min().copied());
        }
    }
}
