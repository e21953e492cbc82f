//! The terms under which a folded title is found word by word.
//!
//! A word is one term. Chinese and Japanese put no spaces between words: of their runs every two
//! neighbouring characters are a term, and the last character alone, so that any part of a title
//! finds it.

use pandect_core::fold::words;

/// Terms of a title, in its order; some may come twice.
pub(crate) fn of_title(folded: &str) -> Vec<&str> {
    let mut terms = Vec::with_capacity(8);
    for word in words(folded) {
        for piece in Pieces(word) {
            if piece.starts_with(is_unspaced) {
                pairs(piece, &mut terms);
                terms.extend(piece.char_indices().next_back().map(|(at, _)| &piece[at..]));
            } else {
                terms.push(piece);
            }
        }
    }
    terms
}

/// Terms to look for when `folded` is typed, in its order.
pub(crate) fn of_query(folded: &str) -> Vec<&str> {
    let mut terms = Vec::with_capacity(8);
    for word in words(folded) {
        for piece in Pieces(word) {
            let before = terms.len();
            if piece.starts_with(is_unspaced) {
                pairs(piece, &mut terms);
            }
            if terms.len() == before {
                terms.push(piece);
            }
        }
    }
    terms
}

/// Whether the character is of a script whose characters say more than letters do, so that a
/// shorter word bears an edit.
pub(crate) fn is_dense(character: char) -> bool {
    is_unspaced(character) || matches!(character, '\u{ac00}'..='\u{d7a3}')
}

fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3fffd}')
}

fn pairs<'a>(piece: &'a str, terms: &mut Vec<&'a str>) {
    let bounds: Vec<usize> = piece
        .char_indices()
        .map(|(at, _)| at)
        .chain([piece.len()])
        .collect();
    terms.extend(bounds.windows(3).map(|window| &piece[window[0]..window[2]]));
}

/// Splits a word where a script with spaces meets one without.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let unspaced = is_unspaced(self.0.chars().next()?);
        let end = if self.0.is_ascii() {
            self.0.len()
        } else {
            self.0
                .find(|one| is_unspaced(one) != unspaced)
                .unwrap_or(self.0.len())
        };
        let (piece, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_terms() {
        assert_eq!(of_title("new york city"), ["new", "york", "city"]);
        assert_eq!(of_query("new yo"), ["new", "yo"]);
    }

    #[test]
    fn chinese_is_cut_into_pairs() {
        assert_eq!(
            of_title("北京大学 2008"),
            ["北京", "京大", "大学", "学", "2008"]
        );
        assert_eq!(of_query("大学"), ["大学"]);
        assert_eq!(of_query("学"), ["学"]);
        assert_eq!(of_query("dna复制"), ["dna", "复制"]);
    }
}
