//! Common to `render`, `bench` and fly-throughs: view options to a device and a renderer, zone files to a zone on the GPU.

use crate::camera::{Lens, PathFile, Pose, View, ViewOptions};
use crate::formats::kernel::visible::path_text;
use crate::load::DataForms;
use crate::load::Load;
use crate::load::LoadEvent;
use crate::load::LoadOptions;
use crate::load::MissingFile;
use crate::load::Request;
use crate::load::Zone;
use crate::load::ZoneSource;
use crate::load::read_sky;
use crate::platform::{Later, block_on};
use crate::render::picture::{PICTURE_FORMAT, PictureError};
use crate::render::view::view_params_of;
use crate::render::{Atmosphere, Gpu, Quality, QualityRequest, Refusal, SceneView, TimeOfDay};
use crate::scene::modes::{Overlay, Overlays, ViewMode, pictures};
use crate::scene::objects::ObjectList;
use crate::scene::raster::mip_image::ZoneImage;
use crate::scene::terrain::select::ViewParams;
use crate::scene::view_settings::ViewSettings;
use crate::scene::{PlacedObject, SceneUpdate};
use crate::zone::ISLAND_VIEWS;
use anyhow::{Context, Result, anyhow};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// View of the frozen eye, for a picture of a size.
pub fn frozen(args: &ViewOptions, size_px: [u32; 2]) -> Option<ViewParams> {
    let lens = Lens::Perspective { fov_y_deg: args.field_of_view_deg() };
    args.freeze.map(|pose| view_params_of(&View::new(pose, lens, size_px), size_px[1]))
}

/// View of the options, or the start view.
pub fn view(args: &ViewOptions, zone: &Zone, size_px: [u32; 2]) -> View {
    let pose = args.camera.unwrap_or_else(|| start_pose(zone));
    View::new(pose, Lens::Perspective { fov_y_deg: args.field_of_view_deg() }, size_px)
}

/// The zone's start view: the first of the views that the built-in zone brings, else the one found for the ground.
pub fn start_pose(zone: &Zone) -> Pose {
    let brought = zone.path.is_none().then(|| PathFile::poses(ISLAND_VIEWS).first().copied()).flatten();
    brought.unwrap_or_else(|| zone.start_view())
}

/// A device with a scene view for offscreen pictures.
pub struct HeadlessRenderer {
    pub gpu: Gpu,
    /// The zone on the GPU.
    pub scene_view: SceneView,
    mode: ViewMode,
    overlays: Overlays,
    hide: ObjectList,
}

/// Runs `work` with a device for the options and the load of a zone, which starts beside the opening of the device; where
/// its adapter refuses pipelines or passes, again with another one.
///
/// # Errors
/// The error of the work, or that no adapter is left.
pub fn with_renderer<T>(
    args: &ViewOptions,
    file: Option<&Path>,
    wanted: LoadOptions,
    mut work: impl FnMut(HeadlessRenderer, Load) -> Result<T>,
) -> Result<T> {
    let mut refused: Vec<Refusal> = Vec::new();
    loop {
        let (load, forms) = start_loading(args, file, wanted);
        let gpu = Gpu::headless_except(args.adapter.as_deref(), &refused)?;
        forms.provide(gpu.caps.data_forms(args.budget_bytes()));
        let error = match work(HeadlessRenderer::new(args, gpu), load) {
            Err(error) => error,
            done => return done,
        };
        match error.downcast::<PictureError>()? {
            PictureError::Refused(refusal) => {
                log::warn!("{} cannot draw this ({}); trying another adapter", refusal.adapter, refusal.reason);
                refused.push(refusal);
            }
            other => return Err(other.into()),
        }
    }
}

/// Starts loading a zone, in data forms that are provided later.
fn start_loading(args: &ViewOptions, file: Option<&Path>, wanted: LoadOptions) -> (Load, Later<DataForms>) {
    let forms = Later::default();
    let request = Request {
        zone: ZoneSource::of_or_demo(file),
        data: args.data.clone(),
        server: args.server.clone().map(Into::into),
        // The objects' names are needed to find what is hidden.
        wanted: LoadOptions { objects: wanted.objects || !args.hide.is_empty(), ..wanted },
        forms: forms.clone(),
    };
    (Load::start(request, || {}), forms)
}

impl HeadlessRenderer {
    /// A renderer for the options.
    fn new(args: &ViewOptions, gpu: Gpu) -> HeadlessRenderer {
        let quality = Quality::resolve(QualityRequest::from(&args.settings), &gpu.caps);
        let mut scene_view = SceneView::new(&gpu, PICTURE_FORMAT, quality);
        scene_view.set_budget(&gpu.caps, args.budget_bytes());
        scene_view.set_hidden(&args.hide);
        HeadlessRenderer {
            gpu,
            scene_view,
            mode: args.settings.mode,
            overlays: args.settings.overlays,
            hide: args.hide.clone(),
        }
    }

    /// Handles an event of a load; returns whether it was the last one.
    pub fn take(&mut self, event: LoadEvent, loaded: &mut LoadedScene) -> Result<bool> {
        if let Some(update) = event.scene_update() {
            if let SceneUpdate::TileTexture { indices, image, is_missing } = &update
                && self.mode.has_texture_colors()
            {
                loaded.means.keep(indices, image, *is_missing);
            }
            if let SceneUpdate::ObjectModels(objects) = &update
                && objects.textures.halvings > 0
            {
                let share = 1u64 << objects.textures.halvings.min(63);
                log::warn!(
                    "the largest textures of objects are reduced to 1/{share} of their size to fit --gpu-budget"
                );
            }
            if let SceneUpdate::Objects(objects) = &update {
                for item in self.hide.unmatched(PlacedObject::stored(objects)) {
                    log::warn!("--hide: no object of the zone is {item}");
                }
            }
            self.scene_view.apply(&self.gpu, &update);
        }
        match event {
            LoadEvent::Opened(zone) => loaded.zone = Some(zone),
            LoadEvent::Update(_) => {}
            LoadEvent::Server(server) if server.zone.is_empty() => {
                log::warn!("{}: nothing for this zone", path_text(&server.folder.path));
            }
            LoadEvent::Server(server) => log::info!("{}", server.zone.pairing),
            LoadEvent::Missing(missing) => loaded.missing.push(missing),
            LoadEvent::Failed(error) => return Err(anyhow!(error)),
            LoadEvent::Done => {
                self.bring_mode(loaded);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Builds the images of the view mode and the overlays.
    fn bring_mode(&mut self, loaded: &LoadedScene) {
        let Some(zone) = &loaded.zone else { return };
        let (gtd, most_px) = (zone.ground.gtd(), self.gpu.caps.max_texture_side_px.min(pictures::PICTURE_PX));
        if self.mode.has_picture() {
            let made = pictures::picture(gtd, self.mode, &loaded.means.colors(self.mode), most_px);
            let update = SceneUpdate::Image { which: ZoneImage::Mode(self.mode), image: made.picture };
            self.scene_view.apply(&self.gpu, &update);
        }
        if self.overlays.has(Overlay::Grass) {
            let made = pictures::grass_picture(gtd, most_px);
            self.scene_view.apply(&self.gpu, &SceneUpdate::Image { which: ZoneImage::Grass, image: made.picture });
        }
    }

    /// Waits for all parts of a zone.
    pub fn finish(&mut self, mut load: Load) -> Result<(Arc<Zone>, LoadedScene)> {
        let mut loaded = LoadedScene::default();
        while let Some(event) = load.wait() {
            if self.take(event, &mut loaded)? {
                break;
            }
        }
        let zone = loaded.zone.clone().ok_or_else(|| anyhow!("the loader finished without a zone"))?;
        Ok((zone, loaded))
    }

    /// Replaces the zone's sky by the requested one, if any.
    ///
    /// # Errors
    /// There is no such sky, or it cannot be read.
    pub fn choose_sky(&mut self, args: &ViewOptions, loaded: &LoadedScene) -> Result<()> {
        let (Some(wanted), Some(zone)) = (&args.sky, &loaded.zone) else { return Ok(()) };
        let files = &zone.skies;
        let stem = |file: &Path| path_text(file.file_stem().unwrap_or_default());
        let named = files.iter().find(|file| stem(file).eq_ignore_ascii_case(wanted)).cloned();
        let Some(file) = named.or(Some(PathBuf::from(wanted)).filter(|file| file.is_file())) else {
            let known: Vec<String> = files.iter().map(|file| stem(file)).collect();
            return Err(anyhow!("no sky named {wanted}; available: {}", known.join(", ")));
        };
        let sun_hour = zone.bundle().and_then(|bundle| bundle.sun_hour);
        let sky = block_on(read_sky(&file, args.data.as_deref(), sun_hour)).context("cannot read the sky")?;
        self.scene_view.apply(&self.gpu, &SceneUpdate::Sky(Arc::new(sky)));
        Ok(())
    }

    /// The atmosphere at the time of day; neutral without a sky.
    pub fn atmosphere(&self, settings: &ViewSettings) -> Atmosphere {
        self.scene_view.atmosphere(TimeOfDay::from(settings)).unwrap_or_default()
    }
}

/// Data loaded so far.
#[derive(Default)]
pub struct LoadedScene {
    /// The zone, once opened.
    pub zone: Option<Arc<Zone>>,
    /// Mean colors of its tile textures, if the view mode needs them.
    pub means: pictures::Means,
    pub missing: Vec<MissingFile>,
}
