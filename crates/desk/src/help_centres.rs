//! The help centre: where a business shows its published articles, under a name of its own.

use model::{Fact, HelpCentre, Member};
use store::help_centres as rows;
use store::{Reach, Tx};

use crate::error::{Error, Refusal, Result};
use crate::slugs;
use crate::team::leads_only;

/// Whether it can stand in an address.
pub fn is_name(slug: &str) -> bool {
    slugs::is_good(slug)
}

/// A category as it stands in an address.
pub fn name_in_address(category: &str) -> String {
    slugs::of(category, "more")
}

/// What is to change; `None` leaves it as it is, an inner `None` empties it.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub slug: Option<String>,
    pub title: Option<Option<String>>,
    pub is_public: Option<bool>,
}

/// The business's own; made, under the business's name, where there is none yet.
pub(crate) fn ensure(tx: &mut Tx<'_>, reach: &Reach) -> Result<HelpCentre> {
    if let Some(found) = rows::find(tx, reach)? {
        return Ok(found);
    }
    let name = store::businesses::find(tx, reach)?.name;
    let (slug, chance) = (slugs::of(&name, "help"), tx.new_uuid());
    for slug in slugs::candidates(&slug, chance) {
        let _is_new = rows::insert(tx, reach, &slug)?;
        // Also where somebody else has made it meanwhile.
        if let Some(made) = rows::find(tx, reach)? {
            return Ok(made);
        }
    }
    Err(Refusal::HelpCentreTaken.into())
}

/// Changes the name, the title, or whether anybody sees it.
pub fn change(tx: &mut Tx<'_>, by: &Member, change: Change) -> Result<HelpCentre> {
    leads_only(by)?;
    let reach = Reach::of(by);
    let before = ensure(tx, &reach)?;
    let mut after = before.clone();
    after.slug = change.slug.unwrap_or(after.slug);
    after.title = change.title.unwrap_or(after.title);
    after.is_public = change.is_public.unwrap_or(after.is_public);
    if after != before {
        rows::update(tx, &reach, &after).map_err(|error| {
            if error.is_taken("help_centres_slug") { Refusal::HelpCentreTaken.into() } else { Error::from(error) }
        })?;
        tx.record(&reach, Some(by.user), Fact::HelpCentreUpdated);
    }
    Ok(after)
}
