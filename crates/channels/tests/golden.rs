//! Every kind of message in the companies' documents as it is posted, and how an agent reads it. What nobody here knows
//! becomes a sentence, and the delivery is kept.

use channels::{Config, Delivery};
use http::HeaderMap;
use model::ChannelType;
use model::inbound::Report;
use model::message::MessageStatus;
use serde_json::{Value, json};

/// What a company posts, and what is read of it.
struct Golden {
    kind: ChannelType,
    posted: Value,
    read: Read,
}

enum Read {
    /// The words, and how many files.
    Message(&'static str, usize),
    /// The new words of a message.
    Edit(&'static str),
    Status(MessageStatus),
    Nothing,
}

use Read::{Edit, Message, Nothing, Status};

fn config(kind: ChannelType) -> Config {
    let config = match kind {
        ChannelType::Whatsapp => json!({"phone_number_id": "1"}),
        ChannelType::Instagram => json!({"page_id": "1"}),
        _ => json!({}),
    };
    config.as_object().expect("an object").clone()
}

fn whatsapp(kind: &str, more: Value, read: Read) -> Golden {
    let mut message = json!({"from": "34600", "id": "wamid.1", "timestamp": "1709283600", "type": kind});
    message[kind] = more;
    whatsapp_value(json!({"messages": [message]}), read)
}

fn whatsapp_value(more: Value, read: Read) -> Golden {
    let mut value = json!({"messaging_product": "whatsapp", "metadata": {"phone_number_id": "1"}});
    value.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let posted = json!({"object": "whatsapp_business_account",
        "entry": [{"id": "9", "changes": [{"field": "messages", "value": value}]}]});
    Golden { kind: ChannelType::Whatsapp, posted, read }
}

fn instagram(event: Value, read: Read) -> Golden {
    let mut whole = json!({"sender": {"id": "5"}, "recipient": {"id": "1"}, "timestamp": 1_709_283_600_000_i64});
    whole.as_object_mut().expect("an object").extend(event.as_object().expect("an object").clone());
    let posted = json!({"object": "instagram", "entry": [{"id": "1", "time": 1, "messaging": [whole]}]});
    Golden { kind: ChannelType::Instagram, posted, read }
}

fn attached(kind: &str, read: Read) -> Golden {
    let payload = json!({"url": "https://lookaside.fbsbx.com/a"});
    instagram(json!({"message": {"mid": "m", "attachments": [{"type": kind, "payload": payload}]}}), read)
}

fn telegram(more: Value, read: Read) -> Golden {
    let mut message = json!({"message_id": 1, "date": 1, "from": {"id": 5, "is_bot": false, "first_name": "Cleo"},
        "chat": {"id": 5, "type": "private", "first_name": "Cleo"}});
    message.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    Golden { kind: ChannelType::Telegram, posted: json!({"update_id": 1, "message": message}), read }
}

fn x(more: Value, read: Read) -> Golden {
    let mut posted = json!({"for_user_id": "1"});
    posted.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    Golden { kind: ChannelType::X, posted, read }
}

fn x_message(said: Value, read: Read) -> Golden {
    let message = json!({"target": {"recipient_id": "1"}, "sender_id": "5", "message_data": said});
    let event =
        json!({"type": "message_create", "id": "7", "created_timestamp": "1709283600000", "message_create": message});
    x(json!({"direct_message_events": [event], "users": {"5": {"id": "5", "name": "Cleo"}}}), read)
}

fn sms(pairs: &[(&str, &str)], read: Read) -> Golden {
    let form: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    Golden { kind: ChannelType::Sms, posted: Value::String(form), read }
}

fn file(more: Value) -> Value {
    let mut file =
        json!({"file_id": "f", "file_unique_id": "u", "file_size": 9, "mime_type": "application/octet-stream"});
    file.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    file
}

fn of_whatsapp() -> Vec<Golden> {
    let media = || json!({"id": "14795", "mime_type": "image/jpeg", "sha256": "x"});
    let status = |word: &str| json!({"statuses": [{"id": "w", "status": word, "timestamp": "1709283600", "recipient_id": "34600"}]});
    let flow = json!({"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "{\"day\":\"tue\"}"}});
    vec![
        whatsapp("text", json!({"body": "Hello"}), Message("Hello", 0)),
        whatsapp("image", media(), Message("", 1)),
        whatsapp("video", media(), Message("", 1)),
        whatsapp("audio", media(), Message("", 1)),
        whatsapp("document", media(), Message("", 1)),
        whatsapp("sticker", media(), Message("", 1)),
        whatsapp("image", json!({"caption": "Gone"}), Message("[Photo]\nGone", 0)),
        whatsapp("reaction", json!({"message_id": "w", "emoji": "👍"}), Message("👍", 0)),
        whatsapp("reaction", json!({"message_id": "w"}), Nothing),
        whatsapp("button", json!({"payload": "p", "text": "Yes"}), Message("Yes", 0)),
        whatsapp("interactive", flow, Message("Sent\n{\"day\":\"tue\"}", 0)),
        whatsapp(
            "order",
            json!({"catalog_id": "c"}),
            Message("[A message of a kind that can't be shown here: order]", 0),
        ),
        whatsapp("ephemeral", json!({}), Message("[A message of a kind that can't be shown here: ephemeral]", 0)),
        whatsapp_value(status("sent"), Status(MessageStatus::Sent)),
        whatsapp_value(status("delivered"), Status(MessageStatus::Delivered)),
        whatsapp_value(status("read"), Status(MessageStatus::Read)),
        whatsapp_value(status("played"), Status(MessageStatus::Read)),
        whatsapp_value(status("failed"), Status(MessageStatus::Failed)),
        whatsapp_value(status("deleted"), Nothing),
        whatsapp_value(json!({"errors": [{"code": 130_429}]}), Nothing),
    ]
}

fn of_instagram() -> Vec<Golden> {
    let story = json!({"url": "https://cdn.example/s", "id": "1"});
    let deleted = "[The customer has deleted this message]";
    let odd = "[A message of a kind that can't be shown here: unsupported by Instagram]";
    vec![
        instagram(json!({"message": {"mid": "m", "text": "Hello"}}), Message("Hello", 0)),
        instagram(
            json!({"message": {"mid": "m", "text": "Nice", "reply_to": {"story": story}}}),
            Message("[Answer to your story: https://cdn.example/s]\nNice", 0),
        ),
        instagram(json!({"message": {"mid": "m", "text": "Yes", "quick_reply": {"payload": "y"}}}), Message("Yes", 0)),
        instagram(json!({"message": {"mid": "m", "is_unsupported": true}}), Message(odd, 0)),
        instagram(json!({"message": {"mid": "m", "is_deleted": true}}), Edit(deleted)),
        instagram(json!({"message": {"mid": "m", "is_echo": true, "text": "Ours"}}), Nothing),
        instagram(json!({"message_edit": {"mid": "m", "text": "Hello", "num_edit": 1}}), Edit("Hello")),
        instagram(
            json!({"reaction": {"mid": "m", "action": "react", "reaction": "love", "emoji": "❤"}}),
            Message("❤", 0),
        ),
        instagram(json!({"reaction": {"mid": "m", "action": "unreact"}}), Nothing),
        instagram(json!({"postback": {"mid": "m", "title": "Prices", "payload": "p"}}), Message("Prices", 0)),
        instagram(json!({"read": {"mid": "m"}}), Status(MessageStatus::Read)),
        instagram(json!({"referral": {"ref": "r", "source": "IGME-SOURCE-LINK"}}), Nothing),
        attached("image", Message("", 1)),
        attached("video", Message("", 1)),
        attached("audio", Message("", 1)),
        attached("file", Message("", 1)),
        attached("story_mention", Message("", 1)),
        attached("ig_reel", Message("", 1)),
        attached("share", Message("[Shared post]", 0)),
        attached("ephemeral", Message("[A photo or video that could be seen once]", 0)),
        attached("hologram", Message("[Attachment]", 0)),
    ]
}

fn of_telegram() -> Vec<Golden> {
    let chat = json!({"id": 5, "type": "private", "first_name": "Cleo"});
    let edited = json!({"update_id": 1, "edited_message": {"message_id": 1, "date": 1, "edit_date": 2, "chat": chat, "text": "New"}});
    let pressed = json!({"update_id": 1, "callback_query": {"id": "7", "data": "d", "from": chat,
        "message": {"message_id": 1, "date": 1, "chat": chat}}});
    let of = |posted: Value, read: Read| Golden { kind: ChannelType::Telegram, posted, read };
    let spot = json!({"latitude": 1.5, "longitude": 2.5});
    let venue = json!({"venue": {"location": spot, "title": "Tea", "address": "Moll 1"}, "location": spot});
    let poll = json!({"id": "1", "question": "Which?", "options": [{"text": "Oolong"}, {"text": "Assam"}]});
    let map = "https://www.openstreetmap.org/?mlat=1.5&mlon=2.5";
    vec![
        telegram(json!({"text": "Hello"}), Message("Hello", 0)),
        telegram(json!({"text": "/start abc"}), Message("/start abc", 0)),
        telegram(json!({"photo": [file(json!({})), file(json!({}))], "caption": "Cup"}), Message("Cup", 1)),
        telegram(json!({"video": file(json!({}))}), Message("", 1)),
        telegram(json!({"animation": file(json!({})), "document": file(json!({}))}), Message("", 1)),
        telegram(json!({"video_note": file(json!({}))}), Message("", 1)),
        telegram(json!({"voice": file(json!({}))}), Message("", 1)),
        telegram(json!({"audio": file(json!({}))}), Message("", 1)),
        telegram(json!({"sticker": file(json!({"emoji": "🍵"}))}), Message("", 1)),
        telegram(json!({"document": file(json!({"file_name": "a.pdf"}))}), Message("", 1)),
        telegram(json!({"location": spot}), Message(map, 0)),
        telegram(venue, Message("Tea\nMoll 1\nhttps://www.openstreetmap.org/?mlat=1.5&mlon=2.5", 0)),
        telegram(
            json!({"contact": {"phone_number": "+34", "first_name": "Ada", "last_name": "L"}}),
            Message("Ada L\n+34", 0),
        ),
        telegram(json!({"poll": poll}), Message("[Poll: Which?]\n- Oolong\n- Assam", 0)),
        telegram(
            json!({"dice": {"emoji": "🎲", "value": 6}}),
            Message("[A message of a kind that can't be shown here: dice]", 0),
        ),
        telegram(json!({"story": {"id": 1}}), Message("[A message of a kind that can't be shown here: story]", 0)),
        of(edited, Edit("New")),
        of(pressed, Message("d", 0)),
        of(json!({"update_id": 1, "my_chat_member": {"chat": chat}}), Nothing),
        of(json!({"update_id": 1, "message_reaction": {"chat": chat}}), Nothing),
    ]
}

fn of_x() -> Vec<Golden> {
    let photo = json!({"type": "media", "media": {"type": "photo", "url": "https://t.co/a", "media_url_https": "https://ton.x.com/a.jpg"}});
    let copies = json!([{"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/a.m3u8"},
        {"content_type": "video/mp4", "bitrate": 2, "url": "https://video.twimg.com/a.mp4"}]);
    let film = json!({"type": "media", "media": {"type": "video", "url": "https://t.co/a", "media_url_https": "https://ton.x.com/a.jpg", "video_info": {"variants": copies}}});
    let point = json!({"type": "Point", "coordinates": [2.5, 1.5]});
    let spot = json!({"type": "location", "location": {"type": "shared_coordinate", "shared_coordinate": {"coordinates": point}}});
    let mention = json!({"id_str": "8", "text": "@acme hi", "user": {"id_str": "5", "screen_name": "cleo"},
        "entities": {"user_mentions": [{"id_str": "1"}]}});
    vec![
        x_message(json!({"text": "A &lt; B"}), Message("A < B", 0)),
        x_message(
            json!({"text": "Yes", "quick_reply_response": {"type": "options", "metadata": "y"}}),
            Message("Yes", 0),
        ),
        x_message(json!({"text": "Cup https://t.co/a", "attachment": photo}), Message("Cup", 1)),
        x_message(json!({"text": " https://t.co/a", "attachment": film}), Message("", 1)),
        x_message(
            json!({"text": "", "attachment": spot}),
            Message("https://www.openstreetmap.org/?mlat=1.5&mlon=2.5", 0),
        ),
        x_message(
            json!({"attachment": {"type": "card"}}),
            Message("[A message of a kind that can't be shown here: card]", 0),
        ),
        x(
            json!({"tweet_create_events": [mention]}),
            Message("@acme hi\n[A public post: https://x.com/cleo/status/8]", 0),
        ),
        x(
            json!({"tweet_delete_events": [{"status": {"id": "8", "user_id": "5"}}]}),
            Edit("[The customer has deleted this post]"),
        ),
        x(
            json!({"direct_message_mark_read_events": [{"last_read_event_id": "9", "sender_id": "5", "created_timestamp": "1709283600000"}]}),
            Status(MessageStatus::Read),
        ),
        x(json!({"direct_message_indicate_typing_events": [{"sender_id": "5"}]}), Nothing),
        x(json!({"favorite_events": [{}], "follow_events": [{}], "block_events": [{}], "mute_events": [{}]}), Nothing),
    ]
}

fn of_sms() -> Vec<Golden> {
    let status = |word: &'static str| [("MessageSid", "SM1"), ("MessageStatus", word)];
    vec![
        sms(&[("MessageSid", "SM1"), ("From", "+34600"), ("Body", "Hello")], Message("Hello", 0)),
        sms(&[("MessageSid", "SM1"), ("From", "+34600"), ("Body", "")], Message("[An empty message]", 0)),
        sms(
            &[
                ("MessageSid", "MM1"),
                ("From", "+34600"),
                ("Body", ""),
                ("NumMedia", "2"),
                ("MediaUrl0", "https://api.twilio.com/0"),
                ("MediaContentType0", "image/jpeg"),
                ("MediaUrl1", "https://api.twilio.com/1"),
            ],
            Message("", 2),
        ),
        sms(&status("queued"), Nothing),
        sms(&status("sent"), Status(MessageStatus::Sent)),
        sms(&status("delivered"), Status(MessageStatus::Delivered)),
        sms(&status("undelivered"), Status(MessageStatus::Failed)),
        sms(&status("failed"), Status(MessageStatus::Failed)),
        sms(&status("read"), Status(MessageStatus::Read)),
    ]
}

#[test]
fn every_kind_is_read_as_an_agent_would_want() {
    let all = [of_whatsapp(), of_instagram(), of_telegram(), of_x(), of_sms()];
    for Golden { kind, posted, read } in all.into_iter().flatten() {
        let body = posted.as_str().map_or_else(|| posted.to_string(), str::to_owned);
        let delivery = Delivery { headers: &HeaderMap::new(), url: "", body: body.as_bytes(), key: &[] };
        let (mut reports, problem) = channels::read(kind, &config(kind), &delivery);
        assert_eq!(problem, None, "{kind:?} {body}");
        match (read, reports.pop()) {
            (Nothing, None) => {}
            (Message(content, files), Some(Report::Message(message))) => {
                assert_eq!((message.content.as_str(), message.media.len()), (content, files), "{kind:?} {body}");
                assert!(message.provider_id.is_some());
            }
            (Edit(content), Some(Report::Edit { content: read, .. })) => assert_eq!(read, content, "{kind:?} {body}"),
            (Status(status), Some(Report::Progress(progress))) => assert_eq!(progress.status, status, "{body}"),
            (_, other) => panic!("{kind:?} {body}: {other:?}"),
        }
        assert!(reports.is_empty(), "{kind:?} {body}: {reports:?}");
    }
}
