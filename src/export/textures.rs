//! Texture export: PNG with alpha, DDS without recompression, contact sheets.
//!
//! Responsible for file names and the layout of sheets. A name gives the origin of a picture: the file's stem, then its
//! number in a file of tile textures, its cell in a color map, or patch and cell in shadow maps.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::names::{FileNames, Renamed, RenamedLines};
use super::outputs::{Companion, companion_name};
use super::png::rgba8;
use super::{
    Estimate, ExportContext, ExportError, ExportOption, ExportSpec, ExportStep, Exporter, FileType, Output, Preset,
    Program, dds,
};
use crate::formats::gtd::{Gtd, TextureTable};
use crate::formats::kernel::FormatError;
use crate::formats::kernel::number::grouped;
use crate::formats::ntf::{Texture, gtt, parse_dxt, tct, tlt};
use crate::platform::parallel::*;

/// A texture and the name of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTexture {
    /// Name without an extension; not always one that a file can have.
    pub name: String,
    /// Texture with its stored levels.
    pub texture: Texture,
}

/// The textures of a file, by its extension: `.gtt`, `.tct`, `.tlt`, else a single record.
///
/// # Errors
/// The file cannot be read.
pub fn from_file(path: &Path, bytes: &[u8]) -> Result<Vec<NamedTexture>, FormatError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let numbered = |(index, texture): (usize, Texture)| NamedTexture { name: format!("{stem}_{index}"), texture };
    Ok(match extension.as_deref() {
        Some("gtt") => gtt::parse(bytes)?.into_iter().enumerate().map(numbered).collect(),
        Some("tct") => {
            let map = tct::parse(bytes)?;
            let side = map.cells_per_side() as usize;
            let cell = |(i, texture): (usize, &Texture)| NamedTexture {
                name: format!("{stem}_x{}_z{}", i / side, i % side),
                texture: texture.clone(),
            };
            map.textures().iter().enumerate().map(cell).collect()
        }
        Some("tlt") => {
            let maps = tlt::parse(bytes, tlt::patches_per_side(bytes).unwrap_or(0))?;
            let of_patch = |patch: &tlt::PatchShadows| {
                let name = format!("{stem}_x{}_z{}", patch.x, patch.z);
                let named = move |map: &tlt::ShadowMap| NamedTexture {
                    name: format!("{name}_{}_{}", map.x, map.z),
                    texture: map.texture.clone(),
                };
                patch.maps.iter().map(named).collect::<Vec<_>>()
            };
            maps.patches().iter().flat_map(of_patch).collect()
        }
        _ => vec![NamedTexture { name: stem, texture: parse_dxt(bytes)? }],
    })
}

/// The available textures of a zone's table, by their index; `textures` are the reachable ones.
pub fn from_zone(gtd: &Gtd, textures: &[Option<Texture>]) -> Vec<NamedTexture> {
    let named = textures.iter().enumerate().filter_map(|(index, texture)| {
        let entry = gtd.textures().tiles.get(index)?;
        let source = gtd.textures().source_of(u16::try_from(index).ok()?)?;
        let file = source.path.rsplit(['\\', '/']).next()?;
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Some(NamedTexture { name: format!("{index:04}_{stem}_{}", entry.tile), texture: texture.clone()? })
    });
    named.collect()
}

/// How each texture is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum TextureFormat {
    /// PNG with alpha.
    #[default]
    #[value(help = "Decoded, with alpha")]
    Png,
    /// DDS: all stored levels in one file, without recompression.
    #[value(help = "As stored, without recompression")]
    Dds,
}

/// Maximum side of a contact sheet in pixels.
pub(super) const SHEET_LIMIT_PX: usize = 8192;
/// Smallest side of a picture on a contact sheet that has many of them.
const SHEET_CELL_MIN_PX: u32 = 8;
/// Maximum side of a picture on a contact sheet, in pixels.
const SHEET_CELL_PX: u32 = 128;

/// Textures as files in a folder, or one contact sheet.
#[derive(clap::Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TexturesExport {
    /// File format
    #[arg(long, value_enum, default_value_t, conflicts_with = "sheet")]
    pub format: TextureFormat,

    /// Also export mip levels as .png files (.dds files always contain them)
    #[arg(long, conflicts_with = "sheet")]
    pub mips: bool,

    /// Export only the texture with this index
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub index: Option<usize>,

    /// Export one contact sheet of at most 8192 pixels per side; OUT.png.json lists the position of each texture
    #[arg(long)]
    pub sheet: bool,
}

/// Report of a texture export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TexturesReport {
    /// Number of exported textures.
    pub textures: usize,
    /// Number of files; none for a contact sheet.
    pub files: Option<usize>,
    /// Textures whose name is not that of their files.
    pub renamed: Vec<Renamed>,
    /// Number of entries of the zone's table that no tile can refer to, which are left out.
    pub unreachable: usize,
}

impl Exporter for TexturesExport {
    const SPEC: ExportSpec = ExportSpec {
        name: "textures",
        about: "Textures of a zone or of a .gtt, .dxt, .tct or .tlt file: a folder of .png or .dds, or one contact sheet",
        examples: "Examples:\n  gtd-viewer export textures DTex/grass_0.gtt -o grass/\n  \
            gtd-viewer export textures moradon.gtd --sheet -o moradon.png\n  \
            gtd-viewer export textures Zones/moradon.tlt --format dds -o shadows/",
        reads_client_files: true,
        reads_server_files: false,
        has_objects: false,
        reads_server_map: false,
    };
    const PRESETS: &'static [Preset<TexturesExport>] = &[
        Preset::new(Program::Blender, TexturesExport::PNG),
        Preset::new(Program::Unity, TexturesExport::PNG),
        Preset::new(Program::Unreal, TexturesExport::PNG),
        Preset::new(Program::Godot, TexturesExport::PNG),
        Preset::new(Program::Web, TexturesExport { sheet: true, ..TexturesExport::PNG }),
        Preset::in_menu(Program::Other, TexturesExport::PNG),
    ];
    type Report = TexturesReport;

    fn output(&self) -> Output {
        match self.sheet {
            true => Output::File {
                types: &[FileType::PNG],
                expected: "unknown extension; contact sheets are written as .png",
            },
            false => Output::Folder,
        }
    }

    fn companions(&self, output: &Path) -> Vec<Companion> {
        if self.sheet { vec![Companion::sidecar(output)] } else { Vec::new() }
    }

    fn name_suffix(&self) -> &'static str {
        if self.sheet { "-textures.png" } else { "-textures" }
    }

    fn options(&self) -> Vec<ExportOption> {
        let mut options = vec![ExportOption::Sheet(self.sheet)];
        if !self.sheet {
            options.push(ExportOption::TextureFormat(self.format));
            options.extend((self.format == TextureFormat::Png).then_some(ExportOption::MipLevels(self.mips)));
        }
        options
    }

    fn set(&mut self, option: ExportOption) {
        match option {
            ExportOption::Sheet(on) => self.sheet = on,
            ExportOption::TextureFormat(format) => self.format = format,
            ExportOption::MipLevels(on) => self.mips = on,
            _ => {}
        }
    }

    fn estimate(&self, gtd: &Gtd, _extension: &str) -> Estimate {
        // Nearly all tile textures have 128 x 128 texels, in six levels of 4 texels and more.
        const LEVELS: u64 = 6;
        let textures = gtd.textures().reachable().len() as u64;
        let (bytes, files) = match (self.sheet, self.format, self.mips) {
            (true, ..) => (16_000, 2),
            (false, TextureFormat::Dds, _) => (11_100, textures),
            (false, TextureFormat::Png, false) => (19_000, textures),
            (false, TextureFormat::Png, true) => (25_000, textures * LEVELS),
        };
        Estimate { bytes: bytes * textures, files }
    }

    fn shown_file(&self, output: &Path) -> Option<PathBuf> {
        self.sheet.then(|| output.to_owned())
    }

    fn part(&self) -> Option<String> {
        self.index.map(|index| format!("texture {index}"))
    }

    fn run(&self, context: &ExportContext<'_>) -> Result<TexturesReport, ExportError> {
        let (mut named, tabled) = read(context)?;
        let unreachable = tabled.saturating_sub(TextureTable::REACHABLE);
        if let Some(index) = self.index {
            let count = named.len();
            named = named.into_iter().skip(index).take(1).collect();
            if named.is_empty() {
                return Err(ExportError::NoSuchTexture { index, count });
            }
        }
        if named.is_empty() {
            return Err(if tabled > 0 { ExportError::NoTextureFound(tabled) } else { ExportError::NoTextures });
        }
        let mut renamed = Vec::new();
        let files = match self.sheet {
            true => {
                context.step(ExportStep::LayingOutSheet)?;
                let (picture, mut description) = sheet(&named, SHEET_CELL_PX)?;
                description["companion_of"] = companion_name(context.output()).into();
                let description = serde_json::to_vec_pretty(&description)?;
                context.write_output(&picture, &[(Companion::sidecar(context.output()), &description)])?;
                None
            }
            false => {
                context.step(ExportStep::WritingTextures)?;
                let names = FileNames::new(named.iter().map(|named| named.name.as_str()), "_mip99.png".len());
                renamed = names.renamed;
                Some(self.write(&named, &names.files, context)?)
            }
        };
        Ok(TexturesReport { textures: named.len(), files, renamed, unreachable })
    }
}

impl fmt::Display for TexturesReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.files {
            None => write!(f, "contact sheet of {} textures", self.textures)?,
            Some(files) => write!(f, "{} textures in {files} files", self.textures)?,
        }
        if self.unreachable > 0 {
            let left = grouped(self.unreachable as u64);
            write!(f, "; {left} further entries of the table left out, which no tile can refer to")?;
        }
        RenamedLines(&self.renamed).fmt(f)
    }
}

/// The textures of the input: a file of textures, or the table of a zone with the number of its entries.
fn read(context: &ExportContext<'_>) -> Result<(Vec<NamedTexture>, usize), ExportError> {
    if let Some((path, bytes)) = context.source.texture_file()? {
        return from_file(&path, &bytes).map(|found| (found, 0)).map_err(ExportError::source);
    }
    let gtd = context.source.gtd()?;
    Ok((from_zone(gtd, context.textures()?.textures()), gtd.textures().tiles.len()))
}

impl TexturesExport {
    /// A folder of .png files.
    pub const PNG: TexturesExport =
        TexturesExport { format: TextureFormat::Png, mips: false, index: None, sheet: false };

    /// Writes textures into the output folder under these names, on all cores; returns the number of files.
    fn write(
        &self,
        textures: &[NamedTexture],
        names: &[String],
        context: &ExportContext<'_>,
    ) -> Result<usize, ExportError> {
        let done = AtomicUsize::new(0);
        let files = textures.par_iter().zip(names).map(|(NamedTexture { texture, .. }, name)| {
            let files = self.write_texture(texture, name, context)?;
            context.progress(done.fetch_add(1, Ordering::Relaxed) + 1, textures.len())?;
            Ok(files)
        });
        let files: Result<Vec<usize>, ExportError> = files.collect();
        Ok(files?.into_iter().sum())
    }

    /// Writes the files of a texture; returns their number.
    fn write_texture(&self, texture: &Texture, name: &str, context: &ExportContext<'_>) -> Result<usize, ExportError> {
        if self.format == TextureFormat::Dds {
            context.add(&format!("{name}.dds"), &dds::encode(texture)?)?;
            return Ok(1);
        }
        let levels = if self.mips { texture.level_count() } else { 1 };
        for level in 0..levels {
            let size = texture.level(level).map_or([0; 2], |level| [level.width, level.height]);
            let bytes = rgba8(&texture.decode_rgba8(level), size)?;
            let level = if level == 0 { String::new() } else { format!("_mip{level}") };
            context.add(&format!("{name}{level}.png"), &bytes)?;
        }
        Ok(levels)
    }
}

/// Gap between the pictures of a sheet, in pixels.
const GAP_PX: usize = 4;

/// All textures in one picture, each with at most `cell_px` pixels a side, and their positions.
fn sheet(textures: &[NamedTexture], cell_px: u32) -> Result<(Vec<u8>, Value), ExportError> {
    let largest = textures.iter().map(|named| named.texture.width().max(named.texture.height())).max();
    let mut cell_px = cell_px.min(largest.unwrap_or(cell_px)).max(1);
    let root = textures.len().isqrt();
    let columns = if root * root < textures.len() { root + 1 } else { root };
    let rows = textures.len().div_ceil(columns);
    // A file may have millions of tiny textures beside a large one.
    while columns * (cell_px as usize + GAP_PX) + GAP_PX > SHEET_LIMIT_PX {
        if cell_px <= SHEET_CELL_MIN_PX {
            return Err(ExportError::SheetTooLarge(textures.len()));
        }
        cell_px /= 2;
    }
    let pitch = cell_px as usize + GAP_PX;
    let [width, height] = [columns * pitch + GAP_PX, rows * pitch + GAP_PX];
    let mut rgba = vec![0; width * height * 4];
    let mut entries = Vec::with_capacity(textures.len());
    for (index, NamedTexture { name, texture }) in textures.iter().enumerate() {
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
    let description = json!({ "size": [width, height], "columns": columns, "pictures": entries });
    let side = |px: usize| u32::try_from(px).map_err(|_| ExportError::PictureTooLarge);
    Ok((rgba8(&rgba, [side(width)?, side(height)?])?, description))
}

/// The largest level that fits a cell; if there is none, every n-th pixel.
fn fitting(texture: &Texture, cell_px: u32) -> (Vec<u8>, [u32; 2]) {
    let fits = |index: &usize| texture.level(*index).is_some_and(|level| level.width.max(level.height) <= cell_px);
    if let Some((index, level)) = (0..texture.level_count()).find(fits).and_then(|i| Some((i, texture.level(i)?))) {
        return (texture.decode_rgba8(index), [level.width, level.height]);
    }
    let step = texture.width().max(texture.height()).div_ceil(cell_px);
    let (width, height) = (texture.width() as usize, texture.height() as usize);
    let px = texture.decode_rgba8(0);
    let (px, _) = px.as_chunks::<4>();
    let size = [texture.width().div_ceil(step), texture.height().div_ceil(step)];
    let step = step as usize;
    let rows = (0..height).step_by(step);
    let picture = rows.flat_map(|row| (0..width).step_by(step).flat_map(move |column| px[row * width + column]));
    (picture.collect(), size)
}
