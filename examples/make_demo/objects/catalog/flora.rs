//! Kinds of plants, and boulders.

use super::super::trees::{BIRCH_CROWN_M, OAK_CROWN_M, PALM_CROWN_M, PINE_CROWN_M};
use super::{Kind, LEAVES, at, part, plain};

fn tree(name: &'static str, mesh: &str, bark: &str, crown_m: [f32; 3], leaves: &str) -> Kind {
    let crown = at(crown_m, part(&format!("{mesh}_crown"), leaves, LEAVES));
    Kind::new(name, vec![plain(&format!("{mesh}_trunk"), bark), crown]).shade([-0.2, 0.0, -0.2], [0.2, crown_m[1], 0.2])
}

pub fn oak() -> Kind {
    let oak = tree("Oak", "isle_oak", "isle_bark", [0.0, OAK_CROWN_M, 0.0], "isle_leaves");
    oak.ball([0.0, OAK_CROWN_M + 0.4, 0.0], 3.2)
}

pub fn birch() -> Kind {
    let birch = tree("Birch", "isle_birch", "isle_birch_bark", [0.0, BIRCH_CROWN_M, 0.0], "isle_birch_leaves");
    birch.ball([0.0, BIRCH_CROWN_M - 0.5, 0.0], 1.8).ball([0.0, BIRCH_CROWN_M + 1.5, 0.0], 1.5)
}

pub fn pine() -> Kind {
    let pine = tree("Pine", "isle_pine", "isle_bark", [0.0, PINE_CROWN_M, 0.0], "isle_needles");
    pine.ball([0.0, 2.6, 0.0], 2.4).ball([0.0, 5.6, 0.0], 1.8).ball([0.0, 8.6, 0.0], 1.1).ball([0.0, 10.8, 0.0], 0.5)
}

pub fn palm() -> Kind {
    tree("Palm", "isle_palm", "isle_bark", PALM_CROWN_M.to_array(), "isle_frond").ball(PALM_CROWN_M.to_array(), 2.2)
}

pub fn bush() -> Kind {
    Kind::new("Bush", vec![part("isle_bush", "isle_leaves", LEAVES)]).ball([0.0, 0.6, 0.0], 1.2)
}

pub fn blooming_bush() -> Kind {
    Kind::new("Wild rose", vec![part("isle_bush", "isle_blossoms", LEAVES)]).ball([0.0, 0.6, 0.0], 1.1)
}

pub fn reeds() -> Kind {
    Kind::new("Reeds", vec![part("isle_reeds", "isle_blades", LEAVES)])
}

pub fn grass_tuft() -> Kind {
    Kind::new("Grass", vec![part("isle_tuft", "isle_grass", LEAVES)])
}

pub fn flowers(is_blue: bool) -> Kind {
    let texture = if is_blue { "isle_bells" } else { "isle_daisies" };
    Kind::new(if is_blue { "Bellflowers" } else { "Daisies" }, vec![part("isle_flowers", texture, LEAVES)])
}

pub fn fern() -> Kind {
    Kind::new("Fern", vec![part("isle_fern", "isle_frond", LEAVES)])
}

/// A boulder of one of three shapes.
pub fn boulder(shape: usize) -> Kind {
    let mesh = format!("isle_boulder_{}", shape % 3);
    Kind::new("Boulder", vec![plain(&mesh, "isle_boulder")]).ball([0.0, 0.1, 0.0], 1.0)
}

/// A tall standing stone.
pub fn standing_stone() -> Kind {
    let stone = Kind::new("Standing stone", vec![plain("isle_menhir", "isle_boulder")]);
    stone.block([-0.6, -0.5, -0.4], [0.6, 2.8, 0.4])
}
