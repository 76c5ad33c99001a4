//! The window: winit events in, frames out.
//!
//! Owns the event loop and the order of a frame: advance time, run the panels, apply their commands (only in `state`),
//! draw the zone, then the panels. The only module that names winit; wgpu and egui are named only to connect them.
//!
//! Frames are drawn on request (`redraw_scheduler`); an idle window waits for events.

mod background_task;
mod command_line;
#[cfg(not(target_family = "wasm"))]
mod desktop;
mod dialog;
#[cfg(target_os = "linux")]
mod display;
mod egui_glue;
mod export;
mod faults;
mod folders;
mod fonts;
mod frame;
mod handler;
mod keys;
mod link;
mod map_store;
mod picture_rect;
#[cfg(target_os = "linux")]
mod portal;
mod redraw_scheduler;
#[cfg(feature = "app")]
mod rescue;
#[cfg(feature = "app")]
mod run;
mod screen_scale;
mod screenshot;
mod settings;
mod shell;
mod state;
mod surface;
#[cfg(not(target_family = "wasm"))]
mod system_dialog;
#[cfg(not(target_family = "wasm"))]
mod watch;
#[cfg(target_family = "wasm")]
pub mod web;
mod window;

#[cfg(target_family = "wasm")]
use web::{desktop, watch};

#[cfg(not(target_family = "wasm"))]
pub use dialog::show_message;
#[cfg(feature = "app")]
pub use run::run;

use crate::camera::ViewOptions;
use crate::load::ZoneSource;
use crate::render::{DeviceNews, Refusal};

/// Launch options of the window.
pub struct Options {
    /// The zone to open; none for an empty window.
    pub zone: Option<ZoneSource>,
    /// Welcome the user, who has asked for no zone and no view.
    pub welcome: bool,
    /// A zone to compare with.
    pub compare_with: Option<ZoneSource>,
    /// The view options of the command line.
    pub view: ViewOptions,
    /// Budget of GPU memory in bytes; none for the limits of the adapter.
    pub budget_bytes: Option<u64>,
    /// Adapters that cannot draw, as found out in this run.
    pub refused: Vec<Refusal>,
}

/// Events that other threads send to the event loop.
#[derive(Debug)]
enum UserEvent {
    /// The loader has events.
    Loaded,
    /// A file dialog was closed.
    Dialog(dialog::DialogResult),
    /// A background task has ended.
    BackgroundTask(Box<background_task::TaskResult>),
    /// An export has ended.
    Exported(export::ExportOutcome),
    /// A screenshot was written, or failed.
    Screenshot(screenshot::ScreenshotResult),
    /// Another program could not show a file.
    DesktopFailed(crate::ui::DesktopRequest, std::io::Error),
    /// Files of the open zone have changed on disk.
    Changed,
    /// A search for fonts has ended.
    Fonts,
    /// The settings were saved, or that failed.
    Saved,
    /// The device reports something by itself.
    DeviceNews(DeviceNews),
    /// A device for the window is open, or there is none.
    #[cfg(target_family = "wasm")]
    Device(Box<anyhow::Result<frame::OpenDevice>>),
    /// A request of the page.
    #[cfg(target_family = "wasm")]
    Page(web::PageRequest),
    /// A signal asks the program to end, with this exit code.
    #[cfg(not(target_family = "wasm"))]
    End(u8),
    /// A request of a screen reader.
    Access(egui_winit::accesskit_winit::Event),
}

impl From<egui_winit::accesskit_winit::Event> for UserEvent {
    fn from(event: egui_winit::accesskit_winit::Event) -> UserEvent {
        UserEvent::Access(event)
    }
}
