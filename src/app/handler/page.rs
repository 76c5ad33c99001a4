//! Requests of the page around the window.

use winit::event_loop::ActiveEventLoop;

use super::Handler;
use crate::app::web::{self, PageRequest};
use crate::ui::PanelCommand;

/// What the page was told about.
#[derive(Default)]
pub struct Told {
    /// A zone was drawn.
    ready: bool,
    /// A zone is loaded completely.
    loaded: bool,
}

impl Handler {
    /// Tells the page about the first picture of a zone, and about each zone that is complete.
    pub(super) fn report_drawn(&mut self, is_drawn: bool) {
        let has_zone = is_drawn && self.state.ground().is_some();
        if has_zone && !std::mem::replace(&mut self.told.ready, true) {
            web::report("ready", "");
        }
        let is_loaded = has_zone && !self.state.is_loading();
        if std::mem::replace(&mut self.told.loaded, is_loaded) != is_loaded && is_loaded {
            web::report("loaded", &self.state.title());
        }
    }

    /// Does what the page asks for.
    pub(super) fn page_asks(&mut self, event_loop: &ActiveEventLoop, request: PageRequest) {
        let now = self.now_secs();
        let effects = match request {
            PageRequest::Open(path) => self.state.apply(PanelCommand::Open(path), now),
            PageRequest::Paste(text) => self.paste(text),
            PageRequest::Link(_) => Vec::new(),
            PageRequest::Save => {
                self.save();
                Vec::new()
            }
        };
        self.perform(event_loop, effects);
    }

    fn paste(&mut self, text: String) -> Vec<crate::app::state::Effect> {
        match &mut self.stage {
            Some(stage) if stage.gui.wants_text() => {
                stage.gui.paste(text);
                Vec::new()
            }
            _ => self.state.paste_view(&text),
        }
    }

    /// Tells the page why the window has ended.
    pub(super) fn report_outcome(&self) {
        if let Err(error) = &self.outcome {
            web::report("failed", &format!("{error:#}"));
        }
    }
}
