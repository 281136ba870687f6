//! What the calls of the knowledge base take in. Knows the fields' bounds, not the rules.

use desk::articles::Change;
use model::article::{self, LONGEST_CONTENT, LONGEST_TITLE, Text};
use model::{AnyId, ArticleState, IndexState};
use store::articles::{Filter, Start};
use utoipa::{IntoParams, ToSchema};

use crate::fields::{Field, Fields, Input};
use crate::page::{self, Cursor};

const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 64;
/// Rows that may be skipped; beyond it, cursors.
const DEEPEST: i64 = 100_000;

/// Which articles, and which stretch of them.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    #[param(inline)]
    pub state: Option<ArticleState>,
    #[param(inline)]
    pub index_state: Option<IndexState>,
    #[param(min_length = 1, max_length = 100)]
    pub category: Option<String>,
    #[param(min_length = 1, max_length = 64)]
    pub tag: Option<String>,
    /// A part of the title.
    #[param(min_length = 1, max_length = 200)]
    pub q: Option<String>,
    #[param(value_type = Option<i64>, minimum = 1, maximum = 9_223_372_036_854_775_807_i64, default = 1)]
    pub page: i64,
    #[param(value_type = Option<i64>, minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// From a `Link` header: stays in place while articles come. Overrides `page`.
    #[param(value_type = Option<String>, pattern = "^A[A-Za-f][A-Za-z0-9_-]{20}[AEIMQUYcgkosw048]$")]
    pub cursor: Option<Cursor>,
}

impl Input for ListQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        let query = Self {
            state: fields.word("state").optional(),
            index_state: fields.word("index_state").optional(),
            category: fields.text("category", 1, 100).optional(),
            tag: fields.text("tag", 1, LONGEST_TAG).optional(),
            q: fields.text("q", 1, 200).optional(),
            page: fields.int("page", 1, i64::MAX).or(1),
            limit: fields.int("limit", 1, 200).or(50),
            cursor: page::cursor(fields),
        };
        if query.cursor.is_none() && query.skipped() > DEEPEST {
            fields.refuse("page", "Pages are this deep only by the cursor in the Link header");
        }
        query
    }
}

impl ListQuery {
    fn skipped(&self) -> i64 {
        (self.page - 1).saturating_mul(self.limit)
    }

    pub fn filter(&self) -> Filter {
        Filter {
            state: self.state,
            index_state: self.index_state,
            category: self.category.clone(),
            tag: self.tag.clone(),
            title: self.q.clone(),
        }
    }

    pub fn start(&self) -> Start {
        match self.cursor {
            None => Start::Offset(self.skipped()),
            Some(cursor) if cursor.is_before => Start::Before(cursor.id),
            Some(cursor) => Start::After(cursor.id),
        }
    }
}

/// A word to find an article by.
#[derive(ToSchema)]
#[schema(min_length = 1, max_length = 64)]
#[expect(dead_code, reason = "only described")]
struct ArticleTag(String);

/// An article to be written.
#[derive(Clone, ToSchema)]
pub struct NewArticle {
    #[schema(min_length = 1, max_length = 300, pattern = r"\S", example = "Returns and refunds")]
    pub title: String,
    /// Markdown.
    #[schema(min_length = 1, max_length = 100_000, pattern = r"\S", example = "Send it back within **30 days**.")]
    pub content: String,
    #[schema(value_type = Option<Vec<ArticleTag>>, max_items = 20, example = json!(["orders"]))]
    pub tags: Option<Vec<String>>,
    /// `published` where it is left out.
    pub state: Option<ArticleState>,
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    pub category: Option<String>,
    /// A BCP 47 tag.
    #[schema(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", example = "en")]
    pub language: Option<String>,
    /// Made of the title where it is left out.
    #[schema(min_length = 1, max_length = 80, format = "slug", example = "returns")]
    pub slug: Option<String>,
}

impl Input for NewArticle {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            title: fields.text("title", 1, LONGEST_TITLE).not_blank().required(),
            content: content(fields).required(),
            tags: tags(fields),
            state: fields.word("state").optional(),
            category: fields.text("category", 1, 100).not_blank().optional(),
            language: fields.text("language", 2, 35).check(language).optional(),
            slug: fields.text("slug", 1, 80).check(slug).optional(),
        }
    }
}

impl NewArticle {
    pub fn wanted(&self) -> (Text, Option<String>) {
        let of = self.clone();
        let text = Text {
            title: of.title,
            content: of.content,
            tags: of.tags.unwrap_or_default(),
            state: of.state.unwrap_or(ArticleState::Published),
            category: of.category,
            language: of.language,
        };
        (text, of.slug)
    }
}

/// What is to change of an article.
#[derive(Clone, ToSchema)]
pub struct ArticleChange {
    #[schema(min_length = 1, max_length = 300, pattern = r"\S", nullable = false)]
    pub title: Option<String>,
    #[schema(min_length = 1, max_length = 100_000, pattern = r"\S", nullable = false)]
    pub content: Option<String>,
    #[schema(value_type = Option<Vec<ArticleTag>>, max_items = 20)]
    pub tags: Option<Vec<String>>,
    #[schema(nullable = false)]
    pub state: Option<ArticleState>,
    #[schema(value_type = Option<String>, min_length = 1, max_length = 100, pattern = r"\S")]
    pub category: Option<Option<String>>,
    #[schema(value_type = Option<String>, pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    pub language: Option<Option<String>>,
    #[schema(min_length = 1, max_length = 80, format = "slug", nullable = false)]
    pub slug: Option<String>,
    /// The version that is changed.
    #[schema(minimum = 1, maximum = 9_223_372_036_854_775_807_i64)]
    pub version: Option<i64>,
}

impl Input for ArticleChange {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            title: fields.text("title", 1, LONGEST_TITLE).not_blank().present(),
            content: content(fields).present(),
            tags: tags(fields),
            state: fields.word("state").present(),
            category: fields.text("category", 1, 100).not_blank().change(),
            language: fields.text("language", 2, 35).check(language).change(),
            slug: fields.text("slug", 1, 80).check(slug).present(),
            version: fields.int("version", 1, i64::MAX).optional(),
        }
    }
}

impl ArticleChange {
    pub fn wanted(&self) -> Change {
        let Self { title, content, tags, state, category, language, slug, version } = self.clone();
        Change { title, content, tags, state, category, language, slug, version }
    }
}

/// Its white space stays: Markdown has a meaning for it.
fn content<'f, 'a>(fields: &'f mut Fields<'a>) -> Field<'f, 'a, String> {
    let is_blank = |text: &str| text.trim().is_empty();
    fields
        .text("content", 1, LONGEST_CONTENT)
        .check(|text| if is_blank(&text) { Err("Text must not be blank".to_owned()) } else { Ok(text) })
}

/// Each once, without white space around it.
fn tags(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let texts = fields.texts("tags", MOST_TAGS, 1, LONGEST_TAG)?;
    let mut tags: Vec<String> = Vec::new();
    for tag in texts.iter().map(|text| text.trim()) {
        if !tag.is_empty() && !tags.iter().any(|one| one == tag) {
            tags.push(tag.to_owned());
        }
    }
    Some(tags)
}

fn language(text: String) -> Result<String, String> {
    if article::is_language(&text) { Ok(text) } else { Err("Not a language tag such as en or pt-BR".to_owned()) }
}

fn slug(text: String) -> Result<String, String> {
    let sentence = "Takes letters and digits in lower case, with single hyphens between";
    if desk::articles::is_slug(&text) { Ok(text) } else { Err(sentence.to_owned()) }
}

/// Which version of which article.
pub struct VersionPath {
    pub article: AnyId,
    pub version: i64,
}

impl Input for VersionPath {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { article: fields.id("article_id").required(), version: fields.int("version", 1, i64::MAX).required() }
    }
}
