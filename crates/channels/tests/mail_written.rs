//! What is written is read back as what was put in, and nothing that is put in makes a field of its own.

use channels::email::mail::Mailbox;
use channels::email::write::{Letter, Quoted, Sent, Written, write};
use channels::email::{Writer, automatic, read, thread};
use model::Time;
use proptest::prelude::*;
use uuid::Uuid;

const KEY: &[u8] = b"the key of the tests";

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: Some(name.to_owned()).filter(|name| !name.is_empty()), address: address.to_owned() }
}

fn letter() -> Letter<'static> {
    let conversation = Uuid::from_u128(7);
    Letter {
        from: mailbox("Ana at Ácme", "help@acme.test"),
        to: vec![mailbox("Cleo \"C\" Park", "cleo@example.com")],
        subject: "Your order".into(),
        message_id: thread::message_id(KEY, conversation, Uuid::from_u128(8), "acme.test"),
        in_reply_to: Some("question@example.com".into()),
        references: vec!["zero@example.com".into(), "question@example.com".into()],
        reply_to: thread::address(KEY, "help@acme.test", conversation),
        date: Some(Time::from_seconds(1_709_543_700)),
        text: "Hi **Cleo**,\n\nit is [here](https://acme.test/?a=1&b=2). <script>x</script>".into(),
        ..Letter::default()
    }
}

fn text_of(written: &Written) -> String {
    String::from_utf8_lossy(&written.bytes).into_owned()
}

/// The names of the fields in front of the mail.
fn fields(written: &Written) -> Vec<String> {
    let text = text_of(written);
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_letter_is_read_back_with_its_files_and_its_quote() {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let quoted = Quoted {
        from: "Cleo Park",
        date: Time::from_seconds(1_709_540_000),
        text: "Where is it?\nCleo",
        html: Some("<p>Where is <img data-src=\"https://a.co/x.png\">it?</p>"),
    };
    let letter = Letter {
        cc: vec![mailbox("", "dan@example.com")],
        bcc: vec![mailbox("", "boss@acme.test"), mailbox("", "Dan@example.com")],
        signature: Some("Ana\nAcme".into()),
        quoted: Some(quoted),
        files: vec![
            Sent { name: "../résumé €.pdf", content_type: "application/pdf", bytes: &bytes },
            Sent { name: "mail.eml", content_type: "message/rfc822", bytes: b"From: x\r\n\r\n" },
        ],
        ..letter()
    };
    let written = write(&letter).unwrap();
    assert_eq!(written.from, "help@acme.test");
    assert_eq!(written.recipients, ["cleo@example.com", "dan@example.com", "boss@acme.test"]);
    assert!(!text_of(&written).contains("boss@acme.test"));
    assert_eq!(written, write(&letter).unwrap(), "the same letter is the same bytes");
    let mail = read::read(&written.bytes);
    assert_eq!((mail.from.as_ref(), &mail.to, &mail.cc), (Some(&letter.from), &letter.to, &letter.cc));
    assert_eq!(mail.subject, "Re: Your order");
    assert_eq!((&mail.message_id, mail.date), (&letter.message_id, letter.date));
    assert_eq!((&mail.in_reply_to, &mail.references), (&vec!["question@example.com".to_owned()], &letter.references));
    assert_eq!(mail.reply_to[0].address, letter.reply_to.clone().unwrap());
    assert_eq!(mail.new_text(), letter.text);
    assert!(
        mail.text.ends_with("-- \nAna\nAcme\n\nOn 2024-03-04 at 08:13 UTC, Cleo Park wrote:\n> Where is it?\n> Cleo")
    );
    let html = mail.html.clone().unwrap();
    assert!(
        html.contains("<strong>Cleo</strong>")
            && html.contains("&lt;script&gt;")
            && html.contains("<blockquote type=\"cite\">")
    );
    assert!(html.contains("data-src=\"https://a.co/x.png\""), "{html}");
    assert_eq!(mail.attachments.len(), 2);
    assert_eq!(mail.attachments[0].name.as_deref(), Some("résumé €.pdf"));
    assert_eq!(read::bytes(&written.bytes, &mail.attachments[0]), bytes);
    assert_eq!(read::bytes(&written.bytes, &mail.attachments[1]).as_ref(), b"From: x\r\n\r\n");
    assert_eq!(automatic::writer(&written.bytes, KEY), Writer::Ourselves);
    assert_eq!(automatic::writer(&written.bytes, b"another"), Writer::Person);
}

#[test]
fn an_answer_to_a_letter_finds_its_conversation_by_id_or_by_address() {
    let letter = letter();
    let by_id = format!("From: x@y.z\r\nIn-Reply-To: <{}>\r\n\r\nhi", letter.message_id);
    let found = thread::find(KEY, "help@acme.test", &read::read(by_id.as_bytes())).unwrap();
    assert_eq!((found.conversation, found.message), (Uuid::from_u128(7), Some(Uuid::from_u128(8))));
    let by_address = format!("From: x@y.z\r\nTo: {}\r\n\r\nhi", letter.reply_to.unwrap());
    let found = thread::find(KEY, "help@acme.test", &read::read(by_address.as_bytes())).unwrap();
    assert_eq!((found.conversation, found.message), (Uuid::from_u128(7), None));
    assert_eq!(thread::find(b"another", "help@acme.test", &read::read(by_address.as_bytes())), None);
}

#[test]
fn nobody_answers_what_theo_wrote_by_itself() {
    let written = write(&Letter { is_automatic: true, ..letter() }).unwrap();
    assert!(fields(&written).contains(&"Auto-Submitted".to_owned()));
    assert_eq!(automatic::writer(&written.bytes, b"another"), Writer::Machine);
    assert!(!fields(&write(&letter()).unwrap()).contains(&"Auto-Submitted".to_owned()));
}

#[test]
fn a_subject_is_answered_once_and_references_stay_few() {
    for (subject, expected) in
        [("Re: x", "Re: x"), ("RE: x", "RE: x"), ("AW: x", "AW: x"), ("", "Re:"), ("Rex", "Re: Rex")]
    {
        let written = write(&Letter { subject: subject.into(), ..letter() }).unwrap();
        assert_eq!(read::read(&written.bytes).subject, expected);
    }
    let first = write(&Letter { in_reply_to: None, references: Vec::new(), ..letter() }).unwrap();
    assert_eq!(read::read(&first.bytes).subject, "Your order");
    let references = (0..500).map(|number| format!("{number}@example.com")).collect();
    let mail = read::read(&write(&Letter { references, ..letter() }).unwrap().bytes);
    assert_eq!(mail.references.len(), 20);
    assert_eq!((mail.references[0].as_str(), mail.references[19].as_str()), ("0@example.com", "question@example.com"));
}

#[test]
fn no_field_can_be_injected() {
    let expected = fields(&write(&letter()).unwrap());
    for evil in [
        "a\r\nBcc: evil@example.com",
        "a\nX-Evil: 1\n\nbody",
        "a\rX-Evil: 1",
        "a\0b",
        "a\r\n\r\n<script>",
        "=?utf-8?Q?=0D=0ABcc:_e@x.y?=",
    ] {
        let fine = [
            Letter { from: mailbox(evil, "help@acme.test"), ..letter() },
            Letter { to: vec![mailbox(evil, "cleo@example.com")], ..letter() },
            Letter { subject: evil.into(), ..letter() },
            Letter { references: vec![evil.into()], ..letter() },
            Letter { text: evil.into(), ..letter() },
            Letter { signature: Some(evil.into()), ..letter() },
            Letter { quoted: Some(Quoted { from: evil, date: Time(0), text: evil, html: None }), ..letter() },
            Letter { files: vec![Sent { name: evil, content_type: evil, bytes: b"x" }], ..letter() },
        ];
        for (number, letter) in fine.iter().enumerate() {
            let written = write(letter).unwrap();
            assert_eq!(fields(&written), expected, "{number}: {evil:?}");
            assert_eq!(written.recipients, ["cleo@example.com"]);
            assert!(!text_of(&written).contains("\r\nX-Evil") || number > 3 && number < 7, "{}", text_of(&written));
            assert!(!written.bytes.contains(&0));
        }
        let without = Letter { in_reply_to: Some(evil.into()), references: Vec::new(), ..letter() };
        let names = fields(&write(&without).unwrap());
        assert!(names.iter().all(|name| expected.contains(name)), "{names:?}");
        let address = || mailbox("", &format!("{evil}@example.com"));
        for refused in [
            Letter { from: address(), ..letter() },
            Letter { to: vec![address()], ..letter() },
            Letter { cc: vec![address()], ..letter() },
            Letter { bcc: vec![address()], ..letter() },
            Letter { reply_to: Some(address().address), ..letter() },
            Letter { message_id: format!("{evil} x@y.z"), ..letter() },
        ] {
            let result = write(&refused);
            assert!(result.is_err() || !evil.contains(['\r', '\n', '\0']), "{evil:?}");
        }
    }
    assert!(write(&Letter { to: Vec::new(), ..letter() }).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_words_come_back(subject in "\\PC{0,80}", name in "\\PC{0,40}", text in "(\\PC|\n){0,300}", file in proptest::collection::vec(any::<u8>(), 0..300)) {
        let letter = Letter {
            from: mailbox(&name, "help@acme.test"),
            subject: subject.clone(),
            in_reply_to: None,
            text: text.clone(),
            files: vec![Sent { name: "a.bin", content_type: "application/zip", bytes: &file }],
            ..letter()
        };
        let written = write(&letter).unwrap();
        let mail = read::read(&written.bytes);
        let visible = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(visible(&mail.subject), visible(&subject));
        prop_assert_eq!(visible(mail.from.unwrap().name.as_deref().unwrap_or_default()), visible(&name));
        prop_assert_eq!(visible(&mail.text), visible(&text));
        prop_assert_eq!(read::bytes(&written.bytes, &mail.attachments[0]).into_owned(), file);
    }
}
