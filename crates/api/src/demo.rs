//! The shop at `/demo`: a page with the demo workspace's widget, so that a newcomer can write to themself.
//! There only while the server runs with `--demo`; knows nothing of what the page shows.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use store::Reach;

use crate::App;
use crate::assets;
use crate::error::Error;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/demo", get(page)).route("/demo/{file}", get(file))
}

/// The shop with the first widget of the oldest business, which is the demo workspace's.
async fn page(State(app): State<App>) -> Result<Response, Error> {
    let widget = app
        .read(|c| -> Result<_, Error> {
            let business = store::bulk::oldest_business(c)?.ok_or_else(nothing)?;
            Ok(store::widgets::list(c, &Reach::system(business))?.into_iter().next())
        })
        .await?;
    let widget = widget.ok_or_else(nothing)?;
    assets::demo_page(widget.key.uuid).ok_or_else(nothing)
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    assets::demo(&name, &headers).filter(|_| name != "index.html" && !name.contains('/')).ok_or_else(nothing)
}

fn nothing() -> Error {
    Error::NotFound("Not Found".into())
}
