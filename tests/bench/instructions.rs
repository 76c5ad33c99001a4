//! Regression guard: instructions per piece of work, counted by valgrind, compared with `tests/bench/instructions.txt`.
//!
//! `script/instruction-counts` runs it, without the thread pool, so that the counts repeat. Counts depend on compiler and
//! profile, not on the machine or on what else it does. With the option `--bless` the file is written again.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::sync::Arc;

use glam::{DVec2, DVec3, Mat4};
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::demo::embedded;
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::n3pmesh::Mesh;
use gtd_viewer::formats::ntf::{PixelFormat, Texture};
use gtd_viewer::formats::opd::OpdFile;
use gtd_viewer::scene::Objects;
use gtd_viewer::scene::objects::{Moment, ObjectSet, PickView, Ray};
use gtd_viewer::scene::raster::color_cells::ColorCells;
use gtd_viewer::scene::raster::compose::{Composer, NeutralBase, TilePictures};
use gtd_viewer::scene::raster::object_textures::ObjectTextures;
use gtd_viewer::scene::raster::placeholder::Placeholders;
use gtd_viewer::scene::raster::tile_image::{TileEncoding, TileImage};
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::terrain::cull::Frustum;
use gtd_viewer::scene::terrain::nodes::NodeTree;
use gtd_viewer::scene::terrain::patch::pack_node;
use gtd_viewer::scene::terrain::pick::pick;
use gtd_viewer::scene::terrain::select::{Detail, LodRules, Selection, ViewParams};
use gtd_viewer::test_zone;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/instructions.txt");
/// Allowed difference from a kept count: updates of the compiler and of libraries move counts by less.
const TOLERANCE: f64 = 0.03;
const VERTICES: u32 = 513;
const SIZE_PX: [u32; 2] = [1280, 720];

/// A piece of work by its name. Its preparation is not counted.
type Work = (&'static str, fn());

const WORKS: [Work; 13] = [
    ("parse a zone of 513 vertices a side", parse),
    ("build its detail levels", detail_levels),
    ("cull to the horizon", cull_to_horizon),
    ("cull to 256 m", cull_to_256_m),
    ("pack the nodes of a view", pack),
    ("pick the ground by 256 rays", pick_ground),
    ("decode a tile texture to texels", decode),
    ("compose a map of 64 x 64 tiles", compose),
    ("make the color map", color_map),
    ("parse the objects of the island", parse_objects),
    ("index the objects of the island", index_objects),
    ("cull objects in 16 views", cull_objects),
    ("pick objects by 256 rays", pick_objects),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--work") {
        let work = WORKS.iter().find(|(name, _)| Some(*name) == args.get(at + 1).map(String::as_str));
        return work.map_or(ExitCode::FAILURE, |(_, work)| {
            work();
            ExitCode::SUCCESS
        });
    }
    // `cargo test --benches` only checks that everything runs.
    if !args.iter().any(|arg| arg == "--bench") {
        WORKS.iter().for_each(|(_, work)| work());
        return ExitCode::SUCCESS;
    }
    let bless = args.iter().any(|arg| arg == "--bless");
    let kept = kept();
    let (mut lines, mut is_same) = (String::new(), true);
    for (name, _) in WORKS {
        let Some(count) = count(&args[0], name) else {
            println!("valgrind cannot be run, or has counted nothing; on Debian and Ubuntu: apt-get install valgrind");
            return ExitCode::FAILURE;
        };
        lines += &format!("{count:>12}  {name}\n");
        let change = kept.get(name).map(|kept| count as f64 / *kept as f64 - 1.0);
        let fits = change.is_some_and(|change| change.abs() <= TOLERANCE);
        is_same &= fits;
        let change = change.map_or("new".to_owned(), |change| format!("{:+.2} %", change * 100.0));
        println!("{count:>14}  {change:>9}{}  {name}", if fits { ' ' } else { '!' });
    }
    if bless {
        return match std::fs::write(KEPT, lines) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                println!("{KEPT}: {error}");
                ExitCode::FAILURE
            }
        };
    }
    if is_same {
        return ExitCode::SUCCESS;
    }
    println!(
        "marked with !: more than {} % from {KEPT}; where that is meant, run again with --bless",
        TOLERANCE * 100.0
    );
    ExitCode::FAILURE
}

fn kept() -> BTreeMap<String, u64> {
    let text = std::fs::read_to_string(KEPT).unwrap_or_default();
    let line = |line: &str| {
        let (count, name) = line.trim().split_once("  ")?;
        Some((name.to_owned(), count.parse().ok()?))
    };
    text.lines().filter_map(line).collect()
}

/// Instructions inside of [`counted`] while this program does a piece of work.
fn count(program: &str, name: &str) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=instructions::counted"])
        .args([program, "--work", name])
        .env_remove("RUST_BACKTRACE")
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = report.lines().find_map(|line| line.split_once("Collected :"))?;
    line.1.trim().parse().ok().filter(|count| *count > 0)
}

/// The part of a piece of work whose instructions count. valgrind finds it by its name.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

fn zone_bytes() -> Vec<u8> {
    test_zone::draft(VERTICES).encode().expect("test zones can be written")
}

fn terrain() -> Terrain {
    Terrain::new(Gtd::parse(zone_bytes()).expect("test zones can be read"))
}

fn view_from(eye: DVec3, yaw_deg: f64) -> (View, ViewParams) {
    let view = View::new(Pose::new(eye, yaw_deg, -8.0), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    (view, ViewParams { eye, clip_from_eye: view.clip_from_camera_relative(), px_per_m: 623.0, flat: false })
}

/// A view from the middle of a zone.
fn view_of(ground: &Terrain) -> (View, ViewParams) {
    let middle = f64::from(ground.gtd().extent_m()) * 0.5;
    view_from(DVec3::new(middle, 150.0, middle), 40.0)
}

fn horizon() -> LodRules {
    LodRules { detail: Detail::Screen { tile_px: 1.0, error_px: 1.0 }, view_distance_m: f32::INFINITY }
}

fn rays(view: &View) -> Vec<Ray> {
    let pixels = (0..256).map(|i| DVec2::new(f64::from(i) * 5.0, 330.0 + f64::from(i % 16) * 20.0));
    let ray = |at| view.ray_at_pixel(at, SIZE_PX);
    pixels.map(ray).map(|ray| Ray { origin: ray.origin, direction: ray.direction }).collect()
}

fn parse() {
    let mut bytes = Some(zone_bytes());
    counted(&mut || drop(black_box(Gtd::parse(bytes.take().unwrap_or_default()))));
}

fn detail_levels() {
    let ground = terrain();
    counted(&mut || drop(black_box(NodeTree::new(ground.heights()))));
}

fn cull(rules: LodRules) {
    let ground = terrain();
    let ((_, view), mut selection) = (view_of(&ground), Selection::default());
    // the first walk allocates
    selection.walk(ground.tree(), &view, &rules, |_| true);
    counted(&mut || selection.walk(ground.tree(), &view, &rules, |_| true));
    assert!(!selection.drawn.is_empty());
}

fn cull_to_horizon() {
    cull(horizon());
}

fn cull_to_256_m() {
    cull(LodRules { detail: Detail::Full, view_distance_m: 256.0 });
}

fn pack() {
    let ground = terrain();
    let mut selection = Selection::default();
    selection.walk(ground.tree(), &view_of(&ground).1, &horizon(), |_| true);
    counted(&mut || {
        for node in &selection.drawn {
            black_box(pack_node(ground.gtd(), ground.heights(), node.id));
        }
    });
}

fn pick_ground() {
    let ground = terrain();
    let rays = rays(&view_of(&ground).0);
    counted(&mut || {
        for ray in &rays {
            black_box(pick(&ground, ray.origin, ray.direction));
        }
    });
}

/// A tile texture of noise.
fn texture(seed: u32) -> Texture {
    let noise = |i: u32| ((i ^ seed).wrapping_mul(2_654_435_761) >> 24) as u8;
    let rgba: Vec<u8> = (0..128 * 128 * 4).map(noise).collect();
    Texture::encode(&rgba, 128, 128, PixelFormat::Dxt1, true)
}

/// A texture for each entry of a zone's table, eight of them different.
fn textures(ground: &Terrain) -> Vec<Option<Texture>> {
    let different: Vec<Texture> = (0..8).map(texture).collect();
    (0..ground.gtd().textures().reachable().len()).map(|i| Some(different[i % 8].clone())).collect()
}

fn decode() {
    let texture = texture(0);
    counted(&mut || drop(black_box(TileImage::from_texture(&texture, TileEncoding::Rgba8))));
}

fn compose() {
    let ground = terrain();
    let textures = textures(&ground);
    let textures: Vec<Option<&Texture>> = textures.iter().map(Option::as_ref).collect();
    let pictures = TilePictures::new(&textures, &Placeholders::default(), 16);
    let composer = Composer::new(ground.gtd().records(), VERTICES, &pictures, &NeutralBase);
    let mut rgb = vec![0; composer.picture_bytes(64, 64)];
    counted(&mut || composer.compose(200..264, 200..264, &mut rgb));
}

fn color_map() {
    let ground = Arc::new(terrain());
    let textures = textures(&ground);
    counted(&mut || {
        let cells = ColorCells::made(ground.clone(), &textures, 2048).expect("the zone is large enough");
        drop(black_box(cells.whole(|| true)));
    });
}

fn island_bytes() -> &'static [u8] {
    embedded::find("Zones/demo.opd").expect("the island has objects")
}

fn island() -> OpdFile {
    OpdFile::parse(island_bytes()).expect("it can be read")
}

fn set_and_meshes() -> (ObjectSet, Vec<Option<Mesh>>) {
    let set = ObjectSet::new(&island());
    let mesh = |name: &String| embedded::find(name).and_then(|bytes| Mesh::parse(bytes).ok());
    let meshes = set.meshes.iter().map(mesh).collect();
    (set, meshes)
}

fn objects() -> Objects {
    let (set, meshes) = set_and_meshes();
    Objects::new(set, meshes, ObjectTextures::default())
}

fn parse_objects() {
    // Decompressing the file does not count.
    island_bytes();
    counted(&mut || drop(black_box(island())));
}

fn index_objects() {
    let mut parts = Some(set_and_meshes());
    counted(&mut || {
        let (set, meshes) = parts.take().unwrap_or_default();
        drop(black_box(Objects::new(set, meshes, ObjectTextures::default())));
    });
}

fn cull_objects() {
    let objects = objects();
    let views: Vec<(DVec3, Mat4)> =
        (0..16).map(|i| view_from(VILLAGE, f64::from(i) * 22.5).1).map(|view| (view.eye, view.clip_from_eye)).collect();
    let mut seen = 0;
    counted(&mut || {
        for (eye, clip_from_eye) in &views {
            objects.index.visible(*eye, &Frustum::new(*clip_from_eye), |_| seen += 1);
        }
    });
    assert!(seen > 0);
}

/// A place above the island's village.
const VILLAGE: DVec3 = DVec3::new(418.0, 15.0, 346.0);

fn pick_objects() {
    let objects = objects();
    let rays = rays(&view_from(VILLAGE, 58.0).0);
    let view = PickView::full_detail(Moment { eye: VILLAGE, secs: None, gates_open: false });
    let mut hits = 0;
    counted(&mut || hits = rays.iter().filter(|ray| objects.ray(**ray, &view, |_| true).is_some()).count());
    assert!(hits > 0);
}
