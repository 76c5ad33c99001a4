//! Placed objects on a level zone: sides, holes, blending, order, billboards, culling and batches.

use std::sync::Arc;

use crate::headless::gpu;
use gtd_viewer::camera::{Lens, Pose, View};
use gtd_viewer::formats::gtd::{Draft, Gtd, Header};
use gtd_viewer::formats::n3pmesh::{Mesh, MeshVertex};
use gtd_viewer::formats::ntf::{PixelFormat, Texture};
use gtd_viewer::formats::opd::{EventLinks, Material, Object, ObjectPart, OpdFile, Placement, RenderFlags};
use gtd_viewer::render::picture::{Canvas, PICTURE_FORMAT, draw_view};
use gtd_viewer::render::view::ObjectCounts;
use gtd_viewer::render::{FrameOptions, FrameStats, Gpu, Quality, QualityRequest, SceneView};
use gtd_viewer::scene::objects::ObjectSet;
use gtd_viewer::scene::raster::object_textures::ObjectTextures;
use gtd_viewer::scene::terrain::Terrain;
use gtd_viewer::scene::{Objects, PlacedObject, SceneUpdate};

pub(crate) const SIZE_PX: [u32; 2] = [64, 64];
pub(crate) const UNLIT: u32 = RenderFlags::UNLIT.0;
pub(crate) const BLENDED: u32 = RenderFlags::BLENDED.0;

/// An upright square of 8 x 8 m around its origin that faces south (-Z).
fn square() -> Mesh {
    let corner = |x: f32, y: f32| MeshVertex {
        position_m: [x, y, 0.0],
        normal: [0.0, 0.0, -1.0],
        uv: [(x + 4.0) / 8.0, (4.0 - y) / 8.0],
    };
    let vertices = vec![corner(-4.0, -4.0), corner(-4.0, 4.0), corner(4.0, -4.0), corner(4.0, 4.0)];
    Mesh::new("square", vertices, vec![0, 1, 2, 2, 1, 3])
}

/// A placed square: distance to the north of the eye, texture, render flags, scale.
pub(crate) struct Square {
    pub(crate) north_m: f32,
    pub(crate) texture: &'static str,
    pub(crate) flags: u32,
    pub(crate) scale: f32,
}

pub(crate) fn square_at(north_m: f32, texture: &'static str, flags: u32) -> Square {
    Square { north_m, texture, flags: flags | UNLIT, scale: 1.0 }
}

/// The eye stands at (64, 20, 64) and looks north.
pub(crate) struct Scene {
    pub(crate) gpu: Gpu,
    pub(crate) scene_view: SceneView,
}

impl Scene {
    pub(crate) fn new(squares: &[Square]) -> Option<Scene> {
        Scene::of(objects(squares))
    }

    /// A level zone with objects; none without a device.
    pub(crate) fn of(objects: Objects) -> Option<Scene> {
        let gpu = gpu()?;
        let quality = Quality::resolve(QualityRequest { filter: None, msaa: Some(1) }, &gpu.caps);
        let mut scene_view = SceneView::new(&gpu, PICTURE_FORMAT, quality);
        let gtd = Gtd::parse(Draft::flat(Header::versioned(1, "objects"), 33).encode().unwrap()).unwrap();
        scene_view.apply(&gpu, &SceneUpdate::Terrain(Arc::new(Terrain::new(gtd))));
        scene_view.apply(&gpu, &SceneUpdate::ObjectModels(Arc::new(objects)));
        Some(Scene { gpu, scene_view })
    }

    pub(crate) fn apply(&mut self, update: &SceneUpdate) {
        self.scene_view.apply(&self.gpu, update);
    }

    pub(crate) fn draw(&mut self, pose: &str, change: impl Fn(&mut FrameOptions)) -> (Vec<u8>, FrameStats) {
        let mut options = FrameOptions::default();
        change(&mut options);
        let pose: Pose = pose.parse().unwrap();
        let view = View::new(pose, Lens::Perspective { fov_y_deg: 60.0 }, SIZE_PX);
        let canvas = Canvas::new(&self.gpu, SIZE_PX);
        draw_view(&self.gpu, &mut self.scene_view, &canvas, &view, &options).unwrap()
    }

    /// Color of a pixel, counted from the middle.
    fn pixel(&mut self, pose: &str, at: [i32; 2]) -> [u8; 3] {
        self.pixel_with(pose, at, |_| ())
    }

    /// As `pixel`, with changed options.
    pub(crate) fn pixel_with(&mut self, pose: &str, [x, y]: [i32; 2], change: impl Fn(&mut FrameOptions)) -> [u8; 3] {
        let (rgb, _) = self.draw(pose, change);
        let at = ((32 + y) * 64 + 32 + x) as usize * 3;
        [rgb[at], rgb[at + 1], rgb[at + 2]]
    }
}

pub(crate) fn objects(squares: &[Square]) -> Objects {
    let object = |square: &Square| Object {
        placement: Placement {
            position_m: [64.0, 20.0, 64.0 + square.north_m],
            rotation: [0.0, 0.0, 0.0, 1.0],
            scale: [square.scale; 3],
            ..Placement::default()
        },
        parts: vec![ObjectPart {
            mesh: b"square".to_vec(),
            textures: vec![square.texture.into()],
            material: material(square),
            ..ObjectPart::default()
        }],
        kind: if square.texture.starts_with("gate-") { 0x141B } else { 0x41B },
        events: EventLinks { event_kind: 1, ..EventLinks::default() },
        ..Object::default()
    };
    let placed = squares.iter().map(object).collect();
    let file =
        OpdFile { header: None, width_m: 128.0, length_m: 128.0, collision: vec![], cells: vec![], objects: placed };
    let set = ObjectSet::new(&file);
    let textures: Vec<Option<Texture>> = set.textures.iter().map(|name| Some(texture(name))).collect();
    let textures = ObjectTextures::new(&textures, &vec![true; set.textures.len()], false);
    let meshes = vec![Some(square()); set.meshes.len()];
    Objects::new(set, meshes, textures)
}

/// Blend factors are one and one for textures named `add-...`, else the usual ones.
fn material(square: &Square) -> Material {
    let [source_blend, dest_blend] = if square.texture.starts_with("add-") { [2, 2] } else { [5, 6] };
    Material { flags: RenderFlags(square.flags), source_blend, dest_blend, ..Material::default() }
}

/// A plain color, at half its opacity for `half-...`, with 16 x 16 texels or 256 x 256 for `fine-...`; `holes` is red in
/// its left half and has a hole in the other.
fn texture(name: &str) -> Texture {
    let side = match name {
        name if name.starts_with("fine-") => 256,
        name if name.contains("small-") => 8,
        _ => 16,
    };
    let color = match name.rsplit('-').next().unwrap() {
        "red" | "holes" => [255, 0, 0],
        "green" => [0, 255, 0],
        _ => [0, 0, 255],
    };
    let alpha = |x: u32| match name {
        "holes" if x >= 8 => 0,
        name if name.starts_with("half-") => 128,
        _ => 255,
    };
    let pixel = |i: u32| [color[0], color[1], color[2], alpha(i % side)];
    let texels: Vec<u8> = (0..side * side).flat_map(pixel).collect();
    Texture::encode(&texels, side, side, PixelFormat::A8R8G8B8, true)
}

pub(crate) const NORTH: &str = "64,20,64,0,0";
const FROM_BEHIND: &str = "64,20,84,180,0";
const RED: [u8; 3] = [255, 0, 0];

#[test]
fn front_sides_are_drawn_and_back_sides_only_of_double_sided_parts() {
    let Some(mut scene) = Scene::new(&[square_at(10.0, "red", 0)]) else { return };
    assert_eq!(scene.pixel(NORTH, [0, 0]), RED);
    assert_ne!(scene.pixel(FROM_BEHIND, [0, 0]), RED);
    let Some(mut scene) = Scene::new(&[square_at(10.0, "red", RenderFlags::DOUBLE_SIDED.0)]) else { return };
    assert_eq!(scene.pixel(FROM_BEHIND, [0, 0]), RED);
    let (rgb, _) = scene.draw(NORTH, |options| options.objects = false);
    assert!(rgb.chunks_exact(3).all(|pixel| pixel != RED), "the layer is off");
}

#[test]
fn near_objects_hide_far_ones_but_for_their_holes() {
    let Some(mut scene) = Scene::new(&[square_at(20.0, "blue", 0), square_at(10.0, "holes", 0)]) else { return };
    assert_eq!(scene.pixel(NORTH, [-6, 0]), RED, "opaque in the west");
    assert_eq!(scene.pixel(NORTH, [6, 0]), [0, 0, 255], "a hole in the east");
}

#[test]
fn hidden_objects_are_not_drawn_and_those_behind_them_are() {
    let squares = [square_at(10.0, "red", 0), square_at(20.0, "blue", 0), square_at(12.0, "half-green", BLENDED)];
    let Some(mut scene) = Scene::new(&squares) else { return };
    let named = |name: &str| {
        let placement = Placement { name: name.into(), ..Placement::default() };
        PlacedObject { stored: Object { placement, ..Object::default() }, ..PlacedObject::default() }
    };
    scene.apply(&SceneUpdate::Objects(Arc::new(["near", "far", "mist"].map(named).to_vec())));
    let mut pixel = |hide: &str| {
        scene.scene_view.set_hidden(&hide.parse().unwrap());
        let revision = scene.scene_view.revision();
        (scene.pixel(NORTH, [0, 0]), revision)
    };
    let (blue, (first, before)) = ([0, 0, 255], pixel("1"));
    assert_eq!(first, RED);
    let (second, after) = pixel("near,2");
    assert_eq!(second, blue, "and nothing over it");
    assert!(after > before, "a kept picture is drawn again");
    assert_eq!(pixel("2,near").0, blue);
    let (_, stats) = scene.draw(NORTH, |_| ());
    assert_eq!((stats.objects.objects, stats.objects.parts), (1, 1));
}

#[test]
fn blended_parts_are_mixed_from_far_to_near_whatever_their_order() {
    let near_and_far = [square_at(10.0, "half-green", BLENDED), square_at(20.0, "half-red", BLENDED)];
    let Some(mut scene) = Scene::new(&near_and_far) else { return };
    let mixed = scene.pixel(NORTH, [0, 0]);
    // Half of green over half of red over the sky: more green than red, and both.
    assert!(mixed[1] > mixed[0] + 30 && mixed[0] > 60, "{mixed:?}");
    let [far, near] = near_and_far;
    let Some(mut scene) = Scene::new(&[near, far]) else { return };
    assert_eq!(scene.pixel(NORTH, [0, 0]), mixed);
}

#[test]
fn blended_parts_with_textures_of_many_sizes_are_one_call() {
    let square = |i: u32| {
        let texture = ["half-red", "half-small-green", "half-blue", "half-small-red"][i as usize % 4];
        square_at(12.0 + i as f32, texture, BLENDED | [0, RenderFlags::DOUBLE_SIDED.0][i as usize % 2])
    };
    let (Some(mut nothing), Some(mut scene)) = (Scene::new(&[]), Scene::new(&(0..8).map(square).collect::<Vec<_>>()))
    else {
        return;
    };
    let (bare, full) = (nothing.draw(NORTH, |_| ()).1, scene.draw(NORTH, |_| ()).1);
    assert_eq!((full.triangles - bare.triangles, full.draw_calls - bare.draw_calls), (16, 1));
    // Over blue and green and red ones, the nearest is half of the picture.
    let mixed = scene.pixel(NORTH, [0, 0]);
    assert!(mixed[0] > 127 && mixed[1] > 60 && mixed[2] > 25, "{mixed:?}");
    // From behind, the double-sided ones alone are seen: red and green ones of small textures, the red one nearest.
    let behind = scene.pixel("64,20,90,180,0", [0, 0]);
    assert!(behind[0] > 127 && behind[1] > 50, "{behind:?}");
}

#[test]
fn gates_open_at_their_hinges_and_walls_do_not() {
    // A point of the square 2 m from the hinge in its middle.
    let aside = ((32 * 64) + 32 + 12) * 3;
    for (texture, opens) in [("gate-red", true), ("red", false)] {
        let Some(mut scene) = Scene::new(&[square_at(10.0, texture, RenderFlags::DOUBLE_SIDED.0)]) else { return };
        let mut is_red = |gates_open| {
            let (rgb, _) = scene.draw(NORTH, |options| options.gates_open = gates_open);
            rgb[aside..aside + 3] == RED
        };
        assert!(is_red(false), "{texture} at rest");
        assert_eq!(is_red(true), !opens, "{texture}");
    }
}

#[test]
fn added_parts_brighten_and_do_not_cover() {
    let squares = [square_at(20.0, "green", 0), square_at(10.0, "add-red", BLENDED)];
    let Some(mut scene) = Scene::new(&squares) else { return };
    assert_eq!(scene.pixel(NORTH, [0, 0]), [255, 255, 0]);
}

#[test]
fn billboards_face_the_eye_from_everywhere() {
    let flags = BLENDED | RenderFlags::BILLBOARD.0;
    let Some(mut scene) = Scene::new(&[square_at(10.0, "red", flags)]) else { return };
    for pose in [NORTH, FROM_BEHIND, "54,20,74,90,0", "74,20,74,270,0", "57,20,67,45,0"] {
        assert_eq!(scene.pixel(pose, [0, 0]), RED, "from {pose}");
    }
}

#[test]
fn objects_of_a_kind_are_one_call_and_what_is_not_seen_is_none() {
    let row = |count: u32| (0..count).map(|i| square_at(10.0 + i as f32 * 0.25, "red", 0)).collect::<Vec<_>>();
    let Some(mut nothing) = Scene::new(&[]) else { return };
    let Some(mut many) = Scene::new(&row(100)) else { return };
    let (bare, full) = (nothing.draw(NORTH, |_| ()).1, many.draw(NORTH, |_| ()).1);
    assert_eq!((full.triangles - bare.triangles, full.draw_calls - bare.draw_calls), (200, 1));
    assert_eq!(full.objects, ObjectCounts { objects: 100, parts: 100, draw_calls: 1, triangles: 200 });
    assert_eq!(bare.objects, ObjectCounts::default());
    let away = many.draw("64,20,64,180,0", |_| ()).1;
    assert_eq!(away.draw_calls, nothing.draw("64,20,64,180,0", |_| ()).1.draw_calls);
}

#[test]
fn far_objects_and_a_share_of_the_small_ones_can_be_left_out() {
    let small = |i: u32| Square { scale: 0.1, ..square_at(8.0 + i as f32 * 0.05, "red", 0) };
    let squares: Vec<Square> = (0..100).map(small).chain([square_at(20.0, "red", 0)]).collect();
    let Some(mut scene) = Scene::new(&squares) else { return };
    let mut drawn = |distance_m: f32, density: f32| {
        let change = |options: &mut FrameOptions| {
            (options.object_distance_m, options.object_density) = (distance_m, density);
        };
        scene.draw(NORTH, change).1.objects.objects
    };
    assert_eq!(drawn(f32::INFINITY, 1.0), 101);
    assert_eq!(drawn(f32::INFINITY, 0.0), 1, "the large one");
    let half = drawn(f32::INFINITY, 0.5);
    assert!((35..=66).contains(&half), "{half}");
    assert_eq!(drawn(f32::INFINITY, 0.5), half, "the same ones each time");
    assert_eq!([drawn(14.0, 1.0), drawn(14.0, 0.0), drawn(1.0, 1.0)], [100, 0, 0]);
}
