//! The export: every article as a Markdown file, in an archive that the import takes back.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use documents::{Document, zip};
use model::{Article, Word};
use store::articles::{Filter, Start};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::LEADS;
use crate::member::Member;
use crate::{App, Error};

/// Articles that are read at once.
const AT_ONCE: i64 = 100;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

/// Export all articles
///
/// A ZIP archive of Markdown files; what is not in the text stands on top of each. The import takes it back.
#[utoipa::path(get, path = "/api/v1/kb/export", tag = "Knowledge base",
    responses((status = 200, description = "The archive", content_type = "application/zip", body = String)))]
async fn export(State(app): State<App>, member: Member) -> Result<Response, Error> {
    member.must_be(LEADS)?;
    let (reach, mut writer, mut start) = (member.reach, zip::Writer::default(), Start::Offset(0));
    loop {
        let found = app.read(move |c| store::articles::list(c, &reach, &Filter::default(), start, AT_ONCE)).await?;
        let last = found.articles.last().map(|one| one.key.number);
        for article in found.articles {
            let (name, text) = file(article);
            writer.add(&name, &text).map_err(broken)?;
        }
        match last.filter(|_| found.more) {
            Some(last) => start = Start::After(last),
            None => break,
        }
    }
    let bytes = writer.finish().map_err(broken)?;
    let headers =
        [(CONTENT_TYPE, "application/zip"), (CONTENT_DISPOSITION, "attachment; filename=\"knowledge-base.zip\"")];
    Ok((headers, bytes).into_response())
}

/// An article as a Markdown file: its name, which is letters, digits and hyphens, and its text.
pub fn file(of: Article) -> (String, String) {
    let name = format!("{}.md", of.slug);
    let document = Document {
        source: of.source_url().map(str::to_owned),
        title: of.text.title,
        content: of.text.content,
        tags: of.text.tags,
        category: of.text.category,
        language: of.text.language,
        state: Some(of.text.state.word().to_owned()),
        slug: Some(of.slug),
        part: String::new(),
    };
    (name, documents::write(&document))
}

fn broken(error: documents::Error) -> Error {
    Error::Broken(format!("the export: {error}"))
}
