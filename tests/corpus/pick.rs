//! Picking of objects against a test of every triangle of a zone.

use std::path::PathBuf;
use std::time::Instant;

use glam::{DVec3, Vec3};
use gtd_viewer::formats::gtd::Gtd;
use gtd_viewer::formats::ntf::Texture;
use gtd_viewer::formats::opd::{OpdFile, RenderFlags};
use gtd_viewer::load::read_object_models;
use gtd_viewer::platform::block_on;
use gtd_viewer::scene::Objects;
use gtd_viewer::scene::objects::{KindPart, Moment, ObjectModels, PickView, Ray};
use gtd_viewer::scene::raster::object_textures::ObjectTextures;
use gtd_viewer::zone::{ZoneFiles, ZoneSource};

use crate::common;

fn models(source: &ZoneSource) -> ObjectModels {
    let files = block_on(ZoneFiles::open(source, None));
    let gtd = Gtd::parse(block_on(files.read_terrain()).unwrap()).unwrap();
    let opd = block_on(files.part::<OpdFile>(&gtd)).unwrap();
    block_on(read_object_models(&opd.content, &files)).0
}

/// Numbers from 0 to 1 that look random.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Alpha of the largest level, mixed from four texels; repeats.
fn alpha_at(texture: &Texture, rgba: &[u8], [u, v]: [f64; 2]) -> f64 {
    let (width, height) = (i64::from(texture.width()), i64::from(texture.height()));
    let (x, y) = (u.rem_euclid(1.0) * width as f64 - 0.5, v.rem_euclid(1.0) * height as f64 - 0.5);
    let texel = |dx: i64, dy: i64| {
        let (x, y) = ((x.floor() as i64 + dx).rem_euclid(width), (y.floor() as i64 + dy).rem_euclid(height));
        f64::from(rgba[(y * width + x) as usize * 4 + 3])
    };
    let (right, down) = (x - x.floor(), y - y.floor());
    let upper = texel(0, 0) * (1.0 - right) + texel(1, 0) * right;
    let lower = texel(0, 1) * (1.0 - right) + texel(1, 1) * right;
    (upper * (1.0 - down) + lower * down) / 255.0
}

/// The method of Möller and Trumbore: distance and the weights of the second and third corner.
fn intersection(ray: Ray, [a, b, c]: [DVec3; 3]) -> Option<(f64, f64, f64)> {
    let (ab, ac) = (b - a, c - a);
    let p = ray.direction.cross(ac);
    let determinant = ab.dot(p);
    if determinant == 0.0 {
        return None;
    }
    let to_origin = ray.origin - a;
    let u = to_origin.dot(p) / determinant;
    let q = to_origin.cross(ab);
    let (v, distance) = (ray.direction.dot(q) / determinant, ac.dot(q) / determinant);
    (u >= 0.0 && v >= 0.0 && u + v <= 1.0 && distance > 0.0).then_some((distance, u, v))
}

/// Whether a texel of a part is drawn; none close to the threshold, where rounding decides.
fn is_drawn(part: &KindPart, alpha: f64) -> Option<bool> {
    let threshold = if part.material.flags.contains(RenderFlags::BLENDED) { 0.1 } else { 128.0 / 255.0 };
    ((alpha - threshold).abs() > 1e-3).then_some(alpha > threshold)
}

/// A texel so close to the threshold that rounding decides.
struct TooClose;

/// Distance and object of the nearest visible triangle of all objects.
fn brute_force(
    models: &ObjectModels,
    decoded: &[Vec<u8>],
    ray: Ray,
    moment: Moment,
) -> Result<Option<(f64, usize)>, TooClose> {
    let mut nearest: Option<(f64, usize)> = None;
    for object in 0..models.set.objects.len() {
        for part in models.set.parts(object) {
            let Some(mesh) = part.mesh.and_then(|mesh| models.meshes[mesh].as_ref()) else { continue };
            let pose = models.set.pose(object, part, moment);
            let both_sides = part.material.flags.contains(RenderFlags::DOUBLE_SIDED);
            for corners in mesh.full_detail().chunks_exact(3) {
                let corners = [0, 1, 2].map(|i: usize| mesh.vertices[usize::from(corners[i])]);
                let world = corners.map(|corner| pose.transform_point3(Vec3::from(corner.position_m)).as_dvec3());
                let Some((distance, u, v)) = intersection(ray, world) else { continue };
                let faces = (world[1] - world[0]).cross(world[2] - world[0]).dot(ray.direction) < 0.0;
                if (!faces && !both_sides) || nearest.is_some_and(|(least, _)| distance >= least) {
                    continue;
                }
                let uv = [0, 1].map(|i: usize| {
                    let [a, b, c] = corners.map(|corner| f64::from(corner.uv[i]));
                    a + (b - a) * u + (c - a) * v
                });
                let number = part.texture_at(moment.secs);
                let texture = number.and_then(|number| Some((models.textures[number].as_ref()?, &decoded[number])));
                if texture.is_none_or(|(texture, rgba)| is_drawn(part, alpha_at(texture, rgba, uv)) != Some(false)) {
                    if let Some((texture, rgba)) = texture
                        && is_drawn(part, alpha_at(texture, rgba, uv)).is_none()
                    {
                        return Err(TooClose);
                    }
                    nearest = Some((distance, object));
                }
            }
        }
    }
    Ok(nearest)
}

/// Compares rays between random places of a zone's objects. Returns how many hit something.
fn compare(source: &ZoneSource, rays: usize) -> usize {
    let models = models(source);
    let decoded: Vec<Vec<u8>> =
        models.textures.iter().map(|texture| texture.as_ref().map_or_else(Vec::new, |t| t.decode_rgba8(0))).collect();
    let textures = ObjectTextures::new(&models.textures, &vec![false; models.textures.len()], true);
    let objects = Objects::new(models.set.clone(), models.meshes.clone(), textures);
    let mut random = Random(7);
    let mut hits = 0;
    for number in 0..rays {
        let mut place = |spread_m: f64| {
            let object = (random.next() * models.set.objects.len() as f64) as usize;
            let at = Vec3::from(models.set.objects[object].world_from_object.translation).as_dvec3();
            at + DVec3::new(random.next() - 0.5, random.next(), random.next() - 0.5) * spread_m
        };
        let (origin, target) = (place(60.0), place(4.0));
        let ray = Ray { origin, direction: (target - origin).normalize_or(DVec3::X) };
        let moment = Moment { eye: origin, secs: Some(number as f32 * 0.37), gates_open: number % 2 == 0 };
        let view = PickView::full_detail(moment);
        let hit = objects.ray(ray, &view, |_| true);
        let Ok(expected) = brute_force(&models, &decoded, ray, moment) else { continue };
        let distances = (hit.map(|hit| hit.distance), expected.map(|(distance, _)| distance));
        let agree = match distances {
            (Some(actual), Some(expected)) => (actual - expected).abs() < 1e-4 * expected.max(1.0),
            (None, None) => true,
            _ => false,
        };
        assert!(agree, "ray {number}: {hit:?} instead of {expected:?}");
        hits += usize::from(hit.is_some());
    }
    hits
}

#[test]
fn a_ray_hits_what_a_test_of_all_triangles_hits() {
    let hits = compare(&ZoneSource::Demo, 300);
    assert!(hits > 100, "only {hits} rays of the island hit something");
    let Some(folder) = common::corpus() else { return };
    let hits = compare(&ZoneSource::File(folder.join("ko/1298/Zones/karus_start.gtd")), 100);
    assert!(hits > 40, "only {hits} rays hit something");
}

/// Prints the time of a pick: `cargo test --test corpus picking_time -- --ignored --nocapture`.
#[test]
#[ignore = "prints a time"]
fn picking_time() {
    let Some(folder) = common::corpus() else { return };
    let source = |name: &str| ZoneSource::File(PathBuf::from(&folder).join("ko/1298/Zones").join(name));
    for name in ["moradon.gtd", "karus_start.gtd"] {
        let models = models(&source(name));
        let textures = ObjectTextures::new(&models.textures, &vec![false; models.textures.len()], true);
        let objects = Objects::new(models.set, models.meshes, textures);
        let mut random = Random(3);
        let mut times_ms: Vec<f64> = (0..500)
            .map(|_| {
                let mut place = || {
                    let object = (random.next() * objects.set.objects.len() as f64) as usize;
                    Vec3::from(objects.set.objects[object].world_from_object.translation).as_dvec3() + DVec3::Y * 2.0
                };
                let (origin, target) = (place(), place());
                let ray = Ray { origin, direction: (target - origin).normalize_or(DVec3::X) };
                let moment = Moment { eye: origin, secs: Some(1.0), gates_open: false };
                let view = PickView { pixel_m: [0.0, 1e-3], ..PickView::full_detail(moment) };
                let start = Instant::now();
                std::hint::black_box(objects.ray(ray, &view, |_| true));
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times_ms.sort_by(f64::total_cmp);
        let [median, slow, most] = [250, 495, 499].map(|index: usize| times_ms[index]);
        println!("{name}: median {median:.3} ms, 99 % {slow:.3} ms, most {most:.3} ms");
    }
}
