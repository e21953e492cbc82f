//! How a failure is told.

use std::io::{self, Write as _};

use pandect_library::dto::{ErrorCode, ErrorView};

/// A failure of the command line's own.
#[derive(Debug)]
pub(crate) struct Failure(ErrorView);

impl Failure {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(ErrorView {
            code,
            message: message.into(),
            hint: None,
        })
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for Failure {}

/// Whether nobody reads what is written any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Writes a failure to standard error.
pub(crate) fn report(error: &anyhow::Error, json: bool) {
    let view = view(error);
    let mut stderr = io::stderr().lock();
    // There is nobody left to tell that telling failed.
    let _ = if json {
        serde_json::to_writer(&mut stderr, &view)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(stderr))
    } else {
        writeln!(stderr, "error: {}", crate::output::harmless(&view.message)).and_then(|()| {
            match &view.hint {
                Some(hint) => writeln!(stderr, "hint: {}", crate::output::harmless(hint)),
                None => Ok(()),
            }
        })
    };
}

fn view(error: &anyhow::Error) -> ErrorView {
    if let Some(error) = error.downcast_ref::<pandect_library::Error>() {
        return error.view();
    }
    if let Some(Failure(view)) = error.downcast_ref::<Failure>() {
        return view.clone();
    }
    let code = match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::StorageFull) => ErrorCode::DiskFull,
        Some(_) => ErrorCode::File,
        None => ErrorCode::Internal,
    };
    ErrorView {
        code,
        message: format!("{error:#}"),
        hint: None,
    }
}
