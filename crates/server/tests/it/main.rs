//! Black-box tests of the real server, over HTTP, on both engines. One file per noun; `rig` boots the server.
//! Run them with `make test`, or `scripts/postgres cargo nextest run -p pingback-server <name>`.

mod architecture;
mod articles;
mod assets;
mod attachments;
mod auth;
mod budget;
mod channels;
mod cli;
mod conversation_lists;
mod conversations;
mod crash;
mod customers;
mod edge;
mod full_disk;
mod help_centre;
mod idempotency;
mod identity;
mod imports;
mod isolation;
mod kept_pages;
mod listener;
mod live;
mod mailboxes;
mod messages;
mod providers;
mod queue;
mod rig;
mod roles;
mod search;
mod smoke;
mod team;
mod theo;
mod visitors;
mod webhook_endpoints;
mod widgets;
