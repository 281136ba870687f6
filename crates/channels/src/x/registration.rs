//! Telling X where to post, and when to stop.
//! Source: X's "Webhooks", "Account Activity".

use serde_json::{Value, json};

use super::of;
use super::sending::{accepted, signed};
use crate::Config;
use crate::json::{id, list, text};
use crate::sending::{Answer, Body, Error, Gateways, Request};

/// The next thing that X is asked so that it posts to us, after these answers: which webhooks it has, to make ours, to
/// tell it of the account.
pub fn registration(
    config: &Config,
    gateways: &Gateways,
    callback: &str,
    answers: &[Answer],
) -> Result<Option<Request>, Error> {
    if let Some(answer) = answers.last() {
        match accepted(answer) {
            // Told before.
            Err(_) if answers.len() > 1 && is_known(answer) => return Ok(None),
            other => drop(other?),
        }
    }
    let Some(listed) = answers.first() else { return webhooks(config, gateways, Body::None).map(Some) };
    let found = webhook(&listed.json(), callback);
    let made = answers.get(1).and_then(|made| id(&made.json(), "/data/id").or_else(|| id(&made.json(), "/id")));
    match (found, answers.len()) {
        (None, 1) => webhooks(config, gateways, Body::Json(json!({"url": callback}))).map(Some),
        (Some(number), 1) => subscribe(config, gateways, &number).map(Some),
        (None, 2) => {
            let number = made.ok_or_else(|| Error::rejected("X has not told what it calls the webhook."))?;
            subscribe(config, gateways, &number).map(Some)
        }
        _ => Ok(None),
    }
}

fn is_known(answer: &Answer) -> bool {
    String::from_utf8_lossy(&answer.body).to_lowercase().contains("already exists")
}

/// The next thing that X is asked so that it posts no more.
pub fn unregistration(
    config: &Config,
    gateways: &Gateways,
    callback: &str,
    answers: &[Answer],
) -> Result<Option<Request>, Error> {
    let Some(listed) = answers.first() else { return webhooks(config, gateways, Body::None).map(Some) };
    accepted(listed)?;
    let Some(number) = webhook(&listed.json(), callback).filter(|_| answers.len() == 1) else { return Ok(None) };
    let one = webhooks(config, gateways, Body::Delete)?;
    Ok(Some(Request { url: format!("{}/{number}", one.url), ..one }))
}

fn webhook(listed: &Value, callback: &str) -> Option<String> {
    let ours = list(listed, "/data").iter().find(|webhook| text(webhook, "/url") == Some(callback))?;
    id(ours, "/id")
}

fn webhooks(config: &Config, gateways: &Gateways, body: Body) -> Result<Request, Error> {
    let token = of(config, "bearer_token").filter(|_| of(config, "api_secret").is_some()).ok_or_else(|| {
        Error::rejected("X can't be told where to post: the owner has to give the app's bearer_token and api_secret.")
    })?;
    let authorization = Some(format!("Bearer {token}"));
    Ok(Request { authorization, body, ..Request::get(format!("{}/2/webhooks", gateways.x)) })
}

fn subscribe(config: &Config, gateways: &Gateways, webhook: &str) -> Result<Request, Error> {
    let url = format!("{}/2/account_activity/webhooks/{webhook}/subscriptions/all", gateways.x);
    signed(config, url, Body::Json(json!({})))
}
