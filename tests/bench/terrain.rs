//! Benchmarks of the path from a file to a frame, without a GPU: parse, decode, quadtree, cull, stream, pick.
//!
//! `cargo bench --bench terrain` uses generated zones of 513 and 2049 vertices a side; `-- 8193` adds a size. Prints
//! the median of many runs and the cost per item.

use glam::{DVec2, DVec3};
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::ntf::{PixelFormat, Texture};
use gtd_viewer::scene::raster::tile_image::{TileEncoding, TileImage};
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::terrain::patch::pack_node;
use gtd_viewer::scene::terrain::pick::pick;
use gtd_viewer::scene::terrain::select::{Detail, LodRules, Selection, ViewParams};
use gtd_viewer::scene::terrain::texture_uses;
use gtd_viewer::test_zone;
use std::hint::black_box;
use std::time::{Duration, Instant};

const SIZE_PX: [u32; 2] = [1280, 720];
/// Measuring time of one benchmark.
const TIME: Duration = Duration::from_millis(1500);

/// Median of as many runs as fit into the measuring time, in microseconds.
fn median_us(mut run: impl FnMut()) -> (f64, usize) {
    run();
    let began = Instant::now();
    let mut times = Vec::new();
    while began.elapsed() < TIME || times.len() < 5 {
        let started = Instant::now();
        run();
        times.push(started.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times.len())
}

fn tell(what: &str, count: usize, things: &str, run: impl FnMut()) {
    let (us, runs) = median_us(run);
    println!("  {what:<22} {us:>12.1} us  {:>9.1} ns a {things}  ({runs} runs)", us * 1e3 / count.max(1) as f64);
}

fn view_params(eye: DVec3, yaw_deg: f64) -> (View, ViewParams) {
    let view = View::new(Pose::new(eye, yaw_deg, -8.0), Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
    (view, ViewParams { eye, clip_from_eye: view.clip_from_camera_relative(), px_per_m: 623.0, flat: false })
}

fn zone(side: u32) {
    println!("{side} x {side} vertices");
    let bytes = test_zone::draft(side).encode().unwrap();
    let count = (side as usize).pow(2);
    let mut copies = Vec::new();
    tell("copy the bytes", bytes.len(), "byte", || copies = black_box(bytes.clone()));
    drop(copies);
    tell("parse, copying", count, "vertex", || drop(black_box(Gtd::parse(&bytes[..]).unwrap())));
    let gtd = Gtd::parse(bytes).unwrap();
    let heights = gtd_viewer::scene::terrain::heights::Heights::new(gtd.records(), side).unwrap();
    tell("measure detail levels", count, "vertex", || {
        drop(black_box(gtd_viewer::scene::terrain::nodes::NodeTree::new(heights)));
    });
    tell("count texture uses", count, "vertex", || drop(black_box(texture_uses::counts(&gtd))));
    tell("find a texture's tiles", count, "vertex", || drop(black_box(texture_uses::lit_tiles(&gtd, 0))));
    let ground = Terrain::new(gtd);
    let middle = f64::from(ground.gtd().extent_m()) * 0.5;
    let (view, view_params) = view_params(DVec3::new(middle, 150.0, middle), 40.0);
    let rules = LodRules { detail: Detail::Screen { tile_px: 1.0, error_px: 1.0 }, view_distance_m: f32::INFINITY };
    let mut selection = Selection::default();
    selection.walk(ground.tree(), &view_params, &rules, |_| true);
    let drawn = selection.drawn.clone();
    tell("cull, to the horizon", drawn.len(), "node drawn", || {
        selection.walk(ground.tree(), &view_params, &rules, |_| true);
    });
    let near = LodRules { detail: Detail::Full, view_distance_m: 256.0 };
    tell("cull, 256 m", drawn.len(), "node drawn", || selection.walk(ground.tree(), &view_params, &near, |_| true));
    tell("stream: pack nodes", drawn.len(), "node", || {
        for node in &drawn {
            black_box(pack_node(ground.gtd(), ground.heights(), node.id));
        }
    });
    let rays: Vec<_> = (0..256).map(|i| DVec2::new(f64::from(i) * 5.0, 330.0 + f64::from(i % 16) * 20.0)).collect();
    tell("pick", rays.len(), "ray", || {
        for &at in &rays {
            let ray = view.ray_at_pixel(at, SIZE_PX);
            black_box(pick(&ground, ray.origin, ray.direction));
        }
    });
}

fn decode() {
    println!("a tile texture of 128 x 128");
    let rgba: Vec<u8> = (0..128 * 128 * 4u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let texture = Texture::encode(&rgba, 128, 128, PixelFormat::Dxt1, true);
    for (what, encoding) in [("DXT1 to texels", TileEncoding::Rgba8), ("DXT1 as blocks", TileEncoding::Bc1)] {
        tell(what, 128 * 128, "texel", || drop(black_box(TileImage::from_texture(&texture, encoding))));
    }
}

fn main() {
    decode();
    let more = std::env::args().skip(1).filter_map(|side| side.parse().ok());
    [513, 2049].into_iter().chain(more).for_each(zone);
}
