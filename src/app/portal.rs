//! Watches the desktop portal that shows file dialogs on Linux: rfd would wait for its answer forever.

use futures_lite::StreamExt;

/// Name of the portal on the session bus.
const NAME: &str = "org.freedesktop.portal.Desktop";

/// Completes when the portal leaves the bus, or the bus connection ends. Without a bus it completes at once.
pub async fn gone() {
    if let Err(error) = leaves().await {
        log::debug!("the desktop portal is not watched: {error}");
        std::future::pending::<()>().await;
    }
}

async fn leaves() -> zbus::Result<()> {
    let connection = zbus::Connection::session().await?;
    let bus = zbus::fdo::DBusProxy::new(&connection).await?;
    let mut changes = bus.receive_name_owner_changed_with_args(&[(0, NAME)]).await?;
    while let Some(change) = changes.next().await {
        // The portal may appear only now, started by the request.
        if change.args()?.new_owner().is_none() {
            break;
        }
    }
    Ok(())
}
