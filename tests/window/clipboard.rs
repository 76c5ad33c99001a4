//! The clipboard of an X display, as read and emptied by another program.

use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, CreateWindowAux, WindowClass};

/// Empties the clipboard of a display.
pub fn clear_clipboard(display: &str) {
    let (connection, _) = x11rb::connect(Some(display)).expect("the display answers");
    let selection = connection.intern_atom(false, b"CLIPBOARD").expect("a request").reply().expect("an atom").atom;
    let cleared = connection.set_selection_owner(x11rb::NONE, selection, x11rb::CURRENT_TIME);
    cleared.expect("a request").check().expect("the clipboard has no owner");
}

/// The text on the clipboard of a display; none if it has no owner.
pub fn clipboard(display: &str) -> Option<String> {
    let (connection, screen) = x11rb::connect(Some(display)).ok()?;
    let root = connection.setup().roots.get(screen)?.root;
    let window = connection.generate_id().ok()?;
    let aux = CreateWindowAux::new();
    connection.create_window(0, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &aux).ok()?;
    let atom = |name: &[u8]| Some(connection.intern_atom(false, name).ok()?.reply().ok()?.atom);
    let (selection, utf8, property) = (atom(b"CLIPBOARD")?, atom(b"UTF8_STRING")?, atom(b"TEST")?);
    connection.convert_selection(window, selection, utf8, property, x11rb::CURRENT_TIME).ok()?;
    connection.flush().ok()?;
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(2) {
        match connection.poll_for_event().ok()? {
            Some(Event::SelectionNotify(notify)) if notify.property != x11rb::NONE => {
                let reply = connection.get_property(false, window, property, AtomEnum::ANY, 0, 1 << 16).ok()?;
                return String::from_utf8(reply.reply().ok()?.value).ok();
            }
            Some(Event::SelectionNotify(_)) => return None,
            _ => std::thread::sleep(Duration::from_millis(10)),
        }
    }
    None
}
