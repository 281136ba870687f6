//! A table of questions and answers (CSV, as spreadsheets write it) as one document each.

use csv::{ReaderBuilder, StringRecord};

use crate::{Document, Error, front};

/// Rows that are read.
const MOST: usize = 5_000;

/// What columns may be called.
const QUESTIONS: &[&str] =
    &["question", "questions", "q", "title", "frage", "pregunta", "pergunta", "domanda", "vraag"];
const ANSWERS: &[&str] = &[
    "answer",
    "answers",
    "a",
    "content",
    "text",
    "antwort",
    "respuesta",
    "réponse",
    "reponse",
    "resposta",
    "risposta",
    "antwoord",
];

struct Columns {
    question: usize,
    answer: usize,
    category: Option<usize>,
    tags: Option<usize>,
    language: Option<usize>,
}

/// One document for each row that has a question and an answer.
pub(crate) fn read(text: &str) -> Result<Vec<Document>, Error> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut columns = None;
    let mut documents = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Error::Damaged)?;
        let Some(found) = &columns else {
            let (first, is_head) = head(&record)?;
            if !is_head {
                documents.extend(document(&record, &first));
            }
            columns = Some(first);
            continue;
        };
        if documents.len() == MOST {
            return Err(Error::TooLarge);
        }
        documents.extend(document(&record, found));
    }
    Ok(documents)
}

/// The sign that parts the first line into most columns.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or("");
    let count = |sign: &u8| line.bytes().filter(|byte| byte == sign).count();
    [b',', b';', b'\t'].into_iter().max_by_key(count).filter(|sign| count(sign) > 0).unwrap_or(b',')
}

/// Which column is what, and whether the row says so itself; else the first two.
fn head(record: &StringRecord) -> Result<(Columns, bool), Error> {
    let names: Vec<String> =
        record.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_lowercase()).collect();
    let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    if let Some((question, answer)) = place(QUESTIONS).zip(place(ANSWERS)) {
        let columns = Columns {
            question,
            answer,
            category: place(&["category", "kategorie", "categoría", "section"]),
            tags: place(&["tags", "labels"]),
            language: place(&["language", "lang", "locale"]),
        };
        return Ok((columns, true));
    }
    if record.len() < 2 {
        return Err(Error::NoQuestions);
    }
    Ok((Columns { question: 0, answer: 1, category: None, tags: None, language: None }, false))
}

fn document(record: &StringRecord, columns: &Columns) -> Option<Document> {
    let cell = |at: usize| record.get(at).map(unguarded).unwrap_or_default();
    let more = |at: Option<usize>| at.map(cell).filter(|text| !text.is_empty());
    let (title, content) = (cell(columns.question), cell(columns.answer));
    if title.is_empty() || content.is_empty() {
        return None;
    }
    let tags = more(columns.tags).map(|tags| front::items(&tags)).unwrap_or_default();
    let part = format!("#{}", title.to_lowercase());
    Some(Document {
        title,
        content,
        tags,
        category: more(columns.category),
        language: more(columns.language),
        part,
        ..Document::default()
    })
}

/// Whoever exports tables puts `'` before what a spreadsheet would take for a formula; here nothing is ever one.
fn unguarded(cell: &str) -> String {
    let cell = cell.trim();
    let is_guarded = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '\t', '\r']);
    cell.strip_prefix('\'').filter(is_guarded).unwrap_or(cell).to_owned()
}
