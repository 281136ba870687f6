//! Where does a sentence end? By punctuation alone, in any language.
//! Must not know what the sentences are for.

/// Words that end with a full stop and end no sentence, in lower case and without it.
const ABBREVIATIONS: &[&str] = &[
    "abs", "approx", "art", "bijv", "bspw", "bzgl", "bzw", "ca", "corp", "dr", "ecc", "etc", "evtl", "excl", "ggf",
    "inc", "incl", "inkl", "jr", "ltd", "max", "min", "mr", "mrs", "ms", "nb", "no", "nr", "pág", "sig", "sr", "sra",
    "st", "str", "tel", "usw", "vs", "zzgl",
];

/// The sentences of a text, trimmed, none of them empty. A line's end always ends one.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    text.lines().flat_map(of_line).collect()
}

fn of_line(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let wide = matches!(letter, '。' | '！' | '？');
        if !wide && !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some((next, closing)) = letters
            .next_if(|(_, next)| matches!(next, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '“' | '»' | ')' | ']'))
        {
            end = next + closing.len_utf8();
        }
        let rest = &line[end..];
        let ends =
            wide || (rest.starts_with(char::is_whitespace) && opens(rest) && !is_abbreviated(&line[start..at], letter));
        if ends {
            found.push(line[start..end].trim());
            start = end;
        }
    }
    found.push(line[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Whether a sentence may begin so.
fn opens(rest: &str) -> bool {
    rest.trim_start().chars().next().is_some_and(|letter| !letter.is_lowercase())
}

/// Whether the full stop after `before` belongs to its last word: «Dr.», «e.g.», «3.» of a date or a list.
fn is_abbreviated(before: &str, stop: char) -> bool {
    let word = before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    let short = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let ordinal = !word.is_empty() && word.chars().count() <= 2 && word.chars().all(|letter| letter.is_ascii_digit());
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    stop == '.' && (short || ordinal || dotted || ABBREVIATIONS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_sentence_ends_at_its_mark_and_at_the_end_of_its_line() {
        assert_eq!(sentences("One. Two! Three?\nFour"), ["One.", "Two!", "Three?", "Four"]);
        assert_eq!(sentences("Er sagte «Ja.» Dann ging er."), ["Er sagte «Ja.»", "Dann ging er."]);
        assert_eq!(sentences("返品できます。三十日以内です。"), ["返品できます。", "三十日以内です。"]);
        assert_eq!(sentences("  \n\n "), Vec::<&str>::new());
    }

    #[test]
    fn full_stops_inside_numbers_dates_addresses_and_abbreviations_end_nothing() {
        for whole in [
            "It costs 4.50 a day at shop.example.com today.",
            "Am 3. Mai kommt Dr. Weber.",
            "Use a bank, e.g. Tern Bank, for it.",
            "Bis zu 30 Tage, z. B. Schuhe inkl. Karton.",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
    }
}
