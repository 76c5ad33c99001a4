//! A map for the web: XYZ tiles and a page with pan, zoom, grid, contours and coordinates, which works from a folder
//! without a server.
//!
//! `tiles/Z/X/Y.png` are 256 pixels a side; Z 0 is the whole zone in one, X counts from the west, Y from the north.
//! `zone.js` holds what the page must know, heights included, since a page from a folder may load scripts but no data.

use std::collections::HashMap;
use std::fmt::Write;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::platform::parallel::*;
use serde_json::json;

use super::atomic_file::AtomicFile;
use super::heights::{HeightGrid, Samples};
use super::{Progress, untold};
use crate::formats::gtd::Gtd;
use crate::formats::ntf::mips::halve;
use crate::scene::raster::compose::Composer;
use crate::scene::raster::zone_textures::ZoneTextures;

/// Side of a tile of the map in pixels.
pub const TILE_PX: u32 = 256;
/// Most heights a side that the page gets: beyond, a page would take seconds to open.
const MOST_HEIGHTS: u32 = 513;

const PAGE: &str = include_str!("../../assets/web-map/index.html");
const SCRIPT: &str = include_str!("../../assets/web-map/map.js");

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebMap {
    /// The finest level.
    pub zoom_max: u32,
    /// Tiles of the map, all levels.
    pub tiles: usize,
    /// Pixels on the side of a zone's tile at the finest level.
    pub px_per_tile: u32,
}

/// Writes a map into a folder; the page itself comes last, so that a canceled run leaves none.
///
/// # Errors
/// What the system or the encoder says.
pub fn write(gtd: &Gtd, files: &ZoneTextures, name: &str, px_per_tile: u32, folder: &Path) -> io::Result<WebMap> {
    write_telling(gtd, files, name, px_per_tile, folder, &untold)
}

/// As [`write()`]; `progress` counts tiles of the map.
///
/// # Errors
/// What the system or the encoder says.
pub fn write_telling(
    gtd: &Gtd,
    files: &ZoneTextures,
    name: &str,
    px_per_tile: u32,
    folder: &Path,
    progress: Progress<'_>,
) -> io::Result<WebMap> {
    let side = gtd.tiles_per_side();
    // Small zones are drawn larger, so that they fill a tile of the map.
    let px_per_tile = px_per_tile.max(TILE_PX.div_ceil(side).next_power_of_two());
    let zoom_max = (side * px_per_tile / TILE_PX).ilog2();
    let tiles: usize = (0..=zoom_max).map(|zoom| 1 << (2 * zoom)).sum();
    let done = AtomicUsize::new(0);
    let told = |tiles_written: usize| progress(done.fetch_add(tiles_written, Ordering::Relaxed) + tiles_written, tiles);
    let mut finer: HashMap<(u32, u32), Vec<u8>> = HashMap::new();
    for zoom in (0..=zoom_max).rev() {
        let px = px_per_tile >> (zoom_max - zoom);
        let level = match px {
            0 => averaged(&finer, 1 << zoom),
            1 => composed(gtd, files, px, None, &told)?,
            _ => composed(gtd, files, px, Some((folder, zoom)), &told)?,
        };
        // Levels that are made from finer ones need those in memory; the others were written row by row.
        for ((column, row), rgb) in &level {
            write_tile(folder, zoom, *column, *row, rgb)?;
            told(1);
        }
        finer = level;
    }
    AtomicFile::write(&folder.join("zone.js"), zone_script(gtd, name, zoom_max).as_bytes())?;
    AtomicFile::write(&folder.join("map.js"), SCRIPT.as_bytes())?;
    AtomicFile::write(&folder.join("index.html"), PAGE.as_bytes())?;
    Ok(WebMap { zoom_max, tiles, px_per_tile })
}

/// The tiles of a level with so many pixels on a zone's tile: written at once, a column of tiles after the other on all
/// cores, or kept.
fn composed(
    gtd: &Gtd,
    files: &ZoneTextures,
    px: u32,
    write_to: Option<(&Path, u32)>,
    told: &(dyn Fn(usize) + Sync),
) -> io::Result<HashMap<(u32, u32), Vec<u8>>> {
    let (pictures, base) = (files.pictures(px), files.ground());
    let composer = Composer::new(gtd.records(), gtd.map_size(), &pictures, &*base);
    let (side, across) = (gtd.tiles_per_side(), TILE_PX / px);
    let count = side / across;
    let places: Vec<(u32, u32)> = (0..count).flat_map(|column| (0..count).map(move |row| (column, row))).collect();
    let made = places.par_iter().map(|&(column, row)| {
        let (west, north) = (column * across, side - row * across);
        let mut rgb = vec![0; (TILE_PX * TILE_PX * 3) as usize];
        composer.compose(west..west + across, north - across..north, &mut rgb);
        match write_to {
            Some((folder, zoom)) => write_tile(folder, zoom, column, row, &rgb).map(|()| {
                told(1);
                None
            }),
            None => Ok(Some(((column, row), rgb))),
        }
    });
    let made: io::Result<Vec<_>> = made.collect();
    Ok(made?.into_iter().flatten().collect())
}

/// The tiles of a level, each from four of the finer one.
fn averaged(finer: &HashMap<(u32, u32), Vec<u8>>, count: u32) -> HashMap<(u32, u32), Vec<u8>> {
    let places = (0..count).flat_map(|column| (0..count).map(move |row| (column, row)));
    places.map(|(column, row)| ((column, row), quarter(finer, column, row))).collect()
}

fn quarter(finer: &HashMap<(u32, u32), Vec<u8>>, column: u32, row: u32) -> Vec<u8> {
    let (tile, half) = (TILE_PX as usize, TILE_PX as usize / 2);
    let mut rgb = vec![0; tile * tile * 3];
    for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let Some(child) = finer.get(&(column * 2 + dx, row * 2 + dy)) else { continue };
        let rgba: Vec<u8> = child.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
        let small = halve(TILE_PX, TILE_PX, &rgba).data;
        for (i, [r, g, b, _]) in small.as_chunks::<4>().0.iter().enumerate() {
            let (x, y) = (i % half + dx as usize * half, i / half + dy as usize * half);
            rgb[(y * tile + x) * 3..][..3].copy_from_slice(&[*r, *g, *b]);
        }
    }
    rgb
}

fn write_tile(folder: &Path, zoom: u32, column: u32, row: u32, rgb: &[u8]) -> io::Result<()> {
    let place = folder.join(format!("tiles/{zoom}/{column}"));
    std::fs::create_dir_all(&place)?;
    let bytes = super::png::rgb8(rgb, [TILE_PX, TILE_PX])?;
    AtomicFile::write(&place.join(format!("{row}.png")), &bytes)
}

/// What the page must know of the zone.
fn zone_script(gtd: &Gtd, name: &str, zoom_max: u32) -> String {
    let grid = HeightGrid::of(gtd);
    let grid = grid.resampled(grid.side().min(MOST_HEIGHTS));
    let samples = Samples::of(&grid, true);
    let bytes: Vec<u8> = samples.integers.iter().flat_map(|value| value.to_le_bytes()).collect();
    let (min, max) = grid.range().unwrap_or_default();
    let told = json!({
        "name": name, "extent_m": gtd.extent_m(), "zoom_max": zoom_max, "min_m": min, "max_m": max,
        "heights": {
            "side": grid.side(), "offset_m": samples.offset_m, "scale_m": samples.scale_m, "data": base64(&bytes),
        },
    });
    let mut script = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(script, "const ZONE = {told};");
    script
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_the_standard_has_it() {
        let told = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(told, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
