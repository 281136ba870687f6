//! What customers of a small shop for coffee gear ask, and what its team answers, in nine languages.
//! `{name}`, `{order}`, `{product}`, `{day}` and `{agent}` are filled in. Must not know who talks to whom, or when.

mod english;
mod world;

use english::ENGLISH;
use world::{ARABIC, FRENCH, GERMAN, HINDI, ITALIAN, JAPANESE, PORTUGUESE, SPANISH};

#[derive(Clone, Copy, Debug)]
pub enum Turn {
    Customer(&'static str),
    Agent(&'static str),
    /// Among agents.
    Note(&'static str),
}

#[derive(Clone, Copy, Debug)]
pub struct Dialogue {
    pub subject: &'static str,
    pub tags: &'static [&'static str],
    pub turns: &'static [Turn],
}

/// The language of a dialogue decides the names of its customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Spanish,
    German,
    French,
    Portuguese,
    Italian,
    Arabic,
    Japanese,
    Hindi,
}

/// Every language with its dialogues and how many of a hundred customers speak it.
pub const LANGUAGES: &[(Language, u32, &[Dialogue])] = &[
    (Language::English, 44, ENGLISH),
    (Language::Spanish, 15, SPANISH),
    (Language::German, 11, GERMAN),
    (Language::French, 10, FRENCH),
    (Language::Portuguese, 7, PORTUGUESE),
    (Language::Italian, 4, ITALIAN),
    (Language::Arabic, 4, ARABIC),
    (Language::Japanese, 3, JAPANESE),
    (Language::Hindi, 2, HINDI),
];

const fn dialogue(subject: &'static str, tags: &'static [&'static str], turns: &'static [Turn]) -> Dialogue {
    Dialogue { subject, tags, turns }
}

/// What they talk about.
pub const PRODUCTS: &[&str] = &[
    "Aurora kettle",
    "Ridge grinder",
    "Nimbus brewer",
    "Tide scale",
    "Ember mug",
    "Fjord carafe",
    "Mesa dripper",
    "Lumen press",
];

/// Days as the languages say them.
pub fn days(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        Language::Spanish => &["lunes", "martes", "miércoles", "jueves", "viernes"],
        Language::German => &["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"],
        Language::French => &["lundi", "mardi", "mercredi", "jeudi", "vendredi"],
        Language::Portuguese => &["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"],
        Language::Italian => &["lunedì", "martedì", "mercoledì", "giovedì", "venerdì"],
        Language::Arabic => &["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس"],
        Language::Japanese => &["月曜日", "火曜日", "水曜日", "木曜日", "金曜日"],
        Language::Hindi => &["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार"],
    }
}
