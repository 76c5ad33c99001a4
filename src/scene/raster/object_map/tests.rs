//! Small models on small maps.

use super::*;
use crate::formats::gtd::{MapRecord, PackedTile};
use crate::formats::n3pmesh::MeshVertex;
use crate::formats::ntf::{PixelFormat, Texture};
use crate::formats::opd::{Material, Object, ObjectPart, OpdFile, Placement, RenderFlags};
use crate::scene::objects::ObjectSet;
use crate::scene::raster::texture_levels::mip_level;
use crate::scene::surface_light::{DirectionalLight, SurfaceLights};

const SIDE_PX: u32 = 8;

/// A square of 4 x 4 m at the south-west corner of its place, its texture's first row in the north.
fn square(faces_up: bool) -> Mesh {
    let corner =
        |x: f32, z: f32| MeshVertex { position_m: [x, 0.0, z], normal: [0.0, 1.0, 0.0], uv: [x / 4.0, 1.0 - z / 4.0] };
    let indices = if faces_up { [0, 1, 2, 2, 1, 3] } else { [0, 2, 1, 2, 3, 1] };
    Mesh::new("square", vec![corner(0.0, 0.0), corner(0.0, 4.0), corner(4.0, 0.0), corner(4.0, 4.0)], indices.into())
}

fn texture(pixel: impl Fn(u32, u32) -> [u8; 4]) -> Texture {
    let rgba: Vec<u8> = (0..16).flat_map(|i| pixel(i % 4, i / 4)).collect();
    Texture::encode(&rgba, 4, 4, PixelFormat::A8R8G8B8, false)
}

/// Squares at positions in meters, with flags.
fn models(mesh: Mesh, texture: Texture, places: &[([f32; 3], [f32; 3], u32)]) -> ObjectModels {
    let object = |&(position_m, scale, flags): &([f32; 3], [f32; 3], u32)| Object {
        placement: Placement { position_m, rotation: [0.0, 0.0, 0.0, 1.0], scale, ..Placement::default() },
        parts: vec![ObjectPart {
            mesh: b"m".to_vec(),
            textures: vec![b"t".to_vec()],
            material: Material { flags: RenderFlags(flags), ..Material::default() },
            ..ObjectPart::default()
        }],
        ..Object::default()
    };
    let objects = places.iter().map(object).collect();
    let file = OpdFile { header: None, width_m: 16.0, length_m: 16.0, collision: vec![], cells: vec![None], objects };
    let (meshes, textures) = (vec![Some(mesh)], vec![Some(texture)]);
    ObjectModels { set: ObjectSet::new(&file), meshes, textures, ..ObjectModels::default() }
}

/// A map of 8 x 8 m with a pixel per meter.
fn drawn(models: &ObjectModels) -> Vec<[u8; 4]> {
    let map = ObjectMap::new(models, 8.0, SIDE_PX);
    let whole = map.rows(0..SIDE_PX);
    let parts: Vec<u8> = (0..SIDE_PX).flat_map(|row| map.rows(row..row + 1)).collect();
    assert_eq!(whole, parts, "rows do not depend on each other");
    for (columns, rows) in [(0..3, 2..8), (3..8, 0..1), (7..8, 7..8)] {
        let cut = rows.clone().flat_map(|row| columns.clone().map(move |column| (row * SIDE_PX + column) as usize * 4));
        let expected: Vec<u8> = cut.flat_map(|at| whole[at..at + 4].to_vec()).collect();
        assert_eq!(map.draw(columns.clone(), rows.clone()), expected, "{columns:?}, {rows:?}");
    }
    whole.as_chunks().0.to_vec()
}

const ONE: [f32; 3] = [1.0; 3];

#[test]
fn texels_lie_where_they_belong_north_up() {
    let picture = texture(|x, y| [x as u8 * 40, y as u8 * 40, 7, 255]);
    let pixels = drawn(&models(square(true), picture, &[([2.0, 0.0, 3.0], ONE, 0)]));
    for (index, pixel) in pixels.iter().enumerate() {
        let (x, y) = (index as u32 % SIDE_PX, index as u32 / SIDE_PX);
        // From 2 m east and 3 m north of the south-west corner: rows 1 to 4 from the north.
        let inside = (2..6).contains(&x) && (1..5).contains(&y);
        let expected = if inside { [(x - 2) as u8 * 40, (y - 1) as u8 * 40, 7, 255] } else { [0; 4] };
        assert_eq!(*pixel, expected, "{x}, {y}");
    }
}

#[test]
fn the_highest_surface_is_seen_and_holes_show_what_is_below() {
    let holes = texture(|x, _| [200, 0, 0, if x < 2 { 255 } else { 0 }]);
    let both = [([0.0, 5.0, 4.0], ONE, 0), ([0.0, 1.0, 4.0], [2.0, 1.0, 1.0], 0)];
    let pixels = drawn(&models(square(true), holes, &both));
    // The upper square hides the lower one in its left half; the lower one is twice as wide, with its left half.
    let opaque: Vec<bool> = pixels[..8].iter().map(|pixel| pixel[3] > 0).collect();
    assert_eq!(opaque, [true, true, true, true, true, false, false, true]);
}

#[test]
fn what_faces_down_is_seen_only_if_double_sided_or_mirrored() {
    let white = || texture(|_, _| [255; 4]);
    let count = |mesh: Mesh, scale, flags| {
        let pixels = drawn(&models(mesh, white(), &[([4.0, 0.0, 4.0], scale, flags)]));
        pixels.iter().filter(|pixel| pixel[3] > 0).count()
    };
    assert_eq!(count(square(true), ONE, 0), 16);
    assert_eq!(count(square(false), ONE, 0), 0);
    assert_eq!(count(square(false), ONE, 4), 16);
    assert_eq!(count(square(true), [-1.0, 1.0, 1.0], 0), 16);
}

#[test]
fn objects_outside_or_nowhere_are_left_out() {
    let places = [[f32::NAN, 0.0, 0.0], [100.0, 0.0, 0.0], [0.0, 0.0, -50.0], [f32::INFINITY, 0.0, 1.0]];
    let places: Vec<_> = places.into_iter().map(|place| (place, ONE, 0)).collect();
    assert!(drawn(&models(square(true), texture(|_, _| [255; 4]), &places)).iter().all(|pixel| pixel[3] == 0));
}

#[test]
fn the_level_with_a_texel_per_pixel_is_used() {
    let large = Texture::encode(&[255; 64 * 64 * 4], 64, 64, PixelFormat::A8R8G8B8, true);
    let uv = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]];
    let levels = [2048.0, 8.0 * 32.0, 2.0, 1e-9, f64::INFINITY].map(|area_px| mip_level(&large, uv, area_px));
    assert_eq!(levels, [0, 2, large.level_count() - 1, large.level_count() - 1, 0]);
    assert_eq!(mip_level(&large, [[0.5; 2]; 3], 10.0), 0);
}

#[test]
fn objects_lie_over_a_picture() {
    let set = models(square(true), texture(|_, _| [1, 2, 3, 255]), &[([4.0, 0.0, 4.0], ONE, 0)]);
    let map = ObjectMap::new(&set, 8.0, SIDE_PX);
    let mut rgb = vec![9; (SIDE_PX * SIDE_PX * 3) as usize];
    map.draw_over_rows(0..SIDE_PX, &mut rgb);
    let pixels: &[[u8; 3]] = rgb.as_chunks().0;
    let expected = |x: u32, y: u32| if x >= 4 && y < 4 { [1, 2, 3] } else { [9; 3] };
    for at in 0..SIDE_PX * SIDE_PX {
        assert_eq!(pixels[at as usize], expected(at % SIDE_PX, at / SIDE_PX), "{at}");
    }
    let mut part = vec![9; 4 * 2 * 3];
    map.draw_over(2..6, 3..5, &mut part);
    let expected: Vec<u8> = (3..5).flat_map(|y| (2..6).flat_map(move |x| expected(x, y))).collect();
    assert_eq!(part, expected);
    map.draw_over_rows(3..3, &mut []);
}

#[test]
fn a_map_of_any_size_holds_no_pixels() {
    // The largest zone on the largest map: 17 thousand million bytes of pixels.
    let set = models(square(true), texture(|_, _| [5, 6, 7, 255]), &[([16_000.0, 0.0, 16_000.0], [4.0; 3], 0)]);
    let map = ObjectMap::new(&set, 32_768.0, 65_536);
    let side = map.side_px();
    let mut rgb = vec![0; 256 * 256 * 3];
    map.draw_over(32_000..32_256, side - 32_256..side - 32_000, &mut rgb);
    // 16 x 16 m, two pixels a meter, its south-west corner at that of the picture.
    let covered: Vec<usize> = (0..256 * 256).filter(|at| rgb[at * 3] > 0).collect();
    assert_eq!((covered.len(), covered[0]), (32 * 32, 224 * 256));
}

#[test]
fn a_halved_map_is_the_mean_of_four_pixels() {
    let set = models(square(true), texture(|_, _| [200, 100, 40, 255]), &[([3.0, 0.0, 4.0], ONE, 0)]);
    let pixels: Vec<[u8; 4]> = ObjectMap::new(&set, 8.0, SIDE_PX).halved().as_chunks().0.to_vec();
    let (none, half, whole) = ([0; 4], [100, 50, 20, 127], [200, 100, 40, 255]);
    assert_eq!(pixels[..4], [none, half, whole, half]);
    assert_eq!(pixels[4..8], pixels[..4]);
    assert!(pixels[8..].iter().all(|pixel| *pixel == none) && pixels.len() == 16);
}

#[test]
fn light_is_mixed_between_the_corners() {
    let mut mesh = square(true);
    // Bright in the west, dark in the east.
    for vertex in &mut mesh.vertices {
        vertex.normal = [0.0, 1.0 - vertex.position_m[0] / 4.0, 0.0];
    }
    let set = models(mesh, texture(|_, _| [200, 100, 40, 255]), &[([0.0, 0.0, 4.0], [2.0, 1.0, 1.0], 0)]);
    let sun = DirectionalLight { towards: glam::Vec3::Y, color: glam::Vec3::splat(0.8) };
    let directional = [sun, DirectionalLight::default()];
    let lights = SurfaceLights { directional, ambient: glam::Vec3::splat(0.1), is_smooth: false };
    let drawn = |lights| ObjectMap::new(&set, 8.0, SIDE_PX).lit_by(lights).rows(0..1);
    let pixels: Vec<u8> = drawn(Some(lights));
    for (x, pixel) in pixels.as_chunks::<4>().0.iter().enumerate() {
        let light = 0.1 + 0.8 * (1.0 - (x as f64 + 0.5) / 8.0);
        let expected = [200.0, 100.0, 40.0].map(|value: f64| value * light);
        assert!((0..3).all(|i| (f64::from(pixel[i]) - expected[i]).abs() < 0.6) && pixel[3] == 255, "{x}: {pixel:?}");
    }
    assert_eq!(drawn(None)[..4], [200, 100, 40, 255]);
}

#[test]
fn hidden_objects_are_left_out() {
    let places = [([0.0, 1.0, 0.0], ONE, 0), ([4.0, 1.0, 4.0], ONE, 0)];
    let both = models(square(true), texture(|_, _| [255; 4]), &places);
    let shown = |hidden: &[usize]| {
        let pixels = drawn(&ObjectModels { hidden: hidden.iter().copied().collect(), ..both.clone() });
        pixels.iter().filter(|pixel| pixel[3] > 0).count()
    };
    assert_eq!([shown(&[]), shown(&[1]), shown(&[0, 1])], [32, 16, 0]);
}

#[test]
fn terrain_hides_what_is_below_it() {
    let set = models(square(true), texture(|_, _| [255; 4]), &[([0.0, 1.0, 0.0], [2.0, 1.0, 2.0], 0)]);
    // 0 m in the west, 2 m in the east.
    let heights = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0];
    let records = heights.map(|height_m| MapRecord::new(height_m, PackedTile::default()));
    let map = ObjectMap::new(&set, 8.0, SIDE_PX).above(Heights::new(&records, 3));
    let row: Vec<bool> = map.rows(3..4).as_chunks::<4>().0.iter().map(|pixel| pixel[3] > 0).collect();
    assert_eq!(row, [true, true, true, true, false, false, false, false]);
}
