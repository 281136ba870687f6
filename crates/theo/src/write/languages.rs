//! In which language is a text? By the small words that every text has; unknown where they are too few.
//! Must not know what the text says.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::words::fold;

/// Small words of a language that the others rarely have.
const SMALL: [(&str, &str); 9] = [
    (
        "en",
        "the and you your is are of to for with can will have from this that not it be by at or we our if as after how do",
    ),
    (
        "de",
        "der die das und ist sie nicht mit ein eine ihr ihre wir auf für von zu den dem im sich kann können wird werden oder \
         nach bei wie innerhalb auch",
    ),
    (
        "fr",
        "le la les des et est vous votre vos nous dans pour avec pas une un du que qui sur ou par ne peut pouvez être après \
         aux au cette",
    ),
    (
        "es",
        "el la los las y es usted su sus de que en para con no una un por o se puede puedes desde después al del tu lo más \
         está",
    ),
    (
        "pt",
        "o a os as e é você seu sua de que em para com não uma um por ou se pode após do da dos das no na ao mais está",
    ),
    (
        "it",
        "il lo la i gli le e è di che in per con non una un o si può puoi dopo al del della dei nel alla tuo sono entro",
    ),
    (
        "nl",
        "de het een en is u je uw niet met van voor op dat die wij we kan kunt worden wordt of na bij naar ook binnen",
    ),
    ("pl", "i w na z jest nie do się to że dla od po lub można może czy jak są przez ciągu swój twój który oraz"),
    ("tr", "ve bir bu için ile da de mi olarak sonra veya içinde daha kadar var en çok size siz sizin değil ise gün"),
];

/// The same words folded.
static LANGUAGES: LazyLock<Vec<(&str, HashSet<String>)>> = LazyLock::new(|| {
    let folded = |words| fold(words).split_whitespace().map(str::to_owned).collect();
    SMALL.iter().map(|(code, words)| (*code, folded(words))).collect()
});

/// The code of the language that most of a text's small words belong to, if it is clear.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let count = |small: &HashSet<String>| folded.split_whitespace().filter(|word| small.contains(*word)).count();
    let mut counts: Vec<(usize, &str)> = LANGUAGES.iter().map(|(code, small)| (count(small), *code)).collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let (first, second) = (counts[0], counts[1]);
    (first.0 >= 2 && first.0 * 4 >= second.0 * 5).then_some(first.1)
}

/// Whether the folded word says nothing by itself, in any of the languages.
pub(super) fn is_small(word: &str) -> bool {
    LANGUAGES.iter().any(|(_, small)| small.contains(word))
}

/// Whether the letter belongs to a writing without spaces between words.
pub(super) fn is_dense(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether nearly all letters are of another writing: Greek beside Latin, Chinese beside both.
pub(super) fn writing(text: &str) -> u32 {
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    let latin = letters().filter(|letter| u32::from(*letter) < 0x250).count();
    match letters().find(|letter| u32::from(*letter) >= 0x250) {
        Some(other) if latin * 2 < letters().count() => u32::from(other) >> 8,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn a_language_is_known_by_its_small_words() {
        for (text, code) in [
            ("You can return it within 30 days of delivery.", "en"),
            ("Sie können die Ware innerhalb von 30 Tagen zurückgeben.", "de"),
            ("Vous pouvez renvoyer les articles dans les 30 jours.", "fr"),
            ("Puede devolver los artículos en un plazo de 30 días.", "es"),
            ("Você pode devolver os artigos em até 30 dias.", "pt"),
            ("Puoi restituire gli articoli entro 30 giorni dalla consegna.", "it"),
            ("U kunt het artikel binnen 30 dagen na ontvangst retourneren.", "nl"),
            ("Możesz zwrócić towar w ciągu 30 dni od dostawy.", "pl"),
            ("Ürünü teslimattan sonra 30 gün içinde iade etmek için bir kutu.", "tr"),
        ] {
            assert_eq!(language(text), Some(code), "{text}");
        }
        assert_eq!(language("OK 42"), None);
    }
}
