//! Shading of the view modes: the constants of `MODE`, and the colors of modes that show all surfaces alike, for the
//! shaders of terrain, water and objects.

use crate::render::shader::{Constant, ShaderPart};
use crate::scene::modes::palette::{
    DENSITY_COLORS, FLAT, FLAT_SHADE, LOWEST_DENSITY, OVERDRAW_STEP, RELIEF_SUN, SLOPE_END_DEG,
};
use crate::scene::modes::{ShadingMode, ViewMode};

/// The shading modes, and what they need.
pub(crate) const MODES_WGSL: ShaderPart =
    ShaderPart { wgsl: include_str!("../../../shaders/lib/modes.wgsl"), constants: &CONSTANTS };

const COLORS: [(&str, Constant); 7] = [
    ("SUN", Constant::Vec3(RELIEF_SUN)),
    ("FLAT_COLOR", color(FLAT)),
    ("FLAT_SHADE", Constant::F32(FLAT_SHADE)),
    ("OVERDRAW_STEP", color(OVERDRAW_STEP)),
    ("LOWEST_DENSITY", Constant::F32(LOWEST_DENSITY as f32)),
    ("DENSITY_STEPS", Constant::U32(DENSITY_COLORS.len() as u32)),
    ("DENSITY_COLORS", Constant::Colors(&DENSITY_COLORS)),
];

/// A color as a vector from 0 to 1.
const fn color([r, g, b]: [u8; 3]) -> Constant {
    Constant::Vec3([r as f32 / 255.0, g as f32 / 255.0, b as f32 / 255.0])
}

/// A constant for each shading mode, and the colors.
const CONSTANTS: [(&str, Constant); ShadingMode::IN_SHADER.len() + COLORS.len()] = {
    let mut constants = [("", Constant::U32(0)); _];
    let mut i = 0;
    while i < ShadingMode::IN_SHADER.len() {
        let (name, mode) = ShadingMode::IN_SHADER[i];
        constants[i] = (name, Constant::U32(mode as u32));
        i += 1;
    }
    let mut color = 0;
    while color < COLORS.len() {
        constants[i + color] = COLORS[color];
        color += 1;
    }
    constants
};

/// Upper end of the slope ramp.
pub(super) const SLOPE_END: (&str, Constant) = ("SLOPE_END_DEG", Constant::F32(SLOPE_END_DEG));

/// The shading of a view mode, which depends on whether its image is loaded.
pub(super) fn shading_of(mode: ViewMode, has_image: bool) -> ShadingMode {
    if mode.has_picture() && !has_image { ShadingMode::Waiting } else { mode.spec().shading }
}
