//! `pandect [--data DIR] [ADDRESS | SOURCE]`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// How the program is called.
pub(crate) const USAGE: &str = "\
Usage: pandect [--data DIR] [ADDRESS | SOURCE]

  ADDRESS      an article to open, as pandect://collection/path#section
  SOURCE       something to add: a ZIM archive, a folder of Markdown, a .jsonl file
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
    /// What to add to the library.
    pub(crate) source: Option<PathBuf>,
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
    #[error("`{0}` is neither an address, which begins with `pandect://`, nor a file or folder")]
    NeitherAddressNorSource(String),
}

/// Reads the arguments after the program's name, given in a folder.
pub(crate) fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    folder: &Path,
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
            more if found.address.is_some() || found.source.is_some() => {
                return Err(ArgumentError::TooMany(more.to_owned()));
            }
            address if is_address(address) => found.address = Some(address.to_owned()),
            source => match folder.join(&argument).canonicalize() {
                Ok(path) => found.source = Some(path),
                Err(_) => return Err(ArgumentError::NeitherAddressNorSource(source.to_owned())),
            },
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
        parse(arguments.iter().map(OsString::from), Path::new("/nowhere"))
    }

    #[test]
    fn folder_and_address_in_any_order() {
        let expected = Ok(Request::Window(Arguments {
            data: Some(PathBuf::from("/tmp/library")),
            address: Some("pandect://starter/Tea".to_owned()),
            source: None,
        }));
        let address = "pandect://starter/Tea";
        assert_eq!(parse_all(&["--data", "/tmp/library", address]), expected);
        assert_eq!(parse_all(&[address, "--data=/tmp/library"]), expected);
    }

    #[test]
    fn a_source_is_found_from_the_folder_that_it_was_named_in() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("wiki.zim");
        std::fs::write(&file, "").unwrap();
        let found = parse([OsString::from("wiki.zim")], folder.path());
        let source = file.canonicalize().unwrap();
        let expected = Arguments {
            source: Some(source.clone()),
            ..Arguments::default()
        };
        assert_eq!(found, Ok(Request::Window(expected)));
        let two = [source.into_os_string(), "pandect://a/b".into()];
        assert!(matches!(
            parse(two, folder.path()),
            Err(ArgumentError::TooMany(_))
        ));
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
            Err(ArgumentError::NeitherAddressNorSource("Tea".to_owned()))
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
