//! Requests of the page around the window.

use glam::DVec3;
use winit::event_loop::ActiveEventLoop;

use super::Handler;
use crate::app::UserEvent;
use crate::app::export::ExportOutcome;
use crate::app::link::{self, LinkedView};
use crate::app::screenshot::ScreenshotResult;
use crate::app::state::Effect;
use crate::app::web::{self, PageRequest, downloads};
use crate::export::ExportError;
use crate::platform::{files, spawn};
use crate::ui::{PanelCommand, PanelId};

/// What the window and the page know of each other.
#[derive(Default)]
pub struct PageState {
    /// A zone was drawn.
    ready: bool,
    /// A zone is loaded completely.
    loaded: bool,
    /// A link to a zone that the page was not given yet.
    awaited: Option<LinkedView>,
    /// What the messages said in the last frame.
    said: String,
    /// The picked point in the last frame.
    picked: Option<DVec3>,
}

impl PageState {
    /// The zone is loaded again, or another one is: what is complete is reported again, even if that takes less than a frame.
    pub(super) fn forget_loaded(&mut self) {
        self.loaded = false;
    }
}

impl Handler {
    /// Tells the page about the first picture of a zone, and about each zone that is complete.
    pub(super) fn report_drawn(&mut self, is_drawn: bool) {
        let has_zone = is_drawn && self.state.ground().is_some();
        if has_zone && !std::mem::replace(&mut self.page.ready, true) {
            web::report("ready", "");
            let forms = self.stage.as_ref().map(|stage| stage.data_forms(self.options.budget_bytes));
            forms.into_iter().for_each(|forms| self.first_forms.provide(forms));
        }
        self.report_loaded(has_zone);
        self.report_messages();
    }

    /// Tells the page about a zone that is complete, and drawn unless the page is hidden.
    pub(super) fn report_loaded(&mut self, is_shown: bool) {
        let is_loaded = is_shown && !self.state.is_loading();
        if std::mem::replace(&mut self.page.loaded, is_loaded) != is_loaded && is_loaded {
            web::report("loaded", &self.state.title());
        }
    }

    /// Tells the page what the messages say, for screen readers, and which point is picked.
    fn report_messages(&mut self) {
        let said = self.state.messages_text();
        if said != self.page.said {
            web::report("said", &said);
            self.page.said = said;
        }
        let picked = self.state.picked_point();
        if picked != self.page.picked {
            let text = picked.map(|point| format!("{:.1} {:.1} {:.1}", point.x, point.y, point.z));
            web::report("picked", &text.unwrap_or_default());
            self.page.picked = picked;
        }
    }

    /// Does what the page asks for.
    pub(super) fn page_asks(&mut self, event_loop: &ActiveEventLoop, request: PageRequest) {
        let now = self.now_secs();
        let effects = match request {
            PageRequest::Open(path) => match self.awaited_link() {
                Some(linked) => self.follow(linked),
                None => self.state.apply(PanelCommand::Open(path), now),
            },
            PageRequest::Offered => self.awaited_link().map(|linked| self.follow(linked)).unwrap_or_default(),
            PageRequest::Paste(text) => self.paste(text),
            PageRequest::Font(bytes) => {
                self.with_stage(|stage| stage.gui.set_monospaced_font(bytes));
                self.redraw();
                Vec::new()
            }
            PageRequest::Enter(text) => self.type_text(egui::ImeEvent::Commit(text)),
            PageRequest::Compose(text) => self.type_text(egui::ImeEvent::Preedit { text, active_range_chars: None }),
            PageRequest::Link(link) => self.follow(link::read(&link)),
            PageRequest::Save => {
                self.save();
                Vec::new()
            }
        };
        self.perform(event_loop, effects);
    }

    /// What to do once the user has chosen something: the link that waits for it goes before the list of zones.
    pub(super) fn or_awaited_link(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let Some(linked) = self.awaited_link() else { return effects };
        let mut instead = self.state.apply(PanelCommand::Show(PanelId::Zones, false), self.now_secs());
        instead.extend(self.follow(linked));
        instead
    }

    /// The link that waits for its zone, if the page has been given that.
    fn awaited_link(&mut self) -> Option<LinkedView> {
        let state = &self.state;
        let is_there =
            |linked: &mut LinkedView| linked.zone.as_ref().is_none_or(|name| state.zone_named(name).is_some());
        self.page.awaited.take_if(is_there)
    }

    /// Goes to the view of a link. A zone that the page was not given yet is opened once it is: by the user, or from the
    /// folder of an earlier visit.
    fn follow(&mut self, linked: LinkedView) -> Vec<Effect> {
        let effects = self.state.follow_link(&linked);
        let known = linked.zone.as_ref().and_then(|name| self.state.recent_zone(name)).filter(|_| effects.is_none());
        if let Some(file) = known {
            let proxy = self.proxy.clone();
            let restoring = move || async move {
                files::restore(&file).await;
                let _ = proxy.send_event(UserEvent::Page(PageRequest::Offered));
            };
            // A task of a page always starts.
            let _ = spawn("restore", restoring);
        }
        self.page.awaited = Some(linked).filter(|_| effects.is_none());
        effects.unwrap_or_default()
    }

    fn type_text(&mut self, text: egui::ImeEvent) -> Vec<Effect> {
        if let Some(stage) = &mut self.stage {
            stage.gui.type_text(text);
        }
        Vec::new()
    }

    fn paste(&mut self, text: String) -> Vec<Effect> {
        match (&mut self.stage, link::of_address(&text)) {
            (Some(stage), _) if stage.gui.wants_text() => {
                stage.gui.paste(text);
                Vec::new()
            }
            (_, Some(linked)) => self.follow(linked),
            (_, None) => self.state.paste_view(&text),
        }
    }

    /// Passes a written export to the browser: a file, or several as an archive.
    pub(super) fn downloaded(outcome: ExportOutcome) -> ExportOutcome {
        match outcome {
            ExportOutcome::Written(path, report) => match downloads::offer(&path) {
                Ok(()) => ExportOutcome::Written(path, report),
                Err(error) => ExportOutcome::Failed(ExportError::write(&path, error)),
            },
            other => other,
        }
    }

    /// Passes a screenshot to the browser.
    pub(super) fn download_screenshot(&mut self, result: &ScreenshotResult) {
        if let Some(Err(error)) = result.as_ref().ok().map(|path| downloads::offer(path)) {
            self.state.complain(self.state.text().messages.no_screenshot, &error.to_string());
        }
    }

    /// Tells the page why the window has ended.
    pub(super) fn report_outcome(&self) {
        if let Err(error) = &self.outcome {
            web::report("failed", &format!("{error:#}"));
        }
    }
}
