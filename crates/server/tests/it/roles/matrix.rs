//! The role × route matrix. *Outsider*: an account without a business. *Removed*: a member whose token is from before
//! the removal. Each request is a valid one, on things of Acme that were made for it alone.

use serde_json::{Value, json};

use crate::rig::Cast;
use crate::rig::cast::PASSWORD;

/// Route, case, and the status for each caller.
#[rustfmt::skip]
pub const MATRIX: &str = "
# route                                                     anonymous outsider removed agent admin owner
POST   /api/v1/auth/register                                      201 201 201 201 201 201
POST   /api/v1/auth/login                                         200 200 200 200 200 200
POST   /api/v1/auth/google (not configured)                       501 501 501 501 501 501
POST   /api/v1/auth/password/forgot                               200 200 200 200 200 200
POST   /api/v1/auth/password/reset (spent link)                   400 400 400 400 400 400
POST   /api/v1/auth/email/verify (spent link)                     400 400 400 400 400 400
POST   /api/v1/auth/email/resend                                  401 200 401 200 200 200
GET    /api/v1/auth/me                                            401 200 401 200 200 200
PATCH  /api/v1/auth/me                                            401 200 401 200 200 200
GET    /api/v1/auth/sessions                                      401 200 401 200 200 200
DELETE /api/v1/auth/sessions/{session_id} (their own)             401 200 401 200 200 200
POST   /api/v1/auth/logout                                        401 200 401 200 200 200
POST   /api/v1/auth/business/create                               401 201 401 400 400 400

GET    /api/v1/conversations/                                     401 400 401 200 200 200
POST   /api/v1/conversations/                                     401 400 401 201 201 201
GET    /api/v1/conversations/{id}                                 401 400 401 200 200 200
PATCH  /api/v1/conversations/{id}                                 401 400 401 200 200 200
PATCH  /api/v1/conversations/{id} (assign another)                401 400 401 403 200 200
PUT    /api/v1/conversations/{id}/resolve                         401 400 401 200 200 200
PUT    /api/v1/conversations/{id}/close                           401 400 401 200 200 200
PUT    /api/v1/conversations/{id}/assign/{agent_id} (themself)    401 400 401 200 200 200
PUT    /api/v1/conversations/{id}/assign/{agent_id} (another)     401 400 401 403 200 200
POST   /api/v1/conversations/{id}/read                            401 400 401 200 200 200
GET    /api/v1/conversations/{id}/messages                        401 400 401 200 200 200
POST   /api/v1/conversations/{id}/messages                        401 400 401 201 201 201
POST   /api/v1/conversations/{id}/upload (no form)                401 400 401 415 415 415
POST   /api/v1/conversations/{id}/messages/{message_id}/send (of another conversation) 401 400 401 404 404 404

GET    /api/v1/customers/                                         401 400 401 200 200 200
POST   /api/v1/customers/                                         401 400 401 201 201 201
GET    /api/v1/customers/{customer_id}                            401 400 401 200 200 200
PATCH  /api/v1/customers/{customer_id}                            401 400 401 200 200 200

GET    /api/v1/kb/articles                                        401 400 401 200 200 200
POST   /api/v1/kb/articles                                        401 400 401 201 201 201
GET    /api/v1/kb/articles/{article_id}                           401 400 401 200 200 200
PUT    /api/v1/kb/articles/{article_id}                           401 400 401 200 200 200
DELETE /api/v1/kb/articles/{article_id}                           401 400 401 200 200 200
POST   /api/v1/kb/articles/{article_id}/index                     401 400 401 200 200 200
GET    /api/v1/kb/articles/{article_id}/versions                  401 400 401 200 200 200
GET    /api/v1/kb/articles/{article_id}/versions/{version}        401 400 401 200 200 200
POST   /api/v1/kb/articles/{article_id}/versions/{version}/restore 401 400 401 200 200 200
GET    /api/v1/kb/categories                                      401 400 401 200 200 200
GET    /api/v1/kb/search                                          401 400 401 200 200 200
GET    /api/v1/kb/imports                                         401 400 401 403 200 200
POST   /api/v1/kb/imports (no form)                               401 400 401 403 415 415
POST   /api/v1/kb/imports/site                                    401 400 401 403 201 201
GET    /api/v1/kb/imports/{import_id}                             401 400 401 403 200 200
GET    /api/v1/kb/imports/{import_id}/items                       401 400 401 403 200 200
POST   /api/v1/kb/imports/{import_id}/cancel (over)               401 400 401 403 400 400
GET    /api/v1/kb/help-centre                                     401 400 401 200 200 200
PATCH  /api/v1/kb/help-centre                                     401 400 401 403 200 200
GET    /api/v1/widget/{widget_id}/articles                        200 200 200 200 200 200
GET    /api/v1/kb/export                                          401 400 401 403 200 200

GET    /api/v1/ai/settings                                        401 400 401 200 200 200
PATCH  /api/v1/ai/settings                                        401 400 401 403 200 200
POST   /api/v1/ai/reply                                           401 400 401 200 200 200
GET    /api/v1/ai/answers                                         401 400 401 200 200 200
POST   /api/v1/ai/answers/{answer_id}/discard                     401 400 401 200 200 200
POST   /api/v1/ai/answers/{answer_id}/feedback                    401 400 401 200 200 200
POST   /api/v1/ai/ask                                             401 400 401 200 200 200
POST   /api/v1/ai/summary                                         401 400 401 200 200 200
POST   /api/v1/ai/tags                                            401 400 401 200 200 200
POST   /api/v1/ai/articles                                        401 400 401 201 201 201
GET    /api/v1/ai/gaps                                            401 400 401 200 200 200
DELETE /api/v1/ai/gaps/{gap_id}                                   401 400 401 200 200 200
GET    /api/v1/ai/report                                          401 400 401 200 200 200

GET    /api/v1/channels/                                          401 400 401 200 200 200
GET    /api/v1/channels/types                                     401 400 401 200 200 200
GET    /api/v1/channels/{channel_id}                              401 400 401 200 200 200
GET    /api/v1/channels/{channel_id}/templates                    401 400 401 400 400 400
POST   /api/v1/channels/                                          401 400 401 403 403 201
PATCH  /api/v1/channels/{channel_id}                              401 400 401 403 403 200
DELETE /api/v1/channels/{channel_id}                              401 400 401 403 403 200
GET    /api/v1/channels/{channel_id}/deliveries                   401 400 401 403 403 200
GET    /api/v1/channels/{channel_id}/deliveries/{delivery_id} (of another channel) 401 400 401 403 403 404
POST   /api/v1/channels/{channel_id}/deliveries/{delivery_id}/replay (of another channel) 401 400 401 403 403 404

GET    /api/v1/widget                                             401 400 401 200 200 200
POST   /api/v1/widget/create                                      401 400 401 403 403 201
PUT    /api/v1/widget/update/{widget_id}                          401 400 401 403 403 200
GET    /api/v1/widget/{widget_id}                                 200 200 200 200 200 200
GET    /api/v1/widget/{widget_id}/channels                        200 200 200 200 200 200
GET    /api/v1/widget/{widget_id}/identity                        401 400 401 403 403 200
POST   /api/v1/widget/{widget_id}/identity                        401 400 401 403 403 201
DELETE /api/v1/widget/{widget_id}/identity                        401 400 401 403 403 200
GET    /api/v1/widget/{widget_id}/messages (no visitor's token)   401 401 401 401 401 401
POST   /api/v1/widget/{widget_id}/messages                        201 201 201 201 201 201
POST   /api/v1/widget/{widget_id}/upload (no form)                415 415 415 415 415 415

GET    /api/v1/webhook-endpoints/                                 401 400 401 403 200 200
POST   /api/v1/webhook-endpoints/                                 401 400 401 403 201 201
GET    /api/v1/webhook-endpoints/{endpoint_id}                    401 400 401 403 200 200
PATCH  /api/v1/webhook-endpoints/{endpoint_id}                    401 400 401 403 200 200
DELETE /api/v1/webhook-endpoints/{endpoint_id}                    401 400 401 403 200 200
POST   /api/v1/webhook-endpoints/{endpoint_id}/rotate-secret      401 400 401 403 200 200
POST   /api/v1/webhook-endpoints/{endpoint_id}/test               401 400 401 403 201 201
GET    /api/v1/webhook-endpoints/{endpoint_id}/deliveries         401 400 401 403 200 200
POST   /api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay (of another endpoint) 401 400 401 403 404 404

GET    /api/v1/events                                             401 400 401 200 200 200

GET    /api/v1/team/members                                       401 400 401 200 200 200
PATCH  /api/v1/team/members/{member_id} (role)                    401 400 401 403 403 200
DELETE /api/v1/team/members/{member_id}                           401 400 401 403 403 200
POST   /api/v1/team/invite                                        401 400 401 403 403 201
GET    /api/v1/team/invitations                                   401 400 401 403 403 200
DELETE /api/v1/team/invitations/{invitation_id}                   401 400 401 403 403 200
POST   /api/v1/team/assign/{conversation_id}                      401 400 401 403 200 200
PATCH  /api/v1/team/status                                        401 400 401 200 200 200
GET    /api/v1/team/pending-handoffs                              401 400 401 200 200 200

";

/// The query string and the body that make the route's request a valid one. `name` is different each time.
pub fn request_of(route: &str, case: &str, cast: &Cast, name: &str) -> (String, Value) {
    let body = |body: Value| (String::new(), body);
    let (method, path) = route.split_once(' ').expect("a method");
    match (method, path.trim().trim_start_matches("/api/v1/")) {
        ("POST", "auth/register") => {
            body(json!({"email": format!("new.{name}@example.com"), "full_name": "New", "password": PASSWORD}))
        }
        ("POST", "auth/login") => body(json!({"email": cast.ana.email, "password": PASSWORD})),
        ("POST", "auth/google") => body(json!({"id_token": "a.b.c"})),
        ("POST", "auth/password/forgot") => body(json!({"email": cast.ana.email})),
        ("POST", "auth/password/reset") => body(json!({"token": "spent", "password": PASSWORD})),
        ("POST", "auth/email/verify") => body(json!({"token": "spent"})),
        ("PATCH", "auth/me") => body(json!({"avatar_url": "https://example.com/me.png"})),
        ("POST", "auth/business/create") => body(json!({"name": "Another"})),
        ("POST", "conversations/") => body(json!({"business_id": cast.acme.id})),
        ("PATCH", "conversations/{id}") if case == "assign another" => body(json!({"assignee_id": cast.bo.id})),
        ("PATCH", "conversations/{id}") => body(json!({"priority": "high"})),
        ("POST", "conversations/{id}/messages") => body(json!({"content": "Hello"})),
        ("POST" | "PATCH", "customers/" | "customers/{customer_id}") => body(json!({"name": name})),
        ("POST", "kb/articles") => body(json!({"title": name, "content": "It says so."})),
        ("PUT", "kb/articles/{article_id}") => body(json!({"title": name})),
        ("POST", "kb/imports/site") => body(json!({"url": "https://help.invalid/"})),
        ("PATCH", "kb/help-centre") => body(json!({"title": name})),
        ("GET", "widget/{widget_id}/articles") => ("?q=returns".to_owned(), Value::Null),
        ("GET", "kb/search") => ("?q=returns".to_owned(), Value::Null),
        ("PATCH", "ai/settings") => body(json!({"tone": "formal"})),
        ("POST", "ai/ask") => body(json!({"question": "Where is my order?"})),
        ("POST", "ai/answers/{answer_id}/feedback") => body(json!({"feedback": "right"})),
        ("POST", "channels/") => body(json!({"type": "telegram", "config": {"bot_token": format!("1:{name}")}})),
        ("PATCH", "channels/{channel_id}") => body(json!({"is_active": false})),
        ("POST", "webhook-endpoints/") => body(json!({"url": "https://new.invalid/hook"})),
        ("PATCH", "webhook-endpoints/{endpoint_id}") => body(json!({"is_active": false})),
        ("POST", "widget/create") => body(json!({"domain": format!("new.{name}.example")})),
        ("PUT", "widget/update/{widget_id}") => body(json!({"name": name})),
        ("POST", "widget/{widget_id}/messages") => body(json!({"content": "Hello"})),
        ("POST", "team/invite") => (format!("?email=invited.{name}@example.com&role=agent"), Value::Null),
        ("POST", "team/assign/{conversation_id}") => (format!("?agent_id={}", cast.ana.id), Value::Null),
        ("PATCH", "team/members/{member_id}") => body(json!({"role": "admin"})),
        ("PATCH", "team/status") => body(json!({"status": "live"})),
        _ => (String::new(), Value::Null),
    }
}
