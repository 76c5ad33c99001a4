//! Shadows of placed objects on the ground: balls and blocks between a place and the sun.

use super::grid::Grid;
use super::objects::Placed;
use super::objects::catalog::Caster;
use super::objects::solid::turn_y;
use super::shade::TO_SUN;
use glam::{Mat3, Vec3};
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::noise::smoothstep;

/// Side of the cells by which bodies are found.
const CELL_M: f32 = 16.0;
/// A tree's leaves let some light through.
const LEAF_SHADE: f32 = 0.86;

/// A body in the world.
enum Body {
    Ball {
        middle: Vec3,
        radius_m: f32,
    },
    /// From the world to the block's space, where it lies between two corners.
    Block {
        to_block: Mat3,
        origin: Vec3,
        low: Vec3,
        high: Vec3,
    },
}

/// Bodies by the cells that their shadows touch.
pub struct Casters {
    side: usize,
    bodies: Vec<Body>,
    cells: Vec<Vec<u32>>,
}

impl Casters {
    /// The bodies of all objects, over a terrain.
    pub fn new(ground: &Grid, placed: &[Placed]) -> Casters {
        let side = ((ground.side - 1) as f32 * TILE_M / CELL_M) as usize;
        let mut casters = Casters { side, bodies: Vec::new(), cells: vec![Vec::new(); side * side] };
        for object in placed {
            for caster in &object.kind.casters {
                casters.add(object, *caster);
            }
        }
        casters
    }

    fn add(&mut self, object: &Placed, caster: Caster) {
        let (body, middle, reach_m) = match caster {
            Caster::Ball(at, radius_m) => {
                let (middle, radius_m) = (object.to_world(at), radius_m * object.scale);
                (Body::Ball { middle, radius_m }, middle, radius_m)
            }
            Caster::Block(low, high) => {
                let to_block = turn_y(-object.yaw) * (1.0 / object.scale);
                let body = Body::Block { to_block, origin: object.position_m, low, high };
                (body, object.to_world((low + high) * 0.5), (high - low).length() * 0.5 * object.scale)
            }
        };
        let number = self.bodies.len() as u32;
        self.bodies.push(body);
        // The shadow reaches from the body to where its rays have fallen to the object's foot, and on down a slope.
        let fall_m = (middle.y + reach_m - object.position_m.y).max(0.0) / TO_SUN.2 + 6.0;
        let ends = [0.0, fall_m].map(|far| [middle.x - TO_SUN.0 * far, middle.z - TO_SUN.1 * far]);
        let cells = |axis: usize| {
            let low = ends[0][axis].min(ends[1][axis]) - reach_m;
            let high = ends[0][axis].max(ends[1][axis]) + reach_m;
            let cell = |at: f32| (at / CELL_M).floor().clamp(0.0, self.side as f32 - 1.0) as usize;
            cell(low)..=cell(high)
        };
        let (xs, zs) = (cells(0), cells(1));
        for cell in xs.flat_map(|x| zs.clone().map(move |z| (x, z))) {
            self.cells[cell.0 * self.side + cell.1].push(number);
        }
    }

    /// Share of the sun's light that bodies take from a place, 0..1.
    pub fn shade(&self, place: Vec3) -> f32 {
        let cell = |at: f32| (at / CELL_M).floor().clamp(0.0, self.side as f32 - 1.0) as usize;
        let here = &self.cells[cell(place.x) * self.side + cell(place.z)];
        here.iter().map(|number| self.bodies[*number as usize].shade(place)).fold(0.0, f32::max)
    }
}

impl Body {
    fn shade(&self, place: Vec3) -> f32 {
        let to_sun = Vec3::new(TO_SUN.0, TO_SUN.2, TO_SUN.1);
        match self {
            Body::Ball { middle, radius_m } => {
                let (to_middle, along) = (*middle - place, to_sun.normalize());
                let ahead = to_middle.dot(along);
                if ahead < -radius_m {
                    return 0.0;
                }
                let off_m = (to_middle - along * ahead).length();
                LEAF_SHADE * smoothstep(radius_m * 1.08, radius_m * 0.72, off_m)
            }
            Body::Block { to_block, origin, low, high } => {
                const OFFSETS: [(f32, f32); 4] = [(0.2, 0.1), (-0.1, 0.2), (-0.2, -0.1), (0.1, -0.2)];
                let direction = *to_block * to_sun;
                let hits = |(dx, dz): &(f32, f32)| {
                    let from = *to_block * (place + Vec3::new(*dx, 0.05, *dz) - *origin);
                    meets(from, direction, *low, *high)
                };
                OFFSETS.iter().filter(|offset| hits(offset)).count() as f32 / OFFSETS.len() as f32
            }
        }
    }
}

/// Whether a ray meets a block.
fn meets(from: Vec3, direction: Vec3, low: Vec3, high: Vec3) -> bool {
    let (mut enters, mut leaves) = (0.0f32, f32::MAX);
    for axis in 0..3 {
        let inverse = if direction[axis].abs() < 1e-6 { 1e6 } else { 1.0 / direction[axis] };
        let [a, b] = [(low[axis] - from[axis]) * inverse, (high[axis] - from[axis]) * inverse];
        enters = enters.max(a.min(b));
        leaves = leaves.min(a.max(b));
    }
    enters < leaves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects::catalog::Kind;

    fn casters(casters: Vec<Caster>) -> Casters {
        let kind = Kind { casters, ..Kind::default() };
        let placed = Placed { kind, position_m: Vec3::new(50.0, 10.0, 50.0), yaw: 0.4, scale: 1.0 };
        Casters::new(&Grid::from_fn(33, |_, _| 10.0), &[placed])
    }

    #[test]
    fn shadows_lie_away_from_the_sun() {
        for caster in
            [Caster::Ball(Vec3::Y * 4.0, 2.0), Caster::Block(Vec3::new(-1.5, 2.0, -1.5), Vec3::new(1.5, 6.0, 1.5))]
        {
            let casters = casters(vec![caster]);
            let at = |far: f32| casters.shade(Vec3::new(50.0 - TO_SUN.0 * far, 10.0, 50.0 - TO_SUN.1 * far));
            assert!(at(4.0 / TO_SUN.2) > 0.8, "{caster:?}: {}", at(4.0 / TO_SUN.2));
            assert_eq!((at(-6.0), at(14.0)), (0.0, 0.0), "{caster:?}");
        }
    }
}
