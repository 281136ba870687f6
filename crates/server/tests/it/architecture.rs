//! Is ARCHITECTURE.md true? Compares its drawing with Cargo's graph, and holds the rules that no lint can.
//! Must not know what any crate does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crate → the crates that it uses.
type Rooms = BTreeMap<String, BTreeSet<String>>;

const MOST_LINES: usize = 400;

/// Words that only a statement holds.
const SQL: [&str; 8] =
    ["SELECT ", "INSERT INTO", "DELETE FROM", " WHERE ", "CREATE TABLE", "ALTER TABLE", "ORDER BY ", "PRAGMA "];

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// What Cargo knows: normal and build dependencies among our own crates.
fn built() -> Rooms {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(top())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    packages.iter().map(|package| (room(&package["name"]).expect("one of ours"), uses(package))).collect()
}

fn uses(package: &Value) -> BTreeSet<String> {
    let dependencies = package["dependencies"].as_array().expect("dependencies");
    let shipped = dependencies.iter().filter(|dependency| dependency["kind"] != "dev");
    shipped.filter_map(|dependency| room(&dependency["name"])).collect()
}

/// `pingback-store` is the room `store`.
fn room(package: &Value) -> Option<String> {
    package.as_str()?.strip_prefix("pingback-").map(str::to_owned)
}

/// What ARCHITECTURE.md draws: lines like `desk ──► store model`.
fn drawn() -> Rooms {
    let text = std::fs::read_to_string(top().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let lines = text.lines().filter_map(|line| line.split_once("──►"));
    lines.map(|(user, used)| (user.trim().to_owned(), used.split_whitespace().map(str::to_owned).collect())).collect()
}

/// Every file below `folder` whose name ends so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// Every Rust file with its text, named from the top of the workspace.
fn sources() -> Vec<(String, String)> {
    let top = top();
    let name = |path: &Path| path.strip_prefix(&top).expect("inside").to_string_lossy().into_owned();
    files(&top.join("crates"), ".rs")
        .iter()
        .map(|path| (name(path), std::fs::read_to_string(path).expect("UTF-8")))
        .collect()
}

#[test]
fn the_drawing_shows_every_crate_and_every_dependency() {
    assert_eq!(drawn(), built(), "left: ARCHITECTURE.md, right: the Cargo.toml files");
}

#[test]
fn every_rust_file_opens_with_what_it_answers() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(name, _)| name).collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn no_rust_file_is_longer_than_four_hundred_lines() {
    let long: Vec<(String, usize)> = sources()
        .into_iter()
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .collect();
    assert_eq!(long, Vec::new());
}

#[test]
fn no_file_is_called_mod_rs() {
    assert_eq!(files(&top().join("crates"), "/mod.rs"), Vec::<PathBuf>::new());
}

#[test]
fn only_the_store_knows_sql() {
    let elsewhere =
        sources().into_iter().filter(|(name, _)| name.contains("/src/") && !name.starts_with("crates/store/"));
    let statements: Vec<String> = elsewhere
        .flat_map(|(name, text)| {
            let lines = text.lines().enumerate().filter(|(_, line)| SQL.iter().any(|word| line.contains(word)));
            lines.map(|(number, line)| format!("{name}:{}: {}", number + 1, line.trim())).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(statements, Vec::<String>::new());
}
