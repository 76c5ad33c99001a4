//! Bit layout of a packed word, highest bits first.

use crate::formats::gtd::{Gtd, PackedTile};
use crate::formats::kernel::FieldAt;
use crate::scene::terrain::layers::Orientation;

/// Three lines: names of the parts, their bits, and their values.
pub(super) fn draw(content: &[u8], field: &FieldAt) -> [String; 3] {
    let mut lines = [const { String::new() }; 3];
    for (bits, value) in field.bits(content).into_iter().rev() {
        let cells =
            [bits.name.to_string(), format!("{value:0width$b}", width = bits.width as usize), value.to_string()];
        let width = cells.iter().map(String::len).max().unwrap_or(0) + 2;
        for (line, cell) in lines.iter_mut().zip(cells) {
            line.push_str(&format!("{cell:<width$}"));
        }
    }
    lines
}

/// A tile in words: its textures and their orientation.
pub(super) fn tile_text(gtd: &Gtd, tile: PackedTile) -> String {
    let (first, second) = gtd.layers_of(tile);
    let layer = |texture: u16, direction: u8| {
        let entry = gtd.textures().tiles[usize::from(texture)];
        let path = gtd.textures().source_of(texture).map_or("(no source file)", |source| source.path.as_str());
        format!("{path} #{}, {}", entry.tile, Orientation::new(direction).describe())
    };
    match (first.filter(|_| tile.full()), second) {
        (Some(first), None) => format!("one layer: {}", layer(first, tile.dir1())),
        (Some(first), Some(second)) => {
            format!("two layers, added: {}; {}", layer(first, tile.dir1()), layer(second, tile.dir2()))
        }
        (None, _) => "shows the color map".into(),
    }
}
