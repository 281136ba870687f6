//! How each company writes: a customer's message as it is posted to us, with its signature, and what the company answers
//! when a message is sent by it. From the companies' own documents.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::rig::cast::text;
use crate::rig::provider::{Call, Reply};

/// A request that a company makes.
#[derive(Clone, Debug)]
pub struct Post {
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

/// One company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Whatsapp,
    Instagram,
    Telegram,
    Sms,
    X,
}

pub const ALL: [Dialect; 5] = [Dialect::Whatsapp, Dialect::Instagram, Dialect::Telegram, Dialect::Sms, Dialect::X];

const SECRET: &str = "5ecret";

impl Dialect {
    pub fn word(self) -> &'static str {
        match self {
            Self::Whatsapp => "whatsapp",
            Self::Instagram => "instagram",
            Self::Telegram => "telegram",
            Self::Sms => "sms",
            Self::X => "x",
        }
    }

    /// A channel's configuration; `account` makes it unique.
    pub fn config(self, account: &str) -> Value {
        match self {
            Self::Whatsapp => {
                json!({"phone_number_id": account, "access_token": "EAAx", "app_secret": self.secret(account)})
            }
            Self::Instagram => json!({"page_id": account, "access_token": "EAAx", "app_secret": self.secret(account)}),
            Self::Telegram => json!({"bot_token": self.secret(account)}),
            Self::Sms => json!({"account_sid": account, "auth_token": self.secret(account), "from": "+34600111222"}),
            Self::X => json!({"api_key": "consumer", "api_secret": self.secret(account), "bearer_token": "app",
                "access_token": format!("{account}-token"), "access_token_secret": "hidden"}),
        }
    }

    fn secret(self, account: &str) -> String {
        format!("{account}:{SECRET}")
    }

    /// A message of a customer to the channel: `id` is the company's for it, `from` digits.
    pub fn message(self, channel: &Value, account: &str, id: u32, from: &str, content: &str) -> Post {
        match self {
            Self::Whatsapp => {
                let message = json!({"from": from, "id": wamid(id), "timestamp": "1709283600", "type": "text", "text": {"body": content}});
                self.whatsapp(
                    account,
                    json!({"contacts": [{"profile": {"name": "Cleo"}, "wa_id": from}], "messages": [message]}),
                )
            }
            Self::Instagram => {
                self.instagram(account, json!({"sender": {"id": from}, "message": {"mid": wamid(id), "text": content}}))
            }
            Self::Telegram => self.telegram(
                channel,
                account,
                json!({"update_id": id, "message": {
                "message_id": id, "date": 1_709_283_600, "text": content,
                "from": {"id": from.parse::<i64>().expect("digits"), "is_bot": false, "first_name": "Cleo"},
                "chat": {"id": from.parse::<i64>().expect("digits"), "type": "private", "first_name": "Cleo"}}}),
            ),
            Self::Sms => {
                let sid = format!("SM{id:032}");
                let from = format!("+{from}");
                self.sms(
                    channel,
                    account,
                    &[
                        ("MessageSid", &sid),
                        ("SmsStatus", "received"),
                        ("From", &from),
                        ("To", "+34600111222"),
                        ("Body", content),
                        ("NumMedia", "0"),
                    ],
                )
            }
            Self::X => self.direct_message(channel, account, id, from, json!({"text": content})),
        }
    }

    /// A picture of a customer's, which lies at `address`, and what is said with it.
    pub fn picture(self, channel: &Value, account: &str, id: u32, address: &str, caption: &str) -> Post {
        let from = super::CLEO;
        match self {
            Self::Whatsapp => {
                let image = json!({"id": "14795", "mime_type": "image/jpeg", "sha256": "x", "caption": caption});
                let message = json!({"from": from, "id": wamid(id), "type": "image", "image": image});
                self.whatsapp(account, json!({"messages": [message]}))
            }
            Self::Instagram => {
                let files = json!([{"type": "image", "payload": {"url": address}}]);
                let message = json!({"mid": wamid(id), "text": caption, "attachments": files});
                self.instagram(account, json!({"sender": {"id": from}, "message": message}))
            }
            Self::Telegram => {
                let sizes = json!([{"file_id": "small", "file_size": 9}, {"file_id": "large", "file_size": 99}]);
                let chat = json!({"id": from.parse::<i64>().expect("digits"), "type": "private", "first_name": "Cleo"});
                let message = json!({"message_id": id, "date": 1, "photo": sizes, "caption": caption, "from": chat, "chat": chat});
                self.telegram(channel, account, json!({"update_id": id, "message": message}))
            }
            Self::Sms => {
                let (sid, from) = (format!("MM{id:032}"), format!("+{from}"));
                let pairs = [("MessageSid", sid.as_str()), ("From", &from), ("Body", caption), ("NumMedia", "1")];
                let file = [("MediaUrl0", address), ("MediaContentType0", "image/jpeg")];
                self.sms(channel, account, &[&pairs[..], &file[..]].concat())
            }
            Self::X => {
                let short = "https://t.co/pic";
                let media = json!({"id": 5, "type": "photo", "media_url_https": address, "url": short});
                let said =
                    json!({"text": format!("{caption} {short}"), "attachment": {"type": "media", "media": media}});
                self.direct_message(channel, account, id, from, said)
            }
        }
    }

    /// What the company answers when it is asked for a picture that lies at `address`.
    pub fn gives(self, address: &str, bytes: Vec<u8>) -> Vec<Reply> {
        let found = match self {
            Self::Whatsapp => Some(json!({"url": address, "mime_type": "image/jpeg", "id": "14795"})),
            Self::Telegram => {
                Some(json!({"ok": true, "result": {"file_id": "large", "file_path": "photos/file_0.jpg"}}))
            }
            Self::Instagram | Self::Sms | Self::X => None,
        };
        found.map(|found| Reply::Json(200, found)).into_iter().chain([Reply::Bytes(bytes)]).collect()
    }

    /// How often the company is asked until it gives a picture.
    pub fn asks(self) -> usize {
        self.gives("", Vec::new()).len()
    }

    /// How far a message of ours has come, where the company tells it.
    pub fn status(self, channel: &Value, account: &str, of: &str, status: &str) -> Option<Post> {
        match self {
            Self::Whatsapp => {
                let errors = json!([{"code": 131_047, "title": "Re-engagement message"}]);
                let mut told =
                    json!({"id": of, "status": status, "timestamp": "1709283660", "recipient_id": "34600999888"});
                if status == "failed" {
                    told["errors"] = errors;
                }
                Some(self.whatsapp(account, json!({"statuses": [told]})))
            }
            Self::Instagram => {
                (status == "read").then(|| self.instagram(account, json!({"sender": {"id": "1"}, "read": {"mid": of}})))
            }
            Self::Telegram => None,
            Self::Sms => Some(self.sms(channel, account, &[("MessageSid", of), ("MessageStatus", status)])),
            Self::X => (status == "read").then(|| {
                let of = of.trim_start_matches("dm:");
                let mark = json!({"created_timestamp": "1709283660000", "sender_id": super::CLEO,
                    "target": {"recipient_id": account}, "last_read_event_id": of});
                self.x(channel, account, json!({"direct_message_mark_read_events": [mark]}))
            }),
        }
    }

    pub fn whatsapp(self, account: &str, told: Value) -> Post {
        let mut value = json!({"messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "34600111222", "phone_number_id": account}});
        value.as_object_mut().expect("an object").extend(told.as_object().expect("an object").clone());
        let body = json!({"object": "whatsapp_business_account",
            "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]});
        self.signed_by_meta(account, body.to_string())
    }

    pub fn instagram(self, account: &str, told: Value) -> Post {
        let mut event = json!({"recipient": {"id": account}, "timestamp": 1_709_283_660_000_i64});
        event.as_object_mut().expect("an object").extend(told.as_object().expect("an object").clone());
        let entry = json!({"id": account, "time": 1_709_283_660_000_i64, "messaging": [event]});
        self.signed_by_meta(account, json!({"object": "instagram", "entry": [entry]}).to_string())
    }

    pub fn signed_by_meta(self, account: &str, body: String) -> Post {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret(account).as_bytes()).expect("a key");
        mac.update(body.as_bytes());
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let headers =
            vec![("x-hub-signature-256", format!("sha256={hex}")), ("content-type", "application/json".into())];
        Post { path: format!("webhooks/{}", self.word()), headers, body }
    }

    pub fn telegram(self, channel: &Value, account: &str, update: Value) -> Post {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret(account).as_bytes()).expect("a key");
        mac.update(b"X-Telegram-Bot-Api-Secret-Token");
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let headers = vec![("x-telegram-bot-api-secret-token", hex), ("content-type", "application/json".into())];
        Post { path: format!("webhooks/telegram/{}", text(&channel["id"])), headers, body: update.to_string() }
    }

    pub fn sms(self, channel: &Value, account: &str, pairs: &[(&str, &str)]) -> Post {
        let path = format!("webhooks/sms/{}", text(&channel["id"]));
        let mut sorted = pairs.to_vec();
        sorted.sort_unstable();
        let signed = sorted
            .iter()
            .fold(format!("https://help.acme.example/api/v1/{path}"), |all, (name, value)| all + name + value);
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(self.secret(account).as_bytes()).expect("a key");
        mac.update(signed.as_bytes());
        let signature = STANDARD.encode(mac.finalize().into_bytes());
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let headers =
            vec![("x-twilio-signature", signature), ("content-type", "application/x-www-form-urlencoded".into())];
        Post { path, headers, body }
    }

    fn direct_message(self, channel: &Value, account: &str, id: u32, from: &str, said: Value) -> Post {
        let message = json!({"target": {"recipient_id": account}, "sender_id": from, "message_data": said});
        let event = json!({"type": "message_create", "id": id.to_string(), "created_timestamp": "1709283600000", "message_create": message});
        let users = json!({from: {"id": from, "name": "Cleo", "screen_name": "cleo"}});
        self.x(channel, account, json!({"direct_message_events": [event], "users": users}))
    }

    pub fn x(self, channel: &Value, account: &str, told: Value) -> Post {
        let mut body = json!({"for_user_id": account});
        body.as_object_mut().expect("an object").extend(told.as_object().expect("an object").clone());
        let body = body.to_string();
        let headers = vec![
            ("x-twitter-webhooks-signature", self.x_proof(account, &body)),
            ("content-type", "application/json".into()),
        ];
        Post { path: format!("webhooks/x/{}", text(&channel["id"])), headers, body }
    }

    /// What proves to X, and by X, that the app's secret is known.
    pub fn x_proof(self, account: &str, of: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret(account).as_bytes()).expect("a key");
        mac.update(of.as_bytes());
        format!("sha256={}", STANDARD.encode(mac.finalize().into_bytes()))
    }

    /// What the company answers when it takes its nth message.
    pub fn takes(self, count: usize) -> Reply {
        match self {
            Self::Whatsapp => Reply::Json(
                200,
                json!({"messaging_product": "whatsapp", "messages": [{"id": format!("wamid.OUT{count}")}]}),
            ),
            Self::Instagram => Reply::Json(200, json!({"recipient_id": "1", "message_id": format!("mid.OUT{count}")})),
            Self::Telegram => Reply::Json(
                200,
                json!({"ok": true, "result": {"message_id": 1000 + count, "chat": {"id": 34_600_999_888_i64}}}),
            ),
            Self::Sms => Reply::Json(201, json!({"sid": format!("SMOUT{count}"), "status": "queued"})),
            Self::X => {
                let (event, id) = (format!("OUT{count}"), format!("77{count}"));
                Reply::Json(201, json!({"data": {"dm_conversation_id": "1-2", "dm_event_id": event, "id": id}}))
            }
        }
    }

    /// What the company calls the nth message that it took.
    pub fn taken_id(self, count: usize) -> String {
        match self {
            Self::Whatsapp => format!("wamid.OUT{count}"),
            Self::Instagram => format!("mid.OUT{count}"),
            Self::Telegram => format!("34600999888:{}", 1000 + count),
            Self::Sms => format!("SMOUT{count}"),
            Self::X => format!("dm:OUT{count}"),
        }
    }

    /// Whom a call is for, and what it says.
    pub fn said(self, call: &Call) -> (String, String) {
        let json = call.json();
        match self {
            Self::Whatsapp => (text(&json["to"]), text(&json["text"]["body"])),
            Self::Instagram => (text(&json["recipient"]["id"]), text(&json["message"]["text"])),
            Self::Telegram => (text(&json["chat_id"]), text(&json["text"])),
            Self::Sms => {
                (call.form("To").expect("To").trim_start_matches('+').to_owned(), call.form("Body").expect("Body"))
            }
            Self::X => {
                let to = call.path.trim_start_matches("/2/dm_conversations/with/").trim_end_matches("/messages");
                (to.to_owned(), text(&json["text"]))
            }
        }
    }

    /// Whether a call goes to the right address and proves to come from the channel [`super::ACCOUNT`].
    pub fn is_ours(self, call: &Call) -> bool {
        let secret = self.secret(super::ACCOUNT);
        let basic = format!("Basic {}", STANDARD.encode(format!("{}:{secret}", super::ACCOUNT)));
        let proof = call.header("authorization");
        match self {
            Self::Whatsapp | Self::Instagram => call.path == "/1001/messages" && proof == Some("Bearer EAAx"),
            Self::Telegram => call.path == format!("/bot{secret}/sendMessage"),
            Self::Sms => call.path == "/2010-04-01/Accounts/1001/Messages.json" && proof == Some(&basic),
            Self::X => call.path.starts_with("/2/dm_conversations/with/") && is_signed_for_x(call, &secret),
        }
    }

    /// What the company answers when its customer will not hear of us any more.
    pub fn refuses(self) -> (Reply, &'static str) {
        match self {
            Self::Whatsapp => (
                Reply::Json(400, json!({"error": {"code": 131_026, "message": "Message Undeliverable"}})),
                "WhatsApp can't deliver to this number: it may have no WhatsApp, or an old version of it.",
            ),
            Self::Instagram => (
                Reply::Json(400, json!({"error": {"code": 551, "message": "This person isn't available right now."}})),
                "This person can't be written to on Instagram.",
            ),
            Self::Telegram => (
                Reply::Json(
                    403,
                    json!({"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
                ),
                "The customer has blocked your bot.",
            ),
            Self::Sms => (
                Reply::Json(
                    400,
                    json!({"code": 21_614, "message": "'To' number is not a valid mobile number", "status": 400}),
                ),
                "This is no number that can receive text messages.",
            ),
            Self::X => (
                Reply::Json(
                    403,
                    json!({"title": "Forbidden", "status": 403, "type": "about:blank",
                    "detail": "You cannot send messages to this user."}),
                ),
                "This person takes no direct messages from you on X.",
            ),
        }
    }
}

/// Whether the request's own time and word lead to its signature.
fn is_signed_for_x(call: &Call, secret: &str) -> bool {
    let sent = call.header("authorization").unwrap_or_default();
    let field = |name: &str| {
        sent.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value)
    };
    let keys = channels::oauth::Keys {
        app: "consumer".into(),
        app_secret: secret.to_owned(),
        token: format!("{}-token", super::ACCOUNT),
        token_secret: "hidden".into(),
    };
    let url = format!("http://{}{}", call.header("host").unwrap_or_default(), call.path);
    let (nonce, at) = (field("oauth_nonce").unwrap_or_default(), field("oauth_timestamp").unwrap_or_default());
    sent == channels::oauth::authorization(&keys, "POST", &url, &[], nonce, at.parse().unwrap_or_default())
}

pub fn wamid(id: u32) -> String {
    format!("wamid.IN{id}")
}
