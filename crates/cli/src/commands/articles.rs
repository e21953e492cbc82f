//! `show` and `random`.

use anyhow::Result;
use pandect_library::Library;
use pandect_library::dto::ErrorCode;
use serde::Serialize;

use crate::arguments::Format;
use crate::failure::Failure;
use crate::output::Output;

pub(super) fn show(
    library: &Library,
    address: &str,
    format: Format,
    output: &mut Output,
) -> Result<()> {
    let shown = library.show_article(address)?;
    let format = if output.is_json() {
        Format::Json
    } else {
        format
    };
    match format {
        Format::Text => output.content(&shown.text),
        Format::Html => output.content(&shown.html),
        Format::Json => output.json(&shown),
        Format::Markdown => {
            let markdown = shown.markdown.as_deref().ok_or_else(|| {
                let message = format!("{} is not kept as Markdown", shown.address);
                Failure::new(ErrorCode::InvalidInput, message).hint("Show it as text or html.")
            })?;
            output.content(markdown)
        }
    }
}

pub(super) fn random(library: &Library, output: &mut Output) -> Result<()> {
    #[derive(Serialize)]
    struct Chosen {
        address: String,
    }
    let address = library.random_article()?;
    if output.is_json() {
        output.json(&Chosen { address })
    } else {
        output.line(address)
    }
}
