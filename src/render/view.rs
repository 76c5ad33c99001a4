//! What a frame is asked to show, and what it tells of itself.

use crate::camera::{Lens, View};
use crate::terrain::select::{LodRules, Sight};
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

/// GPU memory in use, in bytes, as far as this program asked for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct GpuMemory {
    /// Node slots, draw lists, uniforms.
    pub buffers: u64,
    /// Tile textures, colour map and all others but the targets.
    pub textures: u64,
}

/// What the walk over the ground has to know of a view drawn into a picture of a height in pixels.
pub fn sight_of(view: &View, height_px: u32) -> Sight {
    let height_px = height_px.max(1) as f32;
    let (px_per_m, flat) = match view.lens {
        Lens::Perspective { fov_y_deg } => (height_px * 0.5 / (fov_y_deg.to_radians() * 0.5).tan() as f32, false),
        Lens::Orthographic { height_m } => (height_px / height_m as f32, true),
    };
    Sight { eye: view.pose.eye, clip_from_eye: view.clip_from_camera_relative(), px_per_m, flat }
}
