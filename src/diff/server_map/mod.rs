//! A zone and a server map: heights, collision, event map, objects with a role.

pub mod picture;
mod triangles;

use super::picture::tiles_around;
use super::regions::{ChangedRegion, group_tiles};
use super::{ChangeKind, ObjectChange, ObjectDifference};
use crate::formats::gtd::Gtd;
use crate::formats::opd::{CollisionTriangle, OpdFile};
use crate::formats::smd::{ObjectEvent, ServerMap};
use crate::scene::numbers::floor_i64;
use crate::scene::server_map::{BlockedTiles, HeightMatch, match_heights};
use crate::scene::space::{TILE_M, TileId};

/// The difference of a zone and a server map.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerMapDifference {
    /// Vertices a side of both.
    pub map_size: [u32; 2],
    /// Heights; none if the sizes differ.
    pub heights: Option<HeightMatch>,
    /// Collision triangles; none without the zone's objects.
    pub collision: Option<Matches<CollisionTriangle>>,
    /// Number of tiles that the rule of the event map blocks, by heights and collision of the server map itself.
    pub rebuilt_blocked: usize,
    /// Tiles of the server map that are blocked or free against that rule; none if it has no collision cells.
    pub blocked_differs: Option<Vec<TileId>>,
    /// Objects with a role; none without the zone's objects.
    pub object_events: Option<Matches<ObjectEvent>>,
}

/// What both, and what one of two files has.
#[derive(Clone, Debug, PartialEq)]
pub struct Matches<T> {
    /// Number of those in both.
    pub common: usize,
    /// Those of the zone only.
    pub only_a: Vec<T>,
    /// Those of the server map only.
    pub only_b: Vec<T>,
}

impl<T> Matches<T> {
    /// Whether both files have the same.
    pub fn is_same(&self) -> bool {
        self.only_a.is_empty() && self.only_b.is_empty()
    }
}

impl ServerMapDifference {
    /// Whether the map is that of the zone, as far as compared.
    pub fn is_same(&self) -> bool {
        self.heights.as_ref().is_some_and(|heights| heights.changed.is_empty())
            && self.collision.as_ref().is_none_or(Matches::is_same)
            && self.blocked_differs.as_ref().is_none_or(Vec::is_empty)
            && self.object_events.as_ref().is_none_or(Matches::is_same)
    }
}

/// Compares a zone and its placed objects with a server map.
pub fn compare(gtd: &Gtd, objects: Option<&OpdFile>, map: &ServerMap) -> ServerMapDifference {
    let rule = BlockedTiles::of_map(map);
    let differing = || rule.differing(map).into_iter().map(|(x, z)| TileId { x, z }).collect();
    ServerMapDifference {
        map_size: [gtd.map_size(), map.size],
        heights: match_heights(gtd, map),
        collision: objects.map(|file| triangles::matched(&file.collision, &map.collision)),
        rebuilt_blocked: rule.count(),
        blocked_differs: map.has_collision_cells().then(differing),
        object_events: objects.map(|file| {
            let placed = file.objects.iter().filter_map(ObjectEvent::of).collect();
            matched_objects(placed, &map.object_events)
        }),
    }
}

/// Places of differences, as for two zones ([`super::regions`]): heights, blocked tiles, collision, objects.
pub fn changed_regions(difference: &ServerMapDifference) -> Vec<ChangedRegion> {
    let side = difference.map_size[0].saturating_sub(1);
    if difference.heights.is_none() {
        return Vec::new();
    }
    let objects = difference.object_events.iter().flat_map(|objects| objects.only_a.iter().chain(&objects.only_b));
    let objects = objects.filter_map(|object| tile_at(object.position_m[0], object.position_m[2]));
    let (height, blocked, [zone, map]) = tiles(difference);
    group_tiles(side, height.into_iter().chain(blocked).chain(zone).chain(map).chain(objects))
}

/// Objects of one file only: added are those of the map, removed those of the zone. They are named by their ids.
pub fn changed_objects(difference: &ServerMapDifference) -> ObjectDifference {
    let change = |kind, object: &ObjectEvent| {
        let place = |is_there: bool| is_there.then_some(object.position_m);
        ObjectChange {
            kind,
            name: format!("#{}", object.id),
            index: [None; 2],
            position_m: [place(kind == ChangeKind::Removed), place(kind == ChangeKind::Added)],
            differs: Vec::new(),
        }
    };
    let found = difference.object_events.as_ref();
    let only = |kind, objects: &[ObjectEvent]| objects.iter().map(|object| change(kind, object)).collect::<Vec<_>>();
    let changes = found.map_or_else(Vec::new, |found| {
        [only(ChangeKind::Removed, &found.only_a), only(ChangeKind::Added, &found.only_b)].concat()
    });
    ObjectDifference { changes, ..ObjectDifference::default() }
}

/// Tiles with other heights, blocked against the rule, and with collision of the zone only and of the map only.
fn tiles(difference: &ServerMapDifference) -> (Vec<TileId>, Vec<TileId>, [Vec<TileId>; 2]) {
    let heights = tiles_around(difference.heights.iter().flat_map(|heights| &heights.changed)).collect();
    let blocked = difference.blocked_differs.clone().unwrap_or_default();
    let below = |triangles: &Vec<CollisionTriangle>| triangles.iter().flat_map(tiles_below).collect();
    let collision = difference.collision.as_ref();
    let collision = collision.map_or_else(Default::default, |found| [below(&found.only_a), below(&found.only_b)]);
    (heights, blocked, collision)
}

/// Tiles in which a triangle has a corner or its middle.
fn tiles_below(triangle: &CollisionTriangle) -> impl Iterator<Item = TileId> {
    let middle = [0, 2].map(|axis| triangle.iter().map(|corner| corner[axis]).sum::<f32>() / 3.0);
    let corners = triangle.map(|[x, _, z]| [x, z]);
    corners.into_iter().chain([middle]).filter_map(|[x, z]| tile_at(x, z))
}

fn tile_at(x_m: f32, z_m: f32) -> Option<TileId> {
    let tile = |m: f32| u32::try_from(floor_i64(m / TILE_M)).ok().filter(|_| m.is_finite());
    Some(TileId { x: tile(x_m)?, z: tile(z_m)? })
}

/// Pairs equal objects; each is in one pair.
fn matched_objects(mut only_a: Vec<ObjectEvent>, others: &[ObjectEvent]) -> Matches<ObjectEvent> {
    let mut only_b = Vec::new();
    let all = only_a.len();
    for other in others {
        match only_a.iter().position(|object| object.is_same(other)) {
            Some(index) => drop(only_a.remove(index)),
            None => only_b.push(*other),
        }
    }
    Matches { common: all - only_a.len(), only_a, only_b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_paired_once() {
        let object = |id, x| ObjectEvent { id, position_m: [x, 0.0, 0.0], ..ObjectEvent::default() };
        let placed = vec![object(1, 0.0), object(1, 0.0), object(2, 5.0)];
        let found = matched_objects(placed, &[object(1, 0.009), object(2, 5.02), object(3, 1.0)]);
        assert_eq!((found.common, found.only_a.len(), found.only_b.len()), (1, 2, 2));
        assert_eq!(found.only_a, [object(1, 0.0), object(2, 5.0)]);
    }
}
