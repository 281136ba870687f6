//! Files both ways: what customers send is fetched from their company and from nowhere else; what agents send goes out,
//! a part for each file, and no part twice.

use serde_json::{Value, json};

use super::dialects::{self, Dialect};
use super::{ACCOUNT, Desk};
use crate::attachments::{fetch, upload};
use crate::rig::cast::text;
use crate::rig::provider::{Provider, Reply};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_customers_picture_is_fetched_and_shown,
    cve_2024_39713_a_picture_that_lies_elsewhere_is_not_fetched,
    what_can_t_be_kept_says_why,
    a_company_in_trouble_is_asked_for_the_picture_again,
    an_agents_files_go_out_in_parts_and_no_part_twice,
    a_picture_is_sent_once_it_is_prepared,
];

/// A JPEG of 3 × 2 pixels.
pub(super) fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_pixel(3, 2, image::Rgb([200, 30, 30]));
    image.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture");
    bytes.into_inner()
}

impl Desk {
    /// A picture comes in, which lies at `address`; the company gives these answers when it is asked.
    async fn hear_picture(&self, address: &str, caption: &str, replies: Vec<Reply>) {
        self.provider.forget();
        for reply in replies {
            self.provider.then(reply);
        }
        let post = self.dialect.picture(&self.channel, ACCOUNT, 7, address, caption);
        let answer = self.post(&post).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    async fn file(&self) -> Value {
        self.conversation().await["messages"][0]["attachments"][0].clone()
    }

    fn address(&self) -> String {
        format!("{}/media/1.jpg?x=1", self.provider.url)
    }

    pub(super) async fn uploaded(&self, name: &str, bytes: &[u8]) -> Value {
        let path = format!("conversations/{}", text(&self.conversation().await["id"]));
        upload(&self.app, &self.cast.ana, &format!("{path}/upload"), name, bytes).await.expect(201)
    }

    pub(super) async fn reply_with(&self, content: &str, files: &[&Value]) {
        let path = format!("conversations/{}/messages", text(&self.conversation().await["id"]));
        let files: Vec<Value> = files.iter().map(|file| json!({"id": file["id"]})).collect();
        self.app.post(&self.cast.ana, &path, json!({"content": content, "attachments": files})).await.expect(201);
    }
}

async fn a_customers_picture_is_fetched_and_shown(app: TestApp) {
    let mut app = app;
    for dialect in dialects::ALL {
        let desk = Desk::open(app, dialect).await;
        let address = desk.address();
        desk.hear_picture(&address, "My cup", dialect.gives(&address, picture())).await;
        assert_eq!(desk.said().await, ["My cup"]);
        desk.app.run_jobs().await;
        let file = desk.file().await;
        assert_eq!((&file["state"], &file["content_type"]), (&json!("ready"), &json!("image/jpeg")), "{dialect:?}");
        assert_eq!((&file["width"], &file["height"]), (&json!(3), &json!(2)));
        let (status, headers, _) = fetch(&desk.app, &file["url"]).await;
        assert_eq!((status, headers["content-type"].as_bytes()), (200, &b"image/jpeg"[..]));
        let calls = desk.provider.calls();
        assert_eq!(calls.len(), dialect.asks());
        let proof = calls.last().and_then(|call| call.header("authorization")).is_some();
        assert_eq!(proof, matches!(dialect, Dialect::Whatsapp | Dialect::Sms | Dialect::X), "{dialect:?}");
        // The same again changes nothing.
        let again = desk.post(&dialect.picture(&desk.channel, ACCOUNT, 7, &address, "My cup")).await;
        assert_eq!((again.status, desk.app.run_jobs().await), (200, 0));
        app = desk.close().await;
    }
}

/// Rocket.Chat fetched whatever `MediaUrl0` named, with its own rights.
async fn cve_2024_39713_a_picture_that_lies_elsewhere_is_not_fetched(app: TestApp) {
    let mut app = app;
    for dialect in [Dialect::Whatsapp, Dialect::Instagram, Dialect::Sms, Dialect::X] {
        let desk = Desk::open(app, dialect).await;
        let elsewhere = Provider::start(|_, _| Reply::Bytes(picture())).await;
        let address = format!("{}/secret.jpg", elsewhere.url);
        desk.hear_picture(&address, "My cup", dialect.gives(&address, picture())).await;
        desk.app.run_jobs().await;
        assert_eq!(desk.file().await["state"], "failed", "{dialect:?}");
        assert_eq!(desk.said().await, ["My cup"]);
        assert!(elsewhere.calls().is_empty(), "{dialect:?}");
        app = desk.close().await;
    }
}

async fn what_can_t_be_kept_says_why(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    let address = desk.address();
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    desk.hear_picture(&address, "", Dialect::Whatsapp.gives(&address, page)).await;
    desk.app.run_jobs().await;
    assert_eq!(desk.file().await["state"], "failed");
    assert_eq!(desk.said().await, [""]);
    let gone = desk.address();
    desk.provider.then(Reply::Json(400, json!({"error": {"code": 100, "message": "Object does not exist"}})));
    let post = Dialect::Whatsapp.picture(&desk.channel, ACCOUNT, 8, &gone, "Another");
    assert_eq!(desk.post(&post).await.status, 200);
    desk.app.run_jobs().await;
    let file = desk.conversation().await["messages"][1]["attachments"][0].clone();
    assert_eq!(file["state"], "failed");
    assert_eq!(file["error"], "WhatsApp has refused it: Object does not exist");
}

async fn a_company_in_trouble_is_asked_for_the_picture_again(app: TestApp) {
    let mut app = app;
    for dialect in dialects::ALL {
        let desk = Desk::open(app, dialect).await;
        let address = desk.address();
        let mut replies = vec![Reply::Json(503, json!({}))];
        replies.extend(dialect.gives(&address, picture()));
        desk.hear_picture(&address, "My cup", replies).await;
        desk.app.run_jobs().await;
        assert_eq!(desk.file().await["state"], "waiting");
        desk.app.clock.advance(std::time::Duration::from_secs(3600));
        desk.app.run_jobs().await;
        assert_eq!(desk.file().await["state"], "ready", "{dialect:?}");
        app = desk.close().await;
    }
}

async fn an_agents_files_go_out_in_parts_and_no_part_twice(app: TestApp) {
    let mut app = app;
    // X takes no such list.
    for dialect in dialects::ALL.into_iter().filter(|dialect| *dialect != Dialect::X) {
        let desk = Desk::open(app, dialect).await;
        desk.hear(1, "Which one?").await;
        let (photo, list) = (desk.uploaded("cup.jpg", &picture()).await, desk.uploaded("list.txt", b"1 cup").await);
        desk.app.run_jobs().await;
        // The second request fails for a while, where there are several.
        let parts = if dialect == Dialect::Instagram { 3 } else { 2 };
        if dialect != Dialect::Sms {
            desk.provider.then(dialect.takes(1));
            desk.provider.then(Reply::Json(503, json!({})));
        }
        desk.reply_with("These", &[&photo, &list]).await;
        desk.app.run_jobs().await;
        desk.app.clock.advance(std::time::Duration::from_secs(3600));
        desk.app.run_jobs().await;
        assert_eq!(desk.progress().await, [("sent".to_owned(), None)], "{dialect:?}");
        let calls = desk.provider.calls();
        let bodies: Vec<&str> = calls.iter().map(|call| call.body.as_str()).collect();
        match dialect {
            Dialect::Sms => {
                assert_eq!(calls.len(), 1);
                let url = calls[0].form("MediaUrl").expect("a file");
                assert!(url.starts_with("https://help.acme.example/files/"), "{url}");
                assert_eq!(calls[0].body.matches("MediaUrl=").count(), 2);
            }
            _ => {
                assert_eq!(calls.len(), parts + 1, "{bodies:?}");
                let words = bodies.iter().filter(|body| body.contains("These")).count();
                assert_eq!(words, 1, "{bodies:?}");
            }
        }
        match dialect {
            Dialect::Whatsapp => {
                assert_eq!(calls[0].json()["image"]["caption"], "These");
                let document = calls[2].json()["document"].clone();
                assert_eq!(document["filename"], "list.txt");
                assert!(text(&document["link"]).starts_with("https://help.acme.example/files/"));
            }
            Dialect::Telegram => {
                assert!(calls[0].path.ends_with("/sendPhoto") && calls[2].path.ends_with("/sendDocument"));
                assert!(bodies[2].contains("filename=\"list.txt\"") && bodies[2].contains("1 cup"), "{}", bodies[2]);
            }
            Dialect::Instagram => assert_eq!(calls[3].json()["message"]["attachment"]["type"], "file"),
            Dialect::Sms | Dialect::X => {}
        }
        app = desk.close().await;
    }
}

async fn a_picture_is_sent_once_it_is_prepared(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.hear(1, "Which one?").await;
    let photo = desk.uploaded("cup.jpg", &picture()).await;
    desk.reply_with("", &[&photo]).await;
    desk.app.run_jobs().await;
    // It may have been prepared while the message took it: then that is done once more, and the message waits for it.
    for _ in 0..2 {
        desk.app.clock.advance(std::time::Duration::from_secs(10));
        desk.app.run_jobs().await;
    }
    assert_eq!(desk.progress().await, [("sent".to_owned(), None)]);
    assert_eq!(desk.provider.calls().len(), 1);
}
