//! What the calls of imports take in and give out.

use model::{ArticleState, Import, ImportItem, ImportKind, ImportState, ItemState, Time};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::fields::{Fields, Input};

/// Articles in the making, out of files or of a site.
#[derive(Serialize, ToSchema)]
#[schema(as = Import)]
pub struct ImportBody {
    pub id: Uuid,
    pub kind: ImportKind,
    /// The site's address, or the files' names.
    pub source: String,
    pub state: ImportState,
    /// Why it ended, where it did not read everything.
    pub problem: Option<String>,
    /// What its articles are to be.
    pub article_state: ArticleState,
    /// Files or pages that are known of.
    pub total: i64,
    /// Files or pages that are done, whatever became of them.
    pub done: i64,
    /// Articles.
    pub created: i64,
    /// Articles.
    pub updated: i64,
    /// Articles.
    pub unchanged: i64,
    /// Files or pages.
    pub failed: i64,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Time,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Time>,
    /// The user who asked for it.
    pub user_id: Option<Uuid>,
    /// The integer id.
    pub number: i64,
}

impl ImportBody {
    pub fn new(of: Import) -> Self {
        Self {
            id: of.key.uuid,
            kind: of.kind,
            source: of.source,
            state: of.state,
            problem: of.problem,
            article_state: of.article_state,
            total: of.total,
            done: of.done,
            created: of.created,
            updated: of.updated,
            unchanged: of.unchanged,
            failed: of.failed,
            created_at: of.created_at,
            finished_at: of.finished_at,
            user_id: of.user.map(|key| key.uuid),
            number: of.key.number,
        }
    }
}

/// A file or page of an import.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportItem)]
pub struct ItemBody {
    /// Its place in the import, from 1.
    pub ordinal: i64,
    /// A file's name, or a page's address.
    pub name: String,
    pub state: ItemState,
    /// Why nothing was made of it, in a sentence.
    pub error: Option<String>,
    /// The article that was made of it; the last, where there are several.
    pub article_id: Option<i64>,
}

impl ItemBody {
    pub fn new(of: ImportItem) -> Self {
        let article_id = of.article.map(|key| key.number);
        Self { ordinal: of.ordinal, name: of.name, state: of.state, error: of.error, article_id }
    }
}

/// Which files or pages.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ItemsQuery {
    #[param(inline)]
    pub state: Option<ItemState>,
    /// Those that follow the one with this ordinal.
    #[param(required = false, minimum = 0, maximum = 9_223_372_036_854_775_807_i64, default = 0)]
    pub from: i64,
    #[param(required = false, minimum = 1, maximum = 200, default = 100)]
    pub limit: i64,
}

impl Input for ItemsQuery {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            state: fields.word("state").optional(),
            from: fields.int("from", 0, i64::MAX).or(0),
            limit: fields.int("limit", 1, 200).or(100),
        }
    }
}

/// A site to be imported.
#[derive(ToSchema)]
#[schema(as = NewSiteImport)]
pub struct NewSite {
    /// A page, or a sitemap.
    #[schema(format = "web-address", max_length = 1_500, example = "https://example.com/help")]
    pub url: String,
    /// What its articles are to be; `published` where it is left out.
    pub state: Option<ArticleState>,
}

impl Input for NewSite {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { url: fields.text("url", 1, 1_500).web_address().required(), state: fields.word("state").optional() }
    }
}
