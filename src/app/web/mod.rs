//! The window in a page: its start, what the page provides, and what it asks for.

pub mod desktop;
pub mod dialog;
pub mod downloads;
pub mod glyph;
pub mod watch;

use std::cell::RefCell;
use std::path::PathBuf;

use anyhow::{Context, Result};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlCanvasElement;
use winit::event_loop::{EventLoop, EventLoopProxy};
use winit::platform::web::EventLoopExtWebSys;

use super::link::{self, LinkedView};
use super::{Options, UserEvent, handler, settings};
use crate::camera::ViewOptions;
use crate::load::ZoneSource;
use crate::platform::files;
use crate::zone::client_files::demo_paths;

/// What the page provides.
struct Page {
    canvas: HtmlCanvasElement,
    /// An object with the functions of the page.
    functions: Object,
}

thread_local! {
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// A request of the page.
#[derive(Debug)]
pub enum PageRequest {
    /// Opens a file, or lists the zones of a folder.
    Open(PathBuf),
    /// Files were offered, for which a link may wait.
    Offered,
    /// Pastes a text: into the field that has the keyboard, or as a view.
    Paste(String),
    /// Takes the monospaced font of the panels.
    Font(Vec<u8>),
    /// Enters a text into the field that has the keyboard.
    Enter(String),
    /// Shows a text that is still being composed in that field.
    Compose(String),
    /// Shows the zone and view of a link, by the part of the address after `#`.
    Link(String),
    /// Saves settings and view: the page may end.
    Save,
}

/// A running window.
pub struct Viewer {
    proxy: EventLoopProxy<UserEvent>,
}

/// Starts the window on a canvas. `functions` has what the page provides:
///
/// - `demo(path)`: a promise of a `Blob` with a file of the demo zone;
/// - `choose(kind)`: lets the user choose a `"folder"`, a `"file"` or the `"second file"` of a comparison; a promise of the
///   path at which it was offered, or null;
/// - `restore(name)`: offers a folder of an earlier visit again, by its name; a promise of whether it could;
/// - `happened(event, detail)`: takes notice, see [`report`].
///
/// `link` is the part of the page's address after `#`.
///
/// # Errors
/// The browser does not allow an event loop.
pub fn start(canvas: HtmlCanvasElement, functions: Object, link: &str) -> Result<Viewer> {
    offer_island(&functions);
    if let Ok(restore) = function(&functions, "restore") {
        files::restore_with(restore);
    }
    PAGE.set(Some(Page { canvas, functions }));
    std::panic::set_hook(Box::new(|info| report("panicked", &info.to_string())));
    let event_loop = EventLoop::<UserEvent>::with_user_event().build().context("no event loop")?;
    let proxy = event_loop.create_proxy();
    let handler = handler::Handler::new(options(link), proxy.clone(), settings::Store::of_user());
    event_loop.spawn_app(handler);
    let viewer = Viewer { proxy };
    if link::read(link).zone.is_some() {
        viewer.ask(PageRequest::Link(link.to_owned()));
    }
    Ok(viewer)
}

/// Offers the files of the island, by the page's function `demo(path)`.
pub fn offer_island(functions: &Object) {
    if let Ok(open) = function(functions, "demo") {
        let paths: Vec<String> = demo_paths().map(|path| path.to_string_lossy().into_owned()).collect();
        files::offer(paths.iter().map(String::as_str), open);
    }
}

/// Offers files to the program, by their paths with forward slashes. `open` takes such a path and returns a promise of a
/// `Blob`.
pub fn offer(paths: &Array, open: Function) {
    let paths: Vec<String> = paths.iter().filter_map(|path| path.as_string()).collect();
    files::offer(paths.iter().map(String::as_str), open);
}

/// The start of a page with such a link.
fn options(link: &str) -> Options {
    let LinkedView { zone: named, view } = link::read(link);
    // A zone is opened once the page is given it; the island is there until then.
    let view = if named.is_some() { ViewOptions::default() } else { view };
    let welcome = link.trim_start_matches('#').is_empty();
    Options { zone: Some(ZoneSource::Demo), welcome, compare_with: None, view, budget_bytes: None, refused: Vec::new() }
}

/// The page's address with a link.
pub fn address(link: &str) -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    format!("{page}#{link}")
}

impl Viewer {
    /// Sends a request to the window.
    pub fn ask(&self, request: PageRequest) {
        // After the end of the loop nothing is shown.
        let _ = self.proxy.send_event(UserEvent::Page(request));
    }
}

/// Whether the page is used with fingers.
pub fn is_touched() -> bool {
    let query = web_sys::window().and_then(|window| window.match_media("(pointer: coarse)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// The canvas of the window.
pub fn canvas() -> Option<HtmlCanvasElement> {
    PAGE.with_borrow(|page| page.as_ref().map(|page| page.canvas.clone()))
}

/// Tells the page what has happened, with a text for the user: `ready` (the first picture of a zone is drawn), `loaded`
/// (the zone is complete, and drawn unless the page is hidden), `title`, `typing` (the place of the text cursor in points, or
/// nothing without a text field in use), `picked` (a point of the zone, or nothing), `said` (the messages in the window, for
/// screen readers), `failed` (the window cannot go on), `panicked` (the program is in no sound state any more).
pub fn report(event: &str, detail: &str) {
    // A page without the function takes no notice.
    let _ = call("happened", &[event.into(), detail.into()]);
}

/// Calls a function of the page.
fn call(name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function = PAGE.with_borrow(|page| page.as_ref().map(|page| function(&page.functions, name)));
    let function = function.ok_or(JsValue::NULL)??;
    function.apply(&JsValue::NULL, &arguments.iter().collect::<Array>())
}

fn function(functions: &Object, name: &str) -> Result<Function, JsValue> {
    Reflect::get(functions, &name.into())?.dyn_into()
}

/// Lets the user choose something to open; a promise of its path.
fn choose(kind: &str) -> Result<Promise, JsValue> {
    call("choose", &[kind.into()])?.dyn_into()
}
