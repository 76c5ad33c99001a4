//! Distant colors of tiles, remembered by their layers for all cells of a color map.

use std::collections::hash_map::Entry;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

#[cfg(feature = "load")]
use rustc_hash::FxHashMap as Numbers;
// The hash does not affect the result; the default one is slower.
#[cfg(not(feature = "load"))]
use std::collections::HashMap as Numbers;

use crate::formats::gtd::PackedTile;
use crate::formats::ntf::mips::halve;
use crate::scene::terrain::layers::Layers;

/// Pixels along a tile's side at the finest level.
pub(super) const TILE_PX: usize = 4;
/// Size of the memory; tiles beyond it are computed again.
const MOST_REMEMBERED: usize = 1 << 16;
/// Bits of an index in a cell's table of words.
const WORD_BITS: u32 = 10;
/// Number of an unused entry of that table.
const UNUSED: u32 = u32::MAX;

/// Distant colors of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TileColors {
    /// 4 x 4 pixels, R, G, B, rows from the north.
    pub px: [[u8; 3]; TILE_PX * TILE_PX],
    /// Mean color, by halving twice.
    pub mean: [u8; 3],
}

impl TileColors {
    pub fn new(px: [[u8; 3]; TILE_PX * TILE_PX]) -> TileColors {
        let rgba: Vec<u8> = px.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect();
        let half = halve(TILE_PX as u32, TILE_PX as u32, &rgba);
        let mean = halve(half.width, half.height, &half.data).data;
        TileColors { px, mean: [mean[0], mean[1], mean[2]] }
    }
}

/// Colors by layers. The means lie together, because a coarse cell needs nothing else.
#[derive(Default)]
struct Remembered {
    numbers: Numbers<Layers, u32>,
    px: Vec<[[u8; 3]; TILE_PX * TILE_PX]>,
    means: Vec<[u8; 3]>,
}

impl Remembered {
    fn add(&mut self, layers: Layers, colors: TileColors) {
        if let Entry::Vacant(place) = self.numbers.entry(layers) {
            place.insert(self.means.len() as u32);
            self.px.push(colors.px);
            self.means.push(colors.mean);
        }
    }
}

/// Colors by layers, for all threads.
#[derive(Default)]
pub(super) struct ColorMemory(RwLock<Remembered>);

impl ColorMemory {
    /// Prepares the look-ups of a cell, during which no other thread adds colors.
    pub fn lookups(&self) -> CellColors<'_> {
        CellColors {
            memory: self,
            remembered: self.0.read().unwrap_or_else(PoisonError::into_inner),
            words: [(PackedTile(0), UNUSED); 1 << WORD_BITS],
            new: Remembered::default(),
        }
    }
}

/// The colors of a cell's tiles. The memory is locked once; nearly all words repeat in a cell, and a small table finds
/// those without their layers.
pub(super) struct CellColors<'m> {
    memory: &'m ColorMemory,
    remembered: RwLockReadGuard<'m, Remembered>,
    /// Words and the numbers of their colors: first those of the memory, then the new ones.
    words: [(PackedTile, u32); 1 << WORD_BITS],
    /// Colors that the memory lacks.
    new: Remembered,
}

impl CellColors<'_> {
    /// The number of a word's colors, if the cell had it before and no other one took its place.
    pub fn of_word(&self, tile: PackedTile) -> Option<u32> {
        let (word, number) = self.words[place(tile)];
        (word == tile && number != UNUSED).then_some(number)
    }

    /// The number of a tile's colors by its layers, from `compute` where they are not known.
    pub fn of_layers(&mut self, tile: PackedTile, layers: Layers, compute: impl FnOnce() -> TileColors) -> u32 {
        let number = self.remembered.numbers.get(&layers).copied().unwrap_or_else(|| {
            if !self.new.numbers.contains_key(&layers) {
                self.new.add(layers, compute());
            }
            self.remembered.means.len() as u32 + self.new.numbers[&layers]
        });
        self.words[place(tile)] = (tile, number);
        number
    }

    /// The pixels of a number.
    pub fn px(&self, number: u32) -> &[[u8; 3]; TILE_PX * TILE_PX] {
        numbered(number, &self.remembered.px, &self.new.px)
    }

    /// The mean color of a number.
    pub fn mean(&self, number: u32) -> [u8; 3] {
        *numbered(number, &self.remembered.means, &self.new.means)
    }

    /// Adds what is new to the memory, as far as it has room.
    pub fn finish(self) {
        let CellColors { memory, remembered, new, .. } = self;
        drop(remembered);
        if new.means.is_empty() {
            return;
        }
        let mut remembered = memory.0.write().unwrap_or_else(PoisonError::into_inner);
        for (layers, number) in new.numbers {
            let (px, mean) = (new.px[number as usize], new.means[number as usize]);
            if remembered.means.len() < MOST_REMEMBERED {
                remembered.add(layers, TileColors { px, mean });
            }
        }
    }
}

/// The value of a number: first those of the memory, then the new ones.
fn numbered<'c, T>(number: u32, remembered: &'c [T], new: &'c [T]) -> &'c T {
    let number = number as usize;
    remembered.get(number).unwrap_or_else(|| &new[number - remembered.len()])
}

/// Index of a word in a cell's table.
fn place(tile: PackedTile) -> usize {
    (tile.0.wrapping_mul(0x9e37_79b1) >> (u32::BITS - WORD_BITS)) as usize
}
