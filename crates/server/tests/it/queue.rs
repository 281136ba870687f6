//! The job queue by itself, without a server: leases, tries, the dead, and the runner.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use model::job::Mail;
use model::{Job, Time};
use store::queue::{self, Depth, Leased, SCHEDULE};
use store::{Db, Place};

use crate::rig::{Engine, Home, TestClock};

const LEASE: Duration = Duration::from_secs(60);

/// A database without a server on it.
struct Bench {
    db: Db,
    clock: TestClock,
    home: Home,
}

macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::run(crate::rig::Engine::Sqlite, super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { super::run(crate::rig::Engine::Postgres, super::$name); })+
        }
    };
}

on_both_databases!(
    a_job_is_taken_by_one_worker_and_gone_when_it_is_done,
    a_worker_whose_lease_ran_out_changes_nothing,
    a_failing_job_comes_back_by_the_schedule_and_then_is_dead,
    a_job_that_takes_its_worker_down_every_time_is_dead_in_the_end,
    many_workers_never_take_the_same_job,
    one_job_waits_under_a_key_also_when_an_older_one_comes_back,
    a_job_that_failed_keeps_no_fresh_one_waiting,
    a_job_comes_back_while_somebody_puts_one_in_under_its_key,
    the_earlier_of_two_times_under_a_key_holds,
    a_job_is_not_taken_while_somebody_leaves_more_for_it,
    a_job_of_another_version_is_kept_among_the_dead,
    the_bell_rings_after_a_commit_and_not_after_a_rollback,
    the_runner_sends_a_mail_once,
    a_mail_that_nobody_takes_is_tried_again,
    a_running_runner_does_a_job_as_soon_as_it_is_committed,
    mails_that_hang_are_few_at_once_and_stop_no_other_job,
);

fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Bench) -> F) {
    let home = Home::make(engine);
    let clock = TestClock::new();
    let place = match home.database_url() {
        Some(url) => Place::Postgres(url),
        None => Place::Sqlite(home.config().database_file()),
    };
    let settings = store::Settings { place, clock: clock.clock(), key: [7; 32], connections: 4 };
    let db = Db::open(settings).expect("a database");
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(test(Bench { db, clock, home: home.clone() }));
}

impl Bench {
    async fn put(&self, job: Job, key: Option<&'static str>) {
        let put: store::Result<()> = self
            .db
            .write(move |tx| {
                let now = tx.now();
                tx.enqueue_once(None, &job, now, key)
            })
            .await;
        put.expect("a job in the queue");
    }

    async fn lease(&self, limit: i64) -> Vec<Leased> {
        lease(&self.db, self.clock.now(), limit).await
    }

    async fn finish(&self, leased: &Leased) -> bool {
        let leased = leased.clone();
        self.db.write(move |tx| queue::finish(tx, &leased)).await.expect("an answer")
    }

    async fn retry(&self, leased: &Leased, error: &'static str) -> bool {
        let leased = leased.clone();
        self.db.write(move |tx| queue::retry(tx, &leased, error, Duration::ZERO)).await.expect("an answer")
    }

    async fn depth(&self) -> Depth {
        self.db.read(queue::depth).await.expect("a depth")
    }

    fn runner(&self, smtp: Option<&str>) -> jobs::Runner {
        self.runner_of(smtp, 2)
    }

    fn runner_of(&self, smtp: Option<&str>, workers: usize) -> jobs::Runner {
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
        let nothing = |_: &mut _, _, seq, _| Ok(model::webhook::Tellings { list: Vec::new(), seq, more: false });
        let webhooks = jobs::Webhooks::new(outbound, std::sync::Arc::new(nothing));
        jobs::Runner::new(self.db.clone(), mailer, provider, webhooks, files, self.clock.clock(), workers)
    }

    async fn mail(&self) {
        let mail = Mail { to: "ana@example.com".into(), subject: "Hello".into(), body: "token=secret".into() };
        let put: store::Result<()> = self.db.write(move |tx| queue::enqueue_mail(tx, &mail)).await;
        put.expect("a mail in the queue");
    }
}

async fn lease(db: &Db, now: Time, limit: i64) -> Vec<Leased> {
    let leased = db.write(move |tx| {
        queue::take_back(tx)?;
        queue::lease(tx, None, limit, now.plus(LEASE))
    });
    leased.await.expect("an answer")
}

async fn a_job_is_taken_by_one_worker_and_gone_when_it_is_done(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    let taken = b.lease(10).await;
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].attempt, &taken[0].job), (1, &Some(Job::DeleteExpired)));
    assert!(b.lease(10).await.is_empty());
    assert!(b.finish(&taken[0]).await);
    assert!(!b.finish(&taken[0]).await);
    assert_eq!(b.depth().await, Depth { waiting: 0, running: 0, dead: 0, oldest_due: None });
}

async fn a_worker_whose_lease_ran_out_changes_nothing(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    let late = b.lease(1).await.remove(0);
    b.clock.advance(LEASE + Duration::from_secs(1));
    let next = b.lease(1).await.remove(0);
    assert_eq!((next.id, next.attempt), (late.id, 2));
    assert!(next.lease > late.lease);
    assert!(!b.finish(&late).await);
    assert!(!b.retry(&late, "late").await);
    assert_eq!(b.depth().await.running, 1);
    assert!(b.finish(&next).await);
}

async fn a_failing_job_comes_back_by_the_schedule_and_then_is_dead(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    for (tried, wait) in SCHEDULE.iter().enumerate() {
        if !wait.is_zero() {
            b.clock.advance(*wait - Duration::from_millis(1));
            assert!(b.lease(1).await.is_empty(), "try {tried} came too early");
            b.clock.advance(*wait / 10 + Duration::from_millis(1));
        }
        let taken = b.lease(1).await.remove(0);
        assert_eq!(taken.attempt, tried as i64 + 1);
        assert!(b.retry(&taken, "no luck").await);
    }
    b.clock.advance(Duration::from_secs(1_000_000));
    assert!(b.lease(1).await.is_empty());
    let dead = b.db.read(|c| queue::dead(c, 10)).await.expect("the dead");
    assert_eq!((dead.len(), dead[0].error.as_str(), dead[0].attempts), (1, "no luck", 8));
    assert_eq!(b.depth().await.dead, 1);
}

async fn a_job_that_takes_its_worker_down_every_time_is_dead_in_the_end(b: Bench) {
    b.put(Job::DeleteExpired, None).await;
    for _ in SCHEDULE {
        assert_eq!(b.lease(1).await.len(), 1);
        b.clock.advance(LEASE);
    }
    assert!(b.lease(1).await.is_empty());
    assert_eq!(b.depth().await.dead, 1);
}

async fn many_workers_never_take_the_same_job(b: Bench) {
    for _ in 0..100 {
        b.put(Job::DeleteExpired, None).await;
    }
    let (db, now) = (b.db.clone(), b.clock.now());
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let db = db.clone();
        workers.spawn(async move {
            let mut taken = Vec::new();
            loop {
                let some = lease(&db, now, 3).await;
                if some.is_empty() {
                    return taken;
                }
                taken.extend(some.into_iter().map(|leased| leased.id));
            }
        });
    }
    let mut taken: Vec<i64> = workers.join_all().await.concat();
    // A worker that finds only rows that others are just taking stops early; what is left is for the next look.
    taken.extend(lease(&db, now, 100).await.iter().map(|leased| leased.id));
    taken.sort_unstable();
    let before = taken.len();
    taken.dedup();
    assert_eq!((before, taken.len()), (100, 100));
}

async fn one_job_waits_under_a_key_also_when_an_older_one_comes_back(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    b.put(Job::DeleteExpired, Some("key")).await;
    assert_eq!(b.depth().await.waiting, 1);
    let taken = b.lease(10).await.remove(0);
    b.put(Job::DeleteExpired, Some("key")).await;
    assert!(b.retry(&taken, "no luck").await);
    assert_eq!(b.depth().await, Depth { waiting: 1, running: 0, dead: 0, oldest_due: Some(b.clock.now()) });
}

async fn a_job_that_failed_keeps_no_fresh_one_waiting(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    for _ in 0..3 {
        let taken = b.lease(10).await.remove(0);
        assert!(b.retry(&taken, "no luck").await);
        b.clock.advance(Duration::from_secs(3600));
    }
    let taken = b.lease(10).await.remove(0);
    assert!(b.retry(&taken, "no luck").await);
    assert!(b.lease(10).await.is_empty(), "its next try is hours away");
    b.put(Job::DeleteExpired, Some("key")).await;
    let fresh = b.lease(10).await;
    assert_eq!(fresh.iter().map(|one| one.attempt).collect::<Vec<_>>(), [1]);
    assert!(b.finish(&fresh[0]).await);
    assert_eq!(b.depth().await, Depth { waiting: 0, running: 0, dead: 0, oldest_due: None });
}

/// A transaction that has put a job in under `key`, and waits before it commits.
struct Leaving {
    release: std::sync::mpsc::Sender<()>,
    ended: tokio::task::JoinHandle<()>,
}

impl Leaving {
    async fn begin(db: &Db, put: impl Fn(&mut store::Tx<'_>) -> store::Result<()> + Send + 'static) -> Self {
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (begun, beginning) = tokio::sync::oneshot::channel();
        let (db, mut begun) = (db.clone(), Some(begun));
        let ended = tokio::spawn(async move {
            let left: store::Result<()> = db
                .write(move |tx| {
                    put(tx)?;
                    if let Some(begun) = begun.take() {
                        begun.send(()).expect("the test waits");
                    }
                    let _dropped = released.recv().is_err();
                    Ok(())
                })
                .await;
            left.expect("a commit");
        });
        beginning.await.expect("it is put in");
        Self { release, ended }
    }

    /// Commits once `other`, which may have to wait for it, has begun.
    async fn end_beside<T>(self, other: impl Future<Output = T>) -> T {
        let Self { release, ended } = self;
        let ending = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            drop(release);
            ended.await.expect("an end in order");
        };
        tokio::join!(other, ending).0
    }
}

fn put_in(key: &'static str, wait: Duration) -> impl Fn(&mut store::Tx<'_>) -> store::Result<()> + Send + 'static {
    move |tx| {
        let at = tx.now().plus(wait);
        tx.enqueue_at(None, &Job::DeleteExpired, at, key)
    }
}

async fn a_job_comes_back_while_somebody_puts_one_in_under_its_key(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    let taken = b.lease(10).await.remove(0);
    let leaving = Leaving::begin(&b.db, put_in("key", Duration::ZERO)).await;
    assert!(leaving.end_beside(b.retry(&taken, "no luck")).await);
    assert_eq!(b.depth().await, Depth { waiting: 1, running: 0, dead: 0, oldest_due: Some(b.clock.now()) });
}

async fn the_earlier_of_two_times_under_a_key_holds(b: Bench) {
    let leaving = Leaving::begin(&b.db, put_in("key", Duration::from_secs(3600))).await;
    let now = async {
        let put: store::Result<()> = b.db.write(put_in("key", Duration::ZERO)).await;
        put.expect("a commit");
    };
    leaving.end_beside(now).await;
    assert_eq!(b.lease(10).await.len(), 1);
    b.put(Job::DeleteExpired, Some("other")).await;
    let put: store::Result<()> = b.db.write(put_in("other", Duration::from_secs(3600))).await;
    put.expect("a commit");
    assert!(b.lease(10).await.is_empty(), "it was put off");
}

async fn a_job_is_not_taken_while_somebody_leaves_more_for_it(b: Bench) {
    b.put(Job::DeleteExpired, Some("key")).await;
    let leaving = Leaving::begin(&b.db, |tx| {
        let now = tx.now();
        tx.enqueue_once(None, &Job::DeleteExpired, now, Some("key"))
    });
    let leaving = leaving.await;
    // SQLite's one writer does not even come to it.
    if b.home.engine() == Engine::Postgres {
        assert_eq!(b.lease(10).await.len(), 0, "it would not see what is being left for it");
    }
    leaving.end_beside(async {}).await;
    assert_eq!(b.lease(10).await.len(), 1);
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

async fn the_bell_rings_after_a_commit_and_not_after_a_rollback(b: Bench) {
    let rung = Arc::new(AtomicUsize::new(0));
    let count = rung.clone();
    b.db.on_enqueue(move || {
        count.fetch_add(1, Ordering::SeqCst);
    });
    b.put(Job::DeleteExpired, None).await;
    assert_eq!(rung.load(Ordering::SeqCst), 1);
    let refused: store::Result<()> =
        b.db.write(|tx| {
            let now = tx.now();
            tx.enqueue(None, &Job::DeleteExpired, now)?;
            Err(store::Error::NotFound)
        })
        .await;
    assert!(refused.is_err());
    assert_eq!((rung.load(Ordering::SeqCst), b.depth().await.waiting), (1, 1));
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
