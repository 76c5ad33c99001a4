//! Raw shape of the island: land and height before erosion.
//!
//! Owns the coast line, cliffs, meadows, and the mountain; not erosion, path and rivers. Units: meters in world space;
//! the sea's surface is height 0.

use super::grid::Grid;
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::noise::{fbm, mix, noise, ridged, smoothstep};

/// Vertices a side of the demo zone.
pub const SIDE: usize = 257;

/// Circles that merge into the land, as (x, z, radius) in meters.
const LAND: [(f32, f32, f32); 10] = [
    (545.0, 600.0, 270.0),
    (300.0, 520.0, 165.0),
    (745.0, 560.0, 175.0),
    (225.0, 330.0, 100.0),
    (790.0, 320.0, 115.0),
    (560.0, 840.0, 115.0),
    (400.0, 420.0, 140.0),
    // Islets off the coast.
    (120.0, 640.0, 16.0),
    (165.0, 775.0, 26.0),
    (900.0, 800.0, 30.0),
];
/// Circles that are cut out of it: the southern bay, a cove in the north-west, one in the north-east.
const BAYS: [(f32, f32, f32); 3] = [(500.0, 170.0, 180.0), (255.0, 765.0, 115.0), (845.0, 800.0, 75.0)];
/// Radius of the smooth union of the circles.
const MELT_M: f32 = 60.0;
/// Position of the summit, (x, z).
const PEAK: (f32, f32) = (592.0, 652.0);
/// Position of the meadow pond, (x, z), and its radius.
pub const POND: (f32, f32, f32) = (439.0, 439.0, 26.0);
/// Scale of the island's shape, which leaves a belt of deep sea all around.
const SHRINK: f32 = 1.1;
/// Width of deep sea along the zone's border, in meters.
const DEEP_BELT_M: f32 = 36.0;

/// Smooth minimum of two distances.
fn soft_min(a: f32, b: f32, radius: f32) -> f32 {
    let t = (0.5 + 0.5 * (b - a) / radius).clamp(0.0, 1.0);
    mix(b, a, t) - radius * t * (1.0 - t)
}

fn distance(x: f32, z: f32, to: (f32, f32)) -> f32 {
    ((x - to.0) * (x - to.0) + (z - to.1) * (z - to.1)).sqrt()
}

/// Approximate distance from the coast in meters, negative at sea.
fn inland_m(x: f32, z: f32) -> f32 {
    let (wx, wz) = (fbm(11, x / 190.0, z / 190.0, 5, 0.55) * 70.0, fbm(12, x / 190.0, z / 190.0, 5, 0.55) * 70.0);
    let (wx, wz) = (x + wx, z + wz);
    let circle = |c: &(f32, f32, f32)| distance(wx, wz, (c.0, c.1)) - c.2;
    let land = LAND.iter().map(circle).fold(f32::MAX, |a, b| if a == f32::MAX { b } else { soft_min(a, b, MELT_M) });
    let bay = BAYS.iter().map(circle).fold(f32::MAX, f32::min);
    // Inside the land and outside the bays.
    let outside = -soft_min(-land, bay, 40.0);
    -outside
}

/// 0 for a beach, 1 for a cliff.
fn cliff(x: f32, z: f32) -> f32 {
    // The west and the north are exposed to the sea; the bay and the south-east are sheltered.
    let exposed = smoothstep(-90.0, 120.0, (z - 470.0) * 0.8 - (x - 520.0) * 0.75);
    let east = smoothstep(715.0, 905.0, x + 70.0 * noise(22, x / 110.0, z / 110.0)) * smoothstep(330.0, 450.0, z);
    (exposed.max(east) + 0.35 * noise(21, x / 120.0, z / 120.0)).clamp(0.0, 1.0)
}

/// The mountain alone: ridges that descend from the peak.
fn mountain_m(x: f32, z: f32) -> f32 {
    let (wx, wz) = (fbm(31, x / 160.0, z / 160.0, 3, 0.5) * 40.0, fbm(32, x / 160.0, z / 160.0, 3, 0.5) * 40.0);
    let r = distance(x + wx * 0.6, z + wz * 0.6, PEAK) / 330.0;
    let envelope = (1.0 - r).max(0.0);
    let massif = envelope * envelope * (1.6 - 0.6 * envelope);
    let crests = ridged(33, (x + wx) / 215.0, (z + wz) / 215.0, 5);
    let fine = ridged(34, (x + wx * 0.5) / 70.0, (z + wz * 0.5) / 70.0, 3);
    let body = massif * (92.0 + 70.0 * (crests - 0.45)) + 26.0 * (envelope * 1.5).min(1.0) * (crests - 0.5);
    let tip = smoothstep(0.42, 0.0, r);
    body + tip * (19.0 + 8.0 * (fine - 0.5)) + (30.0 * massif + 5.0 * (envelope * 2.0).min(1.0)) * (fine - 0.5)
}

/// Height of the terrain in meters before erosion.
fn raw_height_m(x: f32, z: f32) -> f32 {
    let inland = inland_m(x, z) + 5.0 * fbm(41, x / 45.0, z / 45.0, 3, 0.5);
    if inland < 0.0 {
        // A shelf, then the drop to the sea floor. At cliffs the water is deep at once.
        let out = -inland;
        let shelf = mix(0.075, 0.16, cliff(x, z));
        return -(out * shelf).min(6.0 + out * 0.05).min(24.0) - smoothstep(60.0, 180.0, out) * 6.0
            + 0.8 * fbm(42, x / 60.0, z / 60.0, 3, 0.5) * smoothstep(4.0, 30.0, out);
    }
    let cliff = cliff(x, z);
    // A beach rises slowly, then a small dune; a cliff rises within a dozen meters.
    let beach = inland.min(22.0) * 0.085 + smoothstep(20.0, 36.0, inland) * 2.2;
    let top = 15.0 + 9.0 * noise(43, x / 150.0, z / 150.0);
    let wall = smoothstep(1.0, 13.0, inland) * top;
    let shore = mix(beach, wall, smoothstep(0.35, 0.65, cliff));
    let meadow = smoothstep(25.0, 160.0, inland);
    let rolling = 10.0 * fbm(44, x / 170.0, z / 170.0, 3, 0.45) + 3.4 * fbm(45, x / 62.0, z / 62.0, 3, 0.5);
    // A knoll on the south-western headland, as a viewpoint.
    let knoll = 12.0 * smoothstep(68.0, 6.0, distance(x, z, (278.0, 340.0))) * smoothstep(12.0, 40.0, inland);
    shore + knoll + meadow * (9.0 + rolling) + mountain_m(x, z) * smoothstep(4.0, 70.0, inland)
}

/// The raw heights of the island.
pub fn raw() -> Grid {
    let extent_m = (SIDE - 1) as f32 * TILE_M;
    let drawn = |m: f32| (m - extent_m * 0.5) * SHRINK + extent_m * 0.5;
    Grid::from_fn(SIDE, |x, z| {
        let (x_m, z_m) = (x as f32 * TILE_M, z as f32 * TILE_M);
        let to_border_m = x_m.min(z_m).min(extent_m - x_m).min(extent_m - z_m);
        let height_m = raw_height_m(drawn(x_m), drawn(z_m));
        mix(height_m.min(-20.0), height_m, smoothstep(DEEP_BELT_M, DEEP_BELT_M + 40.0, to_border_m))
    })
}

/// Rain erosion: `drops` drops run downhill, erode where they are fast and deposit where they slow down. Terrain below
/// the sea is unchanged.
pub fn eroded(mut ground: Grid, drops: u32) -> Grid {
    let mut random = super::patterns::Random::new(77);
    let side = (ground.side - 1) as f32;
    for _ in 0..drops {
        let (x, z) = (random.range(1.0, side - 1.0), random.range(1.0, side - 1.0));
        if ground.sample(x, z) > 0.5 {
            run_drop(&mut ground, x, z);
        }
    }
    ground
}

/// One drop from (x, z), in units of vertices. The constants are those of a light rain on firm ground: many drops form
/// valleys, none forms a pit.
fn run_drop(ground: &mut Grid, mut x: f32, mut z: f32) {
    const INERTIA: f32 = 0.12;
    const CAPACITY: f32 = 2.2;
    const DIG: f32 = 0.22;
    const LEAVE: f32 = 0.28;
    let (mut dx, mut dz, mut speed, mut water, mut soil) = (0.0f32, 0.0f32, 1.0f32, 1.0f32, 0.0f32);
    for _ in 0..48 {
        let (ix, iz) = (x.floor() as usize, z.floor() as usize);
        if ix < 2 || iz < 2 || ix + 3 >= ground.side || iz + 3 >= ground.side {
            return;
        }
        let (fx, fz) = (x - ix as f32, z - iz as f32);
        let [sw, nw, se, ne] =
            [ground.at(ix, iz), ground.at(ix, iz + 1), ground.at(ix + 1, iz), ground.at(ix + 1, iz + 1)];
        let before = mix(mix(sw, se, fx), mix(nw, ne, fx), fz);
        let (gx, gz) = (mix(se - sw, ne - nw, fz), mix(nw - sw, ne - se, fx));
        (dx, dz) = (dx * INERTIA - gx * (1.0 - INERTIA), dz * INERTIA - gz * (1.0 - INERTIA));
        let length = (dx * dx + dz * dz).sqrt();
        if length < 1e-4 {
            return;
        }
        (dx, dz) = (dx / length, dz / length);
        (x, z) = (x + dx, z + dz);
        let rise = ground.sample(x, z) - before;
        let carries = ((-rise).max(0.02) * speed * water * CAPACITY).min(2.0);
        if soil > carries || rise > 0.0 {
            let left = if rise > 0.0 { rise.min(soil) } else { (soil - carries) * LEAVE };
            soil -= left;
            spread(ground, ix, iz, (fx, fz), left);
        } else {
            let dug = ((carries - soil) * DIG).min(-rise);
            soil += dug;
            dig(ground, ix, iz, dug);
        }
        speed = (speed * speed + (-rise).max(0.0) * 0.9).sqrt().min(6.0) * 0.96;
        water *= 0.975;
        if before < -1.0 {
            return;
        }
    }
}

/// Adds soil to the four vertices around a place.
fn spread(ground: &mut Grid, x: usize, z: usize, (fx, fz): (f32, f32), amount: f32) {
    let side = ground.side;
    let mut add = |x: usize, z: usize, share: f32| ground.values[x * side + z] += amount * share;
    add(x, z, (1.0 - fx) * (1.0 - fz));
    add(x + 1, z, fx * (1.0 - fz));
    add(x, z + 1, (1.0 - fx) * fz);
    add(x + 1, z + 1, fx * fz);
}

/// Removes soil from the vertices around, most from the nearest: this keeps gullies wide enough for 4 m tiles.
fn dig(ground: &mut Grid, x: usize, z: usize, amount: f32) {
    const WEIGHTS: [[f32; 3]; 3] = [[0.07, 0.12, 0.07], [0.12, 0.24, 0.12], [0.07, 0.12, 0.07]];
    for (ox, row) in WEIGHTS.iter().enumerate() {
        for (oz, weight) in row.iter().enumerate() {
            ground.values[(x + ox - 1) * ground.side + z + oz - 1] -= amount * weight;
        }
    }
}

/// Thermal erosion: moves material down wherever the slope exceeds `steep` meters per meter, in `rounds` passes.
pub fn settled(mut ground: Grid, steep: f32, rounds: u32) -> Grid {
    let limit = steep * TILE_M;
    for _ in 0..rounds {
        let old = ground.clone();
        ground = Grid::from_fn(old.side, |x, z| {
            let (here, ix, iz) = (old.at(x, z), x as i32, z as i32);
            let pull = |dx: i32, dz: i32| {
                let drop = old.near(ix + dx, iz + dz) - here;
                if drop > limit {
                    (drop - limit) * 0.2
                } else if drop < -limit {
                    (drop + limit) * 0.2
                } else {
                    0.0
                }
            };
            here + pull(1, 0) + pull(-1, 0) + pull(0, 1) + pull(0, -1)
        });
    }
    ground
}
