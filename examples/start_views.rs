//! Draws the start views of zones and measures them. Run by `script/start-views`.
//!
//! Usage: `start_views FOLDER [FILE...]`; writes a picture (.ppm) of each zone and of the built-in one to FOLDER,
//! and prints a line each: share of the background, distance of the nearest surface in the middle half of the picture,
//! mean and spread of brightness, time to choose the view, and its pose.

use std::path::{Path, PathBuf};
use std::time::Instant;

use glam::DVec2;
use gtd_viewer::camera::{Lens, Pose, View, start_view};
use gtd_viewer::load::{Load, LoadEvent, Request, Zone, ZoneSource};
use gtd_viewer::render::picture::{Canvas, PICTURE_FORMAT, draw_view};
use gtd_viewer::render::{FrameOptions, Gpu, Quality, QualityRequest, SceneView, TimeOfDay};
use gtd_viewer::scene::Scene;
use gtd_viewer::scene::collision::TriangleGrid;
use gtd_viewer::scene::objects::{Moment, PickView, Ray};
use gtd_viewer::scene::terrain::pick::pick;
use gtd_viewer::scene::view_settings::ViewSettings;

const SIZE_PX: [u32; 2] = [1280, 720];
/// Pixels between measured rays.
const RAY_STEP_PX: u32 = 20;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args_os().skip(1);
    let folder = PathBuf::from(args.next().ok_or("usage: start_views FOLDER [FILE...]")?);
    std::fs::create_dir_all(&folder)?;
    let gpu = Gpu::headless(None)?;
    println!("background nearest brightness spread   time  zone and pose");
    for (number, file) in std::iter::once(None).chain(args.map(|file| Some(PathBuf::from(file)))).enumerate() {
        if let Err(error) = measure(&gpu, &folder, number, file.as_deref()) {
            println!("{file:?}: {error}");
        }
    }
    Ok(())
}

fn measure(gpu: &Gpu, folder: &Path, number: usize, file: Option<&Path>) -> Result<(), Failure> {
    let mut drawn = Drawn::load(gpu, file)?;
    let zone = drawn.zone.clone().ok_or("the zone cannot be opened")?;
    let started = Instant::now();
    let pose = start_view(&zone.ground, &zone.outlines);
    let choice_ms = started.elapsed().as_secs_f64() * 1e3;
    let rgb = drawn.draw(gpu, &zone, pose)?;
    let (mean, spread) = brightness(&rgb);
    let (background, nearest_m) = drawn.surfaces(&zone, &view_of(pose));
    println!(
        "{:9.1}% {nearest_m:5.0} m {mean:10.0} {spread:6.0} {choice_ms:4.0} ms  {number:03}-{} {pose}",
        background * 100.0,
        zone.name
    );
    let mut picture = format!("P6 {} {} 255\n", SIZE_PX[0], SIZE_PX[1]).into_bytes();
    picture.extend(rgb);
    Ok(std::fs::write(folder.join(format!("{number:03}-{}.ppm", zone.name)), picture)?)
}

fn view_of(pose: Pose) -> View {
    View::new(pose, Lens::Perspective { fov_y_deg: View::DEFAULT_FOV_DEG }, SIZE_PX)
}

/// Mean and standard deviation of the brightness, 0 to 255.
fn brightness(rgb: &[u8]) -> (f64, f64) {
    let pixels = rgb.as_chunks::<3>().0;
    let values =
        || pixels.iter().map(|[r, g, b]| 0.299 * f64::from(*r) + 0.587 * f64::from(*g) + 0.114 * f64::from(*b));
    let count = pixels.len() as f64;
    let mean = values().sum::<f64>() / count;
    (mean, (values().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt())
}

/// A zone on the GPU and in the model.
struct Drawn {
    scene_view: SceneView,
    scene: Scene,
    zone: Option<std::sync::Arc<Zone>>,
}

impl Drawn {
    fn load(gpu: &Gpu, file: Option<&Path>) -> Result<Drawn, Failure> {
        let quality = Quality::resolve(QualityRequest::default(), &gpu.caps);
        let scene_view = SceneView::new(gpu, PICTURE_FORMAT, quality);
        let mut drawn = Drawn { scene_view, scene: Scene::default(), zone: None };
        let request = Request {
            zone: ZoneSource::of_or_demo(file),
            data: None,
            server: None,
            wanted: (&ViewSettings::default()).into(),
            forms: gpu.caps.data_forms(None).into(),
        };
        let mut load = Load::start(request, || {});
        while let Some(event) = load.wait() {
            if let Some(update) = event.scene_update() {
                drawn.scene.apply(&update);
                drawn.scene_view.apply(gpu, &update);
            }
            match event {
                LoadEvent::Opened(zone) => drawn.zone = Some(zone),
                LoadEvent::Failed(error) => return Err(error.into()),
                _ => {}
            }
        }
        Ok(drawn)
    }

    fn draw(&mut self, gpu: &Gpu, zone: &Zone, pose: Pose) -> Result<Vec<u8>, Failure> {
        let settings = ViewSettings::default();
        let mut options = FrameOptions::new(&settings, zone.ground.gtd().extent_m());
        options.atmosphere = self.scene_view.atmosphere(TimeOfDay::from(&settings)).unwrap_or_default();
        let canvas = Canvas::new(gpu, SIZE_PX);
        Ok(draw_view(gpu, &mut self.scene_view, &canvas, &view_of(pose), &options)?.0)
    }

    /// Share of the rays that hit nothing, and the nearest hit in the middle half of the picture in meters.
    fn surfaces(&self, zone: &Zone, view: &View) -> (f64, f64) {
        let extent_m = f64::from(zone.ground.gtd().extent_m());
        let water = self.scene.water.as_ref().map(|water| water.mesh.surface(extent_m)).unwrap_or_default();
        let steps =
            |side: usize| (0..SIZE_PX[side] / RAY_STEP_PX).map(|step| (f64::from(step) + 0.5) * f64::from(RAY_STEP_PX));
        let (mut rays, mut missed, mut nearest_m) = (0.0, 0.0, f64::INFINITY);
        for (x, y) in steps(0).flat_map(|x| steps(1).map(move |y| (x, y))) {
            let ray = view.ray_at_pixel(DVec2::new(x, y), SIZE_PX);
            let ray = Ray { origin: ray.origin, direction: ray.direction };
            rays += 1.0;
            let Some(distance_m) = self.distance_m(zone, &water, ray) else {
                missed += 1.0;
                continue;
            };
            let is_middle = |at: f64, side: u32| (0.25..0.75).contains(&(at / f64::from(side)));
            if is_middle(x, SIZE_PX[0]) && is_middle(y, SIZE_PX[1]) {
                nearest_m = nearest_m.min(distance_m);
            }
        }
        (missed / rays, nearest_m)
    }

    fn distance_m(&self, zone: &Zone, water: &TriangleGrid, ray: Ray) -> Option<f64> {
        let ground = pick(&zone.ground, ray.origin, ray.direction).map(|hit| hit.distance_m);
        let moment = Moment { eye: ray.origin, secs: None, gates_open: false };
        let objects = self.scene.object_models.as_ref();
        let object = objects
            .and_then(|objects| objects.ray(ray, &PickView::full_detail(moment), |_| true))
            .map(|hit| hit.distance);
        [ground, object, water_distance_m(water, ray)].into_iter().flatten().reduce(f64::min)
    }
}

/// Distance of the water's surface on a ray, within a meter.
fn water_distance_m(water: &TriangleGrid, ray: Ray) -> Option<f64> {
    (1..2000).map(f64::from).find(|distance_m| {
        let at = ray.origin + ray.direction * *distance_m;
        water.floor_m(DVec2::new(at.x, at.z), f64::INFINITY).is_some_and(|surface_m| at.y <= surface_m)
    })
}
