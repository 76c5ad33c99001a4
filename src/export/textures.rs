//! Textures for other programs: PNG with alpha, DDS without recompression, contact sheets.
//!
//! Owns the names that pictures get and the sheet's layout. A picture's name tells where it is from: the file's stem,
//! then its number in a file of tile textures, its cell in a color map, or patch and cell in shadow maps.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::atomic_file::AtomicFile;
use super::png::rgba8;
use super::{Progress, dds, splat, untold};
use crate::formats::gtd::Gtd;
use crate::formats::ntf::{NtfError, Texture, gtt, parse_dxt, tct, tlt};

/// A texture with the name that its files get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Without an ending.
    pub name: String,
    /// The texture.
    pub texture: Texture,
}

/// The textures of a file, by what its name ends in: `.gtt`, `.tct`, `.tlt`, else a single record.
///
/// # Errors
/// Where it cannot be read.
pub fn of_file(path: &Path, bytes: &[u8]) -> Result<Vec<Named>, NtfError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let numbered = |(index, texture): (usize, Texture)| Named { name: format!("{stem}_{index}"), texture };
    Ok(match extension.as_deref() {
        Some("gtt") => gtt::parse(bytes)?.into_iter().enumerate().map(numbered).collect(),
        Some("tct") => {
            let map = tct::parse(bytes)?;
            let side = map.cells_per_side() as usize;
            let cell = |(i, texture): (usize, &Texture)| Named {
                name: format!("{stem}_x{}_z{}", i / side, i % side),
                texture: texture.clone(),
            };
            map.textures().iter().enumerate().map(cell).collect()
        }
        Some("tlt") => {
            let maps = tlt::parse(bytes, tlt::patches_per_side(bytes).unwrap_or(0))?;
            let of_patch = |patch: &tlt::PatchShadows| {
                let name = format!("{stem}_x{}_z{}", patch.x, patch.z);
                let named = move |map: &tlt::ShadowMap| Named {
                    name: format!("{name}_{}_{}", map.x, map.z),
                    texture: map.texture.clone(),
                };
                patch.maps.iter().map(named).collect::<Vec<_>>()
            };
            maps.patches().iter().flat_map(of_patch).collect()
        }
        _ => vec![Named { name: stem, texture: parse_dxt(bytes)? }],
    })
}

/// The textures of a zone's table that are there, by their index in it.
pub fn of_zone(gtd: &Gtd, textures: &[Option<Texture>]) -> Vec<Named> {
    let named = textures.iter().enumerate().filter_map(|(index, texture)| {
        let entry = gtd.textures().tiles.get(index)?;
        let source = gtd.textures().source_of(u16::try_from(index).ok()?)?;
        let file = source.path.rsplit(['\\', '/']).next()?;
        let stem: String = file.rsplit_once('.').map_or(file, |(stem, _)| stem).chars().map(splat::portable).collect();
        Some(Named { name: format!("{index:04}_{stem}_{}", entry.tile), texture: texture.clone()? })
    });
    named.collect()
}

/// How pictures are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// PNG with alpha; with smaller levels as files of their own, or without.
    Png {
        /// Whether smaller levels are written.
        levels: bool,
    },
    /// DDS: all stored levels in one file, as they are.
    Dds,
}

/// Writes textures into a folder; the number of files.
///
/// # Errors
/// What the system or the encoder says.
pub fn write(textures: &[Named], format: PictureFormat, folder: &Path) -> io::Result<usize> {
    write_telling(textures, format, folder, &untold)
}

/// As [`write()`]; `progress` counts textures.
///
/// # Errors
/// What the system or the encoder says.
pub fn write_telling(
    textures: &[Named],
    format: PictureFormat,
    folder: &Path,
    progress: Progress<'_>,
) -> io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let mut files = 0;
    for (index, Named { name, texture }) in textures.iter().enumerate() {
        progress(index, textures.len());
        match format {
            PictureFormat::Dds => {
                AtomicFile::write(&folder.join(format!("{name}.dds")), &dds::encode(texture))?;
                files += 1;
            }
            PictureFormat::Png { levels } => {
                let last = if levels { texture.level_count() } else { 1 };
                for level in 0..last {
                    let size = texture.level(level).map_or([0; 2], |level| [level.width, level.height]);
                    let bytes = rgba8(&texture.decode_rgba8(level), size)?;
                    let level = if level == 0 { String::new() } else { format!("_mip{level}") };
                    AtomicFile::write(&folder.join(format!("{name}{level}.png")), &bytes)?;
                    files += 1;
                }
            }
        }
    }
    Ok(files)
}

/// Pixels between the pictures of a sheet.
const GAP_PX: usize = 4;

/// All textures side by side in one picture, each shown with at most `cell_px` pixels a side, and what lies where.
///
/// # Errors
/// What the encoder says; also where there is no texture.
pub fn sheet(textures: &[Named], cell_px: u32) -> io::Result<(Vec<u8>, Value)> {
    if textures.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "there are no textures to show"));
    }
    let largest = textures.iter().map(|named| named.texture.width().max(named.texture.height())).max();
    let cell_px = cell_px.min(largest.unwrap_or(cell_px)).max(1);
    let columns = (textures.len() as f64).sqrt().ceil() as usize;
    let rows = textures.len().div_ceil(columns);
    let pitch = cell_px as usize + GAP_PX;
    let [width, height] = [columns * pitch + GAP_PX, rows * pitch + GAP_PX];
    let mut rgba = vec![0; width * height * 4];
    let mut entries = Vec::with_capacity(textures.len());
    for (index, Named { name, texture }) in textures.iter().enumerate() {
        let (left, top) = (index % columns * pitch + GAP_PX, index / columns * pitch + GAP_PX);
        let (picture, [w, h]) = fitting(texture, cell_px);
        for (row, line) in picture.chunks_exact(w as usize * 4).enumerate() {
            let at = ((top + row) * width + left) * 4;
            rgba[at..at + line.len()].copy_from_slice(line);
        }
        entries.push(json!({
            "name": name, "x": left, "y": top, "width": w, "height": h,
            "format": texture.format().name(), "stored": [texture.width(), texture.height()],
        }));
    }
    let told = json!({ "size": [width, height], "columns": columns, "pictures": entries });
    Ok((rgba8(&rgba, [width as u32, height as u32])?, told))
}

/// The largest level that fits a cell; of a texture that has none, every n-th pixel.
fn fitting(texture: &Texture, cell_px: u32) -> (Vec<u8>, [u32; 2]) {
    let fits = |index: &usize| texture.level(*index).is_some_and(|level| level.width.max(level.height) <= cell_px);
    if let Some((index, level)) = (0..texture.level_count()).find(fits).and_then(|i| Some((i, texture.level(i)?))) {
        return (texture.decode_rgba8(index), [level.width, level.height]);
    }
    let step = texture.width().max(texture.height()).div_ceil(cell_px) as usize;
    let (width, height) = (texture.width() as usize, texture.height() as usize);
    let px = texture.decode_rgba8(0);
    let (px, _) = px.as_chunks::<4>();
    let rows = (0..height).step_by(step);
    let picture = rows.flat_map(|row| (0..width).step_by(step).flat_map(move |column| px[row * width + column]));
    (picture.collect(), [width.div_ceil(step) as u32, height.div_ceil(step) as u32])
}
