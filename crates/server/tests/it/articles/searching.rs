//! What the knowledge base finds: published articles a moment after they are written, and nothing that is gone.

use serde_json::{Value, json};

use crate::rig::{Cast, NOBODY, Person, TestApp, on_both_engines};

on_both_engines![
    an_article_is_found_by_the_words_of_a_question_with_its_passage,
    what_is_deleted_or_taken_back_is_gone_at_once,
    a_changed_article_is_found_by_what_it_says_now,
    another_business_finds_nothing,
    a_question_is_never_syntax,
    an_article_that_changes_while_it_is_indexed_ends_up_as_it_is,
    rare_words_and_headings_count_for_more,
    vectors_are_kept_with_the_name_of_their_model,
];

async fn write(app: &TestApp, by: &Person, title: &str, content: &str) -> String {
    let made = app.post(by, "kb/articles", json!({"title": title, "content": content})).await.expect(201);
    format!("kb/articles/{}", made["id"])
}

async fn titles(app: &TestApp, by: &Person, q: &str) -> Vec<String> {
    let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let found = app.get(by, &format!("kb/search?q={q}")).await.expect(200);
    found.as_array().expect("a list").iter().map(|one| one["title"].as_str().expect("a title").to_owned()).collect()
}

/// A few articles of a shop.
async fn shop(app: &TestApp, cast: &Cast) {
    for (title, content) in [
        (
            "Returns",
            "You can send things back.\n\n## How long\n\nYou have 30 days after the parcel has come.\n\n## Costs\n\nThe label is free in the EU.",
        ),
        ("Shipping", "We ship with DHL. Orders leave within two days. A parcel takes 3 days to Germany."),
        ("Tents", "The Skylark tent weighs 1.2 kg and sleeps two people."),
        ("Versand nach Österreich", "Die Lieferung dauert vier Tage. Pakete über 50 € sind frei."),
    ] {
        write(app, &cast.ana, title, content).await;
    }
    app.run_jobs().await;
}

async fn an_article_is_found_by_the_words_of_a_question_with_its_passage(app: TestApp) {
    let cast = app.cast().await;
    shop(&app, &cast).await;
    let found = app.get(&cast.ana, "kb/search?q=How+long+may+I+return+a+parcel%3F").await.expect(200);
    assert_eq!(found[0]["title"], "Returns");
    assert_eq!(found[0]["headings"], json!(["Returns", "How long"]));
    assert_eq!(found[0]["passage"], "You have 30 days after the parcel has come.");
    assert_eq!(titles(&app, &cast.ana, "how heavy is the skylark tent").await[0], "Tents");
    assert_eq!(titles(&app, &cast.ana, "osterreich versenden").await, ["Versand nach Österreich"]);
    assert_eq!(titles(&app, &cast.ana, "shipped orders").await[0], "Shipping", "grammar is forgiven");
    assert_eq!(titles(&app, &cast.ana, "wal").await, Vec::<String>::new());
    assert_eq!(app.get(&cast.ana, "kb/search?q=parcel&limit=1").await.expect(200).as_array().map(Vec::len), Some(1));
    assert_eq!(app.get(NOBODY, "kb/search?q=x").await.status, 401);
    assert_eq!(app.get(&cast.ana, "kb/search").await.invalid(), ["query.q"]);
    assert_eq!(app.get(&cast.ana, "kb/search?q=&limit=51").await.invalid(), ["query.limit", "query.q"]);
}

async fn what_is_deleted_or_taken_back_is_gone_at_once(app: TestApp) {
    let cast = app.cast().await;
    let one = write(&app, &cast.ana, "One", "zebra crossing").await;
    let two = write(&app, &cast.ana, "Two", "zebra stripes").await;
    app.run_jobs().await;
    assert_eq!(titles(&app, &cast.ana, "zebra").await.len(), 2);
    app.delete(&cast.ana, &one).await.expect(200);
    assert_eq!(titles(&app, &cast.ana, "zebra").await, ["Two"], "no job has run");
    let draft = app.put(&cast.ana, &two, json!({"state": "draft"})).await.expect(200);
    assert_eq!(draft["index_state"], Value::Null);
    assert_eq!(titles(&app, &cast.ana, "zebra").await, Vec::<String>::new());
    app.run_jobs().await;
    app.put(&cast.ana, &two, json!({"state": "published"})).await.expect(200);
    app.run_jobs().await;
    assert_eq!(titles(&app, &cast.ana, "zebra").await, ["Two"]);
    let again = app.post(&cast.ana, &format!("{two}/index"), Value::Null).await.expect(200);
    assert_eq!(again["index_state"], "waiting");
    app.run_jobs().await;
    assert_eq!(titles(&app, &cast.ana, "zebra").await, ["Two"]);
}

async fn a_changed_article_is_found_by_what_it_says_now(app: TestApp) {
    let cast = app.cast().await;
    let path = write(&app, &cast.ana, "Pets", "We sell goldfish.").await;
    app.run_jobs().await;
    app.put(&cast.ana, &path, json!({"content": "We sell parrots."})).await.expect(200);
    app.run_jobs().await;
    assert_eq!(titles(&app, &cast.ana, "goldfish").await, Vec::<String>::new());
    assert_eq!(titles(&app, &cast.ana, "parrots").await, ["Pets"]);
    let now = app.get(&cast.ana, &path).await.expect(200);
    assert_eq!(now["index_state"], "indexed");
}

async fn another_business_finds_nothing(app: TestApp) {
    let cast = app.cast().await;
    shop(&app, &cast).await;
    write(&app, &cast.bea, "Bolt's own", "parcel parcel parcel").await;
    app.run_jobs().await;
    assert_eq!(titles(&app, &cast.bea, "parcel").await, ["Bolt's own"]);
    assert_eq!(titles(&app, &cast.bea, "skylark").await, Vec::<String>::new());
    assert!(!titles(&app, &cast.ana, "parcel").await.contains(&"Bolt's own".to_owned()));
    let number = cast.acme.number;
    for q in [format!("_{number}"), format!("\"_{number}\" OR skylark"), format!("business:_{number}")] {
        assert_eq!(titles(&app, &cast.bea, &q).await, Vec::<String>::new(), "{q}");
    }
}

async fn a_question_is_never_syntax(app: TestApp) {
    let cast = app.cast().await;
    shop(&app, &cast).await;
    for q in
        ["\"", "'", "\\", "*", "( )", "NEAR(a b)", "a AND", "- +", ":*", "!", "\u{202e}", "%", "''''", "{headings}:x"]
    {
        titles(&app, &cast.ana, q).await;
    }
    assert_eq!(titles(&app, &cast.ana, "') ; DROP TABLE passages; -- tent").await, ["Tents"]);
    assert_eq!(titles(&app, &cast.ana, &"tent ".repeat(99)).await, ["Tents"]);
    assert_eq!(app.get(&cast.ana, &format!("kb/search?q={}", "x".repeat(501))).await.invalid(), ["query.q"]);
    assert_eq!(app.get(&cast.ana, "kb/search?q=%00").await.invalid(), ["query.q"]);
}

async fn an_article_that_changes_while_it_is_indexed_ends_up_as_it_is(app: TestApp) {
    let cast = app.cast().await;
    let path = write(&app, &cast.ana, "Pets", "w0").await;
    for at in 1..20 {
        let (index, change) =
            tokio::join!(app.run_jobs(), app.put(&cast.ana, &path, json!({"content": format!("w{at}")})));
        change.expect(200);
        assert!(index < 10);
    }
    app.run_jobs().await;
    assert_eq!(titles(&app, &cast.ana, "w19").await, ["Pets"]);
    assert_eq!(titles(&app, &cast.ana, "w18").await, Vec::<String>::new());
}

async fn rare_words_and_headings_count_for_more(app: TestApp) {
    let cast = app.cast().await;
    for at in 0..20 {
        write(&app, &cast.ana, &format!("Order {at}"), "Every order has a number. Orders are packed by hand.").await;
    }
    write(&app, &cast.ana, "Voucher", "Enter the code with your order.").await;
    write(&app, &cast.ana, "Payment", "You pay by card. A voucher is taken off before you pay the order.").await;
    app.run_jobs().await;
    let found = titles(&app, &cast.ana, "order with a voucher").await;
    assert_eq!(found[..2], ["Voucher", "Payment"], "{found:?}");
}

async fn vectors_are_kept_with_the_name_of_their_model(app: TestApp) {
    let cast = app.cast().await;
    shop(&app, &cast).await;
    let key = model::Key { number: cast.acme.number, uuid: cast.acme.id.parse().expect("a UUID") };
    let reach = store::Reach::system(key);
    let other = store::Reach::system(model::Key { number: cast.bolt.number, ..key });
    let kept: store::Result<_> = app
        .running
        .db
        .write(move |tx| {
            let waiting = store::passages::list_unembedded(tx, &reach, "e5", 100)?;
            assert_eq!(waiting.len(), 6);
            assert_eq!(store::passages::list_unembedded(tx, &other, "e5", 100)?, []);
            store::passages::set_vectors(tx, &reach, "e5", &[(waiting[0].id, vec![-128, -1, 0, 127])])?;
            store::passages::set_vectors(tx, &other, "e5", &[(waiting[1].id, vec![1])])?;
            assert_eq!(store::passages::list_unembedded(tx, &reach, "e5", 100)?.len(), 5);
            assert_eq!(store::passages::list_unembedded(tx, &reach, "another", 3)?.len(), 3);
            let counted = store::passages::count_by_model(tx, &reach)?;
            assert_eq!(counted.iter().map(|(_, many)| many).sum::<i64>(), 6);
            assert_eq!(store::passages::vectors(tx, &other, "e5")?, []);
            Ok((waiting[0].id, store::passages::vectors(tx, &reach, "e5")?))
        })
        .await;
    let (id, vectors) = kept.expect("kept");
    assert_eq!(vectors, [(id, vec![-128, -1, 0, 127])]);
}
