//! A site's list of its pages (sitemaps.org): addresses of pages, or of further lists.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Addresses that are read of one list.
const MOST: usize = 10_000;
/// Letters of an address.
const LONGEST: usize = 2_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitemap {
    pub pages: Vec<String>,
    /// Further lists.
    pub sitemaps: Vec<String>,
}

/// Whether these bytes are such a list.
pub fn is_sitemap(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]);
    head.contains("<urlset") || head.contains("<sitemapindex")
}

/// The addresses in a list, as far as it can be read; addresses are as they were written.
pub fn read(bytes: &[u8]) -> Sitemap {
    let mut reader = Reader::from_reader(bytes);
    let mut found = Sitemap::default();
    let (mut is_index, mut inside) = (false, false);
    let mut address = String::new();
    while found.pages.len() + found.sitemaps.len() < MOST {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                b"sitemap" => is_index = true,
                b"url" => is_index = false,
                b"loc" => inside = true,
                _ => {}
            },
            Ok(Event::Text(text)) if inside => address.push_str(&String::from_utf8_lossy(&text)),
            Ok(Event::CData(text)) if inside => address.push_str(&String::from_utf8_lossy(&text)),
            // The predefined entities alone: nothing that a document declares is ever put in.
            Ok(Event::GeneralRef(name)) if inside => address.push_str(match &name[..] {
                b"amp" => "&",
                b"apos" => "'",
                b"quot" => "\"",
                _ => "",
            }),
            Ok(Event::End(tag)) if tag.local_name().as_ref() == b"loc" => {
                inside = false;
                let address = std::mem::take(&mut address).trim().to_owned();
                if !address.is_empty() && address.len() <= LONGEST {
                    if is_index { found.sitemaps.push(address) } else { found.pages.push(address) }
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_further_lists_are_told_apart() {
        let pages = br#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc> https://a.example/x?a=1&amp;b=2 </loc><lastmod>2024-01-01</lastmod></url>
            <url><loc><![CDATA[https://a.example/y]]></loc></url><url><loc></loc></url></urlset>"#;
        assert!(is_sitemap(pages));
        assert_eq!(read(pages).pages, ["https://a.example/x?a=1&b=2", "https://a.example/y"]);
        let index = b"<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc></sitemap></sitemapindex>";
        assert_eq!(read(index).sitemaps, ["https://a.example/s1.xml"]);
    }

    #[test]
    fn a_list_that_would_blow_up_stays_small() {
        let laughs =
            br#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
            <urlset><url><loc>https://a.example/&b;&f;</loc></url></urlset>"#;
        assert_eq!(read(laughs).pages, ["https://a.example/"]);
        let many = format!("<urlset>{}</urlset>", "<url><loc>https://a.example/</loc></url>".repeat(20_000));
        assert_eq!(read(many.as_bytes()).pages.len(), MOST);
        for odd in [&b"<urlset><url><loc>x"[..], b"<urlset></url></loc>", b"\xff\xfe<", b"<loc></urlset>"] {
            assert!(read(odd).pages.len() < 2);
        }
    }
}
