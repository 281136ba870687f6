//! Wires the rooms together and starts them: database, API, job runner, listener.
//! Used by `pingback serve` and by the tests alike. Must not know any route or rule.

use jobs::Mailer;

use crate::config::Config;
use crate::trouble::Trouble;

/// The mailer that the configuration asks for.
pub fn mailer(config: &Config) -> Result<Mailer, Trouble> {
    let url = config.smtp_url.as_ref().map(|url| url.0.as_str());
    Mailer::new(url, &config.mail_from, &config.data.join("outbox")).map_err(|error| {
        let advice = "Check smtp_url (smtp://user:password@host:587?tls=required) and mail_from (Name <address@host>).";
        Trouble::new(format!("No mail can be sent: {error}."), advice)
    })
}
