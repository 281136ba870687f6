//! How does a mail leave? By SMTP where it is configured, else as a file in the outbox folder.
//! Must not know why a mail is sent; never logs its text, which may hold a one-time token.

use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use model::Time;
use model::job::Mail;
use tokio::io::AsyncWriteExt;

/// Longest wait for an answer of the SMTP server.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends the server's own mails. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
}

#[derive(Clone, Debug)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Outbox(PathBuf),
}

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The same mail may be accepted later.
    #[error("{0}")]
    Later(String),
    /// It will never be accepted.
    #[error("{0}")]
    Rejected(String),
}

/// Why there can be no mailer with these settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    #[error("the SMTP URL can't be used: {0}")]
    Url(String),
    #[error("the sender is no mail address: {0}")]
    From(String),
}

impl Mailer {
    /// `smtp_url` as in `smtp://user:password@host:587?tls=required` or `smtps://…`; without it mails become files in
    /// `outbox`. `from` is an address, with or without a name.
    pub fn new(smtp_url: Option<&str>, from: &str, outbox: &Path) -> Result<Self, SettingError> {
        let from = from.parse().map_err(|error| SettingError::From(format!("{from:?}: {error}")))?;
        let way = match smtp_url {
            None => Way::Outbox(outbox.to_owned()),
            Some(url) => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(|error| SettingError::Url(error.to_string()))?
                    .timeout(Some(TIMEOUT))
                    .build(),
            ),
        };
        Ok(Self { way, from })
    }

    /// Sends one mail. The same `id` makes the same `Message-ID`, so that a mail sent twice can be told.
    pub async fn send(&self, mail: &Mail, id: &str) -> Result<(), MailError> {
        let message = self.message(mail, id)?;
        match &self.way {
            Way::Smtp(smtp) => {
                let sent = smtp.send(message).await;
                sent.map_err(|error| match error.is_permanent() {
                    true => MailError::Rejected(error.to_string()),
                    false => MailError::Later(error.to_string()),
                })?;
                tracing::info!(to = mail.to, subject = mail.subject, "mail sent");
            }
            Way::Outbox(folder) => {
                let path = folder.join(format!("{id}.eml"));
                let written = write(folder, &path, &message.formatted()).await;
                written.map_err(|error| MailError::Later(format!("{}: {error}", path.display())))?;
                tracing::info!(to = mail.to, subject = mail.subject, path = %path.display(), "mail written to the outbox");
            }
        }
        Ok(())
    }

    /// Removes mails from the outbox that were written for jobs made before `before`; how many.
    pub async fn forget(&self, before: Time) -> std::io::Result<usize> {
        let Way::Outbox(folder) = &self.way else { return Ok(0) };
        let mut entries = match tokio::fs::read_dir(folder).await {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
            entries => entries?,
        };
        let mut forgotten = 0;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            // `send_mail` puts the time first; other people's files stay.
            let made = name.to_str().and_then(|name| name.strip_suffix(".eml")?.split_once('-')?.0.parse().ok());
            if made.is_some_and(|made: i64| made < before.0) {
                tokio::fs::remove_file(entry.path()).await?;
                forgotten += 1;
            }
        }
        Ok(forgotten)
    }

    /// Whether the SMTP server answers; `None` where mails go to the outbox.
    pub async fn reachable(&self) -> Option<Result<(), String>> {
        match &self.way {
            Way::Outbox(_) => None,
            Way::Smtp(smtp) => Some(match smtp.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err("the server does not answer as an SMTP server".to_owned()),
                Err(error) => Err(error.to_string()),
            }),
        }
    }

    fn message(&self, mail: &Mail, id: &str) -> Result<Message, MailError> {
        let rejected = |error: &dyn std::fmt::Display| MailError::Rejected(error.to_string());
        let to: Mailbox = mail.to.parse().map_err(|error| rejected(&error))?;
        Message::builder()
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())
            .map_err(|error| rejected(&error))
    }
}

/// Writes beside and renames, so that nobody reads half a mail; private, because of one-time tokens.
async fn write(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut private = tokio::fs::DirBuilder::new();
    private.recursive(true).mode(0o700).create(folder).await?;
    let part = path.with_extension("part");
    let mut file =
        tokio::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    tokio::fs::rename(&part, path).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str, subject: &str) -> Mail {
        Mail { to: to.into(), subject: subject.into(), body: "Grüße\nhttps://example.com/?token=x".into() }
    }

    #[tokio::test]
    async fn without_smtp_a_mail_becomes_one_private_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::new(None, "Pingback <p@example.com>", &folder.path().join("outbox")).unwrap();
        for _ in 0..2 {
            mailer.send(&mail("ana@acme.example", "Reset"), "job-7").await.unwrap();
        }
        let path = folder.path().join("outbox/job-7.eml");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("To: ana@acme.example"), "{text}");
        assert!(text.contains("Message-ID: <job-7@example.com>"), "{text}");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path().join("outbox")).unwrap().count(), 1);
        assert!(mailer.reachable().await.is_none());
    }

    #[tokio::test]
    async fn old_mails_are_forgotten_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::new(None, "p@example.com", folder.path()).unwrap();
        for id in ["1000-1", "2000-2"] {
            mailer.send(&mail("a@b.c", "x"), id).await.unwrap();
        }
        std::fs::write(folder.path().join("notes.eml"), "mine").unwrap();
        assert_eq!(mailer.forget(Time(2000)).await.unwrap(), 1);
        let mut left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["2000-2.eml", "notes.eml"]);
    }

    #[tokio::test]
    async fn nothing_of_a_subject_or_an_address_becomes_a_header() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = Mailer::new(None, "p@example.com", folder.path()).unwrap();
        let sent = mailer.send(&mail("a@b.c\r\nBcc: evil@example.com", "x"), "1").await;
        assert!(matches!(sent, Err(MailError::Rejected(_))));
        let sent = mailer.send(&mail("a@b.c", "x\r\nBcc: evil@example.com"), "2").await;
        if sent.is_ok() {
            let text = std::fs::read_to_string(folder.path().join("2.eml")).unwrap();
            assert!(!text.to_lowercase().lines().any(|line| line.starts_with("bcc")), "{text}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_tried_again_later() {
        let mailer = Mailer::new(Some("smtp://127.0.0.1:1"), "p@example.com", Path::new("/nowhere")).unwrap();
        let sent = mailer.send(&mail("a@b.c", "x"), "1").await;
        assert!(matches!(sent, Err(MailError::Later(_))), "{sent:?}");
        assert!(matches!(mailer.reachable().await, Some(Err(_))));
    }

    #[test]
    fn settings_that_make_no_sense_are_refused() {
        assert!(Mailer::new(Some("http://x"), "p@example.com", Path::new("x")).is_err());
        assert!(Mailer::new(None, "nobody", Path::new("x")).is_err());
    }
}
