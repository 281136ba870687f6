//! Tokens that we did not make, and callers who pretend.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::cast::{self, PASSWORD};
use crate::rig::{NOBODY, TestApp, on_both_engines};

on_both_engines![tokens_that_we_did_not_make_are_refused, only_the_bearer_scheme_signs_in,];

fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

async fn tokens_that_we_did_not_make_are_refused(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let parts: Vec<&str> = mia.token.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("a token has three parts") };
    let decoded = BASE64_URL_SAFE_NO_PAD.decode(claims).expect("base64");
    let mut later: Value = serde_json::from_slice(&decoded).expect("claims");
    later["exp"] = json!(later["exp"].as_i64().expect("a time") + 1);
    let none = |alg: &str| part(&json!({"alg": alg, "typ": "JWT"}));
    let jwk = json!({"alg": "HS256", "typ": "JWT", "jwk": {"kty": "oct", "k": ""}, "kid": "../../dev/null", "jku": "http://127.0.0.1/"});
    let forged = [
        format!("{}.{claims}.", none("none")),
        format!("{}.{claims}.", none("None")),
        format!("{}.{claims}.{signature}", none("none")),
        format!("{}.{claims}.{signature}", none("RS256")),
        format!("{}.{claims}.{signature}", none("HS512")),
        format!("{}.{claims}.{signature}", part(&jwk)),
        format!("{header}.{}.{signature}", part(&later)),
        format!("{header}.{claims}."),
        format!("{header}.{claims}"),
        format!("{header}.{claims}.{}", &signature[1..]),
        format!("{header}.{claims}.{signature}.{signature}"),
        "null".to_owned(),
        "undefined".to_owned(),
        "a".repeat(8000),
    ];
    for token in forged {
        let answer = app.send(app.request(Method::GET, NOBODY, "auth/me").bearer_auth(&token)).await;
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        answer.refused(401, "Could not validate credentials");
    }
    app.get(&mia, "auth/me").await.expect(200);
}

async fn only_the_bearer_scheme_signs_in(app: TestApp) {
    let mia = cast::person(&app, "Mia").await;
    let with = |value: String| app.request(Method::GET, NOBODY, "auth/me").header("authorization", value);
    app.get(NOBODY, "auth/me").await.refused(401, "Not authenticated");
    app.send(app.request(Method::GET, NOBODY, "auth/me").basic_auth(&mia.email, Some(PASSWORD))).await.expect(401);
    app.send(with(mia.token.clone())).await.expect(401);
    app.send(with("Bearer".to_owned())).await.expect(401);
    app.send(with(format!("bearer  {}", mia.token))).await.expect(200);
    app.get(NOBODY, &format!("auth/me?token={0}&access_token={0}", mia.token)).await.expect(401);
}
