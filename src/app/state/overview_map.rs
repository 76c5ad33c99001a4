//! The overview map: visible part and images.

use glam::DVec2;

use crate::ui::{MapModel, Overview};

/// Images of the overview map as egui textures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MapPictures {
    pub color_map: Option<egui::TextureId>,
    pub minimap: Option<egui::TextureId>,
    /// Water, over the color map.
    pub water: Option<egui::TextureId>,
    /// Placed objects, over the water.
    pub objects: Option<egui::TextureId>,
    /// Mask of the highlighted tiles.
    pub lit: Option<egui::TextureId>,
}

/// State of the overview map.
#[derive(Debug)]
pub struct OverviewMap {
    /// The visible part of the zone.
    pub overview: Overview,
    /// Images in the current frame.
    pub pictures: MapPictures,
    /// Terrain nodes drawn in the last frame: west and south edge and side of each square, meters.
    pub drawn_squares: Vec<[f32; 3]>,
}

impl Default for OverviewMap {
    fn default() -> OverviewMap {
        let (pictures, drawn_squares) = (MapPictures::default(), Vec::new());
        OverviewMap { overview: whole_zone(Overview::default()), pictures, drawn_squares }
    }
}

impl OverviewMap {
    /// A zone was opened; `keep` if it is the same zone again.
    pub fn zone_opened(&mut self, keep: bool) {
        if !keep {
            self.overview = whole_zone(self.overview);
        }
        self.drawn_squares.clear();
    }

    /// Model of the map.
    pub fn model<'a>(&'a self, places: &'a [(String, DVec2)]) -> MapModel<'a> {
        let MapPictures { color_map, minimap, water, objects, lit } = self.pictures;
        let (overview, drawn) = (self.overview, &self.drawn_squares[..]);
        MapModel { overview, color_map, minimap, drawn, water, objects, places, lit }
    }
}

/// The whole zone, with the current choice of image.
fn whole_zone(before: Overview) -> Overview {
    Overview { center_m: None, zoom: 1.0, minimap: before.minimap }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_zone_is_seen_whole_and_the_same_one_as_before() {
        let mut map = OverviewMap::default();
        let near = Overview { zoom: 4.0, minimap: true, ..map.overview };
        (map.overview, map.drawn_squares) = (near, vec![[0.0; 3]]);
        map.zone_opened(true);
        assert_eq!((map.overview, map.drawn_squares.len()), (near, 0));
        map.zone_opened(false);
        assert_eq!(map.overview, Overview { zoom: 1.0, ..near }, "the chosen picture stays");
    }
}
