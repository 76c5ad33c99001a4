//! Device recovery: after a loss, a failed allocation or a refused pipeline everything is created again, with the same
//! view. Attempts that fail are repeated later, by the event loop's clock.

use winit::event_loop::ActiveEventLoop;

use super::{Handler, NextFrame};
use crate::app::faults::{self, Fault};
use crate::app::frame::{OpenDevice, WindowRenderer};
use crate::platform::time::Instant;
use crate::render::{GpuError, Refusal};
use crate::ui::text::fill;

/// Number of losses within [`WITHIN_SECS`] at which the program gives up, because its own frames evidently cause them.
const MOST_LOSSES: usize = 4;
const WITHIN_SECS: u64 = 20;
#[cfg(not(target_family = "wasm"))]
const WHAT_HELPS: &str = "choose another graphics card with --adapter, or less memory with --gpu-budget";
#[cfg(target_family = "wasm")]
const WHAT_HELPS: &str = "close other pages and programs that use the graphics card, then reload the page";
/// Minimum budget after repeated failed allocations, in bytes.
const LEAST_BUDGET: u64 = 16 << 20;
/// Delays between attempts to open a new device.
const PAUSES_SECS: [f64; 3] = [0.3, 1.0, 3.0];

/// State of the recovery.
#[derive(Default)]
pub struct Recovery {
    /// Times of recent losses.
    losses: Vec<Instant>,
    /// The attempts to replace the device; none while it works.
    waiting: Option<Waiting>,
}

/// A device that could not be replaced yet.
struct Waiting {
    /// Number of failed attempts.
    failed: usize,
    next_secs: f64,
    /// An attempt is running.
    is_opening: bool,
    /// Message for the user once it is replaced.
    message: String,
}

/// What is wrong with the device.
enum Trouble {
    Lost,
    Full,
    Refused(String),
}

impl Handler {
    /// Checks the device before a frame. False if no frame can be drawn now.
    pub(super) fn keep_device(&mut self, event_loop: &ActiveEventLoop) -> bool {
        if self.recovery.waiting.is_none() {
            let Some(trouble) = self.trouble() else { return true };
            match self.begin_recovery(trouble) {
                Ok(None) => return true,
                Ok(Some(message)) => {
                    self.recovery.waiting = Some(Waiting { failed: 0, next_secs: 0.0, is_opening: false, message });
                }
                Err(error) => {
                    self.outcome = Err(error);
                    event_loop.exit();
                    return false;
                }
            }
        }
        self.go_on_recovering(event_loop)
    }

    fn trouble(&mut self) -> Option<Trouble> {
        let stage = self.stage.as_mut()?;
        match faults::wanted() {
            Some(Fault::DeviceLost) => stage.lose_device(),
            Some(Fault::OutOfMemory) => stage.fill_memory(),
            None => {}
        }
        if stage.take_out_of_memory() {
            return Some(Trouble::Full);
        }
        let refused = stage.take_fault();
        if stage.is_lost() { Some(Trouble::Lost) } else { refused.map(Trouble::Refused) }
    }

    /// Decides what to do about a device. Returns a message for the user; none if it is used nevertheless.
    ///
    /// # Errors
    /// The program gives up.
    fn begin_recovery(&mut self, trouble: Trouble) -> anyhow::Result<Option<String>> {
        let message = match trouble {
            Trouble::Full => self.lower_budget(),
            Trouble::Lost => self.state.text().messages.device_lost.to_owned(),
            Trouble::Refused(reason) => match self.refuse_adapter(reason) {
                Some(message) => message,
                None => return Ok(None),
            },
        };
        let now = Instant::now();
        let losses = &mut self.recovery.losses;
        losses.retain(|loss| now.duration_since(*loss).as_secs() < WITHIN_SECS);
        losses.push(now);
        anyhow::ensure!(
            losses.len() < MOST_LOSSES,
            "the graphics device was lost or full {MOST_LOSSES} times in a row; {WHAT_HELPS}"
        );
        log::info!("a new device: {message}");
        Ok(Some(message))
    }

    /// Tries to replace the device, if an attempt is due. True once that has succeeded.
    fn go_on_recovering(&mut self, event_loop: &ActiveEventLoop) -> bool {
        let now = self.now_secs();
        let Some(waiting) = &mut self.recovery.waiting else { return true };
        if waiting.is_opening {
            self.due = NextFrame::Never;
            return false;
        }
        if waiting.next_secs > now {
            self.due = NextFrame::At(waiting.next_secs);
            return false;
        }
        waiting.is_opening = true;
        if let Some(stage) = &mut self.stage {
            stage.release_device();
            let (window, vsync) = (stage.window().clone(), stage.vsync());
            self.open_device(event_loop, window, vsync);
        }
        self.recovery.waiting.is_none()
    }

    /// Takes a device in place of a lost one, or prepares the next attempt.
    pub(super) fn device_renewed(&mut self, event_loop: &ActiveEventLoop, opened: anyhow::Result<OpenDevice>) {
        let Some(waiting) = self.recovery.waiting.take() else { return };
        let error = match opened {
            Ok(device) => {
                self.renew(device);
                self.state.say(&waiting.message);
                return self.redraw();
            }
            Err(error) => error,
        };
        let is_final = matches!(error.downcast_ref(), Some(GpuError::AllRefuse(_)));
        let Some(pause) = PAUSES_SECS.get(waiting.failed).filter(|_| !is_final) else {
            self.outcome = Err(if is_final { error } else { error.context("the graphics device was lost") });
            return event_loop.exit();
        };
        log::warn!("no new device yet: {error:#}");
        let next_secs = self.now_secs() + pause;
        self.due = NextFrame::At(next_secs);
        let failed = waiting.failed + 1;
        self.recovery.waiting = Some(Waiting { failed, next_secs, is_opening: false, ..waiting });
    }

    /// Another adapter is used from now on; returns a message. None where this one has drawn frames: what it refused
    /// is left out, and reported.
    fn refuse_adapter(&mut self, reason: String) -> Option<String> {
        let stage = self.stage.as_mut()?;
        let adapter = stage.adapter();
        let text = &self.state.text().messages;
        if stage.has_drawn() {
            self.state.complain(text.not_drawn, &reason);
            return None;
        }
        let values: [(&str, &dyn std::fmt::Display); 1] = [("adapter", &adapter)];
        let message = fill(text.adapter_refused.title, &values);
        self.state.complain_of(text.adapter_refused, &values, &reason);
        self.options.refused.push(Refusal { adapter, reason });
        Some(message)
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
        if let Some(source) = self.state.source().cloned() {
            let load = self.start_loading(source);
            self.state.loading_again(load);
        }
    }

    /// Uploads everything to another device.
    fn renew(&mut self, device: OpenDevice) {
        let Some(stage) = &mut self.stage else { return };
        stage.renew(device, &self.options, self.state.ground());
        self.state.about = stage.about();
        if let Some(source) = self.state.source().cloned() {
            let load = self.start_loading(source);
            self.state.loading_again(load);
        }
        if let Some(source) = self.state.comparison_source().cloned() {
            self.start_comparing(source);
        }
    }
}
