//! Which words does a text consist of? Folded, so that case, accents and punctuation make no difference.
//! Must not know any word.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// The text in lower case without accents, each word after one space, with one more space at the end.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for letter in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(text.chars()).flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

/// Whether the folded text holds the phrase, whole words of it; a phrase that ends with `*` is the beginning of a word.
pub(crate) fn holds(folded: &str, phrase: &str) -> bool {
    find(folded, phrase).is_some()
}

/// Where the phrase begins.
pub(crate) fn find(folded: &str, phrase: &str) -> Option<usize> {
    let (phrase, end) = match phrase.strip_suffix('*') {
        Some(beginning) => (beginning, ""),
        None => (phrase, " "),
    };
    let wanted = format!(" {phrase}{end}");
    folded.find(&wanted)
}

#[cfg(test)]
mod tests {
    use super::{fold, holds};

    #[test]
    fn case_accents_and_punctuation_make_no_difference() {
        assert_eq!(fold("¿Dónde está, «Straße» İZMİR?"), " donde esta strasse izmir ");
        assert_eq!(fold("L'été — don't"), " l ete don t ");
        assert_eq!(fold(" ?! "), " ");
    }

    #[test]
    fn phrases_are_whole_words_unless_they_say_otherwise() {
        let text = fold("My lawyers are here.");
        assert!(
            holds(&text, "lawyer*") && holds(&text, "are here") && !holds(&text, "lawyer") && !holds(&text, "awyers")
        );
    }
}
