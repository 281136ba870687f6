//! What documents say, and that no file breaks, blows up or leads astray whoever reads it.

use super::*;

fn one(name: &str, text: &str) -> Document {
    let mut all = read(name, text.as_bytes()).expect("a document");
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn a_markdown_file_is_called_as_it_says() {
    let told = one(
        "x.md",
        "---\ntitle: \"Returns: how\"\ntags: [a, 'b c']\nlang: en\ndraft: true\ncategory: Orders\n---\nText\n",
    );
    assert_eq!((told.title.as_str(), told.content.as_str()), ("Returns: how", "Text\n"));
    assert_eq!((told.tags, told.category.as_deref()), (vec!["a".to_owned(), "b c".to_owned()], Some("Orders")));
    assert_eq!((told.state.as_deref(), told.language.as_deref()), (Some("draft"), Some("en")));
    let listed = one("x.md", "---\ntitle: T\ntags:\n  - one\n  - two\n---\n\n# Not the title\ntext");
    assert_eq!((listed.tags.len(), listed.content.trim_start()), (2, "# Not the title\ntext"));
    assert_eq!(one("x.md", "\u{feff}# First #\n\nText").title, "First");
    assert_eq!(one("x.md", "Under\n=====\nText").content, "Text");
    let unnamed = one("guides/how-to_return.v2.md", "Just text\r\nin lines");
    assert_eq!((unnamed.title.as_str(), unnamed.content.as_str()), ("How to return.v2", "Just text\nin lines"));
    assert_eq!(one("x.md", "---\nno end\n# A").title, "X");
}

#[test]
fn what_is_written_reads_back() {
    let document = Document {
        title: "A: \"quoted\" — 返品".into(),
        content: "---\n# Head\n\n---\n".into(),
        tags: vec!["a, b".into(), "#".into()],
        category: Some("null: no".into()),
        language: Some("pt-BR".into()),
        state: Some("draft".into()),
        slug: Some("a-b".into()),
        source: Some("https://a.example/x?y=1#z".into()),
        part: String::new(),
    };
    assert_eq!(one("a.md", &write(&document)), document);
}

#[test]
fn a_page_is_what_it_is_about() {
    let html = "<!doctype html><html lang=de><head><title>Rückgabe | Laden</title><style>b{}</style></head><body>
        <nav><a href=/a>Menü</a></nav><header>Laden</header>
        <main><h1>Rückgabe</h1><p>Sie haben <b>30 Tage</b> Zeit, um alles zurück zu senden. <a href='../x'>Mehr</a></p>
        <h2>Kosten</h2><ul><li>Keine</li></ul><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>
        <script>alert(1)</script><a href='javascript:alert(1)'>böse</a><img src=data:x onerror=alert(1)></main>
        <footer>Impressum</footer></body></html>";
    let at = url::Url::parse("https://a.example/help/r").expect("an address");
    let page = page(html.as_bytes(), Some(&at)).expect("a page");
    let Document { title, content, language, .. } = page.document.clone();
    assert_eq!((title.as_str(), language.as_deref()), ("Rückgabe", Some("de")));
    for told in ["**30 Tage**", "[Mehr](https://a.example/x)", "## Kosten", "Keine", "böse"] {
        assert!(content.contains(told), "{told}: {content}");
    }
    for around in ["Menü", "Impressum", "Laden", "alert", "javascript", "onerror", "b{}", "# Rückgabe"] {
        assert!(!content.contains(around), "{around}: {content}");
    }
    assert!(page.links.contains(&"https://a.example/a".to_owned()));
    let asks = b"<meta name=ROBOTS content='noindex, nofollow'><link rel=canonical href=/other><p>x";
    let asks = super::page(asks, Some(&at)).expect("a page");
    assert!(asks.is_hidden && asks.is_closed);
    assert_eq!(asks.canonical.as_deref(), Some("https://a.example/other"));
    assert!(asks.document.pieces().is_empty(), "hardly any text");
    let latin = b"<meta charset=iso-8859-1><h1>Gr\xf6\xdfe</h1><p>x</p>";
    assert_eq!(super::page(latin, None).expect("a page").document.title, "Größe");
}

#[test]
fn a_table_is_one_document_for_each_question() {
    let all = read(
        "faq.csv",
        "Question;Answer;Tags\nHow long?;\"30 days;\nreally\";a, b\n;no;\nOnly this;;\n'=1+1;'=2;\n".as_bytes(),
    );
    let all = all.expect("documents");
    assert_eq!(all.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["How long?", "=1+1"]);
    assert_eq!(
        (all[0].content.as_str(), all[0].tags.len(), all[0].part.as_str()),
        ("30 days;\nreally", 2, "#how long?")
    );
    let bare = read("faq.csv", b"How long?,30 days\nHow much?,5 euros").expect("documents");
    assert_eq!(bare.len(), 2);
    assert_eq!(read("faq.csv", b"one\ntwo"), Err(Error::NoQuestions));
    assert_eq!(read("faq.csv", b"question,answer\n"), Err(Error::Empty));
    let many = format!("question,answer\n{}", "q,a\n".repeat(5_001));
    assert_eq!(read("faq.csv", many.as_bytes()), Err(Error::TooLarge));
}

#[test]
fn plain_text_stays_what_it_looks_like() {
    let text = one("a.txt", "Opening hours\n\n# not a heading\n<b>5 * 3_4_</b>\n- item\n[x](y)\n");
    assert_eq!(
        (text.title.as_str(), text.content.trim()),
        ("Opening hours", "\\# not a heading\n\\<b>5 \\* 3\\_4\\_\\</b>\n- item\n\\[x\\](y)")
    );
    assert_eq!(one("hours.txt", "We are open. Always.").title, "Hours");
}

#[test]
fn what_is_too_long_becomes_several() {
    let text = format!("# Long\n{}", "## Part\n\nword word word.\n\n".repeat(10_000));
    let all = read("x.md", text.as_bytes()).expect("documents");
    assert!(all.len() > 2 && all.iter().all(|one| one.content.chars().count() <= LONGEST));
    assert_eq!((all[1].title.as_str(), all[1].part.as_str()), ("Long (2)", "#2"));
    assert!(all[1].content.starts_with("## Part"), "cut at a heading");
    let letters: usize = all.iter().map(|one| one.content.matches("Part").count()).sum();
    assert_eq!(letters, 10_000, "nothing is lost");
    assert_eq!(read("x.md", "ö".repeat(200_000).as_bytes()).expect("documents").len(), 3);
}

#[test]
fn what_is_no_document_is_told_so() {
    for (name, bytes, error) in [
        ("a.exe", &b"MZ"[..], Error::Kind),
        ("a", b"text", Error::Kind),
        ("a.docx", b"PK\x03\x04", Error::Kind),
        ("a.pdf", b"not one", Error::Damaged),
        ("a.pdf", b"%PDF-1.7 broken", Error::Damaged),
        ("a.zip", b"not one", Error::Damaged),
        ("a.md", b"\x00\x01\x02", Error::Damaged),
        ("a.md", b"  \n\t ", Error::Empty),
        ("a.html", b"<script>x</script>", Error::Empty),
    ] {
        assert_eq!(read(name, bytes), Err(error), "{name}");
    }
    assert_eq!(read("a.zip", b"PK\x03\x04").map(|_| ()), Err(Error::Nested));
}

#[test]
fn pages_that_are_nested_to_break_something_are_refused() {
    for deep in
        ["<div>".repeat(100_000), "<b><i>".repeat(50_000), "<table><tr><td>".repeat(10_000), "<ul><li>".repeat(20_000)]
    {
        assert!(read("a.html", deep.as_bytes()).is_err());
    }
    let letters = |number: usize| format!("<b a{number}>");
    let repeated = (0..900).map(letters).collect::<String>() + &"<p>x</p>".repeat(100_000);
    let attributes = format!("<p {}>x", "a=1 ".repeat(100_000));
    for wide in [repeated, attributes, "<p>x".repeat(300_000), "<a><".repeat(100_000), "<!--".repeat(100_000)] {
        let _read = read("a.html", wide.as_bytes()).is_ok();
    }
}

#[test]
fn archives_are_listed_by_names_that_lead_nowhere() {
    let mut archive = zip::Writer::default();
    for name in [
        "guide/a.md",
        "../../../etc/cron.d/b.md",
        "/abs/c.md",
        "..\\win\\d.md",
        ".git/config",
        "__MACOSX/a.md",
        "x/../guide/a.md",
    ] {
        archive.add(name, "# T\n\ntext").expect("added");
    }
    let bytes = archive.finish().expect("an archive");
    let names = zip::names("a.zip", &bytes).expect("names");
    let listed: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(listed, ["guide/a.md", "etc/cron.d/b.md", "abs/c.md", "win/d.md", "x/guide/a.md"]);
    assert_eq!(read(listed[1], &zip::entry(&bytes, names[1].1).expect("an entry")).expect("a document")[0].title, "T");
    assert_eq!(zip::names("a.md", b"text"), Ok(Vec::new()));
}

#[test]
fn an_archive_that_would_blow_up_is_refused() {
    let mut archive = zip::Writer::default();
    archive.add("bomb.md", &"0".repeat(LARGEST + 10)).expect("added");
    let bytes = archive.finish().expect("an archive");
    assert!(bytes.len() < 100_000, "it is a bomb");
    let names = zip::names("a.zip", &bytes).expect("names");
    assert_eq!(zip::entry(&bytes, names[0].1), Err(Error::Bomb));
    let mut archive = zip::Writer::default();
    let part = "0".repeat(LARGEST);
    for at in 0..5 {
        archive.add(&format!("{at}.md"), &part).expect("added");
    }
    assert_eq!(zip::names("a.zip", &archive.finish().expect("an archive")), Err(Error::Bomb));
    let mut archive = zip::Writer::default();
    for at in 0..5_001 {
        archive.add(&format!("{at}.md"), "x").expect("added");
    }
    assert_eq!(zip::names("a.zip", &archive.finish().expect("an archive")), Err(Error::TooMany));
}

/// A PDF of these pages, each with its content stream.
fn pdf(pages: &[Vec<u8>], compress: bool) -> Vec<u8> {
    use lopdf::{Document as File, Object, Stream, dictionary};
    let mut file = File::with_version("1.5");
    let parent = file.new_object_id();
    let font = file.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding" });
    let resources = file.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let kids: Vec<Object> = pages
        .iter()
        .map(|content| {
            let mut stream = Stream::new(dictionary! {}, content.clone());
            if compress {
                stream.compress().expect("compressed");
            }
            let content = file.add_object(stream);
            file.add_object(
                dictionary! { "Type" => "Page", "Parent" => parent, "Contents" => content, "Resources" => resources },
            )
            .into()
        })
        .collect();
    let count = i64::try_from(kids.len()).expect("few");
    file.objects.insert(parent, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("written");
    bytes
}

#[test]
fn the_text_of_a_pdf_is_read_page_by_page() {
    let page = |lines: &[&str]| {
        let text: String = lines.iter().map(|line| format!("({line}) Tj T* ")).collect();
        format!("BT /F1 12 Tf 14 TL 50 700 Td {text} ET").into_bytes()
    };
    let bytes =
        pdf(&[page(&["Warranty", "We repair what breaks with-", "in two years."]), page(&["Send it *to us*."])], true);
    let found = read("manual_2024.pdf", &bytes).expect("a document").remove(0);
    assert_eq!(found.title, "Warranty");
    assert!(
        found.content.contains("within two years.") && found.content.contains("Send it \\*to us\\*."),
        "{}",
        found.content
    );
    assert_eq!(read("a.pdf", &pdf(&[b"BT ET".to_vec()], true)).map(|_| ()), Err(Error::NoText));
}

#[test]
fn a_pdf_that_would_blow_up_is_refused() {
    let bomb = pdf(&[vec![b' '; 64 << 20]], true);
    assert!(bomb.len() < 200_000, "it is a bomb");
    assert_eq!(read("a.pdf", &bomb), Err(Error::Bomb));
    let whole = pdf(&[b"BT /F1 12 Tf (text) Tj ET".to_vec()], true);
    for cut in (0..whole.len()).step_by(7) {
        let _unread = read("a.pdf", &whole[..cut]).is_err();
        let mut flipped = whole.clone();
        flipped[cut] ^= 0x55;
        let _unread = read("a.pdf", &flipped).is_err();
    }
    let deep = format!("%PDF-1.4\n1 0 obj\n{}\nendobj\ntrailer<</Root 1 0 R>>", "[".repeat(200_000));
    assert!(read("a.pdf", deep.as_bytes()).is_err());
    let looped = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>";
    assert!(read("a.pdf", looped).is_err());
}
