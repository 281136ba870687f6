//! Channels as rows. A channel's config is sealed; what its provider calls it is kept as a hash, unique among the
//! active ones of the whole installation, so that a delivery names one channel.

use model::{AnyId, Channel, ChannelType, Key, Word};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

/// The columns that [`Sealed::read`] reads, of channels as `h` and businesses as `b`.
const COLUMNS: &str = "h.id, h.uuid, b.id, b.uuid, h.channel_type, h.config, h.is_active, h.problem,
    h.created_at, h.updated_at";

/// A row before its config is opened.
struct Sealed {
    channel: Channel,
    config: String,
}

impl Sealed {
    fn read(row: &Row<'_>) -> Result<Self> {
        let (key, business, kind) = (row.key()?, row.key()?, row.word()?);
        let config = row.take()?;
        let (is_active, problem, created_at, updated_at) = (row.take()?, row.take()?, row.take()?, row.take()?);
        Ok(Self {
            channel: Channel { key, business, kind, config: Map::new(), is_active, problem, created_at, updated_at },
            config,
        })
    }

    fn open(self, c: &Conn) -> Result<Channel> {
        let Self { mut channel, config } = self;
        channel.config = open_config(c, channel.key, &config)?;
        Ok(channel)
    }
}

fn context(key: &Key) -> String {
    format!("channels.config:{}", key.uuid)
}

fn find_where(c: &mut Conn, condition: &str, args: &[Value<'_>]) -> Result<Option<Channel>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM channels h JOIN businesses b ON b.id = h.business_id
         WHERE h.deleted_at IS NULL AND {condition} LIMIT 1"
    );
    c.first(&sql, args, Sealed::read)?.map(|sealed| sealed.open(c)).transpose()
}

/// The channel, or [`Error::NotFound`]; deleted ones are not found.
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Channel> {
    let found = match id {
        AnyId::Number(number) => find_where(c, "h.id = $1 AND h.business_id = $2", args![number, reach.id()]),
        AnyId::Uuid(uuid) => find_where(c, "h.uuid = $1 AND h.business_id = $2", args![uuid, reach.id()]),
    };
    found?.ok_or(Error::NotFound)
}

/// The channel of the business's widgets: its oldest active widget channel, else its oldest one.
pub fn find_for_widgets(c: &mut Conn, reach: &Reach) -> Result<Option<Channel>> {
    let condition = "h.business_id = $1 AND h.channel_type = 'widget' ORDER BY h.is_active DESC, h.id";
    find_where(c, condition, args![reach.id()])
}

/// The active channel that a provider calls `identity`, of whatever business: a delivery's way to its tenant.
pub fn find_by_identity(c: &mut Conn, kind: ChannelType, identity: &str) -> Result<Option<Channel>> {
    find_where(c, "h.is_active AND h.identity = $1", args![&hash(kind, identity)])
}

/// Whether an active channel of this kind has this word for a challenge.
pub fn is_any_verified_by(c: &mut Conn, kind: ChannelType, word: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM channels WHERE verify_token = $1 AND is_active AND deleted_at IS NULL LIMIT 1";
    Ok(c.first(sql, args![&hash(kind, word)], |_| Ok(()))?.is_some())
}

/// The one active channel of this kind that has the word; nothing where several have it.
pub fn find_verified_by(c: &mut Conn, kind: ChannelType, word: &str) -> Result<Option<Channel>> {
    let condition = "h.is_active AND h.verify_token = $1
        AND NOT EXISTS (SELECT 1 FROM channels o WHERE o.verify_token = $1 AND o.is_active AND o.id <> h.id)";
    find_where(c, condition, args![&hash(kind, word)])
}

/// The channel with this id, of whatever business: the way of a delivery whose address has the id in it.
pub fn find_any(c: &mut Conn, id: AnyId) -> Result<Option<Channel>> {
    match id {
        AnyId::Number(number) => find_where(c, "h.id = $1", args![number]),
        AnyId::Uuid(uuid) => find_where(c, "h.uuid = $1", args![uuid]),
    }
}

/// All of them, oldest first.
pub fn list(c: &mut Conn, reach: &Reach) -> Result<Vec<Channel>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM channels h JOIN businesses b ON b.id = h.business_id
         WHERE h.business_id = $1 AND h.deleted_at IS NULL ORDER BY h.id"
    );
    let sealed = c.rows(&sql, args![reach.id()], Sealed::read)?;
    sealed.into_iter().map(|one| one.open(c)).collect()
}

/// Locks the channel's row until the transaction ends, then reads it.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Channel> {
    let channel = find(tx, reach, id)?;
    tx.execute("UPDATE channels SET is_active = is_active WHERE id = $1", args![channel.key.number])?;
    find(tx, reach, channel.key.into())
}

/// A channel to be made.
#[derive(Clone, Debug)]
pub struct NewChannel {
    pub kind: ChannelType,
    /// In clear.
    pub config: Map<String, Json>,
    pub names: Names,
    pub is_active: bool,
}

/// What deliveries know a channel by. Both may be secrets, so only their hashes are kept in clear.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What the provider calls it: a phone number's id, an address, a bot's token.
    pub identity: Option<String>,
    /// The owner's own word for a provider's challenge.
    pub verify_token: Option<String>,
}

impl Names {
    fn hashes(&self, kind: ChannelType) -> (Option<[u8; 32]>, Option<[u8; 32]>) {
        let hash_of = |name: &Option<String>| name.as_deref().map(|name| hash(kind, name));
        (hash_of(&self.identity), hash_of(&self.verify_token))
    }
}

/// Makes a channel. [`Error::Taken`] `channels_identity` where another active one has the same identity.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, new: NewChannel) -> Result<Channel> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let config = tx.seal(&Json::Object(new.config.clone()).to_string(), &format!("channels.config:{uuid}"))?;
    let (identity, word) = new.names.hashes(new.kind);
    let (identity, word) = (identity.as_ref(), word.as_ref());
    let number = tx
        .first(
            "INSERT INTO channels (uuid, business_id, channel_type, config, identity, verify_token, is_active, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id",
            args![uuid, reach.id(), new.kind.word(), &config, identity, word, new.is_active, now],
            |row| row.take(),
        )?
        .ok_or_else(|| Error::Broken("an insert returned nothing".into()))?;
    Ok(Channel {
        key: Key { number, uuid },
        business: reach.business(),
        kind: new.kind,
        config: new.config,
        is_active: new.is_active,
        problem: None,
        created_at: now,
        updated_at: now,
    })
}

/// Writes what can change of a channel. [`Error::Taken`] as with [`insert`].
pub fn update(tx: &mut Tx<'_>, reach: &Reach, channel: &Channel, names: &Names) -> Result<()> {
    let config = seal_config(tx, channel)?;
    let (identity, word) = names.hashes(channel.kind);
    let (identity, word) = (identity.as_ref(), word.as_ref());
    tx.execute(
        "UPDATE channels SET config = $3, identity = $4, verify_token = $5, is_active = $6, updated_at = $7
         WHERE id = $1 AND business_id = $2 AND deleted_at IS NULL",
        args![channel.key.number, reach.id(), &config, identity, word, channel.is_active, channel.updated_at],
    )?;
    Ok(())
}

/// Notes what keeps a channel from working, or that nothing does; whether that is news.
pub fn update_problem(tx: &mut Tx<'_>, reach: &Reach, channel: Key, problem: Option<&str>) -> Result<bool> {
    let sql = "UPDATE channels SET problem = $3
         WHERE id = $1 AND business_id = $2 AND deleted_at IS NULL AND problem IS DISTINCT FROM CAST($3 AS TEXT)";
    Ok(tx.execute(sql, args![channel.number, reach.id(), problem])? == 1)
}

/// The configuration as it is kept: for a job that has to know it after the channel has forgotten it.
pub fn seal_config(c: &Conn, channel: &Channel) -> Result<String> {
    c.seal(&Json::Object(channel.config.clone()).to_string(), &context(&channel.key))
}

/// Opens what [`seal_config`] sealed.
pub fn open_config(c: &Conn, channel: Key, sealed: &str) -> Result<Map<String, Json>> {
    let text = c.unseal(sealed, &context(&channel))?;
    serde_json::from_str(&text).map_err(|error| Error::Broken(format!("a channel's config: {error}")))
}

/// Takes the channel away and forgets its config; its conversations stay.
pub fn delete(tx: &mut Tx<'_>, reach: &Reach, channel: Key) -> Result<()> {
    let (now, empty) = (tx.now(), tx.seal("{}", &context(&channel))?);
    tx.execute(
        "UPDATE channels SET deleted_at = $3, is_active = false, identity = NULL, verify_token = NULL, config = $4
         WHERE id = $1 AND business_id = $2",
        args![channel.number, reach.id(), now, &empty],
    )?;
    Ok(())
}

fn hash(kind: ChannelType, identity: &str) -> [u8; 32] {
    Sha256::new().chain_update(kind.word()).chain_update(":").chain_update(identity).finalize().into()
}
