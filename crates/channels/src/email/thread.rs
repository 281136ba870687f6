//! To which conversation a mail belongs: by ids and addresses that only we can make (HMAC-SHA256), never by what a
//! mail says of itself. Must not look at `From` or the subject.

use serde::Serialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::mail::Mail;
use crate::delivery;

/// The field that holds our message id a second time: some servers write a new `Message-ID` on the way.
pub const MARK: &str = "x-pingback-message";

/// Bytes of the proof in an address, and in an id.
const PROOF: usize = 10;
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A message of ours that a mail answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Answered {
    pub conversation: Uuid,
    /// Unknown where only the address tells.
    pub message: Option<Uuid>,
}

/// The id of a mail of ours, without brackets: `conversation.message.proof@domain`.
pub fn message_id(key: &[u8], conversation: Uuid, message: Uuid, domain: &str) -> String {
    let local = format!("{}.{}", written(conversation.as_bytes()), written(message.as_bytes()));
    let domain = domain.to_lowercase();
    let proof = proof(key, &format!("message-id\0{local}\0{domain}"));
    format!("{local}.{proof}@{domain}")
}

/// What one of our ids says; nothing, where it is not ours or was changed by a letter.
pub fn read_message_id(key: &[u8], id: &str) -> Option<Answered> {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>').to_lowercase();
    let (local, domain) = id.split_once('@')?;
    let mut pieces = local.split('.');
    let (conversation, message) = (read_uuid(pieces.next()?)?, read_uuid(pieces.next()?)?);
    pieces.next()?;
    let expected = message_id(key, conversation, message, domain);
    let is_ours = pieces.next().is_none() && is_same(&id, &expected);
    is_ours.then_some(Answered { conversation, message: Some(message) })
}

/// The address under which a conversation is answered: `help+token@acme.com` for `help@acme.com`. None where that would
/// be longer than a local part may be (RFC 5321: 64).
pub fn address(key: &[u8], ours: &str, conversation: Uuid) -> Option<String> {
    let (local, domain) = ours.rsplit_once('@')?;
    let id = written(conversation.as_bytes());
    let proof = proof(key, &format!("address\0{id}\0{}", ours.to_lowercase()));
    let extended = format!("{local}+{id}{proof}");
    (extended.len() <= 64).then(|| format!("{extended}@{domain}"))
}

/// The conversation that such an address of `ours` names; nothing, where it was made by somebody else.
pub fn read_address(key: &[u8], ours: &str, address: &str) -> Option<Uuid> {
    let (local, _) = address.trim().rsplit_once('@')?;
    let (_, token) = local.rsplit_once('+')?;
    let conversation = read_uuid(&token.get(..26)?.to_lowercase())?;
    let expected = self::address(key, ours, conversation)?;
    is_same(&address.trim().to_lowercase(), &expected.to_lowercase()).then_some(conversation)
}

/// The message of ours that the mail answers: by `In-Reply-To`, then by the newest of the references, then by the
/// address to which it came.
pub fn find(key: &[u8], ours: &str, mail: &Mail) -> Option<Answered> {
    let by_id = mail.in_reply_to.iter().chain(mail.references.iter().rev()).find_map(|id| read_message_id(key, id));
    let by_address = || mail.recipients().find_map(|address| read_address(key, ours, address));
    by_id.or_else(|| by_address().map(|conversation| Answered { conversation, message: None }))
}

fn is_same(sent: &str, expected: &str) -> bool {
    bool::from(sent.as_bytes().ct_eq(expected.as_bytes()))
}

fn proof(key: &[u8], text: &str) -> String {
    written(&delivery::sha256_by(key, text.as_bytes())[..PROOF])
}

/// Digits and small letters, five bits each (Crockford's): some servers forget which letters were large.
fn written(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            text.push(char::from(DIGITS[(bits >> count) as usize & 31]));
        }
        bits &= (1 << count) - 1;
    }
    if count > 0 {
        text.push(char::from(DIGITS[(bits << (5 - count)) as usize & 31]));
    }
    text
}

fn read_uuid(text: &str) -> Option<Uuid> {
    if text.len() != 26 {
        return None;
    }
    let mut number = 0_u128;
    let (last, digits) = text.as_bytes().split_last()?;
    for byte in digits {
        number = (number << 5) | DIGITS.iter().position(|digit| digit == byte)? as u128;
    }
    let rest = DIGITS.iter().position(|digit| digit == last)? as u128;
    (rest & 3 == 0).then(|| Uuid::from_u128((number << 3) | (rest >> 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"a key of the installation";
    const CONVERSATION: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
    const MESSAGE: Uuid = Uuid::from_u128(u128::MAX);

    #[test]
    fn an_id_is_read_back_and_a_changed_letter_makes_it_nothing() {
        let id = message_id(KEY, CONVERSATION, MESSAGE, "Acme.com");
        let expected = Some(Answered { conversation: CONVERSATION, message: Some(MESSAGE) });
        assert_eq!(read_message_id(KEY, &id), expected);
        assert_eq!(read_message_id(KEY, &format!("<{}>", id.to_uppercase())), expected);
        assert_eq!(read_message_id(b"another", &id), None);
        for at in 0..id.len() {
            for letter in ['0', 'z', '.', '@', ' '] {
                let mut forged = id.clone();
                forged.replace_range(at..=at, &letter.to_string());
                assert!(forged == id || read_message_id(KEY, &forged).is_none(), "{forged}");
            }
            assert_eq!(read_message_id(KEY, &id[..at]), None);
        }
        for odd in ["", "@", "..@", "a.b.c@d", "é.é.é@é", "1.2@x"] {
            assert_eq!(read_message_id(KEY, odd), None);
        }
    }

    #[test]
    fn an_address_is_read_back_for_its_own_channel_only() {
        let address = address(KEY, "help@Acme.com", CONVERSATION).unwrap();
        assert!(address.starts_with("help+") && address.ends_with("@Acme.com"), "{address}");
        assert_eq!(read_address(KEY, "help@acme.com", &address.to_uppercase()), Some(CONVERSATION));
        assert_eq!(read_address(KEY, "help@bolt.com", &address), None);
        assert_eq!(read_address(KEY, "sales@acme.com", &address), None);
        assert_eq!(read_address(b"another", "help@acme.com", &address), None);
        assert_eq!(read_address(KEY, "help@acme.com", &address.replacen("help+", "help+0", 1)), None);
        assert_eq!(self::address(KEY, "a-very-long-name-of-a-department@acme.com", CONVERSATION), None);
        for odd in ["", "help@acme.com", "help+@acme.com", "help+ééééééééééééééééééééééééééééé@acme.com"]
        {
            assert_eq!(read_address(KEY, "help@acme.com", odd), None);
        }
    }

    #[test]
    fn neither_sender_nor_subject_nor_a_forged_id_find_a_conversation() {
        let forged = message_id(b"guessed", CONVERSATION, MESSAGE, "acme.com");
        let mail = Mail {
            subject: "Re: [#42] your order".into(),
            in_reply_to: vec![forged.clone()],
            references: vec![forged],
            ..Mail::default()
        };
        assert_eq!(find(KEY, "help@acme.com", &mail), None);
        let ours = message_id(KEY, CONVERSATION, MESSAGE, "acme.com");
        let mail = Mail { references: vec!["x@y".into(), ours, "z@y".into()], ..Mail::default() };
        assert_eq!(find(KEY, "help@acme.com", &mail).map(|found| found.message), Some(Some(MESSAGE)));
    }
}
