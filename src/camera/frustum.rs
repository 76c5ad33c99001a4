//! The planes round what a view sees, for leaving out what it does not.
//!
//! Everything here is relative to the eye, in metres: planes far from the world's origin keep their precision.

use glam::Vec3;

/// A plane; a point `p` (relative to the eye, metres) is inside where `normal . p + offset_m >= 0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    /// Unit normal, pointing inside.
    pub normal: Vec3,
    /// Signed distance of the eye from the plane, metres, positive inside.
    pub offset_m: f32,
}

impl Plane {
    /// Signed distance of a point (relative to the eye) in metres, positive inside.
    pub fn distance_m(&self, point: Vec3) -> f32 {
        self.normal.dot(point) + self.offset_m
    }
}

/// Five planes (perspective: four sides and near, there is no far plane) or six (orthographic).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frustum {
    planes: [Plane; 6],
    count: usize,
}

impl Frustum {
    /// A frustum of the four sides, the near plane and perhaps a far one.
    pub(super) fn new(sides: [Plane; 4], near: Plane, far: Option<Plane>) -> Frustum {
        let [a, b, c, d] = sides;
        Frustum { planes: [a, b, c, d, near, far.unwrap_or(near)], count: if far.is_some() { 6 } else { 5 } }
    }

    /// The planes: left, right, bottom, top, near and, if there is one, far.
    pub fn planes(&self) -> &[Plane] {
        &self.planes[..self.count]
    }

    /// Whether an axis-aligned box (corners relative to the eye, metres) may be seen. Never false for a box
    /// that is seen; may be true for one just outside, near a corner of the frustum.
    pub fn touches_box(&self, min: Vec3, max: Vec3) -> bool {
        self.planes().iter().all(|plane| {
            let farthest_inside = Vec3::select(plane.normal.cmpge(Vec3::ZERO), max, min);
            plane.distance_m(farthest_inside) >= 0.0
        })
    }

    /// Whether a sphere (centre relative to the eye, metres) may be seen; errs on the side of true.
    pub fn touches_sphere(&self, centre: Vec3, radius_m: f32) -> bool {
        self.planes().iter().all(|plane| plane.distance_m(centre) >= -radius_m)
    }
}
