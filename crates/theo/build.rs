//! Says to the compiler whether the model's weights are there (`scripts/model` gets them): cfg `has_model`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=model");
    println!("cargo::rustc-check-cfg=cfg(has_model)");
    if std::path::Path::new("model/e5-small-q4.bin").exists() {
        println!("cargo::rustc-cfg=has_model");
    }
}
