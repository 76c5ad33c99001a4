//! Distant views of the demo zone: its color map, and the game's minimap.

use super::island::Island;
use super::zone::encode_rgba;
use gtd_viewer::formats::gtd::MapRecord;
use gtd_viewer::formats::ntf::Texture;
use gtd_viewer::formats::ntf::tct::ColorMap;
use gtd_viewer::scene::raster::color_map::{CELL_PX, ColorMapMaker};
use gtd_viewer::scene::raster::compose::NeutralBase;
use gtd_viewer::scene::raster::placeholder::Placeholders;
use gtd_viewer::scene::space::TILE_M;
use gtd_viewer::test_zone::noise::{mix, smoothstep};
use rayon::prelude::*;

/// Pixels a side of the minimap.
const MINIMAP_PX: usize = 256;

/// The color map of a zone's records with these tile textures; BC1, as in one of the clients.
pub fn color_map(records: &[MapRecord], map_size: u32, textures: &[Texture]) -> ColorMap {
    let maker = ColorMapMaker::new(&textures.iter().map(Some).collect::<Vec<_>>(), &Placeholders::default());
    let side = ColorMapMaker::cells_per_side(map_size);
    let cell = |i: u32| {
        let rgba = maker.cell(records, map_size, &NeutralBase, (i / side, i % side), 0);
        encode_rgba(&rgba, CELL_PX)
    };
    ColorMap::new((0..side * side).into_par_iter().map(cell).collect()).expect("a square of cells")
}

/// The minimap: the color map with water and some relief, north up.
pub fn minimap(map: &ColorMap, island: &Island) -> Texture {
    let cells = map.cells_per_side() as usize;
    let cell_px = MINIMAP_PX / cells;
    let level = (CELL_PX as usize / cell_px).ilog2() as usize;
    let step = (island.ground.side - 1) as f32 / MINIMAP_PX as f32;
    let mut rgba = vec![255; MINIMAP_PX * MINIMAP_PX * 4];
    for (i, texture) in map.textures().iter().enumerate() {
        let (cell_x, cell_z) = (i / cells, i % cells);
        for (p, ground) in texture.decode_rgba8(level).as_chunks::<4>().0.iter().enumerate() {
            let (column, row) = (cell_x * cell_px + p % cell_px, (cells - 1 - cell_z) * cell_px + p / cell_px);
            let (x, z) = ((column as f32 + 0.5) * step, (MINIMAP_PX as f32 - row as f32 - 0.5) * step);
            let color = seen_from_above(island, x, z, *ground);
            rgba[(row * MINIMAP_PX + column) * 4..][..3].copy_from_slice(&color);
        }
    }
    encode_rgba(&rgba, MINIMAP_PX as u32)
}

/// Color of a place, in vertices, on the minimap.
fn seen_from_above(island: &Island, x: f32, z: f32, ground: [u8; 4]) -> [u8; 3] {
    const WATER: [f32; 3] = [34.0, 86.0, 112.0];
    let height_m = |x: f32, z: f32| island.ground.sample(x, z);
    let lit = (height_m(x - 0.7, z - 0.4) - height_m(x + 0.7, z + 0.4)) / (2.0 * TILE_M);
    let relief = 1.0 + (-lit * 0.35).clamp(-0.25, 0.25);
    let wet = smoothstep(0.2, -7.0, height_m(x, z)).max(smoothstep(1.05, 0.6, island.pond.sample(x, z)));
    std::array::from_fn(|c| (mix(f32::from(ground[c]) * relief, WATER[c], wet * 0.85) + 0.5).clamp(0.0, 255.0) as u8)
}
