//! Why a request is not answered as asked, and the only place that knows status codes (contract D3, section 9).
//! Knows nothing of any noun's rules: those say no with a `Refusal`, and this gives the no its number.

use std::borrow::Cow;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Refusal;
use serde::Serialize;

use crate::fault::Fault;

/// Every way in which a call can fail. `Cow`s are the sentence that the caller reads.
#[derive(Clone, Debug)]
pub enum Error {
    /// 400
    Bad(Cow<'static, str>),
    /// 401, with `WWW-Authenticate: Bearer`
    Unauthorized(Cow<'static, str>),
    /// 402 and the body of section 9
    Plan(Box<PlanLimit>),
    /// 403
    Forbidden(Cow<'static, str>),
    /// 404
    NotFound(Cow<'static, str>),
    /// 405; the router adds `Allow`
    MethodNotAllowed,
    /// 503: the request's time was up
    TimedOut,
    /// 409
    Conflict(Cow<'static, str>),
    /// 413; the limit in bytes
    TooLarge(usize),
    /// 415
    UnsupportedMedia(Cow<'static, str>),
    /// 422, one entry per bad field
    Invalid(Vec<Fault>),
    /// 429, with `Retry-After`
    TooMany { detail: Cow<'static, str>, retry_after: u64 },
    /// 429 and the plan body of section 9 (decision D20)
    PlanMonth(Box<PlanLimit>),
    /// 500; the text goes to the log, never to the caller
    Broken(String),
    /// 507
    NoRoom,
    /// 501
    NotConfigured(Cow<'static, str>),
    /// 503, with `Retry-After`
    Busy,
}

/// The top-level body of a plan's no (section 9).
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"error": "limit_exceeded", "plan": "Mini", "feature": "agents", "current": 2, "limit": 2,
    "message": "Upgrade to add more agents. Current plan allows 2 agents."}))]
pub struct PlanLimit {
    /// `limit_exceeded` or `feature_locked`
    pub error: &'static str,
    pub plan: String,
    pub feature: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    pub message: String,
}

/// Rides on a 500's response until the edge logs it once and writes the body with the request id.
#[derive(Clone, Debug)]
pub(crate) struct Secret(pub String);

impl Error {
    pub fn bad(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Bad(detail.into())
    }

    pub fn forbidden(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Forbidden(detail.into())
    }

    /// `Conversation` gives "Conversation not found".
    pub fn not_found(noun: &str) -> Self {
        Self::NotFound(format!("{noun} not found").into())
    }

    pub fn conflict(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Conflict(detail.into())
    }

    /// For `map_err`: what the store does not find is a 404 that names the noun; anything else stays what it is.
    pub fn missing(noun: &str) -> impl FnOnce(store::Error) -> Self {
        move |error| match error {
            store::Error::NotFound => Self::not_found(noun),
            other => other.into(),
        }
    }

    /// No token, or one that is bad, expired or ended: the caller isn't told which.
    pub fn unauthorized() -> Self {
        Self::Unauthorized("Could not validate credentials".into())
    }

    /// The sentence that the caller reads, for where there is no status beside it.
    pub(crate) fn detail(&self) -> String {
        match self.body() {
            Body::Detail { detail } => detail.into_owned(),
            Body::Faults { detail } => detail.first().map_or_else(String::new, Fault::sentence),
            Body::Plan(limit) => limit.message.clone(),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::Plan(_) => StatusCode::PAYMENT_REQUIRED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } | Self::PlanMonth(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotConfigured(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Busy | Self::TimedOut => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn body(&self) -> Body<'_> {
        let detail: Cow<'_, str> = match self {
            Self::Bad(detail)
            | Self::Unauthorized(detail)
            | Self::Forbidden(detail)
            | Self::NotFound(detail)
            | Self::Conflict(detail)
            | Self::UnsupportedMedia(detail)
            | Self::TooMany { detail, .. }
            | Self::NotConfigured(detail) => detail.as_ref().into(),
            Self::Invalid(detail) => return Body::Faults { detail },
            Self::Plan(limit) | Self::PlanMonth(limit) => return Body::Plan(limit),
            Self::MethodNotAllowed => "Method Not Allowed".into(),
            Self::TimedOut => "The request took too long".into(),
            Self::TooLarge(limit) => format!("The request body is over the limit of {limit} bytes").into(),
            Self::Broken(_) => "Internal server error".into(),
            Self::NoRoom => "There is no room for files on this server".into(),
            Self::Busy => "The server is busy, please try again".into(),
        };
        Body::Detail { detail }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Detail { detail: Cow<'a, str> },
    Faults { detail: &'a [Fault] },
    Plan(&'a PlanLimit),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Invalid(vec![fault])
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = (self.status(), axum::Json(self.body())).into_response();
        let headers = response.headers_mut();
        match self {
            Self::Unauthorized(_) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::TooMany { retry_after, .. } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after.max(1)));
            }
            Self::Busy => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            Self::TooLarge(_) | Self::TimedOut => {
                // What is left of the body stays unread, so the connection can't carry another request.
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Self::Broken(text) => {
                response.extensions_mut().insert(Secret(text));
            }
            _ => {}
        }
        response
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound("Not found".into()),
            store::Error::Taken(name) if name == store::idempotency::TAKEN => {
                Self::conflict("A request with this Idempotency-Key is still being handled")
            }
            store::Error::Taken(_) => Self::conflict("This already exists"),
            store::Error::Busy(why) => {
                tracing::warn!(why, "the database is busy");
                Self::Busy
            }
            store::Error::Newer { .. } | store::Error::Broken(_) => Self::Broken(error.to_string()),
        }
    }
}

impl From<desk::Error> for Error {
    fn from(error: desk::Error) -> Self {
        match error {
            desk::Error::Refused(refusal) => refusal.into(),
            desk::Error::Store(error) => error.into(),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::WrongCredentials => Self::Unauthorized(detail.into()),
            Refusal::NotAllowed
            | Refusal::AssignedToOther
            | Refusal::WrongDomain
            | Refusal::WrongVisitor
            | Refusal::NoIdentity
            | Refusal::WrongIdentity
            | Refusal::IdentityExpired
            | Refusal::LongIdentity => Self::forbidden(detail),
            Refusal::WidgetOff | Refusal::NoAccount => Self::NotFound(detail.into()),
            Refusal::ArticleChanged => Self::conflict(detail),
            Refusal::EmailTaken
            | Refusal::TokenSpent
            | Refusal::OtherSignIn
            | Refusal::HasBusiness
            | Refusal::NoBusiness
            | Refusal::NothingToSay
            | Refusal::NoDraft
            | Refusal::NoAnswer
            | Refusal::TheoOff
            | Refusal::OtherBusiness
            | Refusal::InvalidChannel
            | Refusal::InvalidCustomer
            | Refusal::ConversationOpen
            | Refusal::NotAMember
            | Refusal::AlreadyMember
            | Refusal::WorksElsewhere
            | Refusal::OwnerStays
            | Refusal::InvalidRole
            | Refusal::TooManyInvitations
            | Refusal::ChannelTaken
            | Refusal::CredentialsRefused
            | Refusal::TooManyAttributes
            | Refusal::AttachmentSent
            | Refusal::DomainTaken
            | Refusal::NoFiles
            | Refusal::TooMuchForMail
            | Refusal::NotFailed
            | Refusal::NoCopies
            | Refusal::TemplateNeeded
            | Refusal::TemplateAlone
            | Refusal::OptedOut
            | Refusal::WindowClosed
            | Refusal::TooManyEndpoints
            | Refusal::EndpointOff
            | Refusal::DeliveryWaits
            | Refusal::TestDelivery
            | Refusal::SlugTaken
            | Refusal::HelpCentreTaken
            | Refusal::TooManyImports
            | Refusal::ImportOver
            | Refusal::ExternalIdTaken => Self::bad(detail),
        }
    }
}
