//! A zone's ground as the place that the start view looks for.

use super::start::Site;
use crate::terrain::ground::Ground;
use crate::terrain::space::TileId;

impl Site for Ground {
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
