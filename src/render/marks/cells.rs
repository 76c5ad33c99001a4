//! Cells of the object file, as squares on the ground.

use crate::render::lines::WorldLine;
use crate::scene::collision::ListedCell;
use crate::scene::modes::palette::lines;
use crate::scene::space::TILE_M;
use crate::scene::terrain::heights::Heights;
use crate::scene::terrain::select::ViewParams;
use glam::DVec3;

/// Distance in meters beyond which cells are not shown; they fade over the last third.
const RANGE_M: f32 = 320.0;
/// Maximum number of lines.
const MOST_LINES: usize = 24_000;
/// Opacity of the borders of cells that list no objects, only triangles.
const WEAK: u8 = 120;

/// Adds the borders of the cells around the eye; of all of them in the map view. Each border is drawn once.
pub(super) fn collect(out: &mut Vec<WorldLine>, cells: &[ListedCell], heights: &Heights, view: &ViewParams) {
    let has = |x: u32, z: u32| cells.binary_search_by_key(&(z, x), |cell| (cell.z, cell.x)).is_ok();
    let end = out.len() + MOST_LINES;
    for cell in cells {
        let fade = fade_of(cell, view);
        if out.len() + 16 > end || fade <= 0.0 {
            continue;
        }
        let [r, g, b, a] = lines::CELLS;
        let opacity = if cell.has_objects { a } else { WEAK };
        let rgba = [r, g, b, (f32::from(opacity) * fade) as u8];
        let steps = (ListedCell::SIDE_M / TILE_M) as u32;
        let (x, z) = (cell.x * steps, cell.z * steps);
        let vertex = |x: u32, z: u32| {
            DVec3::new(f64::from(x) * f64::from(TILE_M), heights.at(x, z).into(), f64::from(z) * f64::from(TILE_M))
        };
        let mut line = |from: [u32; 2], to: [u32; 2]| {
            out.push(WorldLine { ends: [vertex(from[0], from[1]), vertex(to[0], to[1])], rgba });
        };
        let (north, east) = (!has(cell.x, cell.z + 1), !has(cell.x + 1, cell.z));
        for step in 0..steps {
            line([x + step, z], [x + step + 1, z]);
            line([x, z + step], [x, z + step + 1]);
            if north {
                line([x + step, z + steps], [x + step + 1, z + steps]);
            }
            if east {
                line([x + steps, z + step], [x + steps, z + step + 1]);
            }
        }
    }
}

/// 1 near the eye, 0 beyond the range.
fn fade_of(cell: &ListedCell, view: &ViewParams) -> f32 {
    if view.flat {
        return 1.0;
    }
    let middle = |index: u32| f64::from((index as f32 + 0.5) * ListedCell::SIDE_M);
    let away = DVec3::new(middle(cell.x), view.eye.y, middle(cell.z)).distance(view.eye) as f32;
    ((RANGE_M - away) / (RANGE_M / 3.0)).min(1.0)
}
