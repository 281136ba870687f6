//! The addresses of files: signed, and good for a day or two. An address stays the same for a day, so that a browser
//! keeps what it has loaded; every reading of a message gives one that is good for at least another day.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use model::Time;
use sha2::Sha256;
use uuid::Uuid;

const DAY: i64 = 24 * 60 * 60;
/// Bytes of a signature.
const SIGNATURE: usize = 16;

/// What an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    File,
    Thumbnail,
    /// A mail as it came; the id is its message's.
    Mail,
}

/// Makes and checks addresses with one key.
pub struct Links {
    key: [u8; 32],
    public_url: String,
}

/// How messages are shown at one moment.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub links: &'a Links,
    pub now: Time,
}

/// The day that addresses made now are counted from: they change with it.
pub fn day(now: Time) -> i64 {
    now.seconds().div_euclid(DAY)
}

impl Links {
    pub fn new(key: [u8; 32], public_url: &str) -> Self {
        Self { key, public_url: public_url.trim_end_matches('/').to_owned() }
    }

    /// Good until the end of tomorrow (UTC).
    pub fn url(&self, id: Uuid, part: Part, now: Time) -> String {
        format!("{}{}", self.public_url, self.path(id, part, now))
    }

    /// The same for pages of this server, by whatever name it is reached.
    pub fn path(&self, id: Uuid, part: Part, now: Time) -> String {
        let expires = (day(now) + 2) * DAY;
        let signature = URL_SAFE_NO_PAD.encode(&self.mac(id, part, expires).finalize().into_bytes()[..SIGNATURE]);
        let place = match part {
            Part::File => format!("files/{id}"),
            Part::Thumbnail => format!("files/{id}/thumbnail"),
            Part::Mail => format!("mails/{id}"),
        };
        format!("/{place}?expires={expires}&signature={signature}")
    }

    /// The seconds for which an address of ours is still good; none for any other.
    pub fn life(&self, id: Uuid, part: Part, query: &str, now: Time) -> Option<u64> {
        let (mut expires, mut signature) = (None, None);
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "expires" => expires = value.parse::<i64>().ok(),
                "signature" => signature = URL_SAFE_NO_PAD.decode(value.as_ref()).ok(),
                _ => {}
            }
        }
        let (expires, signature) = (expires?, signature.filter(|bytes| bytes.len() == SIGNATURE)?);
        // In constant time.
        self.mac(id, part, expires).verify_truncated_left(&signature).ok()?;
        u64::try_from(expires - now.seconds()).ok().filter(|left| *left > 0)
    }

    /// Whether `url` is an address of this file that is still good: whoever has one may send the file on.
    pub fn is_of(&self, id: Uuid, url: &str, now: Time) -> bool {
        let Some((path, query)) = url.split_once('?') else { return false };
        path.ends_with(&format!("/files/{id}")) && self.life(id, Part::File, query, now).is_some()
    }

    fn mac(&self, id: Uuid, part: Part, expires: i64) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        mac.update(match part {
            Part::File => b"file",
            Part::Thumbnail => b"thumbnail",
            Part::Mail => b"mail",
        });
        mac.update(id.as_bytes());
        mac.update(&expires.to_be_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn an_address_is_the_same_for_a_day_and_good_for_one_to_two() {
        let links = Links::new([1; 32], "https://desk.example/");
        let (id, midnight) = (Uuid::from_u128(7), Time::from_seconds(20_000 * DAY));
        let url = links.url(id, Part::File, midnight);
        assert!(url.starts_with(&format!("https://desk.example/files/{id}?expires=")), "{url}");
        assert_eq!(links.url(id, Part::File, midnight.plus(23 * HOUR)), url);
        assert_ne!(links.url(id, Part::File, midnight.plus(24 * HOUR)), url);
        let query = url.split_once('?').unwrap().1;
        assert_eq!(links.life(id, Part::File, query, midnight), Some(172_800));
        assert!(links.is_of(id, &url, midnight.plus(47 * HOUR)));
        assert!(!links.is_of(id, &url, midnight.plus(48 * HOUR)));
    }

    #[test]
    fn nothing_of_an_address_can_be_changed() {
        let links = Links::new([1; 32], "https://desk.example");
        let (id, now) = (Uuid::from_u128(7), Time::from_seconds(1_800_000_000));
        let url = links.url(id, Part::File, now);
        let query = url.split_once('?').unwrap().1;
        assert!(links.life(id, Part::File, query, now).is_some());
        assert_eq!(links.life(id, Part::Thumbnail, query, now), None);
        assert_eq!(links.life(id, Part::Mail, query, now), None);
        assert_eq!(links.life(Uuid::from_u128(8), Part::File, query, now), None);
        assert_eq!(Links::new([2; 32], "").life(id, Part::File, query, now), None);
        let (expires, signature) = query.strip_prefix("expires=").unwrap().split_once("&signature=").unwrap();
        let later = expires.parse::<i64>().unwrap() + 1;
        for forged in [
            String::new(),
            format!("expires={later}&signature={signature}"),
            format!("expires={expires}"),
            format!("expires={expires}&signature="),
            format!("expires={expires}&signature={}", &signature[..20]),
            format!("expires={expires}&signature={signature}AA"),
            format!("expires=-1&signature={signature}"),
        ] {
            assert_eq!(links.life(id, Part::File, &forged, now), None, "{forged}");
        }
        assert!(!links.is_of(Uuid::from_u128(8), &url, now));
    }
}
