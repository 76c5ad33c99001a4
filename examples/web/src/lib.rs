//! The page's side of the program: what JavaScript calls.

mod map;

use gtd_viewer::app::web::{self, PageRequest};
use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

pub use map::{MapMaker, ZoneMap};

#[wasm_bindgen]
pub struct Viewer(web::Viewer);

#[wasm_bindgen]
impl Viewer {
    /// Starts the window on a canvas. `page` has the functions that the page provides: `demo(path)`, `choose(kind)`,
    /// `restore(name)` and `happened(event, detail)`. `link` is the part of the address after `#`.
    #[wasm_bindgen(constructor)]
    pub fn new(canvas: HtmlCanvasElement, page: Object, link: &str) -> Result<Viewer, String> {
        web::start(canvas, page, link).map(Viewer).map_err(|error| format!("{error:#}"))
    }

    /// Offers files by their paths; `open(path)` returns a promise of a `Blob`.
    pub fn offer(&self, paths: &Array, open: Function) {
        web::offer(paths, open);
    }

    /// Opens a file that was offered, or lists the zones of a folder.
    pub fn open(&self, path: &str) {
        self.0.ask(PageRequest::Open(path.into()));
    }

    /// Pastes a text into the field that has the keyboard, or as a view.
    pub fn paste(&self, text: String) {
        self.0.ask(PageRequest::Paste(text));
    }

    /// Takes the monospaced font of the panels, a TrueType file.
    pub fn set_font(&self, bytes: Vec<u8>) {
        self.0.ask(PageRequest::Font(bytes));
    }

    /// Enters a text into the field that has the keyboard.
    pub fn enter(&self, text: String) {
        self.0.ask(PageRequest::Enter(text));
    }

    /// Shows a text that is still being composed in that field.
    pub fn compose(&self, text: String) {
        self.0.ask(PageRequest::Compose(text));
    }

    /// Shows the zone and view of a link.
    pub fn show(&self, link: String) {
        self.0.ask(PageRequest::Link(link));
    }

    /// Saves settings and view.
    pub fn save(&self) {
        self.0.ask(PageRequest::Save);
    }
}
