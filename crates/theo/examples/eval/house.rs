//! A business with its articles indexed as in the product: passages, vectors, full text (SQLite's FTS5, plain).
//! Must not know which answers are right.

use rusqlite::Connection;
use theo::{Asked, Found, Hit, Passage, Theo, passages};

use crate::data::Business;

pub struct House<'a> {
    pub business: &'a Business,
    number: i64,
    theo: &'a Theo,
    /// The number of the article, which is its place, and the passage; the passage's number is its place here.
    passages: Vec<(i64, Passage)>,
    vectors: Vec<Vec<i8>>,
    words: Connection,
}

/// What each way to search puts first; the numbers of passages, best first.
pub struct Rankings {
    pub words: Vec<i64>,
    pub vectors: Vec<i64>,
    pub fused: Vec<Hit>,
    pub read: Vec<Found>,
}

impl<'a> House<'a> {
    pub fn new(number: i64, business: &'a Business, theo: &'a Theo) -> Self {
        let articles = (0..).zip(&business.articles);
        let split = |(number, article): (i64, &crate::data::Article)| {
            passages::split(article.title, article.markdown).into_iter().map(move |passage| (number, passage))
        };
        let passages: Vec<(i64, Passage)> = articles.flat_map(split).collect();
        let texts: Vec<Passage> = passages.iter().map(|(_, passage)| passage.clone()).collect();
        let words = Connection::open_in_memory().expect("SQLite opens");
        words
            .execute_batch("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
            .expect("FTS5 is built in");
        for (number, passage) in (0_i64..).zip(&texts) {
            let row = "INSERT INTO passages (rowid, text) VALUES (?1, ?2)";
            words.execute(row, (number, passage.full())).expect("the row is taken");
        }
        House { business, number, theo, vectors: theo.embed_passages(&texts), passages, words }
    }

    /// Plain full text: any of the question's words, by BM25.
    pub fn by_words(&self, question: &str) -> Vec<i64> {
        let words: Vec<String> = question
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| format!("\"{word}\""))
            .collect();
        let sql = "SELECT rowid FROM passages WHERE passages MATCH ?1 ORDER BY rank LIMIT 40";
        let mut statement = self.words.prepare_cached(sql).expect("the statement is right");
        let rows = statement.query_map([words.join(" OR ")], |row| row.get(0)).expect("the question is right");
        rows.map(|row| row.expect("a number")).collect()
    }

    pub fn rank(&self, question: &str) -> Rankings {
        let words = self.by_words(question);
        let vector = self.theo.embed_question(question);
        let vectors = self.fused(vector.clone(), &[]).iter().map(|hit| hit.passage).collect();
        let fused = self.fused(vector, &words);
        let read = self.read(question, fused.clone());
        Rankings { words, vectors, fused, read }
    }

    /// As in the product.
    pub fn search(&self, question: &str) -> Vec<Hit> {
        self.fused(self.theo.embed_question(question), &self.by_words(question))
    }

    fn fused(&self, vector: Option<Vec<i8>>, by_words: &[i64]) -> Vec<Hit> {
        let load = || Ok::<_, ()>((0..).zip(self.vectors.clone()).collect());
        self.theo
            .search(&Asked { business: self.number, version: 1, vector, by_words }, load)
            .expect("vectors are there")
    }

    pub fn read(&self, question: &str, hits: Vec<Hit>) -> Vec<Found> {
        let text = |hit: Hit| {
            let (article, passage) = self.passages[hit.passage as usize].clone();
            (hit, article, passage)
        };
        self.theo.read(question, hits.into_iter().map(text).collect())
    }

    /// The article and the text of a passage.
    pub fn passage(&self, number: i64) -> (&'a str, &Passage) {
        let (article, passage) = &self.passages[number as usize];
        (self.business.articles[*article as usize].slug, passage)
    }

    pub fn vectors(&self) -> &[Vec<i8>] {
        &self.vectors
    }
}
