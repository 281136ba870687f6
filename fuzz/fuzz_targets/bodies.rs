//! What is posted to a channel of any kind is read or refused: the first byte names the kind, the rest is the body.
#![no_main]

use bytes::Bytes;
use channels::Delivery;
use http::HeaderMap;
use libfuzzer_sys::fuzz_target;
use model::inbound::Report;
use model::{ChannelType, Word};
use serde_json::json;

fuzz_target!(|input: &[u8]| {
    let Some((first, body)) = input.split_first() else { return };
    let kind = ChannelType::ALL[usize::from(*first) % ChannelType::ALL.len()];
    let config = json!({"address": "help@acme.test", "phone_number_id": "1001", "page_id": "1001", "bot_token": "1:x",
        "account_sid": "AC1", "auth_token": "x", "from": "+34600111222", "user_id": "1001"});
    let config = config.as_object().expect("an object");
    let delivery = Delivery { headers: &HeaderMap::new(), url: "https://help.acme.test/", body, key: &[7; 32] };
    let _ = channels::identities(kind, &delivery);
    for form in ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json"] {
        let _ = channels::email::posted::message(form, Bytes::copy_from_slice(body));
    }
    let (reports, _) = channels::read(kind, config, &delivery);
    for report in &reports {
        if let Report::Message(inbound) = report {
            assert!(inbound.content.chars().count() <= 100_000 && !inbound.content.contains('\0'));
            assert!(inbound.media.len() <= 50);
        }
    }
});
