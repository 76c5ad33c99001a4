//! Start view of a zone.

use glam::DVec3;

use super::pose::Pose;
use super::terrain_query::TerrainQuery;
use crate::scene::numbers::{floor_i64, floor_u32};
use crate::scene::space::{PATCH_M, PATCH_TILES, PatchId, TILE_M, TileId};

/// Radius around a patch's center within which tiles are counted, meters.
const RADIUS_M: f64 = 100.0;
/// Tiles along the side of the largest zone of which all tiles are examined.
const MOST_TILES: u32 = 2048;
/// Distance of the eye south-west of the patch's center, meters.
const BACK_M: f64 = 90.0;
/// Height of the eye above the terrain, meters.
const ABOVE_GROUND_M: f64 = 45.0;

/// The view of the most detailed place: the patch with the most two-layer tiles within 100 m, seen from 90 m south-west
/// of its center and 45 m above the terrain there.
pub fn start_view(terrain: &impl TerrainQuery) -> Pose {
    let patch = busiest_patch(terrain);
    let middle = |index: u32| (f64::from(index) + 0.5) * f64::from(PATCH_M);
    let (x, z) = (middle(patch.x), middle(patch.z));
    let back = BACK_M * std::f64::consts::FRAC_1_SQRT_2;
    let eye = DVec3::new(x - back, terrain.nearest_height_m(x - back, z - back) + ABOVE_GROUND_M, z - back);
    let pose = Pose::looking_at(eye, DVec3::new(x, terrain.nearest_height_m(x, z), z));
    Pose { pitch_deg: pose.pitch_deg.clamp(-89.0, 89.0), ..pose }
}

/// Raises the pose to a minimum clearance in meters above the terrain.
pub fn above_ground(terrain: &(impl TerrainQuery + ?Sized), pose: Pose, clearance_m: f64) -> Pose {
    let least = terrain.nearest_height_m(pose.eye.x, pose.eye.z) + clearance_m;
    Pose { eye: DVec3::new(pose.eye.x, pose.eye.y.max(least), pose.eye.z), ..pose }
}

/// The patch with the most two-layer tiles nearby; on a tie the one nearest to the zone's center. Of extremely large
/// zones only a sample of tiles is examined, which takes milliseconds.
pub fn busiest_patch(terrain: &impl TerrainQuery) -> PatchId {
    let patches = terrain.tiles_per_side() / PATCH_TILES;
    let mut window = CountWindow::new(terrain);
    let mut best = (0, f64::MAX, PatchId { x: patches / 2, z: patches / 2 });
    for x in 0..patches {
        window.move_to(x);
        for z in 0..patches {
            let count = window.count(z);
            let from_middle = |index: u32| (f64::from(index) + 0.5 - f64::from(patches) / 2.0).powi(2);
            let off_middle = from_middle(x) + from_middle(z);
            if count > best.0 || (count == best.0 && off_middle < best.1) {
                best = (count, off_middle, PatchId { x, z });
            }
        }
    }
    best.2
}

/// Running counts of two-layer tiles along the tile columns (constant x) near one column of patches. Only these columns
/// are kept: a zone of 8193 vertices a side would need 256 MB for all of them.
struct CountWindow<'a, T> {
    terrain: &'a T,
    /// Step between examined tiles. All further counts are in examined tiles.
    step: u32,
    tiles: u32,
    patch_tiles: u32,
    /// Tile columns from the patch's first column to the end of the circle, and half the circle's chord on that column,
    /// in tiles from the patch's center.
    chords: Vec<(i64, u32)>,
    /// `columns[x % columns.len()]`: number of two-layer tiles south of each z, for tile column x.
    columns: Vec<Vec<u32>>,
    filled_to: u32,
    patch_x: u32,
}

impl<'a, T: TerrainQuery> CountWindow<'a, T> {
    fn new(terrain: &'a T) -> Self {
        let step = (terrain.tiles_per_side() / MOST_TILES).next_power_of_two().clamp(1, PATCH_TILES / 2);
        let patch_tiles = PATCH_TILES / step;
        let radius = RADIUS_M / f64::from(TILE_M) / f64::from(step);
        let half_patch = f64::from(patch_tiles) / 2.0;
        let reach = floor_i64(radius.ceil());
        let mut chords = Vec::new();
        for column in -reach..i64::from(patch_tiles) + reach {
            let off = column as f64 + 0.5 - half_patch;
            let half_chord = (radius * radius - off * off).max(0.0).sqrt();
            // Tile centers are half a tile off the patch's center, so a chord of c contains this many on each side.
            let tiles = floor_u32(half_chord + 0.5);
            if tiles > 0 && off.abs() <= radius {
                chords.push((column, tiles));
            }
        }
        let columns = vec![Vec::new(); chords.len()];
        let tiles = terrain.tiles_per_side() / step;
        CountWindow { terrain, step, tiles, patch_tiles, chords, columns, filled_to: 0, patch_x: 0 }
    }

    /// Advances to the next column of patches; must be called for each in order.
    fn move_to(&mut self, patch_x: u32) {
        self.patch_x = patch_x;
        let last = self.chords.last().map_or(0, |&(column, _)| column);
        let needed = i64::from(patch_x * self.patch_tiles) + last + 1;
        let needed = u32::try_from(needed.max(0)).unwrap_or(u32::MAX).min(self.tiles);
        for x in self.filled_to..needed {
            let slot = x as usize % self.columns.len();
            let sums = &mut self.columns[slot];
            sums.clear();
            sums.push(0);
            let mut sum = 0;
            for z in 0..self.tiles {
                sum += u32::from(self.terrain.is_two_layer(TileId { x: x * self.step, z: z * self.step }));
                sums.push(sum);
            }
        }
        self.filled_to = self.filled_to.max(needed);
    }

    fn count(&self, patch_z: u32) -> u32 {
        let middle_z = patch_z * self.patch_tiles + self.patch_tiles / 2;
        let mut total = 0;
        for &(column, half) in &self.chords {
            let x = i64::from(self.patch_x * self.patch_tiles) + column;
            if let Some(x) = u32::try_from(x).ok().filter(|x| *x < self.tiles) {
                let sums = &self.columns[x as usize % self.columns.len()];
                let (from, to) = (middle_z.saturating_sub(half), (middle_z + half).min(self.tiles));
                total += sums[to as usize] - sums[from as usize];
            }
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::DVec2;

    /// A zone whose two-layer tiles and heights are functions.
    struct FlatZone<F, H> {
        tiles: u32,
        two_layer: F,
        height: H,
    }

    impl<F: Fn(TileId) -> bool, H: Fn(f64, f64) -> f64> TerrainQuery for FlatZone<F, H> {
        fn tiles_per_side(&self) -> u32 {
            self.tiles
        }
        fn is_two_layer(&self, tile: TileId) -> bool {
            (self.two_layer)(tile)
        }
        fn height_m(&self, east_m: f64, north_m: f64) -> Option<f64> {
            Some((self.height)(east_m, north_m))
        }
        fn refuses(&self, _: DVec2, _: DVec2) -> Option<DVec2> {
            None
        }
    }

    /// The reference: every tile against every patch.
    fn count_by_brute_force(terrain: &impl TerrainQuery, patch: PatchId) -> u32 {
        let mut count = 0;
        for x in 0..terrain.tiles_per_side() {
            for z in 0..terrain.tiles_per_side() {
                let off = |tile: u32, patch: u32| {
                    (f64::from(tile) + 0.5) * f64::from(TILE_M) - (f64::from(patch) + 0.5) * f64::from(PATCH_M)
                };
                let near = off(x, patch.x).hypot(off(z, patch.z)) <= RADIUS_M;
                count += u32::from(near && terrain.is_two_layer(TileId { x, z }));
            }
        }
        count
    }

    #[test]
    fn counting_in_a_window_is_counting_every_tile() {
        let zone = FlatZone {
            tiles: 96,
            two_layer: |t: TileId| (t.x.wrapping_mul(2_654_435_761) ^ t.z.wrapping_mul(40_503)).is_multiple_of(3),
            height: |_, _| 0.0,
        };
        let mut window = CountWindow::new(&zone);
        for x in 0..12 {
            window.move_to(x);
            for z in 0..12 {
                assert_eq!(window.count(z), count_by_brute_force(&zone, PatchId { x, z }), "{x} {z}");
            }
        }
    }

    #[test]
    fn finds_where_the_work_is() {
        let busy = |t: TileId| (f64::from(t.x) - 67.5).hypot(f64::from(t.z) - 43.5) < 25.0;
        let zone = FlatZone { tiles: 128, two_layer: busy, height: |x, z| x / 10.0 + z / 100.0 };
        let patch = busiest_patch(&zone);
        assert_eq!(patch, PatchId { x: 8, z: 5 });
        let pose = start_view(&zone);
        let middle = DVec3::new(272.0, 27.2 + 1.76, 176.0);
        let level = DVec3::new(middle.x - pose.eye.x, 0.0, middle.z - pose.eye.z);
        assert!((level.length() - 90.0).abs() < 1e-9 && (pose.yaw_deg - 45.0).abs() < 1e-9, "from the south-west");
        assert!((pose.eye.y - (pose.eye.x / 10.0 + pose.eye.z / 100.0) - 45.0).abs() < 1e-9);
        assert!((pose.forward() - (middle - pose.eye).normalize()).length() < 1e-9, "looks at the ground there");
    }

    #[test]
    fn without_any_work_it_is_the_middle() {
        let zone = FlatZone { tiles: 64, two_layer: |_| false, height: |_, _| 3.0 };
        let pose = start_view(&zone);
        assert!((pose.eye.x - 144.0).abs() < 100.0 && pose.eye.y == 48.0);
    }

    #[test]
    fn damaged_heights_do_not_hurt() {
        for height in [f64::NAN, f64::INFINITY, -1e38] {
            let zone = FlatZone { tiles: 16, two_layer: |_| true, height: move |_, _| height };
            assert!(start_view(&zone).is_finite());
        }
        let nothing = FlatZone { tiles: 0, two_layer: |_| true, height: |_, _| 0.0 };
        assert!(start_view(&nothing).is_finite());
    }

    #[test]
    fn a_pose_under_the_ground_is_lifted_and_another_left_alone() {
        let zone = FlatZone { tiles: 16, two_layer: |_| false, height: |_, _| 30.0 };
        let under = Pose::new(DVec3::new(5.0, 2.0, 5.0), 10.0, 0.0);
        assert_eq!(above_ground(&zone, under, 2.0).eye.y, 32.0);
        let over = Pose::new(DVec3::new(5.0, 99.0, 5.0), 10.0, 0.0);
        assert_eq!(above_ground(&zone, over, 2.0), over);
    }
}
