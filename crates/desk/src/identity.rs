//! Identity verification: an owner has a secret made for a widget, and from then on nobody's word is taken for who
//! they are. Knows nothing of how a proof is written.

use std::time::Duration;

use model::widget::Identity;
use model::{AnyId, Fact, Member};
use store::{Conn, Reach, Tx, identities as rows, widgets};

use crate::error::Result;
use crate::passwords;
use crate::team::owner_only;

/// How long the secret before is still good, so that servers of the page can be told the new one.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes a widget's secret, or another one in its place.
pub fn make(tx: &mut Tx<'_>, by: &Member, widget: AnyId) -> Result<Identity> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let widget = widgets::lock(tx, &reach, widget)?.key;
    let now = tx.now();
    let before = rows::find(tx, &reach, widget)?;
    let previous = before.map(|before| (before.secret, now.plus(GRACE)));
    let identity = Identity { secret: passwords::one_time_token().0, made_at: now, previous };
    rows::save(tx, &reach, widget, &identity)?;
    tx.record(&reach, Some(by.user), Fact::WidgetUpdated { widget });
    Ok(identity)
}

/// Switches it off: visitors are believed nothing and refused nothing.
pub fn end(tx: &mut Tx<'_>, by: &Member, widget: AnyId) -> Result<()> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let widget = widgets::lock(tx, &reach, widget)?.key;
    if rows::delete(tx, &reach, widget)? {
        tx.record(&reach, Some(by.user), Fact::WidgetUpdated { widget });
    }
    Ok(())
}

/// Whether it is on, and since when. For owners.
pub fn state(c: &mut Conn, by: &Member, widget: AnyId) -> Result<Option<Identity>> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let widget = widgets::find(c, &reach, widget)?.key;
    Ok(rows::find(c, &reach, widget)?)
}
