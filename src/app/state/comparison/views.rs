//! Changes in the form of the panel, and the views that show them.

use std::sync::Arc;

use glam::DVec3;

use crate::app::state::session::CLEARANCE_M;
use crate::camera::Pose;
use crate::camera::start::above_ground;
use crate::diff::regions::ChangedRegion;
use crate::diff::{ChangeKind, Difference, ObjectChange, ObjectDifference, ServerMapDifference};
use crate::scene::space::TILE_M;
use crate::scene::terrain::Terrain;
use crate::ui::compare::{ChangedGround, ChangedObject, ChangedObjects, ChangedPlace, Changes, ServerMapChanges};

/// Center of a place on the terrain, and a pose that shows all of it: from the south, above the terrain of either zone.
pub(super) fn view_of(place: &ChangedRegion, grounds: &[Arc<Terrain>; 2]) -> (DVec3, Pose) {
    const NEAREST_M: f64 = 60.0;
    const FARTHEST_M: f64 = 900.0;
    let [x, z] = place.middle().map(|tiles| tiles * f64::from(TILE_M));
    let height = grounds[1].heights().interpolate(x as f32, z as f32).filter(|height| height.is_finite());
    let target = DVec3::new(x, f64::from(height.unwrap_or(0.0)), z);
    let side_m = f64::from(place.side_tiles()) * f64::from(TILE_M);
    let distance_m = (side_m * 1.2).clamp(NEAREST_M, FARTHEST_M);
    (target, view_from_south(target, distance_m, grounds))
}

/// Place of a changed object, and a pose that shows it below the middle of the picture, where the handle of the wipe line
/// is; none if it has no finite place.
pub(super) fn view_of_object(change: &ObjectChange, grounds: &[Arc<Terrain>; 2]) -> Option<(DVec3, Pose)> {
    const DISTANCE_M: f64 = 40.0;
    const BELOW_M: f64 = 6.0;
    let place = glam::Vec3::from(change.place_m()).as_dvec3();
    let pose = || view_from_south(place + DVec3::Y * BELOW_M, DISTANCE_M, grounds);
    place.is_finite().then(|| (place, pose()))
}

/// A pose that looks down at a point from the south, above the terrain of either zone.
fn view_from_south(target: DVec3, distance_m: f64, grounds: &[Arc<Terrain>; 2]) -> Pose {
    const PITCH_DEG: f64 = -45.0;
    let pose = Pose::new(target, 0.0, PITCH_DEG);
    let pose = Pose { eye: target - pose.forward() * distance_m, ..pose };
    let raised = grounds.iter().fold(pose, |pose, ground| above_ground(&**ground, pose, CLEARANCE_M));
    if raised.eye == pose.eye { pose } else { Pose::looking_at(raised.eye, target) }
}

/// Panel form of the changes of objects.
pub(super) fn object_changes(difference: &ObjectDifference) -> ChangedObjects {
    let object = |change: &ObjectChange| {
        let [x, _, z] = change.place_m();
        ChangedObject { kind: change.kind as usize, name: change.name.clone(), place_m: [x, z] }
    };
    ChangedObjects {
        counts: ChangeKind::ALL.map(|kind| difference.count(kind)),
        list: difference.changes.iter().map(object).collect(),
    }
}

/// Panel form of the difference.
pub(super) fn changes_of(difference: &Difference, places: &[ChangedRegion]) -> Changes {
    let ground = difference.heights.as_ref().zip(difference.tiles.as_ref()).map(|(heights, tiles)| ChangedGround {
        vertices: heights.changed.len(),
        most_m: heights.max_m,
        tiles: tiles.changed.len(),
        patches: difference.patch_bounds.as_ref().map_or(0, Vec::len),
        grass: difference.grass.as_ref().map_or(0, Vec::len),
    });
    Changes {
        map_size: difference.map_size,
        ground,
        texture_files: [&difference.textures.added, &difference.textures.removed].map(Vec::len),
        rivers: difference.rivers_changed,
        ponds: difference.ponds_changed,
        grass_set: difference.grass_set_changed(),
        header: difference.header.changed,
        light_maps: difference.light_maps_changed,
        trailing: difference.trailing_changed(),
        stored: !difference.is_identical(),
        places: places.iter().map(changed_place).collect(),
        objects: None,
        server_map: None,
    }
}

/// Panel form of the difference of a zone and a server map.
pub(super) fn changes_of_map(difference: &ServerMapDifference, places: &[ChangedRegion]) -> Changes {
    let ground = difference.heights.as_ref().map(|heights| ChangedGround {
        vertices: heights.changed.len(),
        most_m: heights.max_m,
        ..ChangedGround::default()
    });
    Changes {
        map_size: difference.map_size,
        ground,
        stored: !difference.is_same(),
        places: places.iter().map(changed_place).collect(),
        server_map: Some(ServerMapChanges {
            blocked: difference.blocked_differs.as_ref().map(Vec::len),
            collision: difference.collision.as_ref().map(|found| [found.only_a.len(), found.only_b.len()]),
        }),
        ..Changes::default()
    }
}

fn changed_place(place: &ChangedRegion) -> ChangedPlace {
    ChangedPlace { tiles: place.tiles, middle_m: place.middle().map(|tiles| tiles * f64::from(TILE_M)) }
}
