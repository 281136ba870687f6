//! Mail servers that do not hand over what they name: the mails behind are not kept waiting, and none is passed over in
//! silence.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::{Post, SECRET, count, mail, said};
use crate::rig::cast::text;
use crate::rig::imap::{Imap, Odd, handed_over};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_mail_that_is_never_handed_over_holds_up_none_behind_it,
    a_mail_that_sends_more_than_it_said_is_cut_off,
    a_mail_that_is_not_told_of_is_asked_for_again,
    what_the_database_never_keeps_holds_up_no_mail_behind_it,
];

/// A team with a channel in a mailbox of three mails.
async fn open(app: TestApp, odd: impl Fn(&str) -> Option<Odd> + Send + Sync + 'static) -> (Post, Imap) {
    let mails = ["One", "Two", "Three"].map(|word| mail(word, &format!("Subject: {word}\n"), word));
    let imap = Imap::start(mails.to_vec(), odd).await;
    let mut post = Post::open(app, |config| {
        *config = json!({"address": "other@acme.example", "inbound_secret": SECRET});
    })
    .await;
    let mut config = post.host.channel();
    (config["imap"]["port"], config["smtp"]) = (json!(imap.port), Value::Null);
    config["inbound_secret"] = json!(SECRET);
    post.channel =
        post.app.post(&post.cast.olu, "channels/", json!({"type": "email", "config": config})).await.expect(201);
    (post, imap)
}

impl Post {
    /// What stands with the channel's deliveries that have failed, and the body of each.
    async fn failed(&self) -> Vec<(String, String)> {
        let path = format!("channels/{}/deliveries", text(&self.channel["id"]));
        let all = self.app.get(&self.cast.olu, &path).await.expect(200);
        let mut failed = Vec::new();
        for one in all.as_array().expect("a list").iter().filter(|one| one["state"] == "failed") {
            let whole = self.app.get(&self.cast.olu, &format!("{path}/{}", text(&one["id"]))).await.expect(200);
            failed.push((text(&one["error"]), text(&whole["body"])));
        }
        failed
    }
}

async fn a_mail_that_is_never_handed_over_holds_up_none_behind_it(app: TestApp) {
    let refuses = |command: &str| {
        let is_it = command == "UID FETCH 2 (UID BODY.PEEK[])";
        is_it.then(|| (String::new(), "NO it is broken"))
    };
    let (post, imap) = open(app, refuses).await;
    let all = post.until(|all| count(all) == 3).await;
    assert_eq!((&said(&all[0])[..], &said(&all[2])[..]), (&["One".to_owned()][..], &["Three".to_owned()][..]));
    let instead = said(&all[1]).remove(0);
    assert!(instead.contains("does not hand over this mail") && instead.contains("INBOX"), "{instead}");
    assert_eq!(all[1]["subject"], "Two");
    let failed = post.failed().await;
    assert!(failed.len() == 1 && failed[0].1.contains("Subject: Two"), "{failed:?}");
    assert_eq!(imap.asked("UID FETCH 2 (UID BODY.PEEK[])"), 3);
    assert_eq!(imap.asked("UID FETCH 1 (UID BODY.PEEK[])"), 1);
}

async fn a_mail_that_sends_more_than_it_said_is_cut_off(app: TestApp) {
    let pours = |command: &str| {
        let is_it = command == "UID FETCH 2 (UID BODY.PEEK[])";
        is_it.then(|| (handed_over(2, "BODY[]", &"All work and no play\r\n".repeat(100_000)), "OK fine"))
    };
    let (post, _imap) = open(app, pours).await;
    let all = post.until(|all| count(all) == 3).await;
    assert!(said(&all[1])[0].contains("does not hand over this mail"), "{:?}", said(&all[1]));
}

async fn a_mail_that_is_not_told_of_is_asked_for_again(app: TestApp) {
    let asked = AtomicUsize::new(0);
    let forgets = move |command: &str| {
        let is_it = command.starts_with("UID FETCH 1,2,3 ") || command.starts_with("UID FETCH 2 (UID RFC822.SIZE");
        let told = |uid: usize| {
            let about = "RFC822.SIZE 100 INTERNALDATE \"17-Jul-2096 02:44:25 -0700\"";
            format!("* {uid} FETCH (UID {uid} {about})\r\n")
        };
        let is_forgotten = is_it && asked.fetch_add(1, Ordering::SeqCst) < 4;
        let is_list = command.contains(',');
        is_forgotten.then(|| (if is_list { told(1) + &told(3) } else { String::new() }, "OK fine"))
    };
    let (post, _imap) = open(app, forgets).await;
    let all = post.until(|all| count(all) == 3).await;
    let mut found: Vec<String> = all.iter().flat_map(said).collect();
    found.sort();
    assert_eq!(found, ["One", "Three", "Two"]);
    assert!(post.failed().await.is_empty());
}

/// The second mail's words are some that the database refuses.
async fn what_the_database_never_keeps_holds_up_no_mail_behind_it(app: TestApp) {
    let db = app.running.db.clone();
    let guards = if app.home.database_url().is_some() {
        vec!["ALTER TABLE messages ADD CONSTRAINT never CHECK (content <> 'Two')"]
    } else {
        vec![
            "CREATE TRIGGER never BEFORE INSERT ON messages WHEN new.content = 'Two'
              BEGIN SELECT RAISE(ABORT, 'never'); END",
        ]
    };
    for guard in guards {
        let made: store::Result<()> = db.write(move |tx| tx.execute(guard, &[]).map(drop)).await;
        made.expect("a guard");
    }
    let (post, _imap) = open(app, |_| None).await;
    let all = post.until(|all| count(all) == 2).await;
    assert_eq!(all.iter().flat_map(said).collect::<Vec<_>>(), ["One", "Three"]);
    let failed = post.failed().await;
    assert!(failed.len() == 1 && failed[0].1.ends_with("Two\r\n"), "{failed:?}");
}
