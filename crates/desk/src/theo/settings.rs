//! How a team wants Theo: owners and admins say so. Must not know what an endpoint is.

use model::theo::TheoSettings;
use model::{Fact, Member};
use store::{Reach, Tx, theo_settings};

use crate::error::Result;
use crate::team::leads_only;

/// Puts these settings in the place of those before. `key`: the endpoint's, in clear, none to leave it; without an
/// endpoint it is forgotten.
pub fn change(
    tx: &mut Tx<'_>,
    by: &Member,
    change: impl FnOnce(&mut TheoSettings),
    key: Option<&str>,
) -> Result<TheoSettings> {
    leads_only(by)?;
    let reach = Reach::of(by);
    store::businesses::lock(tx, &reach)?;
    let mut settings = theo_settings::find(tx, &reach)?;
    let before = settings.endpoint.clone();
    change(&mut settings);
    theo_settings::save(tx, &reach, &settings)?;
    let is_elsewhere = settings.endpoint.as_ref().map(|one| &one.base_url) != before.as_ref().map(|one| &one.base_url);
    // A key is told only whom it was given for.
    if key.is_some() || is_elsewhere {
        theo_settings::update_key(tx, &reach, key.filter(|_| settings.endpoint.is_some()))?;
    }
    tx.record(&reach, Some(by.user), Fact::TheoSettingsUpdated);
    Ok(theo_settings::find(tx, &reach)?)
}

/// Sets tokens aside before they are spent; `false`, and nothing set aside, where the month's bound would be passed.
pub fn may_spend(tx: &mut Tx<'_>, reach: &Reach, bound: Option<i64>, tokens: i64) -> Result<bool> {
    let now = tx.now();
    let spent = theo_settings::spend(tx, reach.business(), now, tokens)?;
    if bound.is_some_and(|bound| spent > bound) {
        theo_settings::spend(tx, reach.business(), now, -tokens)?;
        return Ok(false);
    }
    Ok(true)
}

/// Notes what was spent in place of what was set aside.
pub fn spend(tx: &mut Tx<'_>, reach: &Reach, aside: i64, tokens: i64) -> Result<()> {
    let now = tx.now();
    theo_settings::spend(tx, reach.business(), now, tokens - aside)?;
    Ok(())
}
