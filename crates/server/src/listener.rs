//! How connections come in: the accept loop, limits on a request's head, and the drain at the end.
//! Must not know what is served. HTTP/1.1 only: TLS and HTTP/2 end at the proxy in front.

mod guests;
mod wire;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use live::Line;
use metrics::counter;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt;

use guests::{Guest, Guests};

use crate::config::Config;
use crate::trouble::Trouble;
use wire::Wire;

/// Pause after the system refused a connection (no file descriptors left): it may have some again by then.
const PAUSE: Duration = Duration::from_millis(50);

/// Opens the port, or says why not.
pub async fn bind(listen: &str) -> Result<TcpListener, Trouble> {
    TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => Trouble::new(
            format!("Can't listen on {listen}: the port is in use by another program."),
            "Stop that program, or choose another port, for example `--listen 127.0.0.1:8081`.",
        ),
        ErrorKind::PermissionDenied => Trouble::new(
            format!("Can't listen on {listen}: this user may not open that port."),
            "Choose a port above 1023, for example `--listen 127.0.0.1:8080`, and put a proxy in front.",
        ),
        ErrorKind::AddrNotAvailable => Trouble::new(
            format!("Can't listen on {listen}: this machine does not have that address."),
            "Use an address of this machine, for example `--listen 0.0.0.0:8080` for all of them.",
        ),
        _ => Trouble::new(
            format!("Can't listen on {listen}: {error}."),
            "Write an address and a port, for example `--listen 127.0.0.1:8080`.",
        ),
    })
}

/// Asks the system for as many open files as this user may have: it gives 1,024 to begin with, and a connection is one.
pub fn allow_many_connections() {
    let mut limits = getrlimit(Resource::Nofile);
    limits.current = limits.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limits) {
        tracing::debug!(%error, "the number of open files stays as it is");
    }
}

/// Serves until `stop` turns true, then lets running requests finish for at most `config.drain_timeout`.
pub async fn serve(listener: TcpListener, router: Router, config: &Config, mut stop: watch::Receiver<bool>) {
    let http = http(config);
    // Load tests come from one address.
    let per_address = if config.rate_limits { config.max_connections_per_address } else { usize::MAX };
    let door = Door {
        listener,
        places: Arc::new(Semaphore::new(config.max_connections)),
        guests: Guests::new(per_address, config.trusted_proxies.clone()),
    };
    let mut connections = JoinSet::new();
    loop {
        let (stream, peer, held) = tokio::select! {
            biased;
            () = stopped(&mut stop) => break,
            Some(_) = connections.join_next() => continue,
            accepted = door.accept() => accepted,
        };
        let line = Line::default();
        let wire = Wire::new(stream, line.clone(), config.write_timeout, held);
        connections.spawn(converse(http.clone(), wire, (peer, line), router.clone(), stop.clone()));
    }
    drop(door);
    let drained = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(config.drain_timeout, drained).await.is_err() {
        tracing::warn!("requests were still running after {:?} and are cut off", config.drain_timeout);
    }
    connections.shutdown().await;
}

/// One connection, to its end. When the server stops it finishes the request that runs and takes no other.
async fn converse(
    http: http1::Builder,
    wire: Wire,
    (peer, line): (SocketAddr, Line),
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    let service = TowerToHyperService::new(router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(line.clone());
        request
    }));
    // hyper itself and not hyper-util's `auto`: that one waits for a connection's first byte without a limit of time.
    let mut connection = pin!(http.serve_connection(TokioIo::new(wire), service).with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopped(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "connection ended early");
    }
}

/// Comes back once the server is told to stop, or nobody is left who could tell it.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _gone = stop.wait_for(|stop| *stop).await.is_err();
}

fn http(config: &Config) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(config.header_timeout)
        .max_headers(config.max_headers)
        // hyper panics below 8 KiB
        .max_buf_size(config.max_header.max(8 << 10));
    http
}

/// Where connections come in.
struct Door {
    listener: TcpListener,
    places: Arc<Semaphore>,
    guests: Guests,
}

/// What a connection holds for as long as it is open.
type Held = (OwnedSemaphorePermit, Guest);

impl Door {
    /// The next connection. Errors of one connection are skipped, a lack of descriptors is waited out.
    async fn accept(&self) -> (TcpStream, SocketAddr, Held) {
        let place = self.places.clone().acquire_owned().await.expect("the semaphore is never closed");
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    let Some(guest) = self.guests.admit(peer.ip()) else {
                        counter!("pingback_connections_refused_total").increment(1);
                        tracing::debug!(%peer, "refused: this address has too many connections");
                        continue;
                    };
                    // Answers are small: waiting to fill a segment would only delay them.
                    if let Err(error) = stream.set_nodelay(true) {
                        tracing::debug!(%peer, %error, "no TCP_NODELAY");
                    }
                    return (stream, peer, (place, guest));
                }
                Err(error) => match error.kind() {
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused => {}
                    _ => {
                        tracing::error!(%error, "no connection can be accepted; trying again");
                        tokio::time::sleep(PAUSE).await;
                    }
                },
            }
        }
    }
}
