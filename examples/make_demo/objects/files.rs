//! Mesh and texture files of the island's objects, in `Object`.

use super::progressive::{Reach, mesh};
use super::solid::Solid;
use super::sprite::Sprite;
use super::{fire_paint, harbor, house, leaf_paint, surface_paint, towers, trees, undergrowth, yard};
use crate::canvas::{Canvas, SIZE};
use crate::zone::ClientFile;
use glam::Vec3;
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
    let boulder = |seed, half: [f32; 3]| undergrowth::boulder(seed, Vec3::from(half));
    let mut all = vec![
        ("isle_oak_trunk", trees::oak_trunk(), MIDDLE),
        ("isle_oak_crown", trees::oak_crown(), MIDDLE),
        ("isle_birch_trunk", trees::birch_trunk(), MIDDLE),
        ("isle_birch_crown", trees::birch_crown(), MIDDLE),
        ("isle_pine_trunk", trees::pine_trunk(), MIDDLE),
        ("isle_pine_crown", trees::pine_crown(), MIDDLE),
        ("isle_palm_trunk", trees::palm_trunk(), MIDDLE),
        ("isle_palm_crown", trees::palm_crown(), MIDDLE),
        ("isle_bush", undergrowth::bush(), SMALL),
        ("isle_reeds", undergrowth::reeds(), SMALL),
        ("isle_tuft", undergrowth::grass_tuft(), SMALL),
        ("isle_flowers", undergrowth::flowers(), SMALL),
        ("isle_fern", undergrowth::fern(), SMALL),
        ("isle_boulder_0", boulder(926, [1.1, 0.8, 0.95]), MIDDLE),
        ("isle_boulder_1", boulder(928, [0.85, 1.05, 0.8]), MIDDLE),
        ("isle_boulder_2", boulder(930, [1.35, 0.6, 1.0]), MIDDLE),
        ("isle_menhir", boulder(932, [0.75, 2.9, 0.5]), LARGE),
        ("isle_lamp_frame", yard::lamp_frame(), MIDDLE),
        ("isle_lamp_glass", yard::lamp_glass(), MIDDLE),
        ("isle_glow", card(1.0, -0.5, 0.5), MIDDLE),
        ("isle_fence", yard::fence(), SMALL),
        ("isle_fence_post", yard::fence_post(), SMALL),
        ("isle_wall", yard::wall(), MIDDLE),
        ("isle_fire_stones", yard::fire_stones(), SMALL),
        ("isle_fire_logs", yard::fire_logs(), SMALL),
        ("isle_flames", card(1.3, -0.05, 1.55), MIDDLE),
        ("isle_smoke", card(1.8, 0.0, 3.2), MIDDLE),
        ("isle_barrel", yard::barrel(), SMALL),
        ("isle_crate", yard::crate_box(), SMALL),
        ("isle_well_stones", yard::well_stones(), MIDDLE),
        ("isle_well_beams", yard::well_beams(), MIDDLE),
        ("isle_well_roof", yard::well_roof(), MIDDLE),
        ("isle_signpost", yard::signpost(), SMALL),
    ];
    all.extend(building_meshes());
    all.push(("isle_beacon", card(7.0, -3.5, 3.5), LARGE));
    all
}

/// Meshes of buildings, harbor and boats.
fn building_meshes() -> Vec<(&'static str, Solid, Reach)> {
    let (hut, cottage) = (house::HUT, house::COTTAGE);
    vec![
        ("isle_hut_stones", hut.stones(), LARGE),
        ("isle_hut_walls", hut.walls(), LARGE),
        ("isle_hut_beams", hut.beams(), MIDDLE),
        ("isle_hut_panes", hut.panes(), LARGE),
        ("isle_hut_roof", hut.roof(), LARGE),
        ("isle_cottage_stones", cottage.stones(), LARGE),
        ("isle_cottage_walls", cottage.walls(), LARGE),
        ("isle_cottage_beams", cottage.beams(), MIDDLE),
        ("isle_cottage_panes", cottage.panes(), LARGE),
        ("isle_cottage_roof", cottage.roof(), LARGE),
        ("isle_door_east", house::door_leaf(1.0), LARGE),
        ("isle_door_west", house::door_leaf(-1.0), LARGE),
        ("isle_jetty_deck", harbor::jetty_deck(), LARGE),
        ("isle_jetty_posts", harbor::jetty_posts(), MIDDLE),
        ("isle_boat", harbor::boat(), MIDDLE),
        ("isle_rigging", harbor::rigging(), MIDDLE),
        ("isle_sails", harbor::sails(), LARGE),
        ("isle_net_poles", harbor::net_poles(), MIDDLE),
        ("isle_net", harbor::net(), MIDDLE),
        ("isle_bridge_deck", harbor::bridge_deck(), LARGE),
        ("isle_bridge_beams", harbor::bridge_beams(), MIDDLE),
        ("isle_light_shaft", towers::lighthouse_shaft(), LARGE),
        ("isle_light_stones", towers::lighthouse_stones(), LARGE),
        ("isle_light_iron", towers::lighthouse_iron(), MIDDLE),
        ("isle_light_roof", towers::lighthouse_roof(), LARGE),
        ("isle_light_glass", towers::lighthouse_glass(), LARGE),
        ("isle_mill_tower", towers::mill_tower(), LARGE),
        ("isle_mill_stones", towers::mill_stones(), LARGE),
        ("isle_mill_cap", towers::mill_cap(), LARGE),
        ("isle_mill_beams", towers::mill_beams(), MIDDLE),
        ("isle_mill_wing", towers::mill_wing(), LARGE),
        ("isle_mill_canvas", towers::mill_canvas(), LARGE),
        ("isle_gate_stones", towers::gate_stones(), LARGE),
        ("isle_gate_beams", towers::gate_beams(), MIDDLE),
        ("isle_gate_roof", towers::gate_roof(), LARGE),
        ("isle_gate_east", towers::gate_leaf(1.0), LARGE),
        ("isle_gate_west", towers::gate_leaf(-1.0), LARGE),
        ("isle_lever_stand", towers::lever_stand(), MIDDLE),
        ("isle_lever", towers::lever(), MIDDLE),
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
    let paint = surface_paint::planks(959, [30.0, 62.0, 92.0], [78.0, 124.0, 150.0]);
    let surfaces = [
        ("isle_bark", surface_paint::bark()),
        ("isle_birch_bark", surface_paint::birch_bark()),
        ("isle_boards", boards),
        ("isle_timber", timber),
        ("isle_paint", paint),
        ("isle_straw", surface_paint::straw()),
        ("isle_tiles", surface_paint::tiles()),
        ("isle_plaster", surface_paint::plaster()),
        ("isle_bands", surface_paint::bands()),
        ("isle_canvas", surface_paint::canvas_cloth()),
        ("isle_stones", surface_paint::stones()),
        ("isle_boulder", surface_paint::boulder()),
        ("isle_iron", surface_paint::iron()),
        ("isle_glass", surface_paint::glass()),
    ];
    let leaves = [
        ("isle_leaves", leaf_paint::leaves(&leaf_paint::OAK)),
        ("isle_birch_leaves", leaf_paint::leaves(&leaf_paint::BIRCH)),
        ("isle_blossoms", leaf_paint::blossoms()),
        ("isle_needles", leaf_paint::needles()),
        ("isle_frond", leaf_paint::frond()),
        ("isle_blades", leaf_paint::reed_blades()),
        ("isle_grass", leaf_paint::grass_blades()),
        ("isle_daisies", leaf_paint::flowers(936, [[246.0, 240.0, 226.0], [238.0, 190.0, 60.0]])),
        ("isle_bells", leaf_paint::flowers(937, [[126.0, 110.0, 204.0], [214.0, 160.0, 214.0]])),
        ("isle_mesh", leaf_paint::net_mesh()),
    ];
    let still = surfaces.into_iter().map(|(name, canvas)| (name, surface(&canvas)));
    let still = still.chain(leaves.into_iter().map(|(name, sprite)| (name, picture(&sprite, Dxt3))));
    let still = still.chain([("isle_halo", picture(&fire_paint::glow(), Dxt1))]);
    let mut all: Vec<(String, Texture)> = still.map(|(name, texture)| (name.into(), texture)).collect();
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
