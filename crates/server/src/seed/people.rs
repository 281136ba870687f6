//! Who writes: first names, family names and phone numbers by language.
//! Must not know what they write about.

use super::dialogues::Language;

/// First names, family names, and the start of a mobile number.
pub fn names(language: Language) -> (&'static [&'static str], &'static [&'static str], &'static str) {
    match language {
        Language::English => (ENGLISH_FIRST, ENGLISH_LAST, "+447700"),
        Language::Spanish => (SPANISH_FIRST, SPANISH_LAST, "+34600"),
        Language::German => (GERMAN_FIRST, GERMAN_LAST, "+491512"),
        Language::French => (FRENCH_FIRST, FRENCH_LAST, "+33639"),
        Language::Portuguese => (PORTUGUESE_FIRST, PORTUGUESE_LAST, "+551199"),
        Language::Italian => (ITALIAN_FIRST, ITALIAN_LAST, "+39320"),
        Language::Arabic => (ARABIC_FIRST, ARABIC_LAST, "+971501"),
        Language::Japanese => (JAPANESE_FIRST, JAPANESE_LAST, "+81901"),
        Language::Hindi => (HINDI_FIRST, HINDI_LAST, "+91987"),
    }
}

/// The letters of a mail address, for names that are not written in Latin letters too.
pub fn latin(name: &str) -> String {
    let plain = |letter: char| match letter {
        'a'..='z' | '0'..='9' => Some(letter),
        'A'..='Z' => Some(letter.to_ascii_lowercase()),
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'Á' | 'Ä' => Some('a'),
        'é' | 'è' | 'ê' | 'ë' | 'É' => Some('e'),
        'í' | 'ì' | 'î' | 'Í' => Some('i'),
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'Ó' | 'Ö' => Some('o'),
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ü' => Some('u'),
        'ç' | 'Ç' => Some('c'),
        'ñ' | 'Ñ' => Some('n'),
        'ß' => Some('s'),
        _ => None,
    };
    name.chars().filter_map(plain).collect()
}

#[rustfmt::skip]
const ENGLISH_FIRST: &[&str] = &[
    "Alex", "Amelia", "Ben", "Charlotte", "Chloe", "Daniel", "Ella", "Emma", "Ethan", "Freya", "George", "Grace", "Hannah",
    "Harry", "Isla", "Jack", "James", "Jessica", "Kate", "Leo", "Liam", "Lucy", "Maya", "Mia", "Noah", "Oliver", "Olivia",
    "Owen", "Poppy", "Priya", "Ruby", "Ryan", "Sam", "Sophie", "Theo", "Tom", "Zara", "Zoe",
];
#[rustfmt::skip]
const ENGLISH_LAST: &[&str] = &[
    "Johnson", "Adams", "Bailey", "Baker", "Bennett", "Brooks", "Carter", "Clarke", "Cooper", "Dixon", "Edwards", "Ellis",
    "Fisher", "Foster", "Graham", "Griffin", "Hall", "Harper", "Hughes", "Jenkins", "Kelly", "Khan", "Lawson", "Mason",
    "Mitchell", "Morgan", "Murphy", "Osborne", "Palmer", "Parker", "Patel", "Reid", "Shaw", "Turner", "Walsh", "Young",
];
#[rustfmt::skip]
const SPANISH_FIRST: &[&str] = &[
    "Lucía", "Martín", "Sofía", "Mateo", "Valentina", "Diego", "Camila", "Andrés", "Isabel", "Javier", "Elena", "Álvaro",
    "Carmen", "Pablo", "Rocío", "Sergio", "Paula", "Nicolás", "Marta", "Iván",
];
#[rustfmt::skip]
const SPANISH_LAST: &[&str] = &[
    "García", "Fernández", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Díaz", "Torres", "Vázquez", "Ramos", "Ortega",
    "Castillo", "Núñez", "Rojas", "Herrera", "Medina", "Iglesias",
];
#[rustfmt::skip]
const GERMAN_FIRST: &[&str] = &[
    "Anna", "Lukas", "Lena", "Jonas", "Marie", "Felix", "Jana", "Moritz", "Katharina", "Tobias", "Sabine", "Stefan", "Julia",
    "Matthias", "Birgit", "Jürgen",
];
#[rustfmt::skip]
const GERMAN_LAST: &[&str] = &[
    "Müller", "Schmidt", "Weber", "Fischer", "Becker", "Hoffmann", "Schäfer", "Koch", "Richter", "Wolf", "Neumann", "Krüger",
    "Zimmermann", "Vogel", "Groß",
];
#[rustfmt::skip]
const FRENCH_FIRST: &[&str] = &[
    "Camille", "Louis", "Chloé", "Hugo", "Manon", "Jules", "Inès", "Antoine", "Élodie", "Nicolas", "Margaux", "Théo", "Claire",
    "Mathieu", "Aurélie",
];
#[rustfmt::skip]
const FRENCH_LAST: &[&str] = &[
    "Martin", "Bernard", "Dubois", "Laurent", "Moreau", "Lefebvre", "Girard", "Roux", "Fournier", "Mercier", "Blanchard",
    "Chevalier", "Garnier", "Lemoine",
];
#[rustfmt::skip]
const PORTUGUESE_FIRST: &[&str] = &[
    "Ana", "João", "Beatriz", "Rafael", "Mariana", "Thiago", "Larissa", "Gustavo", "Juliana", "Bruno", "Letícia", "Caio",
];
#[rustfmt::skip]
const PORTUGUESE_LAST: &[&str] = &[
    "Silva", "Santos", "Oliveira", "Souza", "Pereira", "Costa", "Rodrigues", "Almeida", "Nascimento", "Carvalho", "Araújo",
    "Ribeiro",
];
#[rustfmt::skip]
const ITALIAN_FIRST: &[&str] =
    &["Giulia", "Marco", "Chiara", "Luca", "Francesca", "Matteo", "Sara", "Davide", "Elisa", "Paolo", "Martina", "Simone"];
#[rustfmt::skip]
const ITALIAN_LAST: &[&str] =
    &["Rossi", "Bianchi", "Esposito", "Ricci", "Marino", "Greco", "Conti", "Gallo", "Fontana", "Barbieri", "Moretti"];
const ARABIC_FIRST: &[&str] = &["محمد", "فاطمة", "أحمد", "مريم", "علي", "نور", "خالد", "ليلى", "يوسف", "سارة"];
const ARABIC_LAST: &[&str] = &["الهاشمي", "المنصوري", "حداد", "العلي", "خوري", "الشامسي", "ناصر", "درويش"];
const JAPANESE_FIRST: &[&str] = &["陽菜", "蓮", "結衣", "湊", "美咲", "大翔", "さくら", "健太", "愛", "翔"];
const JAPANESE_LAST: &[&str] = &["佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤"];
const HINDI_FIRST: &[&str] = &["आरव", "प्रिया", "रोहन", "अनन्या", "विक्रम", "नेहा", "अर्जुन", "काव्या"];
const HINDI_LAST: &[&str] = &["शर्मा", "वर्मा", "गुप्ता", "पटेल", "सिंह", "मेहता", "नायर", "जोशी"];
