//! A zone's ground as the place that the start view looks for, and as what one walks on.

use super::start::Site;
use super::walk::Footing;
use crate::scene::space::TileId;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::walkable::{incline, is_refused};
use glam::DVec2;

impl Site for Terrain {
    fn tiles_per_side(&self) -> u32 {
        self.gtd().tiles_per_side()
    }

    fn is_two_layer(&self, tile: TileId) -> bool {
        let packed = self.gtd().record(tile.x, tile.z).tile();
        matches!(self.gtd().layers_of(packed), (Some(_), Some(_)))
    }

    fn height_m(&self, x_m: f64, z_m: f64) -> f64 {
        let side = f64::from(self.gtd().extent_m());
        let (x, z) = (x_m.clamp(0.0, side), z_m.clamp(0.0, side));
        f64::from(self.heights().interpolate(x as f32, z as f32).unwrap_or(0.0))
    }
}

impl Footing for Terrain {
    fn extent_m(&self) -> f64 {
        f64::from(self.gtd().extent_m())
    }

    fn height_m(&self, east_m: f64, north_m: f64) -> Option<f64> {
        self.heights().interpolate(east_m as f32, north_m as f32).map(f64::from)
    }

    fn refuses(&self, at: DVec2, direction: DVec2) -> Option<DVec2> {
        let incline = incline(&self.heights(), at.x as f32, at.y as f32)?;
        is_refused(incline, direction.as_vec2()).then(|| incline.normalize_or_zero().as_dvec2())
    }
}
