//! The knowledge base: articles, what they said before, their passages, where the help centre stands.

use crate::{Key, Time};

crate::words! {
    ArticleState {
        /// Only the team sees it.
        Draft = "draft",
        /// Customers may read it, and answers may be made of it.
        Published = "published",
    }
}

crate::words! {
    /// How far a published article has come in the index.
    IndexState {
        Waiting = "waiting",
        Indexed = "indexed",
        /// It is not found; its error says why.
        Failed = "failed",
    }
}

/// Letters of an article.
pub const LONGEST_CONTENT: usize = 100_000;
/// Letters of its title.
pub const LONGEST_TITLE: usize = 300;

/// What an article says, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub title: String,
    /// Markdown.
    pub content: String,
    pub tags: Vec<String>,
    pub state: ArticleState,
    pub category: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
}

/// Whether it has the form of a BCP 47 tag: `en`, `pt-BR`, `zh-Hant-TW`.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_letters = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_more = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_letters) && parts.clone().count() <= 3 && parts.all(is_more)
}

#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub key: Key,
    pub business: Key,
    pub text: Text,
    /// Its name in the help centre's addresses; unique within the business.
    pub slug: String,
    /// What an import made it of: an address, or `file:` and a name. Unique within the business.
    pub source: Option<String>,
    /// Counts from 1.
    pub version: i64,
    /// `None` for a draft.
    pub index_state: Option<IndexState>,
    pub index_error: Option<String>,
    pub created_at: Time,
    pub updated_at: Time,
}

impl Article {
    /// The page that it was made of.
    pub fn source_url(&self) -> Option<&str> {
        self.source.as_deref().filter(|source| source.starts_with("https://") || source.starts_with("http://"))
    }
}

/// What an article said at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleVersion {
    pub version: i64,
    pub text: Text,
    /// Who wrote it, by key and name; `None` for the server itself.
    pub author: Option<(Key, String)>,
    pub created_at: Time,
}

/// A piece of an article, as long as one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its number; another one after each indexing.
    pub id: i64,
    pub article: Key,
    /// Of the article.
    pub title: String,
    /// Of the article.
    pub slug: String,
    /// Of the article.
    pub language: Option<String>,
    /// The titles that it stands under, outermost first.
    pub headings: Vec<String>,
    pub text: String,
}

/// Where a business shows its published articles.
#[derive(Clone, Debug, PartialEq)]
pub struct HelpCentre {
    pub business: Key,
    /// Its name in addresses, unique everywhere.
    pub slug: String,
    /// Its own title.
    pub title: Option<String>,
    pub business_name: String,
    pub is_public: bool,
}

impl HelpCentre {
    /// What stands above the articles.
    pub fn shown_title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.business_name)
    }
}
