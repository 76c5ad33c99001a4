//! What a frame is asked to show, and what it tells of itself.

use crate::terrain::select::LodRules;
use glam::Vec3;

/// How a frame is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrameOptions {
    /// How detail falls with distance.
    pub lod: LodRules,
    /// Draw tiles with their textures; off: the colour map everywhere.
    pub tiles: bool,
    /// Shade by slope.
    pub relief: bool,
    /// Sample this mip level everywhere (0 is the largest): for maps, one texel a pixel.
    pub fixed_level: Option<f32>,
    /// Background.
    pub clear: Vec3,
    /// Most nodes written to the GPU in this frame.
    pub node_budget: usize,
}

impl Default for FrameOptions {
    fn default() -> FrameOptions {
        FrameOptions {
            lod: LodRules {
                full_detail: false,
                tile_range_m: f32::INFINITY,
                error_px: 1.0,
                view_distance_m: f32::INFINITY,
            },
            tiles: true,
            relief: false,
            fixed_level: None,
            clear: Vec3::new(0.55, 0.66, 0.76),
            node_budget: usize::MAX,
        }
    }
}

/// What a frame took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrameStats {
    /// Draw calls of the world, without the panels.
    pub draw_calls: u32,
    /// Triangles of the world.
    pub triangles: u64,
    /// Nodes drawn: patches where full detail is near, coarser ones beyond.
    pub nodes_drawn: u32,
    /// Nodes in GPU memory.
    pub nodes_resident: u32,
    /// Patches of the zone.
    pub patches_total: u32,
    /// Something that this view needs is still on its way to the GPU: another frame would look better.
    pub streaming: bool,
}
