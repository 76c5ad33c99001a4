//! Where people live on the island: positions of buildings, paths and places.
//!
//! Units: meters eastward and northward from the zone's south-western corner; turns in degrees, clockwise as seen from
//! above. A building with turn 0 faces south.

/// A building's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site {
    pub x_m: f32,
    pub z_m: f32,
    pub turn_deg: f32,
}

const fn site(x_m: f32, z_m: f32, turn_deg: f32) -> Site {
    Site { x_m, z_m, turn_deg }
}

/// Thatched huts of fishers.
pub const HUTS: [Site; 6] = [
    site(401.0, 382.0, -38.0),
    site(498.0, 396.0, 6.0),
    site(541.0, 399.0, 24.0),
    site(472.0, 424.0, 32.0),
    site(316.0, 366.0, -52.0),
    site(437.0, 369.0, -20.0),
];
/// Larger houses with tiled roofs.
pub const COTTAGES: [Site; 5] = [
    site(432.0, 389.0, -14.0),
    site(519.0, 410.0, 14.0),
    site(494.0, 425.0, 20.0),
    site(333.0, 452.0, -70.0),
    site(480.0, 406.0, 4.0),
];
pub const LIGHTHOUSE: Site = site(303.0, 352.0, -40.0);
pub const WINDMILL: Site = site(350.0, 440.0, -48.0);
/// The middle of the village.
pub const SQUARE: (f32, f32) = (464.0, 390.0);
/// Radius of its trodden ground.
pub const SQUARE_RADIUS_M: f32 = 9.0;
/// Where a line of standing stones surrounds a meadow.
pub const STONE_CIRCLE: (f32, f32) = (262.0, 540.0);
/// Landward end of the jetty, and its direction.
pub const JETTY: Site = site(455.0, 361.0, -12.0);
/// The path crosses the river at about this distance from the southern border.
pub const FORD_Z_M: f32 = 398.0;
/// The grove of palms on the south-eastern headland.
pub const PALM_POINT: (f32, f32) = (772.0, 316.0);
/// How far along the path from the sea to the summit the gate stands.
pub const GATE_SHARE: f32 = 0.16;

/// Places whose ground is leveled for a building, and the radius.
pub fn pads() -> Vec<(f32, f32, f32)> {
    let pad = |radius_m: f32| move |site: &Site| (site.x_m, site.z_m, radius_m);
    let mut pads: Vec<(f32, f32, f32)> = HUTS.iter().map(pad(4.6)).collect();
    pads.extend(COTTAGES.iter().map(pad(6.0)));
    pads.extend([LIGHTHOUSE, WINDMILL].iter().map(pad(6.0)));
    pads.push((SQUARE.0, SQUARE.1, SQUARE_RADIUS_M));
    pads
}
