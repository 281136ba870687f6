//! What happens later? The queue's runner, the recurring jobs, and one file per job.
//! Knows nothing of HTTP routes and sockets; what a job may change, `desk` decides.

pub mod mailer;

pub use mailer::Mailer;
