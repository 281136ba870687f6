//! Files that customers send: what a provider is asked to get one. Credentials go to the provider's own hosts alone,
//! whatever address a delivery names. Opens no connection.

use model::ChannelType;
use serde_json::Value;
use url::Url;

use crate::sending::{Answer, Error, Gateways, Request};
use crate::{Config, instagram, json, sms, telegram, whatsapp, x};

/// The way to a file.
#[derive(Clone)]
pub enum Step {
    /// The answer says where it is: [`found`].
    Ask(Request),
    /// The answer is the file.
    Get(Request),
}

/// The first step to the file that a message named so.
pub fn begin(kind: ChannelType, config: &Config, gateways: &Gateways, source: &str) -> Result<Step, Error> {
    match kind {
        ChannelType::Whatsapp => Ok(Step::Ask(whatsapp::find_media(config, gateways, source))),
        ChannelType::Telegram => Ok(Step::Ask(telegram::find_media(config, gateways, source))),
        ChannelType::Instagram => instagram::media_request(gateways, source).map(Step::Get),
        ChannelType::Sms => sms::media_request(config, gateways, source).map(Step::Get),
        ChannelType::X => x::media_request(config, gateways, source).map(Step::Get),
        ChannelType::Widget | ChannelType::Email => {
            Err(Error::rejected("No file can be fetched for a channel of this kind."))
        }
    }
}

/// The step after [`Step::Ask`].
pub fn found(kind: ChannelType, config: &Config, gateways: &Gateways, answer: &Answer) -> Result<Request, Error> {
    match kind {
        ChannelType::Telegram => telegram::media_request(config, gateways, answer),
        _ => whatsapp::media_request(config, gateways, answer),
    }
}

/// A name for a file that has none.
pub(crate) fn name(label: &str, content_type: &str) -> String {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    let ending = match kind {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        "video/mp4" => ".mp4",
        "video/3gpp" => ".3gp",
        "video/webm" => ".webm",
        "audio/ogg" => ".ogg",
        "audio/mpeg" => ".mp3",
        "audio/mp4" => ".m4a",
        "audio/aac" => ".aac",
        "audio/amr" => ".amr",
        "application/pdf" => ".pdf",
        "text/vcard" | "text/x-vcard" => ".vcf",
        _ => "",
    };
    format!("{label}{ending}")
}

/// The provider's id of a file, if it can stand in an address.
pub(crate) fn id(file: &Value, path: &str) -> Option<String> {
    json::id(file, path).filter(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)))
}

/// Whether a path leads down only, by names of letters that need no escape.
pub(crate) fn is_plain(path: &str) -> bool {
    let is_name = |name: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~@+ ".contains(&byte);
        !name.is_empty() && !name.starts_with('.') && name.bytes().all(is_letter)
    };
    path.split('/').all(is_name)
}

/// Refuses an address that is neither the gateway's nor, by https, of one of the domains.
pub(crate) fn is_at(address: &str, gateway: &str, domains: &[&str]) -> Result<(), Error> {
    let elsewhere = || Error::rejected("The file lies at an address that is not its provider's: it was not fetched.");
    let url = Url::parse(address).map_err(|_| elsewhere())?;
    if Url::parse(gateway).is_ok_and(|gateway| gateway.origin() == url.origin()) {
        return Ok(());
    }
    let host = url.domain().unwrap_or_default();
    let is_of = |domain: &&str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if url.scheme() == "https" && domains.iter().any(is_of) { Ok(()) } else { Err(elsewhere()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_go_to_the_provider_alone() {
        let is_at = |address: &str| is_at(address, "http://127.0.0.1:9/api", &["twilio.com"]).is_ok();
        for address in ["https://api.twilio.com/media/1", "https://twilio.com/", "http://127.0.0.1:9/x"] {
            assert!(is_at(address), "{address}");
        }
        for address in [
            "http://api.twilio.com/media/1",
            "https://eviltwilio.com/",
            "https://twilio.com.evil.example/",
            "https://api.twilio.com@evil.example/",
            "https://evil.example/twilio.com",
            "http://127.0.0.1:10/x",
            "http://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd",
            "//api.twilio.com",
            "",
        ] {
            assert!(!is_at(address), "{address}");
        }
    }

    #[test]
    fn a_path_leads_down_only() {
        for path in ["photos/file_1.jpg", "a", "voice/file 2.oga"] {
            assert!(is_plain(path), "{path}");
        }
        for path in ["", "/etc", "../x", "a/../b", "a//b", "a?b", "a#b", "a%2e", "a\\b", "http://x/"] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
