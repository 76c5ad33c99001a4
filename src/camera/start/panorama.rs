//! What is seen around an eye, as coarse as the choice of a view needs it: no meshes, no colors, no GPU.

use glam::Vec3;

use super::surroundings::{Place, Surroundings};
use crate::scene::numbers::single;

/// Columns of a panorama.
pub const COLUMNS: usize = 29;
/// Degrees between columns.
pub const COLUMN_DEG: f32 = 4.5;
/// Rows of a panorama.
pub const ROWS: usize = 72;
/// Degrees between rows.
pub const ROW_DEG: f32 = 2.0;
/// Elevation of the lowest row in degrees.
pub const LOWEST_DEG: f32 = -85.0;
/// Distance between samples near the eye, in meters, and its growth with the distance.
const STEP_M: f32 = 3.0;
/// Growth of the distance between samples.
const GROWTH: f32 = 0.06;
/// Farthest sample in meters.
const REACH_M: f32 = 1400.0;

/// What covers a part of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: sky, or what is beyond the zone.
    Background,
    /// The ground.
    Ground,
    /// The ground, where its tiles have two layers.
    DetailedGround,
    /// Water.
    Water,
    /// Bodies or supposed shapes of objects.
    Object,
}

/// What is seen in a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Kind of the surface.
    pub kind: Kind,
    /// Distance from the eye in meters; infinite for the background.
    pub distance_m: f32,
}

const NOTHING: Seen = Seen { kind: Kind::Background, distance_m: f32::INFINITY };

/// The surfaces seen from a point, by azimuth and elevation, around one azimuth.
pub struct Panorama {
    /// One for `stride` columns.
    columns: Vec<Column>,
    stride: usize,
}

/// The directions of one azimuth.
pub struct Column {
    /// By elevation, the lowest first.
    rows: [Seen; ROWS],
    /// Number of rows below the skyline.
    filled: usize,
    /// Tangent of the elevation above which is nothing but sky.
    pub skyline: f32,
    /// Horizontal distance of the zone's border where the ground there is seen, in meters.
    pub border_m: Option<f32>,
}

/// Tangents of the rows' elevations.
pub fn row_tangents() -> [f32; ROWS] {
    std::array::from_fn(|row| (LOWEST_DEG + row as f32 * ROW_DEG).to_radians().tan())
}

impl Panorama {
    /// The panorama of an eye; its middle column has the azimuth `yaw_deg`. Only the middle one of every `stride` columns is
    /// computed.
    pub fn new(zone: &Surroundings<'_>, eye: Vec3, yaw_deg: f64, stride: usize, tangents: &[f32; ROWS]) -> Panorama {
        let column = |index: usize| {
            let middle = index * stride + stride / 2;
            let off_deg = (middle as f32 - (COLUMNS / 2) as f32) * COLUMN_DEG;
            let (east, north) = (single(yaw_deg) + off_deg).to_radians().sin_cos();
            Column::new(zone, eye, [east, north], tangents)
        };
        Panorama { columns: (0..COLUMNS.div_ceil(stride)).map(column).collect(), stride }
    }

    /// The columns up to `side` columns from the middle, from left to right.
    pub fn middle(&self, side: usize) -> &[Column] {
        &self.columns[(COLUMNS / 2 - side) / self.stride..=(COLUMNS / 2 + side) / self.stride]
    }

    /// Mean elevation of the skyline in the middle of the picture, in degrees.
    pub fn mean_skyline_deg(&self) -> f64 {
        let middle = self.middle(COLUMNS / 4);
        let sum: f32 = middle.iter().map(|column| column.skyline.max(-2.0).atan().to_degrees()).sum();
        f64::from(sum / middle.len() as f32)
    }

    /// What is seen in a direction, by column and row.
    pub fn at(&self, column: usize, row: usize) -> Seen {
        self.columns[column / self.stride].rows[row]
    }
}

impl Column {
    fn new(zone: &Surroundings<'_>, eye: Vec3, [east, north]: [f32; 2], tangents: &[f32; ROWS]) -> Column {
        let mut column = Column { rows: [NOTHING; ROWS], filled: 0, skyline: f32::NEG_INFINITY, border_m: None };
        let rise_m = zone.highest_m() - eye.y;
        let mut distance_m = STEP_M;
        let mut last: Option<(bool, f32)> = None;
        // Farther away nothing is high enough to be seen.
        while distance_m < REACH_M && (rise_m <= 0.0 || rise_m > column.skyline * distance_m) {
            match zone.at(eye.x + east * distance_m, eye.z + north * distance_m, distance_m) {
                Some(place) => last = Some((column.add(zone, &place, distance_m, eye.y, tangents), distance_m)),
                // A ray from outside has yet to reach the zone.
                None if last.is_none() && distance_m < zone.extent_m() => {}
                None => {
                    column.border_m = last.and_then(|(is_seen, distance_m)| is_seen.then_some(distance_m));
                    break;
                }
            }
            distance_m += (distance_m * GROWTH).max(STEP_M);
        }
        column
    }

    /// Adds the surfaces of a place at a distance, where no nearer one hides them. Returns whether its ground is visible.
    fn add(
        &mut self,
        zone: &Surroundings<'_>,
        place: &Place,
        distance_m: f32,
        eye_m: f32,
        tangents: &[f32; ROWS],
    ) -> bool {
        let is_water = place.water_m > place.ground_m;
        let surface = (place.ground_m.max(place.water_m) - eye_m) / distance_m;
        let is_seen = surface > self.skyline;
        if is_seen {
            let kind = match zone.terrain.is_two_layer(place.tile) {
                _ if is_water => Kind::Water,
                true => Kind::DetailedGround,
                false => Kind::Ground,
            };
            self.raise(kind, surface, distance_m, tangents);
        }
        let top = (place.top_m - eye_m) / distance_m;
        if top > self.skyline {
            self.raise(Kind::Object, top, distance_m, tangents);
        }
        is_seen && !is_water
    }

    fn raise(&mut self, kind: Kind, tangent: f32, distance_m: f32, tangents: &[f32; ROWS]) {
        let seen = Seen { kind, distance_m: distance_m * (1.0 + tangent * tangent).sqrt() };
        let covered = tangents[self.filled..].iter().take_while(|row| **row <= tangent).count();
        self.rows[self.filled..self.filled + covered].fill(seen);
        self.filled += covered;
        self.skyline = tangent;
    }
}
