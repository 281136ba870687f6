//! PostgreSQL through the blocking client: connecting, prepared statements, what its errors mean.
//! A session lives on a thread of its own; the blocking client must not start inside an async runtime.

use std::collections::HashMap;
use std::error::Error as _;
use std::io::Write as _;

use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement, config::SslMode, error::SqlState};

use crate::error::{Error, Result};
use crate::value::{Cells, Row, Value};

pub(crate) struct Session {
    client: Client,
    statements: HashMap<String, Statement>,
    /// The last failure was a deadlock or a serialization failure: the same transaction may work when run again.
    pub(crate) try_again: bool,
}

impl Session {
    pub(crate) fn connect(url: &str) -> Result<Self> {
        let mut config: Config =
            url.parse().map_err(|error: postgres::Error| Error::Broken(format!("the database URL: {error}")))?;
        config.application_name("pingback");
        config.connect_timeout(std::time::Duration::from_secs(5));
        let mut client = if config.get_ssl_mode() == SslMode::Require {
            let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
            let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
            config.connect(tokio_postgres_rustls::MakeRustlsConnect::new(tls))?
        } else {
            config.connect(NoTls)?
        };
        client.batch_execute(
            "SET statement_timeout = '30s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'",
        )?;
        Ok(Self { client, statements: HashMap::new(), try_again: false })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(|error| self.failed(&error))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn query(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        read: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let statement = self.prepare(sql)?;
        let mut failure = None;
        match self.client.query_raw(&statement, args.iter()) {
            Err(error) => failure = Some(error),
            Ok(mut rows) => loop {
                match rows.next() {
                    Ok(Some(row)) => read(&Row { cells: Cells::Postgres(&row), next: std::cell::Cell::new(0) })?,
                    Ok(None) => break,
                    Err(error) => {
                        failure = Some(error);
                        break;
                    }
                }
            },
        }
        failure.map_or(Ok(()), |error| Err(self.failed(&error)))
    }

    pub(crate) fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as _).collect();
        self.client.execute(&statement, &args).map_err(|error| self.failed(&error))
    }

    /// Sends rows in the text format of COPY.
    pub(crate) fn copy(&mut self, sql: &str, rows: &[u8]) -> Result<()> {
        let sent = self.client.copy_in(sql).and_then(|mut copy| {
            // What the server refuses comes back at the end.
            let written = copy.write_all(rows);
            copy.finish().map(|_| written)
        });
        match sent {
            Ok(written) => written.map_err(|error| Error::Busy(format!("PostgreSQL: {error}"))),
            Err(error) => Err(self.failed(&error)),
        }
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(|error| self.failed(&error))
    }

    fn failed(&mut self, error: &postgres::Error) -> Error {
        let again = [SqlState::T_R_DEADLOCK_DETECTED, SqlState::T_R_SERIALIZATION_FAILURE];
        self.try_again |= error.code().is_some_and(|code| again.contains(code));
        meaning(error)
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        meaning(&error)
    }
}

fn meaning(error: &postgres::Error) -> Error {
    let Some(failure) = error.as_db_error() else {
        // No answer from the server: the connection is gone or never was.
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        return Error::Busy(format!("PostgreSQL: {error}: {cause}"));
    };
    let code = failure.code();
    let text = format!("PostgreSQL: {} ({})", failure.message(), code.code());
    if *code == SqlState::UNIQUE_VIOLATION {
        let name = failure.constraint().unwrap_or_default();
        return Error::Taken(name.strip_suffix("_key").unwrap_or(name).to_owned());
    }
    // 08 connection, 40 rollback, 53 resources, 55 lock not available, 57 shutdown and timeouts
    match code.code().get(..2) {
        Some("08" | "40" | "53" | "55" | "57") => Error::Busy(text),
        _ => Error::Broken(text),
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(value) if *kind == Type::INT4 => i32::try_from(*value)?.to_sql(kind, out),
            Value::Int(value) => value.to_sql(kind, out),
            Value::Bool(value) => value.to_sql(kind, out),
            Value::Text(value) => value.to_sql(kind, out),
            Value::Bytes(value) => value.to_sql(kind, out),
            Value::Uuid(value) => value.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
