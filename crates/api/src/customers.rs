//! Customers over HTTP (decision D36). Knows the wire, not the rules.

mod wire;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::AnyId;
use store::customers::Start;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::extract::{Body, Path, PathBody};
use crate::fields::Id;
use crate::member::{Bearer, Member};
use crate::page::{self, Around, Cursor};
use crate::{App, Error, extract};
use wire::{ContactBody, CustomerBody, CustomerChange, ListQuery, NewCustomer};

const PATH: &str = "/api/v1/customers/";

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(find, change))
}

/// List customers
///
/// The newest first. `Link` carries cursors that stay in place while customers come.
#[utoipa::path(get, path = "/api/v1/customers", tag = "Customers", params(ListQuery),
    responses(
        (status = 200, description = "The customers", body = Vec<CustomerBody>,
            headers(("Link" = String, description = "`first`, `prev`, `next` (RFC 8288)")))))]
async fn list(
    State(app): State<App>,
    bearer: Bearer,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let query = query.unwrap_or_default();
    let input = extract::read_query::<ListQuery>(&query);
    let own = app.clone();
    app.read(move |c| {
        let member = bearer.member(c)?;
        let input = input.as_ref().map_err(Clone::clone)?;
        let etag = page::etag(own.boot, &member.business);
        if page::is_current(&headers, &etag) {
            return Ok(page::not_changed(&etag));
        }
        let found = store::customers::list(c, &member.reach, input.q.as_deref(), input.start(), input.limit)?;
        let mut headers = page::headers(&own.settings.public_url, PATH, &query, &around(input.start(), &found));
        headers.extend(page::version(&etag));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = found.customers.iter().map(CustomerBody::new).collect::<Vec<_>>();
        let body = serde_json::to_vec(&body).map_err(|error| Error::Broken(error.to_string()))?;
        Ok((headers, body).into_response())
    })
    .await
}

fn around(start: Start, found: &store::customers::Page) -> Around {
    let cursor = |one: &model::Customer, is_before| Cursor { is_before, sort: 0, id: one.key.number };
    let (has_prev, has_next) = match start {
        Start::Offset(skipped) => (skipped > 0, found.more),
        Start::After(_) => (true, found.more),
        Start::Before(_) => (found.more, true),
    };
    Around {
        next: found.customers.last().filter(|_| has_next).map(|one| cursor(one, false)),
        prev: found.customers.first().filter(|_| has_prev).map(|one| cursor(one, true)),
        total: None,
    }
}

/// Add a customer
#[utoipa::path(post, path = "/api/v1/customers", tag = "Customers", request_body = NewCustomer,
    responses((status = 201, description = "The customer", body = CustomerBody),
        (status = 400, description = "Another customer has the external id", body = crate::openapi::Detail)))]
async fn create(
    State(app): State<App>,
    member: Member,
    Body(new): Body<NewCustomer>,
) -> Result<(StatusCode, Json<CustomerBody>), Error> {
    let made =
        app.write(move |tx| desk::customers::create(tx, &member.member, new.wanted()).map_err(Error::from)).await?;
    Ok((StatusCode::CREATED, Json(CustomerBody::new(&made))))
}

/// One customer
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}", tag = "Customers",
    params(("customer_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The customer", body = CustomerBody)))]
async fn find(State(app): State<App>, member: Member, Path(Id(id)): Path<Id>) -> Result<Json<CustomerBody>, Error> {
    let (found, contacts) = app
        .read(move |c| -> store::Result<_> {
            let found = store::customers::find(c, &member.reach, id)?;
            let contacts = store::contacts::list(c, &member.reach, found.key)?;
            Ok((found, contacts))
        })
        .await?;
    let contacts: Vec<_> = contacts.into_iter().map(ContactBody::new).collect();
    let contacts = Some(contacts).filter(|contacts| !contacts.is_empty());
    Ok(Json(CustomerBody { contacts, ..CustomerBody::new(&found) }))
}

/// Change what is known of a customer
///
/// What is left out stays, null empties; `attributes` change key by key.
#[utoipa::path(patch, path = "/api/v1/customers/{customer_id}", tag = "Customers", request_body = CustomerChange,
    params(("customer_id" = AnyId, Path, description = "UUID or integer")),
    responses((status = 200, description = "The customer", body = CustomerBody),
        (status = 400, description = "Another customer has the external id, or too many attributes", body = crate::openapi::Detail)))]
async fn change(
    State(app): State<App>,
    member: Member,
    PathBody(Id(id), change): PathBody<Id, CustomerChange>,
) -> Result<Json<CustomerBody>, Error> {
    let changed = app
        .write(move |tx| desk::customers::change(tx, &member.member, id, change.wanted()).map_err(Error::from))
        .await?;
    Ok(Json(CustomerBody::new(&changed)))
}
