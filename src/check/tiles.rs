//! Checks of the packed tile words.

use super::{Findings, Subject, code, column_and_row, record_at};
use crate::formats::gtd::{PackedTile, SectionId};
use crate::formats::kernel::number::counted;
use crate::scene::space::TileId;

/// First place and number of places of a finding that is reported once.
#[derive(Default)]
struct Seen {
    first: Option<TileId>,
    count: u64,
}

impl Seen {
    fn note(&mut self, x: u32, z: u32) {
        self.first.get_or_insert(TileId { x, z });
        self.count += 1;
    }
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let gtd = subject.gtd;
    let (size, textures) = (gtd.map_size(), gtd.textures().tiles.len());
    let start = record_at(gtd, SectionId::MapData, "vertex", 0);
    let offset = |x: u32, z: u32| start + (u64::from(x) * u64::from(size) + u64::from(z)) * 8 + 4;
    let [mut leftover, mut not_full, mut second_only, mut unknown_bit] = [(); 4].map(|()| Seen::default());
    for (index, record) in gtd.records().iter().enumerate() {
        let ((x, z), tile) = (column_and_row(index, size), record.tile());
        if x == size - 1 || z == size - 1 {
            if is_leftover(tile) {
                leftover.note(x, z);
            }
            continue;
        }
        for (layer, texture) in [(1, tile.tex1()), (2, tile.tex2())] {
            if usize::from(texture) >= textures && texture != PackedTile::NO_TEXTURE {
                let message = format!(
                    "texture {layer} is {texture}, but the tile table has {textures} entries (1023 means none)"
                );
                findings.add(&code::DANGLING_TEXTURE).at(SectionId::MapData, offset(x, z)).on(x, z).say(message);
            }
        }
        for (layer, direction) in [(1, tile.dir1()), (2, tile.dir2())].into_iter().filter(|(_, dir)| *dir > 7) {
            let message = format!("direction {layer} is {direction}, expected 0 to 7; drawn as {}", direction & 7);
            findings.add(&code::ODD_DIRECTION).at(SectionId::MapData, offset(x, z)).on(x, z).say(message);
        }
        if !tile.full() {
            not_full.note(x, z);
        }
        if matches!(gtd.layers_of(tile), (None, Some(_))) {
            second_only.note(x, z);
        }
        if tile.unknown_bit() {
            unknown_bit.note(x, z);
        }
    }
    let once = [
        (leftover, &code::LEFTOVER_TILES, ["record", "records"], "with textures in the last row or column"),
        (not_full, &code::NOT_FULL, ["tile", "tiles"], "with bit `full` 0, showing the color map"),
        (second_only, &code::SECOND_LAYER_ONLY, ["tile", "tiles"], "with only a second layer, showing the color map"),
        (unknown_bit, &code::UNKNOWN_BIT, ["tile", "tiles"], "with bit 31 set"),
    ];
    for (seen, code, [one, many], message) in once {
        if let Some(TileId { x, z }) = seen.first {
            let message = format!("{} {message}; the first at {x},{z}", counted(seen.count, one, many));
            findings.add(code).at(SectionId::MapData, offset(x, z)).on(x, z).say(message);
        }
    }
}

/// Whether a record of the last row or column refers to a texture.
fn is_leftover(tile: PackedTile) -> bool {
    [tile.tex1(), tile.tex2()].iter().any(|texture| *texture != PackedTile::NO_TEXTURE)
}
