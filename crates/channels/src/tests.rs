//! The table of what each kind of channel needs, tried field by field.

use model::Word;
use serde_json::json;

use super::*;

fn config(value: Value) -> Config {
    value.as_object().expect("an object").clone()
}

/// A complete configuration of every kind, with a secret that no mask may show.
fn complete(kind: ChannelType) -> Config {
    let secret = "EAAx0123456789012345678901234f3c9";
    config(match kind {
        ChannelType::Widget => json!({}),
        ChannelType::Email => json!({"address": "help@acme.com",
            "imap": {"host": "imap.acme.com", "username": "help", "password": secret},
            "smtp": {"host": "smtp.acme.com", "port": 587, "tls": false, "username": "help", "password": secret}}),
        ChannelType::Whatsapp => json!({"phone_number_id": "1055", "access_token": secret, "verify_token": "mine"}),
        ChannelType::Telegram => json!({"bot_token": secret, "bot_username": "@acme_bot"}),
        ChannelType::Instagram => json!({"page_id": 1784, "access_token": secret}),
        ChannelType::X => json!({"api_key": secret, "access_token": secret, "api_secret": secret}),
        ChannelType::Sms => json!({"account_sid": "AC1", "auth_token": secret, "from": "+1 (555) 010-0199"}),
    })
}

#[test]
fn every_kind_accepts_a_complete_configuration_and_shows_no_secret_of_it() {
    for kind in ChannelType::ALL {
        let clean = check(*kind, &complete(*kind)).unwrap_or_else(|problems| panic!("{kind:?}: {problems:?}"));
        let shown = Value::Object(mask(*kind, &clean)).to_string();
        assert!(!shown.contains("0123456789"), "{shown}");
        assert_eq!(shown.contains("EAAx…f3c9"), *kind != ChannelType::Widget, "{shown}");
        assert_eq!(identity(*kind, &clean).is_some(), *kind != ChannelType::Widget, "{kind:?}");
        assert!(!contact(*kind, &clean).is_some_and(|link| link.contains("EAAx")));
        // What the owner was shown, sent back, changes nothing.
        assert_eq!(merge(*kind, &clean, &mask(*kind, &clean)), Ok(clean.clone()));
        assert_eq!(merge(*kind, &clean, &Config::new()), Ok(clean));
    }
}

#[test]
fn each_required_value_is_missed_by_its_name() {
    for kind in ChannelType::ALL {
        let whole = complete(*kind);
        for field in schema(*kind).fields.iter().filter(|field| field.required) {
            for blank in [Value::Null, json!(""), json!("  ")] {
                let mut less = whole.clone();
                less.insert(field.name.into(), blank);
                assert_eq!(check(*kind, &less), Err(vec![format!("{} is missing", field.name)]));
            }
        }
    }
    assert_eq!(
        check(ChannelType::X, &Config::new()),
        Err(vec!["api_key is missing".to_owned(), "access_token is missing".to_owned()])
    );
    assert_eq!(
        check(
            ChannelType::Email,
            &config(json!({"address": "a@b.co", "imap": {"host": "x.y", "username": "u", "password": "p"}}))
        ),
        Err(vec!["imap and smtp, or inbound_secret is missing".to_owned()])
    );
    assert!(check(ChannelType::Email, &config(json!({"address": "a@b.co", "inbound_secret": "s"}))).is_ok());
    assert_eq!(
        check(ChannelType::Email, &config(json!({"address": "a@b.co", "inbound_secret": "s", "imap": {"host": "h"}}))),
        Err(vec!["imap.username is missing".to_owned(), "imap.password is missing".to_owned()])
    );
    assert!(check(ChannelType::Instagram, &config(json!({"phone_number_id": "1", "access_token": "t"}))).is_ok());
    assert!(check(ChannelType::Instagram, &config(json!({"access_token": "t"}))).is_err());
}

#[test]
fn values_are_tidied_and_strangers_are_left_out() {
    let clean = check(ChannelType::Email, &complete(ChannelType::Email)).unwrap();
    assert_eq!(clean["imap"]["port"], 993);
    assert_eq!(clean["imap"]["folder"], "INBOX");
    assert_eq!((&clean["smtp"]["port"], &clean["smtp"]["tls"]), (&json!(587), &json!(false)));
    let clean = check(ChannelType::Sms, &complete(ChannelType::Sms)).unwrap();
    assert_eq!(clean["from"], "+15550100199");
    let mut more = complete(ChannelType::Telegram);
    more.insert("is_admin".into(), json!(true));
    more.insert("_meta_setup_instructions".into(), json!({"verify_token": "x"}));
    let clean = check(ChannelType::Telegram, &more).unwrap();
    assert_eq!(clean.keys().collect::<Vec<_>>(), ["bot_token", "bot_username"]);
    assert_eq!(contact(ChannelType::Telegram, &clean).as_deref(), Some("https://t.me/acme_bot"));
}

#[test]
fn values_of_another_kind_are_refused() {
    for (kind, name, bad) in [
        (ChannelType::Telegram, "bot_token", json!(["a"])),
        (ChannelType::Telegram, "bot_token", json!({"a": 1})),
        (ChannelType::Telegram, "bot_token", json!("a\r\nb")),
        (ChannelType::Telegram, "bot_token", json!("a\u{0}b")),
        (ChannelType::Telegram, "bot_token", json!("EAAx…f3c9")),
        (ChannelType::Telegram, "bot_token", json!("••••")),
        (ChannelType::Telegram, "bot_token", json!("x".repeat(LONGEST_AND_MORE))),
        (ChannelType::Telegram, "bot_username", json!("a/../b")),
        (ChannelType::Telegram, "bot_username", json!("javascript:alert(1)")),
        (ChannelType::Email, "address", json!("a@b.co?bcc=x@y.z")),
        (ChannelType::Email, "address", json!("nobody")),
        (ChannelType::Email, "imap", json!("imap.acme.com")),
        (ChannelType::Whatsapp, "phone_number", json!("600111222")),
        (ChannelType::Sms, "from", json!("+1 555 <script>")),
    ] {
        let mut changed = complete(kind);
        changed.insert(name.into(), bad.clone());
        let problems = check(kind, &changed).expect_err(&bad.to_string());
        assert!(problems.iter().all(|problem| problem.starts_with(name)), "{problems:?}");
    }
}

const LONGEST_AND_MORE: usize = 5000;

#[test]
fn a_change_touches_what_it_names() {
    let clean = check(ChannelType::Whatsapp, &complete(ChannelType::Whatsapp)).unwrap();
    let next =
        merge(ChannelType::Whatsapp, &clean, &config(json!({"verify_token": null, "app_secret": "new"}))).unwrap();
    assert_eq!((next.get("verify_token"), &next["app_secret"]), (None, &json!("new")));
    assert_eq!(next["access_token"], clean["access_token"]);
    let other_mask = config(json!({"access_token": "EAAy…f3c9"}));
    assert!(merge(ChannelType::Whatsapp, &clean, &other_mask).is_err());
    assert!(merge(ChannelType::Whatsapp, &clean, &config(json!({"access_token": null}))).is_err());
}

#[test]
fn a_kept_password_does_not_follow_to_another_host() {
    let clean = check(ChannelType::Email, &complete(ChannelType::Email)).unwrap();
    let masked_password = mask(ChannelType::Email, &clean)["smtp"]["password"].clone();
    for change in [
        json!({"smtp": {"host": "evil.example"}}),
        json!({"smtp": {"host": "evil.example", "password": masked_password}}),
    ] {
        let problems = merge(ChannelType::Email, &clean, &config(change)).expect_err("the password has to be given");
        assert_eq!(problems, ["smtp.password has to be given again, as the host changes"]);
    }
    let change = json!({"smtp": {"host": "new.acme.com", "password": "another"}});
    let next = merge(ChannelType::Email, &clean, &config(change)).unwrap();
    assert_eq!((&next["smtp"]["host"], &next["smtp"]["port"]), (&json!("new.acme.com"), &json!(587)));
    assert_eq!(next["imap"], clean["imap"]);
}
