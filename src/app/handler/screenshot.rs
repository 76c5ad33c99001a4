//! Screenshots in the event loop: started once the zone is loaded, one piece per iteration, written on a thread.

use std::sync::Arc;

use super::Handler;
use crate::app::UserEvent;
use crate::app::frame::ScreenshotTarget;
use crate::app::screenshot::{Screenshot, ScreenshotRequest, ScreenshotResult};
use crate::platform::thread;
use crate::ui::text::fill;
use crate::zone::error::with_causes;

/// Requested and running screenshots.
#[derive(Default)]
pub struct Screenshots {
    /// Waiting for the zone to be loaded.
    requested: Option<ScreenshotRequest>,
    drawing: Option<(Screenshot, ScreenshotTarget)>,
    writing: Option<thread::JoinHandle<()>>,
}

impl Screenshots {
    /// Whether a screenshot is requested or running.
    pub fn any(&self) -> bool {
        self.requested.is_some() || self.drawing.is_some()
    }

    /// Waits for the writer of the last screenshot, and drops one that is not completely drawn.
    pub fn finish(&mut self) {
        self.requested = None;
        let drawing = self.drawing.take().and_then(|(shot, _)| shot.into_writer());
        for writer in drawing.into_iter().chain(self.writing.take()) {
            let _ = writer.join();
        }
    }
}

impl Handler {
    /// Starts the requested screenshot once the zone is completely loaded.
    pub(super) fn request_screenshot(&mut self, request: ScreenshotRequest) {
        if self.screenshots.any() || self.screenshots.writing.as_ref().is_some_and(|writer| !writer.is_finished()) {
            self.state.say(self.state.text().messages.screenshot_running);
            return;
        }
        if let Err(error) = request.check_place() {
            return self.give_up_screenshot(&with_causes(&error));
        }
        if self.state.is_loading() {
            self.state.say(self.state.text().messages.screenshot_waits);
        }
        self.screenshots.requested = Some(request);
        self.redraw();
    }

    /// Draws the next piece of the running screenshot.
    pub(super) fn go_on_with_screenshot(&mut self) {
        if !self.screenshots.any() {
            return;
        }
        self.begin_screenshot();
        let (Some((shot, screenshot_target)), Some(stage)) = (&mut self.screenshots.drawing, &mut self.stage) else {
            return;
        };
        if !same_ground(&self.state, shot.request()) {
            return self.give_up_screenshot(self.state.text().messages.other_zone);
        }
        if !screenshot_target.is_reading()
            && let Some(piece) = shot.piece()
        {
            let proxy = self.proxy.clone();
            // After the end of the loop nothing is written.
            let arrived = move || drop(proxy.send_event(UserEvent::Loaded));
            if let Err(error) = stage.draw_piece(screenshot_target, &self.state, shot, piece, arrived) {
                return self.give_up_screenshot(&with_causes(&error));
            }
        }
        if let Some(piece) = stage.take_piece(screenshot_target) {
            match piece {
                Ok(rgb) => shot.put(&rgb),
                Err(error) => return self.give_up_screenshot(&with_causes(&error)),
            }
            if shot.request().scale > 1 {
                let text = self.state.text().messages.screenshot_percent;
                self.state.say(&fill(text, &[("percent", &shot.percent())]));
            }
        }
        if shot.is_drawn() {
            self.screenshots.writing = self.screenshots.drawing.take().and_then(|(shot, _)| shot.into_writer());
        }
        self.redraw();
    }

    fn begin_screenshot(&mut self) {
        if self.state.is_loading() {
            return;
        }
        let (now, proxy) = (self.now_secs(), self.proxy.clone());
        let (Some(request), Some(stage)) = (self.screenshots.requested.take(), &mut self.stage) else { return };
        if !same_ground(&self.state, &request) {
            return self.give_up_screenshot(self.state.text().messages.other_zone);
        }
        let done = move |result| drop(proxy.send_event(UserEvent::Screenshot(result)));
        let begun = Screenshot::begin(request, done);
        match begun.and_then(|shot| {
            stage.screenshot_target(&self.state, &shot, now).map(|screenshot_target| (shot, screenshot_target))
        }) {
            Ok(drawing) => self.screenshots.drawing = Some(drawing),
            Err(error) => self.give_up_screenshot(&with_causes(&error)),
        }
    }

    fn give_up_screenshot(&mut self, reason: &str) {
        self.state.complain(self.state.text().messages.no_screenshot, reason);
        self.screenshots.finish();
    }

    /// Handles the result of a screenshot.
    pub(super) fn screenshot_written(&mut self, result: ScreenshotResult) {
        self.state.screenshot_written(result);
        self.redraw();
    }
}

fn same_ground(state: &crate::app::state::State, request: &ScreenshotRequest) -> bool {
    state.ground().is_some_and(|ground| Arc::ptr_eq(ground, &request.ground))
}
