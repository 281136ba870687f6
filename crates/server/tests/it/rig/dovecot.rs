//! Dovecot on ports of its own: mailboxes by IMAP, and the passwords of the mail host. Knows no tests.

use std::path::Path;

use super::daemon::{Daemon, free_port};

pub struct Dovecot {
    /// Plain, with STARTTLS.
    pub port: u16,
    /// TLS from the first byte on.
    pub tls_port: u16,
    _daemon: Daemon,
}

impl Dovecot {
    /// Serves the Maildirs below `folder/mail`, which are this user's, to whoever `folder/users` knows. Others ask for passwords at
    /// `folder/auth`.
    pub fn start(folder: &Path, owner: &str, more: &str) -> Self {
        let (port, tls_port) = (free_port(), free_port());
        let at = folder.display();
        let config = format!(
            "base_dir = {at}/dovecot\nlog_path = {at}/dovecot.log\nprotocols = imap\nlisten = 127.0.0.1\n\
             ssl = yes\nssl_cert = <{at}/cert.pem\nssl_key = <{at}/key.pem\ndisable_plaintext_auth = no\n\
             mail_location = maildir:{at}/mail/%u\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n\
             auth_mechanisms = plain login xoauth2\nauth_failure_delay = 0\nmail_max_userip_connections = 100\n\
             passdb {{\n  driver = passwd-file\n  mechanisms = plain login\n  args = scheme=PLAIN username_format=%u {at}/users\n}}\n\
             userdb {{\n  driver = static\n  args = uid={owner} gid={owner} home={at}/mail/%u\n}}\n\
             service imap-login {{\n  chroot =\n  service_count = 0\n  inet_listener imap {{\n    port = {port}\n  }}\n\
             \x20 inet_listener imaps {{\n    port = {tls_port}\n    ssl = yes\n  }}\n}}\n\
             service auth {{\n  unix_listener {at}/auth {{\n    mode = 0666\n  }}\n}}\n{more}\n"
        );
        let path = folder.join("dovecot.conf");
        std::fs::write(&path, config).expect("a configuration");
        let path = path.to_str().expect("a path");
        let daemon = Daemon::start(Path::new("/usr/sbin/dovecot"), &["-F", "-c", path], None, port);
        Self { port, tls_port, _daemon: daemon }
    }
}
