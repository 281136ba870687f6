//! What the widget calls take in and give out.
//! Knows nothing of how either comes about.

use desk::widgets::Design;
use model::{Channel, ChannelType, Time, Widget};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::fields::{Fields, Input};

/// Bytes of a widget's `config` as JSON.
const MOST_CONFIG: usize = 16 * 1024;

/// The chat on a web page. Public, `config` included.
#[derive(Serialize, ToSchema)]
#[schema(as = Widget)]
pub struct WidgetBody {
    pub id: Uuid,
    pub business_id: Uuid,
    #[schema(example = "PingBack Support")]
    pub name: String,
    /// A bare host name.
    #[schema(example = "shop.example")]
    pub domain: String,
    #[schema(example = "Hi there!")]
    pub welcome_heading: String,
    pub welcome_tagline: String,
    #[schema(example = "#7650FF")]
    pub primary_color: String,
    pub show_online_badge: bool,
    pub logo_url: Option<String>,
    /// `allow_localhost: true` serves pages on the visitor's own machine too.
    #[schema(value_type = Object)]
    pub config: Map<String, Value>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    /// The integer id.
    pub number: i64,
}

impl WidgetBody {
    pub fn new(of: &Widget) -> Self {
        let look = of.look.clone();
        Self {
            id: of.key.uuid,
            business_id: of.business.uuid,
            name: look.name,
            domain: look.domain,
            welcome_heading: look.welcome_heading,
            welcome_tagline: look.welcome_tagline,
            primary_color: look.primary_color,
            show_online_badge: look.show_online_badge,
            logo_url: look.logo_url,
            config: look.config,
            created_at: of.created_at,
            updated_at: of.updated_at,
            number: of.key.number,
        }
    }
}

/// The chat on a web page, as that page reads it.
#[derive(Serialize, ToSchema)]
pub struct PublicWidget {
    #[serde(flatten)]
    pub widget: WidgetBody,
    /// Whether anybody of the team is there.
    pub is_online: bool,
}

/// A widget to be made.
#[derive(ToSchema)]
pub struct NewWidget {
    /// Bare, or a whole address whose host is taken.
    #[schema(format = "domain", max_length = 300, example = "shop.example")]
    pub domain: String,
    #[schema(min_length = 1, max_length = 100, default = "PingBack Support", pattern = r"\S", nullable = false)]
    pub name: Option<String>,
    #[schema(max_length = 200, default = "Hi there!", nullable = false)]
    pub welcome_heading: Option<String>,
    #[schema(max_length = 500, nullable = false)]
    pub welcome_tagline: Option<String>,
    #[schema(pattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", default = "#7650FF", nullable = false)]
    pub primary_color: Option<String>,
    #[schema(default = true, nullable = false)]
    pub show_online_badge: Option<bool>,
    #[schema(value_type = Option<String>, format = "web-address", max_length = 2000)]
    pub logo_url: Option<Option<String>>,
    /// Public. 16 KiB at most.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub config: Option<Map<String, Value>>,
}

impl Input for NewWidget {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            domain: fields.text("domain", 1, 300).check(domain).required(),
            name: fields.text("name", 1, 100).not_blank().present(),
            welcome_heading: fields.text("welcome_heading", 0, 200).present(),
            welcome_tagline: fields.text("welcome_tagline", 0, 500).present(),
            primary_color: fields.text("primary_color", 1, 7).check(color).present(),
            show_online_badge: fields.flag("show_online_badge").present(),
            logo_url: fields.text("logo_url", 1, 2000).web_address().change(),
            config: fields.map("config").check(small).present(),
        }
    }
}

impl NewWidget {
    pub fn wanted(&self) -> Design {
        Design {
            name: self.name.clone(),
            domain: Some(self.domain.clone()),
            welcome_heading: self.welcome_heading.clone(),
            welcome_tagline: self.welcome_tagline.clone(),
            primary_color: self.primary_color.clone(),
            show_online_badge: self.show_online_badge,
            logo_url: self.logo_url.clone(),
            config: self.config.clone(),
        }
    }
}

/// What is to change of a widget.
#[derive(ToSchema)]
pub struct WidgetChange {
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", nullable = false)]
    pub name: Option<String>,
    #[schema(format = "domain", max_length = 300, example = "shop.example", nullable = false)]
    pub domain: Option<String>,
    #[schema(max_length = 200, nullable = false)]
    pub welcome_heading: Option<String>,
    #[schema(max_length = 500, nullable = false)]
    pub welcome_tagline: Option<String>,
    #[schema(pattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", nullable = false)]
    pub primary_color: Option<String>,
    #[schema(nullable = false)]
    pub show_online_badge: Option<bool>,
    /// Null takes it away.
    #[schema(value_type = Option<String>, format = "web-address", max_length = 2000)]
    pub logo_url: Option<Option<String>>,
    /// In place of the one before. Public. 16 KiB at most.
    #[schema(value_type = Option<Object>, nullable = false)]
    pub config: Option<Map<String, Value>>,
}

impl Input for WidgetChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name", 1, 100).not_blank().present(),
            domain: fields.text("domain", 1, 300).check(domain).present(),
            welcome_heading: fields.text("welcome_heading", 0, 200).present(),
            welcome_tagline: fields.text("welcome_tagline", 0, 500).present(),
            primary_color: fields.text("primary_color", 1, 7).check(color).present(),
            show_online_badge: fields.flag("show_online_badge").present(),
            logo_url: fields.text("logo_url", 1, 2000).web_address().change(),
            config: fields.map("config").check(small).present(),
        }
    }
}

impl WidgetChange {
    pub fn wanted(&self) -> Design {
        Design {
            name: self.name.clone(),
            domain: self.domain.clone(),
            welcome_heading: self.welcome_heading.clone(),
            welcome_tagline: self.welcome_tagline.clone(),
            primary_color: self.primary_color.clone(),
            show_online_badge: self.show_online_badge,
            logo_url: self.logo_url.clone(),
            config: self.config.clone(),
        }
    }
}

fn domain(typed: String) -> Result<String, String> {
    desk::widgets::domain(&typed).ok_or_else(|| "Not a domain such as shop.example".to_owned())
}

/// `#RRGGBB`, or the short form of it.
fn color(typed: String) -> Result<String, String> {
    let digits = typed.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match digits.map(str::len) {
        Some(6) => Ok(typed.to_ascii_uppercase()),
        Some(3) => Ok(typed
            .to_ascii_uppercase()
            .chars()
            .flat_map(|one| if one == '#' { vec![one] } else { vec![one; 2] })
            .collect()),
        _ => Err("Not a color such as #7650FF".to_owned()),
    }
}

fn small(config: Map<String, Value>) -> Result<Map<String, Value>, String> {
    let size = serde_json::to_string(&config).map_or(usize::MAX, |text| text.len());
    if size > MOST_CONFIG { Err("Takes 16 KiB at most".to_owned()) } else { Ok(config) }
}

/// A way to reach the business.
#[derive(Serialize, ToSchema)]
pub struct Contact {
    #[serde(rename = "type")]
    pub kind: ChannelType,
    /// Null where no public link is known.
    #[schema(example = "https://t.me/acme_bot")]
    pub contact_url: Option<String>,
}

impl Contact {
    pub fn new(of: &Channel) -> Self {
        Self { kind: of.kind, contact_url: channels::contact(of.kind, &of.config) }
    }
}
