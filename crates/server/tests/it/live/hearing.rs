//! What sockets hear: agents everything of their business in the order of the log, visitors their own conversation.

use serde_json::{Value, json};

use super::{agent, replies, says, visitor, widget};
use crate::rig::{TestApp, on_both_engines};

on_both_engines![
    an_agent_hears_what_happens_in_the_order_of_the_log,
    a_visitor_and_an_agent_talk,
    a_visitor_hears_their_own_conversation_and_no_note,
    marks_reach_the_other_side_once,
    the_same_client_id_twice_makes_one_message,
    two_tabs_of_one_visitor_hear_the_same,
    another_business_is_silent,
    http_clients_read_the_same_events,
];

async fn an_agent_hears_what_happens_in_the_order_of_the_log(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let (mut ana, mut bo) = (agent(&app, &cast, &cast.ana).await, agent(&app, &cast, &cast.bo).await);
    let said = says(&app, &widget, "Where is my order?", None).await;
    let id = &said["conversation_id"];
    app.put(&cast.olu, &format!("conversations/{id}/assign/{}", cast.ana.id), Value::Null).await.expect(200);
    app.patch(&cast.bo, "team/status", json!({"status": "live"})).await.expect(200);
    app.put(&cast.olu, &format!("conversations/{id}/resolve"), Value::Null).await.expect(200);
    let heard = ana.until("agent_status_changed").await;
    let names: Vec<&str> = heard.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "conversation_created",
        "new_message",
        "conversation_updated",
        "conversation_assigned",
        "agent_status_changed",
    ];
    assert_eq!(names, expected);
    let seqs: Vec<i64> = heard.iter().filter_map(|(_, data)| data["seq"].as_i64()).collect();
    assert!(seqs.len() == 5 && seqs.is_sorted_by(|a, b| a < b), "{seqs:?}");
    let list = app.get(&cast.ana, "conversations/").await.expect(200);
    let updated = ana.next("conversation_updated").await;
    assert_eq!(updated["conversation"], list[0], "as in the list");
    let message = &heard[1].1;
    assert_eq!((&message["id"], &message["uuid"]), (&said["message_id"], &said["message_uuid"]));
    assert_eq!((&message["conversation_id"], &message["sender_type"]), (id, &json!("customer")));
    let assigned = &heard[3].1;
    assert_eq!((&assigned["conversation_id"], &assigned["assigned_by"]), (id, &json!(cast.olu.id)));
    let status = &heard[4].1;
    assert_eq!((&status["agent_id"], &status["status"]), (&json!(cast.bo.id), &json!("live")));
    let heard = bo.until("agent_status_changed").await;
    assert!(heard.iter().all(|(name, _)| name != "conversation_assigned"), "it is Ana's: {heard:?}");
}

async fn a_visitor_and_an_agent_talk(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut ana = agent(&app, &cast, &cast.ana).await;
    let mut vera = visitor(&app, &widget, None).await;
    let body = json!({"content": "Hello?", "client_id": "c-1", "customer": {"name": "Vera"}});
    let accepted = vera.ask("client_message", body).await;
    assert_eq!(accepted["ok"], true, "{accepted}");
    let own = vera.next("new_message").await;
    assert_eq!((&own["id"], &own["client_id"]), (&accepted["message_id"], &json!("c-1")));
    let heard = ana.next("new_message").await;
    assert_eq!((&heard["content"], &heard["conversation_id"]), (&json!("Hello?"), &accepted["conversation_id"]));
    assert_eq!(heard["client_id"], Value::Null, "it would let agents send it again: {heard}");
    let log = app.get(&cast.ana, "events?after=0").await.expect(200);
    assert!(!log.to_string().contains("c-1"), "{log}");
    let joined = ana.ask("join_conversation", json!({"conversation_id": heard["conversation_uuid"]})).await;
    assert_eq!(joined["ok"], true, "{joined}");
    let reply = json!({"conversation_id": heard["conversation_id"], "content": "Hi Vera", "client_id": "a-1"});
    let sent = ana.ask("agent_message", reply.clone()).await;
    assert_eq!((&sent["ok"], &sent["message"]["content"]), (&json!(true), &json!("Hi Vera")), "{sent}");
    let answer = vera.next("new_message").await;
    assert_eq!((&answer["id"], &answer["sender_type"]), (&sent["message_id"], &json!("agent")));
    assert_eq!((&answer["sender_id"], &answer["sender_name"]), (&json!(cast.ana.id), &json!("Ana")));
    assert_eq!(ana.ask("agent_message", reply).await["message_id"], sent["message_id"], "sent again, written once");
    let joined = vera.ask("join_conversation", json!({"conversation_id": accepted["conversation_id"]})).await;
    let told: Vec<&Value> =
        joined["messages"].as_array().expect("messages").iter().map(|one| &one["content"]).collect();
    assert_eq!(told, ["Hello?", "Hi Vera"]);
    assert_eq!(vera.ask("join_conversation", json!({})).await["messages"], joined["messages"], "their own one");
}

async fn a_visitor_hears_their_own_conversation_and_no_note(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let (vera, wim) = (says(&app, &widget, "I am Vera", None).await, says(&app, &widget, "I am Wim", None).await);
    let mut socket = visitor(&app, &widget, Some(&vera["visitor_token"])).await;
    let path = format!("conversations/{}/messages", vera["conversation_id"]);
    app.post(&cast.ana, &path, json!({"content": "Careful with her", "kind": "note"})).await.expect(201);
    replies(&app, &cast.ana, &wim["conversation_id"], "Hi Wim").await;
    app.put(&cast.olu, &format!("conversations/{}/assign/{}", vera["conversation_id"], cast.ana.id), Value::Null)
        .await
        .expect(200);
    app.patch(&cast.bo, "team/status", json!({"status": "live"})).await.expect(200);
    replies(&app, &cast.ana, &vera["conversation_id"], "Hi Vera").await;
    let mut heard = socket.until("new_message").await;
    // It stands in no log, so that it may come before or after.
    heard.retain(|(name, _)| name != "availability");
    let names: Vec<&str> = heard.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["read", "new_message"], "{heard:?}");
    assert_eq!(heard[1].1["content"], "Hi Vera");
    let joined = socket.ask("join_conversation", json!({"conversation_id": vera["conversation_id"]})).await;
    let told: Vec<&Value> =
        joined["messages"].as_array().expect("messages").iter().map(|one| &one["content"]).collect();
    assert_eq!(told, ["I am Vera", "Hi Vera"]);
    for theirs in [&wim["conversation_id"], &wim["conversation_uuid"]] {
        for event in ["join_conversation", "typing", "mark_read", "mark_delivered"] {
            let answer = socket.ask(event, json!({"conversation_id": theirs, "is_typing": true})).await;
            assert_eq!(answer, json!({"ok": false, "detail": "Conversation not found"}), "{event}");
        }
    }
    let answer = socket.ask("mark_read", json!({"message_id": wim["message_id"]})).await;
    assert_eq!(answer["ok"], false);
    let answer = socket.ask("client_message", json!({"content": "x", "conversation_id": wim["conversation_id"]})).await;
    assert_eq!(answer["ok"], false);
    for event in ["agent_message", "view_conversation"] {
        let answer = socket.ask(event, json!({"conversation_id": vera["conversation_id"], "content": "x"})).await;
        assert_eq!(answer, json!({"ok": false, "detail": "Your role does not allow this"}));
    }
}

async fn marks_reach_the_other_side_once(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "One", None).await;
    let token = &said["visitor_token"];
    let last = says(&app, &widget, "Two", Some(token)).await;
    let id = &said["conversation_id"];
    let (mut ana, mut vera) = (agent(&app, &cast, &cast.ana).await, visitor(&app, &widget, Some(token)).await);
    let delivered = ana.ask("mark_delivered", json!({"message_id": last["message_id"]})).await;
    assert_eq!(delivered["ok"], true, "{delivered}");
    let mark = vera.next("delivered").await;
    assert_eq!((&mark["message_id"], &mark["sender_type"]), (&last["message_id"], &json!("customer")));
    assert_eq!(ana.ask("mark_read", json!({"conversation_id": id})).await["ok"], true);
    assert_eq!(vera.next("read").await["message_id"], last["message_id"]);
    let reply = replies(&app, &cast.ana, id, "Here").await;
    vera.next("new_message").await;
    for event in ["mark_delivered", "mark_read", "mark_read", "mark_delivered"] {
        assert_eq!(vera.ask(event, json!({"message_id": reply["number"]})).await["ok"], true);
    }
    replies(&app, &cast.ana, id, "End").await;
    let heard = ana.until("new_message").await;
    assert_eq!(heard.last().expect("the reply").1["content"], "Here");
    let heard = ana.until("new_message").await;
    let names: Vec<&str> =
        heard.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "conversation_updated").collect();
    assert_eq!(names, ["delivered", "read", "new_message"]);
    let found = app.get(&cast.ana, &format!("conversations/{id}")).await.expect(200);
    let messages = found["messages"].as_array().expect("messages");
    let statuses: Vec<&Value> = messages.iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, ["read", "read", "read", "sent"]);
    assert_eq!(found["unread_count"], 0);
}

async fn the_same_client_id_twice_makes_one_message(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut vera = visitor(&app, &widget, None).await;
    let body = json!({"content": "Hi", "client_id": "7f1c2c9e-54c1-4b5c-9d53-0a5b4f1f0b11"});
    // At once, before any answer.
    let answers: Vec<_> = (0..5).map(|_| vera.ask_soon("client_message", body.clone())).collect();
    let mut numbers = Vec::new();
    for answer in answers {
        numbers.push(answer.await.expect("an acknowledgement")["message_id"].clone());
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 1, "{numbers:?}");
    // On another socket, which does not know that it is the same visitor.
    let mut again = visitor(&app, &widget, None).await;
    assert_eq!(again.ask("client_message", body).await["message_id"], numbers[0]);
    let list = app.get(&cast.ana, "conversations/").await.expect(200);
    assert_eq!((list.as_array().map(Vec::len), &list[0]["unread_count"]), (Some(1), &json!(1)));
}

async fn two_tabs_of_one_visitor_hear_the_same(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let said = says(&app, &widget, "Hello", None).await;
    let token = &said["visitor_token"];
    let (mut one, mut two) = (visitor(&app, &widget, Some(token)).await, visitor(&app, &widget, Some(token)).await);
    one.ask("client_message", json!({"content": "From the first tab"})).await;
    assert_eq!(one.next("new_message").await, two.next("new_message").await);
    replies(&app, &cast.ana, &said["conversation_id"], "Hi").await;
    assert_eq!(one.next("new_message").await, two.next("new_message").await);
    // Order holds for what is sent without waiting.
    let answers: Vec<_> =
        (0..20).map(|n| one.ask_soon("client_message", json!({"content": format!("{n:02}")}))).collect();
    for answer in answers {
        assert_eq!(answer.await.expect("an acknowledgement")["ok"], true);
    }
    for number in 0..20 {
        assert_eq!(two.next("new_message").await["content"], format!("{number:02}"));
    }
}

async fn another_business_is_silent(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut bea = crate::rig::socket::Hello::agent(&app, &cast.bea, &cast.bolt.id).connect().await.expect("let in");
    bea.next("ready").await;
    let said = says(&app, &widget, "For Acme", None).await;
    for event in ["join_conversation", "view_conversation", "typing", "mark_read", "mark_delivered", "agent_message"] {
        for id in [&said["conversation_id"], &said["conversation_uuid"]] {
            let body = json!({"conversation_id": id, "is_typing": true, "content": "x"});
            let answer = bea.ask(event, body).await;
            assert!(
                answer["ok"] == false && answer["detail"].as_str().is_some_and(|text| text.contains("ot found")),
                "{event}: {answer}"
            );
        }
    }
    assert_eq!(bea.ask("mark_read", json!({"message_id": said["message_id"]})).await["ok"], false);
    app.patch(&cast.bea, "team/status", json!({"status": "away"})).await.expect(200);
    let (name, _) = bea.any().await.expect("an event");
    assert_eq!(name, "agent_status_changed", "the first that Bolt hears is Bolt's");
}

async fn http_clients_read_the_same_events(app: TestApp) {
    let cast = app.cast().await;
    let widget = widget(&app, &cast).await;
    let mut ana = agent(&app, &cast, &cast.ana).await;
    let before = ana.seq;
    let said = says(&app, &widget, "Hello", None).await;
    replies(&app, &cast.bo, &said["conversation_id"], "Hi").await;
    let mut heard = Vec::new();
    for _ in 0..5 {
        heard.push(ana.any().await.expect("an event"));
    }
    let mut read = Vec::new();
    let mut after = before;
    loop {
        let page = app.get(&cast.ana, &format!("events?after={after}&limit=2")).await.expect(200);
        for event in page["events"].as_array().expect("events") {
            read.push((event["event"].as_str().expect("a name").to_owned(), event["data"].clone()));
        }
        after = page["seq"].as_i64().expect("a seq");
        if page["more"] == false {
            break;
        }
    }
    let names = |events: &[(String, Value)]| -> Vec<(String, Value)> {
        events.iter().map(|(name, data)| (name.clone(), data["seq"].clone())).collect()
    };
    assert_eq!(names(&read), names(&heard));
    assert_eq!(app.get(&cast.ana, "events?after=-1&limit=0").await.invalid(), ["query.after", "query.limit"]);
}
