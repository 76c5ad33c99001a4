//! Pictures of small models.

use super::*;
use crate::formats::ntf::{PixelFormat, Texture};
use crate::formats::opd::{Material, Object, ObjectPart, OpdFile, Placement};
use crate::scene::raster::object_textures::ObjectTextures;

/// Looks north.
const NORTHWARD: PictureAngle = PictureAngle { yaw_deg: 0.0, pitch_deg: 0.0 };
const SIDE_PX: u32 = 16;
const RED: [u8; 4] = [255, 0, 0, 255];
const BLUE: [u8; 4] = [0, 0, 255, 255];

/// A square of 2 x 2 m around the origin that faces south, or north.
fn square(faces_south: bool) -> Mesh {
    let corner = |x: f32, y: f32| MeshVertex {
        position_m: [x, y, 0.0],
        normal: [0.0, 1.0, 0.0],
        uv: [(x + 1.0) / 2.0, (1.0 - y) / 2.0],
    };
    let corners = vec![corner(-1.0, -1.0), corner(-1.0, 1.0), corner(1.0, -1.0), corner(1.0, 1.0)];
    Mesh::new("square", corners, if faces_south { vec![0, 1, 2, 2, 1, 3] } else { vec![0, 2, 1, 2, 3, 1] })
}

fn texture(format: PixelFormat, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Texture {
    let rgba: Vec<u8> = (0..16 * 16).flat_map(|i| pixel(i % 16, i / 16)).collect();
    Texture::encode(&rgba, 16, 16, format, true)
}

fn plain(color: [u8; 4]) -> Texture {
    texture(PixelFormat::A8R8G8B8, |_, _| color)
}

/// A part: number of its texture, flags, distance to the south in meters.
type Part = (usize, u32, f32);

/// One object with parts of the same mesh.
#[allow(clippy::needless_pass_by_value, reason = "made for one picture")]
fn models(mesh: Mesh, textures: Vec<Texture>, parts: &[Part]) -> ObjectModels {
    let part = |&(texture, flags, south_m): &Part| ObjectPart {
        pivot_m: [0.0, 0.0, -south_m],
        mesh: b"m".to_vec(),
        textures: vec![vec![b'a' + u8::try_from(texture).unwrap()]],
        // Unlit.
        material: Material { flags: RenderFlags(flags | 0x40), ..Material::default() },
        ..ObjectPart::default()
    };
    let objects = vec![Object {
        placement: Placement { scale: [1.0; 3], rotation: [0.0, 0.0, 0.0, 1.0], ..Placement::default() },
        parts: parts.iter().map(part).collect(),
        ..Object::default()
    }];
    let file = OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision: vec![], cells: vec![None], objects };
    let set = ObjectSet::new(&file);
    let number = |name: &String| usize::from(name.as_bytes()[0] - b'a');
    let textures = set.textures.iter().map(|name| textures.get(number(name)).cloned()).collect();
    ObjectModels { set, meshes: vec![Some(mesh)], textures, ..ObjectModels::default() }
}

fn drawn(models: &ObjectModels) -> Vec<[u8; 4]> {
    let picture = ModelPictures::of_models(models).kind(0, NORTHWARD, SIDE_PX);
    assert_eq!(picture.len(), (SIDE_PX * SIDE_PX * 4) as usize);
    picture.as_chunks().0.to_vec()
}

fn middle(picture: &[[u8; 4]]) -> [u8; 4] {
    picture[(SIDE_PX * SIDE_PX / 2 + SIDE_PX / 2) as usize]
}

#[test]
fn a_model_fills_the_picture_upright() {
    let quarters = |x: u32, y: u32| match (x < 8, y < 8) {
        (true, true) => RED,
        (false, true) => BLUE,
        (true, false) => [0, 255, 0, 255],
        (false, false) => [255; 4],
    };
    let picture = drawn(&models(square(true), vec![texture(PixelFormat::A8R8G8B8, quarters)], &[(0, 0, 3.0)]));
    let at = |x: u32, y: u32| picture[(y * SIDE_PX + x) as usize];
    assert_eq!([at(4, 4), at(11, 4), at(4, 11), at(11, 11)], [RED, BLUE, [0, 255, 0, 255], [255; 4]]);
    let covered = picture.iter().filter(|pixel| pixel[3] > 0).count();
    assert!((14 * 14..=16 * 16).contains(&covered), "{covered}");
    assert!(at(0, 0)[3] < 255, "a margin");
}

#[test]
fn the_default_angle_shows_the_front_the_left_side_and_the_top() {
    let parts = |angle: PictureAngle| [Vec3::Y, Vec3::NEG_Z, Vec3::NEG_X].map(|side| side.dot(angle.forward()) < 0.0);
    assert_eq!(parts(PictureAngle::default()), [true; 3]);
    assert!(NORTHWARD.forward().abs_diff_eq(Vec3::Z, 1e-6));
}

#[test]
fn back_sides_are_left_out_unless_both_are_drawn() {
    let seen = |faces_south, flags| middle(&drawn(&models(square(faces_south), vec![plain(RED)], &[(0, flags, 0.0)])));
    assert_eq!([seen(true, 0), seen(false, 0), seen(false, 0x4)], [RED, [0; 4], RED]);
}

#[test]
fn holes_show_what_is_behind() {
    let half = |alpha| plain([255, 0, 0, alpha]);
    let behind =
        |alpha| middle(&drawn(&models(square(true), vec![half(alpha), plain(BLUE)], &[(0, 0, 1.0), (1, 0, 0.0)])));
    assert_eq!([behind(255), behind(130), behind(120), behind(0)], [RED, RED, BLUE, BLUE]);
}

#[test]
fn blended_parts_are_mixed_from_far_to_near_after_opaque_ones() {
    let textures = || vec![plain(BLUE), plain([255, 0, 0, 128]), plain([0, 255, 0, 128])];
    let seen = |parts: &[Part]| middle(&drawn(&models(square(true), textures(), parts)));
    let expected = [64, 128, 63, 255];
    for parts in [[(0, 0, 0.0), (1, 1, 1.0), (2, 1, 2.0)], [(2, 1, 2.0), (1, 1, 1.0), (0, 0, 0.0)]] {
        let color = seen(&parts);
        assert!(color.iter().zip(expected).all(|(is, wanted)| is.abs_diff(wanted) <= 1), "{parts:?}: {color:?}");
    }
    assert_eq!(seen(&[(1, 1, 1.0)]), [255, 0, 0, 128], "over nothing");
    assert_eq!(seen(&[(0, 0, 3.0), (1, 1, 1.0)]), BLUE, "hidden");
}

#[test]
fn missing_textures_and_empty_models_are_no_error() {
    assert_eq!(middle(&drawn(&models(square(true), vec![], &[(0, 0, 0.0)]))), PLACEHOLDER);
    let nothing = models(Mesh::default(), vec![], &[(0, 0, 0.0)]);
    assert!(drawn(&nothing).iter().all(|pixel| *pixel == [0; 4]));
    assert!(ModelPictures::of_models(&nothing).kind(7, NORTHWARD, 4).iter().all(|byte| *byte == 0));
    let mut broken = square(true);
    broken.vertices[0].position_m = [f32::NAN; 3];
    broken.vertices[3].position_m = [f32::MAX; 3];
    drawn(&models(broken, vec![], &[(0, 4, 0.0)]));
    assert_eq!(ModelPictures::of_models(&nothing).kind(0, NORTHWARD, 1 << 30).len(), 4 << 20, "at most 1024 x 1024");
}

#[test]
fn a_scene_gives_the_picture_of_its_files() {
    let color = |x: u32, y: u32| [(x * 16) as u8, (y * 16) as u8, 90, if x == y { 0 } else { 255 }];
    for (format, blocks) in [(PixelFormat::A8R8G8B8, false), (PixelFormat::Dxt3, true), (PixelFormat::Dxt1, true)] {
        let models = models(square(true), vec![texture(format, color)], &[(0, 0, 0.0)]);
        for side_px in [1, 8, 100] {
            let of_files = ModelPictures::of_models(&models).kind(0, NORTHWARD, side_px);
            let textures = ObjectTextures::new(&models.textures, &[false], blocks);
            let objects = Objects::new(models.set.clone(), models.meshes.clone(), textures);
            let of_scene = ModelPictures::of_scene(&objects).kind(0, NORTHWARD, side_px);
            // The smallest level of a file has 4 texels a side; that of a scene has one.
            assert!(of_files == of_scene || side_px == 1, "{format:?}, {side_px}");
        }
    }
}

#[test]
fn the_work_is_limited() {
    // Many squares over each other, from back to front: those after the first 400 or so are not drawn.
    let mut mesh = Mesh::default();
    for number in 0..1000_u16 {
        let mut square = square(true);
        let z = 1.0 - f32::from(number) / 1000.0;
        square.vertices.iter_mut().for_each(|vertex| {
            vertex.position_m[2] = z;
            vertex.uv = [if number < 200 { 0.25 } else { 0.75 }, 0.5];
        });
        let first = number * 4;
        mesh.vertices.extend(square.vertices);
        mesh.indices.extend(square.indices.iter().map(|index| index + first));
    }
    let mesh = Mesh::new("many", mesh.vertices, mesh.indices);
    let halves = texture(PixelFormat::A8R8G8B8, |x, _| if x < 8 { RED } else { BLUE });
    let few = Mesh::new("few", mesh.vertices.clone(), mesh.indices[..6 * 300].to_vec());
    assert_eq!(middle(&drawn(&models(few, vec![halves.clone()], &[(0, 0, 0.0)]))), BLUE);
    let last = mesh.indices.len() - 6;
    let mut colored = mesh.clone();
    for index in &mesh.indices[last..] {
        colored.vertices[usize::from(*index)].uv[0] = 0.25;
    }
    assert_eq!(middle(&drawn(&models(colored, vec![halves], &[(0, 0, 0.0)]))), BLUE, "the last one is red");
}
