//! Mails that are posted to us: each becomes one message, in the conversation that it proves to answer or in one of its
//! own, whatever it says of itself.

use channels::email::thread;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::attachments::fetch;
use crate::rig::cast::text;
use crate::rig::{Answer, Cast, NOBODY, TestApp, on_both_engines};

on_both_engines![
    a_mail_becomes_a_conversation_with_its_files,
    who_does_not_know_the_secret_sends_nothing,
    the_same_mail_is_taken_once_however_often_it_comes,
    cve_2026_47123_a_mail_goes_where_it_proves_to_belong,
    what_we_wrote_and_what_is_no_mail_does_no_harm,
    the_mail_itself_is_shown_in_a_sandbox_with_its_own_pictures_only,
    what_a_mail_tells_of_itself_stands_with_the_message,
    copies_go_with_mails_only,
    nobody_is_whom_they_name_for_answers,
    what_another_business_of_this_server_wrote_comes_in,
    a_mail_that_names_no_channel_goes_to_the_one_whose_secret_came_with_it,
    a_providers_form_is_taken_where_it_holds_the_whole_mail,
];

pub(super) const SECRET: &str = "mail-5ecret";

pub(super) struct Post {
    pub(super) app: TestApp,
    pub(super) cast: Cast,
}

impl Post {
    pub(super) async fn open(app: TestApp) -> Self {
        let cast = app.cast().await;
        let config = json!({"address": "Help@acme.example", "inbound_secret": SECRET});
        app.post(&cast.olu, "channels/", json!({"type": "email", "config": config})).await.expect(201);
        Self { app, cast }
    }

    pub(super) async fn send_with(&self, secret: Option<&str>, mail: &str) -> Answer {
        let request =
            self.app.request(reqwest::Method::POST, NOBODY, "webhooks/email").body(mail.replace('\n', "\r\n"));
        let request = request.header("content-type", "message/rfc822");
        self.app
            .send(match secret {
                Some(secret) => request.basic_auth("any", Some(secret)),
                None => request,
            })
            .await
    }

    pub(super) async fn send(&self, mail: &str) {
        let answer = self.send_with(Some(SECRET), mail).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// Oldest first, with their messages.
    pub(super) async fn conversations(&self) -> Vec<Value> {
        let list = self.app.get(&self.cast.ana, "conversations/").await.expect(200);
        let mut all = Vec::new();
        for one in list.as_array().expect("a list") {
            let path = format!("conversations/{}", text(&one["id"]));
            all.push(self.app.get(&self.cast.ana, &path).await.expect(200));
        }
        all.sort_by_key(|one| one["number"].as_i64());
        all
    }

    fn key(&self) -> [u8; 32] {
        server::secrets::load(&self.app.home.config()).expect("keys").mail
    }
}

pub(super) fn mail(id: &str, more: &str, body: &str) -> String {
    format!(
        "Message-ID: <{id}@mail.example>\nFrom: Cleo Park <cleo@mail.example>\nTo: help@acme.example\n\
         Date: Fri, 01 Mar 2024 09:00:00 +0000\n{more}\n\n{body}\n"
    )
}

async fn a_mail_becomes_a_conversation_with_its_files(app: TestApp) {
    let post = Post::open(app).await;
    let body = "--x\nContent-Type: text/plain; charset=utf-8\n\nWhere is it?\n\nOn Monday, Help wrote:\n> Soon.\n\
                --x\nContent-Type: text/plain; name=\"list.txt\"\nContent-Disposition: attachment; filename=\"list.txt\"\n\
                Content-Transfer-Encoding: base64\n\nMSBjdXA=\n--x--";
    post.send(&mail("1", "Subject: Re: Your order\nContent-Type: multipart/mixed; boundary=x", body)).await;
    post.app.run_jobs().await;
    let all = post.conversations().await;
    assert_eq!(all.len(), 1);
    let one = &all[0];
    assert_eq!((&one["subject"], &one["channel_type"]), (&json!("Your order"), &json!("email")));
    assert_eq!(
        (&one["customer"]["name"], &one["customer"]["email"]),
        (&json!("Cleo Park"), &json!("cleo@mail.example"))
    );
    let message = &one["messages"][0];
    assert_eq!(message["content"], "Where is it?");
    let file = &message["attachments"][0];
    assert_eq!((&file["filename"], &file["state"]), (&json!("list.txt"), &json!("ready")));
    let (status, _, bytes) = fetch(&post.app, &file["url"]).await;
    assert_eq!((status, bytes.as_slice()), (200, &b"1 cup"[..]));
}

async fn who_does_not_know_the_secret_sends_nothing(app: TestApp) {
    let post = Post::open(app).await;
    for secret in [None, Some(""), Some("mail-5ecres"), Some("help@acme.example")] {
        assert_eq!(post.send_with(secret, &mail("1", "Subject: Hello", "Hello")).await.status, 403);
    }
    // Another business's secret does not open this one's mailbox.
    let config = json!({"address": "help@bolt.example", "inbound_secret": "another-5ecret"});
    post.app.post(&post.cast.bea, "channels/", json!({"type": "email", "config": config})).await.expect(201);
    let answer = post.send_with(Some("another-5ecret"), &mail("1", "Subject: Hello", "Hello")).await;
    assert_eq!(answer.status, 403);
    assert!(post.conversations().await.is_empty());
}

async fn the_same_mail_is_taken_once_however_often_it_comes(app: TestApp) {
    let post = Post::open(app).await;
    let mail = mail("1", "Subject: Hello", "Hello");
    let answers = futures_util::future::join_all((0..12).map(|_| post.send_with(Some(SECRET), &mail))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    let all = post.conversations().await;
    assert_eq!((all.len(), all[0]["messages"].as_array().map(Vec::len)), (1, Some(1)));
}

/// FreeScout took the conversation from a `Message-ID` that anybody could write.
async fn cve_2026_47123_a_mail_goes_where_it_proves_to_belong(app: TestApp) {
    let post = Post::open(app).await;
    post.send(&mail("1", "Subject: Your order", "First")).await;
    let first = post.conversations().await.remove(0);
    let id: Uuid = text(&first["id"]).parse().expect("a UUID");
    let ours = thread::message_id(&post.key(), id, Uuid::from_u128(7), "acme.example");
    let address = thread::address(&post.key(), "help@acme.example", id).expect("an address");
    let count = async |post: &Post| {
        let all = post.conversations().await;
        (all.len(), all[0]["messages"].as_array().map_or(0, Vec::len))
    };
    // By our message's id, by our address: whoever writes it.
    post.send(&mail("2", &format!("Subject: RE: your order\nIn-Reply-To: <{ours}>"), "Second")).await;
    assert_eq!(count(&post).await, (1, 2));
    let other = mail("3", &format!("Subject: Your order\nCc: {address}"), "Third").replace("cleo@", "ben@");
    post.send(&other).await;
    assert_eq!(count(&post).await, (1, 3));
    // By nothing else.
    let forged = ours.replacen(|letter: char| letter.is_ascii_digit(), "x", 1);
    for (id, more) in [
        ("4", "Subject: Your order".to_owned()),
        ("5", "Subject: Re: Your order\nIn-Reply-To: <1@mail.example>\nReferences: <1@mail.example>".to_owned()),
        ("6", format!("Subject: Your order\nIn-Reply-To: <{forged}>")),
        ("7", format!("Subject: Something else\nIn-Reply-To: <{ours}>")),
    ] {
        let before = count(&post).await;
        post.send(&mail(id, &more, "Another")).await;
        assert_eq!(count(&post).await, (before.0 + 1, before.1), "{more}");
    }
    // What is closed stays closed.
    let path = format!("conversations/{id}");
    post.app.patch(&post.cast.ana, &path, json!({"status": "closed"})).await.expect(200);
    post.send(&mail("8", &format!("Subject: Your order\nIn-Reply-To: <{ours}>"), "Late")).await;
    assert_eq!(count(&post).await, (6, 3));
}

async fn what_we_wrote_and_what_is_no_mail_does_no_harm(app: TestApp) {
    let post = Post::open(app).await;
    let ours = thread::message_id(&post.key(), Uuid::from_u128(1), Uuid::from_u128(2), "acme.example");
    post.send(&mail("1", "Subject: Loop", "x").replace("<1@mail.example>", &format!("<{ours}>"))).await;
    post.send(&mail("2", "Subject: From us", "x").replace("cleo@mail.example", "help@acme.example")).await;
    for odd in ["", "no mail at all", "To: help@acme.example\n\nnobody wrote this"] {
        post.send(odd).await;
    }
    assert!(post.conversations().await.is_empty());
}

/// A picture of one pixel.
const GIF: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

async fn the_mail_itself_is_shown_in_a_sandbox_with_its_own_pictures_only(app: TestApp) {
    let post = Post::open(app).await;
    let body = format!(
        "--x\nContent-Type: text/html; charset=utf-8\n\n<p onclick=\"steal()\">Look: <b>this</b></p>\
         <script>steal()</script><img src=\"cid:logo@mail\"><img src=\"https://track.example/pixel.gif\">\n\
         --x\nContent-Type: image/gif\nContent-ID: <logo@mail>\nContent-Disposition: inline; filename=\"logo.gif\"\n\
         Content-Transfer-Encoding: base64\n\n{GIF}\n--x--"
    );
    post.send(&mail("1", "Subject: Look\nContent-Type: multipart/related; boundary=x", &body)).await;
    post.send(&mail("2", "Subject: Plain", "All of it")).await;
    post.app.run_jobs().await;
    let all = post.conversations().await;
    let message = &all[0]["messages"][0];
    assert_eq!(message["mail"]["has_remote_images"], true);
    let (status, headers, page) = fetch(&post.app, &message["mail"]["original_url"]).await;
    let page = String::from_utf8(page).expect("UTF-8");
    assert_eq!(status, 200);
    let policy = headers["content-security-policy"].to_str().expect("ASCII");
    assert!(policy.starts_with("sandbox allow-same-origin allow-popups ") && !policy.contains("allow-scripts"));
    assert!(policy.contains("default-src 'none'") && !policy.contains("https:"), "{policy}");
    assert!(page.contains("<b>this</b>") && !page.contains("steal") && !page.contains(" src=\"https"), "{page}");
    let own = page.split(" src=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its own picture");
    let (status, headers, _) = fetch(&post.app, &json!(own.replace("&amp;", "&"))).await;
    assert_eq!((status, headers["content-type"].to_str().ok()), (200, Some("image/gif")));
    // Only where it is asked for.
    let asked = format!("{}&images=1", text(&message["mail"]["original_url"]));
    let (_, headers, page) = fetch(&post.app, &json!(asked)).await;
    assert!(headers["content-security-policy"].to_str().expect("ASCII").contains(" https:"));
    assert!(String::from_utf8_lossy(&page).contains(" src=\"https://track.example/pixel.gif\""));
    // Nobody else's address leads to it.
    let plain = &all[1]["messages"][0];
    assert_eq!((&plain["mail"]["original_url"], &plain["mail"]["has_remote_images"]), (&Value::Null, &json!(false)));
    let swapped = text(&message["mail"]["original_url"]).replace(&text(&message["id"]), &text(&plain["id"]));
    assert_eq!(fetch(&post.app, &json!(swapped)).await.0, 404);
}

async fn what_a_mail_tells_of_itself_stands_with_the_message(app: TestApp) {
    let post = Post::open(app).await;
    let path = format!("channels/{}", text(&post.app.get(&post.cast.olu, "channels/").await.json[0]["id"]));
    let config = json!({"config": {"authentication_server": "mx.acme.example"}});
    post.app.patch(&post.cast.olu, &path, config).await.expect(200);
    let checked = "Authentication-Results: mx.acme.example; spf=pass; dkim=fail; dmarc=pass\n";
    let about = "Subject: Re: Hello\nCc: Ben <ben@mail.example>\nAuto-Submitted: auto-replied";
    post.send(&format!("{checked}{}", mail("1", about, "Away until Monday.\n\n> What you wrote"))).await;
    let all = post.conversations().await;
    let message = &all[0]["messages"][0];
    assert_eq!(message["content"], "Away until Monday.");
    let mail = &message["mail"];
    assert_eq!(mail["subject"], "Re: Hello");
    assert_eq!(mail["from"], json!({"name": "Cleo Park", "address": "cleo@mail.example"}));
    assert_eq!(mail["to"], json!([{"name": null, "address": "help@acme.example"}]));
    assert_eq!(mail["cc"], json!([{"name": "Ben", "address": "ben@mail.example"}]));
    assert_eq!(mail["others"], mail["cc"]);
    assert_eq!((&mail["date"], &mail["is_automatic"]), (&json!("2024-03-01T09:00:00Z"), &json!(true)));
    assert_eq!(mail["authentication"], json!({"spf": "pass", "dkim": "fail", "dmarc": "pass"}));
    let (_, _, page) = fetch(&post.app, &mail["original_url"]).await;
    assert!(String::from_utf8_lossy(&page).contains("What you wrote"), "what was folded is kept");
}

async fn copies_go_with_mails_only(app: TestApp) {
    let post = Post::open(app).await;
    post.send(&mail("1", "Subject: Hello", "Hello")).await;
    let by_mail = format!("conversations/{}/messages", text(&post.conversations().await[0]["id"]));
    let copied = json!({"content": "Hi", "cc": [{"address": "ben@mail.example", "name": "Ben"}],
        "bcc": [{"address": "boss@acme.example"}, {"address": "BOSS@acme.example"}]});
    let sent = post.app.post(&post.cast.ana, &by_mail, copied.clone()).await.expect(201);
    assert_eq!(sent["mail"]["subject"], "Hello");
    assert_eq!(sent["mail"]["to"], json!([{"name": null, "address": "cleo@mail.example"}]));
    assert_eq!(sent["mail"]["cc"], json!([{"name": "Ben", "address": "ben@mail.example"}]));
    assert_eq!(sent["mail"]["bcc"], json!([{"name": null, "address": "boss@acme.example"}]));
    for bad in [
        json!([{"address": "nobody"}]),
        json!([{}]),
        json!("ben@mail.example"),
        json!(vec![json!({"address": "a@b.example"}); 21]),
    ] {
        post.app.post(&post.cast.ana, &by_mail, json!({"content": "Hi", "cc": bad})).await.expect(422);
    }
    post.app.post(&post.cast.olu, "widget/create", json!({"domain": "acme.example"})).await.expect(201);
    let widget =
        json!({"business_id": post.cast.acme.id, "customer_id": post.cast.cleo["id"], "initial_message": "Hello"});
    let chat = post.app.post(&post.cast.ana, "conversations/", widget).await.expect(201);
    assert_eq!(chat["messages"][0]["mail"], Value::Null);
    let chat = format!("conversations/{}/messages", text(&chat["id"]));
    post.app.post(&post.cast.ana, &chat, copied).await.expect(400);
}

/// `Reply-To` is anybody's word: it would put a stranger's mail among those of the customer whom it names.
async fn nobody_is_whom_they_name_for_answers(app: TestApp) {
    let post = Post::open(app).await;
    post.send(&mail("1", "Subject: Hello", "Mine")).await;
    let stranger =
        mail("2", "Subject: Pay here\nReply-To: cleo@mail.example", "Now").replace("Park <cleo@", "Park <eve@");
    post.send(&stranger).await;
    // A form on a page of our own writes under our address.
    let form = mail("3", "Subject: Form\nReply-To: Ida <ida@mail.example>", "Hi")
        .replace("cleo@mail.example", "help@acme.example");
    post.send(&form).await;
    let all = post.conversations().await;
    let writers: Vec<String> = all.iter().map(|one| text(&one["customer"]["email"])).collect();
    assert_eq!(writers, ["cleo@mail.example", "eve@mail.example", "ida@mail.example"]);
}

async fn what_another_business_of_this_server_wrote_comes_in(app: TestApp) {
    let post = Post::open(app).await;
    let theirs = thread::message_id(&post.key(), Uuid::from_u128(1), Uuid::from_u128(2), "bolt.example");
    let sent = mail("1", "Subject: Your invoice", "Here it is").replace("<1@mail.example>", &format!("<{theirs}>"));
    post.send(&sent.replace("cleo@mail.example", "sales@bolt.example")).await;
    let all = post.conversations().await;
    assert_eq!(
        (&all[0]["customer"]["email"], &all[0]["subject"]),
        (&json!("sales@bolt.example"), &json!("Your invoice"))
    );
}

async fn a_mail_that_names_no_channel_goes_to_the_one_whose_secret_came_with_it(app: TestApp) {
    let post = Post::open(app).await;
    post.send(
        &mail("1", "Subject: Hidden", "In blind copy").replace("To: help@acme.example", "To: others@mail.example"),
    )
    .await;
    assert_eq!(post.conversations().await[0]["subject"], "Hidden");
    let config = json!({"address": "sales@acme.example", "inbound_secret": SECRET});
    post.app.post(&post.cast.olu, "channels/", json!({"type": "email", "config": config})).await.expect(201);
    let again = mail("2", "Subject: Hidden", "Again").replace("To: help@acme.example", "To: others@mail.example");
    assert_eq!(post.send_with(Some(SECRET), &again).await.status, 400, "whoever posts it keeps it");
}

async fn a_providers_form_is_taken_where_it_holds_the_whole_mail(app: TestApp) {
    let post = Post::open(app).await;
    let send = async |name: &'static str| {
        let file = "Content-Type: multipart/mixed; boundary=in";
        let body = "--in\n\nIn a form\n--in\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n\na,b\n--in--";
        let whole = mail("form", file, body);
        let fields = [("from", "cleo@mail.example"), (name, whole.as_str())];
        let fields =
            fields.map(|(name, value)| format!("--out\nContent-Disposition: form-data; name=\"{name}\"\n\n{value}\n"));
        let form = format!("{}--out--\n", fields.concat()).replace('\n', "\r\n");
        let request = post.app.request(reqwest::Method::POST, NOBODY, "webhooks/email").body(form);
        let request = request.header("content-type", "multipart/form-data; boundary=out");
        post.app.send(request.basic_auth("any", Some(SECRET))).await
    };
    let why = "There is no whole mail in this: post it as message/rfc822, or switch on your provider's raw format (a field body-mime, email or RawEmail)";
    send("text").await.refused(400, why);
    send("email").await.expect(200);
    send("body-mime").await.expect(200);
    post.app.run_jobs().await;
    let conversations = post.conversations().await;
    assert_eq!(conversations.len(), 1);
    let message = &conversations[0]["messages"][0];
    assert_eq!(message["content"], "In a form");
    let (_, _, file) = fetch(&post.app, &message["attachments"][0]["url"]).await;
    assert_eq!(file, b"a,b");
}
