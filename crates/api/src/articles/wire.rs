//! What the calls of the knowledge base give out. Knows no rule.

use model::article::Text;
use model::{Article, ArticleState, ArticleVersion, IndexState, Time};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the business knows of one thing. Its ids are integers.
#[derive(Serialize, ToSchema)]
#[schema(as = Article)]
pub struct ArticleBody {
    #[schema(example = 42)]
    pub id: i64,
    #[schema(example = 7)]
    pub business_id: i64,
    pub title: String,
    /// Markdown.
    pub content: String,
    pub tags: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    pub uuid: Uuid,
    pub state: ArticleState,
    pub category: Option<String>,
    /// Its name in the help centre's addresses.
    pub slug: String,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Null for a draft, which is not searched.
    pub index_state: Option<IndexState>,
    /// Why it could not be indexed, in a sentence.
    pub index_error: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    /// Counts from 1.
    pub version: i64,
    /// The page that it was imported from.
    pub source_url: Option<String>,
}

impl ArticleBody {
    pub fn new(of: Article) -> Self {
        Self {
            id: of.key.number,
            business_id: of.business.number,
            source_url: of.source_url().map(str::to_owned),
            title: of.text.title,
            content: of.text.content,
            tags: of.text.tags,
            created_at: of.created_at,
            uuid: of.key.uuid,
            state: of.text.state,
            category: of.text.category,
            slug: of.slug,
            language: of.text.language,
            index_state: of.index_state,
            index_error: of.index_error,
            updated_at: of.updated_at,
            version: of.version,
        }
    }
}

/// What an article said at one time.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleVersion)]
pub struct VersionBody {
    pub version: i64,
    pub title: String,
    pub tags: Vec<String>,
    pub state: ArticleState,
    pub category: Option<String>,
    pub language: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    /// The user who wrote it; null for an import.
    pub author_id: Option<Uuid>,
    pub author_name: Option<String>,
}

impl VersionBody {
    pub fn new(of: ArticleVersion) -> Self {
        let (author_id, author_name) = of.author.map(|(key, name)| (key.uuid, name)).unzip();
        let Text { title, tags, state, category, language, .. } = of.text;
        Self {
            version: of.version,
            title,
            tags,
            state,
            category,
            language,
            created_at: of.created_at,
            author_id,
            author_name,
        }
    }
}

/// A version with all that it said.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleVersionText)]
pub struct VersionText {
    #[serde(flatten)]
    pub about: VersionBody,
    /// Markdown.
    pub content: String,
}

impl VersionText {
    pub fn new(mut of: ArticleVersion) -> Self {
        let content = std::mem::take(&mut of.text.content);
        Self { about: VersionBody::new(of), content }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = ArticleDeleted)]
pub struct Deleted {
    #[schema(example = "Article deleted")]
    pub message: &'static str,
}
