//! Point lights of a zone, such as torches: which of them light a view, and how strongly.
//!
//! [`SceneLight::light`] is the reference for shaders/lib/lights.wgsl.

use std::cmp::Ordering;

use glam::{DVec3, Mat4, Vec3};

use crate::formats::glo::{GloFile, PointLightValues};
use crate::scene::easing::ease;
use crate::scene::terrain::cull::Frustum;

/// Maximum number of point lights in a frame. The largest real file has 15.
pub const LIGHT_LIMIT: usize = 16;
/// Number of zone lights that the client draws with at a time.
const CLIENT_LIGHTS: usize = 5;
/// The client drops lights farther away than this in x or z, in meters.
const CLIENT_RANGE_M: f64 = 100.0;
/// Materials of ground and objects take half of the ambient colors.
pub const MATERIAL_AMBIENT: f32 = 0.5;

/// A point light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SceneLight {
    /// World position in meters.
    pub position_m: Vec3,
    /// Color of the light on surfaces that face it, 0 to 1.
    pub diffuse: Vec3,
    /// Color of the light on surfaces of any direction, 0 to 1, of which materials take [`MATERIAL_AMBIENT`].
    pub ambient: Vec3,
    /// Constant, linear and quadratic attenuation, by meters.
    pub attenuation: Vec3,
    /// Distance in meters beyond which there is no light.
    pub range_m: f32,
    /// Distance in meters from which the light fades to nothing at its range. The client's ends at once.
    pub fade_from_m: f32,
}

impl SceneLight {
    /// The lights of a file, in its order. Other kinds of light than point lights, and those whose numbers cannot be
    /// computed with, are left out.
    pub fn from_file(file: &GloFile) -> Vec<SceneLight> {
        let light = |light: &crate::formats::glo::PointLight| {
            let values = light.values();
            let lit = SceneLight {
                position_m: light.placement.position_m.into(),
                diffuse: values.diffuse.into(),
                ambient: values.ambient.into(),
                attenuation: values.attenuation.into(),
                range_m: values.range_m,
                fade_from_m: values.range_m,
            };
            (values.light_type == PointLightValues::POINT && lit.is_usable()).then_some(lit)
        };
        file.lights.iter().filter_map(light).collect()
    }

    /// Finite, with colors and attenuation that are not negative.
    fn is_usable(&self) -> bool {
        let is_positive = |value: Vec3| value.is_finite() && value.min_element() >= 0.0;
        is_positive(self.diffuse)
            && is_positive(self.ambient)
            && is_positive(self.attenuation)
            && self.attenuation.element_sum() > 0.0
            && self.position_m.is_finite()
            && (0.0..f32::MAX).contains(&self.range_m)
    }

    /// The light that reaches a surface at a world position with a normal, which need not have unit length.
    pub fn light(&self, position_m: Vec3, normal: Vec3) -> Vec3 {
        let way = self.position_m - position_m;
        let distance_m = way.length();
        if distance_m > self.range_m {
            return Vec3::ZERO;
        }
        let divisor = self.attenuation.dot(Vec3::new(1.0, distance_m, distance_m * distance_m));
        let facing = normal.dot(way / distance_m.max(SMALLEST)).max(0.0);
        let t = (self.range_m - distance_m) / (self.range_m - self.fade_from_m).max(SMALLEST);
        let fade = ease(t.clamp(0.0, 1.0));
        (self.diffuse * facing + self.ambient * MATERIAL_AMBIENT) * fade / divisor.max(SMALLEST)
    }

    /// The light without a visible border: at its range a light of the files still has up to two thirds of its strength.
    #[must_use]
    pub fn faded(self) -> SceneLight {
        SceneLight { fade_from_m: self.range_m * 0.7, ..self }
    }
}

/// Lower limit of divisors, as in the shader.
const SMALLEST: f32 = 1e-4;

/// The lights that reach something in a view, faded: the nearest ones, if there are more than [`LIGHT_LIMIT`].
pub fn visible_lights(lights: &[SceneLight], eye: DVec3, clip_from_eye: Mat4) -> Vec<SceneLight> {
    let frustum = Frustum::new(clip_from_eye);
    let from_eye = |light: &SceneLight| (light.position_m.as_dvec3() - eye).as_vec3();
    let is_visible = |light: &&SceneLight| {
        let (center, half) = (from_eye(light), Vec3::splat(light.range_m));
        frustum.sees_box(center - half, center + half)
    };
    let mut visible: Vec<SceneLight> = lights.iter().filter(is_visible).map(|light| light.faded()).collect();
    let distance = |light: &SceneLight| from_eye(light).length() - light.range_m;
    visible.sort_by(|a, b| distance(a).partial_cmp(&distance(b)).unwrap_or(Ordering::Equal));
    visible.truncate(LIGHT_LIMIT);
    visible
}

/// The set of the lights that reach into a box in the world, in meters: bit `i` for light `i`, of at most 32.
pub fn lights_in_box(lights: &[SceneLight], min: Vec3, max: Vec3) -> u32 {
    let reaches = |light: &SceneLight| light.position_m.distance(light.position_m.clamp(min, max)) <= light.range_m;
    (0..u32::BITS).zip(lights).map(|(i, light)| u32::from(reaches(light)) << i).sum()
}

/// The lights that the client draws with at an eye: the first five of the file that are near enough.
///
/// The client keeps a light once chosen until it is too far away, so where more than five are near, its choice depends
/// on the way there.
pub fn client_lights(lights: &[SceneLight], eye: DVec3) -> Vec<SceneLight> {
    let is_near = |light: &&SceneLight| {
        let way = (light.position_m.as_dvec3() - eye).abs();
        way.x <= CLIENT_RANGE_M && way.z <= CLIENT_RANGE_M
    };
    lights.iter().filter(is_near).take(CLIENT_LIGHTS).copied().collect()
}

/// The client's third light: a point above the eye.
pub fn light_above_eye(eye: DVec3, diffuse: Vec3, ambient: Vec3) -> SceneLight {
    const FAR_M: f32 = 1e6;
    SceneLight {
        position_m: (eye + DVec3::Y * 16.0).as_vec3(),
        diffuse,
        ambient,
        attenuation: Vec3::new(0.5, 0.5 / 32.0, 0.5 / 1024.0),
        range_m: FAR_M,
        fade_from_m: FAR_M,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::glo::PointLight;
    use crate::formats::opd::Placement;
    use glam::camera::lh::{proj::directx, view};

    fn lamp(x: f32, z: f32) -> SceneLight {
        SceneLight {
            position_m: Vec3::new(x, 0.0, z),
            diffuse: Vec3::ONE,
            ambient: Vec3::splat(0.5),
            attenuation: Vec3::new(0.75, 0.05, 0.01),
            range_m: 20.0,
            fade_from_m: 20.0,
        }
    }

    fn file(values: PointLightValues) -> GloFile {
        let mut light = PointLight { placement: Placement::default(), light: [0; 104], on: 0, number: 5 };
        light.set_values(&values);
        GloFile { lights: vec![light] }
    }

    #[test]
    fn light_falls_with_the_distance_and_ends_at_the_range() {
        let lamp = lamp(0.0, 0.0);
        let below = |m: f32| lamp.light(Vec3::new(0.0, -m, 0.0), Vec3::Y).x;
        assert!((below(10.0) - 1.25 / (0.75 + 0.5 + 1.0)).abs() < 1e-6);
        assert!(below(19.99) > 0.0 && below(20.01) == 0.0);
        let turned_away = lamp.light(Vec3::new(0.0, -10.0, 0.0), Vec3::NEG_Y).x;
        assert!((turned_away - 0.25 / 2.25).abs() < 1e-6, "ambient light only");
        let long = lamp.light(Vec3::new(0.0, -10.0, 0.0), Vec3::Y * 2.0).x;
        assert!((long - 2.25 / 2.25).abs() < 1e-6, "normals are not normalized");
        assert!(lamp.light(lamp.position_m, Vec3::Y).is_finite());
    }

    #[test]
    fn a_faded_light_has_no_border() {
        let (lamp, faded) = (lamp(0.0, 0.0), lamp(0.0, 0.0).faded());
        let below = |lamp: SceneLight, m: f32| lamp.light(Vec3::new(0.0, -m, 0.0), Vec3::Y).x;
        assert_eq!(below(faded, 13.0), below(lamp, 13.0), "the same near the light");
        assert!((below(faded, 17.0) - below(lamp, 17.0) / 2.0).abs() < 1e-6);
        assert!(below(lamp, 19.9) > 0.2 && below(faded, 19.9) < 1e-3);
    }

    #[test]
    fn unusable_lights_are_left_out() {
        let good = PointLightValues {
            light_type: 1,
            diffuse: [1.0; 3],
            ambient: [0.5; 3],
            range_m: 8.0,
            attenuation: [0.5, 0.1, 0.0],
        };
        assert_eq!(SceneLight::from_file(&file(good)).len(), 1);
        for wrong in [
            PointLightValues { light_type: 3, ..good },
            PointLightValues { diffuse: [f32::NAN, 0.0, 0.0], ..good },
            PointLightValues { ambient: [-1.0, 0.0, 0.0], ..good },
            PointLightValues { attenuation: [0.0; 3], ..good },
            PointLightValues { range_m: f32::INFINITY, ..good },
        ] {
            assert_eq!(SceneLight::from_file(&file(wrong)), [], "{wrong:?}");
        }
    }

    #[test]
    fn the_client_takes_the_first_five_near_ones() {
        let mut lights = vec![lamp(0.0, 101.0), lamp(-101.0, 0.0)];
        lights.extend((0..7).map(|i| lamp(i as f32 * 10.0, 99.0)));
        assert_eq!(client_lights(&lights, DVec3::ZERO), lights[2..7]);
        assert_eq!(client_lights(&lights, DVec3::new(0.0, 500.0, 2.0))[0], lights[0], "height does not matter");
    }

    #[test]
    fn a_box_has_the_lights_within_reach_of_its_surface() {
        // They reach 20 m; the corner of the box is at 30, 30, 30.
        let lights = [lamp(0.0, 0.0), lamp(45.0, 0.0), lamp(45.0, 45.0), lamp(0.0, 49.0), lamp(0.0, 51.0)];
        let cube = |m: f32| lights_in_box(&lights, Vec3::splat(-m), Vec3::splat(m));
        assert_eq!(cube(30.0), 0b01011, "the corner is farther away than the sides");
        assert_eq!((cube(31.1), cube(1.0)), (0b11111, 0b00001));
        assert_eq!(lights_in_box(&lights, Vec3::new(-1.0, 21.0, -1.0), Vec3::new(1.0, 22.0, 1.0)), 0, "too high");
        assert_eq!(lights_in_box(&[lights[0]; 40], Vec3::ZERO, Vec3::ZERO), u32::MAX);
    }

    #[test]
    fn visible_lights_are_those_that_reach_into_the_view() {
        let north =
            directx::perspective_infinite_reverse(1.0, 1.5, 0.5) * view::look_to_mat4(Vec3::ZERO, Vec3::Z, Vec3::Y);
        let lights = [lamp(0.0, 50.0), lamp(0.0, -50.0), lamp(0.0, -19.0), lamp(500.0, 50.0)];
        assert_eq!(visible_lights(&lights, DVec3::ZERO, north), [lights[2].faded(), lights[0].faded()]);
        let many: Vec<SceneLight> = (0..100).map(|i| lamp(0.0, 200.0 - i as f32)).collect();
        let nearest: Vec<SceneLight> = many.iter().rev().take(LIGHT_LIMIT).map(|light| light.faded()).collect();
        assert_eq!(visible_lights(&many, DVec3::ZERO, north), nearest);
    }
}
