//! Images and legends of view modes and overlays, for one zone.
//!
//! Images are requested whenever the shown mode differs from the requested one, so that opening, reloading and
//! comparing need no special handling.

use std::sync::Arc;

use crate::app::background_task::{BackgroundTask, GroundOf, ModeJob};
use crate::scene::modes::contours::step_for;
use crate::scene::modes::legend::{Legend, LegendKey};
use crate::scene::modes::pictures::{Means, ModePicture};
use crate::scene::modes::{Overlay, ViewMode};
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::terrain::Terrain;
use crate::scene::view_settings::ViewSettings;
use crate::ui::LegendOf;

/// Requested and loaded mode data of a zone.
#[derive(Default)]
pub struct ModeState {
    /// The mode whose image was requested last.
    asked: Option<ViewMode>,
    /// The grass mask was requested.
    asked_grass: bool,
    /// Mean colors of the loaded tile textures.
    pub means: Means,
    /// Tile counts by key, for a mode.
    counts: Option<(ViewMode, Vec<(LegendKey, u32)>)>,
    grass: Option<Vec<(LegendKey, u32)>>,
    /// Legend of a mode.
    legend: Option<(ViewMode, Legend)>,
}

impl ModeState {
    /// Requests the images that are needed and not requested yet. `loaded`: all textures are loaded.
    pub fn tasks(&mut self, ground: &Arc<Terrain>, settings: &ViewSettings, loaded: bool) -> Vec<BackgroundTask> {
        let (mode, mut wanted) = (settings.mode, Vec::new());
        if mode.has_picture() && self.asked != Some(mode) && (loaded || !mode.has_texture_colors()) {
            self.asked = Some(mode);
            wanted.push(ZoneImage::Mode(mode));
        }
        if settings.overlays.has(Overlay::Grass) && !std::mem::replace(&mut self.asked_grass, true) {
            wanted.push(ZoneImage::Grass);
        }
        let job = |which| {
            let means = if mode.has_texture_colors() { self.means.clone() } else { Means::default() };
            BackgroundTask::Mode(ModeJob { ground: GroundOf(ground.clone()), which, means })
        };
        wanted.into_iter().map(job).collect()
    }

    /// Takes the tile counts of an image, for the legend.
    pub fn set_picture(&mut self, which: ZoneImage, made: &ModePicture) {
        match which {
            ZoneImage::Mode(mode) => (self.counts, self.legend) = (Some((mode, made.counts.clone())), None),
            ZoneImage::Grass => self.grass = Some(made.counts.clone()),
            _ => {}
        }
    }

    /// Builds the legend of a mode, unless it is current. `heights_m`: lowest and highest shown height.
    pub fn update_legend(&mut self, mode: ViewMode, ground: &Terrain, heights_m: [f32; 2]) {
        if self.legend.as_ref().is_some_and(|(known, _)| *known == mode) {
            return;
        }
        let counts = self.counts.as_ref().filter(|(known, _)| *known == mode);
        let counts = counts.map_or(&[][..], |(_, counts)| counts);
        let legend = Legend::of(mode, heights_m, ground.tree().root().level + 1, counts);
        self.legend = Some((mode, legend));
    }

    /// Contents of the legend panel. `shadows`: the zone has baked shadows.
    pub fn legend(&self, settings: &ViewSettings, heights_m: [f32; 2], shadows: bool) -> LegendOf<'_> {
        LegendOf {
            legend: self.legend.as_ref().map(|(_, legend)| legend),
            step_m: settings.contour_step_m.unwrap_or_else(|| step_for(heights_m)),
            shadows,
            grass: self.grass.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header};
    use crate::scene::modes::Overlays;

    fn ground() -> Arc<Terrain> {
        Arc::new(Terrain::new(Gtd::parse(Draft::flat(Header::versioned(1, "m"), 17).encode().unwrap()).unwrap()))
    }

    #[test]
    fn pictures_are_asked_for_once_and_when_their_colors_are_known() {
        let (ground, mut seen) = (ground(), ModeState::default());
        let drawing = |mode| ViewSettings { mode, ..ViewSettings::default() };
        let mut asked = |mode, loaded| seen.tasks(&ground, &drawing(mode), loaded).len();
        assert_eq!([asked(ViewMode::Textured, true), asked(ViewMode::Height, true)], [0, 0]);
        assert_eq!([asked(ViewMode::Direction, false), asked(ViewMode::Direction, true)], [1, 0]);
        assert_eq!([asked(ViewMode::Layer1, false), asked(ViewMode::Layer1, true)], [0, 1]);
        assert_eq!(asked(ViewMode::Direction, true), 1, "one picture is kept at a time");
        let grass = Overlays::from_iter([Overlay::Grass]);
        let grass = ViewSettings { overlays: grass, ..ViewSettings::default() };
        assert_eq!([seen.tasks(&ground, &grass, false).len(), seen.tasks(&ground, &grass, false).len()], [1, 0]);
    }
}
