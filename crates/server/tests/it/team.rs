//! The team (contract section 5, D22, D29, D30): who is in it, who comes and goes, and who may do that.

mod invitations;
mod leaving;

use serde_json::{Value, json};

use crate::rig::cast::{self, text};
use crate::rig::{Cast, NOBODY, Person, TestApp, on_both_engines};

on_both_engines![
    members_are_listed_with_the_owner_first,
    an_invited_user_is_in_at_once,
    an_invitation_is_refused_for_a_reason,
    only_the_owner_manages_the_team,
    a_role_changes_what_its_holder_may_do,
    owners_and_admins_assign_members_of_their_team,
    a_status_is_one_of_three_words,
    what_theo_flagged_waits_until_an_agent_answers,
];

/// A conversation of Acme; its UUID and number.
async fn conversation(app: &TestApp, cast: &Cast) -> (String, i64) {
    let made = app.post(&cast.olu, "conversations/", json!({"business_id": cast.acme.id})).await.expect(201);
    (text(&made["id"]), made["number"].as_i64().expect("a number"))
}

async fn find(app: &TestApp, caller: &Person, member: &Person) -> Value {
    let team = app.get(caller, "team/members?include_inactive=true").await.expect(200);
    let rows = team.as_array().expect("members").clone();
    rows.into_iter().find(|one| one["id"] == member.member_id.as_str()).expect("a member")
}

async fn members_are_listed_with_the_owner_first(app: TestApp) {
    let cast = app.cast().await;
    for caller in [&cast.olu, &cast.bo, &cast.ana] {
        let answer = app.get(caller, "team/members/").await;
        let documented = ["id", "user_id", "email", "name", "role", "status", "is_active", "invited_at", "number"];
        let places: Vec<_> = documented.iter().map(|name| answer.text.find(&format!("\"{name}\":"))).collect();
        assert!(places.is_sorted() && places[0].is_some(), "the documented order: {}", answer.text);
        let team = answer.expect(200);
        let roles: Vec<&str> =
            team.as_array().expect("members").iter().filter_map(|one| one["role"].as_str()).collect();
        assert_eq!(roles, ["owner", "admin", "agent"]);
        assert_eq!(
            (&team[0]["user_id"], &team[0]["email"], &team[0]["name"], &team[0]["is_active"]),
            (&json!(cast.olu.id), &json!("olu@example.com"), &json!("Olu"), &json!(true))
        );
        assert_eq!((&team[0]["status"], &team[2]["status"]), (&json!("live"), &json!("offline")));
        assert_eq!(team[0]["invited_at"], "2024-03-01T09:00:00Z");
    }
    assert_eq!(app.get(&cast.bea, "team/members").await.expect(200).as_array().map(Vec::len), Some(1));
    assert_eq!(app.get(NOBODY, "team/members").await.status, 401);
    let first = app.get(&cast.ana, "team/members").await;
    let etag = first.header("etag").expect("a version").to_owned();
    let again = app.request(reqwest::Method::GET, &cast.ana, "team/members").header("if-none-match", &etag);
    assert_eq!(app.send(again).await.status, 304);
    app.patch(&cast.bo, "team/status", json!({"status": "away"})).await.expect(200);
    let again = app.request(reqwest::Method::GET, &cast.ana, "team/members").header("if-none-match", &etag);
    assert_eq!(app.send(again).await.status, 200);
}

async fn an_invited_user_is_in_at_once(app: TestApp) {
    let cast = app.cast().await;
    let mia = cast::person(&app, "Mia").await;
    assert_eq!(app.get(&mia, "team/members").await.status, 400, "she has no business yet");
    let invited = app.post(&cast.olu, "team/invite/?email=%20MIA@Example.com", json!({})).await.expect(201);
    assert_eq!(invited["message"], "Agent MIA@Example.com invited successfully");
    let team = app.get(&mia, "team/members").await.expect(200);
    let me = team.as_array().expect("members").last().expect("somebody").clone();
    assert_eq!(
        (&me["id"], &me["role"], &me["number"]),
        (&invited["team_member_id"], &json!("agent"), &invited["number"])
    );
    let seen = app.get(&mia, "auth/me").await.expect(200);
    assert_eq!((&seen["team_role"], &seen["business"]["id"]), (&json!("agent"), &json!(cast.acme.id)));
    let events = app.running.db.read({
        let business = cast.acme.number;
        move |c| {
            let key = model::Key { number: business, uuid: uuid::Uuid::nil() };
            store::events::list(c, &store::Reach::system(key), 0, 1000)
        }
    });
    let events = events.await.expect("events");
    assert!(matches!(events.last().expect("one").fact, model::Fact::MemberInvited { .. }), "{events:?}");
}

async fn an_invitation_is_refused_for_a_reason(app: TestApp) {
    let cast = app.cast().await;
    let mia = cast::person(&app, "Mia").await;
    let invite = |query: &str| {
        let request = app.request(reqwest::Method::POST, &cast.olu, &format!("team/invite?{query}"));
        app.send(request)
    };
    invite("email=nobody@example.com").await.refused(404, "Nobody has an account with this e-mail address");
    invite("email=ana@example.com").await.refused(400, "This person is already a member of the team");
    invite("email=olu@example.com").await.refused(400, "This person is already a member of the team");
    invite("email=bea@example.com").await.refused(400, "This person already works in another business");
    for role in ["owner", "boss", "", "Admin", "%00", "agent%20"] {
        let answer = invite(&format!("email=mia@example.com&role={role}")).await;
        assert!([400, 422].contains(&answer.status), "{role}: {}", answer.text);
        if role != "%00" {
            answer.refused(400, "The role must be admin or agent");
        }
    }
    assert_eq!(invite("role=agent").await.invalid(), ["query.email"]);
    assert_eq!(
        invite("email=nonsense&send_invitation=perhaps").await.invalid(),
        ["query.email", "query.send_invitation"]
    );
    // Fields of a body count for nothing.
    let body = json!({"email": "mia@example.com", "role": "owner", "business_id": cast.bolt.id});
    assert_eq!(app.post(&cast.olu, "team/invite", body).await.invalid(), ["query.email"]);
    assert_eq!(app.get(&mia, "auth/me").await.expect(200)["business"], Value::Null);
}

async fn only_the_owner_manages_the_team(app: TestApp) {
    let cast = app.cast().await;
    cast::person(&app, "Mia").await;
    let ana = format!("team/members/{}", cast.ana.member_id);
    for (caller, status) in [(Some(&cast.bo), 403), (Some(&cast.ana), 403), (NOBODY, 401)] {
        assert_eq!(app.post(caller, "team/invite?email=mia@example.com", Value::Null).await.status, status);
        assert_eq!(app.post(caller, "team/invite?email=nobody@example.com", Value::Null).await.status, status);
        assert_eq!(app.delete(caller, &ana).await.status, status);
        assert_eq!(app.patch(caller, &ana, json!({"role": "admin"})).await.status, status);
        assert_eq!(app.get(caller, "team/invitations").await.status, status);
        assert_eq!(app.delete(caller, "team/invitations/1").await.status, status);
    }
    for id in [cast.ana.member_id.clone(), find(&app, &cast.olu, &cast.ana).await["number"].to_string()] {
        let path = format!("team/members/{id}");
        app.delete(&cast.bea, &path).await.refused(404, "Not found");
        app.patch(&cast.bea, &path, json!({"role": "admin"})).await.refused(404, "Not found");
    }
    assert_eq!(app.delete(&cast.olu, "team/members/x").await.invalid(), ["path.member_id"]);
    assert_eq!(find(&app, &cast.olu, &cast.ana).await["role"], "agent");
}

async fn a_role_changes_what_its_holder_may_do(app: TestApp) {
    let cast = app.cast().await;
    let (conversation, _) = conversation(&app, &cast).await;
    let assign = format!("team/assign/{conversation}?agent_id={}", cast.bo.id);
    let ana = format!("team/members/{}", cast.ana.member_id);
    assert_eq!(app.post(&cast.ana, &assign, json!({})).await.status, 403);
    let changed = app.patch(&cast.olu, &ana, json!({"role": "admin", "is_active": false})).await.expect(200);
    assert_eq!((&changed["role"], &changed["is_active"]), (&json!("admin"), &json!(true)));
    app.post(&cast.ana, &assign, json!({})).await.expect(200);
    for bad in ["owner", "boss", ""] {
        app.patch(&cast.olu, &ana, json!({"role": bad})).await.refused(400, "The role must be admin or agent");
    }
    assert_eq!(app.patch(&cast.olu, &ana, json!({})).await.invalid(), ["body.role"]);
    assert_eq!(app.patch(&cast.olu, &ana, json!({"role": 7})).await.invalid(), ["body.role"]);
    let olu = format!("team/members/{}", cast.olu.member_id);
    let refusal = "The owner cannot be removed, and their role cannot change";
    app.patch(&cast.olu, &olu, json!({"role": "agent"})).await.refused(400, refusal);
    assert_eq!(app.get(&cast.olu, "auth/me").await.expect(200)["team_role"], "owner");
}

async fn owners_and_admins_assign_members_of_their_team(app: TestApp) {
    let cast = app.cast().await;
    let (uuid, number) = conversation(&app, &cast).await;
    let agent_number = cast.ana.number;
    let membership = find(&app, &cast.olu, &cast.ana).await;
    for (caller, path) in [
        (&cast.olu, format!("team/assign/{uuid}?agent_id={}", cast.ana.id)),
        (&cast.bo, format!("team/assign/{number}/?agent_id={}", cast.bo.id)),
        (&cast.bo, format!("team/assign/{number}?agent_id={agent_number}")),
        (&cast.bo, format!("team/assign/{number}?agent_id={}", text(&membership["id"]))),
    ] {
        let done = app.post(caller, &path, json!({})).await.expect(200);
        assert_eq!(done, json!({"message": "Conversation assigned successfully"}));
    }
    let found = app.get(&cast.ana, &format!("conversations/{uuid}")).await.expect(200);
    assert_eq!(found["assignee_id"], cast.ana.id.as_str());
    let refusal = "This user is not an active member of the team";
    for stranger in [cast.bea.id.clone(), cast.bea.number.to_string(), cast.bea.member_id.clone(), "999999".into()] {
        app.post(&cast.olu, &format!("team/assign/{uuid}?agent_id={stranger}"), json!({})).await.refused(400, refusal);
    }
    for (conversation, agent) in [(uuid.clone(), &cast.bea.id), (number.to_string(), &cast.bea.id)] {
        let path = format!("team/assign/{conversation}?agent_id={agent}");
        app.post(&cast.bea, &path, json!({})).await.refused(404, "Not found");
    }
    let path = format!("team/assign/{uuid}?agent_id={}", cast.ana.id);
    app.post(&cast.ana, &path, json!({})).await.refused(403, "Your role does not allow this");
    assert_eq!(app.post(NOBODY, &path, json!({})).await.status, 401);
    assert_eq!(
        app.post(&cast.olu, "team/assign/x?agent_id=y", json!({})).await.invalid(),
        ["path.conversation_id", "query.agent_id"]
    );
    assert_eq!(app.post(&cast.olu, &format!("team/assign/{uuid}"), json!({})).await.invalid(), ["query.agent_id"]);
    let found = app.get(&cast.ana, &format!("conversations/{uuid}")).await.expect(200);
    assert_eq!(found["assignee_id"], cast.ana.id.as_str(), "nothing that was refused had an effect");
}

async fn a_status_is_one_of_three_words(app: TestApp) {
    let cast = app.cast().await;
    for status in ["live", "away", "offline", "live"] {
        let said = app.patch(&cast.ana, "team/status/", json!({"status": status, "role": "owner"})).await.expect(200);
        assert_eq!(said, json!({"status": status}));
        let seen = find(&app, &cast.bo, &cast.ana).await;
        assert_eq!((&seen["status"], &seen["role"]), (&json!(status), &json!("agent")));
    }
    for bad in ["busy", "", "LIVE", "live "] {
        let answer = app.patch(&cast.ana, "team/status", json!({"status": bad})).await;
        answer.refused(400, "The status must be live, away or offline");
    }
    assert_eq!(app.patch(&cast.ana, "team/status", json!({})).await.invalid(), ["body.status"]);
    assert_eq!(app.patch(&cast.ana, "team/status", json!({"status": null})).await.invalid(), ["body.status"]);
    assert_eq!(app.patch(NOBODY, "team/status", json!({"status": "live"})).await.status, 401);
    assert_eq!(find(&app, &cast.bo, &cast.ana).await["status"], "live");
}

async fn what_theo_flagged_waits_until_an_agent_answers(app: TestApp) {
    let cast = app.cast().await;
    let (uuid, number) = conversation(&app, &cast).await;
    conversation(&app, &cast).await;
    assert_eq!(app.get(&cast.ana, "team/pending-handoffs").await.expect(200), json!([]));
    let business = model::Key { number: cast.acme.number, uuid: uuid::Uuid::nil() };
    let flagged = app.running.db.write(move |tx| -> store::Result<()> {
        let reach = store::Reach::system(business);
        let before = store::conversations::lock(tx, &reach, model::AnyId::Number(number))?;
        let mut after = before.clone();
        after.handoff_at = Some(tx.now());
        after.handoff_reason = Some(model::conversation::HandoffReason::UserRequested);
        store::conversations::save(tx, &reach, &before, &after)
    });
    flagged.await.expect("flagged");
    let waiting = app.get(&cast.ana, "team/pending-handoffs/").await.expect(200);
    assert_eq!(waiting.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&waiting[0]["id"], &waiting[0]["handoff_reason"], &waiting[0]["status"], &waiting[0]["customer_id"]),
        (&json!(uuid), &json!("user_requested"), &json!("open"), &Value::Null)
    );
    assert_eq!(waiting[0]["created_at"], "2024-03-01T09:00:00Z");
    app.patch(&cast.bo, &format!("conversations/{uuid}"), json!({"tags": ["vip"]})).await.expect(200);
    let lists = [
        "",
        "&tag=vip",
        "&tag=vip&sort=updated_at",
        "&status=open",
        "&unassigned=true",
        "&status=open&unassigned=true&channel_type=widget",
    ];
    for also in lists {
        let list = app.get(&cast.ana, &format!("conversations/?handed_over=true{also}")).await.expect(200);
        let listed: Vec<_> =
            list.as_array().expect("a list").iter().map(|one| (&one["id"], &one["handoff_at"])).collect();
        assert_eq!(listed, [(&json!(uuid), &waiting[0]["handoff_at"])], "{also}");
        let list = app.get(&cast.bea, &format!("conversations/?handed_over=true{also}")).await.expect(200);
        assert_eq!(list, json!([]), "{also}");
    }
    assert_eq!(app.get(&cast.ana, "conversations/?handed_over=true&tag=late").await.expect(200), json!([]));
    assert_eq!(app.get(&cast.bea, "team/pending-handoffs").await.expect(200), json!([]));
    assert_eq!(app.get(NOBODY, "team/pending-handoffs").await.status, 401);
    let messages = format!("conversations/{uuid}/messages");
    app.post(&cast.ana, &messages, json!({"content": "let us see", "kind": "note"})).await.expect(201);
    assert_eq!(app.get(&cast.ana, "team/pending-handoffs").await.expect(200).as_array().map(Vec::len), Some(1));
    app.post(&cast.ana, &messages, json!({"content": "Hello, I am Ana"})).await.expect(201);
    assert_eq!(app.get(&cast.ana, "team/pending-handoffs").await.expect(200), json!([]));
    assert_eq!(app.get(&cast.ana, "conversations/?handed_over=true").await.expect(200), json!([]));
    let answered = app.get(&cast.ana, &format!("conversations/{uuid}")).await.expect(200);
    assert_eq!((&answered["handoff_at"], &answered["handoff_reason"]), (&Value::Null, &json!("user_requested")));
}
