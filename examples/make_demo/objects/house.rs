//! Meshes of houses: base, walls, beams, windows, roof and door.
//!
//! Fronts look south (-Z). Units: meters; `per_m` arguments are repetitions of a texture per meter.

use super::solid::Solid;
use glam::Vec3;

/// Measures of a house with a ridge along X.
pub struct House {
    /// Half its extent along the ridge, and across.
    pub half_m: [f32; 2],
    /// Height of its walls above the floor.
    pub wall_m: f32,
    /// Height of its ridge above its place.
    pub ridge_m: f32,
    /// Whether its walls are timber-framed.
    pub is_framed: bool,
}

pub const HUT: House = House { half_m: [3.0, 2.4], wall_m: 2.6, ridge_m: 4.8, is_framed: false };
pub const COTTAGE: House = House { half_m: [4.3, 2.9], wall_m: 3.1, ridge_m: 6.2, is_framed: true };
/// Height of the floor over a house's place.
pub const FLOOR_M: f32 = 0.35;
/// Thickness of the walls.
const THICK_M: f32 = 0.18;
/// Half the width of the doorway, and its height.
pub const DOORWAY_M: [f32; 2] = [0.85, 2.05];

impl House {
    fn top_m(&self) -> f32 {
        FLOOR_M + self.wall_m
    }

    /// The middle of the chimney's top.
    pub fn chimney_m(&self) -> Vec3 {
        Vec3::new(self.half_m[0] * 0.58, self.ridge_m + 0.85, self.half_m[1] * 0.42)
    }

    /// Base, steps and chimney.
    pub fn stones(&self) -> Solid {
        let [x, z] = self.half_m;
        let mut solid = Solid::default();
        solid.block([-x - 0.12, -1.8, -z - 0.12], [x + 0.12, FLOOR_M, z + 0.12], 0.5);
        solid.block([-1.1, -1.8, -z - 0.75], [1.1, FLOOR_M - 0.17, -z - 0.12], 0.5);
        let top = self.chimney_m();
        let mut shaft = |half_m: f32, low_m: f32, high_m: f32| {
            solid.block([top.x - half_m, low_m, top.z - half_m], [top.x + half_m, high_m, top.z + half_m], 0.5);
        };
        shaft(0.36, self.top_m(), top.y - 0.15);
        shaft(0.46, top.y - 0.15, top.y);
        solid
    }

    /// Walls and gables, with a doorway in the south.
    pub fn walls(&self) -> Solid {
        let [x, z] = self.half_m;
        let [door, door_top] = DOORWAY_M;
        let top = self.top_m();
        let mut solid = Solid::default();
        let mut wall = |low: [f32; 3], high: [f32; 3]| solid.block(low, high, 0.6);
        wall([-x, FLOOR_M, z - THICK_M], [x, top, z]);
        wall([-x, FLOOR_M, -z], [-door, top, -z + THICK_M]);
        wall([door, FLOOR_M, -z], [x, top, -z + THICK_M]);
        wall([-door, FLOOR_M + door_top, -z], [door, top, -z + THICK_M]);
        wall([-x, FLOOR_M, -z + THICK_M], [-x + THICK_M, top, z - THICK_M]);
        wall([x - THICK_M, FLOOR_M, -z + THICK_M], [x, top, z - THICK_M]);
        for side in [-1.0, 1.0] {
            for (at, outward) in [(x, side), (x - THICK_M, -side)] {
                let tip = Vec3::new(at * side, self.ridge_m, 0.0);
                let corners = [Vec3::new(at * side, top, -z), tip, Vec3::new(at * side, top, z)];
                solid.textured_face(&corners, Vec3::X * outward, 0.6);
            }
        }
        solid
    }

    /// Posts, door frame, window frames, ties, and the frame of the walls.
    pub fn beams(&self) -> Solid {
        let [x, z] = self.half_m;
        let [door, door_top] = DOORWAY_M;
        let top = self.top_m();
        let mut solid = Solid::default();
        let mut beam = |low: [f32; 3], high: [f32; 3]| solid.block(low, high, 0.7);
        for (px, pz) in [(-x, -z), (x, -z), (-x, z), (x, z)] {
            beam([px - 0.13, FLOOR_M, pz - 0.13], [px + 0.13, top, pz + 0.13]);
        }
        for side in [-1.0f32, 1.0] {
            let (near, far) = (door * side, (door + 0.16) * side);
            beam([near.min(far), FLOOR_M, -z - 0.06], [near.max(far), FLOOR_M + door_top + 0.16, -z]);
            // A tie across the gable.
            beam([side * x - 0.09, top - 0.1, -z], [side * x + 0.09, top + 0.1, z]);
        }
        beam([-door - 0.16, FLOOR_M + door_top, -z - 0.07], [door + 0.16, FLOOR_M + door_top + 0.16, -z]);
        if self.is_framed {
            self.frame(&mut beam);
        }
        for (low, high) in self.windows() {
            window_frame(&mut beam, low, high);
        }
        solid
    }

    /// Sills, posts and the plates of a timber-framed house.
    fn frame(&self, beam: &mut impl FnMut([f32; 3], [f32; 3])) {
        let ([x, z], top) = (self.half_m, self.top_m());
        for side in [-1.0f32, 1.0] {
            let out = |at: f32| ((at * side).min((at + 0.05) * side), (at * side).max((at + 0.05) * side));
            let (low_z, high_z) = out(z);
            beam([-x, top - 0.18, low_z], [x, top, high_z]);
            for post in [-0.62, 0.0, 0.62] {
                if post != 0.0 || side > 0.0 {
                    let at = post * x;
                    beam([at - 0.08, FLOOR_M, low_z], [at + 0.08, top - 0.18, high_z]);
                }
            }
            let (low_x, high_x) = out(x);
            beam([low_x, FLOOR_M + 0.85, -z], [high_x, FLOOR_M + 1.0, z]);
            for at in [-0.5 * z, 0.5 * z] {
                beam([low_x, FLOOR_M, at - 0.08], [high_x, top, at + 0.08]);
            }
            beam([low_x, top, -0.08], [high_x, self.ridge_m - 0.2, 0.08]);
        }
    }

    /// Lowest and highest corners of the window panes, just outside the walls: in the south and in the gable walls.
    fn windows(&self) -> [(Vec3, Vec3); 4] {
        let [x, z] = self.half_m;
        let (low, high) = (FLOOR_M + 1.05, FLOOR_M + 1.85);
        let (near, far) = (x * 0.5 + 0.05, x * 0.5 + 0.85);
        [
            (Vec3::new(-far, low, -z - 0.02), Vec3::new(-near, high, -z - 0.02)),
            (Vec3::new(near, low, -z - 0.02), Vec3::new(far, high, -z - 0.02)),
            (Vec3::new(-x - 0.06, low, -0.45), Vec3::new(-x - 0.06, high, 0.45)),
            (Vec3::new(x + 0.06, low, -0.45), Vec3::new(x + 0.06, high, 0.45)),
        ]
    }

    /// Window panes, which glow.
    pub fn panes(&self) -> Solid {
        let mut solid = Solid::default();
        for (low, high) in self.windows() {
            let is_south = high.x - low.x > 0.1;
            let outward = if is_south { Vec3::NEG_Z } else { Vec3::X * low.x.signum() };
            let corners = [low, Vec3::new(low.x, high.y, low.z), high, Vec3::new(high.x, low.y, high.z)];
            solid.face(&corners, outward, |at| {
                let along =
                    if is_south { (at.x - low.x) / (high.x - low.x) } else { (at.z - low.z) / (high.z - low.z) };
                glam::Vec2::new(along, (high.y - at.y) / (high.y - low.y))
            });
        }
        solid
    }

    /// The roof: two slopes with a thickness.
    pub fn roof(&self) -> Solid {
        let half_m = self.half_m[0] + 0.55;
        // Profile across the ridge, north half mirrored: eave below, eave above, ridge above, ridge below.
        let eave_m = self.half_m[1] + 0.7;
        let drop_m = (self.ridge_m - self.top_m()) / self.half_m[1] * 0.7;
        let eave_top_m = self.top_m() - drop_m + 0.36;
        let profile =
            [(eave_m, eave_top_m - 0.26), (eave_m, eave_top_m), (0.0, self.ridge_m + 0.4), (0.0, self.ridge_m + 0.1)];
        let mut solid = Solid::default();
        for side in [-1.0f32, 1.0] {
            let at = |(z, y): (f32, f32), x: f32| Vec3::new(x * half_m, y, z * side);
            let rise = profile[2].1 - profile[1].1;
            let slope = Vec3::new(0.0, eave_m, rise * side).normalize();
            for (a, b, outward) in [(1, 2, slope), (3, 0, -slope), (0, 1, Vec3::Z * side)] {
                let corners = [at(profile[a], -1.0), at(profile[b], -1.0), at(profile[b], 1.0), at(profile[a], 1.0)];
                solid.textured_face(&corners, outward, 0.5);
            }
            for end in [-1.0, 1.0] {
                solid.textured_face(&profile.map(|corner| at(corner, end)), Vec3::X * end, 0.5);
            }
        }
        solid
    }

    /// What blocks players: the walls around the doorway, the base and the loft.
    pub fn bodies(&self) -> Vec<[[f32; 3]; 2]> {
        let ([x, z], door, top) = (self.half_m, DOORWAY_M[0], self.top_m());
        vec![
            [[-x, 0.0, -z], [x, FLOOR_M, z]],
            [[-x, FLOOR_M, z - 0.2], [x, top, z]],
            [[-x, FLOOR_M, -z], [-door, top, -z + 0.2]],
            [[door, FLOOR_M, -z], [x, top, -z + 0.2]],
            [[-x, FLOOR_M, -z], [-x + 0.2, top, z]],
            [[x - 0.2, FLOOR_M, -z], [x, top, z]],
            [[-x, top, -z], [x, top + 0.2, z]],
        ]
    }
}

fn window_frame(beam: &mut impl FnMut([f32; 3], [f32; 3]), low: Vec3, high: Vec3) {
    let middle = (low + high) * 0.5;
    if (high.x - low.x).abs() > 0.1 {
        beam([low.x - 0.08, low.y - 0.08, low.z - 0.05], [high.x + 0.08, low.y, low.z + 0.03]);
        beam([low.x - 0.08, high.y, low.z - 0.05], [high.x + 0.08, high.y + 0.08, low.z + 0.03]);
        beam([low.x - 0.08, low.y, low.z - 0.05], [low.x, high.y, low.z + 0.03]);
        beam([high.x, low.y, low.z - 0.05], [high.x + 0.08, high.y, low.z + 0.03]);
    } else {
        let aside = 0.05;
        beam([middle.x - aside, low.y - 0.08, low.z - 0.08], [middle.x + aside, low.y, high.z + 0.08]);
        beam([middle.x - aside, high.y, low.z - 0.08], [middle.x + aside, high.y + 0.08, high.z + 0.08]);
        beam([middle.x - aside, low.y, low.z - 0.08], [middle.x + aside, high.y, low.z]);
        beam([middle.x - aside, low.y, high.z], [middle.x + aside, high.y, high.z + 0.08]);
    }
}

/// A leaf of a hut's door, which reaches from its hinge at the origin to the east (1) or to the west (-1).
pub fn door_leaf(side: f32) -> Solid {
    let [width, height] = DOORWAY_M;
    let span = |from: f32, to: f32| (from.min(to), from.max(to));
    let mut solid = Solid::default();
    let (low, high) = span(0.02 * side, (width - 0.01) * side);
    solid.block([low, 0.02, -0.04], [high, height - 0.02, 0.04], 0.9);
    for y in [0.3, 1.55] {
        let (low, high) = span(0.05 * side, (width - 0.08) * side);
        solid.block([low, y, -0.08], [high, y + 0.16, -0.04], 0.9);
    }
    // The handle.
    let (low, high) = span((width - 0.14) * side, (width - 0.08) * side);
    solid.block([low, 0.95, -0.12], [high, 1.15, -0.04], 0.9);
    solid
}
