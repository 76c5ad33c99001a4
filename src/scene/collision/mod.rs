//! Collision: the bodies of placed objects, in which a walker does not fit and on which he stands.
//!
//! Source: section 11 of the description of placed objects. An object file lists triangles of simplified bodies, and
//! invisible walls, which are as high as the sky. Gates, levers and barricades have none there: the client makes their
//! bodies from the boxes of their parts, which turn when a gate opens. Height of the feet is that of the nearest face
//! below. How far a step reaches up, and the walker's size, are chosen here: the description does not give them.

mod cells;
mod enclosed;
mod grid;
mod shapes;
mod walls;

use glam::{DVec2, DVec3, Vec2, Vec3};

pub use self::cells::ListedCell;
pub use self::grid::{REACH_M, TriangleGrid};
use self::shapes::{Polygon, Triangle, crosses};
pub use self::walls::wall_bands;
use self::walls::wall_feet;
use crate::formats::n3pmesh::Mesh;
use crate::formats::opd::{CollisionTriangle, EventKind, OpdFile, is_invisible_wall};
use crate::scene::objects::{Bounds, Moment, ObjectSet};

/// Radius of a walker in meters.
pub const RADIUS_M: f64 = 0.3;
/// Height of a walker in meters.
pub const HEIGHT_M: f64 = 1.8;
/// Highest step that a walker takes, in meters. Steps on bodies steeper than about 60 degrees are higher.
pub const STEP_M: f64 = 0.5;

/// Bodies of a zone's objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collision {
    bodies: TriangleGrid,
    invisible_walls: TriangleGrid,
    /// Gates, levers and barricades, closed and open.
    gates: [TriangleGrid; 2],
    cells: Vec<ListedCell>,
    /// Where invisible walls stand.
    wall_feet: Vec<[Vec2; 2]>,
}

/// Where a walker is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walker {
    /// East and north, meters.
    pub place: DVec2,
    /// Height of the feet in meters.
    pub feet_m: f64,
}

impl Collision {
    /// The bodies of a file, with the meshes of its objects by their number in the set.
    pub fn new(file: &OpdFile, set: &ObjectSet, meshes: &[Option<Mesh>]) -> Collision {
        let extent_m = f64::from(file.width_m.max(file.length_m));
        let grid = |of_walls: bool| {
            let faces = file.collision.iter().copied();
            TriangleGrid::new(faces.filter(|face| is_invisible_wall(face) == of_walls), extent_m)
        };
        let gates = [false, true].map(|open| TriangleGrid::new(gates(file, set, meshes, open), extent_m));
        let invisible_walls = grid(true);
        let wall_feet = wall_feet(invisible_walls.triangles());
        Collision { bodies: grid(false), invisible_walls, gates, cells: ListedCell::all(file), wall_feet }
    }

    /// Whether nothing is in the way anywhere.
    pub fn is_empty(&self) -> bool {
        [&self.bodies, &self.invisible_walls, &self.gates[0], &self.gates[1]].iter().all(|grid| grid.is_empty())
    }

    /// Triangles of the bodies in the file.
    pub fn bodies(&self) -> &[[Vec3; 3]] {
        self.bodies.triangles()
    }

    /// Where invisible walls stand: both ends seen from above, east and north.
    pub fn wall_feet(&self) -> &[[Vec2; 2]] {
        &self.wall_feet
    }

    /// Triangles of gates, levers and barricades.
    pub fn gates(&self, open: bool) -> &[[Vec3; 3]] {
        self.gates[usize::from(open)].triangles()
    }

    /// The cells of the file, by rows from south to north.
    pub fn cells(&self) -> &[ListedCell] {
        &self.cells
    }

    /// Whether a step to a walker's place is blocked; if so, the horizontal unit vector away from what blocks it: of
    /// the nearest body that the step leads towards.
    pub fn blocks(&self, walker: Walker, step: DVec2, gates_open: bool) -> Option<DVec2> {
        let visible = self.visible(gates_open).flat_map(|grid| grid.near(walker.place, RADIUS_M));
        nearest(visible.chain(self.invisible_walls.near(walker.place, RADIUS_M)), walker, step)
    }

    /// The highest floor at a place that is not above a height in meters.
    pub fn floor_m(&self, place: DVec2, up_to_m: f64, gates_open: bool) -> Option<f64> {
        self.visible(gates_open).filter_map(|grid| grid.floor_m(place, up_to_m)).reduce(f64::max)
    }

    /// Whether a body hides one point from another. Invisible walls hide nothing.
    pub fn hides(&self, from: DVec3, to: DVec3, gates_open: bool) -> bool {
        self.visible(gates_open).flat_map(|grid| grid.along(from, to)).any(|triangle| crosses(&triangle, from, to))
    }

    fn visible(&self, gates_open: bool) -> impl Iterator<Item = &TriangleGrid> {
        [&self.bodies, &self.gates[usize::from(gates_open)]].into_iter()
    }
}

/// The vector away from the nearest triangle that a step leads towards, of length 1, if a walker touches it.
fn nearest(triangles: impl Iterator<Item = Triangle>, walker: Walker, step: DVec2) -> Option<DVec2> {
    let band_m = [walker.feet_m + STEP_M, walker.feet_m + HEIGHT_M];
    let touched = triangles.filter_map(|triangle| Polygon::between(&triangle, 1, band_m).away_from(walker.place));
    let ahead = touched.filter(|away| away.length() < RADIUS_M && away.dot(step) < 0.0);
    ahead.min_by(|a, b| a.length_squared().total_cmp(&b.length_squared())).map(DVec2::normalize_or_zero)
}

/// Boxes around the parts of gates, levers and barricades.
fn gates(file: &OpdFile, set: &ObjectSet, meshes: &[Option<Mesh>], open: bool) -> Vec<CollisionTriangle> {
    let moment = Moment { eye: DVec3::ZERO, secs: None, gates_open: open };
    let bounds = |mesh: &Mesh| Bounds::of_points(mesh.vertices.iter().map(|vertex| vertex.position_m.into()));
    let objects = file.objects.iter().enumerate().filter(|(_, object)| object.is_extra());
    let parts = objects.flat_map(|(index, object)| {
        let blocks = move |turns: bool| turns || object.events.kind() == Some(EventKind::Barricade);
        set.parts(index).iter().filter(move |part| blocks(part.hinge.is_some())).map(move |part| (index, part))
    });
    let boxes = parts.filter_map(|(index, part)| {
        let bounds = bounds(meshes.get(part.mesh?)?.as_ref()?)?;
        let world_from_mesh = set.pose(index, part, moment);
        Some(box_faces(bounds).map(|face| face.map(|corner| world_from_mesh.transform_point3(corner).to_array())))
    });
    boxes.flatten().collect()
}

/// The twelve triangles of a box.
fn box_faces(bounds: Bounds) -> [[Vec3; 3]; 12] {
    const SIDES: [[usize; 4]; 6] = [[0, 2, 3, 1], [1, 3, 7, 5], [5, 7, 6, 4], [4, 6, 2, 0], [2, 6, 7, 3], [0, 1, 5, 4]];
    let corners = bounds.corners();
    std::array::from_fn(|index| {
        let [a, b, c, d] = SIDES[index / 2].map(|corner| corners[corner]);
        if index % 2 == 0 { [a, b, c] } else { [a, c, d] }
    })
}

#[cfg(test)]
mod tests;
