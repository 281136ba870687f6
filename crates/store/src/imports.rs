//! Imports as rows, with each file or page of theirs. Must not know how anything is read.

use model::{AnyId, ArticleState, Import, ImportItem, ImportKind, ImportState, ItemState, Key, Word};

use crate::args;
use crate::engine::Conn;
use crate::error::{Error, Result};
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::{Row, Value};

const COLUMNS: &str = "i.id, i.uuid, i.kind, i.source, i.article_state, i.state, i.problem, i.total, i.done, i.created,
    i.updated, i.unchanged, i.failed, i.bytes, u.id, u.uuid, i.created_at, i.updated_at, i.finished_at";

fn read(row: &Row<'_>) -> Result<Import> {
    Ok(Import {
        key: row.key()?,
        kind: row.word()?,
        source: row.take()?,
        article_state: row.word()?,
        state: row.word()?,
        problem: row.take()?,
        total: row.take()?,
        done: row.take()?,
        created: row.take()?,
        updated: row.take()?,
        unchanged: row.take()?,
        failed: row.take()?,
        bytes: row.take()?,
        user: row.key_or_none()?,
        created_at: row.take()?,
        updated_at: row.take()?,
        finished_at: row.take()?,
    })
}

/// The import, or [`Error::NotFound`].
pub fn find(c: &mut Conn, reach: &Reach, id: AnyId) -> Result<Import> {
    let (column, id): (_, Value<'_>) = match id {
        AnyId::Number(number) => ("id", number.into()),
        AnyId::Uuid(uuid) => ("uuid", uuid.into()),
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM imports i LEFT JOIN users u ON u.id = i.user_id WHERE i.{column} = $1 AND i.business_id = $2"
    );
    c.first(&sql, &[id, reach.id().into()], read)?.ok_or(Error::NotFound)
}

/// The newest ones.
pub fn list(c: &mut Conn, reach: &Reach, limit: i64) -> Result<Vec<Import>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM imports i LEFT JOIN users u ON u.id = i.user_id
         WHERE i.business_id = $1 ORDER BY i.id DESC LIMIT $2"
    );
    c.rows(&sql, args![reach.id(), limit], read)
}

/// Locks the import's row until the transaction ends, then reads it.
pub fn lock(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Import> {
    let import = find(tx, reach, id)?;
    let sql = "UPDATE imports SET state = state WHERE id = $1 AND business_id = $2";
    tx.execute(sql, args![import.key.number, reach.id()])?;
    find(tx, reach, import.key.into())
}

/// How many of a business's imports are not over.
pub fn count_open(c: &mut Conn, reach: &Reach) -> Result<i64> {
    let sql = "SELECT count(*) FROM imports i WHERE i.business_id = $1 AND i.state IN ('waiting', 'running')";
    Ok(c.first(sql, args![reach.id()], |row| row.take())?.unwrap_or(0))
}

/// Makes an import that knows of nothing to read yet.
pub fn insert(
    tx: &mut Tx<'_>,
    reach: &Reach,
    kind: ImportKind,
    source: &str,
    articles: ArticleState,
    user: Key,
) -> Result<Key> {
    let (now, uuid) = (tx.now(), tx.new_uuid());
    let number = tx.first(
        "INSERT INTO imports (uuid, business_id, kind, source, article_state, state, total, done, created, updated, unchanged,
            failed, bytes, user_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'waiting', 0, 0, 0, 0, 0, 0, 0, $6, $7, $7) RETURNING id",
        args![uuid, reach.id(), kind.word(), source, articles.word(), user.number, now],
        |row| row.take(),
    )?;
    Ok(Key { number: number.ok_or_else(|| Error::Broken("an insert returned nothing".into()))?, uuid })
}

/// Notes how an import goes on or ended. Its counters stay.
pub fn update_state(
    tx: &mut Tx<'_>,
    reach: &Reach,
    import: Key,
    state: ImportState,
    problem: Option<&str>,
) -> Result<()> {
    let now = tx.now();
    let is_over = !matches!(state, ImportState::Waiting | ImportState::Running);
    let finished_at = is_over.then_some(now);
    tx.execute(
        "UPDATE imports SET state = $3, problem = $4, updated_at = $5, finished_at = $6 WHERE id = $1 AND business_id = $2",
        args![import.number, reach.id(), state.word(), problem, now, finished_at],
    )?;
    Ok(())
}

/// What became of a piece, to be added to an import's counters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Articles.
    pub created: i64,
    /// Articles.
    pub updated: i64,
    /// Articles.
    pub unchanged: i64,
    pub bytes: i64,
}

/// Adds to an import's counters.
pub fn add(tx: &mut Tx<'_>, reach: &Reach, import: Key, added: Added) -> Result<()> {
    let now = tx.now();
    tx.execute(
        "UPDATE imports SET created = created + $3, updated = updated + $4, unchanged = unchanged + $5, bytes = bytes + $6,
            updated_at = $7
         WHERE id = $1 AND business_id = $2",
        args![import.number, reach.id(), added.created, added.updated, added.unchanged, added.bytes, now],
    )?;
    Ok(())
}

/// What a site lets programs read, as it said when the import began.
pub fn find_robots(c: &mut Conn, reach: &Reach, import: Key) -> Result<Option<String>> {
    let sql = "SELECT robots FROM imports WHERE id = $1 AND business_id = $2";
    Ok(c.first(sql, args![import.number, reach.id()], |row| row.take::<Option<String>>())?.flatten())
}

pub fn update_robots(tx: &mut Tx<'_>, reach: &Reach, import: Key, robots: &str) -> Result<()> {
    let sql = "UPDATE imports SET robots = $3 WHERE id = $1 AND business_id = $2";
    tx.execute(sql, args![import.number, reach.id(), robots])?;
    Ok(())
}

/// Adds a file or page to those that are to be read, unless the import knows of it. Whether it is new.
pub fn insert_item(
    tx: &mut Tx<'_>,
    reach: &Reach,
    import: Key,
    name: &str,
    file: Option<&str>,
    depth: i64,
) -> Result<bool> {
    let made = tx.execute(
        "INSERT INTO import_items (import_id, ordinal, business_id, name, file, depth, state)
         VALUES ($1, (SELECT coalesce(max(o.ordinal), 0) + 1 FROM import_items o WHERE o.import_id = $1), $2, $3, $4, $5,
             'waiting')
         ON CONFLICT (import_id, name) DO NOTHING",
        args![import.number, reach.id(), name, file, depth],
    )?;
    if made > 0 {
        let sql = "UPDATE imports SET total = total + 1 WHERE id = $1 AND business_id = $2";
        tx.execute(sql, args![import.number, reach.id()])?;
    }
    Ok(made > 0)
}

const ITEM: &str = "t.ordinal, t.name, t.file, t.depth, t.state, t.error, k.id, k.uuid";

fn read_item(row: &Row<'_>) -> Result<ImportItem> {
    Ok(ImportItem {
        ordinal: row.take()?,
        name: row.take()?,
        file: row.take()?,
        depth: row.take()?,
        state: row.word()?,
        error: row.take()?,
        article: row.key_or_none()?,
    })
}

/// The first that is still to be read.
pub fn next_item(c: &mut Conn, reach: &Reach, import: Key) -> Result<Option<ImportItem>> {
    let sql = format!(
        "SELECT {ITEM} FROM import_items t LEFT JOIN articles k ON k.id = t.article_id
         WHERE t.import_id = $1 AND t.business_id = $2 AND t.state = 'waiting' ORDER BY t.ordinal LIMIT 1"
    );
    c.first(&sql, args![import.number, reach.id()], read_item)
}

/// Notes what became of a file or page, once.
pub fn finish_item(
    tx: &mut Tx<'_>,
    reach: &Reach,
    import: Key,
    ordinal: i64,
    state: ItemState,
    error: Option<&str>,
    article: Option<Key>,
) -> Result<()> {
    let changed = tx.execute(
        "UPDATE import_items SET state = $4, error = $5, article_id = $6
         WHERE import_id = $1 AND business_id = $2 AND ordinal = $3 AND state = 'waiting'",
        args![import.number, reach.id(), ordinal, state.word(), error, article.map(|key| key.number)],
    )?;
    if changed > 0 {
        let failed = i64::from(state == ItemState::Failed);
        let now = tx.now();
        tx.execute(
            "UPDATE imports SET done = done + 1, failed = failed + $3, updated_at = $4 WHERE id = $1 AND business_id = $2",
            args![import.number, reach.id(), failed, now],
        )?;
    }
    Ok(())
}

/// What became of an import's files or pages, in the order in which they were found; after one with this ordinal.
pub fn items(
    c: &mut Conn,
    reach: &Reach,
    import: Key,
    state: Option<ItemState>,
    after: i64,
    limit: i64,
) -> Result<Vec<ImportItem>> {
    let mut args: Vec<Value<'_>> = vec![import.number.into(), reach.id().into(), after.into(), limit.into()];
    let mut clause = "";
    if let Some(state) = state {
        args.push(state.word().into());
        clause = " AND t.state = $5";
    }
    let sql = format!(
        "SELECT {ITEM} FROM import_items t LEFT JOIN articles k ON k.id = t.article_id
         WHERE t.import_id = $1 AND t.business_id = $2 AND t.ordinal > $3{clause} ORDER BY t.ordinal LIMIT $4"
    );
    c.rows(&sql, &args, read_item)
}

/// The keys of an import's files, each once.
pub fn files(c: &mut Conn, reach: &Reach, import: Key) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT t.file FROM import_items t
         WHERE t.import_id = $1 AND t.business_id = $2 AND t.file IS NOT NULL ORDER BY 1";
    c.rows(sql, args![import.number, reach.id()], |row| row.take())
}

/// Forgets the imports that are over but for the newest `keep`.
pub fn delete_old(tx: &mut Tx<'_>, reach: &Reach, keep: i64) -> Result<()> {
    let old = "SELECT i.id FROM imports i WHERE i.business_id = $1 AND i.finished_at IS NOT NULL
         ORDER BY i.id DESC LIMIT 100 OFFSET $2";
    let old: Vec<i64> = tx.rows(old, args![reach.id(), keep], |row| row.take())?;
    for import in old {
        let args = args![import, reach.id()];
        tx.execute("DELETE FROM import_items WHERE import_id = $1 AND business_id = $2", args)?;
        tx.execute("DELETE FROM imports WHERE id = $1 AND business_id = $2", args)?;
    }
    Ok(())
}
