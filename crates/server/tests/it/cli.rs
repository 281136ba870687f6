//! The program as somebody at a command line meets it: what it says, how it ends, what it leaves behind.

mod kb;
pub mod shell;

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use crate::rig::{Engine, Home};
use shell::{Said, Server, Shell};

fn chmod(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn a_port_in_use_is_told_with_another_one_to_try() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    Shell::new().run(&["serve", "--listen", &address]).refused(&address, "--listen");
}

#[test]
fn a_data_folder_is_served_by_one_process_which_is_named() {
    let shell = Shell::new();
    let server = shell.serve(&[]);
    let pid = format!("process {}", server.child.id());
    shell.run(&["serve", "--listen", "127.0.0.1:0"]).refused(&pid, "Stop that process");
    shell.run(&["migrate"]).refused(&pid, "Stop that process");
    shell.run(&["seed", "--conversations", "1"]).refused(&pid, "Stop that process");
}

#[test]
fn a_data_folder_that_is_a_file_is_refused() {
    let shell = Shell::new();
    std::fs::write(shell.data(), "").expect("a file");
    shell.run(&["migrate"]).refused("is not a folder", "--data");
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let shell = Shell::new();
    shell.run(&["migrate"]).well();
    let key = shell.data().join("secret.key");
    assert_eq!(key.metadata().expect("a key").permissions().mode() & 0o777, 0o600);
    chmod(&key, 0o644);
    shell.run(&["serve"]).refused("can be read by other users", "chmod 600");
    std::fs::remove_file(&key).expect("removed");
    shell.run(&["serve"]).refused("is missing", "Put it back");
}

#[test]
fn a_key_that_is_not_the_database_s_is_refused() {
    let shell = Shell::new();
    shell.run(&["migrate"]).well();
    let mut command = shell.command(&["serve"]);
    let said = Said::of(command.env("PINGBACK_SECRET_KEY", "ab".repeat(32)).output().expect("the program starts"));
    said.refused("sealed with another key", "secret.key");
}

#[test]
fn nothing_in_the_data_folder_can_be_read_by_others() {
    let shell = Shell::new();
    let _server = shell.serve(&[]);
    for entry in std::fs::read_dir(shell.data()).expect("a folder") {
        let entry = entry.expect("an entry");
        let mode = entry.metadata().expect("a mode").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?}", entry.path());
    }
    assert_eq!(shell.data().metadata().expect("a mode").permissions().mode() & 0o777, 0o700);
}

#[test]
fn an_unknown_key_is_refused_with_the_one_that_was_meant() {
    let shell = Shell::new();
    let file = shell.path("p.toml");
    std::fs::write(&file, "rate_limit = \"off\"\n").expect("a file");
    let file = file.to_str().expect("a path");
    shell.run(&["config", "--explain", "--config", file]).refused("`rate_limit`", "Did you mean `rate_limits`?");
    shell.run(&["serve", "--config", "nowhere.toml"]).refused("no configuration file", "--config");
}

#[test]
fn a_value_that_can_t_be_is_told_with_its_place_and_what_was_expected() {
    let shell = Shell::new();
    let mut command = shell.command(&["migrate"]);
    let said = Said::of(command.env("PINGBACK_MAX_BODY", "lots").output().expect("the program starts"));
    said.refused("PINGBACK_MAX_BODY can't be used: found `lots`, expected a size", "max_body");
}

#[test]
fn the_configuration_is_explained_with_sources_and_without_secrets() {
    let shell = Shell::new();
    std::fs::create_dir(shell.data()).expect("a folder");
    std::fs::write(shell.data().join("pingback.toml"), "listen = \"127.0.0.1:9\"\nmax_body = \"2MiB\"\n")
        .expect("a file");
    let mut command = shell.command(&["config", "--explain", "--listen", "127.0.0.1:7"]);
    command.env("PINGBACK_DATABASE_URL", "postgres://ana:hunter2@host/db");
    command.env("PINGBACK_SMTP_URL", "smtps://ana:hunter2@host");
    command.env("PINGBACK_SECRET_KEY", "hunter2");
    command.env("PINGBACK_LLM_KEY", "hunter2").env("PINGBACK_LISTN", "x");
    let said = Said::of(command.output().expect("the program starts"));
    assert!(!said.out.contains("hunter2") && !said.err.contains("hunter2"), "{}", said.out);
    assert!(said.err.contains("did you mean PINGBACK_LISTEN?"), "{}", said.err);
    let out = said.well();
    for part in [
        "listen = \"127.0.0.1:7\"",
        "[--listen]",
        "pingback.toml]",
        "[PINGBACK_SMTP_URL]",
        "postgres://ana:***@host/db",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
}

#[test]
fn a_database_of_a_newer_version_is_refused_and_stays_as_it_is() {
    let shell = Shell::new();
    shell.run(&["migrate"]).well();
    let file = shell.data().join("pingback.db");
    let database = rusqlite::Connection::open(&file).expect("a database");
    database.execute("INSERT INTO migrations VALUES (999, 'later', 0)", []).expect("a version");
    drop(database);
    shell.run(&["serve"]).refused("is at version 999", "newer program");
    shell.run(&["backup", "b.db"]).well();
    let other = Shell::new();
    let backup = shell.path("b.db");
    other.run(&["restore", backup.to_str().expect("a path")]).refused("version 999", "newer one");
    assert!(!other.data().join("pingback.db").exists());
}

#[test]
fn completions_and_help_are_printed_for_every_shell() {
    let shell = Shell::new();
    for name in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(shell.run(&["completions", name]).well().contains("pingback"), "{name}");
    }
    let help = shell.run(&["--help"]).well();
    for command in
        ["serve", "config", "openapi", "seed", "migrate", "backup", "restore", "doctor", "token", "completions"]
    {
        assert!(help.contains(command), "{command}: {help}");
    }
    assert!(shell.run(&["openapi"]).well().contains("\"openapi\": \"3.1"));
}

#[test]
fn the_web_apps_typed_client_is_made_from_this_servers_description() {
    let own = Shell::new().run(&["openapi"]).well();
    let is_current = own == include_str!("../../../../web/openapi.json");
    assert!(is_current, "replace web/openapi.json by what `pingback openapi` prints, then `npm run generate` in web/");
}

#[test]
fn the_doctor_finds_what_is_wrong_and_says_so_with_its_exit_code() {
    let shell = Shell::new();
    shell.run(&["migrate"]).well();
    let report = shell.run(&["doctor"]).well();
    assert!(!report.contains("BAD") && report.contains("no damage"), "{report}");
    let file = shell.data().join("pingback.db");
    let database = rusqlite::Connection::open(&file).expect("a database");
    database
        .execute(
            "INSERT INTO jobs VALUES (1, NULL, 'send_mail', '{}', NULL, 'dead', 0, 8, 8, NULL, 'no such host', 0, NULL)",
            [],
        )
        .expect("a job");
    drop(database);
    let report = shell.run(&["doctor"]).well();
    assert!(report.contains("no such host"), "{report}");
    // In the middle of a page of the schema.
    let mut bytes = std::fs::read(&file).expect("a database");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    std::fs::write(&file, bytes).expect("damage");
    let said = shell.run(&["doctor"]);
    assert!(!said.ok && said.out.contains("BAD") && said.out.contains("backup"), "{}", said.out);
}

#[test]
fn the_doctor_says_whom_the_server_may_call() {
    let shell = Shell::new();
    let ask = |allowed: &str| {
        let mut command = shell.command(&["doctor"]);
        command.env("PINGBACK_ALLOW_PRIVATE_HOSTS", allowed);
        Said::of(command.output().expect("the program starts"))
    };
    assert!(ask("").well().contains("only public hosts may be called"));
    assert!(ask("Mail.LAN, 10.0.0.0/8").well().contains("and mail.lan, 10.0.0.0/8"));
    assert!(ask("0.0.0.0/0").well().contains("where clouds hand out their credentials"));
    let wrong = ask("http://mail.lan/");
    assert!(wrong.out.contains("BAD") && wrong.out.contains("neither a host name"), "{}", wrong.out);
    let mut serve = shell.command(&["serve"]);
    serve.env("PINGBACK_ALLOW_PRIVATE_HOSTS", "10.0.0.0/33");
    Said::of(serve.output().expect("the program starts")).refused("allow_private_hosts can't be used", "host names");
}

#[test]
fn the_doctor_names_a_server_that_is_not_there() {
    let shell = Shell::new();
    let mut command = shell.command(&["doctor"]);
    command
        .env("PINGBACK_DATABASE_URL", "postgres://ana:hunter2@127.0.0.1:1/db")
        .env("PINGBACK_SMTP_URL", "smtp://127.0.0.1:1");
    let said = Said::of(command.output().expect("the program starts"));
    assert!(!said.ok && said.out.contains("PostgreSQL can't be reached") && said.out.contains("SMTP"), "{}", said.out);
    assert!(!said.out.contains("hunter2"), "{}", said.out);
}

#[test]
fn the_demo_prints_a_token_that_works_and_fills_only_an_empty_database() {
    let shell = Shell::new();
    let mut server = shell.serve(&["--demo"]);
    let mut line = String::new();
    let mut out = BufReader::new(server.child.stdout.take().expect("its output"));
    while !line.trim_start().starts_with("Token") {
        line.clear();
        assert!(out.read_line(&mut line).expect("a line") > 0, "no token");
    }
    let token = line.trim().trim_start_matches("Token").trim().to_owned();
    let answer = server.get("/api/v1/conversations/?limit=1", &token);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("x-total-count: 400"), "{answer}");
    let (took, well) = server.terminate();
    assert!(well && took < Duration::from_secs(10));
    let mut again = shell.serve(&["--demo"]);
    again.terminate();
    assert_eq!(again.printed(), "");
    shell.run(&["doctor"]).well();
}

#[test]
fn a_token_is_made_while_the_server_runs() {
    let shell = Shell::new();
    shell.run(&["seed", "--conversations", "30"]).well();
    let server = shell.serve(&[]);
    let token = shell.run(&["token", "create", "--email", "OLU@acme.example"]).well();
    let answer = server.get("/api/v1/conversations/", token.trim());
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("x-total-count: 30"), "{answer}");
    shell.run(&["token", "create", "--email", "nobody@acme.example"]).refused("no account", "spelling");
}

#[test]
fn a_seed_keeps_every_counter_and_the_same_seed_makes_the_same() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let home = Home::make(engine);
        let shell = Shell::on(&home);
        shell.run(&["seed", "--conversations", "700", "--messages", "2", "--search"]).well();
        shell.run(&["seed", "--conversations", "300"]).well();
        let report = shell.run(&["doctor"]).well();
        assert!(report.contains("counters and event log agree"), "{engine:?}: {report}");
    }
}

#[test]
fn a_backup_under_load_is_whole_and_comes_back() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let home = Home::make(engine);
        let shell = Shell::on(&home);
        let mut server = shell.serve(&[]);
        let register = |server: &Server, number: usize| {
            let body = format!(r#"{{"email":"p{number}@example.com","full_name":"P","password":"correct horse"}}"#);
            server.post("/api/v1/auth/register", &body).starts_with("HTTP/1.1 201")
        };
        // Rate limits are on: a few is what one address may.
        assert!(register(&server, 0));
        let backup = std::thread::scope(|scope| {
            let writing = scope.spawn(|| (1..60).filter(|number| register(&server, *number)).count());
            let said = shell.run(&["backup", "b"]);
            writing.join().expect("the writer");
            said
        });
        assert!(backup.well().contains("backup of"), "{engine:?}");
        assert_eq!(shell.path("b").metadata().expect("a backup").permissions().mode() & 0o777, 0o600);
        shell.run(&["backup", "b"]).refused("is there already", "--force");
        server.terminate();
        drop(server);
        shell.run(&["restore", "b"]).refused("There is a database", "--force");
        shell.run(&["restore", "--force", "b"]).well();
        shell.run(&["doctor"]).well();
        shell.run(&["token", "create", "--email", "p0@example.com"]).well();
    }
}

#[test]
fn a_backup_goes_back_into_its_own_engine_only_and_a_damaged_one_nowhere() {
    let home = Home::make(Engine::Postgres);
    let (lite, big) = (Shell::new(), Shell::on(&home));
    lite.run(&["migrate"]).well();
    lite.run(&["backup", "b"]).well();
    let backup = lite.path("b");
    let name = backup.to_str().expect("a path");
    big.run(&["restore", "--force", name]).refused("a backup of SQLite", "database_url");
    let bytes = std::fs::read(&backup).expect("a backup");
    std::fs::write(&backup, &bytes[..bytes.len() / 2]).expect("half a backup");
    Shell::new().run(&["restore", name]).refused("can't be restored", "Nothing was changed");
    std::fs::write(&backup, "hello").expect("no backup");
    Shell::new().run(&["restore", name]).refused("is no backup", "pingback backup");
}
