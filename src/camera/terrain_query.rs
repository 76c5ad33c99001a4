//! Terrain queries of the camera controllers.

use glam::{DVec2, DVec3};

use super::view::Ray;
use crate::scene::collision::{Collision, TriangleGrid, Walker};
use crate::scene::numbers::single;
use crate::scene::space::TILE_M;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::pick::pick;
use crate::scene::terrain::walkable::{incline, is_refused};

/// Heights beyond this are treated as damage, meters.
const HEIGHT_LIMIT_M: f64 = 100_000.0;

/// A zone's terrain for camera controllers. Positions are meters east and north of its south-west corner.
pub trait TerrainQuery {
    /// Tiles on a side; a multiple of the patch's.
    fn tiles_per_side(&self) -> u32;

    /// Height in meters; none outside the terrain. May be any float that a file can store.
    fn height_m(&self, east_m: f64, north_m: f64) -> Option<f64>;

    /// Whether walking in a direction (east and north, of any length) is blocked at a place; if so, the horizontal unit
    /// vector down the slope.
    fn refuses(&self, at: DVec2, direction: DVec2) -> Option<DVec2>;

    /// Height of the floor in meters: of the terrain, or of the highest body on it that is not above `up_to_m`. None
    /// outside the terrain, and where that is damaged.
    fn floor_m(&self, at: DVec2, _up_to_m: f64) -> Option<f64> {
        self.height_m(at.x, at.y).filter(|height_m| height_m.is_finite())
    }

    /// Whether a body blocks a walker's step to a place; if so, the horizontal unit vector away from it.
    fn blocks(&self, _walker: Walker, _step: DVec2) -> Option<DVec2> {
        None
    }

    /// Height of the water's surface in meters; none where there is no water.
    fn water_m(&self, _at: DVec2) -> Option<f64> {
        None
    }

    /// The terrain that is seen along a ray.
    fn hit(&self, _ray: Ray) -> Option<DVec3> {
        None
    }

    /// Whether a body hides one point from another.
    fn hides(&self, _from: DVec3, _to: DVec3) -> bool {
        false
    }

    /// Side of the zone in meters.
    fn extent_m(&self) -> f64 {
        f64::from(self.tiles_per_side()) * f64::from(TILE_M)
    }

    /// Height in meters of the nearest place inside the zone: finite, and 0 for damaged heights.
    fn nearest_height_m(&self, east_m: f64, north_m: f64) -> f64 {
        let side = self.extent_m();
        let height = self.height_m(east_m.clamp(0.0, side), north_m.clamp(0.0, side)).unwrap_or(0.0);
        if height.is_finite() { height.clamp(-HEIGHT_LIMIT_M, HEIGHT_LIMIT_M) } else { 0.0 }
    }
}

impl TerrainQuery for Terrain {
    fn tiles_per_side(&self) -> u32 {
        self.gtd().tiles_per_side()
    }

    fn height_m(&self, east_m: f64, north_m: f64) -> Option<f64> {
        self.heights().interpolate(single(east_m), single(north_m)).map(f64::from)
    }

    fn refuses(&self, at: DVec2, direction: DVec2) -> Option<DVec2> {
        let incline = incline(&self.heights(), single(at.x), single(at.y))?;
        is_refused(incline, direction.as_vec2()).then(|| incline.normalize_or_zero().as_dvec2())
    }

    fn hit(&self, ray: Ray) -> Option<DVec3> {
        pick(self, ray.origin, ray.direction).map(|hit| hit.position)
    }
}

/// A zone as a walker meets it: terrain, bodies of objects, water.
#[derive(Clone, Copy)]
pub struct WalkGround<'a> {
    /// Heights and slopes.
    pub terrain: &'a Terrain,
    /// Bodies of the objects.
    pub collision: &'a Collision,
    /// Surface of the water.
    pub water: &'a TriangleGrid,
    /// Whether gates are open.
    pub gates_open: bool,
}

impl TerrainQuery for WalkGround<'_> {
    fn tiles_per_side(&self) -> u32 {
        self.terrain.tiles_per_side()
    }

    fn height_m(&self, east_m: f64, north_m: f64) -> Option<f64> {
        self.terrain.height_m(east_m, north_m)
    }

    fn refuses(&self, at: DVec2, direction: DVec2) -> Option<DVec2> {
        self.terrain.refuses(at, direction)
    }

    fn floor_m(&self, at: DVec2, up_to_m: f64) -> Option<f64> {
        let terrain_m = self.terrain.floor_m(at, up_to_m)?;
        let body_m = self.collision.floor_m(at, up_to_m, self.gates_open);
        Some(body_m.map_or(terrain_m, |body_m| body_m.max(terrain_m)))
    }

    fn blocks(&self, walker: Walker, step: DVec2) -> Option<DVec2> {
        self.collision.blocks(walker, step, self.gates_open)
    }

    fn water_m(&self, at: DVec2) -> Option<f64> {
        self.water.floor_m(at, f64::INFINITY)
    }

    fn hit(&self, ray: Ray) -> Option<DVec3> {
        self.terrain.hit(ray)
    }

    fn hides(&self, from: DVec3, to: DVec3) -> bool {
        self.collision.hides(from, to, self.gates_open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord};

    #[test]
    fn outside_a_zone_there_is_no_ground_but_a_nearest_height() {
        let mut draft = Draft::flat(Header::versioned(1, "flat"), 17);
        let tile = draft.records[0].tile();
        draft.records.fill(MapRecord::new(12.0, tile));
        draft.records[16 * 17 + 16] = MapRecord::new(20.0, tile);
        draft.records[0] = MapRecord::new(f32::NAN, tile);
        let terrain = Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap());
        assert_eq!((terrain.tiles_per_side(), TerrainQuery::extent_m(&terrain)), (16, 64.0));
        assert_eq!(terrain.height_m(-1.0, 30.0), None);
        assert_eq!(terrain.nearest_height_m(-1.0, 30.0), 12.0);
        assert_eq!(terrain.nearest_height_m(1e9, 1e9), 20.0);
        assert_eq!(terrain.nearest_height_m(0.0, 0.0), 0.0, "a damaged height");
    }
}
