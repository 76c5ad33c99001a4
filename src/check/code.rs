//! Table of all codes: name, severity and meaning.

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The client or this program cannot draw it as intended.
    Error,
    /// The game's own tools would not have written it, or a file is missing.
    Warning,
    /// No fault: known zones of the game have it as well, or it is only of interest to editors of the zone.
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
    MALFORMED "malformed" Error "the file matches no known layout: a section does not fit, or a count is impossible";
    TRAILING_BYTES "trailing-bytes" Error "there are bytes after the last pond; --fix removes them";
    HEIGHT_NOT_FINITE "height-not-finite" Error "a height is NaN or infinite";
    HEIGHT_IMPLAUSIBLE "height-implausible" Error "a height is more than 10 km above or below zero";
    PATCH_BOUNDS "patch-bounds" Error "a patch's bounding sphere misses a vertex by more than 2 mm; --fix recomputes it";
    DANGLING_TEXTURE "dangling-texture" Error "a texture index is out of range, in a tile or in the tile table";
    UNREADABLE_TEXTURE "unreadable-texture" Error "a texture file of tiles, water or objects cannot be read";
    WATER_NOT_FINITE "water-not-finite" Error "a river or pond has a vertex with NaN or infinite coordinates";
    WATER_GRID "water-grid" Error "the vertices of a river or pond do not form complete rows";
    COLOR_MAP_SIZE "colour-map-size" Error "the color map does not have one 128 x 128 texture for every 32 x 32 tiles";
    SHADOW_OFFSET "shadow-offset" Error "an entry of the shadow table points outside the shadow blocks";
    UNREADABLE_PART "unreadable-part" Error "a part of the zone or a common file of the client cannot be read: color map, shadows, objects, their meshes, lights, minimap, sky and its images, base texture, caustics, zone table";

    MISSING_TEXTURE "missing-texture" Warning "a texture file is not found";
    MISSING_WATER_TEXTURE "missing-water-texture" Warning "the texture of a river or pond is not found";
    MISSING_CLIENT_FILE "missing-client-file" Warning "a common file of the client is not found: base texture, caustics, zone table, an image of the sky";
    ODD_TEXTURE "odd-texture" Warning "a tile texture is not 128 x 128 pixels; a placeholder is drawn";
    UNUSED_SOURCE "unused-source" Warning "a texture file is listed but not used by the tile table";
    ODD_DIRECTION "odd-direction" Warning "a direction is above 7; only its low three bits are used";
    NAME_DIFFERS "name-differs" Warning "the name stored in the file differs from the file name";
    WATER_COUNT "water-count" Warning "the stored number of indices or triangles does not match the grid";
    UNKNOWN_VERSION "unknown-version" Warning "the version is neither 1 nor 2; the file is read as version 2";
    LOOSE_BOUNDS "loose-bounds" Warning "a patch's bounding sphere does not match its heights; --fix recomputes it";
    SHADOW_GAPS "shadow-gaps" Warning "the shadow file has bytes that its table does not refer to";
    OBJECT_EXTENT "object-extent" Warning "the objects file was made for a zone of another size";

    MISSING_PART "missing-part" Info "the color map, shadows, objects, lights, minimap or sky is not found";
    MISSING_OBJECT_FILE "missing-object-file" Info "a mesh or texture of an object is not found; known zones name some that no client has";
    NO_CLIENT "no-client" Info "the file is not in a client folder, so common files of the client are not found";
    WATER_OUTSIDE "water-outside" Info "a river or pond extends beyond the map";
    LEFTOVER_TILES "leftover-tiles" Info "the last row or column, which is never drawn, has textures";
    JUNK_AFTER_NUL "junk-after-nul" Info "a file name has leftover bytes after its terminating NUL";
    UNUSED_TEXTURE "unused-texture" Info "the tile table has entries that no drawn tile uses";
    DUPLICATE_SOURCE "duplicate-source" Info "a texture file is listed twice";
    NOT_FULL "not-full" Info "tiles show the color map because their bit `full` is 0";
    SECOND_LAYER_ONLY "second-layer-only" Info "tiles with a second layer but no first show the color map";
    UNKNOWN_BIT "unknown-bit" Info "tiles have bit 31 set, whose meaning is unknown";
    UNKNOWN_WORD "unknown-word" Info "a word of unknown meaning differs from its value in known files";
    GRASS_WITHOUT_SET "grass-without-set" Info "the grass mask is set but no grass set is named, so no grass grows";
    LIGHT_MAPS "light-maps" Info "the file contains light maps, which no known file does";
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
