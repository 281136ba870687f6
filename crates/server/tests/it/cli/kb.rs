//! Articles at the command line: a folder comes in, is brought up to date, and goes out as it came.

use std::fs;

use super::shell::Shell;

#[test]
fn a_folder_of_articles_comes_in_and_goes_out() {
    let shell = Shell::new();
    shell.run(&["migrate"]).well();
    shell.run(&["kb", "import", "docs"]).refused("no business", "Start the server");
    shell.run(&["seed", "--conversations", "5"]).well();
    let docs = shell.path("docs");
    fs::create_dir_all(docs.join("deep/.hidden")).expect("a folder");
    fs::write(docs.join("one.md"), "---\ntitle: One\ntags: [\"a\"]\n---\nGiraffes").expect("a file");
    fs::write(docs.join("deep/two.html"), "<h1>Two</h1><p>Zebras</p>").expect("a file");
    fs::write(docs.join("deep/faq.csv"), "question,answer\nThree?,3\nFour?,4").expect("a file");
    fs::write(docs.join("deep/picture.png"), "x").expect("a file");
    fs::write(docs.join("deep/.hidden/secret.md"), "# Secret\n\nx").expect("a file");
    fs::write(shell.path("secret.md"), "# Outside\n\nx").expect("a file");
    std::os::unix::fs::symlink(shell.path("secret.md"), docs.join("link.md")).expect("a link");
    let said = shell.run(&["kb", "import", "docs"]);
    assert!(said.err.contains("deep/picture.png: This kind of file can't be read"), "{}", said.err);
    assert_eq!(said.well().trim(), "4 created, 0 updated, 0 unchanged, 1 files not read");
    fs::write(docs.join("one.md"), "---\ntitle: One\n---\nLions").expect("a file");
    assert_eq!(
        shell.run(&["kb", "import", "docs", "--draft"]).well().trim(),
        "0 created, 1 updated, 3 unchanged, 1 files not read"
    );
    assert_eq!(shell.run(&["kb", "export", "out"]).well().trim(), "4 articles written to out");
    let mut names: Vec<String> = fs::read_dir(shell.path("out"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["four.md", "one.md", "three.md", "two.md"]);
    let one = fs::read_to_string(shell.path("out/one.md")).expect("a file");
    assert_eq!(one, "---\ntitle: \"One\"\nslug: \"one\"\nstate: \"published\"\ntags: [\"a\"]\n---\nLions");
    assert!(shell.run(&["kb", "import", "out"]).well().starts_with("0 created, 0 updated, 4 unchanged"));
    shell.run(&["kb", "import", "nowhere"]).refused("nowhere can't be read", "Check the path");
    shell.run(&["kb", "export", "out", "--business", "99"]).refused("no such business", "--business");
    shell.run(&["kb", "export", "out", "--business", "x"]).refused("x is no id", "--business");
}

#[test]
fn the_demo_shop_has_articles_that_customers_find() {
    let shell = Shell::new();
    let server = shell.serve(&["--demo"]);
    let home = server.get("/help/acme", "");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("Returns and refunds"), "{home}");
    assert!(home.matches("/articles/").count() >= 12, "{home}");
    let article = server.get("/help/acme/articles/which-grind-should-i-choose", "");
    assert!(article.contains("<table>") && article.contains("Moka pot"), "{article}");
}
