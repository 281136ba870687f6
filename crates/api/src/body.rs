//! Reads a request's body up to a limit, and JSON out of it up to a depth.
//! Knows nothing of what the body means.

use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::Value;

use crate::error::Error;
use crate::fault::Fault;

/// Deepest nesting of lists and objects that a body may have.
pub const DEEPEST: usize = 64;

/// The whole body. One that says that it is over the limit is refused before a byte of it is read.
pub async fn read(request: Request, limit: usize) -> Result<Bytes, Error> {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if said.and_then(|digits| digits.parse::<usize>().ok()).is_some_and(|length| length > limit) {
        return Err(Error::TooLarge(limit));
    }
    match Limited::new(request.into_body(), limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Error::TooLarge(limit)),
        Err(_) => Err(Error::bad("The request body could not be read to its end")),
    }
}

/// JSON in UTF-8, no deeper than [`DEEPEST`].
pub fn parse(bytes: &[u8]) -> Result<Value, Box<Fault>> {
    if let Some(at) = too_deep(bytes) {
        return Err(Box::new(Fault::json_invalid(at, "Nested deeper than 64 levels")));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let text = error.to_string();
        let why = text.split(" at line ").next().unwrap_or("Not JSON");
        Box::new(Fault::json_invalid(offset(bytes, error.line(), error.column()), why))
    })
}

/// Where the body first nests too deep, if it does. Runs before the parser, so that depth costs nothing.
fn too_deep(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(at);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The byte of a line and column, both counted from one.
fn offset(bytes: &[u8], line: usize, column: usize) -> usize {
    let before: usize =
        bytes.split(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(|line| line.len() + 1).sum();
    (before + column.saturating_sub(1)).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for (sent, at) in [
            (&b"{\"a\": }"[..], 6),
            (b"{\n \"a\": 1,\n}", 11),
            (b"nope", 1),
            (b"\xff", 0),
            (b"{\"a\":\"\\ud800\"}", 12),
        ] {
            let fault = parse(sent).expect_err("not JSON");
            assert_eq!(fault.kind, "json_invalid");
            assert_eq!(fault.loc[1], crate::fault::Step::Index(at), "{}", String::from_utf8_lossy(sent));
        }
    }

    #[test]
    fn nesting_is_counted_outside_of_texts_only() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(nested(64).as_bytes()).is_ok());
        assert!(parse(nested(65).as_bytes()).is_err());
        assert!(parse(nested(500_000).as_bytes()).is_err());
        let brackets = format!("{{\"a\":\"\\\"{}\"}}", "[".repeat(100));
        assert!(parse(brackets.as_bytes()).is_ok());
    }
}
