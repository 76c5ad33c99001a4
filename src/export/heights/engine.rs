//! Requirements of game engines for height maps: sizes and orientation.

use super::format::{PNG_16, RAW_16};
use crate::export::FileType;

/// A game engine that imports heights.
///
/// Unity's terrain takes 2^k + 1 samples a side, from 33 to 4097; the first row of a raw file is the southernmost.
/// Unreal's landscape takes one of the recommended sizes; the first row is the northernmost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// Unity: 2^k + 1 samples per side, row 0 in the south.
    Unity,
    /// Unreal: a recommended landscape size, row 0 in the north.
    Unreal,
}

/// Sizes of Unreal's landscapes that its documentation recommends, each with the quads a side of a section, the sections
/// a side of a component, and the components a side.
const UNREAL_SIZES: [(u32, [u32; 3]); 7] = [
    (127, [63, 2, 1]),
    (253, [63, 2, 2]),
    (505, [63, 2, 4]),
    (1009, [63, 2, 8]),
    (2017, [63, 2, 16]),
    (4033, [63, 2, 32]),
    (8129, [127, 2, 32]),
];

impl Engine {
    /// The nearest number of samples a side that the engine accepts.
    pub fn legal_size(self, size: u32) -> u32 {
        match self {
            Engine::Unity => ((size.max(2) - 1).next_power_of_two() + 1).clamp(33, 4097),
            Engine::Unreal => {
                let far = |legal: &u32| (f64::from(*legal) / f64::from(size)).ln().abs();
                let nearest = UNREAL_SIZES.map(|(size, _)| size).into_iter().min_by(|a, b| far(a).total_cmp(&far(b)));
                nearest.unwrap_or(size)
            }
        }
    }

    /// File types that it reads, the usual one first.
    pub(super) fn file_types(self) -> &'static [FileType] {
        const UNITY_RAW: FileType = FileType { name: RAW_16.name, extensions: &["raw", "r16"] };
        match self {
            Engine::Unity => &[UNITY_RAW, PNG_16],
            Engine::Unreal => &[PNG_16, RAW_16],
        }
    }

    /// Whether the first row is the southernmost.
    pub fn south_first(self) -> bool {
        self == Engine::Unity
    }

    /// How Unreal divides a landscape of a recommended size: quads a side of a section, sections a side of a component,
    /// components a side.
    pub(super) fn unreal_sections(self, size: u32) -> Option<[u32; 3]> {
        let row = UNREAL_SIZES.iter().find(|(known, _)| *known == size);
        row.filter(|_| self == Engine::Unreal).map(|(_, sections)| *sections)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_legal() {
        let unity = [17, 33, 129, 513, 8193].map(|size| Engine::Unity.legal_size(size));
        assert_eq!(unity, [33, 33, 129, 513, 4097]);
        let unreal = [17, 65, 129, 257, 513, 1025, 8193].map(|size| Engine::Unreal.legal_size(size));
        assert_eq!(unreal, [127, 127, 127, 253, 505, 1009, 8129]);
    }

    #[test]
    fn sections_add_up_to_the_size() {
        for (size, [quads, sections, components]) in UNREAL_SIZES {
            assert_eq!(quads * sections * components + 1, size);
        }
        assert_eq!((Engine::Unreal.unreal_sections(500), Engine::Unity.unreal_sections(505)), (None, None));
    }
}
