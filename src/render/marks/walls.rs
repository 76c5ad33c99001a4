//! Invisible walls in the map view, where their bands are seen from the edge.

use crate::render::lines::WorldLine;
use crate::scene::modes::palette::lines;
use crate::scene::terrain::heights::Heights;
use glam::{DVec3, Vec2};

/// Maximum number of walls.
const MOST: usize = 20_000;

/// Adds a line on the ground for each wall, by where it stands.
pub(super) fn collect(out: &mut Vec<WorldLine>, feet: &[[Vec2; 2]], heights: &Heights, extent_m: f32) {
    let end = |at: Vec2| {
        let ground_m = heights.interpolate(at.x.clamp(0.0, extent_m), at.y.clamp(0.0, extent_m));
        DVec3::new(at.x.into(), ground_m.unwrap_or_default().into(), at.y.into())
    };
    let line = |ends: &[Vec2; 2]| WorldLine { ends: ends.map(end), rgba: lines::WALLS };
    out.extend(feet.iter().take(MOST).map(line));
}
