//! Text measured as the DOM measures it.

/// The length of `text` in UTF-16 code units; texts beyond what 32 bits count are as long as that.
pub fn utf16_length(text: &str) -> u32 {
    let length = if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_code_units() {
        assert_eq!(utf16_length("abc"), 3);
        assert_eq!(utf16_length("aé字"), 3);
        assert_eq!(utf16_length("𝒜"), 2);
    }
}
