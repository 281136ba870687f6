//! Who is behind a mail: a person, or a program that must not be answered by another (RFC 3834).
//! Must not decide what is done about it.

use serde::Serialize;

use super::bounce::{self, Bounce};
use super::headers::Headers;
use super::{mime, thread};

/// Who wrote a mail, as far as it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Writer {
    Person,
    /// Somebody's program: an absence note, a receipt, a notice.
    Machine,
    /// A mailing list or newsletter; people may have written what is in it.
    List,
    /// A mail of ours did not arrive, or not yet.
    Bounce(Bounce),
    /// We did: the mail has come back to us.
    Ourselves,
}

impl Writer {
    /// An automatic answer to it may begin a loop, or go to many.
    pub fn is_automatic(&self) -> bool {
        *self != Self::Person
    }
}

/// What an out-of-office note or a receipt is called. Weak: people write such subjects too.
const SUBJECTS: &[&str] = &[
    "out of office",
    "out of the office",
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "autoresponse",
    "away from the office",
    "on vacation",
    "i am away",
    "respuesta automática",
    "respuesta automatica",
    "fuera de la oficina",
    "ausencia",
    "réponse automatique",
    "reponse automatique",
    "absence du bureau",
    "abwesenheitsnotiz",
    "automatische antwort",
    "abwesend",
    "nicht im büro",
    "resposta automática",
    "ausência temporária",
    "fora do escritório",
    "risposta automatica",
    "fuori sede",
    "fuori ufficio",
    "automatisch antwoord",
    "afwezig",
    "afwezigheidsbericht",
    "رد تلقائي",
    "الرد التلقائي",
    "خارج المكتب",
    "autosvar",
    "自动回复",
    "自動返信",
    "автоответ",
];

/// Who wrote it. `key` is the one of [`thread`], by which our own mails are known again.
pub fn writer(raw: &[u8], key: &[u8]) -> Writer {
    let (root, _) = mime::parse(raw);
    let headers = &root.headers;
    if !ids_of_ours(headers, key).is_empty() {
        return Writer::Ourselves;
    }
    if let Some(bounce) = bounce::find(&root) {
        return Writer::Bounce(bounce);
    }
    if is_machine(headers) {
        return Writer::Machine;
    }
    if is_list(headers) {
        return Writer::List;
    }
    if is_weakly_machine(headers) { Writer::Machine } else { Writer::Person }
}

/// The ids of a mail that only this server can have made.
pub fn own_ids(raw: &[u8], key: &[u8]) -> Vec<String> {
    ids_of_ours(&mime::parse(raw).0.headers, key)
}

fn ids_of_ours(headers: &Headers<'_>, key: &[u8]) -> Vec<String> {
    let own = headers.ids("message-id").into_iter().chain(headers.ids(thread::MARK));
    own.into_iter().filter(|id| thread::read_message_id(key, id).is_some()).collect()
}

fn is_machine(headers: &Headers<'_>) -> bool {
    let submitted = headers.word("auto-submitted");
    let is_submitted = !submitted.is_empty() && submitted.split([';', ' ']).next() != Some("no");
    let suppress = headers.word("x-auto-response-suppress");
    is_submitted
        || ["all", "oof", "autoreply", "dr", "rn", "nrn"]
            .iter()
            .any(|word| suppress.split([',', ' ']).any(|one| one == *word))
        || ["x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder", "x-autoreply-from", "x-mail-autoreply"]
            .iter()
            .any(|name| headers.has(name) && headers.word(name) != "no")
        || ["auto_reply", "auto-reply", "autoreply"].contains(&headers.word("precedence").as_str())
        || headers.word("x-precedence").starts_with("auto")
        || headers
            .parameters("content-type")
            .is_some_and(|found| found.word == "multipart/report" || found.word == "message/disposition-notification")
}

fn is_list(headers: &Headers<'_>) -> bool {
    ["list-id", "list-unsubscribe", "list-post", "list-help", "mailing-list", "x-mailing-list"]
        .iter()
        .any(|name| headers.has(name))
        || ["list", "bulk", "junk"].contains(&headers.word("precedence").as_str())
}

/// A subject that programs use, and a head as only programs write it: nobody to bounce to, no id, no author, or an
/// author who takes no answers.
fn is_weakly_machine(headers: &Headers<'_>) -> bool {
    let subject = headers.text("subject").unwrap_or_default().to_lowercase();
    let is_odd = headers.word("return-path") == "<>"
        || !headers.has("message-id")
        || headers.addresses("from").first().is_none_or(|from| {
            let local = from.address.split('@').next().unwrap_or_default().to_lowercase();
            ["noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon"].contains(&local.as_str())
        });
    is_odd && SUBJECTS.iter().any(|words| subject.contains(words))
}
