//! TCT: the color map, a picture of the ground at 1 pixel a meter in cells of 128 m (formats section 3).

use std::sync::Arc;

use super::record::read_shared;
use super::{NtfError, Texture};
use crate::formats::kernel::Reader;

/// A zone's color map: K x K textures, x outer. Column 0 of a texture is its western edge, row 0 its northern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColorMap {
    cells_per_side: u32,
    textures: Vec<Texture>,
}

impl ColorMap {
    /// A color map of K x K textures, x outer; `None` if their number is no square or there are none.
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

/// Reads a color map to the file's last byte; the textures share one copy of its bytes.
///
/// # Errors
/// Where a record cannot be read, or the records' number is no square.
pub fn parse(bytes: &[u8]) -> Result<ColorMap, NtfError> {
    let file: Arc<[u8]> = Arc::from(bytes);
    let mut reader = Reader::new(&file, "texture header");
    let mut textures = Vec::new();
    while reader.left() > 0 {
        textures.push(read_shared(&file, &mut reader)?.0);
    }
    let count = textures.len();
    reader.enter("color map");
    ColorMap::new(textures).ok_or_else(|| {
        reader.malformed(reader.at(), format!("{count} textures"), "a square number of textures (1, 4, 16, 64 ...)")
    })
}
