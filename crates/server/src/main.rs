//! The program `pingback`: hands the command line and the environment to the library.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::boot::choose_cryptography();
    // A variable that is not UTF-8 is none of ours.
    let environment =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    server::commands::run(std::env::args_os(), environment)
}
