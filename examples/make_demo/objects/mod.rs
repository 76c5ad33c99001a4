//! Placed objects of the island: trees, a fishing village, lighthouse, windmill, gate, bridge, boats, plants, stones.
//!
//! [`solid`] builds meshes and [`progressive`] their levels of detail; [`trees`], [`undergrowth`], [`house`], [`yard`],
//! [`harbor`] and [`towers`] are the shapes, [`catalog`] the kinds with their materials, [`placing`] says what stands
//! where ([`village`], [`wild`]). Pictures are drawn by [`surface_paint`], [`leaf_paint`] and [`fire_paint`] (on a
//! [`sprite`]). [`collision`] has the faces that block players. Units: meters.

pub mod catalog;
mod collision;
mod files;
mod fire_paint;
mod harbor;
mod house;
mod leaf_paint;
mod placing;
mod progressive;
pub mod solid;
mod sprite;
mod surface_paint;
mod towers;
mod trees;
mod undergrowth;
mod village;
mod wild;
mod yard;

pub use files::model_files;
pub use placing::placed;

use crate::island::Island;
use catalog::{Kind, Lamp};
use glam::Vec3;
use gtd_viewer::formats::glo::{GloFile, PointLight};
use gtd_viewer::formats::opd::{AnimationKeys, KeyValues, Object, OpdFile, OpdHeader, Placement};
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
            animation: [None, self.kind.is_turning.then(|| self.turning()), None],
        }
    }

    /// A turn about the object's Z axis: keys of one degree, 30 in a second.
    fn turning(&self) -> AnimationKeys {
        let key = |degree: u32| {
            let half = degree as f32 * (std::f32::consts::PI / 360.0);
            let (s, c) = (libm::sinf(half), libm::cosf(half));
            let (ys, yc) = (libm::sinf(self.yaw * 0.5), libm::cosf(self.yaw * 0.5));
            // First about Z, then about Y.
            [ys * s, ys * c, yc * s, yc * c]
        };
        AnimationKeys { rate: 30.0, values: KeyValues::Quaternions((0..360).map(key).collect()) }
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
pub fn objects(island: &Island, placed: &[Placed]) -> ObjectFiles {
    let extent_m = (island.ground.side - 1) as f32 * TILE_M;
    let named = crate::places::named_objects(island);
    let objects: Vec<Object> = named.into_iter().chain(placed.iter().map(Placed::object)).collect();
    let faces = collision::faces(placed);
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

/// The light of a lamp, a fire or a house.
fn light(placed: &Placed) -> Option<PointLight> {
    let Lamp { at, color, share, radius_m } = placed.kind.lamp?;
    let position_m = placed.to_world(at).to_array();
    let placement = Placement { position_m, rotation: [0.0, 0.0, 0.0, 1.0], scale: [1.0; 3], ..Placement::default() };
    Some(PointLight { placement, light: d3d_light(position_m, color, share, radius_m), on: 1, number: 0 })
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

#[cfg(test)]
mod tests {
    use super::*;
    use gtd_viewer::demo::embedded;
    use gtd_viewer::formats::opd::EventKind;
    use gtd_viewer::scene::objects::{Animation, Hinge};

    fn embedded_objects() -> Vec<Object> {
        OpdFile::parse(embedded::find("zones\\demo.opd").unwrap()).unwrap().objects
    }

    /// An object with parts: some places have the same names.
    fn named(objects: &[Object], name: &str) -> Object {
        let is_it = |object: &&Object| object.name() == name && !object.parts.is_empty();
        objects.iter().find(is_it).unwrap_or_else(|| panic!("no {name}")).clone()
    }

    #[test]
    fn the_lighthouse_has_a_light_at_its_lantern() {
        let lighthouse = named(&embedded_objects(), "Lighthouse").position_m();
        let lights = GloFile::parse(embedded::find("zones\\demo.glo").unwrap()).unwrap().lights;
        let offset = |light: &PointLight| Vec3::from(light.placement.position_m) - lighthouse;
        assert!(lights.iter().any(|light| offset(light).abs_diff_eq(towers::LIGHT_M, 0.01) && light.on == 1));
        assert!(lights.len() > 15, "{} lights", lights.len());
    }

    #[test]
    fn the_wing_of_the_windmill_turns_about_its_shaft() {
        let objects = embedded_objects();
        let (mill, wing) = (named(&objects, "Windmill"), named(&objects, "Windmill wing"));
        let animation = Animation::new(&wing.placement).unwrap();
        let at = |secs: f32, point: Vec3| animation.world_from_object(secs).transform_point3(point);
        let turned = glam::Quat::from_array(mill.placement.rotation) * towers::HUB_M + mill.position_m();
        assert!(at(0.0, Vec3::ZERO).abs_diff_eq(turned, 0.01) && at(5.0, Vec3::ZERO).abs_diff_eq(turned, 0.01));
        // A quarter of a turn in three seconds: an arm that stood upright lies level.
        let (first, then) = (at(0.0, Vec3::Y * 6.0) - turned, at(3.0, Vec3::Y * 6.0) - turned);
        assert!((first.y - 6.0).abs() < 0.01 && then.y.abs() < 0.3 && (then.length() - 6.0).abs() < 0.01, "{then}");
    }

    #[test]
    fn the_gate_opens_both_leaves_and_its_lever_names_it() {
        let objects = embedded_objects();
        let (gate, lever) = (named(&objects, "Village gate"), named(&objects, "Gate lever"));
        assert_eq!((gate.events.kind(), lever.events.kind()), (Some(EventKind::Gate), Some(EventKind::Lever)));
        assert_eq!(lever.events.npc_id, gate.events.npc_id);
        let opened = [0, 1].map(|part| Hinge::new(&gate, part).map(|hinge| hinge.open_deg));
        assert_eq!(opened, [Some(80.0), Some(-80.0)]);
        assert!(Hinge::new(&lever, 0).is_some());
        let numbers: Vec<i32> = objects
            .iter()
            .filter(|object| object.is_extra() && object.events.kind() == Some(EventKind::Gate))
            .map(|object| object.events.event_id)
            .collect();
        let distinct: std::collections::BTreeSet<&i32> = numbers.iter().collect();
        assert!(distinct.len() == numbers.len() && numbers.len() > 9, "{numbers:?}");
    }
}
