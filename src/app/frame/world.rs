//! The world in the window: drawn when what it depends on has changed, else kept from an earlier frame.

use super::{WindowRenderer, frozen_sight, options_in};
use crate::app::picture_rect::PictureRect;
use crate::app::redraw_scheduler::ANIMATION_SECS;
use crate::app::state::State;
use crate::render::view::{size_in_motion, view_params_of};
use crate::render::{FrameOptions, FrameParams, FrameStats, GpuClock, TimeOfDay, WorldLine};
use crate::scene::terrain::select::ViewParams;

/// Everything that the world's picture depends on, except the animation time.
#[derive(Debug, PartialEq)]
struct WorldInputs {
    size_px: [u32; 2],
    px_per_pt: f32,
    view: ViewParams,
    options: FrameOptions,
    time: TimeOfDay,
    lines: Vec<WorldLine>,
    highlight: Option<u16>,
    /// Position of the wipe line as a fraction of the width, during a comparison.
    wipe: Option<f32>,
    /// Revisions of the open and of the compared scene.
    revisions: [Option<u64>; 2],
}

/// The world's picture of an earlier frame.
pub(super) struct KeptWorld {
    inputs: WorldInputs,
    stats: FrameStats,
    drawn_at_secs: f64,
}

impl KeptWorld {
    /// Whether the picture still shows what a new one would. `animates`: water, clouds and objects move on.
    fn holds(&self, inputs: &WorldInputs, now_secs: f64, animates: bool) -> bool {
        let moved_on = self.stats.animated && animates && now_secs >= self.drawn_at_secs + ANIMATION_SECS;
        !self.stats.streaming && !moved_on && self.inputs == *inputs
    }
}

impl WindowRenderer {
    /// Draws the world into its picture, or keeps the picture of an earlier frame. While GPU times are shown, every
    /// frame draws it.
    fn draw_world(
        &mut self,
        state: &State,
        encoder: &mut wgpu::CommandEncoder,
        rect: PictureRect,
        (now_secs, animates): (f64, bool),
    ) -> FrameStats {
        let view = view_params_of(&state.session.rig.view(rect.size_px), rect.size_px[1]);
        let moves = self.gpu.caps.is_cpu && self.motion.moves(&view, now_secs);
        let options = self.options(state, now_secs).within_a_frame().in_motion(moves);
        let size_px = size_in_motion(rect.size_px, moves);
        let mut inputs = self.world_inputs(state, size_px, &options);
        inputs.px_per_pt *= size_px[1] as f32 / rect.size_px[1].max(1) as f32;
        let kept = self.kept_world.take().filter(|_| !state.wants_gpu_times());
        let mut stats = match kept.filter(|kept| kept.holds(&inputs, now_secs, animates)) {
            Some(kept) => self.kept_world.insert(kept).stats,
            None => {
                let options = FrameOptions { secs: options.secs, ..inputs.options };
                let stats = self.draw_scenes(encoder, &inputs, &options);
                self.kept_world.insert(KeptWorld { inputs, stats, drawn_at_secs: now_secs }).stats
            }
        };
        // Once the camera rests, the picture is drawn in full detail.
        stats.streaming |= moves;
        stats
    }

    fn world_inputs(&self, state: &State, size_px: [u32; 2], options: &FrameOptions) -> WorldInputs {
        let rig = &state.session.rig;
        let options = options_in(rig.mode(), options).chosen_for(frozen_sight(state, size_px));
        WorldInputs {
            size_px,
            px_per_pt: self.gui.screen_scale(),
            view: view_params_of(&rig.view(size_px), size_px[1]),
            options: FrameOptions { secs: 0.0, ..options },
            time: TimeOfDay::from(state.view_settings()),
            lines: state.world_lines().into_iter().map(|(ends, rgba)| WorldLine { ends, rgba }).collect(),
            highlight: state.inspection().lit_tiles().map(|lit| lit.texture),
            wipe: state.wipe(),
            revisions: [
                Some(self.scene_view.revision()),
                self.comparison.as_ref().map(super::comparison::ComparisonPicture::revision),
            ],
        }
    }

    /// Draws the open scene and, during a comparison, the compared one.
    fn draw_scenes(
        &mut self,
        encoder: &mut wgpu::CommandEncoder,
        inputs: &WorldInputs,
        options: &FrameOptions,
    ) -> FrameStats {
        self.scene_view.set_lines(&inputs.lines, inputs.px_per_pt);
        self.scene_view.set_highlight(inputs.highlight);
        let (gpu, clock) = (&self.gpu, self.clock.as_ref());
        let target = &self.world_picture.view(gpu, inputs.size_px);
        let frame = FrameParams { target, size_px: inputs.size_px, view: &inputs.view, options, clock };
        let mut stats = self.scene_view.draw(gpu, encoder, &frame);
        if let (Some(part), Some(comparison)) = (inputs.wipe, &mut self.comparison) {
            let frame = FrameParams { clock: None, ..frame };
            let compared = comparison.draw(gpu, encoder, &frame, inputs.time, part);
            stats.streaming |= compared.streaming;
            stats.animated |= compared.animated;
            stats.draw_calls += compared.draw_calls;
            stats.triangles += compared.triangles;
        }
        stats
    }

    /// Draws the world and the panels into the window.
    pub(super) fn submit(
        &mut self,
        state: &State,
        window: &wgpu::TextureView,
        window_px: [u32; 2],
        clock: (f64, bool),
    ) -> FrameStats {
        let rect = PictureRect::of_area(self.gui.free_area(), self.gui.pixels_per_point(), window_px);
        let label = Some("frame");
        let mut encoder = self.gpu.device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label });
        let stats = self.draw_world(state, &mut encoder, rect, clock);
        self.world_picture.copy(&mut encoder, window, rect.corner_px, rect.size_px);
        self.gui.paint(&self.gpu, &mut encoder, window, window_px, self.clock.as_ref().map(GpuClock::panels));
        if let Some(clock) = &mut self.clock {
            clock.resolve(&mut encoder, true);
        }
        self.gpu.queue.submit([encoder.finish()]);
        self.clock.iter_mut().for_each(GpuClock::ask);
        stats
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::view_settings::ViewSettings;
    use glam::{DVec3, Mat4};

    fn inputs() -> WorldInputs {
        let settings = ViewSettings::default();
        WorldInputs {
            size_px: [640, 480],
            px_per_pt: 1.0,
            view: ViewParams { eye: DVec3::ZERO, clip_from_eye: Mat4::IDENTITY, px_per_m: 400.0, flat: false },
            options: FrameOptions::new(&settings, 1024.0),
            time: TimeOfDay::from(&settings),
            lines: Vec::new(),
            highlight: None,
            wipe: None,
            revisions: [Some(3), None],
        }
    }

    fn kept(stats: FrameStats) -> KeptWorld {
        KeptWorld { inputs: inputs(), stats, drawn_at_secs: 10.0 }
    }

    #[test]
    fn a_picture_is_kept_until_what_it_depends_on_changes() {
        let still = kept(FrameStats::default());
        assert!(still.holds(&inputs(), 1000.0, true));
        let eye = DVec3::new(0.0, 0.001, 0.0);
        let changed = [
            WorldInputs { size_px: [640, 481], ..inputs() },
            WorldInputs { view: ViewParams { eye, ..inputs().view }, ..inputs() },
            WorldInputs { options: FrameOptions { relief: !inputs().options.relief, ..inputs().options }, ..inputs() },
            WorldInputs { lines: vec![WorldLine { ends: [DVec3::ZERO, eye], rgba: [255; 4] }], ..inputs() },
            WorldInputs { highlight: Some(0), ..inputs() },
            WorldInputs { wipe: Some(0.5), ..inputs() },
            WorldInputs { revisions: [Some(4), None], ..inputs() },
            WorldInputs { revisions: [Some(3), Some(0)], ..inputs() },
        ];
        for inputs in changed {
            assert!(!still.holds(&inputs, 10.0, true), "{inputs:?}");
        }
    }

    #[test]
    fn an_animated_picture_is_kept_for_one_step_and_a_streaming_one_never() {
        let animated = kept(FrameStats { animated: true, ..FrameStats::default() });
        assert!(animated.holds(&inputs(), 10.0 + ANIMATION_SECS / 2.0, true));
        assert!(!animated.holds(&inputs(), 10.0 + ANIMATION_SECS, true));
        assert!(animated.holds(&inputs(), 1000.0, false), "animations stand still");
        assert!(!kept(FrameStats { streaming: true, ..FrameStats::default() }).holds(&inputs(), 10.0, false));
    }
}
