//! An answer of the server, read to its end, with the assertions that every test needs.

use reqwest::header::HeaderMap;
use serde_json::Value;

/// The tests' HTTP client: follows no redirect, asks no proxy.
#[expect(clippy::disallowed_methods, reason = "the tests call the server from outside")]
pub fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().expect("a client")
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// Null where the body is not JSON.
    pub json: Value,
}

impl Answer {
    pub async fn read(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.expect("a whole body");
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, text, json }
    }

    /// Asserts the status; answers the JSON.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json
    }

    /// Asserts the status and that `detail` is this sentence.
    #[track_caller]
    pub fn refused(self, status: u16, detail: &str) {
        assert_eq!((self.status, self.json["detail"].as_str()), (status, Some(detail)), "{}", self.text);
    }

    /// Asserts a 422 and answers the `loc` of each of its errors, joined by dots, sorted.
    #[track_caller]
    pub fn invalid(self) -> Vec<String> {
        assert_eq!(self.status, 422, "{}", self.text);
        let errors = self.json["detail"].as_array().expect("a list of errors");
        let mut places: Vec<String> = errors.iter().map(place).collect();
        places.sort();
        places
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The target of the `Link` with this `rel` (RFC 8288), if there is one.
    pub fn link(&self, rel: &str) -> Option<String> {
        let wanted = format!("rel=\"{rel}\"");
        let links = self.headers.get_all("link").iter().filter_map(|value| value.to_str().ok());
        links
            .flat_map(|value| value.split(", <"))
            .find(|link| link.contains(&wanted))
            .and_then(|link| Some(link.trim_start_matches('<').split_once('>')?.0.to_owned()))
    }
}

/// `["body", "name"]` as `body.name`.
fn place(error: &Value) -> String {
    let parts = error["loc"].as_array().expect("a place");
    let words: Vec<String> =
        parts.iter().map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned)).collect();
    words.join(".")
}
