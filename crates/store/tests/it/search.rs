//! The search index on both engines: what is found, by whom, and that the lists walk it in order.

use model::message::{MessageKind, MessageStatus};
use model::{Conversation, Fact, Key, Message, SenderType, Status, Time};
use store::conversations::{self, Filter};
use store::customers::{self, NewCustomer};
use store::{Error, Reach, Tx, search};

use super::{Rig, START, blank, on_both_engines, rig};

on_both_engines! {
    messages_subjects_and_customers_are_found_by_their_words,
    a_question_finds_nothing_of_another_business,
    customers_are_listed_newest_first_both_ways,
}

fn say(tx: &mut Tx<'_>, reach: &Reach, conversation: &Conversation, content: &str) -> Result<(), Error> {
    let mut message = Message {
        key: Key { number: 0, uuid: uuid::Uuid::nil() },
        conversation: conversation.key,
        sender_type: SenderType::Customer,
        sender: None,
        kind: MessageKind::Text,
        content: content.to_owned(),
        attachments: Vec::new(),
        in_reply_to: None,
        status: MessageStatus::Sent,
        error: None,
        created_at: Time(START),
        delivered_at: None,
        read_at: None,
        mail: None,
        sources: Vec::new(),
    };
    store::messages::insert(tx, reach, &mut message, None)?;
    let fact = Fact::MessageCreated {
        conversation: conversation.key,
        message: message.key,
        sender_type: SenderType::Customer,
    };
    tx.record(reach, None, fact);
    Ok(())
}

/// A conversation of a customer of that name; its number.
async fn talk(rig: &Rig, name: &'static str, subject: Option<&'static str>, said: &'static [&'static str]) -> i64 {
    let reach = rig.reach;
    rig.db
        .write(move |tx| -> Result<_, Error> {
            let new = NewCustomer {
                name: Some(name.into()),
                email: Some(format!("{name}@example.com")),
                ..NewCustomer::default()
            };
            let mut made = blank(reach.business(), Status::Open, None, START);
            made.customer = Some(customers::insert(tx, &reach, new)?);
            assert!(conversations::insert(tx, &reach, &mut made)?);
            let mut after = made.clone();
            after.subject = subject.map(str::to_owned);
            conversations::save(tx, &reach, &made, &after)?;
            tx.record(&reach, None, Fact::ConversationCreated { conversation: made.key });
            for content in said {
                say(tx, &reach, &made, content)?;
            }
            Ok(made.key.number)
        })
        .await
        .expect("a conversation")
}

async fn index(rig: &Rig) {
    let reach = rig.reach;
    while rig.db.write(move |tx| search::index(tx, &reach)).await.expect("a step") {}
}

async fn found(rig: &Rig, reach: Reach, words: &'static str) -> Vec<i64> {
    let filter = Filter { words: Some(words.into()), ..Filter::default() };
    let page = rig.db.read(move |c| conversations::list(c, &reach, &filter, conversations::Start::Offset(0), 50)).await;
    let mut numbers: Vec<i64> = page.expect("a page").conversations.iter().map(|one| one.key.number).collect();
    numbers.sort_unstable();
    numbers
}

async fn messages_subjects_and_customers_are_found_by_their_words(engine: &str) {
    let rig = rig(engine, "words").await;
    let one = talk(&rig, "Zoë", Some("Crème brûlée"), &["Where is my refund?", "Still waiting, 東京都 office"]).await;
    let two = talk(&rig, "Marta", None, &["The refund arrived, thank you"]).await;
    let three = talk(&rig, "Refundo", None, &[]).await;
    index(&rig).await;
    for (words, wanted) in [
        ("refund", vec![one, two, three]),
        ("REFUND where", vec![one]),
        ("refund zoe", vec![one]),
        ("creme", vec![one]),
        ("creme waiting", vec![one]),
        ("arriv", vec![two]),
        ("arriv refund", vec![]),
        ("refund arriv", vec![two]),
        ("京都", vec![one]),
        ("京都 東京", vec![one]),
        ("都東", vec![]),
        ("marta", vec![two]),
        ("nothing", vec![]),
        ("* OR \" ' _1", vec![]),
        ("!?", vec![]),
    ] {
        assert_eq!(found(&rig, rig.reach, words).await, wanted, "{words}");
    }
    let reach = rig.reach;
    let job = rig.db.read(move |c| {
        c.first(
            "SELECT count(*) FROM jobs WHERE name = 'index_search' AND business_id = $1",
            store::args![reach.id()],
            |row| row.take::<i64>(),
        )
    });
    assert_eq!(job.await.expect("a count"), Some(1), "one job waits, whatever the number of messages");
}

async fn a_question_finds_nothing_of_another_business(engine: &str) {
    let rig = rig(engine, "fence").await;
    let one = talk(&rig, "Marta", Some("refund"), &["refund"]).await;
    index(&rig).await;
    assert_eq!(found(&rig, rig.reach, "refund").await, [one]);
    let number = rig.reach.business().number;
    for other in [number + 1, number * 10, number * 10 + 1] {
        let other = Reach::system(Key { number: other, uuid: uuid::Uuid::nil() });
        assert_eq!(found(&rig, other, "refund").await, [0; 0]);
        let page =
            rig.db.read(move |c| customers::list(c, &other, Some("marta"), customers::Start::Offset(0), 9)).await;
        assert!(page.expect("a page").customers.is_empty());
    }
}

async fn customers_are_listed_newest_first_both_ways(engine: &str) {
    let rig = rig(engine, "people").await;
    let reach = rig.reach;
    let made = rig
        .db
        .write(move |tx| -> Result<_, Error> {
            let mut numbers = Vec::new();
            for at in 0..25 {
                let name = if at % 2 == 0 { "Even Steven" } else { "Odd Todd" };
                let phone = Some(format!("+3460011{at:04}"));
                let new = NewCustomer { name: Some(name.into()), phone, ..NewCustomer::default() };
                numbers.push(customers::insert(tx, &reach, new)?.key.number);
            }
            numbers.reverse();
            Ok(numbers)
        })
        .await
        .expect("customers");
    let list = |words: Option<&'static str>, start| {
        let db = rig.db.clone();
        async move {
            let page = db.read(move |c| customers::list(c, &reach, words, start, 10)).await.expect("a page");
            (page.customers.iter().map(|one| one.key.number).collect::<Vec<_>>(), page.more)
        }
    };
    let (first, more) = list(None, customers::Start::Offset(0)).await;
    assert_eq!((&first[..], more), (&made[..10], true));
    let (second, _) = list(None, customers::Start::After(first[9])).await;
    assert_eq!(second, made[10..20]);
    let (third, more) = list(None, customers::Start::After(second[9])).await;
    assert_eq!((&third[..], more), (&made[20..], false));
    let (back, more) = list(None, customers::Start::Before(third[0])).await;
    assert_eq!((back, more), (second, true));
    assert_eq!(list(None, customers::Start::Before(first[9])).await, (first[..9].to_vec(), false));
    assert_eq!(list(None, customers::Start::Offset(20)).await.0, made[20..]);
    let even: Vec<i64> = made.iter().copied().step_by(2).collect();
    assert_eq!(list(Some("STE even"), customers::Start::Offset(0)).await, (even[..10].to_vec(), true));
    assert_eq!(list(Some("ste"), customers::Start::After(even[9])).await, (even[10..].to_vec(), false));
    assert_eq!(list(Some("600 11 00-03"), customers::Start::Offset(0)).await.0, [made[21]]);
    assert_eq!(list(Some("ven"), customers::Start::Offset(0)).await.0, [0; 0]);
}
