//! The store on both engines: counters against counting, lists against sorting, the log without gaps.

#[path = "it/queue.rs"]
mod queue;
#[path = "it/search.rs"]
mod search;
#[path = "it/tree.rs"]
mod tree;
#[path = "it/waiting.rs"]
mod waiting;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use model::{AnyId, ChannelType, Conversation, Fact, Key, Status, Time, Word};
use store::conversations::{self, Assignee, Filter, Start};
use store::{Db, Error, Place, Reach, Settings, Tx, args};

/// Runs every test once per engine.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite { $(#[tokio::test(flavor = "multi_thread")] async fn $test() { super::$test("sqlite").await; })+ }
        mod postgres_engine { $(#[tokio::test(flavor = "multi_thread")] async fn $test() { super::$test("postgres").await; })+ }
    };
}
use on_both_engines;

/// A database with one business, and what keeps it alive.
struct Rig {
    db: Db,
    reach: Reach,
    users: Vec<Key>,
    _folder: tempfile::TempDir,
}

const START: i64 = 1_700_000_000_000_000;

fn open(place: Place) -> Db {
    let ticks = Arc::new(AtomicI64::new(START));
    let clock = Arc::new(move || Time(ticks.fetch_add(1, Ordering::Relaxed)));
    Db::open(Settings { place, clock, key: [1; 32], connections: 4 }).expect("the database opens")
}

async fn rig(engine: &str, name: &str) -> Rig {
    let folder = tempfile::tempdir().expect("a folder");
    let place = match engine {
        "sqlite" => Place::Sqlite(folder.path().join("pingback.db")),
        _ => Place::Postgres(postgres_database(name)),
    };
    let db = tokio::task::spawn_blocking(move || open(place)).await.expect("opens");
    db.refuse_scans();
    let (business, users) = db.write(make_business).await.expect("a business");
    Rig { db, reach: Reach::system(business), users, _folder: folder }
}

#[expect(clippy::disallowed_methods, reason = "scripts/postgres says where the cluster is by a variable")]
fn postgres_database(name: &str) -> String {
    let server = std::env::var("PINGBACK_TEST_POSTGRES").expect("no PostgreSQL to test on: run `make test`");
    let database = format!("store_{name}_{}", std::process::id());
    let url = server.clone();
    let made = database.clone();
    std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("PostgreSQL answers");
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {made}")).expect("dropped");
        client.batch_execute(&format!("CREATE DATABASE {made}")).expect("made");
    })
    .join()
    .expect("a database");
    let (address, options) = server.split_once('?').map_or((server.as_str(), ""), |(a, b)| (a, b));
    let base = address.rsplit_once('/').expect("a URL with a database").0;
    format!("{base}/{database}{}{options}", if options.is_empty() { "" } else { "?" })
}

fn make_business(tx: &mut Tx<'_>) -> Result<(Key, Vec<Key>), Error> {
    let mut users = Vec::new();
    for name in ["olu", "ana"] {
        let uuid = tx.new_uuid();
        let number = tx
            .first(
                "INSERT INTO users (uuid, email, email_key, full_name, is_verified, created_at, updated_at)
                 VALUES ($1, $2, $2, $2, true, 1, 1) RETURNING id",
                args![uuid, name],
                |row| row.take(),
            )?
            .expect("a number");
        users.push(Key { number, uuid });
    }
    let uuid = tx.new_uuid();
    let number = tx
        .first(
            "INSERT INTO businesses (uuid, owner_id, name, seq, created_at) VALUES ($1, $2, 'Acme', 0, 1) RETURNING id",
            args![uuid, users[0].number],
            |row| row.take(),
        )?
        .expect("a number");
    Ok((Key { number, uuid }, users))
}

fn blank(business: Key, status: Status, assignee: Option<Key>, updated_at: i64) -> Conversation {
    Conversation {
        key: Key { number: 0, uuid: uuid::Uuid::nil() },
        business,
        customer: None,
        assignee,
        status,
        channel_type: ChannelType::Widget,
        channel: None,
        subject: None,
        priority: model::conversation::Priority::Normal,
        tags: Vec::new(),
        snoozed_until: None,
        handoff_reason: None,
        handoff_at: None,
        unread_count: 0,
        last_message: None,
        created_at: Time(updated_at),
        updated_at: Time(updated_at),
        first_response_at: None,
        resolved_at: None,
        closed_at: None,
    }
}

/// A small generator, so that a failing run can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// Makes conversations, moves them about, and returns what is then there.
async fn scatter(rig: &Rig, count: usize) -> Vec<Conversation> {
    let (reach, users) = (rig.reach, rig.users.clone());
    rig.db
        .write(move |tx| -> Result<_, Error> {
            let mut dice = Dice(42);
            let mut all = Vec::new();
            for at in 0..count * 2 {
                let status = Status::ALL[dice.roll(4) as usize];
                let assignee = users.get(dice.roll(3) as usize).copied();
                // Some share an instant, some a leaf, some are months away.
                let reach_back = 1 << (10 + 7 * dice.roll(6));
                let time = START - (dice.roll(reach_back) as i64 / 5 * 5);
                if at % 2 == 0 {
                    let mut made = blank(reach.business(), status, assignee, time);
                    assert!(conversations::insert(tx, &reach, &mut made)?);
                    tx.record(&reach, None, Fact::ConversationCreated { conversation: made.key });
                    all.push(made);
                } else {
                    let which = dice.roll(all.len() as u64) as usize;
                    let before = conversations::lock(tx, &reach, all[which].key.into())?;
                    let mut after = before.clone();
                    (after.status, after.assignee, after.updated_at) = (status, assignee, Time(time));
                    conversations::save(tx, &reach, &before, &after)?;
                    tx.record(&reach, None, Fact::ConversationUpdated { conversation: after.key, status });
                    all[which] = after;
                }
            }
            Ok(all)
        })
        .await
        .expect("conversations")
}

async fn any_page_is_what_sorting_would_give(engine: &str) {
    let rig = rig(engine, "pages").await;
    let mut all = scatter(&rig, 600).await;
    all.sort_by_key(|one| std::cmp::Reverse((one.updated_at, one.key.number)));
    let statuses = [None, Some(Status::Open), Some(Status::Closed)];
    let assignees = [None, Some(Assignee::Nobody), Some(Assignee::User(rig.users[1].into()))];
    for (status, assignee) in statuses.iter().flat_map(|status| assignees.iter().map(move |who| (*status, *who))) {
        let wanted: Vec<i64> = all
            .iter()
            .filter(|one| status.is_none_or(|status| one.status == status))
            .filter(|one| match assignee {
                None => true,
                Some(Assignee::Nobody) => one.assignee.is_none(),
                Some(Assignee::User(id)) => one.assignee.is_some_and(|key| id.names(key)),
            })
            .map(|one| one.key.number)
            .collect();
        assert!(wanted.len() > 30, "the data covers the filter");
        for offset in (0..wanted.len() + 20).step_by(7) {
            let (reach, filter) = (rig.reach, Filter { status, assignee, ..Filter::default() });
            let page = rig
                .db
                .read(move |c| conversations::list(c, &reach, &filter, Start::Offset(offset as i64), 10))
                .await
                .expect("a page");
            let found: Vec<i64> = page.conversations.iter().map(|one| one.key.number).collect();
            let rest = &wanted[offset.min(wanted.len())..];
            assert_eq!(found, rest[..rest.len().min(10)], "{engine} {status:?} {assignee:?} offset {offset}");
            assert_eq!(page.total, Some(wanted.len() as i64));
            assert_eq!(page.more, rest.len() > 10);
        }
    }
}

async fn cursors_walk_every_row_once_both_ways(engine: &str) {
    let rig = rig(engine, "cursors").await;
    let mut all = scatter(&rig, 200).await;
    all.sort_by_key(|one| std::cmp::Reverse((one.updated_at, one.key.number)));
    let wanted: Vec<i64> = all.iter().map(|one| one.key.number).collect();
    for oldest_first in [false, true] {
        let mut start = Start::Offset(0);
        let mut seen = Vec::new();
        let mut pages = Vec::new();
        loop {
            let (reach, filter) = (rig.reach, Filter { oldest_first, ..Filter::default() });
            let page = rig.db.read(move |c| conversations::list(c, &reach, &filter, start, 17)).await.expect("a page");
            assert_eq!(page.total.is_some(), !oldest_first || !seen.is_empty() || page.total.is_some());
            seen.extend(page.conversations.iter().map(|one| one.key.number));
            let last = page.conversations.last().expect("rows");
            start = Start::After(conversations::Position { updated_at: last.updated_at, id: last.key.number });
            pages.push(page.conversations.clone());
            if !page.more {
                break;
            }
        }
        if oldest_first {
            seen.reverse();
        }
        assert_eq!(seen, wanted, "{engine}");
        // Back again from the last page's first row.
        let first = &pages[pages.len() - 1][0];
        let back = Start::Before(conversations::Position { updated_at: first.updated_at, id: first.key.number });
        let (reach, filter) = (rig.reach, Filter { oldest_first, ..Filter::default() });
        let page = rig.db.read(move |c| conversations::list(c, &reach, &filter, back, 17)).await.expect("a page");
        assert_eq!(page.conversations, pages[pages.len() - 2]);
    }
}

async fn the_log_has_no_gaps_and_a_refused_write_leaves_nothing(engine: &str) {
    let rig = rig(engine, "log").await;
    let reach = rig.reach;
    let mut calls = Vec::new();
    for at in 0..40 {
        let db = rig.db.clone();
        calls.push(tokio::spawn(async move {
            db.write(move |tx| -> Result<(), Error> {
                let mut made = blank(reach.business(), Status::Open, None, START + at);
                conversations::insert(tx, &reach, &mut made)?;
                tx.record(&reach, None, Fact::ConversationCreated { conversation: made.key });
                tx.record(&reach, None, Fact::HandoffRequested { conversation: made.key });
                if at % 4 == 0 { Err(Error::NotFound) } else { Ok(()) }
            })
            .await
        }));
    }
    for (at, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.expect("runs").is_err(), at % 4 == 0);
    }
    let events = rig.db.read(move |c| store::events::list(c, &reach, 0, 1000)).await.expect("events");
    assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), (1..=60).collect::<Vec<_>>());
    assert!(events.chunks(2).all(|pair| pair[0].fact.conversation() == pair[1].fact.conversation()));
    let page = rig
        .db
        .read(move |c| conversations::list(c, &reach, &Filter::default(), Start::Offset(0), 200))
        .await
        .expect("a page");
    assert_eq!((page.conversations.len(), page.total), (30, Some(30)));
}

async fn another_business_finds_nothing(engine: &str) {
    let rig = rig(engine, "tenant").await;
    let all = scatter(&rig, 20).await;
    let other = Reach::system(Key { number: 999, uuid: uuid::Uuid::nil() });
    let id = all[0].key;
    for id in [AnyId::Number(id.number), AnyId::Uuid(id.uuid)] {
        let found = rig.db.read(move |c| conversations::find(c, &other, id)).await;
        assert!(matches!(found, Err(Error::NotFound)));
        let locked = rig.db.write(move |tx| conversations::lock(tx, &other, id)).await;
        assert!(matches!(locked, Err(Error::NotFound)));
    }
}

on_both_engines! {
    any_page_is_what_sorting_would_give,
    cursors_walk_every_row_once_both_ways,
    the_log_has_no_gaps_and_a_refused_write_leaves_nothing,
    another_business_finds_nothing,
}

/// Counts, not seconds: steps of SQLite's virtual machine for a page of 20.
#[tokio::test(flavor = "multi_thread")]
async fn a_deep_page_takes_the_steps_of_the_first_and_nothing_is_compiled_again() {
    let rig = rig("sqlite", "depth").await;
    let reach = rig.reach;
    rig.db
        .write(move |tx| -> Result<(), Error> {
            let mut dice = Dice(7);
            for _ in 0..6_000 {
                let time = START - dice.roll(60_000_000_000_000) as i64;
                conversations::insert(tx, &reach, &mut blank(reach.business(), Status::Open, None, time))?;
            }
            Ok(())
        })
        .await
        .expect("conversations");
    let mut steps = Vec::new();
    // The first round compiles on each reading connection.
    for round in 0..2 {
        for offset in [0, 1, 20, 1_000, 3_000, 5_900] {
            let before = rig.db.counters();
            for status in [None, Some(Status::Open)] {
                let filter = Filter { status, ..Filter::default() };
                let page = rig
                    .db
                    .read(move |c| conversations::list(c, &reach, &filter, Start::Offset(offset), 20))
                    .await
                    .expect("a page");
                assert_eq!((page.conversations.len(), page.total), (20, Some(6_000)));
            }
            let after = rig.db.counters();
            assert_eq!(after.statements - before.statements, 2, "one statement a page");
            assert_eq!(after.reprepares, before.reprepares);
            if round == 1 {
                steps.push(after.vm_steps - before.vm_steps);
            }
        }
    }
    let (least, most) = (steps.iter().min().expect("steps"), steps.iter().max().expect("steps"));
    assert!(most * 10 <= least * 13, "{steps:?}");
    assert!(*most < 2 * 5_000, "two pages of 20 rows: {steps:?}");
}
