//! Are the reasons found in what people say, and not in what only resembles it?

use model::HandoffReason::{self, ComplexIssue, NegativeSentiment, UserRequested};
use model::SenderType::{self, Agent, Ai, Customer};

use super::reason;
use crate::question::Turn;

fn turns(turns: &[(SenderType, &str)]) -> Vec<Turn> {
    turns.iter().map(|(sender, text)| Turn { sender: *sender, text: (*text).to_owned() }).collect()
}

fn said(text: &str) -> Option<HandoffReason> {
    reason(&turns(&[(Customer, text)]), &[])
}

#[test]
fn a_wish_for_a_human_is_heard_in_nine_languages() {
    for text in [
        "Can I talk to a human?",
        "Ich möchte mit einem Menschen sprechen",
        "Je voudrais parler à une personne",
        "¿Puedo hablar con alguien?",
        "Quero falar com uma pessoa",
        "Vorrei parlare con un operatore",
        "Ik wil een medewerker spreken",
        "Chcę porozmawiać z konsultantem",
        "Bir temsilciyle görüşmek istiyorum",
        "agent!! human!!",
    ] {
        assert_eq!(said(text), Some(UserRequested), "{text}");
    }
}

/// What a visitor's button says.
#[test]
fn the_widgets_own_words_for_it_are_heard() {
    for text in [
        include_str!("../../../../widget/src/chat/text/ar.ts"),
        include_str!("../../../../widget/src/chat/text/de.ts"),
        include_str!("../../../../widget/src/chat/text/en.ts"),
        include_str!("../../../../widget/src/chat/text/es.ts"),
        include_str!("../../../../widget/src/chat/text/fr.ts"),
        include_str!("../../../../widget/src/chat/text/pt.ts"),
    ] {
        let words = text.split_once("human: \"").and_then(|(_, rest)| rest.split_once('"')).expect("a sentence").0;
        assert_eq!(said(words), Some(UserRequested), "{words}");
    }
}

#[test]
fn anger_is_heard_in_nine_languages_and_in_shouting() {
    for text in [
        "This is unacceptable.",
        "So eine Frechheit",
        "C'est honteux",
        "Es una vergüenza",
        "Que vergonha",
        "È una vergogna",
        "Dit is schandalig",
        "To skandal",
        "Bu bir rezalet",
        "STILL NO ANSWER SINCE FRIDAY",
        "Nobody answers??",
    ] {
        assert_eq!(said(text), Some(NegativeSentiment), "{text}");
    }
}

#[test]
fn law_and_harm_are_heard_in_nine_languages() {
    for text in [
        "I will call my lawyer",
        "Mein Anwalt meldet sich",
        "Je vais porter plainte",
        "Hablaré con mi abogado",
        "Vou ao tribunal",
        "Chiamo il mio avvocato",
        "Ik wil schadevergoeding",
        "Żądam odszkodowania",
        "Avukatıma gidiyorum",
    ] {
        assert_eq!(said(text), Some(ComplexIssue), "{text}");
    }
}

#[test]
fn plain_questions_are_no_reason() {
    for text in [
        "How many people can use the Team plan?",
        "Can I invite somebody?",
        "Wie viele Personen passen in das Zelt?",
        "Is the tent any good in bad weather?",
        "Combien de personnes ?",
        "¿Cuántas personas caben?",
        "Posso trocar?",
        "I AM 1.92",
        "Can somebody else pick up my parcel?",
        "How do I contact the carrier?",
        "Thanks!!",
        "Is there support for XRechnung?",
        "Dava para trocar por causa do tamanho?",
        "Gracias por la paciencia",
        "Das reicht mir, danke",
        "",
    ] {
        assert_eq!(said(text), None, "{text}");
    }
}

#[test]
fn what_the_team_keeps_for_itself_is_named_by_its_own_words() {
    let keywords = ["Rückerstattung".to_owned(), "kündig*".to_owned(), " ".to_owned()];
    let with = |text: &str| reason(&turns(&[(Customer, text)]), &keywords);
    assert_eq!(with("Wo bleibt die RÜCKERSTATTUNG?"), Some(ComplexIssue));
    assert_eq!(with("Ich möchte kündigen"), Some(ComplexIssue));
    assert_eq!(with("Wo bleibt mein Paket?"), None);
}

#[test]
fn two_answers_that_did_not_help_are_enough() {
    let mut talk =
        vec![(Customer, "It is broken"), (Ai, "Try this."), (Customer, "That doesn't help"), (Ai, "Try that.")];
    assert_eq!(reason(&turns(&talk[..3]), &[]), None, "one answer may be tried again");
    talk.push((Customer, "that did not help either"));
    assert_eq!(reason(&turns(&talk), &[]), Some(ComplexIssue));
    talk[3] = (Agent, "Try that.");
    assert_eq!(reason(&turns(&talk), &[]), None, "an agent is there already");
}

#[test]
fn only_what_was_said_since_the_last_answer_counts() {
    let talk = [(Customer, "I want a human"), (Agent, "Here I am."), (Customer, "Where is my parcel?")];
    assert_eq!(reason(&turns(&talk), &[]), None);
}
