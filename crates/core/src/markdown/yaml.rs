//! YAML as far as front matter needs it: texts, lists and maps, each with its line.
//!
//! Built from the parser's events, so that size and depth are bounded before anything grows, and
//! aliases, which could make a small file large, are not followed.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

/// The deepest that lists and maps are nested.
const DEEPEST: usize = 16;

/// A value and the line on which it begins, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: u32,
    pub(super) value: Value,
}

/// A value of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing, `~` or `null`.
    Nothing,
    /// A text, a number or a truth value, as it is written.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the source.
    Map(Vec<(Node, Node)>),
}

/// Why a text is not the YAML that we read, and on which of its lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) line: u32,
    pub(super) message: String,
}

/// Reads the first document of `text`; `None` where there is nothing in it.
pub(super) fn parse(text: &str) -> Result<Option<Node>, Fault> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| fault(&error))?;
        let line = u32::try_from(span.start.line()).unwrap_or(u32::MAX);
        let complete = match event {
            Event::Scalar(text, style, ..) => Node {
                line,
                value: scalar(&text, style),
            },
            Event::SequenceStart(..) => {
                begin(&mut open, line, Value::List(Vec::new()))?;
                continue;
            }
            Event::MappingStart(..) => {
                begin(&mut open, line, Value::Map(Vec::new()))?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(complete) => complete.node,
                None => continue,
            },
            Event::Alias(_) => {
                return Err(Fault {
                    line,
                    message: "aliases (`*name`) are not read".to_owned(),
                });
            }
            Event::DocumentEnd => break,
            _ => continue,
        };
        match open.last_mut() {
            Some(parent) => parent.take(complete),
            None => return Ok(Some(complete)),
        }
    }
    Ok(None)
}

/// A list or map whose end has not come.
struct Open {
    node: Node,
    key: Option<Node>,
}

impl Open {
    fn take(&mut self, complete: Node) {
        match &mut self.node.value {
            Value::List(items) => items.push(complete),
            Value::Map(entries) => match self.key.take() {
                Some(key) => entries.push((key, complete)),
                None => self.key = Some(complete),
            },
            Value::Nothing | Value::Text(_) => {}
        }
    }
}

fn begin(open: &mut Vec<Open>, line: u32, value: Value) -> Result<(), Fault> {
    if open.len() >= DEEPEST {
        return Err(Fault {
            line,
            message: "lists and maps are nested too deep".to_owned(),
        });
    }
    open.push(Open {
        node: Node { line, value },
        key: None,
    });
    Ok(())
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Nothing;
    }
    Value::Text(text.to_owned())
}

fn fault(error: &ScanError) -> Fault {
    Fault {
        line: u32::try_from(error.marker().line()).unwrap_or(u32::MAX),
        message: error.info().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_lines() {
        let node = parse("a: 1\nb:\n  - x\n  - ~\n").unwrap().unwrap();
        let text = |line, text: &str| Node {
            line,
            value: Value::Text(text.to_owned()),
        };
        let list = Value::List(vec![
            text(3, "x"),
            Node {
                line: 4,
                value: Value::Nothing,
            },
        ]);
        assert_eq!(
            node.value,
            Value::Map(vec![
                (text(1, "a"), text(1, "1")),
                (
                    text(2, "b"),
                    Node {
                        line: 3,
                        value: list
                    }
                )
            ])
        );
        assert_eq!(parse(""), Ok(None));
    }

    #[test]
    fn what_could_grow_is_refused() {
        assert!(
            parse("a: &x [1]\nb: *x")
                .unwrap_err()
                .message
                .contains("aliases")
        );
        assert!(
            parse(&"[".repeat(100))
                .unwrap_err()
                .message
                .contains("deep")
        );
        assert!(
            parse(&"- ".repeat(50_000))
                .unwrap_err()
                .message
                .contains("deep")
        );
        assert_eq!(parse("a: 1\nb: }\n").unwrap_err().line, 2);
    }
}
