//! Whatever stands in the headers of a delivery, nobody who does not know the secret is let in. One header a line, then an
//! empty line and the body.
#![no_main]

use channels::Delivery;
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;
use model::ChannelType;
use serde_json::json;

const KINDS: [ChannelType; 5] =
    [ChannelType::Whatsapp, ChannelType::Instagram, ChannelType::Telegram, ChannelType::Sms, ChannelType::Email];

/// Long enough never to be guessed.
const SECRET: &str = "q6Zt3Vn9Kc2Rw8Yp5Lx1Hd7Bf4Mj0Gs";

fuzz_target!(|input: &[u8]| {
    let at = input.windows(2).position(|pair| pair == b"\n\n").unwrap_or(input.len());
    let (head, body) = input.split_at(at);
    let mut headers = HeaderMap::new();
    for line in head.split(|byte| *byte == b'\n') {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(&line[colon + 1..]));
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let config = json!({"app_secret": SECRET, "bot_token": SECRET, "auth_token": SECRET, "account_sid": "AC1",
        "inbound_secret": SECRET, "api_secret": SECRET});
    let config = config.as_object().expect("an object");
    let delivery = Delivery { headers: &headers, url: "https://help.acme.test/", body, key: &[7; 32] };
    for kind in KINDS {
        assert!(channels::verify(kind, config, &delivery).is_err(), "{kind:?}");
    }
});
