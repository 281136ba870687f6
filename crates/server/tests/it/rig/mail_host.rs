//! A mail host of the test's own: mailboxes that anybody can write to by SMTP and their owners read by IMAP, on ports of
//! 127.0.0.1. Each mailbox's password is [`PASSWORD`]. Knows no server of ours.

use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::daemon::user;
use super::dovecot::Dovecot;
use super::exim::Exim;
use super::postfix::Postfix;

pub const PASSWORD: &str = "a mailbox's passw0rd";
/// The team's mailbox.
pub const HELP: &str = "help@acme.example";
/// A customer's.
pub const CLEO: &str = "cleo@mail.example";

/// Whose user the Maildirs are.
const OWNER: &str = "mail";

/// How long a mail may be on its way.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct MailHost {
    pub smtp: u16,
    pub dovecot: Dovecot,
    postfix: Option<Postfix>,
    _exim: Option<Exim>,
    folder: TempDir,
}

impl MailHost {
    /// Postfix and Dovecot.
    pub fn start() -> Self {
        let folder = prepare(OWNER);
        let dovecot = Dovecot::start(folder.path(), OWNER, "");
        let postfix = Postfix::start(folder.path());
        Self { smtp: postfix.port, dovecot, postfix: Some(postfix), _exim: None, folder }
    }

    /// Postfix and Dovecot, where tokens are good that somebody at this address says are.
    pub fn start_with_tokens(judge: &str) -> Self {
        let folder = prepare(OWNER);
        let at = folder.path().display();
        let rules = format!(
            "introspection_mode = post\nintrospection_url = {judge}\nusername_attribute = email\n\
             username_format = %u\nactive_attribute = active\nactive_value = true\n"
        );
        std::fs::write(folder.path().join("tokens.conf"), rules).expect("a configuration");
        let more = format!("passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {at}/tokens.conf\n}}");
        let dovecot = Dovecot::start(folder.path(), OWNER, &more);
        let postfix = Postfix::start(folder.path());
        Self { smtp: postfix.port, dovecot, postfix: Some(postfix), _exim: None, folder }
    }

    /// The same with Exim.
    pub fn start_with_exim() -> Self {
        // It gives up its rights, and can deliver for nobody else.
        let owner = "Debian-exim";
        let folder = prepare(owner);
        let dovecot = Dovecot::start(folder.path(), owner, "");
        let exim = Exim::start(folder.path());
        Self { smtp: exim.port, dovecot, postfix: None, _exim: Some(exim), folder }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where mails are taken by TLS from the first byte on.
    pub fn smtps(&self) -> u16 {
        self.postfix.as_ref().expect("Postfix").tls_port
    }

    /// The configuration of a channel that lives in the team's mailbox.
    pub fn channel(&self) -> Value {
        let account = |port: u16| json!({"host": "127.0.0.1", "port": port, "tls": false, "username": HELP, "password": PASSWORD});
        json!({"address": HELP, "from_name": "Acme", "imap": account(self.dovecot.port), "smtp": account(self.smtp)})
    }

    /// The mails of a mailbox, oldest first, once there are so many.
    pub async fn mails(&self, address: &str, count: usize) -> Vec<String> {
        let started = Instant::now();
        loop {
            let found = self.read(address);
            if found.len() >= count {
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "{} of {count} mails are there: {}", found.len(), self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The mails that are in a mailbox now.
    pub fn read(&self, address: &str) -> Vec<String> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for part in ["new", "cur"] {
            let entries = std::fs::read_dir(self.maildir(address).join(part)).into_iter().flatten();
            paths.extend(entries.map(|entry| entry.expect("an entry").path()));
        }
        // A Maildir's names begin with seconds, and Postfix's go on with V, I and M: microseconds.
        let written = |path: &PathBuf| std::fs::metadata(path).and_then(|found| found.modified()).ok();
        paths.sort_by_key(|path| (written(path), path.clone()));
        let texts = paths.iter().filter_map(|path| std::fs::read(path).ok());
        texts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }

    pub fn maildir(&self, address: &str) -> PathBuf {
        self.folder().join("mail").join(address)
    }

    /// Puts a mail into a mailbox, or a folder of it (`.Support`), as if it had come so long ago.
    pub fn put(&self, address: &str, folder: &str, mail: &str, ago: Duration) {
        let folder = self.maildir(address).join(folder);
        for part in ["tmp", "cur", "new"] {
            std::fs::create_dir_all(folder.join(part)).expect("a Maildir");
        }
        let name = uuid::Uuid::new_v4().to_string();
        let path = folder.join("tmp").join(&name);
        std::fs::write(&path, mail.replace("\r\n", "\n")).expect("a mail");
        let file = std::fs::File::options().append(true).open(&path).expect("a mail");
        let now = file.metadata().and_then(|found| found.modified()).expect("a time");
        file.set_modified(now - ago).expect("a time");
        std::fs::rename(&path, folder.join("new").join(&name)).expect("a mail");
        let owned = Command::new("chown")
            .args(["-R", &format!("--reference={}", self.folder().join("mail").display())])
            .arg(self.maildir(address))
            .status();
        assert!(owned.is_ok_and(|done| done.success()), "these tests have to run as root");
    }

    /// The server forgets how it has numbered the mails of a mailbox.
    pub fn number_anew(&self, address: &str) {
        for entry in std::fs::read_dir(self.maildir(address)).expect("a Maildir") {
            let path = entry.expect("an entry").path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("dovecot")) {
                std::fs::remove_file(path).expect("a file of Dovecot's");
            }
        }
    }

    /// From now on the host answers mails to this address so: `450 4.2.0 later`.
    pub fn refuse(&self, address: &str, answer: &str) {
        std::fs::write(self.folder().join("refused"), format!("{address} {answer}\n")).expect("a table");
    }

    pub fn refuse_nobody(&self) {
        std::fs::write(self.folder().join("refused"), "").expect("a table");
    }

    pub fn set_password(&self, password: &str) {
        write_users(self.folder(), password);
    }

    /// What the servers have noted, for a failing test.
    pub fn log(&self) -> String {
        let logs = ["postfix.log", "exim/mainlog", "dovecot.log"].map(|name| self.folder().join(name));
        logs.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
    }

    /// The certificate of the authority that has signed the host's.
    pub fn authority(&self) -> PathBuf {
        self.folder().join("authority.pem")
    }
}

fn prepare(owner: &str) -> TempDir {
    let folder = tempfile::Builder::new().prefix("pingback-mail-").tempdir().expect("a folder");
    let path = folder.path();
    // Other users of this machine deliver and read.
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("permissions");
    let mail = path.join("mail");
    std::fs::create_dir(&mail).expect("a folder");
    chown(&mail, Some(user(owner)), None).expect("a folder for mails: these tests have to run as root");
    let boxes = [HELP, CLEO].map(|address| format!("{address} {address}/\n")).concat();
    std::fs::write(path.join("boxes"), boxes).expect("a table");
    std::fs::write(path.join("refused"), "").expect("a table");
    write_users(path, PASSWORD);
    make_certificate(path);
    folder
}

fn write_users(folder: &Path, password: &str) {
    let users = [HELP, CLEO].map(|address| format!("{address}:{{PLAIN}}{password}::::::\n")).concat();
    std::fs::write(folder.join("users"), users).expect("a table");
}

/// An authority, and a certificate of `localhost` that it has signed.
fn make_certificate(folder: &Path) {
    let run = |arguments: &str| {
        let done =
            Command::new("openssl").args(arguments.split(' ')).current_dir(folder).stderr(Stdio::null()).status();
        assert!(done.is_ok_and(|done| done.success()), "openssl {arguments}");
    };
    std::fs::write(folder.join("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1").expect("a file");
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    run(&format!("req -x509 {key} -keyout authority.key -out authority.pem -days 2 -subj /CN=Acme"));
    run(&format!("req {key} -keyout key.pem -out request.pem -subj /CN=localhost"));
    run(
        "x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -extfile names -out cert.pem",
    );
    // Exim reads it without rights.
    let key = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(folder.join("key.pem"), key).expect("permissions");
}
