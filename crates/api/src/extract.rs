//! The extractors of every handler: query, path and JSON body, read by [`crate::fields`] and refused in D3's shapes.
//! Knows nothing of any noun. Handlers use these and never axum's own, whose refusals are plain text.

use std::time::{Duration, Instant};

use axum::RequestExt;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use bytes::Bytes;
use serde_json::Value;

use crate::App;
use crate::body;
use crate::error::Error;
use crate::fault::{Fault, Step};
use crate::fields::{Fields, Input, Source, source};
use crate::member::{self, Bearer};

/// A body that takes longer is no reason to act for somebody whose access has ended meanwhile.
const SLOW: Duration = Duration::from_millis(500);

/// The query string. Unknown parameters are ignored; of one that comes twice the last counts.
pub struct Query<T>(pub T);

/// The parameters of the route's path.
pub struct Path<T>(pub T);

/// A JSON body. Unknown fields are ignored.
pub struct Body<T>(pub T);

/// Path and query together, so that the faults of both are reported at once.
pub struct PathQuery<P, Q>(pub P, pub Q);

/// Path and JSON body together, so that the faults of both are reported at once.
pub struct PathBody<P, B>(pub P, pub B);

/// The body as it came, up to the limit: what a provider signed.
pub struct Raw(pub Bytes);

impl<T: Input> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let input = query(parts, &mut faults);
        none(faults).map(|()| Self(input))
    }
}

impl<T: Input> FromRequestParts<App> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let input = path(parts, app, &mut faults).await;
        none(faults)?;
        input.map(Self)
    }
}

impl<P: Input, Q: Input> FromRequestParts<App> for PathQuery<P, Q> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let of_path = path(parts, app, &mut faults).await;
        let of_query = query(parts, &mut faults);
        none(faults)?;
        Ok(Self(of_path?, of_query))
    }
}

impl<T: Input> FromRequest<App> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let input = json(request, app, &mut faults).await?;
        none(faults)?;
        input.map(Self).ok_or_else(|| Error::Invalid(Vec::new()))
    }
}

impl<P: Input, B: Input> FromRequest<App> for PathBody<P, B> {
    type Rejection = Error;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let params = request.extract_parts::<RawPathParams>().await;
        let of_path = of_params(params.ok(), &mut faults);
        let of_body = json(request, app, &mut faults).await?;
        none(faults)?;
        let of_body = of_body.ok_or_else(|| Error::Invalid(Vec::new()))?;
        Ok(Self(of_path?, of_body))
    }
}

impl FromRequest<App> for Raw {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        body::read(request, app.settings.max_body).await.map(Self)
    }
}

fn none(faults: Vec<Fault>) -> Result<(), Error> {
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Reads a query string beside the extractors, for a handler that has to look at something else first.
pub fn read_query<T: Input>(query: &str) -> Result<T, Error> {
    let pairs = source::pairs(query);
    let mut fields = Fields::new("query", Source::Pairs(&pairs));
    let input = T::read(&mut fields);
    none(fields.finish()).map(|()| input)
}

fn query<T: Input>(parts: &Parts, faults: &mut Vec<Fault>) -> T {
    let pairs = source::pairs(parts.uri.query().unwrap_or(""));
    let mut fields = Fields::new("query", Source::Pairs(&pairs));
    let input = T::read(&mut fields);
    faults.append(&mut fields.finish());
    input
}

async fn path<T: Input>(parts: &mut Parts, app: &App, faults: &mut Vec<Fault>) -> Result<T, Error> {
    let params = RawPathParams::from_request_parts(parts, app).await;
    of_params(params.ok(), faults)
}

/// `params` is none when the path isn't UTF-8 once decoded; such a thing can't exist.
fn of_params<T: Input>(params: Option<RawPathParams>, faults: &mut Vec<Fault>) -> Result<T, Error> {
    let params = params.ok_or(Error::NotFound("Not Found".into()))?;
    let pairs: Vec<source::Pair<'_>> = params.iter().map(|(name, value)| (name.into(), Some(value.into()))).collect();
    let mut fields = Fields::new("path", Source::Pairs(&pairs));
    let input = T::read(&mut fields);
    faults.append(&mut fields.finish());
    Ok(input)
}

/// Whoever was signed in when a body began may have been removed before it ended.
pub async fn still_signed_in(app: &App, bearer: Option<Bearer>, started: Instant) -> Result<(), Error> {
    if let Some(bearer) = bearer.filter(|_| started.elapsed() > SLOW) {
        app.read(move |c| bearer.caller(c)).await?;
    }
    Ok(())
}

/// `None` when there is a fault that kept it from being read at all.
async fn json<T: Input>(request: Request, app: &App, faults: &mut Vec<Fault>) -> Result<Option<T>, Error> {
    let typed = is_json(request.headers());
    let bearer = member::bearer(app, request.headers()).ok();
    let started = Instant::now();
    let bytes = body::read(request, app.settings.max_body).await?;
    still_signed_in(app, bearer, started).await?;
    if bytes.is_empty() {
        faults.push(whole("missing", "Field required", Value::Null));
        return Ok(None);
    }
    if !typed {
        return Err(Error::UnsupportedMedia("The body must be application/json".into()));
    }
    match body::parse(&bytes) {
        Err(fault) => faults.push(*fault),
        Ok(Value::Object(map)) => {
            let mut fields = Fields::new("body", Source::Json(&map));
            let input = T::read(&mut fields);
            faults.append(&mut fields.finish());
            return Ok(Some(input));
        }
        Ok(other) => {
            let msg = "Input should be a valid dictionary or object to extract fields from";
            faults.push(whole("model_attributes_type", msg, crate::fault::echo("", &other)));
        }
    }
    Ok(None)
}

fn whole(kind: &'static str, msg: &'static str, input: Value) -> Fault {
    Fault { kind, loc: vec![Step::Name("body".into())], msg: msg.into(), input, ctx: None }
}

/// `application/json` or any `application/…+json`, whatever its parameters.
fn is_json(headers: &HeaderMap) -> bool {
    let essence = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = essence.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}
