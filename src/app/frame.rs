//! Rendering in the window: window, device, scene view and panels, and the order of a frame.

mod comparison;
mod device;
mod motion;
mod screenshot;
mod world;

use std::sync::Arc;

use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, EventLoopProxy};
use winit::window::Window;

pub use self::device::{DeviceRequest, OpenDevice, open};
pub use self::screenshot::ScreenshotTarget;
use super::egui_glue::Gui;
use super::picture_rect::PictureRect;
use super::state::{FrameEnd, FrameStart, MapPictures, State};
use super::surface::{Acquired, Surface};
use super::window::{self, Grab};
use super::{Options, UserEvent};
use crate::camera::{CameraMode, Lens, View};
use crate::input::pointer::Pointer;
use crate::platform::time::{Duration, Instant};
use crate::render::view::view_params_of;
use crate::render::world_picture::WorldPicture;
use crate::render::{
    FrameOptions, FrameStats, Gpu, GpuClock, PassTimes, Quality, QualityRequest, SceneView, TimeOfDay,
};
use crate::scene::raster::mip_image::{MipImage, Texel, ZoneImage};
use crate::scene::raster::water_map::WaterMap;
use crate::scene::terrain::select::{LodRules, ViewParams};
use crate::scene::{DataForms, SceneUpdate};
use crate::ui::{self, PanelCommand};

/// Everything needed to draw a frame.
pub struct WindowRenderer {
    pub gui: Gui,
    scene_view: SceneView,
    /// The world, in the part of the window that no panel covers.
    world_picture: WorldPicture,
    /// What the picture shows, if it can be kept.
    kept_world: Option<world::KeptWorld>,
    motion: motion::Motion,
    comparison: Option<comparison::ComparisonPicture>,
    surface: Surface,
    gpu: Gpu,
    window: Arc<Window>,
    extent_m: f32,
    quality: QualityRequest,
    /// Image of the highlighted tiles, for the renderer and the panels.
    lit: Option<(Arc<MipImage>, egui::TextureHandle)>,
    /// Images of the overview map.
    color_map: Option<egui::TextureHandle>,
    minimap: Option<egui::TextureHandle>,
    map_water: Option<egui::TextureHandle>,
    map_objects: Option<egui::TextureHandle>,
    grab: Grab,
    /// GPU timestamps, while the statistics panel is open.
    clock: Option<GpuClock>,
    /// Start of the last frame, if the next one follows immediately.
    last_began: Option<Instant>,
    /// Number of frames of this device, up to the point where it is known to work.
    frames_drawn: u32,
}

/// Result of a frame.
#[derive(Default)]
pub struct Drawn {
    /// Feedback for the state; none if nothing was drawn.
    pub end: Option<FrameEnd>,
    /// Commands of the panels.
    pub commands: Vec<PanelCommand>,
    /// Delay after which the panels want another frame.
    pub panels: Option<Duration>,
    /// Data of the zone is still being uploaded.
    pub streaming: bool,
    /// The picture is animated.
    pub animated: bool,
    /// The window is not visible.
    pub hidden: bool,
    /// The surface provided no frame.
    pub failed: bool,
}

impl WindowRenderer {
    /// Sets up rendering for a window that is not visible yet.
    pub fn new(
        event_loop: &ActiveEventLoop,
        window: Arc<Window>,
        proxy: EventLoopProxy<UserEvent>,
        device: OpenDevice,
        options: &Options,
        quality: QualityRequest,
    ) -> WindowRenderer {
        let (scene_view, format) = device.scene_view(quality, options);
        let OpenDevice { gpu, surface } = device;
        let gui = Gui::new(&window, event_loop, proxy, &gpu, format);
        let world_picture = WorldPicture::new(&gpu, format);
        WindowRenderer {
            gui,
            scene_view,
            world_picture,
            kept_world: None,
            motion: motion::Motion::default(),
            comparison: None,
            surface,
            gpu,
            window,
            extent_m: 1.0,
            quality,
            lit: None,
            color_map: None,
            minimap: None,
            map_water: None,
            map_objects: None,
            grab: Grab::Free,
            clock: None,
            last_began: None,
            frames_drawn: 0,
        }
    }

    pub fn window(&self) -> &Arc<Window> {
        &self.window
    }

    /// Whether frames wait for the screen.
    pub fn vsync(&self) -> bool {
        self.surface.vsync()
    }

    /// Size of the window in pixels.
    pub fn window_px(&self) -> [u32; 2] {
        let size = self.window.inner_size();
        [size.width, size.height]
    }

    /// The part of the window that shows the world, by the latest frame of the panels.
    pub fn picture(&self) -> PictureRect {
        PictureRect::of_area(self.gui.free_area(), self.gui.pixels_per_point(), self.window_px())
    }

    /// Data forms of zones for this device, within a budget of GPU memory.
    pub fn data_forms(&self, budget_bytes: Option<u64>) -> DataForms {
        self.gpu.caps.data_forms(budget_bytes)
    }

    /// Passes an event to the panels.
    pub fn panel_event(&mut self, event: &WindowEvent) -> egui_winit::EventResponse {
        self.gui.event(&self.window, event)
    }

    /// Turns vertical sync on or off.
    pub fn set_vsync(&mut self, on: bool) {
        self.surface.set_vsync(&self.gpu, on);
    }

    /// Limits the GPU memory of zones opened later.
    pub fn set_budget(&mut self, budget_bytes: Option<u64>) {
        self.scene_view.set_budget(&self.gpu.caps, budget_bytes);
    }

    /// Whether the adapter is a CPU, for which every frame is expensive.
    pub fn is_cpu(&self) -> bool {
        self.gpu.caps.is_cpu
    }

    /// Applies an update of the open zone's scene.
    pub fn apply(&mut self, update: &SceneUpdate) {
        match update {
            SceneUpdate::Terrain(terrain) => {
                self.extent_m = terrain.gtd().extent_m();
                self.clear_map();
                self.lit = None;
            }
            SceneUpdate::Image { which: ZoneImage::ColorMap, image } => {
                self.color_map = map_picture(&mut self.gui, image);
            }
            _ => {}
        }
        self.scene_view.apply(&self.gpu, update);
    }

    /// Shows the game's minimap on the overview map.
    pub fn set_minimap(&mut self, size_px: [u32; 2], rgba: &[u8]) {
        self.minimap = Some(self.gui.picture("minimap", size_px, rgba));
    }

    /// Shows the water on the overview map.
    pub fn set_map_water(&mut self, map: &WaterMap) {
        self.map_water = Some(self.gui.layer_picture("map water", [map.side_px; 2], &map.rgba));
    }

    /// Shows the placed objects on the overview map: a square of premultiplied texels.
    pub fn set_map_objects(&mut self, side_px: u32, rgba: &[u8]) {
        self.map_objects = Some(self.gui.layer_picture("map objects", [side_px; 2], rgba));
    }

    /// Removes the images of the overview map.
    fn clear_map(&mut self) {
        (self.color_map, self.minimap, self.map_water, self.map_objects) = (None, None, None, None);
    }

    /// The options of this frame.
    fn options(&mut self, state: &State, now_secs: f64) -> FrameOptions {
        let options = FrameOptions::new(state.view_settings(), self.extent_m);
        let time = TimeOfDay::from(state.view_settings());
        let atmosphere = self.scene_view.atmosphere(time).unwrap_or_default();
        let secs = now_secs as f32;
        FrameOptions {
            atmosphere,
            secs,
            heights_m: state.heights_shown_m(),
            walk: state.session.rig.is_walking(),
            ..options
        }
    }

    /// Frees staging memory of uploads, even while nothing is drawn.
    pub fn finish_uploads(&self) {
        self.gpu.queue.submit([]);
        self.gpu.note_work();
    }

    /// Whether the device must catch up before it is given more.
    pub fn is_busy(&self) -> bool {
        self.gpu.is_busy()
    }

    /// Begins a frame: applies changes of the state since the last one, and passes window data to the state.
    pub fn begin_frame(&mut self, state: &State) -> FrameStart {
        self.follow(state);
        let id = |picture: &Option<egui::TextureHandle>| picture.as_ref().map(egui::TextureHandle::id);
        let lit = self.lit.as_ref().map(|(_, picture)| picture.id());
        FrameStart {
            picture: self.picture(),
            cursor_over_picture: !self.gui.wants_pointer(),
            cursor_over_notices: self.gui.is_over_notices(),
            pictures: MapPictures {
                color_map: id(&self.color_map),
                minimap: id(&self.minimap),
                water: id(&self.map_water),
                objects: id(&self.map_objects),
                lit,
            },
        }
    }

    /// Draws the frame that was begun; `now_secs` drives animations, which stand still unless `animates`.
    pub fn draw(&mut self, state: &State, now_secs: f64, animates: bool) -> Drawn {
        let began = Instant::now();
        if self.window_px().contains(&0) || self.window.is_minimized() == Some(true) {
            return Drawn { hidden: true, ..Drawn::default() };
        }
        let mut drawn = self.run_panels(state);
        match self.surface.acquire(&self.gpu) {
            Acquired::Frame { texture, view, size_px } => {
                let stats = self.submit(state, &view, size_px, (now_secs, animates));
                self.window.pre_present_notify();
                self.gpu.queue.present(texture);
                self.gpu.note_work();
                self.frames_drawn = self.frames_drawn.saturating_add(1);
                drawn.streaming = stats.streaming;
                drawn.animated = stats.animated;
                let numbers = self.numbers(&stats, began, stats.streaming || state.is_moving());
                drawn.end = Some(FrameEnd { numbers, drawn_squares: self.scene_view.drawn_squares().collect() });
            }
            Acquired::Later => drawn.failed = true,
            Acquired::Hidden => drawn.hidden = true,
        }
        drawn
    }

    /// Applies changes of the state since the last frame: quality, hidden objects, and highlighted and changed tiles.
    fn follow(&mut self, state: &State) {
        match state.wants_gpu_times() {
            true if self.clock.is_none() => self.clock = GpuClock::new(&self.gpu),
            true => {}
            false => self.clock = None,
        }
        let wanted = QualityRequest::from(state.view_settings());
        if std::mem::replace(&mut self.quality, wanted) != wanted {
            let quality = Quality::resolve(wanted, &self.gpu.caps);
            self.scene_view.set_quality(&self.gpu, quality);
            self.comparison.iter_mut().for_each(|comparison| comparison.set_quality(&self.gpu, quality));
        }
        let hide = state.hidden().list();
        self.scene_view.set_hidden(hide);
        self.comparison.iter_mut().for_each(|comparison| comparison.set_hidden(hide));
        let changes = state.changes_on_ground();
        self.scene_view.set_changes(changes);
        self.comparison.iter_mut().for_each(|comparison| comparison.set_changes(changes));
        let lit = state.inspection().lit_tiles().map(|lit| &lit.mask);
        let same = match (&self.lit, lit) {
            (Some((known, _)), Some(lit)) => Arc::ptr_eq(known, lit),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.lit = lit.map(|lit| (lit.clone(), self.gui.lit_picture(lit)));
            if let Some(lit) = lit {
                let update = SceneUpdate::Image { which: ZoneImage::LitTiles, image: lit.clone() };
                self.scene_view.apply(&self.gpu, &update);
            }
        }
    }

    fn run_panels(&mut self, state: &State) -> Drawn {
        self.gui.look(&self.window, &state.settings.preferences);
        let model = state.model();
        let mut commands = Vec::new();
        let panels = self.gui.run(&self.window, &self.gpu, |ui| commands.extend(ui::show(ui, &model)));
        Drawn { commands, panels, ..Drawn::default() }
    }

    /// Statistics of a frame. In a sequence of frames its time is the interval between them, which includes the GPU and
    /// vertical sync; for a single frame it is the CPU time.
    fn numbers(&mut self, stats: &FrameStats, began: Instant, another_follows: bool) -> ui::FrameNumbers {
        let from = self.last_began.unwrap_or(began);
        let until = if self.last_began.is_some() { began } else { Instant::now() };
        self.last_began = another_follows.then_some(began);
        let (memory, objects) = (self.scene_view.memory(), stats.objects);
        ui::FrameNumbers {
            frame_ms: until.duration_since(from).as_secs_f64() * 1e3,
            nodes_drawn: stats.nodes_drawn,
            nodes_resident: stats.nodes_resident,
            nodes_total: stats.nodes_total,
            draw_calls: stats.draw_calls,
            triangles: stats.triangles,
            objects: [objects.objects.into(), objects.parts.into(), objects.draw_calls.into(), objects.triangles],
            waiting: [stats.nodes_wanted, stats.pages_wanted, stats.pictures_waiting],
            buffer_bytes: memory.buffers,
            texture_bytes: memory.textures,
            patch_states: stats.patch_states,
            gpu: self.clock.as_mut().and_then(GpuClock::latest).map(gpu_times),
        }
    }

    /// Whether movements are relative, because the cursor is locked.
    pub fn is_cursor_locked(&self) -> bool {
        self.grab == Grab::Locked
    }

    /// Grabs the cursor while the view is dragged, and releases it afterwards.
    pub fn hold_cursor(&mut self, pointer: &mut Pointer) {
        let dragging = pointer.is_dragging();
        match (dragging, self.grab) {
            (true, Grab::Free) => {
                self.grab = window::grab(&self.window, pointer.at_px().unwrap_or_default());
            }
            (true, Grab::Confined { .. }) => {
                let at_px = pointer.at_px().unwrap_or_default();
                if !pointer.is_warping()
                    && let Some(to_px) = window::keep_off_edges(&self.window, at_px)
                {
                    pointer.warped(to_px);
                }
            }
            (false, grab @ (Grab::Locked | Grab::Confined { .. })) => {
                if let Some(to_px) = window::release(&self.window, grab) {
                    pointer.warped(to_px);
                }
                self.grab = Grab::Free;
            }
            (true, Grab::Locked) | (false, Grab::Free) => {}
        }
    }
}

/// View settings of a camera mode: the map view has no distance, so nothing fades or is hidden on it.
fn options_in(mode: CameraMode, options: &FrameOptions) -> FrameOptions {
    match mode {
        CameraMode::Free => *options,
        CameraMode::Map => {
            let lod = LodRules { view_distance_m: f32::INFINITY, ..options.lod };
            FrameOptions { lod, fog_per_m: 0.0, sky: false, ..*options }
        }
    }
}

/// View of the frozen eye, if any.
fn frozen_sight(state: &State, size_px: [u32; 2]) -> Option<ViewParams> {
    let lens = Lens::Perspective { fov_y_deg: state.session.rig.fov_y_deg };
    state.session.frozen.map(|pose| view_params_of(&View::new(pose, lens, size_px), size_px[1]))
}

fn gpu_times(times: PassTimes) -> ui::GpuTimes {
    ui::GpuTimes { world_ms: times.world_ms, parts_ms: times.parts_ms, panels_ms: times.panels_ms }
}

/// An image of the zone for the overview map: its largest level of at most 1024 texels.
fn map_picture(gui: &mut Gui, picture: &MipImage) -> Option<egui::TextureHandle> {
    if picture.texel != Texel::Rgba8 {
        return None;
    }
    let side = |level: usize| [(picture.width >> level).max(1), (picture.height >> level).max(1)];
    let (level, texels) =
        picture.levels.iter().enumerate().find(|(level, _)| side(*level).iter().all(|&px| px <= 1024))?;
    let size_px = side(level);
    (texels.len() as u64 == u64::from(size_px[0]) * u64::from(size_px[1]) * 4)
        .then(|| gui.picture("map", size_px, texels))
}
