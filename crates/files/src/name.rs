//! What may a file be called where people see it? A name is only ever shown: it is cleaned first and judged afterwards,
//! and nothing on any disk is named by it.

/// Characters of a name.
pub const LONGEST: usize = 200;
/// Characters of an ending that is kept when a name is cut.
const LONGEST_ENDING: usize = 16;

/// Endings that a double click runs, or shows as a page that can run something.
#[rustfmt::skip]
const ACTIVE: &[&str] = &[
    "ade", "adp", "apk", "app", "application", "appref-ms", "appx", "bat", "chm", "cmd", "com", "cpl", "deb", "desktop",
    "dll", "dmg", "exe", "gadget", "hta", "htm", "html", "img", "inf", "ins", "iso", "isp", "jar", "jnlp", "js", "jse",
    "lnk", "mde", "mht", "mhtml", "mjs", "msc", "msi", "msix", "msp", "mst", "pif", "pkg", "ps1", "ps1xml", "psm1",
    "reg", "rpm", "scf", "scr", "settingcontent-ms", "sct", "shtml", "svg", "svgz", "swf", "sys", "url", "vb", "vbe",
    "vbs", "vhd", "vhdx", "ws", "wsc", "wsf", "wsh", "xbap", "xht", "xhtml", "xll",
];

/// The name as it may be shown: the last part of a path, without what is invisible or turns text around, without dots
/// and white space at its ends, and no longer than [`LONGEST`]. `file` where nothing is left.
pub fn clean(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or("");
    let mut name = String::new();
    for letter in last.chars().filter(|letter| !is_hidden(*letter)) {
        match letter {
            letter if letter.is_whitespace() && (name.is_empty() || name.ends_with(' ')) => {}
            letter if letter.is_whitespace() => name.push(' '),
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => name.push('_'),
            letter => name.push(letter),
        }
    }
    let name = cut(name.trim_matches(|letter: char| letter == '.' || letter.is_whitespace()));
    if name.is_empty() { "file".to_owned() } else { name }
}

/// Control characters, and those of Unicode's format characters that hide or reorder what is around them.
fn is_hidden(letter: char) -> bool {
    (letter.is_control() && !letter.is_whitespace())
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn cut(name: &str) -> String {
    let count = name.chars().count();
    if count <= LONGEST {
        return name.to_owned();
    }
    let ending = name.rfind('.').map(|at| &name[at..]).filter(|ending| ending.chars().count() <= LONGEST_ENDING);
    let ending = ending.unwrap_or("");
    let kept = LONGEST - ending.chars().count();
    let start: String = name.chars().take(kept).collect();
    format!("{}{ending}", start.trim_end_matches([' ', '.']))
}

/// What stands after the last dot of a clean name, in lower case; empty where there is none.
pub fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// Whether opening a file of this name, once it was downloaded, would run it.
pub fn is_active(name: &str) -> bool {
    ACTIVE.contains(&ending(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_of_paths_and_of_what_can_not_be_seen() {
        for (sent, shown) in [
            ("photo.png", "photo.png"),
            ("Ärger über 東京 – final (2).pdf", "Ärger über 東京 – final (2).pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("..%2f..%2fetc%2fpasswd", "%2f..%2fetc%2fpasswd"),
            ("a\0b.png", "ab.png"),
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("pic\u{202e}gnp.scr", "picgnp.scr"),
            (".htaccess", "htaccess"),
            ("\u{200b}.htaccess", "htaccess"),
            ("\u{feff}\u{2066}.user.ini", "user.ini"),
            ("trailing.exe. . .", "trailing.exe"),
            ("  two   words\t.txt", "two words .txt"),
            ("a<b>:\"|?*.txt", "a_b______.txt"),
            ("line\r\nbreak.txt", "line break.txt"),
            ("", "file"),
            ("....", "file"),
            ("/", "file"),
            ("\u{200b}\u{200b}", "file"),
        ] {
            assert_eq!(clean(sent), shown, "{sent:?}");
        }
    }

    #[test]
    fn a_very_long_name_is_cut_and_keeps_its_ending() {
        let cut = clean(&format!("{}.pdf", "ä".repeat(10_000)));
        assert_eq!(cut.chars().count(), LONGEST);
        assert!(cut.ends_with("ä.pdf"));
        assert_eq!(clean(&"x".repeat(10_000)).len(), LONGEST);
        assert_eq!(clean(&format!("a.{}", "x".repeat(10_000))).len(), LONGEST);
    }

    #[test]
    fn names_are_judged_as_they_are_shown() {
        for active in
            ["run.exe", "run.EXE", "photo.jpg.scr", "page.Html", "logo.svg", "\u{200b}x.j\u{200d}s", "x.lnk . ."]
        {
            assert!(is_active(&clean(active)), "{active:?}");
        }
        for harmless in ["photo.jpg", "exe", "notes.txt", "backup.tar.gz", "data.json", "report.exe.pdf"] {
            assert!(!is_active(&clean(harmless)), "{harmless:?}");
        }
    }
}
