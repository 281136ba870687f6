//! How does it start? Configuration, commands, and the wiring of the rooms.
//! The only reader of environment and command line; knows no rule of the desk and no SQL.

pub mod boot;
pub mod commands;
pub mod config;
pub mod database;
pub mod folder;
pub mod listener;
pub mod logging;
pub mod secrets;
pub mod seed;
pub mod trouble;
