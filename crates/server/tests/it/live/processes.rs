//! Several servers on one PostgreSQL, with Redis between them and without: what is written through one reaches the
//! sockets of the other, in order, and nothing is lost while Redis is gone.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{agent, says, widget};
use crate::rig::home::{Engine, Home};
use crate::rig::socket::{Hello, Socket};
use crate::rig::{Cast, TestApp, TestClock};

/// A Redis of the test's own.
struct Redis {
    server: Option<Child>,
    port: u16,
}

impl Redis {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let mut redis = Self { server: None, port };
        redis.start_again();
        redis
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    fn start_again(&mut self) {
        let server = Command::new("redis-server")
            .args(["--port", &self.port.to_string(), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"])
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server starts: run `make test`, or put `scripts/redis` in front of the command");
        self.server = Some(server);
        let since = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(since.elapsed() < Duration::from_secs(10), "Redis does not answer");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Two servers on one database.
async fn two(home: &Home, redis: Option<&Redis>) -> (TestApp, TestApp) {
    let clock = TestClock::new();
    let mut apps = Vec::new();
    for name in ["one", "two"] {
        let mut config = home.config();
        config.data = home.folder().join(name);
        std::fs::create_dir_all(&config.data).expect("a folder");
        config.secret_key = Some(server::config::values::Secret("07".repeat(32)));
        config.redis_url = redis.map(|redis| server::config::values::Secret(redis.url()));
        apps.push(TestApp::start_beside(home.clone(), clock.clone(), config).await);
    }
    let two = apps.pop().expect("two");
    (apps.pop().expect("one"), two)
}

fn run<F: Future<Output = ()>>(test: impl FnOnce(Home) -> F) {
    let home = Home::make(Engine::Postgres);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(test(home.clone()));
    runtime.shutdown_background();
    drop(home);
}

/// Says something through one server; how long it takes to reach a socket of the other.
async fn crossing(through: &TestApp, widget: &str, socket: &mut Socket, content: &str) -> Duration {
    let since = Instant::now();
    says(through, widget, content, None).await;
    assert_eq!(socket.next("new_message").await["content"], content);
    since.elapsed()
}

/// Until bells go through Redis, or the test gives up.
async fn until_quick(one: &TestApp, widget: &str, socket: &mut Socket) {
    let since = Instant::now();
    while crossing(one, widget, socket, "Quick?").await > Duration::from_millis(400) {
        assert!(since.elapsed() < Duration::from_secs(20), "Redis carries no bell");
    }
    // Not by chance at the right moment of the second.
    for _ in 0..3 {
        assert!(crossing(one, widget, socket, "Quick!").await < Duration::from_millis(900));
    }
}

#[test]
fn what_one_server_writes_the_sockets_of_another_hear_in_order() {
    run(|home| async move {
        let redis = Redis::start();
        let (one, other) = two(&home, Some(&redis)).await;
        let cast = one.cast().await;
        let widget = widget(&one, &cast).await;
        let mut bo = agent(&other, &cast, &cast.bo).await;
        until_quick(&one, &widget, &mut bo).await;
        let start = bo.seq;
        let writing = |app: &TestApp| {
            let (url, client) = (app.url(&format!("widget/{widget}/messages")), crate::rig::http::client());
            async move {
                for number in 0..40 {
                    let body = json!({"content": format!("{number}")});
                    client.post(&url).json(&body).send().await.expect("an answer");
                }
            }
        };
        tokio::join!(writing(&one), writing(&other), writing(&one));
        let mut seqs = Vec::new();
        while seqs.len() < 240 {
            seqs.extend(bo.any().await.expect("an event").1["seq"].as_i64());
        }
        assert!(seqs[0] > start && seqs.is_sorted_by(|a, b| a < b), "{seqs:?}");
        whispers_cross(&one, &other, &cast).await;
        sign_outs_cross(&one, &other, &cast).await;
    });
}

async fn whispers_cross(one: &TestApp, other: &TestApp, cast: &Cast) {
    let list = one.get(&cast.ana, "conversations/?limit=1").await.expect(200);
    let id = json!({"conversation_id": list[0]["number"], "is_typing": true});
    let (mut ana, mut bo) = (agent(one, cast, &cast.ana).await, agent(other, cast, &cast.bo).await);
    assert_eq!(ana.ask("typing", id.clone()).await["ok"], true);
    assert_eq!(bo.next("typing").await["user_id"], cast.ana.id.as_str());
    assert_eq!(ana.ask("view_conversation", id).await["ok"], true);
    assert_eq!(bo.next("presence").await["viewers"][0]["name"], "Ana");
    drop(ana);
    loop {
        if bo.next("presence").await["viewers"] == json!([]) {
            return;
        }
    }
}

async fn sign_outs_cross(one: &TestApp, other: &TestApp, cast: &Cast) {
    let mut ana = agent(other, cast, &cast.ana).await;
    one.post(&cast.ana, "auth/logout", serde_json::Value::Null).await.expect(200);
    let since = Instant::now();
    let heard = ana.rest().await;
    assert!(since.elapsed() < Duration::from_secs(1), "{:?}", since.elapsed());
    assert_eq!(heard.last().map(|(_, data)| &data["reason"]), Some(&json!("signed_out")));
}

#[test]
fn without_redis_a_second_passes_and_nothing_is_lost() {
    run(|home| async move {
        let mut redis = Redis::start();
        let (one, other) = two(&home, Some(&redis)).await;
        let cast = one.cast().await;
        let widget = widget(&one, &cast).await;
        let mut bo = agent(&other, &cast, &cast.bo).await;
        until_quick(&one, &widget, &mut bo).await;
        redis.stop();
        for number in 0..3 {
            let took = crossing(&one, &widget, &mut bo, &format!("Gone {number}")).await;
            assert!(took < Duration::from_secs(3), "{took:?}");
        }
        // Its own server needs nobody in between.
        assert!(crossing(&other, &widget, &mut bo, "At home").await < Duration::from_millis(500));
        let hello = Hello::agent(&one, &cast.ana, &cast.acme.id).since(bo.seq - 4);
        hello.connect().await.expect("let in").next("ready").await;
        redis.start_again();
        until_quick(&one, &widget, &mut bo).await;
    });
}

#[test]
fn two_servers_without_any_redis_hear_each_other_within_seconds() {
    run(|home| async move {
        let (one, other) = two(&home, None).await;
        let cast = one.cast().await;
        let widget = widget(&one, &cast).await;
        let mut bo = agent(&other, &cast, &cast.bo).await;
        assert!(crossing(&one, &widget, &mut bo, "Hello").await < Duration::from_secs(3));
    });
}

#[test]
fn who_moves_to_a_server_that_is_behind_is_told_nothing_twice() {
    run(|home| async move {
        let (one, other) = two(&home, None).await;
        let cast = one.cast().await;
        let widget = widget(&one, &cast).await;
        let mut ana = agent(&one, &cast, &cast.ana).await;
        // The other server follows the business too, and looks at its log once a second.
        let mut bo = agent(&other, &cast, &cast.bo).await;
        for number in 0..5 {
            let content = format!("{number}");
            crossing(&one, &widget, &mut ana, &content).await;
            let hello = Hello::agent(&other, &cast.ana, &cast.acme.id).since(ana.seq);
            let mut moved = hello.connect().await.expect("let in");
            let (name, data) = moved.any().await.expect("an event");
            assert_eq!((name.as_str(), data["seq"].as_i64()), ("ready", Some(ana.seq)));
            assert_eq!(bo.next("new_message").await["content"], content.as_str());
        }
    });
}
