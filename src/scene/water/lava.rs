//! Lava: water with a warm, saturated tint.
//!
//! No client has a texture of lava. Its ponds name a texture of dark water and a tint of fire, and the client multiplies
//! them, which is nearly black. Here the tint is the color, the textures are its pattern, and no light darkens it.
//! `shaders/water.wgsl` draws the same.

use glam::{Vec3, Vec4};

use crate::scene::easing::smoothstep;

/// Warmth of a tint from which it begins to glow, and from which it glows fully.
pub const WARMTH: [f32; 2] = [0.5, 0.9];
/// Brightness of the textures as a multiple of their mean: where lava is a dark crust, and where it is hottest.
pub const HEAT: [f32; 2] = [0.72, 1.3];
/// Brightness of the crust as a share of the tint.
pub const CRUST: f32 = 0.42;
/// The hottest color is in the middle between this one and the tint.
pub const HOT: [f32; 3] = [1.0, 0.86, 0.42];
/// Factor of the opacity: lava is hardly transparent.
pub const OPACITY: f32 = 1.35;
/// Share of red, green and blue in brightness.
pub const LUMA: [f32; 3] = [0.3, 0.59, 0.11];

/// How much a tint (R, G, B from 0 to 1) is that of lava, 0 to 1: orange and red are, white, yellow, brown and all cold
/// colors are not.
pub fn glow(tint: Vec3) -> f32 {
    smoothstep(WARMTH[0], WARMTH[1], (tint.x - tint.z).min(tint.x - tint.y + 0.5))
}

/// Brightness of a color.
pub fn luma(color: Vec3) -> f32 {
    color.dot(Vec3::from(LUMA))
}

/// Color of lava with a tint, where the textures are this bright as a multiple of their mean.
pub fn color(tint: Vec3, heat: f32) -> Vec3 {
    (tint * CRUST).lerp((tint + Vec3::from(HOT)) * 0.5, smoothstep(HEAT[0], HEAT[1], heat))
}

/// Color and opacity of water: of the texel times the tint in lit water, of glowing lava where the tint is such.
pub fn shaded(lit: Vec3, tint: Vec4, heat: f32) -> Vec4 {
    let glow = glow(tint.truncate());
    let alpha = tint.w + ((tint.w * OPACITY).min(1.0) - tint.w) * glow;
    lit.lerp(color(tint.truncate(), heat), glow).extend(alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tint(rgb: u32) -> Vec3 {
        let [_, r, g, b] = rgb.to_be_bytes();
        Vec3::from([r, g, b].map(|channel| f32::from(channel) / 255.0))
    }

    #[test]
    fn tints_of_fire_glow_and_others_do_not() {
        for fire in [0xff_5500, 0xff_2200, 0xff_7710, 0xff_0000] {
            assert_eq!(glow(tint(fire)), 1.0, "{fire:06x}");
        }
        for water in [0xff_ffff, 0x40_80ff, 0xff_eecc, 0x88_5522, 0xff_ff00, 0x00_ff00, 0xff_00ff, 0x00_0000] {
            assert_eq!(glow(tint(water)), 0.0, "{water:06x}");
        }
    }

    #[test]
    fn lava_has_the_hue_of_its_tint_and_is_brighter_where_the_textures_are() {
        let tint = tint(0xff_5500);
        let [crust, mean, hot] = [0.5, 1.0, 1.5].map(|heat| color(tint, heat));
        assert!(luma(crust) < luma(mean) && luma(mean) < luma(hot));
        for color in [crust, mean, hot] {
            assert!(color.x > color.y && color.y >= color.z, "{color}");
        }
        assert!(hot.x > 0.95 && crust.x > 0.3, "not black: {crust}, {hot}");
    }

    #[test]
    fn water_is_as_it_is_lit() {
        let (lit, tint) = (Vec3::new(0.1, 0.2, 0.3), Vec4::new(1.0, 1.0, 1.0, 0.6));
        assert_eq!(shaded(lit, tint, 1.4), lit.extend(0.6));
        let lava = shaded(lit, Vec4::new(1.0, 0.33, 0.0, 0.73), 1.0);
        assert!(lava.w > 0.95 && lava.x > 0.6, "{lava}");
    }
}
