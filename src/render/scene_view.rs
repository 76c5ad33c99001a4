//! A scene on the GPU: its loaded data, and the frames drawn of it.

use crate::render::DRAWERS;
use crate::render::drawer::{
    DrawData, DrawPass, Drawer, FrameContext, Markup, PassCounts, Phase, Renderer, SharedLayouts,
};
use crate::render::globals::{CloudLayer, Globals, GlobalsGroup, GlobalsLayout, PointLight, SunImage};
use crate::render::gpu::{Caps, Gpu};
use crate::render::lines::{WorldLine, half_width};
use crate::render::pipeline::{PipelineQueue, TargetFormat};
use crate::render::quality::Quality;
use crate::render::targets::FrameTargets;
use crate::render::terrain::{MemoryBudget, Surroundings, TerrainResources, TerrainShared};
use crate::render::view::{Atmosphere, FrameParams, FrameStats, GpuMemory, TimeOfDay};
use crate::scene::game_marks::{GameMarks, tint};
use crate::scene::lights::{SceneLight, client_lights, light_above_eye, visible_lights};
use crate::scene::modes::Overlays;
use crate::scene::objects::{ObjectList, ObjectNumbers};
use crate::scene::raster::mip_image::{MipImage, ZoneImage};
use crate::scene::space::TILE_M;
use crate::scene::surface_light::SurfaceLights;
use crate::scene::view_settings::Lighting;
use crate::scene::{PlacedObject, Scene, SceneUpdate};
use glam::Vec3;
use std::sync::Arc;

/// The renderers of all drawers. Shared by the scene views of a device.
struct Renderers {
    layouts: Arc<SharedLayouts>,
    renderers: Vec<Arc<dyn Renderer>>,
}

impl Renderers {
    fn new(gpu: &Gpu) -> Renderers {
        let layouts = SharedLayouts { globals: GlobalsLayout::new(gpu), terrain: TerrainShared::new(gpu) };
        let layouts = Arc::new(layouts);
        let renderers = DRAWERS.iter().map(|drawer| (drawer.renderer)(gpu, &layouts)).collect();
        Renderers { layouts, renderers }
    }
}

/// What a tint of the ground was made from: marks with the overlays that tint, and changes.
struct Tinted {
    marks: Arc<GameMarks>,
    overlays: Overlays,
    changes: Option<Arc<MipImage>>,
}

impl Tinted {
    fn is_same(&self, other: &Tinted) -> bool {
        let pointer = |tinted: &Tinted| tinted.changes.as_ref().map(Arc::as_ptr);
        // Marks matter only under overlays that show them.
        let same_marks = Arc::ptr_eq(&self.marks, &other.marks) || self.overlays.is_empty();
        same_marks && self.overlays == other.overlays && pointer(self) == pointer(other)
    }
}

/// A scene on the GPU, fed by updates and drawn frame by frame.
pub struct SceneView {
    renderers: Arc<Renderers>,
    /// Data of each drawer, in the order of [`DRAWERS`].
    draw_data: Vec<Box<dyn DrawData>>,
    format: wgpu::TextureFormat,
    quality: Quality,
    budget: MemoryBudget,
    scene: Scene,
    terrain: Option<TerrainResources>,
    markup: Markup,
    hide: ObjectList,
    /// The objects of the scene that are in that list.
    hidden: ObjectNumbers,
    /// Changed tiles of a comparison, as premultiplied colors.
    changes: Option<Arc<MipImage>>,
    /// What the tint of the ground was made from; none before the first frame.
    tinted: Option<Tinted>,
    globals: GlobalsGroup,
    targets: Option<FrameTargets>,
    revision: u64,
}

impl SceneView {
    /// An empty scene for targets of a format, which must not be sRGB.
    pub fn new(gpu: &Gpu, format: wgpu::TextureFormat, quality: Quality) -> SceneView {
        let budget = MemoryBudget::new(&gpu.caps, None);
        SceneView::with_renderers(gpu, Arc::new(Renderers::new(gpu)), format, quality, budget)
    }

    /// An empty scene with the same format, quality and budget. Pipelines are shared.
    pub fn beside(&self, gpu: &Gpu) -> SceneView {
        SceneView::with_renderers(gpu, self.renderers.clone(), self.format, self.quality, self.budget)
    }

    fn with_renderers(
        gpu: &Gpu,
        renderers: Arc<Renderers>,
        format: wgpu::TextureFormat,
        quality: Quality,
        budget: MemoryBudget,
    ) -> SceneView {
        SceneView {
            draw_data: renderers.renderers.iter().map(|renderer| renderer.clone().draw_data(gpu)).collect(),
            globals: GlobalsGroup::new(gpu, &renderers.layouts.globals),
            renderers,
            format,
            quality,
            budget,
            scene: Scene::default(),
            terrain: None,
            markup: Markup { px_per_pt: 1.0, ..Markup::default() },
            hide: ObjectList::default(),
            hidden: ObjectNumbers::default(),
            changes: None,
            tinted: None,
            targets: None,
            revision: 0,
        }
    }

    /// A number that grows with each change of scene or quality: while it, the markup and the frame's parameters are the
    /// same, and nothing is [streaming](FrameStats::streaming), so is the picture.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Limits the GPU memory for streamed nodes and pages of zones opened later.
    pub fn set_budget(&mut self, caps: &Caps, budget_bytes: Option<u64>) {
        self.budget = MemoryBudget::new(caps, budget_bytes);
    }

    /// Filter and multisampling in use.
    pub fn quality(&self) -> Quality {
        self.quality
    }

    /// Sets the quality of the following frames.
    pub fn set_quality(&mut self, gpu: &Gpu, quality: Quality) {
        self.revision += 1;
        let before = std::mem::replace(&mut self.quality, quality);
        if let Some(terrain) = self.terrain.as_mut().filter(|_| before.filter != quality.filter) {
            terrain.set_filter(gpu, quality.filter);
        }
    }

    /// The model of the scene.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Drops the scene and frees its GPU memory.
    pub fn clear(&mut self) {
        self.revision += 1;
        (self.scene, self.terrain, self.tinted) = (Scene::default(), None, None);
        self.find_hidden();
        self.draw_data.iter_mut().for_each(|data| data.clear());
    }

    /// Applies an update of the scene.
    pub fn apply(&mut self, gpu: &Gpu, update: &SceneUpdate) {
        self.revision += 1;
        self.scene.apply(update);
        if matches!(update, SceneUpdate::Terrain(_) | SceneUpdate::Objects(_)) {
            self.find_hidden();
        }
        match (update, &mut self.terrain) {
            (SceneUpdate::Terrain(terrain), resources) => {
                // free the old zone's memory before the new one allocates
                (*resources, self.tinted) = (None, None);
                let shared = &self.renderers.layouts.terrain;
                let filter = self.quality.filter;
                *resources = Some(TerrainResources::new(gpu, shared, terrain.clone(), filter, self.budget));
            }
            (update, Some(terrain)) => terrain.apply(gpu, update),
            (_, None) => {}
        }
        self.draw_data.iter_mut().for_each(|data| data.apply(gpu, update));
    }

    /// The atmosphere at a time of day; none if the scene has no sky.
    pub fn atmosphere(&self, time: TimeOfDay) -> Option<Atmosphere> {
        let sky = self.scene.sky.as_ref()?;
        Some(Atmosphere::at(&sky.file, time.hours, sky.sun_hour.filter(|_| time.zone_sun)))
    }

    /// West and south edge and side, in meters, of the terrain nodes of the last frame.
    pub fn drawn_squares(&self) -> impl Iterator<Item = [f32; 3]> + '_ {
        self.terrain.iter().flat_map(TerrainResources::selected).map(|node| {
            let (x, z) = node.id.first_vertex();
            [x as f32 * TILE_M, z as f32 * TILE_M, node.id.side_m()]
        })
    }

    /// Sets the lines that are drawn over the world, for a screen with `px_per_pt` pixels per point.
    pub fn set_lines(&mut self, lines: &[WorldLine], px_per_pt: f32) {
        self.markup.lines.clear();
        self.markup.lines.extend_from_slice(lines);
        self.markup.px_per_pt = px_per_pt;
    }

    /// Highlights the tiles with a tile texture, by its index in the zone's table. Beyond the distance to which tiles
    /// are drawn, [`ZoneImage::LitTiles`] provides their places.
    pub fn set_highlight(&mut self, texture: Option<u16>) {
        self.markup.highlight = texture;
    }

    /// Tints the changed tiles of a comparison: an image of premultiplied colors with a texel for each tile, as that of
    /// [`tint`].
    pub fn set_changes(&mut self, changes: Option<&Arc<MipImage>>) {
        if self.changes.as_ref().map(Arc::as_ptr) != changes.map(Arc::as_ptr) {
            self.revision += 1;
            self.changes = changes.cloned();
        }
    }

    /// Leaves out placed objects. Their names and roles come with [`SceneUpdate::Objects`].
    pub fn set_hidden(&mut self, hide: &ObjectList) {
        if self.hide != *hide {
            self.revision += 1;
            self.hide.clone_from(hide);
            self.find_hidden();
        }
    }

    fn find_hidden(&mut self) {
        self.hidden = self.hide.numbers(PlacedObject::stored(&self.scene.objects));
    }

    /// GPU memory in use.
    pub fn memory(&self) -> GpuMemory {
        let drawers = self.draw_data.iter().map(|data| data.memory());
        let parts = self.terrain.iter().map(TerrainResources::memory).chain(drawers);
        let globals = GpuMemory { buffers: size_of::<Globals>() as u64, textures: 0 };
        parts.fold(globals, |sum, part| GpuMemory {
            buffers: sum.buffers + part.buffers,
            textures: sum.textures + part.textures,
        })
    }

    /// Draws one frame and returns its statistics.
    pub fn draw(&mut self, gpu: &Gpu, encoder: &mut wgpu::CommandEncoder, frame: &FrameParams) -> FrameStats {
        let uploaded_before = gpu.uploaded_bytes();
        let mut stats = FrameStats::default();
        self.prepare(gpu, frame, &mut stats);
        let target = TargetFormat { color: self.format, samples: self.quality.msaa };
        let targets = self.targets.take().filter(|targets| targets.fits(frame.size_px, target));
        let targets = targets.unwrap_or_else(|| FrameTargets::new(gpu, frame.size_px, target));
        let pass = DrawPass::new(gpu, targets.begin(encoder, frame), &self.globals.group);
        let counts = self.draw_phases(pass, frame);
        self.targets = Some(targets);
        FrameStats {
            draw_calls: counts.draw_calls,
            pipeline_changes: counts.pipeline_changes,
            group_changes: counts.group_changes,
            uploaded_bytes: gpu.uploaded_bytes() - uploaded_before,
            ..stats
        }
    }

    /// Makes the tint of the ground by the marks of the scene and the changes of a comparison, unless it is known.
    fn tint_ground(&mut self, gpu: &Gpu, overlays: Overlays) {
        let Some(resources) = self.terrain.as_mut() else { return };
        let overlays = overlays.of_mark_tints();
        let wanted = Tinted { marks: self.scene.game_marks.clone(), overlays, changes: self.changes.clone() };
        if self.tinted.as_ref().is_some_and(|tinted| tinted.is_same(&wanted)) {
            return;
        }
        let of_marks = tint(&wanted.marks, &resources.terrain, overlays);
        let image = match (of_marks, &wanted.changes) {
            (Some(marks), Some(changes)) => Some(Arc::new(marks.over(changes))),
            (Some(marks), None) => Some(Arc::new(marks)),
            (None, changes) => changes.clone(),
        };
        match image {
            Some(image) => resources.apply(gpu, &SceneUpdate::Image { which: ZoneImage::GroundTint, image }),
            None => resources.remove(gpu, ZoneImage::GroundTint),
        }
        self.tinted = Some(wanted);
    }

    /// Streams the terrain and writes the frame's data.
    fn prepare(&mut self, gpu: &Gpu, frame: &FrameParams, stats: &mut FrameStats) {
        self.tint_ground(gpu, frame.options.overlays);
        let lights = point_lights(&self.scene, frame);
        let has_border = has_border(&self.scene, frame);
        if let Some(terrain) = &mut self.terrain {
            let around = Surroundings { lights: &lights, has_border };
            terrain.update(gpu, &self.renderers.layouts.terrain, frame, around, stats);
        }
        let pipelines = PipelineQueue::default();
        let context = FrameContext {
            gpu,
            target: TargetFormat { color: self.format, samples: self.quality.msaa },
            pipelines: &pipelines,
            size_px: frame.size_px,
            view: frame.view,
            options: frame.options,
            has_border,
            scene: &self.scene,
            point_lights: &lights,
            markup: &self.markup,
            hidden: &self.hidden,
            terrain: self.terrain.as_ref(),
        };
        self.globals.write(gpu, &globals(&context));
        self.draw_data.iter_mut().for_each(|data| data.prepare(&context, stats));
        pipelines.build(gpu);
    }

    /// Runs all drawers, phase by phase.
    fn draw_phases(&self, mut pass: DrawPass, frame: &FrameParams) -> PassCounts {
        let terrain = self.terrain.as_ref();
        for phase in Phase::ALL {
            let draws = |(drawer, _): &(&&Drawer, _)| drawer.phases.contains(&phase);
            for (_, data) in DRAWERS.iter().zip(&self.draw_data).filter(draws) {
                data.draw(phase, terrain, &mut pass);
            }
            if let Some(clock) = frame.clock {
                clock.phase_ends(pass.raw(), phase);
            }
        }
        pass.counts()
    }
}

/// The point lights of a frame: none without lighting.
fn point_lights(scene: &Scene, frame: &FrameParams) -> Vec<SceneLight> {
    let FrameParams { view, options, .. } = frame;
    if !options.has_light() {
        return Vec::new();
    }
    match options.lighting {
        Lighting::None => Vec::new(),
        Lighting::Sun => visible_lights(&scene.lights, view.eye, view.clip_from_eye),
        Lighting::Client => {
            let [diffuse, ambient] = options.atmosphere.above_eye;
            let above = light_above_eye(view.eye, diffuse, ambient);
            let has_color = diffuse != Vec3::ZERO || ambient != Vec3::ZERO;
            let above = has_color.then_some(above);
            above.into_iter().chain(client_lights(&scene.lights, view.eye)).collect()
        }
    }
}

/// Whether the border of the zone fades: where nothing goes on behind it.
fn has_border(scene: &Scene, frame: &FrameParams) -> bool {
    let FrameParams { view, options, .. } = frame;
    let is_wanted = options.border_m > 0.0 && options.fog_per_m > 0.0 && options.has_sun() && !view.flat;
    let Some(terrain) = scene.terrain.as_ref().filter(|_| is_wanted) else { return false };
    let objects = scene.object_models.as_ref().filter(|_| options.objects);
    !objects.is_some_and(|objects| objects.continue_terrain(terrain.gtd().extent_m()))
}

/// Height of the sea where there is none, in meters.
const NO_SEA_M: f32 = -1e9;

/// Values of the uniforms in a frame.
fn globals(frame: &FrameContext) -> Globals {
    let FrameContext { view, options, terrain, markup, .. } = *frame;
    let atmosphere = &options.atmosphere;
    let [sun_disk, sun_glow, sun_flare] =
        atmosphere.sun_parts.map(|part| SunImage { color: part.color, half_width: part.half_width });
    let (point_lights, point_light_count) = PointLight::list(frame.point_lights, view.eye);
    let SurfaceLights { directional: [sun_light, fill_light], ambient, .. } =
        atmosphere.surface_lights(options.lighting);
    let [clouds_1, clouds_2] = atmosphere.clouds.map(|layer| CloudLayer { color: layer.truncate(), cover: layer.w });
    let light = if options.has_light() { atmosphere.light } else { Vec3::ONE };
    let sea = frame.scene.water.as_ref().and_then(|water| water.sea.as_ref());
    Globals {
        clip_from_eye: view.clip_from_eye,
        eye_from_clip: view.clip_from_eye.inverse(),
        eye_m: view.eye.as_vec3(),
        time_secs: options.secs,
        light,
        zone_extent_m: terrain.map_or(1.0, |terrain| terrain.terrain.gtd().extent_m()),
        fog_color: atmosphere.fog,
        fog_per_m: options.fog_per_m,
        zenith_color: atmosphere.zenith,
        star_brightness: atmosphere.stars,
        sun_direction: atmosphere.sun.unwrap_or(Vec3::Y),
        sun_is_up: u32::from(atmosphere.sun.is_some()),
        sun_disk,
        sun_glow,
        sun_flare,
        clouds_1,
        clouds_2,
        line_half_width: half_width(frame.size_px, markup.px_per_pt),
        tile_fade_m: options.tile_fade_m(view).into(),
        height_range_m: terrain.map_or([0.0, 1.0], |terrain| terrain.heights_m(options)).into(),
        tile_level: options.fixed_level.unwrap_or(0.0),
        highlight: markup.highlight.map_or(0, u32::from),
        contour_step_m: terrain.map_or(1.0, |terrain| terrain.contour_step_m(options)),
        px_per_pt: markup.px_per_pt,
        point_light_count,
        padding: 0.0,
        sun_light_direction: sun_light.towards,
        padding_1: 0.0,
        sun_light_color: sun_light.color,
        padding_2: 0.0,
        fill_light_direction: fill_light.towards,
        padding_3: 0.0,
        fill_light_color: fill_light.color,
        padding_4: 0.0,
        ambient_light: ambient,
        padding_5: 0.0,
        haze_zenith_color: if options.has_sun() && options.sky { atmosphere.zenith } else { atmosphere.fog },
        border_m: options.border_m,
        sea_color: sea.map_or(Vec3::ZERO, |sea| sea.color * light),
        sea_m: sea.map_or(NO_SEA_M, |sea| sea.height_m),
        point_lights,
        ready: terrain.map_or(Default::default(), |terrain| terrain.tiles.ready()),
        layer_of: terrain.map_or([[0; 4]; _], |terrain| terrain.tiles.layer_of()),
    }
}
