//! Widgets: the owner designs them, and they serve the pages of their domain.

use model::widget::Look;
use model::{AnyId, ChannelType, Fact, Key, Member, Widget};
use serde_json::Map;
use store::channels::{Names, NewChannel};
use store::{Reach, Tx, widgets as rows};
use url::{Host, Url};

use crate::error::{Error, Refusal, Result};
use crate::team::owner_only;

/// What an owner says of a widget; `None` leaves it as it is, or as it is by default.
#[derive(Clone, Debug, Default)]
pub struct Design {
    pub name: Option<String>,
    /// As [`domain`] gives it.
    pub domain: Option<String>,
    pub welcome_heading: Option<String>,
    pub welcome_tagline: Option<String>,
    pub primary_color: Option<String>,
    pub show_online_badge: Option<bool>,
    /// An inner `None` takes it away.
    pub logo_url: Option<Option<String>>,
    pub config: Option<Map<String, serde_json::Value>>,
}

impl Design {
    fn over(self, look: Look) -> Look {
        Look {
            name: self.name.unwrap_or(look.name),
            domain: self.domain.unwrap_or(look.domain),
            welcome_heading: self.welcome_heading.unwrap_or(look.welcome_heading),
            welcome_tagline: self.welcome_tagline.unwrap_or(look.welcome_tagline),
            primary_color: self.primary_color.unwrap_or(look.primary_color),
            show_online_badge: self.show_online_badge.unwrap_or(look.show_online_badge),
            logo_url: self.logo_url.unwrap_or(look.logo_url),
            config: self.config.unwrap_or(look.config),
        }
    }
}

fn default_look() -> Look {
    Look {
        name: "PingBack Support".into(),
        domain: String::new(),
        welcome_heading: "Hi there!".into(),
        welcome_tagline: "How can we help?".into(),
        primary_color: "#7650FF".into(),
        show_online_badge: true,
        logo_url: None,
        config: Map::new(),
    }
}

/// Makes a widget, one for each domain, and the business's widget channel if it has none.
pub fn create(tx: &mut Tx<'_>, by: &Member, design: Design) -> Result<Widget> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let channel = channel(tx, &reach, by)?;
    let widget = rows::insert(tx, &reach, channel.number, design.over(default_look())).map_err(domain_taken)?;
    tx.record(&reach, Some(by.user), Fact::WidgetCreated { widget: widget.key });
    Ok(widget)
}

/// The business's widget channel, made if there is none: by one caller of several at once, who take turns.
fn channel(tx: &mut Tx<'_>, reach: &Reach, by: &Member) -> Result<Key> {
    if let Some(channel) = store::channels::find_for_widgets(tx, reach)? {
        return Ok(channel.key);
    }
    store::businesses::lock(tx, reach)?;
    if let Some(channel) = store::channels::find_for_widgets(tx, reach)? {
        return Ok(channel.key);
    }
    let new = NewChannel { kind: ChannelType::Widget, config: Map::new(), names: Names::default(), is_active: true };
    Ok(crate::channels::create(tx, by, new)?.key)
}

/// Changes how a widget looks, or which pages it serves.
pub fn update(tx: &mut Tx<'_>, by: &Member, id: AnyId, design: Design) -> Result<Widget> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let before = rows::lock(tx, &reach, id)?;
    let after = Widget { look: design.over(before.look.clone()), updated_at: tx.now(), ..before.clone() };
    if after.look == before.look {
        return Ok(before);
    }
    rows::update(tx, &reach, &after).map_err(domain_taken)?;
    tx.record(&reach, Some(by.user), Fact::WidgetUpdated { widget: after.key });
    Ok(after)
}

fn domain_taken(error: store::Error) -> Error {
    if error.is_taken("widgets_business_id_domain") { Refusal::DomainTaken.into() } else { error.into() }
}

/// The host of what an owner typed, be it bare or a whole address: lower-case, in ASCII (IDNA), without a dot at its
/// end. `None` where it is no host.
pub fn domain(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let address = match typed.split_once("://") {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            typed.to_owned()
        }
        Some(_) => return None,
        None => format!("http://{}", typed.trim_start_matches("//")),
    };
    let url = Url::parse(&address).ok().filter(|url| url.username().is_empty() && url.password().is_none())?;
    let Host::Domain(name) = url.host()? else {
        return url.host_str().map(str::to_owned);
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_label = |label: &str| {
        let letters = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        (1..=63).contains(&label.len()) && letters && !label.starts_with('-') && !label.ends_with('-')
    };
    (name.len() <= 253 && name.split('.').all(is_label)).then(|| name.to_owned())
}

/// Whether a page of this origin (`https://shop.example`) may use the widget: its domain, a subdomain of it, and this
/// machine's own addresses where `config.allow_localhost` says so. A program that is no browser sends no origin.
pub fn serves(widget: &Widget, origin: Option<&str>) -> bool {
    let Some(origin) = origin else {
        return true;
    };
    let Ok(url) = Url::parse(origin) else {
        return false;
    };
    if !matches!(url.scheme(), "http" | "https") {
        return false;
    }
    let is_local = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let allows_local = widget.look.config.get("allow_localhost").and_then(serde_json::Value::as_bool) == Some(true);
    if is_local && allows_local {
        return true;
    }
    let host = url.host_str().unwrap_or_default();
    let domain = widget.look.domain.as_str();
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_the_host_of_whatever_was_typed() {
        for same in [
            "shop.example",
            " Shop.Example ",
            "https://shop.example",
            "HTTP://SHOP.EXAMPLE:8080/a/b?c#d",
            "shop.example:443",
            "shop.example/path",
            "//shop.example",
            "shop.example.",
        ] {
            assert_eq!(domain(same).as_deref(), Some("shop.example"), "{same}");
        }
        assert_eq!(domain("BÜCHER.example").as_deref(), Some("xn--bcher-kva.example"));
        assert_eq!(domain("http://127.0.0.1:3000/").as_deref(), Some("127.0.0.1"));
        assert_eq!(domain("localhost:3000").as_deref(), Some("localhost"));
        for bad in [
            "",
            " ",
            "ftp://a.b",
            "javascript:alert(1)",
            "*.example.com",
            "a b.example",
            "user@shop.example",
            "https://user:pw@shop.example",
            "a..b",
            "-a.example",
            "exa\u{0}mple.com",
            "http://",
            "a,b",
            "<script>",
        ] {
            assert_eq!(domain(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_widget_serves_its_domain_and_what_is_below_it() {
        let mut look = Look { domain: "shop.example".into(), ..default_look() };
        let serves = |look: &Look, origin| {
            let key = model::Key { number: 1, uuid: uuid::Uuid::nil() };
            let time = model::Time(0);
            let widget =
                Widget { key, business: key, channel_id: 1, look: look.clone(), created_at: time, updated_at: time };
            super::serves(&widget, origin)
        };
        for good in
            [None, Some("https://shop.example"), Some("http://www.shop.example:8080"), Some("https://a.b.SHOP.example")]
        {
            assert!(serves(&look, good), "{good:?}");
        }
        for bad in [
            "null",
            "",
            "https://evilshop.example",
            "https://shop.example.evil.example",
            "https://example",
            "http://localhost",
            "http://127.0.0.1",
            "https://shop.example@evil.example",
            "file://",
            "http://[::1]",
        ] {
            assert!(!serves(&look, Some(bad)), "{bad}");
        }
        look.config.insert("allow_localhost".into(), true.into());
        for good in ["http://localhost:5173", "http://127.0.0.1:3000", "http://[::1]:3000"] {
            assert!(serves(&look, Some(good)), "{good}");
        }
        assert!(!serves(&look, Some("https://localhost.evil.example")));
    }
}
