//! Meshes of the lighthouse, the windmill and the village gate.
//!
//! Units: meters; `per_m` arguments are repetitions of a texture per meter.

use super::solid::{Solid, around, turn_x};
use glam::{Mat3, Vec2, Vec3};

/// Place of the light in the lighthouse.
pub const LIGHT_M: Vec3 = Vec3::new(0.0, 18.7, 0.0);
const SIDES: usize = 14;

/// Shaft of the lighthouse: four bands, the texture has two.
pub fn lighthouse_shaft() -> Solid {
    let mut solid = Solid::default();
    const BANDS: usize = 5;
    let ring = |i: usize| {
        let share = i as f32 / BANDS as f32;
        (1.2 + 15.6 * share, 2.9 - 1.15 * share)
    };
    for i in 0..BANDS {
        let ((low, low_m), (high, high_m)) = (ring(i), ring(i + 1));
        for side in 0..SIDES {
            let corner = |side: usize, height: f32, radius_m: f32| {
                around((side % SIDES) as f32 / SIDES as f32) * radius_m + Vec3::Y * height
            };
            let [a, b] = [side, side + 1];
            let corners =
                [corner(a, low, low_m), corner(a, high, high_m), corner(b, high, high_m), corner(b, low, low_m)];
            let normals = corners.map(|corner| Vec3::new(corner.x, 0.2, corner.z).normalize());
            // Red and white lie one above the other in the texture.
            let v = |is_top: bool| {
                if i % 2 == 0 { 0.5 * f32::from(u8::from(!is_top)) } else { 0.5 + 0.5 * f32::from(u8::from(!is_top)) }
            };
            let u = |side: usize| side as f32 * 0.5;
            let uvs = [
                Vec2::new(u(a), v(false)),
                Vec2::new(u(a), v(true)),
                Vec2::new(u(b), v(true)),
                Vec2::new(u(b), v(false)),
            ];
            solid.smooth_quad(corners, normals, uvs);
        }
    }
    solid
}

/// Base, gallery floor and steps of the lighthouse.
pub fn lighthouse_stones() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::Y * -2.5, Vec3::Y * 1.2], [3.5, 3.2], SIDES, 0.5);
    solid.lid(Vec3::Y * 1.2, 3.2, SIDES, Vec3::Y, 0.5);
    solid.stem([Vec3::Y * 16.4, Vec3::Y * 17.0], [1.8, 2.5], SIDES, 0.5);
    solid.stem([Vec3::Y * 17.0, Vec3::Y * 17.25], [2.5, 2.5], SIDES, 0.5);
    solid.lid(Vec3::Y * 17.25, 2.5, SIDES, Vec3::Y, 0.5);
    solid.stem([Vec3::Y * 17.25, Vec3::Y * 17.85], [1.35, 1.35], SIDES, 0.5);
    for step in 0..5 {
        let (height, out) = (1.2 - step as f32 * 0.3, 3.1 + step as f32 * 0.4);
        solid.block([-0.9, height - 3.0, -out - 0.4], [0.9, height, -out + 0.5], 0.5);
    }
    solid
}

/// Door, rails and the bars of the lantern.
pub fn lighthouse_iron() -> Solid {
    let mut solid = Solid::default();
    solid.block([-0.62, 1.2, -2.98], [0.62, 3.3, -2.6], 0.8);
    for i in 0..SIDES {
        let [a, b] = [i, i + 1].map(|i| around((i % SIDES) as f32 / SIDES as f32));
        let post = a * 2.38 + Vec3::Y * 17.25;
        solid.stem([post, post + Vec3::Y * 1.0], [0.035, 0.035], 4, 1.0);
        for over in [0.5, 1.0] {
            let [from, to] = [a, b].map(|at| at * 2.38 + Vec3::Y * (17.25 + over));
            solid.stem([from, to], [0.03, 0.03], 4, 1.0);
        }
        if i % 2 == 0 {
            let bar = a * 1.27 + Vec3::Y * 17.85;
            solid.stem([bar, bar + Vec3::Y * 1.75], [0.05, 0.05], 4, 1.0);
        }
    }
    for (height, turn) in [(6.0, 0.5), (10.2, 0.45), (13.6, 0.55)] {
        let out = around(turn) * (2.9 - 1.15 * (height - 1.2) / 15.6);
        solid.turned_block([-0.28, -0.45, -0.12], [0.28, 0.45, 0.12], 0.8, Mat3::IDENTITY, out + Vec3::Y * height);
    }
    solid
}

/// The red roof of the lantern.
pub fn lighthouse_roof() -> Solid {
    let mut solid = Solid::default();
    solid.cone(Vec3::Y * 19.55, 1.75, 1.7, SIDES, 0.5);
    solid.lid(Vec3::Y * 19.55, 1.75, SIDES, Vec3::NEG_Y, 0.5);
    solid.stem([Vec3::Y * 21.1, Vec3::Y * 22.3], [0.07, 0.03], 5, 1.0);
    solid
}

/// Glass of the lantern.
pub fn lighthouse_glass() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::Y * 17.85, Vec3::Y * 19.58], [1.2, 1.2], SIDES, 0.35);
    solid
}

/// Hub of the windmill's wing, before the cap.
pub const HUB_M: Vec3 = Vec3::new(0.0, 9.3, -2.75);

/// Tower of the windmill.
pub fn mill_tower() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::Y * 1.0, Vec3::Y * 8.2], [3.1, 2.15], 10, 0.6);
    solid
}

/// Base of the windmill.
pub fn mill_stones() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::Y * -2.0, Vec3::Y * 1.0], [3.45, 3.2], 10, 0.5);
    solid.lid(Vec3::Y, 3.2, 10, Vec3::Y, 0.5);
    solid.block([-0.9, -2.0, -4.2], [0.9, 0.75, -3.0], 0.5);
    solid
}

/// Cap of the windmill.
pub fn mill_cap() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::Y * 8.2, Vec3::Y * 8.9], [2.45, 2.4], 10, 0.5);
    solid.lid(Vec3::Y * 8.2, 2.45, 10, Vec3::NEG_Y, 0.5);
    solid.cone(Vec3::Y * 8.9, 2.5, 2.6, 10, 0.5);
    solid
}

/// Door, shutters, gallery and shaft of the windmill.
pub fn mill_beams() -> Solid {
    let mut solid = Solid::default();
    solid.block([-0.7, 1.0, -3.15], [0.7, 3.1, -2.6], 0.8);
    for (height, x) in [(4.6, 0.0), (6.6, 0.0)] {
        let out = 3.1 - 0.95 * (height - 1.0) / 7.2;
        for turn in [0.0, 0.25, 0.75] {
            let at = around(turn + 0.5) * out;
            let turned = super::solid::turn_y((turn + 0.5) * std::f32::consts::TAU);
            solid.turned_block([-0.35, -0.5, -0.1], [0.35, 0.5, 0.12], 0.8, turned, at + Vec3::new(x, height, 0.0));
        }
    }
    solid.stem([Vec3::new(0.0, 9.3, -0.5), HUB_M + Vec3::Z * 0.1], [0.28, 0.22], 7, 0.8);
    solid
}

/// The wing: four arms with laths in the plane of X and Y; it turns about Z.
pub fn mill_wing() -> Solid {
    let mut solid = Solid::default();
    for arm in 0..4 {
        let turn = quarter(arm);
        let mut lath = |low: [f32; 3], high: [f32; 3]| solid.turned_block(low, high, 0.8, turn, Vec3::ZERO);
        lath([-0.1, 0.0, -0.09], [0.1, 6.4, 0.09]);
        lath([1.1, 1.5, -0.03], [1.17, 6.3, 0.03]);
        for i in 0..7 {
            let y = 1.5 + i as f32 * 0.8;
            lath([0.0, y - 0.04, -0.03], [1.15, y + 0.04, 0.03]);
        }
    }
    solid.block([-0.35, -0.35, -0.25], [0.35, 0.35, 0.2], 0.8);
    solid
}

/// Canvas on the wing's arms.
pub fn mill_canvas() -> Solid {
    let mut solid = Solid::default();
    for arm in 0..4 {
        let turn = quarter(arm);
        let corners = [[0.1, 1.55], [0.1, 6.2], [1.1, 6.2], [1.1, 1.55]];
        let places = corners.map(|[x, y]| turn * Vec3::new(x, y, 0.05 - x * 0.12));
        solid.face(&places, Vec3::NEG_Z, |at| {
            let flat = turn.transpose() * at;
            Vec2::new(flat.x * 0.4, flat.y * 0.4)
        });
    }
    solid
}

/// Quarter turns about Z.
fn quarter(arm: usize) -> Mat3 {
    let (s, c) = [(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)][arm % 4];
    Mat3::from_cols(Vec3::new(c, s, 0.0), Vec3::new(-s, c, 0.0), Vec3::Z)
}

/// Half the width of the gateway, its height, and how far its walls reach to each side.
pub const GATEWAY_M: [f32; 3] = [1.9, 3.2, 6.5];

/// Pillars and walls of the village gate.
pub fn gate_stones() -> Solid {
    let [half, height, reach] = GATEWAY_M;
    let mut solid = Solid::default();
    for side in [-1.0f32, 1.0] {
        let mut block = |from: f32, to: f32, top: f32, thick: f32| {
            let (low, high) = ((from * side).min(to * side), (from * side).max(to * side));
            solid.block([low, -1.5, -thick], [high, top, thick], 0.5);
        };
        block(half, half + 1.2, height + 0.6, 0.6);
        block(half - 0.05, half + 1.3, height + 0.85, 0.7);
        block(half + 1.2, reach, 1.5, 0.35);
        block(half + 1.2, reach + 0.05, 1.65, 0.42);
    }
    solid
}

/// Lintel and ridge of the village gate.
pub fn gate_beams() -> Solid {
    let [half, height, _] = GATEWAY_M;
    let mut solid = Solid::default();
    solid.block([-half - 0.2, height, -0.3], [half + 0.2, height + 0.35, 0.3], 0.7);
    for side in [-1.0f32, 1.0] {
        let x = side * (half - 0.1);
        solid.turned_block([-0.09, -0.6, -0.09], [0.09, 0.6, 0.09], 0.7, turn_x(0.0), Vec3::new(x, height - 0.2, 0.0));
    }
    solid
}

/// A small roof over the gate.
pub fn gate_roof() -> Solid {
    let [half, height, _] = GATEWAY_M;
    let (x, low, high) = (half + 1.55, height + 0.75, height + 1.9);
    let mut solid = Solid::default();
    for side in [-1.0f32, 1.0] {
        let slope = Vec3::new(0.0, 1.15, (high - low) * side).normalize();
        let corners = [(-x, low, 1.15), (-x, high, 0.0), (x, high, 0.0), (x, low, 1.15)];
        let corners = corners.map(|(x, y, z)| Vec3::new(x, y, z * side));
        solid.textured_face(&corners, slope, 0.5);
        solid.textured_face(&corners.map(|corner| corner - Vec3::Y * 0.15), -slope, 0.5);
        solid.block([-x, low - 0.18, 1.1 * side - 0.05], [x, low + 0.02, 1.1 * side + 0.05], 0.5);
    }
    for side in [-1.0f32, 1.0] {
        let gable =
            [Vec3::new(x * side, low, -1.0), Vec3::new(x * side, high - 0.1, 0.0), Vec3::new(x * side, low, 1.0)];
        solid.textured_face(&gable.map(|at| at - Vec3::X * side * 0.2), Vec3::X * side, 0.5);
    }
    solid
}

/// A leaf of the village gate, which reaches from its hinge at the origin to the east (1) or to the west (-1).
pub fn gate_leaf(side: f32) -> Solid {
    let [half, height, _] = GATEWAY_M;
    let mut solid = Solid::default();
    let mut block = |from: f32, to: f32, [low, high]: [f32; 2], thick: f32| {
        let (near, far) = ((from * side).min(to * side), (from * side).max(to * side));
        solid.block([near, low, -thick], [far, high, thick], 0.7);
    };
    for i in 0..6 {
        let (from, to) = (0.03 + i as f32 * 0.31, 0.31 + i as f32 * 0.31);
        block(from, to.min(half - 0.02), [0.1, height - 0.25 - 0.06 * (i % 2) as f32], 0.05);
    }
    for y in [0.5, 2.2] {
        block(0.02, half - 0.04, [y, y + 0.2], 0.1);
    }
    solid
}

/// The stand of the gate's lever.
pub fn lever_stand() -> Solid {
    let mut solid = Solid::default();
    solid.block([-0.3, -0.5, -0.3], [0.3, 0.7, 0.3], 0.8);
    solid.block([-0.36, 0.7, -0.36], [0.36, 0.82, 0.36], 0.8);
    solid
}

/// The lever: it turns about X at its origin.
pub fn lever() -> Solid {
    let mut solid = Solid::default();
    solid.stem([Vec3::Y * -0.1, Vec3::Y * 1.0], [0.05, 0.04], 6, 1.0);
    solid.block([-0.14, 0.95, -0.07], [0.14, 1.1, 0.07], 1.0);
    solid
}
