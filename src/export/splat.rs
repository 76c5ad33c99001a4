//! Splat maps: 8-bit weights of each texture family per tile.
//!
//! A family is a source's name without its trailing `_N.gtt`. Its weight is its share of the tile's luminance: two
//! layers are added, so that the brighter one dominates. The weights of a tile add up to 255.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::json;

use super::heights::NORTH_FIRST;
use super::names::{FileNames, Renamed, RenamedLines};
use super::options::tile_count;
use super::png::gray8;
use super::{Estimate, ExportContext, ExportError, ExportSpec, ExportStep, Exporter, Output, Preset, Program};
use crate::formats::gtd::{Gtd, PackedTile, Source};
use crate::platform::parallel::*;
use crate::scene::numbers::round_u8;
use crate::scene::raster::compose::TilePictures;

/// Family of tiles without a first layer, which show the color map.
pub const COLOR_MAP: &str = "colormap";

/// Rows of tiles that are weighed together: records are stored by column, and neighbors in a column are read at once.
const BAND: usize = 16;

/// Families of a tile. With one texture both are the same.
#[derive(Clone, Copy, Default)]
struct TileFamilies {
    families: [u16; 2],
    /// Weight of the first one; the rest of 255 is the second one's.
    first: u8,
}

impl TileFamilies {
    fn weight(self, family: u16) -> u8 {
        let [is_first, is_second] = self.families.map(|one| one == family);
        let first = if is_first { self.first } else { 0 };
        if is_second { first + (255 - self.first) } else { first }
    }
}

/// Families of a zone's textures, and what each tile has of them.
struct Weights {
    /// Names, ascending; tiles may have none of a family.
    families: Vec<String>,
    /// Row by row from the north.
    tiles: Vec<TileFamilies>,
    side: usize,
}

impl Weights {
    /// Weighs the tiles on all cores. `pictures` are the zone's tile textures at any size.
    fn new(gtd: &Gtd, pictures: &TilePictures) -> Weights {
        let side = gtd.tiles_per_side() as usize;
        let of_texture: Vec<String> = (0..=u16::MAX)
            .take(gtd.textures().reachable().len())
            .map(|texture| gtd.textures().source_of(texture).map_or("missing".into(), Source::family))
            .collect();
        let families: BTreeSet<&str> = of_texture.iter().map(String::as_str).chain([COLOR_MAP]).collect();
        let families: Vec<&str> = families.into_iter().collect();
        let number = |name: &str| families.binary_search(&name).ok().and_then(|at| u16::try_from(at).ok());
        let of_color_map = number(COLOR_MAP).unwrap_or_default();
        let numbers: Vec<u16> = of_texture.iter().map(|name| number(name).unwrap_or_default()).collect();
        let luminances: Vec<f64> =
            (0..=u16::MAX).take(pictures.count()).map(|texture| luminance(pictures, texture)).collect();
        let of_tile = |tile: PackedTile| {
            let (first, second) = gtd.layers_of(tile);
            let [first, second] = [first.filter(|_| tile.full()), second].map(|layer| layer.map(usize::from));
            match (first, second) {
                (None, _) => TileFamilies { families: [of_color_map; 2], first: 255 },
                (Some(first), None) => TileFamilies { families: [numbers[first]; 2], first: 255 },
                (Some(first), Some(second)) => TileFamilies {
                    families: [numbers[first], numbers[second]],
                    first: share(luminances[first], luminances[second]),
                },
            }
        };
        let mut tiles = vec![TileFamilies::default(); side * side];
        tiles.par_chunks_mut((side * BAND).max(1)).enumerate().for_each(|(band, tiles)| {
            let north = side - band * BAND;
            let rows = tiles.len() / side;
            for (x, column) in gtd.records().chunks_exact(side + 1).take(side).enumerate() {
                for (row, record) in column[north - rows..north].iter().rev().enumerate() {
                    tiles[row * side + x] = of_tile(record.tile());
                }
            }
        });
        Weights { families: families.into_iter().map(str::to_owned).collect(), tiles, side }
    }

    /// Numbers of the families that tiles have.
    fn occurring(&self) -> Vec<u16> {
        let mark = |mut seen: Vec<bool>, tile: &TileFamilies| {
            tile.families.iter().for_each(|family| seen[usize::from(*family)] = true);
            seen
        };
        let join = |a: Vec<bool>, b: Vec<bool>| a.into_iter().zip(b).map(|(a, b)| a || b).collect();
        let seen = fold(self.tiles.par_iter(), || vec![false; self.families.len()], mark, join);
        (0..=u16::MAX).zip(seen).filter_map(|(family, seen)| seen.then_some(family)).collect()
    }

    /// The picture of a family's weights, and the number of tiles that have it.
    fn picture(&self, family: u16) -> Result<(Vec<u8>, usize), ExportError> {
        let weights: Vec<u8> = self.tiles.iter().map(|tile| tile.weight(family)).collect();
        let side = u32::try_from(self.side).map_err(|_| ExportError::PictureTooLarge)?;
        Ok((gray8(&weights, side)?, weights.iter().filter(|weight| **weight > 0).count()))
    }
}

/// The first layer's share of 255.
fn share(first: f64, second: f64) -> u8 {
    let sum = first + second;
    if sum > 0.0 { round_u8(255.0 * first / sum) } else { 128 }
}

/// Mean luminance of a texture.
fn luminance(pictures: &TilePictures, texture: u16) -> f64 {
    let px = pictures.picture(texture).unwrap_or_default();
    let of = |[r, g, b, _]: &[u8; 4]| 0.299 * f64::from(*r) + 0.587 * f64::from(*g) + 0.114 * f64::from(*b);
    px.iter().map(of).sum::<f64>() / px.len().max(1) as f64
}

/// Side of the texture level for luminance, in pixels.
const SAMPLE_PX: u32 = 4;

/// A picture of weights for each family, and `splat.json` that lists them.
#[derive(clap::Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SplatExport {}

/// Report of a splat map export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplatReport {
    /// Number of families, one picture each.
    pub families: usize,
    /// Tiles along a side of the zone.
    pub size: u32,
    /// Families whose name is not that of their file.
    pub renamed: Vec<Renamed>,
}

impl Exporter for SplatExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "splat",
        about: "Splat maps: one 8-bit .png per texture family (textures that differ in their number only), its weight in each tile",
        examples: "Example:\n  gtd-viewer export splat moradon.gtd -o splat/",
        reads_client_files: true,
        reads_server_files: false,
        has_objects: false,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<SplatExport>] = &[
        Preset::new(Program::Unity, SplatExport {}),
        Preset::new(Program::Unreal, SplatExport {}),
        Preset::new(Program::Godot, SplatExport {}),
        Preset::in_menu(Program::Other, SplatExport {}),
    ];
    type Report = SplatReport;

    fn output(&self) -> Output {
        Output::Folder
    }

    fn name_suffix(&self) -> &'static str {
        "-splat"
    }

    fn estimate(&self, gtd: &Gtd, _extension: &str) -> Estimate {
        const PICTURE_BYTES: u64 = 200;
        const SOURCE_BYTES: u64 = 60;
        let sources = &gtd.textures().sources;
        let names: BTreeSet<String> = sources.iter().map(Source::family).collect();
        let families = names.len() as u64 + 1;
        let pictures = families * (tile_count(gtd) * 6 / 100 + PICTURE_BYTES);
        Estimate { bytes: pictures + sources.len() as u64 * SOURCE_BYTES, files: families + 1 }
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<SplatReport, ExportError> {
        let gtd = context.source.gtd()?;
        let textures = context.textures()?;
        context.step(ExportStep::WeighingTextures)?;
        let weights = Weights::new(gtd, &textures.pictures(SAMPLE_PX));
        let occurring = weights.occurring();
        let names: Vec<&str> = occurring.iter().map(|family| &weights.families[usize::from(*family)][..]).collect();
        let FileNames { files, renamed } = FileNames::new(names.iter().copied(), ".png".len());
        let files: Vec<String> = files.into_iter().map(|name| format!("{name}.png")).collect();
        let counts = occurring.par_iter().zip(&files).map(|(family, file)| {
            let (picture, tiles) = weights.picture(*family)?;
            context.add(file, &picture)?;
            Ok(tiles)
        });
        let counts: Result<Vec<usize>, ExportError> = counts.collect();
        context.add("splat.json", &describe(gtd, &names, &files, &counts?)?)?;
        Ok(SplatReport { families: names.len(), size: gtd.tiles_per_side(), renamed })
    }
}

impl fmt::Display for SplatReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "splat maps of {} texture families, {1} x {1} tiles", self.families, self.size)?;
        RenamedLines(&self.renamed).fmt(f)
    }
}

fn describe(gtd: &Gtd, names: &[&str], files: &[String], counts: &[usize]) -> serde_json::Result<Vec<u8>> {
    let families = names.iter().zip(files).zip(counts).map(|((family, file), tiles)| {
        let sources = gtd.textures().sources.iter().filter(|source| source.family() == **family);
        json!({
            "family": family,
            "file": file,
            "sources": sources.map(|source| source.path.as_str()).collect::<Vec<_>>(),
            "tiles": tiles,
        })
    });
    let families: Vec<_> = families.collect();
    let size = gtd.tiles_per_side();
    serde_json::to_vec_pretty(&json!({ "size": size, "orientation": NORTH_FIRST, "sum": 255, "families": families }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::gtd::{Draft, Header, MapRecord, TextureTable, TileTexture};
    use crate::formats::ntf::{PixelFormat, Texture};
    use crate::scene::raster::placeholder::Placeholders;

    #[test]
    fn shares_add_up() {
        assert_eq!((share(10.0, 30.0), share(0.0, 0.0), share(5.0, 0.0)), (64, 128, 255));
    }

    #[test]
    fn tiles_of_all_bands_have_the_weights_of_their_textures() {
        let size = u32::try_from(2 * BAND + 1).unwrap();
        let mut draft = Draft::flat(Header::versioned(1, "splat"), size);
        let source = |name: &str| Source::new(&format!("dtex\\{name}_0.gtt"));
        let tiles = [0, 1, 0, 1].map(|source| TileTexture { source, tile: 0 });
        draft.textures = TextureTable { sources: ["sand", "grass"].map(source).to_vec(), tiles: tiles.to_vec() };
        for (i, record) in (0_u32..).zip(&mut draft.records) {
            let [tex1, tex2] = [i * 7 % 6, i * 5 % 9].map(|texture| u16::try_from(texture).unwrap());
            *record = MapRecord::new(0.0, PackedTile::pack(i % 11 > 0, 0, 0, tex1, tex2));
        }
        let gtd = Gtd::parse(draft.encode().unwrap()).unwrap();
        let gray = |value: u8| Texture::encode(&[value; 64], 4, 4, PixelFormat::A8R8G8B8, true);
        let textures = [gray(20), gray(60), gray(100), gray(200)];
        let pictures = TilePictures::new(&textures.each_ref().map(Some), &Placeholders::default(), 4);
        let weights = Weights::new(&gtd, &pictures);
        assert_eq!(weights.families, [COLOR_MAP, "grass", "sand"]);
        assert_eq!(weights.occurring(), [0, 1, 2]);
        for (i, found) in (0_u32..).zip(&weights.tiles) {
            let (x, z) = (i % (size - 1), size - 2 - i / (size - 1));
            let tile = gtd.record(x, z).tile();
            let mut expected = [0; 3];
            let light = [0, 1, 2, 3].map(|texture| luminance(&pictures, texture));
            match gtd.layers_of(tile) {
                (Some(first), second) if tile.full() => {
                    let second = usize::from(second.unwrap_or(first));
                    let share = share(light[usize::from(first)], light[second]);
                    expected[[2, 1][usize::from(first) % 2]] += share;
                    expected[[2, 1][second % 2]] += 255 - share;
                }
                _ => expected[0] = 255,
            }
            assert_eq!([0, 1, 2].map(|family| found.weight(family)), expected, "tile {x}, {z}");
        }
    }
}
