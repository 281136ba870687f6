//! Has the program built anew when the web app or the widget was built: Cargo does not see files that come to a folder.

#[expect(clippy::disallowed_methods, reason = "Cargo speaks to build scripts by variables")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Without optimisation the files are read from the folders while the program runs.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../../web/dist");
        println!("cargo::rerun-if-changed=../../widget/dist");
    }
}
