//! Objects from straight above: the CPU's map beside the GPU's.

use std::sync::Arc;

use crate::headless::gpu;
use glam::{Quat, Vec3};
use gtd_viewer::formats::gtd::{Draft, Gtd, Header, MapRecord};
use gtd_viewer::formats::n3pmesh::{Mesh, MeshVertex};
use gtd_viewer::formats::ntf::{PixelFormat, Texture};
use gtd_viewer::formats::opd::{EventLinks, Material, Object, ObjectPart, OpdFile, Placement, RenderFlags};
use gtd_viewer::render::picture::{MapPlan, PICTURE_FORMAT, PictureError, draw_map, map_options};
use gtd_viewer::render::{FrameOptions, Gpu, Quality, QualityRequest, SceneView};
use gtd_viewer::scene::objects::{ObjectModels, ObjectNumbers, ObjectSet};
use gtd_viewer::scene::raster::object_map::ObjectMap;
use gtd_viewer::scene::raster::object_textures::ObjectTextures;
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::{Objects, SceneUpdate};

const MAP_SIZE: u32 = 17;
const EXTENT_M: f32 = 64.0;
const PX_PER_TILE: u32 = 16;

/// A level rectangle from the origin to (x, z), seen from above, its texture's last row in the south; the texture covers
/// 16 m, so that no map of the test averages its texels.
fn sheet(name: &str, x: f32, z: f32) -> Mesh {
    let corner = |u: f32, v: f32| MeshVertex {
        position_m: [u * x, 0.0, v * z],
        normal: [0.0, 1.0, 0.0],
        uv: [u * x / 16.0, 1.0 - v * z / 16.0],
    };
    let indices = if x * z > 0.0 { vec![0, 1, 2, 2, 1, 3] } else { vec![0, 2, 1, 2, 3, 1] };
    Mesh::new(name, vec![corner(0.0, 0.0), corner(0.0, 1.0), corner(1.0, 0.0), corner(1.0, 1.0)], indices)
}

/// Brighter to the north, redder to the east, with a hole in the south-east.
fn texture() -> Texture {
    let pixel = |i: u32| {
        let (x, y) = (i % 64, i / 64);
        [x as u8 * 4, 255 - y as u8 * 4, 60, if x >= 40 && y >= 40 { 0 } else { 255 }]
    };
    Texture::encode(&(0..64 * 64).flat_map(pixel).collect::<Vec<u8>>(), 64, 64, PixelFormat::A8R8G8B8, true)
}

fn part(mesh: &str, pivot_m: [f32; 3], flags: u32) -> ObjectPart {
    let flags = RenderFlags(flags | RenderFlags::UNLIT.0);
    ObjectPart {
        pivot_m,
        mesh: mesh.into(),
        textures: vec![b"picture".to_vec()],
        material: Material { flags, ..Material::default() },
        ..ObjectPart::default()
    }
}

fn object(position_m: [f32; 3], rotation: Quat, scale: [f32; 3], parts: Vec<ObjectPart>) -> Object {
    let placement = Placement { position_m, rotation: rotation.to_array(), scale, ..Placement::default() };
    Object { placement, parts, ..Object::default() }
}

/// A roof that follows the slope, a turned and stretched one over another, a sheet that faces down, and a gate whose two
/// leaves lie flat.
fn models() -> ObjectModels {
    let slope = Quat::from_rotation_x(-libm::atanf(0.5));
    let turned = Quat::from_rotation_y(0.6);
    let leaves = vec![part("left", [-6.0, 0.0, 0.0], 0), part("right", [6.0, 0.0, 0.0], 0)];
    let mut gate = object([45.0, 40.0, 12.0], Quat::IDENTITY, [1.0; 3], leaves);
    gate.kind = 0x141b;
    gate.events = EventLinks { event_kind: 1, ..EventLinks::default() };
    let objects = vec![
        object([6.3, 6.0, 6.4], slope, [1.0; 3], vec![part("roof", [0.0; 3], 0)]),
        object([22.0, 35.0, 38.0], turned, [1.5, 1.0, 1.0], vec![part("roof", [0.0; 3], 0)]),
        object([26.2, 39.0, 44.1], Quat::IDENTITY, [0.5; 3], vec![part("roof", [0.0; 3], RenderFlags::DOUBLE_SIDED.0)]),
        object(
            [50.0, 38.0, 50.0],
            Quat::from_rotation_x(std::f32::consts::PI),
            [1.0; 3],
            vec![part("roof", [0.0; 3], 0)],
        ),
        gate,
    ];
    let file =
        OpdFile { header: None, width_m: EXTENT_M, length_m: EXTENT_M, collision: vec![], cells: vec![], objects };
    let set = ObjectSet::new(&file);
    let mesh = |name: &String| match name.as_str() {
        "left" => sheet(name, 5.5, 3.0),
        "right" => sheet(name, -5.5, 3.0),
        _ => sheet(name, 16.0, 16.0),
    };
    ObjectModels {
        meshes: set.meshes.iter().map(|name| Some(mesh(name))).collect(),
        textures: vec![Some(texture())],
        hidden: ObjectNumbers::default(),
        set,
    }
}

/// Terrain that rises to the north by half a meter each meter.
fn slope() -> Terrain {
    let mut draft = Draft::flat(Header::versioned(1, "slope"), MAP_SIZE);
    for (index, record) in draft.records.iter_mut().enumerate() {
        *record = MapRecord::new((index as u32 % MAP_SIZE) as f32 * 2.0, record.tile());
    }
    Terrain::new(Gtd::parse(draft.encode().unwrap()).unwrap())
}

fn gpu_map(gpu: &Gpu, models: &ObjectModels, objects: bool) -> Vec<u8> {
    let quality = Quality::resolve(QualityRequest { filter: None, msaa: Some(1) }, &gpu.caps);
    let mut scene_view = SceneView::new(gpu, PICTURE_FORMAT, quality);
    scene_view.apply(gpu, &SceneUpdate::Terrain(Arc::new(slope())));
    let textures = ObjectTextures::new(&models.textures, &[true], false);
    let drawn = Objects::new(models.set.clone(), models.meshes.clone(), textures);
    scene_view.apply(gpu, &SceneUpdate::ObjectModels(Arc::new(drawn)));
    let plan = MapPlan::new(MAP_SIZE - 1, PX_PER_TILE, 4096);
    let options = FrameOptions { objects, ..map_options(PX_PER_TILE) };
    let mut rgb = Vec::new();
    draw_map::<PictureError>(gpu, &mut scene_view, &plan, &options, |rows| {
        rgb.extend_from_slice(rows);
        Ok(())
    })
    .unwrap();
    rgb
}

#[test]
fn both_maps_show_the_same_objects_in_the_same_places() {
    let Some(gpu) = gpu() else { return };
    let models = models();
    let side = (MAP_SIZE - 1) * PX_PER_TILE;
    let mut on_cpu = gpu_map(&gpu, &models, false);
    let bare = on_cpu.clone();
    ObjectMap::new(&models, EXTENT_M.into(), side).draw_over_rows(0..side, &mut on_cpu);
    let on_gpu = gpu_map(&gpu, &models, true);
    let pixels = |rgb: &[u8]| rgb.as_chunks::<3>().0.to_vec();
    let (on_cpu, on_gpu, bare) = (pixels(&on_cpu), pixels(&on_gpu), pixels(&bare));
    let apart = |a: &[u8; 3], b: &[u8; 3]| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > 8);
    let covered = on_cpu.iter().zip(&bare).filter(|(a, b)| a != b).count();
    let differing = on_cpu.iter().zip(&on_gpu).filter(|(a, b)| apart(a, b)).count();
    println!("{covered} pixels of objects, {differing} differ");
    // The edges of holes: the GPU tests alpha at one half.
    assert!(covered > 8_000 && differing * 50 < covered, "{covered} pixels of objects, {differing} differ");
    // The roof on the slope spans its 16 m times the cosine from south to north, from (6.3, 6.4) on.
    let at = |x_m: f32, z_m: f32| {
        let px_per_m = PX_PER_TILE as f32 / 4.0;
        let (column, row) = ((x_m * px_per_m) as u32, side - 1 - (z_m * px_per_m) as u32);
        let index = (row * side + column) as usize;
        (on_cpu[index] != bare[index], on_gpu[index] != bare[index])
    };
    let length_m = slope_cosine() * 16.0;
    assert_eq!(at(8.0, 6.4 + length_m - 0.5), (true, true), "its north end");
    assert_eq!(at(8.0, 6.4 + length_m + 0.5), (false, false), "beyond it");
    assert_eq!(at(40.0, 12.5), (true, true), "the gate is closed: a leaf lies along its hinge");
    assert_eq!(at(55.0, 40.0), (false, false), "what faces down is not seen");
}

fn slope_cosine() -> f32 {
    Vec3::new(0.0, 0.5, 1.0).normalize().z
}
