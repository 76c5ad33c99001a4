//! How good a view is, judged on a coarse picture.

use super::panorama::{COLUMN_DEG, COLUMNS, Kind, LOWEST_DEG, Panorama, ROW_DEG, ROWS, Seen};
use crate::camera::View;
use crate::scene::numbers::floor_u32;

/// Width and height of the picture in cells, 16 to 9.
const SIZE: [usize; 2] = [32, 18];
/// Limits of distances, in meters: near, middle, far.
const DISTANCES_M: [f32; 3] = [60.0, 180.0, 500.0];
/// Distance within which a zone's border shows, in meters.
const BORDER_M: f32 = 500.0;
/// Distance within which ground that rises to the horizon is a cliff before the eye, in meters.
const CLIFF_M: f32 = 190.0;
/// Elevation in degrees from which ground rises to the horizon.
const CLIFF_DEG: f32 = -10.0;
/// Ratio of the distances of neighbors with an edge between them.
const EDGE_RATIO: f32 = 1.35;
/// Elevation in degrees below which a row is clearly below the horizon.
const BELOW_HORIZON_DEG: f32 = -2.5;
/// Distance within which water is in the foreground, in meters.
const NEAR_WATER_M: f32 = 140.0;

/// For one pitch, the column and row of a panorama that each cell of a picture shows.
pub struct Framing {
    /// Degrees above the horizon.
    pub pitch_deg: f64,
    cells: Vec<(usize, usize)>,
}

/// What a picture shows, as shares of its area from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shown {
    /// Neither ground nor water nor objects.
    pub background: f32,
    /// Background below the horizon, beyond the border of the zone.
    pub void: f32,
    /// Objects at a distance from which they can be made out.
    pub objects: f32,
    /// Water beyond the foreground.
    pub water: f32,
    /// Water in the foreground.
    pub near_water: f32,
    /// Ground with two layers.
    pub detail: f32,
    /// Near ground that rises to the horizon.
    pub cliff: f32,
    /// Anything nearer than the least distance.
    pub too_near: f32,
    /// Anything in the foreground.
    pub foreground: f32,
    /// Distance of the nearest thing in the middle half, in meters.
    pub nearest_m: f32,
    /// How evenly the distances are spread, 0 to 1.
    pub depth: f32,
    /// Standard deviation of the skyline in degrees.
    pub relief_deg: f32,
    /// Cells that are much nearer or farther than their neighbor: outlines of hills, trees and walls.
    pub edges: f32,
    /// Share of the columns in which the zone ends in sight, the nearer the more.
    pub border: f32,
}

impl Framing {
    /// The framing of a pitch, for the default lens and a picture of 16 to 9.
    pub fn new(pitch_deg: f64) -> Framing {
        let [width, height] = SIZE;
        let up = (View::DEFAULT_FOV_DEG / 2.0).to_radians().tan();
        let across = up * width as f64 / height as f64;
        let (sin, cos) = pitch_deg.to_radians().sin_cos();
        let position = |index: usize, count: usize| (index as f64 + 0.5) / count as f64 * 2.0 - 1.0;
        let cell = |index: usize| {
            let (x, y) = (position(index % width, width) * across, -position(index / width, height) * up);
            let ahead = cos - y * sin;
            let azimuth_deg = x.atan2(ahead).to_degrees();
            let elevation_deg = (sin + y * cos).atan2(x.hypot(ahead)).to_degrees();
            let nearest = |at: f64, count: usize| (floor_u32((at + 0.5).max(0.0)) as usize).min(count - 1);
            let column = azimuth_deg / f64::from(COLUMN_DEG) + (COLUMNS / 2) as f64;
            let row = (elevation_deg - f64::from(LOWEST_DEG)) / f64::from(ROW_DEG);
            (nearest(column, COLUMNS), nearest(row, ROWS))
        };
        Framing { pitch_deg, cells: (0..width * height).map(cell).collect() }
    }

    /// What the picture shows of a panorama. Things nearer than `least_m` meters are too near.
    pub fn shown(&self, panorama: &Panorama, least_m: f32) -> Shown {
        let [width, height] = SIZE;
        let share = 1.0 / self.cells.len() as f32;
        let mut shown = Shown { nearest_m: f32::INFINITY, ..Shown::default() };
        let mut bands = [0.0_f32; 4];
        let mut left_m = 0.0;
        for (index, (column, row)) in self.cells.iter().enumerate() {
            let Seen { kind, distance_m } = panorama.at(*column, *row);
            let is_edge = index % width > 0 && distance_m.max(left_m) > distance_m.min(left_m) * EDGE_RATIO;
            shown.edges += if is_edge { share } else { 0.0 };
            left_m = distance_m;
            let is_cliff = matches!(kind, Kind::Ground | Kind::DetailedGround) && distance_m < CLIFF_M;
            shown.cliff += if is_cliff && elevation_deg(*row) > CLIFF_DEG { share } else { 0.0 };
            match kind {
                Kind::Background => {
                    shown.background += share;
                    shown.void += if elevation_deg(*row) < BELOW_HORIZON_DEG { share } else { 0.0 };
                    continue;
                }
                Kind::Water if distance_m > NEAR_WATER_M => shown.water += share,
                Kind::Water => shown.near_water += share,
                Kind::DetailedGround => shown.detail += share,
                Kind::Object if distance_m > least_m && distance_m < DISTANCES_M[2] => shown.objects += share,
                Kind::Object | Kind::Ground => {}
            }
            bands[DISTANCES_M.iter().filter(|limit_m| distance_m > **limit_m).count()] += share;
            shown.too_near += if distance_m < least_m { share } else { 0.0 };
            let is_middle = |index: usize, count: usize| (count / 4..count - count / 4).contains(&index);
            if is_middle(index % width, width) && is_middle(index / width, height) {
                shown.nearest_m = shown.nearest_m.min(distance_m);
            }
        }
        shown.foreground = bands[0];
        shown.depth = evenness(bands);
        (shown.relief_deg, shown.border) = skyline(panorama);
        shown
    }
}

impl Shown {
    /// The score of a picture, at least 0; larger is better. `least_m` is the least distance of what is in the middle,
    /// in meters.
    pub fn score(&self, least_m: f32) -> f32 {
        let sky = trapezoid(self.background, [0.1, 0.2, 0.32, 0.48]);
        let near = trapezoid(self.nearest_m, [least_m, least_m * 3.0, f32::INFINITY, f32::INFINITY]);
        let free = (1.0
            - 3.0 * self.too_near
            - 2.5 * (self.foreground - 0.22).max(0.0)
            - 3.0 * (self.cliff - 0.08).max(0.0)
            - 5.0 * (self.near_water - 0.08).max(0.0))
        .max(0.05);
        let border = (1.0 - 0.8 * self.border - 4.0 * self.void).max(0.05);
        let objects = trapezoid(self.objects, [0.0, 0.12, 0.3, 0.7]);
        let water = trapezoid(self.water, [0.0, 0.06, 0.2, 0.45]);
        let detail = trapezoid(self.detail, [0.0, 0.25, 1.0, 2.0]);
        let relief = trapezoid(self.relief_deg, [0.0, 4.0, 9.0, 25.0]);
        let edges = trapezoid(self.edges, [0.0, 0.12, 1.0, 2.0]);
        let charm = 0.3 + objects + 0.5 * water + 0.4 * detail + 0.6 * relief + 0.6 * edges + 0.7 * self.depth;
        (0.02 + sky) * (0.05 + near) * free * border * charm
    }
}

fn elevation_deg(row: usize) -> f32 {
    LOWEST_DEG + row as f32 * ROW_DEG
}

/// 0 outside, 1 between the two middle limits, linear on the slopes.
fn trapezoid(value: f32, [from, full, until, to]: [f32; 4]) -> f32 {
    let rise = if value >= full { 1.0 } else { (value - from) / (full - from) };
    let fall = if value <= until { 1.0 } else { (to - value) / (to - until) };
    rise.min(fall).clamp(0.0, 1.0)
}

/// Entropy of shares, 1 where all are equal.
fn evenness(shares: [f32; 4]) -> f32 {
    let whole: f32 = shares.iter().sum();
    let parts = shares.iter().map(|share| share / whole).filter(|part| *part > 0.0);
    parts.map(|part| -part * part.ln()).sum::<f32>() / (shares.len() as f32).ln()
}

/// Standard deviation of the skyline in degrees, and the share of columns that end at the zone's border, among those in
/// the picture's middle row.
fn skyline(panorama: &Panorama) -> (f32, f32) {
    const SIDE: usize = 10;
    let columns = panorama.middle(SIDE);
    let count = columns.len() as f32;
    let heights = || columns.iter().map(|column| column.skyline.max(-2.0).atan().to_degrees());
    let mean = heights().sum::<f32>() / count;
    let variance = heights().map(|height| (height - mean).powi(2)).sum::<f32>() / count;
    let border = columns.iter().filter_map(|column| column.border_m).map(|m| (1.0 - m / BORDER_M).max(0.0));
    (variance.sqrt(), border.sum::<f32>() / count)
}
