//! Lets every route answer with and without its trailing slash, directly (decision D4).
//! Runs before routing; knows no route.

use std::task::{Context, Poll};

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use tower::Service;

/// Takes one trailing slash off the path, so that routes are declared without.
#[derive(Clone)]
pub(crate) struct Slash<S>(pub S);

impl<S: Service<Request>> Service<Request> for Slash<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> S::Future {
        let path = request.uri().path();
        if path.len() > 1
            && path.ends_with('/')
            && let Some(uri) = without_slash(request.uri())
        {
            *request.uri_mut() = uri;
        }
        self.0.call(request)
    }
}

fn without_slash(uri: &Uri) -> Option<Uri> {
    let path = uri.path().strip_suffix('/')?;
    let target = match uri.query() {
        Some(query) => [path, "?", query].concat(),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_maybe_shared(bytes::Bytes::from(target)).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_trailing_slash_goes_and_the_query_stays() {
        let bare = |uri: &str| without_slash(&uri.parse().expect("a URI")).map(|uri| uri.to_string());
        assert_eq!(bare("/a/b/?x=1/").as_deref(), Some("/a/b?x=1/"));
        assert_eq!(bare("http://h/a/").as_deref(), Some("http://h/a"));
        assert_eq!(bare("/a//").as_deref(), Some("/a/"));
        assert_eq!(bare("/a"), None);
    }
}
