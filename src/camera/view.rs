//! Views: matrices and rays of a pose and a lens.
//!
//! Clip space is that of Direct3D and wgpu: y up, depth 0 to 1, with reversed depth (1 is nearest).

use glam::camera::lh::proj::directx;
use glam::{DVec2, DVec3, Mat4, Vec3, Vec4};

use super::pose::Pose;
use crate::scene::numbers::single;
use crate::scene::view_settings::ViewSettings;

/// Projection of a pose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lens {
    /// Perspective with an infinite far plane.
    Perspective {
        /// Vertical field of view in degrees.
        fov_y_deg: f64,
    },
    /// Orthographic, as for a map.
    Orthographic {
        /// Meters of the world from the bottom of the picture to its top.
        height_m: f64,
    },
}

/// A pose, a lens, and the aspect ratio of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Position and direction of the eye.
    pub pose: Pose,
    /// Projection of the view.
    pub lens: Lens,
    /// Width over height; finite and positive.
    pub aspect: f64,
}

/// A half line in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ray {
    /// Start in world meters.
    pub origin: DVec3,
    /// Unit vector in world space.
    pub direction: DVec3,
}

impl Ray {
    /// The point at a distance in meters.
    pub fn at(&self, distance_m: f64) -> DVec3 {
        self.origin + self.direction * distance_m
    }
}

impl View {
    /// Near plane of the perspective lens in meters: close enough for walking; with reversed depth it costs no
    /// precision.
    pub const NEAR_M: f32 = 0.1;
    /// Range of an orthographic view in front of and behind the eye, in meters: a map must show terrain on both sides
    /// of the eye.
    pub const ORTHOGRAPHIC_REACH_M: f32 = 16_384.0;
    /// The default vertical field of view in degrees.
    pub const DEFAULT_FOV_DEG: f64 = 60.0;
    /// The client's vertical field of view in degrees.
    pub const CLASSIC_FOV_DEG: f64 = 70.0;

    /// The vertical field of view in degrees without an explicit one: the client's in classic settings, else `chosen`.
    pub fn default_fov_deg(settings: &ViewSettings, chosen: f64) -> f64 {
        if settings.classic { View::CLASSIC_FOV_DEG } else { chosen }
    }

    /// A view; an empty picture counts as square.
    pub fn new(pose: Pose, lens: Lens, size_px: [u32; 2]) -> View {
        let [w, h] = size_px;
        let aspect = if w == 0 || h == 0 { 1.0 } else { f64::from(w) / f64::from(h) };
        View { pose, lens, aspect }
    }

    /// Clip space from positions relative to the eye (`world - eye`, subtracted in double precision), meters.
    /// Left-handed; depth is 1 at [`View::NEAR_M`] and 0 at infinity, or linear in an orthographic view.
    pub fn clip_from_camera_relative(&self) -> Mat4 {
        let projection = match self.lens {
            Lens::Perspective { fov_y_deg } => {
                directx::perspective_infinite_reverse(single(fov_y_deg.to_radians()), single(self.aspect), Self::NEAR_M)
            }
            Lens::Orthographic { .. } => {
                let [x, y] = self.half_extent().as_vec2().to_array();
                let reach = Self::ORTHOGRAPHIC_REACH_M;
                // Exchanging near and far reverses depth.
                directx::orthographic(-x, x, -y, y, reach, -reach)
            }
        };
        projection * self.view_from_camera_relative()
    }

    /// View space (x right, y up, z into the picture) from positions relative to the eye.
    pub fn view_from_camera_relative(&self) -> Mat4 {
        let row = |v: DVec3| v.as_vec3();
        let (r, u, f) = (row(self.pose.right()), row(self.pose.up()), row(self.pose.forward()));
        Mat4::from_cols(
            Vec4::new(r.x, u.x, f.x, 0.0),
            Vec4::new(r.y, u.y, f.y, 0.0),
            Vec4::new(r.z, u.z, f.z, 0.0),
            Vec4::W,
        )
    }

    /// A world position relative to the eye, in meters, rounded to single precision only after the subtraction.
    pub fn relative(&self, world: DVec3) -> Vec3 {
        (world - self.pose.eye).as_vec3()
    }

    /// The ray through a position in the picture: x -1 left to 1 right, y -1 bottom to 1 top.
    pub fn ray(&self, ndc: DVec2) -> Ray {
        let (r, u, f) = (self.pose.right(), self.pose.up(), self.pose.forward());
        let across = r * (ndc.x * self.half_extent().x) + u * (ndc.y * self.half_extent().y);
        match self.lens {
            Lens::Perspective { .. } => Ray { origin: self.pose.eye, direction: (f + across).normalize() },
            Lens::Orthographic { .. } => {
                let origin = self.pose.eye + across - f * f64::from(Self::ORTHOGRAPHIC_REACH_M);
                Ray { origin, direction: f }
            }
        }
    }

    /// The ray through a pixel position (from the top left; the center of the first pixel is 0.5).
    pub fn ray_at_pixel(&self, pixel: DVec2, size_px: [u32; 2]) -> Ray {
        self.ray(ndc_of_pixel(pixel, size_px))
    }

    /// Position of a world point in the picture (x -1 left to 1 right, y -1 bottom to 1 top); `None` behind the eye.
    pub fn project(&self, world: DVec3) -> Option<DVec2> {
        let to = world - self.pose.eye;
        let (x, y) = (to.dot(self.pose.right()), to.dot(self.pose.up()));
        let half = self.half_extent();
        match self.lens {
            Lens::Perspective { .. } => {
                let depth = to.dot(self.pose.forward());
                (depth > 0.0).then(|| DVec2::new(x / (depth * half.x), y / (depth * half.y)))
            }
            Lens::Orthographic { .. } => Some(DVec2::new(x / half.x, y / half.y)),
        }
    }

    /// Height of a pixel in meters: at the eye, and what each meter of distance adds.
    pub fn pixel_m(&self, size_px: [u32; 2]) -> [f64; 2] {
        let height = 2.0 * self.half_extent().y / f64::from(size_px[1].max(1));
        match self.lens {
            Lens::Perspective { .. } => [0.0, height],
            Lens::Orthographic { .. } => [height, 0.0],
        }
    }

    /// Half extents of the picture: tangents of half angles (perspective), or meters (orthographic).
    fn half_extent(&self) -> DVec2 {
        let y = match self.lens {
            Lens::Perspective { fov_y_deg } => (fov_y_deg.to_radians() / 2.0).tan(),
            Lens::Orthographic { height_m } => height_m / 2.0,
        };
        DVec2::new(y * self.aspect, y)
    }
}

/// A pixel position (from the top left) in picture coordinates: x -1 left to 1 right, y -1 bottom to 1 top.
pub fn ndc_of_pixel(pixel: DVec2, size_px: [u32; 2]) -> DVec2 {
    let [w, h] = size_px.map(|v| f64::from(v.max(1)));
    DVec2::new(pixel.x / w * 2.0 - 1.0, 1.0 - pixel.y / h * 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [u32; 2] = [1280, 720];

    fn perspective(pose: Pose) -> View {
        View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE)
    }

    fn orthographic(pose: Pose) -> View {
        View::new(pose, Lens::Orthographic { height_m: 400.0 }, SIZE)
    }

    fn some_poses() -> [Pose; 4] {
        [
            Pose::new(DVec3::new(1000.0, 80.0, 900.0), 0.0, 0.0),
            Pose::new(DVec3::new(31_000.0, 300.0, 32_000.0), 137.0, -35.0),
            Pose::new(DVec3::new(0.0, 500.0, 0.0), 0.0, -90.0),
            Pose::new(DVec3::new(-50.0, 3.0, 12.0), 271.0, 60.0),
        ]
    }

    #[test]
    fn the_world_is_not_mirrored() {
        let view = perspective(Pose::new(DVec3::new(100.0, 10.0, 100.0), 0.0, 0.0));
        let clip = |world: DVec3| {
            let c = view.clip_from_camera_relative() * view.relative(world).extend(1.0);
            c.truncate() / c.w
        };
        let ahead = DVec3::new(100.0, 10.0, 200.0);
        assert!(clip(ahead + DVec3::X * 20.0).x > 0.1, "looking north, east is to the right");
        assert!(clip(ahead - DVec3::X * 20.0).x < -0.1, "and west to the left");
        assert!(clip(ahead + DVec3::Y * 20.0).y > 0.1, "up is up");
        let map = orthographic(Pose::new(DVec3::new(100.0, 500.0, 100.0), 0.0, -90.0));
        let clip = |world: DVec3| map.clip_from_camera_relative() * map.relative(world).extend(1.0);
        assert!(clip(DVec3::new(100.0, 0.0, 200.0)).y > 0.1, "on a map north is at the top");
        assert!(clip(DVec3::new(200.0, 0.0, 100.0)).x > 0.1, "and east at the right");
    }

    #[test]
    fn depth_is_reversed_and_has_no_end() {
        let view = perspective(Pose::new(DVec3::ZERO, 0.0, 0.0));
        let depth = |m: f32| {
            let c = view.clip_from_camera_relative() * Vec4::new(0.0, 0.0, m, 1.0);
            c.z / c.w
        };
        assert!((depth(View::NEAR_M) - 1.0).abs() < 1e-6);
        assert!(depth(10.0) > depth(11.0) && depth(50_000.0) > depth(51_000.0) && depth(1e9) > 0.0);
        let map = orthographic(Pose::new(DVec3::ZERO, 0.0, 0.0));
        let depth = |m: f32| (map.clip_from_camera_relative() * Vec4::new(0.0, 0.0, m, 1.0)).z;
        assert!((depth(-View::ORTHOGRAPHIC_REACH_M) - 1.0).abs() < 1e-6, "{}", depth(-View::ORTHOGRAPHIC_REACH_M));
        assert!(depth(View::ORTHOGRAPHIC_REACH_M).abs() < 1e-6 && depth(0.0) > depth(1.0));
    }

    #[test]
    fn matrix_projection_and_ray_agree() {
        for pose in some_poses() {
            for view in [perspective(pose), orthographic(pose)] {
                for ndc in [DVec2::new(0.0, 0.0), DVec2::new(-0.9, 0.4), DVec2::new(0.7, -0.99)] {
                    let world = view.ray(ndc).at(300.0 + f64::from(View::ORTHOGRAPHIC_REACH_M));
                    let c = view.clip_from_camera_relative() * view.relative(world).extend(1.0);
                    let by_matrix = DVec2::new(f64::from(c.x / c.w), f64::from(c.y / c.w));
                    assert!((by_matrix - ndc).length() < 1e-4, "{pose}: {by_matrix} for {ndc}");
                    assert!((view.project(world).unwrap() - ndc).length() < 1e-9);
                }
            }
        }
        let view = perspective(Pose::new(DVec3::ZERO, 0.0, 0.0));
        assert_eq!(view.project(DVec3::NEG_Z), None, "what is behind is nowhere");
    }

    #[test]
    fn pixels_begin_at_the_top_left() {
        let view = perspective(Pose::new(DVec3::ZERO, 0.0, 0.0));
        let corner = view.ray_at_pixel(DVec2::ZERO, SIZE).direction;
        assert!(corner.x < 0.0 && corner.y > 0.0);
        let middle = view.ray_at_pixel(DVec2::new(640.0, 360.0), SIZE).direction;
        assert!((middle - DVec3::Z).length() < 1e-12);
    }

    #[test]
    fn a_picture_without_area_is_harmless() {
        let view = View::new(Pose::new(DVec3::ZERO, 0.0, 0.0), Lens::Perspective { fov_y_deg: 60.0 }, [0, 0]);
        assert!(view.clip_from_camera_relative().is_finite());
        assert!(view.ray_at_pixel(DVec2::ZERO, [0, 0]).direction.is_finite());
    }
}
