//! Mails with many files and many words: they cost what they weigh, once, and nobody else waits for them.

use model::{Job, Key};
use serde_json::{Value, json};
use store::Reach;

use super::mails::{Post, mail};
use crate::attachments::upload;
use crate::rig::cast::text;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    the_files_of_a_mail_are_taken_in_one_job,
    a_file_that_an_older_version_has_put_in_is_taken,
    nobody_waits_for_a_large_mail_that_is_read,
    the_files_of_an_answer_by_mail_are_bounded_together,
];

/// A mail with so many files.
fn with_files(id: &str, count: usize) -> String {
    let file = |number: usize| {
        format!(
            "--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename={number}.txt\n\nfile {number}\n"
        )
    };
    let files: String = (0..count).map(file).collect();
    let body = format!("--x\nContent-Type: text/plain\n\nMany\n{files}--x--");
    mail(id, "Subject: Many\nContent-Type: multipart/mixed; boundary=x", &body)
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    let count: store::Result<Option<i64>> = app.running.db.read(move |c| c.first(sql, &[], |row| row.take())).await;
    count.expect("a count").expect("a count")
}

async fn the_files_of_a_mail_are_taken_in_one_job(app: TestApp) {
    let post = Post::open(app).await;
    post.send(&with_files("1", 70)).await;
    assert_eq!(count(&post.app, "SELECT count(*) FROM jobs WHERE name = 'fetch_attachment'").await, 0);
    post.app.run_jobs().await;
    let one = post.conversations().await.remove(0);
    let files = one["messages"][0]["attachments"].as_array().expect("files");
    assert_eq!(files.len(), 50, "no more are taken of one message");
    assert!(files.iter().all(|file| file["state"] == "ready"), "{files:?}");
    let (status, _, bytes) = crate::attachments::fetch(&post.app, &files[49]["url"]).await;
    assert_eq!((status, bytes.as_slice()), (200, &b"file 49"[..]));
}

async fn a_file_that_an_older_version_has_put_in_is_taken(app: TestApp) {
    let post = Post::open(app).await;
    post.send(&with_files("1", 2)).await;
    post.app.run_jobs().await;
    let put: store::Result<()> = post
        .app
        .running
        .db
        .write(|tx| {
            let mut key = |table: &str, which: &str| {
                let sql = format!("SELECT id, uuid FROM {table} WHERE id = (SELECT {which}(id) FROM {table})");
                tx.first(&sql, &[], |row| row.key())?.ok_or(store::Error::NotFound)
            };
            let (attachment, channel) = (key("attachments", "max")?, key("channels", "min")?);
            let (business, delivery): (Key, Key) = (key("businesses", "min")?, key("deliveries", "min")?);
            let again = "UPDATE attachments SET state = 'waiting', size = NULL WHERE id = $1";
            tx.execute(again, &[attachment.number.into()])?;
            let source = "part:1".to_owned();
            let job = Job::FetchAttachment { attachment, channel, source, delivery: Some(delivery) };
            let now = tx.now();
            tx.enqueue(Some(&Reach::system(business)), &job, now)
        })
        .await;
    put.expect("a job");
    post.app.run_jobs().await;
    let sizes = "SELECT count(*) FROM attachments
                 WHERE id = (SELECT max(id) FROM attachments) AND state = 'ready' AND size = 6";
    assert_eq!(count(&post.app, sizes).await, 1);
}

/// How many small writes are done while `work` goes on.
async fn writes_during(post: &Post, work: impl Future<Output = ()>) -> usize {
    tokio::pin!(work);
    let mut done = 0;
    loop {
        let asked = post.app.post(&post.cast.ana, "customers/", json!({"name": "Ben"}));
        tokio::pin!(asked);
        tokio::select! {
            () = &mut work => return done,
            answer = &mut asked => drop(answer.expect(201)),
        }
        done += 1;
    }
}

async fn nobody_waits_for_a_large_mail_that_is_read(app: TestApp) {
    let post = Post::open(app).await;
    // Pages within pages are what takes longest.
    let page =
        format!("--x\nContent-Type: text/html\n\n{}\n", "<div><b>All work</b> and <i>no play</i>\n".repeat(5_000));
    let large = mail("1", "Subject: Words\nContent-Type: multipart/mixed; boundary=x", &page.repeat(40));
    let taking = writes_during(&post, post.send(&large)).await;
    let path = format!("channels/{}/deliveries", text(&post.app.get(&post.cast.olu, "channels/").await.json[0]["id"]));
    let kept = post.app.get(&post.cast.olu, &path).await.expect(200);
    post.app.post(&post.cast.olu, &format!("{path}/{}/replay", text(&kept[0]["id"])), Value::Null).await.expect(202);
    let again = writes_during(&post, async {
        post.app.run_jobs().await;
    })
    .await;
    assert_eq!(post.conversations().await.len(), 1);
    // A writer that waited for the reading would be done with one at most.
    assert!(taking >= 3 && again >= 3, "{taking}, {again}");
}

async fn the_files_of_an_answer_by_mail_are_bounded_together(app: TestApp) {
    let post = Post::open(app).await;
    post.send(&mail("1", "Subject: Hello", "Hello")).await;
    let path = format!("conversations/{}", text(&post.conversations().await[0]["id"]));
    let words = b"All work and no play. ".repeat(600_000);
    let mut files = Vec::new();
    for name in ["one.txt", "two.txt"] {
        let file = upload(&post.app, &post.cast.ana, &format!("{path}/upload"), name, &words).await.expect(201);
        files.push(json!({"id": file["id"]}));
    }
    let path = format!("{path}/messages");
    let both = json!({"content": "See", "attachments": files});
    let refused = post.app.post(&post.cast.ana, &path, both).await.expect(400);
    assert!(text(&refused["detail"]).contains("25 MB together"), "{refused}");
    // What was refused may be sent in parts.
    let one = json!({"content": "See", "attachments": [files[0]]});
    post.app.post(&post.cast.ana, &path, one).await.expect(201);
}
