//! What view modes and overlays need besides the ground: their pictures, and what their legend tells.
//!
//! Pictures are asked for whenever what is shown and what was asked for are no longer the same, so that opening,
//! reloading and comparing need no care.

use std::sync::Arc;

use super::{Effect, State};
use crate::app::background_task::{BackgroundTask, GroundOf, ModeJob};
use crate::scene::modes::contours::step_for;
use crate::scene::modes::legend::{Key, Legend};
use crate::scene::modes::pictures::{Means, ModePicture};
use crate::scene::modes::{Overlay, ViewMode};
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::ViewSettings;
use crate::ui::LegendOf;

/// What was asked for and is known of a zone's modes.
#[derive(Default)]
pub struct ModeState {
    /// The mode whose picture was asked for last.
    asked: Option<ViewMode>,
    /// The grass mask was asked for.
    asked_grass: bool,
    /// Mean colors of the tile textures that have arrived.
    pub(super) means: Means,
    /// What is shown on how many tiles, in a mode.
    counts: Option<(ViewMode, Vec<(Key, u32)>)>,
    grass: Option<Vec<(Key, u32)>>,
    /// The legend of a mode.
    legend: Option<(ViewMode, Legend)>,
}

impl ModeState {
    /// The pictures that are wanted and were not asked for yet. `loaded`: all textures have arrived.
    fn wants(&mut self, ground: &Arc<Terrain>, drawing: &ViewSettings, loaded: bool) -> Vec<Effect> {
        let (mode, mut wanted) = (drawing.mode, Vec::new());
        if mode.has_picture() && self.asked != Some(mode) && (loaded || !mode.has_mean_colors()) {
            self.asked = Some(mode);
            wanted.push(ZoneImage::Mode(mode));
        }
        if drawing.overlays.has(Overlay::Grass) && !std::mem::replace(&mut self.asked_grass, true) {
            wanted.push(ZoneImage::Grass);
        }
        let job = |which| {
            let means = if mode.has_mean_colors() { self.means.clone() } else { Means::default() };
            Effect::Run(BackgroundTask::Mode(ModeJob { ground: GroundOf(ground.clone()), which, means }))
        };
        wanted.into_iter().map(job).collect()
    }
}

impl State {
    /// What the view mode and the overlays want to be made, for the open zone and for one that it is compared with.
    pub fn want_modes(&mut self) -> Vec<Effect> {
        let loaded = self.loading.is_none();
        let Some(ground) = self.open.as_ref().map(|open| open.zone.ground.clone()) else { return Vec::new() };
        self.tell_legend(&ground);
        let mut effects = self.mode_state.wants(&ground, &self.drawing, loaded);
        if let Some((second, seen, loaded)) = self.compare.as_mut().and_then(super::compare::Compare::modes) {
            effects.extend(seen.wants(&second, &self.drawing, loaded));
        }
        effects
    }

    /// Whether a ground is that of the open zone (`Some(false)`), of the one it is compared with (`Some(true)`), or of
    /// none any more.
    pub fn is_comparison(&self, ground: &Arc<Terrain>) -> Option<bool> {
        let is_open = self.ground().is_some_and(|open| Arc::ptr_eq(open, ground));
        let is_comparison = || self.second_ground().is_some_and(|second| Arc::ptr_eq(second, ground));
        if is_open { Some(false) } else { is_comparison().then_some(true) }
    }

    /// A picture was made: what it counted goes to the legend.
    pub(super) fn mode_made(&mut self, ground: &Arc<Terrain>, which: ZoneImage, made: &ModePicture) {
        if self.is_comparison(ground) != Some(false) {
            return;
        }
        match which {
            ZoneImage::Mode(mode) => {
                (self.mode_state.counts, self.mode_state.legend) = (Some((mode, made.counts.clone())), None)
            }
            ZoneImage::Grass => self.mode_state.grass = Some(made.counts.clone()),
            _ => {}
        }
    }

    /// The lowest and the highest height of all that is shown, meters.
    pub fn heights_shown_m(&self) -> Option<[f32; 2]> {
        let range = |ground: &Arc<Terrain>| ground.height_range_m();
        let (low, high) = range(self.ground()?);
        let (other_low, other_high) = self.second_ground().map_or((low, high), range);
        Some([low.min(other_low), high.max(other_high)])
    }

    fn tell_legend(&mut self, ground: &Terrain) {
        let mode = self.drawing.mode;
        if self.mode_state.legend.as_ref().is_some_and(|(known, _)| *known == mode) {
            return;
        }
        let counts = self.mode_state.counts.as_ref().filter(|(known, _)| *known == mode);
        let counts = counts.map_or(&[][..], |(_, counts)| counts);
        let heights = self.heights_shown_m().unwrap_or_default();
        let legend = Legend::of(mode, heights, ground.tree().root().level + 1, counts);
        self.mode_state.legend = Some((mode, legend));
    }

    /// What the legend shows.
    pub(super) fn legend(&self) -> LegendOf<'_> {
        let heights = self.heights_shown_m().unwrap_or_default();
        LegendOf {
            legend: self.mode_state.legend.as_ref().map(|(_, legend)| legend),
            step_m: self.drawing.contour_step_m.unwrap_or_else(|| step_for(heights)),
            shadows: self.inspection.has_shadows(),
            grass: self.mode_state.grass.as_deref(),
        }
    }

    /// Another zone is shown.
    pub(super) fn forget_modes(&mut self) {
        self.mode_state = ModeState::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header};
    use crate::scene::modes::Overlays;

    fn ground() -> Arc<Terrain> {
        Arc::new(Terrain::new(Gtd::parse(Draft::flat(Header::versioned(1, "m"), 17).encode()).unwrap()))
    }

    #[test]
    fn pictures_are_asked_for_once_and_when_their_colors_are_known() {
        let (ground, mut seen) = (ground(), ModeState::default());
        let drawing = |mode| ViewSettings { mode, ..ViewSettings::default() };
        let mut asked = |mode, loaded| seen.wants(&ground, &drawing(mode), loaded).len();
        assert_eq!([asked(ViewMode::Textured, true), asked(ViewMode::Height, true)], [0, 0]);
        assert_eq!([asked(ViewMode::Direction, false), asked(ViewMode::Direction, true)], [1, 0]);
        assert_eq!([asked(ViewMode::Layer1, false), asked(ViewMode::Layer1, true)], [0, 1]);
        assert_eq!(asked(ViewMode::Direction, true), 1, "one picture is kept at a time");
        let grass = Overlays::from_iter([Overlay::Grass]);
        let grass = ViewSettings { overlays: grass, ..ViewSettings::default() };
        assert_eq!([seen.wants(&ground, &grass, false).len(), seen.wants(&ground, &grass, false).len()], [1, 0]);
    }
}
