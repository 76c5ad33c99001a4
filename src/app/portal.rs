//! Watches the desktop portal that shows file dialogs on Linux: rfd would wait for its answer forever.

use futures_lite::StreamExt;

/// Name of the portal on the session bus.
const NAME: &str = "org.freedesktop.portal.Desktop";

/// A watch of the portal. It begins before a request is made: a portal that stops right after the request is noticed.
pub struct PortalWatch(Option<(zbus::Connection, zbus::fdo::NameOwnerChangedStream)>);

impl PortalWatch {
    /// Begins to watch. Without a bus nothing is watched.
    pub async fn begin() -> PortalWatch {
        let watch = subscribe().await;
        PortalWatch(watch.inspect_err(|error| log::debug!("the desktop portal is not watched: {error}")).ok())
    }

    /// Completes when the portal leaves the bus, or the bus connection ends; never if nothing is watched.
    pub async fn gone(self) {
        let Some((_connection, mut changes)) = self.0 else { return std::future::pending().await };
        while let Some(change) = changes.next().await {
            // The portal may appear only now, started by the request.
            if change.args().is_ok_and(|args| args.new_owner().is_none()) {
                break;
            }
        }
    }
}

async fn subscribe() -> zbus::Result<(zbus::Connection, zbus::fdo::NameOwnerChangedStream)> {
    let connection = zbus::Connection::session().await?;
    let bus = zbus::fdo::DBusProxy::new(&connection).await?;
    let changes = bus.receive_name_owner_changed_with_args(&[(0, NAME)]).await?;
    Ok((connection, changes))
}
