//! What every handler has at hand: the database, the clock, the limits, the bus.
//! Handlers write through [`App::write`] and never past it, so that `Idempotency-Key` holds for each of them.

use std::ops::Deref;
use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use model::{Clock, Time};
use moka::sync::Cache;
use store::{Conn, Db, Tx};
use uuid::Uuid;

use crate::attachments::link::{Links, Part, Shown};
use crate::auth::{google::Google, hashing::Hashing};
use crate::conversations::Pages;
use crate::idempotency;
use crate::limits::Limits;
use crate::member::Known;
use crate::origin::Own;
use crate::settings::Settings;
use crate::token::Tokens;
use crate::visitor_token::VisitorTokens;

/// Clones share everything.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// What the server hands over to make an [`App`].
pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub bus: live::Bus,
    pub files: files::Files,
    /// Theo's.
    pub advice: advice::Advice,
    /// The one outbound client.
    pub outbound: outbound::Client,
    /// Renders `/metrics`; none where nobody records.
    pub metrics: Option<PrometheusHandle>,
    pub settings: Settings,
}

pub struct Shared {
    db: Db,
    pub clock: Clock,
    pub bus: live::Bus,
    pub(crate) files: files::Files,
    pub(crate) advice: advice::Advice,
    /// Judges addresses that are to be called later.
    pub(crate) outbound: outbound::Client,
    /// The addresses of files.
    pub(crate) links: Links,
    pub metrics: Option<PrometheusHandle>,
    pub settings: Settings,
    pub limits: Limits,
    pub tokens: Tokens,
    pub(crate) hashing: Hashing,
    pub(crate) google: Google,
    /// Rendered pages of lists.
    pub(crate) pages: Pages,
    /// Members whom nothing has changed since they asked.
    pub(crate) known: Known,
    pub(crate) visitors: VisitorTokens,
    /// The pages of this server.
    pub(crate) own: Own,
    /// Random for each start: `ETag`s of an earlier one are not believed.
    pub(crate) boot: u32,
    /// Sessions whose use was noted, and when.
    pub(crate) seen: Cache<Uuid, Time>,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    pub fn new(parts: Parts) -> Self {
        let Parts { db, clock, bus, files, advice, outbound, metrics, settings } = parts;
        Self(Arc::new(Shared {
            limits: Limits::new(settings.rate_limits, settings.rates, &clock),
            tokens: Tokens::new(&settings.token_key),
            hashing: Hashing::new(settings.passwords),
            google: Google::new(outbound.clone(), &settings),
            pages: Pages::default(),
            known: Known::default(),
            visitors: VisitorTokens::new(&settings.token_key),
            outbound,
            files,
            advice,
            links: Links::new(settings.file_key, &settings.public_url),
            own: Own::new(&settings.public_url),
            boot: Uuid::new_v4().as_fields().0,
            seen: Cache::builder().max_capacity(100_000).build(),
            db,
            clock,
            bus,
            metrics,
            settings,
        }))
    }

    pub fn now(&self) -> Time {
        (self.clock)()
    }

    /// How messages are shown now.
    pub(crate) fn shown(&self) -> Shown<'_> {
        Shown { links: &self.links, now: self.now() }
    }

    /// The signed address of an attachment, for whoever a message is sent to.
    pub fn file_url(&self, attachment: Uuid) -> String {
        self.links.url(attachment, Part::File, self.now())
    }

    /// Runs `f` on a reading connection.
    pub async fn read<T, E>(&self, f: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<store::Error> + Send + 'static,
    {
        self.db.read(f).await
    }

    /// Runs `f` in a transaction, and in it takes the request's `Idempotency-Key` if it has one: whatever `f` does is
    /// done once for that key, or not at all. `f` may run again after a deadlock.
    pub async fn write<T, E>(&self, f: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<store::Error> + Send + 'static,
    {
        match idempotency::current() {
            None => self.db.write(f).await,
            Some(claim) => claim.write(&self.db, f).await,
        }
    }

    /// Writes what is no effect of the request: notes about sessions, answers that are kept.
    pub(crate) fn db(&self) -> &Db {
        &self.db
    }
}
