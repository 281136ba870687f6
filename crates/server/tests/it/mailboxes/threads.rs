//! A conversation by mail: it holds on both sides, nothing is answered by itself, and what can't be delivered comes back
//! to the message that it was.

use std::time::Duration;

use super::{Post, count, field, mail, said};
use crate::rig::mail_host::{CLEO, HELP, MailHost};
use crate::rig::{TestApp, on_both_engines, smtp, threads};

on_both_engines![
    a_thread_holds_over_five_rounds_on_both_sides,
    exim_carries_a_thread_too,
    nothing_is_answered_by_itself_and_no_mail_goes_in_circles,
    a_bounce_comes_back_to_its_message,
];

/// What Cleo's mail program makes of an answer to a mail.
fn answer(to: &str, id: &str, body: &str) -> (String, String) {
    let (ours, before) = (field(to, "Message-ID"), field(to, "References"));
    let more = format!("Subject: {}\nIn-Reply-To: {ours}\nReferences: {before} {ours}\n", field(to, "Subject"));
    let quoted: String = body_of(to).lines().map(|line| format!("> {line}\n")).collect();
    (field(to, "Reply-To"), mail(id, &more, &format!("{body}\n\nOn Friday, Acme wrote:\n{quoted}")))
}

fn body_of(mail: &str) -> &str {
    mail.split_once("\n\n").map_or("", |(_, body)| body)
}

async fn a_thread_holds_over_five_rounds_on_both_sides(app: TestApp) {
    five_rounds(Post::open(app, |_| {}).await).await;
}

async fn exim_carries_a_thread_too(app: TestApp) {
    five_rounds(Post::open_at(app, MailHost::start_with_exim(), |_| {}).await).await;
}

async fn five_rounds(post: Post) {
    let first = mail("r1", "Subject: Your order\n", "Round 1");
    post.host.put(CLEO, "", &first, Duration::ZERO);
    post.write(HELP, &first).await;
    for round in 1..=5 {
        let all = post.until(|all| count(all) == 2 * round - 1).await;
        assert_eq!(all.len(), 1, "round {round}");
        post.answer(&all[0], &format!("Answer {round}")).await;
        // Hers lie there too.
        let theirs = post.host.mails(CLEO, 2 * round).await;
        let ours = theirs.iter().find(|mail| body_of(mail).contains(&format!("Answer {round}"))).expect("our answer");
        if round == 5 {
            break;
        }
        let (to, mut next) = answer(ours, &format!("r{}", round + 1), &format!("Round {}", round + 1));
        if round == 3 {
            // A program that keeps nothing but the address.
            next = mail("r4", &format!("Subject: {}\n", field(ours, "Subject")), "Round 4");
        }
        post.host.put(CLEO, "", &next, Duration::ZERO);
        // In round 2 her program keeps nothing but the ids.
        let to = if round == 2 { HELP.to_owned() } else { to };
        assert!(round == 2 || to.starts_with("help+"), "{to}");
        post.write(&to, &next).await;
    }
    let all = post.conversations().await;
    let expected: Vec<String> =
        (1..=5).flat_map(|round| [format!("Round {round}"), format!("Answer {round}")]).collect();
    assert_eq!(said(&all[0]), expected);
    let found = threads::of(post.host.dovecot.port, CLEO).await;
    // One thread without a branch, in whatever order her server has numbered them.
    let numbers: Vec<&str> = found.trim_matches(['(', ')']).split(' ').collect();
    assert!(numbers.len() == 10 && numbers.iter().all(|one| one.parse::<u32>().is_ok()), "{found}");
}

async fn nothing_is_answered_by_itself_and_no_mail_goes_in_circles(app: TestApp) {
    let post = Post::open(app, |_| {}).await;
    post.write(HELP, &mail("1", "Subject: Hello\n", "Hello")).await;
    let all = post.until(|all| count(all) == 1).await;
    post.answer(&all[0], "Good morning").await;
    let ours = post.host.mails(CLEO, 1).await.remove(0);
    // Her absence answers, twice; a list sends ours back; it is delivered to us once more.
    for id in ["2", "3"] {
        let (to, away) = answer(&ours, id, "I am away.");
        let away = away.replacen("Subject:", "Auto-Submitted: auto-replied\nSubject:", 1);
        post.write(&to, &away).await;
    }
    post.write(HELP, &ours).await;
    post.write(HELP, &ours.replacen("Message-ID:", "X-Was:", 1)).await;
    post.write(HELP, &mail("4", "Subject: Last\n", "The last one")).await;
    let all = post.until(|all| all.iter().any(|one| said(one) == ["The last one"])).await;
    for _ in 0..3 {
        post.app.clock.advance(Duration::from_secs(3600));
        post.app.run_jobs().await;
    }
    assert!(all.iter().flat_map(said).filter(|one| one == "Good morning").count() == 1, "{all:#?}");
    assert_eq!(post.host.read(CLEO).len(), 1, "nobody but Ana has written to her");
}

async fn a_bounce_comes_back_to_its_message(app: TestApp) {
    let post = Post::open(app, |_| {}).await;
    // Postfix takes it for a domain of its own, and finds nobody there.
    let gone = mail("1", "Subject: Hello\n", "Hello").replace(CLEO, "gone@mail.example");
    smtp::send(post.host.smtp, "gone@mail.example", HELP, &gone).await;
    let all = post.until(|all| count(all) == 1).await;
    post.answer(&all[0], "Are you there?").await;
    let all = post.until(|all| all[0]["messages"][1]["status"] == "failed").await;
    let why = all[0]["messages"][1]["error"].as_str().expect("a reason");
    assert!(why.contains("gone@mail.example") || why.contains("unknown user"), "{why}");
    assert_eq!(count(&all), 2, "a bounce is no message");
}
