//! A disk that is full, or fails, under SQLite: what is refused, what stays, and when writing stops for good.
//! Full: by SQLite's own limit of pages, which answers as the disk would. Failing: by the system's limit of a file.

use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::shell::{Server, Shell};
use crate::rig::{Cast, Engine, Hold, NOBODY, TestApp};

/// Lets the database grow by so many pages of 4 KiB.
async fn room(app: &TestApp, pages: i64) {
    let limited: store::Result<Option<i64>> = app
        .running
        .db
        .write(move |tx| {
            let has = tx.first("PRAGMA page_count", &[], |row| row.take::<i64>())?.expect("a count");
            tx.first(&format!("PRAGMA max_page_count = {}", has + pages), &[], |row| row.take())
        })
        .await;
    assert!(limited.expect("an answer").is_some());
}

async fn customers(app: &TestApp, cast: &Cast) -> usize {
    app.get(&cast.ana, "customers/?limit=200").await.expect(200).as_array().expect("customers").len()
}

/// Six customers and, last, one write that is more than there is room for, in one commit: what became of each.
async fn group<T>(app: &TestApp, cast: &Cast, last: impl Future<Output = T>) -> (Vec<u16>, T) {
    let hold = Hold::begin(&app.running.db, "UPDATE businesses SET name = name").await;
    let names = (0..6).map(|at| json!({"name": format!("of six {at}")}));
    let six = futures_util::future::join_all(names.map(|name| app.post(&cast.ana, "customers/", name)));
    let last = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        last.await
    };
    let release = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        hold.end().await;
    };
    let (six, last, ()) = tokio::join!(six, last, release);
    (six.iter().map(|one| one.status).collect(), last)
}

/// SQLite takes back the statement alone where it can, and the whole transaction where it can't.
#[test]
fn a_full_disk_refuses_what_does_not_fit_and_the_writer_goes_on() {
    crate::rig::run(Engine::Sqlite, |app: TestApp| async move {
        let cast = app.cast().await;
        let made = app.post(&cast.ana, "conversations/", json!({"business_id": cast.acme.id})).await.expect(201);
        let messages = format!("conversations/{}/messages", made["number"]);
        app.post(&cast.ana, &messages, json!({"content": "Hi"})).await.expect(201);
        let large = json!({"content": "x".repeat(100_000)});
        app.run_jobs().await;
        room(&app, 20).await;
        let (six, refused) = group(&app, &cast, app.post(&cast.ana, &messages, large.clone())).await;
        refused.refused(503, "The server is busy, please try again");
        assert_eq!((six, customers(&app, &cast).await), (vec![201; 6], 7), "its neighbours are kept");
        let grow = app.running.db.write(|tx| -> store::Result<u64> {
            let content = "x".repeat(100_000);
            tx.execute("UPDATE messages SET content = $1 WHERE id = 1", store::args![&content])
        });
        let (six, refused) = group(&app, &cast, grow).await;
        assert!(matches!(refused, Err(store::Error::Busy(_))), "{refused:?}");
        assert_eq!((six, customers(&app, &cast).await), (vec![503; 6], 7), "nothing of the group is kept");
        app.get(NOBODY, "/readyz").await.expect(200);
        // What fits is written, what does not is refused, as often as it is asked.
        app.post(&cast.ana, "customers/", json!({"name": "Small"})).await.expect(201);
        app.post(&cast.ana, &messages, large.clone()).await.expect(503);
        app.get(NOBODY, "/readyz").await.expect(200);
        room(&app, 1 << 20).await;
        app.post(&cast.ana, &messages, large).await.expect(201);
        let kept = app.get(&cast.ana, &messages).await.expect(200);
        let lengths = kept.as_array().expect("messages").iter().map(|row| row["content"].as_str().map_or(0, str::len));
        assert_eq!((lengths.collect::<Vec<_>>(), customers(&app, &cast).await), (vec![2, 100_000], 8));
    });
}

fn register(server: &Server, at: usize) -> String {
    let body = json!({"email": format!("mia{at}@example.com"), "full_name": "Mia", "password": "correct horse"});
    server.post("/api/v1/auth/register", &body.to_string())[9..12].to_owned()
}

/// After a failed write of the log nobody knows what is on the disk: what was answered, and nothing more, is there
/// after the restart.
#[test]
fn a_failing_disk_stops_writing_until_a_restart_and_readyz_says_so() {
    let shell = Shell::new();
    drop(shell.serve(&[]));
    let program = shell.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut command = Command::new("sh");
    // Blocks of 512 bytes; the signal would end the program before it sees the error.
    command.args(["-c", "trap '' XFSZ; ulimit -f 4096; exec \"$0\" \"$@\""]);
    command.arg(program.get_program()).args(program.get_args()).current_dir(shell.folder.path()).env_clear();
    command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PINGBACK_RATE_LIMITS", "off");
    let failing = Server::start(command);
    let ready = |server: &Server| -> (String, Value) {
        let said = server.get("/readyz", "");
        let (head, body) = said.split_once("\r\n\r\n").expect("a body");
        (head[9..12].to_owned(), serde_json::from_str(body).expect("JSON"))
    };
    assert_eq!(ready(&failing).0, "200");
    let answered = (0..2000).find(|at| register(&failing, *at) != "201").expect("a write that fails");
    assert!(answered > 0);
    let (status, body) = ready(&failing);
    assert_eq!(status, "503");
    assert_eq!(body["detail"], "writing has stopped after a failed sync: restart the server");
    assert_eq!(register(&failing, answered + 1), "503", "also what would fit");
    assert!(failing.get("/healthz", "").starts_with("HTTP/1.1 200"));
    drop(failing);
    let mut command = shell.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("PINGBACK_RATE_LIMITS", "off");
    let server = Server::start(command);
    assert_eq!(ready(&server).0, "200");
    assert_eq!(register(&server, 0), "400", "answered, so it is there");
    assert_eq!(register(&server, answered - 1), "400", "answered, so it is there");
    assert_eq!(register(&server, answered), "201", "refused, so it is not");
}
