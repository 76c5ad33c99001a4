//! What the terrain's pipelines color the ground by.

use crate::render::shader::Constant;
use crate::scene::modes::ViewMode;
use crate::scene::modes::palette::SLOPE_END_DEG;

/// `MODE` in shaders/terrain.wgsl.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u32)]
pub(super) enum ShadingMode {
    /// Textures, as the game does.
    #[default]
    Textures,
    /// The first texture of each tile.
    Layer1,
    /// The second texture of each tile.
    Layer2,
    /// The image of the view mode.
    Image,
    Height,
    Slope,
    /// Level of detail.
    Detail,
    /// One color.
    Plain,
    /// Height, until the image of the view mode arrives.
    Waiting,
    /// The color map alone, also where a texture would lie over it.
    ColorMap,
}

/// The shading modes that the shader tells apart.
pub(super) const SHADING_MODES: &[(&str, Constant)] = &[
    ("LAYER_1", Constant::U32(ShadingMode::Layer1 as u32)),
    ("LAYER_2", Constant::U32(ShadingMode::Layer2 as u32)),
    ("IMAGE", Constant::U32(ShadingMode::Image as u32)),
    ("HEIGHT", Constant::U32(ShadingMode::Height as u32)),
    ("SLOPE", Constant::U32(ShadingMode::Slope as u32)),
    ("DETAIL", Constant::U32(ShadingMode::Detail as u32)),
    ("PLAIN", Constant::U32(ShadingMode::Plain as u32)),
];

/// The end of the slope's ramp.
pub(super) const SLOPE_END: (&str, Constant) = ("SLOPE_END_DEG", Constant::F32(SLOPE_END_DEG));

impl ShadingMode {
    /// The shading of a view mode, whose image, if it has one, is there or not.
    pub fn new(mode: ViewMode, has_image: bool) -> ShadingMode {
        match mode {
            ViewMode::Textured => ShadingMode::Textures,
            ViewMode::Colormap => ShadingMode::ColorMap,
            _ if mode.has_picture() && !has_image => ShadingMode::Waiting,
            ViewMode::Layer1 => ShadingMode::Layer1,
            ViewMode::Layer2 => ShadingMode::Layer2,
            ViewMode::TextureIndex | ViewMode::Direction | ViewMode::Layers => ShadingMode::Image,
            ViewMode::Height => ShadingMode::Height,
            ViewMode::Slope => ShadingMode::Slope,
            ViewMode::Detail => ShadingMode::Detail,
            ViewMode::Shadow => ShadingMode::Plain,
        }
    }
}
