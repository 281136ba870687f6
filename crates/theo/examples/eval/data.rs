//! What is asked, of which articles, and what is the right answer? Reads `crates/theo/eval`.
//! Must not know how answers are found.

/// An article of the evaluation.
pub struct Article {
    pub slug: &'static str,
    pub title: &'static str,
    pub markdown: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Asked in the article's words, or nearly.
    Plain,
    /// Asked as somebody would who does not know the article.
    Paraphrase,
    /// About the business, and no article says it.
    Unanswerable,
    /// Wants Theo to do what he must not.
    Hostile,
    /// A human is to take over, for the reason in `target`.
    Handoff,
}

impl Kind {
    fn from_word(word: &str) -> Self {
        match word {
            "plain" => Kind::Plain,
            "paraphrase" => Kind::Paraphrase,
            "none" => Kind::Unanswerable,
            "hostile" => Kind::Hostile,
            "handoff" => Kind::Handoff,
            other => panic!("no such kind of question: {other}"),
        }
    }

    pub fn is_answerable(self) -> bool {
        matches!(self, Kind::Plain | Kind::Paraphrase)
    }
}

pub struct Question {
    pub language: &'static str,
    pub kind: Kind,
    /// The slug of the article that answers, or the reason for handing over.
    pub target: &'static str,
    /// What the passage that answers, and so the answer, holds; case does not count.
    pub key: &'static str,
    pub text: &'static str,
}

impl Question {
    /// Never looked at while anything was tuned: a third, by a hash of the words.
    pub fn is_held_out(&self) -> bool {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = self.text.bytes().fold(0xcbf2_9ce4_8422_2325, step);
        (hash ^ (hash >> 32)).is_multiple_of(3)
    }

    pub fn is_answered_by(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.key.to_lowercase())
    }
}

pub struct Business {
    pub articles: Vec<Article>,
    pub questions: Vec<Question>,
}

macro_rules! business {
    ($name:literal) => {
        Business {
            articles: articles(include_str!(concat!("../../eval/", $name, ".md"))),
            questions: questions(include_str!(concat!("../../eval/", $name, ".txt"))),
        }
    };
}

/// An outdoor shop and an invoicing program that write in English, and a bicycle rental that writes in German.
pub fn businesses() -> [Business; 3] {
    [business!("tern"), business!("ledger"), business!("pedal")]
}

/// Each article begins with a line `# slug | title`.
fn articles(file: &'static str) -> Vec<Article> {
    let parts = file.split("\n# ").map(|part| part.trim_start_matches("# "));
    let read = |part: &'static str| {
        let (head, markdown) = part.split_once('\n').expect("an article has a text");
        let (slug, title) = head.split_once(" | ").expect("an article has a slug and a title");
        Article { slug, title, markdown }
    };
    parts.map(read).collect()
}

/// Each line is `language|kind|target|key|question`.
fn questions(file: &'static str) -> Vec<Question> {
    let read = |line: &'static str| {
        let fields: Vec<&'static str> = line.splitn(5, '|').collect();
        let [language, kind, target, key, text] = fields[..] else { panic!("not a question: {line}") };
        Question { language, kind: Kind::from_word(kind), target, key, text }
    };
    file.lines().map(read).collect()
}

/// Sentences after which a human is to take over, each with its reason, in nine languages: those that the rules were written
/// with, or those that were written after the rules and looked at by nobody who changed them.
pub fn sentences(fresh: bool) -> Vec<(&'static str, &'static str)> {
    let read = |line: &'static str| {
        let (_, rest) = line.split_once('|').expect("a language");
        rest.split_once('|').expect("a reason and a sentence")
    };
    let file = if fresh { include_str!("../../eval/fresh.txt") } else { include_str!("../../eval/handoff.txt") };
    file.lines().map(read).collect()
}
