//! What the terrain's pipelines color the ground by: the constants of `MODE` in shaders/terrain.wgsl.

use crate::render::shader::Constant;
use crate::scene::modes::palette::SLOPE_END_DEG;
use crate::scene::modes::{ShadingMode, ViewMode};

/// The shading modes that the shader tells apart.
pub(super) const SHADING_MODES: &[(&str, Constant)] = &{
    let mut constants = [("", Constant::U32(0)); ShadingMode::IN_SHADER.len()];
    let mut i = 0;
    while i < constants.len() {
        let (name, mode) = ShadingMode::IN_SHADER[i];
        constants[i] = (name, Constant::U32(mode as u32));
        i += 1;
    }
    constants
};

/// The end of the slope's ramp.
pub(super) const SLOPE_END: (&str, Constant) = ("SLOPE_END_DEG", Constant::F32(SLOPE_END_DEG));

/// The shading of a view mode, whose image, if it has one, is there or not.
pub(super) fn shading_of(mode: ViewMode, has_image: bool) -> ShadingMode {
    if mode.has_picture() && !has_image { ShadingMode::Waiting } else { mode.spec().shading }
}
