//! Rivers and ponds (format notes, sections 1.7, 1.8 and 1.10).
//!
//! Positions are world meters. No indices are stored; [`River::indices`] and [`Pond::indices`] compute those of the
//! client, wound so that an upward triangle has `cross(b - a, c - a).y > 0`.

use super::{Layout, SectionId, WaterVertex, fields};
use crate::formats::kernel::fields::Field;
use crate::formats::kernel::text::{decode_until_nul, encode};
use crate::formats::kernel::{FormatError, Reader};

/// Maximum length of a water texture's name, in bytes with its NUL.
const NAME_MAX: i32 = 259;
/// Maximum accepted number of rivers or ponds; real files have up to 6. Bounds the memory for tiny records.
const COUNT_MAX: i32 = 65_535;
/// Maximum accepted length of a tag.
const TAG_MAX: i32 = 4096;
/// Vertices in a row of a river.
const RIVER_ROW: u32 = 4;
/// Texture of ponds that name none.
pub const DEFAULT_WATER: &str = "ka_water.dxt";

/// Data before the rivers and before the ponds of a modern file; meaning unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaterTag {
    /// Bytes that do not decipher to text.
    pub bytes: Vec<u8>,
    /// 1 in the known file.
    pub word: i32,
}

/// Flowing water: rows of four vertices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct River {
    /// Vertices, row by row.
    pub vertices: Vec<WaterVertex>,
    /// Number of indices, as stored.
    pub index_count: i32,
    /// Name of the texture as stored, with its NUL.
    pub name_bytes: Vec<u8>,
}

impl River {
    /// Creates a river from rows of four vertices and a texture name.
    pub fn new(vertices: Vec<WaterVertex>, texture: &str) -> River {
        let mut river = River { vertices, index_count: 0, name_bytes: with_nul(texture) };
        river.index_count = i32::try_from(river.indices().len()).unwrap_or(i32::MAX);
        river
    }

    /// The texture's file name in `Misc\river`.
    pub fn texture(&self) -> String {
        decode_until_nul(&self.name_bytes)
    }

    /// Indices of the triangles between the rows; vertices after the last complete row are ignored.
    pub fn indices(&self) -> Vec<u32> {
        const PATTERN: [u32; 18] = [4, 0, 1, 4, 1, 5, 5, 1, 2, 5, 2, 6, 6, 2, 3, 6, 3, 7];
        let rows = indexable(&self.vertices) / RIVER_ROW;
        let gaps = 0..rows.saturating_sub(1);
        gaps.flat_map(|row| PATTERN.iter().map(move |index| row * RIVER_ROW + index)).collect()
    }
}

/// Standing water: a grid of vertices.
#[derive(Clone, Debug, PartialEq)]
pub struct Pond {
    /// Vertices in a row, as stored. Ponds without vertices store nothing else.
    pub width: i32,
    /// Vertices, row by row.
    pub vertices: Vec<WaterVertex>,
    /// Name of the texture as stored, with its NUL; none in an old pond.
    pub name_bytes: Vec<u8>,
    /// Wave scale, in old ponds.
    pub scale: [f32; 2],
    /// A word of unknown meaning, since version 2; 0 in every real file.
    pub extra: i32,
    /// Number of triangles, as stored.
    pub triangle_count: i32,
    /// A second name as stored, in modern files.
    pub second_name_bytes: Vec<u8>,
    /// Parameters of unknown meaning, in modern files.
    pub parameters: [f32; 20],
}

impl Pond {
    /// Creates a pond from a grid of vertices, `width` per row, and a texture name.
    pub fn new(width: u32, vertices: Vec<WaterVertex>, texture: &str) -> Pond {
        let width = i32::try_from(width).unwrap_or(i32::MAX);
        let mut pond = Pond { width, vertices, name_bytes: with_nul(texture), ..Pond::empty() };
        pond.triangle_count = i32::try_from(pond.implied_triangles()).unwrap_or(i32::MAX);
        pond
    }

    /// File name of the texture in `Misc\river`, as stored; empty in an old pond, which is drawn with
    /// [`DEFAULT_WATER`].
    pub fn texture(&self) -> String {
        decode_until_nul(&self.name_bytes)
    }

    /// Number of rows; vertices after the last complete row are ignored.
    pub fn rows(&self) -> u32 {
        indexable(&self.vertices).checked_div(self.columns()).unwrap_or(0)
    }

    /// Number of triangles of the grid.
    pub fn implied_triangles(&self) -> u64 {
        2 * u64::from(self.rows().saturating_sub(1)) * u64::from(self.columns().saturating_sub(1))
    }

    /// Indices of the grid's triangles.
    pub fn indices(&self) -> Vec<u32> {
        let width = self.columns();
        let cells =
            (0..self.rows().saturating_sub(1)).flat_map(|row| (0..width.saturating_sub(1)).map(move |k| (row, k)));
        cells
            .flat_map(|(row, column)| {
                let i = row * width + column;
                [i, i + 1, i + width, i + width, i + 1, i + width + 1]
            })
            .collect()
    }

    /// Vertices in a row; 0 where the stored number is negative.
    fn columns(&self) -> u32 {
        u32::try_from(self.width).unwrap_or(0)
    }

    fn empty() -> Pond {
        Pond {
            width: 0,
            vertices: Vec::new(),
            name_bytes: Vec::new(),
            scale: [1.0; 2],
            extra: 0,
            triangle_count: 0,
            second_name_bytes: Vec::new(),
            parameters: [0.0; 20],
        }
    }
}

/// Fields of a pond's record. They follow from the file's layout, except for headerless files, which may have either of
/// the first two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PondForm {
    /// Scale instead of a name: the oldest files.
    Old,
    /// Name: 1097 and version 1.
    Named,
    /// Name and an extra word: version 2.
    Extra,
    /// Name, extra word, second name and parameters.
    Modern,
}

impl PondForm {
    /// The possible forms for a layout, the likelier one first.
    pub fn candidates(layout: Layout) -> &'static [PondForm] {
        match layout {
            Layout::Headerless => &[PondForm::Named, PondForm::Old],
            Layout::Versioned { version: 1 } => &[PondForm::Named],
            Layout::Versioned { .. } => &[PondForm::Extra],
            Layout::Modern => &[PondForm::Modern],
        }
    }
}

/// The vertices that 32-bit indices reach.
fn indexable(vertices: &[WaterVertex]) -> u32 {
    u32::try_from(vertices.len()).unwrap_or(u32::MAX)
}

/// A name in stored form, with its NUL.
fn with_nul(name: &str) -> Vec<u8> {
    let mut bytes = encode(name);
    bytes.push(0);
    bytes
}

/// Reads the tag of a modern file's water.
fn read_tag(reader: &mut Reader<'_>, layout: Layout) -> Result<Option<WaterTag>, FormatError> {
    if layout != Layout::Modern {
        return Ok(None);
    }
    let bytes = reader.string(&fields::TAG_LENGTH, &fields::TAG, TAG_MAX)?.to_vec();
    Ok(Some(WaterTag { bytes, word: reader.i32(&fields::TAG_WORD)? }))
}

pub(super) fn read_rivers(
    reader: &mut Reader<'_>,
    layout: Layout,
) -> Result<(Option<WaterTag>, Vec<River>), FormatError> {
    reader.section(SectionId::Rivers.spec());
    let tag = read_tag(reader, layout)?;
    let count = reader.number_in(&fields::RIVER_COUNT, 0..=COUNT_MAX)?;
    let rivers = (0..count).map(|index| reader.group("river", index, read_river));
    Ok((tag, rivers.collect::<Result<_, _>>()?))
}

fn read_river(reader: &mut Reader<'_>) -> Result<River, FormatError> {
    let count = reader.count(&fields::WATER_VERTEX_COUNT)?;
    let vertices = read_vertices(reader, count)?;
    let index_count = reader.i32(&fields::RIVER_INDEX_COUNT)?;
    let name_bytes = read_name(reader, &fields::WATER_NAME_LENGTH, &fields::WATER_NAME)?;
    Ok(River { vertices, index_count, name_bytes })
}

pub(super) fn read_ponds(
    reader: &mut Reader<'_>,
    layout: Layout,
    form: PondForm,
) -> Result<(Option<WaterTag>, Vec<Pond>), FormatError> {
    reader.section(SectionId::Ponds.spec());
    let tag = read_tag(reader, layout)?;
    let count = reader.number_in(&fields::POND_COUNT, 0..=COUNT_MAX)?;
    let ponds = (0..count).map(|index| reader.group("pond", index, |reader| read_pond(reader, form)));
    Ok((tag, ponds.collect::<Result<_, _>>()?))
}

fn read_pond(reader: &mut Reader<'_>, form: PondForm) -> Result<Pond, FormatError> {
    let mut pond = Pond::empty();
    let count = reader.count(&fields::WATER_VERTEX_COUNT)?;
    if count == 0 {
        return Ok(pond);
    }
    pond.width = reader.i32(&fields::POND_WIDTH)?;
    if form == PondForm::Old {
        pond.scale = [reader.f32(&fields::POND_SCALE_X)?, reader.f32(&fields::POND_SCALE_Z)?];
    } else {
        pond.name_bytes = read_name(reader, &fields::WATER_NAME_LENGTH, &fields::WATER_NAME)?;
    }
    pond.vertices = read_vertices(reader, count)?;
    if matches!(form, PondForm::Extra | PondForm::Modern) {
        pond.extra = reader.i32(&fields::POND_EXTRA)?;
    }
    pond.triangle_count = reader.i32(&fields::POND_TRIANGLE_COUNT)?;
    if form == PondForm::Modern {
        pond.second_name_bytes = read_name(reader, &fields::POND_NAME2_LENGTH, &fields::POND_NAME2)?;
        let parameters = reader.records(&fields::POND_PARAMETER, pond.parameters.len(), 0)?;
        let stored = reader.slice(parameters).as_chunks::<4>().0;
        pond.parameters = std::array::from_fn(|i| f32::from_le_bytes(stored[i]));
    }
    Ok(pond)
}

fn read_name(reader: &mut Reader<'_>, length: &'static Field, name: &'static Field) -> Result<Vec<u8>, FormatError> {
    Ok(reader.string(length, name, NAME_MAX)?.to_vec())
}

fn read_vertices(reader: &mut Reader<'_>, count: usize) -> Result<Vec<WaterVertex>, FormatError> {
    let range = reader.records(&fields::WATER_VERTEX, count, 0)?;
    Ok(bytemuck::cast_slice(reader.slice(range)).to_vec())
}

/// Whether ponds that were read in the old form are plausible: the stored number of triangles fits each grid. Only
/// needed if bytes remain, which may also be the result of a damaged name in a newer pond.
pub(super) fn plausible_old(ponds: &[Pond]) -> bool {
    ponds.iter().all(|pond| u64::try_from(pond.triangle_count) == Ok(pond.implied_triangles()))
}

/// Whether reading the named form failed at a plausible old pond's scale: then the error of the old form is reported,
/// otherwise that of the named form.
pub(super) fn stopped_at_scale(bytes: &[u8], by_name: Option<&FormatError>) -> bool {
    let stopped = by_name.filter(|e| e.section == SectionId::Ponds.name() && e.field == fields::WATER_NAME_LENGTH.name);
    let word = stopped.and_then(|e| bytes.get(usize::try_from(e.offset).ok()?..)?.first_chunk());
    word.is_some_and(|word| (0.001..=1000.0).contains(&f32::from_le_bytes(*word)))
}
