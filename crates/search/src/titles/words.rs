//! The terms of all titles, numbered, and who has which.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Write};

use super::arena::Arena;
use super::build::{stop_if, write_packed};
use super::format::{FORWARD_BLOCK, Section, width};
use super::writer::Writer;
use super::{terms, varint};
use crate::cancel::Cancel;
use crate::error::IndexError;

/// A title is found by so many of its terms, the first ones.
const MAX_TERMS: usize = 48;

/// Terms as they come out of the titles.
pub(crate) struct Words<'a> {
    /// Terms in the order in which they were met.
    terms: Vec<&'a str>,
    /// How many titles have each.
    counts: Vec<u32>,
    /// Terms of every rank, one rank after the other.
    tokens: Vec<u32>,
    /// How many terms each rank has.
    lengths: Vec<u8>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(folded: &'a Arena) -> Self {
        let mut words = Self {
            terms: Vec::new(),
            counts: Vec::new(),
            tokens: Vec::new(),
            lengths: Vec::new(),
        };
        let mut numbers: HashMap<&'a str, u32> = HashMap::new();
        for rank in 0..folded.len() {
            let start = words.tokens.len();
            for term in terms::of_title(folded.get(rank)) {
                if words.tokens.len() - start == MAX_TERMS {
                    break;
                }
                let number = match numbers.entry(term) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => {
                        words.terms.push(term);
                        words.counts.push(0);
                        *new.insert(u32::try_from(words.terms.len() - 1).unwrap_or(u32::MAX))
                    }
                };
                if !words.tokens[start..].contains(&number) {
                    words.tokens.push(number);
                    words.counts[number as usize] += 1;
                }
            }
            words
                .lengths
                .push(u8::try_from(words.tokens.len() - start).unwrap_or(u8::MAX));
        }
        words
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.terms.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn write(mut self, writer: &mut Writer, cancel: &Cancel) -> Result<(), IndexError> {
        let mut by_alphabet: Vec<u32> = (0..self.count()).collect();
        by_alphabet.sort_unstable_by_key(|number| self.terms[*number as usize]);
        let alphabet = inverse(&by_alphabet);
        writer.section(Section::Terms, |out| {
            let mut map = fst::MapBuilder::new(out).map_err(io::Error::other)?;
            for (value, number) in (0..).zip(&by_alphabet) {
                map.insert(self.terms[*number as usize], value)
                    .map_err(io::Error::other)?;
            }
            map.finish().map_err(io::Error::other)
        })?;
        stop_if(cancel)?;

        let mut by_frequency: Vec<u32> = (0..self.count()).collect();
        by_frequency.sort_by_key(|number| std::cmp::Reverse(self.counts[*number as usize]));
        let frequency = inverse(&by_frequency);
        self.write_forward(writer, &frequency)?;
        drop(frequency);
        let width = width(self.count());
        writer.section(Section::ByFrequency, |out| {
            write_packed(
                out,
                width,
                by_frequency.iter().map(|number| alphabet[*number as usize]),
            )
        })?;
        drop(by_frequency);
        stop_if(cancel)?;

        for token in &mut self.tokens {
            *token = alphabet[*token as usize];
        }
        let counts: Vec<u32> = by_alphabet
            .iter()
            .map(|number| self.counts[*number as usize])
            .collect();
        self.write_postings(writer, &counts)
    }

    fn write_forward(&self, writer: &mut Writer, frequency: &[u32]) -> Result<(), IndexError> {
        let mut offsets = Vec::new();
        let mut length = 0_u64;
        let mut bytes = Vec::new();
        let mut at = 0;
        writer.section(Section::Forward, |out| {
            for (rank, count) in (0_u32..).zip(&self.lengths) {
                if rank % FORWARD_BLOCK == 0 {
                    offsets.push(offset(length)?);
                }
                let end = at + usize::from(*count);
                let tokens = &self.tokens[at..end];
                bytes.clear();
                for (left, token) in (1..=tokens.len()).rev().zip(tokens) {
                    varint::push(
                        &mut bytes,
                        frequency[*token as usize] << 1 | u32::from(left == 1),
                    );
                }
                if tokens.is_empty() {
                    // A title of signs alone: a term that nothing has, to keep the count of ends.
                    varint::push(&mut bytes, u32::MAX);
                }
                out.write_all(&bytes)?;
                length += bytes.len() as u64;
                at = end;
            }
            Ok(())
        })?;
        writer.section(Section::ForwardOffsets, |out| {
            write_packed(out, 4, offsets.into_iter())
        })
    }

    /// Tokens are numbered by alphabet by now.
    fn write_postings(&self, writer: &mut Writer, counts: &[u32]) -> Result<(), IndexError> {
        let mut next = Vec::with_capacity(counts.len());
        let mut total = 0_u32;
        for count in counts {
            next.push(total);
            total = total.saturating_add(*count);
        }
        let mut ranks = vec![0_u32; self.tokens.len()];
        let mut tokens = self.tokens.iter();
        for (rank, count) in (0_u32..).zip(&self.lengths) {
            for token in tokens.by_ref().take(usize::from(*count)) {
                let place = &mut next[*token as usize];
                ranks[*place as usize] = rank;
                *place += 1;
            }
        }
        let lists = || {
            next.iter()
                .zip(counts)
                .map(|(end, count)| &ranks[(end - count) as usize..*end as usize])
        };
        let mut offsets = vec![0];
        let mut length = 0_u64;
        let mut bytes = Vec::new();
        writer.section(Section::Postings, |out| {
            for list in lists() {
                bytes.clear();
                let mut before = 0;
                for rank in list {
                    varint::push(&mut bytes, rank - before);
                    before = *rank;
                }
                out.write_all(&bytes)?;
                length += bytes.len() as u64;
                offsets.push(offset(length)?);
            }
            Ok(())
        })?;
        writer.section(Section::PostingOffsets, |out| {
            write_packed(out, 4, offsets.into_iter())
        })?;
        let width = width(u32::try_from(self.lengths.len()).unwrap_or(u32::MAX));
        writer.section(Section::Heads, |out| {
            write_packed(
                out,
                width,
                lists().map(|list| list.first().copied().unwrap_or(u32::MAX)),
            )
        })
    }
}

fn offset(length: u64) -> io::Result<u32> {
    u32::try_from(length)
        .map_err(|_| io::Error::new(io::ErrorKind::FileTooLarge, "too many titles"))
}

fn inverse(order: &[u32]) -> Vec<u32> {
    let mut inverse = vec![0; order.len()];
    for (place, number) in (0..).zip(order) {
        inverse[*number as usize] = place;
    }
    inverse
}
