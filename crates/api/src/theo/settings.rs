//! How a team wants Theo, over HTTP (decision D31): what he may do by himself, how he sounds, and whose words he uses.
//! The endpoint's key goes in and never out.

use axum::Json;
use axum::extract::State;
use model::theo::{Endpoint, Hours, TheoMode, TheoSettings, Tone, When};
use model::{ChannelType, Role};
use outbound::Schemes;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, Type};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::Body;
use crate::fields::{Fields, Input};
use crate::member::Member;
use crate::{App, Error};

const LEADS: &[Role] = &[Role::Owner, Role::Admin];

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(find, change))
}

/// How Theo is wanted, and what he has to work with.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoSettings)]
pub struct SettingsBody {
    pub mode: TheoMode,
    pub tone: Tone,
    /// Where he answers by himself; null for everywhere.
    pub channels: Option<Vec<ChannelType>>,
    /// When he answers by himself; null for always.
    pub hours: Option<HoursBody>,
    /// What the team wants to answer itself.
    pub keywords: Vec<String>,
    pub announces_handoff: bool,
    /// A language model of the team's own; null where the installation's writes, or none. Told owners and admins.
    pub endpoint: Option<EndpointBody>,
    /// Tokens that a language model may cost in a month; null for no bound.
    pub monthly_tokens: Option<i64>,
    /// Tokens that were spent this month.
    pub spent_tokens: i64,
    pub knowledge: Knowledge,
}

/// A stretch of each week.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoHours)]
pub struct HoursBody {
    pub when: When,
    #[schema(example = "Europe/Berlin", format = "time-zone", max_length = 64)]
    pub time_zone: String,
    /// Monday is 1.
    #[schema(schema_with = days)]
    pub days: Vec<i64>,
    /// Minutes after midnight.
    #[schema(minimum = 0, maximum = 1439)]
    pub from: i64,
    /// Minutes after midnight; before `from` where it ends on the next day.
    #[schema(minimum = 0, maximum = 1440)]
    pub to: i64,
}

fn days() -> Array {
    let day = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(7));
    ArrayBuilder::new().items(day).max_items(Some(7)).build()
}

/// A language model that speaks OpenAI's interface.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoEndpoint)]
pub struct EndpointBody {
    /// What comes before `/chat/completions`.
    pub base_url: String,
    pub model: String,
    pub has_key: bool,
}

/// What Theo has to work with.
#[derive(Serialize, ToSchema)]
#[schema(as = TheoKnowledge)]
pub struct Knowledge {
    /// Pieces of published articles.
    pub passages: i64,
    /// Of these, those whose meaning is known.
    pub embedded: i64,
    /// The model that tells what they mean; null where articles are found by their words alone.
    pub model: Option<String>,
    /// Whether a language model writes.
    pub has_writer: bool,
}

/// How Theo is wanted
#[utoipa::path(get, path = "/api/v1/ai/settings", tag = "Theo",
    responses((status = 200, description = "The settings", body = SettingsBody)))]
async fn find(State(app): State<App>, member: Member) -> Result<Json<SettingsBody>, Error> {
    shown(&app, &member).await
}

async fn shown(app: &App, member: &Member) -> Result<Json<SettingsBody>, Error> {
    let (reach, now) = (member.reach, app.now());
    let (settings, spent, counts, key) = app
        .read(move |c| -> store::Result<_> {
            let settings = store::theo_settings::find(c, &reach)?;
            let spent = store::theo_settings::spent(c, &reach, now)?;
            let counts = store::passages::count_by_model(c, &reach)?;
            Ok((settings, spent, counts, store::theo_settings::endpoint_key(c, &reach)?))
        })
        .await?;
    let model = app.advice.model();
    let of_model = |(name, count): &(Option<String>, i64)| if name.as_deref() == model { *count } else { 0 };
    let embedded = if model.is_some() { counts.iter().map(of_model).sum() } else { 0 };
    let is_lead = LEADS.contains(&member.member.role);
    let endpoint = settings.endpoint.as_ref().filter(|_| is_lead);
    Ok(Json(SettingsBody {
        mode: settings.mode,
        tone: settings.tone,
        channels: settings.channels.clone(),
        hours: settings.hours.clone().map(|of| HoursBody {
            when: of.when,
            time_zone: of.time_zone,
            days: of.days,
            from: of.from,
            to: of.to,
        }),
        keywords: settings.keywords.clone(),
        announces_handoff: settings.announces_handoff,
        endpoint: endpoint.map(|of| EndpointBody {
            base_url: of.base_url.clone(),
            model: of.model.clone(),
            has_key: key.is_some(),
        }),
        monthly_tokens: settings.monthly_tokens,
        spent_tokens: spent,
        knowledge: Knowledge {
            passages: counts.iter().map(|(_, count)| count).sum(),
            embedded,
            model: model.map(str::to_owned),
            has_writer: app.advice.has_writer(&settings),
        },
    }))
}

/// Change how Theo is wanted
///
/// Owners and admins. What is left out stays; null empties.
#[utoipa::path(patch, path = "/api/v1/ai/settings", tag = "Theo", request_body = SettingsChange,
    responses((status = 200, description = "The settings", body = SettingsBody),
        (status = 400, description = "The endpoint can't be called", body = crate::openapi::Detail)))]
async fn change(
    State(app): State<App>,
    member: Member,
    Body(change): Body<SettingsChange>,
) -> Result<Json<SettingsBody>, Error> {
    member.must_be(LEADS)?;
    if let Some(Some(endpoint)) = &change.endpoint {
        let checked = app.outbound.check(&endpoint.base_url, Schemes::Https);
        checked.map_err(|refused| Error::bad(format!("This address can't be called: {refused}")))?;
    }
    let by = member.member.clone();
    app.write(move |tx| {
        let (wanted, key) = (change.clone(), change.key().map(str::to_owned));
        desk::theo::settings::change(tx, &by, |settings| wanted.apply(settings), key.as_deref()).map_err(Error::from)
    })
    .await?;
    shown(&app, &member).await
}

/// What is to change.
#[derive(Clone, ToSchema)]
#[schema(as = TheoSettingsChange)]
pub struct SettingsChange {
    #[schema(nullable = false)]
    pub mode: Option<TheoMode>,
    #[schema(nullable = false)]
    pub tone: Option<Tone>,
    #[schema(value_type = Option<Vec<ChannelType>>)]
    pub channels: Option<Option<Vec<ChannelType>>>,
    #[schema(value_type = Option<HoursBody>)]
    pub hours: Option<Option<NewHours>>,
    /// Words and phrases; a star at the end stands for any ending.
    #[schema(max_items = 100, nullable = false)]
    pub keywords: Option<Vec<String>>,
    #[schema(nullable = false)]
    pub announces_handoff: Option<bool>,
    #[schema(value_type = Option<NewEndpoint>)]
    pub endpoint: Option<Option<NewEndpoint>>,
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 1_000_000_000_000_i64)]
    pub monthly_tokens: Option<Option<i64>>,
}

/// A language model to be asked.
#[derive(Clone, ToSchema)]
#[schema(as = NewTheoEndpoint)]
pub struct NewEndpoint {
    /// `https://`, what comes before `/chat/completions`.
    #[schema(format = "web-address", max_length = 2000, example = "https://llm.example.com/v1")]
    pub base_url: String,
    #[schema(min_length = 1, max_length = 200)]
    pub model: String,
    /// Kept sealed. Left out, the one that was given before stays, as long as the address does.
    #[schema(min_length = 1, max_length = 4000)]
    pub key: Option<String>,
}

impl Input for NewEndpoint {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            base_url: fields.text("base_url", 1, 2000).web_address().required(),
            model: fields.text("model", 1, 200).not_blank().required(),
            key: fields.text("key", 1, 4000).optional(),
        }
    }
}

/// A stretch of each week.
#[derive(Clone)]
pub struct NewHours(Hours);

impl Input for NewHours {
    fn read(fields: &mut Fields<'_>) -> Self {
        let time_zone = fields.text("time_zone", 1, 64).check(|name| match desk::theo::is_time_zone(&name) {
            true => Ok(name),
            false => Err("No time zone has this name".to_owned()),
        });
        let time_zone = time_zone.required();
        Self(Hours {
            when: fields.word("when").required(),
            time_zone,
            days: fields.ints("days", 7, 1, 7).unwrap_or_else(|| (1..=7).collect()),
            from: fields.int("from", 0, 1439).required(),
            to: fields.int("to", 0, 1440).required(),
        })
    }
}

impl Input for SettingsChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            mode: fields.word("mode").present(),
            tone: fields.word("tone").present(),
            channels: fields.has("channels").then(|| fields.words("channels")),
            hours: fields.has("hours").then(|| fields.object("hours")),
            keywords: fields.texts("keywords", 100, 1, 100),
            announces_handoff: fields.flag("announces_handoff").present(),
            endpoint: fields.has("endpoint").then(|| fields.object("endpoint")),
            monthly_tokens: fields.int("monthly_tokens", 0, 1_000_000_000_000).change(),
        }
    }
}

impl SettingsChange {
    fn key(&self) -> Option<&str> {
        self.endpoint.as_ref()?.as_ref()?.key.as_deref()
    }

    fn apply(self, to: &mut TheoSettings) {
        to.mode = self.mode.unwrap_or(to.mode);
        to.tone = self.tone.unwrap_or(to.tone);
        to.announces_handoff = self.announces_handoff.unwrap_or(to.announces_handoff);
        if let Some(channels) = self.channels {
            to.channels = channels;
        }
        if let Some(hours) = self.hours {
            to.hours = hours.map(|hours| hours.0);
        }
        if let Some(keywords) = self.keywords {
            to.keywords = keywords;
        }
        if let Some(endpoint) = self.endpoint {
            to.endpoint = endpoint.map(|one| Endpoint { base_url: one.base_url, model: one.model });
        }
        if let Some(tokens) = self.monthly_tokens {
            to.monthly_tokens = tokens;
        }
    }
}
