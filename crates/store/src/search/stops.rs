//! Words that stand in every text and so tell nothing, folded as `words.rs` folds them.

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "a", "an", "and", "are", "be", "can", "could", "did", "do", "does", "for", "from", "have", "has", "how", "i", "if", "in", "is",
    "it", "me", "my", "of", "on", "or", "that", "the", "there", "this", "to", "was", "we", "what", "when", "where", "which", "why",
    "will", "with", "would", "you", "your",
    "aber", "als", "am", "auf", "das", "den", "der", "die", "ein", "eine", "einen", "er", "es", "fur", "habe", "ich", "im", "ist",
    "kann", "man", "mein", "meine", "mit", "nach", "oder", "sich", "sie", "sind", "und", "von", "was", "wenn", "wie", "wir", "wo", "zu",
    "au", "aux", "avec", "ce", "comment", "dans", "de", "des", "du", "elle", "en", "est", "et", "il", "je", "l", "la", "le", "les",
    "ma", "mes", "mon", "ou", "par", "pas", "pour", "puis", "que", "quel", "qui", "sur", "un", "une", "vous",
    "al", "como", "con", "cual", "cuando", "del", "donde", "el", "ella", "los", "las", "lo", "mi", "mis", "para", "por", "puedo", "se",
    "si", "su", "una", "y", "yo",
    "ao", "com", "da", "dos", "e", "eu", "meu", "minha", "na", "no", "o", "os", "posso", "qual", "quando", "sao", "sem", "um", "uma",
    "che", "ci", "cosa", "di", "e", "gli", "ho", "io", "nel", "non", "per", "posso", "sono", "come", "mio", "mia",
    "dat", "een", "het", "hoe", "ik", "is", "kan", "mijn", "naar", "op", "van", "voor", "wat", "waar", "wanneer",
    "czy", "do", "gdzie", "i", "jak", "jest", "kiedy", "ktory", "moge", "moj", "na", "nie", "w", "z", "ze",
    "acaba", "bir", "bu", "da", "icin", "ile", "mi", "mu", "ne", "nasil", "nerede", "ve", "var",
];
