//! Inputs and results of a frame: options, atmosphere, statistics.

use crate::camera::{Lens, View};
use crate::render::clock::GpuClock;
use crate::scene::modes::{Overlays, ViewMode};
use crate::scene::space::PATCH_M;
use crate::scene::surface_light::{DirectionalLight, SurfaceLights};
use crate::scene::terrain::select::{CLASSIC_FAR_M, Detail, LodRules, ViewParams};
use crate::scene::view_settings::{Lighting, ViewSettings};
use glam::{Vec3, Vec4};

/// How a frame is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrameOptions {
    /// How detail falls with distance.
    pub lod: LodRules,
    /// Draw tile textures; off: the color map everywhere.
    pub tiles: bool,
    /// Fade distant tiles into the color map, once it is loaded. Tiles without a texture show it in any case.
    pub color_map: bool,
    /// Draw baked shadows, if the zone has them.
    pub shadows: bool,
    /// Draw rivers and ponds.
    pub water: bool,
    /// Draw placed objects.
    pub objects: bool,
    /// Horizontal distance in meters to which placed objects are drawn, within that of the terrain.
    pub object_distance_m: f32,
    /// Share of the small placed objects that are drawn, 0 to 1.
    pub object_density: f32,
    /// Gates and levers are open.
    pub gates_open: bool,
    /// Draw the sky; off: the color of the fog everywhere.
    pub sky: bool,
    /// How ground and objects are lit.
    pub lighting: Lighting,
    /// Density of the fog per meter, 0 for none.
    pub fog_per_m: f32,
    /// Width in meters of the zone's border that fades into haze, or into the sea around the zone; 0 for a hard edge.
    /// Only with fog and [`Lighting::Sun`], under perspective.
    pub border_m: f32,
    /// Shade the terrain by slope.
    pub relief: bool,
    /// Tint slopes that cannot be climbed.
    pub walk: bool,
    /// Sample textures one level too sharp, as in the client.
    pub mip_bias: bool,
    /// Sample this mip level of tile textures everywhere (0 is the largest): for maps, one texel per pixel.
    pub fixed_level: Option<f32>,
    /// Coloring of the terrain.
    pub mode: ViewMode,
    /// Overlays on the terrain.
    pub overlays: Overlays,
    /// Height between contours in meters; none for the automatic step.
    pub contour_step_m: Option<f32>,
    /// Heights at the ends of the height ramp in meters; none for those of the zone.
    pub heights_m: Option<[f32; 2]>,
    /// Colors of sky, fog and light, and the position of the sun.
    pub atmosphere: Atmosphere,
    /// Animation time of water and clouds in seconds.
    pub secs: f32,
    /// Frozen culling: the terrain is selected and streamed for this eye, but drawn from the frame's own. Patches are
    /// tinted by state.
    pub frozen: Option<ViewParams>,
    /// Maximum number of nodes uploaded in this frame.
    pub node_budget: usize,
    /// Maximum bytes of textures and images uploaded in this frame.
    pub upload_bytes: u64,
}

/// Time of day of the sky.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeOfDay {
    /// Hours since midnight, 0 to 24.
    pub hours: f32,
    /// Keep the sun at the hour that the zone fixes, if any.
    pub zone_sun: bool,
}

impl From<&ViewSettings> for TimeOfDay {
    fn from(settings: &ViewSettings) -> TimeOfDay {
        TimeOfDay { hours: settings.time_secs as f32 / 3600.0, zone_sun: settings.fixed_hour }
    }
}

/// Inputs of one frame.
#[derive(Clone, Copy)]
pub struct FrameParams<'a> {
    /// Color target, in the format of the scene view.
    pub target: &'a wgpu::TextureView,
    /// Width and height of the target in pixels.
    pub size_px: [u32; 2],
    /// Eye and projection of the frame.
    pub view: &'a ViewParams,
    /// Options of the frame.
    pub options: &'a FrameOptions,
    /// Times the world pass, if given.
    pub clock: Option<&'a GpuClock>,
}

/// Error in pixels of a software renderer's pictures while the camera moves.
const MOTION_ERROR_PX: f32 = 3.0;
/// Pixels that a meter covers where tiles end in them.
const MOTION_TILE_PX: f32 = 2.0;

/// Maximum number of nodes uploaded per frame of a moving picture.
pub const FRAME_NODES: usize = 1024;
/// Maximum bytes of textures and images uploaded per frame of a moving picture: about 60 times a second, well below the
/// bandwidth of a bus.
pub const FRAME_UPLOAD_BYTES: u64 = 4 << 20;

impl Default for FrameOptions {
    fn default() -> FrameOptions {
        FrameOptions {
            lod: LodRules { detail: Detail::Screen { tile_px: 1.0, error_px: 1.0 }, view_distance_m: f32::INFINITY },
            tiles: true,
            color_map: true,
            shadows: true,
            water: true,
            objects: true,
            object_distance_m: f32::INFINITY,
            object_density: 1.0,
            gates_open: false,
            sky: true,
            lighting: Lighting::Sun,
            fog_per_m: 0.0,
            border_m: 0.0,
            relief: false,
            walk: false,
            mip_bias: false,
            fixed_level: None,
            mode: ViewMode::Textured,
            overlays: Overlays::default(),
            contour_step_m: None,
            heights_m: None,
            atmosphere: Atmosphere::default(),
            secs: 0.0,
            frozen: None,
            node_budget: usize::MAX,
            upload_bytes: u64::MAX,
        }
    }
}

impl FrameOptions {
    /// Derives frame options from view settings, for a zone of an extent in meters. The caller adds the sky, animation
    /// and a frozen eye.
    pub fn new(settings: &ViewSettings, extent_m: f32) -> FrameOptions {
        let far_m = if settings.classic { CLASSIC_FAR_M } else { f32::INFINITY };
        let view_distance_m = settings.view_distance_m.unwrap_or(far_m);
        let detail = match settings {
            ViewSettings { full_detail: true, .. } => Detail::Full,
            ViewSettings { classic: true, .. } => Detail::Classic,
            // Without the color map tiles are drawn to the horizon.
            _ => Detail::Screen { tile_px: if settings.color_map { 1.0 } else { 0.0 }, error_px: 1.0 },
        };
        let fog_per_m = FrameOptions::fog_to(FrameOptions::fog_end_m(view_distance_m, extent_m));
        let options = FrameOptions {
            lod: LodRules { detail, view_distance_m },
            object_distance_m: settings.object_distance_m.unwrap_or(f32::INFINITY),
            object_density: settings.object_density,
            sky: settings.sky,
            lighting: settings.lighting(),
            gates_open: settings.gates_open,
            mip_bias: settings.classic,
            fog_per_m: if settings.fog { fog_per_m } else { 0.0 },
            border_m: FrameOptions::border_m(extent_m),
            ..FrameOptions::default()
        };
        options.with_layers(settings)
    }

    /// Sets layers, mode and overlays of the terrain from view settings.
    pub fn with_layers(self, settings: &ViewSettings) -> FrameOptions {
        let ViewSettings { tiles, color_map, shadows, water, relief, mode, overlays, contour_step_m, .. } = *settings;
        let options = FrameOptions { tiles, color_map, shadows, water, relief, ..self };
        FrameOptions { objects: settings.draws_objects(), ..options.in_mode(mode, overlays, contour_step_m) }
    }

    /// Sets mode and overlays. Modes that show the shadows or the color map alone do so in any case; objects are drawn
    /// in the modes that show them.
    pub fn in_mode(self, mode: ViewMode, overlays: Overlays, contour_step_m: Option<f32>) -> FrameOptions {
        let only_colors = mode.shows_color_map();
        let has_air = !mode.counts_drawings();
        FrameOptions {
            sky: self.sky && has_air,
            fog_per_m: if has_air { self.fog_per_m } else { 0.0 },
            tiles: self.tiles && !only_colors,
            color_map: self.color_map || only_colors,
            shadows: self.shadows || mode.shows_shadows(),
            objects: self.objects && mode.shows_objects(),
            mode,
            overlays,
            contour_step_m,
            ..self
        }
    }

    /// Whether day and night and the zone's lamps light the picture. View modes other than the game's picture ignore them.
    pub fn has_light(&self) -> bool {
        self.lighting != Lighting::None && self.mode.is_natural()
    }

    /// Color where nothing is drawn: that of the fog, or black where drawings are counted.
    pub(super) fn background(&self) -> Vec3 {
        if self.mode.counts_drawings() { Vec3::ZERO } else { self.atmosphere.fog }
    }

    /// Whether the sun lights the terrain by its slope.
    pub fn has_sun(&self) -> bool {
        self.lighting == Lighting::Sun && self.mode.is_natural()
    }

    /// Coarser if `moves`, for pictures of a moving camera on a software renderer: the allowed error on the screen is three
    /// pixels, and tiles end at half the distance, where a meter covers two pixels.
    pub fn in_motion(self, moves: bool) -> FrameOptions {
        let detail = match self.lod.detail {
            Detail::Screen { tile_px, error_px } if moves => {
                Detail::Screen { tile_px: tile_px * MOTION_TILE_PX, error_px: error_px.max(MOTION_ERROR_PX) }
            }
            detail => detail,
        };
        FrameOptions { lod: LodRules { detail, ..self.lod }, ..self }
    }

    /// Limits uploads, so that no frame of a moving picture takes long.
    pub fn within_a_frame(self) -> FrameOptions {
        FrameOptions { node_budget: FRAME_NODES, upload_bytes: FRAME_UPLOAD_BYTES, ..self }
    }

    /// Unchanged, or with the terrain selected for a frozen eye: without fog, which would hide it.
    pub fn chosen_for(self, frozen: Option<ViewParams>) -> FrameOptions {
        let fog_per_m = if frozen.is_some() { 0.0 } else { self.fog_per_m };
        FrameOptions { fog_per_m, frozen, ..self }
    }

    /// Full detail for vertical views that show heights (relief, contours, height and slope modes), in which the LOD
    /// error would otherwise be ignored. Unchanged if too many patches would be drawn.
    pub(super) fn with_heights_from_above(
        &self,
        view_params: &ViewParams,
        size_px: [u32; 2],
        patches_a_side: u32,
    ) -> FrameOptions {
        const MOST_PATCHES: f32 = 16_384.0;
        let tells_heights = self.relief || self.overlays.contours || self.mode.shows_heights();
        let seen = size_px.map(|px| (px as f32 / view_params.px_per_m / PATCH_M).min(patches_a_side as f32));
        let detail = match self.lod.detail {
            Detail::Screen { error_px, .. }
                if view_params.flat && tells_heights && seen[0] * seen[1] < MOST_PATCHES =>
            {
                Detail::Screen { tile_px: 0.0, error_px }
            }
            detail => detail,
        };
        FrameOptions { lod: LodRules { detail, ..self.lod }, ..*self }
    }

    /// Distances in meters between which tiles fade into the color map.
    pub(super) fn tile_fade_m(&self, view: &ViewParams) -> [f32; 2] {
        // without tiles the color map begins at the eye
        let end_m = if self.tiles { self.lod.tile_range_m(view).min(1e9) } else { 0.0 };
        [end_m * 0.65 - 1.0, end_m]
    }

    /// Distance in meters at which fog hides the terrain: the view distance, or far behind a zone that is visible to
    /// its horizon.
    pub fn fog_end_m(view_distance_m: f32, extent_m: f32) -> f32 {
        if view_distance_m.is_finite() { view_distance_m } else { (extent_m * 4.0).max(4000.0) }
    }

    /// Width in meters of the fading border of a zone.
    fn border_m(extent_m: f32) -> f32 {
        (extent_m / 12.0).min(128.0)
    }

    /// Density of fog that ends the view at `far_m` meters, by the client's formula.
    pub fn fog_to(far_m: f32) -> f32 {
        1.0 / (0.37 * far_m)
    }
}

/// A layer of the sun: disk, glow or flare.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SunDisk {
    /// Color, 0 to 1.
    pub color: Vec3,
    /// Half the width as the tangent of an angle.
    pub half_width: f32,
}

/// Sky, fog and light at a moment: colors from 0 to 1, gamma-encoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Atmosphere {
    /// Sky color at the zenith.
    pub zenith: Vec3,
    /// Color of the horizon and of the fog.
    pub fog: Vec3,
    /// Light on level ground; 1 leaves textures unchanged.
    pub light: Vec3,
    /// The client's directional lights: sun and fill.
    pub lights: [DirectionalLight; 2],
    /// Its light on all sides.
    pub ambient: Vec3,
    /// Diffuse and ambient color of the client's light above the eye.
    pub above_eye: [Vec3; 2],
    /// Brightness of the stars, 0 to 1.
    pub stars: f32,
    /// Unit vector to the sun; none if it is not drawn.
    pub sun: Option<Vec3>,
    /// Disk, glow and flare of the sun.
    pub sun_parts: [SunDisk; 3],
    /// Color and opacity (w) of the two cloud layers.
    pub clouds: [Vec4; 2],
    /// Indices of the sky images that the two cloud layers show; none without a sky.
    pub cloud_images: Option<[usize; 2]>,
}

impl Atmosphere {
    /// Lights on ground and objects.
    pub fn surface_lights(&self, lighting: Lighting) -> SurfaceLights {
        let lights = SurfaceLights { directional: self.lights, ambient: self.ambient, is_smooth: false };
        if lighting == Lighting::Sun { lights.smooth(self.light) } else { lights }
    }
}

impl Default for Atmosphere {
    /// A clear, neutral noon, for zones without a sky of their own.
    fn default() -> Atmosphere {
        Atmosphere {
            zenith: Vec3::new(0.29, 0.48, 0.72),
            fog: Vec3::new(0.71, 0.78, 0.83),
            light: Vec3::ONE,
            lights: SurfaceLights::NEUTRAL.directional,
            ambient: SurfaceLights::NEUTRAL.ambient,
            above_eye: [Vec3::ZERO; 2],
            stars: 0.0,
            sun: None,
            sun_parts: [SunDisk::default(); 3],
            clouds: [Vec4::ZERO; 2],
            cloud_images: None,
        }
    }
}

/// Statistics of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FrameStats {
    /// Draw calls of the world, without the panels.
    pub draw_calls: u32,
    /// Changes of the pipeline between them.
    pub pipeline_changes: u32,
    /// Changes of a bind group between them.
    pub group_changes: u32,
    /// Bytes of buffers and textures that were written to the GPU for the frame.
    pub uploaded_bytes: u64,
    /// Triangles of the world.
    pub triangles: u64,
    /// The drawn placed objects, which the numbers above include.
    pub objects: ObjectCounts,
    /// Drawn nodes: patches nearby, coarser nodes in the distance.
    pub nodes_drawn: u32,
    /// Nodes in GPU memory.
    pub nodes_resident: u32,
    /// Requested nodes that are not in GPU memory yet.
    pub nodes_wanted: u32,
    /// Requested pages of the color map.
    pub pages_wanted: u32,
    /// Images with pending uploads.
    pub pictures_waiting: u32,
    /// Nodes of the zone, of all levels.
    pub nodes_total: u32,
    /// Number of patches by [`PatchState`](crate::scene::terrain::patch_states::PatchState), with a frozen eye.
    pub patch_states: Option<[u32; 4]>,
    /// Data of this view is still loading: another frame would be more complete.
    pub streaming: bool,
    /// The frame is animated (water): redraw about 15 times a second.
    pub animated: bool,
}

/// Numbers of what a frame draws of the placed objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct ObjectCounts {
    /// Objects with a drawn part.
    pub objects: u32,
    /// Drawn parts.
    pub parts: u32,
    /// Draw calls of them.
    pub draw_calls: u32,
    /// Triangles of them.
    pub triangles: u64,
}

/// GPU memory in use, in bytes, as requested by this program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct GpuMemory {
    /// Node slots, draw lists, uniforms.
    pub buffers: u64,
    /// Tile textures, color map and all other textures except render targets.
    pub textures: u64,
}

/// LOD selection and culling parameters of a view, for a target of a height in pixels.
pub fn view_params_of(view: &View, height_px: u32) -> ViewParams {
    let height_px = height_px.max(1) as f32;
    let (px_per_m, flat) = match view.lens {
        Lens::Perspective { fov_y_deg } => (height_px * 0.5 / (fov_y_deg.to_radians() * 0.5).tan() as f32, false),
        Lens::Orthographic { height_m } => (height_px / height_m as f32, true),
    };
    ViewParams { eye: view.pose.eye, clip_from_eye: view.clip_from_camera_relative(), px_per_m, flat }
}

/// Size in pixels at which a picture is drawn: three quarters of its width and height if `moves`, for pictures of a moving
/// camera on a software renderer.
pub fn size_in_motion(size_px: [u32; 2], moves: bool) -> [u32; 2] {
    if moves { size_px.map(|side| (side * 3 / 4).max(1)) } else { size_px }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::view_settings::Layer;

    #[test]
    fn classic_sees_as_far_as_the_client() {
        let settings = ViewSettings::default();
        let classic = FrameOptions::new(&ViewSettings { classic: true, ..settings }, 2048.0);
        assert_eq!(classic.lod, LodRules { detail: Detail::Classic, view_distance_m: CLASSIC_FAR_M });
        assert_eq!(classic.fog_per_m, FrameOptions::fog_to(CLASSIC_FAR_M));
        let near = FrameOptions::new(&ViewSettings { view_distance_m: Some(300.0), ..settings }, 2048.0);
        assert_eq!((near.lod.view_distance_m, near.fog_per_m), (300.0, FrameOptions::fog_to(300.0)));
    }

    #[test]
    fn only_software_renderers_draw_motion_coarser() {
        let options = FrameOptions::new(&ViewSettings::default(), 2048.0);
        assert_eq!(options.in_motion(false), options);
        let coarser = LodRules { detail: Detail::Screen { tile_px: 2.0, error_px: 3.0 }, ..options.lod };
        assert_eq!(options.in_motion(true), FrameOptions { lod: coarser, ..options });
        let no_color_map = FrameOptions::new(&ViewSettings { color_map: false, ..ViewSettings::default() }, 2048.0);
        let coarser = LodRules { detail: Detail::Screen { tile_px: 0.0, error_px: 3.0 }, ..options.lod };
        assert_eq!(no_color_map.in_motion(true).lod, coarser);
        for settings in [
            ViewSettings { full_detail: true, ..ViewSettings::default() },
            ViewSettings { classic: true, ..ViewSettings::default() },
        ] {
            let options = FrameOptions::new(&settings, 2048.0);
            assert_eq!(options.in_motion(true), options);
        }
    }

    #[test]
    fn modes_that_show_one_layer_show_it_in_any_case() {
        let nothing = ViewSettings::default().with_layers(&[]);
        let shown = |mode| FrameOptions::new(&ViewSettings { mode, ..nothing }, 2048.0);
        assert!(shown(ViewMode::Shadow).shadows && shown(ViewMode::Colormap).color_map);
        assert!(!shown(ViewMode::Textured).shadows && !shown(ViewMode::Textured).color_map);
        let colors = FrameOptions::new(&ViewSettings { mode: ViewMode::Colormap, ..ViewSettings::default() }, 2048.0);
        assert!(!colors.tiles);
    }

    #[test]
    fn objects_are_drawn_as_the_settings_say() {
        let data = ViewSettings { mode: ViewMode::Height, ..ViewSettings::default() };
        assert!(!FrameOptions::new(&data, 2048.0).objects);
        let named = data.with_layers(&[Layer::Tiles, Layer::Objects]);
        assert!(FrameOptions::new(&named, 2048.0).objects);
        let counted = ViewSettings { mode: ViewMode::Overdraw, ..ViewSettings::default() };
        let counted = FrameOptions::new(&counted, 2048.0);
        assert!(counted.objects && !counted.sky && counted.fog_per_m == 0.0 && counted.background() == Vec3::ZERO);
    }
}
