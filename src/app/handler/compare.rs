//! Event handling of the comparison: updates for the GPU, and the thread that compares.

use super::{Handler, UserEvent};
use crate::app::state::Taken;
use crate::load::ZoneSource;
use crate::platform::spawn;
use crate::platform::time::{Duration, Instant};

impl Handler {
    /// Starts loading a zone for the comparison.
    pub(super) fn start_comparing(&mut self, source: ZoneSource) {
        let load = self.start_loading(source.clone());
        self.with_stage(super::WindowRenderer::drop_second);
        self.state.comparing_started(load, source);
    }

    /// Handles loader events of the compared zone, within limits of bytes and milliseconds, and compares once both
    /// zones are loaded.
    pub(super) fn take_compared(&mut self) {
        const BUDGET: Duration = Duration::from_millis(6);
        let Some(stage) = &mut self.stage else { return };
        if stage.is_busy() {
            self.postponed = true;
            return;
        }
        let (begun, mut taken, mut bytes) = (Instant::now(), false, 0);
        while let Some(event) = self.state.take_compared() {
            taken = true;
            if let Taken::Update(update) = event {
                bytes += update.upload_bytes();
                stage.apply_to_comparison(&update);
            }
            if begun.elapsed() > BUDGET || bytes >= crate::render::view::FRAME_UPLOAD_BYTES {
                // The rest follows in the next iteration of the loop.
                let _ = self.proxy.send_event(UserEvent::Loaded);
                break;
            }
        }
        let was_comparing = self.state.is_comparing();
        if let Some(job) = self.state.compare_job() {
            let proxy = self.proxy.clone();
            let work = move || async move {
                job.run().await;
                let _ = proxy.send_event(UserEvent::Loaded);
            };
            if let Err(error) = spawn("compare", work) {
                self.state.complain(self.state.text().messages.cannot_compare, &error.to_string());
            }
        }
        if taken || was_comparing != self.state.is_comparing() {
            stage.finish_uploads();
            self.draw_soon();
        }
    }
}
