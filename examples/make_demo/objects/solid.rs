//! Building blocks of meshes: boxes, prisms, slabs and cards, collected into one mesh.
//!
//! Units: meters in the mesh's space, Y up. Triangles are clockwise as seen from the front. Angles are in radians, and
//! their sines come from `libm`, so that bytes are the same on every platform.

use glam::{Mat3, Vec2, Vec3};
use gtd_viewer::formats::n3pmesh::MeshVertex;
use std::ops::Range;

/// Vertices and triangles of a mesh under construction.
#[derive(Clone, Debug, Default)]
pub struct Solid {
    /// The vertices: flat faces do not share them.
    pub vertices: Vec<MeshVertex>,
    /// Corners of the triangles, as numbers of vertices.
    pub triangles: Vec<[u16; 3]>,
    /// Cards, which are drawn whole or not at all: the numbers of their vertices.
    pub cards: Vec<Range<usize>>,
}

/// Rotation about the vertical axis: clockwise as seen from above.
pub fn turn_y(angle: f32) -> Mat3 {
    let (s, c) = (libm::sinf(angle), libm::cosf(angle));
    Mat3::from_cols(Vec3::new(c, 0.0, -s), Vec3::Y, Vec3::new(s, 0.0, c))
}

/// Rotation about the X axis: the top goes north for positive angles.
pub fn turn_x(angle: f32) -> Mat3 {
    let (s, c) = (libm::sinf(angle), libm::cosf(angle));
    Mat3::from_cols(Vec3::X, Vec3::new(0.0, c, s), Vec3::new(0.0, -s, c))
}

/// A point of the unit circle in the XZ plane, at a fraction of a turn.
pub fn around(fraction: f32) -> Vec3 {
    let angle = fraction * std::f32::consts::TAU;
    Vec3::new(libm::sinf(angle), 0.0, libm::cosf(angle))
}

/// Directions of u and v on a face.
fn texture_directions(outward: Vec3) -> [Vec3; 2] {
    if outward.y.abs() > 0.9 {
        return [Vec3::X, Vec3::NEG_Z];
    }
    let along = Vec3::Y.cross(outward).normalize();
    let down = along.cross(outward).normalize();
    [along, if down.y > 0.0 { -down } else { down }]
}

impl Solid {
    fn vertex(&mut self, position: Vec3, normal: Vec3, uv: Vec2) -> u16 {
        self.vertices.push(MeshVertex {
            position_m: position.to_array(),
            normal: normal.to_array(),
            uv: uv.to_array(),
        });
        u16::try_from(self.vertices.len() - 1).expect("a small mesh")
    }

    /// A flat convex face whose front looks along `outward`; `uv` gives the texture's place of each corner.
    pub fn face(&mut self, corners: &[Vec3], outward: Vec3, uv: impl Fn(Vec3) -> Vec2) {
        let normal = (corners[1] - corners[0]).cross(corners[2] - corners[0]).normalize();
        let (normal, is_turned) = if normal.dot(outward) < 0.0 { (-normal, true) } else { (normal, false) };
        let numbers: Vec<u16> = corners.iter().map(|corner| self.vertex(*corner, normal, uv(*corner))).collect();
        for pair in numbers[1..].windows(2) {
            let [second, third] = if is_turned { [pair[1], pair[0]] } else { [pair[0], pair[1]] };
            self.triangles.push([numbers[0], second, third]);
        }
    }

    /// A flat face with its texture laid over it from its own directions, `per_m` times a meter: u along the horizontal
    /// direction, v downward.
    pub fn textured_face(&mut self, corners: &[Vec3], outward: Vec3, per_m: f32) {
        let [along, down] = texture_directions(outward);
        self.face(corners, outward, |at| Vec2::new(at.dot(along), at.dot(down)) * per_m);
    }

    /// A triangle with a normal for each corner, which face outward; the texture lies over it from its own directions.
    pub fn soft_triangle(&mut self, corners: [Vec3; 3], normals: [Vec3; 3], per_m: f32) {
        let outward = (normals[0] + normals[1] + normals[2]).normalize_or(Vec3::Y);
        let [along, down] = texture_directions(outward);
        let numbers = [0, 1, 2].map(|i| {
            let uv = Vec2::new(corners[i].dot(along), corners[i].dot(down)) * per_m;
            self.vertex(corners[i], normals[i], uv)
        });
        self.outward_triangle(numbers);
    }

    /// Four corners in order around a curved surface, with their normals and places on the texture.
    pub fn smooth_quad(&mut self, corners: [Vec3; 4], normals: [Vec3; 4], uvs: [Vec2; 4]) {
        let numbers = [0, 1, 2, 3].map(|i| self.vertex(corners[i], normals[i], uvs[i]));
        self.outward_triangle([numbers[0], numbers[1], numbers[2]]);
        self.outward_triangle([numbers[0], numbers[2], numbers[3]]);
    }

    /// Turns all normals upward, so that cloth has light on both of its sides.
    pub fn lift_normals(&mut self) {
        for vertex in &mut self.vertices {
            vertex.normal = (Vec3::from(vertex.normal) * 0.45 + Vec3::Y).normalize().to_array();
        }
    }

    /// A round lid around a point of the vertical axis of a tower: the corners of a [`Solid::stem`] with so many sides.
    pub fn lid(&mut self, middle: Vec3, radius_m: f32, sides: usize, outward: Vec3, per_m: f32) {
        let corners: Vec<Vec3> = (0..sides).map(|i| middle + around(i as f32 / sides as f32) * radius_m).collect();
        self.textured_face(&corners, outward, per_m);
    }

    /// A round roof with its tip above `middle`; the texture's rows run around it.
    pub fn cone(&mut self, middle: Vec3, radius_m: f32, rise_m: f32, sides: usize, per_m: f32) {
        let tip = middle + Vec3::Y * rise_m;
        for i in 0..sides {
            let [a, b] = [i, i + 1].map(|i| middle + around(i as f32 / sides as f32) * radius_m);
            let outward = (a + b) * 0.5 - middle + Vec3::Y * radius_m;
            self.textured_face(&[a, tip, b], outward, per_m);
        }
    }

    /// A box from its lowest to its highest corner.
    pub fn block(&mut self, low: [f32; 3], high: [f32; 3], per_m: f32) {
        self.turned_block(low, high, per_m, Mat3::IDENTITY, Vec3::ZERO);
    }

    /// A box that is turned, then moved.
    pub fn turned_block(&mut self, low: [f32; 3], high: [f32; 3], per_m: f32, turn: Mat3, offset: Vec3) {
        let corner = |i: usize| {
            let pick = |axis: usize| if i >> axis & 1 == 0 { low[axis] } else { high[axis] };
            turn * Vec3::new(pick(0), pick(1), pick(2)) + offset
        };
        const FACES: [([usize; 4], [f32; 3]); 6] = [
            ([0, 1, 3, 2], [0.0, 0.0, -1.0]),
            ([4, 5, 7, 6], [0.0, 0.0, 1.0]),
            ([0, 2, 6, 4], [-1.0, 0.0, 0.0]),
            ([1, 3, 7, 5], [1.0, 0.0, 0.0]),
            ([2, 3, 7, 6], [0.0, 1.0, 0.0]),
            ([0, 1, 5, 4], [0.0, -1.0, 0.0]),
        ];
        // The grain of wood runs along a post, too.
        let is_post = high[1] - low[1] > (high[0] - low[0]).max(high[2] - low[2]);
        for (corners, outward) in FACES {
            let outward = turn * Vec3::from(outward);
            let [along, down] = texture_directions(outward);
            let [along, down] = if is_post { [down, along] } else { [along, down] };
            let uv = |at: Vec3| Vec2::new(at.dot(along), at.dot(down)) * per_m;
            self.face(&corners.map(corner), outward, uv);
        }
    }

    /// A round stem from one point to another, with two radii; `sides` corners, open at its ends.
    pub fn stem(&mut self, [from, to]: [Vec3; 2], [from_m, to_m]: [f32; 2], sides: usize, per_m: f32) {
        let along = (to - from).normalize();
        let aside = if along.y.abs() > 0.7 { Vec3::X } else { Vec3::Y };
        let east = along.cross(aside).normalize();
        let north = along.cross(east);
        let out = |i: usize| {
            let place = around(i as f32 / sides as f32);
            east * place.x + north * place.z
        };
        let length_m = (to - from).length();
        let turns = (from_m * std::f32::consts::TAU * per_m).max(1.0).floor();
        let first = self.vertices.len() as u16;
        for i in 0..=sides {
            let u = i as f32 / sides as f32 * turns;
            self.vertex(from + out(i % sides) * from_m, out(i % sides), Vec2::new(u, length_m * per_m));
            self.vertex(to + out(i % sides) * to_m, out(i % sides), Vec2::new(u, 0.0));
        }
        for i in 0..sides as u16 {
            let [a, b, c, d] = [0, 1, 2, 3].map(|corner| first + i * 2 + corner);
            self.outward_triangle([a, b, c]);
            self.outward_triangle([c, b, d]);
        }
    }

    /// Adds a triangle whose front is on the side of its corners' normals.
    fn outward_triangle(&mut self, corners: [u16; 3]) {
        let [a, b, c] = corners.map(|corner| Vec3::from(self.vertices[usize::from(corner)].position_m));
        let normals = corners.map(|corner| Vec3::from(self.vertices[usize::from(corner)].normal));
        let is_outward = (b - a).cross(c - a).dot(normals[0] + normals[1] + normals[2]) >= 0.0;
        self.triangles.push(if is_outward { corners } else { [corners[0], corners[2], corners[1]] });
    }

    /// A card: four corners in order around it with their normals and places on the texture.
    pub fn card(&mut self, corners: [(Vec3, Vec3, Vec2); 4]) {
        let first = self.vertices.len();
        let numbers = corners.map(|(position, normal, uv)| self.vertex(position, normal, uv));
        self.outward_triangle([numbers[0], numbers[1], numbers[2]]);
        self.outward_triangle([numbers[0], numbers[2], numbers[3]]);
        self.cards.push(first..self.vertices.len());
    }

    /// An upright card that faces south, `width_m` wide, from `low_m` to `high_m` above the origin.
    pub fn upright_card(&mut self, width_m: f32, low_m: f32, high_m: f32) {
        let corner = |x: f32, y: f32| {
            let uv = Vec2::new(x + 0.5, if y == low_m { 1.0 } else { 0.0 });
            (Vec3::new(x * width_m, y, 0.0), Vec3::NEG_Z, uv)
        };
        self.card([corner(-0.5, low_m), corner(-0.5, high_m), corner(0.5, high_m), corner(0.5, low_m)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fronts_are_outside() {
        let mut solid = Solid::default();
        solid.turned_block([-1.0; 3], [1.0, 2.0, 1.0], 1.0, turn_y(0.3) * turn_x(0.2), Vec3::ZERO);
        solid.stem([Vec3::ZERO, Vec3::new(0.4, 3.0, 0.1)], [0.5, 0.3], 6, 1.0);
        assert_eq!(solid.triangles.len(), 12 + 12);
        for corners in &solid.triangles {
            let [a, b, c] = corners.map(|corner| solid.vertices[usize::from(corner)]);
            let [pa, pb, pc] = [a, b, c].map(|vertex| Vec3::from(vertex.position_m));
            let front = (pb - pa).cross(pc - pa);
            assert!(front.dot(Vec3::from(a.normal)) > 0.0, "clockwise from the side of its normal");
            assert!(front.dot((pa + pb + pc) / 3.0 - Vec3::new(0.0, 0.6, 0.0)) > 0.0, "away from the middle");
        }
    }

    #[test]
    fn turns_are_clockwise_as_seen_from_above() {
        let quarter = std::f32::consts::FRAC_PI_2;
        assert!((turn_y(quarter) * Vec3::Z).abs_diff_eq(Vec3::X, 1e-6), "north becomes east");
        assert!((turn_x(0.1) * Vec3::Y).z > 0.0);
    }
}
