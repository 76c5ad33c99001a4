//! Table of all codes: name, severity and meaning.

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The client or this program cannot draw it as intended.
    Error,
    /// The game's own tools would not have written it, or a file is missing.
    Warning,
    /// No error, but of interest to editors of the zone.
    Info,
}

impl Severity {
    /// Name in JSON and in text.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// A kind of finding.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// Name in kebab case, for JSON and `--ignore`.
    pub name: &'static str,
    /// Severity of all findings of this code.
    pub severity: Severity,
    /// Meaning in one line.
    pub meaning: &'static str,
}

/// Declares the codes and their table.
macro_rules! codes {
    ($($id:ident $name:literal $severity:ident $meaning:literal;)*) => {
        $(
            #[doc = $meaning]
            pub static $id: Code = Code { name: $name, severity: Severity::$severity, meaning: $meaning };
        )*
        /// All codes, errors first.
        pub static ALL: &[&Code] = &[$(&$id),*];
    };
}

codes! {
    UNREADABLE_FILE "unreadable-file" Error "the file cannot be opened or read";
    MALFORMED "malformed" Error "no layout fits: a section does not fit into the file, or a count is impossible";
    TRAILING_BYTES "trailing-bytes" Error "bytes are left after the last pond; --fix cuts them off";
    HEIGHT_NOT_FINITE "height-not-finite" Error "a vertex's height is no finite number";
    HEIGHT_IMPLAUSIBLE "height-implausible" Error "a vertex lies more than 10 km above or below zero";
    PATCH_BOUNDS "patch-bounds" Error "a patch's stored sphere does not hold its vertices within 2 mm; --fix computes it anew";
    DANGLING_TEXTURE "dangling-texture" Error "an index leads to no texture: a tile's into the table, or the table's into the files";
    UNREADABLE_TEXTURE "unreadable-texture" Error "a texture file that the zone names is there but cannot be read";
    WATER_NOT_FINITE "water-not-finite" Error "a vertex of a river or pond lies at no finite place";
    WATER_GRID "water-grid" Error "a river's or pond's vertices make no whole rows";
    COLOR_MAP_SIZE "colour-map-size" Error "the color map has not a texture of 128 x 128 pixels for each 32 x 32 tiles of the zone";
    SHADOW_OFFSET "shadow-offset" Error "an entry of the shadow table points outside its file, or into the table";
    UNREADABLE_PART "unreadable-part" Error "color map, shadows, objects, minimap or sky are there but cannot be read";

    MISSING_TEXTURE "missing-texture" Warning "a texture file that the zone names is not found";
    MISSING_WATER_TEXTURE "missing-water-texture" Warning "the texture of a river or pond is not found";
    ODD_TEXTURE "odd-texture" Warning "a tile texture is not 128 x 128 pixels, so that the stand-in is drawn";
    UNUSED_SOURCE "unused-source" Warning "a texture file is listed, but no entry of the tile table uses it";
    ODD_DIRECTION "odd-direction" Warning "a direction is above 7; its low three bits are drawn";
    NAME_DIFFERS "name-differs" Warning "the name in the file is not that of the file";
    WATER_OUTSIDE "water-outside" Warning "a river or pond reaches beyond the map";
    WATER_COUNT "water-count" Warning "the stored number of indices or triangles is not that of the grid";
    LEFTOVER_TILES "leftover-tiles" Warning "tiles are left on the last row or column, which is never drawn";
    JUNK_AFTER_NUL "junk-after-nul" Warning "a file name is followed by what lay in memory";
    UNKNOWN_VERSION "unknown-version" Warning "the version is neither 1 nor 2; it is read as 2";
    LOOSE_BOUNDS "loose-bounds" Warning "a patch's stored sphere is not the one that its heights give; --fix computes it anew";
    SHADOW_GAPS "shadow-gaps" Warning "bytes of the shadow maps belong to no block that their table leads to";
    OBJECT_EXTENT "object-extent" Warning "the objects' file was made for a zone of another size";

    MISSING_PART "missing-part" Info "color map, shadows, objects, minimap or sky are not found";
    UNUSED_TEXTURE "unused-texture" Info "entries of the tile table that no drawn tile uses";
    DUPLICATE_SOURCE "duplicate-source" Info "a texture file is listed twice";
    NOT_FULL "not-full" Info "tiles that show the color map because their bit `full` is 0";
    SECOND_LAYER_ONLY "second-layer-only" Info "tiles with a second layer and no first, which show the color map";
    UNKNOWN_BIT "unknown-bit" Info "tiles whose bit 31, of unknown meaning, is set";
    UNKNOWN_WORD "unknown-word" Info "a word of unknown meaning is not what it is in known files";
    GRASS_WITHOUT_SET "grass-without-set" Info "grass is sown but no set is named, so that none grows";
    LIGHT_MAPS "light-maps" Info "the file holds light maps, which no known file does";
}

/// Looks up a code by name.
pub fn by_name(name: &str) -> Option<&'static Code> {
    ALL.iter().find(|code| code.name == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_told_apart() {
        for (index, code) in ALL.iter().enumerate() {
            assert!(code.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", code.name);
            assert!(ALL[..index].iter().all(|other| other.name != code.name), "{} twice", code.name);
            assert_eq!(by_name(code.name), Some(*code));
        }
        assert!(ALL.is_sorted_by_key(|code| code.severity));
        assert_eq!(by_name("nonsense"), None);
    }
}
