//! Which numbers, links and addresses does a text hold? In one form each, however they are written, so that one text can be
//! held against another. Must not know what they mean.

use std::collections::BTreeSet;

/// Digits of a number that may be a telephone's.
const TELEPHONE: usize = 7;

/// Everything in a text that must not be invented.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Digits without the marks between them: `1,000` and `1.000` are `1000`, `4.50` is `450`.
    numbers: BTreeSet<String>,
    /// Long rows of digits, whatever stands between them.
    telephones: BTreeSet<String>,
    /// Addresses of pages and of mail, in lower case, without `https://`, `www.` and what ends a sentence.
    addresses: BTreeSet<String>,
}

impl Figures {
    pub fn of(text: &str) -> Self {
        let mut figures = Self::default();
        for line in text.lines() {
            let line = without_ordinal(line);
            let mut words = String::new();
            for word in line.split_whitespace() {
                match address(word) {
                    Some(address) => drop(figures.addresses.insert(address)),
                    None => words.extend([word, " "]),
                }
            }
            figures.numbers.extend(numbers(&words));
            figures.telephones.extend(telephones(&words));
        }
        figures
    }

    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.addresses.is_empty()
    }

    /// Whether each of them stands in one of `known`; the beginning of a known address, such as its host, does too.
    pub fn are_in(&self, known: &[&Self]) -> bool {
        self.numbers
            .iter()
            .all(|number| known.iter().any(|known| known.numbers.contains(number)) || self.is_called(number, known))
            && self.addresses.iter().all(|address| known.iter().any(|known| known.leads_to(address)))
    }

    /// Whether the number is a part of telephone numbers only, and all of them are known.
    fn is_called(&self, number: &str, known: &[&Self]) -> bool {
        let mut own = self.telephones.iter().filter(|own| own.contains(number)).peekable();
        let is_known =
            |own: &String| known.iter().flat_map(|known| &known.telephones).any(|known| known.contains(own.as_str()));
        own.peek().is_some() && own.all(is_known)
    }

    fn leads_to(&self, address: &str) -> bool {
        let is_below =
            |known: &String| known.strip_prefix(address).is_some_and(|rest| rest.starts_with(['/', '?', '#']));
        self.addresses.contains(address) || self.addresses.iter().any(is_below)
    }
}

/// A line without the number that makes it an item of a list.
fn without_ordinal(line: &str) -> &str {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    match &line[digits..] {
        rest if (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) => &rest[2..],
        _ => line,
    }
}

/// The address that a word is, if it is one: with a scheme, with an `@`, or a name with dots that ends in letters.
fn address(word: &str) -> Option<String> {
    let is_around = |letter: char| !letter.is_alphanumeric() && letter != '/';
    // What stands before the address without a space: «URL:https://…», «(https://…».
    let at = ["https://", "http://", "mailto:", "www."].iter().filter_map(|start| find(word, start)).min().unwrap_or(0);
    let bare = word[at..].trim_matches(is_around).to_lowercase();
    let is_named = bare.contains("://") || bare.starts_with("mailto:") || bare.starts_with("www.");
    let bare = ["https://", "http://", "mailto:", "www."]
        .iter()
        .fold(bare.as_str(), |bare, start| bare.strip_prefix(start).unwrap_or(bare));
    let bare = bare.trim_end_matches('/');
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    let has_dot = host.contains('.') && !host.contains("..") && !host.starts_with('.');
    let ends_in_letters = (2..=24).contains(&ending.chars().count()) && ending.chars().all(char::is_alphabetic);
    // «days.Then» is a missing space.
    let is_lower = word.rsplit_once('.').is_none_or(|(_, last)| !last.starts_with(char::is_uppercase));
    let is_host = has_dot && ends_in_letters && is_lower && !is_abbreviation(host);
    (is_named || is_host || (bare.contains('@') && has_dot)).then(|| bare.to_owned())
}

fn find(word: &str, start: &str) -> Option<usize> {
    word.to_ascii_lowercase().find(start)
}

/// «e.g» and «z.b»: every part is a single letter or two.
fn is_abbreviation(host: &str) -> bool {
    host.split('.').all(|part| part.chars().count() <= 2) && !host.contains('/')
}

fn numbers(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut numbers = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let digit = letter.to_digit(10);
        let next_is_digit = letters.get(at + 1).is_some_and(|next| next.is_ascii_digit());
        let last = numbers.last_mut().expect("there is always one");
        match digit {
            Some(digit) => last.push(char::from_digit(digit, 10).expect("a digit")),
            None if matches!(letter, '.' | ',' | '\'' | '’') && next_is_digit && !last.is_empty() => {}
            None if letter.is_numeric() => numbers.extend([letter.to_string(), String::new()]),
            None if last.is_empty() => {}
            None => numbers.push(String::new()),
        }
    }
    // The minutes of a full hour are written or not.
    let said = numbers.into_iter().filter(|number| !number.is_empty() && number != "00");
    said.map(|number| plain(&number)).collect()
}

/// `04` is `4`.
fn plain(number: &str) -> String {
    let trimmed = number.trim_start_matches('0');
    if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() }
}

/// Rows of digits with spaces, hyphens, brackets and strokes between them.
fn telephones(text: &str) -> Vec<String> {
    let is_part =
        |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '(' | ')' | '/' | '+' | '\u{a0}');
    let rows = text.split(|letter: char| !is_part(letter));
    let digits = rows.map(|row| row.chars().filter(char::is_ascii_digit).collect::<String>());
    digits.filter(|digits| digits.len() >= TELEPHONE).map(|digits| plain(&digits)).collect()
}

#[cfg(test)]
mod tests {
    use super::Figures;

    fn holds(known: &str, said: &str) -> bool {
        Figures::of(said).are_in(&[&Figures::of(known)])
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        assert!(holds("It costs 1,000 or 4.50, from 09:00 to 5 pm.", "1.000 € bzw. 4,50 €, 9:00 bis 5."));
        assert!(!holds("Within 30 days.", "Within 60 days."));
        assert!(!holds("Within 30 days.", "Within 3 days."));
        assert!(!holds("Within 30 days.", "Within ٦٠ days, or ３０."));
        assert!(holds("Turn it on, then wait.", "1. Turn it on.\n2. Wait."));
    }

    #[test]
    fn telephones_are_known_by_their_digits() {
        assert!(holds("Call +49 (30) 1234 5678.", "+49 30 12345678"));
        assert!(holds("Call 030 1234567.", "Call 030-12 34 567."));
        assert!(!holds("Call 030 1234567.", "Call 030 1234568."));
    }

    #[test]
    fn links_and_addresses_must_be_known_whole() {
        let known = "See https://tern.example/returns?a=1, or write to Help@tern.example.";
        for said in [
            "Look at tern.example/returns?a=1.",
            "(https://www.tern.example/returns?a=1)",
            "help@tern.example",
            "tern.example",
        ] {
            assert!(holds(known, said), "{said}");
        }
        for said in [
            "https://tern.example.evil.example/returns?a=1",
            "https://evil.example/?q=returns",
            "tern.example/refunds",
            "other@tern.example",
            "URL:https://evil.example",
            "http://10.0.0.1/x",
            "evil.example",
        ] {
            assert!(!holds(known, said), "{said}");
        }
    }

    #[test]
    fn words_with_dots_are_no_addresses() {
        assert!(Figures::of("E.g. shoes, z.B. socks, within days.Then more, etc. and so on...").is_empty());
    }
}
