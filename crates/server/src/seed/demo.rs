//! The demo workspace: on an empty database, Acme with a few hundred conversations, and a token to try the API with.
//! Must not know where the server will listen.

use std::time::Duration;

use api::token::{LIFE, Token, Tokens};
use model::Clock;
use store::bulk::Bulk;

use super::cast::{self, TEAM};
use super::knowledge;
use super::story::Size;
use crate::config::Config;
use crate::{boot, database, folder, secrets};

const CONVERSATIONS: u64 = 400;
/// How far back they reach.
const REACH_BACK: Duration = Duration::from_secs(45 * 24 * 3600);
const SEED: u64 = 7;

/// What a newcomer needs; shown once.
pub struct Welcome {
    pub emails: Vec<String>,
    pub password: String,
    pub token: String,
}

/// Fills an empty database; `None` where there is something in it already. Blocks; before the server starts.
pub fn prepare(config: &Config, clock: &Clock) -> anyhow::Result<Option<Welcome>> {
    let _hold = folder::hold(&config.data)?;
    let keys = secrets::load(config)?;
    let db = database::open(config, clock, &keys)?;
    let password = password()?;
    let hash = desk::passwords::hash(&password, boot::password_cost(config));
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let reach_back = i64::try_from(REACH_BACK.as_micros())?;
    let made = runtime.block_on(db.write(move |tx| {
        if store::bulk::oldest_business(tx)?.is_some() {
            return Ok(None);
        }
        let team: Vec<&cast::Person> = TEAM.iter().collect();
        cast::make(tx, &team, &hash)?;
        let olu = store::users::find_by_email(tx, &desk::accounts::email_key(&TEAM[0].email()))?;
        let olu = olu.ok_or(store::Error::NotFound)?;
        let session = desk::accounts::sign_in(tx, &olu, "127.0.0.1", "pingback serve --demo", LIFE)?;
        let stage = cast::stage(tx, reach_back)?.ok_or(store::Error::NotFound)?;
        let reach = store::Reach::system(stage.business);
        let owner = store::members::find_by_user(tx, &reach, olu.key.into())?.ok_or(store::Error::NotFound)?;
        knowledge::write(tx, &owner)?;
        Ok::<_, super::Failure>(Some((Token { user: olu.key.uuid, session }, stage)))
    }));
    let Some((token, stage)) = made.map_err(|super::Failure(error)| error)? else {
        return Ok(None);
    };
    let token = Tokens::new(&keys.token).make(token, stage.now);
    let mut bulk = Bulk::open(database::settings(config, clock, &keys))?.searchable();
    super::fill(&mut bulk, stage, Size { conversations: CONVERSATIONS, messages: None }, SEED, |_| {})?;
    bulk.finish()?;
    let emails = TEAM.iter().map(cast::Person::email).collect();
    Ok(Some(Welcome { emails, password, token }))
}

/// Easy to type, and not the same on every demo server that somebody leaves on the net.
fn password() -> anyhow::Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    let letters = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let letters: String = letters.collect();
    Ok(format!("{}-{}-{}-{}", &letters[..4], &letters[4..8], &letters[8..12], &letters[12..]))
}
