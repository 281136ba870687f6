//! What happens later? The queue's runner, the recurring jobs, and one file per job.
//! Knows nothing of HTTP routes and sockets; what a job may change, `desk` decides.

pub mod acknowledge;
pub mod ask_theo;
mod context;
pub mod delete_expired;
pub mod delete_files;
pub mod deliver_webhooks;
pub mod embed_passages;
pub mod feed_webhooks;
pub mod fetch_attachment;
pub mod fetch_mail_files;
pub mod fetch_templates;
pub mod find_unembedded;
pub mod import_documents;
pub mod import_site;
pub mod index_article;
pub mod index_search;
mod lanes;
mod leases;
pub mod look_up_customer;
pub mod mailboxes;
pub mod mailer;
pub mod prepare_attachment;
pub mod provider;
pub mod read_delivery;
pub mod recurring;
pub mod register_channel;
mod room;
pub mod runner;
pub mod send_mail;
pub mod send_message;
mod send_thread_mail;
mod smtp;
mod tokens;
pub mod wake_conversation;
pub mod webhooks;

pub use mailboxes::Mailboxes;
pub use mailer::Mailer;
pub use provider::Provider;
pub use runner::Runner;
pub use webhooks::Webhooks;

use std::time::Duration;

/// Why a job did not get done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Try again by the schedule, but not before `after`.
    #[error("{reason}")]
    Later { reason: String, after: Duration },
    /// No try would help.
    #[error("{0}")]
    Never(String),
    /// The lease ran out under way: somebody else has the job, and what was done here is rolled back.
    #[error("its lease ran out")]
    Stale,
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            // The last try failed and nobody knows whether the next one would; the schedule ends it.
            error @ (store::Error::Busy(_) | store::Error::Broken(_) | store::Error::Taken(_)) => {
                Self::Later { reason: error.to_string(), after: Duration::ZERO }
            }
            error => Self::Never(error.to_string()),
        }
    }
}

impl From<desk::Error> for Error {
    fn from(error: desk::Error) -> Self {
        match error {
            desk::Error::Store(error) => error.into(),
            desk::Error::Refused(refusal) => Self::Never(refusal.to_string()),
        }
    }
}
