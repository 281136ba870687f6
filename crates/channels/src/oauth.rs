//! Requests signed by OAuth 1.0a (RFC 5849) with HMAC-SHA1: how X knows an app and the account that it acts for.
//! Pure: the time and the random word are given.

use url::Url;

use crate::delivery::sha1_base64;

/// The app's pair and the account's.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    pub app: String,
    pub app_secret: String,
    pub token: String,
    pub token_secret: String,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// The header `Authorization` of a request. `form`: the pairs of a body that is a form; other bodies are not signed.
/// `nonce` is a word that was never used before, `at` seconds since 1970.
pub fn authorization(keys: &Keys, method: &str, url: &str, form: &[(&str, &str)], nonce: &str, at: i64) -> String {
    let at = at.to_string();
    let own = [
        ("oauth_consumer_key", keys.app.as_str()),
        ("oauth_nonce", nonce),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", &at),
        ("oauth_token", &keys.token),
        ("oauth_version", "1.0"),
    ];
    let signature = signature(keys, method, url, &[&own, form].concat());
    let with_signature = own.into_iter().chain([("oauth_signature", signature.as_str())]);
    let fields: Vec<String> = with_signature.map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
    format!("OAuth {}", fields.join(", "))
}

/// RFC 5849, section 3.4.
fn signature(keys: &Keys, method: &str, url: &str, pairs: &[(&str, &str)]) -> String {
    let (base, query) = match Url::parse(url) {
        Ok(mut parsed) => {
            let query: Vec<(String, String)> = parsed.query_pairs().into_owned().collect();
            parsed.set_query(None);
            parsed.set_fragment(None);
            (parsed.to_string(), query)
        }
        Err(_) => (url.to_owned(), Vec::new()),
    };
    let own = pairs.iter().map(|(name, value)| (escaped(name), escaped(value)));
    let mut all: Vec<_> = query.iter().map(|(name, value)| (escaped(name), escaped(value))).chain(own).collect();
    all.sort();
    let all: Vec<String> = all.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let text = format!("{method}&{}&{}", escaped(&base), escaped(&all.join("&")));
    let key = format!("{}&{}", escaped(&keys.app_secret), escaped(&keys.token_secret));
    sha1_base64(&key, text.as_bytes())
}

/// RFC 5849, section 3.6: stricter than what forms and addresses need.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => escaped.push(char::from(byte)),
            byte => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 5849, section 1.2, which signs no version.
    #[test]
    fn the_example_of_the_rfc_is_signed_alike() {
        let keys = Keys {
            app: "dpf43f3p2l4k3l03".into(),
            app_secret: "kd94hf93k423kf44".into(),
            token: "nnch734d00sl2jdk".into(),
            token_secret: "pfkkdhi9sl3r4s00".into(),
        };
        let pairs = [
            ("oauth_consumer_key", "dpf43f3p2l4k3l03"),
            ("oauth_token", "nnch734d00sl2jdk"),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", "137131202"),
            ("oauth_nonce", "chapoH"),
        ];
        let url = "http://photos.example.net/photos?file=vacation.jpg&size=original";
        assert_eq!(signature(&keys, "GET", url, &pairs), "MdpQcU8iPSUjWoN/UDMsK2sui9I=");
    }

    /// The example of X's "Creating a signature".
    #[test]
    fn the_example_of_x_is_signed_alike() {
        let keys = Keys {
            app: "xvz1evFS4wEEPTGEFPHBog".into(),
            app_secret: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw".into(),
            token: "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb".into(),
            token_secret: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE".into(),
        };
        let url = "https://api.twitter.com/1.1/statuses/update.json?include_entities=true";
        let form = [("status", "Hello Ladies + Gentlemen, a signed OAuth request!")];
        let nonce = "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg";
        let header = authorization(&keys, "POST", url, &form, nonce, 1_318_622_958);
        assert!(header.contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\""), "{header}");
        assert!(header.starts_with("OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", "), "{header}");
    }

    #[test]
    fn only_unreserved_letters_stand_for_themselves() {
        assert_eq!(escaped("An encoded string!"), "An%20encoded%20string%21");
        assert_eq!(escaped("Dogs, Cats & Mice"), "Dogs%2C%20Cats%20%26%20Mice");
        assert_eq!(escaped("☃-._~*"), "%E2%98%83-._~%2A");
    }
}
