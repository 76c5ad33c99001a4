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
    OBJECT_NOT_FINITE "object-not-finite" Error "the position, rotation, scale or a part's offset of an object is NaN or infinite";
    DANGLING_OBJECT "dangling-object" Error "a cell lists an object that does not exist";
    COLLISION_NOT_FINITE "collision-not-finite" Error "a collision triangle has a corner with NaN or infinite coordinates";
    DANGLING_COLLISION "dangling-collision" Error "a cell lists a corner beyond those of the collision triangles";
    MAP_EXTENT "map-extent" Error "width or length of a server map does not follow from its vertices, so servers refuse it";

    UNREADABLE_SERVER_FILE "unreadable-server-file" Error "a map, a table or a room file of the server cannot be read";
    MAP_OF_ANOTHER_ZONE "map-of-another-zone" Error "the server's map has another size than the zone, or the heights of another zone";
    START_OUTSIDE_MAP "start-outside-map" Error "a start, a home or a gate in the server's tables is outside the map";
    TARGET_OUTSIDE_MAP "target-outside-map" Error "a warp or an event leads to a place outside the map of its target";
    SPAWN_OUTSIDE_MAP "spawn-outside-map" Error "monsters or NPCs appear outside the map";

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
    OBJECT_COUNT "object-count" Warning "there are more objects than cells can list";
    OBJECT_TRANSFORM "object-transform" Warning "an object's scale is below 0.001 or above 100, its rotation is not of unit length, or its position is more than 100 km away";
    OBJECT_IN_NO_CELL "object-in-no-cell" Warning "no cell lists an object on the map, so the client does not draw it";
    OBJECT_CELL "object-cell" Warning "an object is listed in another cell than that of its position, or several times";
    LEVER_WITHOUT_GATE "lever-without-gate" Warning "the zone does not have the gate that a lever opens";
    WARP_WITHOUT_LIST "warp-without-list" Warning "a warp names no list of places";
    EVENT_BIT "event-bit" Warning "the type of an object does not say whether it has a role in the game, as its event's numbers do";
    MISSING_WALL "missing-wall" Warning "an invisible wall is not among the collision triangles of the objects";
    WALL_COUNT "wall-count" Warning "the stored number of collision triangles before the invisible walls is wrong";
    MAP_UNIT "map-unit" Warning "the vertices of a server map are not 4 m apart";

    NO_SERVER_MAP "no-server-map" Warning "no map in the server's folder belongs to a zone, or one that the table of zones names is not there";
    MAP_OF_ANOTHER_VERSION "map-of-another-version" Warning "heights of the server's map differ from those of the zone";
    STALE_EVENT_MAP "stale-event-map" Warning "tiles of the server's map are free or blocked, but its heights and collision make them otherwise";
    MISSING_COLLISION_CELLS "missing-collision-cells" Warning "the server's map has no collision cells, so bodies of objects do not block its tiles";
    EVENT_WITHOUT_ROW "event-without-row" Warning "tiles have an event from 1000 on that the table EVENT does not have";
    ROW_WITHOUT_TILES "row-without-tiles" Warning "a row of the table EVENT has no tiles on the map";
    MISSING_AREA "missing-area" Warning "most tiles of an area that the client names, such as a safe zone, do not have it on the server";
    LIST_WITHOUT_GATE "list-without-gate" Warning "no warp gate of the server's map offers a list of warps";
    OBJECT_WITHOUT_CHARACTER "object-without-character" Warning "the table of NPCs has no row for a gate, lever, barricade, anvil or artifact, so the server does not create it";
    OBJECT_DIFFERS "object-differs" Warning "a gate, lever or other object with a role has another place or other numbers on the server than in the client";
    OBJECT_ONLY_ON_SERVER "object-only-on-server" Warning "the client does not have a gate, lever or other object with a role that the server's map has";
    OBJECT_ONLY_IN_CLIENT "object-only-in-client" Warning "the server's map does not have a gate, lever or other object with a role that the client has";
    DUPLICATE_ID "duplicate-id" Warning "a number of objects or warps in the server's map, or of rows in its tables, is used twice";
    SHORT_SERVER_MAP "short-server-map" Warning "the server's map ends early, declares more warps than it holds, or goes on after them";
    UNKNOWN_SERVER_ZONE "unknown-server-zone" Warning "a warp, an event or a row of a table is about a zone that the table of zones does not have";
    RESURRECTION_AREA "resurrection-area" Warning "an area in which players come back to life is in the air, below the ground or outside the map";
    UNKNOWN_CHARACTER "unknown-character" Warning "a spawn names a monster or an NPC that the server's tables do not have";
    SPAWN_BLOCKED "spawn-blocked" Warning "monsters or NPCs appear on blocked tiles only, without the floor of an object";
    SPAWN_STEEP "spawn-steep" Warning "monsters or NPCs appear only where the ground is steeper than players can walk";
    SPAWN_IN_WATER "spawn-in-water" Warning "monsters or NPCs appear only in deep water";
    SPAWN_IN_WALL "spawn-in-wall" Warning "monsters or NPCs appear only inside the bodies of objects";
    PATH_OUTSIDE_MAP "path-outside-map" Warning "a patrol path leaves the map";
    PATH_LENGTH "path-length" Warning "a patrol path has another number of points than its row says";
    SEVERAL_DATABASES "several-databases" Warning "the server's folder has several databases, or a table twice";
    ODD_SERVER_ROW "odd-server-row" Warning "a row of a table, or the rest of a folder, is left out";

    MISSING_PART "missing-part" Info "the color map, shadows, objects, lights, minimap or sky is not found";
    OBJECT_WITHOUT_ID "object-without-id" Info "an object of a server map has no id, so the server ignores it";
    EVENT_MAP_BORDER "event-map-border" Info "the last row or column of an event map has other numbers than 1";
    OLD_WARPS "old-warps" Info "the warps of a server map are of the older kind without the nation";
    MISSING_OBJECT_FILE "missing-object-file" Info "a mesh or texture of an object is not found; known zones name some that no client has";
    OBJECT_OUTSIDE "object-outside" Info "an object is beyond the border of the map";
    OBJECT_FLOATING "object-floating" Info "an object is more than 2 m above the ground and touches no supported object";
    OBJECT_BURIED "object-buried" Info "all of an object is more than 2 m below the ground";
    EMPTY_OBJECT "empty-object" Info "an object has no parts, or a part names no mesh";
    UNKNOWN_EVENT "unknown-event" Info "the event type of an object is unknown";
    COLLISION_FAR "collision-far" Info "a collision triangle has a corner more than 100 km away";
    EXTRA_WALL "extra-wall" Info "an invisible wall among the collision triangles is not in the file of invisible walls";
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
    GATE_WITHOUT_LEVER "gate-without-lever" Info "no lever of the server's map opens a gate, and it does not open by itself";
    PARTIAL_AREA "partial-area" Info "some tiles of an area that the client names do not have it on the server";
    SPAWN_ON_FLOOR "spawn-on-floor" Info "monsters or NPCs appear on floors of objects, whose tiles are blocked on the server, as in the game's dungeons";
    ODD_COMPANION "odd-companion" Info "flags, sound areas or other areas of the client are outside the map, as in files copied from another zone, or are junk";
    UNPAIRED_MAP "unpaired-map" Info "a map in the server's folder belongs to none of the given zones";
    NO_SERVER_TABLES "no-server-tables" Info "the server's folder has no tables, so spawns, events and starts are not checked";
    LIGHT_BURIED "light-buried" Info "a point light is more than 10 m below the ground, as in files copied from another zone";
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
