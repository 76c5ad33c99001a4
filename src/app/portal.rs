//! The desktop portal that shows file dialogs on Linux, watched while one is open: rfd waits for its answer for ever.

use futures_lite::StreamExt;

/// What the portal is called on the session's bus.
const NAME: &str = "org.freedesktop.portal.Desktop";

/// Ends when the portal leaves the bus, or the bus itself ends. Where there is no bus there is nothing to wait for.
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
        // It may come only now, started by being asked.
        if change.args()?.new_owner().is_none() {
            break;
        }
    }
    Ok(())
}
