//! Exim on a port of its own, unpacked by scripts/packages: takes mails as Postfix does in these tests, and delivers them
//! into the same Maildirs. Knows no tests.

use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};

use super::daemon::{Daemon, free_port, user};
use super::mail_host::PASSWORD;

pub struct Exim {
    pub port: u16,
    _daemon: Daemon,
}

impl Exim {
    pub fn start(folder: &Path) -> Self {
        let (port, at) = (free_port(), folder.display());
        let spool = folder.join("exim");
        std::fs::create_dir(&spool).expect("a folder");
        chown(&spool, Some(user("Debian-exim")), None).expect("a folder for Exim: these tests have to run as root");
        let unpacked = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/exim");
        let program = unpacked.join("usr/sbin/exim4");
        let (program, exim) = (program.as_path(), program.display());
        let config = format!(
            "spool_directory = {at}/exim\nlog_file_path = {at}/exim/%slog\npid_file_path = {at}/exim.pid\n\
             primary_hostname = mx.mail.example\nlocal_interfaces = 127.0.0.1\ndaemon_smtp_ports = {port}\n\
             keep_environment = LD_LIBRARY_PATH\nexim_path = {exim}\nhost_lookup =\nrfc1413_hosts =\nmessage_size_limit = 80M\n\
             smtp_accept_max = 100\ndomainlist ours = acme.example : mail.example\n\
             tls_advertise_hosts = *\ntls_certificate = {at}/cert.pem\ntls_privatekey = {at}/key.pem\n\
             acl_smtp_rcpt = recipient\nacl_smtp_data = data\n\
             begin acl\nrecipient:\n  accept domains = +ours\n  accept authenticated = *\n  deny message = relay not permitted\n\
             data:\n  accept\n\
             begin routers\nboxes:\n  driver = accept\n  domains = +ours\n  local_part_suffix = +*\n\
             \x20 local_part_suffix_optional\n  address_data = ${{lookup{{$local_part@$domain}}lsearch{{{at}/boxes}}{{$value}}fail}}\n\
             \x20 transport = maildir\n\
             begin transports\nmaildir:\n  driver = appendfile\n  directory = {at}/mail/$address_data\n\
             \x20 maildir_format\n  create_directory\n  directory_mode = 0700\n  mode = 0600\n  user = Debian-exim\n  group = Debian-exim\n\
             \x20 delivery_date_add\n  envelope_to_add\n  return_path_add\n\
             begin authenticators\nplain:\n  driver = plaintext\n  public_name = PLAIN\n  server_prompts = :\n\
             \x20 server_condition = ${{if eq{{$auth3}}{{{PASSWORD}}}}}\n  server_set_id = $auth2\n"
        );
        let path = folder.join("exim.conf");
        std::fs::write(&path, config).expect("a configuration");
        let arguments = ["-C", path.to_str().expect("a path"), "-bdf", "-q1m"];
        let daemon = Daemon::start(program, &arguments, libraries(&unpacked).as_deref(), port);
        Self { port, _daemon: daemon }
    }
}

/// `usr/lib/x86_64-linux-gnu` and its like.
fn libraries(unpacked: &Path) -> Option<PathBuf> {
    let mut found = std::fs::read_dir(unpacked.join("usr/lib")).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    found.find(|path| path.to_string_lossy().ends_with("-linux-gnu"))
}
