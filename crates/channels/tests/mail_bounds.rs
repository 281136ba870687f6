//! Mails that were written to hurt: huge, deep, many; and mails changed by chance. Each is read, and in time.

#[path = "shared/harmless.rs"]
mod harmless;

use std::fs;
use std::path::Path;
use std::time::Instant;

use channels::email::{automatic, html, mail, read, thread};
use proptest::prelude::*;

const KEY: &[u8] = b"the key of the tests";

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the odd mails").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
    paths.iter().map(|path| fs::read(path).expect("a mail")).collect()
}

fn assert_bounded(raw: &[u8]) {
    let mail = read::read(raw);
    assert_eq!(read::attachments(raw), mail.attachments);
    assert!(mail.recipients().eq(read::recipients(raw).iter().map(String::as_str)));
    assert!(mail.text.chars().count() <= mail::LONGEST_TEXT && mail.text.is_char_boundary(mail.new));
    assert!(mail.subject.chars().count() <= mail::LONGEST_LINE && !mail.subject.contains(char::is_control));
    assert!(!mail.message_id.is_empty() && mail.references.len() <= mail::MOST_REFERENCES);
    assert!(mail.to.len() <= mail::MOST_ADDRESSES && mail.attachments.len() <= 200);
    for one in &mail.attachments {
        let name = one.name.as_deref().unwrap_or("x");
        assert!(
            name.chars().count() <= mail::LONGEST_NAME && !name.contains(['/', '\\', '\0', '\r', '\n', '\u{202e}'])
        );
        assert!(read::bytes(raw, one).len() <= raw.len());
    }
    if let Some(clean) = &mail.html {
        harmless::check(clean);
        assert_eq!(html::sanitise(clean, &[]), *clean);
    }
    automatic::writer(raw, KEY);
    thread::find(KEY, "help@acme.test", &mail);
}

#[test]
fn what_is_huge_deep_or_many_is_read_in_time_and_cut() {
    let head = "From: a@b.co\r\nMessage-ID: <1@b.co>\r\n";
    let many_ids = (0..5_000).map(|number| format!("<{number}@b.co>\r\n ")).collect::<String>();
    let attributes = (0..40_000).map(|number| format!("a{number}=x ")).collect::<String>();
    let page = |body: String| format!("{head}Content-Type: text/html\r\n\r\n{body}");
    let mails = [
        ("long field", format!("{head}Subject: {}\r\n\r\nx", "s".repeat(2_000_000))),
        ("encoded words", format!("{head}Subject: {}\r\n\r\nx", "=?a?B?".repeat(200_000))),
        ("references", format!("{head}References: {many_ids}x\r\n\r\nx")),
        ("many fields", format!("{head}{}\r\nx", "X-A: b\r\n".repeat(200_000))),
        ("recipients", format!("{head}To: {}x@y.z\r\n\r\nx", "a@b.co, ".repeat(100_000))),
        ("brackets", format!("{head}To: {}\r\n\r\nx", "(<\"".repeat(100_000))),
        (
            "parts",
            format!("{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\nx\r\n".repeat(100_000)),
        ),
        (
            "boundaries that never come",
            format!(
                "{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
                "--b\r\nContent-Type: multipart/mixed; boundary=never\r\n\r\nx\r\n".repeat(50_000)
            ),
        ),
        ("mails in mails", format!("{head}{}", "Content-Type: message/rfc822\r\n\r\n".repeat(100_000))),
        ("text", format!("{head}\r\n{}", "word \u{0} ".repeat(1_000_000))),
        ("quotes", format!("{head}\r\n{}", "> a\nb\n".repeat(20_000))),
        ("heads", format!("{head}\r\n{}", "__________\n".repeat(20_000))),
        ("wrote", format!("{head}\r\n{}", "On 1 wrote:\n".repeat(20_000))),
        ("one line", format!("{head}\r\n{}", "a".repeat(20_000_000))),
        ("divs", page("<div>".repeat(200_000))),
        ("bold", page("<b><i><u><p>".repeat(50_000))),
        ("tables", page("<table><tr><td>".repeat(50_000))),
        ("links", page("<a href=x>".repeat(50_000))),
        ("attributes", page(format!("<p {attributes}>"))),
        ("quoted ends", page(format!("<p {}>", "x=\">\" ".repeat(60_000)))),
        ("comments", page("<!--".repeat(100_000))),
    ];
    for (name, raw) in mails {
        let begun = Instant::now();
        assert_bounded(raw.as_bytes());
        let took = begun.elapsed();
        assert!(took.as_secs() < 20, "{name} took {took:?}");
    }
}

#[test]
fn every_cut_of_every_odd_mail_is_read() {
    for raw in corpus() {
        for end in (0..raw.len()).step_by(37) {
            read::read(&raw[..end]);
            automatic::writer(&raw[..end], KEY);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn odd_mails_changed_by_chance_are_read(
        which in 0_usize..1_000,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..20),
    ) {
        let all = corpus();
        let mut raw = all[which % all.len()].clone();
        for (at, byte, kind) in changes {
            if raw.is_empty() {
                break;
            }
            let at = at.index(raw.len());
            match kind {
                0 => raw[at] = byte,
                1 => raw.insert(at, byte),
                2 => drop(raw.remove(at)),
                _ => raw.truncate(at),
            }
        }
        assert_bounded(&raw);
    }

    #[test]
    fn html_of_any_pieces_is_made_harmless_and_stays_as_it_is(pieces in proptest::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<a href=\"https://a.co\">", "</a>", "<b>", "</b>", "<svg>",
        "</svg>", "<math>", "<mtext>", "<mglyph>", "<style>", "</style>", "<template>", "</template>", "<noscript>",
        "</noscript>", "<form>", "</form>", "<button>", "<select>", "<option>", "<textarea>", "<title>", "<!--", "-->",
        "<img src=x onerror=alert(1)>", "<img src=\"https://t.co/a\" data-src='javascript:x'>", "<img data-src=\"http://t.co\">",
        "<img data-part=7 src=cid:a>", "<script>alert(1)</script>", "<div style=\"background:url(x)\">", "</div>", "text",
        "&lt;script&gt;", "\"", "'", ">", "<", " src=\"x-elsewhere:", "<plaintext>", "<iframe src=x>", "<p style='color:red'>",
        "<li>", "<ul>", "<pre>\n", "<br>", "<font color=red>", "<a title='</p><img src=x>'>", "<details>", "<caption>", "<col>",
        "<desc>", "<annotation-xml encoding=text/html>", "<foreignObject>", "<h1>", "<nobr>", "<frameset>", "\u{0}", "<q>",
    ]), 0..30)) {
        let clean = html::sanitise(&pieces.concat(), &["", "a"]);
        harmless::check(&clean);
        prop_assert_eq!(html::sanitise(&clean, &["", "a"]), clean.clone());
        html::to_text(&clean);
    }

    #[test]
    fn any_bytes_are_read(raw in proptest::collection::vec(any::<u8>(), 0..500)) {
        assert_bounded(&raw);
    }
}
