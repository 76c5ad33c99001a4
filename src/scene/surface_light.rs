//! Light of the sky on ground and objects, on the CPU: for maps, and as the reference for shaders/lib/lights.wgsl.

use glam::Vec3;

use crate::scene::day::SkyState;
use crate::scene::lights::MATERIAL_AMBIENT;

/// Direction to the fill light, before normalization (formats section 5.4).
const TOWARDS_FILL: Vec3 = Vec3::new(-2.0, 3.0, -2.0);
/// Upward part of the sun's direction below which its light fades.
const LOW_SUN: f32 = 0.1;
/// Share of the light on level ground that surfaces of any direction get: light that others reflect. The client's files
/// leave sides that face away from both lights nearly black.
const REFLECTED: f32 = 0.25;
/// Strength of a baked shadow in which no light of the sun is left: the strongest one of the client's files.
pub const FULL_SHADOW: f32 = 0.8;
/// Share of the sky that the casters of such a shadow hide.
pub const HIDDEN_SKY: f32 = 0.35;
/// How much of the fill light depends on the direction of a surface. The rest comes from the whole sky.
pub const FILL_CONTRAST: f32 = 0.5;

/// A directional light.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DirectionalLight {
    /// Unit vector towards the light.
    pub towards: Vec3,
    /// Color, 0 to 1.
    pub color: Vec3,
}

/// Lights of the sky at a time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurfaceLights {
    /// Sun and fill.
    pub directional: [DirectionalLight; 2],
    /// Light from all sides.
    pub ambient: Vec3,
    /// Smooth light: normals have a length of 1, and the fill light reaches around edges. Off: as in the client, where
    /// normals keep the length that is stored, divided by the scale of the object.
    pub is_smooth: bool,
}

impl SurfaceLights {
    /// A clear, neutral noon.
    pub const NEUTRAL: SurfaceLights = SurfaceLights {
        directional: [
            DirectionalLight { towards: Vec3::new(-0.3995, 0.7990, -0.4494), color: Vec3::splat(0.55) },
            DirectionalLight { towards: Vec3::new(0.5025, 0.7035, 0.5025), color: Vec3::splat(0.2) },
        ],
        ambient: Vec3::splat(0.5),
        is_smooth: false,
    };

    /// The client's lights of a sky; neutral ones without lights in its file.
    pub fn of_sky(state: &SkyState) -> SurfaceLights {
        let Some([sun, fill, _]) = state.lights else { return SurfaceLights::NEUTRAL };
        SurfaceLights {
            directional: [
                DirectionalLight { towards: -state.sun_light_direction(), color: sun.diffuse },
                DirectionalLight { towards: TOWARDS_FILL.normalize(), color: fill.diffuse },
            ],
            ambient: (sun.ambient + fill.ambient) * MATERIAL_AMBIENT,
            is_smooth: false,
        }
    }

    /// Smooth light of the same colors and directions, in which level ground has the light `level`. The client adds up
    /// more light than a surface can show, so that slopes would hardly differ by day. Its sun goes on shining from below
    /// the horizon; here it sets.
    #[must_use]
    pub fn smooth(self, level: Vec3) -> SurfaceLights {
        let [sun, fill] = self.directional;
        let sun = DirectionalLight { color: sun.color * (sun.towards.y / LOW_SUN).clamp(0.0, 1.0), ..sun };
        let lights = SurfaceLights { directional: [sun, fill], is_smooth: true, ..self };
        let scale = level / lights.unclamped(Vec3::Y, 0.0).max(Vec3::splat(1e-4));
        let scale = scale * (1.0 - REFLECTED);
        let scaled = |light: DirectionalLight| DirectionalLight { color: light.color * scale, ..light };
        let ambient = self.ambient * scale + level * REFLECTED;
        SurfaceLights { directional: [sun, fill].map(scaled), ambient, is_smooth: true }
    }

    /// Light on a surface with a normal, in the world: red, green, blue from 0 to 1.
    pub fn at(&self, normal: Vec3) -> Vec3 {
        let normal = if self.is_smooth { normal / normal.length().max(1e-9) } else { normal };
        self.unclamped(normal, 0.0).clamp(Vec3::ZERO, Vec3::ONE)
    }

    /// Light on terrain with a normal and a baked shadow of a strength from 0 to 1. It exceeds 1 on slopes that face the
    /// sun. A shadow takes the light of the sun, which slopes that face away from it do not have, and part of the sky's.
    pub fn unclamped(&self, normal: Vec3, shadow: f32) -> Vec3 {
        let [sun, fill] = self.directional.map(|light| (light.color, light.towards.dot(normal)));
        let shade = if self.is_smooth { (shadow / FULL_SHADOW).min(1.0) } else { 0.0 };
        let wrapped = if self.is_smooth { 1.0 - FILL_CONTRAST + FILL_CONTRAST * fill.1 } else { fill.1 };
        let sky = fill.0 * wrapped.max(0.0) + self.ambient;
        sun.0 * sun.1.max(0.0) * (1.0 - shade) + sky * (1.0 - HIDDEN_SKY * shade)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::day::neutral_sky;

    fn lights(is_smooth: bool) -> SurfaceLights {
        let light = |towards, color| DirectionalLight { towards, color: Vec3::from(color) };
        let directional = [light(Vec3::Y, [0.5, 0.4, 0.3]), light(Vec3::X, [0.2, 0.2, 0.2])];
        SurfaceLights { directional, ambient: Vec3::splat(0.1), is_smooth }
    }

    #[test]
    fn light_is_the_sum_of_all_that_shine_on_a_side() {
        let client = lights(false);
        assert!(client.at(Vec3::Y * 0.5).abs_diff_eq(Vec3::new(0.35, 0.3, 0.25), 1e-6), "normals of any length");
        assert_eq!(client.at(Vec3::Y * 9.0), Vec3::ONE, "no more than white");
        assert_eq!(client.at(Vec3::NEG_X), Vec3::splat(0.1));
        let smooth = lights(true);
        assert!(smooth.at(Vec3::Y * 3.0).abs_diff_eq(Vec3::new(0.7, 0.6, 0.5), 1e-6), "half of the fill light");
        assert!(smooth.at(Vec3::NEG_X).abs_diff_eq(Vec3::splat(0.1), 1e-6), "the side opposite to it");
        assert!(smooth.at(Vec3::X).abs_diff_eq(Vec3::splat(0.3), 1e-6));
    }

    #[test]
    fn level_ground_has_the_clients_light_at_any_hour() {
        let sky = neutral_sky();
        for quarter in 0..96 {
            let state = SkyState::at(&sky, quarter as f32 * 900.0, None);
            let smooth = SurfaceLights::of_sky(&state).smooth(state.ground_light());
            assert!(smooth.unclamped(Vec3::Y, 0.0).abs_diff_eq(state.ground_light(), 1e-5), "{quarter}");
        }
        assert_eq!(lights(false).smooth(Vec3::ZERO).at(Vec3::Y), Vec3::ZERO);
    }

    #[test]
    fn slopes_differ_by_day_and_by_night() {
        let sky = neutral_sky();
        for hour in [7.0, 12.0, 16.0, 23.0] {
            let state = SkyState::at(&sky, hour * 3600.0, None);
            let smooth = SurfaceLights::of_sky(&state).smooth(state.ground_light());
            let slope = |z: f32| smooth.unclamped(Vec3::new(0.0, 1.0, z).normalize(), 0.0).y;
            let [south, north] = [slope(-1.0), slope(1.0)];
            assert!(south > north * 1.2 && north > 0.3 * state.ground_light().y, "{hour}: {south} {north}");
        }
    }

    #[test]
    fn a_shadow_takes_the_sun_once() {
        let smooth = lights(true);
        let [open, shaded] = [0.0, FULL_SHADOW].map(|shadow| smooth.unclamped(Vec3::Y, shadow));
        let sky = 0.1 + 0.2 * (1.0 - FILL_CONTRAST);
        assert!((open.x - shaded.x - 0.5 - sky * HIDDEN_SKY).abs() < 1e-6);
        let [open, shaded] = [0.0, FULL_SHADOW].map(|shadow| smooth.unclamped(Vec3::NEG_Z, shadow));
        assert!((open.x - shaded.x - sky * HIDDEN_SKY).abs() < 1e-6, "no sun there that could be taken");
        assert_eq!(smooth.unclamped(Vec3::Y, 1.0), smooth.unclamped(Vec3::Y, FULL_SHADOW));
    }
}
