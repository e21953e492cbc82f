//! Pictures of the library, under `media:` addresses. The protocol knows nothing of files: it
//! answers for addresses of the library's media, and only with types that a page may show.

use pandect_library::dto::{ErrorCode, ErrorView};
use tauri::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use tauri::http::{HeaderValue, Method, Request, Response, StatusCode};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::shell::Shell;
use crate::window;

/// The protocol's name in addresses.
pub(crate) const SCHEME: &str = "media";

/// Types that a page may show.
const TYPES: [&str; 7] = [
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
];

/// Answers one request of the window, on a thread that may block.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    if context.webview_label() != window::MAIN || request.method() != Method::GET {
        responder.respond(refusal(StatusCode::FORBIDDEN));
        return;
    }
    let Some(address) = address(request.uri().path()) else {
        responder.respond(refusal(StatusCode::BAD_REQUEST));
        return;
    };
    let opening = context.app_handle().state::<Shell>().library();
    tauri::async_runtime::spawn_blocking(move || {
        let media = opening
            .wait()
            .and_then(|library| library.media(&address).map_err(|error| error.view()));
        responder.respond(match media {
            Ok(media) => picture(&media.mime, media.bytes),
            Err(error) => refusal(status(&error)),
        });
    });
}

/// The address that a request's path names: collection and path, encoded as in an address.
fn address(path: &str) -> Option<String> {
    let place = path.strip_prefix('/')?;
    (!place.is_empty()).then(|| format!("pandect://{place}"))
}

fn picture(mime: &str, bytes: Vec<u8>) -> Response<Vec<u8>> {
    let Some(mime) = TYPES.into_iter().find(|allowed| *allowed == mime) else {
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    };
    let mut response = Response::new(bytes);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    harden(response)
}

fn refusal(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    harden(response)
}

/// A picture is never taken for anything else, and an SVG file that is opened as a document of its
/// own may load and run nothing.
fn harden(mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    response
}

fn status(error: &ErrorView) -> StatusCode {
    match error.code {
        ErrorCode::ArticleMissing | ErrorCode::CollectionMissing => StatusCode::NOT_FOUND,
        ErrorCode::InvalidInput => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_an_address_without_its_scheme() {
        let found = address("/starter/a%20b.png");
        assert_eq!(found.as_deref(), Some("pandect://starter/a%20b.png"));
        assert_eq!(address("/"), None);
        assert_eq!(address(""), None);
    }

    #[test]
    fn only_pictures_are_shown() {
        assert_eq!(picture("image/png", vec![1]).status(), StatusCode::OK);
        for mime in [
            "text/html",
            "image/svg",
            "text/javascript",
            "image/png; x=y",
            "",
        ] {
            let response = picture(mime, vec![1]);
            assert_eq!(
                response.status(),
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "{mime}"
            );
            assert!(response.body().is_empty(), "{mime}");
        }
    }

    #[test]
    fn every_answer_is_hardened() {
        for response in [
            picture("image/svg+xml", vec![1]),
            refusal(StatusCode::NOT_FOUND),
        ] {
            assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
            let policy = response.headers()[CONTENT_SECURITY_POLICY]
                .to_str()
                .unwrap();
            assert!(policy.starts_with("default-src 'none'"), "{policy}");
        }
    }
}
