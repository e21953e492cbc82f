//! Pictures, sounds and films of the library, under `media:` addresses. The protocol knows nothing of
//! files: it answers for addresses of the library's media, and only with types that a page may show.

use std::ops::RangeInclusive;

use pandect_library::Library;
use pandect_library::dto::{ErrorCode, ErrorView, MediaAbout, MediaKind};
use tauri::http::header::{
    ACCEPT_RANGES, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
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

/// Types that it may play.
const RECORDINGS: [&str; 11] = [
    "audio/aac",
    "audio/flac",
    "audio/midi",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "video/mp4",
    "video/ogg",
    "video/webm",
    "video/x-matroska",
];

/// Bytes of a recording that are answered at once; players ask for more.
const PORTION: usize = 2 << 20;

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
    let range = request.headers().get(RANGE);
    let range = range
        .and_then(|range| range.to_str().ok())
        .map(str::to_owned);
    let opening = context.app_handle().state::<Shell>().library();
    tauri::async_runtime::spawn_blocking(move || {
        let answer = opening
            .wait()
            .and_then(|library| media(library, &address, range.as_deref()));
        responder.respond(answer.unwrap_or_else(|error| refusal(status(&error))));
    });
}

/// A part of what stands at an address, for a window whose player knows no protocol of ours.
pub(crate) fn part(
    library: &Library,
    address: &str,
    from: u64,
) -> Result<tauri::ipc::Response, pandect_library::Error> {
    let bytes = library.media_part(address, from, PORTION)?;
    Ok(tauri::ipc::Response::new(bytes))
}

fn media(
    library: &Library,
    address: &str,
    range: Option<&str>,
) -> Result<Response<Vec<u8>>, ErrorView> {
    // Most of what is asked for are pictures.
    if let Ok(found) = library.media(address) {
        return Ok(picture(found.mime, found.bytes));
    }
    let about = library.media_about(address).map_err(|error| error.view())?;
    if matches!(about.kind, MediaKind::Picture | MediaKind::File) {
        return Ok(refusal(StatusCode::NOT_FOUND));
    }
    let Some(stretch) = stretch(range.unwrap_or("bytes=0-"), about.bytes) else {
        return Ok(refusal(StatusCode::RANGE_NOT_SATISFIABLE));
    };
    let most = usize::try_from(stretch.end() - stretch.start() + 1).unwrap_or(PORTION);
    let bytes = library
        .media_part(address, *stretch.start(), most)
        .map_err(|error| error.view())?;
    Ok(recording(&about, &stretch, bytes))
}

/// The stretch that a range asks for (RFC 9110, section 14), cut to what is answered at once.
fn stretch(range: &str, length: u64) -> Option<RangeInclusive<u64>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last_of_all = length.checked_sub(1)?;
    let (first, last) = if first.is_empty() {
        (length.saturating_sub(last.parse().ok()?), last_of_all)
    } else {
        let last = if last.is_empty() {
            last_of_all
        } else {
            last.parse().ok()?
        };
        (first.parse().ok()?, last)
    };
    let most = first.saturating_add(PORTION as u64 - 1);
    let last = last.min(last_of_all).min(most);
    (first <= last).then_some(first..=last)
}

fn recording(
    about: &MediaAbout,
    stretch: &RangeInclusive<u64>,
    bytes: Vec<u8>,
) -> Response<Vec<u8>> {
    let Some(mime) = RECORDINGS.into_iter().find(|known| *known == about.mime) else {
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    };
    let mut response = Response::new(bytes);
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    let place = format!(
        "bytes {}-{}/{}",
        stretch.start(),
        stretch.end(),
        about.bytes
    );
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(place) = HeaderValue::from_str(&place) {
        headers.insert(CONTENT_RANGE, place);
    }
    harden(response)
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
    fn ranges_are_cut_to_what_there_is_and_to_a_portion() {
        for (range, length, expected) in [
            ("bytes=0-", 10, Some(0..=9)),
            ("bytes=3-5", 10, Some(3..=5)),
            ("bytes=3-99", 10, Some(3..=9)),
            ("bytes=-4", 10, Some(6..=9)),
            ("bytes=-40", 10, Some(0..=9)),
            ("bytes=0-", 5 << 20, Some(0..=(2 << 20) - 1)),
            ("bytes=10-", 10, None),
            ("bytes=5-3", 10, None),
            ("bytes=0-", 0, None),
            ("bytes=18446744073709551615-", 10, None),
            ("bytes=a-b", 10, None),
            ("items=0-1", 10, None),
        ] {
            assert_eq!(stretch(range, length), expected, "{range} of {length}");
        }
    }

    #[test]
    fn recordings_are_answered_in_parts() {
        let about = |mime: &str| MediaAbout {
            address: String::new(),
            name: String::new(),
            mime: mime.to_owned(),
            kind: MediaKind::Film,
            bytes: 10,
        };
        let response = recording(&about("video/webm"), &(3..=5), vec![1, 2, 3]);
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(response.headers()[CONTENT_RANGE], "bytes 3-5/10");
        assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
        let refused = recording(&about("text/html"), &(3..=5), vec![1, 2, 3]);
        assert_eq!(refused.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
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
