//! SPDX licence expressions, as far as packages use them.

/// The licences of an expression that are kept to: of alternatives the first one that is known, of
/// conjunctions all. Nothing when no choice is known as a whole.
pub(super) fn choose(expression: &str, known: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let (chosen, rest) = alternatives(&words, known)?;
    rest.is_empty().then_some(chosen?)
}

/// The licences of a part of an expression, where a choice is known, and what follows the part. The
/// whole is nothing where the expression is malformed.
type Parsed<'a> = Option<(Option<Vec<String>>, &'a [&'a str])>;

fn alternatives<'a>(words: &'a [&'a str], known: &dyn Fn(&str) -> bool) -> Parsed<'a> {
    let (mut chosen, mut rest) = conjunction(words, known)?;
    while let Some((&"OR", after)) = rest.split_first() {
        let (other, after) = conjunction(after, known)?;
        chosen = chosen.or(other);
        rest = after;
    }
    Some((chosen, rest))
}

fn conjunction<'a>(words: &'a [&'a str], known: &dyn Fn(&str) -> bool) -> Parsed<'a> {
    let (mut chosen, mut rest) = term(words, known)?;
    while let Some((&"AND", after)) = rest.split_first() {
        let (other, after) = term(after, known)?;
        chosen = chosen.zip(other).map(|(one, other)| [one, other].concat());
        rest = after;
    }
    Some((chosen, rest))
}

fn term<'a>(words: &'a [&'a str], known: &dyn Fn(&str) -> bool) -> Parsed<'a> {
    let (&first, rest) = words.split_first()?;
    if first == "(" {
        let (chosen, rest) = alternatives(rest, known)?;
        let (&")", rest) = rest.split_first()? else {
            return None;
        };
        return Some((chosen, rest));
    }
    if let Some((&"WITH", rest)) = rest.split_first() {
        // An exception only gives more rights, but its text is not at hand.
        return Some((None, rest.get(1..)?));
    }
    Some((known(first).then(|| vec![first.to_owned()]), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(expression: &str) -> Option<String> {
        let known = |id: &str| ["MIT", "Apache-2.0", "Unicode-3.0"].contains(&id);
        choose(expression, &known).map(|licences| licences.join(" + "))
    }

    #[test]
    fn alternatives_and_conjunctions() {
        assert_eq!(chosen("MIT").as_deref(), Some("MIT"));
        assert_eq!(
            chosen("Zlib OR Apache-2.0 OR MIT").as_deref(),
            Some("Apache-2.0")
        );
        assert_eq!(chosen("Unlicense/MIT").as_deref(), Some("MIT"));
        assert_eq!(
            chosen("(MIT OR Apache-2.0) AND Unicode-3.0").as_deref(),
            Some("MIT + Unicode-3.0")
        );
        assert_eq!(
            chosen("Apache-2.0 WITH LLVM-exception OR MIT").as_deref(),
            Some("MIT")
        );
    }

    #[test]
    fn what_is_not_known_is_not_chosen() {
        assert_eq!(chosen("GPL-3.0"), None);
        assert_eq!(chosen("MIT AND GPL-3.0"), None);
        assert_eq!(chosen("MIT OR"), None, "malformed");
        assert_eq!(chosen("(MIT"), None, "malformed");
    }
}
