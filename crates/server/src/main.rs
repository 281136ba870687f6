//! Starts Pingback. Knows nothing but its commands.
fn main() {}
