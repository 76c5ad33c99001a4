//! Placed objects of the island: trees, huts with doors, lamps, a campfire, fences, walls, a jetty.
//!
//! [`solid`] builds meshes and [`progressive`] their levels of detail; [`plants`] and [`buildings`] are the shapes,
//! [`catalog`] the kinds with their materials, [`placing`] says what stands where. Pictures are drawn by
//! [`surface_paint`], [`leaf_paint`] and [`fire_paint`] (on a [`sprite`]). [`collision`] has the faces that block
//! players. Units: meters.

mod buildings;
mod catalog;
mod collision;
mod files;
mod fire_paint;
mod leaf_paint;
mod placing;
mod plants;
mod progressive;
mod solid;
mod sprite;
mod surface_paint;

pub use files::model_files;

use crate::cover::Cover;
use crate::island::Island;
use catalog::Kind;
use glam::Vec3;
use gtd_viewer::formats::glo::{GloFile, PointLight};
use gtd_viewer::formats::opd::{Object, OpdFile, OpdHeader, Placement};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::zone::source::DEMO_NAME as NAME;
use solid::turn_y;

/// Type of an ordinary object, and of one with a game event.
const OBJECT: u32 = 0x041b;
const EVENT_OBJECT: u32 = 0x141b;

/// An object of a kind at its place.
pub struct Placed {
    pub kind: Kind,
    /// Position of its origin.
    pub position_m: Vec3,
    /// Clockwise turn as seen from above, in radians: an object that faces south turns to the west.
    pub yaw: f32,
    /// Scale in all directions.
    pub scale: f32,
}

impl Placed {
    /// From the object's space to the world.
    pub fn to_world(&self, point: Vec3) -> Vec3 {
        turn_y(self.yaw) * point * self.scale + self.position_m
    }

    fn placement(&self) -> Placement {
        let half = self.yaw * 0.5;
        Placement {
            name: self.kind.name.into(),
            position_m: self.position_m.to_array(),
            rotation: [0.0, libm::sinf(half), 0.0, libm::cosf(half)],
            scale: [self.scale; 3],
            ..Placement::default()
        }
    }

    fn object(&self) -> Object {
        let is_event = self.kind.events != gtd_viewer::formats::opd::EventLinks::default();
        Object {
            kind: if is_event { EVENT_OBJECT } else { OBJECT },
            placement: self.placement(),
            parts: self.kind.parts.clone(),
            events: self.kind.events,
            ..Object::default()
        }
    }
}

/// The island's objects and lights as files.
pub struct ObjectFiles {
    /// Objects and collision faces.
    pub opd: OpdFile,
    pub glo: GloFile,
}

/// Places everything: named places first, as objects without parts.
pub fn objects(island: &Island, cover: &Cover) -> ObjectFiles {
    let extent_m = (island.ground.side - 1) as f32 * TILE_M;
    let placed = placing::placed(island, cover);
    let named = crate::places::named_objects(island);
    let objects: Vec<Object> = named.into_iter().chain(placed.iter().map(Placed::object)).collect();
    let faces = collision::faces(&placed);
    let opd = OpdFile {
        header: Some(OpdHeader { version: 1, name: NAME.into() }),
        width_m: extent_m,
        length_m: extent_m,
        cells: collision::cells(&objects, &faces, extent_m),
        collision: faces,
        objects,
    };
    let lights = placed.iter().filter_map(light).enumerate();
    let number = |(number, light): (usize, PointLight)| PointLight { number: number as i32, ..light };
    ObjectFiles { opd, glo: GloFile { lights: lights.map(number).collect() } }
}

/// The light of a lamp or a fire.
fn light(placed: &Placed) -> Option<PointLight> {
    let (height, color, falloff, radius_m) = match placed.kind.name {
        "Lamp" => (buildings::LAMP_M, [1.0, 0.7, 0.34], 0.6, 4.0),
        "Campfire" => (Vec3::Y * 0.9, [1.0, 0.5, 0.18], 0.6, 4.5),
        _ => return None,
    };
    let position_m = placed.to_world(height).to_array();
    let placement = Placement { position_m, rotation: [0.0, 0.0, 0.0, 1.0], scale: [1.0; 3], ..Placement::default() };
    Some(PointLight { placement, light: d3d_light(position_m, color, falloff, radius_m), on: 1, number: 0 })
}

/// Direct3D's structure of a point light. As in the game, ambient light is 0.7 of the color, and attenuation follows
/// from a share and a radius; the light ends at four times the radius.
fn d3d_light(position_m: [f32; 3], color: [f32; 3], share: f32, radius_m: f32) -> [u8; 104] {
    const POINT: u32 = 1;
    let [r, g, b] = color;
    let floats = [
        [r, g, b, 1.0],
        [0.0; 4],
        [r * 0.7, g * 0.7, b * 0.7, 1.0],
        // Position, and the first component of the direction.
        [position_m[0], position_m[1], position_m[2], 0.0],
        // The rest of the direction, range, falloff.
        [0.0, 0.0, radius_m * 4.0, 0.0],
        [1.0 - share, share / radius_m, share / (radius_m * radius_m), 0.0],
    ];
    // The last word is the outer cone angle of a spot light.
    let words = [POINT].into_iter().chain(floats.into_iter().flatten().map(f32::to_bits)).chain([0]);
    let mut bytes = [0; 104];
    for (place, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
        *place = word.to_le_bytes();
    }
    bytes
}
