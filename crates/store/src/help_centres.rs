//! Where businesses show their published articles, as rows.

use model::HelpCentre;

use crate::args;
use crate::engine::Conn;
use crate::error::Result;
use crate::reach::Reach;
use crate::tx::Tx;
use crate::value::Row;

const COLUMNS: &str = "b.id, b.uuid, h.slug, h.title, b.name, h.is_public";

fn read(row: &Row<'_>) -> Result<HelpCentre> {
    Ok(HelpCentre {
        business: row.key()?,
        slug: row.take()?,
        title: row.take()?,
        business_name: row.take()?,
        is_public: row.take()?,
    })
}

/// The business's own, if it was made.
pub fn find(c: &mut Conn, reach: &Reach) -> Result<Option<HelpCentre>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM help_centres h JOIN businesses b ON b.id = h.business_id WHERE h.business_id = $1"
    );
    c.first(&sql, args![reach.id()], read)
}

/// The one that an address names, if it is public; with the number of the newest event of its business.
pub fn find_public(c: &mut Conn, slug: &str) -> Result<Option<(HelpCentre, i64)>> {
    let sql = format!(
        "SELECT {COLUMNS}, b.seq FROM help_centres h JOIN businesses b ON b.id = h.business_id
         WHERE h.slug = $1 AND h.is_public"
    );
    c.first(&sql, args![slug], |row| Ok((read(row)?, row.take()?)))
}

/// Makes the business's own under this name, or does nothing where another has the name or it was made before.
/// Whether it was made.
pub fn insert(tx: &mut Tx<'_>, reach: &Reach, slug: &str) -> Result<bool> {
    let made = tx.execute(
        "INSERT INTO help_centres (business_id, slug, is_public) VALUES ($1, $2, true) ON CONFLICT DO NOTHING",
        args![reach.id(), slug],
    )?;
    Ok(made > 0)
}

/// Writes what can change. [`crate::Error::Taken`] `help_centres_slug` where another business has the name.
pub fn update(tx: &mut Tx<'_>, reach: &Reach, of: &HelpCentre) -> Result<()> {
    tx.execute(
        "UPDATE help_centres SET slug = $2, title = $3, is_public = $4 WHERE business_id = $1",
        args![reach.id(), &of.slug, &of.title, of.is_public],
    )?;
    Ok(())
}
