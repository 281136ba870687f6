//! `pingback doctor`: looks at everything that an installation needs, and advises.

use std::os::unix::fs::PermissionsExt;
use std::process::ExitCode;

use store::{Conn, check, migrate, queue};

use super::say;
use crate::config::{Config, Loaded};
use crate::secrets::Keys;
use crate::trouble::Trouble;
use crate::{database, folder, secrets};

/// Below this a disk is as good as full.
const TOO_LITTLE: u64 = 100 << 20;
/// Below this somebody should look after it.
const LITTLE: u64 = 1 << 30;

/// What one check found.
enum Finding {
    Good(String),
    /// Works, but should be seen to.
    Doubt(Trouble),
    Bad(Trouble),
}

use Finding::{Bad, Doubt, Good};

/// Prints what it finds; failure if anything is bad.
pub fn run(loaded: &Loaded) -> anyhow::Result<ExitCode> {
    let config = &loaded.config;
    let mut findings = vec![("configuration", configuration(loaded))];
    findings.push(("data folder", data_folder(config)));
    findings.push(("disk", disk(config)));
    let keys = match keys(config) {
        Ok(keys) => {
            findings.push(("key", Good("private and readable".into())));
            Some(keys)
        }
        Err(finding) => {
            findings.push(("key", finding));
            None
        }
    };
    // The database can be looked at under any key.
    let any = keys.clone().unwrap_or(Keys { seal: [0; 32], token: [0; 32], files: [0; 32], mail: [0; 32] });
    match database::look(config, &database::system_clock(), &any, true) {
        Err(_) if config.database_url.is_none() && !config.database_file().exists() => {
            findings.push(("database", Good("none yet; the first start makes it".into())));
        }
        Err(error) => findings.push(("database", Bad(database::trouble(config, &error)))),
        Ok(mut c) => findings.extend(of_database(config, &mut c, keys.is_some())),
    }
    findings.push(("mail", mail(config)?));
    findings.push(("outgoing", outgoing(config)));
    let bad = findings.iter().any(|(_, finding)| matches!(finding, Bad(_)));
    for (what, finding) in findings {
        say(&line(what, finding))?;
    }
    Ok(if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn line(what: &str, finding: Finding) -> String {
    let (mark, text) = match finding {
        Good(text) => ("ok  ", text),
        Doubt(trouble) => ("look", format!("{}\n                     {}", trouble.what, trouble.advice)),
        Bad(trouble) => ("BAD ", format!("{}\n                     {}", trouble.what, trouble.advice)),
    };
    format!("{mark}  {what:<13}  {text}")
}

fn configuration(loaded: &Loaded) -> Finding {
    match loaded.warnings.as_slice() {
        [] => Good("every setting is known".into()),
        warnings => Doubt(Trouble::new(warnings.join(" "), "`pingback config --explain` lists every key.")),
    }
}

fn data_folder(config: &Config) -> Finding {
    let shown = config.data.display();
    match std::fs::metadata(&config.data) {
        Err(_) => Good(format!("{shown} is made on the first start")),
        Ok(metadata) => match folder::make(&config.data) {
            Err(trouble) => Bad(trouble),
            Ok(()) if metadata.permissions().mode() & 0o007 != 0 => Doubt(Trouble::new(
                format!("{shown} can be read by every user of this machine."),
                format!("Make it private: `chmod 700 {shown}`."),
            )),
            Ok(()) => Good(format!("{shown} can be written")),
        },
    }
}

fn disk(config: &Config) -> Finding {
    let folder = if config.data.exists() { config.data.as_path() } else { std::path::Path::new(".") };
    let advice = "Free some space, or move the data folder to a larger disk.";
    match fs4::available_space(folder) {
        Err(error) => Doubt(Trouble::new(format!("Its free space can't be told: {error}."), advice)),
        Ok(free) => {
            let text = format!("{} MiB free", free >> 20);
            match free {
                free if free < TOO_LITTLE => Bad(Trouble::new(format!("Only {text}."), advice)),
                free if free < LITTLE => Doubt(Trouble::new(format!("Only {text}."), advice)),
                _ => Good(text),
            }
        }
    }
}

fn keys(config: &Config) -> Result<Keys, Finding> {
    if config.secret_key.is_some() {
        return secrets::load(config).map_err(Bad);
    }
    match secrets::read(&secrets::file(&config.data)).map_err(Bad)? {
        None if !config.database_file().exists() => Err(Good("none yet; the first start makes it".into())),
        _ => secrets::load(config).map_err(Bad),
    }
}

fn of_database(config: &Config, c: &mut Conn, has_key: bool) -> Vec<(&'static str, Finding)> {
    let failed = |error: store::Error| Bad(database::trouble(config, &error));
    let version = match migrate::found(c) {
        Err(error) => return vec![("database", failed(error))],
        Ok(0) => {
            return vec![("database", Good(format!("{} is empty; the first start fills it", database::name(config))))];
        }
        Ok(version) => version,
    };
    if version > migrate::known() {
        let error = store::Error::Newer { found: version, known: migrate::known() };
        return vec![("database", failed(error))];
    }
    let mut findings = vec![("database", Good(format!("{} at version {version}", database::name(config))))];
    if has_key {
        findings.push((
            "seal",
            match check::key_fits_already(c) {
                Ok(Some(false)) => Bad(database::wrong_key(config)),
                Ok(_) => Good("the key fits the database".into()),
                Err(error) => failed(error),
            },
        ));
    }
    findings.push((
        "integrity",
        match check::faults(c) {
            Ok(faults) if faults.is_empty() => Good("no damage, no dangling row, counters and event log agree".into()),
            Ok(faults) => Bad(Trouble::new(
                faults.join("; ") + ".",
                "Stop the server, keep a copy of the data folder, and restore the newest good backup.",
            )),
            Err(error) => failed(error),
        },
    ));
    findings.push(("jobs", jobs(c).unwrap_or_else(failed)));
    findings
}

fn jobs(c: &mut Conn) -> store::Result<Finding> {
    let depth = queue::depth(c)?;
    if depth.dead == 0 {
        return Ok(Good(format!("{} wait, {} run, none are dead", depth.waiting, depth.running)));
    }
    let some = queue::dead(c, 3)?;
    let some: Vec<String> =
        some.iter().map(|dead| format!("{} ({}): {}", dead.name, dead.created_at, dead.error)).collect();
    Ok(Doubt(Trouble::new(
        format!("{} jobs have failed for good, the newest: {}.", depth.dead, some.join("; ")),
        "Correct the cause that the error names; they are forgotten after 30 days.",
    )))
}

/// Whom the server may call.
fn outgoing(config: &Config) -> Finding {
    let exceptions = match crate::boot::exceptions(config) {
        Ok(exceptions) => exceptions,
        Err(trouble) => return Bad(trouble),
    };
    if exceptions.has_address(outbound::CLOUD_METADATA) {
        return Doubt(Trouble::new(
            format!("allow_private_hosts opens {}, where clouds hand out their credentials.", outbound::CLOUD_METADATA),
            "Name only the hosts and networks that are needed.",
        ));
    }
    let public = "public hosts may be called";
    match config.allow_private_hosts.is_empty() {
        true => Good(format!("only {public}")),
        false => Good(format!("{public}, and {exceptions}")),
    }
}

fn mail(config: &Config) -> anyhow::Result<Finding> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // The mailer lives and ends inside: its connections need the runtime.
    let reached = runtime.block_on(async { Ok(crate::boot::mailer(config)?.reachable().await) });
    Ok(match reached {
        Err(trouble) => Bad(trouble),
        Ok(None) => Doubt(Trouble::new(
            format!("No SMTP server is set: mails are written to {}.", config.data.join("outbox").display()),
            "Set smtp_url, so that people can reset passwords and verify addresses.",
        )),
        Ok(Some(Ok(()))) => Good("the SMTP server answers".into()),
        Ok(Some(Err(reason))) => Bad(Trouble::new(
            format!("The SMTP server can't be used: {reason}."),
            "Check smtp_url: host, port, user, password and tls.",
        )),
    })
}
