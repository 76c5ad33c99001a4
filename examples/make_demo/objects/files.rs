//! Mesh and texture files of the island's objects, in `Object`.

use super::progressive::{Reach, mesh};
use super::solid::Solid;
use super::sprite::Sprite;
use super::{buildings, fire_paint, leaf_paint, plants, surface_paint};
use crate::canvas::{Canvas, SIZE};
use crate::zone::ClientFile;
use gtd_viewer::formats::ntf::{PixelFormat, Texture, mips, write};
use rayon::prelude::*;

/// Reach of large, middle-sized and small objects. The first ones do not vanish.
const LARGE: Reach = Reach { full: 90.0, far: 420.0, ends: false };
const MIDDLE: Reach = Reach { full: 70.0, far: 430.0, ends: true };
const SMALL: Reach = Reach { full: 40.0, far: 200.0, ends: true };

/// Name without folder and ending, shape, and how far it is seen, of each mesh.
fn meshes() -> Vec<(&'static str, Solid, Reach)> {
    let card = |width_m: f32, low_m: f32, high_m: f32| {
        let mut solid = Solid::default();
        solid.upright_card(width_m, low_m, high_m);
        solid
    };
    vec![
        ("isle_oak_trunk", plants::oak_trunk(), MIDDLE),
        ("isle_oak_crown", plants::oak_crown(), MIDDLE),
        ("isle_pine_trunk", plants::pine_trunk(), MIDDLE),
        ("isle_pine_crown", plants::pine_crown(), MIDDLE),
        ("isle_palm_trunk", plants::palm_trunk(), MIDDLE),
        ("isle_palm_crown", plants::palm_crown(), MIDDLE),
        ("isle_reeds", plants::reeds(), SMALL),
        ("isle_hut_stones", buildings::hut_stones(), LARGE),
        ("isle_hut_walls", buildings::hut_walls(), LARGE),
        ("isle_hut_beams", buildings::hut_beams(), MIDDLE),
        ("isle_hut_windows", buildings::hut_windows(), LARGE),
        ("isle_hut_roof", buildings::hut_roof(), LARGE),
        ("isle_door_east", buildings::door_leaf(1.0), LARGE),
        ("isle_door_west", buildings::door_leaf(-1.0), LARGE),
        ("isle_lamp_frame", buildings::lamp_frame(), MIDDLE),
        ("isle_lamp_glass", buildings::lamp_glass(), MIDDLE),
        ("isle_glow", card(1.0, -0.5, 0.5), MIDDLE),
        ("isle_fence", buildings::fence(), SMALL),
        ("isle_fence_post", buildings::fence_post(), SMALL),
        ("isle_wall", buildings::wall(), MIDDLE),
        ("isle_jetty_deck", buildings::jetty_deck(), LARGE),
        ("isle_jetty_posts", buildings::jetty_posts(), MIDDLE),
        ("isle_boat", buildings::boat(), MIDDLE),
        ("isle_fire_stones", buildings::fire_stones(), SMALL),
        ("isle_fire_logs", buildings::fire_logs(), SMALL),
        ("isle_flames", card(1.3, -0.05, 1.55), MIDDLE),
        ("isle_smoke", card(1.8, 0.0, 3.2), MIDDLE),
    ]
}

fn mesh_files() -> Vec<ClientFile> {
    let file = |(name, solid, reach): &(&str, Solid, Reach)| ClientFile {
        path: format!("Object/{name}.n3pmesh"),
        bytes: mesh(name, solid, *reach).encode().expect("a small mesh"),
    };
    meshes().par_iter().map(file).collect()
}

/// A picture of a surface, with half the pixels a side of its canvas.
fn surface(canvas: &Canvas) -> Texture {
    let side = SIZE as u32;
    let rgba: Vec<u8> = canvas.to_rgb8().into_iter().flat_map(|[r, g, b]| [r, g, b, 255]).collect();
    Texture::encode(&mips::halve(side, side, &rgba).data, side / 2, side / 2, PixelFormat::Dxt1, true)
}

/// A picture with alpha, or an opaque one.
fn picture(sprite: &Sprite, format: PixelFormat) -> Texture {
    Texture::encode(&sprite.to_rgba8(), sprite.side(), sprite.side(), format, true)
}

/// Name of a frame's texture.
pub fn frame_name(name: &str, frame: usize) -> String {
    format!("{name}_{frame}")
}

/// Textures by their names without folder and ending.
fn textures() -> Vec<(String, Texture)> {
    use PixelFormat::{Dxt1, Dxt3};
    let boards = surface_paint::planks(954, [92.0, 74.0, 54.0], [158.0, 134.0, 102.0]);
    let timber = surface_paint::planks(957, [54.0, 40.0, 28.0], [98.0, 74.0, 50.0]);
    let still = [
        ("isle_bark", surface(&surface_paint::bark())),
        ("isle_boards", surface(&boards)),
        ("isle_timber", surface(&timber)),
        ("isle_straw", surface(&surface_paint::straw())),
        ("isle_stones", surface(&surface_paint::stones())),
        ("isle_iron", surface(&surface_paint::iron())),
        ("isle_glass", surface(&surface_paint::glass())),
        ("isle_leaves", picture(&leaf_paint::leaves(), Dxt3)),
        ("isle_needles", picture(&leaf_paint::needles(), Dxt3)),
        ("isle_frond", picture(&leaf_paint::frond(), Dxt3)),
        ("isle_blades", picture(&leaf_paint::reed_blades(), Dxt3)),
        ("isle_halo", picture(&fire_paint::glow(), Dxt1)),
    ];
    let mut all: Vec<(String, Texture)> = still.map(|(name, texture)| (name.into(), texture)).into();
    for frame in 0..fire_paint::FRAMES {
        all.push((frame_name("isle_flame", frame), picture(&fire_paint::flames(frame), Dxt1)));
        all.push((frame_name("isle_puff", frame), picture(&fire_paint::smoke(frame), Dxt3)));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// All files of the objects' models.
pub fn model_files() -> Vec<ClientFile> {
    let mut files = mesh_files();
    let file = |(name, texture): &(String, Texture)| ClientFile {
        path: format!("Object/{name}.dxt"),
        bytes: write::gtt([texture]),
    };
    files.extend(textures().iter().map(file));
    files
}
