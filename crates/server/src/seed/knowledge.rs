//! What the demo workspace's shop knows: a few articles, as their authors would have written them.
//! Must not know how they are kept.

use documents::Document;
use model::article::Text;
use model::{ArticleState, Member};
use store::Tx;

/// Markdown files, each with what it says of itself on top; the last one is the newest.
const ARTICLES: &[(&str, &str)] = &[
    ("account.md", include_str!("articles/account.md")),
    ("address.md", include_str!("articles/address.md")),
    ("contact.md", include_str!("articles/contact.md")),
    ("damaged.md", include_str!("articles/damaged.md")),
    ("decaf.md", include_str!("articles/decaf.md")),
    ("discounts.md", include_str!("articles/discounts.md")),
    ("grind.md", include_str!("articles/grind.md")),
    ("grinder.md", include_str!("articles/grinder.md")),
    ("kettle.md", include_str!("articles/kettle.md")),
    ("lieferung-de.md", include_str!("articles/lieferung-de.md")),
    ("mug.md", include_str!("articles/mug.md")),
    ("payment.md", include_str!("articles/payment.md")),
    ("subscription.md", include_str!("articles/subscription.md")),
    ("returns.md", include_str!("articles/returns.md")),
    ("delivery.md", include_str!("articles/delivery.md")),
];

/// Writes them, as somebody of the team; they are indexed once the server runs.
pub fn write(tx: &mut Tx<'_>, by: &Member) -> desk::Result<()> {
    for (name, text) in ARTICLES {
        let read = documents::read(name, text.as_bytes()).expect("our own files can be read");
        for Document { title, content, tags, category, language, .. } in read {
            let text = Text { title, content, tags, state: ArticleState::Published, category, language };
            desk::articles::create(tx, by, text, None)?;
        }
    }
    Ok(())
}
