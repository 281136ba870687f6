//! The client and its guard from outside: real connections to real servers on loopback, names from the tests.
//! One binary, so that it links once.

mod addresses;
mod delivery;
mod names;
mod redirects;
mod rig;
mod urls;
