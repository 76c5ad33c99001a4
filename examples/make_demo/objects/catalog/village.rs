//! Kinds of buildings: houses with their doors, lighthouse, windmill, and the village gate with its lever.

use super::super::house::{COTTAGE, DOORWAY_M, FLOOR_M, HUT, House};
use super::super::towers::{GATEWAY_M, HUB_M, LIGHT_M};
use super::built::fishing_boat;
use super::flora::standing_stone;
use super::{CLOTH, FLAMES, GLOWING, Kind, SMOKE, added, at, flip_book, part, plain};
use glam::Vec3;
use gtd_viewer::formats::opd::EventLinks;

/// Numbers of gates and levers in the game's tables.
pub const GATES: i32 = 1100;
pub const LEVERS: i32 = 2100;
/// Number of the village gate, after those of the doors.
pub const VILLAGE_GATE: i32 = 50;
/// Number of the ferry, and of the list of its landings in the server's map.
const FERRY: i32 = 4001;
pub const FERRY_LIST: i32 = 101;
/// Number of the stone at which players come back to life.
const BIND_STONE: i32 = 301;

/// A house; its door is an object of its own. `textures` are those of its walls and its roof.
fn house(name: &'static str, mesh: &str, house: &House, textures: [&str; 2]) -> Kind {
    let part_of = |what: &str, texture: &str| plain(&format!("{mesh}_{what}"), texture);
    let parts = vec![
        part_of("stones", "isle_stones"),
        part_of("walls", textures[0]),
        part_of("beams", "isle_timber"),
        part_of("roof", textures[1]),
        part(&format!("{mesh}_panes"), "isle_glass", GLOWING),
        at(house.chimney_m(), flip_book("isle_puff", part("isle_smoke", "", SMOKE))),
    ];
    let ([x, z], top) = (house.half_m, FLOOR_M + house.wall_m);
    let mut kind = Kind::new(name, parts);
    kind.bodies = house.bodies();
    kind = kind.shade([-x, -1.0, -z], [x, top, z]).shade([-x - 0.5, top - 0.4, -z - 0.6], [x + 0.5, top, z + 0.6]);
    // The roof narrows towards its ridge.
    for i in 0..4 {
        let (low, high) = (i as f32 / 4.0, (i + 1) as f32 / 4.0);
        let rise = house.ridge_m + 0.3 - top;
        let half_z = (z + 0.5) * (1.0 - (low + high) * 0.5);
        kind = kind.shade([-x - 0.5, top + rise * low, -half_z], [x + 0.5, top + rise * high, half_z]);
    }
    // Faint, so that it is hardly seen by day.
    kind.lit(Vec3::new(0.0, 2.2, -z - 1.4), [0.3, 0.2, 0.09], 2.6)
}

pub fn hut() -> Kind {
    house("Hut", "isle_hut", &HUT, ["isle_boards", "isle_straw"])
}

pub fn cottage() -> Kind {
    house("Cottage", "isle_cottage", &COTTAGE, ["isle_plaster", "isle_tiles"])
}

/// The door of a house at the same place: a gate with two leaves, of both nations.
pub fn door(number: i32, front_m: f32) -> Kind {
    let [door, _] = DOORWAY_M;
    let hinge = |side: f32| [side * door, FLOOR_M, -front_m + 0.05];
    let parts = vec![
        at(hinge(-1.0), plain("isle_door_east", "isle_timber")),
        at(hinge(1.0), plain("isle_door_west", "isle_timber")),
    ];
    // The game makes the bodies of gates from their parts.
    Kind { name: "Hut door", parts, events: gate_links(number), ..Kind::default() }
}

fn gate_links(number: i32) -> EventLinks {
    EventLinks { belongs_to: 3, event_id: GATES + number, event_kind: 1, npc_id: GATES + number, npc_status: 0 }
}

pub fn lighthouse() -> Kind {
    let parts = vec![
        plain("isle_light_shaft", "isle_bands"),
        plain("isle_light_stones", "isle_stones"),
        plain("isle_light_iron", "isle_iron"),
        plain("isle_light_roof", "isle_tiles"),
        part("isle_light_glass", "isle_glass", GLOWING),
        at(LIGHT_M, added(part("isle_beacon", "isle_halo", FLAMES))),
    ];
    let mut kind = Kind::new("Lighthouse", parts).block([-3.0, -1.0, -3.0], [3.0, 1.2, 3.0]);
    for i in 0..4 {
        let (low, half) = (1.2 + i as f32 * 3.9, 2.5 - i as f32 * 0.27);
        kind = kind.block([-half, low, -half], [half, low + 3.9, half]);
    }
    kind.shade([-2.3, 16.8, -2.3], [2.3, 17.3, 2.3]).shade([-1.2, 17.3, -1.2], [1.2, 20.4, 1.2]).lit(
        LIGHT_M,
        [0.4, 0.344, 0.224],
        17.0,
    )
}

pub fn windmill() -> Kind {
    let parts = vec![
        plain("isle_mill_tower", "isle_plaster"),
        plain("isle_mill_stones", "isle_stones"),
        plain("isle_mill_cap", "isle_tiles"),
        plain("isle_mill_beams", "isle_timber"),
    ];
    let mill = Kind::new("Windmill", parts).block([-2.7, -1.0, -2.7], [2.7, 4.6, 2.7]);
    mill.block([-2.1, 4.6, -2.1], [2.1, 8.9, 2.1]).ball([0.0, 9.4, 0.0], 2.0)
}

/// Where the wing of a windmill is, in the mill's space.
pub const WING_M: Vec3 = HUB_M;

pub fn windmill_wing() -> Kind {
    let parts = vec![plain("isle_mill_wing", "isle_timber"), part("isle_mill_canvas", "isle_canvas", CLOTH)];
    Kind { is_turning: true, ..Kind::new("Windmill wing", parts) }
}

pub fn gateway() -> Kind {
    let [half, height, reach] = GATEWAY_M;
    let parts = vec![
        plain("isle_gate_stones", "isle_stones"),
        plain("isle_gate_beams", "isle_timber"),
        plain("isle_gate_roof", "isle_tiles"),
    ];
    let mut kind = Kind::new("Gateway", parts);
    for side in [-1.0f32, 1.0] {
        let span = |from: f32, to: f32| ((from * side).min(to * side), (from * side).max(to * side));
        let (low, high) = span(half, half + 1.2);
        kind = kind.block([low, -0.5, -0.6], [high, height + 0.6, 0.6]);
        let (low, high) = span(half + 1.2, reach);
        kind = kind.block([low, -0.5, -0.4], [high, 1.6, 0.4]);
    }
    kind.shade([-half - 1.5, height + 0.6, -0.9], [half + 1.5, height + 1.5, 0.9])
}

/// The leaves of the village gate.
pub fn gate(number: i32) -> Kind {
    let [half, ..] = GATEWAY_M;
    let hinge = |side: f32| [side * (half - 0.02), 0.0, 0.0];
    let parts = vec![
        at(hinge(-1.0), plain("isle_gate_east", "isle_timber")),
        at(hinge(1.0), plain("isle_gate_west", "isle_timber")),
    ];
    Kind { name: "Village gate", parts, events: gate_links(number), ..Kind::default() }
}

/// The moored boat that takes players to other places of the island.
pub fn ferry() -> Kind {
    let events = EventLinks { belongs_to: 0, event_id: FERRY, event_kind: 5, npc_id: FERRY_LIST, npc_status: 1 };
    Kind { events, ..fishing_boat(false) }
}

/// A standing stone at which players come back to life.
pub fn bind_stone() -> Kind {
    let events = EventLinks { belongs_to: 3, event_id: BIND_STONE, event_kind: 0, npc_id: 0, npc_status: 1 };
    Kind { events, ..standing_stone() }
}

/// The lever of a gate.
pub fn lever(number: i32) -> Kind {
    let parts = vec![at([0.0, 0.8, 0.0], plain("isle_lever", "isle_iron")), plain("isle_lever_stand", "isle_stones")];
    let events =
        EventLinks { belongs_to: 3, event_id: LEVERS + number, event_kind: 3, npc_id: GATES + number, npc_status: 0 };
    Kind { name: "Gate lever", parts, events, ..Kind::default() }
}
