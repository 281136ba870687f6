//! Channels: the owner adds, changes and removes them (contract section 4).
//! Knows nothing of providers: configurations come in checked.

use model::{AnyId, Channel, ChannelType, Fact, Job, Key, Member};
use store::channels::{self as rows, Names, NewChannel};
use store::{Reach, Tx};

use crate::error::{Error, Refusal, Result};
use crate::team::owner_only;

/// Adds a channel.
pub fn create(tx: &mut Tx<'_>, by: &Member, new: NewChannel) -> Result<Channel> {
    owner_only(by)?;
    let reach = Reach::of(by);
    if new.is_active {
        is_free(tx, &reach, None, new.kind, new.names.identity.as_deref())?;
    }
    let channel = rows::insert(tx, &reach, new).map_err(identity_taken)?;
    if channel.kind == ChannelType::Widget {
        store::widgets::move_orphans(tx, &reach, channel.key)?;
    }
    tx.record(&reach, Some(by.user), Fact::ChannelCreated { channel: channel.key });
    if channel.is_active {
        register(tx, &reach, &channel)?;
    }
    Ok(channel)
}

/// The channel as it is, held until the transaction ends: what [`save`] is to be given.
pub fn hold(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<Channel> {
    owner_only(by)?;
    Ok(rows::lock(tx, &Reach::of(by), id)?)
}

/// Writes a changed configuration or state.
pub fn save(tx: &mut Tx<'_>, by: &Member, mut after: Channel, names: &Names) -> Result<Channel> {
    owner_only(by)?;
    let reach = Reach::of(by);
    if after.is_active {
        is_free(tx, &reach, Some(&after), after.kind, names.identity.as_deref())?;
    }
    after.updated_at = tx.now();
    let before = rows::find(tx, &reach, after.key.into())?;
    rows::update(tx, &reach, &after, names).map_err(identity_taken)?;
    if before.is_active && (!after.is_active || before.config != after.config) {
        unregister(tx, &reach, &before)?;
    }
    if after.is_active {
        register(tx, &reach, &after)?;
    }
    tx.record(&reach, Some(by.user), Fact::ChannelUpdated { channel: after.key });
    Ok(after)
}

/// Removes a channel and forgets its credentials; its conversations stay.
pub fn delete(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<()> {
    let channel = hold(tx, by, id)?;
    let reach = Reach::of(by);
    if channel.is_active {
        unregister(tx, &reach, &channel)?;
    }
    rows::delete(tx, &reach, channel.key)?;
    tx.record(&reach, Some(by.user), Fact::ChannelDeleted { channel: channel.key });
    Ok(())
}

/// Notes what keeps a channel from working, or that nothing does any more.
pub fn note_problem(tx: &mut Tx<'_>, reach: &Reach, channel: Key, problem: Option<&str>) -> Result<()> {
    if rows::update_problem(tx, reach, channel, problem)? {
        tx.record(reach, None, Fact::ChannelUpdated { channel });
    }
    Ok(())
}

/// Its provider is asked which messages it has approved.
pub fn fetch_templates(tx: &mut Tx<'_>, reach: &Reach, channel: Key) -> Result<()> {
    let now = tx.now();
    let key = format!("templates:{}", channel.number);
    Ok(tx.enqueue_once(Some(reach), &Job::FetchTemplates { channel }, now, Some(&key))?)
}

/// Its provider is told where to post.
fn register(tx: &mut Tx<'_>, reach: &Reach, channel: &Channel) -> Result<()> {
    let now = tx.now();
    if channel.kind.has_templates() {
        fetch_templates(tx, reach, channel.key)?;
    }
    Ok(tx.enqueue(Some(reach), &Job::RegisterChannel { channel: channel.key }, now)?)
}

/// Its provider is told to post no more, unless by then it is on again with the same account.
fn unregister(tx: &mut Tx<'_>, reach: &Reach, channel: &Channel) -> Result<()> {
    let (now, sealed) = (tx.now(), rows::seal_config(tx, channel)?);
    Ok(tx.enqueue(Some(reach), &Job::UnregisterChannel { channel: channel.key, kind: channel.kind, sealed }, now)?)
}

/// A delivery finds its channel by what the provider calls it, so only one active channel may have that name.
/// Of another business's channel nothing is told.
fn is_free(
    tx: &mut Tx<'_>,
    reach: &Reach,
    own: Option<&Channel>,
    kind: ChannelType,
    identity: Option<&str>,
) -> Result<()> {
    let Some(identity) = identity else {
        return Ok(());
    };
    match rows::find_by_identity(tx, kind, identity)? {
        Some(other) if own.is_some_and(|own| own.key == other.key) => Ok(()),
        Some(other) if other.business == reach.business() => Err(Refusal::ChannelTaken.into()),
        Some(_) => Err(Refusal::CredentialsRefused.into()),
        None => Ok(()),
    }
}

/// Somebody was faster.
fn identity_taken(error: store::Error) -> Error {
    if error.is_taken("channels_identity") { Refusal::CredentialsRefused.into() } else { error.into() }
}
