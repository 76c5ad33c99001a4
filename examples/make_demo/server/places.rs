//! What happens where on the island. Units: meters eastward and northward from the south-western corner.

use crate::layout::{PALM_POINT, SQUARE, STONE_CIRCLE, WINDMILL};
use glam::Vec3;
use gtd_viewer::formats::tile_rect::TileRect;
use gtd_viewer::scene::space::TILE_M;

/// A named area of the client: name, event of the server's map, tiles.
pub struct Area {
    pub name: &'static str,
    pub event: i16,
    pub rect: TileRect,
}

/// All areas; later ones lie over earlier ones.
pub fn areas() -> Vec<Area> {
    let area = |name, event, west, south, east, north| Area { name, event, rect: tiles([west, south], [east, north]) };
    let (circle_x, circle_z) = STONE_CIRCLE;
    vec![
        area("Village (no fighting)", 30, 392.0, 356.0, 552.0, 436.0),
        area("Stone circle (duels)", 42, circle_x - 14.0, circle_z - 14.0, circle_x + 14.0, circle_z + 14.0),
        area("Path to the palms", 1001, 604.0, 392.0, 612.0, 400.0),
        area(
            "Mill yard, back to the village",
            1002,
            WINDMILL.x_m + 24.0,
            WINDMILL.z_m - 16.0,
            WINDMILL.x_m + 28.0,
            WINDMILL.z_m - 8.0,
        ),
        area("Wolf pit", 1003, 232.0, 588.0, 240.0, 596.0),
    ]
}

/// The tiles between two corners in meters.
pub fn tiles(south_west: [f32; 2], north_east: [f32; 2]) -> TileRect {
    let [left, bottom] = south_west.map(|at| (at / TILE_M) as i32);
    let [right, top] = north_east.map(|at| (at / TILE_M) as i32 - 1);
    TileRect { left, top, right, bottom }
}

/// Whom a row of spawns is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Monster,
    Npc,
}

/// A monster or an NPC: number, name, level, kind.
pub struct Character {
    pub who: Who,
    pub id: i32,
    pub name: &'static str,
    pub level: i32,
    pub kind: i32,
}

/// Kinds of NPCs in the server's tables.
pub const MERCHANT: i32 = 21;
pub const GATE: i32 = 50;
/// A gate that the server opens and closes by itself.
pub const SELF_OPENING_GATE: i32 = 52;
pub const LEVER: i32 = 55;
const VILLAGER: i32 = 24;

/// Everyone who lives on the island.
pub const CHARACTERS: [Character; 13] = [
    monster(201, "Shore crab", 2),
    monster(202, "Meadow hare", 1),
    monster(203, "Reed snake", 4),
    monster(204, "Grey wolf", 8),
    monster(205, "Palm parrot", 3),
    monster(206, "Mountain goat", 6),
    npc(101, "Harbor master", VILLAGER),
    npc(102, "Fish merchant", MERCHANT),
    npc(103, "Net maker", VILLAGER),
    npc(104, "Watchman", VILLAGER),
    npc(105, "Lighthouse keeper", VILLAGER),
    npc(106, "Miller", MERCHANT),
    npc(107, "Ferryman", VILLAGER),
];

const fn monster(id: i32, name: &'static str, level: i32) -> Character {
    Character { who: Who::Monster, id, name, level, kind: 0 }
}

const fn npc(id: i32, name: &'static str, kind: i32) -> Character {
    Character { who: Who::Npc, id, name, level: 10, kind }
}

/// Where a character appears: number, west, south, east, north, how many, seconds until it comes back, patrol path.
pub struct Spawn {
    pub id: i32,
    pub min: [i32; 2],
    pub max: [i32; 2],
    pub count: i32,
    pub secs: i32,
    pub path: Vec<[i32; 2]>,
}

/// Numbers, rectangles, counts and times of those without a path.
const SPAWNS: [(i32, [i32; 4], i32, i32); 16] = [
    (101, [451, 371, 453, 373], 1, 60),
    (102, [471, 396, 473, 398], 1, 60),
    (103, [444, 374, 446, 376], 1, 60),
    (105, [329, 365, 331, 367], 1, 60),
    (106, [365, 430, 367, 432], 1, 60),
    (107, [459, 366, 461, 368], 1, 60),
    (201, [545, 368, 580, 378], 6, 20),
    (201, [590, 376, 610, 386], 4, 20),
    (202, [285, 490, 320, 515], 8, 15),
    (202, [315, 550, 345, 575], 6, 15),
    (203, [396, 436, 406, 448], 3, 30),
    (204, [248, 596, 268, 612], 3, 90),
    (205, [750, 322, 780, 340], 5, 25),
    (206, [584, 672, 600, 688], 2, 120),
    (202, [700, 440, 740, 470], 5, 15),
    (203, [640, 400, 660, 420], 3, 30),
];

/// All spawns; the watchman walks from the square to the gate and back, a wolf around the stone circle.
pub fn spawns(gate: Vec3) -> Vec<Spawn> {
    let still = SPAWNS.iter().map(|(id, [west, south, east, north], count, secs)| Spawn {
        id: *id,
        min: [*west, *south],
        max: [*east, *north],
        count: *count,
        secs: *secs,
        path: Vec::new(),
    });
    let walking = |id: i32, secs: i32, path: Vec<[i32; 2]>| {
        let [x, z] = path[0];
        Spawn { id, min: [x - 1, z - 1], max: [x + 1, z + 1], count: 1, secs, path }
    };
    let from = [SQUARE.0 as i32 - 10, SQUARE.1 as i32 + 6];
    let to = [gate.x as i32 - 3, gate.z as i32 - 6];
    let between = [0, 1].map(|axis: usize| (from[axis] + to[axis]) / 2);
    let watch = vec![from, between, to, between, from];
    let (x, z) = (STONE_CIRCLE.0 as i32, STONE_CIRCLE.1 as i32);
    let prowl = vec![[x + 24, z], [x, z + 24], [x - 22, z], [x, z - 24], [x + 24, z]];
    still.chain([walking(104, 60, watch), walking(204, 90, prowl)]).collect()
}

/// Warps of the ferry: number, name, price, target.
pub const FERRY: [(i16, &str, u32, [f32; 2]); 3] = [
    (1011, "Palm point", 10, [PALM_POINT.0 - 10.0, PALM_POINT.1 + 10.0]),
    (1012, "Lighthouse", 5, [330.0, 366.0]),
    (1013, "Western meadow", 8, [300.0, 500.0]),
];

/// South-west corners of the areas in which players come back to life, and their sides.
pub const RESURRECTION: [([f32; 2], f32); 3] = [([436.0, 376.0], 8.0), ([474.0, 378.0], 8.0), ([270.0, 556.0], 10.0)];

/// Where players of Karus and of El Morad start, and the side of the area in meters.
pub const STARTS: [[i32; 2]; 2] = [[446, 380], [476, 380]];
pub const START_SIDE_M: i32 = 6;
