//! A piece of a screenshot, drawn off screen by what draws the window.

use super::{Stage, options_in};
use crate::app::screenshot::Shot;
use crate::app::state::State;
use crate::render::FrameOptions;
use crate::render::picture::Canvas;
use crate::render::view::sight_of;

/// What the pieces of one picture share.
pub struct Easel {
    canvas: Canvas,
    options: FrameOptions,
}

impl Stage {
    /// Sets up what a screenshot is drawn on, with all that is drawn now; `now_secs` stands still for it.
    ///
    /// # Errors
    /// The window's format cannot be read back.
    pub fn easel(&mut self, state: &State, shot: &Shot, now_secs: f64) -> Result<Easel, String> {
        let format = self.surface.format(&self.gpu);
        let canvas = Canvas::of_format(&self.gpu, shot.order().size_px, format);
        let canvas = canvas.ok_or_else(|| format!("this screen's colours ({format:?}) cannot be read back"))?;
        // Everything that it needs is brought to the GPU first: nothing on it is half there.
        let options = options_in(shot.order().mode, &self.options(state, now_secs));
        Ok(Easel { canvas, options })
    }

    /// Draws a piece, without panels and without the outlines that belong to them. RGB bytes, row 0 at the top.
    ///
    /// # Errors
    /// The device did not finish it.
    pub fn draw_piece(
        &mut self,
        easel: &Easel,
        state: &State,
        shot: &Shot,
        [column, row]: [u32; 2],
    ) -> Result<Vec<u8>, String> {
        let order = shot.order();
        let label = Some("screenshot");
        let mut encoder = self.gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label });
        let sight = sight_of(&order.view, order.size_px[1]).piece([column, row], order.scale);
        // Grids and labels are as wide as they are in the window.
        self.renderer.set_lines(&[], self.gui.screen_scale() * order.scale as f32);
        self.renderer.set_highlight(state.inside().highlight());
        let (target, size_px, options) = (easel.canvas.view(), order.size_px, &easel.options);
        self.renderer.draw(&self.gpu, &mut encoder, &target, size_px, &sight, options);
        if let (Some(part), Some(second)) = (state.wipe(), &mut self.second) {
            // Where the line between the two zones runs through this piece.
            let part = (part * order.scale as f32 - column as f32).clamp(0.0, 1.0);
            let how = (part, &state.drawing);
            second.draw(&self.gpu, &mut encoder, &target, size_px, &sight, options, how);
        }
        easel.canvas.finish_rgb8(&self.gpu, encoder).map_err(|error| error.to_string())
    }
}
