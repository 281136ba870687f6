//! What our own mail server has found out about a mail's sender (RFC 8601): SPF, DKIM, DMARC.
//! Must not believe such a field of anybody else: the sender can write one too.

use model::mail::{Authentication, Verdict};

use super::decode;
use super::headers;

/// Bytes of one field.
const LONGEST: usize = 8 * 1024;

/// The findings of the server that calls itself `authserv_id`. Only the topmost of its fields and those directly under
/// it count: a server adds its own at the top, so one further down came with the mail.
pub fn read(raw: &[u8], authserv_id: &str) -> Authentication {
    let (fields, _) = headers::split(raw);
    let mut found = Authentication::default();
    let mut has_begun = false;
    for (name, value) in fields.iter() {
        let text = decode::line(&decode::text(value, None), LONGEST);
        let results = (name == "authentication-results").then(|| results_of(&text, authserv_id)).flatten();
        match results {
            Some(results) => {
                has_begun = true;
                for result in results.split(';') {
                    note(&mut found, result);
                }
            }
            None if has_begun => break,
            None => {}
        }
    }
    found
}

/// What follows the server's name, comments taken out.
fn results_of(text: &str, authserv_id: &str) -> Option<String> {
    let bare = without_comments(text);
    let (name, results) = bare.split_once(';')?;
    let name = name.split_whitespace().next()?;
    (!authserv_id.is_empty() && name.eq_ignore_ascii_case(authserv_id.trim())).then(|| results.to_owned())
}

fn without_comments(text: &str) -> String {
    let (mut bare, mut depth, mut is_quoted) = (String::with_capacity(text.len()), 0_usize, false);
    for letter in text.chars() {
        match letter {
            '"' if depth == 0 => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted && depth > 0 => depth -= 1,
            _ if depth == 0 && !is_quoted => bare.push(letter),
            _ => {}
        }
    }
    bare
}

/// `dkim=pass header.d=acme.com`. Of several signatures one good one is enough; else the first answer stands.
fn note(found: &mut Authentication, result: &str) {
    let Some(statement) = result.split_whitespace().next() else { return };
    let Some((method, word)) = statement.split_once('=') else { return };
    let verdict = match word.to_ascii_lowercase().as_str() {
        "pass" => Verdict::Pass,
        "fail" | "softfail" | "policy" | "permerror" => Verdict::Fail,
        _ => Verdict::None,
    };
    let method = method.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let slot = match method.as_str() {
        "spf" => &mut found.spf,
        "dkim" => &mut found.dkim,
        "dmarc" => &mut found.dmarc,
        _ => return,
    };
    let is_better = *slot == Verdict::None || method == "dkim" && verdict == Verdict::Pass;
    if is_better {
        *slot = verdict;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "mx.acme.com";

    fn read(head: &str) -> (Verdict, Verdict, Verdict) {
        let found = super::read(format!("{head}\r\nFrom: a@b.co\r\n\r\nHi").as_bytes(), OURS);
        (found.spf, found.dkim, found.dmarc)
    }

    #[test]
    fn findings_of_our_own_server_are_read_in_the_forms_that_servers_write() {
        use Verdict::{Fail, None, Pass};
        for (head, expected) in [
            (
                "Authentication-Results: mx.acme.com; spf=pass smtp.mailfrom=b.co;\r\n dkim=pass header.d=b.co; dmarc=pass (p=NONE) header.from=b.co",
                (Pass, Pass, Pass),
            ),
            (
                "Authentication-Results: MX.acme.com 1; spf=softfail (x; dmarc=pass) smtp.mailfrom=b.co; dkim=none",
                (Fail, None, None),
            ),
            (
                "Authentication-Results: mx.acme.com; dkim=fail reason=\"bad; dmarc=pass\"; dkim=pass",
                (None, Pass, None),
            ),
            (
                "Authentication-Results: mx.acme.com; dkim=pass\r\nAuthentication-Results: mx.acme.com; spf=fail",
                (Fail, Pass, None),
            ),
            ("Authentication-Results: mx.acme.com; none", (None, None, None)),
            ("Authentication-Results: mx.acme.com; dmarc=temperror; spf=neutral", (None, None, None)),
            ("Authentication-Results: mx.acme.com", (None, None, None)),
        ] {
            assert_eq!(read(head), expected, "{head}");
        }
    }

    #[test]
    fn findings_that_came_with_the_mail_are_not_believed() {
        use Verdict::{Fail, None};
        for head in [
            "Authentication-Results: mx.evil.com; spf=pass; dkim=pass; dmarc=pass",
            "Authentication-Results: mx.acme.com.evil.com; spf=pass; dmarc=pass",
            "Authentication-Results: (mx.acme.com;) evil.com; dmarc=pass",
            "ARC-Authentication-Results: i=1; mx.acme.com; dmarc=pass",
            "X-Authentication-Results: mx.acme.com; dmarc=pass",
        ] {
            assert_eq!(read(head), (None, None, None), "{head}");
        }
        let forged = "Authentication-Results: mx.acme.com; spf=fail\r\nReceived: from x\r\n\
                      Authentication-Results: mx.acme.com; spf=pass; dmarc=pass";
        assert_eq!(read(forged), (Fail, None, None));
        assert_eq!(super::read(b"Authentication-Results: ; spf=pass\r\n\r\n", ""), Authentication::default());
    }
}
