//! Frustum culling of boxes.

use glam::{Mat4, Vec3, Vec4};

/// The planes that bound a view, relative to the eye. A point is inside a plane where the dot product with (point, 1)
/// is not negative.
#[derive(Clone, Copy, Debug)]
pub struct Frustum {
    planes: [Vec4; 6],
    count: usize,
}

impl Frustum {
    /// Extracts the planes of a matrix from eye-relative world to clip space with 0 <= z <= w. Degenerate planes (the
    /// far plane of an infinite projection) are left out.
    pub fn new(clip_from_eye: Mat4) -> Frustum {
        let rows = clip_from_eye.transpose();
        let [x, y, z, w] = [rows.x_axis, rows.y_axis, rows.z_axis, rows.w_axis];
        let mut frustum = Frustum { planes: [Vec4::ZERO; 6], count: 0 };
        for plane in [w + x, w - x, w + y, w - y, w - z, z] {
            let length = plane.truncate().length();
            if length > 1e-12 {
                frustum.planes[frustum.count] = plane / length;
                frustum.count += 1;
            }
        }
        frustum
    }

    /// Whether the box may be visible. Never false for a visible box; may be true for a box beside an edge of the
    /// frustum.
    #[inline]
    pub fn sees_box(&self, min: Vec3, max: Vec3) -> bool {
        let (center, half) = ((min + max) * 0.5, (max - min) * 0.5);
        self.planes[..self.count].iter().all(|plane| {
            let normal = plane.truncate();
            normal.dot(center) + plane.w + normal.abs().dot(half) >= 0.0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glam::camera::lh::{proj::directx, view};
    use proptest::prelude::*;

    fn looking(yaw: f32, pitch: f32) -> Mat4 {
        let forward = Vec3::new(yaw.sin() * pitch.cos(), pitch.sin(), yaw.cos() * pitch.cos());
        directx::perspective_infinite_reverse(1.0, 1.5, 0.5) * view::look_to_mat4(Vec3::ZERO, forward, Vec3::Y)
    }

    fn inside(clip_from_eye: Mat4, point: Vec3) -> bool {
        let clip = clip_from_eye * point.extend(1.0);
        clip.x.abs() <= clip.w && clip.y.abs() <= clip.w && clip.z >= 0.0 && clip.z <= clip.w
    }

    proptest! {
        /// The oracle: a box with any sampled point inside the view must pass.
        #[test]
        fn a_seen_box_is_never_culled(
            yaw in -3.2f32..3.2, pitch in -1.5f32..1.5,
            min in prop::array::uniform3(-300.0f32..300.0), size in prop::array::uniform3(0.1f32..80.0),
        ) {
            let matrix = looking(yaw, pitch);
            let (min, size) = (Vec3::from(min), Vec3::from(size));
            let seen = (0..512).any(|i| {
                let part = Vec3::new((i % 8) as f32, (i / 8 % 8) as f32, (i / 64) as f32) / 7.0;
                inside(matrix, min + size * part)
            });
            prop_assert!(!seen || Frustum::new(matrix).sees_box(min, min + size));
        }
    }

    #[test]
    fn it_does_cull() {
        let frustum = Frustum::new(looking(0.0, 0.0));
        let mut culled = 0;
        for i in 0..64 {
            for j in 0..64 {
                let min = Vec3::new((i as f32 - 32.0) * 32.0, -10.0, (j as f32 - 32.0) * 32.0);
                culled += usize::from(!frustum.sees_box(min, min + Vec3::new(32.0, 20.0, 32.0)));
            }
        }
        assert!((2400..3600).contains(&culled), "{culled} of 4096 culled");
    }
}
