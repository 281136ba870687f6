//! Ends a socket with a reason, also one that takes nothing any more.
//! Knows nothing of why; whoever calls has made sure that the guest hears nothing from here on.

use std::sync::Arc;
use std::time::Duration;

use socketioxide::SocketError;
use socketioxide::extract::SocketRef;

use crate::guests::Guests;
use crate::meter;
use crate::payload::Reason;

/// For the reason to arrive before the line goes.
const GRACE: Duration = Duration::from_millis(300);
/// For a buffer that is full to have room for a goodbye.
const GOODBYE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

/// Takes the guest's seat and closes the connection. Nothing where they have left by themselves.
pub(crate) fn cut(guests: &Arc<Guests>, socket: SocketRef, reason: Reason) {
    let Some(seat) = guests.leave(socket.id) else {
        return;
    };
    meter::count_cut(reason);
    tracing::info!(reason = model::Word::word(reason), agent = seat.guest.is_agent(), "socket cut");
    let line = guests.line(socket.id, &seat);
    let farewell = reason.cut();
    if socket.emit("cut", &farewell).is_err() {
        // Past the buffer, which is full: it arrives once the client reads again.
        let _ = socket.volatile().emit("cut", &farewell);
    }
    tokio::spawn(async move {
        // A client told to go away by its namespace does not come back by itself; one whose line ends does.
        if !farewell.reconnect || line.is_none() {
            goodbye(socket).await;
        }
        if let Some(line) = line {
            tokio::time::sleep(GRACE).await;
            line.cut();
        }
    });
}

async fn goodbye(socket: SocketRef) {
    let tries = GOODBYE.as_millis() / PAUSE.as_millis();
    for _ in 0..tries {
        match socket.clone().disconnect() {
            Err(SocketError::InternalChannelFull) => tokio::time::sleep(PAUSE).await,
            Ok(()) | Err(SocketError::Closed) => return,
        }
    }
}
