//! A zone as coarse as the choice of a view needs it: ground, water, and where objects are.

use glam::Vec3;

use super::cells::Cells;
use crate::scene::numbers::floor_u32;
use crate::scene::objects::Outlines;
use crate::scene::space::{TILE_M, TileId};
use crate::scene::terrain::Terrain;
use crate::scene::terrain::heights::Heights;
use crate::scene::water::WaterMesh;

/// Assumed radius and height of an object of scale 1, in meters: those of a tree. Bodies say more where there are any.
const OBJECT_M: [f32; 2] = [4.0, 10.0];
/// Cells of water along the side of a zone that is large.
const WATER_CELLS: f32 = 256.0;
/// Within this distance from the eye heights are interpolated, in meters.
const NEAR_M: f32 = 30.0;

/// Ground, water and objects, by place.
pub struct Surroundings<'a> {
    /// Heights and tiles.
    pub terrain: &'a Terrain,
    heights: Heights<'a>,
    water: Cells,
    tops: Cells,
    extent_m: f32,
    highest_m: f32,
}

/// Heights at a place. Negative infinity where there is no water or no object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Height of the ground in meters.
    pub ground_m: f32,
    /// Height of the water in meters.
    pub water_m: f32,
    /// Height of the top of the objects in meters.
    pub top_m: f32,
    /// Its tile.
    pub tile: TileId,
}

impl<'a> Surroundings<'a> {
    /// Sorts water and objects by place.
    pub fn new(terrain: &'a Terrain, objects: &Outlines) -> Surroundings<'a> {
        let extent_m = terrain.gtd().extent_m();
        let mut water = Cells::new(extent_m, TILE_M.max(extent_m / WATER_CELLS));
        for (corners, _) in WaterMesh::new(terrain.gtd()).triangles() {
            water.raise_triangle(corners.map(|corner| Vec3::from(corner.position)));
        }
        let mut tops = Cells::new(extent_m, TILE_M);
        objects.bodies.iter().for_each(|body| tops.raise_triangle(*body));
        for object in &objects.objects {
            let [radius_m, height_m] = OBJECT_M.map(|m| m * object.scale);
            let middle = object.position_m + Vec3::Y * height_m;
            for (east, north) in [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                tops.raise(middle + Vec3::new(east, 0.0, north) * radius_m);
            }
        }
        let highest_m = terrain.height_range_m().1.max(water.highest_m()).max(tops.highest_m());
        Surroundings { terrain, heights: terrain.heights(), water, tops, extent_m, highest_m }
    }

    /// Side of the zone in meters.
    pub fn extent_m(&self) -> f32 {
        self.extent_m
    }

    /// Height in meters that nothing exceeds.
    pub fn highest_m(&self) -> f32 {
        self.highest_m
    }

    /// Heights at a place, with the accuracy that a distance needs; none outside the zone.
    pub fn at(&self, east_m: f32, north_m: f32, distance_m: f32) -> Option<Place> {
        let inside = 0.0..=self.extent_m;
        if !inside.contains(&east_m) || !inside.contains(&north_m) {
            return None;
        }
        let gtd = self.terrain.gtd();
        let tile = |at_m: f32| floor_u32(at_m / TILE_M).min(gtd.tiles_per_side() - 1);
        let (x, z) = (tile(east_m), tile(north_m));
        let near = Some(()).filter(|()| distance_m < NEAR_M);
        let ground_m = near.and_then(|()| self.heights.interpolate(east_m, north_m));
        Some(Place {
            ground_m: ground_m.unwrap_or_else(|| self.heights.at(x, z)),
            water_m: self.water.at(east_m, north_m),
            top_m: self.tops.at(east_m, north_m),
            tile: TileId { x, z },
        })
    }

    /// Whether water covers the south-west corner of a tile.
    pub fn is_wet(&self, tile: TileId) -> bool {
        let [east_m, north_m] = [tile.x, tile.z].map(|index| index as f32 * TILE_M);
        self.water.at(east_m, north_m) > self.heights.at(tile.x, tile.z)
    }

    /// The highest of ground, water and objects within a distance of a place, in meters; the ground alone far outside.
    pub fn clearance_m(&self, east_m: f32, north_m: f32, distance_m: f32) -> f32 {
        let steps = [-1.0, -0.5, 0.0, 0.5, 1.0].map(|step| step * distance_m);
        let places = steps.into_iter().flat_map(|east| steps.map(|north| (east_m + east, north_m + north)));
        let last_m = self.extent_m();
        let heights = places.filter_map(|(east_m, north_m)| {
            let place = self.at(east_m.clamp(0.0, last_m), north_m.clamp(0.0, last_m), 0.0)?;
            Some(place.ground_m.max(place.water_m).max(place.top_m))
        });
        heights.fold(f32::NEG_INFINITY, f32::max)
    }

    /// Whether hardly any tile has a texture.
    pub fn is_bare(&self) -> bool {
        const SAMPLES: u32 = 32;
        const FEW: usize = 100;
        let gtd = self.terrain.gtd();
        let tile = |at: u32| at * gtd.tiles_per_side() / SAMPLES;
        let samples = (0..SAMPLES).flat_map(|x| (0..SAMPLES).map(move |z| (x, z)));
        let is_textured = |(x, z): &(u32, u32)| gtd.layers_of(gtd.record(tile(*x), tile(*z)).tile()).0.is_some();
        samples.filter(is_textured).take(FEW).count() < FEW
    }
}
