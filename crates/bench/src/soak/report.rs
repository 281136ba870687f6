//! The verdict of a soak: what must be zero, and memory that must come back. Knows nothing of how it came about.

use anyhow::{Result, bail};

use super::truth::Findings;
use crate::say;

/// How much more memory the same sockets may take afterwards: a share, or MB where few sockets take less than the rest.
const GROWTH: f64 = 0.10;
const GROWTH_MB: f64 = 8.0;

/// Says what was found; an error where that is not what must be. `memory`: MB of the process's own making and all of
/// them, with every socket before the load and after it, without any, and with every one again.
pub fn tell(found: &Findings, memory: [(f64, f64); 4]) -> Result<()> {
    let [before, loaded, empty, after] = memory;
    say(&format!(
        "{} sockets, {} messages ({} times put off by a busy server), {} events heard, {} lines dropped, 2 restarts",
        found.sockets, found.messages, found.put_off, found.heard, found.drops
    ));
    say(&format!(
        "{} missed, {} doubled, {} out of order, {} foreign, {} accepted messages lost",
        found.missed, found.doubled, found.out_of_order, found.foreign, found.lost
    ));
    say(&format!(
        "MB in RAM without mapped files (and with them): {:.1} ({:.1}) before the load, {:.1} ({:.1}) after it, \
         {:.1} ({:.1}) without sockets, {:.1} ({:.1}) with all of them again",
        before.0, before.1, loaded.0, loaded.1, empty.0, empty.1, after.0, after.1
    ));
    for fault in &found.faults {
        say(fault);
    }
    let wrong = found.missed + found.doubled + found.out_of_order + found.foreign + found.lost + found.faults.len();
    if wrong > 0 || found.heard == 0 {
        bail!("the sockets did not hear everything once and in order");
    }
    let least = before.0.min(loaded.0);
    if after.0 > least + (least * GROWTH).max(GROWTH_MB) {
        bail!("memory did not come back");
    }
    Ok(())
}
