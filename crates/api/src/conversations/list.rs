//! `GET /api/v1/conversations/`: the user's document. Session and page are read in one trip to the database; a page
//! that was rendered while the business stood still is sent again as it is.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use model::{AnyId, ChannelType, Status};
use moka::sync::Cache;
use store::conversations::{Assignee, Filter, Position, Start};
use utoipa::IntoParams;

use super::wire;
use crate::fields::{Fields, Input};
use crate::member::{Bearer, Member, Moment};
use crate::page::{self, Around, Cursor};
use crate::{App, Error, extract};

/// Bytes of rendered pages that are kept.
const CACHED_BYTES: u64 = 16 * 1024 * 1024;
/// Rows that may be skipped where no counter helps; beyond it, cursors.
const DEEPEST_UNCOUNTED: i64 = 100_000;
const PATH: &str = "/api/v1/conversations/";

model::words! {
    /// The order of a list.
    Sort {
        NewestFirst = "-updated_at",
        OldestFirst = "updated_at",
    }
}

/// Rendered pages, each good for as long as its business's `seq` stands still.
pub struct Pages {
    cache: Cache<(i64, Box<str>), Page>,
}

#[derive(Clone)]
struct Page {
    seq: i64,
    headers: HeaderMap,
    body: Bytes,
}

impl Default for Pages {
    fn default() -> Self {
        let weigh = |(_, query): &(i64, Box<str>), page: &Page| {
            u32::try_from(page.body.len() + query.len() + 512).unwrap_or(u32::MAX)
        };
        Self { cache: Cache::builder().max_capacity(CACHED_BYTES).weigher(weigh).build() }
    }
}

/// Which conversations, and which stretch of them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    pub status: Option<Status>,
    /// The agent's user id.
    pub assignee_id: Option<AnyId>,
    /// Counts from 1. Costs the same at any depth with `status` and `assignee_id`; with other filters use the cursor.
    #[param(required = false, minimum = 1, maximum = 9_223_372_036_854_775_807_i64, default = 1)]
    pub page: i64,
    #[param(required = false, minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// Only those that nobody has.
    pub unassigned: Option<bool>,
    /// `webchat` is read as `widget`.
    pub channel_type: Option<ChannelType>,
    pub channel_id: Option<AnyId>,
    pub customer_id: Option<AnyId>,
    #[param(min_length = 1, max_length = 64)]
    pub tag: Option<String>,
    /// Only those that Theo handed over and that no agent has answered or ended since.
    pub handed_over: Option<bool>,
    /// Words that a message, the subject or the customer has.
    #[param(min_length = 1, max_length = 200)]
    pub q: Option<String>,
    #[param(inline)]
    pub sort: Option<Sort>,
    /// From a `Link` header: stays in place while conversations move. Overrides `page`.
    #[param(value_type = Option<String>, pattern = "^A[A-Za-f][A-Za-z0-9_-]{20}[AEIMQUYcgkosw048]$")]
    pub cursor: Option<Cursor>,
}

impl Input for ListQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        let query = Self {
            status: fields.word("status").optional(),
            assignee_id: fields.id("assignee_id").optional(),
            page: fields.int("page", 1, i64::MAX).or(1),
            limit: fields.int("limit", 1, 200).or(50),
            unassigned: fields.flag("unassigned").optional(),
            channel_type: fields.word("channel_type").optional(),
            channel_id: fields.id("channel_id").optional(),
            customer_id: fields.id("customer_id").optional(),
            tag: fields.text("tag", 1, 64).optional(),
            handed_over: fields.flag("handed_over").optional(),
            q: fields.text("q", 1, 200).optional(),
            sort: fields.word("sort").optional(),
            cursor: page::cursor(fields),
        };
        let skipped = (query.page - 1).saturating_mul(query.limit);
        if query.cursor.is_none() && !query.is_counted() && skipped > DEEPEST_UNCOUNTED {
            fields.refuse("page", "With these filters pages are this deep only by the cursor in the Link header");
        }
        query
    }
}

impl ListQuery {
    fn is_counted(&self) -> bool {
        self.filter().is_counted()
    }

    /// Whether the page stands for as long as `seq` does. What a search finds also changes as its index catches up.
    fn is_kept(&self) -> bool {
        self.q.is_none()
    }

    fn filter(&self) -> Filter {
        let nobody = self.unassigned.unwrap_or(false).then_some(Assignee::Nobody);
        Filter {
            status: self.status,
            assignee: self.assignee_id.map(Assignee::User).or(nobody),
            channel_type: self.channel_type,
            channel: self.channel_id,
            customer: self.customer_id,
            tag: self.tag.clone(),
            is_handed_over: self.handed_over.unwrap_or(false),
            words: self.q.clone(),
            oldest_first: self.sort == Some(Sort::OldestFirst),
        }
    }

    fn start(&self) -> Start {
        match self.cursor {
            None => Start::Offset((self.page - 1).saturating_mul(self.limit)),
            Some(cursor) => {
                let position = Position { updated_at: model::Time(cursor.sort), id: cursor.id };
                if cursor.is_before { Start::Before(position) } else { Start::After(position) }
            }
        }
    }
}

/// List conversations
///
/// Conversations of the caller's business, most recently updated first. Beside the array, `Link` carries cursors that
/// stay in place while conversations move, `X-Total-Count` the number of conversations that `status` and
/// `assignee_id` let through, and `ETag` a version for `If-None-Match`.
#[utoipa::path(get, path = "/api/v1/conversations", tag = "Conversations", params(ListQuery),
    responses(
        (status = 200, description = "The conversations; `messages` is always empty here", body = Vec<wire::Conversation>,
            headers(("Link" = String, description = "`first`, `prev`, `next` (RFC 8288)"),
                ("X-Total-Count" = i64, description = "How many there are, where a counter knows")),
            example = json!([{"id": "c3d4e5f6-a7b8-9012-cdef-123456789012",
                "business_id": "b2c3d4e5-f6a7-8901-bcde-f12345678901",
                "customer_id": "d4e5f6a7-b8c9-0123-defa-234567890123", "assignee_id": null, "status": "open",
                "channel_type": "widget", "channel_id": "e5f6a7b8-c9d0-1234-efab-345678901234",
                "created_at": "2024-03-01T09:00:00Z", "updated_at": "2024-03-01T09:15:00Z", "first_response_at": null,
                "customer": {"id": 42, "business_id": 7, "name": "Alex Johnson", "email": "alex@example.com",
                    "phone": null, "external_id": null, "created_at": "2024-02-20T08:00:00Z",
                    "uuid": "d4e5f6a7-b8c9-0123-defa-234567890123"},
                "messages": [], "number": 1093, "resolved_at": null, "closed_at": null, "subject": null,
                "priority": "normal", "tags": [], "snoozed_until": null, "unread_count": 1,
                "last_message": {"preview": "Where is my order?", "sender_type": "customer",
                    "created_at": "2024-03-01T09:15:00Z"},
                "handoff_reason": null, "handoff_at": null, "sla": null}]))))]
pub async fn list(
    State(app): State<App>,
    bearer: Bearer,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let query = query.unwrap_or_default();
    let input = extract::read_query::<ListQuery>(&query);
    let now = Moment::of(&app);
    let is_kept = input.as_ref().is_ok_and(ListQuery::is_kept);
    if let Some(member) = app.known.find(bearer.session(), now).filter(|_| is_kept)
        && let Some(answer) = kept(&app, &member, &query, &headers)
    {
        return Ok(answer);
    }
    let db = app.clone();
    app.read(move |c| {
        let member = bearer.member(c)?;
        db.known.insert(&member, now);
        let input = input.as_ref().map_err(Clone::clone)?;
        if !is_kept {
            return Ok(respond(render(c, &db, &member, &query, input, None)?));
        }
        if let Some(answer) = kept(&db, &member, &query, &headers) {
            return Ok(answer);
        }
        let etag = page::etag(db.boot, &member.business);
        let page = render(c, &db, &member, &query, input, Some(&etag))?;
        db.pages.cache.insert((member.business.key.number, query.as_str().into()), page.clone());
        Ok(respond(page))
    })
    .await
}

/// The answer where nothing has happened in the business since the caller, or the server, had the page.
fn kept(app: &App, member: &Member, query: &str, headers: &HeaderMap) -> Option<Response> {
    let etag = page::etag(app.boot, &member.business);
    if page::is_current(headers, &etag) {
        return Some(page::not_changed(&etag));
    }
    let page = app.pages.cache.get(&(member.business.key.number, query.into()))?;
    (page.seq == member.business.seq).then(|| respond(page))
}

fn render(
    c: &mut store::Conn,
    app: &App,
    member: &Member,
    query: &str,
    input: &ListQuery,
    etag: Option<&str>,
) -> Result<Page, Error> {
    let start = input.start();
    let found = store::conversations::list(c, &member.reach, &input.filter(), start, input.limit)?;
    let cursor =
        |one: &model::Conversation, is_before| Cursor { is_before, sort: one.updated_at.0, id: one.key.number };
    let rows = &found.conversations;
    let (has_prev, has_next) = match start {
        Start::Offset(skipped) => (skipped > 0, found.more),
        Start::After(_) => (true, found.more),
        Start::Before(_) => (found.more, true),
    };
    let around = Around {
        next: rows.last().filter(|_| has_next).map(|one| cursor(one, false)),
        prev: rows.first().filter(|_| has_prev).map(|one| cursor(one, true)),
        total: found.total,
    };
    let mut headers = page::headers(&app.settings.public_url, PATH, query, &around);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.extend(etag.map(page::version).unwrap_or_default());
    let wired: Vec<_> = rows.iter().map(wire::Conversation::new).collect();
    let body = serde_json::to_vec(&wired).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(Page { seq: member.business.seq, headers, body: body.into() })
}

fn respond(page: Page) -> Response {
    (page.headers, page.body).into_response()
}
