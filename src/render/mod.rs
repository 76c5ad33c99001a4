//! GPU: draws a zone into a texture view. The only place that names wgpu; window, pictures and bench share all of it.
//!
//! A [`SceneView`] owns what stays from zone to zone (pipelines, samplers, targets) and the open zone's share of GPU
//! memory. Each frame it decides what to draw by `terrain::select`, writes what is missing within a budget, and draws.
//! Colors are blended as the client did, on gamma-encoded values, so targets must not be sRGB formats.

pub mod atmosphere;
pub mod clock;
pub mod draw_list;
pub mod frozen;
pub mod globals;
pub mod glyphs;
pub mod gpu;
pub mod labels;
pub mod lines;
pub mod marks;
pub mod overlays;
pub mod pages;
pub mod picture;
pub mod quality;
pub mod residency;
pub mod shading_mode;
pub mod sky;
pub mod targets;
pub mod terrain;
pub mod textures;
pub mod tiles;
pub mod timed_target;
pub mod view;
pub mod water;
pub mod wipe;
pub mod zone;

pub use clock::{GpuClock, PassTimes};
pub use gpu::{Caps, Gpu, GpuError};
pub use lines::Line;
pub use quality::{Filter, Quality, QualityRequest};
pub use view::{Atmosphere, FrameOptions, FrameParams, FrameStats, GpuMemory, TimeOfDay};

use crate::render::draw_list::{DrawLists, Kind, Listing};
use crate::render::globals::{Globals, GlobalsBinding};
use crate::render::labels::{Labels, Seen};
use crate::render::lines::Lines;
use crate::render::overlays::{OverlayPipelines, OverlayVariant};
use crate::render::shading_mode::{PaletteTexture, ShadingMode};
use crate::render::sky::{SKY_PICTURES, SkyPipeline};
use crate::render::targets::Targets;
use crate::render::terrain::{TerrainPipelines, Variant};
use crate::render::water::{WaterOnGpu, WaterPipelines};
use crate::render::zone::ZoneOnGpu;
use crate::scene::modes::ViewMode;
use crate::scene::modes::contours::{LabelPlaces, step_for};
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::space::TILE_M;
use crate::scene::terrain::Terrain;
use crate::scene::terrain::select::{Selection, ViewParams};
use crate::scene::{Scene, SceneUpdate, Water};
use glam::{Vec3, Vec4};
use std::sync::Arc;

/// Draws zones.
pub struct SceneView {
    format: wgpu::TextureFormat,
    quality: Quality,
    globals: GlobalsBinding,
    pipelines: TerrainPipelines,
    sky: SkyPipeline,
    water: WaterPipelines,
    lines: Lines,
    colors: PaletteTexture,
    /// What draws overlays and labels; made when they are wanted first.
    overlays: Option<OverlayPipelines>,
    labels: Option<Labels>,
    label_places: LabelPlaces,
    highlight: Option<u16>,
    split_arrays: bool,
    targets: Option<Targets>,
    scene: Scene,
    /// Which two of the sky's cloud images are on the GPU.
    clouds: Option<[usize; 2]>,
    zone: Option<ZoneOnGpu>,
    lists: DrawLists,
    selection: Selection,
    frame: u32,
    node_bytes: u64,
    page_bytes: u64,
}

impl SceneView {
    /// A renderer for targets of a format, which must not be an sRGB one.
    pub fn new(gpu: &Gpu, format: wgpu::TextureFormat, quality: Quality) -> SceneView {
        let globals = GlobalsBinding::new(gpu);
        SceneView {
            format,
            quality,
            pipelines: TerrainPipelines::new(gpu, &globals.layout, format, quality.msaa, false),
            sky: SkyPipeline::new(gpu, &globals, format, quality.msaa),
            water: WaterPipelines::new(gpu, &globals, format, quality.msaa),
            lines: Lines::new(gpu, &globals, format, quality.msaa),
            colors: PaletteTexture::new(gpu),
            overlays: None,
            labels: None,
            label_places: LabelPlaces::default(),
            highlight: None,
            globals,
            split_arrays: false,
            targets: None,
            scene: Scene::default(),
            clouds: None,
            zone: None,
            lists: DrawLists::default(),
            selection: Selection::default(),
            frame: 1,
            node_bytes: gpu.caps.node_bytes(None),
            page_bytes: pages::page_bytes(gpu.caps.is_cpu, None),
        }
    }

    /// Limits the GPU memory for the ground's nodes and colors of zones opened from now on.
    pub fn set_budget(&mut self, caps: &Caps, budget_bytes: Option<u64>) {
        self.node_bytes = caps.node_bytes(budget_bytes);
        self.page_bytes = pages::page_bytes(caps.is_cpu, budget_bytes);
    }

    /// What it draws with.
    pub fn quality(&self) -> Quality {
        self.quality
    }

    /// Draws with another quality from now on.
    pub fn set_quality(&mut self, gpu: &Gpu, quality: Quality) {
        let before = std::mem::replace(&mut self.quality, quality);
        if before.msaa != quality.msaa {
            let (format, msaa) = (self.format, quality.msaa);
            self.pipelines = TerrainPipelines::new(gpu, &self.globals.layout, format, msaa, self.split_arrays);
            self.sky.set_samples(gpu, &self.globals, format, msaa);
            self.water.set_samples(gpu, &self.globals, format, msaa);
            self.lines = Lines::new(gpu, &self.globals, format, msaa);
            (self.overlays, self.labels) = (None, None);
        }
        if let Some(zone) = self.zone.as_mut().filter(|_| before != quality) {
            zone.unbind();
        }
    }

    /// The model of what is drawn.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Lets go of the scene and of the GPU memory that it takes.
    pub fn clear(&mut self, gpu: &Gpu) {
        (self.scene, self.zone, self.clouds) = (Scene::default(), None, None);
        self.sky.set_pictures(gpu, [None; SKY_PICTURES]);
    }

    /// Applies a change of the scene.
    pub fn apply(&mut self, gpu: &Gpu, update: &SceneUpdate) {
        self.scene.apply(update);
        match update {
            SceneUpdate::Terrain(terrain) => self.set_terrain(gpu, terrain),
            SceneUpdate::Sky(_) => self.clouds = None,
            SceneUpdate::Objects(_) => {}
            SceneUpdate::TileTexture { .. }
            | SceneUpdate::Image { .. }
            | SceneUpdate::ColorPages(_)
            | SceneUpdate::Water(_) => self.upload(gpu, update),
        }
    }

    fn set_terrain(&mut self, gpu: &Gpu, terrain: &Arc<Terrain>) {
        self.clouds = None;
        self.sky.set_pictures(gpu, [None; SKY_PICTURES]);
        let split = tiles::needs_split(&gpu.caps, terrain.gtd().textures().tiles.len() as u32);
        if split != self.split_arrays {
            self.split_arrays = split;
            let (format, msaa) = (self.format, self.quality.msaa);
            self.pipelines = TerrainPipelines::new(gpu, &self.globals.layout, format, msaa, split);
            self.overlays = None;
        }
        self.zone = Some(ZoneOnGpu::new(gpu, terrain.clone(), self.node_bytes));
    }

    fn upload(&mut self, gpu: &Gpu, update: &SceneUpdate) {
        let Some(zone) = &mut self.zone else { return };
        match update {
            SceneUpdate::TileTexture { index, image } => zone.tiles.upload(gpu, *index, image),
            SceneUpdate::Image { which, image } => zone.set_picture(gpu, *which, image.clone()),
            SceneUpdate::ColorPages(cells) => zone.set_pages(gpu, cells.clone(), self.page_bytes),
            SceneUpdate::Water(water) => {
                let Water { mesh, textures, caustics } = &**water;
                zone.water = (!mesh.is_empty()).then(|| WaterOnGpu::new(gpu, &self.water, mesh, textures, caustics));
            }
            SceneUpdate::Terrain(_) | SceneUpdate::Sky(_) | SceneUpdate::Objects(_) => {}
        }
    }

    /// Sets the time of day of the sky: the atmosphere then, and the clouds that are drawn from now on. None where the
    /// scene has no sky.
    pub fn set_time_of_day(&mut self, gpu: &Gpu, time: TimeOfDay) -> Option<Atmosphere> {
        let sky = self.scene.sky.as_ref()?;
        let (atmosphere, clouds) = Atmosphere::at(&sky.file, time.hours, sky.sun_hour.filter(|_| time.zone_sun));
        if self.clouds.replace(clouds) != Some(clouds) {
            let [disk, glow, flare] = sky.sun.each_ref().map(Option::as_ref);
            let [first, second] = clouds.map(|cloud| sky.clouds[cloud].as_ref());
            self.sky.set_pictures(gpu, [disk, glow, flare, first, second]);
        }
        Some(atmosphere)
    }

    /// What was drawn of the ground in the last frame: west and south edge and side of each square, meters.
    pub fn drawn_squares(&self) -> impl Iterator<Item = [f32; 3]> + '_ {
        self.selection.drawn.iter().map(|node| {
            let (x, z) = node.id.first_vertex();
            [x as f32 * TILE_M, z as f32 * TILE_M, node.id.side_m()]
        })
    }

    /// Draws these lines over the world from now on, on a screen of so many pixels to a point.
    pub fn set_lines(&mut self, lines: &[Line], scale: f32) {
        self.lines.set(lines, scale);
    }

    /// Lights up the tiles that show a tile texture, by its index in the zone's table; none for none. Where the ground
    /// has no tiles any more, [`ZoneImage::LitTiles`] says where they lie.
    pub fn set_highlight(&mut self, texture: Option<u16>) {
        self.highlight = texture;
    }

    /// GPU memory in use.
    pub fn memory(&self) -> GpuMemory {
        let (buffers, textures) = self.zone.as_ref().map_or((0, 0), ZoneOnGpu::bytes);
        GpuMemory {
            buffers: buffers + self.lists.bytes() + size_of::<Globals>() as u64,
            textures: textures + self.sky.texture_bytes() + PaletteTexture::BYTES,
        }
    }

    /// Draws a frame.
    pub fn draw(&mut self, gpu: &Gpu, encoder: &mut wgpu::CommandEncoder, frame: &FrameParams) -> FrameStats {
        let FrameParams { target, size_px, view: view_params, options, clock } = *frame;
        let mut stats = FrameStats::default();
        let (variants, overlay) = self.prepare(gpu, size_px, view_params, options, &mut stats);
        if !self.targets.as_ref().is_some_and(|t| t.fits(size_px, self.quality.msaa, self.format)) {
            self.targets = Some(Targets::new(gpu, size_px, self.quality.msaa, self.format));
        }
        let targets = self.targets.as_ref().expect("made above");
        let mut pass = targets.begin(encoder, target, options.atmosphere.fog.to_array(), clock.map(GpuClock::world));
        pass.set_bind_group(0, &self.globals.group, &[]);
        if let Some(group) = self.zone.as_ref().and_then(ZoneOnGpu::group) {
            pass.set_bind_group(1, group, &[]);
            for variant in variants.into_iter().flatten() {
                stats.draw_calls += self.pipelines.draw(&mut pass, &self.lists, variant, gpu.caps.indirect);
            }
            if let (Some(variant), Some(overlays)) = (overlay, &self.overlays) {
                self.pipelines.set_indices(&mut pass);
                stats.draw_calls += overlays.draw(&mut pass, &self.lists, variant, gpu.caps.indirect);
            }
        }
        if let Some(clock) = clock {
            clock.part_ends(&mut pass, 0);
        }
        if options.sky {
            self.sky.draw(&mut pass);
            stats.draw_calls += 1;
        }
        if let Some(clock) = clock {
            clock.part_ends(&mut pass, 1);
        }
        if let Some(water) = self.zone.as_ref().and_then(|zone| zone.water.as_ref()).filter(|_| options.water) {
            stats.draw_calls += self.water.draw(&mut pass, water, options.fog_per_m > 0.0);
            stats.triangles += water.triangles();
            stats.animated = true;
        }
        stats.draw_calls += self.lines.draw(&mut pass);
        stats.draw_calls += self.labels.as_ref().map_or(0, |labels| labels.draw(&mut pass));
        stats
    }

    /// Selects and streams nodes, writes the frame's data, and says which pipelines draw it.
    fn prepare(
        &mut self,
        gpu: &Gpu,
        size_px: [u32; 2],
        view_params: &ViewParams,
        options: &FrameOptions,
        stats: &mut FrameStats,
    ) -> ([Option<Variant>; Kind::ALL.len()], Option<OverlayVariant>) {
        let mut globals = globals_for(self.zone.as_ref(), view_params, options);
        globals.marks.y = self.lines.scale();
        [globals.light.w, globals.ground.w] = self.lines.half_width(size_px);
        globals.height.w = self.highlight.map_or(0.0, f32::from);
        self.globals.write(gpu, &globals);
        self.colors.show(gpu, options.mode);
        let highlight = self.highlight.is_some();
        let Some(zone) = &mut self.zone else {
            self.mark(gpu, size_px, view_params, options);
            return ([None; Kind::ALL.len()], None);
        };
        self.frame += 1;
        let waiting = zone.upload(gpu, options.upload_bytes);
        let chosen_for = options.frozen.as_ref().unwrap_or(view_params);
        let patches = zone.ground.tree().patches_per_side();
        let streamed = options.with_heights_from_above(view_params, size_px, patches);
        stats.streaming = waiting | zone.stream(&mut self.selection, chosen_for, &streamed, self.frame);
        zone.look(gpu, &self.selection, options.frozen.is_some().then_some(view_params), &options.lod);
        zone.residency.flush(gpu);
        zone.bind(gpu, &self.pipelines, &self.colors, self.quality.filter, self.split_arrays);
        let mode = options.mode;
        let has_map = zone.has(ZoneImage::ColorMap) && mode.is_natural();
        let has_picture = zone.has(ZoneImage::Mode(mode));
        let fade_m = match () {
            () if !mode.has_tiles() && mode != ViewMode::Colormap => Some(NO_TILES_M),
            () => ((has_map || has_picture) && options.color_map).then(|| fade_m(view_params, options)),
        };
        let fog = options.fog_per_m > 0.0;
        let overlay = OverlayVariant::of(options.overlays, zone.has(ZoneImage::Grass), fog);
        let frozen = zone.frozen.as_ref();
        let drawn = frozen.map_or(&self.selection.drawn, |frozen| &frozen.seen.drawn);
        stats.patch_states = frozen.map(|frozen| frozen.states.counts());
        if let Some(pages) = &mut zone.pages {
            let all = options.upload_bytes == u64::MAX;
            stats.streaming |= pages.stream(gpu, zone.ground.tree(), drawn, view_params, self.frame, all);
        }
        let listing = Listing { fade_m, cells: overlay.is_some() };
        self.lists.fill(&zone.ground, &zone.residency, drawn, view_params, listing, zone.pages.as_ref());
        stats.pages_wanted = zone.pages.as_ref().map_or(0, |pages| pages.wanted() as u32);
        stats.pictures_waiting = zone.waiting() as u32;
        self.lists.upload(gpu);
        stats.triangles = self.lists.triangles();
        stats.nodes_drawn = self.selection.drawn.len() as u32;
        stats.nodes_wanted = self.selection.wanted.len() as u32;
        stats.nodes_resident = zone.residency.resident() as u32;
        stats.patches_total = zone.ground.tree().patches_per_side().pow(2);
        let variant = |kind: Kind| Variant {
            kind,
            fixed_level: options.fixed_level.is_some(),
            loading: kind.has_tiles() && !zone.tiles.complete(),
            fog,
            color_map: (has_map || has_picture) && kind.has_color_map(),
            pages: has_map && kind.has_color_map() && zone.pages.is_some(),
            relief: options.relief || (mode.wants_relief() && !view_params.flat),
            shadows: options.shadows && (mode.is_natural() || mode == ViewMode::Shadow) && zone.has(ZoneImage::Shadows),
            mip_bias: options.mip_bias,
            frozen: options.frozen.is_some(),
            walk: options.walk,
            highlight: highlight && (kind.has_tiles() || zone.has(ZoneImage::LitTiles)),
            shading_mode: if kind.has_tiles() {
                ShadingMode::of_tiles(mode)
            } else {
                ShadingMode::of(mode, has_picture)
            },
        };
        let wanted = Kind::ALL.map(|kind| (!self.lists.is_empty(kind)).then(|| variant(kind)));
        for variant in wanted.into_iter().flatten() {
            self.pipelines.prepare(gpu, variant);
        }
        if let Some(variant) = overlay {
            let new = || OverlayPipelines::new(gpu, &self.globals.layout, &self.pipelines.zone_layout);
            self.overlays.get_or_insert_with(new).prepare(gpu, self.format, self.quality.msaa, variant);
        }
        self.mark(gpu, size_px, view_params, options);
        (wanted, overlay)
    }

    /// Puts up what stands in the world by itself: spheres, marks of objects, labels of contours.
    fn mark(&mut self, gpu: &Gpu, size_px: [u32; 2], view_params: &ViewParams, options: &FrameOptions) {
        let scale = self.lines.scale();
        let marks = self.lines.marks();
        marks.clear();
        if let Some(zone) = &self.zone {
            if options.overlays.spheres {
                let drawn = zone.frozen.as_ref().map_or(&self.selection.drawn, |frozen| &frozen.seen.drawn);
                marks::spheres(marks, &zone.ground, drawn, view_params);
            }
            if options.overlays.objects {
                let places = self.scene.objects.iter().map(|object| object.position_m.as_dvec3());
                marks::objects(marks, places, view_params);
            }
        }
        let edges = options.frozen.map(|frozen| frozen::edges(&frozen, options.lod.view_distance_m));
        self.lines.upload(gpu, view_params.eye, edges.as_ref().map_or(&[], |edges| edges));
        match (&self.zone, &mut self.labels) {
            (Some(zone), labels) if options.overlays.contours => {
                let new = || Labels::new(gpu, &self.globals, self.format, self.quality.msaa);
                let labels = labels.get_or_insert_with(new);
                let step_m = contour_step_m(zone, options);
                let places = self.label_places.find(&zone.ground, view_params, step_m, scale);
                labels.set(places, step_m, &Seen { ground: &zone.ground, view_params, size_px, px_per_pt: scale });
                labels.upload(gpu);
            }
            (_, Some(labels)) => labels.clear(),
            _ => {}
        }
    }
}

/// Fading distances where no tile is to be seen at any distance.
const NO_TILES_M: [f32; 2] = [-1.0, 0.0];

/// Meters between contours.
fn contour_step_m(zone: &ZoneOnGpu, options: &FrameOptions) -> f32 {
    options.contour_step_m.unwrap_or_else(|| step_for(heights_m(zone, options)))
}

/// Heights at the ends of the ramp, meters.
fn heights_m(zone: &ZoneOnGpu, options: &FrameOptions) -> [f32; 2] {
    options.heights_m.unwrap_or_else(|| zone.ground.height_range_m().into())
}

/// Where tiles begin and where they end to give way to the color map, meters from the eye.
fn fade_m(view_params: &ViewParams, options: &FrameOptions) -> [f32; 2] {
    // without tiles the color map begins at the eye
    let end_m = if options.tiles { options.lod.tile_range_m(view_params).min(1e9) } else { 0.0 };
    [end_m * 0.65 - 1.0, end_m]
}

fn globals_for(zone: Option<&ZoneOnGpu>, view_params: &ViewParams, options: &FrameOptions) -> Globals {
    let [low_m, high_m] = zone.map_or([0.0, 1.0], |zone| heights_m(zone, options));
    let extent_m = zone.map_or(1.0, |zone| zone.ground.gtd().extent_m());
    let atmosphere = &options.atmosphere;
    let part = |i: usize| atmosphere.sun_parts[i].color.extend(atmosphere.sun_parts[i].half_width);
    let [fade_start_m, fade_end_m] = fade_m(view_params, options);
    Globals {
        clip_from_eye: view_params.clip_from_eye,
        eye_from_clip: view_params.clip_from_eye.inverse(),
        eye: view_params.eye.as_vec3().extend(options.secs),
        // what is no picture of the zone by day or night is told in colors of its own
        light: if options.mode.is_natural() { atmosphere.light } else { Vec3::ONE }.extend(0.0),
        fog: atmosphere.fog.extend(options.fog_per_m),
        ground: Vec4::new(fade_start_m, fade_end_m, extent_m, 0.0),
        height: Vec4::new(low_m, high_m, options.fixed_level.unwrap_or(0.0), 0.0),
        sky: atmosphere.zenith.extend(atmosphere.stars),
        sun: atmosphere.sun.unwrap_or(Vec3::Y).extend(f32::from(u8::from(atmosphere.sun.is_some()))),
        sun_disk: part(0),
        sun_glow: part(1),
        sun_flare: part(2),
        clouds_1: atmosphere.clouds[0],
        clouds_2: atmosphere.clouds[1],
        marks: Vec4::new(zone.map_or(1.0, |zone| contour_step_m(zone, options)), 1.0, 0.0, 0.0),
        ready: zone.map_or(Default::default(), |zone| zone.tiles.ready()),
    }
}
