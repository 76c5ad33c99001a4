//! Server maps (`.smd`, server section 1): what a server knows of a zone. Read and written.
//!
//! Heights, collision and objects with a role are those of the client's files; the event map, the resurrection areas and the warps
//! are the server's own. A file has no header, version or name.

mod fields;
mod parts;
mod read;
mod write;

pub use parts::{ObjectEvent, RegeneArea, Warp};

use super::kernel::{EncodeError, FormatError, Reader};
use super::kinds::{self, FileKind};
use super::opd::{Cell, CollisionTriangle};

/// Kind of the server maps (`.smd`).
pub static KIND: FileKind = FileKind {
    name: "server map",
    extensions: &["smd"],
    summary: "What the server knows of a zone: heights, collision, objects with a role, and a map of events; areas in which \
              players come back to life, and warps.",
    is_enciphered: false,
    // The usual extent says enough about a file, so that bytes may follow.
    recognizes: |bytes| ServerMap::parse(bytes).is_ok_and(|map| map.trailing.is_empty() || map.has_usual_extent()),
    map: |bytes| kinds::record(bytes, read::file),
};

/// Distance of two vertices in all real files, in meters.
pub const UNIT_M: f32 = 4.0;
/// Number of an event tile that is blocked.
pub const BLOCKED: i16 = 0;
/// Number of an event tile without an event.
pub const FREE: i16 = 1;

/// Contents of a server map.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerMap {
    /// Number of vertices a side.
    pub size: u32,
    /// Distance of two vertices in meters; 4 in all real files.
    pub unit_m: f32,
    /// Heights of the vertices in meters, any values: see [`ServerMap::index`].
    pub heights: Vec<f32>,
    /// Extent of the zone eastward in meters.
    pub width_m: f32,
    /// Extent of the zone northward in meters.
    pub length_m: f32,
    /// Triangles that block players, in world coordinates.
    pub collision: Vec<CollisionTriangle>,
    /// The cells of 16 m that list triangles, by rows from south to north; none where nothing is.
    pub cells: Vec<Option<Box<Cell>>>,
    /// Objects with a role in the game, in the order of the client's objects.
    pub object_events: Vec<ObjectEvent>,
    /// Numbers of the tiles: see [`ServerMap::index`].
    pub event_map: Vec<i16>,
    /// Areas in which players come back to life.
    pub regene_areas: Vec<RegeneArea>,
    /// Places that warp gates lead to.
    pub warps: Vec<Warp>,
    /// How the file ends.
    pub end: MapEnd,
    /// Bytes after the last field.
    pub trailing: Vec<u8>,
}

/// How a server map ends. Older ones lack the last parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapEnd {
    /// After the event map.
    EventMap,
    /// After the resurrection areas.
    RegeneAreas,
    /// After the warps.
    Warps {
        /// Number of warps that the file declares; there may be fewer.
        declared: u32,
        /// How each warp is stored.
        layout: WarpLayout,
    },
}

/// How a warp is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarpLayout {
    /// 316 bytes, in older files.
    WithoutNation,
    /// 320 bytes.
    WithNation,
}

impl WarpLayout {
    /// Bytes of a warp.
    pub const fn bytes(self) -> usize {
        match self {
            WarpLayout::WithoutNation => 316,
            WarpLayout::WithNation => 320,
        }
    }
}

impl MapEnd {
    /// The end of a new file with this many warps.
    pub fn after_warps(count: usize) -> MapEnd {
        MapEnd::Warps { declared: u32::try_from(count).unwrap_or(u32::MAX), layout: WarpLayout::WithNation }
    }
}

impl ServerMap {
    /// Parses a file; bytes after its last field are kept in [`ServerMap::trailing`].
    ///
    /// # Errors
    /// The file is truncated, or a count or extent is invalid.
    ///
    /// # Examples
    /// ```
    /// use gtd_viewer::formats::smd::ServerMap;
    /// # let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/parts/map.smd")).unwrap();
    /// let map = ServerMap::parse(&file)?;
    /// assert_eq!((map.size, map.event_at(1, 2), map.warps.len()), (9, Some(30), 1));
    /// assert_eq!(map.encode()?, file);
    /// assert_eq!(ServerMap::parse(&file[..40]).unwrap_err().section, "heights");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<ServerMap, FormatError> {
        let mut reader = Reader::new(bytes);
        let mut map = read::file(&mut reader)?;
        map.trailing = reader.slice(reader.at()..bytes.len()).to_vec();
        Ok(map)
    }

    /// Encodes the file, byte for byte as it was parsed.
    ///
    /// # Errors
    /// Where a number of items exceeds 32 bits.
    pub fn encode(&self) -> Result<Vec<u8>, EncodeError> {
        write::file(self)
    }

    /// Index of a vertex or tile, counted from the south-west corner, in [`ServerMap::heights`] and
    /// [`ServerMap::event_map`]: by columns from west to east, each from south to north. None beyond the map.
    pub fn index(&self, x: u32, z: u32) -> Option<usize> {
        (x < self.size && z < self.size).then(|| x as usize * self.size as usize + z as usize)
    }

    /// Height of a vertex in meters; none beyond the map.
    pub fn height_m(&self, x: u32, z: u32) -> Option<f32> {
        self.heights.get(self.index(x, z)?).copied()
    }

    /// Number of a tile: [`BLOCKED`], [`FREE`], or that of an event; none beyond the map.
    pub fn event_at(&self, x: u32, z: u32) -> Option<i16> {
        self.event_map.get(self.index(x, z)?).copied()
    }

    /// The tile of a position in meters, as the server finds it; none beyond the map.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "negative positions are excluded")]
    pub fn tile_at(&self, x_m: f64, z_m: f64) -> Option<(u32, u32)> {
        let tile = |m: f64| (m >= 0.0).then(|| (m / f64::from(self.unit_m)) as u32);
        let (x, z) = (tile(x_m)?, tile(z_m)?);
        self.index(x, z).map(|_| (x, z))
    }

    /// The warps that a warp gate offers: [`ObjectEvent::npc`] is the number of its list.
    pub fn warps_of(&self, list: i16) -> impl Iterator<Item = &Warp> {
        self.warps.iter().filter(move |warp| warp.list() == list)
    }

    /// Whether the extent follows from size and unit; servers refuse other maps.
    #[expect(clippy::cast_precision_loss, reason = "at most 8,193 vertices a side")]
    pub fn has_usual_extent(&self) -> bool {
        let extent_m = (self.size - 1) as f32 * self.unit_m;
        self.width_m == extent_m && self.length_m == extent_m
    }

    /// Whether a cell lists collision triangles. Later tools wrote triangles without cells.
    pub fn has_collision_cells(&self) -> bool {
        self.cells.iter().any(Option::is_some)
    }
}
