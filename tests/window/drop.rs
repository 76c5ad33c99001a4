//! A file dropped on a window, as by a file manager: the XDND protocol of X11, version 5.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode, SelectionNotifyEvent,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// Drags the file over the center of a window and drops it there. Returns when the window has accepted it.
///
/// # Errors
/// The display cannot be reached, or the window does not accept the file within ten seconds.
pub fn drop_file(display: &str, window: u32, file: &Path) -> Result<(), Box<dyn Error>> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let source = Source::new(connection, screen, window)?;
    let uris = format!("file://{}\r\n", file.display());
    let list = source.atom("text/uri-list")?;
    source.tell("XdndEnter", [source.own, 5 << 24, list, 0, 0])?;
    let place = 0x0190_012c; // x 400, y 300
    let copy = source.atom("XdndActionCopy")?;
    source.tell("XdndPosition", [source.own, 0, place, x11rb::CURRENT_TIME, copy])?;
    let (status, finished) = (source.atom("XdndStatus")?, source.atom("XdndFinished")?);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        match source.connection.poll_for_event()? {
            Some(Event::SelectionRequest(request)) => source.answer(&request, uris.as_bytes())?,
            Some(Event::ClientMessage(message)) if message.type_ == status => {
                source.tell("XdndDrop", [source.own, 0, x11rb::CURRENT_TIME, 0, 0])?;
            }
            Some(Event::ClientMessage(message)) if message.type_ == finished => return Ok(()),
            Some(_) => {}
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    }
    Err("the window did not take the file".into())
}

/// The source window of the drag.
struct Source {
    connection: RustConnection,
    own: u32,
    target: u32,
}

impl Source {
    fn new(connection: RustConnection, screen: usize, target: u32) -> Result<Source, Box<dyn Error>> {
        let root = connection.setup().roots[screen].root;
        let own = connection.generate_id()?;
        let (class, look) = (WindowClass::INPUT_ONLY, CreateWindowAux::new());
        connection.create_window(0, own, root, 0, 0, 1, 1, 0, class, x11rb::COPY_FROM_PARENT, &look)?.check()?;
        let source = Source { connection, own, target };
        let selection = source.atom("XdndSelection")?;
        source.connection.set_selection_owner(own, selection, x11rb::CURRENT_TIME)?.check()?;
        Ok(source)
    }

    fn atom(&self, name: &str) -> Result<u32, Box<dyn Error>> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }

    fn tell(&self, what: &str, data: [u32; 5]) -> Result<(), Box<dyn Error>> {
        let message = ClientMessageEvent::new(32, self.target, self.atom(what)?, data);
        self.connection.send_event(false, self.target, EventMask::NO_EVENT, message)?.check()?;
        Ok(())
    }

    /// Transfers the dragged data.
    fn answer(
        &self,
        request: &x11rb::protocol::xproto::SelectionRequestEvent,
        uris: &[u8],
    ) -> Result<(), Box<dyn Error>> {
        let property = if request.property == u32::from(AtomEnum::NONE) { request.target } else { request.property };
        let (to, kind) = (request.requestor, request.target);
        self.connection.change_property8(PropMode::REPLACE, to, property, kind, uris)?.check()?;
        let told = SelectionNotifyEvent {
            response_type: x11rb::protocol::xproto::SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: to,
            selection: request.selection,
            target: kind,
            property,
        };
        self.connection.send_event(false, to, EventMask::NO_EVENT, told)?.check()?;
        Ok(())
    }
}
