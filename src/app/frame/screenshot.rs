//! Offscreen rendering of the pieces of a screenshot.

use super::{WindowRenderer, options_in};
use crate::app::screenshot::{Screenshot, ScreenshotError};
use crate::app::state::State;
use crate::render::picture::{Canvas, Reading};
use crate::render::view::view_params_of;
use crate::render::{FrameOptions, FrameParams, TimeOfDay};

/// Canvas and options shared by all pieces of a screenshot.
pub struct ScreenshotTarget {
    canvas: Canvas,
    options: FrameOptions,
    /// The last piece, until it has been read.
    reading: Option<Reading>,
}

impl ScreenshotTarget {
    /// Whether a piece is on its way.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some()
    }
}

impl WindowRenderer {
    /// Prepares a screenshot of the window at `now_secs`; animations are frozen for all pieces.
    ///
    /// # Errors
    /// The format of the window cannot be read back.
    pub fn screenshot_target(
        &mut self,
        state: &State,
        screenshot: &Screenshot,
        now_secs: f64,
    ) -> Result<ScreenshotTarget, ScreenshotError> {
        let format = self.surface.format(&self.gpu);
        let canvas = Canvas::of_format(&self.gpu, screenshot.request().size_px, format);
        let canvas = canvas.ok_or(ScreenshotError::Format(format))?;
        // Everything that the picture needs is uploaded first.
        let options = options_in(screenshot.request().mode, &self.options(state, now_secs));
        Ok(ScreenshotTarget { canvas, options, reading: None })
    }

    /// Draws a piece, without panels and their outlines; `arrived` is called when [`WindowRenderer::take_piece`] has it,
    /// which may be long before the device is asked for it.
    ///
    /// # Errors
    /// The device did not finish the work.
    pub fn draw_piece(
        &mut self,
        screenshot_target: &mut ScreenshotTarget,
        state: &State,
        screenshot: &Screenshot,
        [column, row]: [u32; 2],
        arrived: impl FnOnce() + Send + 'static,
    ) -> Result<(), ScreenshotError> {
        let request = screenshot.request();
        let label = Some("screenshot");
        let mut encoder = self.gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label });
        let view_params = view_params_of(&request.view, request.size_px[1]).piece([column, row], request.scale);
        // Grids and labels are as wide as in the window.
        self.scene_view.set_lines(&[], self.gui.screen_scale() * request.scale as f32);
        self.scene_view.set_highlight(state.inspection().lit_tiles().map(|lit| lit.texture));
        let (target, size_px, options) = (screenshot_target.canvas.view(), request.size_px, &screenshot_target.options);
        let frame = FrameParams { target: &target, size_px, view: &view_params, options, clock: None };
        self.scene_view.draw(&self.gpu, &mut encoder, &frame);
        if let (Some(part), Some(comparison)) = (state.wipe(), &mut self.comparison) {
            // Position of the wipe line in this piece.
            let part = (part * request.scale as f32 - column as f32).clamp(0.0, 1.0);
            comparison.draw(&self.gpu, &mut encoder, &frame, TimeOfDay::from(state.view_settings()), part);
        }
        screenshot_target.reading = Some(screenshot_target.canvas.begin_reading(&self.gpu, encoder, arrived)?);
        Ok(())
    }

    /// The drawn piece as RGB bytes, row 0 at the top; none if there is none, or it is still on its way.
    pub fn take_piece(&self, screenshot_target: &mut ScreenshotTarget) -> Option<Result<Vec<u8>, ScreenshotError>> {
        let reading = screenshot_target.reading.as_ref()?;
        // A browser needs no reminder, and does not wait.
        let _ = self.gpu.device.poll(wgpu::PollType::wait_indefinitely());
        let taken = screenshot_target.canvas.take_rgb8(&self.gpu, reading)?;
        screenshot_target.reading = None;
        Some(taken.map_err(ScreenshotError::from))
    }
}
