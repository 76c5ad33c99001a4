//! A piece of a screenshot, drawn off screen by what draws the window.

use super::{WindowRenderer, options_in};
use crate::app::screenshot::{Screenshot, ScreenshotError};
use crate::app::state::State;
use crate::render::picture::Canvas;
use crate::render::view::view_params_of;
use crate::render::{FrameOptions, FrameParams, TimeOfDay};

/// Canvas and options that all pieces of one screenshot share.
pub struct ScreenshotTarget {
    canvas: Canvas,
    options: FrameOptions,
}

impl WindowRenderer {
    /// Sets up a screenshot of what the window draws at `now_secs`; the time of animations does not advance during it.
    ///
    /// # Errors
    /// The window's format cannot be read back.
    pub fn screenshot_target(
        &mut self,
        state: &State,
        screenshot: &Screenshot,
        now_secs: f64,
    ) -> Result<ScreenshotTarget, ScreenshotError> {
        let format = self.surface.format(&self.gpu);
        let canvas = Canvas::of_format(&self.gpu, screenshot.request().size_px, format);
        let canvas = canvas.ok_or(ScreenshotError::Format(format))?;
        // Everything that it needs is brought to the GPU first: nothing on it is half there.
        let options = options_in(screenshot.request().mode, &self.options(state, now_secs));
        Ok(ScreenshotTarget { canvas, options })
    }

    /// Draws a piece, without panels and without the outlines that belong to them. RGB bytes, row 0 at the top.
    ///
    /// # Errors
    /// The device did not finish it.
    pub fn draw_piece(
        &mut self,
        screenshot_target: &ScreenshotTarget,
        state: &State,
        screenshot: &Screenshot,
        [column, row]: [u32; 2],
    ) -> Result<Vec<u8>, ScreenshotError> {
        let request = screenshot.request();
        let label = Some("screenshot");
        let mut encoder = self.gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label });
        let view_params = view_params_of(&request.view, request.size_px[1]).piece([column, row], request.scale);
        // Grids and labels are as wide as they are in the window.
        self.scene_view.set_lines(&[], self.gui.screen_scale() * request.scale as f32);
        self.scene_view.set_highlight(state.inspection().highlight());
        let (target, size_px, options) = (screenshot_target.canvas.view(), request.size_px, &screenshot_target.options);
        let frame = FrameParams { target: &target, size_px, view: &view_params, options, clock: None };
        self.scene_view.draw(&self.gpu, &mut encoder, &frame);
        if let (Some(part), Some(comparison)) = (state.wipe(), &mut self.comparison) {
            // Where the line between the two zones runs through this piece.
            let part = (part * request.scale as f32 - column as f32).clamp(0.0, 1.0);
            comparison.draw(&self.gpu, &mut encoder, &frame, TimeOfDay::from(state.view_settings()), part);
        }
        Ok(screenshot_target.canvas.finish_rgb8(&self.gpu, encoder)?)
    }
}
