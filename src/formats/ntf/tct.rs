//! TCT: the color map, a picture of the terrain at 1 pixel per meter in cells of 128 m (formats section 3).

use std::sync::Arc;

use super::{Texture, fields, record};
use crate::formats::kernel::number::counted;
use crate::formats::kernel::{FormatError, Reader};

/// A zone's color map: K x K textures, x outer. Column 0 of a texture is its western edge, row 0 its northern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColorMap {
    cells_per_side: u32,
    textures: Vec<Texture>,
}

impl ColorMap {
    /// Creates a color map of K x K textures, x outer; `None` if their number is not a square or zero.
    pub fn new(textures: Vec<Texture>) -> Option<ColorMap> {
        let side = textures.len().isqrt();
        let cells_per_side = u32::try_from(side).ok()?;
        (side > 0 && side * side == textures.len()).then_some(ColorMap { cells_per_side, textures })
    }

    /// K, the number of cells along a side: (map size - 1) / 32.
    pub fn cells_per_side(&self) -> u32 {
        self.cells_per_side
    }

    /// All textures, x outer.
    pub fn textures(&self) -> &[Texture] {
        &self.textures
    }

    /// The texture of the cell whose south-west corner lies at (128 x, 128 z) meters; `None` outside.
    pub fn cell(&self, x: u32, z: u32) -> Option<&Texture> {
        let inside = x < self.cells_per_side && z < self.cells_per_side;
        inside.then(|| &self.textures[x as usize * self.cells_per_side as usize + z as usize])
    }
}

/// Parses a complete color map; the textures share one copy of its bytes.
///
/// # Errors
/// A record cannot be read, or the number of records is not a square.
///
/// # Examples
/// ```
/// # let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/parts/colors-dxt1.tct")).unwrap();
/// let map = gtd_viewer::formats::ntf::tct::parse(&file)?;
/// let south_west = map.cell(0, 0).expect("a map has at least one cell");
/// assert_eq!(south_west.decode_rgba8(0).len() as u32, south_west.width() * south_west.height() * 4);
/// assert_eq!(gtd_viewer::formats::ntf::write::tct(&map), file);
/// # Ok::<(), gtd_viewer::formats::kernel::FormatError>(())
/// ```
pub fn parse(bytes: &[u8]) -> Result<ColorMap, FormatError> {
    let file: Arc<[u8]> = Arc::from(bytes);
    let mut reader = Reader::new(&file);
    reader.section(&fields::COLOR_MAP);
    let mut textures = Vec::new();
    record::read_all(&mut reader, |parts| textures.push(Texture::new(file.clone(), parts)))?;
    let count = textures.len();
    ColorMap::new(textures).ok_or_else(|| not_square(&reader, count))
}

/// Reads a color map without its pixels.
pub(in crate::formats) fn read(reader: &mut Reader<'_>) -> Result<(), FormatError> {
    reader.section(&fields::COLOR_MAP);
    let mut count = 0_usize;
    record::read_all(reader, |_| count += 1)?;
    if count > 0 && count.isqrt().pow(2) == count { Ok(()) } else { Err(not_square(reader, count)) }
}

fn not_square(reader: &Reader<'_>, count: usize) -> FormatError {
    let expected = "a square number of textures (1, 4, 16, 64 ...)";
    reader.malformed(&fields::MAGIC, 0, counted(count as u64, "texture", "textures"), expected)
}
