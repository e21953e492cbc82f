//! `pandect [--data DIR] [ADDRESS]`.

use std::ffi::OsString;
use std::path::PathBuf;

use thiserror::Error;

/// How the program is called.
pub(crate) const USAGE: &str = "\
Usage: pandect [--data DIR] [ADDRESS]

  ADDRESS      an article to open, as pandect://collection/path#section
  --data DIR   the folder that holds the library; PANDECT_DATA does the same
  --help       this text
  --version    the version of the program
";

/// What somebody asks of the program on its command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Open the window.
    Window(Arguments),
    /// Write how the program is called.
    Help,
    /// Write the version.
    Version,
}

/// What to open, and where the library is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// The data folder, where one was named.
    pub(crate) data: Option<PathBuf>,
    /// The address to open first.
    pub(crate) address: Option<String>,
}

/// A command line that makes no sense.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    #[error("`--data` needs a folder after it")]
    FolderMissing,
    #[error("there is no option `{0}`")]
    UnknownOption(String),
    #[error("`{0}` is one argument too many")]
    TooMany(String),
    #[error("`{0}` is not an address: one begins with `pandect://`")]
    NoAddress(String),
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Request, ArgumentError> {
    let mut found = Arguments::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy();
        match text.as_ref() {
            "--help" | "-h" => return Ok(Request::Help),
            "--version" | "-V" => return Ok(Request::Version),
            "--data" => {
                let folder = arguments.next().ok_or(ArgumentError::FolderMissing)?;
                found.data = Some(PathBuf::from(folder));
            }
            option if option.starts_with("--data=") => {
                found.data = Some(PathBuf::from(&option["--data=".len()..]));
            }
            option if option.starts_with('-') => {
                return Err(ArgumentError::UnknownOption(option.to_owned()));
            }
            address if !is_address(address) => {
                return Err(ArgumentError::NoAddress(address.to_owned()));
            }
            address if found.address.is_some() => {
                return Err(ArgumentError::TooMany(address.to_owned()));
            }
            address => found.address = Some(address.to_owned()),
        }
    }
    Ok(Request::Window(found))
}

/// Whether a text can be an address; the library decides whether it leads anywhere.
pub(crate) fn is_address(text: &str) -> bool {
    text.get(.."pandect://".len())
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("pandect://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_all(arguments: &[&str]) -> Result<Request, ArgumentError> {
        parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn folder_and_address_in_any_order() {
        let expected = Ok(Request::Window(Arguments {
            data: Some(PathBuf::from("/tmp/library")),
            address: Some("pandect://starter/Tea".to_owned()),
        }));
        let address = "pandect://starter/Tea";
        assert_eq!(parse_all(&["--data", "/tmp/library", address]), expected);
        assert_eq!(parse_all(&[address, "--data=/tmp/library"]), expected);
    }

    #[test]
    fn nothing_opens_the_window() {
        assert_eq!(parse_all(&[]), Ok(Request::Window(Arguments::default())));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        assert_eq!(parse_all(&["--data"]), Err(ArgumentError::FolderMissing));
        assert_eq!(
            parse_all(&["--dat"]),
            Err(ArgumentError::UnknownOption("--dat".to_owned()))
        );
        assert_eq!(
            parse_all(&["Tea"]),
            Err(ArgumentError::NoAddress("Tea".to_owned()))
        );
        assert_eq!(
            parse_all(&["pandect://a/b", "pandect://a/c"]),
            Err(ArgumentError::TooMany("pandect://a/c".to_owned()))
        );
    }

    #[test]
    fn help_wins() {
        assert_eq!(parse_all(&["pandect://a/b", "--help"]), Ok(Request::Help));
    }
}
