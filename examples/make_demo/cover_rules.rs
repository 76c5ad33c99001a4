//! Placement of ground kinds on the island.
//!
//! The client draws terrain unlit, so some shading is a matter of textures: stone and snow have a sunlit and a slightly
//! darker kind, and the sun of this island is in the west-south-west. Between meadow, stone and snow lie mixed grounds,
//! so that no border is hard.

use super::cover::Cover;
use super::island::Island;
use super::relief::SIDE;
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::ground::Ground;
use gtd_viewer::test_zone::noise::{fbm, noise};

/// Height above which snow lies, before noise, in meters.
const SNOW_LINE_M: f32 = 84.0;
/// Height above which meadows turn to stone.
const TREE_LINE_M: f32 = 58.0;

/// Height of the belt of thin snow below the snow line.
const DUSTED_M: f32 = 11.0;

/// Properties of a vertex for the choice of its ground.
struct Place {
    x: f32,
    z: f32,
    height_m: f32,
    /// Slope in meters per meter.
    slope: f32,
    /// Positive towards the sun, about -1..1.
    sun: f32,
    /// Positive in hollows: depth below the surroundings, in meters.
    hollow_m: f32,
}

/// The ground of every vertex.
pub fn cover(island: &Island) -> Cover {
    let ground = &island.ground;
    let smooth = ground.blurred(1);
    let wide = ground.blurred(4);
    let choose = |x: usize, z: usize| {
        let (gx, gz) = smooth.gradient(x, z);
        let (gx, gz) = (gx / TILE_M, gz / TILE_M);
        let (sx, sz) = ground.gradient(x, z);
        let place = Place {
            x: x as f32,
            z: z as f32,
            height_m: ground.at(x, z),
            slope: (sx * sx + sz * sz).sqrt() / TILE_M,
            sun: (gx * 0.88 + gz * 0.48) / (1.0 + gx * gx + gz * gz).sqrt(),
            hollow_m: wide.at(x, z) - ground.at(x, z),
        };
        ground_at(&place, island, x, z)
    };
    let wild = Cover::from_fn(SIDE, choose);
    wild.without_specks(|g| g == Ground::Path).without_specks(|g| g == Ground::Path).tidied()
}

fn ground_at(place: &Place, island: &Island, x: usize, z: usize) -> Ground {
    let jitter = noise(71, place.x / 3.1, place.z / 3.1);
    if let Some(wet) = water_side(place, island, x, z, jitter) {
        return wet;
    }
    if island.path.at(x, z) < 0.86 {
        return if place.height_m > SNOW_LINE_M + 18.0 { Ground::Rock } else { Ground::Path };
    }
    let broad = fbm(72, place.x / 14.0, place.z / 14.0, 3, 0.5);
    let ledges = 0.2 * fbm(81, place.x / 9.0, place.z / 9.0, 2, 0.5);
    let stony = 0.84 + 0.14 * broad + ledges - 0.25 * ((place.height_m - 40.0) / 60.0).clamp(0.0, 1.0);
    // Individual faces of a wall are lit or shaded.
    let facets = 0.2 * fbm(80, place.x / 7.0, place.z / 7.0, 3, 0.55);
    let sunny = place.sun > 0.06 * jitter + facets - 0.02;
    // Snow stays in gullies and on gentle slopes; crests and walls are blown bare.
    let snow_line_m = SNOW_LINE_M + 12.0 * broad - 5.0 * place.hollow_m.clamp(-2.0, 2.5);
    let above_m = place.height_m - snow_line_m;
    let hold = 1.25 + 0.02 * above_m + 0.12 * jitter;
    if above_m > 0.0 && place.slope < hold {
        return if sunny || place.slope < 0.25 { Ground::Snow } else { Ground::DarkSnow };
    }
    if above_m > -DUSTED_M && place.slope < hold + 0.3 {
        return Ground::Dusted;
    }
    if place.slope > stony {
        return if sunny { Ground::Rock } else { Ground::DarkRock };
    }
    if place.slope > stony - 0.17 {
        return Ground::Alpine;
    }
    if place.height_m > TREE_LINE_M + 16.0 * broad + 6.0 * jitter {
        return high_ground(place, jitter, sunny);
    }
    meadow(place, jitter)
}

/// Sea, shore, pond and river.
fn water_side(place: &Place, island: &Island, x: usize, z: usize, jitter: f32) -> Option<Ground> {
    let height = place.height_m;
    if height < -6.0 + 2.2 * fbm(79, place.x / 13.0, place.z / 13.0, 3, 0.5) {
        return Some(Ground::Deep);
    }
    if height < -0.5 + 0.3 * jitter {
        return Some(Ground::Shallow);
    }
    let (pond, river) = (island.pond.at(x, z), island.river.at(x, z));
    if pond < 0.5 {
        return Some(Ground::Deep);
    }
    if pond < 1.04 || river < 1.25 {
        return Some(Ground::Shallow);
    }
    if pond < 1.1 + 0.12 * noise(83, place.x / 5.0, place.z / 5.0) + 0.05 * jitter {
        return Some(Ground::Sand);
    }
    let beach_m = 2.5 + 0.7 * jitter + 0.9 * noise(73, place.x / 11.0, place.z / 11.0);
    if height < beach_m && place.slope < 0.6 {
        return Some(Ground::Sand);
    }
    // Dune grass between the beach and the meadow.
    (height < beach_m + 1.1 && place.slope < 0.6).then_some(Ground::DryGrass)
}

/// Between the meadows and the snow: thin grass, scree, stone.
fn high_ground(place: &Place, jitter: f32, sunny: bool) -> Ground {
    let patch = fbm(74, place.x / 11.0, place.z / 11.0, 2, 0.5) + 0.1 * jitter;
    let bare = (place.height_m - TREE_LINE_M) / (SNOW_LINE_M - TREE_LINE_M) + place.slope * 0.7 - 0.55;
    match (patch < bare - 0.2, sunny) {
        (true, true) => Ground::Rock,
        (true, false) => Ground::DarkRock,
        (false, _) => Ground::Alpine,
    }
}

/// Meadows, dry knolls and woods. A single value from damp to dry decides, so that woods and dry grass rarely meet:
/// where three grounds meet, a tile shows a seam.
fn meadow(place: &Place, jitter: f32) -> Ground {
    let groves = fbm(75, place.x / 24.0, place.z / 24.0, 2, 0.45);
    let lie = 0.9 * place.sun - 0.07 * place.hollow_m.clamp(-3.0, 3.0);
    let dry = groves + lie + 0.05 * jitter;
    if dry > 0.3 {
        Ground::DryGrass
    } else if dry < -0.22 {
        Ground::Forest
    } else {
        Ground::Grass
    }
}

/// Whether the tile at (x, z) has flowers, if it is grass.
pub fn flowery(x: usize, z: usize) -> bool {
    let (fx, fz) = (x as f32, z as f32);
    fbm(77, fx / 9.0, fz / 9.0, 2, 0.5) + 0.5 * noise(78, fx / 1.7, fz / 1.7) > 0.42
}
