//! The place where walking begins: the nearest ground in the picture that can be walked on.

use glam::{DVec2, DVec3};

use super::pose::Pose;
use super::terrain_query::TerrainQuery;
use super::view::View;
use super::walk::Walk;
use crate::scene::collision::{STEP_M, Walker};
use crate::scene::numbers::floor_u32;

/// Rays through the picture that look for ground, across and down.
const RAYS: [u32; 2] = [48, 32];
/// Part of the half picture in which rays look for ground.
const IN_SIGHT: f64 = 0.94;
/// Distance from the zone's edge below which the game counts a player as outside, meters.
const EDGE_M: f64 = 30.0;
/// Distance between the places that are tried around the eye, meters, and as a part of their distance.
const SPACING_M: f64 = 2.0;
const SPACING: f64 = 0.08;

/// The walking pose at the nearest climbable dry ground in a view. Without such ground in the picture, at the nearest
/// around the eye; without any in the zone, below the eye. None without terrain.
pub fn landing(ground: &dyn TerrainQuery, view: &View) -> Option<Pose> {
    let place = in_sight(ground, view).or_else(|| around(ground, view.pose));
    let eye = place.map_or(view.pose.eye, |place| DVec3::new(place.x, view.pose.eye.y, place.y));
    Walk::standing(ground, Pose { eye, ..view.pose })
}

/// The nearest suitable place in the picture.
fn in_sight(ground: &dyn TerrainQuery, view: &View) -> Option<DVec2> {
    let at = |index: u32, count: u32| ((f64::from(index) + 0.5) / f64::from(count) * 2.0 - 1.0) * IN_SIGHT;
    let places = (0..RAYS[1]).flat_map(|row| (0..RAYS[0]).map(move |column| [column, row]));
    let rays = places.map(|[column, row]| view.ray(DVec2::new(at(column, RAYS[0]), at(row, RAYS[1]))));
    let mut hits: Vec<(f64, DVec3, DVec3)> = rays
        .filter_map(|ray| ground.hit(ray).map(|hit| (hit.distance_squared(view.pose.eye), ray.origin, hit)))
        .collect();
    hits.sort_by(|a, b| a.0.total_cmp(&b.0));
    // A floor less than a step above the ground does not hide it from a walker.
    let is_seen = |from: DVec3, hit: DVec3| !ground.hides(from, hit + DVec3::Y * STEP_M);
    let place = |hit: DVec3| DVec2::new(hit.x, hit.z);
    let found = hits.into_iter().find(|(_, from, hit)| is_suitable(ground, place(*hit)) && is_seen(*from, *hit));
    found.map(|(_, _, hit)| place(hit))
}

/// The nearest suitable place around a pose's eye, those ahead first.
fn around(ground: &dyn TerrainQuery, pose: Pose) -> Option<DVec2> {
    let middle = Walk::inside(ground, DVec2::new(pose.eye.x, pose.eye.z));
    let mut radius_m = 0.0;
    while radius_m <= ground.extent_m() * std::f64::consts::SQRT_2 {
        let spacing_m = SPACING_M.max(radius_m * SPACING);
        let half = floor_u32(std::f64::consts::PI * radius_m / spacing_m);
        let turn = std::f64::consts::PI / f64::from(half.max(1));
        let turns = (0..=half).flat_map(|step| [f64::from(step), -f64::from(step)]);
        let places = turns.map(|step| {
            let yaw = pose.yaw_deg.to_radians() + step * turn;
            middle + DVec2::new(yaw.sin(), yaw.cos()) * radius_m
        });
        if let Some(place) = places.into_iter().find(|place| is_suitable(ground, *place)) {
            return Some(place);
        }
        radius_m += spacing_m;
    }
    None
}

/// Whether a place can be walked on: dry, not too steep, free of bodies, and inside the zone as the game counts it.
fn is_suitable(ground: &dyn TerrainQuery, place: DVec2) -> bool {
    let extent_m = ground.extent_m();
    let edge_m = EDGE_M.min(extent_m / 4.0);
    let is_inside = place.min_element() >= edge_m && place.max_element() <= extent_m - edge_m;
    let Some(terrain_m) = ground.height_m(place.x, place.y).filter(|_| is_inside) else { return false };
    let Some(feet_m) = ground.floor_m(place, terrain_m + STEP_M) else { return false };
    let directions = [DVec2::X, DVec2::NEG_X, DVec2::Y, DVec2::NEG_Y];
    let is_free =
        |step: DVec2| ground.refuses(place, step).is_none() && ground.blocks(Walker { place, feet_m }, step).is_none();
    ground.water_m(place).is_none_or(|water_m| water_m <= feet_m) && directions.into_iter().all(is_free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::{Lens, WalkGround};
    use crate::formats::gtd::{Draft, Gtd, Header, MapRecord, PackedTile, Pond, WaterVertex};
    use crate::formats::opd::{CollisionTriangle, OpdFile};
    use crate::scene::collision::{Collision, TriangleGrid};
    use crate::scene::numbers::single;
    use crate::scene::objects::ObjectSet;
    use crate::scene::terrain::Terrain;
    use crate::scene::water::WaterMesh;

    const EXTENT_M: f64 = 256.0;

    /// A zone of 256 m whose height is a function, with a pond at a level.
    fn zone(height: impl Fn(f32, f32) -> f32, pond_m: Option<f32>) -> (Terrain, TriangleGrid) {
        let mut draft = Draft::flat(Header::versioned(1, "landing"), 65);
        for x in 0..65 {
            for z in 0..65 {
                let height_m = height(x as f32 * 4.0, z as f32 * 4.0);
                draft.records[x * 65 + z] = MapRecord::new(height_m, PackedTile::default());
            }
        }
        draft.ponds.extend(pond_m.map(|level_m| {
            let corner = |x, z| WaterVertex::new([x, level_m, z], [0.0, 1.0, 0.0], u32::MAX, [0.0, 0.0]);
            let grid = [(300.0, -50.0), (-50.0, -50.0), (300.0, 300.0), (-50.0, 300.0)];
            Pond::new(2, grid.map(|(x, z)| corner(x, z)).into(), "a.dxt")
        }));
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let water = WaterMesh::new(&gtd).surface(EXTENT_M);
        (Terrain::new(gtd), water)
    }

    fn bodies(collision: Vec<CollisionTriangle>) -> Collision {
        let (width_m, objects) = (single(EXTENT_M), vec![]);
        let file = OpdFile { header: None, width_m, length_m: width_m, collision, cells: vec![], objects };
        Collision::new(&file, &ObjectSet::default(), &[])
    }

    fn view(eye: [f64; 3], yaw_deg: f64, pitch_deg: f64) -> View {
        View::new(Pose::new(eye.into(), yaw_deg, pitch_deg), Lens::Perspective { fov_y_deg: 60.0 }, [1280, 720])
    }

    fn landed((terrain, water): &(Terrain, TriangleGrid), collision: &Collision, view: View) -> Pose {
        let ground = WalkGround { terrain, collision, water, gates_open: false };
        let pose = landing(&ground, &view).expect("ground");
        assert_eq!((pose.pitch_deg, pose.yaw_deg), (0.0, view.pose.yaw_deg), "level, in the same direction");
        let floor_m = ground.floor_m(DVec2::new(pose.eye.x, pose.eye.z), pose.eye.y).unwrap();
        assert!((pose.eye.y - floor_m - Walk::EYE_M).abs() < 1e-9, "{pose}");
        pose
    }

    #[test]
    fn it_is_the_nearest_place_in_the_picture() {
        let (plain, nothing) = (zone(|_, _| 5.0, None), Collision::default());
        let view = view([128.0, 45.0, 60.0], 0.0, -30.0);
        let pose = landed(&plain, &nothing, view);
        assert!(view.project(DVec3::new(pose.eye.x, 5.0, pose.eye.z)).is_some_and(|at| at.abs().max_element() < 1.0));
        // 60 degrees down, at the lower edge of the picture.
        let ahead_m = 40.0 / 60.0_f64.to_radians().tan();
        assert!((pose.eye.z - 60.0 - ahead_m).abs() < 4.0 && (pose.eye.x - 128.0).abs() < 2.0, "{pose}");
    }

    #[test]
    fn steep_and_wet_ground_is_passed_over() {
        // Water in the south, then a steep bank, then a plain in the north.
        let bank = |_: f32, z: f32| if z < 100.0 { 0.0 } else { ((z - 100.0) * 2.0).min(40.0) };
        let nothing = Collision::default();
        let view = view([128.0, 80.0, 40.0], 0.0, -35.0);
        let dry = landed(&zone(bank, None), &nothing, view);
        assert!(dry.eye.z < 96.0, "without water the south is nearest: {dry}");
        let pose = landed(&zone(bank, Some(3.0)), &nothing, view);
        assert!(pose.eye.z > 119.0 && (pose.eye.y - 41.7).abs() < 0.01, "beyond the bank: {pose}");
    }

    #[test]
    fn what_a_wall_hides_is_not_in_sight() {
        let wall = [[0.0, 0.0, 100.0], [256.0, 0.0, 100.0], [128.0, 300.0, 100.0]];
        let plain = zone(|_, _| 0.0, None);
        // Level, close before the wall and not high enough to see the ground before it.
        let view = view([128.0, 12.0, 90.0], 0.0, 0.0);
        let behind = landed(&plain, &Collision::default(), view);
        assert!(behind.eye.z > 100.0, "{behind}");
        let before = landed(&plain, &bodies(vec![wall]), view);
        assert!(before.eye.z < 99.7, "{before}");
    }

    #[test]
    fn without_ground_in_the_picture_it_is_the_nearest_around() {
        let island = |x: f32, z: f32| if (x - 200.0).hypot(z - 128.0) < 20.0 { 4.0 } else { -10.0 };
        let up = view([100.0, 40.0, 128.0], 0.0, 80.0);
        let pose = landed(&zone(island, Some(0.0)), &Collision::default(), up);
        assert!((pose.eye.x - 182.0).abs() < 8.0 && pose.eye.y > 1.7, "on the near side of the island: {pose}");
        let outside = view([-300.0, 40.0, -300.0], 180.0, 0.0);
        let pose = landed(&zone(|_, _| 0.0, None), &Collision::default(), outside);
        assert!(pose.eye.x >= 30.0 && pose.eye.z >= 30.0 && pose.eye.x < 50.0, "inside the zone: {pose}");
    }

    #[test]
    fn where_nothing_is_suitable_it_is_below_the_eye() {
        let drowned = zone(|_, _| -10.0, Some(0.0));
        let pose = landed(&drowned, &Collision::default(), view([100.0, 40.0, 128.0], 0.0, -30.0));
        assert_eq!(pose.eye, DVec3::new(100.0, -8.3, 128.0));
    }
}
