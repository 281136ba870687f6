//! What has happened, read from the server's own log, beside what every socket has heard.
//! Knows nothing of how it was heard.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result};
use serde_json::Value;

use super::shared::{Ear, Role, Shared};
use crate::http;
use crate::tenant::Tenant;

/// One event of the log, as agents hear it.
struct Logged {
    seq: i64,
    /// The conversation that it is told in to its visitor too.
    told_in: Option<i64>,
    /// Of a new message: its conversation, its text, and whether the visitor wrote it.
    message: Option<(i64, String, bool)>,
}

#[derive(Default)]
pub struct Findings {
    pub sockets: usize,
    pub messages: usize,
    pub heard: usize,
    pub drops: u64,
    pub put_off: u64,
    pub missed: usize,
    pub doubled: usize,
    pub out_of_order: usize,
    /// Heard by somebody whom it does not concern.
    pub foreign: usize,
    /// Accepted messages that stand in no conversation, or not in the order in which they were said.
    pub lost: usize,
    /// In words.
    pub faults: Vec<String>,
}

/// How far a business's log was read, and the newest event that agents hear of.
#[derive(Clone, Copy, Default)]
pub struct Newest {
    read: i64,
    pub audible: i64,
}

impl Newest {
    /// Reads on to the end.
    pub async fn go_on(&mut self, server: SocketAddr, tenant: &Tenant) -> Result<()> {
        loop {
            let page = page(server, tenant, self.read).await?;
            self.read = page["seq"].as_i64().context("seq")?;
            let last = page["events"].as_array().context("events")?.last();
            self.audible = last.and_then(|event| event["seq"].as_i64()).unwrap_or(self.audible);
            if page["more"] != true {
                return Ok(());
            }
        }
    }
}

async fn page(server: SocketAddr, tenant: &Tenant, after: i64) -> Result<Value> {
    let path = format!("/api/v1/events?after={after}&limit=200");
    http::ask(server, "GET", &path, &tenant.token, &Value::Null).await
}

async fn log(server: SocketAddr, tenant: &Tenant) -> Result<Vec<Logged>> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let page = page(server, tenant, after).await?;
        for event in page["events"].as_array().context("events")? {
            let data = &event["data"];
            let message = (event["event"] == "new_message").then(|| {
                let text = data["content"].as_str().unwrap_or_default().to_owned();
                (data["conversation_id"].as_i64().unwrap_or(0), text, data["sender_type"] == "customer")
            });
            let is_told = matches!(event["event"].as_str(), Some("new_message" | "delivered" | "read"));
            let told_in = data["conversation_id"].as_i64().filter(|_| is_told);
            all.push(Logged { seq: event["seq"].as_i64().context("seq")?, told_in, message });
        }
        after = page["seq"].as_i64().context("seq")?;
        if page["more"] != true {
            return Ok(all);
        }
    }
}

pub async fn compare(shared: &Shared, ears: &[Ear], errors: Vec<String>) -> Result<Findings> {
    let mut findings = Findings {
        sockets: ears.len(),
        drops: shared.drops.load(Ordering::SeqCst),
        put_off: shared.put_off.load(Ordering::SeqCst),
        faults: errors,
        ..Findings::default()
    };
    if shared.has_faults() {
        findings.faults.push(shared.faults());
    }
    for (number, business) in shared.businesses().iter().enumerate() {
        let log = log(shared.server, &business.tenant).await?;
        findings.messages += log.iter().filter(|event| event.message.is_some()).count();
        for ear in ears.iter().filter(|ear| ear.business == number) {
            findings.hear(ear, &log);
        }
        findings.said(ears.iter().filter(|ear| ear.business == number), &log);
    }
    Ok(findings)
}

impl Findings {
    /// Holds what one socket has heard against what it may hear.
    fn hear(&mut self, ear: &Ear, log: &[Logged]) {
        let concerns = |event: &&Logged| ear.role == Role::Agent || event.told_in == Some(ear.conversation);
        let due: HashSet<i64> =
            log.iter().filter(|event| event.seq > ear.start).filter(concerns).map(|event| event.seq).collect();
        let heard: HashSet<i64> = ear.heard.iter().copied().collect();
        let missed = due.difference(&heard).count();
        let doubled = ear.heard.len() - heard.len();
        let out_of_order = ear.heard.windows(2).filter(|pair| pair[0] > pair[1]).count();
        self.heard += ear.heard.len();
        self.missed += missed;
        self.doubled += doubled;
        self.out_of_order += out_of_order;
        self.foreign += heard.difference(&due).count();
        if missed + doubled + out_of_order > 0 && self.faults.len() < 10 {
            let first = due.difference(&heard).min();
            self.faults.push(format!(
                "{:?} of business {}: {missed} missed (first {first:?} of {} from {}), {doubled} doubled, {out_of_order} out of order",
                ear.role, ear.business, due.len(), ear.start
            ));
        }
    }

    /// Holds what was accepted against what stands in the conversations.
    fn said<'a>(&mut self, ears: impl Iterator<Item = &'a Ear>, log: &[Logged]) {
        let mut visitors: HashMap<i64, Vec<&str>> = HashMap::new();
        let mut agents: HashMap<&str, usize> = HashMap::new();
        for (conversation, text, is_visitor) in log.iter().filter_map(|event| event.message.as_ref()) {
            if *is_visitor {
                visitors.entry(*conversation).or_default().push(text);
            } else {
                *agents.entry(text).or_default() += 1;
            }
        }
        for ear in ears {
            let lost = match ear.role {
                Role::Visitor => {
                    let written = visitors.get(&ear.conversation).map(Vec::as_slice).unwrap_or_default();
                    usize::from(written != ear.accepted)
                }
                Role::Agent => ear.accepted.iter().filter(|text| agents.get(text.as_str()) != Some(&1)).count(),
            };
            self.lost += lost;
            if lost > 0 && self.faults.len() < 10 {
                self.faults.push(format!(
                    "{:?}: of {} accepted messages {lost} are not written once and in order",
                    ear.role,
                    ear.accepted.len()
                ));
            }
        }
    }
}
