//! Writes `src/encoder/mean.rs`: what is the same in all texts, taken from a few in nine languages that no evaluation uses.
//! Must not know what it is used for.

use std::fmt::Write;

use theo::encoder::{Encoder, Side};

const SCALE: f32 = 8192.0;

fn main() {
    let weights = theo::WEIGHTS.expect("the model is there: scripts/model --required");
    let encoder = Encoder::open(weights).expect("the model can be read");
    let sample = include_str!("sample.txt");
    let mut source = String::from(
        "//! What is the same in all texts? The mean of what the model makes of `examples/mean/sample.txt`, times `SCALE`.\n\
         //! Made by `cargo run --release -p pingback-theo --example mean`, then `cargo fmt`. Must not be changed by hand.\n\n",
    );
    writeln!(source, "pub(super) const SCALE: f32 = {SCALE:?};").expect("a string takes all");
    for (name, mark, side) in [("QUERY", "? ", Side::Query), ("PASSAGE", "- ", Side::Passage)] {
        let texts: Vec<&str> = sample.lines().filter_map(|line| line.strip_prefix(mark)).collect();
        let mean: Vec<i16> = encoder.mean(side, &texts).iter().map(|value| (value * SCALE).round() as i16).collect();
        writeln!(source, "\npub(super) const {name}: [i16; {}] = {mean:?};", mean.len()).expect("a string takes all");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/encoder/mean.rs");
    std::fs::write(path, source).expect("the file can be written");
}
