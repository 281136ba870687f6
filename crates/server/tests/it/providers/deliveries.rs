//! What comes in by webhooks: proved, once, and kept.

use futures_util::future::join_all;
use model::AnyId;
use model::delivery::DeliveryState;
use serde_json::json;

use super::dialects::{self, Dialect};
use super::{ACCOUNT, CLEO, Desk, messages};
use crate::cli::shell::{Said, Shell};
use crate::rig::cast::text;
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    a_customers_message_becomes_a_conversation,
    the_same_delivery_changes_nothing_however_often_it_comes,
    first_messages_at_the_same_moment_make_one_customer,
    a_delivery_that_is_not_proved_is_refused_and_not_kept,
    what_can_not_be_read_is_kept_and_answered,
    a_channel_that_is_off_or_gone_takes_nothing,
    the_same_number_on_two_channels_is_one_customer,
    texts_that_a_database_can_not_hold_come_in_all_the_same,
    what_was_posted_can_be_looked_at_and_read_again,
    the_owner_sees_what_was_posted_and_has_it_read_again,
];

async fn a_customers_message_becomes_a_conversation(app: TestApp) {
    let mut app = app;
    for dialect in dialects::ALL {
        let desk = Desk::open(app, dialect).await;
        desk.hear(1, "Hello, is anybody there?").await;
        desk.hear(2, "¿Hola? 🦀").await;
        let conversation = desk.conversation().await;
        assert_eq!(conversation["channel_type"], dialect.word());
        assert_eq!(conversation["channel_id"], desk.channel["id"]);
        assert_eq!(conversation["unread_count"], 2);
        let said = messages(&conversation);
        assert_eq!(
            said,
            [("Hello, is anybody there?".into(), "customer".into()), ("¿Hola? 🦀".into(), "customer".into())]
        );
        match dialect {
            Dialect::Telegram | Dialect::X => assert_eq!(conversation["customer"]["name"], "Cleo"),
            // Its name is not in what is posted.
            Dialect::Instagram => assert_eq!(conversation["customer"]["name"], json!(null)),
            Dialect::Whatsapp | Dialect::Sms => assert_eq!(conversation["customer"]["phone"], format!("+{CLEO}")),
        }
        app = desk.close().await;
    }
}

async fn the_same_delivery_changes_nothing_however_often_it_comes(app: TestApp) {
    let mut app = app;
    for dialect in dialects::ALL {
        let mut desk = Desk::open(app, dialect).await;
        let post = desk.message(1, "Once");
        let answers = join_all((0..100).map(|_| desk.post(&post))).await;
        assert!(answers.iter().all(|answer| answer.status == 200), "{dialect:?} {answers:?}");
        desk.app = desk.app.restart(|config| config.public_url = Some("https://help.acme.example".into())).await;
        desk.post(&post).await.expect(200);
        assert_eq!(desk.said().await, ["Once"], "{dialect:?}");
        // In a conversation that was closed meanwhile it opens no new one.
        let id = text(&desk.conversation().await["id"]);
        desk.app.put(&desk.cast.ana, &format!("conversations/{id}/close"), json!(null)).await.expect(200);
        desk.post(&post).await.expect(200);
        assert_eq!(desk.said().await, ["Once"], "{dialect:?}");
        desk.hear(2, "Twice").await;
        assert_eq!(desk.conversations().await.len(), 2, "{dialect:?}");
        app = desk.close().await;
    }
}

async fn first_messages_at_the_same_moment_make_one_customer(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    let posts: Vec<_> = (1..=12).map(|id| desk.message(id, &format!("Message {id}"))).collect();
    let answers = join_all(posts.iter().map(|post| desk.post(post))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert_eq!(desk.said().await.len(), 12);
    let customers = desk.app.get(&desk.cast.ana, "customers/").await.expect(200);
    assert_eq!(customers.as_array().map(Vec::len), Some(2), "Cleo of the cast, and the one who wrote");
}

async fn a_delivery_that_is_not_proved_is_refused_and_not_kept(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    for dialect in dialects::ALL {
        let account = format!("2{}", dialect.word().len());
        let body = json!({"type": dialect.word(), "config": dialect.config(&account)});
        let channel = desk.app.post(&desk.cast.olu, "channels/", body).await.expect(201);
        let good = dialect.message(&channel, &account, 7, CLEO, "Hello");
        let other = dialect.message(&channel, "other", 7, CLEO, "Hello");
        let mut unsigned = good.clone();
        unsigned.headers.retain(|(name, _)| *name == "content-type");
        let mut changed = good.clone();
        changed.body = changed.body.replacen("Hello", "Hallo", 1);
        let mut twice = good.clone();
        twice.headers.push(twice.headers[0].clone());
        let mut upper = good.clone();
        upper.headers[0].1 = upper.headers[0].1.to_uppercase();
        let mut short = good.clone();
        short.headers[0].1.truncate(20);
        let mut forged = good.clone();
        forged.headers[0].1 = other.headers[0].1.clone();
        let mut bad = vec![unsigned, twice, upper, short, forged];
        // Telegram's word proves the sender and not the text.
        if dialect != Dialect::Telegram {
            bad.push(changed);
        }
        for post in bad {
            let answer = desk.post(&post).await;
            assert_eq!(answer.status, 403, "{dialect:?} {post:?}: {}", answer.text);
        }
        assert_eq!(desk.conversations().await.len(), 0);
        assert_eq!(desk.deliveries().await, []);
    }
}

async fn what_can_not_be_read_is_kept_and_answered(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    let fine = json!({"from": CLEO, "id": "wamid.1", "timestamp": "1", "type": "text", "text": {"body": "Fine"}});
    let told = json!({"messages": [{"from": CLEO, "type": "text"}, fine, 17, {"id": "wamid.2", "from": CLEO, "type": "hologram"}]});
    assert_eq!(desk.post(&Dialect::Whatsapp.whatsapp(ACCOUNT, told)).await.status, 200);
    assert_eq!(desk.said().await, ["Fine", "[A message of a kind that can't be shown here: hologram]"]);
    let kept = desk.deliveries().await;
    assert_eq!(kept.len(), 1);
    let error = kept[0].error.as_deref();
    assert_eq!((kept[0].state, error), (DeliveryState::Failed, Some("a message has no id; a message has no id")));
    // Nobody's: there is nobody who could look at it.
    let nobodys = Dialect::Whatsapp.signed_by_meta(ACCOUNT, "{\"entry\": 3".into());
    assert_eq!(desk.post(&nobodys).await.status, 200);
    assert_eq!(desk.deliveries().await.len(), 1);
}

async fn a_channel_that_is_off_or_gone_takes_nothing(app: TestApp) {
    let desk = Desk::open(app, Dialect::Sms).await;
    let path = format!("channels/{}", text(&desk.channel["id"]));
    desk.app.patch(&desk.cast.olu, &path, json!({"is_active": false})).await.expect(200);
    assert_eq!(desk.post(&desk.message(1, "Hello")).await.status, 404);
    desk.app.patch(&desk.cast.olu, &path, json!({"is_active": true})).await.expect(200);
    assert_eq!(desk.post(&desk.message(1, "Hello")).await.status, 200);
    desk.app.delete(&desk.cast.olu, &path).await.expect(200);
    assert_eq!(desk.post(&desk.message(2, "Hello")).await.status, 404);
    let elsewhere = Dialect::Telegram.message(&desk.channel, ACCOUNT, 3, CLEO, "Hello");
    assert_eq!(desk.post(&elsewhere).await.status, 404, "the address of another kind of channel");
    assert_eq!(desk.conversations().await.len(), 1);
}

async fn the_same_number_on_two_channels_is_one_customer(app: TestApp) {
    let desk = Desk::open(app, Dialect::Whatsapp).await;
    desk.hear(1, "By one").await;
    let other = desk.another_channel("1002").await;
    desk.post(&desk.dialect.message(&other, "1002", 2, CLEO, "By another")).await.expect(200);
    let body = json!({"type": "sms", "config": Dialect::Sms.config("3")});
    let sms = desk.app.post(&desk.cast.olu, "channels/", body).await.expect(201);
    assert_eq!(desk.post(&Dialect::Sms.message(&sms, "3", 3, CLEO, "By a third")).await.status, 200);
    let all = desk.conversations().await;
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|one| one["customer_id"] == all[0]["customer_id"]), "{all:?}");
}

async fn texts_that_a_database_can_not_hold_come_in_all_the_same(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    desk.hear(1, "be\0fore").await;
    desk.hear(2, &"x".repeat(120_000)).await;
    let said = desk.said().await;
    assert_eq!(said[0], "before");
    assert_eq!(said[1].len(), 100_000);
}

async fn what_was_posted_can_be_looked_at_and_read_again(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    desk.hear(1, "Hello").await;
    // As if an earlier version had read it wrongly.
    let message = AnyId::Uuid(text(&desk.conversation().await["messages"][0]["id"]).parse().expect("a UUID"));
    let (reach, channel) = (desk.reach(), AnyId::Uuid(text(&desk.channel["id"]).parse().expect("a UUID")));
    let forgotten = desk.app.running.db.write(move |tx| {
        let (channel, message) =
            (store::channels::find(tx, &reach, channel)?, store::messages::find(tx, &reach, message)?);
        let sql = "DELETE FROM provider_messages WHERE message_id = $1 AND channel_id = $2";
        tx.execute(sql, store::args![message.key.number, channel.key.number])
    });
    let forgotten: store::Result<u64> = forgotten.await;
    assert_eq!(forgotten.expect("an answer"), 1);
    let number = desk.deliveries().await[0].key.number.to_string();
    let home = desk.app.home.clone();
    let said = tokio::task::spawn_blocking(move || {
        let shell = Shell::on(&home);
        let run = |words: &[&str]| {
            let mut command = shell.command(words);
            Said::of(command.env("PINGBACK_DATA", home.folder()).output().expect("the program starts"))
        };
        let list = run(&["deliveries", "list"]).well();
        let show = run(&["deliveries", "show", &number]).well();
        run(&["deliveries", "replay", &number]).well();
        run(&["deliveries", "show", "4711"]).refused("There is no delivery 4711", "deliveries list");
        assert_eq!(run(&["deliveries", "list", "--failed"]).well(), "");
        (list, show)
    });
    let (list, show) = said.await.expect("said");
    assert!(list.contains("taken") && list.lines().count() == 1, "{list}");
    assert!(show.contains("\"text\":\"Hello\""), "{show}");
    desk.app.run_jobs().await;
    assert_eq!(desk.said().await, ["Hello", "Hello"]);
}

async fn the_owner_sees_what_was_posted_and_has_it_read_again(app: TestApp) {
    let desk = Desk::open(app, Dialect::Telegram).await;
    desk.hear(1, "Hello").await;
    let mut broken = desk.message(2, "x");
    broken.body = "{".to_owned();
    desk.post(&broken).await.expect(200);
    let path = format!("channels/{}/deliveries", text(&desk.channel["id"]));
    let list = desk.app.get(&desk.cast.olu, &path).await.expect(200);
    let states: Vec<_> = list.as_array().expect("a list").iter().map(|one| text(&one["state"])).collect();
    assert_eq!(states, ["failed", "taken"], "newest first");
    assert!(list[0]["error"].is_string() && list[0]["size"] == 1, "{list}");
    let one = format!("{path}/{}", text(&list[1]["id"]));
    let shown = desk.app.get(&desk.cast.olu, &one).await.expect(200);
    assert!(text(&shown["body"]).contains("\"text\":\"Hello\""), "{shown}");
    let again = desk.app.post(&desk.cast.olu, &format!("{one}/replay"), json!(null)).await.expect(202);
    assert_eq!(again["id"], list[1]["id"]);
    desk.app.run_jobs().await;
    assert_eq!(desk.said().await, ["Hello"], "what was taken in before changes nothing");
}
