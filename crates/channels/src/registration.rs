//! What a provider is asked so that it posts to a channel, and before that, whether it knows the channel's account: wrong
//! credentials are told when they are given, not with the first message.

use model::ChannelType;
use serde_json::json;
use uuid::Uuid;

use crate::sending::{Answer, Body, Error, Gateways, Request};
use crate::{Config, callback_path, instagram, sms, telegram, whatsapp, x};

/// The next thing that the provider is asked, after these answers, so that it posts to the channel; none where it does,
/// and where nothing is left but what its owner does by hand.
pub fn registration(
    kind: ChannelType,
    config: &Config,
    gateways: &Gateways,
    channel: Uuid,
    answers: &[Answer],
) -> Result<Option<Request>, Error> {
    let callback = callback(kind, gateways, channel);
    match (kind, answers) {
        (ChannelType::Telegram, []) => Ok(Some(telegram::registration(config, gateways, &callback))),
        (ChannelType::Telegram, [answer, ..]) => telegram::accepted(answer).map(|_| None),
        (ChannelType::X, answers) => x::registration(config, gateways, &callback, answers),
        (ChannelType::Whatsapp, []) => Ok(meta(config, gateways, &["phone_number_id"], "?fields=display_phone_number")),
        (ChannelType::Whatsapp, [.., answer]) => {
            whatsapp::accepted(answer)?;
            // The second question of two: that the app is told what happens to the account.
            let asked = meta(config, gateways, &["business_account_id"], "/subscribed_apps");
            let told = asked.map(|asked| Request { body: Body::Json(json!({})), ..asked });
            Ok(told.filter(|_| answers.len() == 1))
        }
        (ChannelType::Instagram, []) => Ok(meta(config, gateways, &["page_id", "phone_number_id"], "?fields=id")),
        (ChannelType::Instagram, [answer, ..]) => instagram::accepted(answer).map(|_| None),
        (ChannelType::Sms, []) => Ok(Some(sms::find_account(config, gateways))),
        (ChannelType::Sms, [answer, ..]) => sms::accepted(answer).map(|_| None),
        (ChannelType::Widget | ChannelType::Email, _) => Ok(None),
    }
}

/// The same, so that it posts no more.
pub fn unregistration(
    kind: ChannelType,
    config: &Config,
    gateways: &Gateways,
    channel: Uuid,
    answers: &[Answer],
) -> Result<Option<Request>, Error> {
    match (kind, answers) {
        (ChannelType::Telegram, []) => Ok(Some(telegram::unregistration(config, gateways))),
        (ChannelType::Telegram, [answer, ..]) => telegram::accepted(answer).map(|_| None),
        (ChannelType::X, answers) => x::unregistration(config, gateways, &callback(kind, gateways, channel), answers),
        _ => Ok(None),
    }
}

/// Something of what Meta calls by the first of these names that the channel has.
fn meta(config: &Config, gateways: &Gateways, names: &[&str], what: &str) -> Option<Request> {
    let id = names.iter().find_map(|name| config.get(*name)?.as_str())?;
    let url = format!("{}/{id}{what}", gateways.meta);
    Some(Request { authorization: Some(whatsapp::authorization(config)), ..Request::get(url) })
}

fn callback(kind: ChannelType, gateways: &Gateways, channel: Uuid) -> String {
    format!("{}{}", gateways.own.trim_end_matches('/'), callback_path(kind, channel).unwrap_or_default())
}
