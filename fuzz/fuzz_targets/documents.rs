//! Whatever a file holds: it becomes documents that may be kept, or is refused; and shown as a page, nothing of it runs.
#![no_main]

use documents::{LONGEST, LONGEST_TITLE, crawl, render, robots::Robots, sitemap, zip};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["a.md", "a.html", "a.txt", "a.csv", "a.pdf", "a.zip"];

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    for (entry, at) in zip::names(name, bytes).unwrap_or_default().into_iter().take(8) {
        assert!(!entry.contains("..") || entry.split('/').all(|part| part != ".."), "{entry}");
        let _ = zip::entry(bytes, at).map(|inside| documents::read(&entry, &inside));
    }
    let _ = Robots::read(bytes, "pingback").allows("/a");
    let _ = sitemap::read(bytes);
    for document in documents::read(name, bytes).unwrap_or_default() {
        assert!(document.content.chars().count() <= LONGEST && !document.content.trim().is_empty());
        assert!(document.title.chars().count() <= LONGEST_TITLE && !document.title.is_empty());
        assert!(!document.content.contains('\0') && !document.title.contains('\0'));
        let html = render::to_html(&document.content);
        for bad in ["<script", "<style", "<iframe", "<form", "<svg", "<object"] {
            assert!(!html.contains(bad), "{html}");
        }
        let _ = crawl::address(&document.content, None);
    }
});
