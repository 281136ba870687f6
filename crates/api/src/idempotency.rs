//! `Idempotency-Key` on any POST (decision D8): the first answer again, and never the effect twice.
//! The claim is committed with the effect, by [`crate::App::write`]; the answer is kept after it. A crash between the
//! two leaves a claim without an answer, which is told as such. Knows nothing of any route.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use store::idempotency::{Answer, Known};
use store::{Db, Tx};
use tower::Service;

use crate::App;
use crate::client::Address;
use crate::error::Error;
use crate::fault::{Fault, Step};
use crate::{body, member};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Answers that are longer are not kept.
const LONGEST_ANSWER: usize = 1024 * 1024;

tokio::task_local! {
    static CLAIM: Arc<Claim>;
}

/// The key of the request that is being handled.
pub(crate) struct Claim {
    request: store::idempotency::Request,
    /// Whether it was committed with an effect.
    written: AtomicBool,
}

/// The claim of the request that this task handles, if it carries a key.
pub(crate) fn current() -> Option<Arc<Claim>> {
    CLAIM.try_with(Arc::clone).ok()
}

impl Claim {
    /// Writes like [`Db::write`], and takes the key in the same transaction; only once per request.
    pub async fn write<T, E>(
        self: Arc<Self>,
        db: &Db,
        mut f: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<store::Error> + Send + 'static,
    {
        let claim = self.clone();
        let value = db.write(move |tx| {
            if !claim.written.load(Ordering::Acquire) {
                store::idempotency::claim(tx, &claim.request)?;
            }
            f(tx)
        });
        let value = value.await?;
        self.written.store(true, Ordering::Release);
        Ok(value)
    }
}

/// Whether a request is one that this module has to look after. Without a token nobody can tell two callers apart who
/// chose the same key, and one must not be given the other's answer: there the header is ignored, but for making an
/// account, whose body holds a password and whose key counts for one address.
pub(crate) fn asked_for(request: &Request) -> bool {
    let headers = request.headers();
    let known = headers.contains_key(AUTHORIZATION) || request.uri().path() == "/api/v1/auth/register";
    // An upload is not kept in memory to be compared; what was uploaded twice and is not sent goes after a day.
    let is_upload = crate::edge::is_upload(request.uri().path());
    known && !is_upload && *request.method() == Method::POST && headers.contains_key(KEY)
}

/// Handles a request that carries a key.
pub(crate) async fn once<S>(app: App, request: Request, mut inner: S) -> Result<Response, Infallible>
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    let (request, claim) = match prepare(&app, request).await {
        Ok(Prepared::New(request, claim)) => (request, claim),
        Ok(Prepared::Known(answer)) => return Ok(replay(answer)),
        Err(error) => return Ok(error.into_response()),
    };
    let response = CLAIM.scope(claim.clone(), inner.call(request)).await?;
    if !claim.written.load(Ordering::Acquire) || response.status().is_server_error() {
        return Ok(response);
    }
    Ok(keep(&app, &claim, response).await)
}

enum Prepared {
    New(Request, Arc<Claim>),
    Known(Answer),
}

async fn prepare(app: &App, request: Request) -> Result<Prepared, Error> {
    let key = read_key(&request)?;
    let (parts, unread) = request.into_parts();
    let mut whole = Request::from_parts(parts.clone(), unread);
    *whole.method_mut() = Method::POST;
    let bytes = body::read(whole, app.settings.max_body).await?;
    let request = Request::from_parts(parts, Body::from(bytes.clone()));
    let wanted = store::idempotency::Request { scope: scope(&request), key, hash: Sha256::digest(&bytes).into() };
    let looked_up = wanted.clone();
    let known = app.read(move |c| store::idempotency::find(c, &looked_up)).await?;
    let Some(known) = known else {
        return Ok(Prepared::New(request, Arc::new(Claim { request: wanted, written: AtomicBool::new(false) })));
    };
    // An answer is for whoever may still ask: a token that has ended gets none.
    if request.headers().contains_key(AUTHORIZATION) {
        let bearer = member::bearer(app, request.headers())?;
        app.read(move |c| bearer.caller(c)).await?;
    }
    match known {
        Known::Answered(answer) => Ok(Prepared::Known(answer)),
        Known::OtherRequest => Err(refused("This key was already used with another body").into()),
        Known::Unanswered(since) if since.plus(app.settings.request_timeout) > app.now() => {
            Err(Error::conflict("A request with this Idempotency-Key is still being handled"))
        }
        Known::Unanswered(_) => Err(Error::conflict(
            "The request with this Idempotency-Key was done, but its answer was lost. Look at what it did before you \
             send it with a new key.",
        )),
    }
}

fn read_key(request: &Request) -> Result<String, Error> {
    let key = request.headers().get(KEY).and_then(|value| value.to_str().ok()).unwrap_or("").trim();
    if !(1..=255).contains(&key.len()) || !key.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Err(refused("The key must have 1 to 255 printable ASCII characters").into());
    }
    Ok(key.to_owned())
}

fn refused(sentence: &str) -> Fault {
    let loc = vec![Step::Name("header".into()), Step::Name("Idempotency-Key".into())];
    Fault::value(loc, sentence, serde_json::Value::Null)
}

/// Who asks for what: the token, or else the address, and the path with its query.
fn scope(request: &Request) -> [u8; 32] {
    let token = request.headers().get(AUTHORIZATION);
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let mut hash = Sha256::new();
    match (token, request.extensions().get::<Address>()) {
        (Some(token), _) => hash.update(token.as_bytes()),
        (None, Some(Address(address))) => hash.update(address.to_string()),
        (None, None) => {}
    }
    hash.update(b"\n");
    hash.update(target.as_bytes());
    hash.finalize().into()
}

fn replay(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.remove(CONTENT_TYPE);
    if let Some(value) = answer.content_type.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(CONTENT_TYPE, value);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

/// Keeps the answer for the next time, and gives it on.
async fn keep(app: &App, claim: &Claim, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let bytes = match axum::body::to_bytes(body, LONGEST_ANSWER).await {
        Ok(bytes) => bytes,
        Err(error) => return Error::Broken(format!("an answer could not be kept: {error}")).into_response(),
    };
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    if let Ok(body) = String::from_utf8(bytes.to_vec()) {
        let (request, answer) = (claim.request.clone(), Answer { status: parts.status.as_u16(), content_type, body });
        let kept = app.db().write(move |tx| store::idempotency::answer(tx, &request, &answer)).await;
        if let Err(error) = kept {
            tracing::warn!(%error, "the answer to an idempotent request was not kept");
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}
