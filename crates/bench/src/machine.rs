//! What was it measured on? Reads /proc; knows nothing of what is measured.

use std::path::Path;

use anyhow::{Context, Result};

/// Processor time that a process has used so far, in seconds.
pub fn processor_seconds(pid: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name, in parentheses, may hold spaces; the fields after it start with the third (proc(5)).
    let (_, fields) = stat.rsplit_once(") ").context("/proc/<pid>/stat")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
    Ok(ticks / 100.0)
}

/// Memory of a process that is in RAM, in MB.
pub fn resident_mb(pid: u32) -> Result<f64> {
    status_mb(pid, "VmRSS:")
}

/// The part of it that no file stands behind.
pub fn own_mb(pid: u32) -> Result<f64> {
    status_mb(pid, "RssAnon:")
}

fn status_mb(pid: u32, name: &'static str) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let kilobytes = field(&status, name).context(name)?;
    Ok(kilobytes.trim_end_matches(" kB").parse::<f64>()? * 1024.0 / 1e6)
}

/// One line on processor, memory and kernel.
pub fn describe() -> Result<String> {
    let processors = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = field(&processors, "model name").unwrap_or("unknown processor").trim_start_matches(": ");
    let cores = std::thread::available_parallelism()?;
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let memory = field(&memory, "MemTotal:").context("MemTotal")?.trim_end_matches(" kB");
    let gigabytes = memory.parse::<f64>()? * 1024.0 / 1e9;
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    Ok(format!("{cores} cores of {model}, {gigabytes:.0} GB, Linux {}", kernel.trim()))
}

/// Size of a file and of those that start with its name (SQLite's log), in MB.
pub fn file_mb(path: &Path) -> Result<f64> {
    Ok(std::fs::metadata(path)?.len() as f64 / 1e6)
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}
