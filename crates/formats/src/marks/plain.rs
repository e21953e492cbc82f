//! Plain text where something else is expected.

use pandect_core::clean::{NoLinks, clean};

/// Plain text as Markdown that means it. What is no markup there stays as it is.
pub(super) fn markdown_of_text(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + 8);
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            markdown.push('\n');
        }
        // Indented text would be code.
        let line = line.trim_start_matches([' ', '\t']);
        escape_line(&mut markdown, line);
    }
    markdown
}

/// HTML as Markdown: its text, as the cleaner sees it.
pub(super) fn markdown_of_html(html: &str) -> String {
    markdown_of_text(clean(html, &NoLinks).text.trim())
}

/// Whether the first sign of a line makes a heading, a quote, a list, a rule or a table of it.
fn begins_block(line: &str) -> bool {
    let Some(sign) = line.chars().next() else {
        return false;
    };
    let behind = line.trim_start_matches(sign);
    match sign {
        '>' => true,
        '#' => behind.is_empty() || behind.starts_with([' ', '\t']),
        '+' | '-' => {
            let first = line.chars().nth(1);
            first.is_none_or(char::is_whitespace) || is_ruled(line)
        }
        '=' | '|' | ':' => is_ruled(line),
        _ => false,
    }
}

/// Whether a line is made of the signs of rules and tables alone.
fn is_ruled(line: &str) -> bool {
    line.chars()
        .all(|sign| sign.is_whitespace() || matches!(sign, '=' | '-' | '|' | ':' | '+'))
}

fn escape_line(markdown: &mut String, line: &str) {
    let mut rest = line;
    // What makes a block of a line only does so at its beginning.
    if begins_block(line) {
        markdown.push('\\');
    } else {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if let Some((number, behind)) = line.split_at_checked(digits)
            && digits > 0
            && behind.starts_with(['.', ')'])
        {
            markdown.push_str(number);
            markdown.push('\\');
            rest = behind;
        }
    }
    let mut before = ' ';
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let is_markup = match character {
            '\\' | '`' | '*' | '[' | '$' | '~' => true,
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            // Within a word it is a letter like others.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '&' => after == '#' || after.is_ascii_alphabetic(),
            _ => false,
        };
        if is_markup {
            markdown.push('\\');
        }
        markdown.push(character);
        before = character;
    }
}

/// HTML in which `text` means itself, in content or between double quotes.
pub(super) fn html_of_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(character),
            // They may not stand in a document.
            control if control.is_control() => html.push('\u{fffd}'),
            character => html.push(character),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use pandect_core::markdown::note_html;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_without_markup_stays_as_it_is() {
        for text in [
            "Why? (See p. 3, and snake_case - a < b & c.)",
            "=1+1, -5 and #tag, | or : here",
            "first\nsecond\n\nthird",
            "早期の歴史。",
        ] {
            assert_eq!(markdown_of_text(text), text);
        }
    }

    #[test]
    fn text_with_markup_means_itself() {
        for text in [
            "# no heading",
            "- no list",
            "1. no list",
            "2*3*4 and __dunder__ `code`",
            "[no link](x) <b>no tag</b> &amp; ~~no~~ \\ $x$",
            "a | b",
            "~A~ for about ~5, and a~b~c",
            "| - |",
            "---",
            "===",
            "#",
            "> a",
            "+ a",
            "~~~",
            "![a](b) [[c]] [^d]",
            "https://example.org/a_b_c?x=*y*&z=1",
            ":-:",
        ] {
            let html = note_html(&markdown_of_text(text));
            assert_eq!(clean(&html, &NoLinks).text.trim(), text, "{html}");
        }
    }

    #[test]
    fn html_becomes_its_text() {
        assert_eq!(
            markdown_of_html("<p>One <b>two</b></p><script>alert(1)</script><p>*three*</p>"),
            "One two\n\\*three\\*"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_escaped_for_html(text in "\\PC{0,40}|[\\x00-\\x7f]{0,40}") {
            let html = html_of_text(&text);
            prop_assert!(!html.contains(['<', '>', '"', '\'']));
        }
    }
}
