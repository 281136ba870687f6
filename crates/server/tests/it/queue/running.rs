//! The runner without a server: what it does, how much at once, and what stops nothing else.

use std::time::Duration;

use model::job::Mail;
use model::webhook::{Telling, Tellings};
use model::{Job, Key, Time};
use store::queue::{self, Depth};
use store::{Reach, webhook_deliveries, webhook_endpoints};

use super::{Bench, on_both_databases};

on_both_databases!(
    a_job_of_another_version_is_kept_among_the_dead,
    the_runner_sends_a_mail_once,
    a_mail_that_nobody_takes_is_tried_again,
    a_running_runner_does_a_job_as_soon_as_it_is_committed,
    mails_that_hang_are_few_at_once_and_stop_no_other_job,
    a_log_that_is_slow_to_read_holds_up_no_write,
    an_endpoint_that_cannot_be_fed_holds_up_no_other,
);

impl Bench {
    fn runner(&self, smtp: Option<&str>) -> jobs::Runner {
        self.runner_of(smtp, 2)
    }

    fn runner_of(&self, smtp: Option<&str>, workers: usize) -> jobs::Runner {
        self.runner_that_reads(|_, seq| Ok(Tellings { list: Vec::new(), seq, more: false }), smtp, workers)
    }

    /// `read`: how a business's log is told to its webhook endpoints, after an event.
    fn runner_that_reads(
        &self,
        read: impl Fn(Key, i64) -> store::Result<Tellings> + Send + Sync + 'static,
        smtp: Option<&str>,
        workers: usize,
    ) -> jobs::Runner {
        let outbox = self.home.folder().join("outbox");
        let mailer = jobs::Mailer::new(smtp, "p@example.com", &outbox).expect("a mailer");
        server::boot::choose_cryptography();
        let outbound = outbound::Client::new(outbound::Settings::default()).expect("a client");
        let own = jobs::provider::Own {
            gateways: channels::Gateways::default(),
            clock: self.clock.clock(),
            largest: 1 << 20,
            link: std::sync::Arc::new(|_| String::new()),
            mail_key: [0; 32],
        };
        let provider = jobs::Provider::new(outbound.clone(), own);
        let files = files::Files::in_folder(&self.home.folder().join("files")).expect("a folder");
        let render = move |_: &mut _, business, seq, _| read(business, seq);
        let asked = outbound.clone();
        let webhooks = jobs::Webhooks::new(outbound, std::sync::Arc::new(render));
        let (db, clock) = (self.db.clone(), self.clock.clock());
        let assistants = advice::Assistants::new(asked, clock.clone(), advice::Rules::default());
        let advice = advice::Advice::new(db.clone(), advice::Theo::without_model(), assistants);
        jobs::Runner::new(jobs::runner::Parts { db, mailer, provider, webhooks, advice, files, clock, workers })
    }

    /// A business whose webhook endpoints have heard so much of its log, and are to be fed.
    async fn business(&self, seqs: &'static [i64]) -> Reach {
        let made: store::Result<Reach> = self
            .db
            .write(move |tx| {
                let mut insert = |sql: &str, of: i64| -> store::Result<Key> {
                    let uuid = tx.new_uuid();
                    let number = tx.first(sql, store::args![uuid, of], |row| row.take())?.expect("a number");
                    Ok(Key { number, uuid })
                };
                let user = insert(
                    "INSERT INTO users (uuid, email, email_key, full_name, is_verified, created_at, updated_at)
                     VALUES ($1, 'o', 'o', 'o', true, $2, $2) RETURNING id",
                    1,
                )?;
                let business = insert(
                    "INSERT INTO businesses (uuid, owner_id, name, seq, created_at)
                     VALUES ($1, $2, 'Acme', 9, 1) RETURNING id",
                    user.number,
                )?;
                let reach = Reach::system(business);
                let url = "https://127.0.0.1:1/".to_owned();
                let (description, events) = (String::new(), Vec::new());
                let new = webhook_endpoints::NewEndpoint { url, description, events, include_notes: false };
                for seq in seqs {
                    webhook_endpoints::insert(tx, &reach, &new, "whsec_AAAA", *seq)?;
                }
                webhook_endpoints::wake_feed(tx, business)?;
                Ok(reach)
            })
            .await;
        made.expect("a business")
    }

    async fn mail(&self) {
        let mail = Mail { to: "ana@example.com".into(), subject: "Hello".into(), body: "token=secret".into() };
        let put: store::Result<()> = self.db.write(move |tx| queue::enqueue_mail(tx, &mail)).await;
        put.expect("a mail in the queue");
    }
}

async fn the_runner_sends_a_mail_once(b: Bench) {
    let runner = b.runner(None);
    b.mail().await;
    let (one, two) = tokio::join!(runner.run_due(), runner.run_due());
    assert_eq!(one + two, 1);
    let mails = b.home.outbox();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("token=secret"));
    assert_eq!(b.depth().await.waiting, 0);
}

async fn a_mail_that_nobody_takes_is_tried_again(b: Bench) {
    // Nothing listens on port 1.
    let runner = b.runner(Some("smtp://127.0.0.1:1"));
    b.mail().await;
    assert_eq!(runner.run_due().await, 1);
    assert_eq!(runner.run_due().await, 0);
    assert_eq!(b.depth().await, Depth { waiting: 1, running: 0, dead: 0, oldest_due: None });
    b.clock.advance(Duration::from_secs(6));
    assert_eq!(b.runner(None).run_due().await, 1);
    assert_eq!(b.home.outbox().len(), 1);
}

async fn a_running_runner_does_a_job_as_soon_as_it_is_committed(b: Bench) {
    let runner = b.runner(None);
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let background = tokio::spawn(async move { runner.run(stopped).await });
    b.mail().await;
    let done = async {
        while b.home.outbox().is_empty() || b.depth().await.running > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), done).await.expect("the mail within five seconds");
    stop.send(true).expect("the runner listens");
    tokio::time::timeout(Duration::from_secs(5), background).await.expect("the runner stops").expect("no panic");
}

async fn mails_that_hang_are_few_at_once_and_stop_no_other_job(b: Bench) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let smtp = format!("smtp://{}", listener.local_addr().expect("an address"));
    let silent = tokio::spawn(async move {
        let mut lines = Vec::new();
        while let Ok((line, _)) = listener.accept().await {
            lines.push(line);
            assert!(lines.len() <= 4, "so many of one lane at once");
        }
    });
    for _ in 0..20 {
        b.mail().await;
    }
    let runner = b.runner_of(Some(&smtp), 8);
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let background = tokio::spawn(async move { runner.run(stopped).await });
    b.put(Job::DeleteExpired, None).await;
    let done = async {
        while b.depth().await != (Depth { waiting: 16, running: 4, dead: 0, oldest_due: Some(b.clock.now()) }) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), done).await.expect("the other jobs within five seconds");
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(b.depth().await.running, 4);
    assert!(!silent.is_finished());
    background.abort();
}

async fn a_log_that_is_slow_to_read_holds_up_no_write(b: Bench) {
    b.business(&[5]).await;
    let (begin, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    let slow = move |_, seq| {
        begin.send(()).expect("the test waits");
        let _dropped = released.lock().expect("a lock").recv().is_err();
        Ok(Tellings { list: Vec::new(), seq, more: false })
    };
    let runner = b.runner_that_reads(slow, None, 2);
    let running = tokio::spawn(async move { runner.run_due().await });
    begun.recv().await.expect("it reads");
    let put = tokio::time::timeout(Duration::from_secs(3), b.put(Job::DeleteExpired, None));
    put.await.expect("a write beside it");
    drop(release);
    assert_eq!(running.await.expect("an end in order"), 2);
}

async fn an_endpoint_that_cannot_be_fed_holds_up_no_other(b: Bench) {
    let reach = b.business(&[5, 8]).await;
    let read = |_, after: i64| {
        if after == 5 {
            return Err(store::Error::Broken("it can't be read".into()));
        }
        let (at, data) = (Time(0), "{}".to_owned());
        let one = Telling { seq: 9, at, event: "read", is_internal: false, conversation: None, data };
        Ok(Tellings { list: if after < 9 { vec![one] } else { Vec::new() }, seq: 9, more: false })
    };
    b.runner_that_reads(read, None, 2).run_due().await;
    let endpoints: store::Result<_> = b.db.read(move |c| webhook_endpoints::list(c, &reach)).await;
    let endpoints = endpoints.expect("two");
    assert_eq!(endpoints.iter().map(|one| one.seq).collect::<Vec<_>>(), [5, 9]);
    let other = endpoints[1].key;
    let lines: store::Result<_> = b.db.read(move |c| webhook_deliveries::list(c, &reach, other, 10)).await;
    assert_eq!(lines.expect("its deliveries").iter().map(|one| one.seq).collect::<Vec<_>>(), [Some(9)]);
    assert!(b.depth().await.waiting > 0, "the feed is tried again");
}

async fn a_job_of_another_version_is_kept_among_the_dead(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    let changed: store::Result<u64> =
        b.db.write(|tx| tx.execute("UPDATE jobs SET name = 'brew', job = $1", store::args!["{\"type\":\"brew\"}"]))
            .await;
    assert_eq!(changed.expect("a change"), 1);
    assert_eq!(b.runner(None).run_due().await, 1);
    let dead = b.db.read(|c| queue::dead(c, 10)).await.expect("the dead");
    assert_eq!((dead.len(), dead[0].name.as_str()), (1, "brew"));
}
