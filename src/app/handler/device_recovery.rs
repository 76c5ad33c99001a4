//! Device recovery: after a loss or a failed allocation everything is created again, with the same view.

use winit::event_loop::ActiveEventLoop;

use super::Handler;
use crate::app::faults::{self, Fault};
use crate::app::frame::WindowRenderer;
use crate::platform::time::Instant;
use crate::ui::text::fill;

/// Number of losses within [`WITHIN_SECS`] at which the program gives up, because its own frames evidently cause them.
const MOST_LOSSES: usize = 4;
const WITHIN_SECS: u64 = 20;
/// Minimum budget after repeated failed allocations, in bytes.
const LEAST_BUDGET: u64 = 16 << 20;

impl Handler {
    /// Checks the device before a frame. False if the program cannot go on.
    pub(super) fn keep_device(&mut self, event_loop: &ActiveEventLoop) -> bool {
        let Some(stage) = &mut self.stage else { return true };
        match faults::wanted() {
            Some(Fault::DeviceLost) => stage.lose_device(),
            Some(Fault::OutOfMemory) => stage.fill_memory(),
            None => {}
        }
        let (lost, full) = (stage.is_lost(), stage.take_out_of_memory());
        if !lost && !full {
            return true;
        }
        let message = if full { self.lower_budget() } else { self.state.text().messages.device_lost.to_owned() };
        if let Err(error) = self.renew(lost) {
            self.outcome = Err(error.context("the graphics device was lost"));
            event_loop.exit();
            return false;
        }
        self.state.say(&message);
        true
    }

    /// Halves the budget of GPU memory; returns a message.
    fn lower_budget(&mut self) -> String {
        let used = self.stage.as_ref().map_or(u64::MAX, WindowRenderer::gpu_bytes);
        let budget = self.options.budget_bytes.unwrap_or(u64::MAX).min(used.max(LEAST_BUDGET * 2));
        let lower = (budget / 2).max(LEAST_BUDGET);
        self.options.budget_bytes = Some(lower);
        let megabytes = self.state.text().numbers.count(lower >> 20);
        let text = &self.state.text().messages;
        self.state.complain(text.memory_full, &fill(text.budget_lowered, &[("megabytes", &megabytes)]));
        text.drawn_with_less.to_owned()
    }

    /// Sets the budget of GPU memory in bytes, and uploads the zone again.
    pub(super) fn set_budget(&mut self, bytes: Option<u64>) {
        if self.options.budget_bytes == bytes {
            return;
        }
        self.options.budget_bytes = bytes;
        let Some(stage) = &mut self.stage else { return };
        stage.set_budget(bytes);
        if let Some(source) = self.state.source().cloned()
            && let Some(load) = self.start_loading(source)
        {
            self.state.loading_again(load);
        }
    }

    /// Opens a new device and uploads everything.
    fn renew(&mut self, lost: bool) -> anyhow::Result<()> {
        let now = Instant::now();
        self.losses.retain(|loss| now.duration_since(*loss).as_secs() < WITHIN_SECS);
        self.losses.push(now);
        anyhow::ensure!(
            self.losses.len() < MOST_LOSSES,
            "it was lost {MOST_LOSSES} times in a row; choose another graphics card with --adapter"
        );
        log::info!("a new device, because the old one is {}", if lost { "lost" } else { "full" });
        let Some(stage) = &mut self.stage else { return Ok(()) };
        stage.renew(&self.options, self.state.ground())?;
        self.state.about = stage.about();
        if let Some(source) = self.state.source().cloned()
            && let Some(load) = self.start_loading(source)
        {
            self.state.loading_again(load);
        }
        if let Some(source) = self.state.comparison_source().cloned() {
            self.start_comparing(source);
        }
        Ok(())
    }
}
