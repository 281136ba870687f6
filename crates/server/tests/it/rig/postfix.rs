//! Postfix on a port of its own: takes mails for the mail host's domains from anybody and for others from whoever signs
//! in, and delivers into Maildirs. Nothing leaves this machine. Knows no tests.

use std::os::unix::fs::chown;
use std::path::Path;

use super::daemon::{Daemon, free_port, user};

/// What it keeps mails in on their way (`postfix-files`); those that only its own user may enter.
const QUEUES: &[&str] =
    &["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"];

/// Its parts: name, whether they serve the whole machine, and the program.
const PARTS: &[(&str, &str, &str)] = &[
    ("cleanup", "unix n - n - 0", "cleanup"),
    ("qmgr", "unix n - n 300 1", "qmgr"),
    ("tlsmgr", "unix - - n 1000? 1", "tlsmgr"),
    ("rewrite", "unix - - n - -", "trivial-rewrite"),
    ("bounce", "unix - - n - 0", "bounce"),
    ("defer", "unix - - n - 0", "bounce"),
    ("trace", "unix - - n - 0", "bounce"),
    ("verify", "unix - - n - 1", "verify"),
    ("flush", "unix n - n 1000? 0", "flush"),
    ("proxymap", "unix - - n - -", "proxymap"),
    ("error", "unix - - n - -", "error"),
    ("retry", "unix - - n - -", "error"),
    ("virtual", "unix - n n - -", "virtual"),
    ("anvil", "unix - - n - 1", "anvil"),
    ("postlog", "unix-dgram n - n - 1", "postlogd"),
];

pub struct Postfix {
    pub port: u16,
    /// TLS from the first byte on.
    pub tls_port: u16,
    _daemon: Daemon,
}

impl Postfix {
    /// Delivers to the mailboxes of `folder/boxes` below `folder/mail`, refuses what `folder/refused` says, and asks
    /// for passwords at `folder/auth`.
    pub fn start(folder: &Path) -> Self {
        let (port, tls_port, at) = (free_port(), free_port(), folder.display());
        let config = folder.join("postfix");
        let spool = folder.join("spool");
        make_folders(&config, &spool);
        let main = format!(
            "compatibility_level = 3.6\nqueue_directory = {at}/spool\ndata_directory = {at}/data\n\
             command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\n\
             mail_owner = postfix\nsetgid_group = postdrop\nmaillog_file = {at}/postfix.log\n\
             maillog_file_prefixes = /\nmyhostname = mx.mail.example\nmydestination =\nmynetworks =\n\
             inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nalias_maps =\nlocal_recipient_maps =\n\
             virtual_mailbox_domains = acme.example, mail.example\nvirtual_mailbox_base = {at}/mail\n\
             virtual_mailbox_maps = texthash:{at}/boxes\nvirtual_minimum_uid = 1\n\
             virtual_uid_maps = static:{mail}\nvirtual_gid_maps = static:{mail}\n\
             virtual_mailbox_limit = 0\nmailbox_size_limit = 0\nmessage_size_limit = 80000000\n\
             recipient_delimiter = +\ndefault_transport = error:5.1.2 nobody is there\nbounce_queue_lifetime = 0\n\
             smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = {at}/auth\n\
             smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination\n\
             smtpd_recipient_restrictions = check_recipient_access texthash:{at}/refused\n\
             smtpd_reject_unlisted_recipient = no\nsmtpd_tls_security_level = may\n\
             smtpd_tls_cert_file = {at}/cert.pem\nsmtpd_tls_key_file = {at}/key.pem\n\
             smtp_tls_security_level = none\nsmtpd_client_connection_count_limit = 0\n",
            mail = user("mail"),
        );
        // Each connection meets a process of its own, which has read the tables anew.
        let mut master = format!("127.0.0.1:{port} inet n - n - - smtpd -o max_use=1\n");
        master.push_str(&format!("127.0.0.1:{tls_port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n"));
        for (name, how, program) in PARTS {
            master.push_str(&format!("{name} {how} {program}\n"));
        }
        std::fs::write(config.join("main.cf"), main).expect("a configuration");
        std::fs::write(config.join("master.cf"), master).expect("a configuration");
        let program = Path::new("/usr/lib/postfix/sbin/master");
        let daemon = Daemon::start(program, &["-d", "-c", config.to_str().expect("a path")], None, port);
        Self { port, tls_port, _daemon: daemon }
    }
}

fn make_folders(config: &Path, spool: &Path) {
    let owner = user("postfix");
    let data = config.with_file_name("data");
    for folder in [config, spool, &spool.join("pid"), &spool.join("etc")] {
        std::fs::create_dir_all(folder).expect("a folder");
    }
    let own = QUEUES.iter().chain(&["public", "maildrop"]).map(|name| spool.join(name)).chain([data]);
    for folder in own {
        std::fs::create_dir_all(&folder).expect("a folder");
        chown(&folder, Some(owner), None).expect("a folder for Postfix: these tests have to run as root");
    }
}
