//! Web map: XYZ tiles and a page with pan, zoom, grid, contours and coordinates, which works from a folder without a
//! server.
//!
//! `tiles/Z/X/Y.png` are 256 pixels a side; Z 0 is the whole zone in one tile, X counts from the west, Y from the
//! north. `zone.js` holds the data of the page, including heights, since a page opened from a folder may load scripts
//! but no data.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::platform::parallel::*;
use serde_json::json;

use super::heights::{HeightGrid, HeightSamples};
use super::marks::script;
use super::options::{PX_PER_TILE, map_side_px, parse_px_per_tile};
use super::{
    Estimate, ExportContext, ExportError, ExportOption, ExportSpec, ExportStep, Exporter, Output, Preset, Program,
};
use crate::formats::gtd::Gtd;
use crate::formats::ntf::mips::halve;
use crate::scene::objects::ObjectModels;
use crate::scene::raster::compose::Composer;
use crate::scene::raster::object_map::ObjectMap;
use crate::scene::raster::zone_textures::ZoneTextures;
use crate::scene::terrain::heights::Heights;

/// Side of a tile of the map in pixels.
pub const TILE_PX: u32 = 256;
/// Maximum number of heights a side in the page's data: more would take seconds to load.
const MOST_HEIGHTS: u32 = 513;

const PAGE: &str = include_str!("../../assets/web-map/index.html");
const SCRIPT: &str = include_str!("../../assets/web-map/map.js");
/// The layers of marks.
const LAYERS: &str = include_str!("../../assets/web-map/layers.js");

/// A folder with an HTML page and the tiles of a map.
#[derive(clap::Args, Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebMapExport {
    /// Pixels per side of a tile at the finest zoom level: 1, 2, 4 ... 128; the map has at most 65,536 pixels per side
    #[arg(long, value_name = "N", default_value_t = PX_PER_TILE, value_parser = parse_px_per_tile, allow_negative_numbers = true)]
    pub px_per_tile: u32,

    /// Leave out parts of the zone
    #[arg(long, value_enum, value_name = "LIST")]
    pub without: Option<WebMapPart>,
}

/// A part of a web map that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum WebMapPart {
    /// Placed objects: houses, trees, bridges
    Objects,
}

impl WebMapExport {
    /// All parts, at the default size.
    pub const DEFAULT: WebMapExport = WebMapExport { px_per_tile: PX_PER_TILE, without: None };
}

/// Report of a web map export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebMapReport {
    pub zoom_max: u32,
    /// Number of map tiles, all levels.
    pub tiles: usize,
    /// Pixels per tile side of the zone at the finest level.
    pub px_per_tile: u32,
}

impl Exporter for WebMapExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "web-map",
        about: "Interactive map with grid, contours, coordinates, and layers of monsters, warps and areas: a folder with an HTML page",
        examples: "Examples:\n  gtd-viewer export web-map moradon.gtd -o moradon-map/\n  \
            gtd-viewer export web-map moradon.gtd -o ground/ --without objects\n  \
            gtd-viewer export web-map moradon.gtd --server Server -o moradon-map/\n\n\
            Then open moradon-map/index.html in a browser.",
        reads_client_files: true,
        reads_server_files: true,
        has_objects: true,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<WebMapExport>] = &[Preset::in_menu(Program::Web, WebMapExport::DEFAULT)];
    type Report = WebMapReport;

    fn output(&self) -> Output {
        Output::Folder
    }

    fn name_suffix(&self) -> &'static str {
        "-map"
    }

    fn options(&self) -> Vec<ExportOption> {
        vec![ExportOption::PxPerTile(self.px_per_tile), ExportOption::Objects(self.without.is_none())]
    }

    fn set(&mut self, option: ExportOption) {
        match option {
            ExportOption::PxPerTile(px) => self.px_per_tile = px,
            ExportOption::Objects(on) => self.without = (!on).then_some(WebMapPart::Objects),
            _ => {}
        }
    }

    fn estimate(&self, gtd: &Gtd, _extension: &str) -> Estimate {
        let side_px = u64::from(gtd.tiles_per_side()) * u64::from(finest_px(gtd, self.px_per_tile));
        let images = image_count((side_px / u64::from(TILE_PX)).max(1).ilog2()) as u64;
        let heights = u64::from(gtd.map_size().min(MOST_HEIGHTS)).pow(2);
        let page = (PAGE.len() + SCRIPT.len() + LAYERS.len()) as u64;
        // About half a byte per pixel, and two bytes per height in four characters for three.
        Estimate { bytes: images * u64::from(TILE_PX * TILE_PX) / 2 + heights * 8 / 3 + page, files: images + 5 }
    }

    fn shown_file(&self, output: &Path) -> Option<PathBuf> {
        Some(output.join("index.html"))
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<WebMapReport, ExportError> {
        let gtd = context.source.gtd()?;
        let textures = context.textures()?;
        let objects = if self.without == Some(WebMapPart::Objects) { None } else { context.objects()? };
        context.step(ExportStep::ReadingMarks)?;
        context.add("marks.js", script(&context.source.game_marks()?).as_bytes())?;
        context.step(ExportStep::DrawingMap)?;
        write(&MapWriter { context, gtd, textures: &textures, objects: objects.as_ref() }, self.px_per_tile)
    }
}

impl fmt::Display for WebMapReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WebMapReport { zoom_max, tiles, px_per_tile } = self;
        write!(f, "{tiles} images, zoom levels 0 to {zoom_max} ({px_per_tile} px per tile); open index.html")
    }
}

/// Inputs of all levels of a map.
struct MapWriter<'a> {
    context: &'a ExportContext<'a>,
    gtd: &'a Gtd,
    textures: &'a ZoneTextures,
    objects: Option<&'a ObjectModels>,
}

/// R, G, B rows of map tiles, by column and row.
type Tiles = HashMap<(u32, u32), Vec<u8>>;

/// Pixels per side of a tile at the finest level. Small zones are enlarged to fill an image.
fn finest_px(gtd: &Gtd, px_per_tile: u32) -> u32 {
    px_per_tile.max(TILE_PX.div_ceil(gtd.tiles_per_side().max(1)).next_power_of_two())
}

/// Number of images, all levels.
fn image_count(zoom_max: u32) -> usize {
    (0..=zoom_max).map(|zoom| 1 << (2 * zoom)).sum()
}

/// Writes a map into the output folder.
fn write(writer: &MapWriter<'_>, px_per_tile: u32) -> Result<WebMapReport, ExportError> {
    let (context, gtd) = (writer.context, writer.gtd);
    let side = gtd.tiles_per_side();
    let px_per_tile = finest_px(gtd, px_per_tile);
    let zoom_max = (map_side_px(side, px_per_tile)? / TILE_PX).ilog2();
    let tiles = image_count(zoom_max);
    let count = AtomicUsize::new(0);
    let report = || context.progress(count.fetch_add(1, Ordering::Relaxed) + 1, tiles);
    let mut finer = Tiles::new();
    for zoom in (0..=zoom_max).rev() {
        let px = px_per_tile >> (zoom_max - zoom);
        let write = |column: u32, row: u32, rgb: &[u8]| {
            writer.write_tile(zoom, column, row, rgb)?;
            report()
        };
        let level = match px {
            0 => averaged(&finer, 1 << zoom),
            1 => writer.compose(px, |column, row, rgb| Ok(Some(((column, row), rgb))))?,
            _ => writer.compose(px, |column, row, rgb| write(column, row, &rgb).map(|()| None))?,
        };
        // Levels that are made from finer ones need those in memory; the others were written tile by tile.
        for ((column, row), rgb) in &level {
            write(*column, *row, rgb)?;
        }
        finer = level;
    }
    context.add("zone.js", zone_script(gtd, &context.source.name(), zoom_max).as_bytes())?;
    context.add("map.js", SCRIPT.as_bytes())?;
    context.add("layers.js", LAYERS.as_bytes())?;
    context.add("index.html", PAGE.as_bytes())?;
    Ok(WebMapReport { zoom_max, tiles, px_per_tile })
}

impl MapWriter<'_> {
    /// Draws the tiles of a level with a number of pixels per zone tile, on all cores. `finish` writes a tile, or
    /// returns it to be kept.
    fn compose(
        &self,
        px: u32,
        finish: impl Fn(u32, u32, Vec<u8>) -> Result<Option<((u32, u32), Vec<u8>)>, ExportError> + Sync,
    ) -> Result<Tiles, ExportError> {
        let (pictures, base) = (self.textures.pictures(px), self.textures.ground());
        let composer = Composer::new(self.gtd.records(), self.gtd.map_size(), &pictures, &*base);
        let (side, across) = (self.gtd.tiles_per_side(), TILE_PX / px);
        let ground = Heights::new(self.gtd.records(), self.gtd.map_size());
        let objects =
            self.objects.map(|models| ObjectMap::new(models, self.gtd.extent_m().into(), side * px).above(ground));
        let count = side / across;
        let places: Vec<(u32, u32)> = (0..count).flat_map(|column| (0..count).map(move |row| (column, row))).collect();
        let tiles = places.par_iter().map(|&(column, row)| {
            let (west, north) = (column * across, side - row * across);
            let mut rgb = vec![0; (TILE_PX * TILE_PX * 3) as usize];
            composer.compose(west..west + across, north - across..north, &mut rgb);
            if let Some(objects) = &objects {
                let (left, top) = (column * TILE_PX, row * TILE_PX);
                objects.draw_over(left..left + TILE_PX, top..top + TILE_PX, &mut rgb);
            }
            finish(column, row, rgb)
        });
        let tiles: Result<Vec<_>, ExportError> = tiles.collect();
        Ok(tiles?.into_iter().flatten().collect())
    }

    fn write_tile(&self, zoom: u32, column: u32, row: u32, rgb: &[u8]) -> Result<(), ExportError> {
        let picture = super::png::rgb8(rgb, [TILE_PX, TILE_PX])?;
        self.context.add(&format!("tiles/{zoom}/{column}/{row}.png"), &picture)
    }
}

/// The tiles of a level, each averaged from four of the finer one.
fn averaged(finer: &Tiles, count: u32) -> Tiles {
    let places = (0..count).flat_map(|column| (0..count).map(move |row| (column, row)));
    places.map(|(column, row)| ((column, row), quarter(finer, column, row))).collect()
}

fn quarter(finer: &Tiles, column: u32, row: u32) -> Vec<u8> {
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

/// `zone.js`: name, size and heights of the zone.
fn zone_script(gtd: &Gtd, name: &str, zoom_max: u32) -> String {
    let grid = HeightGrid::from_zone(gtd);
    let grid = grid.resampled(grid.side().min(MOST_HEIGHTS));
    let samples = HeightSamples::from_grid(&grid, true);
    let bytes: Vec<u8> = samples.integers().iter().flat_map(|value| value.to_le_bytes()).collect();
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
