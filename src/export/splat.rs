//! Splat maps: 8-bit weights of each texture family per tile.
//!
//! A family is a source's name without its trailing `_N.gtt`. Its weight is its share of the tile's luminance: two
//! layers are added, so that the brighter one dominates. The weights of a tile add up to 255.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::json;

use super::heights::NORTH_FIRST;
use super::names::{FileNames, Renamed, RenamedLines};
use super::options::tile_count;
use super::png::gray8;
use super::{Estimate, ExportContext, ExportError, ExportSpec, ExportStep, Exporter, Output, Preset, Program};
use crate::formats::gtd::{Gtd, Source};
use crate::scene::numbers::round_u8;
use crate::scene::raster::compose::TilePictures;

/// Family of tiles without a first layer, which show the color map.
pub const COLOR_MAP: &str = "colormap";

/// The weights of each family, by name; each list has one value per drawn tile, row by row from the north. `pictures`
/// are the zone's tile textures at any size.
pub fn weights(gtd: &Gtd, pictures: &TilePictures) -> BTreeMap<String, Vec<u8>> {
    let side = gtd.tiles_per_side();
    let families: Vec<String> = (0..=u16::MAX)
        .take(gtd.textures().reachable().len())
        .map(|texture| gtd.textures().source_of(texture).map_or("missing".into(), Source::family))
        .collect();
    let luminances: Vec<f64> =
        (0..=u16::MAX).take(pictures.count()).map(|texture| luminance(pictures, texture)).collect();
    let tiles = (side * side) as usize;
    let mut maps: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let places = (0..side).rev().flat_map(|z| (0..side).map(move |x| (x, z)));
    for (index, (x, z)) in places.enumerate() {
        let tile = gtd.record(x, z).tile();
        let mut put = |family: &str, weight: u8| {
            let map = maps.entry(family.to_string()).or_insert_with(|| vec![0; tiles]);
            map[index] = map[index].saturating_add(weight);
        };
        let (first, second) = gtd.layers_of(tile);
        match (first.filter(|_| tile.full()), second) {
            (None, _) => put(COLOR_MAP, 255),
            (Some(first), None) => put(&families[usize::from(first)], 255),
            (Some(first), Some(second)) => {
                let share = share(luminances[usize::from(first)], luminances[usize::from(second)]);
                put(&families[usize::from(first)], share);
                put(&families[usize::from(second)], 255 - share);
            }
        }
    }
    maps
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
        let maps = weights(gtd, &textures.pictures(SAMPLE_PX));
        let FileNames { files, renamed } = FileNames::new(maps.keys().map(String::as_str), ".png".len());
        let files: Vec<String> = files.into_iter().map(|name| format!("{name}.png")).collect();
        for (file, weights) in files.iter().zip(maps.values()) {
            context.add(file, &gray8(weights, gtd.tiles_per_side())?)?;
        }
        context.add("splat.json", &describe(gtd, &maps, &files)?)?;
        Ok(SplatReport { families: maps.len(), size: gtd.tiles_per_side(), renamed })
    }
}

impl fmt::Display for SplatReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "splat maps of {} texture families, {1} x {1} tiles", self.families, self.size)?;
        RenamedLines(&self.renamed).fmt(f)
    }
}

fn describe(gtd: &Gtd, maps: &BTreeMap<String, Vec<u8>>, files: &[String]) -> serde_json::Result<Vec<u8>> {
    let families: Vec<_> = maps
        .iter()
        .zip(files)
        .map(|((family, weights), file)| {
            let sources = gtd.textures().sources.iter().filter(|source| source.family() == *family);
            json!({
                "family": family,
                "file": file,
                "sources": sources.map(|source| source.path.as_str()).collect::<Vec<_>>(),
                "tiles": weights.iter().filter(|weight| **weight > 0).count(),
            })
        })
        .collect();
    let size = gtd.tiles_per_side();
    serde_json::to_vec_pretty(&json!({ "size": size, "orientation": NORTH_FIRST, "sum": 255, "families": families }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        assert_eq!((share(10.0, 30.0), share(0.0, 0.0), share(5.0, 0.0)), (64, 128, 255));
    }
}
