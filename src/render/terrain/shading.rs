//! Shading modes of the terrain pipelines: the constants of `MODE` in shaders/terrain.wgsl.

use crate::render::shader::Constant;
use crate::scene::modes::palette::SLOPE_END_DEG;
use crate::scene::modes::{ShadingMode, ViewMode};

/// Generated constants of the shading modes.
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

/// Upper end of the slope ramp.
pub(super) const SLOPE_END: (&str, Constant) = ("SLOPE_END_DEG", Constant::F32(SLOPE_END_DEG));

/// The shading of a view mode, which depends on whether its image is loaded.
pub(super) fn shading_of(mode: ViewMode, has_image: bool) -> ShadingMode {
    if mode.has_picture() && !has_image { ShadingMode::Waiting } else { mode.spec().shading }
}
